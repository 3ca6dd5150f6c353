"""Price lists from files as people keep them: understood row by row, put on the list on a yes, taken off again."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from handlet.accounts.models import Membership
from handlet.quoting import importing, imports, item_rules, pricelist, shapes, spreadsheets
from handlet.quoting.importing import ReadRow
from handlet.quoting.imports import Decision
from handlet.quoting.models import PriceImport, PriceItem
from handlet.quoting.refusals import AlreadyDone, BadValue
from handlet.quoting.rules import Alone, Hours, Included, Minimum, Supplied, Window
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


# --- as accountants, spreadsheets and other countries keep them ----------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "comes_to", "says"),
    [
        ("£1,250.00 + VAT", "£1,250 each", ""),
        ("12,50", "£12.50 each", "“12,50” is taken as £12.50."),
        ("1.250,00", "£1,250 each", "“1.250,00” is taken as £1250.00."),
        ("£1.5k", "£1,500 each", "taken as thousands"),
        ("from £80", "From £80, as a guide", "never a firm price"),
        ("£80ish", "From £80, as a guide", "never a firm price"),
        ("£80 - £120", "£80 to £120, as a guide", "never a firm price"),
        ("£250 per day (8 hrs)", "£250 a day of 8 h", "over-run"),
        ("£60 call out, then £45 per hour", "£60 for the first hour, travel included; then £45 an hour", "check"),
        ("£40 per radiator", "£40 per radiator", ""),
        ("£85 cash only", "£85 each", "“cash only” beside the price was not read: check."),
        ("80 GBP", "£80 each", ""),
        ("0", "£0 each", "Nothing is charged for it: check."),
    ],
)
def test_a_price_in_their_own_words_is_read_and_what_was_taken_for_granted_is_said(
    price: str, comes_to: str, says: str
) -> None:
    (row,) = read(f'name;price\nTap;"{price}"\n')
    assert comes_to in words(row)
    assert says in " ".join(row.notes)
    assert bool(row.notes) == bool(says)


@pytest.mark.parametrize(
    ("price", "says"),
    [
        ("POA", "“POA” is no figure"), ("TBC", "no figure"), ("call for price", "no figure"), ("–", "no figure"),
        ("price on application", "no figure"), ("free", "Write 0 if you charge nothing"), ("€20", "not in pounds"),
        ("20 euros", "not in pounds"), ("up to £500", "names no lowest price"), ("£5-£3", "more than the lower"),
        ("2026-02-01", "made a day of this price"), ("1.250.00", "must be a number"), ("£1e5", "must be a number"),
        ("99999999", "too large"), ("12.345678", "at most 4 decimals"),
    ],
)  # fmt: skip
def test_what_is_no_price_is_left_out_with_a_sentence(price: str, says: str) -> None:
    tap, sink = read(f"name;price\nTap;{price}\nSink;5\n")
    assert says in tap.problem
    assert sink.values is not None


def test_nothing_of_a_file_is_lost_silently() -> None:
    file = """Rowan Plumbing 2026,,,,
