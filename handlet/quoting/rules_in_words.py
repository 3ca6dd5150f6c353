"""Reads typed rules out of what owners write: descriptions of their items, and rules on charging in sentences.

What is read is a suggestion. The owner sees it in plain words (`rules.Rule.in_words`) and confirms, changes or deletes it.
A sentence in which nothing is found stays what it is: words for a person.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import snowballstemmer

from handlet.quoting.rules import (
    END_OF_DAY,
    HOLIDAY,
    Adds,
    Alone,
    Band,
    Condition,
    Hours,
    Included,
    Minimum,
    NeedsFact,
    OnlyIf,
    Rule,
    Supplied,
    Together,
    Window,
)

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(NUMBERS)})"
_local = threading.local()


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item says of itself. min_qty: the least quantity charged, or None."""

    code: str
    name: str
    description: str
    unit: str
    min_qty: Decimal | None = None


def suggest(items: Sequence[ItemWords], sentences: Sequence[str]) -> Mapping[str, Sequence[Rule]]:
    """Rules by code, each once, in the order in which they were found. Codes without a rule are left out."""
    found: dict[str, list[Rule]] = {}

    def add(code: str, rule: Rule) -> None:
        rules = found.setdefault(code, [])
        if rule not in rules:
            rules.append(rule)

    for item in items:
        for rule in of_item(item):
            add(item.code, rule)
    for code, rule in _further(items):
        add(code, rule)
    reader = _Reader(items)
    for sentence in sentences:
        for whole in re.split(r"(?<=[A-Za-z0-9)])\.(?:\s+|$)", sentence):
            for code, rule in reader.rules(whole.strip()):
                if isinstance(rule, Included | OnlyIf):
                    # What a sentence says outright counts for more than what was guessed from a description.
                    found[code] = [one for one in found.get(code, []) if not isinstance(one, type(rule))]
                add(code, rule)
    for code, rules in found.items():
        included = [rule for rule in rules if isinstance(rule, Included)]
        if included:
            # “Up to 5 tiles” with a price for each further tile is no limit.
            found[code] = [
                rule
                for rule in rules
                if not (isinstance(rule, Band) and rule.high in {one.first for one in included} and rule.low is None)
            ]
    return {code: rules for code, rules in found.items() if rules}


# --- one item ---------------------------------------------------------------------------------------------------------

_OWN = re.compile(
    r"\b(?:(?:customer|client|you|their)(?:['’]?s|r)? own(?! home)|suppl(?:ied|y) by (?:the )?(?:customer|client|you|others)|by (?:the )?customer|not (?:supplied|included)"
    r"|customer(?:['’]s)? (?:supplies|to supply|has|provides|buys)|customer['’]s|client['’]s|labour only|fit only|you supply)\b",
    re.I,
)
_OURS = re.compile(
    r"\b(?:suppl(?:y|ied) (?:and|&|\+) |supply/|we supply|(?<!not )included?\b(?! (?:attendance|travel|certificate)))",
    re.I,
)
_UNITS = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metres": "m", "metre": "m",
          "mm": "mm", "cm": "cm", "kw": "kW", "ft": "ft", "feet": "ft"}  # fmt: skip
