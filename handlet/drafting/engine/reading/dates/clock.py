"""Times of day: “half 4”, “between 9 and 11”, “after work”, and the part of the day that stands behind a date."""

from __future__ import annotations

import re
from dataclasses import replace

from handlet.drafting.engine.reading.dates.days_of_month import calendar_date
from handlet.drafting.engine.reading.dates.words import AFTER_THE_DATE, TO, When, Words
from handlet.drafting.engine.reading.timewords import MONTHS, PARTS, TODAY, TOMORROW, TONIGHT, WEEKDAYS

_CLOCK_LEADS = set("after before at from around about between by until till til past any".split())
_MEASURED = set(
    (
        "m mm cm ft in inch metres metre rolls panels rooms days weeks hours hour years months people "
        "% of mins minutes feet bed bedroom doors x th st nd rd / sq kw sockets rads coats miles more"
    ).split()
)
_SIDES = set("foot ft feet m metres metre cm mm inches inch yards yard ' \"".split())
_BEFORE_A_PART = set("in the on , anytime time any early late mid - ( por la de le am po w un à di del".split())


def clock_time(said: Words, i: int) -> tuple[str, int] | None:
    """A time of day beginning at token i, as a part of the day, and the token after it. Lone figures need a word."""
    j, lead = i, ""
    if said.w(j) in _CLOCK_LEADS:
        lead, j = said.w(j), j + 1
        if lead == "by" and (said.tokens[i - 1].kind == "number" if i else False):
            return None
        if lead == "by" and said.w(i - 1) in _SIDES:
            return None
        if lead == "any":
            if not said.seq(j, "time", {"after", "before", "from"}):
                return None
            lead, j = said.w(j + 1), j + 2
    if said.w(j) in ("lunchtime", "lunch", "noon", "midday") and lead:
        return ("am" if lead in ("before", "by", "until", "till", "til") else "pm"), j + 1
    if said.w(j) in ("work", "school", "school-run") and lead == "after":
        return "eve" if said.w(j) == "work" else "pm", j + 1
    half = said.w(j) in ("half", "quarter")
    if half:
        if said.w(j) == "quarter" and said.w(j + 1) not in ("past", "to"):
            return None
        j += 1 + (said.w(j + 1) in ("past", "to"))
    hour = hour_word(said, j)
    if hour is None or (half and said.w(j + 1) in ("m", "cm", "ft", "inch", "hours", "days", "metre", "metres")):
        return None
    end, minutes, suffix = j + 1, False, ""
    token = said.tokens[j]
    if "." in token.text and token.kind == "number":
        minutes = True
    if said.w(end) in (":",) and said.number(end + 1) is not None and said.glued(end):
        minutes, end = True, end + 2
    if said.w(end) in ("am", "pm", "a.m", "p.m"):
        suffix, end = said.w(end)[0] + "m", end + 1
    elif said.w(end) in ("a", "p") and said.seq(end + 1, ".", "m"):
        suffix, end = said.w(end) + "m", end + 3
    elif said.w(end) in ("o'clock", "oclock", "ish"):
        minutes, end = True, end + 1
    if said.w(end) == "ish" or (said.w(end) == "-" and said.w(end + 1) == "ish"):
        end += 1 + (said.w(end) == "-")
    until = False
    # 9-12, 9 to 11am, between 2 and 4
    if (
        said.w(end) in ("-", "to", "and", "or", "until", "untill", "till", "til", "thru", "through")
        and hour_word(said, end + 1) is not None
        and (lead in ("between", "from") or suffix or said.w(end + 2) in ("am", "pm") or said.w(end) == "-")
    ):
        until = said.w(end) in ("until", "untill", "till", "til")
        later = hour_word(said, end + 1) or 0
        follow = end + 2
        if said.w(follow) in (":",) and said.number(follow + 1) is not None:
            follow += 2
        if said.w(follow) in ("am", "pm"):
            if not suffix:
                suffix = said.w(follow) if (later > hour or said.w(follow) == "am") else "am"
                if said.w(follow) == "pm" and later == 12 and hour < 12:
                    suffix = "am"
            follow += 1
            end = follow
        elif lead or suffix:
            end = follow
    if not (
        suffix
        or minutes
        or half
        or lead in ("after", "before", "at", "between", "until", "till", "til")
        or (lead in ("from", "around", "about", "by"))
    ):
        return None
    if not (suffix or minutes or half) and said.w(end) in TO and calendar_date(said, j) is not None:
        # “from 6 to the 9 of March”
        return None
    if not suffix and said.w(end) in _MEASURED:
        return None
    if (
        not suffix
        and not minutes
        and not half
        and end < len(said.tokens)
        and said.tokens[end].kind == "word"
        and said.w(end) in MONTHS
    ):
        return None
    if not suffix and said.glued(end) and end < len(said.tokens) and said.tokens[end].kind == "word":
        return None
    if not suffix and lead in ("at", "about", "around", "from", "by") and not (minutes or half or until):
        nxt = said.w(end)
        if (
            nxt
            and nxt[0].isalpha()
            and nxt not in AFTER_THE_DATE
            and nxt not in WEEKDAYS
            and nxt not in TOMORROW | TODAY | TONIGHT
        ):
            return None
    exact = hour
    if suffix == "pm" and exact < 12:
        exact += 12
    elif not suffix and exact < 7:
        exact += 12
    if lead in ("before", "until", "till", "til", "by"):
        return ("am" if exact <= 12 else "pm"), end
    return (
        "am" if exact < 12 else "pm" if exact < 17 or (exact == 17 and lead not in ("after", "from")) else "eve"
    ), end


