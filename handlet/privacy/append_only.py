"""Tables that only grow: the service role may add and read, never change or delete."""

from __future__ import annotations

TABLES: tuple[str, ...] = ("privacy_consentrecord", "privacy_notice")
