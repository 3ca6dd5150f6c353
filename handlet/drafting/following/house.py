"""How a business follows up: off until the owner turns it on, then its own days and hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from handlet.accounts.access import to_own
from handlet.accounts.models import Membership
from handlet.drafting.following import rhythm
from handlet.drafting.following.rhythm import Rhythm
from handlet.drafting.models import FollowUpRules

MOST_DAYS = 31


class CannotKeep(Exception):
    """A rule cannot be as typed. `field` names it; `str(error)` is the sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def is_on(business_id: UUID) -> bool:
    return FollowUpRules.objects.filter(business_id=business_id, on=True).exists()


def rhythm_of(business_id: UUID) -> Rhythm:
    """The business’s own, or the usual one."""
    found = FollowUpRules.objects.filter(business_id=business_id).first()
    if found is None:
        return Rhythm()
    return Rhythm(
        days=tuple(found.days),
        before_expiry=found.before_expiry,
        weekdays=frozenset(found.weekdays),
        opens=found.opens,
        closes=found.closes,
        rest_on_holidays=found.rest_on_holidays,
    )


def change(
    *,
    by: Membership,
    on: bool,
    days: Sequence[int],
    before_expiry: bool,
    weekdays: Sequence[int],
    opens: time,
    closes: time,
    rest_on_holidays: bool,
    now: datetime,
) -> FollowUpRules:
    """Keep the rules. Turned off, the sweep stops what is planned, and nothing leaves meanwhile.

    Raises CannotKeep; access.ReadsOnly.
    """
    to_own(by)
    wanted = sorted(set(days))
    if not 1 <= len(wanted) <= rhythm.MOST_A_VERSION or any(not 1 <= day <= MOST_DAYS for day in wanted):
        raise CannotKeep("days", f"Give one to three days, each from 1 to {MOST_DAYS}, for example “2, 5, 9”.")
    if not weekdays or any(not 0 <= day <= 6 for day in weekdays):
        raise CannotKeep("weekdays", "Tick at least one day of the week.")
    if not rhythm.EARLIEST <= opens < closes <= rhythm.LATEST:
        raise CannotKeep("opens", "Choose hours from 07:00 to 21:00, the first before the last.")
    rules = {
        "on": on,
        "days": wanted,
        "before_expiry": before_expiry,
        "weekdays": sorted(set(weekdays)),
        "opens": opens,
        "closes": closes,
        "rest_on_holidays": rest_on_holidays,
        "changed_at": now,
        "changed_by": by,
    }
    return FollowUpRules.objects.update_or_create(business_id=by.business_id, defaults=rules)[0]
