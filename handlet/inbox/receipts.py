"""What a provider reports about own messages: sent, delivered, read, failed. In any order, doubled, early; never backwards."""

from __future__ import annotations

from datetime import datetime

from handlet.channels import registry
from handlet.channels.contract import Reached, Receipt
from handlet.channels.models import Connection
from handlet.inbox.events import inbox_changed, message_settled
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import short_id, thread_mark
from handlet.privacy import cases
from handlet.privacy.models import RightsCase
from handlet.privacy.subjects import Subject

Delivery = Message.Delivery
# From which states each word of the provider moves a message on. What waits to be tried again and is reported as sent has
# gone after all; what failed stays failed.
_BEFORE: dict[Reached, tuple[str, ...]] = {
    Reached.SENT: (Delivery.SENDING, Delivery.UNKNOWN, Delivery.QUEUED),
    Reached.DELIVERED: (Delivery.SENDING, Delivery.UNKNOWN, Delivery.QUEUED, Delivery.SENT),
    Reached.READ: (Delivery.SENDING, Delivery.UNKNOWN, Delivery.QUEUED, Delivery.SENT, Delivery.DELIVERED),
    Reached.FAILED: (Delivery.SENDING, Delivery.UNKNOWN, Delivery.SENT, Delivery.DELIVERED),
}
_STATE = {
    Reached.SENT: Delivery.SENT,
    Reached.DELIVERED: Delivery.DELIVERED,
    Reached.READ: Delivery.READ,
    Reached.FAILED: Delivery.FAILED,
}


def note(*, connection: Connection, receipt: Receipt, now: datetime) -> str:
    """Move the message that a receipt is about; one word on what became of it. Needs a transaction of the business.

    `receipt` (moved on), `repeat` (it was there already, or further), `not_ours` (no message of this connection).
    """
    message = _about(connection, receipt)
    if message is None:
        return "not_ours"
    if receipt.external_id and not (message.envelope or {}).get("provider_id"):
        note_provider_id(message, receipt.external_id)
    if receipt.reached is None:
        return "repeat"
    # A message that was never tried is not moved by anybody's word.
    rows = Message.objects.filter(pk=message.pk, delivery__in=_BEFORE[receipt.reached], attempts__gt=0)
    changed = rows.update(
        delivery=_STATE[receipt.reached],
        settled_at=now,
        delivery_note=receipt.sentence[:300] if receipt.reached is Reached.FAILED else "",
    )
    if not changed:
        return "repeat"
    if receipt.reached is Reached.FAILED:
        Conversation.objects.filter(pk=message.conversation_id).update(state=Conversation.State.NEEDS_REPLY)
    if receipt.alone:
        note_objection(message, now=now)
    message.refresh_from_db()
    message_settled.send(sender=Message, message=message, now=now)
    inbox_changed.send(
        sender=Message, business_id=message.business_id, conversation_id=message.conversation_id, kind="receipt"
    )
    return "receipt"


def note_objection(message: Message, *, now: datetime) -> None:
    """The provider says that they want nothing from the business: an objection like any other, and follow-ups stop by it."""
    subject = Subject("customer", message.customer_id, message.business_id)
    if RightsCase.objects.filter(subject_id=subject.id, kind=RightsCase.Kind.OBJECTION).exists():
        return
    cases.open_case(
        kind=RightsCase.Kind.OBJECTION,
        subject=subject,
        note=f"Reported by {registry.get(message.channel).title}: they want no messages from the business there.",
        received_at=now,
        by=None,
        now=now,
    )


def note_provider_id(message: Message, external_id: str) -> None:
    """Keep the provider's own id beside ours: a customer's reaction or quoted reply names it."""
    message.envelope = {**(message.envelope or {}), "provider_id": external_id[:250]}
    message.thread_id = thread_mark(message.business_id, external_id)
    message.save(update_fields=["envelope", "thread_id"])


def _about(connection: Connection, receipt: Receipt) -> Message | None:
    ours = Message.objects.filter(connection=connection, direction="out")
    if receipt.message_id:
        return ours.filter(external_id=short_id(receipt.message_id)).first()
    if receipt.external_id:
        return ours.filter(thread_id=thread_mark(connection.business_id, receipt.external_id)).first()
    return None
