"""Price lists from files. Reading proposes, line by line, and says of each line it cannot use why; applying is a step of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from typing import Any

from handlet.quoting import numbers

COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("code", "ref", "reference", "sku", "item code"),
    "name": ("name", "item", "what", "service", "job", "title", "product"),
    "description": ("description", "details", "notes", "what is in it"),
    "unit": ("unit", "per", "uom", "units"),
    "price": (
        "price_net",
        "price",
        "net",
        "net price",
        "unit price",
        "unit_price",
        "price (net)",
        "cost",
        "rate",
        "amount",
        "£",
    ),
    "vat_rate": ("vat_rate", "vat", "vat rate", "vat %", "vat%", "tax"),
    "min_qty": ("min_qty", "minimum", "min", "min qty", "minimum quantity"),
}
MOST_ROWS = 2000
# A cell that begins so is a formula to a spreadsheet; an export puts an apostrophe before it (CWE-1236).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line of the file (`line` counts from 1). `problem` is empty where it was understood."""

    line: int
    code: str
    name: str
    description: str
    unit: str
    price: Decimal | None
    vat_rate: Decimal | None
    min_qty: Decimal | None
    problem: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON, to travel through a page or a file."""
        return {
            "code": self.code,
            "name": self.name,
            "description": self.description,
            "unit": self.unit,
            "price": str(self.price),
            "vat_rate": str(self.vat_rate if self.vat_rate is not None else 20),
            "min_qty": str(self.min_qty) if self.min_qty is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Read:
    """Every line of the file, and of them those that were understood."""

    rows: Sequence[ReadRow]

    @property
    def items(self) -> Sequence[ReadRow]:
        return [row for row in self.rows if not row.problem]


def read(content: bytes) -> Read:
    """Read a CSV as spreadsheets write it: comma, semicolon or tab, UTF-8 or Windows, headings in any order."""
    text = _decode(content)
    if "\0" in text:
        return Read([_broken(1, "This is not a text file. Save the spreadsheet as CSV and try again.")])
    head = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return Read([_broken(1, "This file is not a table that can be read. Save it as CSV and try again.")])
    lines = [[cell.strip() for cell in line] for line in lines]
    if not lines or not any(lines[0]):
        return Read([_broken(1, "The file is empty.")])
    places = _places(lines[0])
    if "name" not in places or "price" not in places:
        return Read([_broken(1, "The first row must name the columns, with at least “name” and “price”.")])
    rows: list[ReadRow] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1 : MOST_ROWS + 1], start=2):
        if not any(line):
            continue
        row = _row(number, line, places)
        if not row.problem and row.code and row.code in seen:
            row = _with_problem(row, f"The code {row.code} stands in the file twice.")
        seen.add(row.code)
        rows.append(row)
    if len(lines) > MOST_ROWS + 1:
        rows.append(_broken(MOST_ROWS + 2, f"Only the first {MOST_ROWS} lines are read. Split the file."))
    return Read(rows)


def starter(trade: str) -> Read:
    """The example list of a trade; that of “other” where there is none."""
    folder = resources.files("handlet.quoting") / "starters"
    file = folder / f"{trade}.csv"
    return read((file if file.is_file() else folder / "other.csv").read_bytes())


def export(rows: Sequence[Mapping[str, str]]) -> str:
    """A CSV that `read` reads back, and that no spreadsheet takes for formulas."""
    out = io.StringIO(newline="")
    names = ("code", "name", "description", "unit", "price_net", "vat_rate", "min_qty")
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(str(row.get(name, "") or "")) for name in names})
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _decode(content: bytes) -> str:
    for name in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "windows-1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode("windows-1252", errors="replace")


def _places(head: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by its heading or one of the usual other names."""
    found: dict[str, int] = {}
    for place, heading in enumerate(head):
        plain = heading.lower().strip().lstrip("'")
        for column, names in COLUMNS.items():
            if column not in found and plain in names:
                found[column] = place
                break
    return found


def _row(number: int, line: Sequence[str], places: Mapping[str, int]) -> ReadRow:
    def cell(column: str) -> str:
        place = places.get(column)
        value = line[place] if place is not None and place < len(line) else ""
        return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value

    problem, price, rate, minimum = "", None, None, None
    try:
        if not cell("name"):
            raise numbers.NotANumber("There is no name in this line.")
        price = numbers.read(cell("price"), "The price")
        rate = numbers.read(cell("vat_rate").rstrip("% "), "The VAT rate") if cell("vat_rate") else None
        if rate is not None and 0 < rate < 1:
            rate *= 100
        if rate is not None and rate not in (0, 5, 20):
            raise numbers.NotANumber("The VAT rate is 20, 5 or 0.")
        minimum = numbers.read(cell("min_qty"), "The minimum") if cell("min_qty") else None
    except numbers.NotANumber as error:
        problem = str(error)
    return ReadRow(
        line=number,
        code=cell("code").upper()[:20],
        name=cell("name")[:120],
        description=cell("description")[:400],
        unit=cell("unit")[:20] or "each",
        price=price,
        vat_rate=rate,
        min_qty=minimum,
        problem=problem,
    )


def _with_problem(row: ReadRow, problem: str) -> ReadRow:
    return replace(row, problem=problem)


def _broken(line: int, problem: str) -> ReadRow:
    return ReadRow(line, "", "", "", "", None, None, None, problem)
