"""The outbox: queue, take back, deliver, look up. Claim, then do, then note: never two copies, never silence."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import models
from django.db.models import F
from procrastinate.contrib.django import app

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import (
    FilledTemplate,
    Handle,
    HandleKind,
    LookUp,
    Outgoing,
    OutgoingAttachment,
    PermanentFailure,
    ReconnectNeeded,
    SendOutcome,
    Sent,
    Template,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.models import Connection
from handlet.customers import resolving
from handlet.inbox import filing, receipts, search
from handlet.inbox.events import Later, Stop, inbox_changed, message_leaving, message_settled
from handlet.inbox.models import Conversation, Message
from handlet.kit import ids

log = structlog.get_logger("handlet.inbox")

# A refusal is tried again with growing gaps, then told to the owner.
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
# No answer is looked up, not tried again; a relay may finish minutes after our time is out (RFC 5321, 4.5.3.2.6).
LOOK_UPS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
SHUT = (
    "The time in which words may be written freely there is over: it ends a day after they last wrote. Use an approved "
    "template, or ring them."
)
# The longest a send may take: ten minutes for the answer after the final dot, connecting, filing; and as much again.
SENDING_AT_MOST = timedelta(minutes=25)


class TooLate(Exception):
    """The message has left, or is leaving: it cannot be taken back."""


class SettledElsewhere(Exception):
    """Another screen, or the provider, has settled already what became of the message."""


class CannotSend(Exception):
    """There is no live connection or no address by which this customer can be answered."""


class NothingConnected(CannotSend):
    """They can be answered once a mailbox is connected."""


@dataclass(frozen=True, slots=True)
class Route:
    """By which connection, and to which address, a reply goes."""

    connection: Connection
    to: Handle


def route_for(conversation: Conversation) -> Route:
    """Where a reply in this conversation goes: back the way the customer last wrote, else by a live mailbox.

    What they wrote on a page of ours came by no channel, so the message before it counts.

    Recipients are stored contact points of this customer and nothing else: where a mail asks for answers at an address that
    is none (whoever forges the sender chooses that one too), the answer goes to the sender. Raises CannotSend.
    """
    last = (
        Message.objects.filter(conversation=conversation, direction="in").exclude(channel="page")
        .select_related("connection").order_by("-sent_at", "-id").first()
    )  # fmt: skip
    if last is not None and last.connection is not None and _can_send(last.connection):
        envelope = last.envelope or {}
        named = [_handle(one) for one in (envelope.get("reply_to"), envelope.get("from")) if one]
        known = next((one for one in named if _is_theirs(conversation, one)), None)
        if known is not None:
            return Route(last.connection, known)
    return _by_mail(conversation, sentence="There is no address to answer: ask for an email address, or ring them.")


def _is_theirs(conversation: Conversation, handle: Handle) -> bool:
    owner = resolving.find(business_id=conversation.business_id, kind=handle.kind, value=handle.value)
    return owner is not None and owner.pk == conversation.customer_id


def _by_mail(conversation: Conversation, *, sentence: str) -> Route:
    """The mailbox and their address; `sentence` says why nothing else is left. Raises CannotSend."""
    address = conversation.customer.contact_points.filter(kind=HandleKind.EMAIL).order_by("-created_at").first()
    if address is None:
        raise CannotSend(sentence)
    for connection in Connection.objects.filter(business_id=conversation.business_id, kind="imap").order_by(
        "created_at"
    ):
        if _can_send(connection):
            name = conversation.customer.name
            return Route(connection, Handle(HandleKind.EMAIL, address.value, address.value, name))
    raise NothingConnected("No mailbox is connected to answer from. Connect one under Channels.")


def writable_until(conversation: Conversation, route: Route) -> datetime | None:
    """Until when words may be written freely this way; None where there is no end.

    It counts from the time that the customer's last message itself bears. What was imported opens nothing.
    """
    window = registry.get(route.connection.kind).capabilities.window
    if window is None:
        return None
    return _last_heard(conversation, route.connection) + window


def is_shut(conversation: Conversation, route: Route, *, now: datetime) -> bool:
    """Whether only a template, or nothing, can go this way now."""
    until = writable_until(conversation, route)
    return until is not None and now >= until


def open_route(conversation: Conversation, *, now: datetime) -> Route:
    """Where free words can go now: the usual way, or by mail where that is shut. Raises CannotSend."""
    route = route_for(conversation)
    if not is_shut(conversation, route, now=now):
        return route
    return _by_mail(conversation, sentence=SHUT)


def has_templates(route: Route) -> bool:
    return registry.templated(route.connection.kind) is not None


def templates_of(connection: Connection) -> Sequence[Template]:
    """The wordings that the provider has approved for this connection. Asks the provider, so outside any transaction.

    Raises a ChannelError.
    """
    adapter = registry.templated(connection.kind)
    if adapter is None:
        return []
    with acting_for(connection.business_id):
        settings, secret = connection.settings or {}, connecting.secret_of(connection)
    return adapter.templates(settings, secret)


def address_of(conversation: Conversation) -> str:
    """Where a reply would go now, as it is shown; empty where nobody can be written to."""
    try:
        return route_for(conversation).to.shown
    except CannotSend:
        return ""


def carries(route: Route, attachment: OutgoingAttachment, *, text: str, templated: bool = False) -> bool:
    """Whether the channel takes this file along with this text. Some take none, some take fewer words with a file, and a
    template is words alone.
    """
    can = registry.get(route.connection.kind).capabilities
    fits = can.max_caption is None or len(text) <= can.max_caption
    return fits and not templated and len(attachment.content) <= can.max_attachment


def takes_file_with(route: Route, text: str) -> bool:
    """Whether a file of ordinary size goes along with this text."""
    return carries(route, OutgoingAttachment("", "application/pdf", b""), text=text)


def has_subject(route: Route) -> bool:
    """Whether a message of this channel has a subject beside its words."""
    return registry.get(route.connection.kind).capabilities.subjects


def longest_with_file(route: Route) -> int | None:
    """How many characters may go with a file; None where as many as ever."""
    return registry.get(route.connection.kind).capabilities.max_caption


def most_letters(route: Route) -> int:
    """How long a message of this channel may be, in characters."""
    return registry.get(route.connection.kind).capabilities.max_text


def queue(
    *,
    conversation: Conversation,
    route: Route,
    subject: str,
    text: str,
    attachments: Sequence[OutgoingAttachment],
    suggested: bool,
    now: datetime,
    undo: timedelta,
    template: FilledTemplate | None = None,
) -> Message:
    """Store the message with its Message-ID and defer its delivery after the undo pause, in the running transaction.

    template: the approved wording whose filled text `text` is.
    """
    message_id = ids.uuid7()
    domain = str((route.connection.settings or {}).get("address", "")).rpartition("@")[2] or "handlet.invalid"
    # Unguessable, so that a stranger cannot write into the thread; see docs/channels.md.
    mail_id = f"{ids.token(160)}@{domain}"
    answered = _answered(conversation)
    message = Message.objects.create(
        id=message_id,
        business_id=conversation.business_id,
        conversation=conversation,
        customer_id=conversation.customer_id,
        key_id=conversation.key_id,
        connection=route.connection,
        channel=route.connection.kind,
        direction="out",
        external_id=mail_id,
        subject=subject if has_subject(route) else "",
        text=text,
        reply_text=text,
        envelope={
            "to": [
                {"kind": str(route.to.kind), "value": route.to.value, "shown": route.to.shown, "name": route.to.name}
            ],
            "message_id": mail_id,
            **answered,
            **({"template": _plain_template(template)} if template is not None else {}),
        },
        sent_at=now,
        arrived_at=now,
        delivery=Message.Delivery.QUEUED,
        due_at=now + undo,
        began_as_suggestion=suggested,
    )
    filing.file_attachments(message, attachments)
    search.index(message, names=[conversation.customer.name])
    Conversation.objects.filter(pk=conversation.pk).update(
        message_count=F("message_count") + 1, last_message_at=now, state=Conversation.State.WAITING, unread=0
    )
    _defer_delivery(message, message.due_at or now)
    inbox_changed.send(sender=Message, business_id=message.business_id, conversation_id=conversation.id, kind="queued")
    return message


def take_back(*, message: Message, now: datetime) -> None:
    """Undo, while it has not left. Raises TooLate."""
    changed = Message.objects.filter(pk=message.pk, delivery=Message.Delivery.QUEUED).update(
        delivery=Message.Delivery.CANCELLED, settled_at=now
    )
    if not changed:
        if Message.objects.filter(pk=message.pk, delivery=Message.Delivery.CANCELLED).exists():
            raise TooLate("It was taken back already, on another screen: it has not gone.")
        raise TooLate("Too late to undo: the message has left.")
    Conversation.objects.filter(pk=message.conversation_id).update(state=Conversation.State.NEEDS_REPLY)
    message.refresh_from_db()
    message_settled.send(sender=Message, message=message, now=now)


def deliver(*, business_id: uuid.UUID, message_id: uuid.UUID, now: datetime) -> None:
    """Send one queued message once. Whoever wins the claim sends; the provider is asked outside any transaction."""
    claimed = _claim(business_id, message_id, now)
    if claimed is None:
        return
    connection, settings, secret, outgoing = claimed
    outcome = registry.get(connection.kind).send(settings, secret, outgoing)
    with acting_for(business_id):
        _note_outcome(message_id, outcome, now)


def look_up(*, business_id: uuid.UUID, message_id: uuid.UUID, attempt: int, now: datetime) -> None:
    """Ask the provider whether a message of unknown fate was sent. Sends nothing.

    Not found at a plain mail server proves nothing; after the last look the owner is asked.
    """
    with acting_for(business_id):
        message = Message.objects.select_related("connection").filter(pk=message_id).first()
        if message is None or message.delivery != Message.Delivery.UNKNOWN or message.connection is None:
            return
        connection = message.connection
        settings, secret, mail_id = connection.settings or {}, connecting.secret_of(connection), message.external_id
    found = registry.get(connection.kind).look_up(settings, secret, mail_id)
    with acting_for(business_id):
        unknown = Message.objects.filter(pk=message_id, delivery=Message.Delivery.UNKNOWN)
        if found is LookUp.FOUND:
            unknown.update(delivery=Message.Delivery.SENT, settled_at=now, delivery_note="Found in the Sent folder.")
        elif found is LookUp.NOT_SENT:
            if unknown.update(delivery=Message.Delivery.QUEUED, due_at=now):
                _defer_delivery(message, now)
        elif attempt + 1 < len(LOOK_UPS):
            _defer_look_up(business_id, message_id, attempt + 1, now)
            return
        else:
            unknown.update(
                delivery_note="We cannot tell whether this reached them. Ask the customer, or look where you usually see what "
                "you sent."
            )
        message.refresh_from_db()
        message_settled.send(sender=Message, message=message, now=now)


def mark_stuck_as_unknown(*, business_id: uuid.UUID, message_id: uuid.UUID, now: datetime) -> bool:
    """A message whose worker died while sending: its fate is unknown, so it is looked up, never sent again blindly."""
    with acting_for(business_id):
        changed = Message.objects.filter(
            pk=message_id, delivery=Message.Delivery.SENDING, claimed_at__lt=now - SENDING_AT_MOST
        ).update(
            delivery=Message.Delivery.UNKNOWN, delivery_note="Sending was interrupted. We are checking whether it went."
        )
        if changed:
            _defer_look_up(business_id, message_id, 0, now)
        return bool(changed)


def settle_by_owner(*, message: Message, sent: bool, now: datetime) -> None:
    """The owner found out what became of a message of unknown fate: it went, or it is to be sent again.

    Raises SettledElsewhere where another screen was quicker. Who says that it went is right also where another has just asked
    for it again, as long as it has not left.
    """
    rows = Message.objects.filter(pk=message.pk)
    open_states = models.Q(delivery__in=(Message.Delivery.UNKNOWN, Message.Delivery.FAILED))
    asked_again = models.Q(delivery=Message.Delivery.QUEUED, attempts=0, claimed_at__isnull=False)
    if sent:
        changed = rows.filter(open_states | asked_again).update(
            delivery=Message.Delivery.SENT, settled_at=now, delivery_note="Confirmed by you."
        )
    else:
        changed = rows.filter(open_states).update(
            delivery=Message.Delivery.QUEUED, due_at=now, attempts=0, delivery_note=""
        )
    if not changed:
        raise SettledElsewhere(_settled_elsewhere(rows.get(), sent=sent))
    if not sent:
        _defer_delivery(message, now)
    message.refresh_from_db()
    message_settled.send(sender=Message, message=message, now=now)


def _settled_elsewhere(message: Message, *, sent: bool) -> str:
    if message.delivery in (Message.Delivery.QUEUED, Message.Delivery.SENDING):
        said = "It is being sent again at this moment: somebody asked for that on another screen."
        return f"{said} If it had reached them before, they get it twice." if sent else said
    if message.delivery in (Message.Delivery.SENT, Message.Delivery.DELIVERED, Message.Delivery.READ):
        return "It has gone: that was confirmed meanwhile." + ("" if sent else " So it is not sent again.")
    return "This was settled on another screen. Open the conversation again to see how it stands."


def _claim(
    business_id: uuid.UUID, message_id: uuid.UUID, now: datetime
) -> tuple[Connection, dict[str, Any], dict[str, str], Outgoing] | None:
    with acting_for(business_id):
        if not _may_leave(message_id, now):
            return None
        claimed = Message.objects.filter(pk=message_id, delivery=Message.Delivery.QUEUED, due_at__lte=now).update(
            delivery=Message.Delivery.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
        if not claimed:
            return None
        message = Message.objects.select_related("connection", "conversation").get(pk=message_id)
        connection = message.connection
        if connection is None or not _can_send(connection):
            _fail(message, "What this was to go by is no longer connected. Connect it again, then send.", now)
            return None
        outgoing = _outgoing(message)
        route = Route(connection, outgoing.to[0]) if outgoing.to else None
        if route is not None and outgoing.template is None and is_shut(message.conversation, route, now=now):
            # Retries and pauses take time, and nothing that the provider forbids may leave the house.
            _fail(message, SHUT, now)
            return None
        return connection, dict(connection.settings or {}), dict(connecting.secret_of(connection)), outgoing


def _may_leave(message_id: uuid.UUID, now: datetime) -> bool:
    """Ask the rooms above, in the transaction of the claim; what they hold is held until it ends."""
    message = Message.objects.filter(pk=message_id, delivery=Message.Delivery.QUEUED, due_at__lte=now).first()
    if message is None:
        return False
    answers: list[object] = [answer for _, answer in message_leaving.send(sender=Message, message=message, now=now)]
    queued = Message.objects.filter(pk=message_id, delivery=Message.Delivery.QUEUED)
    for stop in answers:
        if isinstance(stop, Stop):
            if queued.update(delivery=Message.Delivery.CANCELLED, settled_at=now, delivery_note=stop.reason[:300]):
                message.refresh_from_db()
                message_settled.send(sender=Message, message=message, now=now)
            return False
    waits = [answer.until for answer in answers if isinstance(answer, Later)]
    if waits:
        if queued.update(due_at=max(waits)):
            _defer_delivery(message, max(waits))
        return False
    return True


def _note_outcome(message_id: uuid.UUID, outcome: SendOutcome, now: datetime) -> None:
    message = Message.objects.select_related("connection").get(pk=message_id)
    if isinstance(outcome, Sent) and outcome.external_id not in ("", message.external_id):
        receipts.note_provider_id(message, outcome.external_id)
    if message.delivery != Message.Delivery.SENDING:
        # Somebody settled it meanwhile (found in Sent, bounced): what they know is newer.
        return
    log.info("delivery", message=str(message_id), state=type(outcome).__name__, attempt=message.attempts)
    if isinstance(outcome, Sent):
        _settle(message, Message.Delivery.SENT, outcome.note, now)
    elif isinstance(outcome, TemporaryFailure):
        _try_later(message, outcome, now)
    elif isinstance(outcome, UnknownOutcome):
        _settle(message, Message.Delivery.UNKNOWN, "No answer yet. We are checking whether it went.", now)
        _defer_look_up(message.business_id, message.id, 0, now)
    elif isinstance(outcome, ReconnectNeeded):
        if message.connection_id:
            connecting.note_trouble(
                connection_id=message.connection_id, state=Connection.State.RECONNECT_NEEDED, sentence=outcome.reason
            )
        _fail(message, outcome.reason, now)
    elif isinstance(outcome, PermanentFailure):
        _fail(message, outcome.reason, now)
        if outcome.alone:
            receipts.note_objection(message, now=now)


def _try_later(message: Message, outcome: TemporaryFailure, now: datetime) -> None:
    if message.attempts > len(RETRIES):
        _fail(message, f"Tried {message.attempts} times without success. {outcome.reason}", now)
        return
    wait = RETRIES[message.attempts - 1]
    if outcome.retry_after_seconds is not None:
        wait = max(wait, timedelta(seconds=outcome.retry_after_seconds))
    message.delivery, message.due_at = Message.Delivery.QUEUED, now + wait
    message.delivery_note = f"Not accepted yet; trying again. {outcome.reason}"[:300]
    message.save(update_fields=["delivery", "due_at", "delivery_note"])
    _defer_delivery(message, message.due_at)
    message_settled.send(sender=Message, message=message, now=now)


def _settle(message: Message, state: str, note: str, now: datetime) -> None:
    message.delivery, message.delivery_note, message.settled_at = state, note[:300], now
    message.save(update_fields=["delivery", "delivery_note", "settled_at"])
    message_settled.send(sender=Message, message=message, now=now)


def _fail(message: Message, reason: str, now: datetime) -> None:
    Conversation.objects.filter(pk=message.conversation_id).update(state=Conversation.State.NEEDS_REPLY)
    _settle(message, Message.Delivery.FAILED, reason, now)


def _outgoing(message: Message) -> Outgoing:
    envelope = message.envelope or {}
    settings = (message.connection.settings or {}) if message.connection else {}
    return Outgoing(
        message_id=message.external_id,
        sender_address=str(settings.get("address", "")),
        sender_name=str(settings.get("sender_name", "")),
        to=[_handle(to) for to in envelope.get("to", [])],
        subject=message.subject,
        text=message.text,
        in_reply_to=envelope.get("in_reply_to", ""),
        references=envelope.get("references", []),
        attachments=[
            OutgoingAttachment(row.name, row.content_type, filing.content_of(row)) for row in message.attachments.all()
        ],
        date=message.sent_at,
        template=_template(envelope.get("template")),
    )


def _answered(conversation: Conversation) -> dict[str, Any]:
    """What In-Reply-To and References must say so that the reply lands in the customer's own thread (RFC 5322, 3.6.4)."""
    last = (
        Message.objects.filter(conversation=conversation, direction="in", channel="imap").order_by("-sent_at").first()
    )
    envelope = (last.envelope or {}) if last is not None else {}
    answered = envelope.get("message_id", "")
    if not answered:
        return {"in_reply_to": "", "references": []}
    return {"in_reply_to": answered, "references": [*envelope.get("references", []), answered][-30:]}


