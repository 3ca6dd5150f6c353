"""What an item of the list is about: the thing, its alternatives, what is done to it, and its rules."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from handlet.drafting.engine.matching.lexicon import spelling_of, stem, terms_of
from handlet.drafting.engine.matching.phrasebook import Places, places_of
from handlet.drafting.engine.matching.spelling import Spelling
from handlet.drafting.port import BusinessFacts, PriceRow
from handlet.quoting.rules import Adds, Alone, Hours, Included, OnlyIf, Rule, Supplied
from handlet.quoting.rules_in_words import ItemWords, suggest
from handlet.quoting.tiers import called

# Acts by class. Two of one class may stand for each other; of two that exclude each other only one can be meant.
ACTS: Mapping[str, frozenset[str]] = {
    name: frozenset(stem(word) for word in words.split())
    for name, words in {
        "fit": "fit lay new add erect",
        "connect": "connect",
        "swap": "swap convert",
        "repair": "repair",
        "remove": "remove dispose lift strip pull cap clearance demolish",
        "clean": "clean wash clear empty sweep polish scrub",
        "unblock": "unblock",
        "paint": "paint",
        "service": "service",
        "test": "test inspection inspect record report",
        "trim": "trim prune cut",
        "seal": "reseal regrout repoint",
        "board": "board",
        "hang": "hang hung",
        "skim": "skim",
        "replaster": "replaster",
        "open": "entry",
        "supply": "supply",
        "adjust": "adjust balance ease",
        "dig": "excavate dig",
    }.items()
}
ACT_OF = {word: name for name, words in ACTS.items() for word in words}
# What is done without it being the point: left unsaid by half of the customers.
PLAIN_ACTS = frozenset(word for name in ("fit", "swap", "supply", "repair") for word in ACTS[name])
# Words of lists that no customer says.
UNSAID = frozenset(
    stem(word)
    for word in """like position own customer customers per style chrome mono close coupled white standard range centre
    system full electrical primed general covering ware sanitary replacement installation installed unit work
    timber composite type euro mechanically fixed together visit charge low level regular british treatment plain basic
    normal led one small weekday ordinary home house sameplace exposed area""".split()
)
# What tells one of a kind from another: a thing is never called so.
SIZES = frozenset(
    stem(word)
    for word in """single double large big medium tall high small first extra additional further second whole half full heavy
    standard mini""".split()
)
# What is done to a thing, how much of it or in which way: never the thing itself.
_NO_HEAD = frozenset(
    stem(word)
    for word in """half quarter day visit rate time charge supplement report photo photos format turn side line set kit system run type kind
    size class double single heavy further alike without old restoration reduction restoration removal replacement collection return
    diagnosis finding treatment control trapping blocking blockage bought attendance rebuild reduce space site base away swap upgrade
    area recovery reinstall setup repairing pressurise refill extraction exchange written one-off weekly fortnightly monthly""".split()
)
ATTENDANCE = re.compile(
    r"\bcall[- ]?out\b|\bcallout\b|\battend\b|\bdiagnos\w*|\block[- ]?out\b|\bunlock(?:ing)?\b|\bemergency opening\b|\bfirst hour\b|\bfault (?:visit|finding|find)\b|\bemergency (?:entry|visit|attendance|call)\b|\bdiagnostic\b|\battendance\b(?! (?:included|not))",
    re.I,
)
# A visit that is told by its hours or by why somebody comes (“Evening visit and first half hour”, “Breakdown visit”).
_VISIT = re.compile(r"\bvisit\b", re.I)
_CALLED = re.compile(r"\b(?:fault|break-?down|emergency|urgent)\b.*\bvisit\b", re.I)
_FIRST_BLOCK = re.compile(r"\b(?:first|includes?) (?:\d+ min\w*|half[- ]hour|hour|45|three quarters)", re.I)
_SUPPLEMENT = re.compile(r"\b(?:added|supplement|surcharge|on top)\b", re.I)
FURTHER_LABOUR = re.compile(r"\b(?:additional|further|extra) (?:labour|hours?|time)\b|\blabour (?:rate|per)\b", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """A row with what it is about.

    groups: alternatives of which one must be said, each with its weight; the first is the head, the thing itself.
    about: words of the description, with their weight. acts: classes of what is done. code letters stay in `row`.
    """

    row: PriceRow
    groups: Sequence[tuple[frozenset[str], float]]
    head: frozenset[str]
    about: Mapping[str, float]
    acts: frozenset[str]
    words: frozenset[str]
    rules: Sequence[Rule] = ()

    @property
    def unit_word(self) -> str:
        """What it is sold by, as one word: “visit” of “per visit”."""
        return self.row.unit.lower().removeprefix("per ")

    @property
    def weight(self) -> float:
        return sum(weight for _, weight in self.groups) or 1.0

    @property
    def groups_alone(self) -> Sequence[frozenset[str]]:
        """The groups without their weights."""
        return [group for group, _ in self.groups]

    @property
    def supplied(self) -> str:
        return next((rule.by for rule in self.rules if isinstance(rule, Supplied)), "")

    @property
    def hours(self) -> Hours | None:
        return next((rule for rule in self.rules if isinstance(rule, Hours)), None)

    @property
    def is_attendance(self) -> bool:
        """A visit to find out, priced by the time of day."""
        name = self.row.name
        if _SUPPLEMENT.search(f"{name} {self.row.description}"):
            return False
        return (
            bool(ATTENDANCE.search(name) or _CALLED.search(name))
            or bool(_VISIT.search(name) and _FIRST_BLOCK.search(self.row.description))
            or (self.hours is not None and bool(_VISIT.search(name)))
            or any(isinstance(rule, Alone) for rule in self.rules)
        )

    @property
    def is_further_labour(self) -> bool:
        return bool(FURTHER_LABOUR.search(self.row.name))


@dataclass(frozen=True)
class PriceItems:
    """A list as the matcher knows it. idf: how much a word says, by the number of items that hold it. kin: by code, the other
    items of the same thing. holders: how many items hold a word."""

    items: Sequence[Item]
    idf: Mapping[str, float]
    further: frozenset[str] = field(default_factory=frozenset)
    heads: frozenset[str] = field(default_factory=frozenset)
    kin: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    holders: Mapping[str, int] = field(default_factory=dict)
    places: Places = field(default_factory=lambda: Places({}, frozenset()))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the items' names."""
        return frozenset(word for item in self.items for word in item.words)

    @cached_property
    def things(self) -> Sequence[frozenset[str]]:
        """The words of each item, name and description."""
        return [item.words | frozenset(item.about) for item in self.items]

    @cached_property
    def spelling(self) -> Spelling:
        """How the words of this list are spelt, to put customers' slips right by."""
        rows = [item.row for item in self.items]
        texts = [text for row in rows for text in (row.name, row.description, *row.synonyms)]
        return spelling_of(texts, frozenset(self.idf))

    @cached_property
    def parts(self) -> Mapping[str, Sequence[frozenset[str]]]:
        """By code of a line whose name joins two others, the codes of either: of “Service and certificate together” the service
        and the certificate. A line that costs less than one of them comes beside it and joins nothing."""
        return {item.row.code: sides for item in self.items if (sides := self._sides(item))}

    def _sides(self, whole: Item) -> Sequence[frozenset[str]]:
        names = _JOINED.split(whole.row.name)
        words = [frozenset(word for group in _groups(name) for word in group) - _TOGETHER for name in names]
        if len(words) != 2 or any(side <= PLAIN_ACTS for side in words):
            return ()
        both = words[0] | words[1]
        sides = [
            frozenset(
                item.row.code
                for item in self.items
                if item is not whole
                and item.words & both == side
                and item.row.unit_price <= whole.row.unit_price
                and item.row.code not in self.further
            )
            for side in words
        ]
        return sides if all(sides) and not sides[0] & sides[1] else ()

    def by_code(self, code: str) -> Item | None:
        return next((item for item in self.items if item.row.code == code), None)


