"""Figures and number words, codes and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = (
    {word: value for value, word in enumerate(_SMALL)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    | {"fourty": 40, "dozen": 12}
)
SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
# What a stranger wrote is read with these too, so none may take the square of a long text: repeats are bounded.
_ANY_WORD = "|".join(sorted([*NUMBER_WORDS, *SCALES], key=len, reverse=True))
_WORD = rf"(?:{_ANY_WORD})\b"
WORDS = rf"(?:(?:an?|half a)\s+(?=hundred|thousand|grand|million|dozen))?{_WORD}(?:[\s-]+(?:and\s+(?:a\s+half\b)?)?{_WORD}){{0,12}}"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT_AFTER = (
    r"(?:mm|cm|m2|m3|m|metres?|meters?|sq|square|ft|feet|foot|inch(?:es)?|yds?|yards?|kg|kw|litres?|hours?|hrs?|mins?|minutes?"
    r"|days?|weeks?|months?|years?|am|pm)\b|%"
)


def number(written: str) -> Decimal:
    """Raises ValueError on what is no number."""
    plain = written.strip()
    try:
        if plain[:1].isdigit():
            return Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(written) from error
    total, part = 0, 0
    found = re.findall(r"[a-z]+", plain.lower())
    for word in found:
        if word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
    return Decimal(total + part)


def figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


def sum_of(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')):f}"


CODE = re.compile(r"\b(?=[A-Za-z-]{0,40}\d)(?=[\d-]{0,40}[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b")
MEASURE = re.compile(
    r"(?<![\w.])(\d+(?:,\d{3})*(?:\.\d+)?)\s?(mm|cm|m2|m3|m|ft|in|kg|kw|kWh|l|sqm|sqft|yd|x|st|nd|rd|th)\b", re.I
)
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMBER_WORD = re.compile(rf"\b{WORDS}\b", re.I)
SPOKEN_FROM = 4
"""Smaller number words are part of speech (“one thing”, “a photo or two”) and no count anybody relies on."""


def read_code(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({match.group().upper()})


def read_measure(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({figure(number(match.group(1)))})


def read_figure(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({figure(number(match.group()))})


def read_number_word(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    value = number(match.group())
    if value >= SPOKEN_FROM:
        yield frozenset({figure(value)})
