"""Read the newest words of a conversation and put a draft, and where priced work is asked for a quote, before the owner."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import datetime
from typing import Any

from handlet.accounts.tenancy import acting_for
from handlet.drafting import approval, model_settings
from handlet.drafting.engine import propose
from handlet.drafting.facts import enquiry_of
from handlet.drafting.gist import gist
from handlet.drafting.models import Draft, StoredReading
from handlet.drafting.port import Action, Enquiry, Intent, Proposal
from handlet.drafting.wording import facts_in_words, reply_subject, with_link
from handlet.inbox import notes, queries
from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Conversation, Message
from handlet.kit import ids
from handlet.kit.addresses import quote_address
from handlet.kit.jobs import defer_once
from handlet.quoting import suggesting
from handlet.quoting.models import QuoteVersion


def ask_to_propose(*, business_id: uuid.UUID, conversation_id: uuid.UUID) -> None:
    """Defer one proposal for a conversation in the running transaction; a burst of messages makes one."""
    defer_once(
        "handlet.drafting.tasks.propose",
        lock=f"propose:{conversation_id}",
        business_id=str(business_id),
        conversation_id=str(conversation_id),
    )


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
        last = queries.latest_inbound(conversation)
    if enquiry is None or last is None:
        return None
    proposal = propose(enquiry)
    with acting_for(business_id):
        # Whoever sends the draft at this moment goes first.
        approval.open_draft(conversation, hold=True)
        conversation = (
            Conversation.objects.select_for_update(of=("self",)).select_related("customer").get(pk=conversation_id)
        )
        if queries.latest_inbound(conversation) != last:
            # They wrote again while we read; the job that message deferred will see everything.
            return None
        _store_reading(conversation, last, enquiry, proposal, now)
        draft = _store_draft(conversation, last, enquiry, proposal, now)
        if draft is not None:
            _ask_model(draft)
        inbox_changed.send(sender=Draft, business_id=business_id, conversation_id=conversation_id, kind="draft")
        return draft


def revise(*, draft: Draft, instruction: str, now: datetime) -> Draft | None:
    """A new draft in place of an open one, obeying the owner's wish. Needs a transaction of the business.

    Raises approval.AlreadyDecided where the draft is closed.
    """
    current = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not current.is_open:
        raise approval.AlreadyDecided("This draft is closed already. Open the conversation again.")
    conversation = Conversation.objects.select_related("customer").get(pk=current.conversation_id)
    enquiry = enquiry_of(conversation, now=now)
    last = queries.latest_inbound(conversation)
    if enquiry is None or last is None:
        return current
    enquiry = dataclasses.replace(enquiry, instruction=instruction)
    proposal = propose(enquiry)
    fresh = _store_draft(conversation, last, enquiry, proposal, now)
    if fresh is not None:
        _ask_model(fresh)
    return fresh


def replaced(draft: Draft, conversation: Conversation, enquiry: Enquiry, proposal: Proposal, *, now: datetime) -> Draft:
    """Another engine's proposal in place of an untouched draft. Where it offers the same lines, the quote stays the same row."""
    version = draft.quote_version
    held = (
        sorted(
            (line.price_item.code, line.quantity)
            for line in version.lines.select_related("price_item")
            if line.price_item
        )
        if version is not None
        else []
    )
    offered = (
        sorted((line.code, line.quantity) for line in proposal.quote.lines) if proposal.quote.status != "none" else []
    )
    if held != offered or draft.based_on is None:
        last = draft.based_on or queries.latest_inbound(conversation)
        fresh = _store_draft(conversation, last, enquiry, proposal, now) if last is not None else None
        return fresh or draft
    draft.quote_waits = version is not None and not proposal.names_sum
    draft.text = draft.proposed_text = _with_its_quote(proposal, version, now)
    draft.grounds = _grounds(enquiry, proposal)
    draft.engine, draft.state, draft.revision = proposal.engine, Draft.State.READY, draft.revision + 1
    draft.save()
    return draft


def stop_for(*, conversation: Conversation, now: datetime) -> None:
    """No suggestion stands for somebody who is to be left out: open ones become stale. What the owner wrote stays."""
    for draft in Draft.objects.filter(conversation=conversation, state__in=Draft.OPEN, written_by_owner=False):
        # Not where somebody sends it at this moment.
        untouched = Draft.objects.filter(pk=draft.pk, state__in=(Draft.State.READY, Draft.State.BLOCKED))
        if untouched.update(state=Draft.State.STALE, decided_at=now) and draft.quote_version is not None:
            suggesting.discard_if_untouched(version=draft.quote_version)


