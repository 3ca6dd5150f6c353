"""`handlet evaluate`: enquiries as JSON lines in, what was read, priced, asked and drafted as JSON lines out.

The format stands in docs/drafting.md. Nothing is used but what each line holds; the same input gives the same output,
save for the times.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from handlet.drafting.engine import propose
from handlet.drafting.port import (
    BusinessFacts,
    Enquiry,
    Line,
    PastReply,
    PriceRow,
    Proposal,
    SavedReply,
    Sender,
    Tone,
)


class Unusable(Exception):
    """A line that is no enquiry; the sentence says why."""


Proposer = Callable[[Enquiry], Proposal]


def evaluate(lines: Iterable[str], *, proposer: Proposer = propose) -> Iterator[str]:
    """One result a line. A line that cannot be used gives a line with its id (where it has one) and an error."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        given: Any = None
        try:
            given = json.loads(line)
            result = plain(proposer(enquiry_from_json(given)))
        except (ValueError, Unusable, RecursionError) as error:
            id = given.get("id") if isinstance(given, dict) else None
            result = {"id": id, "error": f"Line {number} is no enquiry: {error}"}
        yield json.dumps(result, ensure_ascii=False)


def enquiry_from_json(given: Any) -> Enquiry:
    """Raises Unusable."""
    try:
        message = given["input"]
        sender = message.get("from") or {}
        return Enquiry(
            id=str(given["id"]),
            business=business_from_json(given["business"]),
            channel=str(message["channel"]),
            received_at=_moment(message["received_at"]),
            subject=str(message.get("subject") or ""),
            sender=Sender(
                name=str(sender.get("name") or ""),
                email=str(sender.get("email") or ""),
                phone=str(sender.get("phone") or ""),
            ),
            thread=[_line(one) for one in message.get("thread") or []],
            messages=[_line(one) for one in message["messages"]],
            now=_moment(given["now"]),
            contact_known=message.get("contact_known"),
        )
    except (KeyError, TypeError, AttributeError, InvalidOperation, ValueError) as error:
        raise Unusable(f"{type(error).__name__} {error}") from error


def business_from_json(given: Mapping[str, Any]) -> BusinessFacts:
    """A business as `evaluate` and `try` are given it."""
    profile = given["profile"]
    tone = profile.get("tone") or {}
    return BusinessFacts(
        name=profile["name"],
        owner=profile.get("owner") or profile["name"],
        trade=profile.get("trade") or profile.get("business") or "",
        area=profile.get("area") or "",
        hours=profile.get("hours") or "",
        phone=profile.get("phone") or "",
        qualifications=list(profile.get("qualifications") or []),
        not_done=list(profile.get("not_done") or []),
        vat_registered=bool(profile.get("vat_registered")),
        tone=Tone(
            greetings=tuple(tone.get("greeting") or ("hi",)),
            signoff=tone.get("signoff") or "",
            emoji=bool(tone.get("emoji")),
            formality=tone.get("formality") or "casual",
            max_words=int(tone.get("max_words") or 90),
        ),
        pricelist=[_price(row) for row in given.get("pricelist") or []],
        pricing_rules=list(given.get("pricing_rules") or []),
        saved_replies=[SavedReply(row["title"], row["text"]) for row in given.get("saved_replies") or []],
        past_replies=[PastReply(row["channel"], row["text"]) for row in given.get("past_replies") or []],
        timezone=profile.get("timezone") or "Europe/London",
    )


def plain(proposal: Proposal) -> dict[str, Any]:
    """A proposal in the output format."""
    reading, quote = proposal.reading, proposal.quote
    facts = {
        "postcodes": [fact.value for fact in reading.postcodes],
        "phones": [fact.value for fact in reading.phones],
        "dates": [
            {
                "from": fact.start.isoformat() if fact.start else None,
                "to": fact.end.isoformat() if fact.end else None,
                "part": fact.part,
                "kind": fact.kind,
            }
            for fact in reading.dates
        ],
        "quantities": [
            {"value": float(fact.value), "unit": fact.unit, "what": fact.what} for fact in reading.quantities
        ],
        "budget": _money(reading.budget),
    }
    nothing: dict[str, Any] = {"postcodes": [], "phones": [], "dates": [], "quantities": [], "budget": None}
    return {
        "id": proposal.id,
        "intent": reading.intent.value,
        "urgency": reading.urgency,
        "language": reading.language,
        "flags": list(reading.flags),
        "action": proposal.action.value,
        "facts": facts if proposal.action.value != "no_draft" else nothing,
        "quote": {
            "status": quote.status,
            "lines": [{"code": line.code, "qty": float(line.quantity)} for line in quote.lines],
            "net": _money(quote.net),
            "vat": _money(quote.vat),
            "gross": _money(quote.gross),
        },
        "questions": [
            {"key": question.key, **({"item": question.item} if question.item else {})}
            for question in proposal.questions
        ],
        "draft": proposal.draft,
        "claims": [{"text": one.text, "kind": one.kind, "source_id": one.source_id} for one in proposal.claims],
        "latency_ms": dict(proposal.stages_ms),
        "engine": proposal.engine,
        "fallback": proposal.fallback,
        "ready": proposal.ready,
        "confidence": proposal.confidence,
    }


def _money(value: Decimal | None) -> str | None:
    return f"{value:.2f}" if value is not None else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _line(given: Mapping[str, Any]) -> Line:
    return Line(
        direction=str(given.get("dir") or "in"),
        at=_moment(given["at"]),
        text=str(given.get("text") or ""),
        html=str(given.get("html") or ""),
    )


def _price(row: Mapping[str, str]) -> PriceRow:
    return PriceRow(
        code=row["code"],
        name=row["name"],
        description=row.get("description") or "",
        unit=row.get("unit") or "each",
        unit_price=Decimal(row["price_net"]),
        vat_rate=Decimal(row.get("vat_rate") or "0"),
        min_qty=Decimal(row["min_qty"]) if row.get("min_qty") else None,
    )
