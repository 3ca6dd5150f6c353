"""The owner's price list: start from examples, add, change, confirm, retire. Nothing is quoted unconfirmed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from django.db.models import F, Max

from handlet.accounts.models import Membership
from handlet.kit import ids
from handlet.quoting import gaps, importing, shapes, vat
from handlet.quoting.item_values import ItemValues as ItemValues
from handlet.quoting.item_values import words_of
from handlet.quoting.models import PriceItem, PricingRule
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import from_json
from handlet.quoting.rules_in_words import suggest

MOST_ITEMS = 3000


def values_of(item: PriceItem) -> ItemValues:
    """What an item says now."""
    return ItemValues(**{name: getattr(item, name) for name in ItemValues.__dataclass_fields__})


def add_item(
    *, business_id: uuid.UUID, values: ItemValues, confirmed: bool, now: datetime, by: Membership | None = None
) -> PriceItem:
    """A new item at the end of the list. An empty code gets the next free one. Raises BadValue."""
    columns = values.columns()
    columns["code"] = columns["code"] or _free_code(business_id)
    if PriceItem.objects.listed().filter(code=columns["code"]).exists():
        raise BadValue(f"There is a price with the code {columns['code']} already. Choose another code.", "code")
    if PriceItem.objects.listed().count() >= MOST_ITEMS:
        raise BadValue(f"A price list can have at most {MOST_ITEMS} prices.")
    last = PriceItem.objects.aggregate(last=Max("position"))["last"] or 0
    return PriceItem.objects.create(
        id=ids.uuid7(),
        business_id=business_id,
        confirmed=confirmed,
        position=last + 1,
        changed_at=now,
        changed_by=by,
        **columns,
    )


def change_item(*, item: PriceItem, values: ItemValues, now: datetime, by: Membership | None = None) -> PriceItem:
    """Change and thereby confirm an item: its version grows. Issued quotes keep what they said. Raises BadValue."""
    columns = values.columns()
    columns["code"] = columns["code"] or item.code
    if PriceItem.objects.listed().filter(code=columns["code"]).exclude(pk=item.pk).exists():
        raise BadValue(f"There is a price with the code {columns['code']} already. Choose another code.", "code")
    for name, value in columns.items():
        setattr(item, name, value)
    item.confirmed, item.changed_at, item.changed_by = True, now, by
    item.version += 1
    item.save()
    return item


def confirm(*, item_ids: Sequence[uuid.UUID] | None, now: datetime, by: Membership | None = None) -> int:
    """The owner says: these are my prices. None confirms all; how many were confirmed."""
    items = PriceItem.objects.listed().filter(confirmed=False)
    if item_ids is not None:
        items = items.filter(pk__in=item_ids)
    return items.update(confirmed=True, changed_at=now, changed_by=by)


def retire(*, item: PriceItem, now: datetime, by: Membership | None = None) -> None:
    """Off the list; quotes that were made from it keep their lines."""
    PriceItem.objects.filter(pk=item.pk).update(retired_at=now, changed_at=now, changed_by=by, version=F("version") + 1)


def restore(*, item: PriceItem, now: datetime, by: Membership | None = None) -> None:
    """Back on the list. Raises BadValue where its code was given to another."""
    if PriceItem.objects.listed().filter(code=item.code).exists():
        raise BadValue(f"There is another price with the code {item.code} by now.", "code")
    PriceItem.objects.filter(pk=item.pk).update(
        retired_at=None, changed_at=now, changed_by=by, version=F("version") + 1
    )


def add_rule(*, business_id: uuid.UUID, text: str) -> PricingRule:
    """A rule in the owner's words. Raises BadValue."""
    if not text.strip():
        raise BadValue("Write the rule first.", "text")
    last = PricingRule.objects.aggregate(last=Max("position"))["last"] or 0
    return PricingRule.objects.create(
        id=ids.uuid7(), business_id=business_id, text=text.strip()[:400], position=last + 1
    )


def _free_code(business_id: uuid.UUID) -> str:
    taken = set(PriceItem.objects.filter(business_id=business_id).values_list("code", flat=True))
    number = len(taken) + 1
    while f"P-{number:02d}" in taken:
        number += 1
    return f"P-{number:02d}"


def add_starter(*, business_id: uuid.UUID, trade: str, now: datetime) -> int:
    """The example list of a trade, unconfirmed; how many items. A list that holds something already is left alone."""
    if PriceItem.objects.listed().exists():
        return 0
    last = PriceItem.objects.aggregate(last=Max("position"))["last"] or 0
    # In one go: our own lists have a code for each item and none twice, so nothing needs to be looked up between two.
    found = [row.values.columns() for row in importing.starter(trade).items if row.values is not None]
    items = [
        PriceItem(id=ids.uuid7(), business_id=business_id, position=place, changed_at=now, **columns)
        for place, columns in enumerate(found, start=last + 1)
    ]
    return len(PriceItem.objects.bulk_create(items))


def rate_on(item: PriceItem, day: date, nation: str = "GB") -> Decimal:
    """The VAT rate of an item in percent: by the table where a treatment is picked, else as the list says."""
    if not item.vat_treatment:
        return item.vat_rate
    try:
        return vat.rate_of(item.vat_treatment, day, nation)
    except vat.NoRate:
        return item.vat_rate


def net_price(item: PriceItem, rate: Decimal) -> Decimal:
    """The headline price without VAT, to four decimals of a pound."""
    if not item.includes_vat:
        return item.unit_price
    return (item.unit_price * 100 / (100 + rate)).quantize(Decimal("0.0001"))


def least_quantity(item: PriceItem) -> Decimal | None:
    """The least that is charged, in the unit of the item: its own least quantity, or the hours that a minimum price is worth."""
    if item.shape != PriceItem.Shape.HOURLY or not item.unit_price:
        return item.min_qty
    shape = shapes.of(item)
    minimum = shape.minimum if isinstance(shape, shapes.Hourly) else Decimal(0)
    return (minimum / item.unit_price).quantize(Decimal("0.001"), ROUND_CEILING) if minimum else item.min_qty


def is_firm(item: PriceItem) -> bool:
    """Whether a quote may stand on it alone: barred by the owner, or of a kind that settles later, it may not."""
    return item.may_be_firm and item.shape not in shapes.NEVER_FIRM


def gaps_of_list(*, business_id: uuid.UUID, today: date) -> list[gaps.Gap]:
    """What is wrong with the confirmed list as a whole, with the rules that are in force."""
    items = list(PriceItem.objects.listed().filter(confirmed=True))
    sentences = PriceItem.objects.rules_in_words(business_id)
    words = [words_of(item) for item in items]
    suggested = suggest(words, sentences)
    rules = {
        item.code: [from_json(one["rule"]) for one in item.rules]
        if item.rules is not None
        else suggested.get(item.code, ())
        for item in items
    }
    return gaps.gaps([values_of(item) for item in items], rules, today=today)