_UNIT = r"(?:m2|m²|sq ?m|square metres|metres?|mm|cm|m|kw|ft|feet)"
_BEDS = re.compile(rf"\b(?:up to )?({NUMBER}|studio)(?:(?: or | ?[-–] ?| to )({NUMBER}))?[- ]bed(?:room)?s?\b", re.I)
_RANGE = re.compile(
    rf"\b(?P<lead>up to|over|under|below|above|more than|less than|from)?\s*(?P<a>{NUMBER})(?:\s*{_UNIT})?\s*(?:to|[-–]|and (?:up to|under))\s*"
    rf"(?P<b>{NUMBER})\s*(?P<unit>{_UNIT})\b(?P<tail>(?:\s+\w+)?)",
    re.I,
)
_OVER_TO = re.compile(
    rf"\bover (?P<a>\d+(?:\.\d+)?)\s*(?P<u>{_UNIT})?(?:,? (?:and )?up to|,? to| and under) (?P<b>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})\b(?P<tail>(?:\s+\w+)?)",
    re.I,
)
_LIMIT = re.compile(
    rf"\b(?P<lead>up to|over|under|below|above|more than|less than|max(?:imum)?(?: of)?|at least)\s+(?P<a>{NUMBER})\s*(?P<unit>{_UNIT})\b(?:\s*x\s*\d+\s*{_UNIT})?(?P<tail>(?:\s+\w+)?)",
    re.I,
)
_COUNT = re.compile(
    rf"\b(?P<lead>up to|over|more than|includes?|first|max(?:imum)?(?: of)?)\s+(?P<a>{NUMBER})\s+(?P<of>[a-z]{{3,}}(?: [a-z]{{3,}})?)",
    re.I,
)
_AGE = re.compile(r"\b(?:aged?\s+)?(\d{2})\s*(?:or over|and over|\+|plus)", re.I)
_MEASURES = {
    "high": "height", "tall": "height", "height": "height", "drop": "height", "wide": "width", "across": "width", "width": "width", "long": "length",
    "length": "length", "thick": "size", "pipe": "size", "deep": "size",
}  # fmt: skip
# Counted things that say how long a visit is or where it is, not how much is wanted.
_NO_COUNT = {"hour", "hours", "days", "day", "miles", "mile", "coats", "coat", "year", "years", "visits", "storey", "storeys", "stories",
             "pots", "keys", "key", "minutes", "people", "layers", "floors", "weeks"}  # fmt: skip


def of_item(item: ItemWords) -> Iterator[Rule]:
    """The rules that an item's own words hold."""
    name, description = item.name, item.description
    words = f"{name}. {description}"
    if item.min_qty is not None and item.min_qty > 0:
        yield Minimum(item.min_qty)
    by = _supplied(name, description)
    if by:
        yield Supplied(by)
    windows = _windows(words)
    if windows:
        yield Hours(windows)
    age = _AGE.search(words)
    if age and re.search(r"\b(?:aged?|years?|over 60|pension)", words, re.I):
        yield OnlyIf(Condition("age_at_least", number=int(age.group(1))))
    yield from _bands(words)


def _supplied(name: str, description: str) -> str:
    own = _OWN.search(name) or _OWN.search(description)
    if own and not re.search(r"connection|installation|attendance|trench|drive\b|skim by others|frame by others", own.string[own.start() - 25 : own.end() + 20], re.I):  # fmt: skip
        return "customer"
    if re.search(r"\bsuppl(?:y|ied|ies) ?(?:and|&|\+|/) ?(?:fit|fix|install|lay|hang|run|erect|renew|replace)|\bwe supply\b|\b(?:part|parts|tiles|paint|paper|unit|slabs|materials|panel|lock|tap|fitting|all materials|flooring) included\b", f"{name}. {description}", re.I):  # fmt: skip
        return "business"
    return ""


def _bands(words: str) -> Iterator[Band]:
    beds = _BEDS.search(words)
    if beds:
        low = 0 if beds.group(1).lower() == "studio" else int(_value(beds.group(1)))
        high = int(_value(beds.group(2))) if beds.group(2) else low
        limit = re.search(rf"\bup to {beds.group(1)}[- ]bed", words, re.I)
        low = 0 if limit or re.search(r"\bstudio\b", words, re.I) else low
        yield Band("bedrooms", Decimal(low), Decimal(high))
    taken: list[tuple[int, int]] = []
    for found in _OVER_TO.finditer(words):
        taken.append(found.span())
        unit = _unit(found.group("unit"))
        yield Band(_measure(found, unit), _value(found.group("a")), _value(found.group("b")), unit, open_low=True)
    for found in _RANGE.finditer(words):
        if _is_taken(found, taken):
            continue
        taken.append(found.span())
        unit = _unit(found.group("unit"))
        yield Band(_measure(found, unit), _value(found.group("a")), _value(found.group("b")), unit)
    for found in _LIMIT.finditer(words):
        if _is_taken(found, taken) or re.match(r"\s*(?:of cable|away|from|each)", words[found.end("unit") :], re.I):
            continue
        unit = _unit(found.group("unit"))
        measure = _measure(found, unit)
        lead, value = found.group("lead").lower(), _value(found.group("a"))
        if lead in ("over", "above", "more than", "at least"):
            yield Band(measure, value, None, unit, open_low=lead != "at least")
        else:
            yield Band(measure, None, value, unit)
    for found in _COUNT.finditer(words):
        of = found.group("of").lower()
        if not set(of.split()) & _NO_COUNT and not re.fullmatch(rf"(?:{_UNIT}|bed.*|wide|high)", of, re.I):
            lead = found.group("lead").lower()
            low = lead in ("over", "more than")
            value = _value(found.group("a"))
            yield Band("count", value if low else None, None if low else value, of=of, open_low=low)


