"""When bank details change, everybody who works there gets a mail at their own address, and it holds no digit of the account."""

from __future__ import annotations

import pytest
from django.core import mail

from handlet.accounts import banking
from handlet.accounts.tenancy import acting_for
from tests.cast import NOW, owner_of
from tests.working import waiting, work_off

GOOD = {"name": "Rowan Plumbing", "sort_code": "20 00-00", "account": "55779911"}


@pytest.mark.usefixtures("committed")
def test_the_owner_is_written_to_once_the_change_stands() -> None:
    member = owner_of("Rowan\nPlumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        banking.change(by=member, **GOOD, signed_in_at=NOW, now=NOW)
    work_off()
    (told,) = [one for one in mail.outbox if "Bank details" in one.subject]
    assert told.subject == "Bank details of Rowan Plumbing were changed"
    assert told.to == ["asha@rowan.example"]
    assert "by Asha Rowan on 23 November 2026 at 09:30" in told.body
    assert "http" not in told.body
    assert not any(part in told.body for part in ("55779911", "200000", "20-00-00"))


@pytest.mark.usefixtures("committed")
def test_nobody_is_written_to_where_the_change_was_refused() -> None:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id), pytest.raises(banking.NotAnAccount):
        banking.change(by=member, **{**GOOD, "account": "1"}, signed_in_at=NOW, now=NOW)
    assert waiting("handlet.web.tasks.tell_bank_changed") == 0
