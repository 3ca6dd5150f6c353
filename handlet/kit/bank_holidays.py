"""Easter and the bank holidays of each nation of the UK."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


@cache
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _moved_on(days: set[date], wanted: date) -> date:
    """The weekday a holiday is kept on: the next free one, where it falls on a weekend or on another holiday."""
    while wanted.weekday() > 4 or wanted in days:
        wanted += DAY
    return wanted


def _monday_of(year: int, month: int, *, last: bool) -> date:
    day = date(year + month // 12, month % 12 + 1, 1) - DAY if last else date(year, month, 1)
    while day.weekday() != 0:
        day += -DAY if last else DAY
    return day


@cache
def bank_holidays(year: int, nation: str = "england") -> tuple[date, ...]:
    """Bank holidays in order, with the days that stand in for weekends. nation: england (Wales too), scotland, ni.

    Banking and Financial Dealings Act 1971 and the yearly proclamations, as listed on gov.uk/bank-holidays.
    """
    days = {easter(year) - 2 * DAY}
    days.add(_moved_on(days, date(year, 1, 1)))
    if nation == "scotland":
        days.add(_moved_on(days, date(year, 1, 2)))
        days.add(_monday_of(year, 8, last=False))
        days.add(_moved_on(days, date(year, 11, 30)))
    else:
        days.add(easter(year) + DAY)
        days.add(_monday_of(year, 8, last=True))
    if nation == "ni":
        days.add(_moved_on(days, date(year, 3, 17)))
        days.add(_moved_on(days, date(year, 7, 12)))
    days.add(_monday_of(year, 5, last=False))
    days.add(_monday_of(year, 5, last=True))
    # Christmas on a Saturday is kept on Monday 27th and Boxing Day on the 28th; on a Sunday, Boxing Day keeps its Monday.
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if boxing.weekday() < 5:
        days.add(boxing)
        days.add(_moved_on(days, christmas))
    else:
        days.add(_moved_on(days, christmas))
        days.add(_moved_on(days, boxing))
    return tuple(sorted(days))
