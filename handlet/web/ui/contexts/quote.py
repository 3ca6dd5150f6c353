"""The quote as the owner edits it, lists it and follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from handlet.web.ui.contexts.learning import ReasonRow
from handlet.web.ui.contexts.states import Notice, State


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


def line_key(id: UUID) -> str:
    """A short name for a line in the ids and addresses of its editor: the random end of its id."""
    return id.hex[-8:]


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
    # Whether all that can be said of a line stands open; `rate`: of VAT, in words.
    open: bool = False
    rate: str = ""

    @property
    def key(self) -> str:
        return line_key(self.id)

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
    address, empty where it is off; `link_until`: its last day, and `own_until`: the one the owner set; `link_rests`: nobody
    used it for a fortnight, so it asks for a proof.
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
    link_rests: bool = False


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
