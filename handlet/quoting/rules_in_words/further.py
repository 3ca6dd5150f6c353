"""Rules between two items of a list: “each beyond the first five” belongs to the item that holds five."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from handlet.quoting.rules import (
    Included,
    Rule,
)
from handlet.quoting.rules_in_words.hours import OUT
from handlet.quoting.rules_in_words.words import (
    NO_COUNT,
    NUMBER,
    NUMBERS,
    UNIT,
    ItemWords,
    number_of,
    shared_words,
    stems_of,
)

FURTHER = re.compile(
    r"\b(?:beyond|past) (?:the )?\d|\b(?:each|every|per) [a-z]+ more\b|\b(?:further|additional|extra|another|larger|each over|each beyond|and further|beyond the first|over the first)\b"
    r"|\b(?:each|per [a-z0-9²]+|every) (?:one |extra |further )?(?:[a-z]+ )?(?:over|beyond|above|after|past)\b",
    re.I,
)

_BEYOND = re.compile(rf"\b(?:over|beyond|above|after|past)\s+(?:the )?(?:first )?({NUMBER})\b", re.I)

_ORDINAL = re.compile(r"\b(second|third|fourth|fifth|sixth) and (?:further|subsequent)\b", re.I)

_LEAST_SHARED = 0.5

_RUNS = re.compile(r"\b\d+ ?m(?:etres)? (?:from|of|away|run)\b", re.I)

_TIME = {"minutes", "minute", "hour", "hours", "mins", "half", "visit", "visits"}


def further(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Each beyond the first 5” belongs to the item that says “up to 5”, and “further tap” to the one that says “first”."""
    # Once for each item, and not for each pair of them: lists of two thousand prices are read while somebody waits.
    holding = [
        (other, included)
        for other in items
        if (
            included := [
                one
                for one in included_in(other)
                # “Further TV point, up to 20 m of cable” holds cable like any other.
                if not FURTHER.search(f"{other.name}. {other.description}")
                or (re.match(r"m\b|metres?", one[1]) and not re.search(r"\bbeyond\b|\bover\b", other.name, re.I))
            ]
        )
    ]
    for item in items:
        words = f"{item.name}. {item.description}"
        said = FURTHER.search(item.name) or re.search(
            r"\b(?:each|per)\b.*\b(?:further|over|beyond)\b|\bfurther\b", item.description, re.I
        )
        if not said or re.search(r"\b(?:labour|half hour|hour|time)\b", item.name, re.I):
            continue
        if re.search(r"\bover \d+ (?:m|mm|cm|kg|inch|x)\b", item.name, re.I):
            continue
        beyond, ordinal = _BEYOND.search(words), _ORDINAL.search(words)
        first = number_of(beyond.group(1)) if beyond else number_of(ordinal.group(1)) - 1 if ordinal else None
        fitting: list[tuple[float, ItemWords, Decimal, str]] = []
        for other, included in holding:
            if other.code == item.code:
                continue
            for count, of in included:
                if set(of.split()) & _TIME or (first is not None and count != first):
                    continue
                if first is None and (count != 1 and re.match(r"m2?\b|metres?", of)):
                    continue
                shared = shared_words(f"{item.name} {item.description}", f"{other.name} {of}")
                run = first not in (None, 1) and item.unit.lower() == "m" and _RUNS.search(other.description)
                if run or shared >= (0.2 if first is not None and first != 1 else _LEAST_SHARED):
                    fitting.append((shared, other, count, of))
        best = max((shared for shared, _, _, _ in fitting), default=0.0)
        for shared, other, count, of in fitting:
            same = first is not None and first != 1 and of.split()[0].rstrip("s") in words.lower()
            if shared >= best - 0.01 or (first is not None and first != 1 and "mile" in of) or same:
                yield other.code, Included(count, of, item.code, started_step(item))


_AGAIN = re.compile(r"\b(?:further|additional|extra|another|subsequent|second)\b", re.I)

NO_NOUN = frozenset(
    {
        "further",
        "addit",
        "extra",
        "anoth",
        "subsequ",
        "second",
        "same",
        "visit",
        "each",
        "per",
        "and",
        "the",
        "one",
        "first",
        "after",
    }
)

_MEASURED = ("m2", "m²", "sqm", "sq m", "m", "metre", "hour", "hr", "day", "week", "month")


def pairs(items: Sequence[ItemWords], known: Collection[str]) -> Iterator[tuple[str, Rule]]:
    """“Wasp nest” and “Additional wasp nest”: the first and those after it, without a word of how many it covers.

    known: codes that another rule charges for further ones already.
    """
    firsts = [
        (one, set(stems_of(one.name)), set(stems_of(f"{one.name} {one.description}")))
        for one in items
        if not _AGAIN.search(one.name) and one.unit.lower() not in _MEASURED
    ]
    for item in items:
        if item.code in known or not _AGAIN.search(item.name) or item.unit.lower() in _MEASURED:
            continue
        if re.search(
            r"\b(?:labour|half[- ]hour|hour|time|week|day|month|metre|mile|bathroom|key|coat|floor|visit|treatment)s?\b",
            item.name,
            re.I,
        ):
            continue
        wanted = set(stems_of(item.name)) - NO_NOUN
        fitting = [
            (len(name - wanted), other) for other, name, told in firsts if wanted and wanted <= told and wanted & name
        ]
        least = min((more for more, _ in fitting), default=0)
        nouns = [word for word in re.findall(r"[a-z]{3,}", item.name.lower()) if stems_of(word)[0] not in NO_NOUN]
        for more, other in fitting:
            if (
                more == least
                and nouns
                and (more == 0 or re.search(r"\bsame (?:visit|room|trip|job|time)\b", item.description, re.I))
            ):
                yield other.code, Included(Decimal(1), nouns[-1], item.code)


