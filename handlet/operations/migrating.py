"""Migrations, as the owner, and the grants of the service after them."""

from __future__ import annotations

from typing import Any

from handlet.operations.database import AtHand, mark_tables_current

# Two instances that start at once: one migrates, the other waits.
ADVISORY_LOCK = 0x48414E44


def migrate(here: AtHand) -> int:
    """Apply what is missing and grant the service what it needs; how many were applied. Django must be set up."""
    from django.core.management import call_command
    from django.db import connections

    connection: Any = connections["maintenance"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        missing = len(unapplied("maintenance"))
        if missing:
            call_command("migrate", database="maintenance", verbosity=0, interactive=False)
        grant(here)
        mark_tables_current(here)
        return missing
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def unapplied(alias: str = "default") -> list[str]:
    """Migrations of this version that the database does not have, by name."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def grant(here: AtHand) -> None:
    """All in one transaction, so that a table that only grows is at no moment open to change."""
    from urllib.parse import unquote, urlsplit

    from django.db import connections, transaction

    from handlet.kit.row_security import grants
    from handlet.privacy.append_only import TABLES

    role = unquote(urlsplit(here.service_url).username or "")
    with transaction.atomic(using="maintenance"), connections["maintenance"].cursor() as cursor:
        for statement in grants(role, TABLES):
            cursor.execute(statement)
