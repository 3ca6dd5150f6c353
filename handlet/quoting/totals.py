"""The sums of a version, by the one pricing function: for the page, the document, the API and the digest alike."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from handlet.customers.models import Customer
from handlet.kit.london import london_day
from handlet.quoting import cis, deposits, pricing, vat
from handlet.quoting.models import QuoteLine, QuoteVersion


@dataclass(frozen=True, slots=True)
class VatRow:
    """One rate (percent) of one treatment, with the base it stands on and the VAT, in pence. Reverse-charged VAT is for
    information: the customer pays it.
    """

    rate: Decimal
    net: int
    vat: int
    treatment: str = ""
    reverse_charge: bool = False

    @property
    def words(self) -> str:
        """How the treatment is printed: nothing for the standard rate."""
        known = vat.TREATMENTS.get(self.treatment)
        return known.words if known is not None and known.reason else ""


@dataclass(frozen=True, slots=True)
class Totals:
    """All in pence. `vat_rows` is empty where the business is not registered. `options`: what is not chosen.

    lines: each line as shown. sections: what each section (None: no section) comes to, as shown. discount: off the whole.
    provisional: of the shown sum, what is provisional. reverse_charged: VAT that the customer pays. low, high: the range of
    an estimate, with VAT; equal to gross where there is none. deposit, payments: what is paid when; together the gross.
    cis: what a contractor is expected to take off. problem: a sentence where discount, deposit or stages do not fit the
    sum; then they are left out here, and the version cannot be issued.
    """

    lines: Mapping[UUID, int]
    net: int
    vat: int
    gross: int
    vat_rows: Sequence[VatRow]
    options: int
    sections: Mapping[Hashable, int] = field(default_factory=dict)
    discount: int = 0
    provisional: int = 0
    reverse_charged: int = 0
    low: int = 0
    high: int = 0
    deposit: int = 0
    payments: Sequence[deposits.Payment] = ()
    cis: cis.Deduction | None = None
    problem: str = ""

    @property
    def is_range(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Crossing:
    """A rate changes on `change.day`, while this offer stands or its work is done: both totals, for the owner and the paper."""

    change: vat.Change
    before: Totals
    after: Totals


def customer_kind(version: QuoteVersion) -> str:
    """`consumer`, `business` or `contractor`: as this version says, else as the customer's page does. Unknown: a consumer,
    who is given the most paperwork.
    """
    if version.customer_kind:
        return version.customer_kind
    customer = version.quote.customer
    return customer.kind if customer is not None else Customer.Kind.CONSUMER


def is_consumer(version: QuoteVersion) -> bool:
    return customer_kind(version) == Customer.Kind.CONSUMER


def tax_point_of(version: QuoteVersion) -> date:
    """The day whose VAT counts: as the owner assumed, else the end of the window for the start, else the day of issue."""
    return (
        version.assumed_tax_point
        or version.start_until
        or version.start_from
        or london_day(version.issued_at or version.created_at)
    )


def rate_on(line: QuoteLine, version: QuoteVersion, day: date) -> Decimal:
    """The rate of a line on a tax point; nothing where no VAT may be charged. Raises vat.NoRate.

    A line without a treatment keeps the rate that it came with.
    """
    if not version.vat_registered:
        return Decimal(0)
    if not line.vat_treatment:
        return line.vat_rate
    return vat.rate_of(line.vat_treatment, day, version.nation)


_read: ContextVar[dict[UUID, list[QuoteLine]] | None] = ContextVar("handlet_lines_read", default=None)


@contextmanager
def lines_read_once() -> Iterator[None]:
    """Inside, the lines of a version are read once: for a page, which asks for them in a dozen places. Nothing inside may
    change a line."""
    held = _read.set({})
    try:
        yield
    finally:
        _read.reset(held)


def standing_lines(version: QuoteVersion) -> list[QuoteLine]:
    """The lines that stand, in order."""
    read = _read.get()
    if read is not None and version.pk in read:
        return [*read[version.pk]]
    found = list(
        QuoteLine.objects.filter(business_id=version.business_id, version=version, removed_at=None)
        .select_related("price_item")
        .order_by("position", "id")
    )
    if read is not None:
        read[version.pk] = found
    return [*found]


def totals_of(
    version: QuoteVersion, *, chosen: Collection[UUID] | None = None, tax_point: date | None = None
) -> Totals:
    """Price the lines that stand. A version keeps the VAT status it was made under, a line the rate it was saved with.

    chosen: the options taken (ids of lines), in place of those ticked beforehand. tax_point: price as on another day.
    """
    rows = standing_lines(version)
    lines = [_line(row, version, chosen, tax_point) for row in rows]
    problem = ""
    try:
        priced, low, high = _priced(lines, version, version.discount_percent, version.discount_pounds)
    except pricing.BadPricing as error:
        problem = str(error)
        bare = [_without_range(line) for line in lines]
        priced, low, high = _priced(bare, version, Decimal(0), Decimal(0))
    deposit, payments = 0, [deposits.Payment("When the work is done", priced.gross)]
    try:
        deposit = deposits.deposit_of(priced.gross, percent=version.deposit_percent, pounds=version.deposit_pounds)
        payments = deposits.plan(priced.gross, deposit=deposit, stages=deposits.read_stages(version.stages))
    except deposits.BadStages as error:
        deposit, problem = 0, problem or str(error)
    return Totals(
        lines={row.id: amount for row, amount in zip(rows, priced.lines, strict=True)},
        net=priced.net,
        vat=priced.vat,
        gross=priced.gross,
        vat_rows=[VatRow(row.rate, row.net, row.vat, row.treatment, row.reverse_charge) for row in priced.vat_rows],
        options=priced.options,
        sections=priced.sections,
        discount=priced.discount,
        provisional=priced.provisional,
        reverse_charged=priced.reverse_charged,
        low=low.gross,
        high=high.gross,
        deposit=deposit,
        payments=payments,
        cis=_cis(rows, lines, priced, version),
        problem=problem,
    )


def _priced(
    lines: Sequence[pricing.Line], version: QuoteVersion, percent: Decimal, pounds: Decimal
) -> tuple[pricing.Priced, pricing.Priced, pricing.Priced]:
    terms = {"discount_percent": percent, "discount": pounds}
    registered = version.vat_registered
    low, high = pricing.price_range(lines, vat_registered=registered, **terms)
    return pricing.price(lines, vat_registered=registered, **terms), low, high


def crossings_of(version: QuoteVersion) -> list[Crossing]:
    """Changes of VAT between the day of the offer and the last of: its validity, the window for the start, the tax point."""
    if not version.vat_registered:
        return []
    first = london_day(version.issued_at or version.created_at)
    last = max(
        day for day in (version.valid_until, version.start_from, version.start_until, version.assumed_tax_point) if day
    )
    used = {line.vat_treatment for line in standing_lines(version) if line.vat_treatment}
    return [
        Crossing(
            change,
            totals_of(version, tax_point=change.day - timedelta(days=1)),
            totals_of(version, tax_point=change.day),
        )
        for change in vat.changes(used, first, last, version.nation)
    ]


def _line(
    row: QuoteLine, version: QuoteVersion, chosen: Collection[UUID] | None, tax_point: date | None
) -> pricing.Line:
    rate = row.vat_rate if version.vat_registered else Decimal(0)
    if tax_point is not None:
        with suppress(vat.NoRate):
            rate = rate_on(row, version, tax_point)
    return pricing.Line(
        quantity=row.quantity,
        unit_price=row.unit_price,
        vat_rate=rate,
        treatment=row.vat_treatment,
        includes_vat=row.includes_vat,
        discount_percent=row.discount_percent,
        optional=row.optional,
        chosen=row.chosen if chosen is None else row.id in chosen,
        reverse_charge=version.reverse_charge,
        section=row.section_id,
        provisional=row.kind == QuoteLine.Kind.PROVISIONAL,
        low_quantity=row.low_quantity,
        high_quantity=row.high_quantity,
        low_unit_price=row.low_unit_price,
        high_unit_price=row.high_unit_price,
    )


def _without_range(line: pricing.Line) -> pricing.Line:
    return replace(line, low_quantity=None, high_quantity=None, low_unit_price=None, high_unit_price=None)


def _cis(
    rows: Sequence[QuoteLine], lines: Sequence[pricing.Line], priced: pricing.Priced, version: QuoteVersion
) -> cis.Deduction | None:
    if version.cis_percent is None or customer_kind(version) != Customer.Kind.CONTRACTOR:
        return None
    paid = 0
    for row, line, amount in zip(rows, lines, priced.lines, strict=True):
        if row.kind in cis.LEFT_OUT and (not line.optional or line.chosen):
            # Where the owner has not said what they paid, the price stands for it; a warning says so.
            cost = row.cost_pounds
            paid += cis.price_for_cost(line, amount) if cost is None else pricing.pence(cost)
    return cis.deduction(net=priced.net, materials_paid=paid, percent=version.cis_percent)
