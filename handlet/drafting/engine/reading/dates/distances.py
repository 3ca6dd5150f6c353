"""Days told by how far off they are: tomorrow, three weeks ago, within a fortnight, in the next few days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, month_end
from handlet.drafting.engine.reading.dates.words import When, Words, months_on, one_day
from handlet.drafting.engine.reading.timewords import AFTER_TOMORROW, PARTS, TODAY, TOMORROW, TONIGHT, YESTERDAY
from handlet.drafting.engine.reading.tokens import read_number

_ABOUT = {"about", "around", "roughly", "approx", "approximately", "maybe", "say", "like", "probably"}
_UNIT_DAYS = {
    "day": 1,
    "days": 1,
    "days'": 1,
    "week": 7,
    "weeks": 7,
    "weeks'": 7,
    "wk": 7,
    "wks": 7,
    "fortnight": 14,
    "fortnights": 14,
    "fortnight's": 14,
    "week's": 7,
    "day's": 1,
}
_UNIT_MONTHS = {"month": 1, "months": 1, "months'": 1, "mth": 1, "mths": 1}
_FEW = {"couple": 2, "few": 3}


def named_day(said: Words, i: int) -> When | None:
    w = said.w(i)
    if said.seq(i, "day", "after", TOMORROW):
        return one_day(said.today + 2 * DAY, i, i + 3)
    if w in AFTER_TOMORROW:
        return one_day(said.today + 2 * DAY, i, i + 1)
    if said.seq(i, "the", "day", "before", YESTERDAY):
        return replace(one_day(said.today - 2 * DAY, i, i + 4), past=True)
    if said.seq(i, "day", "before", YESTERDAY):
        return replace(one_day(said.today - 2 * DAY, i, i + 3), past=True)
    if w in ("a", "one", "1") and said.seq(i + 1, {"week", "fortnight"}, TOMORROW | TODAY):
        ahead = 7 if said.w(i + 1) == "week" else 14
        return one_day(said.today + (ahead + (said.w(i + 2) in TOMORROW)) * DAY, i, i + 3)
    if w in TOMORROW or (w == "2" and said.glued(i + 1) and said.w(i + 1) in ("moro", "morrow", "mo")):
        j = i + (2 if w == "2" else 1)
        if said.w(j) == "week":
            return one_day(said.today + 8 * DAY, i, j + 1)
        return one_day(said.today + DAY, i, j)
    if w == "mañana" and said.language == "es" and said.w(i - 1) != "la":
        return one_day(said.today + DAY, i, i + 1)
    if w == "morgen" and said.language == "de" and said.w(i - 1) not in ("guten", "am"):
        return one_day(said.today + DAY, i, i + 1)
    if w in TODAY or (w == "2" and said.glued(i + 1) and said.w(i + 1) == "day"):
        j = i + (2 if w == "2" else 1)
        if said.w(j) == "week":
            return one_day(said.today + 7 * DAY, i, j + 1)
        return one_day(said.today, i, j)
    if w in TONIGHT or (w == "2" and said.glued(i + 1) and said.w(i + 1) in ("nite", "night")):
        return replace(one_day(said.today, i, i + (2 if w == "2" else 1)), part="eve")
    if w == "this" and said.w(i + 1) in PARTS and said.w(i + 1) not in ("am", "pm"):
        part = PARTS[said.w(i + 1)]
        gone = {"am": 12, "pm": 18, "eve": 24}[part] <= said.hour
        return replace(one_day(said.today, i, i + 2), part=part, past=gone)
    if w == "this" and said.w(i + 1) in ("am", "pm"):
        return replace(one_day(said.today, i, i + 2), part=said.w(i + 1))
    if w == "last" and said.w(i + 1) in ("night", "nite", "evening"):
        return replace(one_day(said.today - DAY, i, i + 2), part="eve", past=True)
    if w == "later" and said.w(i + 1) in TODAY:
        return one_day(said.today, i, i + 2)
    if w in YESTERDAY:
        return replace(one_day(said.today - DAY, i, i + 1), past=True)
    if said.seq(i, "the", "other", {"day", "night"}):
        return None
    return None


def ago(said: Words, i: int) -> When | None:
    """three days ago; a couple of weeks back."""
    count = counted(said, i)
    if count is None:
        return None
    n, j = count
    unit = said.w(j)
    if said.w(j + 1) not in ("ago", "back"):
        return None
    if unit in _UNIT_DAYS:
        return replace(one_day(said.today - n * _UNIT_DAYS[unit] * DAY, i, j + 2), past=True)
    if unit in _UNIT_MONTHS:
        first = months_on(said.today, -n)
        return When(first.replace(day=1), month_end(first.year, first.month), i, j + 2, "month", past=True)
    if unit in ("year", "years", "yr", "yrs"):
        year = said.today.year - n
        return When(date(year, 1, 1), date(year, 12, 31), i, j + 2, "year", past=True) if year > 1900 else None
    return None


def counted(said: Words, i: int) -> tuple[int, int] | None:
    said.least = 0
    if said.w(i) in ("a", "an", "the") and said.w(i + 1) in _FEW:
        j = i + 2
        return _FEW[said.w(i + 1)], j + (1 if said.w(j) == "of" else 0)
    if said.w(i) in _FEW:
        return _FEW[said.w(i)], i + 1 + (1 if said.w(i + 1) == "of" else 0)
    if said.w(i) in ("a", "an") and said.w(i + 1) in {*_UNIT_DAYS, *_UNIT_MONTHS, "year"}:
        return 1, i + 1
    read = read_number(said.tokens, i)
    if read and read[0] == int(read[0]) and 0 < read[0] < 400:
        n, j = int(read[0]), read[1]
        # 2-3 weeks, 2 or 3 weeks: the later end is what the customer is ready to wait for.
        if said.w(j) in ("-", "or", "to", "/"):
            more = read_number(said.tokens, j + 1)
            if (
                more
                and more[0] == int(more[0])
                and n < more[0] < 400
                and said.w(more[1]) in {*_UNIT_DAYS, *_UNIT_MONTHS}
            ):
                said.least = n
                return int(more[0]), more[1]
        return n, j
    return None


def span_ahead(said: Words, i: int) -> When | None:
    """in two weeks, within a fortnight, in the next few days, over the next month, a week on Tuesday."""
    w, j, mode = said.w(i), i, ""
    if w in ("in", "within", "over", "inside", "for"):
        mode, j = w, i + 1
        j += said.w(j) in _ABOUT
    if said.w(j) == "the" and said.w(j + 1) in ("next", "coming"):
        mode, j = "next" if mode != "within" else "within", j + 2
    elif said.w(j) == "next" and (
        said.w(j + 1) in _FEW
        or said.number(j + 1) is not None
        or said.w(j + 1) in ("two", "three", "four", "fortnight", "ten", "six")
    ):
        mode, j = "next" if mode != "within" else "within", j + 1
    if not mode or mode == "for":
        return None
    if said.w(j) == "fortnight" or said.w(j) in ("week", "month"):
        n, k = 1, j
        if mode == "next" and said.w(j) in ("week", "month") and said.w(j - 2) != "the":
            return None
    else:
        count = counted(said, j)
        if count is None:
            return None
        n, k = count
    unit = said.w(k)
    if unit == "working":
        unit, k = said.w(k + 1), k + 1
    if unit in _UNIT_DAYS:
        end = said.today + n * _UNIT_DAYS[unit] * DAY
    elif unit in _UNIT_MONTHS:
        end = months_on(said.today, n)
    else:
        return None
    k += 1
    if said.w(k) == "'":
        k += 1
    timed = said.w(k) in ("time", "times")
    k += timed
    # Age and use are no dates: "in 20 years", "over the next month it grew".
    if mode in ("next", "over"):
        return When(said.today, end, i, k, "days")
    if mode in ("within", "inside"):
        return When(None, end, i, k, "open", kind="deadline")
    if said.least and unit in _UNIT_DAYS:
        return When(said.today + said.least * _UNIT_DAYS[unit] * DAY, end, i, k, "days")
    if unit in _UNIT_MONTHS:
        return When(end.replace(day=1), month_end(end.year, end.month), i, k, "month")
    return one_day(end, i, k)
