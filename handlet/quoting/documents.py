"""From a version to its document: every word and sum that goes on the paper and on the customer's page."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from handlet.accounts import logos
from handlet.accounts.models import BusinessProfile
from handlet.kit.london import london_day
from handlet.quoting import cancellation, disclosures, document, editing, late_payment, reverse_charge, revising, vat
from handlet.quoting.details import Details
from handlet.quoting.details import read as read_details
from handlet.quoting.document import DocumentLine, Fact, Group, Letterhead, Part, QuoteDocument, Sum
from handlet.quoting.lettering import clean
from handlet.quoting.lettering import line as one_line
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.printed import day_words, money, number_words, price_words, unit_words
from handlet.quoting.readiness import crossing_words, named_credentials
from handlet.quoting.totals import Totals, VatRow, crossings_of, customer_kind, is_consumer, totals_of

Kind = QuoteLine.Kind
# What a line says of its kind to everybody; a contractor needs the kind of each line for CIS.
KINDS_SAID = (Kind.PROVISIONAL, Kind.PASS_THROUGH)
TRADE = ("business", "contractor")


def shown(version: QuoteVersion, *, today: date) -> QuoteDocument:
    """The document of a version as its customer sees it: as frozen, or as it would be issued on that day."""
    if version.frozen:
        try:
            return document.read(version.frozen)
        except document.OldTemplate:
            pass
    issued = london_day(version.issued_at) if version.issued_at else today
    return document_of(version, totals_of(version), issued=issued)


def document_of(version: QuoteVersion, totals: Totals, *, issued: date) -> QuoteDocument:
    """Everything that goes on the paper for a version, worded. Needs a transaction of the business."""
    profile = version.business.profile
    details = read_details(version.details)
    kind, label = version.get_kind_display(), version.quote.label
    rows = editing.lines_of(version)
    words = _Words(version, totals, details, profile, rows)
    apart = [row for row in rows if row.optional and not row.chosen]
    made = QuoteDocument(
        title=f"{kind} {label} from {version.business.name}",
        heading=f"{kind} {label}",
        business=_letterhead(version, profile, issued),
        lead=words.lead(),
        lead_words=words.lead_words(),
        facts=_facts(version, details, issued),
        before=_filled(Part("The work", paragraphs=_lines(details.scope, details.seen))),
        price_heading="What it is made of",
        columns=["What", "How many", "Price each", words.sum_heading()],
        groups=words.groups([row for row in rows if row not in apart]),
        sums=words.sums(),
        notes=words.notes(),
        options=Part("You may also like", paragraphs=["Not in the total. You can choose these when you accept."])
        if apart
        else None,
        option_lines=[words.line(row) for row in apart],
        parts=_parts(version, totals, details, profile),
        closing=_closing(version, profile),
        foot=f"{version.business.name} · {kind} {label}, version {version.version}",
        cancellation=_cancellation(version, profile) if version.paperwork and is_consumer(version) else [],
        estimate=version.kind == QuoteVersion.Kind.ESTIMATE,
    )
    return document.with_code(_cleaned(made))


def _letterhead(version: QuoteVersion, profile: BusinessProfile, issued: date) -> Letterhead:
    name = version.business.name
    lines = [part for part in profile.address.splitlines() if part.strip()]
    lines += [value for value in (profile.phone, profile.email) if value]
    if version.vat_registered and profile.vat_number:
        lines.append(f"VAT number {profile.vat_number}")
    logo = logos.logo_of(profile)
    return Letterhead(
        name=name,
        tagline=profile.letterhead,
        lines=lines,
        credentials=[f"{row.scheme} {row.number}" for row in named_credentials(version, issued)],
        disclosures=disclosures.of(profile, trading_name=name),
        logo=base64.b64encode(logo).decode() if logo else "",
        logo_alt=f"Logo of {name}" if logo else "",
    )


def _facts(version: QuoteVersion, details: Details, issued: date) -> Sequence[Fact]:
    estimate = version.kind == QuoteVersion.Kind.ESTIMATE
    facts = [Fact("For", [details.customer_name or "The customer"])]
    if details.site:
        facts.append(Fact("Work at", _lines(details.site)))
    if details.billing and details.billing != details.site:
        facts.append(Fact("Bill to", _lines(details.billing)))
    facts.append(Fact("Date", [day_words(issued)]))
    facts.append(
        Fact("Good until the end of" if estimate else "Stands until the end of", [day_words(version.valid_until)])
    )
    return facts


@dataclasses.dataclass(frozen=True, slots=True)
class _Words:
    """Sums and lines of one version, worded."""

    version: QuoteVersion
    totals: Totals
    details: Details
    profile: BusinessProfile
    rows: Sequence[QuoteLine]

    @property
    def estimate(self) -> bool:
        return self.version.kind == QuoteVersion.Kind.ESTIMATE

    @property
    def registered(self) -> bool:
        return self.version.vat_registered

    def bases(self) -> set[bool]:
        """Whether lines hold VAT; both where they differ."""
        return {row.includes_vat for row in self.rows} or {False}

    def several_rates(self) -> bool:
        """Whether each line must say its rate; where all have the same, the row of VAT below them says it once."""
        return len({(row.vat_treatment, row.vat_rate, row.includes_vat) for row in self.rows}) > 1

    def sum_heading(self) -> str:
        if not self.registered:
            return "Price"
        bases = self.bases()
        return "Sum" if len(bases) == 2 else "With VAT" if True in bases else "Before VAT"

    def lead(self) -> str:
        if self.estimate and self.totals.is_range:
            return f"{money(self.totals.low)} to {money(self.totals.high)}"
        return money(self.totals.gross)

    def lead_words(self) -> Sequence[str]:
        with_vat = f", with VAT of {money(self.totals.vat)}" if self.registered and self.totals.vat else ""
        said = []
        if self.version.quote.variation:
            said.append(f"A change to number {self.version.quote.number}, to be agreed before the work is done.")
        if self.estimate:
            if self.totals.is_range:
                with_vat = ", with VAT" if with_vat else ""
            said.append(f"A likely price{with_vat}, and not a fixed one. It may move once the work is seen or done.")
        else:
            said.append(f"The price for everything below{with_vat}.")
        return said

    def groups(self, rows: Sequence[QuoteLine]) -> Sequence[Group]:
        groups = []
        alone = [row for row in rows if row.section_id is None]
        if alone:
            groups.append(Group([self.line(row) for row in alone]))
        for section in editing.sections_of(self.version):
            inside = [row for row in rows if row.section_id == section.id]
            if not inside:
                continue
            total = Sum(f"{section.title} together", money(self.totals.sections.get(section.id, 0)))
            groups.append(Group([self.line(row) for row in inside], section.title, section.note, total))
        return groups

    def line(self, row: QuoteLine) -> DocumentLine:
        return DocumentLine(
            description=row.description,
            quantity=f"{number_words(row.quantity)} {unit_words(row.unit)}",
            unit_price=price_words(row.unit_price),
            net=money(self.totals.lines.get(row.id, 0)),
            small=self._small(row),
        )

    def _small(self, row: QuoteLine) -> Sequence[str]:
        said = []
        if row.kind in KINDS_SAID or customer_kind(self.version) == "contractor":
            said.append(row.get_kind_display())
        if row.optional and row.chosen:
            said.append("Chosen for you; you can leave it out")
        if row.discount_percent:
            said.append(f"{number_words(row.discount_percent)} % off")
        said += self._range(row)
        if self.registered and self.several_rates():
            said.append(self._vat(row))
        return said

    def _vat(self, row: QuoteLine) -> str:
        """The rate, and the treatment where it is not the standard one. Never a sum: VAT is rounded once for each rate."""
        known = vat.TREATMENTS.get(row.vat_treatment)
        named = f", {_small_first(known.words)}" if known is not None and known.reason else ""
        basis = ""
        if len(self.bases()) == 2:
            basis = ", in the price" if row.includes_vat else ", not in the price"
        return f"VAT {number_words(row.vat_rate)} %{named}{basis}"

    def _range(self, row: QuoteLine) -> Sequence[str]:
        if not self.estimate:
            return []
        said = []
        low, high = (value if value is not None else row.quantity for value in (row.low_quantity, row.high_quantity))
        if low != high:
            said.append(f"Likely {number_words(low)} to {number_words(high)} {unit_words(row.unit)}")
        low, high = (
            value if value is not None else row.unit_price for value in (row.low_unit_price, row.high_unit_price)
        )
        if low != high:
            said.append(f"Likely {price_words(low)} to {price_words(high)} each")
        return said

    def sums(self) -> Sequence[Sum]:
        totals, sums = self.totals, []
        if totals.discount:
            percent = self.version.discount_percent
            share = f" {number_words(percent)} %" if percent else ""
            reason = f": {self.details.discount_words}" if self.details.discount_words else ""
            sums.append(Sum("Lines together", money(sum(totals.sections.values()))))
            sums.append(Sum(f"Less{share}{reason}", money(-totals.discount)))
        likely = "Likely total" if self.estimate else "Total"
        if not self.registered:
            sums.append(Sum(likely, money(totals.gross), strong=True))
        elif self.bases() == {True}:
            sums.append(Sum(f"{likely} with VAT", money(totals.gross), strong=True))
            sums += [Sum(f"Of which {_small_vat(row)}", money(row.vat)) for row in totals.vat_rows]
        else:
            sums.append(Sum("Net", money(totals.net)))
            sums += [Sum(_vat_label(row), money(row.vat)) for row in totals.vat_rows if not row.reverse_charge]
            reversed_rows = [row for row in totals.vat_rows if row.reverse_charge]
            with_vat = " with VAT" if len(reversed_rows) < len(totals.vat_rows) else ""
            sums.append(Sum(f"{likely}{with_vat}", money(totals.gross), strong=True))
            sums += [
                Sum(f"{_vat_label(row)}: you pay it to HMRC, it is not in the total", money(row.vat))
                for row in reversed_rows
            ]
        if self.estimate and totals.is_range:
            sums.append(Sum("Likely range", f"{money(totals.low)} to {money(totals.high)}"))
        if totals.provisional:
            basis = " before VAT" if self.registered and self.bases() == {False} else ""
            sums.append(Sum(f"Of this, provisional{basis}", money(totals.provisional)))
        return sums

    def notes(self) -> Sequence[str]:
        said = []
        if not self.registered:
            said.append("Not VAT registered: there is no VAT to pay.")
        if self.totals.provisional:
            fixed = "" if self.estimate else " Everything else is fixed."
            said.append(f"A provisional sum is settled at what it comes to, up or down.{fixed}")
        if self.registered:
            said += _reasons(self.rows)
            said += [crossing_words(crossing) for crossing in crossings_of(self.version)]
        if customer_kind(self.version) == "contractor":
            said += self._trade()
        return said

    def _trade(self) -> Sequence[str]:
        said = []
        if self.version.reverse_charge and self.totals.reverse_charged:
            said.append(reverse_charge.STATEMENT)
        if self.registered and not self.version.reverse_charge:
            said.append(reverse_charge.END_USER_TERM)
        cis = self.totals.cis
        if cis is not None:
            said.append(
                f"Expected CIS deduction: {money(cis.amount)}, which is {cis.percent} % of {money(cis.base)}. "
                "The price is unchanged."
            )
        return said


def _reasons(rows: Sequence[QuoteLine]) -> Sequence[str]:
    """Why a rate is not the standard one, once for each treatment and reason."""
    found: dict[str, None] = {}
    for row in rows:
        known = vat.TREATMENTS.get(row.vat_treatment)
        if known is not None and known.reason and row.vat_reason.strip():
            found[
                f"VAT at {number_words(row.vat_rate)} %, {_small_first(known.words)}: {_sentence(row.vat_reason)}"
            ] = None
    return list(found)


def _vat_label(row: VatRow) -> str:
    named = f", {_small_first(row.words)}" if row.words else ""
    return f"VAT at {number_words(row.rate)} % on {money(row.net)}{named}"


def _small_vat(row: VatRow) -> str:
    return _vat_label(row)


def _parts(version: QuoteVersion, totals: Totals, details: Details, profile: BusinessProfile) -> Sequence[Part]:
    return _filled(
        _agreed(version, totals),
        Part("What could move it", items=details.could_move),
        Part("This assumes", items=details.assumptions),
        Part("Included", items=details.inclusions),
        Part("Not included", items=details.exclusions),
        Part("What we need from you", items=details.customer_provides),
        Part("When", paragraphs=_when(version, details)),
        _paying(version, totals, details, profile),
        Part("After the work", paragraphs=_lines(details.after)),
        Part("Changes", paragraphs=["Changes are agreed in writing before they are done.", *_lines(details.changes)]),
        Part("Terms", paragraphs=_lines(profile.terms)),
        Part("Complaints", paragraphs=_lines(profile.complaints)),
    )


def _agreed(version: QuoteVersion, totals: Totals) -> Part:
    """A variation: what stands agreed already, and what it comes to with this."""
    heading = "What it comes to together"
    agreed = revising.agreed(version.quote) if version.quote.variation else None
    if agreed is None:
        return Part(heading)
    label = version.quote.label
    rows = [Sum(f"Agreed first, number {version.quote.number}", money(agreed.original))]
    rows += [Sum(f"Agreed since, {name}", money(amount)) for name, amount in agreed.variations if name != label]
    before = agreed.original + sum(amount for name, amount in agreed.variations if name != label)
    rows += [
        Sum(f"This change, {label}", money(totals.gross)),
        Sum("Total if you agree", money(before + totals.gross), True),
    ]
    return Part(heading, rows=rows)


def _when(version: QuoteVersion, details: Details) -> Sequence[str]:
    said = []
    first, last = version.start_from, version.start_until
    if first and last and first != last:
        said.append(f"Start between {day_words(first)} and {day_words(last)}.")
    elif first or last:
        day = first or last
        assert day is not None
        said.append(f"Start on {day_words(day)}." if first else f"Start by {day_words(day)}.")
    if details.duration:
        said.append(f"How long it takes: {_sentence(details.duration)}")
    if details.depends_on:
        said.append(f"This depends on: {_sentence(details.depends_on)}")
    return [*said, *_lines(details.timing)]


def _paying(version: QuoteVersion, totals: Totals, details: Details, profile: BusinessProfile) -> Part:
    rows = []
    if len(totals.payments) > 1 or totals.deposit:
        rows = [
            Sum(_milestone(version, payment.milestone, payment.deposit), money(payment.amount))
            for payment in totals.payments
        ]
    after = []
    if totals.deposit and details.deposit_for:
        what = "The deposit" if version.deposit_kind == QuoteVersion.Deposit.DEPOSIT else "The first part"
        after.append(f"{what} is for: {_sentence(details.deposit_for)}")
    if version.payment_days is not None:
        days = version.payment_days
        after.append(
            "Payment is due with the invoice." if not days else f"Payment is due within {_days(days)} of the invoice."
        )
    if details.methods:
        after.append(f"How to pay: {_sentence(details.methods)}")
    after += _lines(details.payment or profile.payment_terms)
    if customer_kind(version) in TRADE:
        after.append(late_payment.term_for(customer_kind(version)))
    return Part("Paying", rows=rows, after=after)


def _milestone(version: QuoteVersion, milestone: str, deposit: bool) -> str:
    if not deposit:
        return milestone
    held = version.deposit_kind == QuoteVersion.Deposit.DEPOSIT
    return f"{milestone}: {'a deposit, held as security' if held else 'the first part of the price'}"


def _days(days: int) -> str:
    return "a day" if days == 1 else f"{days} days"


def _closing(version: QuoteVersion, profile: BusinessProfile) -> Sequence[str]:
    kind = version.get_kind_display().lower()
    return [f"This {kind} is not a VAT invoice." if version.vat_registered else f"This {kind} is not an invoice."]


def _cancellation(version: QuoteVersion, profile: BusinessProfile) -> Sequence[Part]:
    """The notice and the model form of SI 2013/3134 Schedule 3, word for word, with the trader's details put in."""
    name = version.business.name
    parts = [profile.legal_name or name, *profile.address.splitlines(), profile.phone, profile.email]
    text = cancellation.notice_and_form(", ".join(part.strip(" ,") for part in parts if part.strip()))
    return [
        Part(text["heading"], paragraphs=text["notice"]),
        Part(text["effects_heading"], paragraphs=text["effects"]),
        Part(text["form_heading"], paragraphs=text["form"]),
    ]


def _filled(*parts: Part) -> Sequence[Part]:
    return [part for part in parts if part.paragraphs or part.items or part.rows or part.after]


def _lines(*texts: str) -> list[str]:
    """The lines of free text that say something."""
    return [part for text in texts for part in clean(text).split("\n") if part.strip()]


def _sentence(text: str) -> str:
    """With a full stop at its end, if it has none of its own."""
    said = one_line(text)
    return said if said[-1:] in ".!?…" else f"{said}."


def _small_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _cleaned(made: QuoteDocument) -> QuoteDocument:
    """Every text on one line, without controls and directions (see `lettering`)."""
    return document.read({**_clean(document.plain(made))})


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {name: row if name == "logo" else _clean(row) for name, row in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(row) for row in value]
    return value
