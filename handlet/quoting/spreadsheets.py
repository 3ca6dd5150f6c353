"""Tables from CSV and .xlsx files, and .xlsx files from tables. Foreign files: bounded in every direction, nothing is run.

An .xlsx file is a ZIP of XML (ECMA-376). Sheets that are shown are read: their shared and inline texts, their numbers, days
as 2026-04-01, and of a formula the figure that was last shown. Hidden sheets are only named. Documents with a DOCTYPE are
refused, so no entity is ever expanded.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped]

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_CELL = 4000
MOST_PARTS = 400
# Of one part. A million is a hundred megabytes while it is read, and sixteen for each cell of the largest list that is taken.
MOST_ELEMENTS = 1_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# A cell that begins so is a formula to a spreadsheet; an export puts an apostrophe before it (CWE-1236).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Stands for a formula of which no figure is known: nothing of ours works formulas out.
UNKNOWN = "\x01formula"
OTHER_KINDS = {
    b"%PDF": "This is a PDF. Copy its table into a spreadsheet, save it as .xlsx or CSV and try again.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel file or one with a password. Save it as .xlsx without a password and try again.",
    b"<": "This is a web page, whatever its name says. Open it in a spreadsheet, save it as .xlsx or CSV and try again.",
    b"\x89PNG": "This is a picture. A price list must be a spreadsheet or a CSV file.",
    b"\xff\xd8\xff": "This is a picture. A price list must be a spreadsheet or a CSV file.",
}


class Unreadable(Exception):
    """The file is no table of ours; `str(error)` says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, cells without spaces around them. name: empty for a CSV. hidden: its rows were not read."""

    rows: Sequence[Sequence[str]]
    name: str = ""
    hidden: bool = False


def sheets(content: bytes) -> list[Sheet]:
    """The tables of a CSV or .xlsx file that hold anything, in their order; hidden ones last. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("This file is larger than 2 MB. A price list is much smaller: is it the right one?")
    for beginning, sentence in OTHER_KINDS.items():
        if content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \r\n\t").startswith(beginning):
            raise Unreadable(sentence)
    found = _of_zip(content) if content[:2] == b"PK" else [Sheet(_of_text(content))]
    filled = [sheet for sheet in found if any(any(row) for row in sheet.rows)]
    if not filled:
        raise Unreadable("The file is empty.")
    return [*filled, *(sheet for sheet in found if sheet.hidden)]


def workbook(rows: Sequence[Sequence[str]], *, numeric: Sequence[int] = ()) -> bytes:
    """An .xlsx file with one sheet. numeric: columns whose plain figures are numbers to the spreadsheet; all else is text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (*_FRAME.items(), ("xl/worksheets/sheet1.xml", _sheet(rows, frozenset(numeric)))):
            packed.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def comma_separated(rows: Sequence[Sequence[str]]) -> str:
    """A CSV that no spreadsheet takes for formulas."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


# --- text -------------------------------------------------------------------------------------------------------------


def _of_text(content: bytes) -> list[list[str]]:
    text = _decode(content)
    if "\0" in text:
        raise Unreadable("This is not a text file. Save the spreadsheet as .xlsx or CSV and try again.")
    # Titles stand above many a table: the character that divides most of the first lines is the one.
    first = text.splitlines()[:20]
    delimiter = max((",", ";", "\t", "|"), key=lambda mark: sum(line.count(mark) for line in first))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([_unescaped(_cell(cell)) for cell in row])
            _not_too_many(len(rows), len(row))
    except csv.Error as error:
        raise Unreadable("This file is not a table that can be read. Save it as CSV and try again.") from error
    return rows


