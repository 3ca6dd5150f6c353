"""Quotes: read. They are sent by approving the draft that they go with."""

from __future__ import annotations

import uuid
from typing import cast

from django.http import HttpRequest
from ninja import Router

from handlet.accounts.access import of_business
from handlet.quoting import acceptance, editing, queries
from handlet.quoting.models import Quote, QuoteVersion
from handlet.web.api.shapes import Problem, QuoteLineOut, QuoteOut, VatOut
from handlet.web.request import Asked
from handlet.web.ui import words

router = Router(tags=["quotes"])


@router.get("", response=list[QuoteOut])
def list_quotes(request: HttpRequest) -> list[QuoteOut]:
    """The newest version of each quote, newest first."""
    return [quote_out(version) for version in queries.recent()]


@router.get("/{quote_id}", response={200: QuoteOut, 404: Problem})
def get_quote(request: HttpRequest, quote_id: uuid.UUID) -> QuoteOut:
    quote = of_business(cast(Asked, request).member, Quote.objects.all(), quote_id)
    return quote_out(queries.newest(quote))


def quote_out(version: QuoteVersion) -> QuoteOut:
    sums = acceptance.sums_of(version)
    quote = version.quote
    return QuoteOut(
        id=quote.id,
        number=quote.label,
        version=version.version,
        kind=version.kind,
        state=version.state,
        customer_id=quote.customer_id,
        conversation_id=quote.conversation_id,
        valid_until=version.valid_until,
        lines=[
            QuoteLineOut(
                id=line.id,
                description=line.description,
                quantity=words.quantity(line.quantity),
                unit=line.unit,
                unit_price=f"{line.unit_price:f}",
                vat_rate=words.quantity(line.vat_rate),
                net=_money(sums.lines.get(line.id, 0)),
                optional=line.optional,
            )
            for line in editing.lines_of(version)
        ],
        net=_money(sums.net),
        vat=[VatOut(rate=words.quantity(row.rate), net=_money(row.net), vat=_money(row.vat)) for row in sums.vat_rows],
        vat_total=_money(sums.vat) if version.vat_registered else None,
        gross=_money(sums.gross),
        document_hash=version.document_hash,
    )


def _money(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"
