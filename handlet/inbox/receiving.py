"""The threshold: the only function that creates a message from outside, whatever door it came through."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from handlet.channels.contract import Direction, Handle, HandleChange, HandleKind, Incoming
from handlet.channels.models import Connection
from handlet.customers import resolving
from handlet.customers.models import Customer
from handlet.inbox import filing, search
from handlet.inbox.events import inbox_changed, message_received, message_settled
from handlet.inbox.models import Conversation, Message
from handlet.kit import encryption, ids
from handlet.privacy import tombstones

PREVIEW_LENGTH = 140


class NotConnected(Exception):
    """The connection is revoked: what still arrives through it is left out, unread."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an incoming message. `message` is None where there is none, and `reason` says why in one word."""

    message: Message | None
    reason: str


def receive(*, connection: Connection, incoming: Incoming, raw: bytes, now: datetime) -> Received:
    """Store one message once. Needs a transaction of the business; locks the sender's address until it ends.

    Reasons: `new`, `repeat` (seen before), `erased` (its person was erased), `bounce` (an own message came back),
    `not_ours` (mail that the owner sent to somebody who is no customer). Raises NotConnected.
    """
    live = Connection.objects.select_for_update().get(pk=connection.pk)
    # One whose key has died is still agreed to: what is brought there is not thrown away.
    if live.state == Connection.State.REVOKED:
        raise NotConnected("This connection was ended.")
    incoming = replace(incoming, external_id=short_id(incoming.external_id))
    external_id = _id_of(connection, incoming)
    if (earlier := Message.objects.filter(connection=connection, external_id=external_id).first()) is not None:
        return _seen_again(earlier, now)
    if incoming.bounce_of:
        bounced = _note_bounce(connection, incoming, now)
        if bounced:
            return Received(None, "bounce")
    person = _person_of(incoming)
    if any(_was_erased(connection.business_id, incoming, one) for one in (person, *incoming.also)):
        return Received(None, "erased")
    customer = _customer_of(connection.business_id, incoming, person, now)
    if customer is None:
        return Received(None, "not_ours")
    conversation = _conversation_of(customer, connection, incoming, now)
    try:
        with transaction.atomic():
            message = _store(
                connection, conversation, customer, incoming, external_id, _asked_elsewhere(incoming, person)
            )
    except IntegrityError:
        return _seen_again(Message.objects.get(connection=connection, external_id=external_id), now)
    filing.file_raw(message, raw)
    filing.file_attachments(message, incoming.attachments)
    search.index(message, names=[customer.name, person.value if person else ""])
    _bring_up_to_date(conversation, message)
    if incoming.direction is Direction.INBOUND:
        message_received.send(sender=Message, message=message, now=now)
    inbox_changed.send(
        sender=Message, business_id=connection.business_id, conversation_id=conversation.id, kind="message"
    )
    return Received(message, "new")


def _id_of(connection: Connection, incoming: Incoming) -> str:
    """The provider's id; made longer by the likeness where another mail carries the same id by mistake or malice."""
    external_id = incoming.external_id
    earlier = Message.objects.filter(connection=connection, external_id=external_id).first()
    if earlier is None or earlier.direction == "out" or not incoming.likeness:
        return external_id
    if (earlier.envelope or {}).get("likeness", incoming.likeness) == incoming.likeness:
        return external_id
    return f"{external_id[:180]}#{incoming.likeness[:16]}"


def receive_from_page(
    *, conversation: Conversation, text: str, subject: str, headline: str, now: datetime, answered: bool = False
) -> Message:
    """What a customer wrote or did on a page of ours, into their conversation. Needs a transaction of the business.

    answered: the page has told them all there is to say, so no reply is suggested.
    """
    held = Conversation.objects.select_for_update(of=("self",)).select_related("customer").get(pk=conversation.pk)
    message = Message.objects.create(
        id=ids.uuid7(),
        business_id=held.business_id,
        conversation=held,
        customer_id=held.customer_id,
        key_id=held.key_id,
        channel="page",
        direction="in",
        external_id=f"page:{ids.token(120)}",
        subject=subject,
        text=text,
        reply_text=text,
        sent_at=now,
        arrived_at=now,
        automatic=answered,
    )
    search.index(message, names=[held.customer.name])
    _bring_up_to_date(held, message)
    Conversation.objects.filter(pk=held.pk).update(headline=headline)
    message_received.send(sender=Message, message=message, now=now)
    inbox_changed.send(sender=Message, business_id=held.business_id, conversation_id=held.id, kind="message")
    return message


