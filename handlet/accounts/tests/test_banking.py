"""Bank details change by a fresh sign-in of the owner only, and every member sees that they did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlet.accounts import banking
from handlet.accounts.models import BusinessProfile, Membership, SecurityEvent
from tests.cast import NOW

GOOD = {"name": "Rowan Plumbing", "sort_code": "20 00-00", "account": "55779911"}


def test_they_are_kept_and_everybody_is_told(as_asha: Membership) -> None:
    banking.change(by=as_asha, **GOOD, signed_in_at=NOW, now=NOW)
    profile = BusinessProfile.objects.get(business_id=as_asha.business_id)
    assert profile.bank == {"name": "Rowan Plumbing", "sort_code": "20-00-00", "account": "55779911"}
    assert [row.kind for row in SecurityEvent.objects.filter(user_id=as_asha.user_id)] == ["bank_details_changed"]


def test_an_old_sign_in_is_not_enough(as_asha: Membership) -> None:
    with pytest.raises(banking.SignInAgain):
        banking.change(by=as_asha, **GOOD, signed_in_at=NOW - timedelta(hours=1), now=NOW)


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("sort_code", "12345"), ("account", "1234567x")])
def test_what_is_no_account_is_said_at_its_field(as_asha: Membership, field: str, value: str) -> None:
    with pytest.raises(banking.NotAnAccount) as refused:
        banking.change(by=as_asha, **{**GOOD, field: value}, signed_in_at=NOW, now=NOW)
    assert refused.value.field == field
