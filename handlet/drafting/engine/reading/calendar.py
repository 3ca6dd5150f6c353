"""Days with a name: half terms, Mondays, ends of months; Easter and bank holidays stand in `kit.bank_holidays`."""

from __future__ import annotations

from datetime import date, timedelta

from handlet.kit.bank_holidays import DAY, bank_holidays, easter

__all__ = ["DAY", "bank_holidays", "easter", "half_terms", "monday", "month_end"]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - DAY


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def half_terms(year: int) -> tuple[date, ...]:
    """The Mondays of the half-term weeks most councils in England keep: mid February, the late May holiday, end of October."""
    february = date(year, 2, 12)
    while february.weekday() != 0:
        february += DAY
    may, october = date(year, 5, 31), date(year, 10, 31)
    while may.weekday() != 0:
        may -= DAY
    while october.weekday() != 0:
        october -= DAY
    return february, may, october
