"""Days told by how far off they are: tomorrow, three weeks ago, within a fortnight, in the next few days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, bank_holidays, monday, month_end
from handlet.drafting.engine.reading.dates.words import WHICH, When, Words, months_on, one_day
from handlet.drafting.engine.reading.timewords import (
    AFTER_TOMORROW,
    PARTS,
    TODAY,
    TOMORROW,
    TONIGHT,
    WEEKDAYS,
    YESTERDAY,
)
from handlet.drafting.engine.reading.tokens import read_number

_ABOUT = {"about", "around", "roughly", "approx", "approximately", "maybe", "say", "like", "probably"}
UNIT_DAYS = {
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
    """today, tomorrow, the day after, this afternoon, last night, a week today, in several languages."""
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
    if unit in UNIT_DAYS:
        return replace(one_day(said.today - n * UNIT_DAYS[unit] * DAY, i, j + 2), past=True)
    if unit in _UNIT_MONTHS:
        first = months_on(said.today, -n)
        return When(first.replace(day=1), month_end(first.year, first.month), i, j + 2, "month", past=True)
    if unit in ("year", "years", "yr", "yrs"):
        year = said.today.year - n
        return When(date(year, 1, 1), date(year, 12, 31), i, j + 2, "year", past=True) if year > 1900 else None
    return None


def from_a_day(said: Words, i: int) -> When | None:
    """four days from Friday, a fortnight before Christmas, ten days hence; for 2 days from Monday."""
    lead = said.w(i) if said.w(i) in ("in", "within", "for") else ""
    j = i + bool(lead)
    j += bool(lead) and said.w(j) in _ABOUT
    length = length_at(said, j)
    if length is None or said.w(i - 1) in _RATES or said.seq(i - 2, "less", "than"):
        return None
    (count, unit, working), k = length
    lasts = lead == "for"
    if said.w(k) == "hence":
        return one_day(_added(said, said.today, count, unit, working=working), i, k + 1)
    if said.w(k) == "," and said.w(k + 1) in ("from", *_STARTING):
        lasts, k = True, k + 1
    if said.w(k) in _STARTING:
        lasts, back, k = True, False, k + 1 + (said.w(k + 1) in ("from", "on"))
    elif lead == "within" and said.w(k) == "of":
        back, k = False, k + 1
    elif said.w(k) in ("from", "after", "before"):
        back, k = said.w(k) == "before", k + 1
    elif said.seq(k, "on", "from") or said.seq(k, "prior", "to"):
        back, k = said.w(k) == "prior", k + 2
    else:
        return None
    if back and unit in ("day", "days") and said.w(k - 2) == "day" and not working:
        # “one day before Christmas” leaves the day open.
        return None
    if said.w(k) == "now" or said.seq(k, "right", "now"):
        anchor: When | None = one_day(said.today, k, k + 1 + (said.w(k) == "right"))
    else:
        anchor = said.base(k) or (said.base(k + 1) if said.w(k) in ("the", "when") else None)
    if anchor is None or anchor.start is None or anchor.end is None or anchor.kind == "deadline":
        return None
    if not lasts and (anchor.grain in ("season", "year") or (anchor.grain == "month" and count == 1)):
        # “one day a week from September”
        return None
    if not lasts and not lead and said.w(i - 1) == "," and said.w(k - 1) == "from":
        # “storage, 3 weeks from 16th March”: how long, and from when on.
        return None
    begin = anchor.start if back or lasts or anchor.grain in ("newyear", "month") else anchor.end
    if anchor.grain == "feast" and anchor.start != anchor.end and not back:
        # Easter is counted from its Sunday.
        begin = anchor.start + 2 * DAY
    if lasts:
        last = _added(said, begin, count, unit, working=working) - DAY
        if working:
            last = _added(said, begin - DAY, count, unit, working=True)
        return When(begin, last, i, anchor.j, "days", counts_from=length[1])
    day = _added(said, begin, -count if back else count, unit, working=working)
    if said.w(anchor.j) == "on" and unit not in ("day", "days") and said.w(anchor.j + 1) in WEEKDAYS:
        # “six weeks from today on Monday”
        day += ((WEEKDAYS[said.w(anchor.j + 1)] - day.weekday()) % 7) * DAY
        return When(day, day, i, anchor.j + 2, past=day < said.today)
    if said.seq(i - 2, "more", "than"):
        return When(None if back else day, day if back else None, i, anchor.j, "open", kind="deadline" if back else "")
    if lead == "within":
        return When(None, day, i, anchor.j, "open", kind="deadline")
    return When(day, day, i, anchor.j, past=day < said.today)


_RATES = {"once", "twice", "times", "day", "days", "hour", "hours", "visit", "visits", "morning", "afternoon"}
_STARTING = ("starting", "beginning", "commencing")


def length_at(said: Words, j: int) -> tuple[tuple[int, str, bool], int] | None:
    """“3 days”, “a fortnight”, “5 working days”: how many, of what, whether only working days; the token after it."""
    count = counted(said, j)
    if count is None:
        return None
    n, k = count
    working = said.w(k) in ("working", "business", "weekday")
    k += working
    unit = said.w(k)
    if unit not in UNIT_DAYS and unit not in _UNIT_MONTHS:
        return None
    k += 1
    k += said.w(k) == "'"
    k += said.w(k) in ("time", "times")
    return (n, unit, working), k


def _added(said: Words, day: date, count: int, unit: str, *, working: bool = False) -> date:
    """The day `count` units after `day` (before it, where negative)."""
    if unit in _UNIT_MONTHS:
        return months_on(day, count)
    days = count * UNIT_DAYS[unit]
    if not working or UNIT_DAYS[unit] != 1:
        return day + days * DAY
    step = DAY if days > 0 else -DAY
    while days:
        day += step
        if day.weekday() < 5 and day not in bank_holidays(day.year, said.nation):
            days -= 1 if step == DAY else -1
    return day


def stretch(said: Words, i: int) -> When | None:
    """the next 5 working days, the 4 next days; the last three weeks."""
    j = i + (said.w(i) == "the")
    if said.w(j - 1) == "the" and said.w(j) in ("month", "fortnight", "week") and gone_for(said, i, j):
        # “we're away for the month”
        end = {
            "month": month_end(said.today.year, said.today.month),
            "fortnight": said.today + 13 * DAY,
            "week": monday(said.today) + 6 * DAY,
        }[said.w(j)]
        return When(said.today, end, i, j + 1, "days", kind="unavailable")
    way = WHICH.get(said.w(j))
    if way:
        length = length_at(said, j + 1)
        after = length[1] if length else 0
    else:
        count = counted(said, j)
        if count is None or not WHICH.get(said.w(count[1])):
            return None
        way, unit = WHICH[said.w(count[1])], said.w(count[1] + 1)
        if (unit not in UNIT_DAYS and unit not in _UNIT_MONTHS) or (
            count[0] > 1 and not unit.rstrip("'").endswith("s")
        ):
            # “there are only 2 next week” counts no weeks.
            return None
        length, after = ((count[0], unit, False), 0), count[1] + 2
    if length is None or said.w(j + 1) in ("a", "an", "one"):
        return None
    (n, unit, working), _ = length
    if way > 0 and said.w(i - 1) not in ("within", "inside"):
        return When(said.today, _added(said, said.today, n, unit, working=working), i, after, "days")
    if way > 0:
        return When(None, _added(said, said.today, n, unit, working=working), i, after, "open", kind="deadline")
    if n < 2:
        return None
    whole = said.base(after + 1) if said.w(after) in ("of", "in") else None
    if whole is not None and whole.end is not None and whole.grain in ("month", "year"):
        # the last two weeks of the year
        return When(_added(said, whole.end, -n, unit, working=working) + DAY, whole.end, i, whole.j, "days")
    begin = _added(said, said.today, -n, unit, working=working)
    return When(begin, said.today - DAY, i, after, "days", past=True)


def gone_for(said: Words, i: int, j: int) -> bool:
    """“away for”, “unavailable” before token `i`, and nothing after the week at `j` that says which one."""
    if said.w(j + 1) in {"of", "commencing", "beginning", "starting", "before", "after", "from", "in"}:
        return False
    k = i - 1 - (said.w(i - 1) == "for")
    return said.w(k) in {"away", "unavailable", "abroad"} or (k < i - 1 and said.w(k) in {"out", "off", "gone"})


def counted(said: Words, i: int) -> tuple[int, int] | None:
    """A number of days or weeks at token `i` and the token after it; `said.least` is its lower end, where it is a range."""
    if i not in said.counts:
        said.counts[i] = _counted(said, i), said.least
    count, said.least = said.counts[i]
    return count


def _counted(said: Words, i: int) -> tuple[int, int] | None:
    said.least = 0
    if said.w(i) in ("a", "an", "the") and said.w(i + 1) in _FEW:
        j = i + 2
        return _FEW[said.w(i + 1)], j + (1 if said.w(j) == "of" else 0)
    if said.w(i) in _FEW:
        return _FEW[said.w(i)], i + 1 + (1 if said.w(i + 1) == "of" else 0)
    if said.w(i) in ("a", "an") and said.w(i + 1) in {*UNIT_DAYS, *_UNIT_MONTHS, "year"}:
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
                and said.w(more[1]) in {*UNIT_DAYS, *_UNIT_MONTHS}
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
    working = said.w(k) in ("working", "business")
    k += working
    unit = said.w(k)
    if unit not in UNIT_DAYS and unit not in _UNIT_MONTHS:
        return None
    end = _added(said, said.today, n, unit, working=working)
    k += 1
    if said.w(k) == "'":
        k += 1
    if n == 1 and mode in ("in", "within") and said.w(k) == "or" and said.w(k + 1) in ("two", "2", "so"):
        # in a week or two
        least, k = end, k + 2
        if said.w(k - 1) != "so" and mode == "in":
            return When(least, _added(said, said.today, 2, unit), i, k, "days")
    timed = said.w(k) in ("time", "times")
    k += timed
    # Age and use are no dates: "in 20 years", "over the next month it grew".
    if mode in ("next", "over"):
        return When(said.today, end, i, k, "days")
    if mode in ("within", "inside"):
        return When(None, end, i, k, "open", kind="deadline")
    if said.least and unit in UNIT_DAYS:
        return When(said.today + said.least * UNIT_DAYS[unit] * DAY, end, i, k, "days")
    if unit in _UNIT_MONTHS:
        return When(end.replace(day=1), month_end(end.year, end.month), i, k, "month")
    if said.w(k) == "on" and said.w(k + 1) in WEEKDAYS and UNIT_DAYS[unit] > 1:
        # in two weeks on Monday
        end = monday(end) + WEEKDAYS[said.w(k + 1)] * DAY
        k += 2
    return one_day(end, i, k)
