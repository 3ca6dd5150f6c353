"""What a reply that waits for the owner should say otherwise: the quote that it names was decided meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from handlet.drafting.models import Draft
from handlet.kit.addresses import quote_address
from handlet.quoting import queries
from handlet.quoting.models import QuoteLink, QuoteVersion

State = QuoteVersion.State


def said_of(draft: Draft) -> Sequence[str]:
    """A sentence for each quote that this draft brings, or whose address stands in it, and that is no open offer any more."""
    if not draft.is_open:
        return []
    going = draft.going_quote
    name = draft.conversation.customer.name or "The customer"
    said = []
    for link in QuoteLink.objects.filter(quote__conversation_id=draft.conversation_id).select_related("quote"):
        brings = going is not None and going.quote_id == link.quote_id
        if not brings and quote_address(link.token) not in draft.text:
            continue
        offered = queries.offered(link.quote)
        sentence = _sentence(offered, name, newer=brings) if offered is not None else ""
        if sentence:
            said.append(sentence)
    return said


def _sentence(offered: QuoteVersion, name: str, *, newer: bool) -> str:
    """newer: the draft brings another version of the same quote."""
    named = f"{offered.get_kind_display().lower()} {offered.quote.label}"
    if offered.state == State.ACCEPTED:
        rest = " The version here cannot go any more: agree a change as a variation." if newer else ""
        return f"{name} has accepted {named} meanwhile.{rest}"
    if offered.state == State.CANCELLED:
        return f"{named.capitalize()} was cancelled meanwhile."
    if offered.state == State.DECLINED:
        return f"{name} has said no to {named}, version {offered.version}."
    if offered.state == State.WITHDRAWN and not newer:
        return f"You have withdrawn {named}, whose address stands here: it can no longer be accepted."
    return ""
