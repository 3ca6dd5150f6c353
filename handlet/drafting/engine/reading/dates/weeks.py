"""Weeks and weekends: next week, early next week, week commencing the 7th, the week after next, at the weekend."""

from __future__ import annotations

from handlet.drafting.engine.reading.calendar import DAY, monday
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date
from handlet.drafting.engine.reading.dates.months import end_of_month, month_or_year
from handlet.drafting.engine.reading.dates.tense import looks_back
from handlet.drafting.engine.reading.dates.weekdays import named_weekday
from handlet.drafting.engine.reading.dates.words import When, Words, one_day
from handlet.drafting.engine.reading.timewords import NEXT, WEEK

_WEEKEND_LEADS = set("this the coming at on over by before after until".split())


def named_week(said: Words, i: int) -> When | None:
    w = said.w(i)
    this = monday(said.today)
    ends = end_of_month(said, i)
    if ends is not None:
        return ends
    pieces = {
        "early": (0, 2),
        "mid": (1, 3),
        "middle": (1, 3),
        "later": (2, 4),
        "late": (3, 4),
        "beginning": (0, 1),
        "start": (0, 1),
        "end": (4, 4),
        "latter": (2, 4),
    }
    if w in pieces:
        j = i + 1
        if said.seq(j, "part", "of"):
            j += 2
        if said.w(j) in ("of", "-", "in"):
            j += 1
        if said.w(j) == "the" and said.w(j + 1) in WEEK and w == "end":
            friday = this + 4 * DAY if said.today.weekday() < 5 else this + 11 * DAY
            return one_day(friday, i, j + 2)
        whole = named_week(said, j) if said.w(j) in NEXT or said.w(j) in ("this", "the") else None
        if whole and whole.grain == "week" and whole.start:
            first = monday(whole.start)
            low, high = pieces[w]
            start = max(first + low * DAY, said.today) if said.w(j) == "this" else first + low * DAY
            return When(start, max(first + high * DAY, start), i, whole.j, "end" if w == "end" else "days")
        return None
    if w in ("week", "wk", "w") and said.w(i + 1) in (
        "commencing",
        "beginning",
        "starting",
        "of",
        "comm",
        "begining",
    ):
        inner = calendar_date(said, i + 2 + (said.w(i + 2) == "on")) or named_weekday(said, i + 2)
        if inner and inner.start:
            return When(
                inner.start,
                inner.start + (4 - inner.start.weekday() if inner.start.weekday() < 5 else 4) * DAY,
                i,
                inner.j,
                "week",
            )
        return None
    if w == "w/c" or (w == "w" and said.seq(i + 1, "/", "c")) or w == "wc":
        inner = calendar_date(said, i + (3 if w == "w" else 1)) or named_weekday(said, i + (3 if w == "w" else 1))
        if inner and inner.start:
            return When(inner.start, inner.start + 4 * DAY, i, inner.j, "week")
        return None
    if said.seq(i, "week", "after", "next") or said.seq(i, "the", "week", "after", "next"):
        j = i + (4 if w == "the" else 3)
        return When(this + 14 * DAY, this + 18 * DAY, i, j, "week")
    if w in NEXT or said.w(i + 1) in NEXT or (w == "the" and said.w(i + 1) in ("coming",)):
        pair = {w, said.w(i + 1)}
        if pair & WEEK and not (w == "the"):
            if said.w(i + 2) == "'":
                pass
            return When(this + 7 * DAY, this + 11 * DAY, i, i + 2, "week")
    if w == "semana" and said.seq(i + 1, "que", {"viene", "vem"}):
        return When(this + 7 * DAY, this + 11 * DAY, i, i + 3, "week")
    if w in ("this", "dieser", "diese", "cette", "esta", "tym", "questa") and said.w(i + 1) in WEEK:
        if said.seq(i + 2, "or", "next"):
            return When(said.today, this + 11 * DAY, i, i + 4, "days")
        return When(said.today, this + 6 * DAY, i, i + 2, "week")
    if w in ("last", "past") and said.w(i + 1) in WEEK:
        return When(this - 7 * DAY, this - DAY, i, i + 2, "week", past=True)
    if said.w(i) == "weekend" or said.w(i + 1) == "weekend" or (said.w(i + 2) == "weekend" and said.w(i + 1) == "bank"):
        return named_weekend(said, i)
    if w in ("next", "this", "last") and said.w(i + 1) in ("month", "year"):
        return month_or_year(said, i, w, said.w(i + 1))
    if said.seq(i, "end", "of", {"the", "this", "next"}, {"month", "year"}):
        inner = month_or_year(said, i + 2, "this" if said.w(i + 2) == "the" else said.w(i + 2), said.w(i + 3))
        end = inner.end or said.today
        start = end - (10 if said.w(i + 3) == "month" else 30) * DAY
        return When(max(start, said.today), end, i, i + 4, "days")
    if said.seq(i, "end", "of", {"month", "year"}):
        inner = month_or_year(said, i, "this", said.w(i + 2))
        end = inner.end or said.today
        return When(max(end - 10 * DAY, said.today), end, i, i + 3, "days")
    return None


def named_weekend(said: Words, i: int) -> When | None:
    w, j = said.w(i), i + 2
    saturday = monday(said.today) + 5 * DAY
    if w == "bank" or said.w(i + 1) == "bank":
        return None
    if said.seq(i, "week", "end"):
        return None
    if w in _WEEKEND_LEADS:
        if w in ("by", "before", "after", "until", "at", "on", "over"):
            return None
        if said.seq(i + 2, "after", "next"):
            return When(saturday + 14 * DAY, saturday + 15 * DAY, i, i + 4, "weekend")
        if w == "the" and said.seq(i + 2, {"of", "after"}):
            inner = calendar_date(said, i + 3)
            if inner and inner.start:
                near = monday(inner.start) + 5 * DAY
                return When(near, near + DAY, i, inner.j, "weekend")
        if looks_back(said, When(None, None, i, j)):
            return When(saturday - 7 * DAY, saturday - 6 * DAY, i, j, "weekend", past=True)
        return When(max(saturday, said.today), saturday + DAY, i, j, "weekend")
    if w in ("next", "following"):
        return When(saturday + 7 * DAY, saturday + 8 * DAY, i, j, "weekend")
    if w == "last":
        return When(saturday - 7 * DAY, saturday - 6 * DAY, i, j, "weekend", past=True)
    if w in ("a", "any", "every", "one"):
        return When(None, None, i, j, "each")
    if w == "weekend":
        if said.w(i - 1) in ("evenings", "or", "and", "any"):
            return When(None, None, i, i + 1, "each")
        return When(max(saturday, said.today), saturday + DAY, i, i + 1, "weekend")
    return None