def note_handle_change(*, connection: Connection, change: HandleChange, now: datetime) -> str:
    """The provider vouches that somebody known is now reached by other handles; one word on what became of it.

    `changed`, or `not_ours` where nobody here had the old ones. What already belongs to somebody else is never moved.
    """
    for handle in change.old:
        customer = resolving.find(business_id=connection.business_id, kind=handle.kind, value=handle.value)
        if customer is not None:
            for new in change.new:
                resolving.add_contact_point(customer=customer, known_by=_known_by(new), now=now)
            return "changed"
    return "not_ours"


def thread_mark(business_id: uuid.UUID, provider_id: str) -> bytes:
    """A keyed hash of a provider's id of a message of ours, by which a reply that names it is matched."""
    return resolving.match_of(business_id, "message", short_id(provider_id))


def short_id(external_id: str) -> str:
    """The provider's id, or its digest where somebody made one that no row can hold: longer than any sane one, with a NUL or
    with halves of letters. Of a digest, itself.
    """
    if len(external_id) <= 200 and not _NOT_IN_A_ROW.search(external_id):
        return external_id
    return "sha256:" + encryption.digest(external_id.encode("utf-8", "surrogatepass"))


_NOT_IN_A_ROW = re.compile("[\x00\ud800-\udfff]")


def _person_of(incoming: Incoming) -> Handle | None:
    """Whose conversation this is: the sender, or for mail that the owner sent, its first recipient.

    Lead sites write in their own name, or from a box that nobody reads, with the customer in Reply-To; keyed by From, all
    their customers would be one.
    """
    if incoming.direction is Direction.OUTBOUND:
        return incoming.recipients[0] if incoming.recipients else None
    sender, reply_to = incoming.sender, incoming.reply_to
    if reply_to is None or sender is None:
        return reply_to or sender
    elsewhere = reply_to.value.split("@")[-1] != sender.value.split("@")[-1]
    return reply_to if elsewhere or _UNREAD.match(sender.value) else sender


_UNREAD = re.compile(r"(?:no|do-?not)[-_.]?reply|mailer|notifications?[@+-]", re.I)


def _asked_elsewhere(incoming: Incoming, person: Handle | None) -> list[str]:
    """A sentence where sender and address for answers differ: who forges the one chooses the other."""
    sender, reply_to = incoming.sender, incoming.reply_to
    if incoming.direction is Direction.OUTBOUND or sender is None or reply_to is None or person is None:
        return []
    if person is reply_to:
        return [f"This came from {sender.shown[:120]}. Answers go to {reply_to.shown[:120]}, as it asks."]
    return [
        f"It asks for answers at {reply_to.shown[:120]}, an address that is not known as theirs. Answers go to "
        f"{sender.shown[:120]}."
    ]


def _was_erased(business_id: uuid.UUID, incoming: Incoming, person: Handle | None) -> bool:
    return tombstones.is_erased(
        business_id=business_id,
        kind=person.kind if person else "",
        value=person.value if person else "",
        message_id=incoming.message_id or incoming.external_id,
        arrived_at=incoming.arrived_at,
    )


def _customer_of(business_id: uuid.UUID, incoming: Incoming, person: Handle | None, now: datetime) -> Customer | None:
    if incoming.direction is Direction.OUTBOUND:
        # What the owner writes elsewhere shows as answered; their bank and their aunt do not become customers.
        if person is None:
            return None
        return resolving.find(business_id=business_id, kind=person.kind, value=person.value)
    if person is None:
        known_by = resolving.KnownBy(kind=HandleKind.NAME_ONLY, value=f"unknown:{incoming.external_id}")
    else:
        known_by = _known_by(person)
    also = [_known_by(handle) for handle in incoming.also]
    return resolving.resolve(business_id=business_id, known_by=known_by, also=also, now=now)


def _known_by(handle: Handle) -> resolving.KnownBy:
    return resolving.KnownBy(
        kind=handle.kind, value=handle.value, name=handle.name.strip()[:200], strength=handle.strength
    )


def _conversation_of(customer: Customer, connection: Connection, incoming: Incoming, now: datetime) -> Conversation:
    found = Conversation.objects.select_for_update().filter(customer=customer).first()
    if found is not None:
        return found
    return Conversation.objects.create(
        business_id=customer.business_id,
        customer=customer,
        key_id=customer.key_id,
        # Set aside, visibly: a browser that fills hidden fields by itself looks like a robot.
        is_spam=incoming.suspect,
        channel=connection.kind,
        last_message_at=_moment(incoming),
    )


