"""`handlet read`: saved mails to JSON lines, through the mail channel's own parser."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handlet.operations.trouble import Trouble

SUMMARY = "parse saved mails (.eml), one JSON line each"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with .eml files below")
    parser.add_argument("--json", action="store_true", help="JSON lines (the only form there is)")


def run(options: argparse.Namespace) -> int:
    """Every file gets its line. Exit code 1 where a path is not there; the others are read all the same."""
    from handlet.channels.imap.reading_files import read_path

    out = sys.stdout.buffer
    for line in read_path(options.paths):
        # Lone surrogates (bytes nobody could decode) are escaped by ASCII output and stay valid JSON.
        out.write(json.dumps(line).encode("ascii") + b"\n")
    out.flush()
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        raise Trouble(f"There is no {missing[0]}.")
    return 0