_JOINED = re.compile(r"\s*(?:\band\b|\bwith\b|\bplus\b|&|\+)\s*(?:an? |the )?", re.I)
_TOGETHER = frozenset(stem(word) for word in ("together", "combined"))


def understood(business: BusinessFacts) -> PriceItems:
    """The list of a business understood; kept, as it changes seldom."""
    return _understood(tuple(business.pricelist), tuple(business.pricing_rules))


@lru_cache(maxsize=64)
def _understood(rows: tuple[PriceRow, ...], sentences: tuple[str, ...]) -> PriceItems:
    suggested = suggest(
        [ItemWords(row.code, row.name, row.description, row.unit, row.min_qty) for row in rows], sentences
    )
    also = called({row.code: row.name for row in rows}, sentences)
    rows = tuple(replace(row, synonyms=(*row.synonyms, also[row.code])) if row.code in also else row for row in rows)
    names = {row.code: _groups(row.name) for row in rows}
    # “House 4 or 5 bed” is named by no four of anything.
    names = {
        code: [kept for group in groups if (kept := frozenset(word for word in group if not word.isdigit()))]
        for code, groups in names.items()
    }
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({word for group in names[row.code] for word in group} | _about(row))
    idf = {word: math.log((len(rows) + 2) / (count + 0.5)) for word, count in counts.items()}
    fronts = Counter(row.name.split(",")[0].casefold() for row in rows if "," in row.name)
    shared = frozenset(front for front, count in fronts.items() if count > 1)
    items = [
        _item(
            row,
            names[row.code],
            idf,
            list(row.rules if row.rules or row.rules_decided else suggested.get(row.code, ())),
            shared,
        )
        for row in rows
    ]
    further = {rule.then for item in items for rule in item.rules if isinstance(rule, Included)}
    # Supplements are brought by their rule, never by a word.
    further |= {
        rule.item
        for item in items
        for rule in item.rules
        if isinstance(rule, Adds)
        and any(one.kind in ("at", "months_since", "no_emergency", "only_one") for one in rule.when)
    }
    kin = {
        one.row.code: [
            other
            for other in items
            if other is not one
            and other.head & one.head
            and other.row.code not in further
            # To take the old one away is no other way of fitting the new one.
            and ("remove" in other.acts) == ("remove" in one.acts)
        ]
        for one in items
    }
    heads = frozenset(word for item in items for word in item.head)
    return PriceItems(items, idf, frozenset(further), heads, kin, counts, places_of(rows))