def _store(
    connection: Connection,
    conversation: Conversation,
    customer: Customer,
    incoming: Incoming,
    external_id: str,
    doubts: Sequence[str],
) -> Message:
    outbound = incoming.direction is Direction.OUTBOUND
    return Message.objects.create(
        id=ids.uuid7(),
        business_id=connection.business_id,
        conversation=conversation,
        customer=customer,
        key_id=customer.key_id,
        connection=connection,
        channel=connection.kind,
        direction=str(incoming.direction.value),
        external_id=external_id,
        subject=incoming.subject,
        text=incoming.text,
        reply_text=incoming.reply_text,
        html=incoming.html,
        envelope={
            **_envelope(incoming),
            "answers": _answered(connection, incoming.answers),
            # Files that the provider has not handed out yet; see `inbox.fetching`.
            "missing": [asdict(file) for file in incoming.files],
        },
        problems=[*incoming.problems, *doubts] or None,
        sent_at=_moment(incoming),
        arrived_at=incoming.arrived_at,
        historical=incoming.historical,
        automatic=incoming.automatic,
        delivery=Message.Delivery.SENT if outbound else Message.Delivery.RECEIVED,
    )


def _answered(connection: Connection, provider_id: str) -> str:
    """Which message here is quoted or reacted to; "" where it is none that we hold."""
    if not provider_id:
        return ""
    mine = Message.objects.filter(connection=connection)
    quoted = mine.filter(external_id=short_id(provider_id)).first()
    if quoted is None:
        mark = thread_mark(connection.business_id, provider_id)
        quoted = mine.filter(direction="out", thread_id=mark).first()
    return str(quoted.pk) if quoted is not None else ""


def _moment(incoming: Incoming) -> datetime:
    """When it stands in the conversation. A claimed time in the future or long before arrival is not believed."""
    claimed, arrived = incoming.sent_at, incoming.arrived_at
    if claimed is None or claimed > arrived + timedelta(minutes=10) or claimed < arrived - timedelta(days=30):
        return arrived
    return claimed


def _envelope(incoming: Incoming) -> Mapping[str, Any]:
    def plain(handle: Handle | None) -> dict[str, str] | None:
        if handle is None:
            return None
        return {"kind": str(handle.kind), "value": handle.value, "shown": handle.shown, "name": handle.name}

    return {
        "from": plain(incoming.sender),
        "to": [plain(handle) for handle in incoming.recipients],
        "reply_to": plain(incoming.reply_to),
        "message_id": incoming.message_id,
        "likeness": incoming.likeness,
        "in_reply_to": incoming.in_reply_to,
        "references": list(incoming.references)[-30:],
        "doubted": incoming.doubted and incoming.direction is Direction.INBOUND,
    }


def _bring_up_to_date(conversation: Conversation, message: Message) -> None:
    """Stored counts, preview and state follow the message. An older message (backfill) never turns the clock back."""
    conversation.message_count += 1
    newest = message.sent_at >= conversation.last_message_at or conversation.message_count == 1
    inbound = message.direction == "in"
    if inbound:
        if conversation.last_inbound_at is None or message.sent_at > conversation.last_inbound_at:
            conversation.last_inbound_at = message.sent_at
        if not message.historical:
            conversation.unread += 1
    if newest:
        conversation.last_message_at = message.sent_at
        conversation.preview = first_line(message)
        conversation.channel = message.channel
        if inbound and conversation.message_count > 1:
            conversation.state = Conversation.State.NEEDS_REPLY
        elif not inbound:
            conversation.state = Conversation.State.WAITING
        if inbound:
            conversation.snoozed_until = None
    conversation.save()


def first_line(message: Message) -> str:
    """The first words of a message for a row of the inbox."""
    text = " ".join((message.reply_text or message.text).split())
    return (text or message.subject)[:PREVIEW_LENGTH]


def _seen_again(earlier: Message, now: datetime) -> Received:
    """A repeat changes nothing, save that our own message found in the Sent folder proves that it went."""
    if earlier.direction == "out" and earlier.delivery in (Message.Delivery.UNKNOWN, Message.Delivery.SENDING):
        changed = Message.objects.filter(
            pk=earlier.pk, delivery__in=(Message.Delivery.UNKNOWN, Message.Delivery.SENDING)
        ).update(delivery=Message.Delivery.SENT, settled_at=now, delivery_note="Found in the Sent folder.")
        if changed:
            earlier.refresh_from_db()
            message_settled.send(sender=Message, message=earlier, now=now)
    return Received(None, "repeat")


def _note_bounce(connection: Connection, incoming: Incoming, now: datetime) -> bool:
    """A bounce names an own message: that one failed. A bounce that names none of ours is shown like any mail."""
    message = Message.objects.filter(
        business_id=connection.business_id, direction="out", external_id=short_id(incoming.bounce_of)
    ).first()
    if message is None:
        return False
    Message.objects.filter(pk=message.pk).update(
        delivery=Message.Delivery.FAILED,
        settled_at=now,
        delivery_note="The customer’s mail system sent it back. Check the address.",
    )
    message.refresh_from_db()
    message_settled.send(sender=Message, message=message, now=now)
    return True
