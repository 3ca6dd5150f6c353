"""The sums of a version, by the one pricing function: for the page, the document, the API and the digest alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from handlet.quoting import editing
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
