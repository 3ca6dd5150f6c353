"""How many people are told of: what is sold by the person is charged by them, and what is for so many guests is chosen by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlet.drafting.engine.matching.items import Item
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.reading.tokens import Token, read_number, tokenise

_WORDS = frozenset(
    """people persons person pax guest guests adult adults child children kid kids boy boys girl girls lady ladies man men woman women gent gents
    lad lads lass lasses hen hens stag stags teen teens teenager teenagers toddler toddlers attendee attendees delegate delegates participant
    participants student students pupil pupils diner diners cover covers head heads mourner mourners friend friends colleague colleagues
    member members player players visitor visitors folk folks employee employees""".split()
)
PEOPLE = frozenset(stem(word) for word in _WORDS)
"""Stems of the words for people who come, are fed, taught or looked after."""
_SOLD_BY = re.compile(
    r"\b(?:per|each|every|by the) (?:person|head|guest|adult|child|delegate|participant|pupil|student|diner|cover)\b|\bpp\b",
    re.I,
)
_UNITS = frozenset("person people head guest pax adult child delegate participant pupil student diner cover".split())
# Those who work, and what is no count of who comes: ages, sizes of a group that is told as it stands.
_HANDS = re.compile(r"\s*(?:and a van|with a van|team|crew|job|lift)\b", re.I)
_JOINED = re.compile(r"\s*(?:,|and|&|\+|plus|,\s*and|with)\s*(?:about |maybe |around |another |the )?$", re.I)
_BARE = re.compile(
    r"\b(?:for|of|party of|group of|seats?|feed|serve|sit|invit(?:ed|ing)|expecting|come to)\s+(?:about |around |roughly |approx\.? |approximately |some |up to |maybe |say |a party of |a group of )*$",
    re.I,
)
_ENDS = re.compile(r"\s*(?:$|[.,;:!?)\n]|(?:please|pls|and|plus|on|in|at|with|to|this|next|thanks|ta)\b)", re.I)
MOST, BETWEEN, BEFORE = 3000, 3, 60
"""The most people that are believed, how many words may stand between a number and who it counts, and in how many letters before
a number its “party of about” is looked for."""


@dataclass(frozen=True, slots=True)
class Party:
    """So many people, and where they are told of. sure: they were called people; else a number that stands for them (“for 60”)."""

    value: Decimal
    start: int
    end: int
    sure: bool


def is_by_person(item: Item) -> bool:
    """Whether an item is sold by the person: “per head”, unit “guest”."""
    return item.unit_word in _UNITS or bool(_SOLD_BY.search(f"{item.row.name} {item.row.description} {item.row.unit}"))


def parties(text: str) -> list[Party]:
    """Everybody told of in a text, in its order: “8 adults and 3 kids” are eleven; of a range the greater end."""
    tokens = tokenise(text)
    found: list[Party] = []
    at = 0
    while at < len(tokens):
        read = read_number(tokens, at)
        if read is None or read[0] != int(read[0]) or not 0 < read[0] <= MOST:
            at += 1
            continue
        value, after = read
        if after < len(tokens) and tokens[after].lower in ("or", "to", "-", "–", "/"):
            more = read_number(tokens, after + 1)
            if more is not None and value < more[0] <= value * 3:
                value, after = more
        begin = tokens[at].start
        end = _end_of_people(tokens, after)
        if end and not _HANDS.match(text, end):
            found.append(Party(value, begin, end, sure=True))
        elif (
            not end and _BARE.search(text[max(0, begin - BEFORE) : begin]) and _ENDS.match(text, tokens[after - 1].end)
        ):
            found.append(Party(value, begin, tokens[after - 1].end, sure=False))
        at = after
    return _summed(found, text)


def _end_of_people(tokens: Sequence[Token], at: int) -> int:
    """Where the word for people ends that stands behind a number; nought where none does."""
    for place in range(at, min(len(tokens), at + BETWEEN)):
        word = tokens[place].lower
        if word == "of" and place + 1 < len(tokens):
            return tokens[place + 1].end if tokens[place + 1].lower == "us" else 0
        if tokens[place].kind != "word":
            return 0
        if word in _WORDS:
            return tokens[place].end
    return 0


def _summed(found: Sequence[Party], text: str) -> list[Party]:
    """Those that are told in one list as one party; a sum that is told before its parts counts once."""
    made: list[Party] = []
    for one in found:
        last = made[-1] if made else None
        if last is not None and last.sure and one.sure and _JOINED.fullmatch(text[last.end : one.start]):
            made[-1] = Party(last.value + one.value, last.start, one.end, sure=True)
        else:
            made.append(one)
    return [one for place, one in enumerate(made) if not place or one.value != made[place - 1].value]
