"""Which price is used for an item and a customer, and which others there are: agreed with them, the list, lines of before.

The order is fixed: what was agreed with this customer, then the owner's list, then what an earlier quote said. An example
or an ended price is never used; an earlier price is only ever offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlet.customers.models import Customer
from handlet.quoting import agreeing
from handlet.quoting.models import PriceItem, QuoteLine, QuoteVersion

MOST_PAST = 3
SENT = (QuoteVersion.State.ISSUED, QuoteVersion.State.ACCEPTED, QuoteVersion.State.DECLINED, QuoteVersion.State.EXPIRED)


@dataclass(frozen=True, slots=True)
class PriceChoice:
    """A price of a unit before VAT. kind: agreed, list, past. used: the one that counts. quote: its number, of a past one.

    theirs: of the same customer.
    """

    kind: str
    unit_price: Decimal
    unit: str
    used: bool = False
    quote: int | None = None
    on: date | None = None
    theirs: bool = False


def choices(
    *, item: PriceItem, customer: Customer | None, today: date, registered: bool = True
) -> Sequence[PriceChoice]:
    """Every price there is, the used one first, each sum once. None is used where the list's own may not be quoted today.

    registered: whether the quote is one with VAT.
    """
    usable = PriceItem.objects.usable(today).filter(pk=item.pk).exists()
    found: list[PriceChoice] = []
    agreed = agreeing.price_for(customer, item)
    if agreed is not None:
        found.append(PriceChoice("agreed", agreed, item.unit, used=usable, theirs=True))
    if usable:
        found.append(
            PriceChoice("list", agreeing.before_vat(item, registered=registered), item.unit, used=agreed is None)
        )
    known = {choice.unit_price for choice in found}
    for past in _past(item, customer):
        if past.unit_price not in known:
            known.add(past.unit_price)
            found.append(past)
    return found


def _past(item: PriceItem, customer: Customer | None) -> Sequence[PriceChoice]:
    """What sent quotes said for the item: this customer's first, then the newest."""
    lines = (
        QuoteLine.objects.filter(price_item=item, removed_at=None, version__state__in=SENT)
        .select_related("version__quote")
        .order_by("-version__issued_at", "-id")[:60]
    )
    found = [
        PriceChoice(
            "past",
            agreeing.line_before_vat(line),
            line.unit,
            quote=line.version.quote.number,
            on=line.version.issued_at.date() if line.version.issued_at else None,
            theirs=customer is not None and line.version.quote.customer_id == customer.pk,
        )
        for line in lines
    ]
    found.sort(key=lambda choice: not choice.theirs)
    distinct: dict[Decimal, PriceChoice] = {}
    for choice in found:
        distinct.setdefault(choice.unit_price, choice)
    return list(distinct.values())[:MOST_PAST]
