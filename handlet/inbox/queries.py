"""Reads for screens: the inbox by key, one conversation, what could not be read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from handlet.inbox import search
from handlet.inbox.models import Attachment, Conversation, Message, RawEvent

PAGE = 40

NEEDS_YOU = Q(state__in=(Conversation.State.NEW, Conversation.State.NEEDS_REPLY)) | Q(is_emergency=True)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Two zones. `older` is the key of the next page of the seen ones, or None."""

    needs_you: Sequence[Conversation]
    seen: Sequence[Conversation]
    older: str | None


def inbox(*, before: str = "") -> InboxPage:
    """The inbox of the business of the running transaction. `before`: the key of a page, as `older` gave it.

    The order of shouting: emergencies, complaints, rights requests, then by time, newest first.
    """
    shown = _with_customers().filter(is_personal=False, is_spam=False)
    loudness = Case(
        When(is_emergency=True, then=Value(0)),
        When(is_complaint=True, then=Value(1)),
        When(is_rights_request=True, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    needs_you = list(shown.filter(NEEDS_YOU).annotate(loudness=loudness).order_by("loudness", "-last_message_at")[:100])
    seen = shown.exclude(NEEDS_YOU).order_by("-last_message_at", "-id")
    if before:
        moment, _, last_id = before.partition("~")
        seen = seen.filter(
            Q(last_message_at__lt=datetime.fromisoformat(moment))
            | Q(last_message_at=datetime.fromisoformat(moment), id__lt=uuid.UUID(last_id))
        )
        needs_you = []
    rows = list(seen[: PAGE + 1])
    older = None
    if len(rows) > PAGE:
        rows = rows[:PAGE]
        older = f"{rows[-1].last_message_at.isoformat()}~{rows[-1].id}"
    return InboxPage(needs_you, rows, older)


def set_aside() -> Sequence[Conversation]:
    """Spam and personal conversations: set aside, recoverable."""
    return list(_with_customers().filter(Q(is_spam=True) | Q(is_personal=True)).order_by("-last_message_at")[:200])


def asking_about_data() -> Sequence[Conversation]:
    """In whose words a request about their own data was noticed, newest first."""
    return list(_with_customers().filter(is_rights_request=True, is_personal=False).order_by("-last_message_at")[:100])


def found(words: str) -> Sequence[Conversation]:
    """Conversations in which every word occurs, newest first."""
    ids = search.find(words)
    rows = {row.id: row for row in _with_customers().filter(id__in=ids)}
    return [rows[id] for id in ids if id in rows]


def messages_of(conversation: Conversation) -> Sequence[Message]:
    """Oldest first, with attachments."""
    return list(
        Message.objects.filter(business_id=conversation.business_id, conversation=conversation)
        .exclude(delivery=Message.Delivery.CANCELLED)
        .prefetch_related("attachments")
        .order_by("sent_at", "id")
    )


def undoable(conversation: Conversation) -> Message | None:
    """The message that has not left yet, if there is one."""
    return (
        Message.objects.filter(conversation=conversation, delivery=Message.Delivery.QUEUED, attempts=0)
        .order_by("-due_at")
        .first()
    )


def unreadable() -> Sequence[RawEvent]:
    """Events that could not be turned into a message: kept raw, shown as such."""
    return list(
        RawEvent.objects.filter(state=RawEvent.State.FAILED).select_related("connection").order_by("-stored_at")[:50]
    )


def photos_of(conversation: Conversation) -> Sequence[Attachment]:
    return list(
        Attachment.objects.filter(message__conversation=conversation, content_type__startswith="image/").order_by("id")
    )


def latest_inbound(conversation: Conversation) -> Message | None:
    return Message.objects.filter(conversation=conversation, direction="in").order_by("-sent_at", "-id").first()


def _with_customers() -> QuerySet[Conversation]:
    return Conversation.objects.select_related("customer")
