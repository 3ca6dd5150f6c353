"""A quote as its customer sees it. What was issued is read from the frozen document, never worked out again."""

from __future__ import annotations

from datetime import datetime

from handlet.kit.london import london_day
from handlet.quoting import acceptance, documents, editing
from handlet.quoting.models import QuoteVersion
from handlet.quoting.refusals import QuotingRefused, Superseded
from handlet.quoting.totals import is_consumer, totals_of
from handlet.web.owner import quotes_shown
from handlet.web.ui import words
from handlet.web.ui.contexts.offer import Letterhead, OfferLine, OfferPage
from handlet.web.ui.contexts.states import Notice


def offer_of(version: QuoteVersion, *, token: str, at: datetime, preview: bool = False) -> OfferPage:
    """`preview`: the draft as it would be."""
    sums = totals_of(version)
    said = documents.shown(version, today=london_day(at))
    lines = editing.lines_of(version)
    profile = version.business.profile
    closed = None if preview else closed_because(version, at)
    return OfferPage(
        token=token,
        letterhead=Letterhead(version.business.name, profile.phone, profile.email),
        document=said,
        number=version.quote.label,
        version=version.version,
        estimate=version.kind == QuoteVersion.Kind.ESTIMATE,
        lines=[line.description for line in lines if not line.optional],
        options=[
            OfferLine(str(line.id), line.description, quotes_shown.pounds(sums.lines.get(line.id, 0)))
            for line in lines
            if line.optional
        ],
        totals=quotes_shown.totals(version, sums),
        payment=(version.details or {}).get("payment", ""),
        open=not preview and closed is None,
        closed_because=closed,
        has_document=version.pdf_blob is not None,
        preview=preview,
        consumer=is_consumer(version),
        tells_opened=version.business.profile.tells_opened and not preview,
        version_id=str(version.pk),
    )


def closed_because(version: QuoteVersion, at: datetime) -> Notice | None:
    """Why it cannot be accepted now, in words; None where it can."""
    if version.state == QuoteVersion.State.ACCEPTED:
        standing = acceptance.standing_acceptance(version)
        when = f" on {words.day(standing.at)}" if standing is not None else ""
        return Notice(title=f"Accepted{when}", text="Thank you. Nothing more is needed from you.", tone="good")
    try:
        acceptance.still_open(version, at)
    except QuotingRefused as error:
        words_of_link = "Write to them" if isinstance(error, Superseded) else "Ask for a new one"
        return Notice(title=str(error), tone="info", link="#answer", link_words=words_of_link)
    return None
