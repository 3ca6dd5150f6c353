"""The Construction Industry Scheme: what a contractor will take off when it pays. A note on the quote; the price is unchanged.

Base: the payment without VAT, less materials, plant hire, consumables and fuel at what was paid for them (without VAT
where the subcontractor is registered, with it where it is not; since 6 April 2021 only where bought directly). A mark-up on
materials is in the base, and so is travel. Sources: HMRC CISR13070; Simon's Taxes E5.546. Rates: 20 % registered, 30 %
not registered or not verified, nothing with gross payment status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from handlet.quoting.pricing import Line, half_up

PERCENT: Mapping[str, int] = {"gross": 0, "registered": 20, "other": 30}
# Kinds of line whose cost comes off the base.
LEFT_OUT = frozenset({"materials", "plant"})


@dataclass(frozen=True, slots=True)
class Deduction:
    """All in pence; percent whole. `paid` is what will arrive of the net, before VAT is added."""

    percent: int
    base: int
    amount: int
    paid: int


def deduction(*, net: int, materials_paid: int, percent: int) -> Deduction:
    """What is expected to be taken off. net: the whole price without VAT; materials_paid: what materials and plant cost.

    £1,000 of which £400 is materials at cost, at 20 %: £120 of £600. Had the £400 cost £320: £136 of £680.
    """
    base = max(0, net - materials_paid)
    amount = half_up(Decimal(base) * percent / 100)
    return Deduction(percent, base, amount, net - amount)


def price_for_cost(line: Line, amount: int) -> int:
    """What stands for the cost of materials that the owner has not said: their price as shown (pence), without its VAT."""
    if not line.includes_vat:
        return amount
    return amount - half_up(Decimal(amount) * line.vat_rate / (100 + line.vat_rate))
