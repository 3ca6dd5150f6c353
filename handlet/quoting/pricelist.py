"""The owner's price list: start from examples, add, change, confirm, retire, import. Nothing is quoted unconfirmed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from handlet.kit import ids
from handlet.quoting import importing
from handlet.quoting.models import PriceItem, PricingRule
from handlet.quoting.refusals import BadValue


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What an item says. Price net of VAT in pounds, rate in percent."""

    code: str
    name: str
    description: str
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    min_qty: Decimal | None = None


def add_item(*, business_id: uuid.UUID, values: ItemValues, confirmed: bool, now: datetime) -> PriceItem:
    """A new item at the end of the list. An empty code gets the next free one. Raises BadValue."""
    code = values.code.strip().upper() or _free_code(business_id)
    if PriceItem.objects.listed().filter(code=code).exists():
        raise BadValue(f"There is a price with the code {code} already. Choose another code.", "code")
    last = PriceItem.objects.aggregate(last=Max("position"))["last"] or 0
    return PriceItem.objects.create(
        id=ids.uuid7(),
        business_id=business_id,
        confirmed=confirmed,
        position=last + 1,
        changed_at=now,
        **{**asdict(values), "code": code[:20], "name": values.name.strip()[:120]},
    )


def change_item(*, item: PriceItem, values: ItemValues, now: datetime) -> PriceItem:
    """Change and thereby confirm an item: its version grows. Issued quotes keep what they said. Raises BadValue."""
    code = values.code.strip().upper() or item.code
    if PriceItem.objects.listed().filter(code=code).exclude(pk=item.pk).exists():
        raise BadValue(f"There is a price with the code {code} already. Choose another code.", "code")
    for name, value in asdict(values).items():
        setattr(item, name, value)
    item.code, item.confirmed, item.changed_at = code[:20], True, now
    item.version += 1
    item.save()
    return item


def confirm(*, item_ids: Sequence[uuid.UUID] | None, now: datetime) -> int:
    """The owner says: these are my prices. None confirms all; how many were confirmed."""
    items = PriceItem.objects.listed().filter(confirmed=False)
    if item_ids is not None:
        items = items.filter(pk__in=item_ids)
    return items.update(confirmed=True, changed_at=now)


def retire(*, item: PriceItem, now: datetime) -> None:
    """Off the list; quotes that were made from it keep their lines."""
    PriceItem.objects.filter(pk=item.pk).update(retired_at=now)


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
    rows = importing.starter(trade).items
    for row in rows:
        add_item(business_id=business_id, values=_values_of(row.plain()), confirmed=False, now=now)
    return len(rows)


def apply_import(*, business_id: uuid.UUID, rows: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Put understood rows (as `importing.ReadRow.plain`) on the list as the owner's own prices; a known code is replaced."""
    for row in rows:
        values = _values_of(row)
        known = PriceItem.objects.listed().filter(code=values.code).first() if values.code else None
        if known is not None:
            change_item(item=known, values=values, now=now)
        else:
            add_item(business_id=business_id, values=values, confirmed=True, now=now)
    return len(rows)


def _values_of(row: Mapping[str, Any]) -> ItemValues:
    return ItemValues(
        code=row["code"],
        name=row["name"],
        description=row["description"],
        unit=row["unit"],
        unit_price=Decimal(row["price"]),
        vat_rate=Decimal(row["vat_rate"]),
        min_qty=Decimal(row["min_qty"]) if row["min_qty"] is not None else None,
    )
