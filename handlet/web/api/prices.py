"""The price list, as the owner keeps it."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from handlet.quoting.models import PriceItem
from handlet.web.api.shapes import PriceItemOut
from handlet.web.ui import words

router = Router(tags=["price list"])


@router.get("", response=list[PriceItemOut])
def list_prices(request: HttpRequest) -> list[PriceItemOut]:
    """Example prices are listed too; `confirmed` says whether an item may be quoted from."""
    return [
        PriceItemOut(
            id=item.id,
            code=item.code,
            name=item.name,
            description=item.description,
            unit=item.unit,
            unit_price=f"{item.unit_price:f}",
            vat_rate=words.quantity(item.vat_rate),
            min_qty=words.quantity(item.min_qty) if item.min_qty is not None else None,
            confirmed=item.confirmed,
        )
        for item in PriceItem.objects.listed()
    ]
