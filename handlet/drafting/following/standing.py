"""Why a follow-up may not go, or not any more. One list for the page, for every round, and for the moment of sending."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from handlet.channels.contract import Handle
from handlet.customers.models import Customer
from handlet.drafting.following import house
from handlet.drafting.models import Approval, FollowUp
from handlet.inbox import outbox, queries
from handlet.inbox.models import Conversation, Message
from handlet.kit import encryption
from handlet.kit.london import london_day
from handlet.privacy.models import RightsCase
from handlet.quoting import links
from handlet.quoting.models import Cancellation, QuoteVersion

State = QuoteVersion.State
WORDS = {
    "wrote": "{name} has written since.",
    "owner_wrote": "You have written to {name} since.",
    "accepted": "{name} has accepted.",
    "declined": "{name} has said no.",
    "expired": "The quote has run out.",
    "withdrawn": "You have withdrawn the quote.",
    "superseded": "There is a newer version of the quote.",
    "taken_back": "The quote was taken back before it left.",
    "cancelled": "{name} has cancelled.",
    "complaint": "{name} has complained.",
    "emergency": "{name} has an emergency.",
    "rights": "{name} has asked about their personal data.",
    "objection": "{name} objects to how their details are used.",
    "restricted": "{name}’s details are not to be used for now.",
    "alone": "{name} has asked to be left alone.",
    "closed": "The conversation is closed.",
    "personal": "The conversation is marked personal.",
    "spam": "The conversation is set aside as spam.",
    "merged": "{name} is now kept as another person.",
    "connection": "No channel is connected that can send it.",
    "no_address": "There is no address to write to.",
    "window": "{name} wrote by a channel on which words may be written freely for a day only, and that is over.",
    "recipient": "The address has changed.",
    "offer": "The quote is not as it was when you approved the words.",
    "link": "The link in it no longer works.",
    "quote_failed": "The quote itself did not reach {name}.",
    "failed_itself": "It could not be sent.",
    "failed": "The follow-up before it could not be sent.",
    "off": "You have turned follow-ups off.",
    "by_owner": "You cancelled it.",
    "replaced": "Newer follow-ups took its place.",
    "account": "The account is being closed.",
}
"""Reasons by their code, as the page says them. {name}: what the customer is called."""

_OF_STATE = {
    State.ACCEPTED: "accepted",
    State.DECLINED: "declined",
    State.EXPIRED: "expired",
    State.WITHDRAWN: "withdrawn",
    State.SUPERSEDED: "superseded",
    State.CANCELLED: "cancelled",
    State.DRAFT: "taken_back",
    State.READY: "taken_back",
}
_ALONE = re.compile(
    r"\bleave (?:me|us) (?:alone|be)\b"
    r"|\bstop (?:contacting|messaging|e-?mailing|texting|calling|ringing|phoning|chasing|writing to|bothering|pestering) (?:me|us)\b"
    r"|\b(?:do not|don['’]?t|never) (?:ever )?(?:contact|message|e-?mail|text|call|ring|phone|chase|write to|bother) (?:me|us)\b"
    r"|\bno (?:more|further) (?:messages|e-?mails|texts|calls|reminders|contact)\b|\bunsubscribe\b",
    re.I,
)
_LINK = re.compile(r"/q/([\w-]{20,})")
LOOKED_BACK = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """How many messages there are of the person, from them and from us; follow-ups themselves do not count."""

    inbound: int
    outbound: int


def words(code: str, name: str) -> str:
    sentence = WORDS[code].format(name=name or "The customer")
    return sentence[:1].upper() + sentence[1:]


def seen_of(customer_id: UUID) -> Seen:
    """Counted over every channel: a person has one conversation, and whatever came in is a message in it."""
    messages = Message.objects.filter(customer_id=customer_id)
    written = messages.filter(direction="out", follow_up=None).exclude(delivery=Message.Delivery.CANCELLED)
    return Seen(messages.filter(direction="in").count(), written.count())


def offer_hash(versions: Sequence[QuoteVersion]) -> str:
    """Which versions, at which totals, with which documents, until when: other than this is another offer."""
    shown = [
        [str(one.pk), one.version, one.gross_pence, one.document_hash, one.valid_until.isoformat()]
        for one in sorted(versions, key=lambda one: str(one.pk))
    ]
    return encryption.digest(json.dumps(shown).encode())


def recipients_hash(to: Handle) -> str:
    return encryption.digest(json.dumps([str(to.kind), to.value]).encode())


def against_person(conversation: Conversation, customer: Customer) -> str:
    """What stands against following up this person at all; a code, or empty."""
    if conversation.customer_id != customer.pk:
        return "merged"
    if conversation.business.closing_at is not None:
        return "account"
    if not house.is_on(conversation.business_id):
        return "off"
    case = _case_of(customer)
    if case:
        return case
    for stands, code in (
        (customer.restricted, "restricted"),
        (conversation.is_emergency, "emergency"),
        (conversation.is_complaint, "complaint"),
        (conversation.is_rights_request, "rights"),
        (conversation.is_personal, "personal"),
        (conversation.is_spam, "spam"),
        (conversation.state == Conversation.State.CLOSED, "closed"),
    ):
        if stands:
            return code
    return "alone" if _asked_to_be_left_alone(conversation) else ""


def _case_of(customer: Customer) -> str:
    """An open case of any kind; and an objection for good, unless it was refused."""
    cases = RightsCase.objects.filter(subject_kind="customer", subject_id=customer.pk)
    objections = cases.filter(kind=RightsCase.Kind.OBJECTION)
    if objections.exclude(state=RightsCase.State.REFUSED).exists():
        return "objection"
    return "rights" if cases.filter(closed_at=None).exists() else ""


def _asked_to_be_left_alone(conversation: Conversation) -> bool:
    last = Message.objects.filter(conversation=conversation, direction="in").order_by("-sent_at", "-id")[:LOOKED_BACK]
    return any(_ALONE.search(one.reply_text or one.text or "") for one in last)


def against_offer(version: QuoteVersion, today: date) -> str:
    """What stands against asking after one version; a code, or empty."""
    if version.state != State.ISSUED:
        return _OF_STATE[State(version.state)]
    if version.valid_until < today:
        return "expired"
    return "quote_failed" if _did_not_go(version) else ""


def _did_not_go(version: QuoteVersion) -> bool:
    """Whether the message that took the quote failed, or nobody knows. Without a message the owner gave it by hand."""
    sent = _that_took(version).select_related("message").order_by("-at").first()
    if sent is None:
        return False
    lost = (Message.Delivery.FAILED, Message.Delivery.UNKNOWN, Message.Delivery.CANCELLED)
    return sent.message.delivery in lost


def has_gone(version: QuoteVersion) -> bool:
    """Whether the message that took the quote has left."""
    waiting = (Message.Delivery.QUEUED, Message.Delivery.SENDING)
    return not _that_took(version).filter(message__delivery__in=waiting).exists()


def _that_took(version: QuoteVersion) -> QuerySet[Approval]:
    """Approvals with which the quote left; not those of a reply that left while the quote waited for the owner’s eye."""
    return Approval.objects.filter(draft__quote_version=version, draft__quote_waits=False, taken_back_at=None)


def against(follow_up: FollowUp, *, now: datetime) -> str:
    """Everything, as it stands now: a code of WORDS, or empty where the follow-up may go. Needs a transaction of the business.

    Read afresh: nothing that the caller holds in memory counts.
    """
    conversation = Conversation.objects.select_related("customer", "business").get(pk=follow_up.conversation_id)
    customer = conversation.customer
    if customer.pk != follow_up.customer_id:
        return "merged"
    versions = [row.version for row in follow_up.quotes.select_related("version__quote")]
    if not versions or any(one.quote.customer_id != customer.pk for one in versions):
        return "merged"
    for version in versions:
        offer = against_offer(version, london_day(now))
        if offer:
            return offer
    person = against_person(conversation, customer)
    if person:
        return person
    # What was said before these words were approved may have been recorded after: ids run on with the clock.
    since = Q(at__gt=follow_up.planned_at) | Q(id__gt=follow_up.pk)
    if Cancellation.objects.filter(since, acceptance__version__quote__customer_id=customer.pk).exists():
        return "cancelled"
    seen = seen_of(customer.pk)
    if seen.inbound > follow_up.inbound_seen:
        return "wrote"
    if seen.outbound > follow_up.outbound_seen:
        return "owner_wrote"
    return _against_approval(follow_up, conversation, versions, now)


def _against_approval(
    follow_up: FollowUp, conversation: Conversation, versions: Sequence[QuoteVersion], now: datetime
) -> str:
    approval = follow_up.approvals.filter(ended_at=None).first()
    if approval is None or approval.text_hash != encryption.digest((follow_up.text or "").encode()):
        return "offer"
    if approval.offer_hash != offer_hash(versions):
        return "offer"
    if any(links.find(token) is None for token in _LINK.findall(follow_up.text or "")):
        return "link"
    try:
        route = outbox.route_for(conversation)
    except outbox.CannotSend:
        has_address = conversation.customer.contact_points.filter(kind="email").exists()
        return "connection" if has_address or _wrote_by_what_is_gone(conversation) else "no_address"
    if outbox.is_shut(conversation, route, now=now):
        return "window"
    return "" if approval.recipients_hash == recipients_hash(route.to) else "recipient"


def _wrote_by_what_is_gone(conversation: Conversation) -> bool:
    last = queries.latest_inbound(conversation)
    return last is not None and bool((last.envelope or {}).get("from"))