def _measure(found: re.Match[str], unit: str) -> str:
    if unit == "m2":
        return "area"
    if unit == "kW":
        return "power"
    tail = found.group("tail").strip().lower()
    before = found.string[: found.start()].lower()[-12:]
    return _MEASURES.get(tail) or ("height" if "high" in before else "size")


def _unit(text: str) -> str:
    return _UNITS.get(text.lower().replace("sq m", "sqm"), text.lower())


def _is_taken(found: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in taken)


# --- hours ------------------------------------------------------------------------------------------------------------

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_SPAN = re.compile(rf"\b({_DAY})\s*(?:[-–]|to)\s*({_DAY})", re.I)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(?:[-–]|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?(?![\w%])", re.I
)
_STANDARD = re.compile(r"\b(?:standard|normal|working|office|daytime) hours\b|\bin hours\b", re.I)
_OUT = re.compile(r"\bout[- ]of[- ]hours\b|\bafter[- ]hours\b|\bunsocial\b", re.I)
_WEEKDAYS = (0, 1, 2, 3, 4)
_DAY_BEGINS, _DAY_ENDS = 8 * 60, 18 * 60


def _windows(words: str) -> tuple[Window, ...]:
    """Hours that a call-out, an entry or labour is priced for. “Before 9 or after 5” of a clean is no such thing."""
    if not re.search(r"\bhours?\b|\bcall[- ]?out|\bvisit|\bentry|\bemergency|\battend|\bevening|\bnight|\bweekend|\bdaytime", words, re.I):  # fmt: skip
        return ()
    if re.search(r"\b(?:night|evening) (?:latch|light|storage)", words, re.I):
        return ()
    found: list[Window] = []
    for piece in re.split(r",? and (?=all day)|;|, (?=(?:all day|sun|bank))", words, flags=re.I):
        days = _days(piece)
        clock = _CLOCK.search(piece)
        if clock and _minutes(clock) is not None:
            since, until = _minutes(clock) or (0, END_OF_DAY)
            found.append(
                Window(
                    days or ((*_WEEKDAYS, 5, 6, HOLIDAY) if "any day" in piece.lower() else tuple(range(8))),
                    since,
                    until,
                )
            )
        elif days and re.search(r"\ball day\b|\bweekends?\b|\bholidays?\b", piece, re.I) and not _OUT.search(words) and not re.search(r"\bevenings?\b|\bnights?\b", piece, re.I):  # fmt: skip
            found.append(Window(days))
    if found and not _OUT.search(words):
        return _within(found)
    if _OUT.search(words) or re.search(r"\bevenings?\b.*\bweekends?\b|\bweekends?\b.*\bevenings?\b", words, re.I):
        return (
            Window(_WEEKDAYS, 0, _DAY_BEGINS),
            Window(_WEEKDAYS, _DAY_ENDS, END_OF_DAY),
            Window((5, 6, HOLIDAY)),
        )
    if _STANDARD.search(words):
        return (Window(_WEEKDAYS, _DAY_BEGINS, _DAY_ENDS),)
    if re.search(r"\bweekends?\b", words, re.I):
        return (Window((5, 6, HOLIDAY)),)
    return ()


