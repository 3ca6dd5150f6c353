"""The quote as the customer sees it, decides on it and keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from handlet.quoting.document import QuoteDocument
from handlet.web.ui.contexts.quote import Totals
from handlet.web.ui.contexts.states import Notice


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
class Resting:
    """A link that rested: how to see its quote again. `to`: the known address, veiled, empty where nobody can be written to;
    `sent_at`, `works_until`: of a message that went; `given`: the pass with which they came; `notice`: what went wrong.
    """

    token: str
    to: str = ""
    phone: str = ""
    email: str = ""
    sent_at: datetime | None = None
    works_until: datetime | None = None
    given: str = ""
    notice: str = ""


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
