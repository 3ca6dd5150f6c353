"""`handlet doctor`: is everything in order, and if not, what is to be done."""

from __future__ import annotations

import argparse

SUMMARY = "check this installation and say what to mend"


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    """Exit code 1 where something must be mended; advice alone gives 0."""
    from handlet.operations import database, examination

    findings = examination.before_database()
    with database.django_at_hand(tables=False) as here:
        findings += examination.of_database(here)
    for finding in findings:
        print(f"{finding.mark}  {finding.what}: {finding.words}")
    wrong = [finding for finding in findings if finding.mark == examination.WRONG]
    print()
    print(f"{len(wrong)} things must be mended." if wrong else "Handlet is well.")
    return 1 if wrong else 0
