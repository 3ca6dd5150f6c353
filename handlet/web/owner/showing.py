"""From the rooms' rows to the values that the owner's screens lay out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from textwrap import shorten

from handlet.channels.models import Connection
from handlet.customers.models import Customer
from handlet.drafting.gist import without_greeting
from handlet.drafting.models import StoredReading
from handlet.drafting.wording import phone_words
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import first_line
from handlet.kit.london import london_day
from handlet.web.ui import words
from handlet.web.ui.contexts.conversation import ContactPointView, CustomerCard, Day, File, MessageView, Photo
from handlet.web.ui.contexts.inbox import ConversationRow, Emergency
from handlet.web.ui.contexts.states import State

# Channel kinds as the screens name them.
CHANNEL = {"imap": "email"}

HEADLINES: dict[str, State] = {
    "new_quote": State("Wants a quote", "info"),
    "emergency": State("Emergency", "danger"),
    "booking": State("Wants a date", "info"),
    "reschedule_cancel": State("Change of date", "info"),
    "accept_quote": State("Looks like a yes", "good"),
    "haggle": State("About the price", "info"),
    "question": State("Question", "info"),
    "complaint": State("Complaint", "danger"),
    "chaser": State("Chasing you", "info"),
    "payment": State("About payment", "info"),
    "data_rights": State("About their data", "danger"),
    "no_reply_needed": State("No reply needed"),
    "spam": State("Spam"),
    "phishing": State("Looks like a fraud", "danger"),
    "accepted": State("Accepted", "good"),
    "declined": State("Said no"),
    "asked": State("Question on a quote", "info"),
    "cancelled": State("Cancelled", "danger"),
}

STATES: dict[str, State] = {
    Conversation.State.NEW: State("New", "info"),
    Conversation.State.NEEDS_REPLY: State("Needs a reply", "info"),
    Conversation.State.WAITING: State("Answered"),
    Conversation.State.SNOOZED: State("Snoozed"),
    Conversation.State.CLOSED: State("Closed"),
}

DELIVERY: dict[str, State] = {
    Message.Delivery.QUEUED: State("Waiting to go"),
    Message.Delivery.SENDING: State("Being sent"),
    Message.Delivery.SENT: State("Sent"),
    Message.Delivery.DELIVERED: State("Delivered", "good"),
    Message.Delivery.READ: State("Read", "good"),
    Message.Delivery.FAILED: State("Not sent", "danger"),
    Message.Delivery.UNKNOWN: State("Not sure it went", "danger"),
}

CONNECTION: dict[str, State] = {
    Connection.State.CONNECTING: State("Connecting", "info"),
    Connection.State.LIVE: State("Live", "good"),
    Connection.State.DEGRADED: State("Having trouble", "draft"),
    Connection.State.RECONNECT_NEEDED: State("Connect again", "danger"),
    Connection.State.REVOKED: State("Disconnected"),
}


def channel_name(kind: str) -> str:
    return CHANNEL.get(kind, kind)


def person(customer: Customer) -> str:
    """The name to show; an address, or plain words, where there is none."""
    if customer.name:
        return customer.name
    point = customer.contact_points.exclude(kind__in=("name_only", "whatsapp_id")).order_by("created_at").first()
    return point.value if point is not None else "Unknown sender"


def state_of(conversation: Conversation) -> State:
    """One word for the row: the loudest thing that is true."""
    if conversation.is_emergency:
        return HEADLINES["emergency"]
    if conversation.state in (Conversation.State.SNOOZED, Conversation.State.CLOSED):
        return STATES[conversation.state]
    if conversation.headline in ("accepted", "declined", "asked", "cancelled"):
        return HEADLINES[conversation.headline]
    if conversation.state == Conversation.State.WAITING:
        return STATES[conversation.state]
    return HEADLINES.get(conversation.headline, STATES[conversation.state])


def row(conversation: Conversation, *, seen: bool) -> ConversationRow:
    return ConversationRow(
        id=conversation.id,
        name=person(conversation.customer),
        words=_row_words(conversation.preview),
        state=state_of(conversation),
        at=conversation.last_message_at,
        channel=channel_name(conversation.channel),
        seen=seen,
    )


def _row_words(preview: str) -> str:
    """A row is short, and everybody says hello: the words after it, unless there are none."""
    words = without_greeting(preview)
    return words[:1].upper() + words[1:] if words else preview


def emergency(conversation: Conversation, sign: str = "") -> Emergency:
    reading = StoredReading.objects.filter(conversation=conversation).first()
    return Emergency(
        conversation=conversation.id,
        name=person(conversation.customer),
        sign=sign,
        at=conversation.last_inbound_at or conversation.last_message_at,
        ring=number_to_ring(conversation.customer, reading),
    )


def number_to_ring(customer: Customer, reading: StoredReading | None) -> str:
    """The number that they write from, else the one they gave in their words, as people here write it; or empty.

    Not the one in words of which it is in doubt whose they are: who writes in somebody's name writes their own number.
    """
    for point in customer.contact_points.filter(kind="phone").order_by("created_at"):
        return phone_words(point.value)
    if reading is None or is_doubted(reading.message):
        return ""
    facts = (reading.content or {}).get("facts", [])
    return next((str(fact["value"]) for fact in facts if fact["label"] == "Phone"), "")


def window(until: datetime | None, at: datetime) -> str:
    """The clock of a channel on which words may be written freely for a while only."""
    if until is None:
        return ""
    if at >= until:
        return "You can no longer write freely here; an approved template can go"
    return f"You can write freely here until {words.day_and_clock(until)}"


def days(messages: Iterable[Message], *, customer: str, owner: str) -> Sequence[Day]:
    """Messages by day in London, oldest first."""
    every = list(messages)
    first_words = {str(message.pk): shorten(first_line(message), 90, placeholder=" …") for message in every}
    return [
        Day(
            day,
            [
                message_view(
                    message,
                    author=owner if message.direction == "out" else customer,
                    answers=first_words.get((message.envelope or {}).get("answers") or "", ""),
                )
                for message in group
            ],
        )
        for day, group in groupby(every, key=lambda message: london_day(message.sent_at))
    ]


def message_view(message: Message, *, author: str, answers: str = "") -> MessageView:
    attachments = list(message.attachments.all())
    new, whole = message.reply_text.strip(), message.text.strip()
    failed = message.delivery in (Message.Delivery.FAILED, Message.Delivery.UNKNOWN)
    return MessageView(
        id=message.id,
        ours=message.direction == "out",
        author=author,
        at=message.sent_at,
        channel=channel_name(message.channel),
        text=new or whole,
        subject=message.subject,
        quoted=_rest(whole, new),
        has_html=bool(message.html),
        photos=[Photo(file.id, file.name) for file in attachments if file.content_type.startswith("image/")],
        files=[
            File(file.id, file.name, file.size, playable=file.content_type.startswith("audio/"))
            for file in attachments
            if not file.content_type.startswith("image/")
        ],
        delivery=DELIVERY.get(message.delivery) if message.direction == "out" else None,
        can_retry=failed,
        began_as_suggestion=message.began_as_suggestion,
        # What a page of ours wrote for the customer was sent by them.
        automatic=message.automatic and message.channel != "page",
        answers=answers,
        doubted=is_doubted(message),
        problems=[*(message.problems or []), *([message.delivery_note] if failed and message.delivery_note else [])],
    )


def is_doubted(message: Message) -> bool:
    """Whether somebody else may have written it in the sender's name."""
    return bool((message.envelope or {}).get("doubted"))


