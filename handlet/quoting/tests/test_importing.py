"""Price lists from files as people keep them: understood row by row, put on the list on a yes, taken off again."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from handlet.accounts.models import Membership
from handlet.quoting import importing, imports, item_rules, pricelist, shapes, spreadsheets
from handlet.quoting.importing import ReadRow
from handlet.quoting.models import PriceImport, PriceItem
from handlet.quoting.refusals import AlreadyDone
from handlet.quoting.rules import Alone, Minimum, Supplied
from handlet.quoting.spreadsheets import workbook
from tests.cast import NOW

THEIRS = """Bob’s price list 2026;;;
;;;
Item;Price (inc VAT);Per;Notes
LABOUR;;;
Labour;£35/hr;;minimum £40 under an hour, then in half hours
Call out;£60;visit;first hour included then £45 per hour
Day rate;£210;day;7 hours
BATHROOMS;;;
Tap;from £80;each;
Toilet;£80-£120;;
Tiling;£38;sq. metre;minimum charge £80
Sockets;60;each;first 10, then £45 each further
Materials;cost + 25%;;
Skip;at cost;;
Missed visit;£20;;less than 48 hours notice
Kitchen units;£6,000;;provisional sum
Boiler service;£95+VAT;job;
Something;call us;;
"""


def read(text: str) -> list[ReadRow]:
    return list(importing.read(text.encode()).rows)


def words(row: ReadRow) -> str:
    assert row.values is not None, row.problem
    return shapes.of(row.values).in_words()


@pytest.mark.parametrize(
    "content",
    [
        "name,price,VAT\nTap,£85.00,20%\n".encode(),
        "\ufeffName;Price;VAT\nTap;85;20\n".encode(),
        b"Item\tNet price\tTax\nTap\t85.00\t0.2\n",
        "Name,Price,VAT\r\nTap,£85,20\r\n".encode("windows-1252"),
        'code,NAME,price,vat rate\n"T-1","Tap","£85.00","20"\n'.encode("utf-16"),
        "Our prices,,\n,,\nService,Cost (£),VAT code\nTap,85,S\n".encode(),
        workbook([["Rates 2026"], [], ["Job", "Unit price"], ["Tap", "85"]], numeric=[1]),
    ],
)
def test_files_are_read_as_people_keep_them(content: bytes) -> None:
    (row,) = importing.read(content).items
    assert row.values is not None
    assert (row.name, row.values.unit_price, row.values.vat_rate) == ("Tap", D(85), D(20))


def test_a_list_in_a_plumbers_own_words_is_understood_in_the_right_shapes() -> None:
    rows = {row.name: row for row in read(THEIRS) if row.values is not None}
    assert {name: row.values.shape for name, row in rows.items() if row.values} == {
        "Labour": "hourly", "Call out": "call_out", "Day rate": "day", "Tap": "guide", "Toilet": "guide",
        "Tiling": "unit", "Sockets": "unit", "Materials": "materials", "Skip": "pass_through",
        "Missed visit": "no_show", "Kitchen units": "provisional", "Boiler service": "fixed",
    }  # fmt: skip
    assert words(rows["Labour"]) == "£35 an hour, in steps of 30 min, rounded up; at least £40 for up to 1 h."
    assert words(rows["Tiling"]) == "£38 per m2; at least £80."
    assert words(rows["Sockets"]) == "£60 each, whole ones only; above 10, £45 each further."
    assert words(rows["Toilet"]) == "£80 to £120, as a guide; never a firm price."
    labour, service = rows["Labour"].values, rows["Boiler service"].values
    assert labour is not None
    assert service is not None
    assert (labour.includes_vat, labour.category, service.includes_vat) == (True, "LABOUR", False)


def test_prices_by_time_show_what_usual_lengths_come_to() -> None:
    labour = next(row for row in read(THEIRS) if row.name == "Labour")
    assert list(labour.samples) == [(30, 4000), (60, 4000), (90, 5250), (180, 10500)]


def test_what_was_taken_for_granted_is_said() -> None:
    (row,) = read("name,price,unit\nLabour,45,hour\n")
    assert row.notes == ("Taken in steps of 30 minutes, rounded up: check the examples.",)
    (day,) = read("name,price,unit\nDay rate,240,day\n")
    assert any("8 hours" in note for note in day.notes)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Tap,-5,20", "less than nothing"),
        ("Tap,lots,20", "must be a number"),
        ("Tap,1e5,20", "must be a number"),
        ("Tap,,20", "must be a number"),
        (",5,20", "no name"),
        ("Tap,5,17.5", "20, 5 or 0"),
        ("Tap,=A1*2,20", "holds a formula"),
        ("=HYPERLINK(1),5,20", "holds a formula"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_is_not_lost(line: str, says: str) -> None:
    rows = importing.read(f"name,price,vat\n{line}\nSink,6,20\n".encode())
    assert says in rows.rows[0].problem
    assert [row.name for row in rows.items] == ["Sink"]


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"just words", b"a,b\n1,2\n", b"\xff\xfe\0"])
def test_a_file_that_is_no_price_list_says_so(content: bytes) -> None:
    rows = importing.read(content)
    assert rows.items == []
    assert rows.rows[0].problem


# --- hostile files -----------------------------------------------------------------------------------------------------


def packed(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
BOOK = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
FAR_DOWN = '<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'
FAR_OUT = '<row r="1"><c r="ZZZ1"><v>1</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SHEET.format(
    '<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row>'
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (packed(xl__workbook=BOOK, xl__worksheets__sheet1=b" " * (30 * 1024 * 1024)), "unpacks to far more"),
        (packed(xl__workbook=BOOK, xl__worksheets__sheet1=LAUGHS), "things that no spreadsheet needs"),
        (packed(xl__workbook=BOOK, xl__worksheets__sheet1="<worksheet"), "The file is empty|damaged"),
        (packed(xl__workbook=BOOK, xl__worksheets__sheet1=SHEET.format(FAR_DOWN)), "more than 2000 lines"),
        (packed(xl__workbook=BOOK, xl__worksheets__sheet1=SHEET.format(FAR_OUT)), "columns"),
        (packed(xl__workbook=BOOK, **{f"x{n}": "" for n in range(500)}), "unpacks to far more"),
        (packed(content="<x/>"), "OpenDocument"),
        (packed(word__document="<x/>"), "not a spreadsheet"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0 ...", "old Excel file"),
        (b"name,price\n" + b"Tap,5\n" * 100_000, "more than 2000 lines"),
        (b"name,price\n" + b"x" * 5000 + b",5\n", "more than 4000 characters"),
        (b"name,price\n" + b"Tap,5," * 100 + b"\n", "more than 60 columns"),
        (b"name,price\n" * 300_000, "larger than 2 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_hostile_file_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    (row,) = importing.read(content).rows
    assert any(part in row.problem for part in says.split("|")), row.problem


def test_a_formula_counts_for_the_figure_that_was_last_shown() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>price</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Tap</t></is></c><c r="B2"><f>1+84</f><v>85.10000000000001</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Sink</t></is></c><c r="B3"><f>WEBSERVICE("x")</f></c></row>'
    )
    tap, sink = importing.read(packed(xl__workbook=BOOK, xl__worksheets__sheet1=SHEET.format(cells))).rows
    assert tap.values is not None
    assert tap.values.unit_price == D("85.1")
    assert "holds a formula" in sink.problem


# --- onto the list and off again ---------------------------------------------------------------------------------------


def propose(member: Membership, text: str | bytes) -> PriceImport:
    content = text if isinstance(text, bytes) else text.encode()
    return imports.propose(business_id=member.business_id, read=importing.read(content), by=member, now=NOW)


def outcomes(made: PriceImport) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.row.name: (one.outcome, one.changes) for one in imports.proposals(made)}


def listed() -> dict[str, Any]:
    return {item.code: pricelist.values_of(item) for item in PriceItem.objects.listed()}


def test_nothing_is_on_the_list_before_the_yes(as_asha: Membership) -> None:
    made = propose(as_asha, "code,name,price\nA,Tap,85\nB,Sink,lots\n")
    assert PriceItem.objects.count() == 0
    assert outcomes(made) == {"Tap": ("new", ()), "Sink": ("not_understood", ())}


def test_a_preview_says_what_is_kept_changed_and_new_and_a_yes_does_just_that(as_asha: Membership) -> None:
    imports.apply(made=propose(as_asha, "code,name,price,unit\nA,Tap,85,each\nB,Sink,60,each\n"), by=as_asha, now=NOW)
    again = propose(as_asha, "name,price\nTap,90\nSink,60\nBath,200\n")
    assert outcomes(again) == {"Tap": ("changed", ("£85.00 → £90.00",)), "Sink": ("kept", ()), "Bath": ("new", ())}
    assert imports.apply(made=again, by=as_asha, now=NOW) == 2
    tap = PriceItem.objects.get(code="A")
    assert (tap.unit_price, tap.version, tap.confirmed, tap.changed_by) == (D(90), 2, True, as_asha)


def test_a_new_price_for_an_item_leaves_its_steps_and_rules_alone(as_asha: Membership) -> None:
    values = shapes.columns(shapes.from_values("hourly", {"rate": "35", "step": 15, "minimum": "40"}))
    item = pricelist.add_item(
        business_id=as_asha.business_id,
        values=pricelist.ItemValues("L", "Labour", "", vat_rate=D(20), synonyms=("a man for an hour",), **values),
        confirmed=True,
        now=NOW,
    )
    item_rules.put(item=item, rule=Alone(), by=as_asha, now=NOW)
    imports.apply(made=propose(as_asha, "code,name,price,unit\nL,Labour,40,hour\n"), by=as_asha, now=NOW)
    item.refresh_from_db()
    assert (item.unit_price, item.shape_values["step"], item.shape_values["minimum"]) == (D(40), 15, "40")
    assert (item.synonyms, item_rules.in_force(item)) == (["a man for an hour"], [Alone(), Minimum(D(1))])


def test_an_import_is_undone_but_what_was_changed_since_stays(as_asha: Membership) -> None:
    imports.apply(made=propose(as_asha, "code,name,price\nA,Tap,85\nB,Sink,60\n"), by=as_asha, now=NOW)
    before = listed()
    made = propose(as_asha, "code,name,price\nA,Tap,90\nB,Sink,70\nC,Bath,200\n")
    imports.apply(made=made, by=as_asha, now=NOW)
    sink = PriceItem.objects.get(code="B")
    changed = pricelist.ItemValues("B", "Sink", "", "each", D(75), D(20))
    pricelist.change_item(item=sink, values=changed, now=NOW, by=as_asha)
    undone = imports.undo(made=made, by=as_asha, now=NOW)
    assert (undone.count, undone.left) == (2, ("Sink",))
    assert listed() | {"B": None} == before | {"B": None}
    assert PriceItem.objects.get(code="B").unit_price == D(75)
    with pytest.raises(AlreadyDone):
        imports.undo(made=made, by=as_asha, now=NOW)


def test_a_second_yes_does_nothing_twice(as_asha: Membership) -> None:
    made = propose(as_asha, "name,price\nTap,85\n")
    imports.apply(made=made, by=as_asha, now=NOW)
    with pytest.raises(AlreadyDone):
        imports.apply(made=made, by=as_asha, now=NOW)
    assert PriceItem.objects.count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("trade", ["plumber", "gardener"])
def test_an_export_reads_back_to_the_same_list(as_asha: Membership, kind: str, trade: str) -> None:
    pricelist.add_starter(business_id=as_asha.business_id, trade=trade, now=NOW)
    pricelist.confirm(item_ids=None, now=NOW)
    first = PriceItem.objects.listed()[0]
    item_rules.put(item=first, rule=Supplied("business"), by=as_asha, now=NOW)
    bands = [
        {"name": "evening", "windows": [{"days": [0, 7], "since": 1080, "until": 1440}], "rate": "90", "first": "130"}
    ]
    odd = shapes.columns(
        shapes.from_values(
            "call_out", {"first": "80.5", "rate": "55", "bands": bands, "crossing": "split", "travel": False}
        )
    )
    values = pricelist.ItemValues(
        "ODD", "=cmd|’ odd", "-x", vat_rate=D(5), includes_vat=True, may_be_firm=False, category="+1",
        synonyms=("one; two", "three"), exclusions=("@four",), valid_from=NOW.date(), **odd,
    )  # fmt: skip
    pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
    before = listed()
    table = imports.table_of_list()
    content = (
        spreadsheets.comma_separated(table).encode() if kind == "csv" else workbook(table, numeric=importing.NUMERIC)
    )
    made = propose(as_asha, content)
    assert [(one.row.problem, one.changes) for one in imports.proposals(made) if one.outcome != "kept"] == []
    PriceItem.objects.all().delete()
    imports.apply(made=made, by=as_asha, now=NOW)
    assert listed() == before
    assert Supplied("business") in item_rules.in_force(PriceItem.objects.listed()[0])
    assert all(
        not cell.startswith(("=", "+", "@")) for row in spreadsheets.comma_separated(table).split(",") for cell in [row]
    )


def test_old_previews_and_states_are_forgotten(as_asha: Membership) -> None:
    propose(as_asha, "name,price\nTap,85\n")
    applied = propose(as_asha, "name,price\nSink,85\n")
    imports.apply(made=applied, by=as_asha, now=NOW)
    assert imports.forget_old(now=NOW + timedelta(days=3)) == 1
    assert imports.forget_old(now=NOW + timedelta(days=100)) == 1
    assert PriceItem.objects.count() == 1
