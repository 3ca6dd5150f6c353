"""A price that the owner changed on a line: kept for the list, for this one customer, or for this quote only. Asked each time.

A rate agreed with a customer is sealed under their key, used first in their quotes and nobody else's, and goes with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.customers.models import Customer
from handlet.kit import ids
from handlet.quoting import pricelist
from handlet.quoting.models import AgreedRate, PriceItem, QuoteLine
from handlet.quoting.refusals import QuotingRefused

FOUR_PLACES = Decimal("0.0001")


class NoCustomer(QuotingRefused):
    """The quote is for nobody in particular, or the line is not from the list."""


def price_for(customer: Customer | None, item: PriceItem) -> Decimal | None:
    """The price of a unit before VAT that was agreed with them, or None."""
    if customer is None:
        return None
    rate = AgreedRate.objects.filter(customer=customer, item=item).first()
    return Decimal(rate.unit_price) if rate is not None else None


def prices_for(customer: Customer) -> Mapping[str, Decimal]:
    """Every price agreed with them, by code of the item, for items that are still listed."""
    rates = AgreedRate.objects.filter(customer=customer, item__retired_at=None).select_related("item")
    return {rate.item.code: Decimal(rate.unit_price) for rate in rates}


def rates_of(customer: Customer) -> Sequence[AgreedRate]:
    return list(AgreedRate.objects.filter(customer=customer).select_related("item").order_by("agreed_at"))


def is_news(line: QuoteLine) -> bool:
    """Whether a line from the list has another price than list or agreement say: then it is asked what it is meant for."""
    item: PriceItem | None = line.price_item
    if item is None or item.retired_at is not None or line.worked_out is not None:
        # What was worked out for a job is a part of a price, and no price of the list.
        return False
    agreed = price_for(line.version.quote.customer, item)
    return line_before_vat(line) not in (before_vat(item, registered=line.version.vat_registered), agreed)


def is_agreed(line: QuoteLine) -> bool:
    """Whether a line carries the price that was agreed with this customer, and not the list’s."""
    item: PriceItem | None = line.price_item
    here = line_before_vat(line)
    if item is None or here == before_vat(item, registered=line.version.vat_registered):
        return False
    return price_for(line.version.quote.customer, item) == here


def line_before_vat(line: QuoteLine) -> Decimal:
    """The price of a unit on a line, before VAT, however it was typed."""
    if not line.includes_vat:
        return line.unit_price
    return (line.unit_price * 100 / (100 + line.vat_rate)).quantize(FOUR_PLACES)


def before_vat(item: PriceItem, *, registered: bool) -> Decimal:
    """The list’s price of a unit before VAT. registered: for VAT; without that no price holds any, whatever the list says."""
    return pricelist.net_price(item, item.vat_rate) if registered else item.unit_price


def keep_for_list(*, line: QuoteLine, by: Membership, now: datetime) -> PriceItem:
    """This price is the list's from now on: its version grows, and what was issued keeps what it said. Raises NoCustomer."""
    to_change(by)
    item = _item_of(line)
    price = line_before_vat(line)
    if item.includes_vat and line.version.vat_registered:
        price = price * (1 + item.vat_rate / 100)
    item.unit_price = price.quantize(FOUR_PLACES)
    item.version += 1
    item.confirmed, item.changed_at, item.changed_by = True, now, by
    item.save(update_fields=["unit_price", "version", "confirmed", "changed_at", "changed_by"])
    QuoteLine.objects.filter(pk=line.pk).update(price_item_version=item.version)
    return item


def keep_for_customer(*, line: QuoteLine, by: Membership, now: datetime) -> AgreedRate:
    """This price is theirs from now on. Raises NoCustomer."""
    to_change(by)
    customer, item = line.version.quote.customer, _item_of(line)
    if customer is None:
        raise NoCustomer("This quote is for nobody in particular, so there is nobody to keep the price for.")
    rate = AgreedRate.objects.filter(customer=customer, item=item).first() or AgreedRate(
        id=ids.uuid7(), business_id=line.business_id, customer=customer, item=item, key_id=customer.key_id
    )
    rate.unit_price, rate.agreed_at = _pounds(line_before_vat(line)), now
    rate.save()
    return rate


def forget(*, rate: AgreedRate, by: Membership) -> None:
    """The list's price is theirs again."""
    to_change(by)
    rate.delete()


def _item_of(line: QuoteLine) -> PriceItem:
    item: PriceItem | None = line.price_item
    if item is None:
        raise NoCustomer("This line is not from your price list.")
    return item


def _pounds(price: Decimal) -> str:
    """Two places, or as many as there are."""
    short = price.quantize(Decimal("0.01"))
    return str(short if short == price else price)
