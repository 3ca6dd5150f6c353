"""What a quote says, as plain values: all the words of the paper and of the page, in the order in which they are read.

Neither the typst template nor the page adds a word of its own, so both say the same. The values are kept with the version
(`QuoteVersion.frozen`), and their digest is the code in the foot of every page.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlet.kit import encryption

# The look and the order of the paper. What was printed with an older one is kept as it was printed.
TEMPLATE = 2


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who is writing. lines: address and ways of reaching them. disclosures: what the law wants said by this legal form.
    credentials: those valid on the day of issue. logo: a PNG in base64, or empty; logo_alt: what stands for it in words.
    """

    name: str
    tagline: str = ""
    lines: Sequence[str] = ()
    credentials: Sequence[str] = ()
    disclosures: Sequence[str] = ()
    logo: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what belongs to it, a line each."""

    label: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line, worded. small: kind, discount, range, rate of VAT. Sums carry their currency."""

    description: str
    quantity: str
    unit_price: str
    net: str
    small: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading; `title` and `total` are empty where the lines stand alone."""

    lines: Sequence[DocumentLine]
    title: str = ""
    note: str = ""
    total: Sum | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs, a list, sums and closing sentences, each of which may be missing."""

    heading: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    rows: Sequence[Sum] = ()
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """Everything on the paper, in reading order. `cancellation` is empty where no notice is given.

    lead: the sum that counts, large, and lead_words what it is. columns: headings of the table. notes: sentences below the
    sums (VAT, provisional sums, contractors). closing: what this paper is and is not. foot: name, number, version.
    """

    title: str
    heading: str
    business: Letterhead
    lead: str
    lead_words: Sequence[str]
    facts: Sequence[Fact]
    before: Sequence[Part]
    price_heading: str
    columns: Sequence[str]
    groups: Sequence[Group]
    sums: Sequence[Sum]
    notes: Sequence[str]
    options: Part | None
    option_lines: Sequence[DocumentLine]
    parts: Sequence[Part]
    closing: Sequence[str]
    foot: str
    cancellation: Sequence[Part] = ()
    estimate: bool = False
    template: int = TEMPLATE
    code: str = field(default="", compare=False)


def plain(document: QuoteDocument) -> dict[str, Any]:
    """As JSON values, to be kept with the version."""
    return dataclasses.asdict(document)


def read(value: Mapping[str, Any]) -> QuoteDocument:
    """A document as `plain` wrote it. Raises OldTemplate where it was written before there was this one."""
    if value.get("template") != TEMPLATE:
        raise OldTemplate
    given = dict(value)
    given["business"] = Letterhead(**given["business"])
    given["facts"] = [Fact(**row) for row in given["facts"]]
    given["sums"] = [Sum(**row) for row in given["sums"]]
    given["groups"] = [_group(row) for row in given["groups"]]
    given["option_lines"] = [DocumentLine(**row) for row in given["option_lines"]]
    given["options"] = _part(given["options"]) if given["options"] else None
    for name in ("before", "parts", "cancellation"):
        given[name] = [_part(row) for row in given[name]]
    return QuoteDocument(**given)


class OldTemplate(Exception):
    """These values were printed with an older template."""


def with_code(document: QuoteDocument) -> QuoteDocument:
    """With the first twelve digits of a SHA-256 over everything it says: the same words have the same code."""
    values = plain(dataclasses.replace(document, code=""))
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return dataclasses.replace(document, code=encryption.digest(text.encode())[:12])


def said(document: QuoteDocument) -> Iterator[str]:
    """Every word that is shown, in reading order: what is kept as the text that a customer saw."""
    yield from _letterhead(document.business)
    yield from (document.heading, document.lead, *document.lead_words)
    for fact in document.facts:
        yield from (fact.label, *fact.lines)
    for part in document.before:
        yield from _of_part(part)
    yield from (document.price_heading, *document.columns)
    for group in document.groups:
        yield from _texts(group.title, group.note)
        yield from _of_lines(group.lines)
        if group.total is not None:
            yield from (group.total.label, group.total.amount)
    for row in document.sums:
        yield from (row.label, row.amount)
    yield from document.notes
    if document.options is not None:
        yield from (document.options.heading, *document.options.paragraphs, *document.columns)
        yield from _of_lines(document.option_lines)
    for part in document.parts:
        yield from _of_part(part)
    yield from (*document.closing, *document.business.disclosures)
    for part in document.cancellation:
        yield from _of_part(part)


def _letterhead(business: Letterhead) -> Iterator[str]:
    yield from _texts(business.name, business.tagline, *business.credentials, *business.lines)


def _of_lines(lines: Sequence[DocumentLine]) -> Iterator[str]:
    for line in lines:
        yield from (line.description, *line.small, line.quantity, line.unit_price, line.net)


def _of_part(part: Part) -> Iterator[str]:
    yield from (part.heading, *part.paragraphs, *part.items)
    for row in part.rows:
        yield from (row.label, row.amount)
    yield from part.after


def _texts(*texts: str) -> Iterator[str]:
    yield from (text for text in texts if text)


def _group(value: Mapping[str, Any]) -> Group:
    lines = [DocumentLine(**row) for row in value["lines"]]
    total = Sum(**value["total"]) if value["total"] else None
    return Group(lines=lines, title=value["title"], note=value["note"], total=total)


def _part(value: Mapping[str, Any]) -> Part:
    return Part(**{**value, "rows": [Sum(**row) for row in value["rows"]]})
