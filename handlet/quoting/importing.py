"""Price lists from files. Reading proposes, line by line, says what it took for granted, and of each line it cannot use why.

Putting the proposals on the list is a step of its own (`imports`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

from handlet.quoting import charged_words, numbers, shapes, spreadsheets
from handlet.quoting.item_values import ItemValues, from_json, to_json
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import BadRule
from handlet.quoting.rules import from_json as rule_from_json
from handlet.quoting.shapes import as_text

# The columns, and what people call them; what stands first is taken where a file has several.
COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("code", "item code", "ref", "reference", "sku", "no", "number", "item no", "id"),
    "name": (
        "name", "item", "service", "job", "what", "title", "product", "work", "task", "item name", "service name",
        "job type", "labour", "price for", "description of work", "works",
    ),
    "description": ("description", "details", "notes", "what is in it", "comments", "info", "includes", "spec"),
    "category": ("category", "section", "group", "type of work"),
    "shape": ("charged as", "shape", "how it is charged", "charge type"),
    "charged": ("how exactly", "charging details"),
    "unit": ("unit", "per", "uom", "units", "measure", "charged by", "basis"),
    "price": (
        "price net", "net price", "price", "net", "unit price", "price each", "rate", "amount", "cost", "charge",
        "selling price", "labour price", "total", "fee", "gross", "price gross", "gross price", "",
    ),
    "basis": ("vat basis", "vat included", "includes vat", "inc vat?"),
    "vat_rate": ("vat rate", "vat", "vat %", "tax", "tax rate", "vat code"),
    "treatment": ("vat treatment",),
    "min_qty": ("min qty", "minimum quantity", "minimum", "min", "moq", "minimum order"),
    "synonyms": ("also called", "synonyms", "other names"),
    "exclusions": ("not included", "exclusions", "excludes", "excluded"),
    "firm": ("may be quoted firm", "firm"),
    "valid_from": ("valid from", "from date", "start date"),
    "valid_until": ("valid until", "valid to", "expires", "end date"),
    "trade": ("trade",),
    "rules": ("rules",),
}  # fmt: skip
EXPORTED: Mapping[str, str] = {
    "code": "code", "name": "name", "description": "description", "category": "category", "shape": "charged as",
    "unit": "unit", "price": "price", "basis": "VAT included", "vat_rate": "VAT rate", "treatment": "VAT treatment",
    "min_qty": "minimum quantity", "charged": "how exactly", "synonyms": "also called", "exclusions": "not included",
    "firm": "may be quoted firm", "valid_from": "valid from", "valid_until": "valid until", "trade": "trade",
    "rules": "rules",
}  # fmt: skip
HEADINGS_WITHIN = 20
YES = ("yes", "y", "true", "1", "inc", "included", "gross")
NO = ("no", "n", "false", "0", "ex", "net", "")
TREATMENTS = ("", "standard", "empty_home", "conversion", "new_build", "disabled_adaptation", "energy_saving", "exempt",
              "outside")  # fmt: skip
_BASIS = re.compile(
    r"\b(?P<inc>inc(?:l(?:ud(?:ing|ed|es?)|\.)?|\.)?\.? ?(?:of )?(?:the )?vat|gross|vat inc(?:l(?:uded|\.)?|\.)?)"
    r"|\b(?P<ex>(?:ex(?:c(?:l(?:ud(?:ing|ed|es?)|\.)?)?|\.)?|before|without|plus|net of) ?vat)|\+ ?(?P<plus>vat)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line of the file (`line` counts from 1). problem: empty where it was understood. notes: what was taken for
    granted. heading: a title of the prices below it, and no price; without a name it is a remark on the whole file. rules:
    as written by an export, else None. said: columns of `COLUMNS` that the line says something in. sheet: where the file
    has several. decided: what the owner has said of the rules that its words suggest, by key (`imports.decide`). which: the
    code of the price on the list that the owner says this line is about, or `ANOTHER` (`imports.say_which`).
    """

    line: int
    name: str
    values: ItemValues | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()
    heading: bool = False
    rules: tuple[Mapping[str, Any], ...] | None = None
    said: tuple[str, ...] = ()
    sheet: str = ""
    decided: Mapping[str, Any] = field(default_factory=dict)
    which: str = ""

    @property
    def remark(self) -> bool:
        return self.heading and not self.name

    @property
    def place(self) -> str:
        """“line 3”, “line 3 of “Kitchens””: where the line stands."""
        return f"line {self.line} of “{self.sheet}”" if self.sheet else f"line {self.line}"

    @property
    def samples(self) -> Sequence[tuple[int, int]]:
        """Minutes and pence, for what is charged by time: there a misread step or minimum is seen."""
        return shapes.samples(shapes.of(self.values), self.name) if self.values is not None else []

    def to_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "name": self.name,
            "values": to_json(self.values) if self.values is not None else None,
            "problem": self.problem,
            "notes": list(self.notes),
            "heading": self.heading,
            "rules": [dict(rule) for rule in self.rules] if self.rules is not None else None,
            "said": list(self.said),
            "sheet": self.sheet,
            "decided": dict(self.decided),
            "which": self.which,
        }

    @staticmethod
    def from_json(given: Mapping[str, Any]) -> ReadRow:
        return ReadRow(
            given["line"],
            given["name"],
            from_json(given["values"]) if given["values"] is not None else None,
            given["problem"],
            tuple(given["notes"]),
            given["heading"],
            tuple(given["rules"]) if given["rules"] is not None else None,
            tuple(given["said"]),
            given.get("sheet", ""),
            given.get("decided", {}),
            given.get("which", ""),
        )


