"""The people of the tests. Asha owns Rowan Plumbing; Ben works for her; Cleo owns another business and must see nothing.

Dev is a customer of Asha's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password

from handlet.accounts.businesses import create_business
from handlet.accounts.models import Membership, User
from handlet.accounts.tenancy import acting_for
from tests.pages.client import PageClient

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@cache
def hashed(password: str) -> str:
    """The password as it is kept. Once a worker: to hash is slow by design, and nearly every test begins with a person."""
    return make_password(password)


def person(name: str, email: str) -> User:
    password = hashed("a long enough pass phrase")
    return User.objects.create(email=email, password=password, name=name, date_joined=NOW)


def owner_of(business: str, trade: str, name: str, email: str) -> Membership:
    return create_business(owner=person(name, email), name=business, trade=trade, now=NOW)


@pytest.fixture
def asha(db: None) -> Membership:
    return owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")


@pytest.fixture
def pages(asha: Membership) -> PageClient:
    """Signed in as Asha; every page it opens is checked."""
    client = PageClient()
    client.force_login(asha.user)
    return client


@pytest.fixture
def cleo(db: None) -> Membership:
    return owner_of("Cleo’s Tiles", "tiler", "Cleo Marsh", "cleo@tiles.example")


@pytest.fixture
def as_asha(asha: Membership) -> Iterator[Membership]:
    """Asha, inside a transaction that acts for her business."""
    with acting_for(asha.business_id, asha.user_id):
        yield asha
