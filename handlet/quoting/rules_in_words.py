"""Reads typed rules out of what owners write: descriptions of their items, and rules on charging in sentences.

What is read is a suggestion. The owner sees it in plain words (`rules.Rule.in_words`) and confirms, changes or deletes it.
A sentence in which nothing is found stays what it is: words for a person.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import snowballstemmer

from handlet.quoting.rules import (
    END_OF_DAY,
    HOLIDAY,
    Adds,
    Alone,
    Band,
    Condition,
    Guide,
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
from handlet.quoting.tiers import limits

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(NUMBERS)})"
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


def suggest(items: Sequence[ItemWords], sentences: Sequence[str]) -> Mapping[str, Sequence[Rule]]:
    """Rules by code, each once, in the order in which they were found. Codes without a rule are left out."""
    items = [
        replace(item, name=_plain_numbers(item.name), description=_plain_numbers(item.description)) for item in items
    ]
    found: dict[str, list[Rule]] = {}

    def add(code: str, rule: Rule) -> None:
        rules = found.setdefault(code, [])
        if rule not in rules:
            rules.append(rule)

    for item in items:
        for rule in of_item(item):
            add(item.code, rule)
    for code, rule in (*_further(items), *_per_started(items), *_labour(items), *_beyond_days(items), *_floors(items)):
        add(code, rule)
    reader = _Reader(items)
    for sentence in sentences:
        for whole in _wholes(_plain_numbers(sentence), reader.codes):
            for code, rule in reader.rules(whole):
                if isinstance(rule, Included) and not rule.of:
                    rule = replace(rule, of=_noun_of(rule, reader.items[code], found.get(code, ())))
                if isinstance(rule, Included | OnlyIf | Minimum):
                    # What a sentence says outright counts for more than what was guessed from a description.
                    found[code] = [one for one in found.get(code, []) if not _says_again(rule, one)]
                add(code, rule)
    for code, rule in _pairs(
        items, {rule.then for rules in found.values() for rule in rules if isinstance(rule, Included)}
    ):
        add(code, rule)
    named = {item.code: item.name for item in items}
    described = {item.code: item.description for item in items}
    for code, band in limits(named, described, [_plain_numbers(one) for one in sentences], found, _bands):
        add(code, band)
    covered = {(rule.then, rule.first) for rules in found.values() for rule in rules if isinstance(rule, Included)}
    for code, rules in found.items():
        # “Per m over 3 m” says where it begins, not how long the pipe must be.
        rules = [rule for rule in rules if not (isinstance(rule, Band) and (code, rule.low) in covered)]
        found[code] = rules
        included = [rule for rule in rules if isinstance(rule, Included)]
        if included:
            # “Up to 5 tiles” with a price for each further tile is no limit.
            found[code] = [
                rule
                for rule in rules
                if not (isinstance(rule, Band) and rule.high in {one.first for one in included} and rule.low is None)
            ]
    return {code: rules for code, rules in found.items() if rules}


_EXCEPTS = re.compile(
    r"\b(?:do|does|is|are) not\b(?:\W+(?:need|have|carry|pay|get|take)\b[^,;.]{0,12}|\W+(?:charged|added)\b[^,;.]{0,12})?|\b(?:don|doesn|isn|aren)['’]t\b(?: need[^,;.]{0,8})?",
    re.I,
)
_EXCEPT_WHERE = re.compile(r"\b(?:not?r?|never)\b[^.;]*?\b(?:where|if|when)\s+(?:the\s+)?([^,;.]+)", re.I)


def _plain_numbers(text: str) -> str:
    """“4,500 litres” → “4500 litres”."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _wholes(text: str, codes_in: Callable[[str], Sequence[str]]) -> list[str]:
    """The sentences of a text. One that only says what the one before it is not for stands with it: “Lock-outs do not.”"""
    found: list[str] = []
    for piece in re.split(r"(?<=[A-Za-z0-9)])\.(?:\s+|$)", text):
        whole = piece.strip()
        if (
            found
            and whole
            and not codes_in(whole)
            and codes_in(found[-1])
            and _EXCEPTS.search(whole)
            and len(whole) < 140
        ):
            where = _EXCEPT_WHERE.search(whole)
            found[-1] += f" unless {where.group(1)}" if where else f"; {whole}"
        else:
            found.append(whole)
    return found


def _noun_of(rule: Included, item: ItemWords, known: Sequence[Rule]) -> str:
    """“LE40 covers 8, each more is LE41”: eight of what stands in the item’s own words."""
    same = [one.of for one in known if isinstance(one, Included) and one.first == rule.first and one.of]
    same += [of for count, of in _included_in(item) if count == rule.first]
    return same[0] if same else ""


def _says_again(rule: Rule, before: Rule) -> bool:
    if isinstance(rule, Included) and isinstance(before, Included):
        return rule.then == before.then or rule.of == before.of or not before.of
    return type(rule) is type(before)


# --- one item ---------------------------------------------------------------------------------------------------------

_OWN = re.compile(
    r"\b(?:(?:customer|client|you|(?<!on )their)(?:['’]?s|r)? own(?! home)|suppl(?:ied|y) by (?:the )?(?:customer|client|you|others)|by (?:the )?customer|not supplied"
    r"|customer(?:['’]s)? (?:supplies|to supply|has|provides|buys)|customer['’]s|client['’]s|labour only|fit only|you supply)\b",
    re.I,
)
_OURS = re.compile(
    r"\b(?:suppl(?:y|ied) (?:and|&|\+) |supply/|we supply|(?<!not )included?\b(?! (?:attendance|travel|certificate)))",
    re.I,
)
_UNITS = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metres": "m", "metre": "m",
          "mm": "mm", "cm": "cm", "kw": "kW", "ft": "ft", "feet": "ft", "inch": "inch", "inches": "inch", "kg": "kg", "kilos": "kg",
          "litre": "litre", "litres": "litre"}  # fmt: skip
_UNIT = r"(?:m2|m²|sq ?m|square metres|metres?|mm|cm|m|kw|ft|feet|inches|inch|kg|kilos|litres?)"
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
_COUNTED_RANGE = re.compile(
    r"(?<![:.\d])\b(?P<a>\d{1,2})\s*(?:to|[-–])\s*(?P<b>\d{1,2})\s+(?P<of>(?!am\b|pm\b|or\b|and\b|on\b|in\b|working\b)[a-z]{3,})",
    re.I,
)
_AGE = re.compile(r"\b(?:aged?\s+)?(\d{2})\s*(?:or over|and over|\+|plus)", re.I)
_MEASURES = {
    "high": "height", "tall": "height", "height": "height", "drop": "height", "wide": "width", "across": "width", "width": "width", "long": "length",
    "length": "length", "thick": "size", "pipe": "size", "deep": "size",
}  # fmt: skip
# Counted things that say how long a visit is or where it is, not how much is wanted.
_NO_COUNT = {"hour", "hours", "days", "day", "miles", "mile", "coats", "coat", "year", "years", "visits", "storey", "storeys", "stories",
             "pots", "up", "plus", "with", "wall", "keys", "key", "minutes", "people", "layers", "floors", "weeks", "months", "bed", "beds",
             "bedrooms", "bedroom", "and", "but", "or", "to"}  # fmt: skip


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
    windows = _windows(description, timed=words) if _CLOCK.search(description) else ()
    windows = windows or _windows(words)
    if windows:
        yield Hours(windows)
    age = _AGE.search(words)
    if age and re.search(r"\b(?:aged?|years?|over 60|pension)", words, re.I):
        yield OnlyIf(Condition("age_at_least", number=int(age.group(1))))
    yield from _bands(words)
    yield from _several(name, description)


def _several(name: str, description: str) -> Iterator[Band]:
    """“Skip bag, three or more”: a price by the number taken."""
    found = _OR_MORE.search(name) or re.search(
        rf"\bper [a-z]+ (?:where|when|if|for) ({NUMBER}) or (more|fewer|less)\b", description, re.I
    )
    if found and _last(name.split(",")[0]) not in _NO_COUNT:
        value, of = _value(found.group(1)), _last(_OR_MORE.sub(" ", name.split(",")[0]).strip())
        if of:
            more = found.group(2).lower() == "more"
            yield Band("count", value if more else None, None if more else value, of=of)


_OR_MORE = re.compile(rf"\b({NUMBER}) or (more|fewer|less)\b(?! bed)", re.I)

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


def _bands(words: str) -> Iterator[Band]:
    beds = _BEDS.search(words)
    if beds and not re.match(r"first|second|third|fourth|fifth|sixth", beds.group(1), re.I):
        low = 0 if beds.group(1).lower() == "studio" else int(_value(beds.group(1)))
        high = int(_value(beds.group(2))) if beds.group(2) else low
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
    for found in _COUNTED_RANGE.finditer(words):
        of = found.group("of").lower()
        if not set(of.split()) & _NO_COUNT and not re.fullmatch(rf"(?:{_UNIT}|bed.*|wide|high)", of, re.I):
            yield Band("count", _value(found.group("a")), _value(found.group("b")), of=of)
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
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(?:[-–]|to|till|til|until)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?(?![\w%])",
    re.I,
)
_STANDARD = re.compile(r"\b(?:standard|normal|working|office|daytime) hours\b|\bin hours\b", re.I)
_OUT = re.compile(r"\bout[- ]of[- ]hours\b|\bafter[- ]hours\b|\bunsocial\b", re.I)
_WEEKDAYS = (0, 1, 2, 3, 4)
_DAY_BEGINS, _DAY_ENDS = 8 * 60, 18 * 60
_OUT_OF_HOURS = (
    Window(_WEEKDAYS, 0, _DAY_BEGINS),
    Window(_WEEKDAYS, _DAY_ENDS, END_OF_DAY),
    Window((5, 6, HOLIDAY)),
)


_AFTER = re.compile(r"\b(?:after|from) (\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\b", re.I)
_TIMED = re.compile(
    r"\bhours?\b|\bcall[- ]?out|\bvisit|\bentry|\bemergency|\battend|\bdiagnos|\block[- ]?out|\bevening|\bnight|\bweekend|\bdaytime|\bunlock|\bopening",
    re.I,
)