@dataclass(frozen=True, slots=True)
class Read:
    """Every line of the file, and of them those that were understood as prices."""

    rows: Sequence[ReadRow]

    @property
    def items(self) -> Sequence[ReadRow]:
        return [row for row in self.rows if row.values is not None]

    @property
    def broken(self) -> Sequence[ReadRow]:
        return [row for row in self.rows if row.problem]


def read(content: bytes, *, trade: str = "", vat_registered: bool = True) -> Read:
    """Read a CSV or .xlsx price list as people keep them: titles above, headings in any order and words, prices with
    pound signs, units and “inc VAT” in them. trade: given to items that name none. A business that is not registered has
    no VAT in its prices, whatever its file says of it.
    """
    try:
        sheets = spreadsheets.sheets(content)
    except spreadsheets.Unreadable as error:
        return Read([_broken(1, str(error))])
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    shown = [sheet for sheet in sheets if not sheet.hidden]
    several = len(shown) > 1
    tables = [(sheet, found) for sheet in shown if (found := _headings(sheet.rows)) is not None]
    if not tables:
        return Read([_broken(1, "No row names the columns. Name them in the first row, at least “name” and “price”.")])
    remarks = [
        f"The sheet “{sheet.name}”: no row names its columns." for sheet in shown if _headings(sheet.rows) is None
    ]
    remarks += [f"The hidden sheet “{name}”." for name in hidden]
    rows: list[ReadRow] = []
    for sheet, head in tables:
        made, left = _of_table(sheet.rows, head, trade=trade, vat_registered=vat_registered)
        where = sheet.name if several else ""
        rows += [replace(row, sheet=where) for row in made]
        remarks += [f"{where}: {one}" if where else one for one in left]
    if not rows:
        return Read([_broken(tables[0][1].row + 2, "There is no price below the headings.")])
    rows = _no_twins(rows)
    return Read([*([ReadRow(1, "", heading=True, notes=tuple(remarks))] if remarks else []), *rows])


