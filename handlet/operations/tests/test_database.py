"""An external PostgreSQL through DATABASE_URL: roles, migrations, the doctor, backups. The embedded one: test_up.py."""

from __future__ import annotations

import base64
import tarfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from handlet.operations import backups, database
from handlet.operations.tests.installation import Up, run
from handlet.operations.trouble import Trouble
from tests.database import TEMPLATE, a_database

KEY = b"a key for operations' own tests."
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def server() -> Iterator[str]:
    """An empty database."""
    with a_database() as url:
        yield url


@pytest.fixture
def variables(server: str) -> dict[str, str]:
    return variables_for(server)


@pytest.fixture
def migrated(django_db_setup: None, tmp_path: Path) -> Iterator[str]:
    """A database with its tables, and the roles and the data folder `here` that `handlet migrate` makes for it."""
    with a_database(TEMPLATE) as url:
        done = run(tmp_path / "here", "migrate", **variables_for(url))
        assert done.returncode == 0, done.stderr
        yield url


def variables_for(url: str) -> dict[str, str]:
    return {"DATABASE_URL": url, "HANDLET_MASTER_KEY": base64.b64encode(KEY).decode()}


def test_the_service_role_owns_nothing_passes_no_fence_and_is_made_once(server: str) -> None:
    first = database.ensure_roles(server, KEY)
    with psycopg.connect(server) as connection:
        role = psycopg.conninfo.conninfo_to_dict(first)["user"]
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, oid FROM pg_roles WHERE rolname = %s", [role]
        ).fetchone()
    assert row is not None
    assert row[:4] == (False, False, False, False)
    assert database.ensure_roles(server, KEY) == first
    with psycopg.connect(first) as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute("CREATE TABLE mine (id int)")


def test_a_role_that_may_pass_the_fence_is_mended(server: str) -> None:
    url = database.ensure_roles(server, KEY)
    role = str(psycopg.conninfo.conninfo_to_dict(url)["user"])
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(role)))
        database.ensure_roles(server, KEY)
        row = connection.execute("SELECT rolbypassrls FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    assert row == (False,)


def test_an_owner_who_may_not_make_roles_is_told_what_to_do(server: str) -> None:
    poor = f"poor_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(sql.Identifier(poor)))
        try:
            with pytest.raises(Trouble, match="Give it CREATEROLE"):
                database.ensure_roles(database._with_role(server, poor, "x"), KEY)
        finally:
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(poor)))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://nobody@127.0.0.1:1/handlet", "The database does not let us in"),
        ("not an address", "is not an address like postgresql://"),
        ("postgresql://127.0.0.1:1", "names no database"),
    ],
)
def test_an_address_that_leads_nowhere_gets_a_sentence(url: str, sentence: str, tmp_path: Path) -> None:
    done = run(tmp_path, "migrate", DATABASE_URL=url)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_external_database_is_migrated_and_examined(server: str, variables: dict[str, str], tmp_path: Path) -> None:
    first = run(tmp_path, "migrate", **variables)
    assert first.returncode == 0, first.stderr
    assert "migrations applied" in first.stdout
    assert run(tmp_path, "migrate", **variables).stdout == "The tables are up to date.\n"
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "master.key").exists()

    seen = run(tmp_path, "doctor", **variables)
    # The suite's server runs without fsync, and the doctor sees that.
    assert "BAD   database: fsync is off" in seen.stdout
    assert "owns nothing and cannot pass row-level security" in seen.stdout
    assert "tables: up to date" in seen.stdout
    assert seen.returncode == 1

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("ALTER TABLE inbox_message DISABLE ROW LEVEL SECURITY")
    worse = run(tmp_path, "doctor", **variables)
    assert "row-level security: tables without it: inbox_message" in worse.stdout


def test_a_column_that_nobody_declared_is_named(migrated: str, tmp_path: Path) -> None:
    variables = variables_for(migrated)
    fine = run(tmp_path, "privacy", "check", **variables)
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert fine.stdout.endswith(" 0 findings.\n")
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute("ALTER TABLE inbox_message ADD COLUMN mood text")
    found = run(tmp_path, "privacy", "check", **variables)
    assert found.returncode == 1
    assert "inbox_message.mood: nobody has declared it." in found.stdout
    assert run(tmp_path, "privacy", "register", **variables).returncode == 0
    assert run(tmp_path, "privacy", "ledger", **variables).returncode == 0


def test_a_start_looks_at_the_tables_again_only_after_a_change(migrated: str, tmp_path: Path) -> None:
    url = database.ensure_roles(migrated, KEY)
    here = database.AtHand(tmp_path / "here", KEY, migrated, url, False)
    assert database.tables_are_current(here)
    role = str(psycopg.conninfo.conninfo_to_dict(url)["user"])
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
    database.ensure_roles(migrated, KEY)
    # Made anew, the role has no grants yet.
    assert not database.tables_are_current(here)


BUSINESS = """
INSERT INTO accounts_business (id, name, trade, slug, created_at) VALUES (gen_random_uuid(), 'Rowan', 'plumber', 'rowan', now())
"""


DATA_KEY = """
INSERT INTO privacy_datakey (id, business_id, subject_kind, subject_id, wrapped, created_at)
SELECT gen_random_uuid(), id, %s, gen_random_uuid(), %s, now() FROM accounts_business
"""


