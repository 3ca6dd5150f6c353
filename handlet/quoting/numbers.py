"""Numbers as people type them into a form or a spreadsheet."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?\Z", re.ASCII)


class NotANumber(Exception):
    """What was typed is no plain number; the sentence says what it should look like."""


def read(text: str, what: str, *, most_decimals: int = 4) -> Decimal:
    """“£1,250.50”, “85”, “.5”. Raises NotANumber: signs, exponents and words are not guessed at."""
    plain = text.strip().removeprefix("£").replace("\u00a0", "").replace(" ", "")
    if plain.startswith(("-", "−")):
        raise NotANumber(f"{what} cannot be less than nothing.")
    if not plain or plain == "." or not _NUMBER.match(plain):
        raise NotANumber(f"{what} must be a number, for example 12.50.")
    value = Decimal(plain.replace(",", ""))
    if value >= 10_000_000:
        raise NotANumber(f"{what} is too large.")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > most_decimals:
        raise NotANumber(f"{what} can have at most {most_decimals} decimals.")
    return value
