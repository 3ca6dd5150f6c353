"""The one arithmetic: page, document, API and command all price with `price`.

Money in is Decimal pounds, money out is integer pence. A line's net is rounded half up to the penny (away from zero
below nothing) and shown so; VAT is rounded half up once for each group on the sum of its lines, never by line
(HMRC VATREC12010, VATREC12030; VAT Notice 700 paragraph 17.5). What is printed adds up by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal(1)
MOST_PENCE = 10**13


class BadPricing(Exception):
    """The input cannot be priced; `where` names the value at fault (`lines[2].quantity`)."""

    def __init__(self, sentence: str, where: str) -> None:
        super().__init__(sentence)
        self.where = where


@dataclass(frozen=True, slots=True)
class Line:
    """One line. quantity, unit_price in pounds (net of VAT, or with it where `includes_vat`), rates in percent.

    treatment: lines of one treatment and one basis share a VAT row, even where another treatment has the same rate.
    optional lines stay out of the total until chosen.
    """

    quantity: Decimal
    unit_price: Decimal
    vat_rate: Decimal = Decimal(0)
    treatment: str = ""
    includes_vat: bool = False
    discount_percent: Decimal = Decimal(0)
    optional: bool = False
    chosen: bool = False
    reverse_charge: bool = False


@dataclass(frozen=True, slots=True)
class VatRow:
    """One group: its rate in percent, its base and its VAT in pence. For information only where reverse-charged."""

    rate: Decimal
    net: int
    vat: int
    treatment: str = ""
    reverse_charge: bool = False


@dataclass(frozen=True, slots=True)
class Priced:
    """All in pence. `lines[i]` is the amount of line i as shown (with VAT where the line includes it), before any
    discount on the whole. `discount` is what the whole is reduced by (net). `options` is the net of what is not chosen.
    """

    lines: Sequence[int]
    discount: int
    net: int
    vat_rows: Sequence[VatRow]
    vat: int
    gross: int
    options: int


@dataclass(slots=True)
class _Group:
    rate: Decimal
    treatment: str
    includes_vat: bool
    reverse_charge: bool
    amount: int = 0
    places: list[int] = field(default_factory=list)


def price(
    lines: Sequence[Line],
    *,
    vat_registered: bool,
    discount_percent: Decimal = Decimal(0),
    discount: Decimal = Decimal(0),
) -> Priced:
    """Price a quote. `discount_percent` or `discount` (pounds) reduces the whole, spread over the groups by largest
    remainder so that the parts add up exactly.

    Raises BadPricing. A business that is not registered cannot charge VAT: a rate on any line is refused.
    """
    amounts = [_line_amount(line, place, vat_registered) for place, line in enumerate(lines)]
    groups: dict[tuple[Decimal, str, bool, bool], _Group] = {}
    options = 0
    for place, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        if line.optional and not line.chosen:
            options += amount
            continue
        key = (line.vat_rate, line.treatment, line.includes_vat, line.reverse_charge)
        group = groups.setdefault(key, _Group(*key))
        group.amount += amount
        group.places.append(place)
    ordered = [groups[key] for key in sorted(groups, key=lambda key: (-key[0], key[1], key[2], key[3]))]
    off = _whole_discount([group.amount for group in ordered], discount_percent, discount)
    rows, net, vat = [], 0, 0
    for group, less in zip(ordered, off, strict=True):
        row_net, row_vat = _vat_of(group, group.amount - less)
        net += row_net
        if not group.reverse_charge:
            vat += row_vat
        rows.append(VatRow(group.rate, row_net, row_vat, group.treatment, group.reverse_charge))
    return Priced(
        lines=amounts,
        discount=sum(off),
        net=net,
        vat_rows=rows if vat_registered else [],
        vat=vat,
        gross=net + vat,
        options=options,
    )


def stages(total: int, shares: Sequence[Decimal]) -> list[int]:
    """Pence of each stage for shares in percent that make a hundred; the last takes the remainder. Raises BadPricing."""
    if sum(shares) != 100:
        raise BadPricing("The stages must make 100 per cent together.", "stages")
    parts = [half_up(Decimal(total) * share / 100) for share in shares[:-1]]
    return [*parts, total - sum(parts)]


def half_up(value: Decimal) -> int:
    """Round to a whole number, half away from nought."""
    return int(value.quantize(PENNY, rounding=ROUND_HALF_UP))


def pence(pounds: Decimal) -> int:
    return half_up(pounds * 100)


def pounds_text(amount: int) -> str:
    """Pence as “1234.50”, without a currency sign."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def _line_amount(line: Line, place: int, vat_registered: bool) -> int:
    where = f"lines[{place}]"
    for name in ("quantity", "unit_price", "vat_rate", "discount_percent"):
        if not getattr(line, name).is_finite():
            raise BadPricing("This is not a number.", f"{where}.{name}")
    if line.quantity < 0:
        raise BadPricing("A quantity cannot be less than nothing.", f"{where}.quantity")
    if not 0 <= line.discount_percent <= 100:
        raise BadPricing("A discount is between 0 and 100 per cent.", f"{where}.discount_percent")
    if line.vat_rate < 0:
        raise BadPricing("A VAT rate cannot be less than nothing.", f"{where}.vat_rate")
    if line.vat_rate and not vat_registered:
        raise BadPricing("This business is not registered for VAT, so no VAT can be charged.", f"{where}.vat_rate")
    amount = half_up(line.quantity * line.unit_price * (100 - line.discount_percent))
    if abs(amount) > MOST_PENCE:
        raise BadPricing("This sum is too large to be a price.", where)
    return amount


def _whole_discount(amounts: Sequence[int], percent: Decimal, pounds: Decimal) -> list[int]:
    total = sum(amounts)
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise BadPricing("A discount is between 0 and 100 per cent.", "discount_percent")
    if not pounds.is_finite() or pounds < 0 or (pounds and pence(pounds) > total):
        raise BadPricing("A discount cannot be more than the whole.", "discount")
    off = half_up(Decimal(total) * percent / 100) if percent else pence(pounds)
    if not off or not total:
        return [0] * len(amounts)
    exact = [Decimal(off) * amount / total for amount in amounts]
    parts = [int(share.to_integral_value(rounding="ROUND_FLOOR")) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: off - sum(parts)]:
        parts[place] += 1
    return parts


def _vat_of(group: _Group, amount: int) -> tuple[int, int]:
    if group.includes_vat:
        # The price with VAT is what was said, and it stays: VAT is taken out of it.
        vat = half_up(Decimal(amount) * group.rate / (100 + group.rate))
        return amount - vat, vat
    return amount, half_up(Decimal(amount) * group.rate / 100)