def _last_heard(conversation: Conversation, connection: Connection) -> datetime:
    last = (
        Message.objects.filter(conversation=conversation, connection=connection, direction="in", historical=False)
        .order_by("-sent_at")
        .first()
    )
    return last.sent_at if last is not None else datetime.fromtimestamp(0, UTC)


def _plain_template(filled: FilledTemplate) -> dict[str, Any]:
    one = filled.template
    return {
        "name": one.name,
        "language": one.language,
        "text": one.text,
        "blanks": list(one.blanks),
        "values": list(filled.values),
    }


def _template(plain: dict[str, Any] | None) -> FilledTemplate | None:
    if not plain:
        return None
    template = Template(plain["name"], plain["language"], plain["text"], tuple(plain["blanks"]))
    return FilledTemplate(template, tuple(plain["values"]))


def _handle(plain: dict[str, str]) -> Handle:
    return Handle(HandleKind(plain["kind"]), plain["value"], plain.get("shown", plain["value"]), plain.get("name", ""))


def _can_send(connection: Connection) -> bool:
    return connection.is_active and registry.get(connection.kind).capabilities.can_send


def _defer_delivery(message: Message, at: datetime) -> None:
    app.configure_task("handlet.inbox.tasks.deliver", schedule_at=at).defer(
        business_id=str(message.business_id), message_id=str(message.id)
    )


def _defer_look_up(business_id: uuid.UUID, message_id: uuid.UUID, attempt: int, now: datetime) -> None:
    app.configure_task("handlet.inbox.tasks.look_up", schedule_at=now + LOOK_UPS[attempt]).defer(
        business_id=str(business_id), message_id=str(message_id), attempt=attempt
    )
