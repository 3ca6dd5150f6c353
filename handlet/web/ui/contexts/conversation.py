"""One conversation: messages, the draft with what it stands on, who the person is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from handlet.web.ui.contexts.inbox import Emergency
from handlet.web.ui.contexts.learning import MemoryRow
from handlet.web.ui.contexts.states import Notice, State


@dataclass(frozen=True, slots=True)
class Photo:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class File:
    id: UUID
    name: str
    size: int
    playable: bool = False


@dataclass(frozen=True, slots=True)
class MessageView:
    """`text`: what the person newly wrote; `quoted`: the folded rest. `has_html`: a cleaned HTML form can be opened."""

    id: UUID
    ours: bool
    author: str
    at: datetime
    channel: str
    text: str
    subject: str = ""
    quoted: str = ""
    has_html: bool = False
    photos: Sequence[Photo] = ()
    files: Sequence[File] = ()
    delivery: State | None = None
    can_retry: bool = False
    began_as_suggestion: bool = False
    automatic: bool = False
    problems: Sequence[str] = ()
    doubted: bool = False  # the sender's domain does not vouch for it
    answers: str = ""  # first words of the message that this one quotes or reacts to


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    messages: Sequence[MessageView]


@dataclass(frozen=True, slots=True)
class PriceUsed:
    """A price in the draft. `source`: where it stands; `said`: the customer's words that caused it, or empty."""

    name: str
    price: Decimal
    unit: str
    source: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class FactUsed:
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A check that failed: the words at fault and what would put it right."""

    words: str
    fix: str


@dataclass(frozen=True, slots=True)
class QuoteCard:
    id: UUID
    number: str
    kind: str  # "Quote" or "Estimate"
    total: Decimal
    state: State
    detail: str = ""
    editable: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """`digest` binds the approval to the text shown; `newest` is the last message the draft has seen.

    can_send False hides the button; `refused` or `stale_because` says why. english: what a draft in another
    language says. seen: posted back to say that the warnings on this page were read.
    """

    id: UUID
    text: str
    to: str
    digest: str
    newest: str
    subject: str = ""
    prices: Sequence[PriceUsed] = ()
    facts: Sequence[FactUsed] = ()
    missing: Sequence[str] = ()
    left_out: Sequence[str] = ()
    refused: Sequence[Refused] = ()
    warnings: Sequence[str] = ()
    suggested: bool = True
    engine: str = ""
    edited: bool = False
    can_send: bool = True
    stale_because: str = ""
    attached_quote: QuoteCard | None = None
    waiting_quote: QuoteCard | None = None  # suggested to the owner; it does not go with this reply
    error: str = ""
    instruction: str = ""
    english: str = ""
    seen: str = ""
    remembered: Sequence[MemoryRow] = ()
    how_quote_goes: str = ""  # as a document, or by its address
    templates: bool = False  # only an approved template can go now
    was_sent: bool = False  # something was sent to a language model for it
    connect: bool = False  # it cannot go before a channel is connected


@dataclass(frozen=True, slots=True)
class Sending:
    """A reply on its way that can still be taken back."""

    message: UUID
    to: str
    seconds: int


@dataclass(frozen=True, slots=True)
class VerdictAsk:
    """“Was this right?” about a suggestion that was sent. `reasons`: key and words of each way of being wrong.

    again: it was put off once already; this is the last time.
    """

    outcome: UUID
    reasons: Sequence[tuple[str, str]]
    error: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class ContactPointView:
    kind: str
    shown: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class CustomerCard:
    id: UUID
    name: str
    contact_points: Sequence[ContactPointView] = ()
    address: str = ""
    postcode: str = ""
    kind: str = ""
    note: str = ""
    no_ai: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What the enquiry says, in their sentences that ask, and what is not known yet. `wanted`: facts in words, each with a link
    or none.
    """

    asks: Sequence[str]
    wanted: Sequence[tuple[str, str]] = ()
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """`window`: words on WhatsApp's or Messenger's 24 hours, or empty. `cannot_write`: why no reply is possible, or empty.

    ring: the number to ring them on, as people write it, or empty. connect: a channel must be connected first. told: why what
    was asked was not done, where no draft is there to say it. left: what stood on the screen whose draft is gone or changed.
    """

    id: UUID
    name: str
    state: State
    channel: str
    days: Sequence[Day]
    customer: CustomerCard
    draft: DraftView | None = None
    sending: Sending | None = None
    quotes: Sequence[QuoteCard] = ()
    reading: ReadingView | None = None
    notices: Sequence[Notice] = ()
    emergency: Emergency | None = None
    safety_text: str = ""
    window: str = ""
    cannot_write: str = ""
    connect: bool = False
    ring: str = ""
    closed: bool = False
    personal: bool = False
    earlier: str = ""  # address of older messages, or empty
    can_quote: bool = True
    verdict: VerdictAsk | None = None
    may_write: bool = False  # a language model may be writing for this business
    writing: str = ""  # what it has written so far, checked by nobody
    told: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class RateRow:
    """A price agreed with one customer, beside the list's own."""

    id: UUID
    name: str
    price: Decimal
    list_price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class CustomerPage:
    customer: CustomerCard
    conversation: UUID
    quotes: Sequence[QuoteCard]
    since: date
    source: str
    kept_until: str
    memories: Sequence[MemoryRow] = ()
    rates: Sequence[RateRow] = ()


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """An approved wording to pick. `text`: all of it, its blanks in double braces."""

    key: str
    name: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class TemplateFilled:
    """The picked one. `read`: word for word what the customer will see, once it was asked for; `digest` binds sending to it."""

    key: str
    name: str
    language: str
    text: str
    blanks: Sequence[Blank]
    read: str
    digest: str


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """`choices` where none is picked yet. `digest`, `newest`, `seen`: as in `DraftView`. `quote`: what goes by its address."""

    draft: UUID
    conversation: UUID
    name: str
    to: str
    digest: str
    newest: str
    seen: str = ""
    error: str = ""
    quote: str = ""
    choices: Sequence[TemplateChoice] = ()
    chosen: TemplateFilled | None = None
