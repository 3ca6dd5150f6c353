"""The line whose range holds the number, the size or the height that is wanted."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from decimal import Decimal

from handlet.drafting.engine.matching.charging.case import Case, item_of
from handlet.drafting.engine.matching.headcount import PEOPLE, is_by_person
from handlet.drafting.engine.matching.items import Item
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.matching.sizes import rounded
from handlet.drafting.engine.matching.types import Match
from handlet.quoting.rules import (
    Band,
)


def banded(match: Match, case: Case) -> Match:
    """“Three or more are charged at …”: the item of the same thing whose range of numbers holds the number wanted."""
    item = item_of(match, case)
    mine = _count_band(item)
    if mine is not None and (not _is_of(mine, item) or mine.holds(match.quantity)):
        return match
    alike = [o for o in case.prices.items if o is not item and o.row.unit == item.row.unit and o.head & item.head]
    for other in alike:
        band = _count_band(other)
        if band is None or not band.holds(match.quantity):
            continue
        if band.of == mine.of if mine is not None else _is_plain_of(item, other, band):
            return replace(match, item=other.row)
    if mine is not None:
        plain = next((o for o in alike if _count_band(o) is None and _is_plain_of(o, item, mine)), None)
        return replace(match, item=plain.row) if plain is not None else match
    return match


def _count_band(item: Item) -> Band | None:
    return next((rule for rule in item.rules if isinstance(rule, Band) and rule.measure == "count"), None)


def _is_plain_of(plain: Item, banded: Item, band: Band) -> bool:
    """“LED spot”, beside “LED spot, ten or more”: the same thing in any other number."""
    return plain.words <= banded.words and _is_of(band, plain)


def _is_of(band: Band, item: Item) -> bool:
    """Whether a range counts the thing itself."""
    counted = {stem(word) for word in band.of.split()}
    if counted & PEOPLE and not is_by_person(item):
        # “Bar, up to 60 guests” is one bar, however many come.
        return False
    return bool(counted & (item.head | {stem(word) for word in item.row.name.lower().replace(",", " ").split()}))


def by_size(match: Match, besides: Set[str], case: Case) -> list[Match]:
    """“Two stumps, one 20 cm across, the other 40”: each size on the item whose range holds it. besides: codes of the other lines,
    which have their own sizes."""
    item = item_of(match, case)
    mine = next(
        (r for r in item.rules if isinstance(r, Band) and r.measure in ("area", "width", "size", "height")), None
    )
    if mine is not None and mine.measure == "height" and match.item.unit.lower() == "m":
        return _by_height(match, mine, case)
    if (
        mine is None
        or match.item.unit.lower() in ("m2", "m²", "m", "hour", "visit")
        or item.row.code in case.prices.further
    ):
        return [match]
    if mine.measure == "area":
        sizes = list(match.parts)
    else:
        factor = {"m": Decimal(1), "cm": Decimal("0.01"), "mm": Decimal("0.001"), "ft": Decimal("0.3048")}.get(
            mine.unit
        )
        sizes = [
            one.metres / factor
            for one in case.sizes.all
            if factor
            and one.metres is not None
            and one.bound.group < 0
            and one.bound.role in (mine.measure, "size", "width", "length")
        ]
    if not sizes or len(sizes) > max(match.quantity, Decimal(2)):
        return [match]
    others = [
        other
        for other in case.prices.items
        if other.head & item.head
        and other.row.unit == item.row.unit
        and any(isinstance(r, Band) and r.measure == mine.measure and r.unit == mine.unit for r in other.rules)
    ]
    found: dict[str, int] = {}
    for size in sizes:
        fitting = [
            other.row.code
            for other in others
            if any(isinstance(r, Band) and r.measure == mine.measure and r.holds(size) for r in other.rules)
        ]
        if not fitting:
            return [match]
        code = match.item.code if match.item.code in fitting else fitting[0]
        if code not in besides:
            found[code] = found.get(code, 0) + 1
    left = match.quantity - len(sizes)
    if not found or (set(found) == {match.item.code} and not besides & {other.row.code for other in others}):
        return [match]
    if left > 0:
        found[match.item.code] = found.get(match.item.code, 0) + int(left)
    rows = {other.row.code: other.row for other in others}
    return [replace(match, item=rows[code], quantity=Decimal(number), parts=()) for code, number in found.items()]


def _by_height(match: Match, mine: Band, case: Case) -> list[Match]:
    """“12 m of box, waist high, and 10 m of beech, 2.5 m”: each run on the item whose range holds its height."""
    candidate = next((one for one in case.chosen if one.item.row.code == match.item.code), None)
    if candidate is None or mine.unit != "m":
        return [match]
    runs = case.places.runs_by_height(candidate)
    found: dict[str, Decimal] = {}
    rows = {match.item.code: match.item}
    for run, high in runs:
        row = match.item
        if high is not None and not mine.holds(high):
            row = next((other.row for other in case.prices.items if _is_for(other, candidate.item, high)), row)
        rows[row.code] = row
        found[row.code] = found.get(row.code, Decimal(0)) + run
    if len(found) < 2:
        return [match]
    return [replace(match, item=rows[code], quantity=rounded(metres), parts=()) for code, metres in found.items()]


def _is_for(other: Item, item: Item, high: Decimal) -> bool:
    """Whether another item is of the same thing, for this height in metres."""
    bands = [rule for rule in other.rules if isinstance(rule, Band) and rule.measure == "height" and rule.unit == "m"]
    return bool(other.head & item.head) and other.row.unit == item.row.unit and any(band.holds(high) for band in bands)