def included_in(item: ItemWords) -> Iterator[tuple[Decimal, str]]:
    """What an item says it covers: how many of what. “First tap” covers one."""
    words = f"{item.name}. {item.description}"
    for found in re.finditer(
        rf"\b(?:up to|first|includes?|including|covers)\s+(?:the first |up to )?({NUMBER})\s+((?:m2|m²|m|metres?)(?![a-z0-9])(?: of [a-z]+)?|[a-z]{{3,}}(?: [a-z]{{3,}})?)",
        words,
        re.I,
    ):
        of = re.sub(r" (?:plus|included|over|and|only|are|is|per)$", "", found.group(2).lower())
        if not set(of.split()) & (NO_COUNT - {"miles", "mile"}):
            yield number_of(found.group(1)), of
    for found in re.finditer(rf"\b({NUMBER})\s+([a-z]{{3,}})\s+(?:is |are )?included\b", words, re.I):
        if found.group(2).lower() not in NO_COUNT:
            yield number_of(found.group(1)), found.group(2).lower()
    for found in re.finditer(r"\bfirst ([a-z]{3,}(?: [a-z]{3,})?)", words, re.I):
        said = found.group(1).lower().split()
        if said[0] not in NUMBERS and not set(said) & {*_TIME, "clean", "coat", "floor", "fix"}:
            yield Decimal(1), found.group(1).lower()


def labour(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“First hour” and “Further half hour”: time that the customer names is charged on both."""
    further = [
        item
        for item in items
        if re.search(r"\b(?:additional|further|extra) (?:labour|hours?|half hours?|time)\b|\bafter the first hour\b", f"{item.name}. {item.description}", re.I)
        and not re.search(r"\bnest\b|\bdrain\b", item.name, re.I)
    ]  # fmt: skip
    for item in items:
        words = f"{item.name}. {item.description}"
        first = re.search(r"\bfirst (hour|half hour|\d+ minutes|two hours|2 hours)\b", words, re.I)
        if first is None or item in further or item.own_time:
            continue
        hours = {"hour": Decimal(1), "half hour": Decimal("0.5"), "two hours": Decimal(2), "2 hours": Decimal(2)}.get(
            first.group(1).lower()
        ) or Decimal(first.group(1).split()[0]) / 60
        out = bool(OUT.search(words) or re.search(r"\bweekend|\bevening|\burgent\b", words, re.I))
        fitting = [
            other
            for other in further
            if out == bool(OUT.search(f"{other.name} {other.description}") or re.search(r"\bweekend|\bevening", f"{other.name} {other.description}", re.I))
        ]  # fmt: skip
        if len(fitting) == 1:
            half = re.search(r"\bhalf[- ]hour", f"{fitting[0].name} {fitting[0].description}", re.I)
            yield item.code, Included(hours, "hours", fitting[0].code, Decimal("0.5") if half else Decimal(1))


def beyond_days(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Further week, per skip, after the first 14 days” belongs to what is hired “up to 14 days”."""
    for item in items:
        words = f"{item.name}. {item.description}"
        over = LONGER.search(words)
        unit = item.unit.lower()
        if over is None or unit not in DAYS_IN:
            continue
        days = number_of(over.group(1)) * DAYS_IN[over.group(2).lower().rstrip("s")]
        for other in items:
            held = re.search(rf"\b({NUMBER})[- ](day|week|month)s?\b", f"{other.name} {other.description}", re.I)
            if other is item or held is None or PERMIT.search(other.name) or other.unit.lower() in DAYS_IN:
                continue
            if number_of(held.group(1)) * DAYS_IN[held.group(2).lower()] == days:
                yield other.code, Included(days, "days", item.code, DAYS_IN[unit], bool(re.search(r"\bper (?!week|day|month)[a-z]+", words, re.I)))  # fmt: skip


def floors(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Floor without a lift, per floor over the first” belongs to what is carried: moves, vans, single things."""
    for item in items:
        words = f"{item.name}. {item.description}"
        if not re.search(r"\b(?:floor|flight|storey)s?\b", item.name, re.I) or not re.search(
            r"\b(?:per|each|every) (?:extra |further )?(?:floor|flight|storey)\b", words, re.I
        ):
            continue
        first = re.search(r"\b(?:over|above|beyond|after) the (first|ground|second)\b", words, re.I)
        covered = {"ground": Decimal(0), "first": Decimal(1), "second": Decimal(2)}[
            first.group(1).lower() if first else "ground"
        ]
        for other in items:
            if other is not item and re.search(
                r"\bmove\b|\bvan\b|\bdelivery\b|\bremoval\b|\bclearance\b|\bsingle item\b|\bcarry", other.name, re.I
            ):
                yield other.code, Included(covered, "floors without a lift", item.code)


LONGER = re.compile(
    rf"\b(?:beyond|over|after|more than|longer than|past)\s+(?:the )?(?:first )?({NUMBER})[- ](days?|weeks?|months?|nights?)\b", re.I
)  # fmt: skip

DAYS_IN = {"day": Decimal(1), "night": Decimal(1), "week": Decimal(7), "month": Decimal(30)}

PERMIT = re.compile(r"\bpermit\b|\blicen[cs]e\b", re.I)


def started_step(item: ItemWords) -> Decimal:
    """“Each started 1000 litres over 4500”: how much one of a further item is for."""
    said = re.search(
        rf"\b(?:each|per|every) started (\d+)\s*(?:{UNIT}|[a-z]{{3,}})", f"{item.name}. {item.description}", re.I
    )
    return number_of(said.group(1)) if said else Decimal(1)
