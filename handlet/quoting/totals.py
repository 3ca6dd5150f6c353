"""The sums of a version, by the one pricing function: for the page, the document, the API and the digest alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from handlet.quoting import editing, pricing
from handlet.quoting.models import QuoteVersion


@dataclass(frozen=True, slots=True)
class VatRow:
    """One rate (percent) with the base it stands on and the VAT, in pence."""

    rate: Decimal
    net: int
    vat: int


@dataclass(frozen=True, slots=True)
class Totals:
    """All in pence. `vat_rows` is empty where the business is not registered. `options`: net of what is not chosen."""

    lines: Mapping[UUID, int]
    net: int
    vat: int
    gross: int
    vat_rows: Sequence[VatRow]
    options: int


def totals_of(version: QuoteVersion) -> Totals:
    """Price the lines that stand. A version keeps the VAT status it was made under."""
    rows = editing.lines_of(version)
    registered = version.vat_registered
    priced = pricing.price(
        [
            pricing.Line(
                quantity=row.quantity,
                unit_price=row.unit_price,
                vat_rate=row.vat_rate if registered else Decimal(0),
                optional=row.optional,
            )
            for row in rows
        ],
        vat_registered=registered,
    )
    return Totals(
        lines={row.id: amount for row, amount in zip(rows, priced.lines, strict=True)},
        net=priced.net,
        vat=priced.vat,
        gross=priced.gross,
        vat_rows=[VatRow(row.rate, row.net, row.vat) for row in priced.vat_rows],
        options=priced.options,
    )
