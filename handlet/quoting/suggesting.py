"""A quote suggested from somebody's words: lines by code of the price list, each marked until the owner has looked.

Who suggests is no concern of this room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from handlet.inbox.models import Conversation
from handlet.kit.london import london_day
from handlet.quoting import editing, links
from handlet.quoting.models import PriceItem, QuoteLine, QuoteVersion
from handlet.quoting.shapes import PricedLine


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A code of the price list, the quantity charged, and the customer's words that caused it.

    priced: the line as the shape of the item makes it, where it is not just quantity times price; lines of one job follow
    each other. asked: what is known of the job, by the fields of “work it out” (hours, people).
    """

    code: str
    quantity: Decimal
    words: str
    priced: PricedLine | None = None
    asked: Mapping[str, str] | None = None


def suggest(
    *, conversation: Conversation, lines: Sequence[SuggestedLine], firm: bool, now: datetime, number: int | None = None
) -> QuoteVersion | None:
    """A draft quote with these lines; None where none of the codes may be quoted from today.

    `firm` False makes it an estimate. number: that of a discarded suggestion which this one replaces.
    """
    today = london_day(now)
    items = {item.code: item for item in PriceItem.objects.usable(today).filter(code__in=[line.code for line in lines])}
    usable = [line for line in lines if line.code in items]
    if not usable:
        return None
    version = editing.start(conversation=conversation, firm=firm and len(usable) == len(lines), now=now, number=number)
    for code, group in groupby(usable, key=lambda line: line.code):
        together = list(group)
        priced = [line.priced for line in together if line.priced is not None]
        if priced:
            editing.suggest_priced(
                version=version,
                item=items[code],
                lines=priced,
                asked=together[0].asked or {},
                words=together[0].words[:300],
                today=today,
            )
            continue
        for line in together:
            editing.suggest_line(
                version=version, item=items[code], quantity=line.quantity, words=line.words[:300], today=today
            )
    version.refresh_from_db()
    return version


def discard_if_untouched(*, version: QuoteVersion) -> int | None:
    """Remove a suggested draft that nobody has worked on: its number, free again. None where it stays, as the owner touched it."""
    current = QuoteVersion.objects.select_related("quote").filter(pk=version.pk).first()
    if current is None or not current.is_draft or current.version != 1:
        return None
    if QuoteLine.objects.filter(version=current).exclude(origin=QuoteLine.Origin.SUGGESTED, touched=False).exists():
        return None
    number = current.quote.number
    current.quote.delete()
    return number


def link_token(version: QuoteVersion, *, now: datetime) -> str:
    """The token of the customer's link, made on first use. The page answers once the quote is issued."""
    return links.link_of(version.quote, now=now).token
