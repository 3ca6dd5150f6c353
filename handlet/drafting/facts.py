"""What a draft may stand on: the business's own facts, and the enquiry as it stands in the conversation."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from handlet.accounts.businesses import TRADES
from handlet.accounts.models import Business, Credential
from handlet.customers.models import Customer
from handlet.drafting import remembering, toning
from handlet.drafting.models import SavedReply
from handlet.drafting.port import BusinessFacts, Enquiry, Line, PriceRow, Sender
from handlet.drafting.port import SavedReply as ReplyFact
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import london_day
from handlet.quoting import agreeing, item_rules, pricelist, shapes
from handlet.quoting.models import PriceItem

THREAD_LENGTH = 30


def facts_of(business_id: uuid.UUID, *, today: date, customer: Customer | None = None) -> BusinessFacts:
    """Profile, credentials valid today, confirmed prices, saved replies and what is remembered. Needs a transaction of the business.

    customer: whom a draft is for; what is remembered about them, and about nobody else, is added.
    """
    business = Business.objects.select_related("profile").get(pk=business_id)
    profile = business.profile
    owner = business.memberships.filter(role="owner").select_related("user").order_by("since").first()
    agreed = agreeing.prices_for(customer) if customer is not None else {}
    registered = _registered(profile.vat_registered, profile.vat_from, profile.vat_until, today)
    facts = BusinessFacts(
        name=business.name,
        owner=owner.user.name if owner else business.name,
        trade=TRADES.get(business.trade, business.trade),
        area=profile.area,
        hours=profile.hours,
        phone=profile.phone,
        qualifications=[_credential(row) for row in Credential.objects.filter(business=business) if _valid(row, today)],
        not_done=list(profile.not_done or []),
        vat_registered=registered,
        tone=toning.tone_of(profile.tone or {}),
        pricelist=[
            _agreed(_price(row, today, registered=registered), agreed) for row in PriceItem.objects.quotable(today)
        ],
        pricing_rules=list(PriceItem.objects.rules_in_words(business_id)),
        saved_replies=[ReplyFact(row.title, row.text) for row in SavedReply.objects.order_by("created_at")],
        past_replies=toning.past_replies(),
    )
    return remembering.with_memories(facts, business_id=business_id, customer=customer)


def enquiry_of(conversation: Conversation, *, now: datetime) -> Enquiry | None:
    """The newest words of the customer since the last answer, with the thread before them; None where there are none."""
    rows = _rows(conversation)
    new: list[Message] = []
    for row in reversed(rows):
        if row.direction == "out":
            break
        new.insert(0, row)
    if not new:
        return None
    earlier = rows[: len(rows) - len(new)]
    last = new[-1]
    return Enquiry(
        id=str(conversation.id),
        business=facts_of(conversation.business_id, today=london_day(now), customer=conversation.customer),
        channel=_channel(last.channel),
        received_at=last.arrived_at,
        subject=last.subject,
        sender=_sender(conversation),
        thread=[_line(row) for row in earlier],
        messages=[_line(row) for row in new],
        now=now,
        attachment_names=[attachment.name for row in new for attachment in row.attachments.all()],
    )


def enquiry_about(conversation: Conversation, *, now: datetime) -> Enquiry:
    """The conversation with nothing new in it: for words that answer no message, such as a follow-up."""
    rows = _rows(conversation)
    return Enquiry(
        id=str(conversation.id),
        business=facts_of(conversation.business_id, today=london_day(now), customer=conversation.customer),
        channel=_channel(conversation.channel),
        received_at=rows[-1].arrived_at if rows else now,
        subject="",
        sender=_sender(conversation),
        thread=[_line(row) for row in rows],
        messages=[],
        now=now,
    )


def _rows(conversation: Conversation) -> list[Message]:
    """The last messages, oldest first."""
    found = (
        Message.objects.filter(conversation=conversation)
        .exclude(delivery=Message.Delivery.CANCELLED)
        .prefetch_related("attachments")
        .order_by("-sent_at", "-id")[:THREAD_LENGTH]
    )
    return list(found)[::-1]


def _channel(channel: str) -> str:
    return "email" if channel in ("imap", "gmail", "outlook") else channel


def _sender(conversation: Conversation) -> Sender:
    points = {point.kind: point.value for point in conversation.customer.contact_points.all()}
    return Sender(
        name=conversation.customer.name,
        email=points.get("email", ""),
        phone=points.get("phone", "") or points.get("whatsapp_id", ""),
    )


def _line(row: Message) -> Line:
    text = row.reply_text or row.text
    if row.subject and not text.strip():
        text = row.subject
    return Line(direction=row.direction, at=row.sent_at, text=text, html="" if text.strip() else row.html)


def _price(row: PriceItem, today: date, *, registered: bool) -> PriceRow:
    rate = pricelist.rate_on(row, today)
    shape = shapes.of(row)
    timed = row.shape in shapes.TIMED
    return PriceRow(
        code=row.code,
        name=row.name,
        description=row.description,
        unit=row.unit,
        unit_price=pricelist.net_price(row, rate) if registered else row.unit_price,
        vat_rate=rate,
        # A minimum of time is the shape's own, and covers what it says.
        min_qty=None if timed else pricelist.least_quantity(row),
        rules=tuple(item_rules.in_force(row)),
        rules_decided=row.rules is not None,
        firm=pricelist.is_firm(row),
        synonyms=tuple(row.synonyms),
        shape=shape if timed or isinstance(shape, shapes.ByUnit) else None,
        includes_vat=row.includes_vat and registered,
        listed=row.unit_price if row.includes_vat and registered else None,
    )


def _agreed(row: PriceRow, agreed: Mapping[str, Decimal]) -> PriceRow:
    """The item at the price agreed with this customer, where there is one."""
    if row.code not in agreed:
        return row
    price = agreed[row.code]
    if row.shape is None or (isinstance(row.shape, shapes.ByUnit) and not row.shape.minimum and not row.shape.tiers):
        shape = dataclasses.replace(row.shape, price=price) if row.shape is not None else None
        return dataclasses.replace(row, unit_price=price, includes_vat=False, listed=None, shape=shape)
    # Its other sums stand in the list with VAT where the headline does, so the agreed one is put beside them so.
    factor = 1 + row.vat_rate / 100 if row.includes_vat else Decimal(1)
    listed = (price * factor).quantize(agreeing.FOUR_PLACES)
    changed = dataclasses.replace(row.shape, **{row.shape.HEADLINE: listed})  # type: ignore[type-var]
    return dataclasses.replace(row, unit_price=price, listed=listed, shape=changed)


def _credential(row: Credential) -> str:
    return f"{row.scheme} {row.number}".strip()


def _valid(row: Credential, today: date) -> bool:
    return row.valid_until is None or row.valid_until >= today


def _registered(registered: bool, since: date | None, until: date | None, today: date) -> bool:
    return registered and (since is None or since <= today) and (until is None or today <= until)