def hour_word(said: Words, j: int) -> int | None:
    """The hour that a figure or a word stands for, 1 to 24; minutes behind a dot are left out."""
    if j >= len(said.tokens):
        return None
    token = said.tokens[j]
    if token.kind == "number":
        if (
            re.fullmatch(r"\d{1,2}(?:\.[0-5]\d)?", token.text)
            and int(token.text.split(".")[0]) <= 24
            and token.text != "0"
        ):
            return int(token.text.split(".")[0])
        return None
    return {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
    }.get(token.lower)


def with_part(said: Words, when: When) -> When:
    """The part of the day that stands behind a day: Thursday morning, tomorrow at half 4, Friday first thing."""
    j = when.j
    for _ in range(2):
        k = j
        # in the morning, from 2, at about 9, first thing, any time after 2pm
        while said.w(k) in _BEFORE_A_PART and k - j < 3:
            if said.w(k) == "am" and said.language != "de":
                break
            if clock_time(said, k):
                break
            k += 1
        clock = clock_time(said, k)
        if clock and k <= j + 3 and said.no_break(j, k):
            return replace(when, j=clock[1], part=when.part or clock[0])
        if said.w(k) in PARTS and said.no_break(j, k):
            return replace(when, j=k + 1, part=when.part or PARTS[said.w(k)])
        if said.language == "es" and said.w(k) in ("mañana", "tarde"):
            return replace(when, j=k + 1, part=when.part or ("am" if said.w(k) == "mañana" else "pm"))
        if said.language == "pt" and said.w(k) in ("tarde", "manhã", "noite"):
            return replace(when, j=k + 1, part=when.part or {"tarde": "pm", "manhã": "am", "noite": "eve"}[said.w(k)])
        if said.language == "fr" and said.w(k) in ("l'après", "l'apres") and said.seq(k + 1, "-", "midi"):
            return replace(when, j=k + 3, part=when.part or "pm")
        if said.language == "fr" and said.seq(k, "après", "-", "midi"):
            return replace(when, j=k + 3, part=when.part or "pm")
        if said.seq(k, "first", "thing"):
            return replace(when, j=k + 2, part=when.part or "am")
        if said.seq(k, "last", "thing"):
            return replace(when, j=k + 2, part=when.part or "pm")
        break
    for lead, part in (("first", "am"), ("last", "pm")):
        if when.part is None and (
            said.seq(when.i - 2, lead, "thing") or said.seq(when.i - 3, lead, "thing", {"on", "this", "next"})
        ):
            return replace(when, part=part)
    return when
