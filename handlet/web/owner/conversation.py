"""One conversation: what was said, what is proposed, and what can be done about it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from handlet.accounts.access import to_change
from handlet.drafting import approval, model_settings, outcomes
from handlet.drafting.models import Draft, StoredReading, Writing
from handlet.inbox import access, notes, outbox, queries
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import LONDON
from handlet.privacy import queries as privacy_queries
from handlet.web.owner import drafts_shown, showing
from handlet.web.owner.quotes_shown import cards_of
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts.conversation import ConversationPage, ReadingView, Sending, VerdictAsk
from handlet.web.ui.contexts.states import Notice, State

WRITE_ANYWAY = "Write your own reply below."


@require_safe
@for_members
def conversation(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    found = access.conversation(request.member, conversation)
    notes.mark_seen(conversation=found, now=now())
    return show(request, found)


def show(
    request: Asked,
    found: Conversation,
    *,
    error: str = "",
    typed: str = "",
    seen: str = "",
    left: str = "",
    verdict_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx the part of it that changes. typed: stands in the draft again. left: words beside it, see `page_of`."""
    page = page_of(found, owner=request.user.name, at=now(), error=error, typed=typed, seen=seen, left=left)
    if verdict_error and page.verdict is not None:
        page = replace(page, verdict=replace(page.verdict, error=verdict_error))
    template = "owner/_thread.html" if request.htmx else "owner/conversation.html"
    return render(request, template, {"page": page, "now": now()}, status=status)


def page_of(
    found: Conversation,
    *,
    owner: str,
    at: datetime,
    error: str = "",
    typed: str = "",
    seen: str = "",
    left: str = "",
) -> ConversationPage:
    """Everything the screen shows, from few queries. `error` and `typed` come back after a refusal, so no word is lost.

    left: what stood on a screen whose draft is another's or nobody's by now; shown, and not put into the draft.
    """
    customer = found.customer
    name = showing.person(customer)
    draft = approval.open_draft(found)
    reading = StoredReading.objects.filter(conversation=found).select_related("message").first()
    undoable = queries.undoable(found)
    try:
        until = outbox.writable_until(found, outbox.route_for(found))
        cannot_write, connect = "", False
    except outbox.CannotSend as refused:
        until, cannot_write, connect = None, str(refused), isinstance(refused, outbox.NothingConnected)
    notices = _notices(found, reading, draft)
    told = error if draft is None else ""
    # Who writes in somebody's name writes their own number.
    doubtful = any(notice.tone == "danger" for notice in notices)
    ring = "" if doubtful else showing.number_to_ring(customer, reading)
    return ConversationPage(
        id=found.id,
        name=name,
        state=showing.state_of(found),
        channel=showing.channel_name(found.channel),
        days=showing.days(queries.messages_of(found), customer=name, owner=owner),
        customer=showing.customer_card(customer),
        draft=drafts_shown.view(draft, error=error, typed=typed, cannot_send=cannot_write, connect=connect, seen=seen)
        if draft is not None
        else None,
        sending=_sending(undoable, at) if undoable is not None else None,
        quotes=cards_of(found),
        reading=_reading(reading, may_ring=not doubtful),
        notices=notices,
        emergency=showing.emergency(found) if found.is_emergency else None,
        safety_text=draft.proposed_text if draft is not None and _is_fixed(draft) else "",
        window=showing.window(until, at),
        told=told,
        left=left,
        cannot_write=cannot_write,
        connect=connect,
        ring=ring,
        closed=found.state == Conversation.State.CLOSED,
        personal=found.is_personal,
        verdict=_verdict(found, at) if draft is None and undoable is None else None,
        may_write=model_settings.of_business() is not None,
        writing=Writing.objects.words(conversation=found, now=at),
    )


def _verdict(found: Conversation, at: datetime) -> VerdictAsk | None:
    outcome = outcomes.to_judge(found, now=at)
    if outcome is None:
        return None
    return VerdictAsk(outcome.id, list(outcomes.REASONS.items()), again=outcomes.is_asked_again(outcome, now=at))


def _sending(message: Message, at: datetime) -> Sending:
    left = int(((message.due_at or at) - at).total_seconds()) if message.due_at else 0
    to = (message.envelope or {}).get("to") or [{}]
    return Sending(message=message.id, to=str(to[0].get("name") or to[0].get("shown", "")), seconds=max(left, 1))


