"""Asha at her screen."""

from __future__ import annotations

import pytest

from handlet.accounts.models import Membership
from tests.pages.client import PageClient


@pytest.fixture
def pages(asha: Membership) -> PageClient:
    """Signed in as Asha; every page it opens is checked."""
    client = PageClient()
    client.force_login(asha.user)
    return client
