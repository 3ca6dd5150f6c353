"""The one arithmetic: page, document, API and command all price with `price`.

Money in is Decimal pounds, money out is integer pence. A line's net is rounded half up to the penny (away from zero
below nothing) and shown so; VAT is rounded half up once for each group on the sum of its lines, never by line
(HMRC VATREC12010, VATREC12030; VAT Notice 700 paragraph 17.5). What is printed adds up by hand.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

PENNY = Decimal(1)
# Room for every digit of a product, so that nothing is rounded before the one rounding that counts.
EXACT = Context(prec=120)
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
    optional lines stay out of the total until chosen. reverse_charge: the customer pays the VAT of a line that has any.
    section: lines of one section have a sum of their own. provisional: a sum that will settle to what it comes to.
    low_…, high_…: another quantity or price at an end of an estimate's range; None: the same.
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
    section: Hashable = None
    provisional: bool = False
    low_quantity: Decimal | None = None
    high_quantity: Decimal | None = None
    low_unit_price: Decimal | None = None
    high_unit_price: Decimal | None = None


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
    discount on the whole. `discount` is what the shown sum is reduced by. `options` is the sum of what is not chosen.
    `sections`: what the lines of each section that count come to, as shown. `provisional`: of the shown sum, what is
    provisional. `reverse_charged`: VAT that the customer pays to HMRC, in no total.
    """

    lines: Sequence[int]
    discount: int
    net: int
    vat_rows: Sequence[VatRow]
    vat: int
    gross: int
    options: int
    sections: Mapping[Hashable, int] = field(default_factory=dict)
    provisional: int = 0
    reverse_charged: int = 0


@dataclass(slots=True)
class _Group:
    rate: Decimal
    treatment: str
    includes_vat: bool
    reverse_charge: bool
    amount: int = 0


def price(
    lines: Sequence[Line],
    *,
    vat_registered: bool,
    discount_percent: Decimal = Decimal(0),
    discount: Decimal = Decimal(0),
) -> Priced:
    """Price a quote. `discount_percent` or `discount` (pounds) reduces the whole as shown, spread over the groups by
    largest remainder so that the parts add up exactly.

    Raises BadPricing. A business that is not registered cannot charge VAT: a rate on any line is refused.
    """
    with localcontext(EXACT):
        return _price(lines, vat_registered, discount_percent, discount)


def _price(lines: Sequence[Line], vat_registered: bool, discount_percent: Decimal, discount: Decimal) -> Priced:
    amounts = [_line_amount(line, place, vat_registered) for place, line in enumerate(lines)]
    groups: dict[tuple[Decimal, str, bool, bool], _Group] = {}
    sections: dict[Hashable, int] = {}
    options = provisional = 0
    for line, amount in zip(lines, amounts, strict=True):
        if line.optional and not line.chosen:
            options += amount
            continue
        # What carries no VAT has none that could be charged in reverse (HMRC: never zero-rated work).
        key = (line.vat_rate, line.treatment, line.includes_vat, line.reverse_charge and line.vat_rate != 0)
        groups.setdefault(key, _Group(*key)).amount += amount
        sections[line.section] = sections.get(line.section, 0) + amount
        provisional += amount if line.provisional else 0
    ordered = [groups[key] for key in sorted(groups, key=lambda key: (-key[0], key[1], key[2], key[3]))]
    off = _whole_discount([group.amount for group in ordered], discount_percent, discount)
    rows, net, vat, reverse_charged = [], 0, 0, 0
    for group, less in zip(ordered, off, strict=True):
        row_net, row_vat = _vat_of(group, group.amount - less)
        net += row_net
        if group.reverse_charge:
            reverse_charged += row_vat
        else:
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
        sections=sections,
        provisional=provisional,
        reverse_charged=reverse_charged,
    )


def price_range(
    lines: Sequence[Line],
    *,
    vat_registered: bool,
    discount_percent: Decimal = Decimal(0),
    discount: Decimal = Decimal(0),
) -> tuple[Priced, Priced]:
    """The low and the high end of an estimate: two whole computations, not a percentage painted on.

    Raises BadPricing, also where a low end stands above its high end.
    """
    for place, line in enumerate(lines):
        cheap, dear = at_low(line), at_high(line)
        if cheap.quantity * cheap.unit_price > dear.quantity * dear.unit_price:
            raise BadPricing("The low end of a range cannot be above its high end.", f"lines[{place}].low_quantity")
    low, high = (
        price(ends, vat_registered=vat_registered, discount_percent=discount_percent, discount=discount)
        for ends in ([at_low(line) for line in lines], [at_high(line) for line in lines])
    )
    return low, high


def at_low(line: Line) -> Line:
    """The line at the low end of its range."""
    return _at(line, line.low_quantity, line.low_unit_price)


def at_high(line: Line) -> Line:
    """The line at the high end of its range."""
    return _at(line, line.high_quantity, line.high_unit_price)


def _at(line: Line, quantity: Decimal | None, unit_price: Decimal | None) -> Line:
    return replace(
        line,
        quantity=line.quantity if quantity is None else quantity,
        unit_price=line.unit_price if unit_price is None else unit_price,
    )


def stages(total: int, shares: Sequence[Decimal]) -> list[int]:
    """Pence of each stage for shares in percent that make a hundred; the last takes the remainder. Raises BadPricing."""
    if sum(shares) != 100:
        raise BadPricing("The stages must make 100 per cent together.", "stages")
    parts = [half_up(Decimal(total) * share / 100) for share in shares[:-1]]
    return [*parts, total - sum(parts)]


def equal_stages(total: int, count: int) -> list[int]:
    """`total` pence in `count` equal parts; the last takes the remainder: £100 in three is 33.33, 33.33 and 33.34."""
    part = half_up(Decimal(total) / count)
    return [*[part] * (count - 1), total - part * (count - 1)]


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
        value = getattr(line, name)
        if not isinstance(value, Decimal):
            raise TypeError(f"{where}.{name} must be a Decimal: money is never a float.")
        if not value.is_finite():
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
    if percent and pounds:
        raise BadPricing("Take off a percentage or a sum, not both.", "discount")
    off = half_up(Decimal(total) * percent / 100) if percent else pence(pounds)
    if not off or not total:
        return [0] * len(amounts)
    # Whole numbers all the way: equal fractions are equal, however large the sums.
    parts = [off * amount // total for amount in amounts]
    left = [abs(off * amount % total) for amount in amounts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-left[place], place))
    for place in by_remainder[: off - sum(parts)]:
        parts[place] += 1
    return parts


def _vat_of(group: _Group, amount: int) -> tuple[int, int]:
    if group.includes_vat:
        # The price with VAT is what was said, and it stays: VAT is taken out of it.
        vat = half_up(Decimal(amount) * group.rate / (100 + group.rate))
        return amount - vat, vat
    return amount, half_up(Decimal(amount) * group.rate / 100)
