"""The database at hand for a command: the one of DATABASE_URL, or the embedded one in the data folder.

Two roles: the owner (migrations, physical destruction of keys) and the service, which owns nothing and cannot pass
row-level security. The service's password is derived from the master key, so there is nothing more to keep.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from handlet.operations import locks, place
from handlet.operations.embedded import DATABASE, Embedded, stop_server
from handlet.operations.trouble import Trouble

OLDEST = 150000
OWNER_VARIABLE = "HANDLET_OWNER_DATABASE_URL"
SERVICE_VARIABLE = "HANDLET_SERVICE_DATABASE_URL"


@dataclass(frozen=True)
class AtHand:
    """What a process of ours is given to run with."""

    data: Path
    master_key: bytes
    owner_url: str
    service_url: str
    is_embedded: bool

    def variables(self, *, with_owner: bool = True) -> dict[str, str]:
        """Environment for Django's settings. Web pages get no owner."""
        given = {
            "DJANGO_SETTINGS_MODULE": "handlet.config.settings",
            "HANDLET_DATA": str(self.data),
            "HANDLET_MASTER_KEY": base64.b64encode(self.master_key).decode(),
            SERVICE_VARIABLE: self.service_url,
        }
        return {**given, OWNER_VARIABLE: self.owner_url} if with_owner else given


def is_external() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


@contextlib.contextmanager
def at_hand() -> Iterator[AtHand]:
    """A database that answers, with its roles made; the embedded one is started for the block where nobody runs it.

    Migrations are not applied here. Raises Trouble.
    """
    data = place.data_folder()
    given = os.environ.get(SERVICE_VARIABLE)
    if given and os.environ.get("HANDLET_MASTER_KEY") and not is_external():
        # A child of `handlet up`: everything was prepared for it.
        key = place.master_key(data, create=False)
        yield AtHand(data, key, os.environ.get(OWNER_VARIABLE, given), given, True)
        return
    if is_external():
        yield external(data)
        return
    key = place.master_key(data)
    server = Embedded(data)
    with borrowed(server):
        owner = prepare(server.url("postgres"), server.url(), key)
        yield AtHand(data, key, *owner, True)


@contextlib.contextmanager
def django_at_hand(*, tables: bool = True) -> Iterator[AtHand]:
    """The same, with Django set up in this process. Raises Trouble where its `tables` are not of this version."""
    with at_hand() as here:
        os.environ.update(here.variables())
        import django

        django.setup()
        try:
            if tables and not tables_are_current(here):
                from handlet.operations.migrating import unapplied

                if unapplied():
                    raise Trouble("The database's tables are not of this version yet. Do: handlet migrate")
            yield here
        finally:
            from django.db import connections

            connections.close_all()


def external(data: Path) -> AtHand:
    """The database of DATABASE_URL, roles made. Raises Trouble."""
    key = place.master_key(data)
    url = _plain_scheme(os.environ["DATABASE_URL"])
    given = os.environ.get(SERVICE_VARIABLE)
    if given:
        _connect(url).close()
        return AtHand(data, key, url, _plain_scheme(given), False)
    return AtHand(data, key, url, ensure_roles(url, key), False)


def prepare(maintenance_url: str, url: str, key: bytes) -> tuple[str, str]:
    """Make the database and the service's role where they are missing; (owner's URL, service's URL)."""
    from psycopg import sql

    with _connect(maintenance_url) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    return url, ensure_roles(url, key)


