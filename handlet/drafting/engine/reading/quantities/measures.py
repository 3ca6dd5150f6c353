"""One measure and its part: length, width, height, area, size, hours; and the figures that go on in the same unit."""

from __future__ import annotations

import re
from decimal import Decimal

from handlet.drafting.engine.reading.quantities.labels import BEFORE_LABEL, is_label
from handlet.drafting.engine.reading.quantities.naming import near_thing, noun_at, thing_ending
from handlet.drafting.engine.reading.quantities.units import amount_at
from handlet.drafting.engine.reading.quantities.words import BY, Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

_UPWARDS = re.compile(
    r"(?:high |tall )?(?:up )?to (?:the )?(?:ceilings?|top|eaves|coving|picture|gutter|roof|rafters)\b|floor to ceiling|from floor to ceiling|floor - to - ceiling|up(?: \W|$|\.|,)"
    r"|up to (?:the )?eaves|head ?room"
)

_OF_A_WALL = re.compile(r"\b(?:walls?|side|run|length|width|front|back|one)(?: (?:is|at|are|about|measures|being))?$")

_LEADS_ON = re.compile(
    r"\b(?:another|a further|the other|and then|the same|part which is|bit which is|which is|its|it's|is)$"
)

# “The drive is 60 m2 and the patio is 20.”
_THE_OTHER = frozenset("other one second next back front side rest return long short".split())

_WHERE_IT_RUNS = re.compile(
    r"(?:down|along|across|round|around|up) (?:the|one|our|my|to|each)\b|(?:on|at|for|in) the (?:back|front|side|other|rear|left|right|short|long|return)\b|the (?:other|rest)\b"
)

_NO_LENGTH_BEHIND = re.compile(
    r"(?:x|by|/|:|%|am|pm|o'clock|years?|yrs?|weeks?|days?|months?|hours?|hrs?|mins?|minutes|miles?|litres?|kw|kg|amps?|mm|cm|inch|inches|th|st|nd|rd|quid|pounds?|k)\b|[/:%]"
    r"|of (?:us|them|these|those|you)\b|(?:people|kids|children|adults|storeys?|stories|floors?|bed|beds|bedroom|bedrooms|coats?)\b|-"
)


def measure(said: Words, i: int) -> Read | None:
    measured = amount_at(said, i)
    if measured is None or said.is_price(i):
        return None
    value, unit, j = measured
    each = said.w(j) in ("each", "apiece", "ea")
    if unit == "hour":
        if (
            said.w(j) in ("drive", "away", "ago", "late", "notice", "call", "callout", "drives", "service", "later")
            or said.w(i - 1) in ("24", "within", "in", "last")
            or value == 24
        ):
            return Read([], j)
        return Read([Bound(said.fact(value, "hour", "hours", i, j), near_thing(said, i, j), "hours")], j)
    if unit in ("l", "kg", "tonne") and said.w(i - 1) == "every":
        return None
    follow = said.w(j)
    if follow in ("away",) or (follow == "from" and said.w(j + 1) in ("you", "us", "here", "town")):
        return Read([], j)
    role = ""
    if unit.endswith("2"):
        role = "area"
    elif unit in ("m3", "l", "kg", "tonne", "kw"):
        role = "size"
    elif (
        follow in ("high", "tall")
        or (follow == "deep" and unit in ("m", "ft") and said.w(j + 1) not in BY)
        or said.w(i - 1) in ("height", "high", "tall")
        or (
            said.w(i - 1) in ("is", "of", "about", "are", ":", "at")
            and said.w(i - 2) in ("height", "heights", "ceilings", "ceiling")
        )
        or is_upwards(said, i, j)
    ):
        role = "height"
    elif follow in ("wide", "across", "thick", "diameter") or said.w(i - 1) in ("width", "wide"):
        role = "width"
    elif follow in ("long", "length", "run", "round", "around", "of") or said.w(i - 1) in ("length", "long", "run"):
        role = "length"
    apart = ("high", "wide", "long", "tall", "across", "and", "&", "+", "plus")
    noun = noun_at(said, j) if follow not in apart else None
    if not role:
        if unit in ("mm", "in") or (
            unit in ("ft", "cm") and noun is not None and said.w(i - 1) not in ("about", "around", "need")
        ):
            role = "size"
        else:
            role = "length"
    j += follow in ("high", "wide", "long", "tall", "across") and not unit.endswith("2")
    if unit == "ft" and said.w(j) == "skip":
        return Read([], j)
    if unit == "yd" and said.w(j) in ("skip", "skips"):
        return Read([], j)
    what = noun[0] if noun else near_thing(said, i, j, before_first=unit in ("kw", "l", "kg"))
    if role == "length" and what == "tile" and unit in ("cm", "in") and said.w(j - 1) in ("square", "sq", "squared"):
        role = "size"
    return Read([Bound(said.fact(value, unit, what or role, i, j), what, role, each=each)], j)


