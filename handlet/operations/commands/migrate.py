"""`handlet migrate`: bring the tables to this version."""

from __future__ import annotations

import argparse

SUMMARY = "bring the database's tables to this version"


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    with database.django_at_hand(tables=False) as here:
        from handlet.operations import migrating

        applied = migrating.migrate(here)
        print(f"{applied} migrations applied." if applied else "The tables are up to date.")
    return 0
