"""The bank details that stand on quotes: a target of fraud, so they change in one place only, and everybody is told.

They come from the profile alone: never from a message, never from a model.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.dispatch import Signal

from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile, Membership, SecurityEvent
from handlet.kit import ids

# Announced inside the transaction, with `business_id`, `by` (Membership) and `now`: the room that writes mail tells members.
bank_changed = Signal()
FRESH = timedelta(minutes=10)


class SignInAgain(Exception):
    """The sign-in is too old for this."""


class NotAnAccount(Exception):
    """No UK account; `field` names the field at fault."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def change(
    *, by: Membership, name: str, sort_code: str, account: str, signed_in_at: datetime, now: datetime
) -> BusinessProfile:
    """Set where customers pay; every member's security page shows it. Empty values take the details off.

    signed_in_at: when the member last proved who they are. Raises SignInAgain, NotAnAccount; access.ReadsOnly.
    """
    to_own(by)
    if not timedelta(0) <= now - signed_in_at <= FRESH:
        raise SignInAgain("Sign in again before you change your bank details.")
    code, number = re.sub(r"[\s-]", "", sort_code), re.sub(r"\s", "", account)
    if name.strip() or code or number:
        if not name.strip():
            raise NotAnAccount("Say in whose name the account is.", "name")
        if not re.fullmatch(r"[0-9]{6}", code):
            raise NotAnAccount("A sort code has six digits, for example 20-00-00.", "sort_code")
        if not re.fullmatch(r"[0-9]{8}", number):
            raise NotAnAccount("An account number has eight digits.", "account")
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    shown = f"{code[:2]}-{code[2:4]}-{code[4:]}"
    profile.bank = {"name": name.strip()[:80], "sort_code": shown, "account": number} if number else None
    profile.bank_changed_at = profile.updated_at = now
    profile.save(update_fields=["bank", "bank_changed_at", "updated_at"])
    for member in Membership.objects.filter(business_id=by.business_id):
        SecurityEvent.objects.create(id=ids.uuid7(), user_id=member.user_id, kind="bank_details_changed", at=now)
    bank_changed.send(sender=BusinessProfile, business_id=by.business_id, by=by, now=now)
    return profile
