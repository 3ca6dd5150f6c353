"""Days told by another day: the Tuesday after the bank holiday, the first Monday in December, after that, that weekend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, bank_holidays, monday
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date
from handlet.drafting.engine.reading.dates.holidays import named_feast, named_holiday
from handlet.drafting.engine.reading.dates.months import named_month
from handlet.drafting.engine.reading.dates.words import AFTER_THE_DATE, When, Words, one_day
from handlet.drafting.engine.reading.timewords import PARTS, WEEKDAYS


def beside_a_day(said: Words, i: int) -> When | None:
    """the Tuesday after the bank holiday, the day before Boxing Day, the first Monday in December, after that, that weekend."""
    j = i + (said.w(i) == "the")
    places = {
        "first": 0,
        "1st": 0,
        "second": 1,
        "2nd": 1,
        "third": 2,
        "3rd": 2,
        "fourth": 3,
        "last": -1,
        "final": -1,
    }
    if said.w(j) in places and said.w(j + 1) in WEEKDAYS and said.w(j + 2) in ("of", "in"):
        month = named_month(said, j + 3, bare=True)
        if month and month.grain == "month" and month.start and month.end:
            first = month.start.replace(day=1)
            days = [first + n * DAY for n in range((month.end - first).days + 1)]
            fitting = [day for day in days if day.weekday() == WEEKDAYS[said.w(j + 1)]]
            return one_day(fitting[places[said.w(j)]], i, month.j)
    there = anaphor(said, i)
    if there is not None:
        return there
    number = WEEKDAYS.get(said.w(j))
    k = j + 1
    if number is None:
        if said.seq(j, "bank", {"holiday", "hol"}):
            k = j + 2
        elif said.w(j) not in ("day", "weekend"):
            return None
    if said.w(k) not in ("before", "after", "following"):
        return None
    later = said.w(k) != "before"
    k += 1
    at = k + (said.w(k) == "the")
    anchor = named_holiday(said, k) or named_feast(said, at) or named_holiday(said, at) or calendar_date(said, k)
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    final: date = anchor.start if anchor.grain == "newyear" else anchor.end
    step = DAY if later else -DAY
    day: date = (final if later else anchor.start) + step
    if said.w(j) == "bank":
        while day not in bank_holidays(day.year, said.nation):
            day += step
    elif said.w(j) == "weekend":
        while day.weekday() != (5 if later else 6):
            day += step
        return When(min(day, day + step), max(day, day + step), i, anchor.j, "weekend")
    elif number is not None:
        while day.weekday() != number:
            day += step
    return one_day(day, i, anchor.j)


def anaphor(said: Words, i: int) -> When | None:
    """after that, before then, that weekend, the week after: reckoned from the day named last."""
    last = said.last
    if last is None or (last.start is None and last.end is None) or last.past or i - last.j > 14:
        return None
    first, final = last.start or last.end, last.end or last.start
    assert first is not None
    assert final is not None
    if said.w(i) in ("after", "before", "by", "from", "until", "till") and said.w(i + 1) in ("that", "then"):
        if (
            said.w(i + 1) == "that"
            and said.w(i + 2)
            and said.w(i + 2)[0].isalpha()
            and said.w(i + 2) not in AFTER_THE_DATE
        ):
            return None
        if said.w(i) in ("after", "from"):
            return When(final + (DAY if said.w(i) == "after" else 0 * DAY), None, i, i + 2, "open", kind="preferred")
        end = first - DAY if said.w(i) == "before" else first
        return When(None, end, i, i + 2, "open", kind="deadline")
    if said.w(i) == "that" and said.w(i + 1) in ("weekend", "week", "day", "morning", "afternoon", "evening"):
        if said.w(i + 1) == "weekend":
            saturday = monday(first) + 5 * DAY
            return When(saturday, saturday + DAY, i, i + 2, "weekend")
        if said.w(i + 1) == "week":
            return When(monday(first), monday(first) + 4 * DAY, i, i + 2, "week")
        return replace(one_day(first, i, i + 2), part=PARTS.get(said.w(i + 1)))
    if said.seq(i, "the", {"week", "day"}, "after") and said.w(i + 3) not in (
        "next",
        "the",
        "that",
        "christmas",
        "easter",
        "new",
        "this",
    ):
        if said.w(i + 1) == "day":
            return one_day(final + DAY, i, i + 3) if first == final else None
        return When(monday(first) + 7 * DAY, monday(first) + 11 * DAY, i, i + 3, "week")
    if said.seq(i, "the", "following", {"week", "day"}):
        if said.w(i + 2) == "day":
            return one_day(final + DAY, i, i + 3) if first == final else None
        return When(monday(first) + 7 * DAY, monday(first) + 11 * DAY, i, i + 3, "week")
    return None