def test_a_backup_comes_back_with_blobs_and_keys_and_only_under_its_master_key(migrated: str, tmp_path: Path) -> None:
    variables = variables_for(migrated)
    here, there, folder = tmp_path / "here", tmp_path / "there", tmp_path / "backups"
    key_row = (
        "INSERT INTO privacy_businesskey (business_id, wrapped, created_at) SELECT id, %s, now() FROM accounts_business"
    )
    wrapped = b"a wrapped key"
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(BUSINESS)
        connection.execute(key_row, [wrapped])
    (here / "blobs" / "ab").mkdir()
    (here / "blobs" / "ab" / "abab").write_bytes(b"sealed")
    made = run(here, "backup", str(folder), **variables)
    assert made.returncode == 0, made.stderr
    data, keys = (Path(line) for line in made.stdout.splitlines()[:2])
    assert wrapped not in data.read_bytes()
    with tarfile.open(data) as archive:
        assert set(archive.getnames()) == {"about.json", "database.dump", "blobs/ab/abab"}

    full = run(here, "restore", str(data), **variables)
    assert full.returncode == 1
    assert "add --replace" in full.stderr

    other = run(
        there,
        "restore",
        str(data),
        "--replace",
        **{**variables, "HANDLET_MASTER_KEY": base64.b64encode(b"o" * 32).decode()},
    )
    assert other.returncode == 1
    assert "sealed with another master key" in other.stderr

    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute("UPDATE accounts_business SET name = 'changed since'")
    back = run(there, "restore", str(data), "--replace", **variables)
    assert back.returncode == 0, back.stderr
    assert str(keys) in back.stdout
    with psycopg.connect(migrated) as connection:
        assert connection.execute("SELECT name FROM accounts_business").fetchall() == [("Rowan",)]
        assert connection.execute("SELECT wrapped FROM privacy_businesskey").fetchall() == [(wrapped,)]
    assert (there / "blobs" / "ab" / "abab").read_bytes() == b"sealed"
    # Grants came back too: the service sees nothing, but may look.
    with psycopg.connect(database.ensure_roles(migrated, KEY)) as service:
        assert service.execute("SELECT count(*) FROM inbox_message").fetchone() == (0,)


def test_an_older_backup_with_newer_keys_leaves_unreadable_what_was_erased_since(migrated: str, tmp_path: Path) -> None:
    variables = variables_for(migrated)
    here, early, late = tmp_path / "here", tmp_path / "early", tmp_path / "late"
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(BUSINESS)
        connection.execute(DATA_KEY, ["kept", b"key of somebody"])
        connection.execute(DATA_KEY, ["erased", b"key of Dev, erased later"])
        assert run(here, "backup", str(early), **variables).returncode == 0
        connection.execute("DELETE FROM privacy_datakey WHERE subject_kind = 'erased'")
        connection.execute(
            "INSERT INTO privacy_tombstone (id, business_id, kind, mark, pepper_version, erased_at) "
            "SELECT gen_random_uuid(), id, 'email', 'mark', 1, now() FROM accounts_business"
        )
        connection.execute(BUSINESS.replace("'rowan'", "'newer'"))
        connection.execute(
            "INSERT INTO privacy_businesskey (business_id, wrapped, created_at) SELECT id, 'x', now() "
            "FROM accounts_business WHERE slug = 'newer'"
        )
    made = run(here, "backup", str(late), **variables)
    assert made.returncode == 0, made.stderr
    keys = next(late.glob("*.keys"))
    back = run(here, "restore", str(next(early.glob("*.backup"))), "--keys", str(keys), "--replace", **variables)
    assert back.returncode == 0, back.stderr
    with psycopg.connect(migrated) as connection:
        assert connection.execute("SELECT subject_kind FROM privacy_datakey").fetchall() == [("kept",)]
        assert connection.execute("SELECT count(*) FROM privacy_tombstone").fetchone() == (1,)
        assert connection.execute("SELECT slug FROM accounts_business").fetchall() == [("rowan",)]


def test_an_empty_database_has_nothing_to_back_up(variables: dict[str, str], tmp_path: Path) -> None:
    done = run(tmp_path / "data", "backup", str(tmp_path / "backups"), **variables)
    assert done.returncode == 1
    assert "nothing to back up yet" in done.stderr


def test_the_whole_service_runs_on_an_external_database(django_db_setup: None, tmp_path: Path) -> None:
    with a_database(TEMPLATE) as url, Up(tmp_path, **variables_for(url)) as running:
        running.until_ready()
        # The web process is not told how the owner signs in.
        told = Path(f"/proc/{running.child('web')}/environ").read_bytes().split(b"\0")
        names = {line.partition(b"=")[0] for line in told}
        assert b"HANDLET_SERVICE_DATABASE_URL" in names
        assert not names & {b"DATABASE_URL", b"HANDLET_OWNER_DATABASE_URL"}
        assert running.stop() == 0
    assert not (tmp_path / "postgres").exists()


def test_old_backups_go_after_a_month_and_old_keys_after_a_week(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    for days in (0, 8, 40):
        stamp = (now - timedelta(days=days)).strftime("%Y%m%dT%H%M%SZ")
        (tmp_path / f"handlet-{stamp}.backup").touch()
        (tmp_path / f"handlet-{stamp}.keys").touch()
    (tmp_path / "handlet-of-mine.keys").touch()
    gone = {path.name for path in backups.expire(tmp_path, now, 35, 7)}
    assert gone == {"handlet-20261014T030000Z.backup", "handlet-20261014T030000Z.keys", "handlet-20261115T030000Z.keys"}
    assert (tmp_path / "handlet-of-mine.keys").exists()


def test_what_is_no_backup_is_not_restored(variables: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "handlet-x.backup").write_bytes(b"something else")
    (tmp_path / "handlet-x.keys").write_bytes(b"")
    done = run(tmp_path / "data", "restore", str(tmp_path / "handlet-x.backup"), **variables)
    assert done.returncode == 1
    assert "is not a backup that can be read" in done.stderr
