"""`handlet try`: one saved mail, read, answered and priced on the terminal, with no server and no database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from handlet.channels.contract import Incoming
from handlet.drafting.engine import propose
from handlet.drafting.evaluation import business_from_json
from handlet.drafting.port import BusinessFacts, Enquiry, Line, Sender
from handlet.drafting.wording import facts_in_words

SAMPLE = Path(__file__).parent / "samples" / "rowan_plumbing.json"


def sample_business() -> Mapping[str, Any]:
    """Rowan Plumbing, invented, in the form that `--business` takes."""
    found: Mapping[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return found


def try_mail(incoming: Incoming, business: Mapping[str, Any], *, now: datetime) -> str:
    """Reading, draft and quote as text for a terminal."""
    facts = business_from_json(business)
    at = incoming.sent_at or now
    enquiry = Enquiry(
        id=incoming.external_id,
        business=facts,
        channel="email",
        received_at=at,
        subject=incoming.subject,
        sender=Sender(
            name=incoming.sender.name if incoming.sender else "",
            email=incoming.sender.value if incoming.sender else "",
        ),
        thread=[],
        messages=[Line("in", at, incoming.reply_text or incoming.text)],
        now=now,
        attachment_names=[file.name for file in incoming.attachments],
    )
    return _shown(enquiry, facts)


def _shown(enquiry: Enquiry, facts: BusinessFacts) -> str:
    proposal = propose(enquiry)
    reading, quote = proposal.reading, proposal.quote
    names = {row.code: row for row in facts.pricelist}
    lines = [
        f"{enquiry.sender.name or 'Somebody'} to {facts.name}: {enquiry.subject}",
        "",
        "READING",
        f"  What it is   {reading.intent.value.replace('_', ' ')}, {reading.urgency}",
        *(f"  {label:<12} {value}" for label, value in facts_in_words(reading)),
        *(f"  Flag         {flag.replace('_', ' ')}" for flag in reading.flags),
        *(f"  Missing      {question.text}" for question in proposal.questions),
        "",
        f"DRAFT – not sent ({proposal.action.value.replace('_', ' ')})",
        *(f"  {line}" for line in (proposal.draft or "No reply is wanted here.").splitlines()),
        "",
        "QUOTE",
    ]
    if not quote.lines:
        lines.append("  None: nothing on the price list was asked for clearly enough.")
    for line in quote.lines:
        row = names[line.code]
        name, unit, price = row.name, row.unit, row.unit_price
        if line.priced is not None:
            name, unit, price = line.priced.text, line.priced.unit, line.priced.unit_price
        lines.append(f"  {line.code}  {name}, {line.quantity:f} {unit} at £{price:,.2f}")
        if line.source is not None:
            lines.append(f"         because of “{line.source.text}”")
    if quote.gross is not None:
        vat = f"  Net £{quote.net:,.2f}, VAT £{quote.vat:,.2f}, total £{quote.gross:,.2f}"
        lines.append(vat if facts.vat_registered else f"  Total £{quote.gross:,.2f}")
        lines.append(f"  Status: {quote.status}")
    lines += [f"  Note: {sentence}" for sentence in proposal.why]
    lines += [f"  Held back by the guard: “{words}”" for words in proposal.blocked]
    return "\n".join(lines)
