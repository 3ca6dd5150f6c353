"""`handlet pricelist`: price lists as CSV or .xlsx files, checked without a database, brought in and taken out with one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handlet.operations.trouble import Trouble

if TYPE_CHECKING:
    from handlet.accounts.models import Business
    from handlet.quoting.gaps import Gap
    from handlet.quoting.importing import Read

SUMMARY = "check, import or export a price list (CSV, .xlsx)"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser(
        "check",
        help="say of each line that cannot be used why, and what the list lacks; a file needs no database",
    )
    check.add_argument("file", type=Path, nargs="?")
    check.add_argument("--business", help="check this business's list instead of a file")
    bring = verbs.add_parser("import", help="put the lines on a business's list as its own prices")
    bring.add_argument("file", type=Path)
    take = verbs.add_parser("export", help="print the list as CSV, or write it as .xlsx")
    take.add_argument("--to", type=Path, help="write this file instead; a name ending in .xlsx makes a spreadsheet")
    undo = verbs.add_parser("undo", help="take the newest import off the list again")
    for verb in (bring, take, undo):
        verb.add_argument("--business", required=True, help="the business's short name, as in its form's address")


def run(options: argparse.Namespace) -> int:
    if options.verb == "export":
        return _export(options.business, options.to)
    if options.verb == "undo":
        return _undo(options.business)
    if options.verb == "check" and options.business:
        return _check_list(options.business)
    if options.file is None:
        raise Trouble("Name a file, or a business with --business.")
    read = _read(options.file)
    for row in read.rows:
        if row.problem:
            print(f"{row.place}: {row.problem}", file=sys.stderr)
        for note in row.notes if row.remark else ():
            print(f"not read: {note}", file=sys.stderr)
    if options.verb == "check":
        return _check_file(read)
    if read.broken:
        raise Trouble("Nothing was imported. Mend the lines named above first.")
    return _import(options.business, read)


def _read(file: Path) -> Read:
    from handlet.quoting import importing

    try:
        return importing.read(file.read_bytes())
    except OSError as error:
        raise Trouble(f"{file} cannot be opened: {error.strerror}.") from error


def _check_file(read: Read) -> int:
    from handlet.kit.london import london_day
    from handlet.quoting import gaps
    from handlet.quoting.item_values import words_of
    from handlet.quoting.rules import from_json
    from handlet.quoting.rules_in_words import suggest

    for row in read.items:
        for note in row.notes:
            print(f"{row.place}: {note}")
    values = [row.values for row in read.items if row.values is not None]
    words = [words_of(one) for one in values if one.code]
    rules = dict(suggest(words, []))
    for row in read.items:
        if row.values is not None and row.rules is not None:
            rules[row.values.code] = [from_json(one["rule"]) for one in row.rules]
    found = gaps.gaps(values, rules, today=london_day(datetime.now(UTC)))
    _say(found)
    print(f"{len(read.items)} lines can be used, {len(read.broken)} cannot.")
    return 1 if read.broken or found else 0


def _check_list(slug: str) -> int:
    with _business(slug) as business:
        from handlet.quoting import pricelist

        found = pricelist.gaps_of_list(business_id=business.id, today=_today())
        _say(found)
        print(f"{len(found)} things to look at." if found else "Nothing is missing.")
    return 1 if found else 0


def _say(found: Sequence[Gap]) -> None:
    for gap in found:
        print(f"{gap.code + ': ' if gap.code else ''}{gap.sentence}", file=sys.stderr)


def _today() -> date:
    from django.utils.timezone import now

    from handlet.kit.london import london_day

    return london_day(now())


def _import(slug: str, read: Read) -> int:
    with _business(slug) as business:
        from django.utils.timezone import now

        from handlet.quoting import imports

        made = imports.propose(business_id=business.id, read=read, by=None, now=now())
        for one in imports.proposals(made):
            if one.may_be:
                codes = ", ".join(item.code for item in one.may_be)
                print(
                    f"{one.row.place}: “{one.row.name}” is put beside {codes}, of the same name. To change one of them, give "
                    "the line its code.",
                    file=sys.stderr,
                )
        count = imports.apply(made=made, by=None, now=now())
        print(
            f"{_prices(count)} new or changed on the list of {business.name}. To go back: handlet pricelist undo --business {slug}"
        )
    return 0


def _prices(count: int) -> str:
    return "1 price is" if count == 1 else f"{count} prices are"


def _undo(slug: str) -> int:
    with _business(slug) as business:
        from django.utils.timezone import now

        from handlet.quoting import imports
        from handlet.quoting.models import PriceImport

        made = PriceImport.objects.filter(state=PriceImport.State.APPLIED).order_by("-applied_at").first()
        if made is None:
            raise Trouble("There is no import on the list that could be undone.")
        undone = imports.undo(made=made, by=None, now=now())
        print(f"{_prices(undone.count)} as before on the list of {business.name}.")
        for name in undone.left:
            print(f"Left alone, because it was changed since: {name}", file=sys.stderr)
    return 0


def _export(slug: str, to: Path | None) -> int:
    with _business(slug):
        from handlet.quoting import importing, imports, spreadsheets

        table = imports.table_of_list()
        if to is not None and to.suffix.lower() == ".xlsx":
            content = spreadsheets.workbook(table, numeric=importing.NUMERIC)
        else:
            content = spreadsheets.comma_separated(table).encode("utf-8-sig" if to is not None else "utf-8")
    if to is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        to.write_bytes(content)
    except OSError as error:
        raise Trouble(f"{to} cannot be written: {error.strerror}.") from error
    print(f"{_prices(len(table) - 1)} in {to}.")
    return 0


@contextmanager
def _business(slug: str) -> Iterator[Business]:
    """The business, in a transaction that acts for it. Raises Trouble."""
    from handlet.operations import database

    with database.django_at_hand():
        from django.db import connection

        from handlet.accounts.models import Business
        from handlet.accounts.tenancy import acting_for

        with connection.cursor() as cursor:
            cursor.execute("SELECT handlet_find_business(%s)", [slug])
            row: Any = cursor.fetchone()
        if row is None or row[0] is None:
            raise Trouble(f"There is no business {slug}. Its short name stands in the address of its enquiry form.")
        with acting_for(row[0]):
            yield Business.objects.get(pk=row[0])
