"""What the readers of rules share: what an item says of itself, numbers in words, units, stems."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import snowballstemmer

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip

NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"

_local = threading.local()


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item says of itself. min_qty: the least quantity charged, or None. own_time: what it costs beyond its first
    block stands in its own price, so that no other price of time comes on top.
    """

    code: str
    name: str
    description: str
    unit: str
    min_qty: Decimal | None = None
    own_time: bool = False


def plain_numbers(text: str) -> str:
    """“4,500 litres” → “4500 litres”."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


UNITS = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metres": "m", "metre": "m",
          "mm": "mm", "cm": "cm", "kw": "kW", "ft": "ft", "feet": "ft", "inch": "inch", "inches": "inch", "kg": "kg", "kilos": "kg",
          "litre": "litre", "litres": "litre"}  # fmt: skip

UNIT = r"(?:m2|m²|sq ?m|square metres|metres?|mm|cm|m|kw|ft|feet|inches|inch|kg|kilos|litres?)"

# Counted things that say how long a visit is or where it is, not how much is wanted.
NO_COUNT = {"hour", "hours", "days", "day", "miles", "mile", "coats", "coat", "year", "years", "visits", "storey", "storeys", "stories",
             "pots", "up", "plus", "with", "wall", "keys", "key", "minutes", "people", "layers", "floors", "weeks", "months", "bed", "beds",
             "bedrooms", "bedroom", "and", "but", "or", "to"}  # fmt: skip


def last_word(text: str) -> str:
    return text.lower().split()[-1] if text.split() else ""


GENERAL = frozenset(
    """work job price line quot charg add custom more than one visit and or the a of for per each any on in is are old new
    need area same remov replac fit suppli with this that all only if when ask storey hous two three swap away
    room metr same rate standard befor after built sinc until once also off come where start part take""".split()
)


def first_noun(text: str) -> str:
    words = [word for word in text.lower().split() if word not in ("are", "is", "in", "of", "and", "the", "each")]
    return words[0] if words else ""


def shared_words(one: str, other: str) -> float:
    first, second = set(stems_of(one)) - GENERAL, set(stems_of(other)) - GENERAL
    return len(first & second) / max(1, min(len(first), len(second)))


def number_of(text: str) -> Decimal:
    return Decimal(NUMBERS[text.lower()]) if text.lower() in NUMBERS else Decimal(text)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return str(_local.stemmer.stemWord(word))


def stems_of(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"[a-z]{3,}", re.sub(r"\bre-(?=[a-z])", "re", text.lower()))]
