"""Sides: “3m by 2.4m”, “14ft x 11, 8 high”, “22 feet long and 13 wide”; bare ones are guessed by what they belong to."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from handlet.drafting.engine.reading.nouns import is_plural, singular
from handlet.drafting.engine.reading.quantities.naming import noun_at
from handlet.drafting.engine.reading.quantities.units import amount_at
from handlet.drafting.engine.reading.quantities.words import BY, SIDES_IN, Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

Side = tuple[Decimal, str, int, int]
"""A figure, its unit (empty where none is said) and its tokens [i, j)."""
_STRETCHES = frozenset("sides ends lengths runs stretches pieces strips sections returns elevations".split())
_SIZES_OF_THINGS = ("mm", "cm", "in", "ft", "m", "l", "kg", "kw", "hour")


# “4 by 3 and the other is 3.5 by 3”: nobody says tenths of a foot.
_OTHERS_IN_METRES = re.compile(r"\b\d\.\d\d? ?(?:x|by) ?\d|\b\d ?(?:x|by) ?\d\.\d", re.I)


def dimensions(said: Words, i: int) -> Read | None:
    """A x B (x C), each with or without its unit, and a height that follows."""
    if said.is_price(i):
        return None
    first = side_at(said, i)
    if first is None:
        return None
    value, unit, j = first
    sides: list[Side] = [(value, unit, i, j)]
    while len(sides) < 3 and said.w(j) in BY:
        if said.w(j) == "x" and sides[-1][1] == "" and len(sides) == 1 and side_at(said, j + 1) is None:
            return None
        other = side_at(said, j + 1, unit=sides[0][1])
        if other is None:
            break
        sides.append((other[0], other[1], j + 1, other[2]))
        j = other[2]
    if len(sides) < 2:
        return None
    if len(sides) == 2 and (counted := _so_many_of_a_size(said, sides[0], sides[1])):
        return counted
    known = next((u for _, u, _, _ in reversed(sides) if u), "")
    if not known:
        known = guessed_unit(said, [v for v, _, _, _ in sides], j) or said.sides_unit
    if not known and said.told.startswith(SIDES_IN) and said.is_put_right(i):
        known = said.told.removeprefix(SIDES_IN)
    if not known or known in ("hour", "kw", "l", "kg", "m2", "ft2"):
        return None
    said.group += 1
    # “3x3 and 4x3”: what the first sides are in, the next are in too.
    said.sides_unit = known if known in ("m", "ft") else ""
    noun = noun_at(said, j)
    tiles = known in ("mm", "cm", "in") and noun is not None
    high = [said.w(after) in ("high", "tall") for _, _, _, after in sides]
    names = ["length", "width", "height"]
    bounds = []
    for number, (value, unit, begin, end) in enumerate(sides):
        role = "height" if high[number] else names[number]
        bounds.append(
            Bound(
                said.fact(value, unit or known, role, begin, end),
                noun[0] if noun else "",
                "size" if tiles else role,
                group=said.group,
            )
        )
    j += said.w(j) in ("high", "tall", "wide", "long")
    # ", 2.4 high": the unit of the sides holds for the height.
    at = j + (said.w(j) in (",", "and", "with", "-")) + (said.w(j + 1) == "with" and said.w(j) == ",")
    if len(sides) == 2:
        height = height_at(said, at, known)
        if height is not None:
            value, unit, begin, end = height
            bounds.append(
                Bound(said.fact(value, unit, "height", begin, end), bounds[0].thing, "height", group=said.group)
            )
            j = end
    return Read(bounds, j)


def _so_many_of_a_size(said: Words, number: Side, size: Side) -> Read | None:
    """“2 x 600mm units”: one bare number against one with a unit is a count of things of that size."""
    value, unit, i, j = number
    if unit or value != int(value) or value >= 60 or said.w(j) != "x" or size[1] not in _SIZES_OF_THINGS:
        return None
    noun = noun_at(said, size[3])
    if size[1] in ("m", "ft") and value > 1 and said.w(size[3]) in _STRETCHES:
        # “8 m front and back and 2 x 5 m sides”: so many stretches of that length.
        length = Bound(said.fact(size[0], size[1], "length", size[2], size[3]), "", "length")
        return Read([Bound(said.fact(value, "each", said.w(size[3]), i, j), "", "count"), length], size[3] + 1)
    if size[1] in ("cm", "in", "ft", "m") and (noun is None or not is_plural(said.w(noun[2] - 1))):
        return None
    thing, after = (noun[0], noun[2]) if noun else ("", size[3])
    counted = Bound(said.fact(value, "each", thing, i, j), thing, "count")
    sized = Bound(said.fact(size[0], size[1], thing or "size", size[2], size[3]), thing, "size")
    return Read([counted, sized], after)


def side_at(said: Words, i: int, unit: str = "") -> tuple[Decimal, str, int] | None:
    """A figure with or without a unit. unit: that of the side before it, behind which a word will do: “fourteen feet by eleven”."""
    measured = amount_at(said, i)
    if measured and measured[1] not in ("hour", "kw"):
        value, unit, j = measured
        j += said.w(j) in ("wide", "long", "high", "deep", "tall") and said.w(j + 1) in BY
        return value, unit, j
    token = said.tokens[i] if i < len(said.tokens) else None
    read = read_number(said.tokens, i) if token is not None else None
    if token is None or read is None:
        return None
    # “Three hundred by six hundred”: hundreds behind a “by” are a side.
    is_side = said.w(read[1]) == "by" or unit in ("ft", "m") or (said.w(i - 1) == "by" and read[0] >= 100)
    return (read[0], "", read[1]) if token.kind == "number" or is_side else None


def height_at(said: Words, at: int, unit: str) -> Side | None:
    """A height told behind the sides, in their unit where it has none of its own."""
    lead = said.w(at) in ("height", "ceiling", "ceilings", "high", "and")
    at += lead
    if said.w(at) in ("height", "is", "are", "of", "about"):
        at += 1
    if said.w(at) in ("is", "are", "of", "about"):
        at += 1
    measured = amount_at(said, at)
    if measured:
        value, own, j = measured
    else:
        read = read_number(said.tokens, at, said.language) if at >= 0 else None
        if read is None or (said.tokens[at].kind != "number" and said.w(at + 1) != "point"):
            return None
        value, own, j = read[0], unit, read[1]
    if said.w(j) in ("high", "tall", "height", "ceilings", "ceiling") or (lead and said.w(at - 1) != "and"):
        return value, own or unit, at, j + (said.w(j) in ("high", "tall", "height"))
    return None


def guessed_unit(said: Words, values: list[Decimal], j: int) -> str:
    """Sides without a unit: hundreds are millimetres, tens centimetres, a few metres; a fraction like 1/2 is no shape."""
    if all(value >= 100 for value in values):
        return "mm"
    near = {singular(said.w(n)) for n in range(max(0, j - 12), min(j + 4, len(said.words)))}
    if re.search(r"\b(?:metres?|meters?|mtrs)\b", said.source.text, re.I) and all(value < 30 for value in values):
        return "m"
    if _OTHERS_IN_METRES.search(said.source.text) and all(value < 13 for value in values):
        return "m"
    # In whatever language: “gresie … de 60x60”.
    things = {noun[0] for n in range(max(0, j - 12), j) if (noun := noun_at(said, n))}
    if (near | things) & {"tile", "slab"} and all(10 <= value < 130 for value in values):
        return "cm"
    if near & {"foot", "feet", "ft"}:
        return "ft"
    if near & {"panel", "shed", "sheet", "greenhouse", "summerhouse"} and all(3 <= value <= 20 for value in values):
        # Sheds, fence panels and boards are sold in feet.
        return "ft"
    if (
        near & {"room", "bedroom", "lounge", "kitchen", "bathroom", "hall", "conservatory", "office"}
        and max(values) >= 7
        and all(value == int(value) for value in values)
    ):
        # Nobody has a bedroom of ten metres by twelve.
        return "ft" if all(value <= 40 for value in values) else ""
    if any(value != int(value) for value in values) or near & set(
        "room bedroom lounge kitchen wall ceiling floor patio lawn garden bathroom area roof deck decking metres".split()
    ):
        return "m" if all(value < 30 for value in values) else ""
    return ""


def as_pairs(said: Words, found: list[Bound]) -> list[Bound]:
    """“22 feet long and 13 feet wide” are the two sides of one thing."""
    found = sorted(found, key=lambda b: (b.fact.span.start, b.fact.span.end))
    for place, (one, other) in enumerate(pairwise(found)):
        between = said.source.raw[one.fact.span.end : other.fact.span.start]
        if (
            {one.role, other.role} == {"length", "width"}
            and one.group == other.group == -1
            and one.fact.unit == other.fact.unit
            and one.fact.unit in ("m", "ft")
            and re.fullmatch(r"\s*(?:long|wide)?\s*(?:,|and|by|x|&)\s*(?:about |roughly |is |it['’]s )?", between, re.I)
        ):
            said.group += 1
            found[place] = replace(one, group=said.group)
            found[place + 1] = replace(other, group=said.group)
    return found
