"""Rules that the name and description of one item hold: limits, who supplies, ages, bedrooms, when it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from handlet.quoting.rules import (
    Band,
    Condition,
    Hours,
    Minimum,
    OnlyIf,
    Rule,
    Supplied,
)
from handlet.quoting.rules_in_words.hours import CLOCK, windows_in
from handlet.quoting.rules_in_words.words import NO_COUNT, NUMBER, UNIT, UNITS, ItemWords, last_word, number_of

_OWN = re.compile(
    r"\b(?:(?:customer|client|you|(?<!on )their)(?:['’]?s|r)? own(?! home)|suppl(?:ied|y) by (?:the )?(?:customer|client|you|others)|by (?:the )?customer|not supplied"
    r"|customer(?:['’]s)? (?:supplies|to supply|has|provides|buys)|customer['’]s|client['’]s|labour only|fit only|you supply)\b",
    re.I,
)

_OURS = re.compile(
    r"\b(?:suppl(?:y|ied) (?:and|&|\+) |supply/|we supply|(?<!not )included?\b(?! (?:attendance|travel|certificate)))",
    re.I,
)

BEDS = re.compile(rf"\b(?:up to )?({NUMBER}|studio)(?:(?: or | ?[-–] ?| to )({NUMBER}))?[- ]bed(?:room)?s?\b", re.I)

_RANGE = re.compile(
    rf"\b(?P<lead>up to|over|under|below|above|more than|less than|from)?\s*(?P<a>{NUMBER})(?:\s*{UNIT})?\s*(?:to|[-–]|and (?:up to|under))\s*"
    rf"(?P<b>{NUMBER})\s*(?P<unit>{UNIT})\b(?P<tail>(?:\s+\w+)?)",
    re.I,
)

_OVER_TO = re.compile(
    rf"\bover (?P<a>\d+(?:\.\d+)?)\s*(?P<u>{UNIT})?(?:,? (?:and )?up to|,? to| and under) (?P<b>\d+(?:\.\d+)?)\s*(?P<unit>{UNIT})\b(?P<tail>(?:\s+\w+)?)",
    re.I,
)

_LIMIT = re.compile(
    rf"\b(?P<lead>up to|over|under|below|above|more than|less than|max(?:imum)?(?: of)?|at least)\s+(?P<a>{NUMBER})\s*(?P<unit>{UNIT})\b(?:\s*x\s*\d+\s*{UNIT})?(?P<tail>(?:\s+\w+)?)",
    re.I,
)

_GRADED = r"hp|bhp|cc|lph|kva|gb|tb|psi|mph|guests|people|persons|heads|adults|children"
"""What a price is graded by and no size of ours measures: how strong a machine is, how many people come."""

_COUNT = re.compile(
    rf"\b(?P<lead>up to|over|more than|includes?|first|max(?:imum)?(?: of)?)\s+(?P<a>{NUMBER})\s+(?P<of>[a-z]{{3,}}(?: [a-z]{{3,}})?)",
    re.I,
)

_GRADE = re.compile(
    rf"\b(?P<lead>up to|over|under|more than|less than|max(?:imum)?(?: of)?|(?<![\d-] )to)\s+(?P<a>{NUMBER}) ?(?P<of>{_GRADED})\b",
    re.I,
)

_GRADES = re.compile(rf"\b(?P<a>\d+(?:\.\d+)?)\s*(?:to|[-–])\s*(?P<b>\d+(?:\.\d+)?) ?(?P<of>{_GRADED})\b", re.I)

_COUNTED_RANGE = re.compile(
    r"(?<![:.\d])\b(?P<a>\d{1,4})\s*(?:to|[-–])\s*(?P<b>\d{1,4})\s+(?P<of>(?!am\b|pm\b|or\b|and\b|on\b|in\b|working\b)[a-z]{3,})",
    re.I,
)

_AGE = re.compile(r"\b(?:aged?\s+)?(\d{2})\s*(?:or over|and over|\+|plus)", re.I)

_MEASURES = {
    "high": "height", "tall": "height", "height": "height", "drop": "height", "wide": "width", "across": "width", "width": "width", "long": "length",
    "length": "length", "thick": "size", "pipe": "size", "deep": "size",
}  # fmt: skip


def of_item(item: ItemWords) -> Iterator[Rule]:
    """The rules that an item's own words hold."""
    name, description = item.name, item.description
    words = f"{name}. {description}"
    if item.min_qty is not None and item.min_qty > 0:
        yield Minimum(item.min_qty)
    by = _supplied(name, description)
    if by:
        yield Supplied(by)
    # A name says “evening and weekend” for short where the description gives the times.
    windows = windows_in(description, timed=words) if CLOCK.search(description) else ()
    windows = windows or windows_in(words)
    if windows:
        yield Hours(windows)
    age = _AGE.search(words)
    if age and re.search(r"\b(?:aged?|years?|over 60|pension)", words, re.I):
        yield OnlyIf(Condition("age_at_least", number=int(age.group(1))))
    yield from bands_of(words)
    yield from _several(name, description)


def _several(name: str, description: str) -> Iterator[Band]:
    """“Skip bag, three or more”: a price by the number taken."""
    found = OR_MORE.search(name) or re.search(
        rf"\bper [a-z]+ (?:where|when|if|for) ({NUMBER}) or (more|fewer|less)\b", description, re.I
    )
    if found and last_word(name.split(",")[0]) not in NO_COUNT:
        value, of = number_of(found.group(1)), last_word(OR_MORE.sub(" ", name.split(",")[0]).strip())
        if of:
            more = found.group(2).lower() == "more"
            yield Band("count", value if more else None, None if more else value, of=of)


OR_MORE = re.compile(rf"\b({NUMBER}) or (more|fewer|less)\b(?! bed)", re.I)

