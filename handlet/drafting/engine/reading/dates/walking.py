"""The walk over the words, and the order in which the rules are asked."""

from __future__ import annotations

from dataclasses import replace

from handlet.drafting.engine.reading.dates.anchors import beside_a_day
from handlet.drafting.engine.reading.dates.bounds import with_end, with_lead
from handlet.drafting.engine.reading.dates.clock import clock_time, with_part
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date
from handlet.drafting.engine.reading.dates.distances import ago, from_a_day, named_day, span_ahead, stretch
from handlet.drafting.engine.reading.dates.holidays import named_feast, named_holiday
from handlet.drafting.engine.reading.dates.kinds import is_event, kind_of, parted
from handlet.drafting.engine.reading.dates.months import (
    end_of_month,
    named_month,
    named_season,
    other_month,
    part_of_month,
)
from handlet.drafting.engine.reading.dates.tense import settled
from handlet.drafting.engine.reading.dates.weekdays import habit, named_weekday, several_on
from handlet.drafting.engine.reading.dates.weeks import named_week, named_weekend, part_of_week, week_of_a_day
from handlet.drafting.engine.reading.dates.words import Rule, When, Words
from handlet.drafting.engine.reading.timewords import PARTS

RULES: tuple[Rule, ...] = (
    from_a_day,
    beside_a_day,
    named_holiday,
    end_of_month,
    part_of_month,
    named_day,
    ago,
    stretch,
    span_ahead,
    part_of_week,
    week_of_a_day,
    other_month,
    named_weekend,
    named_week,
    several_on,
    named_weekday,
    calendar_date,
    named_month,
    named_feast,
    named_season,
    habit,
)
"""Asked in this order: the first that knows the words has them."""
_NO_GREETING = set(
    "of on or is would works best please only preferred preferably if at suits after before and ideally ?".split()
)


def found_days(said: Words) -> list[When]:
    """Every phrase of the text that tells a day, a stretch of days or a time, in their order."""
    found: list[When] = []
    i = 0
    while i < len(said.tokens):
        when = phrase(said, i)
        if when is None or when.j <= i:
            i += 1
            continue
        found.append(when)
        if when.start or when.end:
            said.last = when
        i = when.j
    found = among(said, found)
    named = parted(said, [replace(when, kind=when.kind or kind_of(said, when)) for when in found])
    # A deadline has only an end.
    return [
        replace(when, start=None)
        if when.kind == "deadline" and when.end is not None and not is_event(said, when)
        else when
        for when in named
    ]


def among(said: Words, found: list[When]) -> list[When]:
    """Days that stand together: one part of the day for both of “Thursday or Friday after 3”; a week that only says which
    Tuesday; the days between two.
    """
    kept: list[When] = []
    for n, when in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        between = [said.w(k) for k in range(when.j, after.i)] if after else []
        single = when.start is not None and when.start == when.end and not when.past
        if after is not None and single and after.part and not when.part and after.start and between in (["or"], ["/"]):
            when = replace(when, part=after.part)
        if (
            after is not None
            and when.grain == "week"
            and when.start
            and when.end
            and after.start
            and after.start == after.end
            and when.start <= after.start <= when.end
            and between
            and set(between) <= _WHICH_OF_THEM
        ):
            continue
        kept.append(when)
    for n in range(len(kept) - 1):
        one, other = kept[n], kept[n + 1]
        if one.start and one.start == one.end and other.start and other.start == other.end and one.start < other.start:
            behind = [said.w(k) for k in range(other.j, min(other.j + 6, len(said.words)))]
            at = next((k for k in range(len(behind) - 1) if behind[k : k + 2] == ["in", "between"]), None)
            if at is not None and said.base(other.j + at + 2) is None:
                whole = replace(one, end=other.start, j=other.j, grain="days", weekday=None)
                return [*kept[:n], whole, *kept[n + 2 :]]
    return kept


_WHICH_OF_THEM = {
    ",",
    "-",
    "on",
    "either",
    "ideally",
    "preferably",
    "maybe",
    "say",
    "pref",
    "(",
    ":",
    "the",
    "any",
    "time",
}


def phrase(said: Words, i: int) -> When | None:
    """The phrase that begins at token `i`: a base with what stands around it."""
    base = said.base(i) or time_first(said, i)
    if base is None:
        return None
    base = with_part(said, base)
    base = with_end(said, base)
    return with_lead(said, settled(said, base))


def time_first(said: Words, i: int) -> When | None:
    """after 2 on Thursday, 9am tomorrow, the morning of the 5th: the part of the day comes first."""
    read = clock_time(said, i)
    part, j = read if read else (None, i)
    if (
        read is None
        and said.w(i) in ("morning", "mornings", "afternoon", "afternoons", "evening", "evenings")
        and said.w(i - 1) not in ("good", "this")
    ):
        part, j = PARTS[said.w(i)], i + 1
    if part is None:
        return None
    k = j
    while said.w(k) in ("on", "of", ",", "the", "in", "this", "next") and k < j + 2 and said.base(k) is None:
        k += 1
    base = said.base(k) if k - j <= 2 else None
    if base is not None and base.part is None and base.grain != "each":
        # “by 4pm tomorrow” is a limit.
        if said.w(i) == "by" and base.start is not None and base.start == base.end and not base.past:
            return replace(with_part(said, base), i=i, part=part, start=None, grain="open", kind="deadline")
        return replace(with_part(said, base), i=i, part=part)
    greeting = said.w(i) in ("morning", "afternoon", "evening") and said.w(i - 1) in ("", "\n")
    if greeting and said.w(j) not in _NO_GREETING:
        # “morning jas”
        return None
    if (
        said.w(j - 1) in ("am", "pm")
        or said.w(i) in PARTS
        or said.w(i) in ("after", "before", "between", "from", "around", "at", "by")
    ):
        return When(None, None, i, j, "each", part=part)
    return None
