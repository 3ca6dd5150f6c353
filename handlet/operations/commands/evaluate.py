"""`handlet evaluate`: enquiries as JSON lines on standard input, what was read, priced and drafted on standard output."""

from __future__ import annotations

import argparse
import io
import sys

SUMMARY = "read, price and draft enquiries given as JSON lines"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", choices=["embedded"], default="embedded", help="default: embedded")


def run(options: argparse.Namespace) -> int:
    """One line out for each line in, as soon as it is done. No network, no database."""
    from handlet.drafting.evaluation import evaluate

    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    for result in evaluate(lines):
        sys.stdout.buffer.write(result.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 0
