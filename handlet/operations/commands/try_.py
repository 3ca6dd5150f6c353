"""`handlet try`: a saved mail, read, answered and priced on the terminal. No server, no database, no network."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from handlet.operations.trouble import Trouble

SUMMARY = "show reading, draft and quote for one saved mail"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.eml")
    parser.add_argument("--business", type=Path, metavar="FILE.json", help="default: the sample, Rowan Plumbing")


def run(options: argparse.Namespace) -> int:
    """Raises Trouble where a file is missing or is no business."""
    from handlet.channels.contract import RawEvent
    from handlet.channels.imap import parsing
    from handlet.drafting import trying

    if not options.file.is_file():
        raise Trouble(f"There is no file {options.file}. Give the path of a saved mail (.eml).")
    business = trying.sample_business()
    if options.business is not None:
        try:
            business = json.loads(options.business.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Trouble(f"{options.business} cannot be read as JSON: {error}") from error
    raw = RawEvent(options.file.name, options.file.read_bytes())
    (incoming, *_) = parsing.parse(raw, {})
    try:
        print(trying.try_mail(incoming, business, now=datetime.now(UTC)))
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        raise Trouble(
            f"The business file lacks or misspells {error}. Compare it with handlet/drafting/samples/rowan_plumbing.json."
        ) from error
    return 0