def _within(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Where Sunday has a window of its own, an evening of “any” day leaves it out."""
    whole = {day for window in windows if (window.since, window.until) == (0, END_OF_DAY) for day in window.days}
    return tuple(
        window
        if (window.since, window.until) == (0, END_OF_DAY) or not whole & set(window.days)
        else Window(tuple(day for day in window.days if day not in whole), window.since, window.until)
        for window in windows
    )


def _days(words: str) -> tuple[int, ...]:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    days: set[int] = set()
    for first, last in _SPAN.findall(words):
        start, end = names.index(first[:3].lower()), names.index(last[:3].lower())
        days |= set(range(start, end + 1)) if start <= end else {*range(start, 7), *range(end + 1)}
    plain = _SPAN.sub(" ", words)
    days |= {names.index(found[:3].lower()) for found in re.findall(rf"\b{_DAY}\b", plain, re.I) if len(found) == 3 or found.lower().rstrip("s").endswith("day")}  # fmt: skip
    if re.search(r"\bweekends?\b", words, re.I):
        days |= {5, 6}
    if re.search(r"\bbank hol", words, re.I):
        days.add(HOLIDAY)
    if re.search(r"\bweekdays?\b", words, re.I):
        days |= set(_WEEKDAYS)
    return tuple(sorted(days))


def _minutes(clock: re.Match[str]) -> tuple[int, int] | None:
    def at(hour: str, minute: str | None, half: str | None) -> int:
        value = int(hour) % 12 + (12 if (half or "").lower() == "pm" else 0) if half else int(hour)
        return value * 60 + int(minute or 0)

    since = at(clock.group(1), clock.group(2), clock.group(3))
    until = at(clock.group(4), clock.group(5), clock.group(6))
    if not (clock.group(2) or clock.group(3) or clock.group(5) or clock.group(6)):
        return None
    if until == 0 or until > END_OF_DAY:
        until = END_OF_DAY
    return (since, until) if since < until else None


# --- further ones -----------------------------------------------------------------------------------------------------

_FURTHER = re.compile(
    rf"\b(?:each|per [a-z]+|every|for)\s+(?:one |extra |further )?(?:[a-z]+ )?(?:over|beyond|above|after|past)\s+(?:the )?(?:first )?({NUMBER})\b"
    rf"|\b(?:over|beyond|above|after|past) the first ({NUMBER})\b"
    rf"|\b(third|fourth|fifth|sixth|second) and further\b|\b(?:each )?(?:further|additional|extra|another)\b",
    re.I,
)
_LEAST_SHARED = 0.34


def _further(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Each beyond the first 5” belongs to the item that says “up to 5”."""
    for item in items:
        words = f"{item.name}. {item.description}"
        said = _FURTHER.search(words)
        if said is None:
            continue
        if said.group(1) or said.group(2):
            first = _value(said.group(1) or said.group(2))
        elif said.group(3):
            first = _value(said.group(3)) - 1
        else:
            first = None
        best: tuple[float, ItemWords, Decimal, str] | None = None
        for other in items:
            if other.code == item.code:
                continue
            for count, of in _included_in(other):
                if first is not None and count != first:
                    continue
                shared = _overlap(f"{item.name} {item.description}", f"{other.name} {of}")
                if (first is not None or shared >= _LEAST_SHARED) and shared > 0 and (best is None or shared > best[0]):
                    best = (shared, other, count, of)
        if best is not None:
            yield best[1].code, Included(best[2], best[3], item.code)


def _included_in(item: ItemWords) -> Iterator[tuple[Decimal, str]]:
    words = f"{item.name}. {item.description}"
    for found in re.finditer(
        rf"\b(?:up to|first|includes?|including|covers)\s+(?:the first |up to )?({NUMBER})\s+((?:m|metres?)\b(?: of [a-z]+)?|[a-z]{{3,}}(?: [a-z]{{3,}})?)",
        words,
        re.I,
    ):
        of = found.group(2).lower()
        if not set(of.split()) & (_NO_COUNT - {"keys", "key"}):
            yield _value(found.group(1)), of
    for found in re.finditer(rf"\b({NUMBER})\s+([a-z]{{3,}})\s+(?:is |are )?included\b", words, re.I):
        yield _value(found.group(1)), found.group(2).lower()


# --- sentences --------------------------------------------------------------------------------------------------------

_ASKED = re.compile(r"\b(?:only )?(?:if|when|where|once)\b[^,.;]*\b(?:ask(?:s|ed)?|want(?:s|ed)?|request(?:s|ed)?|is to come off|come off|taken away|to go)\b|\bonly (?:added )?(?:if|when) asked\b|\bon request\b|\bif asked\b", re.I)  # fmt: skip
_NEEDS = {
    "photos": re.compile(r"\bphotos?\b|\bpictures?\b", re.I),
    "make_model": re.compile(r"\bmake (?:and|&|/|or) model\b|\bmodel (?:number|no)\b|\bmake of\b", re.I),
    "num_bathrooms": re.compile(r"\bnumber of bathrooms\b|\bhow many bathrooms\b", re.I),
    "property_size": re.compile(r"\bnumber of (?:bed)?rooms\b|\bproperty size\b|\bsize of the (?:property|house)\b|\bhow many bedrooms\b", re.I),
    "tile_size": re.compile(r"\btile size\b|\bsize of (?:the )?tiles?\b", re.I),
    "house_age": re.compile(r"\bage of (?:the )?(?:house|property|building)\b|\bhouse age\b|\bwhen (?:the house|it) was built\b", re.I),
    "dimensions": re.compile(r"\bmeasurements?\b|\bdimensions?\b|\bwidth and (?:height|length|drop)\b|\bsizes\b", re.I),
    "access": re.compile(r"\baccess\b|\bparking\b", re.I),
    "area": re.compile(r"\b(?:floor )?area\b(?! is)", re.I),
    "length": re.compile(r"\blength\b(?! is)", re.I),
    "fault_detail": re.compile(r"\berror code\b|\bfault code\b|\bwhat (?:it is doing|is wrong)\b|\bsymptoms?\b", re.I),
}  # fmt: skip
_FIRM = re.compile(
    r"\bneed(?:s|ed)?\b.*\bto (?:quote|price|firm)\b|\bbefore (?:the|a|any|we|i) (?:firm |fixed )?(?:price|quote|quoting|can)|\bprovisional (?:until|without)\b|\bnot firm (?:until|without)\b|\bonly (?:priced|quoted) (?:with|from|after)\b|\bneeds? (?:photos?|pictures?)\b",
    re.I,
)
_BUILT = re.compile(r"\b(?:built )?(?:before|pre[- ]?)\s?(1[89]\d\d|20\d\d)\b", re.I)
_AGED = re.compile(r"\b(\d{2})\s?(?:or over|and over|\+|plus|years or over)|\bover (?:the age of )?(\d{2})\b", re.I)
_STOREYS = re.compile(rf"\b({NUMBER})[- ]stor(?:e?y|ies|eys)", re.I)
_PER = re.compile(
    rf"\b(?:one|an?|1)\b[^,;]*?\b(?:for (?:each|every)|per)\s+(?:started |part of |additional )?({NUMBER})\s*(?:{_UNIT}\b)?",
    re.I,
)
_ABOVE = re.compile(rf"\b(?:more than|over|above|beyond)\s+({NUMBER})\b", re.I)


class _Reader:
    """Reads one sentence against the items of a list."""

    def __init__(self, items: Sequence[ItemWords]) -> None:
        self.items = {item.code: item for item in items}
        codes = sorted(self.items, key=len, reverse=True)
        self.code = re.compile(rf"(?<!\w)({'|'.join(re.escape(code) for code in codes)})(?!\w)") if codes else None

    def rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        if self.code is None or not sentence:
            return
        outright = [
            *self._together(sentence, self._codes(sentence)),
            *self._included(sentence, self._codes(sentence)),
            *self._only_if(sentence, self._codes(sentence)),
        ]
        yield from outright
        for clause in re.split(r"\s*;\s*", sentence):
            codes = self._codes(clause)
            if not outright:
                yield from self._adds(clause, codes)
            yield from self._needs(clause, codes)
            yield from self._alone(clause, codes)

    def _codes(self, text: str) -> list[str]:
        return [found.group(1) for found in self.code.finditer(text)] if self.code is not None else []

    def _together(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        said = re.search(r"\b(?:not|instead of|rather than|in place of|never)\b", sentence, re.I)
        if said is None or len(codes) < 3:
            return
        head = [code for code in codes if sentence.find(code) < said.start()]
        tail = [code for code in codes if sentence.find(code) > said.start()]
        if len(head) == 1 and len(tail) == 2:
            yield head[0], Together(tuple(tail))
        elif len(tail) == 1 and len(head) == 2:
            yield tail[0], Together(tuple(head))

    def _included(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        further = re.search(r"\b(?:further|additional|extra|each (?:one )?(?:over|above|beyond)|over \d|beyond|after that|more than)\b", sentence, re.I)  # fmt: skip
        first = re.search(
            rf"\b(?:first|includes?|including|covers?|up to)\s+(?:the first |up to )?({NUMBER})\s*(m\b|metres?|[a-z]{{3,}}(?: [a-z]{{3,}})?)?",
            sentence,
            re.I,
        )
        if further is None or first is None or not codes:
            return
        then = next((code for code in codes if sentence.find(code) > further.start()), codes[-1])
        bases = [code for code in codes if code != then] or self._about(sentence[: further.start()], besides=(then,))
        of = _noun(first.group(2) or "")
        for base in bases[: len(codes) - 1 or None]:
            yield base, Included(_value(first.group(1)), of, then)

    def _only_if(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        aged = _AGED.search(sentence)
        if aged and codes and re.search(r"\bonly (?:when|if|where)\b|\bonly for\b", sentence, re.I):
            other = codes[1] if len(codes) > 1 else ""
            yield codes[0], OnlyIf(Condition("age_at_least", number=int(aged.group(1) or aged.group(2))), other)

    def _adds(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        says = re.search(r"\badd(?:s|ed)?\b|\bplus\b|\bneeds?\b|\brequires?\b|\bcomes with\b|\bcarr(?:y|ies)\b|\bis charged\b|\balso\b", sentence, re.I)  # fmt: skip
        if says is None or not codes or _FIRM.search(sentence):
            return
        asked = bool(_ASKED.search(sentence))
        built = _BUILT.search(sentence)
        storeys = _STOREYS.search(sentence)
        when: list[Condition] = []
        if asked:
            when.append(Condition("asked"))
        if built:
            when.append(Condition("built_before", number=int(built.group(1))))
        if storeys:
            when.append(Condition("storeys_at_least", number=int(_value(storeys.group(1)))))
        unless = re.search(r"\bunless (?:the )?(?:customer says )?([^,;.]+)", sentence, re.I)
        if re.match(r"non-?emergency|other than emergenc", sentence, re.I):
            added = codes[0]
            for code in self.items:
                if code != added and not re.search(r"\bemergency\b|\bentry\b", self.items[code].name, re.I):
                    yield code, Adds(added, when=(Condition("no_emergency"),))
            return
        for added in codes:
            place = sentence.find(added)
            if re.search(rf"{re.escape(added)}[^,;.]{{0,12}}\b(?:is|are) not added", sentence):
                continue
            clause = sentence[max(0, sentence.rfind(" and ", 0, place)) : place + 80]
            per = _PER.search(clause) or (_PER.search(sentence) if len(codes) == 1 else None)
            same = re.search(
                r"\bsame (?:area|length|quantity|number|amount)\b|\bper (?!job|visit|day|hour|week|room|metre|m\b|m2|sq)[a-z]{3,}",
                clause,
                re.I,
            )
            above = _ABOVE.search(sentence[:place])
            subject = sentence[: min(says.start(), place)]
            about = self._about(subject, besides=(added,))
            if not about:
                about = self._about(self.items[added].name, besides=(added,)) if asked else []
            basis = "started" if per else "same" if same else "once"
            words = _topic(subject) if built or "artex" in sentence.lower() else ""
            conditions = (*when, Condition("said", words=words)) if words else tuple(when)
            for code in about:
                yield (
                    code,
                    Adds(
                        added,
                        basis,
                        _value(per.group(1)) if per else Decimal(0),
                        _value(above.group(1)) if above else Decimal(0),
                        conditions,
                        unless.group(1).strip() if unless else "",
                    ),
                )

    def _needs(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if not _FIRM.search(sentence):
            return
        said = re.search(r"\bneeds?\b|\bneeded\b|\bonly\b|\bprovisional\b|\bnot firm\b|\brequires?\b", sentence, re.I)
        subject = sentence[: said.start()] if said else sentence
        about = list(codes) or self._about(subject, besides=())
        facts = [fact for fact, pattern in _NEEDS.items() if pattern.search(sentence[said.start() if said else 0 :])]
        for code in about:
            for fact in facts:
                yield code, NeedsFact(fact)

    def _alone(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if not re.search(r"\b(?:call[- ]?out|visit|attendance|first hour)\b.*\bonly\b|\bonly\b.*\b(?:call[- ]?out|visit|attendance)\b", sentence, re.I):  # fmt: skip
            return
        if not re.search(r"\bfault|\bemergenc|\bdiagnos|\binvestigat|\bcall[- ]?outs?\b|\bfind", sentence, re.I):
            return
        for item in self.items.values():
            if item.code in codes or re.search(
                r"\bcall[- ]?out\b|\bfirst hour\b|\bfault visit\b|\bdiagnostic", item.name, re.I
            ):
                yield item.code, Alone()

    def _about(self, subject: str, besides: Sequence[str]) -> list[str]:
        """Items that a subject like “ridge, chimney and re-roof work” speaks of, each of its parts by itself.

        The items that share most words with a part are meant; where the part says what is done (“boiler replacement”), an
        item that does something else (“boiler service”) is not.
        """
        found: list[str] = []
        done = _action(subject)
        for part in re.split(r",|\band\b|\bor\b|/", subject):
            wanted = set(_stems(part)) - _GENERAL
            shared = {
                code: len(wanted & set(_stems(item.name)))
                for code, item in self.items.items()
                if code not in besides and wanted & set(_stems(item.name))
            }
            if not shared:
                continue
            most = max(shared.values())
            best = [code for code, count in shared.items() if count == most]
            if done:
                same = [code for code in best if done in _actions(self.items[code].name)]
                plain = [code for code in best if not _actions(self.items[code].name)]
                if same:
                    best = same if done in ("remove", "service", "clean") else [*same, *plain]
            found += [code for code in best if code not in found]
        return found


_ACTIONS: Mapping[str, str] = {
    "replace": r"re-?plac|\bswap|\bnew\b|\binstall|\bupgrad|\bconver|\bfit\b|\bfitted\b|\bsupply",
    "service": r"\bservic|\brecord\b|\binspect|\breport\b|\bcheck\b|\bsurvey",
    "repair": r"\brepair|\bmend|\bfix(?:ing)?\b|\bpatch",
    "remove": r"\bremov|\btak(?:e|ing) (?:away|up|off)|\bstrip|\blift|\bdispos",
    "clean": r"\bclean",
}


def _actions(name: str) -> set[str]:
    return {action for action, pattern in _ACTIONS.items() if re.search(pattern, name, re.I)}


def _action(subject: str) -> str:
    """The one thing that a subject does, or nothing where it says several or none."""
    found = _actions(subject)
    return found.pop() if len(found) == 1 else ""


_GENERAL = frozenset(
    """work job price line quot charg add custom more than one visit and or the a of for per each any on in is are old new
    need area same remov replac fit suppli with this that all only if when ask storey hous two three swap
    room metr same rate standard befor after built sinc until once also""".split()
)


def _topic(subject: str) -> str:
    """“Any textured (Artex) ceiling” → “textured artex”: what must be meant for the rule to speak."""
    found = re.findall(r"\b(?:textured|artex|asbestos|lead|slate|thatch|listed)\b", subject, re.I)
    return " ".join(dict.fromkeys(word.lower() for word in found))


def _noun(text: str) -> str:
    words = [word for word in text.lower().split() if word not in ("are", "is", "in", "of", "and", "the", "each")]
    return words[0] if words else ""


def _overlap(one: str, other: str) -> float:
    first, second = set(_stems(one)) - _GENERAL, set(_stems(other)) - _GENERAL
    return len(first & second) / max(1, min(len(first), len(second)))


def _value(text: str) -> Decimal:
    return Decimal(NUMBERS[text.lower()]) if text.lower() in NUMBERS else Decimal(text)


def _stems(text: str) -> list[str]:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return [
        str(_local.stemmer.stemWord(word))
        for word in re.findall(r"[a-z]{3,}", re.sub(r"\bre-(?=[a-z])", "re", text.lower()))
    ]