def _of_table(
    table: Sequence[Sequence[str]], head: _Head, *, trade: str, vat_registered: bool
) -> tuple[list[ReadRow], list[str]]:
    """The lines below the headings; and what of the table is not read, in sentences."""
    above = [cell for row in table[: head.first] for cell in row if cell and not re.match("sep=", cell)]
    below = [cell for row in table[head.row + 1 :] for cell in row[:1] if len([one for one in row if one]) == 1]
    words = next((text for text in (*above, *below) if re.search(r"\bprices?\b", text, re.I) and _basis(text)), "")
    basis = head.basis or (_basis(words) if "vat_rate" not in head.places and "basis" not in head.places else "")
    rows: list[ReadRow] = []
    category = ""
    for number, line in enumerate(table[head.row + 1 :], start=head.row + 2):
        if not any(line):
            continue
        row = _row(number, line, head.places, basis, category, trade)
        if row.values is not None and not vat_registered:
            row = replace(row, values=replace(row.values, includes_vat=False))
        if row.heading:
            category = row.name
        rows.append(row)
    # A heading of nothing is no heading: what stands below the last price, or a price that was forgotten.
    last = max((place for place, row in enumerate(rows) if not row.heading), default=-1)
    trailing = [row.name for row in rows[last + 1 :]]
    left = []
    if head.first > 0 and above:
        left.append(f"Above the headings: {_quoted(above)}.")
    if words and basis and not head.basis:
        left.append(f"Prices that say nothing of VAT are taken as “{words[:80]}” says.")
    unread = _unread(table, head)
    if unread:
        left.append(f"The {'column' if len(unread) == 1 else 'columns'} {_quoted(unread)}.")
    if trailing and last >= 0:
        left.append(f"Below the last price: {_quoted(trailing)}.")
    return rows[: last + 1], left


def _unread(table: Sequence[Sequence[str]], head: _Head) -> list[str]:
    """Columns with something in them that no price is read from: their headings, or their letters."""
    used = set(head.places.values())
    names: Sequence[str] = table[head.row] if head.row >= 0 else ()
    filled = {place for row in table[head.row + 1 :] for place, cell in enumerate(row) if cell}
    return [
        (names[place] if place < len(names) and names[place] else f"{chr(65 + place % 26)}")
        for place in sorted(filled - used)
    ]


def _quoted(texts: Sequence[str]) -> str:
    said = ", ".join(f"“{text[:60]}”" for text in texts[:4])
    return f"{said} and {len(texts) - 4} more" if len(texts) > 4 else said