def _decode(content: bytes) -> str:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for name in ("utf-8-sig", "utf-16" if wide else "utf-8", "windows-1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode("windows-1252", errors="replace")


def _unescaped(cell: str) -> str:
    if cell.startswith("="):
        return UNKNOWN
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _cell(text: str) -> str:
    if len(text) > MOST_CELL:
        raise Unreadable(f"A cell holds more than {MOST_CELL} characters. This is no price list.")
    return text.replace("\u00a0", " ").strip()


def _not_too_many(rows: int, columns: int) -> None:
    if rows > MOST_ROWS + 20:
        raise Unreadable(f"This file has more than {MOST_ROWS} lines. Split it into smaller ones.")
    if columns > MOST_COLUMNS:
        raise Unreadable(f"This file has more than {MOST_COLUMNS} columns. Keep those of the price list only.")


# --- .xlsx ------------------------------------------------------------------------------------------------------------


def _of_zip(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _of_workbook(packed)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise Unreadable(
            "This file is damaged or has a password. Save it again as .xlsx or CSV and try again."
        ) from error


def _of_workbook(packed: zipfile.ZipFile) -> list[Sheet]:
    names = packed.namelist()
    if "xl/workbook.xml" not in names:
        if "content.xml" in names:
            raise Unreadable("This is an OpenDocument file. Save it as .xlsx or CSV and try again.")
        raise Unreadable("This is not a spreadsheet. Save your list as .xlsx or CSV and try again.")
    if len(names) > MOST_PARTS or sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
        raise Unreadable("This file unpacks to far more than a price list. Save only the sheet with your prices.")
    known, shown, first_day = _sheets(packed)
    cells = _Cells(
        _shared_texts(packed) if "xl/sharedStrings.xml" in names else [],
        _day_styles(packed) if "xl/styles.xml" in names else frozenset(),
        first_day,
    )
    found = [Sheet((), name, hidden=True) for name, part in known if part not in shown]
    count = 0
    # A part that is named twice is read once: a few kilobytes could name one of many megabytes ten thousand times.
    first: dict[str, str] = {}
    for name, part in known:
        first.setdefault(part, name)
    for part, name in first.items():
        if part in shown and part in names:
            rows = list(_rows(packed, part, cells))
            count += len(rows)
            _not_too_many(count, 0)
            found.append(Sheet(rows, name))
    return found


def _part(packed: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Any]]:
    """The elements of a part as they end. What a part says of its size is not believed."""
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    read, tail, ended = 0, b"", 0
    with packed.open(name) as stream:
        while block := stream.read(65536):
            read += len(block)
            if read > MOST_UNPACKED:
                raise Unreadable(
                    "This file unpacks to far more than a price list. Save only the sheet with your prices."
                )
            if ended > MOST_ELEMENTS:
                raise Unreadable("This file holds far more than a price list. Save only the sheet with your prices.")
            if b"<!DOCTYPE" in tail + block:
                raise Unreadable("This file holds things that no spreadsheet needs, so it was not read.")
            tail = block[-8:]
            try:
                parser.feed(block)
                for event, element in parser.read_events():
                    ended += 1
                    yield event, element
            except etree.XMLSyntaxError as error:
                raise Unreadable("This file is damaged. Save it again as .xlsx or CSV and try again.") from error


@dataclass(frozen=True, slots=True)
class _Cells:
    """What cells point to: texts by number, the styles that show a number as a day, and what day is number nought."""

    texts: Sequence[str]
    day_styles: frozenset[int]
    first_day: date


def _sheets(packed: zipfile.ZipFile) -> tuple[list[tuple[str, str]], frozenset[str], date]:
    """Names and parts of the sheets in their order, the parts that are shown, and the day that counts as nought."""
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in packed.namelist():
        for _, element in _part(packed, "xl/_rels/workbook.xml.rels"):
            if element.tag == f"{_PACKAGE}Relationship":
                target = element.get("Target", "").lstrip("/")
                targets[element.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    found: list[tuple[str, str]] = []
    shown = set()
    first_day = date(1899, 12, 30)
    for _, element in _part(packed, "xl/workbook.xml"):
        if element.tag == f"{_MAIN}workbookPr" and element.get("date1904", "") in ("1", "true"):
            first_day = date(1904, 1, 1)
        part = targets.get(element.get(f"{_RELATIONS}id", ""), "") if element.tag == f"{_MAIN}sheet" else ""
        if part:
            found.append((_cell(element.get("name", ""))[:40], part))
            if element.get("state", "visible") == "visible":
                shown.add(part)
    found = found or [("", "xl/worksheets/sheet1.xml")]
    return found, frozenset(shown or {part for _, part in found}), first_day


def _day_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The cell styles that show a number as a day: the built-in formats 14 to 17 and 22, and own ones with d, m and y."""
    own: dict[str, str] = {}
    formats: list[str] = []
    for _, element in _part(packed, "xl/styles.xml"):
        if element.tag == f"{_MAIN}numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        if element.tag == f"{_MAIN}cellXfs":
            formats = [one.get("numFmtId", "") for one in element.iter(f"{_MAIN}xf")]
    found = set()
    for place, number in enumerate(formats):
        # Texts in quotes and conditions in brackets say nothing about days.
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", own.get(number, "")).lower()
        if number in ("14", "15", "16", "17", "22") or re.search("d.*m|m.*d|m.*y|y.*m", code):
            found.add(place)
    return frozenset(found)


def _shared_texts(packed: zipfile.ZipFile) -> list[str]:
    found: list[str] = []
    for _, element in _part(packed, "xl/sharedStrings.xml"):
        if element.tag == f"{_MAIN}si":
            found.append(_text_of(element))
            element.clear()
            if len(found) > MOST_ROWS * MOST_COLUMNS:
                raise Unreadable("This file holds far more than a price list. Save only the sheet with your prices.")
    return found


def _text_of(element: Any) -> str:
    """Runs of one text joined; readings of East Asian words left out."""
    return _cell(
        "".join(run.text or "" for run in element.iter(f"{_MAIN}t") if run.getparent().tag != f"{_MAIN}rPh")[
            : MOST_CELL + 1
        ]
    )


def _rows(packed: zipfile.ZipFile, name: str, cells: _Cells) -> Iterator[list[str]]:
    count = 0
    for _, element in _part(packed, name):
        if element.tag != f"{_MAIN}row":
            continue
        number = int(element.get("r") or count + 1)
        if number > 1_048_576:
            raise Unreadable("This file is damaged. Save it again as .xlsx or CSV and try again.")
        row = _row(element, cells)
        element.clear()
        # Rows left out of the file are empty ones; keep the owner's line numbers, but no deserts.
        while count < number - 1 and any(row):
            count += 1
            _not_too_many(count, 0)
            yield []
        if any(row):
            count = number
            _not_too_many(count, len(row))
            yield row


def _row(element: Any, cells: _Cells) -> list[str]:
    row: list[str] = []
    for place, cell in enumerate(element.iter(f"{_MAIN}c")):
        reference = re.match(r"[A-Z]{1,3}", cell.get("r") or "")
        column = _column(reference.group()) if reference else place
        text = _shown(cell, cells)
        if not text:
            continue
        if column >= MOST_COLUMNS:
            _not_too_many(0, column + 1)
        row += [""] * (column - len(row))
        row[column:] = [text]
    return row


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shown(cell: Any, cells: _Cells) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return cells.texts[int(text)] if text.isdigit() and int(text) < len(cells.texts) else ""
    if kind == "e":
        return ""
    if kind == "n" and text:
        style = cell.get("s") or "0"
        return _day(text, cells.first_day) if style.isdigit() and int(style) in cells.day_styles else _figure(text)
    if not text and cell.find(f"{_MAIN}f") is not None:
        return UNKNOWN
    return _cell(text)


def _day(text: str, first_day: date) -> str:
    """The day that a number stands for, as 2026-04-01."""
    try:
        return (first_day + timedelta(days=int(float(text)))).isoformat()
    except (ValueError, OverflowError):
        return _cell(text)


def _figure(text: str) -> str:
    """A number as people see it: spreadsheets store 0.1 + 0.2 as 0.30000000000000004."""
    try:
        rounded = f"{round(float(text), 6):f}".rstrip("0").rstrip(".")
    except (ValueError, OverflowError):
        return _cell(text)
    return rounded


def _sheet(rows: Sequence[Sequence[str]], numeric: frozenset[int]) -> str:
    made = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for place, text in enumerate(row):
            if not text:
                continue
            name = f"{_letters(place)}{number}"
            if place in numeric and re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", text):
                cells.append(f'<c r="{name}"><v>{text}</v></c>')
            else:
                clean = escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text))
                cells.append(f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>')
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(made)}</sheetData></worksheet>"
    )


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FRAME = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
