"""`handlet restore`: a backup into an empty installation."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "bring a backup back into this data folder or database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file named handlet-….backup")
    parser.add_argument("--keys", type=Path, help="a file named handlet-….keys (default: the newest beside it)")
    parser.add_argument("--replace", action="store_true", help="what is here now is replaced")


def run(options: argparse.Namespace) -> int:
    from handlet.operations import backups, database, locks, migrating, place
    from handlet.operations.trouble import Trouble

    data = place.data_folder()
    try:
        with locks.lock(data / "up.lock", wait_seconds=0):
            pass
    except locks.Held:
        raise Trouble("Handlet is running on this data folder. Stop it first.") from None
    with database.at_hand() as here:
        keys = options.keys or backups.newest_keys(options.file.parent)
        backups.restore(here, options.file, keys, replace=options.replace)
    with database.django_at_hand(tables=False) as here:
        migrating.migrate(here)
    print(f"Restored from {options.file}, with the keys of {keys}.")
    return 0
