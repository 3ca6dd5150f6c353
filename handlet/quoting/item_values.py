"""What an item of the price list says, before it is a row and wherever it comes from: a form, a file, a starter list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from handlet.quoting import shapes, vat
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules_in_words import ItemWords
from handlet.quoting.shapes import Priceable


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What an item says. unit_price in pounds, with VAT in it where `includes_vat`; vat_rate in percent.

    shape, shape_values: how it is charged (`shapes.columns`). vat_treatment: of `vat.TABLE`, or nothing.
    """

    code: str
    name: str
    description: str
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    min_qty: Decimal | None = None
    shape: str = "unit"
    shape_values: Mapping[str, Any] = field(default_factory=dict)
    includes_vat: bool = False
    vat_treatment: str = ""
    may_be_firm: bool = True
    trade: str = ""
    category: str = ""
    synonyms: Sequence[str] = ()
    exclusions: Sequence[str] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def columns(self) -> dict[str, Any]:
        """As columns of `PriceItem`, cut to their length. Raises BadValue where they make no price."""
        try:
            shapes.of(self)
        except shapes.BadShape as error:
            raise BadValue(str(error), error.field) from error
        if not self.name.strip():
            raise BadValue("Say what the price is for.", "name")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise BadValue("The last day of this price is before its first.", "valid_until")
        rates = {row.rate for row in vat.TABLE if row.treatment == self.vat_treatment}
        if self.vat_treatment and self.vat_rate not in rates:
            words = vat.TREATMENTS[self.vat_treatment].words if self.vat_treatment in vat.TREATMENTS else "That"
            said = " or ".join(f"{rate:f} %" for rate in sorted(rates)) or "not known"
            raise BadValue(f"“{words}” is {said}, not {self.vat_rate.normalize():f} %.", "vat_rate")
        return {
            **asdict(self),
            "code": self.code.strip().upper()[:20],
            "name": self.name.strip()[:120],
            "description": self.description.strip()[:400],
            "unit": self.unit.strip()[:20] or "each",
            "category": self.category.strip()[:60],
            "synonyms": _texts(self.synonyms),
            "exclusions": _texts(self.exclusions),
            "shape_values": dict(self.shape_values),
        }


class Says(Priceable, Protocol):
    """A row of the list, or what was read from a file."""

    @property
    def code(self) -> str: ...
    @property
    def description(self) -> str: ...


def words_of(item: Says, code: str = "") -> ItemWords:
    """What an item says of itself, for the reading of rules. code: in place of its own, where it has none yet."""
    own_time = item.shape == "call_out" and bool((item.shape_values or {}).get("rate"))
    return ItemWords(code or item.code, item.name, item.description, item.unit, item.min_qty, own_time)


def _texts(given: Sequence[str]) -> list[str]:
    return [text.strip()[:200] for text in given if text.strip()][:30]


def to_json(values: ItemValues) -> dict[str, Any]:
    """As JSON, numbers and days as text."""
    return {name: _plain(value) for name, value in asdict(values).items()}


def from_json(given: Mapping[str, Any]) -> ItemValues:
    """The values that `to_json` wrote."""
    made = dict(given)
    for name in ("unit_price", "vat_rate", "min_qty"):
        made[name] = Decimal(made[name]) if made[name] is not None else None
    for name in ("valid_from", "valid_until"):
        made[name] = date.fromisoformat(made[name]) if made[name] else None
    for name in ("synonyms", "exclusions"):
        made[name] = tuple(made[name])
    return ItemValues(**made)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
