"""`handlet privacy`: the register of processing, checked against the live tables, and the consent ledger's chains."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlet.privacy.register import Register

SUMMARY = "show and check the register of processing; verify the consent ledger"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    show = verbs.add_parser("register", help="every purpose, basis, period and field; exit code 1 where a rule fails")
    show.add_argument("--format", choices=["text", "json"], default="text")
    verbs.add_parser(
        "check", help="one line a finding: undeclared or missing columns, broken rules; exit code 1 for any"
    )
    verbs.add_parser("ledger", help="verify each business's chain; exit code 1 names the first broken line")


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    with database.django_at_hand():
        if options.verb == "ledger":
            return _ledger()
        from handlet.privacy import register

        held = register.assemble()
        if options.verb == "check":
            return _check(held)
        print(json.dumps(asdict(held), indent=1, ensure_ascii=False) if options.format == "json" else _in_words(held))
        return 1 if register.problems(held) else 0


def _in_words(held: Register) -> str:
    from handlet.privacy import register

    lines = [f"Register {register.digest()}", "", "PURPOSES"]
    for activity in held.activities.values():
        lines += [
            f"  {activity.key}: {activity.title} ({activity.role}, {activity.basis.article})",
            f"    {activity.why}",
        ]
    lines += ["", "PERIODS"]
    lines += [
        f"  {row.key}: {row.data}; {row.period} from {row.starts}, then {row.action}" for row in held.retention.values()
    ]
    lines += ["", "FIELDS"]
    for row in held.fields:
        sealed = ", sealed" if row.sealed else ""
        lines.append(f"  {row.table}.{row.column}: {row.what} ({row.activity}, {row.retention}{sealed}; {row.erase})")
    lines += ["", "RECIPIENTS"]
    lines += [f"  {row.name}: {row.why} ({row.where})" for row in held.recipients] or ["  none"]
    lines += ["", "NOT PERSONAL"]
    lines += [f"  {row.table}.{row.column}: {row.reason}" for row in held.not_personal]
    return "\n".join(lines)


def _check(held: Register) -> int:
    from django.db import connection

    from handlet.privacy import register

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        live = {(table, column) for table, column in cursor.fetchall()}
    found = register.problems(held)
    found += [f"{table}.{column}: nobody has declared it." for table, column in sorted(live - held.columns())]
    found += [f"{table}.{column}: declared, but not there." for table, column in sorted(held.columns() - live)]
    for line in found:
        print(line)
    print(f"{len(live)} columns, {len(found)} findings.")
    return 1 if found else 0


def _ledger() -> int:
    from django.db import connection

    from handlet.accounts.tenancy import acting_for
    from handlet.privacy import ledger
    from handlet.privacy.models import ConsentRecord

    broken = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT handlet_all_businesses()")
        businesses = [row[0] for row in cursor.fetchall()]
    for business_id in businesses:
        with acting_for(business_id):
            place, count = ledger.verify(business_id), ConsentRecord.objects.count()
        broken = broken or place is not None
        print(f"{business_id}: {count} lines, " + ("whole" if place is None else f"BROKEN at line {place}"))
    return 1 if broken else 0
