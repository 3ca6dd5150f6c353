"""A shape's own fields as lines of text, for a cell of a spreadsheet: “Minimum price: 40.00”. What is written is read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from handlet.quoting.rules import DAYS, Window
from handlet.quoting.shapes import SHAPES
from handlet.quoting.shapes.bands import TimeBand
from handlet.quoting.shapes.bands import to_json as band_to_json
from handlet.quoting.shapes.things import Tier
from handlet.quoting.shapes.types import BadShape, Shape

# Columns of their own.
ELSEWHERE = {"unit": ("unit", "minimum_quantity")}
_BAND = re.compile(r"(?P<name>[^\[\]]+)\[(?P<windows>[^\]]+)\](?P<rest>.*)\Z")
_WINDOW = re.compile(r"(?P<days>[A-Za-z ,]+?)\s+(?P<h1>\d{1,2}):(?P<m1>\d\d)\s*-\s*(?P<h2>\d{1,2}):(?P<m2>\d\d)\Z")


def write(shape: Shape, name: str) -> str:
    """One line for each field that is not as usual. name: of `SHAPES`."""
    lines = []
    for each in fields(shape):  # type: ignore[arg-type]
        value = getattr(shape, each.name)
        if each.name == shape.HEADLINE or each.name in ELSEWHERE.get(name, ()):
            continue
        if each.default is not MISSING and value == each.default:
            continue
        label = each.metadata["label"]
        several = value if isinstance(value, tuple) else (value,)
        lines += [f"{label}: {_written(one, each.metadata)}" for one in several]
    return "\n".join(lines)


def read(text: str, name: str) -> dict[str, Any]:
    """Values for `shapes.from_values`. Raises BadShape, naming the line that cannot be read."""
    kind = SHAPES.get(name)
    if kind is None:
        raise BadShape("Choose how this price is charged.", "shape")
    known: Mapping[str, Any] = {_plain(each.metadata["label"]): each for each in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        label, colon, said = line.partition(":")
        each = known.get(_plain(label))
        if not colon or each is None:
            raise BadShape(f"“{line.strip()[:60]}” is not known for this way of charging.", "shape")
        value = _read(said.strip(), each.metadata, line)
        if each.metadata["kind"] in ("texts", "tiers", "bands"):
            values.setdefault(each.name, []).append(value)
        else:
            values[each.name] = value
    return values


def _written(value: Any, metadata: Mapping[str, Any]) -> str:
    if isinstance(value, TimeBand):
        windows = "; ".join(_window(window) for window in value.windows)
        parts = [f"{value.name} [{windows}] x{value.multiplier}"]
        parts += [f"rate {value.rate}"] if value.rate is not None else []
        parts += [f"first {value.first}"] if value.first is not None else []
        return " ".join(parts)
    if isinstance(value, Tier):
        return f"above {value.above} = {value.price}"
    if metadata["kind"] == "choice":
        return str(metadata["choices"][value])
    if metadata["kind"] == "flag":
        return "yes" if value else "no"
    if metadata["kind"] == "minutes":
        return f"{value} min"
    return " ".join(str(value).split())


def _window(window: Window) -> str:
    days = ", ".join(DAYS[day] for day in window.days)
    return f"{days} {window.since // 60:02d}:{window.since % 60:02d}-{window.until // 60:02d}:{window.until % 60:02d}"


def _read(said: str, metadata: Mapping[str, Any], line: str) -> Any:
    kind = metadata["kind"]
    try:
        if kind == "bands":
            return band_to_json(_band(said))
        if kind == "tiers":
            above, price = re.fullmatch(r"above ([\d.]+) = £?([\d.]+)", said).groups()  # type: ignore[union-attr]
            return {"above": above, "price": price}
        if kind == "minutes":
            return int(said.lower().removesuffix("min").strip())
        if kind in ("money", "number", "percent"):
            return str(Decimal(said.lstrip("£").rstrip("% ").replace(",", "")))
    except (AttributeError, ValueError, InvalidOperation) as error:
        raise BadShape(f"“{line.strip()[:60]}” cannot be read.", "shape") from error
    if kind == "choice":
        found = [key for key, words in metadata["choices"].items() if said.lower() in (words.lower(), key)]
        if not found:
            raise BadShape(f"“{line.strip()[:60]}” is none of the ways there are.", "shape")
        return found[0]
    if kind == "flag":
        return said.lower() in ("yes", "y", "true", "1")
    return said


def _band(said: str) -> TimeBand:
    found = _BAND.match(said)
    if found is None:
        raise ValueError(said)
    names = [day.lower() for day in DAYS]
    windows = []
    for piece in found.group("windows").split(";"):
        window = _WINDOW.match(piece.strip())
        if window is None:
            raise ValueError(piece)
        days = tuple(names.index(day.strip().lower()) for day in window.group("days").split(","))
        hour = [int(window.group(name)) for name in ("h1", "m1", "h2", "m2")]
        windows.append(Window(days, hour[0] * 60 + hour[1], hour[2] * 60 + hour[3]))
    rest = found.group("rest")
    multiplier, rate, first = (re.search(rf"{mark}\s*([\d.]+)", rest) for mark in ("x", "rate", "first"))
    return TimeBand(
        found.group("name").strip(),
        tuple(windows),
        Decimal(multiplier.group(1)) if multiplier else Decimal(1),
        Decimal(rate.group(1)) if rate else None,
        Decimal(first.group(1)) if first else None,
    )


def _plain(label: str) -> str:
    return " ".join(label.lower().split())
