"""The paper, read again by other programs: it says what was stored, what the page says, and it is put together as it should be."""

from __future__ import annotations

import io
import json
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from decimal import ROUND_HALF_UP
from decimal import Decimal as D
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.template.loader import render_to_string

from handlet.accounts import logos
from handlet.accounts.models import BusinessProfile, Membership
from handlet.kit.london import london_day
from handlet.quoting import acceptance, document, documents, editing, issuing, lettering, press, revising
from handlet.quoting.document import QuoteDocument
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.tests import papers
from handlet.web.customer.offer_shown import offer_of
from tests.cast import NOW

MADE_UP = 200
RTL = re.compile(r"[\u0590-\u08ff]")


# --- Reading a PDF with other tools -----------------------------------------------------------------------------------


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    done = subprocess.run(
        [tool, *options, "-", *(["-"] if tool == "pdftotext" else [])], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def bare(text: str) -> str:
    """Without spaces and marks that nobody sees."""
    shown = (letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")
    return "".join("".join(shown).split())


def same(printed: str, said: str) -> bool:
    """The same letters in the same order; programs differ in the order that they give to words written from the right."""
    first, second = bare(printed), bare(said)
    if RTL.search(second):
        return sorted(first) == sorted(second)
    return first == second


def on_paper(given: QuoteDocument) -> list[str]:
    return [lettering.printable(text) for text in document.said(given)]


class Node:
    """One element of the structure of a tagged PDF, with the text that belongs to it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.children: list[Node | str] = []

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find(self, *kinds: str) -> list[Node]:
        return [node for node in self.walk() if node.kind in kinds]

    @property
    def text(self) -> str:
        """Without the signs before the items of a list."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "" if self.kind == "Lbl" else "".join(parts)


def structure(pdf: bytes) -> Node:
    """The tree of tags with its text, as poppler reads it."""
    root = Node("Document")
    path: list[tuple[int, Node]] = [(-1, root)]
    for row in poppler("pdfinfo", pdf, "-struct-text", "-enc", "UTF-8").splitlines():
        depth = len(row) - len(row.lstrip(" "))
        word = row.strip()
        while depth <= path[-1][0]:
            path.pop()
        if word.startswith('"'):
            path[-1][1].children.append(word[1:-1].replace("\\\"", '"').replace("\\\\", "\\"))
        elif word and not word.startswith("/"):
            node = Node(re.split(r"[ :<]", word)[0])
            path[-1][1].children.append(node)
            path.append((depth, node))
    return root


# --- What the page says -----------------------------------------------------------------------------------------------


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def page_words(version: QuoteVersion) -> str:
    offer = offer_of(version, token="t", at=NOW)
    html = render_to_string("_offer.html", {"offer": offer, "heading": "h1"})
    parser = Words()
    parser.feed(html)
    return "".join(parser.said)


def issued(version: QuoteVersion, by: Membership) -> QuoteVersion:
    return issuing.issue(version=version, by=by, now=NOW)


@pytest.fixture
def lettered(as_asha: Membership) -> Membership:
    papers.letterhead(as_asha)
    papers.with_logo(as_asha)
    return as_asha


# --- The same on paper, on the page and in the store ---------------------------------------------------------------------


@pytest.mark.parametrize("make", [papers.small_quote, papers.long_estimate, papers.contractor_quote])
def test_paper_and_page_say_the_same_word_for_word(lettered: Membership, make: Any) -> None:
    version = issued(make(lettered), lettered)
    said = document.read(version.frozen)
    body = structure(issuing.pdf_of(version)).text
    foot = f"{said.foot} · {said.code}"
    assert bare(body) == bare("".join(document.said(said)))
    assert bare(page_words(version)) == bare("".join(document.said(said)) + foot)
    for page in pypdf.PdfReader(io.BytesIO(issuing.pdf_of(version))).pages:
        assert bare(foot) in bare(page.extract_text())


def test_two_hundred_made_up_quotes_are_read_back_as_they_were_stored(lettered: Membership) -> None:
    for seed in range(MADE_UP):
        version = papers.made_up(lettered, seed)
        try:
            version = issued(version, lettered)
        except issuing.Incomplete as error:  # pragma: no cover - a seed that is no quote is a mistake of this test
            pytest.fail(f"seed {seed}: {error}")
        read_back(version, seed)


def read_back(version: QuoteVersion, seed: int) -> None:
    pdf = issuing.pdf_of(version)
    said = document.read(version.frozen)
    tree = structure(pdf)
    whole = "".join(on_paper(said))
    if lettering.MISSING in whole:
        # The paper alone explains the sign, at the end of what it says before the notice.
        assert lettering.MISSING_WORDS in tree.text, seed
        tree_text = tree.text.replace(lettering.MISSING_WORDS, "")
    else:
        tree_text = tree.text
    assert same(tree_text, whole), seed
    assert same(page_words(version), "".join(document.said(said)) + f"{said.foot} · {said.code}"), seed
    stored, printed = stored_rows(version), printed_rows(tree)
    assert [row[1:] for row in stored] == [row[1:] for row in printed], seed
    for (what, *_), (cell, *_) in zip(stored, printed, strict=True):
        assert begins_with(cell, what), (seed, what, cell)
    for reading in (poppler("pdftotext", pdf, "-raw"), pypdf_text(pdf)):
        for amount in sums_stored(version):
            assert bare(amount) in bare(reading), (seed, amount)
    assert "root:" not in tree.text


def pypdf_text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pounds(amount: D | int) -> str:
    """Written anew for this test: pounds with pence, a thousand with its comma."""
    value = (D(amount) / 100).quantize(D("0.01"), rounding=ROUND_HALF_UP)
    return f"{'−' if value < 0 else ''}£{abs(value):,.2f}"


def stored_rows(version: QuoteVersion) -> list[tuple[str, str, str, str]]:
    """Each line of the table from the rows of the database, by the simplest arithmetic."""
    lines = list(QuoteLine.objects.filter(version=version, removed_at=None).order_by("position"))
    sections = [None, *(section.pk for section in editing.sections_of(version))]
    kept = [line for line in lines if not line.optional or line.chosen]
    ordered = [line for section in sections for line in kept if line.section_id == section]
    rows = []
    for line in [*ordered, *(line for line in lines if line.optional and not line.chosen)]:
        net = (line.quantity * line.unit_price * (100 - line.discount_percent)).quantize(D(1), rounding=ROUND_HALF_UP)
        price = f"{line.unit_price:,.4f}"
        price = price[:-2] if price.endswith("00") else price.rstrip("0")
        rows.append((
            line.description,
            letters(f"{line.quantity.normalize():f}{line.unit}"),
            letters(f"£{price}"),
            letters(pounds(net)),
        ))  # fmt: skip
    return rows


def begins_with(cell: str, what: str) -> bool:
    """A cell holds what it is, and then its small print."""
    printed, wanted = bare(cell), bare(lettering.printable(lettering.clean(what)))
    if RTL.search(wanted):
        return not Counter(wanted) - Counter(printed)
    return printed.startswith(wanted)


def letters(text: str) -> str:
    clean = bare(lettering.printable(lettering.clean(text)))
    return "".join(sorted(clean)) if RTL.search(clean) else clean


def printed_rows(tree: Node) -> list[tuple[str, str, str, str]]:
    """Each row of four cells in the tables, as poppler reads them; of the first cell, what stands before its small print."""
    rows = []
    for table in tree.find("Table"):
        for row in table.find("TR"):
            cells = [child for child in row.children if isinstance(child, Node)]
            if [cell.kind for cell in cells] == ["TD"] * 4:
                first, *others = (cell.text for cell in cells)
                rows.append((first, *(letters(text) for text in others)))
    return rows


def sums_stored(version: QuoteVersion) -> list[str]:
    wanted = [version.gross_pence]
    if version.kind == QuoteVersion.Kind.ESTIMATE and version.low_pence != version.high_pence:
        wanted += [version.low_pence, version.high_pence]
    if version.deposit_pence:
        wanted.append(version.deposit_pence)
    return [pounds(amount) for amount in wanted if amount is not None]
