"""Weeks and weekends: next week, early next week, week commencing the 7th, the week after next, at the weekend."""

from __future__ import annotations

from handlet.drafting.engine.reading.calendar import DAY, monday
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date
from handlet.drafting.engine.reading.dates.tense import looks_back
from handlet.drafting.engine.reading.dates.weekdays import named_weekday
from handlet.drafting.engine.reading.dates.words import WHICH, When, Words, weekend_at
from handlet.drafting.engine.reading.timewords import NEXT, WEEK, WEEKDAYS

_A_WEEK = {"week", "wk", "week's"}
_COMMENCING = {"commencing", "beginning", "starting", "of", "comm"}


_PARTS = {
    "early": (0, 2), "beginning": (0, 2), "start": (0, 1), "mid": (1, 3), "middle": (1, 3), "midweek": (1, 3), "later": (3, 4),
    "late": (3, 4), "latter": (2, 4), "back": (3, 4), "end": (4, 4), "rest": (0, 4), "remainder": (0, 4), "remaining": (0, 4),
    "all": (0, 4), "whole": (0, 4), "earlier": (0, 2),
}  # fmt: skip
"""First and last day of a part of the week, Monday being 0. A tradesperson's week ends on its Friday."""


def named_week(said: Words, i: int) -> When | None:
    """this week, next week, the week after next, “this week or next”, last week's Monday."""
    w = said.w(i)
    this = monday(said.today)
    if said.seq(i, "week", "after", "next") or said.seq(i, "the", "week", "after", "next"):
        j = i + (4 if w == "the" else 3)
        return When(this + 14 * DAY, this + 18 * DAY, i, j, "week")
    week = week_at(said, i) if w != "the" else None
    if week is not None:
        weeks, j = week
        if weeks == 0 and said.seq(j, "or", "next"):
            return When(said.today, this + 11 * DAY, i, j + 2, "days")
        if (said.w(j - 1).endswith("'s") or said.w(j) == "-") and said.w(j + (said.w(j) == "-")) in WEEKDAYS:
            # “last week's Monday”
            at = j + (said.w(j) == "-")
            day = this + (7 * weeks + WEEKDAYS[said.w(at)]) * DAY
            return When(day, day, i, at + 1, past=day < said.today)
        if weeks > 0:
            return When(this + 7 * weeks * DAY, this + (7 * weeks + 4) * DAY, i, j, "week")
        if weeks < 0:
            return When(this - 7 * DAY, this - DAY, i, j, "week", past=True)
        ends = this + (4 if said.w(j - 2) == "working" and said.today.weekday() < 5 else 6) * DAY
        return When(said.today, ends, i, j, "week")
    if w in NEXT or said.w(i + 1) in NEXT:
        pair = {w, said.w(i + 1)}
        if pair & WEEK and w != "the":
            return When(this + 7 * DAY, this + 11 * DAY, i, i + 2, "week")
    if w == "semana" and said.seq(i + 1, "que", {"viene", "vem"}):
        return When(this + 7 * DAY, this + 11 * DAY, i, i + 3, "week")
    if w in ("dieser", "diese", "cette", "esta", "tym", "questa") and said.w(i + 1) in WEEK:
        return When(said.today, this + 6 * DAY, i, i + 2, "week")
    return None


def week_at(said: Words, i: int) -> tuple[int, int] | None:
    """How many weeks ahead “(the) next (working) week” lies, and the token after it; a bare “the week” is this one."""
    j = i + (said.w(i) == "the")
    weeks = WHICH.get(said.w(j))
    if weeks is not None:
        j += 1
        if weeks == 0 and WHICH.get(said.w(j)):
            # this coming week, this past week
            weeks, j = WHICH[said.w(j)], j + 1
    elif j == i:
        return None
    j += said.w(j) in ("working", "business")
    if said.w(j) not in _A_WEEK or weekend_at(said, j) or (weeks is None and said.w(j - 1) != "the"):
        return None
    return weeks or 0, j + 1


