"""What each screen is given: plain, frozen values, already worded where wording is a decision.

Views fill these from the rooms below; templates only lay them out. Money is Decimal pounds, times are aware, ids are
UUIDs. `tone` is one of "", "good", "info", "draft", "danger" and never says anything that the word beside it does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from handlet.quoting.document import QuoteDocument


@dataclass(frozen=True, slots=True)
class State:
    """One word of state, with its tone."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, what it means, what next. `link` and `link_words` lead to the next step, where there is one."""

    title: str
    text: str = ""
    tone: str = "info"
    link: str = ""
    link_words: str = ""


# --- Inbox -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A person in the inbox. `words`: the first line of their last words. `channel`: a kind from channels."""

    id: UUID
    name: str
    words: str
    state: State
    at: datetime
    channel: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Emergency:
    """Stands above everything. `sign`: what was noticed, in words (“smell of gas”); empty where it is not one thing."""

    conversation: UUID
    name: str
    sign: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`query` is what was searched for, or empty; then `found` holds the rows and the two zones are empty."""

    needs_you: Sequence[ConversationRow]
    seen: Sequence[ConversationRow]
    emergencies: Sequence[Emergency] = ()
    notices: Sequence[Notice] = ()
    query: str = ""
    found: Sequence[ConversationRow] = ()
    older: str = ""  # address of the next page of Seen, or empty
    connected: bool = True


# --- Conversation ----------------------------------------------------------------------------------------------------


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
class MemoryRow:
    """Something remembered. `means`: what is done with it; `origin`: how it came, in a sentence or empty."""

    id: UUID
    kind: str
    text: str
    means: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class NoticedRow:
    """A habit in the owner's changes, to confirm or refuse. `mark` names it when the answer is posted."""

    mark: str
    kind: str
    text: str
    reason: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class MemoriesPage:
    """`groups`: a heading, what that kind is for, and its rows."""

    groups: Sequence[tuple[str, str, Sequence[MemoryRow]]]
    noticed: Sequence[NoticedRow] = ()


@dataclass(frozen=True, slots=True)
class ReplyRow:
    id: UUID
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RepliesPage:
    rows: Sequence[ReplyRow]
    noticed: Sequence[NoticedRow] = ()


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
    was_sent: bool = False  # something was sent to a language model for it


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
    """What the enquiry says, in a line, and what is not known yet."""

    asks: str
    wanted: Sequence[str] = ()
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """`window`: words on WhatsApp's or Messenger's 24 hours, or empty. `cannot_write`: why no reply is possible, or empty."""

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
    closed: bool = False
    personal: bool = False
    earlier: str = ""  # address of older messages, or empty
    can_quote: bool = True
    verdict: VerdictAsk | None = None
    may_write: bool = False  # a language model may be writing for this business
    writing: str = ""  # what it has written so far, checked by nobody


