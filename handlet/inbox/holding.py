"""What the inbox holds about a person: the conversation, its messages and files, the index, raw events of a business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlet.inbox.models import Attachment, Conversation, Message, RawEvent, SearchEntry
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding


class InboxHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        raw: list[Holding] = []
        if subject.kind == "business":
            mine: dict[str, Any] = {"business_id": subject.id}
            raw = [Holding("raw events", RawEvent.objects.filter(**mine), blobs=("blob",))]
        else:
            mine = {"conversation__customer_id": subject.id}
        of_message = {"message__customer_id": subject.id} if subject.kind == "customer" else mine
        whole = {"customer_id": subject.id} if subject.kind == "customer" else mine
        return [
            Holding("search entries", SearchEntry.objects.filter(**mine)),
            Holding("attachments", Attachment.objects.filter(**of_message), blobs=("blob",)),
            Holding("messages", Message.objects.filter(**whole), blobs=("raw_blob",)),
            Holding("conversations", Conversation.objects.filter(**whole)),
            *raw,
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        rows = Message.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            rows = rows.filter(customer_id=subject.id)
        return {
            "messages": [
                {
                    "direction": row.direction,
                    "channel": row.channel,
                    "sent_at": row.sent_at,
                    "subject": row.subject,
                    "text": row.text,
                    "delivery": row.delivery,
                    "attachments": [
                        {"name": file.name, "type": file.content_type, "size": file.size}
                        for file in row.attachments.all()
                    ],
                }
                for row in rows.prefetch_related("attachments").order_by("sent_at", "id")
            ]
        }

    def marks(self, subject: Subject) -> Iterable[tuple[str, str]]:
        """Message ids, so that a mailbox that still holds the thread does not bring it back."""
        if subject.kind != "customer":
            return
        for row in Message.objects.filter(customer_id=subject.id):
            yield "message", (row.envelope or {}).get("message_id") or row.external_id
