"""The doors to conversations and messages: the only way a page or the API gets hold of one."""

from __future__ import annotations

import uuid

from handlet.accounts.access import of_business
from handlet.accounts.models import Membership
from handlet.inbox.models import Attachment, Conversation, Message, RawEvent


def conversation(member: Membership, id: uuid.UUID | str) -> Conversation:
    """Raises NotHere."""
    return of_business(member, Conversation.objects.select_related("customer"), id)


def message(member: Membership, id: uuid.UUID | str) -> Message:
    """Raises NotHere."""
    return of_business(member, Message.objects.select_related("conversation"), id)


def attachment(member: Membership, id: uuid.UUID | str) -> Attachment:
    """Raises NotHere."""
    return of_business(member, Attachment.objects.select_related("message"), id)


def raw_event(member: Membership, id: uuid.UUID | str) -> RawEvent:
    """Raises NotHere."""
    return of_business(member, RawEvent.objects.all(), id)
