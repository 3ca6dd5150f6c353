"""A draft as the screen shows it: its text, why it says what it says, and whether it may be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from handlet.drafting import approval, overtaken
from handlet.drafting.models import Draft, Memory
from handlet.inbox import outbox
from handlet.quoting import agreeing
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.printed import unit_words
from handlet.web.owner.memories import row_of
from handlet.web.owner.quotes_shown import card
from handlet.web.request import Asked, now
from handlet.web.ui.contexts.conversation import DraftView, FactUsed, PriceUsed, Refused
from handlet.web.ui.contexts.learning import MemoryRow

ENGINES = {"embedded": "Handlet itself, on this server", "owner": ""}

SOURCES = {
    "price": "your price list",
    "profile": "your business profile",
    "reply": "your saved reply",
    "said": "their own words",
    "sum": "worked out from the lines",
    "quote": "the quote",
    "fixed": "a fixed safety text",
    "sent": "what you wrote to them",
    "wish": "what you asked for",
    "rule": "your pricing rules",
    "memory": "what you told Handlet",
}


def digest(shown: approval.Shown) -> str:
    """The quote and the recipient that a page shows, for its form to give back."""
    return f"{shown.quote}|{shown.recipient}"


def posted(request: Asked) -> approval.Shown:
    """What stood on the page whose button was pressed: `newest`, `digest` and `seen` of its form."""
    try:
        revision = int(request.POST.get("newest", "0"))
    except ValueError:
        revision = 0
    quote, _, recipient = request.POST.get("digest", "").partition("|")
    return approval.Shown(revision, recipient, quote, request.POST.get("seen", ""))


def view(
    draft: Draft, *, error: str = "", typed: str = "", cannot_send: str = "", connect: bool = False, seen: str = ""
) -> DraftView:
    """`typed` is what the owner had written when a refusal came, so that not a word is lost. `seen`: warnings now shown."""
    shown = approval.shown_of(draft)
    grounds = draft.grounds or {}
    version = draft.going_quote
    route, shut = _way(draft)
    return DraftView(
        id=draft.id,
        text=typed or draft.text,
        to=shown.recipient,
        digest=digest(shown),
        newest=str(shown.revision),
        subject=draft.subject if route is None or outbox.has_subject(route) else "",
        prices=_prices(version),
        facts=_facts(grounds.get("claims", [])),
        missing=[question["text"] for question in grounds.get("questions", [])],
        left_out=grounds.get("why", []),
        refused=_refused(grounds),
        warnings=[
            *(sentence for sentence in (cannot_send, outbox.SHUT if shut else "") if sentence),
            *overtaken.said_of(draft),
        ],
        suggested=not draft.written_by_owner,
        engine=ENGINES.get(draft.engine, draft.engine),
        edited=draft.state == Draft.State.AMENDED,
        can_send=bool(shown.recipient) and not shut,
        attached_quote=card(version) if version is not None else None,
        waiting_quote=card(draft.quote_version) if draft.quote_waits and draft.quote_version is not None else None,
        error=error,
        seen=seen,
        english=grounds.get("english", ""),
        how_quote_goes=_how(route, typed or draft.text) if version is not None and not shut else "",
        templates=shut and route is not None and outbox.has_templates(route),
        connect=connect,
        was_sent=draft.model_requests.exists(),
        remembered=_remembered(draft, grounds),
    )


def _way(draft: Draft) -> tuple[outbox.Route | None, bool]:
    """By which way it would go, and whether that is shut for free words."""
    try:
        route = outbox.route_for(draft.conversation)
    except outbox.CannotSend:
        return None, False
    return route, outbox.is_shut(draft.conversation, route, now=now())


def _how(route: outbox.Route | None, text: str) -> str:
    """How the quote travels with these words, said where the channel has a say in it."""
    if route is None or outbox.longest_with_file(route) is None:
        return ""
    if outbox.takes_file_with(route, text):
        return "as a PDF, with these words under it"
    return f"by its address, because only {outbox.longest_with_file(route):,} characters go with a PDF"


def _remembered(draft: Draft, grounds: Mapping[str, Any]) -> Sequence[MemoryRow]:
    """What the draft obeys of what was told, as it is told now; what was deleted since is not shown."""
    asked = grounds.get("remembered") or []
    return [
        row_of(one) for one in Memory.objects.filter(business_id=draft.business_id, pk__in=asked).order_by("made_at")
    ]


def _refused(grounds: Mapping[str, Any]) -> Sequence[Refused]:
    """Words that nothing backs, each with what would put it right; drafts made before kinds were kept have one sentence for all."""
    faults = grounds.get("faults") or [{"words": words, "fix": ""} for words in grounds.get("blocked", [])]
    return [Refused(fault["words"], fault.get("fix") or "Change or remove these words.") for fault in faults]


def _prices(version: QuoteVersion | None) -> Sequence[PriceUsed]:
    if version is None:
        return []
    return [
        PriceUsed(
            name=line.description,
            price=Decimal(line.unit_price),
            unit=line.unit if line.unit in ("", "each") else f"per {unit_words(line.unit)}",
            source=_price_source(line),
            said=line.customer_words.strip(" \n,.;:–-"),
        )
        for line in version.lines.select_related("price_item").order_by("position")
    ]


def _price_source(line: QuoteLine) -> str:
    if line.price_item is None:
        return "typed by you"
    return f"{'agreed with them' if agreeing.is_agreed(line) else SOURCES['price']}, {line.price_item.code}"


def _facts(claims: Sequence[dict[str, str]]) -> Sequence[FactUsed]:
    """Everything the draft claims that is no price, each with where it stands. The same claim is shown once."""
    seen: dict[str, FactUsed] = {}
    for claim in claims:
        kind, _, detail = claim.get("source", "").partition(":")
        if kind == "price":
            continue
        source = SOURCES.get(kind, kind)
        if kind == "reply" and detail:
            source = f"{source} “{detail}”"
        seen.setdefault(claim["text"], FactUsed(claim["text"], source))
    return list(seen.values())