def _item(
    row: PriceRow,
    groups: Sequence[frozenset[str]],
    idf: Mapping[str, float],
    rules: Sequence[Rule],
    fronts: frozenset[str],
) -> Item:
    words = frozenset(word for group in groups for word in group)
    acts = frozenset(ACT_OF[word] for word in words if word in ACT_OF)
    if _TAKEN.search(row.name):
        acts |= {"remove"}
    things = [group for group in groups if not group & PLAIN_ACTS and not group <= UNSAID]
    if all(any(word[0].isdigit() for word in group) for group in things):
        # “Exchange, 6 yard”: a size names nothing.
        things = list(groups)
    # “Patch, medium”: what stands before the comma is the thing.
    first = {word for group in _groups(row.name.split(",")[0]) for word in group}
    front = [group for group in things if group & first] if "," in row.name else []
    head = _head([group for group in front or things if group & _before_preposition(row.name)] or front or things)
    trailing = _after_alternatives(row.name, groups)
    weighted = []
    for group in things:
        weight = max(idf[word] for word in group)
        if group in trailing:
            # “bath or shower tray”: who says bath says no tray.
            weight *= 0.35
        if group <= UNSAID:
            weight *= 0.3
        if front and group not in front:
            # What stands behind the comma tells a variant from another; few customers say it.
            weight *= 0.5 if row.name.split(",")[0].casefold() in fronts else 0.15
        weighted.append((group, weight))
    weighted.sort(key=lambda pair: pair[0] is not head)
    about = {word: idf[word] for word in _about(row) - words}
    return Item(row, weighted, head or frozenset(), about, acts, words, rules)


