"""Read the newest words of a conversation and put a draft, and where priced work is asked for a quote, before the owner."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from handlet.accounts.tenancy import acting_for
from handlet.drafting.engine import propose
from handlet.drafting.facts import enquiry_of
from handlet.drafting.models import Draft, StoredReading
from handlet.drafting.port import Action, Enquiry, Intent, Proposal, Reading
from handlet.inbox import notes
from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Conversation, Message
from handlet.kit import ids
from handlet.kit.addresses import quote_address
from handlet.quoting import suggesting
from handlet.quoting.models import QuoteVersion

OPEN = (Draft.State.READY, Draft.State.AMENDED, Draft.State.BLOCKED)


def ask_to_propose(*, business_id: uuid.UUID, conversation_id: uuid.UUID) -> None:
    """Defer one proposal for a conversation in the running transaction; a burst of messages makes one."""
    try:
        with transaction.atomic():
            app.configure_task(
                "handlet.drafting.tasks.propose",
                lock=f"propose:{conversation_id}",
                queueing_lock=f"propose:{conversation_id}",
            ).defer(business_id=str(business_id), conversation_id=str(conversation_id))
    except exceptions.AlreadyEnqueued:
        return


def propose_for(*, business_id: uuid.UUID, conversation_id: uuid.UUID, now: datetime) -> Draft | None:
    """A fresh reading and draft for what the customer wrote last; older open drafts become stale.

    No draft for a personal or restricted conversation, for a customer marked “no AI”, or where none is wanted. The
    reading itself runs outside a transaction, so a slow engine holds nothing up.
    """
    with acting_for(business_id):
        conversation = Conversation.objects.select_related("customer").filter(pk=conversation_id).first()
        if conversation is None or conversation.is_personal:
            return None
        if conversation.customer.restricted or conversation.customer.no_ai:
            _retire(conversation, now)
            return None
        enquiry = enquiry_of(conversation, now=now)
        last = _last_inbound(conversation)
    if enquiry is None or last is None:
        return None
    proposal = propose(enquiry)
    with acting_for(business_id):
        conversation = (
            Conversation.objects.select_for_update(of=("self",)).select_related("customer").get(pk=conversation_id)
        )
        if _last_inbound(conversation) != last:
            # They wrote again while we read; the job that message deferred will see everything.
            return None
        _retire(conversation, now)
        _store_reading(conversation, last, enquiry, proposal, now)
        draft = _store_draft(conversation, last, enquiry, proposal, now)
        inbox_changed.send(sender=Draft, business_id=business_id, conversation_id=conversation_id, kind="draft")
        return draft


def _last_inbound(conversation: Conversation) -> Message | None:
    return Message.objects.filter(conversation=conversation, direction="in").order_by("-sent_at", "-id").first()


def _retire(conversation: Conversation, now: datetime) -> None:
    """Open drafts no longer fit what the customer wrote. What the owner typed is kept, as stale, and can be read."""
    for draft in Draft.objects.filter(conversation=conversation, state__in=OPEN):
        draft.state, draft.decided_at = Draft.State.STALE, now
        draft.save(update_fields=["state", "decided_at"])
        if draft.quote_version is not None:
            suggesting.discard_if_untouched(version=draft.quote_version)


def _store_reading(
    conversation: Conversation, last: Message, enquiry: Enquiry, proposal: Proposal, now: datetime
) -> None:
    reading = proposal.reading
    StoredReading.objects.filter(conversation=conversation).delete()
    StoredReading.objects.create(
        id=ids.uuid7(),
        business_id=conversation.business_id,
        conversation=conversation,
        message=last,
        key_id=conversation.key_id,
        intent=reading.intent.value,
        urgency=reading.urgency,
        content={
            "facts": [{"label": label, "value": value} for label, value in facts_in_words(reading)],
            "asked": [fact.value for fact in reading.asked],
            "missing": [{"key": question.key, "text": question.text} for question in proposal.questions],
            "flags": list(reading.flags),
            "language": reading.language,
        },
        made_at=now,
    )
    notes.note_reading(
        conversation=conversation,
        headline=reading.intent.value,
        emergency=reading.urgency == "emergency" or "safety_gas" in reading.flags or "safety_electric" in reading.flags,
        complaint=reading.intent is Intent.COMPLAINT,
        rights_request=reading.intent is Intent.DATA_RIGHTS,
        spam=reading.intent is Intent.SPAM,
    )


def _store_draft(
    conversation: Conversation, last: Message, enquiry: Enquiry, proposal: Proposal, now: datetime
) -> Draft | None:
    if proposal.action is Action.NO_DRAFT or not proposal.draft.strip():
        return None
    version = _suggested_quote(conversation, enquiry, proposal, now)
    text = proposal.draft
    if version is not None:
        text = with_link(text, quote_address(suggesting.link_token(version)))
    return Draft.objects.create(
        id=ids.uuid7(),
        business_id=conversation.business_id,
        conversation=conversation,
        based_on=last,
        quote_version=version,
        key_id=conversation.key_id,
        state=Draft.State.BLOCKED if proposal.blocked else Draft.State.READY,
        subject=reply_subject(last.subject, enquiry.business.name),
        text=text,
        proposed_text=text,
        grounds={
            "claims": [
                {"text": claim.text, "kind": claim.kind, "source": claim.source_id} for claim in proposal.claims
            ],
            "questions": [{"key": question.key, "text": question.text} for question in proposal.questions],
            "why": list(proposal.why),
            "blocked": list(proposal.blocked),
        },
        action=proposal.action.value,
        engine=proposal.engine,
        made_at=now,
    )


def _suggested_quote(
    conversation: Conversation, enquiry: Enquiry, proposal: Proposal, now: datetime
) -> QuoteVersion | None:
    if proposal.quote.status == "none" or not proposal.quote.lines:
        return None
    words = {index: line.text for index, line in enumerate(enquiry.messages)}
    lines: list[suggesting.SuggestedLine] = [
        suggesting.SuggestedLine(
            code=line.code,
            quantity=line.quantity,
            words=line.source.text if line.source is not None else words.get(0, "")[:120],
        )
        for line in proposal.quote.lines
    ]
    return suggesting.suggest(conversation=conversation, lines=lines, firm=proposal.quote.status == "full", now=now)


def with_link(text: str, address: str) -> str:
    """The draft with the address of its quote on a line of its own, before the sign-off where there is one."""
    sentence = f"Your quote is here: {address}"
    head, gap, signoff = text.rstrip().rpartition("\n\n")
    if gap and len(signoff) < 80:
        return f"{head}\n\n{sentence}\n\n{signoff}"
    return f"{text.rstrip()}\n\n{sentence}"


def reply_subject(subject: str, business_name: str) -> str:
    """`Re:` once, whatever the number of answers before."""
    plain = subject.strip()
    while plain[:3].lower() in ("re:", "aw:", "fw:") or plain[:4].lower() == "fwd:":
        plain = plain.split(":", 1)[1].strip()
    return f"Re: {plain}" if plain else f"Your enquiry to {business_name}"


def facts_in_words(reading: Reading) -> Sequence[tuple[str, str]]:
    """The facts found, as label and value for a person to read."""
    found: list[tuple[str, str]] = []
    found += [("Postcode", fact.value) for fact in reading.postcodes]
    found += [("Phone", fact.value) for fact in reading.phones]
    found += [("Date", _date_words(fact)) for fact in reading.dates]
    found += [
        ("Quantity", f"{fact.value.normalize():f} {fact.unit} {fact.what}".strip()) for fact in reading.quantities
    ]
    if reading.budget is not None:
        found.append(("Budget", f"£{reading.budget:,.2f}"))
    return found


def _date_words(fact: Any) -> str:
    kinds = {"deadline": "by", "unavailable": "not"}
    days = " to ".join(
        f"{day:%A} {day.day} {day:%B}" for day in dict.fromkeys([fact.start, fact.end]) if day is not None
    )
    part = {"am": "morning", "pm": "afternoon", "eve": "evening"}.get(fact.part or "", "")
    return " ".join(word for word in (kinds.get(fact.kind, ""), days, part) if word) or fact.span.text
