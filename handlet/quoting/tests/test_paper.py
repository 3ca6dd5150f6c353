"""The paper, read again by other programs: it says what was stored, what the page says, and it is put together as it should be."""

from __future__ import annotations

import io
import json
import os
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
from PIL import Image, ImageOps

from handlet.accounts import logos
from handlet.accounts.models import Membership
from handlet.kit.london import london_day
from handlet.quoting import acceptance, document, documents, editing, issuing, lettering, press, revising
from handlet.quoting.document import QuoteDocument
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.tests import papers
from handlet.web.customer.offer_shown import offer_of
from tests.cast import NOW

MADE_UP = 200
RTL = re.compile(r"[\u0590-\u08ff]")
# Signs before items and between words, for the eye only: artifacts and labels of the PDF.
SIGNS = {ord(sign): None for sign in "•·"}


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
            path[-1][1].children.append(word[1:-1].replace('\\"', '"').replace("\\\\", "\\"))
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


@pytest.mark.parametrize("quarter", range(4))
def test_two_hundred_made_up_quotes_are_read_back_as_they_were_stored(lettered: Membership, quarter: int) -> None:
    for seed in range(quarter * MADE_UP // 4, (quarter + 1) * MADE_UP // 4):
        read_back(issued(papers.made_up(lettered, seed), lettered), seed)


def read_back(version: QuoteVersion, seed: int) -> None:
    """Rows of the database, by an arithmetic of this test's own → the frozen values → two readings of the PDF, and the page."""
    pdf, said = issuing.pdf_of(version), document.read(version.frozen)
    lines = [line for group in said.groups for line in group.lines] + list(said.option_lines)
    assert [
        (line.description, line.quantity.replace(" ", ""), line.unit_price, line.net) for line in lines
    ] == stored_rows(version), seed
    texts = [*on_paper(said)]
    for amount in sums_stored(version):
        assert any(amount in text for text in texts), (seed, amount)
    whole = bare("".join(texts))
    if lettering.MISSING in whole:
        # The paper alone explains the sign, after its last word before the notice.
        end = bare("".join((*said.closing, *said.business.disclosures)))
        whole = whole.replace(bare(lettering.printable(end)), bare(lettering.printable(end) + lettering.MISSING_WORDS))
    right_to_left = RTL.search(whole)
    # The second reader is slow, so it reads one in five.
    for pages in (poppler_pages(pdf), *([pypdf_pages(pdf)] if seed % 5 == 0 else [])):
        printed = "".join(without_repeats(pages, said, whole))
        if right_to_left:
            # Programs give words written from the right in orders of their own; every letter must be there.
            assert Counter(printed) == Counter(whole), (seed, Counter(whole) - Counter(printed))
        else:
            assert printed == whole, seed
    assert bare(page_words(version)) == bare("".join(document.said(said)) + f"{said.foot} · {said.code}"), seed
    assert "root:" not in whole


def poppler_pages(pdf: bytes) -> list[str]:
    return [bare(page) for page in poppler("pdftotext", pdf, "-raw").split("\f")[:-1]]


def pypdf_pages(pdf: bytes) -> list[str]:
    return [bare(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def alike(first: str, second: str) -> bool:
    return sorted(first) == sorted(second)


def without_repeats(pages: list[str], said: QuoteDocument, whole: str) -> Iterator[str]:
    """The pages without their foot, without the head of a table that goes on, and without the signs of lists."""
    head = bare("".join(lettering.printable(column) for column in said.columns))
    titles = [bare(lettering.printable(group.title + group.note)) for group in said.groups]
    done = ""
    for number, page in enumerate(pages, start=1):
        foot = bare(lettering.printable(f"{said.foot} · {said.code}") + f"Page {number} of {len(pages)}")
        assert page.count(foot) == 1, (number, page)
        rest = page.replace(foot, "")
        if rest.startswith(head) and not whole.startswith(head, len(done)):
            rest = rest.removeprefix(head)
            for title in filter(None, titles):
                if alike(rest[: len(title)], title) and not alike(whole[len(done) :][: len(title)], title):
                    rest = rest[len(title) :]
                    break
        rest = rest.translate(SIGNS)
        done += rest
        yield rest


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
            lettering.line(line.description),
            lettering.line(f"{line.quantity.normalize():f} {line.unit}").replace(" ", ""),
            f"£{price}",
            pounds(net),
        ))  # fmt: skip
    return rows


def sums_stored(version: QuoteVersion) -> list[str]:
    wanted = [version.gross_pence]
    if version.kind == QuoteVersion.Kind.ESTIMATE and version.low_pence != version.high_pence:
        wanted += [version.low_pence, version.high_pence]
    if version.deposit_pence:
        wanted.append(version.deposit_pence)
    return [pounds(amount) for amount in wanted if amount is not None]


# --- How it is put together -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [papers.small_quote, papers.long_estimate, papers.contractor_quote])
def test_a_reading_machine_finds_its_way_through_the_paper(lettered: Membership, make: Any) -> None:
    """What veraPDF asks of PDF/UA-1, as far as it can be told from outside: tags, title, language, headings, tables, pictures."""
    version = issued(make(lettered), lettered)
    pdf, said = issuing.pdf_of(version), document.read(version.frozen)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == said.title
    assert reader.metadata.author == "Rowan Plumbing"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    tree = root["/StructTreeRoot"]
    tags = list(struct_elements(tree))
    kinds = [tag["/S"] for tag in tags]
    headings = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))
    assert [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"] == ["Logo of Rowan Plumbing"]
    for table in (tag for tag in tags if tag["/S"] == "/Table"):
        inside = list(struct_elements(table))
        heads = [tag for tag in inside if tag["/S"] == "/TH"]
        assert len(heads) >= 4
        assert all(any(attribute.get("/Scope") for attribute in attributes(head)) for head in heads)
        for row in (tag for tag in inside if tag["/S"] == "/TR"):
            cells = [cell for cell in kids(row) if cell["/S"] in ("/TH", "/TD")]
            assert sum(span(cell) for cell in cells) == 4
    for item in (tag for tag in tags if tag["/S"] == "/L"):
        assert {kid["/S"] for kid in kids(item)} == {"/LI"}
    everything_is_tagged_or_an_artifact(reader)
    for page in reader.pages:
        assert page["/Tabs"] == "/S" or "/Annots" not in page
        for font in page["/Resources"]["/Font"].values():
            drawn = font.get_object()
            assert "/ToUnicode" in drawn
            below = drawn["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert any(name in below for name in ("/FontFile2", "/FontFile3")), "every font is inside the file"
    assert b"/URI" not in pdf
    assert b"/JavaScript" not in pdf
    held_to_the_matterhorn_protocol(reader, said.title)


STANDARD = {
    "Document", "Part", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Figure", "NonStruct", "Caption",
}  # fmt: skip
BELOW = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"}, "/TBody": {"/TR"}, "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"}, "/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"},
}  # fmt: skip


def held_to_the_matterhorn_protocol(reader: pypdf.PdfReader, title: str) -> None:
    """Conditions of the Matterhorn Protocol 1.1 that a machine can check and that these documents could break."""
    root = reader.trailer["/Root"]
    # 02-001, 02-004: every kind of tag is a standard one, or is led to one.
    roles = dict(root["/StructTreeRoot"].get("/RoleMap", {}))
    tags = list(struct_elements(root["/StructTreeRoot"]))
    assert {str(roles.get(tag["/S"], tag["/S"])).lstrip("/") for tag in tags} <= STANDARD
    assert not {name.lstrip("/") for name in roles} & STANDARD
    # 05, 06: the file says what it is, and its metadata have the title that is shown.
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(?:>|=\")1", metadata)
    assert "<dc:title>" in metadata
    assert title.split(" ")[0] in metadata
    # 09-004 to 09-008: tables and lists hold what belongs in them, and it stands nowhere else.
    for tag in tags:
        allowed = BELOW.get(tag["/S"])
        assert allowed is None or {kid["/S"] for kid in kids(tag)} <= allowed, tag["/S"]
    for inner in {"/TR", "/TH", "/TD", "/LI"}:
        owners = {tag["/S"] for tag in tags if any(kid["/S"] == inner for kid in kids(tag))}
        assert all(inner in BELOW.get(owner, set()) for owner in owners), inner
    # 11-001 to 11-007: a language for the whole; none that contradicts it.
    assert {tag["/Lang"] for tag in tags if "/Lang" in tag} <= {"en-GB"}
    # 20, 21, 25, 26: no layers, no files inside, no XFA, not encrypted. 28: nothing to press, so nothing without words.
    assert not {"/OCProperties", "/AcroForm", "/AF", "/OpenAction", "/AA"} & set(root)
    assert "/EmbeddedFiles" not in root.get("/Names", {})
    assert not reader.is_encrypted
    assert not any("/Annots" in page for page in reader.pages)
    # 30-001, 01-006: no pictures of other files; each piece of each page belongs to exactly one tag, in the tree's own list.
    parents = numbers(root["/StructTreeRoot"]["/ParentTree"])
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        pieces = [
            operands[1]["/MCID"]
            for operands, operator in content.operations
            if operator == b"BDC" and len(operands) == 2 and isinstance(operands[1], dict) and "/MCID" in operands[1]
        ]
        assert len(pieces) == len(set(pieces))
        owners = parents[page["/StructParents"]]
        assert all(place < len(owners) and "/S" in owners[place].get_object() for place in pieces)
    # 31: letters of every font can be read back, and none is the letter for what is missing.
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            drawn = font.get_object()
            assert drawn["/Subtype"] == "/Type0"
            assert drawn["/Encoding"] == "/Identity-H"
            below = drawn["/DescendantFonts"][0].get_object()
            assert below["/Subtype"] in ("/CIDFontType0", "/CIDFontType2")
            assert below["/Subtype"] != "/CIDFontType2" or "/CIDToGIDMap" in below


def numbers(tree: Any) -> dict[int, Any]:
    """What a number tree of a PDF holds."""
    found = tree.get_object()
    rows = found.get("/Nums", [])
    held = {int(rows[place]): rows[place + 1].get_object() for place in range(0, len(rows), 2)}
    for kid in found.get("/Kids", []):
        held |= numbers(kid)
    return held


def test_a_long_quote_has_an_outline_that_leads_to_its_parts(lettered: Membership) -> None:
    """Bookmarks, for those who read a long paper on a phone: each heading once, in order, on the page where it stands."""
    version = issued(papers.long_estimate(lettered), lettered)
    reader = pypdf.PdfReader(io.BytesIO(issuing.pdf_of(version)))
    marks = list(flat(reader.outline))
    said = document.read(version.frozen)
    headings = [said.heading, *(part.heading for part in said.before), said.price_heading]
    headings += [said.options.heading] if said.options is not None else []
    headings += [part.heading for part in said.parts]
    # The notice and its form come after what this quote says of itself.
    assert [mark.title for mark in marks][: len(headings)] == [lettering.printable(heading) for heading in headings]
    assert "Right to cancel" in [mark.title for mark in marks][len(headings) :]
    places = [reader.get_destination_page_number(mark) for mark in marks]
    assert places == sorted(places)
    pages = pypdf_pages(issuing.pdf_of(version))
    assert all(bare(mark.title) in pages[place] for mark, place in zip(marks, places, strict=True) if place is not None)


def flat(outline: Any) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one


def kids(element: Any) -> Iterator[Any]:
    below = element.get("/K", [])
    for kid in below if isinstance(below, list) else [below]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found


def struct_elements(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        yield kid
        yield from struct_elements(kid)


def attributes(element: Any) -> list[Any]:
    given = element.get("/A", [])
    given = given.get_object() if hasattr(given, "get_object") else given
    rows = given if isinstance(given, list) else [given]
    return [found for row in rows if isinstance(found := row.get_object(), dict)]


def span(cell: Any) -> int:
    return next((int(row["/ColSpan"]) for row in attributes(cell) if "/ColSpan" in row), 1)


def everything_is_tagged_or_an_artifact(reader: pypdf.PdfReader) -> None:
    shows = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"}
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        depth = 0
        for _operands, operator in content.operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in shows:
                assert depth > 0, operator


def test_a_small_job_is_one_sheet_and_its_notice_another(lettered: Membership) -> None:
    pages = poppler_pages(issuing.pdf_of(issued(papers.small_quote(lettered), lettered)))
    assert len(pages) == 2
    assert pages[1].startswith("Righttocancel")
    assert "Modelcancellationform" in pages[1]
    contractor = poppler_pages(issuing.pdf_of(issued(papers.contractor_quote(lettered), lettered)))
    assert len(contractor) == 1


@pytest.mark.parametrize(
    ("name", "make"),
    [("small", papers.small_quote), ("long", papers.long_estimate), ("contractor", papers.contractor_quote)],
)
def test_every_page_has_its_ink_within_the_margins(lettered: Membership, name: str, make: Any, tmp_path: Path) -> None:
    """The pages as a printer would draw them; with HANDLET_SCREENSHOTS they are kept as pictures (`bin/screenshots`)."""
    pdf = issuing.pdf_of(issued(make(lettered), lettered))
    folder = Path(os.environ.get("HANDLET_SCREENSHOTS", tmp_path))
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-", str(folder / f"document-{name}")], input=pdf, check=True)
    pages = sorted(folder.glob(f"document-{name}-*.png"))
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for page in pages:
        with Image.open(page) as drawn:
            left, top, right, bottom = ImageOps.invert(drawn.convert("L")).getbbox() or (0, 0, 0, 0)
            edge = drawn.width * 0.04
            assert min(left, top, drawn.width - right, drawn.height - bottom) > edge, page.name


def test_a_long_estimate_repeats_the_head_of_its_table_and_numbers_its_pages(lettered: Membership) -> None:
    version = issued(papers.long_estimate(lettered), lettered)
    pages = poppler_pages(issuing.pdf_of(version))
    assert len(pages) > 2
    head = bare("".join(document.read(version.frozen).columns))
    assert sum(page.count(head) for page in pages) > 2, "the lines, the options, and at the top of the next page"
    for number, page in enumerate(pages, start=1):
        assert f"Page{number}of{len(pages)}" in page


# --- What it says -----------------------------------------------------------------------------------------------------


def words_of(version: QuoteVersion) -> str:
    return "\n".join(document.said(document.read(version.frozen)))


def test_quote_or_estimate_stands_in_title_and_text(lettered: Membership) -> None:
    quote = document.read(issued(papers.small_quote(lettered), lettered).frozen)
    estimate = document.read(issued(papers.long_estimate(lettered), lettered).frozen)
    assert (quote.title, quote.heading) == ("Quote 1001 from Rowan Plumbing", "Quote 1001")
    assert quote.closing == ["This quote is not a VAT invoice."]
    assert quote.lead == "£263.40"
    assert (estimate.title, estimate.heading) == ("Estimate 1002 from Rowan Plumbing", "Estimate 1002")
    assert " to £" in estimate.lead
    assert "not a fixed one" in estimate.lead_words[0]
    assert estimate.parts[0].heading == "What could move it"


def test_an_energy_saving_job_across_the_change_of_vat_prints_both_totals(lettered: Membership) -> None:
    said = words_of(issued(papers.long_estimate(lettered), lettered))
    assert "VAT at 0 %, energy-saving materials, installed: air-source heat pump installed in a home." in said
    assert re.search(
        r"changes from 0 % to 5 % on 1 April 2027: £[\d,.]+ for work done before that day, £[\d,.]+ from", said
    )
    assert "Of this, provisional before VAT" in said
    assert "A provisional sum is settled at what it comes to" in said


def test_a_contractor_reads_of_reverse_charge_and_cis_and_of_no_right_to_cancel(lettered: Membership) -> None:
    version = issued(papers.contractor_quote(lettered), lettered)
    said = words_of(version)
    assert version.gross_pence == version.net_pence == 392000
    assert "Reverse charge: VAT Act 1994 Section 55A applies. Customer to pay the VAT to HMRC." in said
    assert "VAT at 20 % on £3,920.00: you pay it to HMRC, it is not in the total\n£784.00" in said
    assert "Expected CIS deduction: £571.00, which is 20 % of £2,855.00. The price is unchanged." in said
    assert "Late Payment of Commercial Debts" in said
    assert "Bill to" in said
    assert "Right to cancel" not in said
    householder = words_of(issued(papers.small_quote(lettered), lettered))
    for word in ("Reverse charge", "CIS", "Late Payment", "Labour"):
        assert word not in householder


def test_without_registration_nothing_speaks_of_vat_but_that_there_is_none(lettered: Membership) -> None:
    papers.letterhead(lettered, vat_registered=False, vat_number="")
    said = words_of(issued(papers.small_quote(lettered), lettered))
    assert said.count("VAT") == 2
    assert "Not VAT registered: there is no VAT to pay." in said
    assert "This quote is not an invoice." in said


@pytest.mark.parametrize(
    ("form", "values", "sentences"),
    [
        ("sole_trader", {}, ["Rowan Plumbing is the business name of Asha Rowan, Unit 4, Mill Yard, Leeds, LS11 9QQ."]),
        ("sole_trader", {"legal_name": "Rowan Plumbing"}, []),
        (
            "partnership",
            {"partners": "Asha Rowan\nBen Okafor"},
            [
                "Rowan Plumbing is a partnership. Partners: Asha Rowan; Ben Okafor.",
                "Main address: Unit 4, Mill Yard, Leeds, LS11 9QQ.",
            ],
        ),
        (
            "company",
            {"legal_name": "Rowan Heating Ltd", "company_number": "01234567", "registered_in": "England and Wales"},
            [
                "Rowan Plumbing is a trading name of Rowan Heating Ltd.",
                "Rowan Heating Ltd is registered in England and Wales, number 01234567.",
                "Registered office: Unit 4, Mill Yard, Leeds, LS11 9QQ.",
            ],
        ),
        (
            "llp",
            {
                "legal_name": "Rowan Plumbing",
                "company_number": "OC301234",
                "registered_office": "1 High Street\nYork YO1 7AA",
            },
            ["Rowan Plumbing is registered, number OC301234.", "Registered office: 1 High Street, York YO1 7AA."],
        ),
    ],
)
def test_each_legal_form_says_what_the_law_asks_of_it(
    lettered: Membership, form: str, values: dict[str, str], sentences: list[str]
) -> None:
    papers.letterhead(lettered, legal_form=form, **values)
    version = issued(papers.small_quote(lettered), lettered)
    assert document.read(version.frozen).business.disclosures == sentences


def test_a_variation_says_what_was_agreed_and_what_it_comes_to_together(lettered: Membership) -> None:
    first = issued(papers.small_quote(lettered), lettered)
    acceptance.accept(
        version=first, name="Dev Patel", document_hash=first.document_hash, ticks={}, evidence={}, now=NOW
    )
    first.refresh_from_db()
    change = revising.vary(version=first, now=NOW)
    editing.add_line(version=change, values=editing.LineValues("Outside tap as well", D(1), "each", D(100)))
    change.refresh_from_db()
    said = document.read(issued(change, lettered).frozen)
    assert said.heading == "Quote 1001-V1"
    assert "A change to number 1001, to be agreed before the work is done." in said.lead_words
    (together,) = (part for part in said.parts if part.heading == "What it comes to together")
    assert [(row.label, row.amount) for row in together.rows] == [
        ("Agreed first, number 1001", "£263.40"),
        ("This change, 1001-V1", "£120.00"),
        ("Total if you agree", "£383.40"),
    ]


def test_what_was_issued_keeps_its_logo_its_words_and_its_bytes(lettered: Membership) -> None:
    version = issued(papers.small_quote(lettered), lettered)
    before, page = issuing.pdf_of(version), page_words(version)
    logos.remove(by=lettered, now=NOW)
    papers.letterhead(lettered, address="Elsewhere", terms="Other terms", letterhead="Other words", phone="1")
    again = QuoteVersion.objects.get(pk=version.pk)
    assert issuing.pdf_of(again) == before == press.render(document.read(again.frozen))
    assert page_words(again) == page
    assert documents.shown(again, today=date(2030, 1, 1)).code == document.read(version.frozen).code


def test_square_metres_are_written_as_people_read_them(lettered: Membership) -> None:
    version = papers.small_quote(lettered)
    line = QuoteLine.objects.filter(version=version).first()
    assert line is not None
    editing.change_line(line=line, values=replace(editing.values_of(line), quantity=D("12.5"), unit="m2"))
    version.refresh_from_db()
    assert "12.5 m²" in list(document.said(documents.shown(version, today=london_day(NOW))))


def test_the_code_in_the_foot_follows_every_word(lettered: Membership) -> None:
    version = papers.small_quote(lettered)
    first = documents.shown(version, today=london_day(NOW))
    assert re.fullmatch(r"[0-9a-f]{12}", first.code)
    papers.told(version, exclusions=["Tiling"])
    assert documents.shown(version, today=london_day(NOW)).code != first.code


# --- Letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "clean", "printed"),
    [
        ("a\u202eelbat\u202c\u2066x\u2069\u200f", "aelbatx", "aelbatx"),
        ("soft\u00adhyphen \ufeffzero\u200bwidth\x07", "softhyphen zerowidth", "softhyphen zerowidth"),
        ("tab\tthin\u2009space", "tab thin space", "tab thin space"),
        ("Tŷ bach, dŵr", "Tŷ bach, dŵr", "Tŷ bach, dŵr"),
        ("🙂 👍🏽 🇬🇧", "🙂 👍🏽 🇬🇧", "[slightly smiling face] [thumbs up sign] [flag GB]"),
        ("☎ ✓ ½", "☎ ✓ ½", "☎ ✓ ½"),
        ("水龙头 tap", "水龙头 tap", "▯▯▯ tap"),
        ("می‌خواهم", "می‌خواهم", None),
        ("مرحبا", "مرحبا", "مرحبا"),
    ],
)
def test_letters_are_what_they_are(typed: str, clean: str, printed: str | None) -> None:
    assert lettering.clean(typed) == clean
    if printed is not None:
        assert lettering.printable(clean) == printed


def test_every_letter_that_we_call_printable_is_in_the_fonts() -> None:
    letters = [
        chr(code) for first, last in json.loads(lettering.COVERED.read_text()) for code in range(first, last + 1)
    ]
    given = replace(plain_document(), before=[document.Part("Letters", paragraphs=letters)])
    assert press.render(given).startswith(b"%PDF")


def plain_document() -> QuoteDocument:
    from handlet.web.ui.samples.document import DOCUMENT

    return DOCUMENT


def test_a_document_survives_being_kept() -> None:
    given = plain_document()
    kept = json.loads(json.dumps(document.plain(given)))
    assert asdict(document.read(kept)) == json.loads(json.dumps(asdict(given)))
    with pytest.raises(document.OldTemplate):
        document.read({"title": "an older one"})


def test_nothing_typed_reads_a_file_or_asks_the_network(lettered: Membership) -> None:
    version = papers.small_quote(lettered)
    hostile = [
        '#read("/etc/passwd")',
        '#image("logo.png")',
        '#import "@preview/cetz:0.2.0"',
        "https://evil.example/a.png",
    ]
    papers.told(version, scope="\n".join(hostile), exclusions=hostile)
    version = issued(version, lettered)
    pdf = issuing.pdf_of(version)
    printed = bare(poppler("pdftotext", pdf, "-raw"))
    for words in hostile:
        assert bare(words) in printed
    assert b"/URI" not in pdf
