"""Conversations and their messages."""

from __future__ import annotations

import uuid
from typing import cast

from django.http import HttpRequest
from ninja import Router, Status

from handlet.inbox import access, queries
from handlet.inbox.models import Conversation, Message
from handlet.web.api.shapes import AttachmentOut, ConversationOut, ConversationPage, MessageOut, Problem
from handlet.web.request import Asked

router = Router(tags=["conversations"])


@router.get("", response={200: ConversationPage, 400: Problem})
def list_conversations(
    request: HttpRequest, before: str = "", q: str = ""
) -> ConversationPage | Status[dict[str, str]]:
    """Newest first: those that need you, then those seen. `q` searches; `before` asks for the next page."""
    if q.strip():
        return ConversationPage(
            needs_you=[], seen=[conversation_out(row) for row in queries.found(q[:200])], older=None
        )
    try:
        page = queries.inbox(before=before)
    except ValueError:
        return Status(
            400, {"error": "“before” is not a key that this list gave. Leave it out to start at the beginning."}
        )
    return ConversationPage(
        needs_you=[conversation_out(row) for row in page.needs_you],
        seen=[conversation_out(row) for row in page.seen],
        older=page.older,
    )


@router.get("/{conversation_id}", response={200: ConversationOut, 404: Problem})
def get_conversation(request: HttpRequest, conversation_id: uuid.UUID) -> ConversationOut:
    return conversation_out(access.conversation(cast(Asked, request).member, conversation_id))


@router.get("/{conversation_id}/messages", response={200: list[MessageOut], 404: Problem})
def list_messages(request: HttpRequest, conversation_id: uuid.UUID) -> list[MessageOut]:
    """Oldest first."""
    found = access.conversation(cast(Asked, request).member, conversation_id)
    return [message_out(row) for row in queries.messages_of(found)]


def conversation_out(row: Conversation) -> ConversationOut:
    return ConversationOut(
        id=row.id,
        customer_id=row.customer_id,
        customer_name=row.customer.name,
        state=row.state,
        headline=row.headline,
        channel=row.channel,
        preview=row.preview,
        unread=row.unread,
        message_count=row.message_count,
        is_emergency=row.is_emergency,
        last_message_at=row.last_message_at,
    )


def message_out(row: Message) -> MessageOut:
    return MessageOut(
        id=row.id,
        conversation_id=row.conversation_id,
        direction=row.direction,
        channel=row.channel,
        subject=row.subject,
        text=row.text,
        sent_at=row.sent_at,
        delivery=row.delivery,
        delivery_note=row.delivery_note,
        problems=list(row.problems or []),
        attachments=[
            AttachmentOut(id=file.id, name=file.name, content_type=file.content_type, size=file.size)
            for file in row.attachments.all()
        ],
    )
