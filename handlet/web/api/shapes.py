"""What the API gives and takes. Money and quantities are text; times are ISO 8601 with offset; ids are UUIDs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class Problem(Schema):
    """Every refusal: a sentence that says what to do."""

    error: str


class ContactPointOut(Schema):
    kind: str
    value: str
    strength: str


class CustomerOut(Schema):
    id: UUID
    name: str
    kind: str
    address: str
    postcode: str
    no_ai: bool
    restricted: bool
    contact_points: list[ContactPointOut]
    created_at: datetime


class CustomerIn(Schema):
    """Only what is given is changed."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    no_ai: bool | None = None


class ConversationOut(Schema):
    id: UUID
    customer_id: UUID
    customer_name: str
    state: str
    headline: str
    channel: str
    preview: str
    unread: int
    message_count: int
    is_emergency: bool
    last_message_at: datetime


class ConversationPage(Schema):
    """`older`: give it as `before` to get the next page; null on the last."""

    needs_you: list[ConversationOut]
    seen: list[ConversationOut]
    older: str | None


class AttachmentOut(Schema):
    id: UUID
    name: str
    content_type: str
    size: int


class MessageOut(Schema):
    id: UUID
    conversation_id: UUID
    direction: str
    channel: str
    subject: str
    text: str
    sent_at: datetime
    delivery: str
    delivery_note: str
    problems: list[str]
    attachments: list[AttachmentOut]


class ClaimOut(Schema):
    text: str
    kind: str
    source: str


class DraftOut(Schema):
    """Post `revision`, `recipient` and `quote` back when approving: they say what was shown.

    `quote_id`: the quote that leaves with it; null also where one was suggested and waits to be checked.
    """

    id: UUID
    conversation_id: UUID
    state: str
    subject: str
    text: str
    revision: int
    recipient: str
    quote: str
    quote_id: UUID | None
    engine: str
    claims: list[ClaimOut]
    questions: list[str]


class DraftIn(Schema):
    text: str


class ApprovalIn(Schema):
    text: str
    revision: int
    recipient: str
    quote: str = ""
    # What a refusal for words that nothing backs gave as `seen`; posting it back says that they are meant.
    seen: str = ""


class ApprovalOut(Schema):
    id: UUID
    message: MessageOut
    at: datetime
    text_hash: str


class PriceItemOut(Schema):
    id: UUID
    code: str
    name: str
    description: str
    unit: str
    unit_price: str
    vat_rate: str
    min_qty: str | None
    confirmed: bool


class QuoteLineOut(Schema):
    id: UUID
    description: str
    quantity: str
    unit: str
    unit_price: str
    vat_rate: str
    net: str
    optional: bool


class VatOut(Schema):
    rate: str
    net: str
    vat: str


class QuoteOut(Schema):
    """The newest version of a quote. `vat` is empty and `vat_total` null where the business is not VAT-registered."""

    id: UUID
    number: str
    version: int
    kind: str
    state: str
    customer_id: UUID | None
    conversation_id: UUID | None
    valid_until: date | None
    lines: list[QuoteLineOut]
    net: str
    vat: list[VatOut]
    vat_total: str | None
    gross: str
    document_hash: str