def ensure_roles(owner_url: str, master_key: bytes) -> str:
    """Make or mend `<database>_service`; its URL. Raises Trouble where the owner may not make roles."""
    import psycopg
    from psycopg import sql

    name = f"{_database_of(owner_url)}_service"
    password = service_password(master_key)
    url = _with_role(owner_url, name, password)
    with _connect(owner_url) as connection:
        if connection.info.server_version < OLDEST:
            raise Trouble(
                f"The database is PostgreSQL {connection.info.server_version // 10000}; Handlet needs 15 or newer."
            )
        row = connection.execute(
            "SELECT rolcanlogin AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcreaterole FROM pg_roles WHERE rolname = %s",
            [name],
        ).fetchone()
        if row and row[0] and _can_connect(url):
            return url
        # Hashed on this side, so that no log of the server can hold it.
        hashed = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        verb = "ALTER" if row else "CREATE"
        try:
            connection.execute(
                sql.SQL(
                    "{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOINHERIT PASSWORD {}"
                ).format(sql.SQL(verb), sql.Identifier(name), sql.Literal(hashed))
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise Trouble(
                f"The owner in DATABASE_URL may not make the role {name}. Give it CREATEROLE, or make a role with "
                f"LOGIN and without BYPASSRLS yourself and put its address into {SERVICE_VARIABLE}."
            ) from error
    if not _can_connect(url):
        raise Trouble(f"The service's role {name} was made but cannot sign in. Look at the server's pg_hba.conf.")
    return url


def tables_are_current(here: AtHand) -> bool:
    """Whether the last migration of this database was one by exactly this version, for exactly this service's role.

    Saves a start of Django where nothing has changed; `handlet migrate` looks properly.
    """
    from psycopg import sql

    with _connect(here.owner_url) as connection:
        row = connection.execute(sql.SQL("SELECT obj_description('public'::regnamespace, 'pg_namespace')")).fetchone()
        return row is not None and row[0] == _mark(connection, here)


def mark_tables_current(here: AtHand) -> None:
    """Note it in the database itself, so that a restored or replaced one is looked at again."""
    import psycopg
    from psycopg import sql

    # Where the schema belongs to somebody else, every start looks properly: slower, not wrong.
    with _connect(here.owner_url) as connection, contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(sql.Literal(_mark(connection, here))))


def _mark(connection: Any, here: AtHand) -> str:
    known = hashlib.sha256()
    package = place.CHECKOUT / "handlet"
    for file in (
        *sorted(package.glob("*/migrations/*.py")),
        package / "privacy" / "append_only.py",
        package / "kit" / "row_security.py",
        place.CHECKOUT / "requirements.lock",
    ):
        if file.exists():
            known.update(f"{file.name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    role = unquote(urlsplit(here.service_url).username or "")
    row = connection.execute("SELECT oid FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    # A role that was made anew has no grants yet, and another number.
    return f"handlet {known.hexdigest()[:20]} {row[0] if row else 0}"


def service_password(master_key: bytes) -> str:
    """Derived, so that it need not be kept anywhere."""
    return hmac.new(master_key, b"handlet: password of the service's role", hashlib.sha256).hexdigest()


@contextlib.contextmanager
def borrowed(server: Embedded) -> Iterator[None]:
    """The embedded server runs inside the block. Whoever comes last without a supervisor stops it."""
    data = server.data
    try:
        with locks.lock(data / "database.lock", shared=True, wait_seconds=60):
            with locks.lock(data / "starting.lock"):
                server.initialise()
                if server.postmaster() is None:
                    with (data / "logs" / "postgres.log").open("ab") as log:
                        server.start(log=log, dies_with_us=False)
                elif not _answers_soon(server):
                    raise Trouble("The embedded database is there but does not answer. Try again in a moment.")
            yield
    except locks.Held:
        raise Trouble("The database is just being started or stopped by another command. Try again.") from None
    finally:
        _stop_if_last(server)


def _stop_if_last(server: Embedded) -> None:
    with (
        contextlib.suppress(locks.Held),
        locks.lock(server.data / "up.lock", wait_seconds=0),
        locks.lock(server.data / "database.lock", wait_seconds=0),
    ):
        pid = server.postmaster()
        if pid is not None:
            stop_server(pid)


def _answers_soon(server: Embedded) -> bool:
    import time

    until = time.monotonic() + 15
    while not server.answers():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def _connect(url: str) -> Any:
    import psycopg

    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise Trouble(f"The database does not let us in: {reason}") from error
    except psycopg.ProgrammingError as error:
        raise Trouble("DATABASE_URL is not an address like postgresql://owner:password@host:5432/handlet.") from error


def _can_connect(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _plain_scheme(url: str) -> str:
    """Some hosts hand out `postgres://`."""
    return "postgresql://" + url.partition("://")[2] if url.startswith("postgres://") else url


def _database_of(url: str) -> str:
    name = unquote(urlsplit(url).path.lstrip("/"))
    if not name:
        raise Trouble("DATABASE_URL names no database: it should end in /handlet, or how yours is called.")
    return name


def _with_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place_ = parts.netloc.rpartition("@")[2]
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in ("user", "password")]
    return urlunsplit(
        (parts.scheme, f"{quote(role, safe='')}:{password}@{place_}", parts.path, urlencode(query, quote_via=quote), "")
    )
