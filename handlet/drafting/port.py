"""The shapes between an enquiry and what is proposed for it. Plain, frozen, no Django, no network, no clock.

An `Enquiry` goes in, a `Proposal` comes out (`engine.propose`). The same two types serve the service, the
command `handlet try` and `handlet evaluate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from handlet.quoting.rules import Rule
from handlet.quoting.shapes import PricedLine, Shape


class Intent(StrEnum):
    NEW_QUOTE = "new_quote"
    EMERGENCY = "emergency"
    BOOKING = "booking"
    RESCHEDULE_CANCEL = "reschedule_cancel"
    ACCEPT_QUOTE = "accept_quote"
    HAGGLE = "haggle"
    QUESTION = "question"
    COMPLAINT = "complaint"
    CHASER = "chaser"
    PAYMENT = "payment"
    DATA_RIGHTS = "data_rights"
    NO_REPLY_NEEDED = "no_reply_needed"
    SPAM = "spam"
    PHISHING = "phishing"
    OTHER = "other"


class Action(StrEnum):
    DRAFT = "draft"
    DRAFT_SAFETY = "draft_safety"
    OWNER_ONLY = "owner_only"
    NO_DRAFT = "no_draft"


@dataclass(frozen=True, slots=True)
class Tone:
    """warmth, length, emoji_often: 0 to 4 as the owner set the levers; None where they set none, and then nothing changes."""

    greetings: Sequence[str] = ("Hi",)
    signoff: str = ""
    emoji: bool = False
    formality: str = "casual"
    max_words: int = 90
    warmth: int | None = None
    length: int | None = None
    emoji_often: int | None = None


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One usable price item. `unit_price` net of VAT in pounds; `vat_rate` in percent; `min_qty` None where there is none.

    rules: as the owner confirmed them; where there are none and `rules_decided` is False, the matcher reads them out of the
    words. firm: False where a quote with it can only be provisional. synonyms: what customers call it. shape: how it is
    charged, where that is more than quantity times price. includes_vat: `listed` and the money of the shape hold VAT, of a
    registered business only. listed: the headline price as it stands in the list; None: the same as `unit_price`.
    """

    code: str
    name: str
    description: str
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    min_qty: Decimal | None = None
    rules: tuple[Rule, ...] = ()
    rules_decided: bool = False
    firm: bool = True
    synonyms: tuple[str, ...] = ()
    shape: Shape | None = None
    includes_vat: bool = False
    listed: Decimal | None = None

    @property
    def list_price(self) -> Decimal:
        return self.unit_price if self.listed is None else self.listed


@dataclass(frozen=True, slots=True)
class SavedReply:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something the owner told Handlet to remember. kind: fact, preference, procedure. text: the owner's own sentence.

    What it means (`engine.meaning`): `say` in place of `never`; a `style`; a question `ask` (with its key where it is one of
    ours); a sentence `tell`; work `not_done`. topic: stems that the customer's words must hold. about_customer: one person's,
    given only in enquiries of theirs.
    """

    id: str
    kind: str
    text: str
    about_customer: bool = False
    never: str = ""
    say: str = ""
    style: str = ""
    key: str = ""
    ask: str = ""
    tell: str = ""
    topic: tuple[str, ...] = ()
    not_done: str = ""


@dataclass(frozen=True, slots=True)
class PastReply:
    """Style only: never a source of prices, names, dates or times."""

    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class BusinessFacts:
    name: str
    owner: str
    trade: str
    area: str
    hours: str
    phone: str
    qualifications: Sequence[str]
    not_done: Sequence[str]
    vat_registered: bool
    tone: Tone
    pricelist: Sequence[PriceRow]
    pricing_rules: Sequence[str]
    saved_replies: Sequence[SavedReply]
    past_replies: Sequence[PastReply]
    timezone: str = "Europe/London"
    memories: Sequence[Remembered] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the thread. `text` is what the person newly wrote; html only where that is all there is."""

    direction: str
    at: datetime
    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """id: any text. thread: earlier messages, oldest first. messages: the new ones. now: aware; nobody reads a clock."""

    id: str
    business: BusinessFacts
    channel: str
    received_at: datetime
    subject: str
    sender: Sender
    thread: Sequence[Line]
    messages: Sequence[Line]
    now: datetime
    contact_known: Mapping[str, Any] | None = None
    attachment_names: Sequence[str] = ()
    instruction: str = ""  # the owner's own wish for this draft: “shorter”, “ask for photos”, “say no”