def _rest(whole: str, new: str) -> str:
    """What is folded under a message: the quoted text, or the whole where the new words are not one piece of it."""
    if not new or new == whole:
        return ""
    return whole.replace(new, "", 1).strip() if new in whole else whole


def customer_card(customer: Customer) -> CustomerCard:
    has_number = customer.contact_points.filter(kind="phone").exists()
    return CustomerCard(
        id=customer.id,
        name=person(customer),
        contact_points=[
            ContactPointView(
                point.kind,
                phone_words(point.value) if point.kind == "phone" else point.value,
                _link(point.kind, point.value),
            )
            if point.kind != "whatsapp_id"
            else ContactPointView("WhatsApp", "Reached there by an id, not by a number")
            for point in customer.contact_points.exclude(kind="name_only").order_by("created_at")
            if point.kind != "whatsapp_id" or not has_number
        ],
        address=customer.address,
        postcode=customer.postcode,
        kind=customer.get_kind_display(),
        note=customer.note,
        no_ai=customer.no_ai,
        restricted=customer.restricted,
    )


def _link(kind: str, value: str) -> str:
    if kind == "email":
        return f"mailto:{value}"
    if kind in ("phone", "whatsapp_id") and value.lstrip("+").isdigit():
        return words.tel(value)
    return ""