_YOURS = re.compile(
    r"\byours\b|\byou (?:have|supply|provide|buy|bought)\b|\bsupplied by you\b|\b(?:fit|lay|hang|labour|fitting|laying) only\b|\bby (?:the )?(?:customer|client|you)\b",
    re.I,
)

_NOT_THE_THING = re.compile(
    r"connection|installation|attendance|trench|drive\b|skim by others|frame by others|kept by|emptied|cleared", re.I
)

_SUPPLY = re.compile(
    r"\bsuppl(?:y|ied|ies) ?(?:and|&|\+|/) ?(?:fit|fix|install|lay|hang|run|erect|renew|replace)|\bwe supply\b|\bours\b"
    r"|\b(?:part|parts|tiles|paint|paper|unit|slabs|materials|panel|lock|tap|fitting|all materials|flooring|boards|felt) included\b",
    re.I,
)


def _supplied(name: str, description: str) -> str:
    if re.search(r"\bours\b", name, re.I):
        return "business"
    for words in (name, description):
        own = _OWN.search(words) or _YOURS.search(words)
        if own and not _NOT_THE_THING.search(words[max(0, own.start() - 25) : own.end() + 20]):
            return "customer"
    return "business" if _SUPPLY.search(f"{name}. {description}") else ""


def bands_of(words: str) -> Iterator[Band]:
    beds = BEDS.search(words)
    if beds and not re.match(r"first|second|third|fourth|fifth|sixth", beds.group(1), re.I):
        low = 0 if beds.group(1).lower() == "studio" else int(number_of(beds.group(1)))
        high = int(number_of(beds.group(2))) if beds.group(2) else low
        limit = re.search(rf"\bup to {beds.group(1)}[- ]bed", words, re.I)
        low = 0 if limit or re.search(r"\bstudio\b", words, re.I) else low
        more = re.search(r"\bbeds?(?:room)?s?(?: [a-z]+)?(?: or (?:more|over|above)| ?\+| plus| and over)", words, re.I)
        yield Band("bedrooms", Decimal(low), None if more else Decimal(high))
    elif re.search(r"\bstudio\b", words, re.I):
        yield Band("bedrooms", Decimal(0), Decimal(0))
    taken: list[tuple[int, int]] = []
    for found in _OVER_TO.finditer(words):
        taken.append(found.span())
        unit = _unit(found.group("unit"))
        yield Band(_measure(found, unit), number_of(found.group("a")), number_of(found.group("b")), unit, open_low=True)
    for found in _RANGE.finditer(words):
        if _is_taken(found, taken):
            continue
        taken.append(found.span())
        unit = _unit(found.group("unit"))
        yield Band(_measure(found, unit), number_of(found.group("a")), number_of(found.group("b")), unit)
    for found in _LIMIT.finditer(words):
        if _is_taken(found, taken) or re.match(r"\s*(?:of cable|away|from|each)", words[found.end("unit") :], re.I):
            continue
        unit = _unit(found.group("unit"))
        measure = _measure(found, unit)
        lead, value = found.group("lead").lower(), number_of(found.group("a"))
        if lead in ("over", "above", "more than", "at least"):
            yield Band(measure, value, None, unit, open_low=lead != "at least")
        else:
            yield Band(measure, None, value, unit)
    graded = list(_grades(words))
    yield from graded
    if graded:
        return
    for found in _COUNTED_RANGE.finditer(words):
        of = found.group("of").lower()
        if not set(of.split()) & NO_COUNT and not re.fullmatch(rf"(?:{UNIT}|bed.*|wide|high)", of, re.I):
            yield Band("count", number_of(found.group("a")), number_of(found.group("b")), of=of)
    for found in _COUNT.finditer(words):
        of = found.group("of").lower()
        if not set(of.split()) & NO_COUNT and not re.fullmatch(rf"(?:{UNIT}|bed.*|wide|high)", of, re.I):
            lead = found.group("lead").lower()
            low = lead in ("over", "more than")
            value = number_of(found.group("a"))
            yield Band("count", value if low else None, None if low else value, of=of, open_low=low)


def _grades(words: str) -> Iterator[Band]:
    """“To 20 hp”, “61 to 120 guests”."""
    ranges = list(_GRADES.finditer(words))
    for found in ranges:
        yield Band("count", number_of(found.group("a")), number_of(found.group("b")), of=found.group("of").lower())
    for found in _GRADE.finditer(words):
        if _is_taken(found, [one.span() for one in ranges]):
            continue
        low, value = found.group("lead").lower() in ("over", "more than"), number_of(found.group("a"))
        yield Band("count", value if low else None, None if low else value, of=found.group("of").lower(), open_low=low)


_BY_HEIGHT = re.compile(
    r"\b(?:hedges?|hedging|conifers?|leylandii|privet|laurel)\b(?!.*\b(?:long|length|run|wide|width)\b)|\b(?:chest|waist|head|shoulder|knee)[- ]?(?:high|height)\b|\btall\b.*\bhedge"
)


def _measure(found: re.Match[str], unit: str) -> str:
    if unit == "m2":
        return "area"
    if unit == "kW":
        return "power"
    tail = found.group("tail").strip().lower()
    before = found.string[: found.start()].lower()
    told = _MEASURES.get(tail)
    if told is None and unit in ("m", "ft", "cm", "inch") and _BY_HEIGHT.search(before):
        # “Hedge to head height. Over 1.4 to 2.4 m, faces and top.”
        return "height"
    return told or ("height" if "high" in before[-12:] else "size")


def _unit(text: str) -> str:
    return UNITS.get(text.lower().replace("sq m", "sqm"), text.lower())


def _is_taken(found: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in taken)