@dataclass(frozen=True, slots=True)
class Span:
    """Where a fact stands: message index (negative counts back through the thread), start and end offset."""

    message: int
    start: int
    end: int
    text: str

    def meets(self, other: Span) -> bool:
        """Whether the two have a letter in common."""
        return self.message == other.message and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class DateFact:
    """Days in Europe/London. kind: preferred, deadline, unavailable. part: am, pm, eve or None. Open ends are None."""

    start: date | None
    end: date | None
    part: str | None
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class QuantityFact:
    """What the customer said, in the customer's unit (each, m, m2, mm, cm, ft, in, hour, visit …)."""

    value: Decimal
    unit: str
    what: str
    span: Span


@dataclass(frozen=True, slots=True)
class TextFact:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something told that spares a question. kind → value:

    ownership: owner, tenant, landlord, agent · materials: customer, business · parking, access, keys, photos, pets, occupied:
    the words · floor: a number (0 is the ground floor) · lift: yes, no · storeys: a number · built: a year, or the words ·
    house: terrace, semi, detached, flat, bungalow … · waste: take, leave · make: brand and model · fault_code ·
    fuel: gas, oil, electric, lpg · listed: yes · urgency: no rush.
    """

    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A piece of a message and the part it plays. role: asked, unwanted, done, told. things: our names of what it names."""

    role: str
    span: Span
    things: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an enquiry says. `asked` are the customer's clauses that want something, each with its span.

    `clauses`: every clause of the new messages, also what is not wanted and what is done already. `not_done`: what is asked
    for and stands on the owner's list of what they do not do; value is the owner's entry, the span the words that ask.
    """

    intent: Intent
    intent_confidence: float
    urgency: str
    language: str
    flags: Sequence[str]
    postcodes: Sequence[TextFact] = ()
    phones: Sequence[TextFact] = ()
    emails: Sequence[TextFact] = ()
    dates: Sequence[DateFact] = ()
    quantities: Sequence[QuantityFact] = ()
    budget: Decimal | None = None
    names: Sequence[TextFact] = ()
    asked: Sequence[TextFact] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
    circumstances: Sequence[Circumstance] = ()
    clauses: Sequence[ReadClause] = ()
    not_done: Sequence[TextFact] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """key: one of the list in docs/drafting.md (postcode, phone, area, photos …). text: as the draft asks it."""

    key: str
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line for the quote: the item's code, the quantity charged, and the customer's words that caused it.

    priced: the line as the shape of the item makes it, where it is not the item's name, unit and price; asked: what it was
    told of the job (hours, people), as a person would type it.
    """

    code: str
    quantity: Decimal
    source: Span | None = None
    why: str = ""
    priced: PricedLine | None = None
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposedQuote:
    """status: full, provisional or none. Sums in pounds, None where there is no quote.

    unsure: why the lines are only suggested to the owner; then no draft names their sum. Empty where they are sure.
    still: what makes it provisional: keys of questions and facts, `postcode` (the owner
    has an area), `place` (a rule goes by it), `choice` (between items), `guide`, `time` (longer than priced).
    """

    status: str
    lines: Sequence[ProposedLine] = ()
    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    unsure: Sequence[str] = ()
    still: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in the draft that needs a source.

    source_id: `price:PLM-05`, `profile:hours`, `said:0:12-20`, `reply:Deposit`, `sum:gross`.
    """

    text: str
    kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Words of a draft that nothing backs, of which kind, and what would put it right."""

    words: str
    kind: str
    fix: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is put before the owner. An empty `draft` with action `no_draft` or `owner_only` is a right answer.

    blocked and faults: words that nothing backs; the latter say why. english: what a draft in another language says, for
    the owner; never sent. remembered: ids of the memories that it obeys. price_later: the sentence of the draft that says
    that a price will follow.
    """

    id: str
    reading: Reading
    action: Action
    quote: ProposedQuote
    questions: Sequence[Question]
    draft: str
    claims: Sequence[Claim]
    why: Sequence[str] = ()
    blocked: Sequence[str] = ()
    ready: bool = False
    confidence: float = 0.0
    stages_ms: Mapping[str, float] = field(default_factory=dict)
    engine: str = "embedded"
    fallback: bool = False
    faults: Sequence[Fault] = ()
    english: str = ""
    remembered: Sequence[str] = ()
    price_later: str = ""

    @property
    def names_sum(self) -> bool:
        """Whether the draft says what it costs: then its quote goes with it, else the owner looks at the quote first."""
        return not self.quote.unsure and any(claim.kind == "money" for claim in self.claims)
