"""Raw bytes and attachments of a message, as sealed blobs under its customer's key.

A file outlives a rolled-back transaction; `sweeping.lost_blobs` removes files that no row names.
"""

from __future__ import annotations

from collections.abc import Iterable

from handlet.channels.contract import IncomingAttachment, OutgoingAttachment
from handlet.inbox.models import Attachment, Message
from handlet.kit import blobs, encryption, ids

RAW = "inbox.message.raw"
ATTACHMENT = "inbox.attachment.content"
RAW_EVENT = "inbox.raw_event.body"


def file_raw(message: Message, raw: bytes) -> None:
    """Keep the bytes exactly as they came."""
    if not raw:
        return
    blob_id = ids.uuid7()
    blobs.put(blob_id, raw, key_id=message.key_id, field_id=RAW)
    Message.objects.filter(pk=message.pk).update(raw_blob=blob_id)
    message.raw_blob = blob_id


def file_attachments(
    message: Message, attachments: Iterable[IncomingAttachment | OutgoingAttachment]
) -> list[Attachment]:
    """One sealed blob and one row each."""
    filed = []
    for attachment in attachments:
        blob_id = ids.uuid7()
        blobs.put(blob_id, attachment.content, key_id=message.key_id, field_id=ATTACHMENT)
        filed.append(
            Attachment.objects.create(
                business_id=message.business_id,
                message=message,
                key_id=message.key_id,
                name=attachment.name[:200],
                content_type=attachment.content_type[:100],
                size=len(attachment.content),
                blob=blob_id,
                digest=encryption.digest(attachment.content),
                inline=getattr(attachment, "inline", False),
            )
        )
    return filed


def content_of(attachment: Attachment) -> bytes:
    """The file's bytes. Raises blobs.BlobMissing, sealing.KeyGone."""
    return blobs.get(attachment.blob, field_id=ATTACHMENT)


def raw_of(message: Message) -> bytes:
    """The message exactly as it came; empty where there is none (own messages)."""
    return blobs.get(message.raw_blob, field_id=RAW) if message.raw_blob else b""