def is_upwards(said: Words, i: int, j: int) -> bool:
    """“5 m up to the eaves”, “2.4 floor to ceiling”, “all going up to 2.1 m”, “eight foot up”, “stands two metres”."""
    behind = " ".join(said.words[j : j + 5])
    return bool(
        _UPWARDS.match(behind)
        or (said.w(i - 2) == "up" and said.w(i - 1) == "to")
        or said.w(i - 1) in ("stands", "high", "ceiling", "ceilings", "headroom")
        or (said.w(i - 1) == "all" and said.w(i - 2) == "high")
    )


def unitless_height(said: Words, i: int) -> Read | None:
    """2.4 high: metres go without saying."""
    token = said.tokens[i]
    if said.is_price(i):
        return None
    read = read_number(said.tokens, i)
    if read is not None and 1 < read[0] < 13 and is_upwards(said, i, read[1]) and said.in_metres:
        return Read(
            [Bound(said.fact(read[0], "m", "height", i, read[1]), near_thing(said, i, read[1]), "height")], read[1]
        )
    if token.kind != "number" or said.w(i + 1) not in ("high", "wide", "long", "tall"):
        return None
    value = Decimal(token.text.replace(",", ""))
    if "." not in token.text or value > 12:
        return None
    role = {"high": "height", "tall": "height", "wide": "width", "long": "length"}[said.w(i + 1)]
    return Read([Bound(said.fact(value, "m", role, i, i + 2), near_thing(said, i, i + 2), role)], i + 2)


def _put_right(said: Words, i: int, value: Decimal, j: int) -> Read | None:
    """“14 m of hedge. Sorry, it’s 16”, “make that 8”: in the unit of what was told before."""
    if _NO_LENGTH_BEHIND.match(" ".join(said.words[j : j + 3])):
        return None
    role = "hours" if said.told == "hour" else "area" if said.told.endswith("2") else "length"
    thing = near_thing(said, i, j)
    return Read(
        [Bound(said.fact(value, said.told, "hours" if role == "hours" else thing or role, i, j), thing, role)], j
    )


def going_on(said: Words, i: int) -> Read | None:
    """“9 metres along the front and 14 down the side”, “another four and a half”, “4.2, 4.2 and 3.6”: the unit was said before."""
    token = said.tokens[i]
    read = read_number(said.tokens, i, said.language)
    if read is None or said.is_code(i) or not 0 < read[0] < 200 or token.lower == "one":
        # “The other one is 9.”
        return None
    value, j = read
    before = " ".join(said.words[max(0, i - 4) : i])
    if said.told in ("m", "ft", "yd", "m2", "ft2", "hour") and said.is_put_right(i):
        return _put_right(said, i, value, j)
    unit = said.last_unit or ("m" if said.all_in_metres else "")
    behind = " ".join(said.words[j : j + 3])
    fraction = value != int(value) and token.text not in ("half",)
    if not unit:
        unit = "m" if fraction and said.in_metres and _OF_A_WALL.search(before) else ""
    if (
        unit not in ("m", "ft", "m2")
        or _NO_LENGTH_BEHIND.match(behind)
        or said.w(i - 1) in BEFORE_LABEL - {"at", "is", "of"}
    ):
        return None
    if not (fraction or _LEADS_ON.search(before) or _WHERE_IT_RUNS.match(behind)):
        return None
    told_of = said.w(i - 1) == "is" and (said.w(i - 2) in _THE_OTHER or thing_ending(said, i - 2))
    if token.kind == "number" and is_label(said, i, j) and not fraction and not told_of:
        return None
    role = "area" if unit == "m2" else "length"
    thing = near_thing(said, i, j)
    return Read([Bound(said.fact(value, unit, thing or role, i, j), thing, role)], j)
