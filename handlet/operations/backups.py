"""Backups: `handlet-TIME.backup` (database and blobs, all content sealed) and `handlet-TIME.keys`.

The second holds the wrapped keys and the tombstones. They are apart because keys are kept a week and the rest a month:
who was erased is unreadable in every backup a week later. An older backup is restored with the newest keys, so that what
was erased since stays unreadable, and the tombstones keep the next sync from bringing it back. The master key is in
neither.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handlet.operations.database import AtHand
from handlet.operations.embedded import programs
from handlet.operations.trouble import Trouble

KEPT_APART = ("privacy_businesskey", "privacy_datakey", "privacy_tombstone")
FORMAT = 1


@dataclass(frozen=True)
class Made:
    data: Path
    keys: Path


def make(here: AtHand, folder: Path, now: datetime) -> Made:
    """Write both files, whole or not at all. Raises Trouble.

    The database is a snapshot; blobs are copied after it, so that each row finds its file (files without a row are
    sealed bytes that nobody asks for).
    """
    if not _exists(here, KEPT_APART[0]):
        raise Trouble("There is nothing to back up yet: this database has no tables.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be used: {error.strerror}.") from error
    name = f"handlet-{now.strftime('%Y%m%dT%H%M%SZ')}"
    made = Made(folder / f"{name}.backup", folder / f"{name}.keys")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as aside:
        dump, keys = Path(aside) / "database.dump", Path(aside) / "keys"
        left_out = [f"--exclude-table-data=public.{table}" for table in KEPT_APART]
        _program("pg_dump", here, "--format=custom", "--no-owner", "--no-acl", *left_out, "--file", str(dump))
        # After the database, so that no row there lacks its key here.
        _write_keys(here, keys, now)
        whole = Path(aside) / "whole"
        with tarfile.open(whole, "w") as archive:
            _add_text(archive, "about.json", json.dumps(_about_now(here, now)))
            archive.add(dump, "database.dump")
            _add_blobs(archive, here.data / "blobs")
        for finished, place in ((whole, made.data), (keys, made.keys)):
            finished.chmod(0o600)
            with finished.open("rb") as file:
                os.fsync(file.fileno())
            finished.replace(place)
    return made


def expire(folder: Path, now: datetime, days: int, keys_days: int) -> list[Path]:
    """Delete what is older, by the time in its name; what was deleted."""
    gone = []
    for kind, most in (("backup", days), ("keys", keys_days)):
        for file in sorted(folder.glob(f"handlet-*.{kind}")):
            try:
                made = datetime.strptime(f"{file.stem}+0000", "handlet-%Y%m%dT%H%M%SZ%z")
            except ValueError:
                continue
            if now - made > timedelta(days=most):
                file.unlink()
                gone.append(file)
    return gone


def newest_keys(folder: Path) -> Path:
    """Raises Trouble where there are none."""
    found = sorted(folder.glob("handlet-*.keys"))
    if not found:
        raise Trouble(f"There is no handlet-….keys in {folder}. Name the file with --keys.")
    return found[-1]


def restore(here: AtHand, file: Path, keys: Path, *, replace: bool) -> None:
    """Fill the database and the blobs from a backup. Migrations and grants are a step of their own. Raises Trouble."""
    _check_free(here, replace)
    with tempfile.TemporaryDirectory(dir=here.data, prefix=".restoring-") as aside:
        data_from, keys_from = Path(aside) / "data", Path(aside) / "keys"
        for source, target in ((file, data_from), (keys, keys_from)):
            try:
                with tarfile.open(source) as archive:
                    archive.extractall(target, filter="data")
            except (OSError, tarfile.TarError) as error:
                raise Trouble(f"{source} is not a backup that can be read: {error}.") from error
            _check(_about(target, source), source, here)
        _empty(here)
        dump = str(data_from / "database.dump")
        _program("pg_restore", here, "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error", dump)
        _read_keys(here, keys_from)
        blobs = here.data / "blobs"
        shutil.rmtree(blobs, ignore_errors=True)
        made = data_from / "blobs"
        made.mkdir(exist_ok=True, mode=0o700)
        made.replace(blobs)


def fingerprint(master_key: bytes) -> str:
    """Tells keys apart without telling the key."""
    return hmac.new(master_key, b"handlet: fingerprint of the master key", hashlib.sha256).hexdigest()[:16]


def _check_free(here: AtHand, replace: bool) -> None:
    import psycopg

    if replace or not _exists(here, "accounts_business"):
        return
    with psycopg.connect(here.owner_url) as connection:
        used = connection.execute("SELECT EXISTS (SELECT FROM accounts_business)").fetchone()
    if used and used[0]:
        raise Trouble("There is a business here already. To replace everything by the backup, add --replace.")


def _exists(here: AtHand, table: str) -> bool:
    import psycopg

    with psycopg.connect(here.owner_url) as connection:
        row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"]).fetchone()
    return bool(row and row[0])


def _empty(here: AtHand) -> None:
    import psycopg

    with psycopg.connect(here.owner_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _write_keys(here: AtHand, file: Path, now: datetime) -> None:
    import psycopg
    from psycopg import sql

    about = _about_now(here, now)
    with psycopg.connect(here.owner_url) as connection, tarfile.open(file, "w") as archive:
        # One snapshot for all three.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for table in KEPT_APART:
            columns = [
                row[0]
                for row in connection.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
                    "ORDER BY ordinal_position",
                    [table],
                ).fetchall()
            ]
            about[table] = columns
            words = io.BytesIO()
            copy = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _names(columns))
            with connection.cursor().copy(copy) as lines:
                for line in lines:
                    words.write(line)
            _add_bytes(archive, f"{table}.copy", words.getvalue())
        _add_text(archive, "about.json", json.dumps(about))


def _read_keys(here: AtHand, folder: Path) -> None:
    """Rows of businesses that the older database does not know are left out: there is nothing for them to open."""
    import psycopg
    from psycopg import sql

    about = json.loads((folder / "about.json").read_text())
    with psycopg.connect(here.owner_url) as connection:
        for table in KEPT_APART:
            name, columns = sql.Identifier(table), _names(about[table])
            connection.execute(sql.SQL("CREATE TEMP TABLE aside (LIKE {})").format(name))
            with connection.cursor().copy(sql.SQL("COPY aside ({}) FROM STDIN").format(columns)) as lines:
                lines.write((folder / f"{table}.copy").read_bytes())
            connection.execute(
                sql.SQL(
                    "INSERT INTO {} ({}) SELECT {} FROM aside WHERE business_id IN (SELECT id FROM accounts_business)"
                ).format(name, columns, columns)
            )
            connection.execute("DROP TABLE aside")


def _names(columns: Sequence[str]) -> Any:
    from psycopg import sql

    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)


def _about_now(here: AtHand, now: datetime) -> dict[str, Any]:
    return {"format": FORMAT, "made": now.isoformat(), "master_key": fingerprint(here.master_key)}


def _check(about: Mapping[str, Any], file: Path, here: AtHand) -> None:
    if about.get("master_key") != fingerprint(here.master_key):
        raise Trouble(
            f"{file.name} was sealed with another master key. Put the master key of that installation into "
            f"{here.data / 'master.key'} or HANDLET_MASTER_KEY first."
        )


def _about(aside: Path, file: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((aside / "about.json").read_text())
    except (OSError, ValueError) as error:
        raise Trouble(f"{file} is not a backup of Handlet.") from error
    if about.get("format") != FORMAT:
        raise Trouble(f"{file} was written by a newer Handlet. Restore it with that one.")
    return about


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    _add_bytes(archive, name, text.encode())


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    archive.addfile(entry, io.BytesIO(content))


def _add_blobs(archive: tarfile.TarFile, blobs: Path) -> None:
    for path in sorted(blobs.rglob("*")):
        if path.is_file() and path.suffix != ".part":
            try:
                archive.add(path, f"blobs/{path.relative_to(blobs)}", recursive=False)
            except FileNotFoundError:
                # Erased in the meantime, which is right.
                continue


def _program(name: str, here: AtHand, *arguments: str) -> None:
    done = subprocess.run(
        [str(programs() / name), "--dbname", here.owner_url, *arguments], check=False, capture_output=True, text=True
    )
    if done.returncode:
        words = done.stderr.strip().splitlines()
        raise Trouble(f"{name} did not succeed: {words[-1] if words else 'it said nothing'}")
