"""The ways in which trades charge. An item of the list has one shape; `price` is the one way from a shape to lines.

A shape's headline price, unit and least quantity are columns of the item; its other fields are `PriceItem.shape_values`,
numbers as text (`columns`, `of`). Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from handlet.quoting.shapes import bands, things
from handlet.quoting.shapes.bands import TimeBand
from handlet.quoting.shapes.things import (
    ByUnit,
    Certificate,
    Consumables,
    Fixed,
    Guide,
    Materials,
    NoShow,
    PassThrough,
    Provisional,
    Tier,
)
from handlet.quoting.shapes.time import CallOut, Crew, Day, HalfDay, Hourly
from handlet.quoting.shapes.types import BadShape, Inputs, PricedLine, Shape, Unpriced

__all__ = [
    "NEVER_FIRM",
    "SHAPES",
    "BadShape",
    "ByUnit",
    "CallOut",
    "Certificate",
    "Consumables",
    "Crew",
    "Day",
    "Fixed",
    "Guide",
    "HalfDay",
    "Hourly",
    "Inputs",
    "Materials",
    "NoShow",
    "PassThrough",
    "PricedLine",
    "Provisional",
    "Shape",
    "Tier",
    "TimeBand",
    "Unpriced",
    "columns",
    "from_values",
    "of",
    "price",
    "samples",
]

SHAPES: Mapping[str, type[Shape]] = {
    "hourly": Hourly,
    "call_out": CallOut,
    "day": Day,
    "half_day": HalfDay,
    "crew": Crew,
    "unit": ByUnit,
    "fixed": Fixed,
    "materials": Materials,
    "consumables": Consumables,
    "pass_through": PassThrough,
    "provisional": Provisional,
    "certificate": Certificate,
    "no_show": NoShow,
    "guide": Guide,
}
NAMES = {kind: name for name, kind in SHAPES.items()}
TIMED = frozenset({"hourly", "call_out", "day", "half_day", "crew"})
# What has no price of its own before somebody says what it cost; and what is never a line.
WITHOUT_A_PRICE = frozenset({"materials", "no_show"})
# Sums that may stand in a quote but move afterwards, and guides.
NEVER_FIRM = frozenset({"provisional", "pass_through", "guide"})
SAMPLE_MINUTES = (30, 60, 90, 180)


class Priceable(Protocol):
    """What an item must have to be priced: a row of the list, or what was read from a file."""

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def shape_values(self) -> Any: ...
    @property
    def unit(self) -> str: ...
    @property
    def unit_price(self) -> Decimal: ...
    @property
    def min_qty(self) -> Decimal | None: ...


def price(item: Priceable, inputs: Inputs) -> list[PricedLine]:
    """The lines that an item makes of a job. Raises Unpriced where something must be known first, BadShape."""
    return of(item).lines(item.name, inputs)


def of(item: Priceable) -> Shape:
    """The shape of an item with its values. Raises BadShape."""
    kind = SHAPES.get(item.shape)
    if kind is None:
        raise BadShape("Choose how this price is charged.", "shape")
    values = {**(item.shape_values or {}), kind.HEADLINE: item.unit_price}
    if kind is ByUnit:
        values |= {"unit": item.unit, "minimum_quantity": item.min_qty}
    return from_values(item.shape, values)


def columns(shape: Shape) -> dict[str, Any]:
    """What of an item's columns a shape fills: shape, shape_values, unit, unit_price, min_qty."""
    plain = {each.name: _to_json(getattr(shape, each.name)) for each in fields(shape)}  # type: ignore[arg-type]
    headline = getattr(shape, shape.HEADLINE)
    plain.pop(shape.HEADLINE)
    unit, least = shape.UNIT, None
    if isinstance(shape, ByUnit):
        unit, least = shape.unit, shape.minimum_quantity
        plain.pop("unit")
        plain.pop("minimum_quantity")
    return {
        "shape": NAMES[type(shape)],
        "shape_values": plain,
        "unit": unit,
        "unit_price": headline,
        "min_qty": least,
    }


def from_values(name: str, values: Mapping[str, Any]) -> Shape:
    """A shape from plain values (as in JSON, numbers as text or Decimal); what is left out takes its usual value.

    Raises BadShape, naming the field.
    """
    kind = SHAPES.get(name)
    if kind is None:
        raise BadShape("Choose how this price is charged.", "shape")
    made: dict[str, Any] = {}
    for each in fields(kind):  # type: ignore[arg-type]
        if each.name not in values or values[each.name] is None:
            continue
        made[each.name] = _from_json(each.metadata, each.name, values[each.name])
    try:
        shape = kind(**made)
    except TypeError as error:
        raise BadShape("The price is missing.", kind.HEADLINE) from error
    for field, sentence in shape.faults().items():
        raise BadShape(sentence, field)
    return shape


def samples(shape: Shape, name: str = "") -> Sequence[tuple[int, int]]:
    """For charging by time: (minutes, pence) of usual lengths, so that a step or minimum misread is seen."""
    if NAMES[type(shape)] not in TIMED:
        return []
    found = []
    for minutes in SAMPLE_MINUTES:
        try:
            found.append((minutes, sum(line.pence for line in shape.lines(name, Inputs(minutes=minutes)))))
        except Unpriced:
            break
    return found


def _from_json(metadata: Mapping[str, Any], name: str, value: Any) -> Any:
    kind, label = metadata["kind"], metadata["label"]
    try:
        if kind in ("money", "number", "percent"):
            number = Decimal(str(value))
            if not number.is_finite() or number < 0 or number > 10_000_000:
                raise BadShape(f"“{label}” is a number from nothing up to ten million.", name)
            return number
        if kind in ("minutes", "whole"):
            return int(value)
    except (InvalidOperation, ValueError, TypeError) as error:
        raise BadShape(f"“{label}” is a number.", name) from error
    if kind == "flag":
        return bool(value)
    if kind == "choice":
        if value not in metadata["choices"]:
            raise BadShape(f"Choose one for “{label}”.", name)
        return value
    if kind == "texts":
        return tuple(str(one)[:200] for one in value)
    if kind == "tiers":
        return tuple(one if isinstance(one, Tier) else things.tier_from_json(one) for one in value)
    if kind == "bands":
        return tuple(one if isinstance(one, TimeBand) else bands.from_json(one) for one in value)
    return str(value)[:200]


def _to_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, TimeBand):
        return bands.to_json(value)
    if isinstance(value, Tier):
        return things.tier_to_json(value)
    if isinstance(value, tuple):
        return [_to_json(one) for one in value]
    return value