def part_of_week(said: Words, i: int) -> When | None:
    """early next week, the back end of this week, the rest of the week, all next week, earlier this week, midweek."""
    k = i + (said.w(i) == "the")
    w, j = said.w(k), k + 1
    if w == "all" and said.w(i - 1) in ("work", "works", "working"):
        # Most people do: no week is meant.
        return None
    if w not in _PARTS or (w == "back" and said.w(j) != "end"):
        return None
    j += w == "back"
    j += said.w(j) == "part"
    joined = said.w(j) in ("of", "in", "-")
    j += joined
    j += said.w(j) in ("around", "about", "roughly")
    bare = said.w(j) in _A_WEEK and not weekend_at(said, j)
    week = (0, j + 1) if bare and (joined or w in ("all", "mid")) else week_at(said, j)
    if week is None:
        return None
    weeks, after = week
    the = bare or (said.w(after - 2) == "the")
    if the and not joined and w != "end" and not bare:
        # “whole the week”, “late the week”: two things.
        return None
    first = monday(said.today) + 7 * weeks * DAY
    low, high = _PARTS[w]
    back = looks_back(said, When(None, None, i, after))
    gone = first + high * DAY < said.today and not (the or w == "end")
    if w == "earlier" or (weeks == 0 and (gone or (back and (w in ("all", "whole") or (the and w != "end"))))):
        end = min(first + high * DAY, max(first, said.today - DAY)) if weeks == 0 else first + high * DAY
        return When(first, end, i, after, "days", past=True)
    over = low if w in ("beginning", "start", "early") else high
    if the and w != "earlier" and first + over * DAY < said.today and not back:
        first += 7 * DAY
    start, end = first + low * DAY, first + high * DAY
    if weeks == 0:
        start = max(start, said.today)
        end = max(end, start) if said.today.weekday() < 5 or the else first + 6 * DAY
    return When(start, end, i, after, "end" if w == "end" else "days", past=weeks < 0)


def week_of_a_day(said: Words, i: int) -> When | None:
    """week commencing the 7th, w/c 7th, the week of the 18th: that day's week; a Sunday begins the one after it."""
    k = i + (said.w(i) == "the")
    w = said.w(k)
    if w == "w/c" or w == "wc":
        k += 1
    elif said.seq(k, "w", "/", "c"):
        k += 3
    elif w in ("week", "wk", "w") and said.w(k + 1) in _COMMENCING:
        k += 2
    else:
        return None
    of = said.w(k - 1) == "of"
    k += said.w(k) in ("on", "from") or (said.w(k) == "the" and said.w(k + 1) in WEEKDAYS)
    inner = calendar_date(said, k) or named_weekday(said, k)
    if inner is None or inner.start is None:
        return None
    weekday = inner.start.weekday()
    begins = monday(inner.start) if weekday < 5 or (weekday == 5 and of) else inner.start + (7 - weekday) * DAY
    return When(begins, begins + 4 * DAY, i, inner.j, "week")


def named_weekend(said: Words, i: int) -> When | None:
    """this weekend, next week-end, the weekend after next, this past weekend, the weekend of the 12th."""
    w, saturday = said.w(i), monday(said.today) + 5 * DAY
    alone = weekend_at(said, i)
    if alone:
        if said.w(i - 1) in ("evenings", "or", "and", "any"):
            return When(None, None, i, alone, "each")
        return When(max(saturday, said.today), saturday + DAY, i, alone, "weekend")
    k = i + 1
    weeks = WHICH.get(w)
    if w in ("this", "the") and said.w(k) in WHICH:
        weeks, k = WHICH[said.w(k)], k + 1
        # “the coming weekend” is the first to come.
        weeks = 0 if weeks == 1 and said.w(k - 1) in ("coming", "upcoming") else weeks
    elif w in ("coming", "upcoming"):
        weeks = 0
    j = weekend_at(said, k)
    if not j:
        return None
    if w in ("a", "any", "every", "one"):
        return When(None, None, i, j, "each")
    if w == "the" and weeks is None:
        weeks = 0
    if weeks is None:
        return None
    if said.seq(j, "after", "next"):
        return When(saturday + 14 * DAY, saturday + 15 * DAY, i, j + 2, "weekend")
    if w == "the" and said.seq(j, {"of", "after"}):
        inner = calendar_date(said, j + 1)
        if inner and inner.start:
            near = monday(inner.start) + 5 * DAY
            return When(near, near + DAY, i, inner.j, "weekend")
    if weeks < 0 or (weeks == 0 and looks_back(said, When(None, None, i, j))):
        return When(saturday - 7 * DAY, saturday - 6 * DAY, i, j, "weekend", past=True)
    if weeks > 0:
        return When(saturday + 7 * DAY, saturday + 8 * DAY, i, j, "weekend")
    return When(max(saturday, said.today), saturday + DAY, i, j, "weekend")
