"""What a reading or the owner says about a conversation: its headline, its flags, seen, snoozed, closed."""

from __future__ import annotations

from datetime import datetime

from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Conversation, Message


class AlreadyClosed(Exception):
    """The conversation is closed."""


def note_reading(
    *, conversation: Conversation, headline: str, emergency: bool, complaint: bool, rights_request: bool, spam: bool
) -> None:
    """Flags from the reading of the newest message. An emergency stands until the owner has answered."""
    Conversation.objects.filter(pk=conversation.pk).update(
        headline=headline,
        is_emergency=emergency or conversation.is_emergency,
        is_complaint=complaint or conversation.is_complaint,
        is_rights_request=rights_request or conversation.is_rights_request,
        is_spam=spam,
    )
    _tell(conversation, "reading")


def note_answered(*, conversation: Conversation) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(is_emergency=False)


def note_headline(*, conversation: Conversation, headline: str, state: str = "") -> None:
    """One word for the row, such as `accepted`."""
    fields = {"headline": headline} | ({"state": state} if state else {})
    Conversation.objects.filter(pk=conversation.pk).update(**fields)
    _tell(conversation, "headline")


def mark_seen(*, conversation: Conversation, now: datetime) -> None:
    """The owner has opened it."""
    if not conversation.unread:
        return
    Message.objects.filter(conversation=conversation, direction="in", seen_at=None).update(seen_at=now)
    Conversation.objects.filter(pk=conversation.pk).update(unread=0)
    conversation.unread = 0


def snooze(*, conversation: Conversation, until: datetime) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(state=Conversation.State.SNOOZED, snoozed_until=until)
    _tell(conversation, "snoozed")


def close(*, conversation: Conversation) -> None:
    """Raises AlreadyClosed."""
    changed = (
        Conversation.objects.filter(pk=conversation.pk)
        .exclude(state=Conversation.State.CLOSED)
        .update(state=Conversation.State.CLOSED, snoozed_until=None, is_emergency=False)
    )
    if not changed:
        raise AlreadyClosed("This conversation is closed already.")
    _tell(conversation, "closed")


def reopen(*, conversation: Conversation) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(
        state=Conversation.State.NEEDS_REPLY, snoozed_until=None, is_spam=False
    )
    _tell(conversation, "reopened")


def mark_personal(*, conversation: Conversation, personal: bool) -> None:
    """A personal conversation is not read, not drafted, and set aside."""
    Conversation.objects.filter(pk=conversation.pk).update(is_personal=personal)
    _tell(conversation, "personal")


def _tell(conversation: Conversation, kind: str) -> None:
    inbox_changed.send(
        sender=Conversation, business_id=conversation.business_id, conversation_id=conversation.pk, kind=kind
    )
