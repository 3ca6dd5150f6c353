"""`handlet backup`: one file with database and blobs, and a small one with keys and tombstones."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "write a backup of database, blobs and keys into a folder"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where the two files go")
    parser.add_argument("--keep-days", type=int, default=35, help="older backups there are deleted (default: 35)")
    parser.add_argument(
        "--keep-keys-days", type=int, default=7,
        help="older keys there are deleted (default: 7), so that what was erased is unreadable in every backup then",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from handlet.operations import backups, database

    now = datetime.now(UTC)
    with database.at_hand() as here:
        made = backups.make(here, options.folder, now)
        print(f"{made.data}\n{made.keys}")
        for gone in backups.expire(options.folder, now, options.keep_days, options.keep_keys_days):
            print(f"Deleted: {gone}")
    print("The master key is in neither. Keep its copy apart from them.")
    return 0
