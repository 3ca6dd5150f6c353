"""Limits on how often something may be asked, shared by all processes through one small table."""

from __future__ import annotations

from handlet.accounts import throttling

address_key = throttling.address_key