def _reading(reading: StoredReading | None, *, may_ring: bool) -> ReadingView | None:
    if reading is None:
        return None
    content = reading.content or {}
    doubted = showing.is_doubted(reading.message)
    facts = [
        (
            f"{fact['label']}: {fact['value']}",
            words.tel(fact["value"]) if may_ring and not doubted and fact["label"] == "Phone" else "",
        )
        for fact in content.get("facts", [])
    ]
    asked = content.get("asked", [])
    return ReadingView(
        asks=asked or [showing.HEADLINES.get(reading.intent, State("Something else")).word],
        wanted=list(dict.fromkeys(facts)),
        missing=[question["text"] for question in content.get("missing", [])],
    )


def _is_fixed(draft: Draft) -> bool:
    """Whether the safety words wait as they were fixed: what was typed over goes by the draft’s own button."""
    return draft.action == "draft_safety" and draft.text == draft.proposed_text


def _notices(found: Conversation, reading: StoredReading | None, draft: Draft | None) -> list[Notice]:
    """Words of warning, above the messages: what kind of message this is where a ready-made reply would be wrong."""
    notices = []
    flags = set((reading.content or {}).get("flags", [])) if reading is not None else set()
    if flags & {"payment_redirect", "overpayment_fraud", "suspicious_request"} or found.headline == "phishing":
        notices.append(
            Notice(
                title="Careful: this may be a fraud",
                text="Do not follow links or change bank details. Ring them on a number you already hold.",
                tone="danger",
            )
        )
    if "prompt_injection" in flags:
        notices.append(
            Notice(
                title="This message tries to give Handlet orders",
                text="They were ignored. Prices and recipients come from you only.",
                tone="danger",
            )
        )
    if found.is_rights_request:
        case = privacy_queries.newest_case_of(found.customer_id)
        notices.append(
            Notice(
                title="They are asking about their personal data",
                text="You have one month from the day it reached you.",
                tone="info",
                link=reverse("case", args=[case.id])
                if case is not None
                else f"{reverse('case_open')}?{urlencode({'customer': found.customer_id})}",
                link_words="See their request" if case is not None else "Open their request",
            )
        )
    if found.customer.restricted:
        notices.append(
            Notice(title="Their details are not to be used for now", text="Nothing is drafted or sent.", tone="info")
        )
    elif found.customer.no_ai and draft is None:
        notices.append(Notice(title="No suggestions for this person", text=WRITE_ANYWAY, tone="info"))
    return notices


@require_POST
@for_members
def write(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """Start a reply of the owner's own where none is offered."""
    found = access.conversation(request.member, conversation)
    try:
        approval.write(conversation=found, by=request.member, text=request.POST.get("text", ""), now=now())
    except approval.AlreadyDecided as error:
        return show(request, found, error=str(error), left=request.POST.get("text", "").strip(), status=409)
    return redirect("conversation", found.id)


@require_POST
@for_members
def snooze(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """Until `tomorrow` at eight, `monday`, or in a `week`."""
    found = access.conversation(to_change(request.member), conversation)
    notes.snooze(conversation=found, until=_until(request.POST.get("until", "tomorrow"), now()))
    return redirect("inbox")


def _until(choice: str, at: datetime) -> datetime:
    morning = at.astimezone(LONDON).replace(hour=8, minute=0, second=0, microsecond=0)
    days = {"tomorrow": 1, "week": 7}.get(choice, (7 - morning.weekday()) or 7)
    return morning + timedelta(days=days)


@require_POST
@for_members
def close(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    found = access.conversation(to_change(request.member), conversation)
    try:
        notes.close(conversation=found)
    except notes.AlreadyClosed as error:
        return refuse(request, str(error))
    return redirect("inbox")


@require_POST
@for_members
def reopen(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    found = access.conversation(to_change(request.member), conversation)
    notes.reopen(conversation=found)
    return redirect("conversation", found.id)


@require_POST
@for_members
def personal(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """Set aside as personal, or take that back."""
    found = access.conversation(to_change(request.member), conversation)
    notes.mark_personal(conversation=found, personal=not found.is_personal)
    return redirect("inbox")
