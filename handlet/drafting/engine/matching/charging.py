"""The owner's typed rules, obeyed: least amounts, included ones, what comes with what, what stands in for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.headcount import PEOPLE, is_by_person
from handlet.drafting.engine.matching.items import Item, PriceItems, only_if
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.measuring import Places
from handlet.drafting.engine.matching.sizes import Sizes, figure, rounded
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.port import Enquiry, Intent, Reading
from handlet.kit.london import LONDON
from handlet.quoting.rules import (
    Adds,
    Band,
    Condition,
    Guide,
    Included,
    Minimum,
    NeedsFact,
    OnlyIf,
    Together,
)
from handlet.quoting.rules_in_words import ANOTHER_COLOUR

UNKNOWN = None
SATURDAY, MORNING, EVENING, NIGHT = 5, 7, 18, 22
"""The first day of a weekend, and hours at which owners' evenings and nights begin and end unless their list says otherwise."""
# What stands among the needs of a match whose price the owner makes firm by seeing it: no question of the customer.
GUIDE = "guide"
ROOM = stem("room")
BATHROOM = stem("bathroom")
# Rooms by which a house is told: “two bedrooms” of bed bugs are two rooms.
SLEPT_IN = frozenset((ROOM, stem("bedroom")))
ROOMS = frozenset(stem(word) for word in ("room", "bedroom", "lounge", "kitchen", "bathroom", "hall"))
_AGE = re.compile(
    r"\b(?:aged?|is|she['’]?s|he['’]?s|i['’]?m|am|mum|dad|mother|father|nan|gran\w*|\(|,|who is|turned|now)\s*\(?,?\s*(?:nearly |almost |over )?(\d{2})\b(?!\s*(?:m\b|mm|cm|ft|x|th|st|nd|rd|:|%|years? ago|[./]\d))"
    r"|\b(\d{2})[- ]years?[- ]old\b(?! (?:boiler|house|roof|tank|property|flat))|\b(\d{2}) ?(?:yrs?|years) old\b|\bin (?:her|his|my|their|our) ((?:early |late |mid )?\d0)['’]?s\b|\b(?:her|his|my|their) (seventies|eighties|nineties|sixties)\b",
    re.I,
)
_DECADES = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_NOT_OWN_HOME = re.compile(
    r"\bcare home\b|\bnursing home\b|\bsheltered\b|\brent(?:s|ed|ing)\b|\bcouncil\b|\blandlord\b|\btenant\b", re.I
)
_BUILT = re.compile(
    r"\b(?:built|house|property|dates?|from|in|circa|c\.)\D{0,25}\b(1[6-9]\d\d|20[0-2]\d)(s)?\b|\b((?:19)?[2-9]0)['’]?s (?:house|semi|property|bungalow|build|terrace|built|flat)\b|\b(1[6-9]\d0)s\b",
    re.I,
)
_OLD_STYLES = re.compile(
    r"\b(?:victorian|edwardian|georgian|art deco|pre[- ]?war|post[- ]?war|thirties|sixties|seventies)\b", re.I
)
_NEW_BUILD = re.compile(r"\bnew[- ]?build\b|\bbrand new house\b", re.I)
_STOREYS = re.compile(r"\b(one|two|three|four|single|1|2|3|4)[- ]stor(?:e?y|ies|eys|ied|eyed)\b", re.I)
_NUMBERS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4}
# “Carpets already up so nothing to lift”, “I’ve already got rid of the old ones”.
_NOTHING_TO_TAKE = re.compile(
    r"\b(?:don['’]?t|no need to|needn['’]?t) (?:worry|bother|fret) (?:about|with) (?:the )?old\b|\bnothing (?:to|needs?|wants?)\b[^.?!]{0,20}\b(?:lift\w*|tak\w+|remov\w+|strip\w*|com\w+|clear\w*)\b"
    r"|\b(?:don['’]?t|doesn['’]?t|dont|no) (?:need|want)\b[^.?!]{0,20}\b(?:tak\w+|remov\w+|lift\w*|strip\w*)\b"
    r"|\balready (?:got rid|(?:been )?(?:taken|ripped|lifted|stripped|removed|pulled|dumped|come)|up\b|gone\b|off\b|out\b)"
    r"|\b(?:is|are|has been|have been|['’]s) (?:already |all )?(?:up|gone|stripped|ripped out)\b(?! (?:for|to|in)\b)[^.?!]{0,25}\b(?:already|so|nothing|dont|don['’]t)\b"
    r"|\b(?:i|we)(?:['’]ve| have)? (?:already )?(?:got rid of|taken|stripped|ripped|lifted|removed|pulled) (?:out |up |off |down )?(?:the |our |all )?(?:old|existing)\b",
    re.I,
)
_REMOVAL = re.compile(
    r"\b(?:take|taken|taking|cart|clear)\b[^.?!]{0,30}\b(?:away|off|out|up)\b|\bget(?:ting)? rid\b|\bdispos\w+|\bremov\w+|\bdump\w*|\brip\w* (?:out|up|off)\b|\bto the (?:tip|dump|skip)\b|\bstrip\w* (?:off|out|up)?|\bcome off\b|\bcoming off\b|\blift\w*\b|\buplift\w*|\bhaul|\bold [a-z ]{0,20}\b(?:off|up|out|away|gone)\b|\bold (?:one|ones)\b[^.?!]{0,15}\b(?:away|gone|out|off)\b"
    r"|\b(?:has|have|['’]ll have|needs?|wants?|going|got|is|are) to (?:go|come (?:up|off|out))\b|\b(?:dig|dug|break|broken|pull|smash)\w* (?:(?:it|them|that) )?(?:up|out)\b|\bshot of\b|\bbinn(?:ed|ing)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Case:
    prices: PriceItems
    said: Wanted
    sizes: Sizes
    places: Places
    enquiry: Enquiry
    reading: Reading
    chosen: Sequence[Candidate]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(t.word for s in self.said.segments if not s.refused for t in s.terms)


def charged(
    matches: Sequence[Match],
    chosen: Sequence[Candidate],
    prices: PriceItems,
    said: Wanted,
    sizes: Sizes,
    places: Places,
    enquiry: Enquiry,
    reading: Reading,
) -> Sequence[Match]:
    """The matches after every rule of their items, added lines behind the line that brings them."""
    case = _Case(prices, said, sizes, places, enquiry, reading, chosen)
    made = _together(_by_condition(_left_to_them(matches, case), case), case)
    made = [one for one in made if not _is_in_the_whole(one, made, case)]
    made = [_banded(one, case) for one in made]
    made = [
        line for one in made for line in _by_size(one, {other.item.code for other in made if other is not one}, case)
    ]
    made = _included(made, case)
    made = [_least(one, case) for one in made]
    made = _added(made, case)
    return [_needing(one, case) for one in _once(made)]


_THEY_DO_IT = re.compile(
    r"\b(?:i|we|my \w+|our \w+)(?:['’]ll| will| can|['’]m going to| am going to)\b[^.?!,]{0,15}\b(?:burn|compost|tip|dump|keep|get rid|dispose|bag|take|shift|clear)\b"
    r"|\bleave (?:all )?(?:the |it |them )?(?:clippings|waste|cuttings|old|rubble)?\b[^.?!]{0,12}\b(?:in a heap|on site|here|for me|for us|where)",
    re.I,
)


def _left_to_them(matches: Sequence[Match], case: _Case) -> Sequence[Match]:
    """Without taking away what they take away themselves, or what has gone already: “I’ll burn the clippings.”"""
    if not (_THEY_DO_IT.search(case.said.words) or _NOTHING_TO_TAKE.search(case.said.words)):
        return matches
    on_wish = {
        rule.item
        for item in case.prices.items
        for rule in item.rules
        if isinstance(rule, Adds) and any(one.kind == "asked" for one in rule.when)
    }
    kept = [one for one in matches if one.item.code not in on_wish]
    return kept or matches


def undecided(
    matches: Sequence[Match], chosen: Sequence[Candidate], prices: PriceItems, said: Wanted, sizes: Sizes
) -> list[list[Candidate]]:
    """Chosen items that a size would tell from others of the list, and that size was not said: each with those others."""
    charged_codes = {match.item.code for match in matches if not match.added_by}
    words = {term.word for segment in said.segments for term in segment.terms}
    found = []
    for one in chosen:
        item = one.item
        if item.row.code not in charged_codes or item.row.code in prices.further:
            continue
        mine = [r for r in item.rules if isinstance(r, Band) and r.measure in _DECIDING]
        mine = [r for r in mine if sizes.of(r, one.segment, item.words) is None]
        if not mine:
            continue
        others = [
            other
            for other in prices.items
            if other is not item
            and other.row.code not in prices.further
            and other.head & item.head
            and other.row.unit == item.row.unit
            and (not other.supplied or not item.supplied or other.supplied == item.supplied)
            and any(isinstance(r, Band) and r not in mine and (r.measure, r.unit) in {(b.measure, b.unit) for b in mine} for r in other.rules)
            and not (item.words - other.words) & words
            and not (other.words - item.words) & words & _SURFACES
            and len((item.words ^ other.words) - _SIZED) <= 2
        ]  # fmt: skip
        if others:
            found.append([one, *(replace(one, item=other) for other in others)])
    return found


_DECIDING = ("area", "height", "width", "size", "bedrooms", "power")
_SURFACES = frozenset(stem(word) for word in ("wall", "floor", "ceiling"))
_SIZED = frozenset(stem(word) for word in "small medium large low tall high studio flat house format bed".split())


def _item(match: Match, case: _Case) -> Item:
    found = case.prices.by_code(match.item.code)
    assert found is not None
    return found


def _by_condition(matches: Sequence[Match], case: _Case) -> list[Match]:
    """Each line as its condition has it; two that are the same thing but for a condition are wanted once."""
    made: dict[str, Match] = {}
    for one in matches:
        allowed = _allowed(one, case)
        if allowed is None:
            continue
        before = made.get(allowed.item.code)
        if before is None or before.quantity < allowed.quantity:
            made[allowed.item.code] = allowed
    return list(made.values())


def _allowed(match: Match, case: _Case) -> Match | None:
    """The item whose condition holds, of two that are the same but for it."""
    rule = only_if(_item(match, case))
    if rule is not None:
        if holds(rule.condition, case):
            return match
        other = case.prices.by_code(rule.otherwise) or _sibling(match, case)
        return replace(match, item=other.row) if other is not None else None
    for item in case.prices.items:
        condition = only_if(item)
        if condition is None or not holds(condition.condition, case):
            continue
        if condition.otherwise == match.item.code or (
            not condition.otherwise and _sibling_of(item, case) is match.item
        ):
            return replace(match, item=item.row)
    return match


def _sibling(match: Match, case: _Case) -> Item | None:
    mine = _item(match, case)
    return next(
        (
            item
            for item in case.prices.items
            if item is not mine and item.head == mine.head and item.groups == mine.groups
        ),
        None,
    )


def _sibling_of(item: Item, case: _Case) -> object:
    other = next(
        (one for one in case.prices.items if one is not item and one.head == item.head and one.groups == item.groups),
        None,
    )
    return other.row if other is not None else None


def _together(matches: Sequence[Match], case: _Case) -> list[Match]:
    made = list(matches)
    for item in case.prices.items:
        for rule in item.rules:
            if isinstance(rule, Together):
                parts = [one for one in made if one.item.code in rule.items]
                if len(parts) == len(rule.items):
                    whole = replace(parts[0], item=item.row, quantity=max(one.quantity for one in parts), missing="")
                    made = [whole if one is parts[0] else one for one in made if one is parts[0] or one not in parts]
                    made = [
                        one
                        for place, one in enumerate(made)
                        if one.item.code != item.row.code
                        or made.index(next(o for o in made if o.item.code == item.row.code)) == place
                    ]
                elif any(one.item.code == item.row.code for one in made):
                    # The whole is meant: its parts are not charged beside it.
                    made = [one for one in made if one.item.code not in rule.items]
    return made


_BY_ITSELF = re.compile(r"\b(?:by itself|on its own|alone|only)\b", re.I)
_ONLY = re.compile(r"\b(?:only|just|by itself|on its own|alone)\b", re.I)


def _is_in_the_whole(match: Match, among: Sequence[Match], case: _Case) -> bool:
    """“Ceiling by itself”, where walls and ceiling of that room are painted anyway: part of a line that says it holds it."""
    item = _item(match, case)
    places = [one for one in case.chosen if one.item.row.code == match.item.code]
    if not _BY_ITSELF.search(item.row.name) or not places or any(_ONLY.search(s.text) for s in places[0].places):
        return False
    sentences = {s.sentence for s in places[0].places}
    for other in among:
        whole = _item(other, case)
        if whole is item or not item.head or not item.head <= whole.words | set(whole.about):
            continue
        if _BY_ITSELF.search(whole.row.name) or item.head & whole.head:
            continue
        if any(s.sentence in sentences for one in case.chosen if one.item is whole for s in one.places):
            return True
    return False


def _banded(match: Match, case: _Case) -> Match:
    """“Three or more are charged at …”: the item of the same thing whose range of numbers holds the number wanted."""
    item = _item(match, case)
    mine = _count_band(item)
    if mine is not None and (not _is_of(mine, item) or mine.holds(match.quantity)):
        return match
    alike = [o for o in case.prices.items if o is not item and o.row.unit == item.row.unit and o.head & item.head]
    for other in alike:
        band = _count_band(other)
        if band is None or not band.holds(match.quantity):
            continue
        if band.of == mine.of if mine is not None else _is_plain_of(item, other, band):
            return replace(match, item=other.row)
    if mine is not None:
        plain = next((o for o in alike if _count_band(o) is None and _is_plain_of(o, item, mine)), None)
        return replace(match, item=plain.row) if plain is not None else match
    return match


def _count_band(item: Item) -> Band | None:
    return next((rule for rule in item.rules if isinstance(rule, Band) and rule.measure == "count"), None)


def _is_plain_of(plain: Item, banded: Item, band: Band) -> bool:
    """“LED spot”, beside “LED spot, ten or more”: the same thing in any other number."""
    return plain.words <= banded.words and _is_of(band, plain)


def _is_of(band: Band, item: Item) -> bool:
    """Whether a range counts the thing itself."""
    counted = {stem(word) for word in band.of.split()}
    if counted & PEOPLE and not is_by_person(item):
        # “Bar, up to 60 guests” is one bar, however many come.
        return False
    return bool(counted & (item.head | {stem(word) for word in item.row.name.lower().replace(",", " ").split()}))


def _by_size(match: Match, besides: Set[str], case: _Case) -> list[Match]:
    """“Two stumps, one 20 cm across, the other 40”: each size on the item whose range holds it. besides: codes of the other lines,
    which have their own sizes."""
    item = _item(match, case)
    mine = next(
        (r for r in item.rules if isinstance(r, Band) and r.measure in ("area", "width", "size", "height")), None
    )
    if mine is not None and mine.measure == "height" and match.item.unit.lower() == "m":
        return _by_height(match, mine, case)
    if (
        mine is None
        or match.item.unit.lower() in ("m2", "m²", "m", "hour", "visit")
        or item.row.code in case.prices.further
    ):
        return [match]
    if mine.measure == "area":
        sizes = list(match.parts)
    else:
        factor = {"m": Decimal(1), "cm": Decimal("0.01"), "mm": Decimal("0.001"), "ft": Decimal("0.3048")}.get(
            mine.unit
        )
        sizes = [
            one.metres / factor
            for one in case.sizes.all
            if factor
            and one.metres is not None
            and one.bound.group < 0
            and one.bound.role in (mine.measure, "size", "width", "length")
        ]
    if not sizes or len(sizes) > max(match.quantity, Decimal(2)):
        return [match]
    others = [
        other
        for other in case.prices.items
        if other.head & item.head
        and other.row.unit == item.row.unit
        and any(isinstance(r, Band) and r.measure == mine.measure and r.unit == mine.unit for r in other.rules)
    ]
    found: dict[str, int] = {}
    for size in sizes:
        fitting = [
            other.row.code
            for other in others
            if any(isinstance(r, Band) and r.measure == mine.measure and r.holds(size) for r in other.rules)
        ]
        if not fitting:
            return [match]
        code = match.item.code if match.item.code in fitting else fitting[0]
        if code not in besides:
            found[code] = found.get(code, 0) + 1
    left = match.quantity - len(sizes)
    if not found or (set(found) == {match.item.code} and not besides & {other.row.code for other in others}):
        return [match]
    if left > 0:
        found[match.item.code] = found.get(match.item.code, 0) + int(left)
    rows = {other.row.code: other.row for other in others}
    return [replace(match, item=rows[code], quantity=Decimal(number), parts=()) for code, number in found.items()]


def _by_height(match: Match, mine: Band, case: _Case) -> list[Match]:
    """“12 m of box, waist high, and 10 m of beech, 2.5 m”: each run on the item whose range holds its height."""
    candidate = next((one for one in case.chosen if one.item.row.code == match.item.code), None)
    if candidate is None or mine.unit != "m":
        return [match]
    runs = case.places.runs_by_height(candidate)
    found: dict[str, Decimal] = {}
    rows = {match.item.code: match.item}
    for run, high in runs:
        row = match.item
        if high is not None and not mine.holds(high):
            row = next((other.row for other in case.prices.items if _is_for(other, candidate.item, high)), row)
        rows[row.code] = row
        found[row.code] = found.get(row.code, Decimal(0)) + run
    if len(found) < 2:
        return [match]
    return [replace(match, item=rows[code], quantity=rounded(metres), parts=()) for code, metres in found.items()]


def _is_for(other: Item, item: Item, high: Decimal) -> bool:
    """Whether another item is of the same thing, for this height in metres."""
    bands = [rule for rule in other.rules if isinstance(rule, Band) and rule.measure == "height" and rule.unit == "m"]
    return bool(other.head & item.head) and other.row.unit == item.row.unit and any(band.holds(high) for band in bands)


def _included(matches: Sequence[Match], case: _Case) -> list[Match]:
    """Each first and its further ones. Items that share a further line share the first: the dearest is the first."""
    made: list[Match] = []
    firsts: dict[str, Match] = {}
    for one in sorted(matches, key=lambda one: -one.item.unit_price):
        for rule in _included_rules(one, case):
            if rule.first == 1 and _counts_itself(rule, one, case):
                firsts.setdefault(rule.then, one)
    for one in matches:
        base, unknown = one, ""
        extras: list[Match] = []
        for rule in _included_rules(one, case):
            further = case.prices.by_code(rule.then)
            if further is None:
                continue
            itself = _counts_itself(rule, one, case)
            number = _number_of(rule, one, case, itself=itself)
            if itself and firsts.get(rule.then, one) is not one:
                base, extras = replace(one, item=further.row, quantity=number or Decimal(1), missing=""), []
                break
            told = _by_place(one, case) if itself and rule.each_place else []
            if itself and not (_is_surface(one.item.unit) and rule.first == 1):
                base = replace(base, quantity=Decimal(max(1, len(told))))
            if len(told) > 1:
                number = Decimal(sum(told))
            if itself and _is_by_bedroom(rule) and not case.words & ROOMS:
                # “Bed bugs, first bedroom”, and nobody spoke of any room.
                base = replace(base, missing=base.missing or "quantity")
            if number is None:
                unknown = unknown or _asked_of(rule)
                continue
            extra = _extra(rule, number, base, one, case)
            if extra > 0:
                said = f"the first {rule.first.normalize():f} {'are' if rule.first != 1 else 'is'} included"
                extras.append(
                    replace(one, item=further.row, quantity=extra, missing="", added_by=one.item.code, note=said)
                )
        if unknown and unknown not in base.needs:
            base = replace(base, needs=[*base.needs, unknown])
        for line in [base, *extras]:
            before = next((other for other in made if other.item.code == line.item.code), None)
            if before is None:
                made.append(line)
            elif line.item.unit.lower().rstrip("s") == "mile":
                # The road is driven once, however much is done.
                made = [replace(o, quantity=max(o.quantity, line.quantity)) if o is before else o for o in made]
            else:
                made = [replace(o, quantity=o.quantity + line.quantity) if o is before else o for o in made]
    return made


_IN_A_PLACE = re.compile(
    r"\b(?P<number>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:[a-z-]+\s+){0,4}?(?:in|for|on|into)\s+(?:the |my |our |her |his |each )?"
    r"(?:[a-z]+ )?(?P<place>(?:living|dining|sitting|front|back|box|play|utility|family|bed|bath)?[- ]?rooms?|lounge|kitchen|hall(?:way)?|landing|study|office|garage|bedrooms?|loft|conservatory|nursery|snug|diner|porch|utility)\b",
    re.I,
)


def _by_place(match: Match, case: _Case) -> list[int]:
    """How many are wanted in each place: “two doubles in the living room and four in the kitchen”. One place alone: nothing."""
    sentences = {s.sentence for one in case.chosen if one.item.row.code == match.item.code for s in one.places}
    text = case.said.told_in(sentences)
    found = [(one.group("place").lower(), one.group("number").lower()) for one in _IN_A_PLACE.finditer(text)]
    if len({place for place, _ in found}) < 2:
        return []
    return [figure(number) for _, number in found]


def _extra(rule: Included, number: Decimal, base: Match, asked: Match, case: _Case) -> Decimal:
    """How many of the further item: beyond what the price holds, by started steps, for each measured place by itself."""
    if re.match(r"m2\b|m²", rule.of) and len(asked.parts) > 1:
        return rounded(sum((max(part - rule.first, Decimal(0)) for part in asked.parts), Decimal(0)))
    if _is_surface(asked.item.unit) and not _is_surface(rule.of) and rule.first == 1:
        # “Each further layer, per m2 of that layer”.
        return asked.quantity * (number - 1)
    over = number - rule.first * (base.quantity if _per_piece(rule) else Decimal(1))
    if over <= 0:
        return Decimal(0)
    if rule.step != 1:
        over = (over / rule.step).to_integral_value(ROUND_CEILING)
    return over * base.quantity if rule.each else over


def _per_piece(rule: Included) -> bool:
    """“Up to 5 tiles” of two repairs are ten; three metres of cable of two sockets are told of one length."""
    return not re.match(r"m\b|metres?|days?\b|hours?\b|floors?\b|mile|litre|kg\b|kilo", rule.of)


def _is_surface(unit: str) -> bool:
    return bool(re.match(r"(?:m2|m²|sqm|sq m)\b", unit.lower().strip()))


def _asked_of(rule: Included) -> str:
    """The question for how much there is, where the price holds several and most have more or less than that."""
    if rule.first == 1:
        return ""
    if re.match(r"m2\b|m²", rule.of):
        return "dimensions"
    return "quantity" if re.match(r"(?:radiator|circuit|spindle|panel|window|step|tread)", rule.of) else ""


def _included_rules(match: Match, case: _Case) -> list[Included]:
    return [rule for rule in _item(match, case).rules if isinstance(rule, Included)]


def _is_by_bedroom(rule: Included) -> bool:
    return rule.first == 1 and bool({stem(word) for word in rule.of.split()} & SLEPT_IN)


def _counts_itself(rule: Included, match: Match, case: _Case) -> bool:
    """True where what is included is the thing of the item: five tiles of a tile repair, not the bathroom of a clean."""
    of = {term.word for term in terms_of(rule.of)} | {stem(word) for word in rule.of.split()}
    item = _item(match, case)
    if re.match(r"m2?\b|m²|metres?|miles?\b|days?\b|hours?\b|floors?\b|litres?\b|kg\b|kilos?\b", rule.of):
        return False
    named = {stem(word) for word in re.findall(r"[a-z]+", item.row.name.lower())}
    return (
        not of
        or bool(of & item.head)
        or bool(of & item.words)
        or bool({stem(word) for word in rule.of.split()} & named)
    )


def _number_of(rule: Included, match: Match, case: _Case, *, itself: bool) -> Decimal | None:
    """How many of what is included are wanted in all; None where it is not said."""
    if re.match(r"m2\b|m²", rule.of):
        candidate = next((one for one in case.chosen if one.item.row.code == match.item.code), None)
        parts = case.places.areas(candidate) if candidate is not None else []
        return sum(parts, Decimal(0)) if parts else None
    if re.match(r"m\b|metres?", rule.of):
        lengths = [
            one for one in case.sizes.all
            if one.metres is not None and one.bound.role in ("length", "run") and one.bound.group < 0
        ]  # fmt: skip
        of = {term.word for term in terms_of(rule.of)} | _item(match, case).words
        near = [one for one in lengths if one.words & of] or lengths
        return near[0].metres if near else None
    if rule.of.startswith("mile"):
        miles = re.search(r"(\d+(?:\.\d+)?) ?miles?\b", case.said.words, re.I)
        return Decimal(miles.group(1)).to_integral_value(ROUND_CEILING) if miles else None
    if re.match(r"litres?\b|kg\b|kilos?\b", rule.of):
        unit = "l" if rule.of.startswith("litre") else "kg"
        held = [one.bound.fact.value for one in case.sizes.all if one.bound.fact.unit == unit]
        return held[0] if len(held) == 1 else None
    if rule.of == "days":
        return hired_days(case.said.words)
    if rule.of == "hours":
        hours = [
            one.bound.fact.value for one in case.sizes.all if one.bound.fact.unit == "hour" and not one.bound.implied
        ]
        return hours[0] if len(hours) == 1 else None
    if rule.of.startswith("floors"):
        return _floor(case)
    of = {term.word for term in terms_of(rule.of)} | {stem(word) for word in rule.of.split()}
    told = _bathrooms(case, toilets=stem("toilet") in of) if BATHROOM in of and not itself else None
    counted = [one for one in case.sizes.all if one.bound.role == "count" and not one.bound.implied and one.words & of]
    if of & SLEPT_IN:
        counted += [
            one
            for one in case.sizes.all
            if one.bound.role in ("count", "bedrooms") and not one.bound.implied and one.words & ROOMS
        ]
    if not itself or _is_surface(match.item.unit):
        return max([*([told] if told else []), *(one.bound.fact.value for one in counted[:1])], default=None)
    return max(
        [match.quantity, *([counted[0].bound.fact.value] if counted and (rule.first != 1 or of & SLEPT_IN) else [])]
    )


_BATHING = re.compile(
    r"\b(?P<number>two|three|four|five|[2-5]|both)?\s*(?:\w+ ){0,2}?(?P<kind>bath ?rooms?|en[- ]?suites?|(?:shower|wet)[- ]?rooms?)\b",
    re.I,
)
_MANY = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


_OWN_TOILET = re.compile(
    r"\b(?P<number>two|three|[2-3])? ?(?:separate|downstairs|upstairs|guest|extra|ground[- ]floor|cloakroom)\s+(?P<kind>toilet|loo|wc|lav|w\.c)s?\b"
    r"|\b(?P<alone>cloakroom|toilet on its own|toilet downstairs|loo downstairs|wc downstairs)\b",
    re.I,
)


def _bathrooms(case: _Case, *, toilets: bool = False) -> Decimal | None:
    """How many there are: “two bathrooms and an en suite” are three. A loo alone is one where the owner counts toilets, else
    none. None where none is spoken of."""
    most: dict[str, int] = {}
    for segment in case.said.segments:
        if segment.refused:
            continue
        if toilets and (alone := _OWN_TOILET.search(segment.text)):
            word = (alone.group("number") or "1").lower()
            most["toilet"] = max(most.get("toilet", 0), _MANY.get(word) or int(word))
        for found in _BATHING.finditer(segment.text):
            word = (found.group("number") or "1").lower()
            number = _MANY.get(word) or int(word)
            kind = re.sub(r"[^a-z]", "", found.group("kind").lower()).rstrip("s")
            most[kind] = max(most.get(kind, 0), number)
    if not most:
        return None
    whole = most.get("bathroom", 0)
    others = sum(number for kind, number in most.items() if kind != "bathroom")
    # “Two bathrooms, one is an en suite”: told of as one of them.
    inside = re.search(
        r"\b(?:one|1) ?(?:['’]?s|is|being|of (?:them|which)(?: is)?|an?) (?:an? )?(?:en[- ]?suite|shower|wet)"
        r"|\b(?:so|in all|altogether|total of|that['’]?s) (?:two|three|four|[2-5]) bath ?rooms\b|\bbath ?rooms (?:in all|in total|altogether)\b",
        case.said.words,
        re.I,
    )
    return Decimal(max(whole, others) if inside else whole + others)


_NUMBER_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_FOR_TIME = re.compile(
    r"\b(?:for|need(?:ed)? (?:it |one )?(?:for )?|keep (?:it |one )?(?:for )?|hire (?:it )?(?:for )?|about|,)\s*(?:about |around |approx\.? |up to |maybe |roughly )?(?:a couple of|couple of|(\d+|a|one|two|three|four|five|six|eight|ten))?\s*(day|week|fortnight|month)s?\b(?! (?:ago|notice|on|time|commencing|before))",
    re.I,
)


def hired_days(text: str) -> Decimal | None:
    """For how many days something is wanted, as said; None where it is not. “A fortnight” is fourteen."""
    found = _FOR_TIME.search(text)
    if found is None:
        return None
    word = (found.group(1) or ("two" if "couple" in found.group() else "a")).lower()
    number = Decimal(word) if word.isdigit() else Decimal(_NUMBER_WORDS.get(word, 1))
    return number * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[found.group(2).lower()]


def _floor(case: _Case) -> Decimal | None:
    """The highest floor told of without a lift; None where no floor is told or there is a lift."""
    told = [one for one in case.reading.circumstances if one.kind == "floor" and one.value.lstrip("-").isdigit()]
    lifts = [one.value for one in case.reading.circumstances if one.kind == "lift"]
    if not told or "yes" in lifts:
        return None
    return Decimal(max(int(one.value) for one in told))


def _least(match: Match, case: _Case) -> Match:
    rule = next((rule for rule in _item(match, case).rules if isinstance(rule, Minimum)), None)
    if rule is None or match.quantity >= rule.quantity:
        return match
    return replace(
        match,
        quantity=rule.quantity,
        note=f"minimum {rule.quantity.normalize():f}" if not match.missing else match.note,
    )


def _added(matches: Sequence[Match], case: _Case) -> list[Match]:
    made = list(matches)
    for one in matches:
        for rule in _item(one, case).rules:
            if not isinstance(rule, Adds):
                continue
            other = case.prices.by_code(rule.item)
            if other is None:
                continue
            total = sum((m.quantity for m in matches for r in _item(m, case).rules if r == rule), Decimal(0))
            if one.added_by:
                continue
            if rule.above and total <= rule.above:
                continue
            if not all(holds(condition, case, other) for condition in rule.when if condition.kind != "only_one"):
                continue
            if any(condition.kind == "only_one" for condition in rule.when) and not _is_one_alone(matches):
                continue
            if rule.unless and _is_said(rule.unless, case):
                continue
            basis = rule.basis
            if (
                basis == "once"
                and _EACH_AWAY.search(other.row.description)
                and any(c.kind == "asked" for c in rule.when)
            ):
                # “Take away old toilet, basin or bath, per item”: as many as are put in.
                basis = "same"
            quantity = {
                "once": Decimal(1),
                "same": one.quantity,
                "room": Decimal(max(1, len(one.parts))),
                "started": (total / rule.per).to_integral_value(ROUND_CEILING) if rule.per else Decimal(1),
            }[basis]
            made.append(
                replace(one, item=other.row, quantity=quantity, missing="", needs=(), note="", added_by=one.item.code)
            )
    return made


_BY_ITS_SEATS = re.compile(
    r"\b(?:for|per) (?:each |every )?(?:seat|tread|step|drawer|door|pane|panel|m2|m|metre|hour)\b", re.I
)


def _is_one_alone(matches: Sequence[Match]) -> bool:
    """One thing is wanted in the whole visit: one line, of one; a settee charged by its seats is one thing."""
    wanted = [one for one in matches if not one.added_by]
    if len(wanted) != 1:
        return False
    one = wanted[0]
    by_part = one.item.unit.lower() in ("m2", "m²", "m", "hour") or _BY_ITS_SEATS.search(one.item.description)
    return one.quantity == 1 or bool(by_part)


_EACH_AWAY = re.compile(r"^\W*(?:per|each) (?!job|visit|load|bag|trip|hour|day|m\b|m2|metre|order)[a-z]{3,}", re.I)


def _once(matches: Sequence[Match]) -> list[Match]:
    """Each code once: what the customer named with a figure of its own stands; else what a rule brought."""
    found: dict[str, Match] = {}
    for one in matches:
        before = found.get(one.item.code)
        if before is None:
            found[one.item.code] = one
        elif one.added_by and not before.added_by and before.quantity <= 1:
            found[one.item.code] = replace(before, quantity=max(before.quantity, one.quantity), missing="")
        elif one.added_by and before.missing:
            found[one.item.code] = replace(before, quantity=one.quantity, missing="")
    return list(found.values())


def _needing(match: Match, case: _Case) -> Match:
    """What must be known before the price is firm, and is not: by a rule, or because the condition of a rule is not known."""
    needs = list(match.needs)
    for rule in _item(match, case).rules:
        if isinstance(rule, NeedsFact) and (rule.when is None or holds(rule.when, case)):
            needs.append(rule.fact)
        if isinstance(rule, Guide):
            needs.append(GUIDE)
        if isinstance(rule, Adds):
            others = [one for one in rule.when if one.kind != "built_before"]
            if len(others) < len(rule.when) and all(holds(one, case) for one in others):
                needs.append("house_age")
            high = [one for one in rule.when if one.kind == "storeys_at_least"]
            if high and not storeys(case.said.words) and not (rule.unless and _is_said(rule.unless, case)):
                needs.append("storeys")
        if isinstance(rule, OnlyIf) and rule.condition.kind == "age_at_least":
            needs += _age_wanted(case)
    if any(
        isinstance(rule, OnlyIf) and rule.otherwise == match.item.code and rule.condition.kind == "age_at_least"
        for item in case.prices.items
        for rule in item.rules
    ):
        needs += _age_wanted(case)
    return replace(match, needs=[fact for fact in dict.fromkeys(needs) if not known(fact, case)])


_FOR_THE_OLD = re.compile(
    r"\b(?:gran\w*|nan|nana|nanny|grandma|grandad|grandfather|grandmother|elderly|pensioner|mum|mam|dad|mother|father|parents?|old(?:er)? (?:lady|gentleman|man|people)|mother-in-law|father-in-law)\b",
    re.I,
)


def _age_wanted(case: _Case) -> list[str]:
    """The age decides the rate of VAT; it is asked only where somebody who may be old enough is spoken of."""
    text = case.said.words
    return (
        ["customer_age"] if age(text) is None and _FOR_THE_OLD.search(text) and not _NOT_OWN_HOME.search(text) else []
    )


TILE_SIZED = re.compile(
    r"\b\d{2,4} ?(?:mm|cm)\b|\b\d{2,4} ?(?:x|by) ?\d{2,4}\b|\b(?:mosaics?|metro|(?:large|small|medium)[- ]format)\b|\bsheets\b",
    re.I,
)


def known(fact: str, case: _Case) -> bool:
    """True where the enquiry answers it already."""
    text, sizes = case.said.words, case.sizes
    if fact == "photos":
        return any(one.kind == "photos" for one in case.reading.circumstances) or any(
            name.lower().rsplit(".", 1)[-1] in ("jpg", "jpeg", "png", "heic", "webp", "gif")
            for name in case.enquiry.attachment_names
        )
    if fact == "num_bathrooms":
        return bool(
            re.search(
                r"\b(?:\d|an?|the|one|two|three|single) (?:\w+ )?bath(?:room)?s?\b|\bbathroom and (?:an )?en-?suite\b|\b(?:an?|one|the|\d|two) (?:\w+ )?(?:shower|wet)[- ]?rooms?\b",
                text,
                re.I,
            )
        )
    if fact == "property_size":
        return any(one.bound.role == "bedrooms" for one in sizes.all) or bool(re.search(r"\bstudio\b", text, re.I))
    if fact == "house_age":
        return built(text) is not UNKNOWN
    if fact == "tile_size":
        return any(one.bound.role == "size" for one in sizes.all) or bool(TILE_SIZED.search(text))
    if fact in ("area", "dimensions"):
        return any(one.bound.role in ("area", "length", "width") for one in sizes.all)
    if fact == "length":
        return any(one.bound.role in ("length", "run") for one in sizes.all)
    if fact == "make_model":
        return bool(
            re.search(
                r"\b(?:worcester|vaillant|ideal|baxi|glow[- ]?worm|viessmann|potterton|alpha|ariston|ferroli|vokera|logic|bosch|main|intergas|biasi|navien|atag|hotpoint|samsung|lg|beko|miele|neff|siemens|zanussi|indesit|triton|mira|aqualisa|redring|bristan|grohe|gainsborough|heatrae|creda|saniflo|grundfos|salamander|stuart turner|hager|wylex|mk|crabtree|schneider|contactum|fusebox|yale|chubb|union|velux|rangemaster|aga|smeg|aeg|electrolux|whirlpool|hoover|candy|dyson)\b",
                text,
                re.I,
            )
        )
    if fact == "hedge_height":
        return any(one.bound.role == "height" for one in sizes.all)
    if fact == "quantity":
        return any(one.bound.role == "count" and not one.bound.implied for one in sizes.all)
    if fact == "customer_age":
        return age(text) is not UNKNOWN
    if fact == "access":
        return bool(re.search(r"\baccess\b|\bparking\b|\bladder\b|\bground floor\b|\bdrive\b|\bkeys?\b", text, re.I))
    if fact == "fault_detail":
        return bool(re.search(r"\b[EF]:?\d{1,3}\b|\berror\b|\bcode\b", text))
    return False


def holds(condition: Condition, case: _Case, added: Item | None = None) -> bool:
    """Whether the enquiry says what the condition asks. What is not said does not hold."""
    text = case.said.words
    if condition.kind == "emergency":
        return case.reading.urgency == "emergency"
    if condition.kind == "no_emergency":
        return case.reading.urgency != "emergency" and case.reading.intent is not Intent.EMERGENCY
    if condition.kind == "age_at_least":
        years = age(text)
        return years is not None and years >= condition.number and not _NOT_OWN_HOME.search(text)
    if condition.kind == "built_before":
        year = built(text)
        return year is not None and year < condition.number
    if condition.kind == "storeys_at_least":
        return storeys(text) >= condition.number
    if condition.kind == "said":
        return _is_about(condition.words, case)
    if condition.kind == "postcode":
        codes = {one.value.split()[0].upper() for one in case.reading.postcodes}
        wanted = condition.words.upper().split()
        return any(code in wanted or re.sub(r"\d.*", "", code) in wanted for code in codes)
    if condition.kind == "at":
        return _is_wanted_at(condition.words.split(), case)
    if condition.kind == "months_since":
        since = months_since(text)
        return since is not None and since >= condition.number
    return _is_asked(added, case)


_ROADSIDE = re.compile(
    r"\b(?:on|in) (?:the |our |a |my )?(?:road|street|highway|pavement|kerb)(?:side)?\b|\broadside\b|\bno (?:drive|driveway|off[- ]street)\b|\b(?:don['o’]?t|haven['o’]?t|without) (?:have |got )?(?:a )?drive(?:way)?\b|\boutside (?:the|our|my) (?:house|front|flat)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:no|not|isn['’]?t|never|without|nothing)\s+(?:any |the |an? )?$", re.I)


_COLOUR = re.compile(
    r"\b(?:blues?|greens?|gr[ea]y|navy|sage|yellow|red|pink|black|cream|beige|teal|terracotta|charcoal|lilac|purple|orange|brown|olive|mustard|burgundy|anthracite"
    r"|duck[- ]egg|turquoise|aqua|maroon|coral|peach|farrow|a colour|in colour|coloured)\b",
    re.I,
)


def _is_about(words: str, case: _Case) -> bool:
    """One of the alternatives that “or” joins is said: all of its words in one sentence, none of them denied."""
    alternatives = [part.strip() for part in words.lower().split(" or ")]
    if ANOTHER_COLOUR in alternatives:
        return any(_COLOUR.search(s.text) for s in case.said.segments if not s.refused)
    if {"road", "street"} & set(alternatives) and _ROADSIDE.search(case.said.words):
        return True
    if {"road", "street"} & set(alternatives):
        return False
    for part in alternatives:
        if part.startswith(("no ", "without ")):
            # “Where there is no parking”: it is the lack that must be told.
            thing = re.escape(part.split()[-1])
            if re.search(
                rf"\b(?:no|not|without|n['’]t|nowhere)\b[^.?!,;]{{0,25}}\b{thing}|\b{thing}\b[^.?!,;]{{0,15}}\b(?:none|impossible)\b",
                case.said.words,
                re.I,
            ):
                return True
            continue
        wanted = {term.word for term in terms_of(part)}
        for segment in case.said.segments:
            source = case.said.sources.get(segment.message)
            sentence = {
                t.word
                for s in case.said.segments
                if s.sentence == segment.sentence and not s.refused
                for t in s.terms
                if source is None
                or t.word not in wanted
                or not _DENIED.search(source.text[max(0, t.start - 14) : t.start])
            }
            if wanted and wanted <= sentence:
                return True
    return False


_LEFT_HERE = re.compile(
    r"\bleave (?:the )?(?:clippings|waste|cuttings|old|it|them)\b|\b(?:no need|don['’]?t need)[^.?!]{0,20}(?:tak|remov|dispos)",
    re.I,
)
# What a line does with the old one: drive it away, or take it off first.
_CARTED = re.compile(r"\bcart|\btaken? away\b|\btipped\b|\bto (?:the )?tip\b|\bhauled\b|\bdriven off\b", re.I)
_TAKEN_OFF = re.compile(
    r"\b(?:take|taken|lift|lifted|strip|stripped|rip|ripped|dig|dug|break|broken|cut) (?:up|out|down|off)\b(?! site)|\bremov|\buplift|\b(?:up|out|down) and (?:away|carted|taken)\b",
    re.I,
)
_AWAY = re.compile(
    r"\baway\b|\bget(?:ting)? (?:\w+ ){0,3}rid\b|\bdispos\w+|\bremov\w+|\bdump\w*|\b(?:the|to) (?:tip|dump|skip)\b|\bscrap\w*|\bcart\w*|\bshot of\b|\bbinn(?:ed|ing)\b|\bhaul\w*"
    r"|\btake (?:it|them|that|those|the old \w+)(?: \w+)? (?:with you|too|as well|when you go)\b|\b(?:has|have|needs?|wants?|got|is|are) to go\b|\bgone\b|\bclear(?:ed)? (?:it|them|off)\b|\bold \w+ (?:taken|gone)\b",
    re.I,
)


def _is_asked(added: Item | None, case: _Case) -> bool:
    """The customer asks for what the added item does: take the old one away, remove the waste."""
    if added is None:
        return False
    asked = [s for s in case.said.segments if not s.refused]
    if _NOTHING_TO_TAKE.search(case.said.words) or _THEY_DO_IT.search(case.said.words):
        return False
    itself = f"{added.row.name} {added.row.description}"
    if _CARTED.search(itself) and not _TAKEN_OFF.search(itself):
        # “Take off the old taps and put these on” is the job; “and take them with you” is more.
        return any(_AWAY.search(s.text) for s in asked) and not _LEFT_HERE.search(case.said.words)
    if "remove" in added.acts or re.search(
        r"\bremov|\bwaste\b|\bdispos|\btaken? (?:away|up|off|down|out)\b|\bcarted\b|\b(?:broken|dug|ripped|lifted|stripped)[- ](?:out|up|off)\b",
        f"{added.row.name} {added.row.description}",
        re.I,
    ):
        return any(_REMOVAL.search(s.text) for s in asked) and not _LEFT_HERE.search(case.said.words)
    words = {term.word for s in asked for term in s.terms}
    return bool(added.head & words)


def _is_said(words: str, case: _Case) -> bool:
    """“scaffold is already up”: its thing is named, and that it is there."""
    things = {term.word for term in terms_of(words)} & frozenset(case.prices.idf)
    for segment in case.said.segments:
        if {t.word for t in segment.terms} & things:
            around = " ".join(s.text for s in case.said.segments if s.sentence == segment.sentence)
            if _IN_PLACE.search(around) and not _STILL_WANTED.search(around):
                return True
    return False


_IN_PLACE = re.compile(r"\b(?:already|up|got|have|has|there|in place|erected|own|is on|is|are|still)\b", re.I)
_STILL_WANTED = re.compile(
    r"\b(?:no|not|without|n['’]t|need(?:s|ed)?|includ\w+|provid\w+|your price|you(?:['’]ll| will| would)? (?:want|bring|supply)|arrange|hire|assume|while|when|once)\b",
    re.I,
)


def _is_wanted_at(times: Sequence[str], case: _Case) -> bool:
    """The visit is asked for on such a day or at such an hour."""
    words = case.said.words
    if case.reading.urgency == "emergency" and set(_hours_of(case.enquiry.received_at.astimezone(LONDON))) & set(times):
        return True
    if "night" in times and _AT_NIGHT.search(words):
        return True
    if "today" in times and (
        _TODAY.search(words)
        or any(
            fact.kind in ("preferred", "deadline")
            and fact.start == fact.end == case.enquiry.received_at.astimezone(LONDON).date()
            for fact in case.reading.dates
        )
    ):
        return True
    if re.search(r"\bsaturdays?\b|\bsat\b", words, re.I) and {"saturday", "weekend"} & set(times):
        return not re.search(
            r"\b(?:not|except|no|avoid|isn['’]?t|on|last) (?:on )?(?:a )?sat(?:urday)?s?\b(?! (?:please|if|would|is|am|pm|morning|\d))",
            words,
            re.I,
        ) or bool(
            re.search(r"\b(?<!not )on (?:a )?sat(?:urday)?s?\b", words, re.I)
            and not re.search(r"\b(?:storm|happened|noticed|was|were|had|came|broke)\b[^.?!]*\bon sat", words, re.I)
        )
    for fact in case.reading.dates:
        if fact.kind not in ("preferred",) or fact.start is None or fact.start != fact.end:
            continue
        if fact.start.weekday() == 5 and {"saturday", "weekend"} & set(times):
            return True
        if fact.start.weekday() == 6 and {"sunday", "weekend"} & set(times):
            return True
        if fact.part == "eve" and "evening" in times:
            return True
    return bool(re.search(r"\b(?:at|on|over) the weekend\b|\bthis weekend\b", words, re.I) and "weekend" in times)


def _hours_of(moment: datetime) -> Iterator[str]:
    """What owners call the hours of a moment, for one who cannot wait."""
    if moment.weekday() >= SATURDAY:
        yield from ("weekend", "saturday" if moment.weekday() == SATURDAY else "sunday")
    if moment.hour >= NIGHT or moment.hour < MORNING:
        yield "night"
    elif moment.hour >= EVENING:
        yield "evening"


_AT_NIGHT = re.compile(
    r"\b(?:middle of the|at|during the|through the) night\b|\bovernight\b|\b(?:after|around|about) (?:1[01] ?pm|midnight)\b",
    re.I,
)
_TODAY = re.compile(
    r"\bsame[- ]day\b|\b(?:come|here|out|round|visit|attend\w*|do it|done|someone|somebody|you|need(?:ed)?|free)\b[^.?!\n]{0,25}\b(?:today|tonight|this (?:morning|afternoon|evening))\b",
    re.I,
)


def months_since(text: str) -> int | None:
    """How long ago it was last done, in months, as said; None where it is not. Never is long ago."""
    if re.search(
        r"\b(?:never|first time|not been done (?:since we moved|for years)|years since|for years|ages)\b", text, re.I
    ):
        return 120
    found = re.search(r"\b(?:(\d+)|(a|two|three|six|nine)) (month|year)s?\b(?: (?:ago|since))?", text, re.I)
    if found and re.search(r"\b(?:ago|last|since|not (?:been )?(?:done|cleaned))\b", text, re.I):
        number = (
            int(found.group(1))
            if found.group(1)
            else {"a": 1, "two": 2, "three": 3, "six": 6, "nine": 9}[found.group(2).lower()]
        )
        return number * (12 if found.group(3).lower() == "year" else 1)
    return 12 if re.search(r"\bsince last (?:summer|year|winter|spring|autumn|christmas)\b", text, re.I) else None


def age(text: str) -> int | None:
    """How old the person is for whom it is, in years; None where it is not said."""
    found = _AGE.search(text)
    if found is None:
        return None
    said = next(group for group in found.groups() if group)
    if said.lower() in _DECADES:
        return _DECADES[said.lower()]
    return int(re.sub(r"\D", "", said))


def built(text: str) -> int | None:
    """The year in which the house was built, as said; None where it is not."""
    if _NEW_BUILD.search(text):
        return 2015
    found = _BUILT.search(text)
    if found is not None:
        said = next(group for group in found.groups() if group and group != "s")
        return int(said) if len(said) == 4 else 1900 + int(said)
    return 1935 if _OLD_STYLES.search(text) else None


def storeys(text: str) -> int:
    """How high the house is, in storeys: said, or as houses of that kind are in the UK."""
    found = _STOREYS.search(text)
    if found is not None:
        said = found.group(1).lower()
        return _NUMBERS.get(said) or int(said)
    if re.search(r"\b(?:one|1|single|two|2|three|3) floors?\b", text, re.I):
        told = re.search(r"\b(one|1|single|two|2|three|3) floors?\b", text, re.I)
        return _NUMBERS.get(told.group(1).lower()) or int(told.group(1)) if told else 0
    if re.search(r"\bbungalow\b|\bgarage\b|\bporch\b|\bground floor\b", text, re.I):
        return 1
    return 2 if re.search(r"\b(?:house|semi|terrace\w*|detached|upstairs|bedroom)\b", text, re.I) else 0
