"""Days told by another day: the Tuesday after the bank holiday, the first Monday in December, after that, that weekend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, bank_holidays, monday, month_end
from handlet.drafting.engine.reading.dates.clock import clock_time
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date, closes
from handlet.drafting.engine.reading.dates.distances import counted
from handlet.drafting.engine.reading.dates.holidays import named_feast, named_holiday
from handlet.drafting.engine.reading.dates.months import named_month
from handlet.drafting.engine.reading.dates.words import AFTER_THE_DATE, MOVES, When, Words, one_day, ordinal_at
from handlet.drafting.engine.reading.timewords import PARTS, PLURAL_DAYS, WEEKDAYS


def beside_a_day(said: Words, i: int) -> When | None:
    """the Tuesday after the bank holiday, the day before Boxing Day, the first Monday in December, after that, that weekend."""
    j = i + (said.w(i) == "the")
    for rule in (day_in_month, nearest_weekday, anaphor):
        there = rule(said, i)
        if there is not None:
            return there
    times = 1
    if said.w(j + 1) in (*WEEKDAYS, "weekend") and said.w(j + 2) in ("before", "after") and said.w(j) in _PLACES:
        # the second Monday after Christmas
        times, j = max(1, _PLACES[said.w(j)] + 1), j + 1
    number = WEEKDAYS.get(said.w(j))
    k = j + 1
    if number is None:
        if said.seq(j, "bank", {"holiday", "hol"}):
            k = j + 2
        elif said.w(j) not in ("day", "weekend"):
            return None
    if said.w(k) not in ("before", "after", "following"):
        return None
    if said.w(j) == "day" and said.w(j - 1) in ("one", "any", "some", "a"):
        # “one day before Christmas” leaves the day open.
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
        day += 7 * (times - 1) * step
    return one_day(day, i, anchor.j)


_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}
_NUMBERS = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4}


def day_in_month(said: Words, i: int) -> When | None:
    """the first Monday (evening) of next month, the last working day of the month, the second day of March."""
    j = i + (said.w(i) == "the")
    numbered = ordinal_at(said, j)
    place = _PLACES.get(said.w(j), _NUMBERS.get(numbered[0]) if numbered else None)
    if place is None and numbered is None:
        return None
    j = numbered[1] if numbered else j + 1
    if numbered and said.w(j) == "last":
        place, j = -numbered[0], j + 1
    elif numbered and said.w(j) == "day":
        place = numbered[0] - 1
    number = WEEKDAYS.get(said.w(j))
    working = said.w(j) in ("working", "business")
    j += working
    if place is None or (number is None and said.w(j) != "day") or said.w(j) in PLURAL_DAYS:
        return None
    j += 1
    part = PARTS.get(said.w(j))
    timed = clock_time(said, j)
    if timed:
        part, j = timed
    elif part:
        j += 1
    if said.w(j) not in ("of", "in"):
        return None
    month = named_month(said, j + 1, bare=True)
    if month is None or month.grain != "month" or month.start is None or month.end is None:
        return None
    found = _nth(said, month.start.replace(day=1), place, number, working=working)
    if found is not None and found < said.today and said.seq(month.j - 2, "the", "month"):
        # Of the next month, where this one's is over.
        found = _nth(said, month.end + DAY, place, number, working=working)
    if found is None:
        return None
    return When(found, found, i, month.j, part=part, past=found < said.today)


def _nth(said: Words, first: date, place: int, number: int | None, *, working: bool) -> date | None:
    """The weekday (any day, any working day) at `place` of the month that begins on `first`; from its end where negative."""
    days = [first + n * DAY for n in range((month_end(first.year, first.month) - first).days + 1)]
    fitting = [
        day
        for day in days
        if (number is None or day.weekday() == number)
        and (not working or (day.weekday() < 5 and day not in bank_holidays(day.year, said.nation)))
    ]
    return fitting[place] if -len(fitting) <= place < len(fitting) else None


def nearest_weekday(said: Words, i: int) -> When | None:
    """the nearest Saturday to 12 December"""
    j = i + (said.w(i) == "the")
    if said.w(j) not in ("nearest", "closest") or said.w(j + 1) not in WEEKDAYS or said.w(j + 2) != "to":
        return None
    anchor = said.base(j + 3)
    if anchor is None or anchor.start is None:
        return None
    ahead = (WEEKDAYS[said.w(j + 1)] - anchor.start.weekday()) % 7
    return one_day(anchor.start + (ahead if ahead < 4 else ahead - 7) * DAY, i, anchor.j)


_LENGTHS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}


def later_or_earlier(said: Words, i: int, first: date, final: date) -> When | None:
    """“push the 17th back a week”, “make it a fortnight later”, “two days earlier”: moved by so much from the day named last."""
    way, j = 0, i
    if said.w(j) in ("back", "forward", "on"):
        way, j = {"back": 1, "on": 1, "forward": -1}[said.w(j)], j + 1
        if not any(word in MOVES for word in said.clause(one_day(first, i, i))):
            return None
        j += said.w(j) == "by"
    count = counted(said, j)
    if count is None or said.w(count[1]) not in _LENGTHS or first != final:
        return None
    days, j = count[0] * _LENGTHS[said.w(count[1])], count[1] + 1
    if said.w(j) in ("later", "earlier", "sooner"):
        way, j = (1 if said.w(j) == "later" else -1), j + 1
    if not way or not 0 < days < 60:
        return None
    return one_day(first + way * days * DAY, i, j)


def anaphor(said: Words, i: int) -> When | None:
    """after that, before then, that weekend, the week after: reckoned from the day named last."""
    last = said.last
    if last is None or (last.start is None and last.end is None) or last.past or i - last.j > 14:
        return None
    first, final = last.start or last.end, last.end or last.start
    assert first is not None
    assert final is not None
    if said.w(i) in ("after", "before", "by", "from") and said.w(i + 1) in ("that", "then"):
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
    moved = later_or_earlier(said, i, first, final)
    if moved is not None:
        return moved
    if (
        said.seq(i, "week", "after")
        and said.w(i - 1) not in ("the", "a", "every", "per", "one")
        and last.grain == "week"
        and (said.w(i + 2) in ("is", "would", "works", "suits", "if", "maybe", "instead", "ok", "fine", "please", ""))
    ):
        # “Can't do this week, week after is fine.”
        return When(monday(first) + 7 * DAY, monday(first) + 11 * DAY, i, i + 2, "week")
    if (
        said.seq(i, "the", "day", "before")
        and first == final
        and (closes(said, i + 3) or said.w(i + 3) in ("instead", "if", "or", "would", "is"))
    ):
        return one_day(first - DAY, i, i + 3)
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