def _windows(words: str, *, timed: str = "") -> tuple[Window, ...]:
    """Hours that a call-out, an entry or labour is priced for. “Before 9 or after 5” of a clean is no such thing.

    timed: where it stands that the price goes by the time, if not in the same words.
    """
    if not _TIMED.search(timed or words) or re.search(
        r"\b(?:night|evening) (?:latch|light|storage)|\bsupplement\b|\bclean\b", words, re.I
    ):
        return ()
    found: list[Window] = []
    if re.search(
        r"\b(?:evenings?|nights?)\b.*\bweekends?\b|\bweekends?\b.*\b(?:evenings?|nights?)\b", words, re.I
    ) and not (_CLOCK.search(words) or _AFTER.search(words)):
        return _OUT_OF_HOURS
    late = re.search(r"\b(?:evenings?|nights?)\b(?:,| or| and|/)", words, re.I)
    if late and _days(words) and not (_CLOCK.search(words) or _AFTER.search(words)):
        # “Evening or Sunday, bank holidays too”
        whole = _days(words)
        others = tuple(day for day in (*_WEEKDAYS, 5) if day not in whole)
        return (Window(others, 0, _DAY_BEGINS), Window(others, _DAY_ENDS, END_OF_DAY), Window(whole))
    everyday = (*_WEEKDAYS, 5, 6, HOLIDAY)
    for piece in _day_pieces(words):
        days = _days(piece)
        clock, after = _CLOCK.search(piece), _AFTER.search(piece)
        spans = _spans(clock) if clock else ()
        if spans:
            found += [Window(days or everyday, since, until) for since, until in spans]
        elif after and _minute(after.group(1), after.group(2), after.group(3)):
            since = _minute(after.group(1), after.group(2), after.group(3))
            found += [Window(_WEEKDAYS, since, END_OF_DAY), Window(_WEEKDAYS, 0, _DAY_BEGINS)]
        elif (
            days
            and not re.search(r"\bper\b", piece, re.I)
            and (found or not re.search(r"\bevenings?\b|\bnights?\b", piece, re.I))
        ):
            found.append(Window(days))
    if found and not _OUT.search(words):
        return _within(found)
    if _OUT.search(words) or re.search(r"\bevenings?\b.*\bweekends?\b|\bweekends?\b.*\bevenings?\b", words, re.I):
        return _OUT_OF_HOURS
    if _STANDARD.search(words):
        return (Window(_WEEKDAYS, _DAY_BEGINS, _DAY_ENDS),)
    if re.search(r"\bweekends?\b", words, re.I):
        return (Window((5, 6, HOLIDAY)),)
    return ()


def _day_pieces(words: str) -> list[str]:
    """Days with their times; “Sundays and bank holidays 08:00–23:00” is one piece."""
    pieces: list[str] = []
    waiting = ""
    behind = False
    for piece in re.split(
        r",? and (?=all day|sun|bank|weekend)|;|, (?=(?:and |all day|sun|sat|bank|weekend))", words, flags=re.I
    ):
        whole = f"{waiting} {piece}".strip()
        timed = _CLOCK.search(piece) or _AFTER.search(piece) or re.search(r"\ball day\b", piece, re.I)
        if timed or not _days(piece):
            pieces += [whole] if timed else [part for part in (waiting, piece) if part]
            # “08:00–22:00 on Saturday, Sunday and bank holidays”: the times stand before the days.
            behind = bool(timed and re.match(r"\s*(?:on |at )?[a-z]*day|\s*(?:on|at) ", piece[timed.end() :], re.I))
            waiting = ""
        elif behind and pieces:
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            waiting = whole
    return [*pieces, waiting] if waiting else pieces