All prices include VAT,,,,
Item,Supplier,Price,,Stock
TAPS,,,,
Tap,Acme,85,x,3
Tap,Acme,85,x,3
Tap,Acme,95,x,3
Total,,265,,
Ring us for anything else,,,,
"""
    remark, heading, tap, twin, dearer, total = read(file)
    assert heading.heading
    assert remark.notes == (
        "Above the headings: “Rowan Plumbing 2026”, “All prices include VAT”.",
        "Prices that say nothing of VAT are taken as “All prices include VAT” says.",
        "The columns “Supplier”, “D”, “Stock”.",
        "Below the last price: “Ring us for anything else”.",
    )
    assert tap.values is not None
    assert (tap.values.includes_vat, tap.values.category) == (True, "TAPS")
    assert twin.problem == "The same stands in line 5."
    assert dearer.notes == ("Another price in line 5 has this name too: check.",)
    assert "sum of other lines" in total.problem


def test_headings_over_two_rows_as_merged_cells_leave_them() -> None:
    row = read("Rowan 2026,,,\nItem,,Price,\nDescription,Unit,Net,Gross\nLabour,hr,45,54\n")[-1]
    assert row.values is not None
    assert (row.name, row.values.shape, row.values.unit_price, row.values.includes_vat) == (
        "Labour", "hourly", D(45), False,
    )  # fmt: skip


def test_a_list_without_headings_keeps_its_first_line() -> None:
    assert [row.name for row in read("Tap,12\nSink,45.00\nBath,200\n")] == ["Tap", "Sink", "Bath"]


@pytest.mark.parametrize(
    ("vat", "rate", "treatment", "inside"),
    [
        ("T1", 20, "", False),
        ("T5", 5, "", False),
        ("T2", 0, "exempt", False),
        ("inc", 20, "", True),
        ("ex", 20, "", False),
    ],
)
def test_the_codes_of_bookkeeping_are_known(vat: str, rate: int, treatment: str, inside: bool) -> None:
    (row,) = read(f"name,price,VAT\nTap,5,{vat}\n")
    assert row.values is not None
    assert (row.values.vat_rate, row.values.vat_treatment, row.values.includes_vat) == (rate, treatment, inside)
    assert any("needs a reason" in note for note in row.notes) == (rate != 20 and not treatment)


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


BOOK_OF_THREE = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="0"/><sheets>'
    '<sheet name="Letter" r:id="r1"/><sheet name="Costs" state="hidden" r:id="r2"/><sheet name="Taps" r:id="r3"/>'
    '<sheet name="Baths" r:id="r4"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2, 3, 4))
    + "</Relationships>"
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def sheet_of(*rows: str) -> str:
    """Cells by tabs; a figure may carry its style: `46113/1`."""
    made = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for place, cell in enumerate(row.split("\t")):
            name, (figure, _, style) = f"{chr(65 + place)}{number}", cell.partition("/")
            if figure.replace(".", "").isdigit():
                cells.append(f'<c r="{name}" s="{style or 0}"><v>{figure}</v></c>')
            else:
                cells.append(f'<c r="{name}" t="inlineStr"><is><t>{cell}</t></is></c>')
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return SHEET.format("".join(made))


def test_every_sheet_that_is_shown_is_read_and_the_others_are_named() -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK_OF_THREE)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/styles.xml", STYLES)
        for number, sheet in enumerate(
            (
                sheet_of("Dear all"), sheet_of("name\tprice", "Secret\t1"),
                sheet_of("name\tprice\tvalid from", "Tap\t85/3\t46113/1", "Half inch\t46054/2\t"),
                sheet_of("name\tprice", "Tap\t85", "Bath\t200"),
            ),
            start=1,
        ):  # fmt: skip
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    remark, tap, half, second, bath = importing.read(book.getvalue()).rows
    assert remark.notes == ("The sheet “Letter”: no row names its columns.", "The hidden sheet “Costs”.")
    assert tap.values is not None
    assert (tap.values.unit_price, str(tap.values.valid_from), tap.place) == (D(85), "2026-04-01", "line 2 of “Taps”")
    assert "made a day of this price" in half.problem
    assert second.notes == ("Another price in line 2 of “Taps” has this name too: check.",)
    assert (bath.name, bath.place) == ("Bath", "line 3 of “Baths”")


def test_a_web_page_that_calls_itself_a_spreadsheet_is_told_what_to_do() -> None:
    (row,) = importing.read(b"\xef\xbb\xbf <html><table><tr><td>name</td></tr></table></html>").rows
    assert "This is a web page" in row.problem


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


def test_two_prices_of_one_name_are_known_again(as_asha: Membership) -> None:
    file = "name,price\nTap,85\nTap,95\n"
    imports.apply(made=propose(as_asha, file), by=as_asha, now=NOW)
    assert [one.outcome for one in imports.proposals(propose(as_asha, file))] == ["kept", "kept"]


@pytest.fixture
def two_taps(as_asha: Membership) -> list[PriceItem]:
    imports.apply(made=propose(as_asha, "name,price\nTap,85\nTap,95\n"), by=as_asha, now=NOW)
    return list(PriceItem.objects.order_by("unit_price"))


def named(made: PriceImport) -> list[tuple[str, str, list[str]]]:
    return [
        (one.outcome, one.item.code if one.item is not None else "", [item.code for item in one.may_be])
        for one in imports.proposals(made)
    ]


def test_a_line_of_one_name_with_two_prices_is_asked_about_and_meanwhile_stands_beside_them(
    as_asha: Membership, two_taps: list[PriceItem]
) -> None:
    cheap, dear = (item.code for item in two_taps)
    made = propose(as_asha, "name,price\nTap,85\nTap,99\n")
    # The first is what it is. The second may be the dear one at a new price, or a third tap: nobody can know.
    assert named(made) == [("kept", cheap, []), ("new", "", [dear])]
    imports.say_which(made=made, place=1, which=dear, now=NOW)
    made.refresh_from_db()
    assert named(made)[1] == ("changed", dear, [dear])
    imports.say_which(made=made, place=1, which=imports.ANOTHER, now=NOW)
    made.refresh_from_db()
    assert named(made)[1] == ("new", "", [dear])
    for wrong in ("NO-1", cheap, "'; DROP"):
        with pytest.raises(BadValue):
            imports.say_which(made=made, place=1, which=wrong, now=NOW)
    with pytest.raises(BadValue):
        imports.say_which(made=made, place=0, which=dear, now=NOW)
    imports.apply(made=made, by=as_asha, now=NOW)
    assert sorted(PriceItem.objects.listed().values_list("unit_price", flat=True)) == [D(85), D(95), D(99)]
    with pytest.raises(AlreadyDone):
        imports.say_which(made=made, place=1, which=dear, now=NOW)


def test_two_lines_of_one_name_never_change_the_same_price(as_asha: Membership) -> None:
    imports.apply(made=propose(as_asha, "name,price\nTap,85\n"), by=as_asha, now=NOW)
    made = propose(as_asha, "name,price,description\nTap,90,hot\nTap,99,cold\n")
    (code,) = PriceItem.objects.values_list("code", flat=True)
    assert named(made) == [("new", "", [code]), ("new", "", [code])]
    imports.say_which(made=made, place=0, which=code, now=NOW)
    made.refresh_from_db()
    assert named(made) == [("changed", code, [code]), ("new", "", [])]
    with pytest.raises(BadValue, match="another line"):
        imports.say_which(made=made, place=1, which=code, now=NOW)
    imports.apply(made=made, by=as_asha, now=NOW)
    assert sorted(PriceItem.objects.listed().values_list("unit_price", flat=True)) == [D(90), D(99)]


def test_units_tell_prices_of_one_name_apart_and_a_code_comes_before_a_name(as_asha: Membership) -> None:
    imports.apply(made=propose(as_asha, "name,price,unit\nTap,85,each\nTap,40,hour\n"), by=as_asha, now=NOW)
    made = propose(as_asha, "name,price,unit\nTap,45,hour\nTap,89,each\n")
    assert [one.outcome for one in imports.proposals(made)] == ["changed", "changed"]
    each = PriceItem.objects.get(unit="each")
    made = propose(as_asha, f"code,name,price,unit\n,Tap,89,each\n{each.code},Tap,90,each\n")
    hour = PriceItem.objects.get(unit="hour")
    assert named(made) == [("new", "", [hour.code]), ("changed", each.code, [])]


RULED = """name,description,price
Cable,"each metre over 5",14
Tap visit,"weekdays 8 to 6, tap supplied by customer",60
"""


def socket_of(made: PriceImport) -> tuple[int, imports.Proposed]:
    return next((place, one) for place, one in enumerate(imports.proposals(made)) if one.row.name == "Tap visit")


def test_rules_are_decided_in_the_preview_before_any_price_is_on_the_list(as_asha: Membership) -> None:
    made = propose(as_asha, RULED)
    place, socket = socket_of(made)
    assert [type(kept.rule) for kept in socket.rules] == [Supplied, Hours]
    theirs, hours = socket.rules
    imports.decide(made=made, place=place, key=theirs.key, say="drop", now=NOW)
    mornings = Hours((Window((0, 1), 8 * 60, 12 * 60),))
    one = imports.decide(made=made, place=place, key=hours.key, say="change", instead=mornings, now=NOW)
    assert [one.decided(kept) for kept in one.rules] == [Decision("drop"), Decision("change", mornings)]
    assert PriceItem.objects.count() == 0
    made.refresh_from_db()
    imports.apply(made=made, by=as_asha, now=NOW)
    item = PriceItem.objects.get(name="Tap visit")
    assert item_rules.in_force(item) == [mornings]
    # A dropped suggestion does not come back, and undoing the import still works.
    assert [kept.rule for kept in item_rules.rules_of(item, item_rules.suggestions_for(item))] == [mornings]
    made.refresh_from_db()
    assert imports.undo(made=made, by=as_asha, now=NOW).left == ()


def test_a_decision_is_taken_back_and_all_are_right_at_once(as_asha: Membership) -> None:
    made = propose(as_asha, RULED)
    place, one = socket_of(made)
    imports.decide(made=made, place=place, key=one.rules[0].key, say="drop", now=NOW)
    imports.decide(made=made, place=place, key=one.rules[0].key, say="", now=NOW)
    imports.decide_all(made=made, now=NOW)
    made.refresh_from_db()
    imports.apply(made=made, by=as_asha, now=NOW)
    item = PriceItem.objects.get(name="Tap visit")
    assert all(kept.confirmed for kept in item_rules.rules_of(item, item_rules.suggestions_for(item)))
    assert len(item_rules.in_force(item)) == 2


@pytest.mark.parametrize(("place", "say"), [(99, "right"), (-1, "drop"), (0, "perhaps")])
def test_a_decision_about_a_rule_that_is_not_there_is_refused(as_asha: Membership, place: int, say: str) -> None:
    with pytest.raises(BadValue):
        imports.decide(made=propose(as_asha, RULED), place=place, key="x", say=say, now=NOW)


def test_a_rule_may_name_a_price_of_the_same_file(as_asha: Membership) -> None:
    made = propose(as_asha, RULED)
    place, one = socket_of(made)
    cable = next(code for code, words in imports.codes_of(imports.proposals(made)) if words.startswith("Cable"))
    wanted = Included(D(3), "metres", cable)
    imports.decide(made=made, place=place, key=one.rules[0].key, say="change", instead=wanted, now=NOW)
    nowhere = Included(D(3), "metres", "NOWHERE")
    with pytest.raises(BadValue, match="no price with the code"):
        imports.decide(made=made, place=place, key=one.rules[0].key, say="change", instead=nowhere, now=NOW)
    made.refresh_from_db()
    imports.apply(made=made, by=as_asha, now=NOW)
    code = PriceItem.objects.get(name="Cable").code
    assert Included(D(3), "metres", code) in item_rules.in_force(PriceItem.objects.get(name="Tap visit"))


def test_an_import_that_fails_half_way_leaves_the_list_as_it_was(as_asha: Membership, monkeypatch: Any) -> None:
    monkeypatch.setattr(pricelist, "MOST_ITEMS", 1)
    with pytest.raises(BadValue, match="at most 1 prices"):
        imports.apply(made=propose(as_asha, "name,price\nTap,85\nSink,60\n"), by=as_asha, now=NOW)
    assert PriceItem.objects.count() == 0


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


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_price_of_every_shape_goes_out_and_comes_back_as_it_was(as_asha: Membership, kind: str) -> None:
    for place, (name, shape) in enumerate(shapes.SHAPES.items()):
        charged = shapes.columns(shapes.from_values(name, {shape.HEADLINE: "62.50"}))
        values = pricelist.ItemValues(f"S-{place}", f"Charged as {name}", "", vat_rate=D(20), **charged)
        pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
    before = listed()
    assert len(before) == len(shapes.SHAPES)
    table = imports.table_of_list()
    content = (
        spreadsheets.comma_separated(table).encode() if kind == "csv" else workbook(table, numeric=importing.NUMERIC)
    )
    assert {one.outcome for one in imports.proposals(propose(as_asha, content))} == {"kept"}
    PriceItem.objects.all().delete()
    imports.apply(made=propose(as_asha, content), by=as_asha, now=NOW)
    assert listed() == before


def test_old_previews_and_states_are_forgotten(as_asha: Membership) -> None:
    propose(as_asha, "name,price\nTap,85\n")
    applied = propose(as_asha, "name,price\nSink,85\n")
    imports.apply(made=applied, by=as_asha, now=NOW)
    assert imports.forget_old(now=NOW + timedelta(days=3)) == 1
    assert imports.forget_old(now=NOW + timedelta(days=100)) == 1
    assert PriceItem.objects.count() == 1


@pytest.mark.parametrize(
    "cell", ["[" * 3_900, '[{""rule"":[]}]', '{""rule"":1}', '[{""rule"":{""kind"":{}}}]', "7", "null"]
)
def test_rules_that_are_none_stop_their_line_and_not_the_file(cell: str) -> None:
    found = importing.read(f'name,price,rules\nTap,90,"{cell}"\nSink,80,\n'.encode())
    assert [row.name for row in found.items] == ["Sink"]
    assert "cannot be read" in found.broken[0].problem


def broken_inside(content: bytes) -> bytes:
    """The packed bytes of the sheet are none that can be unpacked."""
    at = content.index(b"sheet1.xml") + len(b"sheet1.xml")
    return content[:at] + b"\xff" * 12 + content[at + 12 :]


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="x"><c><v>1</v></c></row>',
        f'<row r="{"9" * 5000}"><c><v>1</v></c></row>',
        '<row r="-5"><c><v>1</v></c></row>',
        '<row r="1"><c t="s"><v>²</v></c></row>',
        '<row r="1"><c s="²"><v>1</v></c></row>',
        f'<row r="1"><c t="s"><v>{"9" * 5000}</v></c></row>',
        f'<row r="1"><c><v>{"9" * 4000}</v></c><c><v>1e999999999</v></c><c><v>nan</v></c><c><v>-1</v></c></row>',
    ],
)
def test_figures_that_are_none_break_nothing(sheet: str) -> None:
    content = packed(xl__workbook=BOOK, xl__worksheets__sheet1=SHEET.format(sheet))
    for damaged in (content, broken_inside(content)):
        with contextlib.suppress(spreadsheets.Unreadable):
            assert spreadsheets.sheets(damaged)


def test_one_sheet_named_ten_thousand_times_is_read_once() -> None:
    """A few kilobytes, and each naming costs the reading of megabytes."""
    xml = "http://schemas.openxmlformats.org"
    names = "".join(f'<sheet name="S{n}" r:id="r1"/>' for n in range(10_000))
    book = (
        f'<workbook xmlns="{xml}/spreadsheetml/2006/main" xmlns:r="{xml}/officeDocument/2006/relationships">'
        f"<sheets>{names}</sheets></workbook>"
    )
    links = (
        f'<Relationships xmlns="{xml}/package/2006/relationships">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", links)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format('<row r="1"><c><v>1</v></c></row>'))
    assert [sheet.name for sheet in spreadsheets.sheets(out.getvalue())] == ["S0"]


def test_millions_of_empty_elements_are_no_price_list() -> None:
    content = packed(xl__workbook=BOOK, xl__worksheets__sheet1=SHEET.format("<a/>" * 2_000_000))
    with pytest.raises(spreadsheets.Unreadable, match="far more than a price list"):
        spreadsheets.sheets(content)