def _head(things: Sequence[frozenset[str]]) -> frozenset[str]:
    """The thing itself: in English the last of its words that is no act; else the last word."""
    for group in reversed(things):
        sized = any(word[0].isdigit() for word in group)
        if not sized and not group <= UNSAID | SIZES | _NO_HEAD and not any(word in ACT_OF for word in group):
            return group
    unsized = [group for group in things if not any(word[0].isdigit() for word in group)]
    return next(reversed(unsized or list(things)), frozenset())


_PREPOSITION = re.compile(
    r"\b(?:with|for|in|into|on|of|by|from|to|without|under|over|around|round|per|at|bought|supplied)\b", re.I
)


def _before_preposition(name: str) -> set[str]:
    """The words of a name up to its first preposition that name a thing: of “fit carpet with new grippers” the carpet."""
    cuts = [found.start() for found in _PREPOSITION.finditer(name)] + [len(name)]
    for cut in cuts:
        words = {word for group in _groups(name[:cut]) for word in group}
        if any(
            word not in ACT_OF and word not in UNSAID and word not in _NO_HEAD and not word[0].isdigit()
            for word in words
        ):
            return words
    return set()


# “Moss off”, “Hedge out, roots and all”, “Old aerial or dish down”: a removal without the word.
_TAKEN = re.compile(
    r"\b(?!call|fit|day|night|lay|set|ground|dug|broken|blown|cut|swept|burnt|worn|way|time|pull|roll|knock|check|one|drop|hack|drain|rake|brought|line|carry|sell)(?![a-z]+(?:ed|ing) )[a-z]+ (?:off|out|down)"
    r"(?=\s*(?:$|[,(/]|and (?!clean|down|about)\w+|to below))",
    re.I,
)
# What only says how much: “Flight of stairs”, “Pair of curtains”.
_MEASURE_OF = re.compile(
    r"\b(?:flight|pair|set|run|load|length|stack|row|bunch|box|pack|batch|tray|sheet|bag|basket|roll|course|block)s? of\s+(?=[a-z])",
    re.I,
)
LIMITS = re.compile(
    r"\([^)]*\)|\b(?:up to|over|under|within|beyond)\b[^,]*?\d[\d.]*\s*(?:mm|m2|m|cm|kw|ways?|ft|miles?)?\b(?:\s+(?:wide|high|long|across))?",
    re.I,
)


def _groups(name: str) -> list[frozenset[str]]:
    """The words of a name; what “or” and “/” join is one group of alternatives."""
    plain = LIMITS.sub(" ", name) if LIMITS.sub(" ", name).strip() else name
    plain = _MEASURE_OF.sub("", plain)
    terms = terms_of(plain)
    groups: list[set[str]] = []
    for place, term in enumerate(terms):
        before = terms[place - 1] if place else None
        gap = plain[before.end : term.start] if before is not None and term.start >= before.end else ""
        if before is not None and re.fullmatch(r"\s*(?:,? or\b|/)[\s\w]{0,3}", gap) and groups:
            groups[-1].add(term.word)
        else:
            groups.append({term.word})
    # “sink or basin waste”: what follows an alternative belongs to both, and stays a group of its own.
    unique: list[frozenset[str]] = []
    for group in groups:
        if frozenset(group) not in unique:
            unique.append(frozenset(group))
    return unique


def _after_alternatives(name: str, groups: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The groups behind the last alternative of a name, where there is one."""
    several = [place for place, group in enumerate(groups) if len(group) > 1]
    return list(groups[several[-1] + 1 :]) if several and re.search(r"\bor\b|/", name) else []


def _about(row: PriceRow) -> set[str]:
    said = ". ".join([row.description, *row.synonyms])
    return {term.word for term in terms_of(said) if not term.word.isdigit()}


def only_if(item: Item) -> OnlyIf | None:
    return next((rule for rule in item.rules if isinstance(rule, OnlyIf)), None)
