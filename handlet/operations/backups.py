"""Backups: `handlet-TIME.backup` (database and blobs, all content sealed) and `handlet-TIME.keys` (the wrapped keys).

Apart, because the keys are kept a week and the rest a month: who was erased is unreadable in every backup a week later.
An older backup is restored with the newest keys. The master key is in neither.
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
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handlet.operations.database import AtHand
from handlet.operations.embedded import programs
from handlet.operations.trouble import Trouble

KEY_TABLES = ("privacy_businesskey", "privacy_datakey")
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
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be used: {error.strerror}.") from error
    name = f"handlet-{now.strftime('%Y%m%dT%H%M%SZ')}"
    made = Made(folder / f"{name}.backup", folder / f"{name}.keys")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as aside:
        dump, keys = Path(aside) / "database.dump", Path(aside) / "keys.dump"
        without_keys = [f"--exclude-table-data=public.{table}" for table in KEY_TABLES]
        _program("pg_dump", here, "--format=custom", "--no-owner", "--no-acl", *without_keys, "--file", str(dump))
        only_keys = [f"--table=public.{table}" for table in KEY_TABLES]
        _program("pg_dump", here, "--format=custom", "--data-only", "--no-owner", *only_keys, "--file", str(keys))
        whole = Path(aside) / "whole"
        with tarfile.open(whole, "w") as archive:
            about = {"format": FORMAT, "made": now.isoformat(), "master_key": fingerprint(here.master_key)}
            _add_text(archive, "about.json", json.dumps(about, indent=1))
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
        try:
            with tarfile.open(file) as archive:
                archive.extractall(aside, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise Trouble(f"{file} is not a backup that can be read: {error}.") from error
        about = _about(Path(aside), file)
        if about.get("master_key") != fingerprint(here.master_key):
            raise Trouble(
                f"{file.name} was sealed with another master key. Put the master key of that installation into "
                f"{here.data / 'master.key'} or HANDLET_MASTER_KEY first."
            )
        _empty(here)
        dump = str(Path(aside) / "database.dump")
        _program("pg_restore", here, "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error", dump)
        _program("pg_restore", here, "--data-only", "--no-owner", "--single-transaction", "--exit-on-error", str(keys))
        blobs = here.data / "blobs"
        shutil.rmtree(blobs, ignore_errors=True)
        made = Path(aside) / "blobs"
        made.mkdir(exist_ok=True, mode=0o700)
        made.replace(blobs)


def fingerprint(master_key: bytes) -> str:
    """Tells keys apart without telling the key."""
    return hmac.new(master_key, b"handlet: fingerprint of the master key", hashlib.sha256).hexdigest()[:16]


def _check_free(here: AtHand, replace: bool) -> None:
    import psycopg

    with psycopg.connect(here.owner_url) as connection:
        made = connection.execute("SELECT to_regclass('public.accounts_business') IS NOT NULL").fetchone()
        used = made and made[0] and connection.execute("SELECT EXISTS (SELECT FROM accounts_business)").fetchone()
    if used and used[0] and not replace:
        raise Trouble("There is a business here already. To replace everything by the backup, add --replace.")


def _empty(here: AtHand) -> None:
    import psycopg

    with psycopg.connect(here.owner_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _about(aside: Path, file: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((aside / "about.json").read_text())
    except (OSError, ValueError) as error:
        raise Trouble(f"{file} is not a backup of Handlet.") from error
    if about.get("format") != FORMAT:
        raise Trouble(f"{file} was written by a newer Handlet. Restore it with that one.")
    return about


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(text.encode())
    archive.addfile(entry, io.BytesIO(text.encode()))


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
