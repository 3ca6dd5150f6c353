"""Changing a draft: lines added, changed, moved, removed, put back; details. Only what is typed is stored; sums are computed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Max

from handlet.accounts.models import BusinessProfile
from handlet.customers.models import Customer
from handlet.inbox.models import Conversation
from handlet.kit import ids
from handlet.kit.london import london_day
from handlet.quoting import agreeing, copying, numbers
from handlet.quoting.models import PriceItem, Quote, QuoteLine, QuoteVersion
from handlet.quoting.numbering import next_number
from handlet.quoting.refusals import BadValue, Frozen, NotConfirmed

MOST_LINES = 300


@dataclasses.dataclass(frozen=True, slots=True)
class LineValues:
    """What a person may set on a line. Money in pounds, VAT in percent."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    optional: bool = False


def start(*, conversation: Conversation, firm: bool, now: datetime) -> QuoteVersion:
    """A new quote with an empty first version, for the person of a conversation."""
    customer = conversation.customer
    quote = Quote.objects.create(
        id=ids.uuid7(),
        business_id=conversation.business_id,
        customer=customer,
        conversation=conversation,
        key_id=customer.key_id,
        number=next_number(conversation.business_id),
        created_at=now,
    )
    return _new_version(
        quote,
        1,
        now,
        kind=QuoteVersion.Kind.QUOTE if firm else QuoteVersion.Kind.ESTIMATE,
        details=_first_details(customer),
    )


def revise(*, version: QuoteVersion, now: datetime) -> QuoteVersion:
    """A new draft version with the same lines. An open draft of the same quote is given back instead of a second one."""
    quote = version.quote
    open_draft = quote.versions.filter(state=QuoteVersion.State.DRAFT).order_by("-version").first()
    if open_draft is not None:
        return open_draft
    number = quote.versions.aggregate(highest=Max("version"))["highest"] + 1
    fresh = _new_version(quote, number, now, **copying.offered_by(version))
    copying.copy_lines(source=version, target=fresh)
    return fresh


def lines_of(version: QuoteVersion) -> list[QuoteLine]:
    """The lines that stand, in order."""
    return list(
        QuoteLine.objects.filter(business_id=version.business_id, version=version, removed_at=None)
        .select_related("price_item")
        .order_by("position", "id")
    )


def add_line(*, version: QuoteVersion, values: LineValues) -> QuoteLine:
    """A line that the owner typed. Raises Frozen, BadValue."""
    _still_draft(version)
    return _add(version, values, origin=QuoteLine.Origin.TYPED)


def add_from_list(*, version: QuoteVersion, item: PriceItem, quantity: Decimal, today: date) -> QuoteLine:
    """A line from the price list, at today's price. Raises Frozen, NotConfirmed."""
    _still_draft(version)
    return _add_item(version, item, quantity, today, origin=QuoteLine.Origin.PRICE_ITEM, words="")


def suggest_line(*, version: QuoteVersion, item: PriceItem, quantity: Decimal, words: str, today: date) -> QuoteLine:
    """A line suggested from the customer's words: marked until the owner has touched it. Raises NotConfirmed."""
    _still_draft(version)
    return _add_item(version, item, quantity, today, origin=QuoteLine.Origin.SUGGESTED, words=words)


def change_line(*, line: QuoteLine, values: LineValues) -> QuoteLine:
    """Set a line; looking at it and pressing save makes it touched. Raises Frozen."""
    _still_draft(line.version)
    if line.price_item is not None and values.unit_price != line.unit_price:
        line.origin = QuoteLine.Origin.TYPED
    for name, value in dataclasses.asdict(values).items():
        setattr(line, name, value)
    line.touched = True
    line.save()
    _changed(line.version)
    return line


