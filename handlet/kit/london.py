"""Europe/London, the time in which our users live."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """The calendar day in London of an aware moment."""
    return moment.astimezone(LONDON).date()


def end_of_day(day: date) -> datetime:
    """The first moment after `day` in London: something valid until `day` is valid before it."""
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=LONDON)
