"""What goes into a shape and what comes out, and how a shape's own fields are described to forms, files and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from handlet.quoting.pricing import half_up


class Unpriced(Exception):
    """There is no price for this yet; `str(error)` says what is missing, `where` names the field of `Inputs`."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(sentence)
        self.where = where


class BadShape(Exception):
    """These values make no price; `str(error)` says what to write instead, `field` names the value."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is known of a job. minutes: time on the job, all together. start: aware, when work begins. nation: england
    (Wales too), scotland, ni. cost: pounds paid for materials or to somebody else, with VAT where `cost_includes_vat`;
    cost_vat_rate in percent. labour, materials: net pounds of the other lines, for an allowance that is a share of them.
    """

    minutes: int | None = None
    quantity: Decimal | None = None
    people: int | None = None
    start: datetime | None = None
    nation: str = "england"
    cost: Decimal | None = None
    cost_includes_vat: bool = False
    cost_vat_rate: Decimal = Decimal(20)
    orders: int = 1
    sourced: bool = False
    labour: Decimal | None = None
    materials: Decimal | None = None
    vat_registered: bool = False


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of a quote. kind: labour, materials, pass_through, provisional, certificate, fee. unit_price in pounds on
    the item's own VAT basis. why: how it came about, for the owner. up_to: the other end of a guide range.
    """

    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    kind: str = "labour"
    why: str = ""
    firm: bool = True
    up_to: Decimal | None = None

    @property
    def pence(self) -> int:
        return half_up(self.quantity * self.unit_price * 100)


class Shape(Protocol):
    """One way to charge. `HEADLINE` names the field that is kept in `PriceItem.unit_price`."""

    HEADLINE: ClassVar[str]
    UNIT: ClassVar[str]
    ASKS: ClassVar[Sequence[str]]

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        """Raises Unpriced."""
        ...

    def faults(self) -> Mapping[str, str]:
        """Sentences by the name of the field that makes no sense."""
        ...

    def in_words(self) -> str: ...


def described(kind: str, label: str, *, hint: str = "", default: Any = MISSING, choices: Any = None) -> Any:
    """A field with what people are told about it. kind: money, minutes, number, whole, percent, choice, flag, text, texts,
    tiers, bands.
    """
    return field(default=default, metadata={"kind": kind, "label": label, "hint": hint, "choices": choices or {}})


def duration(minutes: int) -> str:
    """“40 min”, “1 h”, “1 h 10 min”."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def pounds(value: Decimal) -> str:
    """“£40”, “£52.50”, and up to four decimals where there are more."""
    whole = value.quantize(Decimal("0.01")) if value == value.quantize(Decimal("0.01")) else value.normalize()
    return f"£{whole:,.0f}" if whole == whole.to_integral_value() else f"£{whole:,f}"


def plain(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


ZERO = Decimal(0)
HOUR = Decimal(60)
