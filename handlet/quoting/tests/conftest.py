"""A draft for Dev Patel with one suggested line of £180 before VAT, and the same once it was sent."""

from __future__ import annotations

import pytest

from handlet.accounts.models import Membership
from handlet.quoting import issuing
from handlet.quoting.models import QuoteVersion
from tests.cast import NOW


@pytest.fixture
def draft(as_asha: Membership) -> QuoteVersion:
    from handlet.quoting.tests.test_offers import draft_of

    return draft_of(as_asha)


@pytest.fixture
def issued(as_asha: Membership, draft: QuoteVersion) -> QuoteVersion:
    return issuing.issue(version=draft, by=as_asha, now=NOW)
