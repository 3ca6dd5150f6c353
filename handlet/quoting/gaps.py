"""What is wrong with a price list as a whole, in sentences: for the owner's page and for `handlet pricelist check`. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlet.quoting import shapes
from handlet.quoting.item_values import ItemValues
from handlet.quoting.rules import Adds, Band, Hours, Included, OnlyIf, Rule, Supplied, Together
from handlet.quoting.shapes.bands import overlaps

TELLS_APART = (Band, Hours, OnlyIf, Supplied)


@dataclass(frozen=True, slots=True)
class Gap:
    """code: the price it is about; empty where it is about several. kind: bands, expired, missing_code, twins, no_rate."""

    code: str
    kind: str
    sentence: str


def gaps(items: Sequence[ItemValues], rules: Mapping[str, Sequence[Rule]], *, today: date) -> list[Gap]:
    """Gaps of a list. rules: by code, those in force or suggested."""
    codes = {item.code for item in items}
    found: list[Gap] = []
    for item in items:
        shape = shapes.of(item)
        for one, other in overlaps(getattr(shape, "bands", ())):
            said = f"{item.name}: “{one.name}” and “{other.name}” share hours; “{one.name}” counts there."
            found.append(Gap(item.code, "bands", said))
        if item.valid_until is not None and item.valid_until < today:
            said = f"{item.name}: this price ended on {item.valid_until:%d/%m/%Y}. It is not quoted from any more."
            found.append(Gap(item.code, "expired", said))
        for rule in rules.get(item.code, ()):
            for code in codes_in(rule):
                if code not in codes:
                    said = f"{item.name}: a rule names the code {code}, which is not on the list."
                    found.append(Gap(item.code, "missing_code", said))
        if isinstance(shape, shapes.CallOut) and shape.rate is None and not _further(items):
            said = f"{item.name}: there is no price for more time than it covers."
            found.append(Gap(item.code, "no_rate", said))
    return [*found, *_twins(items, rules)]


def _twins(items: Sequence[ItemValues], rules: Mapping[str, Sequence[Rule]]) -> list[Gap]:
    """Prices of one name between which neither rule, unit nor words decide."""
    alike: dict[tuple[object, ...], list[ItemValues]] = defaultdict(list)
    for item in items:
        told = frozenset(rule for rule in rules.get(item.code, ()) if isinstance(rule, TELLS_APART))
        key = (_words(item.name), item.shape, item.unit.casefold(), told, _words(item.description))
        alike[key].append(item)
    return [
        Gap(
            "",
            "twins",
            f"Nothing tells {' and '.join(item.code or item.name for item in same)} apart: they are both “{same[0].name}”. "
            "Say in each what it is for.",
        )
        for same in alike.values()
        if len(same) > 1
    ]


def codes_in(rule: Rule) -> Sequence[str]:
    """Codes of other items that a rule names."""
    match rule:
        case Included(then=code):
            return [code]
        case Adds(item=code):
            return [code]
        case OnlyIf(otherwise=code) if code:
            return [code]
        case Together(items=items):
            return items
    return []


def _further(items: Sequence[ItemValues]) -> bool:
    return any(
        item.shape == "hourly" or (item.unit.casefold().startswith("hour") and item.shape in ("unit", "crew"))
        for item in items
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.casefold()))
