"""`handlet worker`: jobs, what happens by the clock, and the mailboxes that are listened to."""

from __future__ import annotations

import argparse

SUMMARY = "run jobs and listen to mailboxes (one process)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at a time (default: 4)")


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    with database.django_at_hand():
        from handlet.operations import working

        return working.work(concurrency=max(1, options.concurrency))
