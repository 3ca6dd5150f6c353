"""Days with a name: Easter, the bank holidays of England and Wales, Christmas, the seasons."""

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


@cache
def bank_holidays(year: int) -> tuple[date, ...]:
    """Bank holidays of England and Wales, in order, with the days that stand in for weekends."""
    days = {easter(year) - 2 * DAY, easter(year) + DAY}
    new_year = date(year, 1, 1)
    while new_year.weekday() > 4:
        new_year += DAY
    days.add(new_year)
    early_may = date(year, 5, 1)
    while early_may.weekday() != 0:
        early_may += DAY
    days.add(early_may)
    for month in (5, 8):
        last = date(year, month, 31)
        while last.weekday() != 0:
            last -= DAY
        days.add(last)
    christmas = date(year, 12, 25)
    for day in (christmas, christmas + DAY):
        while day.weekday() > 4 or day in days:
            day += DAY
        days.add(day)
    return tuple(sorted(days))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (date(year + month // 12, month % 12 + 1, 1)) - DAY


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
