"""What one counts to know how many of an item are wanted: the thing itself, what it is charged by, and what is none of it."""

from __future__ import annotations

import re

from handlet.drafting.engine.matching.items import ACT_OF, SIZES, UNSAID, Item
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.sizes import unit_of
from handlet.quoting.rules import Band, Included


def nouns_of(item: Item) -> frozenset[str]:
    """What an item is counted in: its unit, “per panel”, “one opening”."""
    own = f"{item.row.description} {item.row.name}".lower()
    said = [
        word
        for pair in re.findall(r"\b(?:per|each|every)\s+([a-z]{3,})(?:\s+or\s+([a-z]{3,}))?", own)
        for word in pair
        if word
    ] or re.findall(r"\bone\s+([a-z]{3,})\b(?! included)", own)
    words = " ".join([*said, item.row.unit.lower() if unit_of(item.row.unit) == "each" else ""])
    return frozenset(term.word for term in terms_of(words) if term.word not in UNSAID)


def either_of(item: Item) -> frozenset[str]:
    """The two things of an item that is for either: “reseal bath or shower tray”."""
    found = _EITHER.search(item.row.name.split(",")[0])
    words = {term.word for side in found.groups() for term in terms_of(side)} if found is not None else set()
    return frozenset(words & item.words) - ACT_OF.keys() - UNSAID - SIZES


def things_of(item: Item) -> frozenset[str]:
    """What one counts to know how many of an item: the thing itself, what it is charged by."""
    made = item.head | nouns_of(item)
    if re.search(r"\b(?:per|each|every) (?:appliance|item|thing|piece)\b|\bportable appliance", f"{item.row.name} {item.row.description}", re.I):  # fmt: skip
        made |= PIECES
    return made - ACT_OF.keys() if made - ACT_OF.keys() else made


_EITHER = re.compile(r"\b([a-z-]+) or (?:[a-z-]+ )?([a-z-]+)$", re.I)
PIECES = frozenset(stem(word) for word in ("piece", "item", "thing", "bit", "appliance"))


def is_by_room(item: Item) -> bool:
    return item.unit_word in ("room", "bedroom") or bool(
        re.search(r"\b(?:per|one|each) room\b", f"{item.row.name} {item.row.description}", re.I)
    )


BY_BEDS = re.compile(r"\b(?:\d|one|two|three|four|five|studio)[ -]?(?:or \d[ -]?)?bed(?:room)?s?\b", re.I)
_SERVICES = frozenset(
    term.word
    for term in terms_of("clean service report certificate survey inspection flush visit record test changeover call")
)


def is_a_service(item: Item) -> bool:
    """What is done once for all there is: a clean, a report, a visit."""
    return item.unit_word in ("visit", "job") or bool(item.head & _SERVICES) or bool(BY_BEDS.search(item.row.name))


def is_told_of_all(item: Item) -> bool:
    """What is done or written of all there is, as its name says: a certificate for two appliances is one."""
    return bool(item.words & _SERVICES)


def per_of(item: Item) -> set[str]:
    """The noun that an item is counted by, where it is not its own: “per cylinder in the set”."""
    said = re.search(r"\bper ([a-z]{3,})\b", item.row.description, re.I)
    return {term.word for term in terms_of(said.group(1))} if said else set()


def counted_apart(item: Item) -> set[str]:
    """Things that are counted for another line: bathrooms beyond the first of a clean."""
    name = {term.word for term in terms_of(item.row.name.split(",")[0])}
    held = re.findall(
        r"\bup to (?:\d+|two|three|four|five|six) ([a-z]{3,})", f"{item.row.name} {item.row.description}".lower()
    )

    by_beds = {stem("bed"), stem("bedroom")} if BY_BEDS.search(item.row.name) else set()
    return (
        by_beds
        | {term.word for word in held for term in terms_of(word) if term.word not in item.head}
        | {
            term.word
            for rule in item.rules
            if isinstance(rule, Included) or (isinstance(rule, Band) and rule.measure == "count")
            for term in terms_of(rule.of)
            if term.word not in item.head and term.word not in name
        }
        | {
            # “Point up chimney, one or two pots”: they tell which price it is, not how many of it.
            term.word
            for word in _RANGE_OF.findall(item.row.name.lower())
            for term in terms_of(word)
            if term.word not in item.head
        }
    )


_RANGE_OF = re.compile(
    r", (?:[a-z]+ )?(?:\d+|one|two|three|four|five|six|seven|eight) (?:or|to|and) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|more|over) ([a-z]{3,}s)\b"
)
