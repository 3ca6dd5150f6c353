"""`handlet quote`: a quote as JSON on standard input, its sums on standard output."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "price a quote given as JSON on standard input"


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    """Exit code 1 where it cannot be priced; the answer says what is wrong and where."""
    from handlet.quoting.asking import price_json

    # A byte that is no UTF-8 must become a refusal in JSON, not a traceback.
    answer, code = price_json(sys.stdin.buffer.read().decode("utf-8-sig", "replace"))
    sys.stdout.buffer.write(answer.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()
    return code
