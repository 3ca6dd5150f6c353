"""Sizes that a list calls by a word: “small is up to 10 kg, medium 10 to 20 kg” holds for every item called small or medium.

Where limits stand in a sentence, or in the description of one item, every other item of that word has them as well. A sentence
may also tell by names what is of which size or on which line: “corsa, polo and mini are small”, “a bedroom is P1”.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlet.quoting.rules import Band

_TIER = re.compile(
    r"\b(extra large|extra small|xl|tiny|small|little|medium|standard|large|big|giant|huge|mini|bronze|silver|gold)\b",
    re.I,
)
_SAME = {"little": "small", "tiny": "small", "big": "large"}
_SPLIT = re.compile(
    r"\s*[;:.!]\s+|\s*,\s*(?:and\s+)?(?=(?:an?\s+)?(?:up to|over|under|from|anything|small|medium|large|big|giant|extra)\b)"
    r"|\s*\band\s+(?=an?\s)"
)
_ARE = re.compile(
    r"^\W*(?P<names>[^;:.]{3,200}?)\s+(?:is|are|counts? as|goes? as|comes? under)\s+(?:an? |the )?(?P<tier>[a-z ]{3,12}?)"
    r"(?: (?:size|ones?|dogs?|cars?|vans?))?\W*$",
    re.I,
)
_LINE = re.compile(
    r"^\W*(?:(?:and|or|so) )?(?P<names>[A-Za-z][^;:.]{2,60}?)\s+(?:is|are|counts? as|goes? as|goes? on)\s+(?:always )?"
    r"(?P<code>[A-Z]{1,4}-?\d{1,4}[A-Z]?)\b(?!\s*(?:plus|\+|and|each|extra|on top|times|x))"
)
# What is said of prices, or of what goes before, names no thing.
_NO_NAME = re.compile(
    r"\b(?:price[sd]?|vat|charg\w*|rate|it|we|i|they|that|those|this|these|not|only|over|after|extra|further|beyond|additional|more"
    r"|than|up to|done|first|second|if|when|where|same)\b|\d",
    re.I,
)


def tiers_of(name: str) -> frozenset[str]:
    """The words of size in a name: of “Woodwork, small or medium room” both."""
    found = {one.group(1).casefold() for one in _TIER.finditer(name)}
    return frozenset(_SAME.get(word, word) for word in found)


def limits(
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    sentences: Sequence[str],
    has: Mapping[str, Iterable[object]],
    read: Callable[[str], Iterator[Band]],
) -> Iterator[tuple[str, Band]]:
    """The limits that a word of size carries, for the items that have none themselves, by code.

    names, descriptions: by code. has: the rules that each code has. read: the limits that stand in words.
    """
    told: dict[tuple[str, str], Band] = {}
    for sentence in sentences:
        chunks = [chunk for chunk in _SPLIT.split(sentence) if chunk]
        found = []
        for chunk in chunks:
            tiers = tiers_of(chunk)
            bands = [band for band in read(chunk) if band.measure != "count"]
            if len(tiers) == 1 and len(bands) == 1:
                found.append((next(iter(tiers)), bands[0]))
        if len({tier for tier, _ in found}) > 1:
            told |= {(tier, ""): band for tier, band in found}
    for code, name in names.items():
        # “Walls, small room”, “Floor up to 7 m2”: then a ceiling of a small room has those too.
        noun, tiers = _behind(name), tiers_of(name)
        bands = [rule for rule in has.get(code, ()) if isinstance(rule, Band) and rule.measure in ("area", "bedrooms")]
        if noun and len(tiers) == 1 and len(bands) == 1 and not any(tiers_of(descriptions[code])):
            told.setdefault((next(iter(tiers)), noun), bands[0])
    for code, name in names.items():
        if any(isinstance(rule, Band) and rule.measure != "count" for rule in has.get(code, ())):
            continue
        tiers = tiers_of(name)
        known = [band for tier in tiers if (band := told.get((tier, "")) or told.get((tier, _behind(name))))]
        if not tiers or len(known) != len(tiers) or len({(band.measure, band.unit) for band in known}) > 1:
            continue
        low = None if any(one.low is None for one in known) else min(one.low for one in known if one.low is not None)
        high = (
            None if any(one.high is None for one in known) else max(one.high for one in known if one.high is not None)
        )
        first = min(known, key=lambda one: one.low or 0)
        yield code, replace(first, low=low, high=high)


def _behind(name: str) -> str:
    """The word behind the word of size: of “Walls, small or medium room” the room."""
    last = max(_TIER.finditer(name), key=lambda one: one.end(), default=None)
    found = re.match(r"\s+([a-z]+)", name[last.end() :], re.I) if last is not None else None
    return found.group(1).casefold() if found is not None else ""


def called(names: Mapping[str, str], sentences: Sequence[str]) -> Mapping[str, str]:
    """By code, the other names that sentences give an item or everything of its size, as words.

    “Westies and bichons are small; spaniels are medium.” “A bedroom is P1 and a lounge is P2.”
    """
    tiers = {code: tiers_of(name) for code, name in names.items()}
    every = {tier for found in tiers.values() for tier in found}
    words: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        for chunk in re.split(r"[;:.]\s+|\.$", sentence):
            of_size = _ARE.match(chunk)
            tier = _SAME.get(of_size.group("tier").casefold(), of_size.group("tier").casefold()) if of_size else ""
            if of_size and tier in every and not _NO_NAME.search(of_size.group("names")):
                for code, found in tiers.items():
                    if found == {tier}:
                        words[code].append(of_size.group("names"))
                continue
            for part in re.split(r",\s+(?:and\s+)?|\s+and\s+(?=an?\s|the\s)", chunk):
                line = _LINE.match(part)
                if line and line.group("code") in names and not _NO_NAME.search(line.group("names")):
                    words[line.group("code")].append(line.group("names"))
    return {code: ". ".join(found) for code, found in words.items()}