def _ask_model(draft: Draft) -> None:
    """Defer a model's try at this draft in the running transaction, where the business uses one (`assisted.assist`)."""
    if draft.action != Action.DRAFT.value or model_settings.of_business() is None:
        return
    defer_once(
        "handlet.drafting.tasks.assist",
        lock=f"assist:{draft.conversation_id}",
        waiting=f"assist:{draft.id}",
        business_id=str(draft.business_id),
        draft_id=str(draft.id),
    )


def _retire(conversation: Conversation, now: datetime) -> int | None:
    """Open drafts no longer fit what the customer wrote. What the owner typed is kept, as stale, and can be read.

    The number of a suggested quote that goes with them, for the one that comes instead.
    """
    freed: list[int | None] = []
    for draft in Draft.objects.filter(conversation=conversation, state__in=Draft.OPEN):
        # Not where somebody sends it at this moment: what has gone is no suggestion any more.
        still = Draft.objects.filter(pk=draft.pk, state__in=Draft.OPEN)
        if still.update(state=Draft.State.STALE, decided_at=now) and draft.quote_version is not None:
            freed.append(suggesting.discard_if_untouched(version=draft.quote_version))
    # What was suggested beside a reply that has gone without it gives way to what is suggested now.
    gone = Draft.objects.filter(conversation=conversation, state=Draft.State.APPROVED, quote_waits=True)
    for draft in gone.exclude(quote_version=None).select_related("quote_version"):
        assert draft.quote_version is not None
        freed.append(suggesting.discard_if_untouched(version=draft.quote_version))
    return next((number for number in freed if number is not None), None)


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
            "asked": list(gist(enquiry, reading)),
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
    """The proposal as the draft that waits, in place of those that stood open; None where no draft is wanted."""
    number = _retire(conversation, now)
    if proposal.action is Action.NO_DRAFT or not proposal.draft.strip():
        return None
    version = _suggested_quote(conversation, enquiry, proposal, number, now)
    text = _with_its_quote(proposal, version, now)
    return Draft.objects.create(
        id=ids.uuid7(),
        business_id=conversation.business_id,
        conversation=conversation,
        based_on=last,
        quote_version=version,
        quote_waits=version is not None and not proposal.names_sum,
        key_id=conversation.key_id,
        state=Draft.State.BLOCKED if proposal.blocked else Draft.State.READY,
        subject=reply_subject(last.subject, enquiry.business.name),
        text=text,
        proposed_text=text,
        grounds=_grounds(enquiry, proposal),
        action=proposal.action.value,
        engine=proposal.engine,
        made_at=now,
    )


def _with_its_quote(proposal: Proposal, version: QuoteVersion | None, now: datetime) -> str:
    """The draft, with the address of its quote where the draft names the sum; else the quote waits for the owner."""
    if version is None or not proposal.names_sum:
        return proposal.draft
    address = quote_address(suggesting.link_token(version, now=now))
    return with_link(proposal.draft, address, kind=version.get_kind_display())


def _grounds(enquiry: Enquiry, proposal: Proposal) -> dict[str, Any]:
    return {
        "claims": [{"text": claim.text, "kind": claim.kind, "source": claim.source_id} for claim in proposal.claims],
        "questions": [{"key": question.key, "text": question.text} for question in proposal.questions],
        "why": list(proposal.why),
        "blocked": list(proposal.blocked),
        "faults": [{"words": one.words, "kind": one.kind, "fix": one.fix} for one in proposal.faults],
        "english": proposal.english,
        "remembered": list(proposal.remembered),
        "price_later": proposal.price_later,
        "wish": enquiry.instruction,
    }


def _suggested_quote(
    conversation: Conversation, enquiry: Enquiry, proposal: Proposal, number: int | None, now: datetime
) -> QuoteVersion | None:
    if proposal.quote.status == "none" or not proposal.quote.lines:
        return None
    words = {index: line.text for index, line in enumerate(enquiry.messages)}
    lines: list[suggesting.SuggestedLine] = [
        suggesting.SuggestedLine(
            code=line.code,
            quantity=line.quantity,
            words=line.source.text if line.source is not None else words.get(0, "")[:120],
            priced=line.priced,
            asked=line.asked,
        )
        for line in proposal.quote.lines
    ]
    return suggesting.suggest(
        conversation=conversation,
        lines=lines,
        firm=proposal.quote.status == "full" and not proposal.quote.unsure,
        now=now,
        number=number,
    )