def _no_twins(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """A code twice, or the very same line twice, is left out the second time; the same name at another price is said."""
    codes: dict[str, ReadRow] = {}
    names: dict[tuple[str, str, str], ReadRow] = {}
    found = []
    for row in rows:
        values = row.values
        if values is None:
            found.append(row)
            continue
        same = names.get((values.name.casefold(), values.category, values.unit))
        if values.code and values.code in codes:
            row = replace(row, values=None, problem=f"The code {values.code} stands in the file twice.")
        elif same is not None and same.values is not None and not values.code:
            if replace(same.values, code="") == values:
                row = replace(row, values=None, problem=f"The same stands in {same.place}.")
            else:
                row = replace(row, notes=(*row.notes, f"Another price in {same.place} has this name too: check."))
        codes.setdefault(values.code, row)
        names.setdefault((values.name.casefold(), values.category, values.unit), row)
        found.append(row)
    return found


def starter(trade: str) -> Read:
    """The example list of a trade; that of “other” where there is none."""
    folder = resources.files("handlet.quoting") / "starters"
    file = folder / f"{trade}.csv"
    return read((file if file.is_file() else folder / "other.csv").read_bytes(), trade=trade)


def exported(items: Sequence[tuple[ItemValues, Sequence[Mapping[str, Any]] | None]]) -> list[list[str]]:
    """A table with headings that `read` reads back to the same items. Beside each item its stored rules, if any."""
    return [list(EXPORTED.values()), *([_cells(values, rules)[name] for name in EXPORTED] for values, rules in items)]


NUMERIC = tuple(place for place, name in enumerate(EXPORTED) if name in ("price", "vat_rate", "min_qty"))


def _cells(values: ItemValues, rules: Sequence[Mapping[str, Any]] | None) -> dict[str, str]:
    return {
        "code": values.code,
        "name": values.name,
        "description": values.description,
        "category": values.category,
        "shape": values.shape,
        "unit": values.unit,
        "price": f"{values.unit_price:f}",
        "basis": "yes" if values.includes_vat else "no",
        "vat_rate": f"{values.vat_rate:f}",
        "treatment": values.vat_treatment,
        "min_qty": f"{values.min_qty:f}" if values.min_qty is not None else "",
        "charged": as_text.write(shapes.of(values), values.shape),
        "synonyms": "\n".join(values.synonyms),
        "exclusions": "\n".join(values.exclusions),
        "firm": "yes" if values.may_be_firm else "no",
        "valid_from": values.valid_from.isoformat() if values.valid_from else "",
        "valid_until": values.valid_until.isoformat() if values.valid_until else "",
        "trade": values.trade,
        "rules": json.dumps(list(rules), ensure_ascii=False) if rules is not None else "",
    }


# --- headings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """The row that names the columns (from 0, -1: there is none), the first of the rows that do, where each stands, and
    whether the price column says “inc” or “ex” VAT.
    """

    row: int
    first: int
    places: Mapping[str, int]
    basis: str


def _headings(table: Sequence[Sequence[str]]) -> _Head | None:
    for number, row in enumerate(table[:HEADINGS_WITHIN]):
        if len(row) > 1:
            two = _both(row, table[number + 1]) if number + 1 < len(table) else None
            if two is not None:
                places, basis = _places(two)
                if "name" in places and "price" in places:
                    return _Head(number + 1, number, places, basis)
        places, basis = _places([(cell,) for cell in row])
        if "name" in places and "price" in places:
            return _Head(number, number, places, basis)
    # A bare list: a column of words, and one of prices beside it.
    bare = [
        filled[0][0], filled[1][0]
    ] if (filled := _bare_pair(table)) else None  # fmt: skip
    if bare is None:
        return None
    first = next(
        number
        for number, row in enumerate(table)
        if len(row) > bare[1] and row[bare[0]] and re.search(r"\d", row[bare[1]])
    )
    return _Head(first - 1, first, {"name": bare[0], "price": bare[1]}, "")


def _bare_pair(table: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    for row in table[:HEADINGS_WITHIN]:
        filled = [(place, cell) for place, cell in enumerate(row) if cell]
        if len(filled) == 2 and re.search("[A-Za-z]{3}", filled[0][1]) and re.match(r"£ ?\d|\d+\.\d\d$", filled[1][1]):
            return filled
    return []


def _both(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Headings over two rows, as merged cells leave them: “Price” over “Net” and “Gross”. None where the lower row is none."""
    filled = [cell for cell in lower if cell]
    if (
        len(filled) < 2
        or any(re.search(r"\d", cell) for cell in filled)
        or sum(map(_is_heading, filled)) * 2 < len(filled)
    ):
        return None
    if not any(_is_heading(cell) for cell in upper):
        return None
    pairs: list[tuple[str, ...]] = []
    over = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        over = above or (over if below else "")
        pairs.append(tuple(text for text in (f"{over} {below}".strip(), below, above) if text) or ("",))
    return pairs


def _is_heading(cell: str) -> bool:
    said, _ = _heading(cell)
    return bool(said) and any(said in names for names in COLUMNS.values())


def _places(row: Sequence[Sequence[str]]) -> tuple[dict[str, int], str]:
    """Where each column stands. row: of each heading the ways to read it, the best first."""
    found: dict[str, tuple[int, int]] = {}
    bases: dict[int, str] = {}
    for place, ways in enumerate(row):
        for heading in ways:
            said, bases[place] = _heading(heading)
            column = next((name for name, names in COLUMNS.items() if said in names), "")
            if column and (said or "£" in heading or bases[place]):
                rank = (COLUMNS[column].index(said), place)
                if column not in found or rank < found[column]:
                    found[column] = rank
                break
    if "name" not in found and "description" in found and "price" in found:
        # A list that only has descriptions: those are its names.
        found["name"] = found.pop("description")
    places = {column: place for column, (_, place) in found.items()}
    return places, bases.get(places.get("price", -1), "")


def _heading(text: str) -> tuple[str, str]:
    """“Price (£) inc. VAT” → “price”, “inc”."""
    plain = " ".join(text.lower().replace("_", " ").lstrip("'").split())
    if plain in ("vat included", "includes vat", "vat rate", "vat basis", "inc vat?"):
        return plain, ""
    basis = _basis(plain)
    plain = _BASIS.sub(" ", plain) if not re.fullmatch(r"(?:price )?gross(?: price)?", plain) else plain
    return " ".join(re.sub(r"[£()\[\]:*.,]", " ", plain).split()), basis


def _basis(text: str) -> str:
    found = _BASIS.search(text)
    return "" if found is None else "inc" if found.group("inc") else "ex"


# --- one line ---------------------------------------------------------------------------------------------------------


def _row(
    number: int, line: Sequence[str], places: Mapping[str, int], basis: str, category: str, trade: str
) -> ReadRow:  # fmt: skip
    def cell(column: str) -> str:
        place = places.get(column)
        return line[place] if place is not None and place < len(line) else ""

    filled = [text for text in line if text]
    if len(filled) == 1 and not re.search(r"\d", filled[0]) and filled[0] != spreadsheets.UNKNOWN:
        return ReadRow(number, filled[0][:60], heading=True)
    name = cell("name")[:120].lstrip("\x01")
    if re.fullmatch(r"(?:grand |sub[- ]?)?totals?(?: \(?(?:inc|ex)\.? vat\)?)?:?", name, re.I):
        return _broken(number, "This looks like the sum of other lines, not like a price.", name)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return _broken(
            number, "The spreadsheet made a day of this name. Set the cell to text and write it again.", name
        )
    try:
        values, notes = _values(cell, basis, category, trade)
        rules = _rules(cell("rules"))
        values.columns()
    except numbers.NotANumber as error:
        return _broken(number, str(error), name)
    except (BadValue, shapes.BadShape) as error:
        return _broken(number, str(error), name)
    said = [column for column in places if cell(column)]
    said += ["category"] if category else []
    said += ["basis"] if basis or _basis(cell("price")) else []
    return ReadRow(number, name, values, notes=notes, rules=rules, said=tuple(dict.fromkeys(said)))


def _values(cell: Any, basis: str, category: str, trade: str) -> tuple[ItemValues, tuple[str, ...]]:
    name, description = cell("name"), cell("description")
    for column in COLUMNS:
        if cell(column) == spreadsheets.UNKNOWN:
            raise BadValue(
                "This line holds a formula without its result. Open the file, save it as .xlsx or CSV with the figures, "
                "and try again."
            )
    if not name:
        raise BadValue("There is no name in this line.")
    rate, treatment, notes = _vat(cell("vat_rate"), cell("treatment"))
    said = (
        _basis(cell("price")) or {"yes": "inc", "no": "ex"}.get(_yes_no(cell("basis")), "")
        or (_basis(f"{cell('vat_rate')} vat") if cell("vat_rate") else "") or basis
    )  # fmt: skip
    if cell("shape"):
        shape = cell("shape").strip().lower()
        values = as_text.read(cell("charged"), shape)
        kind = shapes.SHAPES[shape]
        values[kind.HEADLINE] = numbers.read(cell("price"), "The price")
        if shape == "unit":
            values |= {"unit": cell("unit"), "minimum_quantity": _least(cell("min_qty"))}
        made = shapes.from_values(shape, values)
    else:
        made, more = charged_words.understood(
            name=name, description=description, unit=cell("unit"), price=cell("price"), least=_least(cell("min_qty"))
        )
        notes = [*notes, *more]
    columns = shapes.columns(made)
    if cell("shape") and cell("unit") and shape != "unit":
        columns["unit"] = cell("unit")[:20]
    return (
        ItemValues(
            code=cell("code").upper()[:20],
            name=name[:120],
            description=description[:400],
            vat_rate=rate,
            vat_treatment=treatment,
            includes_vat=said == "inc",
            may_be_firm=_yes_no(cell("firm")) != "no",
            trade=cell("trade").lower() or trade,
            category=cell("category") or category,
            synonyms=_texts(cell("synonyms"), exported=bool(cell("shape"))),
            exclusions=_texts(cell("exclusions"), exported=bool(cell("shape"))),
            valid_from=_day(cell("valid_from")),
            valid_until=_day(cell("valid_until")),
            **columns,
        ),
        tuple(notes),
    )


def _vat(said: str, treatment: str) -> tuple[Decimal, str, list[str]]:
    plain = said.lower().strip().rstrip("% ").removesuffix(" rate").removesuffix(" rated")
    treatment = treatment.strip().lower()
    if treatment not in TREATMENTS:
        raise BadValue(
            f"“{treatment[:30]}” is no treatment for VAT. Leave it empty or pick one on the page of the price."
        )
    words = {"": "20", "standard": "20", "s": "20", "std": "20", "reduced": "5", "r": "5", "zero": "0", "z": "0",
             "none": "0", "no": "0", "no vat": "0", "n/a": "0", "exempt": "0", "e": "0", "outside": "0",
             "outside the scope": "0", "t0": "0", "t1": "20", "t2": "0", "t5": "5", "t9": "0"}  # fmt: skip
    if plain in ("exempt", "e", "t2"):
        treatment = treatment or "exempt"
    if plain in ("outside", "outside the scope", "t9"):
        treatment = treatment or "outside"
    # “inc” in the column of VAT says what the price holds, and nothing of the rate.
    rate = Decimal(20) if _basis(f"{plain} vat") else numbers.read(words.get(plain, plain), "The VAT rate")
    if 0 < rate < 1:
        rate *= 100
    if rate not in (0, 5, 20):
        raise numbers.NotANumber("The VAT rate is 20, 5 or 0.")
    notes = []
    if rate != 20 and not treatment and plain not in ("none", "no", "no vat", "n/a"):
        notes.append(f"{rate:f} % VAT needs a reason: pick it on the page of this price.")
    return rate.quantize(Decimal(1)), treatment, notes


def _least(said: str) -> Decimal | None:
    """“10”, “10 m²”, “£60” is money and so no quantity."""
    plain = re.sub(r"(?<=\d)\s*[A-Za-z²]+2?\.?\Z", "", said.strip())
    return numbers.read(plain, "The minimum") if plain and not plain.startswith("£") else None


def _rules(said: str) -> tuple[Mapping[str, Any], ...] | None:
    if not said:
        return None
    try:
        given = json.loads(said)
        for one in given:
            rule_from_json(one["rule"])
        return tuple(
            {"rule": one["rule"], "words": str(one.get("words", ""))[:400], "confirmed": bool(one.get("confirmed"))}
            for one in given[:40]
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, BadRule) as error:
        raise BadValue("The rules in this line cannot be read. Empty that cell and try again.") from error


def _day(said: str) -> date | None:
    """“2026-04-01”, “1/4/2026”, or the number of a day as spreadsheets keep it (days since 30 December 1899)."""
    if not said:
        return None
    try:
        if re.fullmatch(r"\d{5}", said):
            return date.fromordinal(date(1899, 12, 30).toordinal() + int(said))
        british = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", said)
        if british:
            day, month, year = map(int, british.groups())
            return date(year, month, day)
        return date.fromisoformat(said[:10])
    except ValueError as error:
        raise BadValue(f"“{said[:20]}” is no day. Write it as 31/12/2026.") from error


def _texts(said: str, *, exported: bool) -> tuple[str, ...]:
    parts = said.split("\n") if "\n" in said or exported else re.split(r"[;|]", said)
    return tuple(part.strip() for part in parts if part.strip())


def _yes_no(said: str) -> str:
    plain = said.strip().lower()
    return "yes" if plain in YES else "no" if plain in NO and plain else ""


def _broken(line: int, problem: str, name: str = "") -> ReadRow:
    return ReadRow(line, name, problem=problem)