def move_line(*, line: QuoteLine, up: bool) -> None:
    """One place up or down; at the end of the list nothing happens. Raises Frozen."""
    _still_draft(line.version)
    lines = lines_of(line.version)
    place = [row.pk for row in lines].index(line.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(lines):
        return
    lines[place], lines[other] = lines[other], lines[place]
    for position, row in enumerate(lines, start=1):
        if row.position != position:
            QuoteLine.objects.filter(pk=row.pk).update(position=position)
    _changed(line.version)


def remove_line(*, line: QuoteLine, now: datetime) -> None:
    """Out of the quote, and for a while to be put back. Raises Frozen."""
    _still_draft(line.version)
    QuoteLine.objects.filter(pk=line.pk).update(removed_at=now)
    _changed(line.version)


def restore_line(*, line: QuoteLine) -> None:
    """Raises Frozen."""
    _still_draft(line.version)
    QuoteLine.objects.filter(pk=line.pk).update(removed_at=None)
    _changed(line.version)


def change_details(*, version: QuoteVersion, kind: str, valid_until: date, details: Mapping[str, Any]) -> QuoteVersion:
    """Quote or estimate, how long it stands, and the words around the lines. Raises Frozen, BadValue."""
    _still_draft(version)
    if kind not in QuoteVersion.Kind.values:
        raise BadValue("Choose whether this is a quote or an estimate.", "kind")
    version.kind, version.valid_until = kind, valid_until
    version.details = {**(version.details or {}), **details}
    version.revision += 1
    version.save()
    return version


def touch_all(version: QuoteVersion) -> None:
    """Every line has been seen: what the page showed was approved as it stood."""
    QuoteLine.objects.filter(version=version, removed_at=None, touched=False).update(touched=True)


def read_number(text: str, *, what: str, field: str, most_decimals: int = 3) -> Decimal:
    """A quantity or sum as people type it (“1,250.50”, “£85”). Raises BadValue."""
    try:
        return numbers.read(text, what, most_decimals=most_decimals)
    except numbers.NotANumber as error:
        raise BadValue(str(error), field) from error


def _add_item(
    version: QuoteVersion, item: PriceItem, quantity: Decimal, today: date, *, origin: str, words: str
) -> QuoteLine:
    if not PriceItem.objects.usable(today).filter(pk=item.pk).exists():
        raise NotConfirmed(f"“{item.name}” is an example price or out of date. Confirm it in your price list first.")
    agreed = agreeing.price_for(version.quote.customer, item)
    values = LineValues(
        description=item.name,
        quantity=quantity,
        unit=item.unit,
        unit_price=agreed if agreed is not None else item.unit_price,
        vat_rate=item.vat_rate if version.vat_registered else Decimal(0),
    )
    return _add(version, values, origin=origin, item=item, words=words, touched=origin != QuoteLine.Origin.SUGGESTED)


def _add(
    version: QuoteVersion,
    values: LineValues,
    *,
    origin: str,
    item: PriceItem | None = None,
    words: str = "",
    touched: bool = True,
) -> QuoteLine:
    last = QuoteLine.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_LINES:
        raise BadValue(f"A quote can have at most {MOST_LINES} lines.")
    line = QuoteLine.objects.create(
        id=ids.uuid7(),
        business_id=version.business_id,
        version=version,
        key_id=version.key_id,
        position=last + 1,
        origin=origin,
        touched=touched,
        price_item=item,
        price_item_version=item.version if item is not None else None,
        customer_words=words,
        **dataclasses.asdict(values),
    )
    _changed(version)
    return line


def _new_version(quote: Quote, number: int, now: datetime, **offered: Any) -> QuoteVersion:
    profile = BusinessProfile.objects.get(business_id=quote.business_id)
    today = london_day(now)
    return QuoteVersion.objects.create(
        id=ids.uuid7(),
        business_id=quote.business_id,
        quote=quote,
        key_id=quote.key_id,
        version=number,
        valid_until=today + timedelta(days=profile.quote_valid_days),
        vat_registered=registered_on(profile, today),
        created_at=now,
        **offered,
    )


def registered_on(profile: BusinessProfile, day: date) -> bool:
    """Whether the business is VAT-registered on that day."""
    since, until = profile.vat_from, profile.vat_until
    return profile.vat_registered and (since is None or since <= day) and (until is None or day <= until)


def _first_details(customer: Customer) -> dict[str, Any]:
    site = "\n".join(part for part in (customer.address, customer.postcode) if part)
    return {"customer_name": customer.name, "site": site, "scope": "", "exclusions": [], "timing": "", "payment": ""}


def _still_draft(version: QuoteVersion) -> None:
    current = QuoteVersion.objects.select_for_update().get(pk=version.pk)
    if not current.is_draft:
        raise Frozen("This version has been sent and does not change. Make a new version instead.")


def _changed(version: QuoteVersion) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1)
