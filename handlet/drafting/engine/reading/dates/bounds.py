"""Where a stretch of days begins and ends: Monday to Wednesday, by Friday, from the 10th, not before Easter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from handlet.drafting.engine.reading.calendar import DAY
from handlet.drafting.engine.reading.dates.clock import with_part
from handlet.drafting.engine.reading.dates.days_of_month import closes, month_after, year_at
from handlet.drafting.engine.reading.dates.months import part_of_month
from handlet.drafting.engine.reading.dates.weekdays import trailing_week
from handlet.drafting.engine.reading.dates.words import MOVES, TO, When, Words, day_or_none, months_on, ordinal_at
from handlet.drafting.engine.reading.timewords import BY, MONTHS, WEEKDAYS

_ON_SOMETHING = set("the a an my our your his her their its top that this ice hold".split())
_BEFORE_WE = re.compile(
    r"\bbefore (?:we|i|they|he|she|it|you|my \w+|our \w+|the \w+) (?:\w+ ){0,4}(?:on|at|in|coming|comes?|arrives?|this|next)?$"
)
_LEAVES = re.compile(
    r"\b(?:leave|leaves|leaving|vacate|vacates|vacating|move out|moves out|moving out|out of (?:here|there|our \w+|the \w+)|exchange|complete|hand(?:ing)? (?:it |them )?back|expires?|runs out|tenancy ends)\b[^.?!]*$"
)
_BEFORE_IT_ON = re.compile(
    r"\bbefore (?:(?:the|my|our|your|his|her|their|its|a) )?(?!(?:we|i|they|he|she|it|you|lunch|noon|midday|work|school|dark|dinner|tea|bed|then)\b)"
    r"[a-z'-]+(?: [a-z'-]+){0,2} (?:on|due on|comes on|starts on)(?: the)?$"
)
_BETWEEN_LEAD_AND_DAY = set(
    (
        "the then about around le du el this or at latest end even say approx early dem au al on "
        "partir close of play business cop cob eod day de la à een"
    ).split()
)


def with_end(said: Words, when: When) -> When:
    """Monday to Wednesday, 5th - 9th Jan, between Monday and Wednesday."""
    if when.start is not None and when.start == when.end and said.w(when.j) == "(" and said.w(when.j + 1) in WEEKDAYS:
        # “the 21st (Monday)” is one day.
        when = replace(when, j=when.j + 2 + (said.w(when.j + 2) == ")"))
    if when.start is not None and said.seq(when.j, "next", "year") and when.start.year == said.today.year + 1:
        when = replace(when, j=when.j + 2)
    j = when.j
    if when.start is None or when.grain in ("each",):
        return when
    j += said.w(j) in ("through", "thru", "right") and said.w(j + 1) in TO
    merged = both_ends_of_months(said, when) or until_a_number(said, when) or this_or_the_one_after(said, when)
    if merged is not None:
        return with_part(said, merged)
    joined = said.w(j) in TO or (said.w(j) == "and" and said.w(when.i - 1) == "between")
    if joined and said.w(j) == "to" and any(word in MOVES for word in said.clause(when)[-6:]):
        return when
    other = said.base(j + 1) if joined else None
    if other is not None:
        if other.grain == "the" and other.end and when.start == when.end:
            # “11th May – 13th”: of the same month, or the one after it.
            for months in (0, 1):
                month = months_on(when.start.replace(day=1), months)
                near = day_or_none(month.year, month.month, other.end.day)
                if near and near > when.start:
                    other = replace(other, start=near, end=near)
                    break
        if other.end and when.start and other.end < when.start and other.weekday is not None:
            other = replace(other, end=other.end + 7 * DAY)
        if other.end and other.end > when.start:
            if (
                when.weekday is not None
                and other.weekday is not None
                and said.w(when.i - 1) not in ("from", "between")
                and not trailing_week(said, j)
                and (when.start.weekday(), other.end.weekday()) in ((0, 4), (0, 5), (0, 6))
            ):
                return replace(when, start=None, end=None, j=other.j, grain="each", weekday=None)
            return with_part(said, replace(when, end=other.end, j=other.j, grain="days", weekday=None))
    return when


def this_or_the_one_after(said: Words, when: When) -> When | None:
    """“next week or the week after”, “July or August”: two that touch are one stretch."""
    if when.grain not in ("week", "month") or said.w(when.j) != "or" or when.end is None or when.past:
        return None
    before, said.last = said.last, when
    other = said.base(when.j + 1)
    said.last = before
    if other is None or other.grain != when.grain or other.start is None or other.end is None:
        return None
    touch = timedelta(0) < other.start - when.end <= 3 * DAY
    return replace(when, end=other.end, j=other.j, grain="days") if touch else None


def until_a_number(said: Words, when: When) -> When | None:
    """March 6-9, March 6 thru 9: the second number is of the month that was named."""
    if when.start is None or when.start != when.end or said.w(when.j) not in TO:
        return None
    if not any(said.w(n) in MONTHS for n in range(when.i, when.j)):
        return None
    k = when.j + 1 + (said.w(when.j + 1) == "the")
    numbered = ordinal_at(said, k)
    day, j = numbered if numbered else (said.number(k) or 0, k + 1)
    if not when.start.day < day <= 31 or month_after(said, j)[0] is not None:
        return None
    if numbered is None and not closes(said, j):
        return None
    year, after = year_at(said, j)
    end = day_or_none(year or when.start.year, when.start.month, day)
    return replace(when, end=end, j=after, grain="days", weekday=None) if end else None


def both_ends_of_months(said: Words, when: When) -> When | None:
    """“end of Jan beginning of Feb” is one stretch."""
    k = when.j + (said.w(when.j) in ("/", "-", "to", "into"))
    if when.grain != "days" or said.w(k + (said.w(k) == "the")) not in ("beginning", "start", "early"):
        return None
    other = part_of_month(said, k)
    if other is None or when.end is None or other.start != when.end + DAY:
        return None
    return replace(when, end=other.end, j=other.j)


def with_lead(said: Words, when: When) -> When:
    """by, before, until, from, after, since, not before, no later than …"""
    i = when.i
    k = i - 1
    while said.w(k) in _BETWEEN_LEAD_AND_DAY and i - k < 6:
        if said.w(k) == "of" and said.w(k - 1) not in ("close", "end"):
            break
        if said.w(k) == "day" and said.w(k - 1) != "of":
            break
        if said.w(k) in ("or",) and said.w(k - 1) != "on":
            break
        if said.w(k) == "la" and said.language == "ro":
            break
        k -= 1
    w, w2 = said.w(k), said.w(k - 1)
    b4 = w == "4" and w2 == "b" and said.glued(k)
    if when.grain == "each" or when.past or (when.start is None and when.end is not None):
        if w == "since" and when.start:
            return replace(when, kind="past")
        return when
    start, end = when.start, when.end
    assert start is not None or end is not None
    if said.seq(i - 3, "no", "later", "than") or said.seq(i - 3, "as", "late", "as") or said.seq(i - 2, "at", "latest"):
        return replace(when, start=None, grain="open", kind="deadline")
    if (
        said.seq(i - 2, {"not", "nothing", "isn't"}, {"before", "until", "till"})
        or said.seq(i - 3, "not", "free", {"until", "till"})
        or (
            w in said.until_words | said.before_words
            and (
                w2 in {"not", "away", "isn't", "aren't", "can't", "won't", "don't"}
                or (w2 == "back" and (w in said.until_words or {"not", "won't", "aren't"} & set(said.clause(when))))
            )
        )
    ):
        if w2 == "away" and w in said.until_words:
            return replace(when, start=None, i=when.i, kind="unavailable", grain="open")
        return replace(when, end=None, grain="open", kind="preferred")
    if w == "since":
        return replace(when, kind="past")
    if w == "and" and w2 in ("now", "today") and said.w(k - 2) == "between":
        limit = end - DAY if when.grain == "feast" and end else end
        return replace(when, start=None, end=limit, grain="open", kind="deadline")
    if said.seq(k - 2, {"no", "not"}, {"earlier", "sooner"}, "than") or said.seq(k - 2, "on", "or", "after"):
        return replace(when, end=None, grain="open", kind="preferred")
    if said.seq(k - 2, "on", "or", "before"):
        return replace(when, start=None, grain="open", kind="deadline")
    told = " ".join(said.clause(when))
    if start and start == end and (_BEFORE_WE.search(told) or _BEFORE_IT_ON.search(told)):
        return replace(when, start=None, end=start - DAY, grain="open", kind="deadline")
    if end and when.grain == "end" and (_BEFORE_WE.search(told) or _LEAVES.search(told)):
        # “before we exchange at the end of the month”
        return replace(when, start=None, grain="open", kind="deadline")
    if said.w(when.j) in ("onwards", "onward", "on") and not (
        said.w(when.j) == "on" and (said.w(when.j + 1) in WEEKDAYS or said.w(when.j + 1) in _ON_SOMETHING)
    ):
        return replace(when, end=None, j=when.j + 1, grain="open")
    if said.seq(when.j, "or", {"after", "later"}) and when.grain != "each":
        return replace(when, end=None, j=when.j + 2, grain="open")
    if said.seq(when.j, "or", {"before", "earlier", "sooner"}):
        return replace(when, start=None, j=when.j + 2, grain="open", kind="deadline")
    if said.seq(when.j, "at", "the", "latest") or said.seq(when.j, "at", "latest") or said.seq(when.j, "latest"):
        return replace(
            when, start=None, j=when.j + (3 if said.w(when.j + 1) == "the" else 2), grain="open", kind="deadline"
        )
    if w in said.after_words or said.seq(k - 2, "any", "time", "after"):
        if when.grain == "newyear" or (when.grain == "feast" and end and end.month == 12):
            return (
                replace(when, start=(end if when.grain == "feast" else start), end=None, grain="open")
                if when.grain == "newyear"
                else replace(when, start=(end or said.today) + DAY, end=None, grain="open")
            )
        if w == "po" and said.language != "pl":
            return when
        base = end or start
        return replace(when, start=base + DAY if base else None, end=None, grain="open")
    if w in said.from_words and w2 != "apart" and not (w == "o" and said.language != "cy"):
        if w == "from" and end and said.w(when.j) in TO:
            return when
        if when.grain == "days" and start != end and w == "from":
            return when
        return replace(when, end=None, grain="open")
    if (
        w == "partir"
        or said.seq(i - 4, "à", "partir")
        or said.seq(i - 3, "à", "partir")
        or said.seq(i - 3, "a", "partir")
        or (said.language == "ro" and said.seq(i - 2, "de", "la"))
    ):
        return replace(when, end=None, grain="open")
    if (w in said.before_words or b4) and start:
        last = end if when.grain == "end" else start - DAY
        return replace(when, start=None, end=last, grain="open", kind="deadline")
    if said.seq(i - 3, "this", "side", "of"):
        limit = start - DAY if when.grain in ("feast", "newyear") and start else end
        return replace(when, start=None, end=limit, grain="open", kind="deadline")
    if w == "to" and w2 == "up":
        return replace(when, start=None, end=end, grain="open", kind="deadline")
    if (w in BY or w in said.until_words) and not (w == "do" and said.language != "pl"):
        if when.grain == "newyear":
            return replace(when, start=None, end=start, grain="open", kind="deadline")
        limit = end
        if when.grain == "feast" and end and end.month == 12:
            limit = end - DAY
        if when.grain == "weekend" and start:
            limit = start - DAY
        if when.grain == "month" and start:
            limit = end
        if w in said.until_words and negated_free(said, k, when.j):
            return replace(when, start=said.today, end=limit, grain="open", kind="unavailable")
        return replace(when, start=None, end=limit, grain="open", kind="deadline")
    if when.grain == "newyear" and w == "in":
        # Nobody means January alone.
        return replace(when, end=None, grain="open")
    return when


def negated_free(said: Words, k: int, j: int) -> bool:
    """“until the 4th we're away”: a word near the day that takes it out of the diary."""
    if any(said.w(n) in {"away", "abroad", "busy", "holiday", "out", "working"} for n in range(j, j + 4)):
        return True
    return any(said.w(n) in {"away", "abroad", "working", "busy", "holiday"} for n in range(max(0, k - 4), k))