def _within(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Where Sunday has a window of its own, one for every day leaves it out."""
    own = {day for window in windows if len(window.days) <= 3 for day in window.days}
    return tuple(
        Window(tuple(day for day in window.days if day not in own), window.since, window.until)
        if len(window.days) > 4 and own and (window.since, window.until) != (0, END_OF_DAY) and not _is_night(window)
        else window
        for window in windows
    )


def _is_night(window: Window) -> bool:
    return window.until <= _DAY_BEGINS or window.since >= 22 * 60


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
    if re.search(r"\b(?:bank|public) hol", words, re.I):
        days.add(HOLIDAY)
    if re.search(r"\bweekdays?\b", words, re.I):
        days |= set(_WEEKDAYS)
    return tuple(sorted(days))


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    value = int(hour) % 12 + (12 if (half or "").lower() == "pm" else 0) if half else int(hour)
    return value * 60 + int(minute or 0)


_DAYS_BEFORE = re.compile(rf"\b(?:weekdays?|weekends?|{_DAY})[\s,:]*\Z", re.I)


def _spans(clock: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """From and until in minutes; a night is two spans."""
    if not (clock.group(2) or clock.group(3) or clock.group(5) or clock.group(6)):
        # “2 to 4” may be anything; right behind the days, “weekdays 8 to 6” is a working day.
        since, until = int(clock.group(1)), int(clock.group(4))
        plain = _DAYS_BEFORE.search(clock.string[: clock.start()]) and 5 <= since <= 12 and 1 <= until <= since
        return ((since * 60, (until + 12) * 60),) if plain and until < 12 else ()
    since = _minute(clock.group(1), clock.group(2), clock.group(3))
    until = _minute(clock.group(4), clock.group(5), clock.group(6)) or END_OF_DAY
    if max(since, until) > END_OF_DAY:
        return ()
    return ((since, until),) if since < until else ((since, END_OF_DAY), (0, until))


# --- further ones -----------------------------------------------------------------------------------------------------

_FURTHER = re.compile(
    r"\b(?:beyond|past) (?:the )?\d|\b(?:each|every|per) [a-z]+ more\b|\b(?:further|additional|extra|another|larger|each over|each beyond|and further|beyond the first|over the first)\b"
    r"|\b(?:each|per [a-z0-9²]+|every) (?:one |extra |further )?(?:[a-z]+ )?(?:over|beyond|above|after|past)\b",
    re.I,
)
_BEYOND = re.compile(rf"\b(?:over|beyond|above|after|past)\s+(?:the )?(?:first )?({NUMBER})\b", re.I)
_ORDINAL = re.compile(r"\b(second|third|fourth|fifth|sixth) and (?:further|subsequent)\b", re.I)
_LEAST_SHARED = 0.5
_RUNS = re.compile(r"\b\d+ ?m(?:etres)? (?:from|of|away|run)\b", re.I)
_TIME = {"minutes", "minute", "hour", "hours", "mins", "half", "visit", "visits"}


def _further(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Each beyond the first 5” belongs to the item that says “up to 5”, and “further tap” to the one that says “first”."""
    # Once for each item, and not for each pair of them: lists of two thousand prices are read while somebody waits.
    holding = [
        (other, included)
        for other in items
        if (
            included := [
                one
                for one in _included_in(other)
                # “Further TV point, up to 20 m of cable” holds cable like any other.
                if not _FURTHER.search(f"{other.name}. {other.description}")
                or (re.match(r"m\b|metres?", one[1]) and not re.search(r"\bbeyond\b|\bover\b", other.name, re.I))
            ]
        )
    ]
    for item in items:
        words = f"{item.name}. {item.description}"
        said = _FURTHER.search(item.name) or re.search(
            r"\b(?:each|per)\b.*\b(?:further|over|beyond)\b|\bfurther\b", item.description, re.I
        )
        if not said or re.search(r"\b(?:labour|half hour|hour|time)\b", item.name, re.I):
            continue
        if re.search(r"\bover \d+ (?:m|mm|cm|kg|inch|x)\b", item.name, re.I):
            continue
        beyond, ordinal = _BEYOND.search(words), _ORDINAL.search(words)
        first = _value(beyond.group(1)) if beyond else _value(ordinal.group(1)) - 1 if ordinal else None
        fitting: list[tuple[float, ItemWords, Decimal, str]] = []
        for other, included in holding:
            if other.code == item.code:
                continue
            for count, of in included:
                if set(of.split()) & _TIME or (first is not None and count != first):
                    continue
                if first is None and (count != 1 and re.match(r"m2?\b|metres?", of)):
                    continue
                shared = _overlap(f"{item.name} {item.description}", f"{other.name} {of}")
                run = first not in (None, 1) and item.unit.lower() == "m" and _RUNS.search(other.description)
                if run or shared >= (0.2 if first is not None and first != 1 else _LEAST_SHARED):
                    fitting.append((shared, other, count, of))
        best = max((shared for shared, _, _, _ in fitting), default=0.0)
        for shared, other, count, of in fitting:
            same = first is not None and first != 1 and of.split()[0].rstrip("s") in words.lower()
            if shared >= best - 0.01 or (first is not None and first != 1 and "mile" in of) or same:
                yield other.code, Included(count, of, item.code, _started_step(item))


_AGAIN = re.compile(r"\b(?:further|additional|extra|another|subsequent|second)\b", re.I)
_NO_NOUN = frozenset(
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


def _pairs(items: Sequence[ItemWords], known: Collection[str]) -> Iterator[tuple[str, Rule]]:
    """“Wasp nest” and “Additional wasp nest”: the first and those after it, without a word of how many it covers.

    known: codes that another rule charges for further ones already.
    """
    for item in items:
        if item.code in known or not _AGAIN.search(item.name) or item.unit.lower() in _MEASURED:
            continue
        if re.search(
            r"\b(?:labour|half[- ]hour|hour|time|week|day|month|metre|mile|bathroom|key|coat|floor|visit|treatment)s?\b",
            item.name,
            re.I,
        ):
            continue
        wanted = set(_stems(item.name)) - _NO_NOUN
        fitting = [
            (len(set(_stems(other.name)) - wanted), other)
            for other in items
            if other is not item
            and not _AGAIN.search(other.name)
            and other.unit.lower() not in _MEASURED
            and wanted
            and wanted <= set(_stems(f"{other.name} {other.description}"))
            and wanted & set(_stems(other.name))
        ]
        least = min((more for more, _ in fitting), default=0)
        nouns = [word for word in re.findall(r"[a-z]{3,}", item.name.lower()) if _stems(word)[0] not in _NO_NOUN]
        for more, other in fitting:
            if (
                more == least
                and nouns
                and (more == 0 or re.search(r"\bsame (?:visit|room|trip|job|time)\b", item.description, re.I))
            ):
                yield other.code, Included(Decimal(1), nouns[-1], item.code)


def _included_in(item: ItemWords) -> Iterator[tuple[Decimal, str]]:
    """What an item says it covers: how many of what. “First tap” covers one."""
    words = f"{item.name}. {item.description}"
    for found in re.finditer(
        rf"\b(?:up to|first|includes?|including|covers)\s+(?:the first |up to )?({NUMBER})\s+((?:m2|m²|m|metres?)(?![a-z0-9])(?: of [a-z]+)?|[a-z]{{3,}}(?: [a-z]{{3,}})?)",
        words,
        re.I,
    ):
        of = re.sub(r" (?:plus|included|over|and|only|are|is|per)$", "", found.group(2).lower())
        if not set(of.split()) & (_NO_COUNT - {"miles", "mile"}):
            yield _value(found.group(1)), of
    for found in re.finditer(rf"\b({NUMBER})\s+([a-z]{{3,}})\s+(?:is |are )?included\b", words, re.I):
        if found.group(2).lower() not in _NO_COUNT:
            yield _value(found.group(1)), found.group(2).lower()
    for found in re.finditer(r"\bfirst ([a-z]{3,}(?: [a-z]{3,})?)", words, re.I):
        said = found.group(1).lower().split()
        if said[0] not in NUMBERS and not set(said) & {*_TIME, "clean", "coat", "floor", "fix"}:
            yield Decimal(1), found.group(1).lower()


def _per_started(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“One per started 10 m2 of tiles taken off”: comes with the items that take tiles off."""
    for item in items:
        said = re.search(rf"\bper (?:each )?started ({NUMBER})\s*{_UNIT}? of ([^.,]+)", item.description, re.I)
        if said:
            for code in _Reader(items)._about(said.group(2), besides=(item.code,)):
                yield code, Adds(item.code, "started", _value(said.group(1)))


def _labour(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
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
        out = bool(_OUT.search(words) or re.search(r"\bweekend|\bevening|\burgent\b", words, re.I))
        fitting = [
            other
            for other in further
            if out == bool(_OUT.search(f"{other.name} {other.description}") or re.search(r"\bweekend|\bevening", f"{other.name} {other.description}", re.I))
        ]  # fmt: skip
        if len(fitting) == 1:
            half = re.search(r"\bhalf[- ]hour", f"{fitting[0].name} {fitting[0].description}", re.I)
            yield item.code, Included(hours, "hours", fitting[0].code, Decimal("0.5") if half else Decimal(1))


def _beyond_days(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“Further week, per skip, after the first 14 days” belongs to what is hired “up to 14 days”."""
    for item in items:
        words = f"{item.name}. {item.description}"
        over = _LONGER.search(words)
        unit = item.unit.lower()
        if over is None or unit not in _DAYS_IN:
            continue
        days = _value(over.group(1)) * _DAYS_IN[over.group(2).lower().rstrip("s")]
        for other in items:
            held = re.search(rf"\b({NUMBER})[- ](day|week|month)s?\b", f"{other.name} {other.description}", re.I)
            if other is item or held is None or _PERMIT.search(other.name) or other.unit.lower() in _DAYS_IN:
                continue
            if _value(held.group(1)) * _DAYS_IN[held.group(2).lower()] == days:
                yield other.code, Included(days, "days", item.code, _DAYS_IN[unit], bool(re.search(r"\bper (?!week|day|month)[a-z]+", words, re.I)))  # fmt: skip


def _floors(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
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


# --- sentences --------------------------------------------------------------------------------------------------------

_ASKED = re.compile(r"\b(?:only )?(?:if|when|where|once)\b[^,.;]*\b(?:ask(?:s|ed)?|want(?:s|ed)?|request(?:s|ed)?|is to come (?:off|up|out)|come (?:off|up|out)|taken away|to go|go away)\b|\bonly (?:added )?(?:if|when) asked\b|\bon request\b|\bunless (?:the )?customer (?:wants|asks)\b|\bif asked\b", re.I)  # fmt: skip
_ON_WISH = re.compile(
    r"\b(?:if|when|where|only if|only when|unless)\b[^,.;]*\b(?:they|customer|client|you)\b[^,.;]*\b(?:want|ask|need|request|like)|\bwhen (?:wanted|requested|needed)\b|\bas an (?:extra|option)\b|\boptional\b",
    re.I,
)
_NEEDS = {
    "photos": re.compile(r"\bphotos?\b|\bpictures?\b", re.I),
    "make_model": re.compile(r"\bmake (?:and|&|/|or) model\b|\bmodel (?:number|no)\b|\bmake of\b", re.I),
    "num_bathrooms": re.compile(r"\bnumber of bathrooms\b|\bhow many bathrooms\b", re.I),
    "property_size": re.compile(r"\bnumber of (?:bed)?rooms\b|\bproperty size\b|\bsize of the (?:property|house)\b|\bhow many bedrooms\b", re.I),
    "tile_size": re.compile(r"\btile size\b|\bsize of (?:the )?tiles?\b", re.I),
    "house_age": re.compile(r"\bage of (?:the |a )?(?:house|property|building|home)\b|\b(?:house|property)(?:['’]s)? age\b|\bwhen (?:the house|it) was built\b", re.I),
    "dimensions": re.compile(r"\bmeasurements?\b|\bdimensions?\b|\bwidth and (?:height|length|drop)\b|\bsizes\b|\bthe (?:width|drop|height|size)s?\b(?! of (?:the |a )?(?:property|house|tile|hedge))", re.I),
    "access": re.compile(r"\baccess\b|\bparking\b", re.I),
    "area": re.compile(r"\b(?:floor )?area\b(?! is)", re.I),
    "length": re.compile(r"\blength\b(?! is)", re.I),
    "hedge_height": re.compile(r"\bhedge(?:['’]s)? height\b|\bheight of (?:the |a )?hedge\b", re.I),
    "quantity": re.compile(r"\bnumber of (?!bathrooms|bedrooms|rooms|square)[a-z]+\b|\bhow many (?!bathrooms|bedrooms)", re.I),
    "customer_age": re.compile(r"\bage of the (?:customer|person)\b|\bhow old the (?:customer|person)\b", re.I),
    "material_supply": re.compile(r"\bwho (?:supplies|is supplying|buys)\b", re.I),
    "fault_detail": re.compile(r"\berror code\b|\bfault code\b|\bwhat (?:it is doing|is wrong)\b|\bsymptoms?\b", re.I),
}  # fmt: skip
_FIRM = re.compile(
    r"\b(?:estimate|guess|ballpark|guide|rough|indication)\w*\b[^.]*\b(?:until|till|before|without)\b[^.]*\b(?:photos?|pictures?|make|model|know|age|size|measurements)\b|\bfirm(?:ed)?(?: up| price)? (?:only )?(?:after|once|when|with|if)\b|\b(?:can['’]?t|cannot|can not|never) (?:be )?(?:priced|quoted|firm\w*|confirmed|price|quote|firm)\b|\bno (?:firm |fixed )?(?:price|quote)\b.*\b(?:until|before|without)\b"
    r"|\bto (?:quote|price|firm up)\b.*\b(?:need|ask|want)\b|\b(?:i|we) (?:always )?(?:need|ask for|want)\b.*\b(?:first|before|to (?:quote|price))\b|\b(?:priced|quoted) (?:only )?(?:from|on|after|once|with) (?:photos?|pictures?)\b"
    r"|\bprice is not (?:firm|fixed)\b|\bwithout\b.*\bnot (?:firm|fixed)\b|\bphotos? (?:are |is )?(?:needed|required|first|please)\b"
    r"|\bneed(?:s|ed)?\b.*\bto (?:quote|price|firm)\b|\bbefore (?:the|a|any|we|i) (?:firm |fixed )?(?:price|quote|quoting|can)|\bprovisional (?:until|without)\b|\bnot firm (?:until|without)\b|\bonly (?:priced|quoted) (?:with|from|after)\b|\bneeds? (?:photos?|pictures?)\b",
    re.I,
)
_DECIDES = {
    "property_size": re.compile(r"\bbedrooms?\b|\bsize of the (?:property|house|home)\b|\bhouse size\b", re.I),
    "tile_size": re.compile(r"\btile sizes?\b|\bsize of (?:the )?tiles?\b", re.I),
    "hedge_height": re.compile(r"\bhedge(?:['’]s)? height\b|\bheight of (?:the |a )?hedge\b", re.I),
    "area": re.compile(r"\b(?:lawn|floor|roof|garden|wall|patio) (?:size|area)\b|\bsize of (?:the |a )?(?:lawn|floor|roof|garden|wall|patio)\b|\bnumber of (?:square metres|m2)\b", re.I),
}  # fmt: skip
_GUIDE = re.compile(
    r"\b(?:is|are|stays?|remains?) (?:only |always |just )?(?:a |an )?(?:guide|estimate|ballpark|provisional)\w*(?: prices?| only| figures?)?(?: until| before| till| subject)?\b(?=.*\b(?:measur|seen|survey|visit|look)|\W*$| prices?\W*$)"
    r"|\bsubject to (?:a |my |our )?(?:survey|site visit|measur\w+|inspection|visit)\b"
    r"|\b(?:firm|fixed|confirmed|final|quoted|priced)\b(?: only| up)? (?:after|once|when|on|at|following)\b[^.]*\b(?:survey\w*|site visit|visit\w*|measur\w+|seen|looked|inspection)\b"
    r"|\b(?:needs?|require[sd]?|always) (?:a |my |our )?(?:survey|site visit|home visit|measuring(?: up)?)\b"
    r"|\bguide prices? (?:only )?(?:until|till|before)\b|\b(?:until|before|till|once) (?:i|we) (?:have |['’]ve )?(?:measured|seen it|surveyed|visited|been to (?:look|measure))\b",
    re.I,
)
_LONGER = re.compile(
    rf"\b(?:beyond|over|after|more than|longer than|past)\s+(?:the )?(?:first )?({NUMBER})[- ](days?|weeks?|months?|nights?)\b", re.I
)  # fmt: skip
_DAYS_IN = {"day": Decimal(1), "night": Decimal(1), "week": Decimal(7), "month": Decimal(30)}
_PERMIT = re.compile(r"\bpermit\b|\blicen[cs]e\b", re.I)


def _word_of(value: Decimal) -> str:
    return next((word for word, number in NUMBERS.items() if number == value), f"{value:f}")


_BUILT = re.compile(r"\b(?:built )?(?:before|pre[- ]?)\s?(1[89]\d\d|20\d\d)\b", re.I)
_AGED = re.compile(r"\b(\d{2})\s?(?:or over|and over|\+|plus|years or over)|\bover (?:the age of )?(\d{2})\b", re.I)
_STOREYS = re.compile(rf"\b({NUMBER})[- ](?:stor(?:e?y|ies|eys)|floors? (?:high|or more|and (?:up|over)))", re.I)
_PER = re.compile(
    rf"\b(?:one|an?|1)\b[^,;]*?\b(?:for (?:each|every)|per)\s+(?:started |part of |additional )?({NUMBER})\s*(?:{_UNIT}\b)?",
    re.I,
)
_ABOVE = re.compile(rf"\b(?:more than|over|above|beyond)\s+({NUMBER})\b", re.I)


_FURTHER_SAID = re.compile(
    r"\b(?:each )?(?:further|additional|extra|more)\b|\beach (?:one )?(?:over|above|beyond)\b|\bonly (?:the )?[a-z]+ over \d|\bbeyond\b|\bafter that\b"
    r"|\b(?:each|every|any) (?:one |other |single )?(?:[a-z0-9²]+ )?(?:over|above|beyond|after|past|more|on top)\b|\b(?:every|each|any) other\b"
    r"|\b(?:each|every|any) (?:[a-z]+ ){1,4}more\b|\b(?:second|third|fourth|fifth|sixth) (?:one )?on(?:wards?)?\b|\bfrom the (?:second|third|fourth|fifth|sixth)\b"
    r"|\bthe (?:second|third|fourth|fifth) (?:one )?(?:and|or) (?:each|every|any|all)\b|\bthen (?:it is |it['’]s )?(?:one|an?)\b|\bthen (?=[A-Z]{1,5}-?\d)|\ba second\b|\banother\b",
    re.I,
)
_COVERED_NOUN = r"(m2\b|m\b|metres?|(?!and\b|are\b|is\b|the\b)[a-z]{3,}(?: (?!are\b|is\b|come\b|and\b)[a-z]{3,})?)"
_FIRST_SAID = re.compile(
    rf"\b(?:first|includes?|including|covers?|up to|takes in|holds?|comes with|allows? for|good for)\s+(?:the first |up to |for )?({NUMBER})\s*{_COVERED_NOUN}?"
    rf"|\b({NUMBER})\s*{_COVERED_NOUN}?\s+(?:is|are|come)(?: already| all)?(?: (?:included|covered|in))"
    rf"|\bis for (?:up to |the first )?({NUMBER})\s*{_COVERED_NOUN}|^\W*({NUMBER})\s*{_COVERED_NOUN}\s+(?:is|are|costs?) (?=[A-Z]{{1,5}}-?\d)"
    rf"|\b({NUMBER})\s*{_COVERED_NOUN}\s+(?:in|for) (?=[A-Z]{{1,5}}-?\d)"
    rf"|\b(?:has|have|with|contains?|allows?|assumes?)\s+(?:the )?({NUMBER})\s*{_COVERED_NOUN}\s+(?:in (?:them|it|the price)|included|built in|thrown in)\b",
    re.I,
)
_BEYOND_SAID = re.compile(
    rf"\b(?:each|every|any|per) (?:further |extra |additional )?([a-z]{{3,}})s? (?:over|after|above|beyond|past|more than) (?:the )?(?:first )?({NUMBER})\b(?! ?(?:m2|m²|m|mm|cm|kg|kw|miles?|hours?|minutes|days?|weeks?)\b)",
    re.I,
)
_AT_ONE_VISIT = re.compile(
    r"\b(?:second|another|further|extra|additional) ([a-z]{3,})\b[^,;.]*\b(?:same (?:visit|time|trip|day)|while|as well)\b",
    re.I,
)


def _pairs_of(found: re.Match[str]) -> list[tuple[str, str]]:
    """The groups of a match by twos: a number and its noun."""
    groups = found.groups()
    return [(groups[at] or "", groups[at + 1] or "") for at in range(0, len(groups) - 1, 2)]


def _started_step(item: ItemWords) -> Decimal:
    """“Each started 1000 litres over 4500”: how much one of a further item is for."""
    said = re.search(
        rf"\b(?:each|per|every) started (\d+)\s*(?:{_UNIT}|[a-z]{{3,}})", f"{item.name}. {item.description}", re.I
    )
    return _value(said.group(1)) if said else Decimal(1)


_ALONE = re.compile(
    r"\bcall-outs are (?:one|quoted)\b|\b(?:call[- ]?out|visit|attend\w*|first hour)\b.*\b(?:only|nothing (?:more|else)|no more|alone)\b|\bonly\b.*\b(?:call[- ]?out|visit|attend\w*)\b",
    re.I,
)
_NOTHING_BUT = re.compile(
    r"\b(?:quoted|charged|priced|booked) as (?:an? |one |the )?[A-Z]+[-\w]* (?:only|alone|and (?:nothing|no) (?:else|more))\b|\bwhatever (?:it|the fault) (?:turns out|is|proves)|\bonly ever (?:quoted|charged)\b"
    r"|\b(?:parts|repairs?|the repair|the rest|anything (?:else|more|after)|what comes) (?:after that |then )?(?:are|is) (?:agreed|priced|quoted) (?:first|later|afterwards|on the day|once|separately)\b",
    re.I,
)
_FINDING = re.compile(
    r"\bfault|\bemergenc|\bdiagnos|\binvestigat|\bcall[- ]?outs?\b|\bfind|\bbreak(?:s|ing)?[- ]?down|\bleak|\bloss\b|\bblocked\b",
    re.I,
)
_VISIT = re.compile(
    r"\bcall[- ]?out\b|\bfirst (?:half )?hour\b|\b(?:fault|breakdown|weekday|evening|weekend|day|night|daytime) visit\b|\bdiagnos|\battend\b",
    re.I,
)


_REPAIRS = re.compile(
    r"\W*(?:(?:an?|the|any|every|all|our|my)\s+)*(?:repairs?|parts?)\b(?:\s+(?:prices?|jobs?|work|quotes?))?(?:\s+(?:is|are|can|will))?\W*",
    re.I,
)


_SAYS = re.compile(
    r"\badd(?:s|ed)?\b|\bplus\b|\bneeds?\b|\brequires?\b|\bcomes with\b|\bcarr(?:y|ies)\b|\bis charged\b|\balso\b|\bthen (?:one|an?)\b"
    r"|\b(?:go|goes|put) on(?: top)?\b|\bon top\b|\b(?:one|an?) [A-Z]{1,5}-?\d+ (?:per|a|each|every) (?:visit|job|day|trip)\b|\b(?:wants?|gets?|takes?|attracts?|incurs?|has|have|means?)(?= (?:one|an?|the|1) [A-Z]+[-]?\d)",
    re.I,
)
_TAKES_ONE = re.compile(
    r"\b(?:needs?|wants?|gets?|takes?|carr(?:y|ies)|has|have|adds?|requires?|comes? with|attracts?|incurs?|means?)\s+(?:also |always |then )?(?:one |an? |the |1 (?:x )?)?$",
    re.I,
)
_TAKEN_OUT = re.compile(
    r"\b(?:broken|dug|taken|ripped|lifted|stripped) (?:out|up|off)\b|\bcarted\b|\bremov|\btake[- ]?up\b|\b(?:strip|rip|lift|break|dig)[- ]?(?:out|up|off)\b|\bold [a-z ]{2,20} (?:off|up|out)\b",
    re.I,
)
_ONLY_TREATED = re.compile(
    r"\b(?:clean\w*|wash\w*|jet\w*|seal\w*|oil\w*|sand\w*|treat\w*|repair\w*|patch\w*|relaid|re-?point\w*|remov\w*|broken out)\b",
    re.I,
)
_ONE_ALONE = re.compile(
    r"\b(?:only|just|for|visits? for|a)\s+(?:one|a single|1|single) (?:item|piece|room|thing|job|unit|line)s?\b|\b(?:one|single)[- ](?:item|piece|room|thing|job) (?:visits?|calls?|jobs?|only|alone|on its own)\b"
    r"|\b(?:only|just) (?:one|a single|1) [a-z]+ (?:is |are |has |needs? )?(?:to be |being )?(?:done|fitted|cleaned|wanted|needed|booked|ordered|hung|treated|washed|swept|serviced|made|moved|repaired)\b",
    re.I,
)
_IS_PUT_ON = re.compile(
    r"^\s*(?:(?:is|are|gets?) (?:always |also )?(?:added|charged|put|due)(?: on(?:ce)?)?|goes|go|comes|applies)(?: on(?: top)?| once| each| in)?\s*(?:to|of|on|onto|with|for)\s+(?:every |each |all |any )?",
    re.I,
)
_UP_TO = re.compile(r"\s*(?:to|[-–]|through|up to)\s*", re.I)


class _Reader:
    """Reads one sentence against the items of a list."""

    def __init__(self, items: Sequence[ItemWords]) -> None:
        self.items = {item.code: item for item in items}
        codes = sorted(self.items, key=len, reverse=True)
        self.code = re.compile(rf"(?<!\w)({'|'.join(re.escape(code) for code in codes)})(?!\w)") if codes else None

    def rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        if self.code is None or not sentence:
            return
        least = [*self._least(sentence, self._codes(sentence))]
        yield from least
        outright = [
            *self._together(sentence, self._codes(sentence)),
            *self._included(sentence, self._codes(sentence)),
            *self._only_if(sentence, self._codes(sentence)),
            *self._whole(sentence, self._codes(sentence)),
            *self._by_number(sentence),
            *self._longer(sentence, self._codes(sentence)),
        ]
        yield from outright
        supplements = [*self._everywhere(sentence)]
        yield from supplements
        for clause in re.split(r"\s*;(?!\s*(?:it|they|this|that|but only|only)\b)\s*", sentence):
            codes = self._codes(clause)
            if not outright:
                added = [*self._between(clause, codes)] or [*self._adds(clause, codes)]
                yield from added
                if not added and not supplements and not least:
                    yield from self._comes_with(clause, codes)
            yield from self._needs(clause, codes)
            yield from self._guide(clause, codes)
            yield from self._decides(clause, codes)
            yield from self._alone(clause, codes)

    def codes(self, text: str) -> list[str]:
        """The codes that a text names, in its order."""
        return self._codes(text)

    def _codes(self, text: str) -> list[str]:
        """The codes named, in their order; “R1 to R3” names those between too."""
        if self.code is None:
            return []
        order = list(self.items)
        found: list[str] = []
        before: re.Match[str] | None = None
        for here in self.code.finditer(text):
            code = here.group(1)
            if before is not None and _UP_TO.fullmatch(text[before.end() : here.start()]):
                first, last = order.index(before.group(1)), order.index(code)
                if re.sub(r"\d", "", before.group(1)) == re.sub(r"\d", "", code) and first < last:
                    found += order[first + 1 : last]
            found.append(code)
            before = here
        return list(dict.fromkeys(found))

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
        beyond = _BEYOND_SAID.search(sentence)
        if (
            beyond is not None
            and len(codes) > 1
            and _FIRST_SAID.search(sentence) is None
            and not re.search(r"\bhours?\b|\blabour\b", sentence, re.I)
        ):
            # “S15 for a studio or one bedroom, plus S16 for each bedroom after the first.”
            near = sorted(codes, key=lambda code: (abs(sentence.find(code) - beyond.start()), -sentence.find(code)))
            for base in codes:
                if base != near[0]:
                    yield base, Included(_value(beyond.group(2)), beyond.group(1).lower(), near[0])
            return
        further = _FURTHER_SAID.search(sentence)
        first = _FIRST_SAID.search(sentence[: further.start()] if further else sentence) or _FIRST_SAID.search(sentence)
        one = re.search(
            rf"\bfirst ([a-z]{{3,}}(?: [a-z]{{3,}})?) (?:is\b|{self.code.pattern if self.code else 'is'})|\bis (?:for )?the first (?:one\b|(?!{NUMBER}\b)([a-z]{{3,}})\b)",
            sentence,
            re.I,
        )
        second = further is not None and _AT_ONE_VISIT.search(sentence)
        if (
            further is None
            or (first is None and one is None and not second)
            or not codes
            or re.search(r"\bhours?\b|\blabour\b", sentence, re.I)
        ):
            return
        if one is not None or first is None:
            count, of = (
                Decimal(1),
                _last(((one.group(1) or one.groups()[-1]) if one else second.group(1) if second else "") or ""),
            )
        else:
            number, noun = next((number, noun) for number, noun in _pairs_of(first) if number)
            count, of = _value(number), _noun(noun or "")
        then = next((code for code in codes if sentence.find(code) > further.start()), codes[-1])
        bases = [code for code in codes if code != then]
        if not bases and first is None and one is None:
            bases = self._alike(then)
        bases = bases or self._about(sentence[: further.start()], besides=(then,))
        if not bases and of.startswith("mile"):
            # “Up to 10 miles are in the price”: of whatever is driven to.
            bases = [code for code, item in self.items.items() if code != then and not _FURTHER.search(item.name)]
        per = re.search(
            rf"\b(?:each|every|per|for) (?:started |part of )?(\d+)\s*(?:{_UNIT}\b)?", sentence[further.start() :], re.I
        )
        step = _value(per.group(1)) if per else _started_step(self.items[then])
        topic = re.match(r"([A-Za-z]+(?: and [A-Za-z]+)?):", sentence)
        for base in bases:
            own = [noun for number, noun in _included_in(self.items[base]) if number == count]
            # “Slates: five are in HR02”; “pictures and mirrors” are counted together.
            yield base, Included(count, of or (topic.group(1).lower() if topic and not own else ""), then, step)

    def _alike(self, code: str) -> list[str]:
        """The items whose names share most with that of a further one: “Second appliance, fault finding”."""
        wanted = set(_stems(self.items[code].name)) - _NO_NOUN - _GENERAL
        shared = {
            other: len(wanted & set(_stems(item.name)))
            for other, item in self.items.items()
            if other != code and wanted & set(_stems(item.name))
        }
        return [other for other, count in shared.items() if count == max(shared.values())]

    def _least(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Minimum 10 m2 on F1”, “at least two rooms for a treatment”: the least that is charged."""
        said = re.search(
            rf"\b(?:minimum|min\.?|at least)\b(?: (?:charge|quantity|order|area|length|of|for|is|on|booking)\b|[^,;.£%]{{0,40}}?\bis\b)*[^,;.£%]{{0,40}}?\b({NUMBER})\s*(m2|m²|sqm|sq m|square metres|metres?|m|hours?|rooms?|days?|rolls?|panels?|windows?|doors?|items?|points?)\b"
            rf"|\b({NUMBER})\s*(m2|m²|sqm|sq m|square metres|metres?|m|hours?|rooms?|days?|rolls?|panels?|windows?|doors?|items?|points?) minimum\b",
            sentence,
            re.I,
        )
        if said is None or re.search(r"\badds?\b|\bwhere\b|\bif\b", sentence, re.I):
            return
        value, unit = _value(said.group(1) or said.group(3)), (said.group(2) or said.group(4)).lower()
        about = list(codes) or self._about(sentence[: said.start()] + sentence[said.end() :], besides=())
        measured = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metre": "m", "metres": "m"}.get(unit)  # fmt: skip
        for code in about:
            own = _UNITS.get(self.items[code].unit.lower(), self.items[code].unit.lower())
            if own == measured or (measured is None and own.rstrip("s") in (unit.rstrip("s"), "each")):
                yield code, Minimum(value)

    def _comes_with(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“P2 goes with each P1”, “one P2 for every panel”, “C1 on every job”, “D1 only when they want the old one gone”:
        the ways of saying what comes with what that name neither a sum nor a supplement."""
        if (
            not codes
            or _FIRM.search(sentence)
            or re.search(r"%|£|\bnot\b|\bnever\b|\bno\b|\binstead\b|\bhours?\b|\blabour\b", sentence, re.I)
        ):
            return
        if (
            len(codes) == 1
            and not _ON_WISH.search(sentence)
            and re.search(rf"\bis (?:an? |one |charged (?:as|at) |called )?{re.escape(codes[0])}", sentence)
        ):
            # “Each carpeted room is one CF-10”: that is what it costs, not what comes with it.
            return
        unless = re.search(r"\bunless (?:the )?([^,;.:]+)", sentence, re.I)
        asked = bool(_ASKED.search(sentence) or _ON_WISH.search(sentence))
        area = re.search(r"\b((?:[A-Z]{1,2}(?:, ?| and | or |/))*[A-Z]{1,2}) (?:postcodes?|areas?)\b", sentence)
        started = re.search(
            rf"\b(?:per|every|each) ({NUMBER})\s*(m2|m²|m|[a-z]{{3,}})[^,;.]*\b(?:part|started)", sentence, re.I
        ) or re.search(
            rf"\bone [A-Z]{{1,5}}-?\d+ (?:for|per) (?:each |every )({NUMBER})\s*(m2|m²|m|[a-z]{{3,}})\b", sentence, re.I
        )
        each = re.search(r"\b(?:each|every|per) ([a-z]{3,})", self._without_codes(sentence), re.I)
        job = re.search(
            r"\b(?:every|each|all|any) (?:job|visit|booking|repair|order)s?\b", sentence, re.I
        ) and re.search(r"\badd(?:s|ed)?\b|\bappl(?:y|ies)\b|\bcharged on\b|\bplus\b", sentence, re.I)
        added, base = codes[0], list(codes[1:2])
        if len(codes) > 1 and re.search(
            r"\b(?:comes|come|goes|needs?|has|have|gets?|takes?|with an?|plus|includes? an?)\b", sentence[sentence.find(codes[0]) : sentence.find(codes[1])], re.I
        ) and not re.search(r"\b(?:goes|comes|come|added|charged) with\b", sentence, re.I):  # fmt: skip
            added, base = codes[1], [codes[0]]
        when: list[Condition] = []
        if asked:
            when.append(Condition("asked"))
        if area:
            when.append(Condition("postcode", words=" ".join(re.findall(r"[A-Z]{1,2}", area.group(1)))))
        if len(codes) > 2:
            return
        if not base and started:
            unit = _UNITS.get(started.group(2).lower())
            rest = sentence[started.end() :]
            base = (self._about(rest, besides=(added,)) if re.match(r"\s*of\b", rest) else []) or [
                code for code, item in self.items.items() if unit and code != added and item.unit.lower() == unit
            ] or self._about(started.group(2), besides=(added,))  # fmt: skip
        elif not base and (job or area):
            base = [code for code, item in self.items.items() if code != added and not _VISIT.search(item.name)]
        elif not base and each:
            base = self._about(
                self._without_codes(sentence[each.start() :] if asked else sentence[each.start() :].split(",")[0]),
                besides=(added,),
            )
        elif not base and asked:
            base = self._about(self._without_codes(self.items[added].name), besides=(added,))
        if not (asked or area or started or each or job or len(codes) == 2):
            return
        if len(codes) == 2 and not re.search(
            r"\bwith\b|\beach\b|\bevery\b|\bper\b|\bneeds?\b|\bon\b|\bfor\b", sentence, re.I
        ):
            return
        if (
            not when
            and not started
            and len(codes) == 1
            and (told := _qualifier(sentence, sentence, self._without_codes))
        ):
            when.append(Condition("said", words=told))
        measured = self.items[added].unit.lower() in ("m2", "m²", "m", "sqm")
        of_code = self.code is not None and re.search(rf"\b(?:each|every|per) {self.code.pattern}", sentence)
        basis = "started" if started else "same" if ((each or of_code) and not job) or measured else "once"
        per = _value(started.group(1)) if started else Decimal(0)
        if basis == "same" and measured:
            base = self._measured_alike(added, base)
        for code in base:
            if code != added:
                yield code, Adds(added, basis, per, Decimal(0), tuple(when), unless.group(1).strip() if unless else "")

    def _by_number(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        """“Three or more skip bags are all charged at BAGS3, one or two at BAGS”: the number taken decides the price."""
        if re.search(
            r"\badd(?:s|ed)?\b|\bplus\b|\bneeds?\b|\bincludes?\b|\bfurther\b|\bothers?\b|\b(?:each|every) [a-z ]{0,20}\bover\b",
            sentence,
            re.I,
        ):
            return
        found: list[tuple[str, Decimal | None, Decimal | None]] = []
        for clause in re.split(r"[,;]\s*(?:and |but )?", sentence):
            codes = self._codes(clause)
            if len(codes) != 1:
                continue
            low = re.search(rf"\b({NUMBER})(?: [a-z]+)? or more\b|\b(?:from|at least) ({NUMBER})\b", clause, re.I)
            over = re.search(rf"\b(?:over|more than|above) ({NUMBER})\b", clause, re.I)
            pair = re.search(rf"\b{NUMBER} or ({NUMBER})\b", clause, re.I)
            high = pair or re.search(rf"\bup to ({NUMBER})\b|\b({NUMBER}) or (?:fewer|less)\b", clause, re.I)
            under = re.search(rf"\b(?:under|below|fewer than|less than) ({NUMBER})\b", clause, re.I)
            if low:
                found.append((codes[0], _value(low.group(1) or low.group(2)), None))
            elif over:
                found.append((codes[0], _value(over.group(1)) + 1, None))
            elif high:
                found.append((codes[0], None, _value(next(group for group in high.groups() if group))))
            elif under:
                found.append((codes[0], None, _value(under.group(1)) - 1))
        if not any(low is not None for _, low, _ in found):
            return
        least = next(low for _, low, _ in found if low is not None)
        nouns = [word for word in _stems(sentence) if word not in _GENERAL]
        for code, _, _ in found:
            if not set(nouns) & set(_stems(self.items[code].name)):
                return
        whole = found[0][0]
        if any(rule.measure == "size" for rule in _bands(self.items[whole].name)):
            # “Up to 55 is K10”, of a television: inches.
            return
        of = _last(re.split(r",| \(", _OR_MORE.sub(" ", self.items[whole].name))[0].strip())
        if not of or self.items[whole].unit.lower() in ("m2", "m²", "m", "hour", "sqm"):
            return
        for code, least_of, most_of in found:
            yield code, Band("count", least_of, most_of, of=of)
        if len(found) == 1:
            # The other price of the same thing ends where this one begins.
            mine = set(_stems(self.items[whole].name.split(",")[0])) - _GENERAL
            for item in self.items.values():
                its = set(_stems(item.name.split(",")[0])) - _GENERAL
                if item.code != whole and its == mine and item.unit == self.items[whole].unit:
                    yield item.code, Band("count", None, least - 1, of=of)

    def _longer(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hire beyond 14 days adds EXT per started week and skip”: time beyond what the price holds."""
        over = _LONGER.search(sentence)
        if over is None or not codes:
            return
        first, unit = _value(over.group(1)), over.group(2).lower().rstrip("s")
        if unit in ("hour", "minute"):
            return
        per = re.search(r"\b(?:per|each|every|a)\s+(?:further |extra |additional |started |part )*(day|week|month|night)\b", sentence, re.I)  # fmt: skip
        then = codes[-1]
        step = _DAYS_IN[(per.group(1) if per else self.items[then].unit).lower()] if (
            per or self.items[then].unit.lower() in _DAYS_IN
        ) else Decimal(1)  # fmt: skip
        days = first * _DAYS_IN[unit]
        each = bool(re.search(r"\b(?:per|and|each|every|for (?:each|every))\s+(?!started|further|week|day|month|night|extra)[a-z]{3,}\b", sentence[over.end() :], re.I))  # fmt: skip
        bases = [code for code in codes if code != then] or [
            item.code
            for item in self.items.values()
            if item.code != then
            and re.search(rf"\b(?:{first:f}|{_word_of(first)})[- ]{unit}s?\b", f"{item.name} {item.description}", re.I)
            and not _FURTHER.search(item.name)
            and not (set(_stems(sentence[: over.start()])) - _GENERAL and _PERMIT.search(item.name))
        ]
        for base in bases:
            yield base, Included(days, "days", then, step, each)

    def _guide(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Fitted furniture is a guide price until I have measured.”"""
        said = _GUIDE.search(sentence)
        if said is None:
            return
        about = list(codes) or self._about(sentence[: said.start()] or sentence[said.end() :], besides=())
        for code in about:
            yield code, Guide()

    def _decides(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hedge height decides between HED1 and HED2”: without it the line is not known."""
        said = re.search(
            r"\bdecides?\b|\bdetermines?\b|\bdepends? on\b|\bgoes by\b|\b(?:is|are) priced (?:by|on)\b|\bsets\b", sentence, re.I
        )  # fmt: skip
        if said is None:
            return
        before, after = sentence[: said.start()], sentence[said.end() :]
        by = re.match(r"depend|goes|is|are", said.group(), re.I)
        where, subject = (after, before) if by else (before, after)
        facts = [fact for fact, pattern in (_NEEDS | _DECIDES).items() if pattern.search(where)]
        about = list(codes) or self._about(subject, besides=())
        sized = [code for code in about if _BEDS.search(f"{self.items[code].name} {self.items[code].description}")]
        for code in about:
            if _FURTHER.search(self.items[code].name):
                continue
            for fact in facts:
                if fact != "property_size" or code in sized or not sized:
                    yield code, NeedsFact(fact)

    def _everywhere(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        """Supplements of every job: one visit charge, one Saturday."""
        codes = self._codes(sentence)
        if not codes or not re.search(
            r"\badds?\b|\badded\b|\bplus\b|\bcarr(?:y|ies)\b|\b(?:goes|go|put) on\b|\b(?:is|are) charged\b|\battracts?\b|\bpays?\b|\bapplies\b|\bon top\b|\b(?:has|have) (?:one |an? )?[A-Z]{1,5}-?\d",
            sentence,
            re.I,
        ):
            return
        at = _at(sentence)
        only = re.search(r"\b(?:is|are) charged\b|\battracts?\b|\bpays?\b|\bapplies\b", sentence, re.I)
        every = (
            None
            if only and not re.search(r"\badd|\bplus\b|\bcarr", sentence, re.I)
            else re.search(
                r"\b(?:non-?emergency|non-?urgent|not urgent|planned|scheduled|routine|ordinary|booked(?:-in)?|everyday) (?:\w+ )?(?:work|jobs?|visits?|calls?|bookings?)\b"
                r"|\bnon-?emergency\b|\bnon-?urgent\b|\b(?:every|each|any|all) (?:job|visit|work|call|booking)s?\b"
                r"(?! (?:that|which|with|where|when|if|over|under|above|below|on|in|at|outside|beyond|needing|involving|done|for|of|more)\b)",
                sentence,
                re.I,
            )
        )
        months = re.search(
            rf"\bnot\b[^.]*\b(?:for|in) (?:over |more than |at least )?({NUMBER}) months\b", sentence, re.I
        )
        when: tuple[Condition, ...] = ()
        about = list(self.items)
        if months:
            when = (Condition("months_since", number=int(_value(months.group(1)))),)
            about = self._about(sentence[: months.start()], besides=codes)
            # “If the windows have not been cleaned”: of what is named there, what is cleaned.
            whole = set(_stems(sentence[: months.end()])) - _GENERAL
            most = max((len(whole & set(_stems(self.items[code].name))) for code in about), default=0)
            about = [code for code in about if len(whole & set(_stems(self.items[code].name))) == most]
        elif at:
            when = (Condition("at", words=at),)
        elif one := _ONE_ALONE.search(sentence):
            when = (Condition("only_one"),)
            about = self._about(one.group(), besides=codes[:1]) or about
        elif every:
            when = (Condition("no_emergency"),)
        if not when:
            return
        added = codes[0]
        excepted = re.search(r";\s*([^;]+?)\s+(?:do|does|is|are)(?: not|n['’]t)\b", sentence, re.I)
        apart = self._about(excepted.group(1), besides=(added,)) if excepted else []
        for code in about:
            urgent = code in apart or re.search(
                r"\bemergency\b|\bentry\b|\block[- ]?out\b|\bcall[- ]?out\b|\bboard", self.items[code].name, re.I
            )
            if code != added and not (
                every
                and not at
                and urgent
                and re.search(
                    r"\b(?:do|does|is|are) not\b|n['’]t\b|\bnot added\b|\bexcept\b|emergency|urgent|\bplanned\b",
                    sentence,
                    re.I,
                )
            ):
                yield code, Adds(added, when=when)

    def _whole(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hall, stairs and landing is one P4 and two P5”: who names the whole means all of its parts."""
        said = re.fullmatch(
            rf"(?:an? |the )?([^;:.]*?)\s+(?:is|are|means|counts as|comes to|is charged as)\s+(?:(?:{NUMBER}|an?|x) ?x? ?)?{self.code.pattern if self.code else ''}"
            rf" (?:and|plus|with|\+) (?:(?:{NUMBER}|an?) ?x? ?)?{self.code.pattern if self.code else ''}\W*",
            sentence,
            re.I,
        )
        if said is None or len(codes) != 2 or _IF.search(sentence) or len(said.group(1).split()) > 6:
            return
        words = _alternatives(said.group(1).replace(",", " "))
        if not words or " or " in words:
            return
        for code, other in (codes, codes[::-1]):
            yield code, Adds(other, when=(Condition("said", words=words),))

    def _only_if(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        aged = _AGED.search(sentence)
        if aged and codes and re.search(r"\bonly (?:when|if|where)\b|\bonly for\b", sentence, re.I):
            other = codes[1] if len(codes) > 1 else ""
            yield codes[0], OnlyIf(Condition("age_at_least", number=int(aged.group(1) or aged.group(2))), other)

    def _adds(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        says = _SAYS.search(sentence)
        if says is None and self.code is not None:
            says = re.search(rf"\bgets?(?= (?:one |an? )?{self.code.pattern})", sentence, re.I)
        if says is None or not codes or _FIRM.search(sentence) or any(True for _ in self._everywhere(sentence)):
            return
        never = re.search(r",? (?:and |but )?(?:never|not) with (.+)$", sentence, re.I)
        apart = self._codes(never.group(1)) if never else []
        if never:
            sentence = sentence[: never.start()]
            codes = self._codes(sentence)
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
        where = _outwards(sentence, self.items)
        if where:
            when.append(Condition("postcode", words=" ".join(where)))
        if _ON_ROAD.search(sentence[: says.start()]):
            when.append(Condition("said", words="road or street or pavement"))
        unless = None if asked else re.search(r"\bunless (?:the )?(?:customer says )?([^,;.:]+)", sentence, re.I)
        before: list[str] = []
        for added in codes:
            place = sentence.find(added)
            if re.search(rf"{re.escape(added)}[^,;.]{{0,12}}\b(?:is|are) not added", sentence):
                continue
            clause = clause_of(sentence, added)
            per = _PER.search(clause) or (_PER.search(sentence) if len(codes) == 1 else None)
            same = re.search(
                r"\bsame (?:area|length|quantity|number|amount)\b|\bper (?!job|visit|day|hour|week|room|metre|m\b|m2|sq)[a-z]{3,}",
                clause,
                re.I,
            )
            above = _ABOVE.search(sentence[:place])
            least = re.search(rf"\b({NUMBER}) or more\b|\bat least ({NUMBER})\b", sentence[:place], re.I)
            says_so = re.search(
                r"\b(?:where|when|if) (?:the )?customer says (?:that )?(?:the )?([^,;.]+)",
                clause_of(sentence, added),
                re.I,
            )
            subject = self._listed(sentence[: min(says.start(), place)])
            itself = set(_stems(subject)) - _GENERAL <= set(_stems(self.items[added].name)) or (
                not asked
                and not self._about(subject, besides=(added,))
                and set(_stems(subject)) <= set(_stems(f"{self.items[added].name} {self.items[added].description}"))
            )
            about = [] if itself else self._about(subject, besides=(added,))
            goes_to = re.match(
                r"\W*(?:is |are )?(?:added |once )?(?:to|on|onto|for) (?:any(?:thing)?|every(?:thing)?|all|each)\b(?: (?:work|jobs?|items?))?(?: (?:on|in|to|at|of|for))?(?: the)? ([^,;.]+)",
                sentence[place + len(added) :],
                re.I,
            )
            if goes_to and (when or itself):
                wide = self._about(goes_to.group(1), besides=(added,)) or [
                    code for code, item in self.items.items() if code != added and not _VISIT.search(item.name)
                ]
                stems = set(_stems(goes_to.group(1))) - _GENERAL
                about = [
                    code for code, item in self.items.items()
                    if code != added and (code in wide or stems & set(_stems(f"{item.name} {item.description}")))
                ]  # fmt: skip
                itself = False
            of_all = re.search(
                r"\b(?:per|each|every|an?) (job|visit|address|booking|trip|order|call)\b", clause, re.I
            ) or re.search(r"\b(?:per|each|every) ([a-z]{3,})\b", clause, re.I)
            of = re.search(r"\b(?:each|every|per) [^,;.]*\bof ([a-z]+)", clause if len(codes) > 1 else sentence, re.I)
            if asked and len(codes) > 1 and re.search(rf"{re.escape(added)} (?:is )?(?:for|on|with) ", sentence):
                # “Only added if asked: A for a panel, B for a panel with its post”: each goes with what its own name says.
                about = self._about(self.items[added].name, besides=codes)
                same = same or re.search(rf"{re.escape(added)} (?:is )?for (?:an?|each|every|one)\b", sentence)
            if not about and of:
                about = self._about(of.group(1), besides=(added,))
            if not about and asked:
                about = self._about(self.items[added].name, besides=(added,)) or before
            taken_out = _TAKEN_OUT.search(f"{self.items[added].name} {self.items[added].description}")
            if not about and asked and taken_out:
                # What is there comes up before anything new is laid: whatever is measured like it.
                about = [
                    code
                    for code, item in self.items.items()
                    if code != added
                    and _UNITS.get(item.unit.lower(), "") == _UNITS.get(self.items[added].unit.lower(), "-")
                    and not _ONLY_TREATED.search(item.name)
                ]
            itself = itself or bool(where and not about)
            if storeys and not about and "asked" not in {one.kind for one in when}:
                # What is high is dear, whatever is done up there.
                about = [code for code, item in self.items.items() if code != added and not _VISIT.search(item.name)]
                itself = False
            if not about and not itself and of_all and not asked and _qualifier(sentence, clause, self._without_codes):
                # “Where they name another colour one R23 is added for each room.”
                noun = set(_stems(of_all.group(1)))
                if re.fullmatch(r"job|visit|address|booking|trip|order|call", of_all.group(1), re.I):
                    noun = {
                        word
                        for item in self.items.values()
                        if not _VISIT.search(item.name)
                        for word in _stems(item.name)
                    }
                about = [code for code, item in self.items.items() if code != added and noun & set(_stems(item.name))]
            once_for_all = re.search(
                r"\bonce\b[^,;.]{0,14}\b(?:job|visit|address|property|house|booking)\b|\b(?:per|a|each|every) (?:job|visit|address|booking)\b",
                clause,
                re.I,
            )
            before = about or before
            measured = self.items[added].unit.lower() in ("m2", "m²", "m", "sqm")
            room = re.search(r"\b(?:per|each|every|for (?:each|every)) room\b", clause, re.I)
            basis = "started" if per else "room" if room else "same" if same or measured else "once"
            words = _topic(subject) if built or "artex" in sentence.lower() else ""
            conditions = (*when, Condition("said", words=words)) if words else tuple(when)
            if says_so and not built and not (asked and taken_out):
                conditions = (Condition("said", words=_alternatives(says_so.group(1))),)
            having = re.match(
                r"\W*(?:an? |any |each |every )?([a-z ]+?) (?:with|that has|having) (?:an? )?([a-z ]+?) (?:is|are|costs?)\b",
                subject,
                re.I,
            )
            if having and not conditions:
                # “A socket with USB is the socket line plus S6.”
                itself, about = False, self._about(having.group(1), besides=(added,))
                conditions = (Condition("said", words=_alternatives(having.group(2))),)
                basis = "same" if re.search(r"\b(?:each|every|per)\b", sentence[place:], re.I) else basis
            if not conditions and not unless and not above and not least:
                told = _qualifier(sentence, clause, self._without_codes)
                if told:
                    conditions = (Condition("said", words=told),)
                    if once_for_all and not _IF.search(sentence):
                        # “A preserved tree or one in a conservation area adds C22 once for the address”: whatever is done there.
                        about = [
                            code
                            for code, item in self.items.items()
                            if code != added
                            and not _VISIT.search(item.name)
                            and not re.search(r"\breport|\bsurvey", item.name, re.I)
                        ]
            if itself and not asked and not of:
                # “Herringbone or brick bond adds T6 for the same area”: said of any item that is measured alike.
                unit, topic = self.items[added].unit, _alternatives(subject)
                about = [
                    item.code
                    for item in self.items.values()
                    if item.code != added
                    and item.unit == unit
                    and basis == "same"
                    and set(_stems(self.items[added].description)) & set(_stems(item.name)) - _GENERAL
                    and "remove" not in _actions(item.name)
                ]
                if where and not about:
                    about = [
                        code for code, item in self.items.items()
                        if code != added and set(_stems(of_all.group(1) if of_all else item.name)) & set(_stems(item.name))
                    ]  # fmt: skip
                    if of_all and re.fullmatch(r"job|visit|address|booking|trip|order|call", of_all.group(1), re.I):
                        about = [code for code in self.items if code != added]
                if (
                    re.match(r"\s*(?:on |where |if |any |all )?(?:the )?(?:fresh|new)\b", subject, re.I)
                    and len(topic.split()) == 1
                ):
                    # “New plaster gets a mist coat”: not any plaster.
                    topic = f"new {topic}"
                conditions = (*when, Condition("said", words=topic)) if topic and not when else tuple(when)
                if not about and of_all and conditions:
                    # “Where they name another colour one R23 is added for each room.”
                    about = self._about(of_all.group(1), besides=(added,))
                if not conditions:
                    about = []
            if asked:
                about = [code for code in about if not _MENDED.search(self.items[code].name)] or (
                    about if not re.search(r"\bold\b", sentence, re.I) else []
                )
            if basis == "same" and measured:
                about = self._measured_alike(added, about)
            by_kind = [
                (_value(number), _UNITS.get((unit or "").lower(), ""))
                for number, unit in re.findall(
                    rf"\bfor (?:each|every) (?:started )?({NUMBER})(?:\s*({_UNIT})\b)?", clause, re.I
                )
            ]
            for code in about:
                if code in apart:
                    continue
                unit_of = _UNITS.get(self.items[code].unit.lower(), "")
                kinds = [number for number, kind in by_kind if kind == unit_of]
                if basis == "started" and len(by_kind) > 1 and kinds:
                    # “One load for every two trees started, or for every 20 m of hedge”: each by what it is counted in.
                    yield code, Adds(added, basis, kinds[0], Decimal(0), conditions)
                    continue
                yield (
                    code,
                    Adds(
                        added,
                        basis,
                        _value(per.group(1)) if per else Decimal(0),
                        _value(above.group(1))
                        if above
                        else _value(least.group(1) or least.group(2)) - 1
                        if least
                        else Decimal(0),
                        conditions,
                        unless.group(1).strip() if unless else "",
                    ),
                )

    def _between(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Work on a stack (N7, N8) needs N23 once”, “R23 is added to R1 to R3”: codes on both sides of what is added."""
        if (
            len(codes) < 2
            or _FIRM.search(sentence)
            or re.search(r"%|£|\bnot\b|\bnever\b|\binstead\b|\bor\b[^.,;]*$", sentence, re.I)
        ):
            return
        first, last = sentence.find(codes[0]), sentence.find(codes[-1])
        if _TAKES_ONE.search(sentence[:last]) and len(self._codes(sentence[last:])) == 1:
            added, bases, rest = codes[-1], list(codes[:-1]), sentence[last + len(codes[-1]) :]
        elif _IS_PUT_ON.match(sentence[first + len(codes[0]) :]):
            added, bases, rest = codes[0], list(codes[1:]), sentence[first:]
        else:
            return
        when: list[Condition] = []
        if _ASKED.search(sentence) or _ON_WISH.search(sentence):
            when.append(Condition("asked"))
        if built := _BUILT.search(sentence):
            when.append(Condition("built_before", number=int(built.group(1))))
        if storeys := _STOREYS.search(sentence):
            when.append(Condition("storeys_at_least", number=int(_value(storeys.group(1)))))
        if where := _outwards(sentence, self.items):
            when.append(Condition("postcode", words=" ".join(where)))
        if at := _at(sentence):
            when.append(Condition("at", words=at))
        unless = None if when else re.search(r"\bunless (?:the )?(?:customer says )?([^,;.:]+)", sentence, re.I)
        above = re.search(rf"\b(?:more than|over|above|beyond) ({NUMBER})\b", sentence[: sentence.find(added)], re.I)
        if not when and unless is None and above is None:
            told = _qualifier(sentence, sentence, self._without_codes)
            if told:
                when.append(Condition("said", words=told))
        per = _PER.search(rest)
        each = re.search(
            r"\b(?:each|every)\b(?! (?:job|visit|time|booking|address))|\bper (?!job|visit|day|booking|trip|address|house|property|call)[a-z]{3,}"
            r"|\bsame (?:area|length|number|quantity|amount)\b",
            rest,
            re.I,
        )
        room = re.search(r"\b(?:per|each|every) room\b", rest, re.I)
        unit = _UNITS.get(self.items[added].unit.lower(), "")
        for code in bases:
            alike = unit in ("m2", "m") and _UNITS.get(self.items[code].unit.lower(), "") == unit
            basis = "started" if per else "room" if room else "same" if each or alike else "once"
            if code != added:
                yield (
                    code,
                    Adds(
                        added,
                        basis,
                        _value(per.group(1)) if per else Decimal(0),
                        _value(above.group(1)) if above else Decimal(0),
                        tuple(when),
                        unless.group(1).strip() if unless else "",
                    ),
                )

    def _measured_alike(self, added: str, about: Sequence[str]) -> list[str]:
        """Of the items that a supplement by the metre goes with, those in its own unit: paper by the roll has no area. Where
        there are none, those of its unit that its description names (“per m2 of wall”)."""
        unit = _UNITS.get(self.items[added].unit.lower(), "")
        fitting = [code for code in about if _UNITS.get(self.items[code].unit.lower(), "") == unit]
        if fitting or not about:
            return fitting
        words = set(_stems(self.items[added].description)) - _GENERAL
        return [
            code
            for code, item in self.items.items()
            if code != added and _UNITS.get(item.unit.lower(), "") == unit and words & set(_stems(item.name)) - _GENERAL
        ]

    def _without_codes(self, text: str) -> str:
        return self.code.sub(" ", text) if self.code is not None else text

    def _listed(self, subject: str) -> str:
        """“Any job that lets the water out (radiator, towel rail)”: the things in brackets are what is meant."""
        inside = re.search(r"\(([^()]{4,})\)", subject)
        return inside.group(1) if inside and self._about(inside.group(1), besides=()) else subject

    def _needs(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if not _FIRM.search(sentence):
            return
        first = re.match(r"\s*(?:without|until (?:i|we) (?:have|know|see)|before (?:i|we) (?:have|know|see)|if (?:i|we) do(?:n['o]t| not) (?:know|have))\b", sentence, re.I)  # fmt: skip
        said = re.search(
            r"\bneeds?\b|\bneeded\b|\bonly\b|\bprovisional\b|\bnot firm\b|\brequires?\b|\bi(?:['’]ll)? need\b|\bfirm(?:ed)? (?:up )?(?:once|after|when|with)\b|\b(?:can['’]?t|cannot|can not|never|not) (?:be )?(?:priced|quoted|firm\w*|confirmed)\b|\bafter\b|\buntil\b|\bonce\b|\bwithout\b",
            sentence,
            re.I,
        )
        there = sentence[said.start() if said else 0 :]
        subject = sentence[: said.start()] if said else sentence
        if first is not None:
            # “Without the age of the house a textured ceiling cannot be priced firmly”: the fact stands first.
            there, subject = sentence, sentence
        guess = re.search(
            r"\b(?:is|are|stays?|remains?)\b[^.]{0,20}\b(?:estimate|guess|ballpark|guide|rough|indication)",
            subject,
            re.I,
        )
        if guess:
            subject = subject[: guess.start()]
        general = _REPAIRS.fullmatch(subject)
        facts = [fact for fact, pattern in _NEEDS.items() if pattern.search(there)]
        if first is not None:
            for fact in facts:
                subject = _NEEDS[fact].sub(" ", subject)
            subject = re.sub(r"\b(?:house|property|price|priced|quote|quoted)\b", " ", subject)
        elif not codes and not self._about(subject, besides=()):
            # “To quote a boiler swap I need photos”.
            subject = re.sub("|".join(pattern.pattern for pattern in _NEEDS.values()), " ", sentence, flags=re.I)
        about = list(codes) or self._about(subject, besides=())
        if not about and general:
            about = self._repairs()
        if not re.search(r"\btest|\bsurvey|\breport", subject, re.I):
            about = [code for code in about if not re.search(r"\btest\b|\bsurvey\b", self.items[code].name, re.I)]
        topic = _topic(subject)
        when = Condition("said", words=topic) if topic else None
        for code in about:
            for fact in facts:
                yield code, NeedsFact(fact, when)

    def _repairs(self) -> list[str]:
        """What mends or replaces a part: no visit, no service, nothing that is put in, cleaned or taken away."""
        return [
            code
            for code, item in self.items.items()
            if not _VISIT.search(item.name)
            and not _FINDING.search(item.name)
            and not _FURTHER.search(item.name)
            and not re.search(r"\b(?:fit|install|supply|new|take)\b", item.name, re.I)
            and not _actions(item.name) & {"service", "clean", "remove"}
        ]

    def _alone(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if re.search(r"\badds?\b", sentence, re.I):
            return
        if len(codes) == 1 and _NOTHING_BUT.search(sentence):
            yield codes[0], Alone()
            return
        if not _ALONE.search(sentence) or not _FINDING.search(sentence):
            return
        for item in self.items.values():
            if item.code in codes or _VISIT.search(item.name):
                yield item.code, Alone()

    def _about(self, subject: str, besides: Sequence[str]) -> list[str]:
        """Items that a subject like “ridge, chimney and re-roof work” speaks of, each of its parts by itself.

        The items that share most words with a part are meant; where the part says what is done (“boiler replacement”), an
        item that does something else (“boiler service”) is not.
        """
        found: list[str] = []
        done = _action(subject)
        shared_noun = re.search(
            r"\b([a-z]+) or (?:[a-z]+ ){1,2}?([a-z]+)\b(?= (?:needs?|adds?|gets?|has|have|wants?|takes?|is|are)\b|\W*$)",
            subject,
            re.I,
        )
        if shared_noun is not None:
            whole = f"{shared_noun.group(1)} {shared_noun.group(2)}"
            both = set(_stems(whole)) - _GENERAL
            if len(both) == 2 and any(both <= set(_stems(item.name)) for item in self.items.values()):
                subject = f"{subject[: shared_noun.end(1)]} {shared_noun.group(2)}{subject[shared_noun.end(1) :]}"
        for part in re.split(r",|\band\b|\bor\b(?! more\b| over\b| older\b)|/", subject):
            wanted = set(_stems(part)) - _GENERAL
            members = {word for kind in wanted & _KINDS.keys() for word in _KINDS[kind]}
            shared = {
                code: len(wanted & set(_stems(item.name)))
                for code, item in self.items.items()
                if code not in besides and wanted & set(_stems(item.name))
            }
            units = {self.items[code].unit for code in shared}
            for code, item in self.items.items():
                if (
                    code not in besides
                    and code not in shared
                    and members & set(_stems(item.name))
                    and (not units or item.unit in units)
                ):
                    shared[code] = 1
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


# What owners call a whole group of their items by.
_KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(members.split())
    for kind, members in {
        "furnitur": "wardrob alcov cupboard bookcas shelv desk drawer cabinet",
        "floor": "lamin vinyl engin carpet",
        "applianc": "oven hob cooker washer dishwash fridg freezer dryer",
        "lock": "cylind mortic latch deadlock",
        "rail": "rail", "sanitarywar": "toilet basin bath", "glaze": "window door",
        "circuit": "charger cooker shower",
        "pave": "patio slab path", "flue": "sweep",
    }.items()
}  # fmt: skip
_ACTIONS: Mapping[str, str] = {
    "replace": r"re-?plac|\bexchang|\bswap|\bnew\b|\binstall|\bupgrad|\bconver|\bfit\b|\bfitted\b|\bsupply",
    "service": r"\bservic|\brecord\b|\binspect|\breport\b|\bcheck\b|\bsurvey",
    "repair": r"\brepair|\bmend|\bfix(?:ing)?\b|\bpatch",
    "remove": r"\bremov|\btak(?:e|ing|en) (?:an? |the )?(?:old )?(?:\w+ )?(?:away|up|off|down)\b|\bcome off\b|\bstrip|\blift|\bdispos",
    "clean": r"\bclean",
}


def _actions(name: str) -> set[str]:
    return {action for action, pattern in _ACTIONS.items() if re.search(pattern, name, re.I)}


def _action(subject: str) -> str:
    """The one thing that a subject does, or nothing where it says several or none."""
    found = _actions(subject)
    return found.pop() if len(found) == 1 else ""


def clause_of(sentence: str, code: str) -> str:
    """The part of a sentence that speaks of a code: from the last “and” or comma before it, a little beyond it."""
    place = sentence.find(code)
    return sentence[max(0, sentence.rfind(" and ", 0, place), sentence.rfind(", ", 0, place)) : place + 90]


def _at(sentence: str) -> str:
    """The times of a supplement: “Jobs on a Saturday”, “after 18:00 or at a weekend”."""
    names = {
        "saturday": r"\bsaturdays?\b",
        "sunday": r"\bsundays?\b",
        "weekend": r"\bweekends?\b",
        "evening": r"\bevenings?\b|\bafter (?:1[6-9]|[4-9] ?pm)\b|\bafter \d{1,2}:\d\d\b|\bout[- ]of[- ]hours\b",
        "holiday": r"\b(?:bank|public) holidays?\b",
        "today": r"\bsame[- ]day\b|\btoday\b",
    }
    return " ".join(name for name, pattern in names.items() if re.search(pattern, sentence, re.I))


def _last(text: str) -> str:
    return text.lower().split()[-1] if text.split() else ""


_GENERAL = frozenset(
    """work job price line quot charg add custom more than one visit and or the a of for per each any on in is are old new
    need area same remov replac fit suppli with this that all only if when ask storey hous two three swap away
    room metr same rate standard befor after built sinc until once also off come where start part take""".split()
)


def _topic(subject: str) -> str:
    """“Any textured (Artex) ceiling” → “textured or artex”: what must be meant for the rule to speak."""
    found = re.findall(r"\b(?:textured|artex|asbestos|lead|slate|thatch|listed)\b", subject, re.I)
    if any(word.lower() in ("textured", "artex") for word in found):
        found = ["textured", "artex", *found]
    return " or ".join(dict.fromkeys(word.lower() for word in found))


# What is mended, cleaned or looked at stays in the house: nothing old of it is taken away.
_MENDED = re.compile(
    r"\b(?:valves?|washers?|reseal|re-seal|silicone|seals?|unblock|blocked|blockage|waste|drip\w*|leak\w*|repair\w*|clean|service|ease|lag|test|report)\b",
    re.I,
)
_ON_ROAD = re.compile(r"\b(?:on|in) (?:the |a |an )?(?:public )?(?:road|street|highway|pavement|kerb|lane)\b", re.I)
_OUTWARD = re.compile(r"(?<![\w-])([A-Z]{1,2}\d[0-9A-Z]?)(?![\w-])")


def _outwards(sentence: str, items: Mapping[str, ItemWords]) -> list[str]:
    """Outward codes that a rule is for: “Delivery to YO60, YO61 or YO62 adds one FAR”."""
    if len(_OUTWARD.findall(sentence)) < 2 and not re.search(
        r"\b(?:deliver\w*|postcodes?|to|in|area|outside|within|jobs?|visits?|work|address(?:es)?|customers?|homes?|houses?|properties|anything|anywhere|trips?|calls?)\b",
        sentence,
        re.I,
    ):
        return []
    found = [code for code in dict.fromkeys(_OUTWARD.findall(sentence)) if code not in items]
    areas = re.search(
        r"\b((?:[A-Z]{1,2}(?:, ?| and | or |/|\+))*[A-Z]{1,2}) (?:postcodes?|areas?|addresses)\b", sentence
    )
    return [*found, *(re.findall(r"[A-Z]{1,2}", areas.group(1)) if areas else ())]


_IF = re.compile(
    r"\b(?:where|when|whenever|if|only for|only on)\s+(?!asked|wanted|requested|needed)(?:the |an? |it is |it['’]s |there is |there are |there['’]s )?([^,;.:]+)",
    re.I,
)
_ON = re.compile(
    r"\b(?:on|in|at|under|behind|above|with|without|through|across|up)\s+(?!one\b|each|every|the same|a house\b|a single)(?:the |an? )?((?:[a-z-]+ ?){1,4})$",
    re.I,
)


def _qualifier(sentence: str, clause: str, plain: Callable[[str], str]) -> str:
    """What must be the case for a charge to be added, where none of the conditions with a name of their own says it.

    A condition that is not understood must not be dropped: the charge would be added to every job.
    """
    found = _IF.search(clause) or _IF.search(sentence)
    if found is None:
        says = re.search(r"\badd(?:s|ed)?\b|\bplus\b|\bcarr(?:y|ies)\b|\bis charged\b|\bneeds?\b", sentence, re.I)
        before = plain(sentence[: says.start()]).strip() if says else ""
        found = _ON.search(before)
        if found and re.search(r"\bor (?:one|those|ones) (?:in|on|with|at|under)\b", before):
            # “A preserved tree (TPO) or one in a conservation area”
            return _alternatives(re.sub(r"\bor (?:one|those|ones)\b", "or", re.sub(r"[()]", ",", before)))
    return _alternatives(plain(found.group(1))) if found else ""


ANOTHER_COLOUR = "another colour"
"""Words of a condition: a colour is named, and it is neither white nor magnolia."""
_HOLLOW = frozenset(
    """the a an is are was were be been has have says say said wants want that they them it their new old one ones must need
    needs does do there any all of to for in on at with by same and as customer""".split()
)


def _alternatives(text: str) -> str:
    """“the boards are rotten or wants new ones” → “boards rotten or boards new”: alternatives without their small words."""
    if re.search(r"\b(?:another|other|different|any other|a special) colours?\b|\bcolours? other than\b", text, re.I):
        return ANOTHER_COLOUR
    parts: list[str] = []
    for part in re.split(r",|\bor\b|/", text.lower()):
        words = [word for word in re.findall(r"[a-z][a-z-]+", part) if word not in _HOLLOW]
        if re.search(r"\bones?\b|\bit\b|\bthem\b", part) and parts:
            words = [parts[0].split()[0], *words, *(["new"] if re.search(r"\bnew\b", part) else [])]
        if words:
            parts.append(" ".join(dict.fromkeys(words)))
    return " or ".join(dict.fromkeys(parts))


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
