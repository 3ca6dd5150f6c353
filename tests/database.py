"""The database of the tests: a template migrated once a run as its owner, a copy for each worker, used as the service."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.plugin import SECRET, SERVICE, database_name, with_database

TEMPLATE = "handlet_test_template"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of this worker's own, copied from a template that is migrated once a run."""
    import fasteners
    import psycopg
    from psycopg import sql

    owner = os.environ["HANDLET_TEST_OWNER_URL"]
    mark = Path(os.environ["HANDLET_TEST_ROOT"]) / "template-made"
    with fasteners.InterProcessLock(str(mark) + ".lock"), psycopg.connect(owner, autocommit=True) as connection:
        if not mark.exists():
            _make_template(connection, owner, django_db_blocker)
            mark.touch()
        name = sql.Identifier(database_name())
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(TEMPLATE)))
    yield
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database_name())))


def _make_template(connection: Any, owner: str, django_db_blocker: Any) -> None:
    import psycopg
    from django.core.management import call_command
    from django.db import connections
    from psycopg import sql

    from handlet.kit.row_security import grants
    from handlet.privacy.append_only import TABLES

    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TEMPLATE)))
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [SERVICE]).fetchone():
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS NOSUPERUSER PASSWORD {}").format(
                sql.Identifier(SERVICE), sql.Literal(SECRET)
            )
        )
    with django_db_blocker.unblock():
        handle = connections["maintenance"]
        handle.close()
        before = handle.settings_dict["NAME"]
        handle.settings_dict["NAME"] = TEMPLATE
        try:
            call_command("migrate", database="maintenance", verbosity=0, interactive=False)
        finally:
            handle.close()
            handle.settings_dict["NAME"] = before
    with psycopg.connect(with_database(owner, TEMPLATE), autocommit=True) as template:
        for statement in grants(SERVICE, TABLES):
            template.execute(statement)


@contextmanager
def a_database(template: str = "template1") -> Iterator[str]:
    """The address of a new database on the suite's server, for its owner; it and its roles are gone afterwards."""
    import psycopg
    from psycopg import sql

    root = os.environ["HANDLET_TEST_OWNER_URL"]
    name = f"handlet_op_{uuid.uuid4().hex[:10]}"
    with psycopg.connect(root, autocommit=True) as connection:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copied.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield with_database(root, name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{name}_service")))


@pytest.fixture(scope="session")
def installation() -> Path:
    """The data folder of an installation with its tables, at rest. Made once a run, to be copied and never to be used."""
    import fasteners

    from handlet.operations.tests.installation import run

    data = Path(os.environ["HANDLET_TEST_ROOT"]) / "installation"
    mark = data.with_name("installation-made")
    with fasteners.InterProcessLock(f"{mark}.lock"):
        if not mark.exists():
            done = run(data, "migrate")
            assert done.returncode == 0, done.stderr
            mark.touch()
    return data


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests that need real commits (two workers, killed processes, dumps): everything is emptied afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        try:
            yield
        finally:
            from handlet.privacy.keyring import keyring

            keyring.forget_all()
            with connections["maintenance"].cursor() as cursor:
                cursor.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN "
                    "('django_migrations', 'django_content_type', 'auth_permission')"
                )
                tables = ", ".join(f'"{row[0]}"' for row in cursor.fetchall())
                # Tables that only grow refuse even their owner; a superuser without triggers may empty them.
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
                cursor.execute("SET session_replication_role = origin")
            connections.close_all()
