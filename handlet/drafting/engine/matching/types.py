"""What the matcher hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlet.drafting.port import PriceRow, Span


@dataclass(frozen=True, slots=True)
class Match:
    """An item that is meant: the quantity charged, how likely this line is (0 to 1), and the words that caused it.

    missing: the key of the question without which the quantity is not known. note: what the customer should be told of
    the quantity (“our minimum is 10 m²”). needs: keys of facts without which the price is not firm. added_by: the code
    of the item whose rule brought this one. parts: the sizes that the quantity is the sum of, one for each room or place.
    sure: how likely it is that all lines together are the right ones (0 to 1); doubts: what speaks against it, for the owner. unsure: another quantity is as likely.
    """

    item: PriceRow
    quantity: Decimal
    score: float
    words: str
    span: Span | None
    missing: str = ""
    note: str = ""
    needs: Sequence[str] = ()
    added_by: str = ""
    parts: Sequence[Decimal] = ()
    sure: float = 1.0
    doubts: Sequence[str] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Items that fit equally well: the customer is asked. key: the question that would decide, where one is known."""

    clause: str
    items: Sequence[PriceRow]
    key: str = ""
