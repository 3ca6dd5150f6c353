"""Days with a name: Christmas, Easter Monday, the late May bank holiday, half term, pancake day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, bank_holidays, easter, half_terms, monday
from handlet.drafting.engine.reading.dates.tense import looks_back
from handlet.drafting.engine.reading.dates.words import When, Words, one_day
from handlet.drafting.engine.reading.timewords import MONTHS, WEEKDAYS

_WHICH = set("early late spring summer first second last next this".split())
_CHRISTMAS = set("christmas xmas crimbo święta crăciun crăciunul navidad noël natal natale weihnachten nadolig".split())
_CHRISTMAS_THINGS = set("tree lights light party do dinner box decorations card lunch meal present".split())


def named_holiday(said: Words, i: int) -> When | None:
    """the late May bank holiday, May half term, between Christmas and New Year, pancake day."""
    begin = i
    i += said.w(i) == "the"
    if (
        said.w(i) == "between"
        and said.w(i + 1) in ("christmas", "xmas", "crimbo")
        and said.w(i + 2) in ("and", "&", "n")
    ):
        j = i + 3
        if said.w(j) == "new" and said.w(j + 1) in ("year", "years", "year's", "yr"):
            year = said.today.year - (said.today.month == 1 and said.today.day < 2)
            return When(date(year, 12, 27), date(year, 12, 31), begin, j + 2, "days")
    which = ""
    j = i
    if said.w(j) in _WHICH:
        which, j = said.w(j), j + 1
    month = MONTHS.get(said.w(j))
    j += month is not None
    at = j + 2 + (said.w(j + 2) in WEEKDAYS)
    if month is None and said.seq(j, "bank", {"holiday", "hol"}) and said.w(at) == "in" and said.w(at + 1) in MONTHS:
        # “the bank holiday Monday in May”
        month = MONTHS[said.w(at + 1)]
        days = [
            day
            for year in (said.today.year, said.today.year + 1)
            for day in bank_holidays(year, said.nation)
            if day >= said.today and day.month == month
        ]
        numbered = said.number(at + 3) if said.w(at + 2) in ("(", ",") else None
        days = [day for day in days if numbered in (None, day.day)]
        bracket = at + 2
        while numbered and said.w(bracket) != ")" and bracket < at + 6:
            bracket += 1
        return one_day(days[0], begin, bracket + 1 if numbered and said.w(bracket) == ")" else at + 2) if days else None
    if (
        said.seq(j, "bank", {"holiday", "hol"})
        and (which or month)
        and said.w(j + 2) not in ("rates", "rate", "weekend")
    ):
        if which == "spring":
            month, which = 5, "late"
        elif which == "summer":
            month, which = 8, "last"
        coming = [
            day
            for year in (said.today.year, said.today.year + 1)
            for day in bank_holidays(year, said.nation)
            if day >= said.today
        ]
        fitting = [day for day in coming if month is None or day.month == month]
        if month == 5 and which in ("early", "first"):
            fitting = [day for day in fitting if day.day < 9]
        elif month == 5 and which in ("late", "second", "last"):
            fitting = [day for day in fitting if day.day > 20]
        return one_day(fitting[0], begin, j + 2) if fitting else None
    if (said.seq(j, "half", "term") or said.seq(j, "half", "-", "term") or said.w(j) == "halfterm") and which not in (
        "first",
        "second",
    ):
        end = j + (1 if said.w(j) == "halfterm" else 3 if said.w(j + 1) == "-" else 2)
        end += said.w(end) in ("week", "holiday", "holidays")
        for year in (said.today.year, said.today.year + 1):
            for first in half_terms(year):
                if first + 4 * DAY >= said.today and month in (None, first.month):
                    return When(first, first + 4 * DAY, begin, end, "week")
    if said.w(i) in ("whit", "whitsun") and said.w(i + 1) in ("week", "half", "holiday", "holidays", "hols"):
        # Most schools keep it as the half term of late May.
        for year in (said.today.year, said.today.year + 1):
            first = half_terms(year)[1]
            if first + 4 * DAY >= said.today:
                return When(first, first + 4 * DAY, begin, i + 2, "week")
    if said.w(i) in ("pancake", "shrove") and said.w(i + 1) in ("day", "tuesday"):
        return movable(said, -47, begin, i + 2)
    if said.w(i) in ("mothering",) and said.w(i + 1) == "sunday":
        return movable(said, -21, begin, i + 2)
    if said.w(i) in ("father's", "fathers") and said.w(i + 1) == "day":
        return sunday_of(said, 6, 3, begin, i + 2)
    if said.w(i) == "remembrance" and said.w(i + 1) in ("sunday", "day"):
        return sunday_of(said, 11, 2, begin, i + 2)
    if said.w(i) == "burns" and said.w(i + 1) == "night":
        return fixed(said, 1, 25, begin, i + 2)
    if said.w(i) in ("patrick's", "paddy's", "paddys", "patricks") and said.w(i + 1) == "day":
        return fixed(said, 3, 17, begin, i + 2)
    if said.w(i) in ("hogmanay",):
        return fixed(said, 12, 31, begin, i + 1)
    if said.w(i) in ("twixmas",):
        return When(date(said.today.year, 12, 27), date(said.today.year, 12, 31), begin, i + 1, "days")
    return None


def sunday_of(said: Words, month: int, count: int, i: int, j: int) -> When:
    """The next Sunday that is the `count`th of its month."""
    for year in (said.today.year, said.today.year + 1):
        day = date(year, month, 1)
        while day.weekday() != 6:
            day += DAY
        day += 7 * (count - 1) * DAY
        if day >= said.today:
            break
    return one_day(day, i, j)


def named_feast(said: Words, i: int) -> When | None:
    """Christmas, New Year, Easter and its days, a bank holiday, bonfire night. A Christmas tree is none."""
    w, j = said.w(i), i + 1
    if w in ("easter's", "christmas's", "xmas's"):
        w = w.removesuffix("'s")
    year = said.today.year
    if w in _CHRISTMAS:
        if said.w(j) in ("eve", "day"):
            return fixed(said, 12, 24 if said.w(j) == "eve" else 25, i, j + 1)
        if said.w(j) in _CHRISTMAS_THINGS:
            return None
        if said.w(j) in ("holidays", "period", "break", "week", "hols", "time"):
            j += 1
        past = looks_back(said, When(None, None, i, j))
        over = said.w(i - 1) in ("over", "during")
        if said.today > date(year, 12, 26) and not past:
            year += 1
        if past:
            year -= said.today < date(year, 12, 26)
        if over:
            return When(date(year, 12, 24), date(year + 1, 1, 1), i, j, "days")
        return When(date(year, 12, 25), date(year, 12, 25), i, j, "feast", past=past)
    if w == "new" and said.w(j) in ("year", "years", "year's", "yr"):
        j += 1
        if said.w(j) == "'":
            j += 1
        if said.w(j) == "eve":
            return fixed(said, 12, 31, i, j + 1)
        if said.w(j) == "day":
            return fixed(said, 1, 1, i, j + 1)
        start = date(year + 1, 1, 1)
        if said.w(i - 1) in ("before", "by"):
            return When(start, start, i, j, "feast")
        if said.w(i - 1) in ("happy",):
            return None
        return When(start, date(year + 1, 1, 31), i, j, "newyear")
    if w == "boxing" and said.w(j) == "day":
        return fixed(said, 12, 26, i, j + 1)
    if w == "good" and said.w(j) == "friday":
        return movable(said, -2, i, j + 1)
    if w == "easter":
        if said.w(j) in ("tuesday", "monday", "sunday", "saturday", "weekend", "week"):
            if said.w(j) == "weekend":
                friday = movable(said, -2, i, j + 1)
                assert friday.start is not None
                return replace(friday, end=friday.start + 3 * DAY, grain="days")
            return movable(
                said, {"tuesday": 2, "monday": 1, "sunday": 0, "saturday": -1, "week": -6}[said.w(j)], i, j + 1
            )
        if said.w(j) in ("holidays", "break", "hols"):
            j += 1
        friday = movable(said, -2, i, j)
        assert friday.start is not None
        return replace(friday, end=friday.start + 3 * DAY, grain="feast")
    if w == "bank" and said.w(j) in ("holiday", "hol", "hols"):
        j += 1
        coming = [day for y in (year, year + 1) for day in bank_holidays(y, said.nation) if day >= said.today]
        if said.w(i - 1) in WEEKDAYS or said.w(j) in WEEKDAYS:
            number = WEEKDAYS.get(said.w(j), WEEKDAYS.get(said.w(i - 1), 0))
            fitting = [day for day in coming if day.weekday() == number]
            j += said.w(j) in WEEKDAYS
            return one_day(fitting[0], i, j) if fitting else None
        month = next((MONTHS[said.w(at)] for at in range(max(0, i - 3), i) if said.w(at) in MONTHS), None)
        fitting = [day for day in coming if month is None or day.month == month]
        if said.w(j) == "weekend" and fitting:
            near = monday(fitting[0]) - 2 * DAY if fitting[0].weekday() < 3 else fitting[0]
            return When(near, fitting[0] if fitting[0].weekday() < 3 else near + 3 * DAY, i, j + 1, "days")
        if said.w(j) in ("rates", "rate", "call", "callout", "prices"):
            return None
        return one_day(fitting[0], i, j) if fitting else None
    if w in ("valentine's", "valentines"):
        return fixed(said, 2, 14, i, j + (said.w(j) == "day"))
    if w == "mother's" and said.w(j) == "day":
        return movable(said, -21, i, j + 1)
    if w in ("halloween",):
        return fixed(said, 10, 31, i, j)
    if w == "bonfire" and said.w(j) == "night":
        return fixed(said, 11, 5, i, j + 1)
    return None


def fixed(said: Words, month: int, day: int, i: int, j: int) -> When:
    """The next such day of the calendar."""
    found = date(said.today.year, month, day)
    if found < said.today:
        found = date(said.today.year + 1, month, day)
    return When(found, found, i, j, "day")


def movable(said: Words, offset: int, i: int, j: int) -> When:
    """The next day that lies `offset` days from Easter Sunday."""
    found = easter(said.today.year) + offset * DAY
    if found < said.today:
        found = easter(said.today.year + 1) + offset * DAY
    return When(found, found, i, j, "day")
