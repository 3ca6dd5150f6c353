"""`handlet pricelist`: price lists as CSV files, checked without a database, brought in and taken out with one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handlet.operations.trouble import Trouble

if TYPE_CHECKING:
    from handlet.accounts.models import Business
    from handlet.quoting.importing import Read

SUMMARY = "check, import or export a price list (CSV)"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="say of each line that cannot be used why; needs no database")
    check.add_argument("file", type=Path)
    bring = verbs.add_parser("import", help="put the lines on a business's list as its own prices")
    bring.add_argument("file", type=Path)
    take = verbs.add_parser("export", help="print the list as CSV")
    for verb in (bring, take):
        verb.add_argument("--business", required=True, help="the business's short name, as in its form's address")


def run(options: argparse.Namespace) -> int:
    if options.verb == "export":
        return _export(options.business)
    read = _read(options.file)
    broken = [row for row in read.rows if row.problem]
    for row in broken:
        print(f"line {row.line}: {row.problem}", file=sys.stderr)
    if options.verb == "check":
        print(f"{len(read.items)} lines can be used, {len(broken)} cannot.")
        return 1 if broken else 0
    if broken:
        raise Trouble("Nothing was imported. Mend the lines named above first.")
    return _import(options.business, read)


def _read(file: Path) -> Read:
    from handlet.quoting import importing

    try:
        return importing.read(file.read_bytes())
    except OSError as error:
        raise Trouble(f"{file} cannot be opened: {error.strerror}.") from error


def _import(slug: str, read: Read) -> int:
    with _business(slug) as business:
        from django.utils.timezone import now

        from handlet.quoting import pricelist

        count = pricelist.apply_import(business_id=business.id, rows=[row.plain() for row in read.items], now=now())
        print(f"{count} prices are on the list of {business.name}.")
    return 0


def _export(slug: str) -> int:
    with _business(slug):
        from handlet.quoting import importing
        from handlet.quoting.models import PriceItem

        rows = [
            {
                "code": item.code,
                "name": item.name,
                "description": item.description,
                "unit": item.unit,
                "price_net": str(item.unit_price),
                "vat_rate": str(item.vat_rate),
                "min_qty": "" if item.min_qty is None else str(item.min_qty),
            }
            for item in PriceItem.objects.listed()
        ]
        sys.stdout.buffer.write(importing.export(rows).encode())
        sys.stdout.buffer.flush()
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
