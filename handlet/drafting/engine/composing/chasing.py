"""Following up a quote: on days two, five and nine, and once before it runs out. Kind, short, and never a false hurry.

A date is named only where it is the quote’s own, true one. Two open quotes of one customer give one message that names both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlet.drafting.engine.composing.heard import day_words
from handlet.drafting.engine.composing.tone import finished, greeting, register, said, says_we, signoff
from handlet.drafting.port import BusinessFacts, Enquiry, Sender


@dataclass(frozen=True, slots=True)
class ChasedQuote:
    """number, version, issued_on: as the customer knows it. what: the job in a few words, or empty. gross: pounds. link: its page,
    or empty. surveyed: the owner has seen and measured the work."""

    number: str
    what: str = ""
    gross: Decimal | None = None
    valid_until: date | None = None
    link: str = ""
    version: int = 0
    issued_on: date | None = None
    estimate: bool = False
    surveyed: bool = False


def chaser_words(
    business: BusinessFacts,
    *,
    customer: Sender,
    channel: str,
    quotes: Sequence[ChasedQuote],
    step: int,
    now: datetime,
    today: date,
) -> str:
    """The text of one chaser. step: 1, 2 or 3. today: in London. Raises ValueError without a quote, or where one has run out."""
    if not quotes:
        raise ValueError("There is no quote to ask about.")
    if any(quote.valid_until is not None and quote.valid_until < today for quote in quotes):
        raise ValueError("This quote has run out, so it is not asked about.")
    enquiry = Enquiry(f"{quotes[0].number}:{step}", business, channel, now, "", customer, (), (), now)
    which = _which(quotes, "our" if says_we(enquiry) else "my")
    links = [quote.link for quote in quotes if quote.link]
    shown = f" You can see {'it' if len(quotes) == 1 else 'them'} here: {' and '.join(links)}" if links else ""
    kind = register(enquiry)
    key = f"chase_{min(max(step, 1), 3)}"
    text = said(enquiry, key, kind, which=which, link=f"{shown}." if shown and not shown.endswith(".") else shown)
    if any(quote.estimate and not quote.surveyed for quote in quotes):
        text += " Would it help if {I} came to have a look first, so that the figure is a firm one?".format(
            I="we" if says_we(enquiry) else "I"
        )
    text += _validity(quotes)
    return f"{greeting(enquiry)}\n\n{finished(text, kind, enquiry)}\n\n{signoff(enquiry)}"


def _validity(quotes: Sequence[ChasedQuote]) -> str:
    """Until when each stands: the true day, in the same words near it as long before it."""
    dated = [(quote, quote.valid_until) for quote in quotes if quote.valid_until is not None]
    days = sorted({day for _, day in dated})
    if not days:
        return ""
    if len(days) == 1:
        return f" {'It stands' if len(quotes) == 1 else 'They stand'} until {day_words(days[0])}."
    return f" {' '.join(f'Number {quote.number} stands until {day_words(day)}.' for quote, day in dated)}"


def _which(quotes: Sequence[ChasedQuote], mine: str) -> str:
    named = []
    for quote in quotes:
        what = f" for {quote.what}" if quote.what else ""
        details = [f"version {quote.version}"] if quote.version else []
        if quote.issued_on is not None:
            details.append(f"sent on {day_words(quote.issued_on)}")
        if quote.gross is not None:
            details.append(f"£{quote.gross:,.2f} in all")
        told = f" ({', '.join(details)})" if details else ""
        named.append(f"{'estimate' if quote.estimate else 'quote'} {quote.number}{what}{told}")
    if len(named) == 1:
        return f"{mine} {named[0]}"
    return f"{mine} {', '.join(named[:-1])} and {named[-1]}"
