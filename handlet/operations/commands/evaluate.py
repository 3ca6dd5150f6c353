"""`handlet evaluate`: enquiries as JSON lines on standard input, what was read, priced and drafted on standard output."""

from __future__ import annotations

import argparse
import io
import sys

SUMMARY = "read, price and draft enquiries given as JSON lines"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=["embedded", "configured"],
        default="embedded",
        help="embedded (default), or the language model of HANDLET_MODEL_URL and its like",
    )


def run(options: argparse.Namespace) -> int:
    """One line out for each line in, as soon as it is done. No database; no network but to a configured model."""
    from handlet.drafting.evaluation import evaluate
    from handlet.drafting.language_model import configured
    from handlet.drafting.language_model.endpoint import NotAnEndpoint

    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    try:
        results = evaluate(lines) if options.engine == "embedded" else evaluate(lines, proposer=configured.proposer())
    except NotAnEndpoint as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for result in results:
        sys.stdout.buffer.write(result.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 0
