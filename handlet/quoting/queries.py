"""Reads for screens: quotes by what they wait for, the newest version, the version a customer sees."""

from __future__ import annotations

from collections.abc import Sequence

from handlet.inbox.models import Conversation
from handlet.quoting.models import Quote, QuoteVersion

State = QuoteVersion.State
# What a customer's link shows, the most binding first.
SHOWN = (State.ACCEPTED, State.CANCELLED, State.ISSUED, State.EXPIRED, State.DECLINED, State.WITHDRAWN)


def newest(quote: Quote) -> QuoteVersion:
    """The newest version, whatever its state."""
    return quote.versions.select_related("quote__customer").order_by("-version")[0]


def current(quote: Quote) -> QuoteVersion:
    """What the quote stands at, for the owner: what was accepted, though a draft of a newer version was left beside it; else
    the newest version.
    """
    agreed = quote.versions.filter(state=State.ACCEPTED).select_related("quote__customer").first()
    return agreed if agreed is not None else newest(quote)


def offered(quote: Quote) -> QuoteVersion | None:
    """The version that the customer's link shows: the newest that ever left; None before one did."""
    return quote.versions.filter(state__in=SHOWN).select_related("quote__customer").order_by("-version").first()


def versions_of(conversation: Conversation) -> Sequence[QuoteVersion]:
    """The newest version of each quote of a conversation, newest quote first."""
    return [newest(quote) for quote in Quote.objects.filter(conversation=conversation).order_by("-number")]


def recent(most: int = 200) -> Sequence[QuoteVersion]:
    """The newest version of each recent quote of the business, newest first."""
    rows = QuoteVersion.objects.select_related("quote__customer").order_by("quote_id", "-version").distinct("quote_id")
    return sorted(rows, key=lambda row: row.quote.number, reverse=True)[:most]
