"""A quote as its customer sees it. What was issued is read from the frozen document, never worked out again."""

from __future__ import annotations

from datetime import datetime

from handlet.accounts.models import Credential
from handlet.kit.london import london_day
from handlet.quoting import acceptance, editing
from handlet.quoting.models import QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.quoting.totals import is_consumer, totals_of
from handlet.web.owner import quotes_shown
from handlet.web.ui import words
from handlet.web.ui.contexts import Letterhead, Notice, OfferLine, OfferPage


def offer_of(version: QuoteVersion, *, token: str, at: datetime, preview: bool = False) -> OfferPage:
    """`preview`: the draft as it would be."""
    details = version.details or {}
    sums = totals_of(version)
    lines = [
        OfferLine(
            id=str(line.id),
            description=line.description,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            net=quotes_shown.pounds(sums.lines.get(line.id, 0)),
            vat_words=f"VAT {words.quantity(line.vat_rate)} %" if version.vat_registered else "",
            optional=line.optional,
        )
        for line in editing.lines_of(version)
    ]
    closed = None if preview else closed_because(version, at)
    return OfferPage(
        token=token,
        letterhead=letterhead(version, at),
        number=version.quote.label,
        version=version.version,
        estimate=version.kind == QuoteVersion.Kind.ESTIMATE,
        customer=details.get("customer_name") or quotes_shown.person_of(version),
        site=details.get("site", "").replace("\n", ", "),
        issued=london_day(version.issued_at or at),
        valid_until=version.valid_until,
        lines=[line for line in lines if not line.optional],
        options=[line for line in lines if line.optional],
        totals=quotes_shown.totals(version, sums),
        scope=details.get("scope", ""),
        exclusions=details.get("exclusions") or [],
        timing=details.get("timing", ""),
        payment=details.get("payment", ""),
        terms=version.business.profile.terms,
        short_hash=version.document_hash[:12],
        open=not preview and closed is None,
        closed_because=closed,
        has_document=version.pdf_blob is not None,
        preview=preview,
        consumer=is_consumer(version),
    )


def letterhead(version: QuoteVersion, at: datetime) -> Letterhead:
    profile = version.business.profile
    lines = [line for line in profile.address.splitlines() if line.strip()]
    if profile.legal_name and profile.legal_name != version.business.name:
        lines.insert(0, profile.legal_name)
    if profile.company_number:
        lines.append(f"Company number {profile.company_number}")
    if version.vat_registered and profile.vat_number:
        lines.append(f"VAT number {profile.vat_number}")
    today = london_day(at)
    return Letterhead(
        name=version.business.name,
        lines=lines,
        phone=profile.phone,
        email=profile.email,
        credentials=[
            f"{row.scheme} {row.number}".strip()
            for row in Credential.objects.filter(business=version.business)
            if row.valid_until is None or row.valid_until >= today
        ],
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
        return Notice(title=str(error), tone="info")
    return None
