"""The document: a quote as plain values, and as a tagged PDF made from exactly those values.

Values travel to typst as data and are set as text, so nothing that a person typed can be read as markup, open a file or
reach the network. The fonts are those inside the typst wheel.
"""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst

from handlet.accounts.models import BusinessProfile
from handlet.quoting import cancellation, editing, readiness, reverse_charge
from handlet.quoting.models import QuoteVersion
from handlet.quoting.printed import day_words, money, number_words, price_words
from handlet.quoting.totals import Totals, VatRow, crossings_of, is_consumer

PAPER = Path(__file__).parent / "paper"


@dataclass(frozen=True, slots=True)
class Letterhead:
    name: str
    lines: Sequence[str]
    credentials: Sequence[str]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line, worded: quantity with unit, sums with their currency."""

    description: str
    quantity: str
    unit_price: str
    net: str
    vat_words: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """Everything on the paper, as text. `cancellation` is None where the customer is no consumer."""

    title: str
    heading: str
    estimate: bool
    business: Letterhead
    customer: str
    site: str
    issued: str
    valid_until: str
    scope: str
    net_heading: str
    lines: Sequence[DocumentLine]
    options: Sequence[DocumentLine]
    sums: Sequence[Sum]
    statement: str
    exclusions: Sequence[str]
    timing: str
    payment: str
    terms: str
    closing: Sequence[str]
    foot: str
    cancellation: Mapping[str, Any] | None


class _Press:
    """One compiler a process, used by one thread at a time: it keeps its caches warm, and is not safe to share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._compiler: typst.Compiler | None = None

    def print(self, document: str) -> bytes:
        with self._lock:
            if self._compiler is None:
                self._compiler = typst.Compiler(
                    PAPER / "quote.typ",
                    root=PAPER,
                    font_paths=typst.Fonts(include_system_fonts=False),
                    ignore_system_fonts=True,
                )
            try:
                return self._compile(document, ["ua-1"])
            except typst.TypstError as error:
                # PDF/UA wants a glyph for every letter. A name in a script that the fonts lack still goes on paper,
                # tagged and with its text whole, only without that promise.
                if "could not be displayed" not in error.message:
                    raise
                return self._compile(document, [])

    def _compile(self, document: str, standards: list[Any]) -> bytes:
        assert self._compiler is not None
        made = self._compiler.compile(
            format="pdf", sys_inputs={"document": document}, pdf_standards=standards, pdf_tags=True, timestamp=0
        )
        assert isinstance(made, bytes)
        return made


_press = _Press()


def render(document: QuoteDocument) -> bytes:
    """The PDF: tagged (PDF/UA-1), titled, in UK English. The same values give the same bytes."""
    return _press.print(json.dumps(plain(document), ensure_ascii=False))


def plain(document: QuoteDocument) -> dict[str, Any]:
    """The document as JSON values, to be kept with the version."""
    return dataclasses.asdict(document)


def document_of(version: QuoteVersion, totals: Totals, *, issued: date) -> QuoteDocument:
    """Everything that goes on the paper for a version, worded. Needs a transaction of the business."""
    profile = version.business.profile
    details = version.details or {}
    registered = version.vat_registered
    kind = version.get_kind_display()
    number = version.quote.label
    rows = editing.lines_of(version)
    return QuoteDocument(
        title=f"{kind} {number} from {version.business.name}",
        heading=f"{kind} {number}",
        estimate=version.kind == QuoteVersion.Kind.ESTIMATE,
        business=_letterhead(version, profile, issued),
        customer=details.get("customer_name") or "The customer",
        site=details.get("site", ""),
        issued=day_words(issued),
        valid_until=day_words(version.valid_until),
        scope=details.get("scope", ""),
        net_heading="Before VAT" if registered else "Price",
        lines=[_line(row, totals, registered) for row in rows if not row.optional],
        options=[_line(row, totals, registered) for row in rows if row.optional],
        sums=_sums(totals, registered),
        statement="" if registered else "Not VAT registered: there is no VAT to pay.",
        exclusions=details.get("exclusions") or [],
        timing=details.get("timing", ""),
        payment=details.get("payment", ""),
        terms=profile.terms,
        closing=_closing(version, kind),
        foot=f"{version.business.name} · {kind} {number}, version {version.version}",
        cancellation=_cancellation(version, profile) if version.paperwork and is_consumer(version) else None,
    )


def _letterhead(version: QuoteVersion, profile: BusinessProfile, issued: date) -> Letterhead:
    lines = [line.strip() for line in profile.address.splitlines() if line.strip()]
    if profile.legal_name and profile.legal_name != version.business.name:
        lines.insert(0, profile.legal_name)
    if profile.company_number:
        lines.append(f"Company number {profile.company_number}")
    if version.vat_registered and profile.vat_number:
        lines.append(f"VAT number {profile.vat_number}")
    lines += [value for value in (profile.phone, profile.email) if value]
    credentials = [f"{row.scheme} {row.number}".strip() for row in readiness.named_credentials(version, issued)]
    return Letterhead(version.business.name, lines, credentials)


def _line(row: Any, totals: Totals, registered: bool) -> DocumentLine:
    return DocumentLine(
        description=row.description,
        quantity=f"{number_words(row.quantity)} {row.unit}".strip(),
        unit_price=price_words(row.unit_price),
        net=money(totals.lines.get(row.id, 0)),
        vat_words=f"VAT {number_words(row.vat_rate)} %" if registered else "",
    )


def _sums(totals: Totals, registered: bool) -> list[Sum]:
    off = [Sum("Taken off the whole", money(-totals.discount))] if totals.discount else []
    if not registered:
        return [*off, Sum("Total", money(totals.gross), strong=True)]
    rows = [*off, Sum("Net", money(totals.net))]
    rows += [Sum(vat_label(row), money(row.vat)) for row in totals.vat_rows if not row.reverse_charge]
    total = "Total, without the VAT that you pay to HMRC" if totals.reverse_charged else "Total with VAT"
    rows.append(Sum(total, money(totals.gross), strong=True))
    return rows + [
        Sum(f"For information: {vat_label(row)}, paid by you to HMRC", money(row.vat))
        for row in totals.vat_rows
        if row.reverse_charge
    ]


def vat_label(row: VatRow) -> str:
    """“VAT at 5 % on £200.00 (Home empty for two years)”: the treatment is named where it is not the standard one."""
    named = f" ({row.words})" if row.words else ""
    return f"VAT at {number_words(row.rate)} % on {money(row.net)}{named}"


def _closing(version: QuoteVersion, kind: str) -> list[str]:
    sentences = [
        f"This {kind.lower()} is not a VAT invoice."
        if version.vat_registered
        else f"This {kind.lower()} is not an invoice."
    ]
    if version.kind == QuoteVersion.Kind.ESTIMATE:
        sentences.append("It is a likely price and may move once the work has been seen.")
    if version.reverse_charge:
        sentences.append(reverse_charge.STATEMENT)
    sentences += [readiness.crossing_words(crossing) for crossing in crossings_of(version)]
    sentences.append("Changes are agreed in writing before they are done.")
    return sentences


def _cancellation(version: QuoteVersion, profile: BusinessProfile) -> Mapping[str, Any]:
    """The notice and the model form of SI 2013/3134 Schedule 3, word for word, with the trader's details put in."""
    parts = [profile.legal_name or version.business.name, *profile.address.splitlines(), profile.phone, profile.email]
    trader = ", ".join(part.strip() for part in parts if part.strip())
    return cancellation.notice_and_form(trader)