# --- Quotes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VatRow:
    label: str
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """vat_rows empty and vat None where the business is not VAT-registered: then no VAT is shown anywhere."""

    net: Decimal
    gross: Decimal
    vat: Decimal | None = None
    vat_rows: Sequence[VatRow] = ()
    options: Decimal | None = None
    incomplete: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OtherPrice:
    """A price that there is for the item of a line. `value`: as posted; `source`: whose it is, in words."""

    value: str
    price: Decimal
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class QuoteLineView:
    """Values as they are to stand in the fields: text, so that what cannot be read stays as it was typed."""

    id: UUID
    position: int
    description: str
    quantity: str
    unit: str
    unit_price: str
    vat_treatment: str
    net: Decimal | None
    touched: bool = True
    source: str = ""
    said: str = ""
    price_changed: str = ""
    optional: bool = False
    first: bool = False
    last: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    kind: str = "labour"
    section: UUID | None = None
    section_title: str = ""
    discount_percent: str = ""
    chosen: bool = False
    includes_vat: bool = False
    low_quantity: str = ""
    high_quantity: str = ""
    low_unit_price: str = ""
    high_unit_price: str = ""
    vat_reason: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    # What would show that the rate holds, in words; empty where nothing is asked.
    evidence_asked: str = ""
    reduced: bool = False
    cost: str = ""
    # How a price by time came about.
    came_about: str = ""
    # The price list's price of today in place of the one here, where it changed since.
    list_price: Decimal | None = None
    item: UUID | None = None
    timed: bool = False
    has_prices: bool = False
    prices: Sequence[OtherPrice] | None = None
    open: bool = False

    @property
    def range_kept(self) -> Sequence[tuple[str, str]]:
        """The range of a line while the quote is firm: kept, not shown."""
        names = ("low_quantity", "high_quantity", "low_unit_price", "high_unit_price")
        return [(name, getattr(self, name)) for name in names if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    id: UUID
    description: str


@dataclass(frozen=True, slots=True)
class PriceChoice:
    id: UUID
    name: str
    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PickRow:
    """A price to choose for a quote. `by_the_job`: it is worked out first. `agreed`: the price agreed with this customer."""

    id: UUID
    name: str
    price: str
    charged: str
    by_the_job: bool = False
    agreed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PriceAsk:
    """“Save this price to my list?” `was`: what list or agreement say; `now`: what the line says. Before VAT."""

    line: UUID
    name: str
    was: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class RateRow:
    """A price agreed with one customer, beside the list's own."""

    id: UUID
    name: str
    price: Decimal
    list_price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is missing; `link` leads to the field that puts it right."""

    sentence: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class CautionView:
    """Something to know before sending. `tick`: to be ticked, else only read."""

    code: str
    sentence: str
    tick: bool = False


@dataclass(frozen=True, slots=True)
class FoldView:
    """A small form under a summary. `said`: what stands in it now, in a line."""

    name: str
    heading: str
    form: Any
    said: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    id: UUID
    title: str
    sum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: int
    state: State
    total: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreedView:
    """What stands agreed under a number, with VAT: first, each variation by its label, together."""

    original: Decimal
    variations: Sequence[tuple[str, Decimal]]
    total: Decimal


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QuoteEditPage:
    """vat_treatments: (code, words) pairs to choose from; empty where the business is not VAT-registered. `revision`: grows
    with each change. `right`: one yes for all lines, as they are all from the list. `low`, `high`: the range of an estimate.
    """

    id: UUID
    number: str
    version: int
    kind: str  # "quote" or "estimate"
    customer: str
    conversation: UUID
    state: State
    lines: Sequence[QuoteLineView]
    totals: Totals
    vat_treatments: Sequence[tuple[str, str]] = ()
    price_list: Sequence[PriceChoice] = ()
    # The whole list is too long for one field: it is searched on a page of its own.
    long_list: bool = False
    removed: RemovedLine | None = None
    to_do: Sequence[ToDo] = ()
    notices: Sequence[Notice] = ()
    editable: bool = True
    price_ask: PriceAsk | None = None
    follow_ups: int = 0
    opened: str = ""
    revision: int = 1
    right: bool = False
    cautions: Sequence[CautionView] = ()
    # Of a version that was sent: what was ticked before it went, and when by whom.
    told: Sequence[tuple[str, str]] = ()
    folds: Sequence[FoldView] = ()
    sections: Sequence[SectionView] = ()
    line_kinds: Sequence[tuple[str, str]] = ()
    payments: Sequence[tuple[str, Decimal]] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    discount: Decimal | None = None
    # Nobody has said what was seen of the work, and what there is of it: photos, words, or enough.
    unseen: str = ""
    contractor: bool = False
    variation: bool = False
    versions: Sequence[VersionRow] = ()
    differences: Sequence[DifferenceRow] = ()
    against: int = 0
    agreed: AgreedView | None = None
    # What may be done with a version that was sent: names of verbs.
    verbs: Sequence[str] = ()
    longer: Sequence[tuple[str, date]] = ()

    @property
    def has_prices(self) -> bool:
        """Whether it is worth asking for other prices of all lines at once."""
        return sum(line.has_prices for line in self.lines) > 1


@dataclass(frozen=True, slots=True)
class QuoteAgreed:
    """After a yes, for the owner. `notices`: what must or must not be done now; `rows`: the facts on record. `can_end`: they
    may cancel, or both may agree to end it; `goods`, `start`: their arrival, its beginning can be noted.
    `unsaid`: what they should have in writing has not gone. `link`: the
    address, empty where it is off; `link_until`: its last day, and `own_until`: the one the owner set.
    """

    notices: Sequence[Notice] = ()
    rows: Sequence[tuple[str, str]] = ()
    can_reverse: bool = False
    has_sheet: bool = False
    link_is_on: bool = False
    can_end: bool = False
    goods: bool = False
    start: bool = False
    unsaid: bool = False
    link: str = ""
    link_until: date | None = None
    own_until: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    id: UUID
    number: str
    customer: str
    kind: str
    total: Decimal
    state: State
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """Groups in the order in which they matter: (heading, rows)."""

    groups: Sequence[tuple[str, Sequence[QuoteRow]]]


# --- The customer's pages --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who is writing, and how to reach them now."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An option that the customer may choose."""

    id: str
    description: str
    net: Decimal


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One version of one quote. `document`: all that it says, as frozen. `lines`: what is in it, by name.

    `open`: it can be accepted now; else `closed_because` says why not.
    """

    token: str
    letterhead: Letterhead
    document: QuoteDocument
    number: str
    version: int
    estimate: bool
    lines: Sequence[str]
    options: Sequence[OfferLine]
    totals: Totals
    payment: str = ""
    open: bool = True
    closed_because: Notice | None = None
    has_document: bool = True
    preview: bool = False
    consumer: bool = True
    # Whether the business is told when a button of the page is pressed: the page says so.
    tells_opened: bool = False
    # Id of the version: an answer is to what was read.
    version_id: str = ""


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """An option to choose. `amount`: what it adds to the total, with VAT, in words."""

    id: str
    description: str
    amount: str
    quantity: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """The options and the sums with those chosen. `price` in words, a range for an estimate; `payments`: deposit and stages,
    empty where all is paid at once. `query` carries the choice from page to page.
    """

    options: Sequence[OptionChoice]
    totals: Totals
    price: str
    payments: Sequence[tuple[str, Decimal]] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Paperwork:
    """The cancellation notice and the model form, sentence by sentence, as the law words them."""

    heading: str
    notice: Sequence[str]
    effects_heading: str
    effects: Sequence[str]
    form_heading: str
    form: Sequence[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the check page says beside the sums; `gross` in pence, `key` makes one form one yes."""

    version: UUID
    document_hash: str
    gross: int
    key: str
    what: Sequence[str]
    timing: str
    payment: str
    valid_until: date
    button: str
    paperwork: Paperwork | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A yes as its customer reads it again. `cancel_until`: the last day, None while open or where no notice was given."""

    name: str
    at: datetime
    price: Decimal
    relation: str = ""
    deposit: Decimal | None = None
    options: Sequence[str] = ()
    ticked: Sequence[str] = ()
    copy_to: str = ""
    short_hash: str = ""
    consumer: bool = True
    cancel_until: date | None = None
    can_ask_early: bool = False
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class CancelPage:
    """`open`: cancelling is done at once; else the words are passed on. `until`: the last day, where it is known."""

    open: bool
    until: date | None = None
    early_start: bool = False
    paperwork: Paperwork | None = None


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Why a business holds somebody's details. `rows`: (what, why, how long)."""

    business: str
    contact: str
    rows: Sequence[tuple[str, str, str]]
    who_else: Sequence[str]
    rights: Sequence[str]
    regulator: str
    regulator_url: str
    operator: str = ""
    operator_contact: str = ""
    back: str = ""


# --- Price list ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price in the list. `charged`: how, in words. `mark`: what keeps it from being quoted, or nothing."""

    id: UUID
    code: str
    name: str
    price: str
    charged: str
    mark: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class RuleRow:
    id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class PriceListPage:
    """`groups`: (category, rows). `to_confirm` counts rows that may not be quoted from yet. `gaps`: sentences, and the
    price each is about. `undo`: an import that can be taken back, and when it was made.
    """

    groups: Sequence[tuple[str, Sequence[PriceRow]]]
    to_confirm: int = 0
    rules: Sequence[RuleRow] = ()
    vat_registered: bool = True
    query: str = ""
    category: str = ""
    categories: Sequence[str] = ()
    gaps: Sequence[tuple[str, UUID | None]] = ()
    undo: tuple[UUID, str] | None = None
    count: int = 0

    @property
    def rows(self) -> Sequence[PriceRow]:
        return [row for _, rows in self.groups for row in rows]


@dataclass(frozen=True, slots=True)
class ItemRuleRow:
    """`key` names it in addresses. `words`: what it was read from. `waiting`: not gone by before the owner says so."""

    key: str
    kind: str
    text: str
    words: str = ""
    confirmed: bool = True
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class TriedLine:
    text: str
    amount: str
    quantity: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a job comes to by a price, or the sentence of what must be known first."""

    lines: Sequence[TriedLine] = ()
    total: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PriceItemPage:
    """One price. `examples`: (length, price). `rule_kinds`: (name, words) of what can be added."""

    id: UUID
    name: str
    code: str
    shape: str
    shape_word: str
    charged: str
    confirmed: bool
    changed: str
    vat_registered: bool
    mark: str = ""
    examples: Sequence[tuple[str, str]] = ()
    rules: Sequence[ItemRuleRow] = ()
    rule_kinds: Sequence[tuple[str, str]] = ()
    to_decide: int = 0


@dataclass(frozen=True, slots=True)
class ImportRule:
    """A rule that the words of a line suggest. key, kind: of its form; words: what it was read from. said: right, drop, change
    or nothing yet; `instead`: as the owner wants it.
    """

    key: str
    kind: str
    text: str
    words: str
    said: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """`place`: “line 3”. `outcome`: kept, changed, new, heading, not_understood. `number`: of the row, from 0."""

    place: str
    name: str
    outcome: str
    code: str = ""
    charged: str = ""
    vat: str = ""
    changes: Sequence[str] = ()
    notes: Sequence[str] = ()
    problem: str = ""
    examples: Sequence[tuple[str, str]] = ()
    rules: Sequence[ImportRule] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """`counts`: (how many, word) of each outcome. `id` stands for what was read; the confirming form names it. `unread`: what
    of the file no price was read from, in sentences. `to_decide`: suggested rules of which nothing was said.
    """

    id: UUID
    rows: Sequence[ImportRow]
    counts: Sequence[tuple[int, str]]
    understood: int
    unread: Sequence[str] = ()
    to_decide: int = 0


# --- Channels --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConnectionCard:
    """`tally`: “your mailbox has N since …, we hold N”. `agreed`: what was consented to, and when."""

    id: UUID
    channel: str
    title: str
    state: State
    sentence: str = ""
    last_message: datetime | None = None
    tally: str = ""
    agreed: str = ""
    agreed_on: datetime | None = None
    can_reconnect: bool = False
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class FormCard:
    """The public enquiry form: its full address, and whether it answers."""

    address: str
    embed: str
    on: bool


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    connections: Sequence[ConnectionCard]
    form: FormCard
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """The notice shown before connecting: exactly these words are recorded. Rows are (question, answer)."""

    title: str
    rows: Sequence[tuple[str, str]]
    version: str


@dataclass(frozen=True, slots=True)
class DisconnectPage:
    id: UUID
    title: str
    ends: Sequence[str]
    stays: Sequence[str]
    left_to_do: str = ""


# --- Privacy ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RegisterRow:
    data: str
    purpose: str
    basis: str
    kept: str
    who: str
    examples: str = ""


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """`role`: "controller" or "processor" as seen from the operator; `intro` says it in plain words."""

    heading: str
    role: str
    rows: Sequence[RegisterRow]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    name: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Register:
    version: str
    updated: date
    operator: str
    contact: str
    groups: Sequence[RegisterGroup]
    recipients: Sequence[Recipient]
    regulator: str
    regulator_url: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: UUID
    kind: str
    who: str
    state: State
    due: date | None
    days_left: int | None
    next_step: str


@dataclass(frozen=True, slots=True)
class RetentionRow:
    data: str
    rule: str
    oldest: str
    last_run: datetime | None
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class ConsentRow:
    what: str
    event: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PrivacyCentrePage:
    to_do: Sequence[CaseRow]
    closed: Sequence[CaseRow]
    retention: Sequence[RetentionRow]
    consents: Sequence[ConsentRow]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    at: datetime | None
    title: str
    detail: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A verb open now: sent as `step` with an optional reason."""

    verb: str
    words: str
    main: bool = False
    danger: bool = False
    asks_reason: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    id: UUID
    kind: str
    who: str
    state: State
    due: date | None
    days_left: int | None
    events: Sequence[CaseEvent]
    steps: Sequence[CaseStep]
    found: Sequence[tuple[str, int]] = ()
    notices: Sequence[Notice] = ()
    conversation: UUID | None = None


@dataclass(frozen=True, slots=True)
class EraseItem:
    what: str
    count: int
    because: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ErasePreview:
    case: UUID
    who: str
    goes: Sequence[EraseItem]
    stays: Sequence[EraseItem]
    elsewhere: Sequence[str] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CertificateView:
    id: UUID
    code: str
    at: datetime
    removed: Sequence[EraseItem]
    kept: Sequence[EraseItem]
    dates: Sequence[tuple[str, date]] = ()
    elsewhere: Sequence[str] = ()
    register_version: str = ""
    commitment: str = ""


# --- Settings --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slice:
    """One way in which suggestions ended: how many, per cent of all, and where its bar begins (per cent) and how long it is."""

    kind: str
    word: str
    count: int
    percent: int
    start: float = 0.0
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A week, an intent or an engine. `place`: where its bar stands in the drawing, in units from the top."""

    name: str
    total: int
    slices: Sequence[Slice]
    place: int = 0


@dataclass(frozen=True, slots=True)
class ReasonRow:
    words: str
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class QualityPage:
    """weeks: how many are shown. summary: the figures in a sentence."""

    weeks: int
    summary: str
    whole: QualityRow
    by_week: Sequence[QualityRow]
    by_intent: Sequence[QualityRow]
    reasons: Sequence[ReasonRow]
    kinds: Sequence[tuple[str, str]]
    answered: str = ""
    height: int = 0


@dataclass(frozen=True, slots=True)
class ToneSetting:
    """One setting of a lever, and the letter it would make. now: the one in use."""

    word: str
    sounds: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class LearnedLever:
    """What was learned of one lever: from which setting to which, how sure, why, and how it would sound."""

    name: str
    now: str
    wanted: str
    sure: str
    reasons: Sequence[str]
    sounds: str


@dataclass(frozen=True, slots=True)
class LearnedHabit:
    """How the owner opens or signs. code: greeting or signoff. now: what is set; or, once used, what it was before, or empty."""

    code: str
    name: str
    words: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class LearnedTonePage:
    """sample: of how many messages. can_apply: False where a lever cannot say why."""

    sample: int
    levers: Sequence[LearnedLever]
    sounds: str
    can_apply: bool = True
    habits: Sequence[LearnedHabit] = ()


@dataclass(frozen=True, slots=True)
class ToneSample:
    """A sentence at the present setting: numbers mean nothing to an owner, sentences do."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The language model that words drafts. key_ends: the last letters of its key, or empty. trouble: a sentence, or empty.

    requests, tokens_in, tokens_out: of the last thirty days; pence None where no price is known.
    """

    model: str
    provider: str
    country: str
    keeps: str
    address: str
    agreed_on: date
    daily_limit: int
    drafts_today: int
    requests: int
    tokens_in: int
    tokens_out: int
    pence: Decimal | None = None
    key_ends: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class AiPage:
    """Which engine, and exactly what leaves the house. `fields`: (what, what becomes of it). offered: what the operator set up."""

    fields: Sequence[tuple[str, str]]
    consent: Consent
    in_use: ModelInUse | None = None
    offered: str = ""
    tried: str = ""


@dataclass(frozen=True, slots=True)
class ModelRequestRow:
    """One request to a language model as it went over the line, in readable JSON, and its answer. cost: words, or empty."""

    step: str
    at: datetime
    model: str
    provider: str
    sent: str
    answer: str
    outcome: str
    figures: str


@dataclass(frozen=True, slots=True)
class ModelRequestsPage:
    conversation: UUID
    name: str
    rows: Sequence[ModelRequestRow]


@dataclass(frozen=True, slots=True)
class Member:
    id: UUID
    name: str
    email: str
    role: str
    since: date
    you: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    id: UUID
    email: str
    role: str
    until: date


@dataclass(frozen=True, slots=True)
class TeamPage:
    members: Sequence[Member]
    invitations: Sequence[Invitation] = ()
    can_invite: bool = False


@dataclass(frozen=True, slots=True)
class SecurityEventRow:
    what: str
    at: datetime
    device: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class TokenRow:
    id: UUID
    label: str
    created: date
    last_used: datetime | None


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """new_token: shown once, straight after it was made."""

    passkeys: int
    authenticator: bool
    events: Sequence[SecurityEventRow]
    tokens: Sequence[TokenRow] = ()
    new_token: str = ""


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


# --- Follow-ups and how quotes do ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FollowUpQuoteRef:
    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A message that will go out. warning: what is in the way, or to know; fails: it will not go as things stand.

    going: it is on its way just now. error, seen: after a refusal, so that no word is lost.
    """

    id: UUID
    day: str
    customer: str
    conversation: UUID
    to: str
    text: str
    quotes: Sequence[FollowUpQuoteRef]
    warning: str = ""
    fails: bool = False
    going: bool = False
    error: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpStopped:
    customer: str
    conversation: UUID
    quotes: Sequence[FollowUpQuoteRef]
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpsPage:
    on: bool
    rows: Sequence[FollowUpRow]
    stopped: Sequence[FollowUpStopped] = ()


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """One message of a plan. why: what brings its day. keep: ticked."""

    key: str
    day: str
    why: str
    text: str
    keep: bool = True


@dataclass(frozen=True, slots=True)
class FollowUpPlanPage:
    """others: numbers of other open quotes that the same messages name. planned: how many are approved already."""

    quote: UUID
    number: str
    customer: str
    to: str
    items: Sequence[FollowUpItem]
    digest: str
    others: Sequence[str] = ()
    seen: str = ""
    cannot: str = ""
    is_off: bool = False
    planned: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class QuoteMonth:
    """place: where its bars stand in the drawing, from the top; the lengths are per cent of the longest."""

    name: str
    sent: int
    accepted: int
    declined: int
    expired: int
    quoted: Decimal
    won: Decimal
    place: int
    quoted_length: float
    won_length: float


@dataclass(frozen=True, slots=True)
class QuoteReportPage:
    """figures: (what, how many, in words). reasons: why people said no, with the length of the bar."""

    summary: str
    figures: Sequence[tuple[str, str, str]]
    months: Sequence[QuoteMonth]
    reasons: Sequence[ReasonRow]
    height: int
    followed: str = ""
    empty: bool = False

    @property
    def quiet(self) -> bool:
        """Whether there are months without a quote: the drawing shows them, the table need not."""
        return any(not month.sent for month in self.months)


# --- Operator --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HealthRow:
    what: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class HealthGroup:
    heading: str
    rows: Sequence[HealthRow]


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Counts, states and times; never anybody's words."""

    overall: State
    groups: Sequence[HealthGroup]
    at: datetime
