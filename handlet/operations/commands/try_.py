"""`handlet try`: one saved mail, read, answered and priced on the terminal."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from handlet.operations.trouble import Trouble

SUMMARY = "read one saved mail; print reading, draft and quote"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.eml")
    parser.add_argument(
        "--business", type=Path, metavar="FILE.json", help="profile, price list and rules (default: a sample plumber)"
    )


def run(options: argparse.Namespace) -> int:
    """No server, no database, no network."""
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        raise Trouble(f"{options.file} cannot be opened: {error.strerror}.") from error
    business = None
    if options.business is not None:
        try:
            business = json.loads(options.business.read_text(encoding="utf-8"))
        except OSError as error:
            raise Trouble(f"{options.business} cannot be opened: {error.strerror}.") from error
        except ValueError as error:
            raise Trouble(f"{options.business} is not valid JSON: {error}.") from error

    from handlet.channels.contract import RawEvent
    from handlet.channels.imap import parsing
    from handlet.drafting import trying

    now = datetime.now(UTC)
    found = parsing.parse(RawEvent("INBOX/1/1", raw, {"role": "inbox", "collected_at": now.isoformat()}), {})
    if not found:
        raise Trouble(f"{options.file} is no mail that can be read.")
    try:
        words = trying.try_mail(found[0], trying.sample_business() if business is None else business, now=now)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        if business is None:
            raise
        raise Trouble(
            f"{options.business} does not describe a business ({type(error).__name__} {error}). "
            "handlet/drafting/samples/rowan_plumbing.json shows the form."
        ) from error
    print(words)
    return 0
