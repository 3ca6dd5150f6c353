"""The clock of a rights case: one month from receipt, moved to a working day.

UK GDPR Art. 12(3), with the count of the ICO: the same day next month, its last day where there is none, the next
working day where that is a weekend or a bank holiday. Pure; nobody reads a clock.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

# Bank holidays of England and Wales, 2026 to 2028 (gov.uk list).
ENGLAND_AND_WALES = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
        "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
        "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
    )
)  # fmt: skip


def due(received: date, *, extra_months: int = 0, holidays: frozenset[date] = ENGLAND_AND_WALES) -> date:
    """The last day to answer: one month (and up to two more, by notice) after receipt, on a working day."""
    day = add_months(received, 1 + extra_months)
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
