"""What a price includes, and the further ones beyond it: by number, by the metre, in each room, in started steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from handlet.drafting.engine.matching.charging.case import Case, item_of
from handlet.drafting.engine.matching.charging.told import bathrooms, floor_without_lift, hired_days
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.sizes import figure, rounded
from handlet.drafting.engine.matching.types import Match
from handlet.quoting.rules import (
    Included,
)

ROOM = stem("room")
BATHROOM = stem("bathroom")
# Rooms by which a house is told: “two bedrooms” of bed bugs are two rooms.
SLEPT_IN = frozenset((ROOM, stem("bedroom")))
ROOMS = frozenset(stem(word) for word in ("room", "bedroom", "lounge", "kitchen", "bathroom", "hall"))


def included(matches: Sequence[Match], case: Case) -> list[Match]:
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


def _by_place(match: Match, case: Case) -> list[int]:
    """How many are wanted in each place: “two doubles in the living room and four in the kitchen”. One place alone: nothing."""
    sentences = {s.sentence for one in case.chosen if one.item.row.code == match.item.code for s in one.places}
    text = case.said.told_in(sentences)
    found = [(one.group("place").lower(), one.group("number").lower()) for one in _IN_A_PLACE.finditer(text)]
    if len({place for place, _ in found}) < 2:
        return []
    return [figure(number) for _, number in found]


def _extra(rule: Included, number: Decimal, base: Match, asked: Match, case: Case) -> Decimal:
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


def _included_rules(match: Match, case: Case) -> list[Included]:
    return [rule for rule in item_of(match, case).rules if isinstance(rule, Included)]


def _is_by_bedroom(rule: Included) -> bool:
    return rule.first == 1 and bool({stem(word) for word in rule.of.split()} & SLEPT_IN)


def _counts_itself(rule: Included, match: Match, case: Case) -> bool:
    """True where what is included is the thing of the item: five tiles of a tile repair, not the bathroom of a clean."""
    of = {term.word for term in terms_of(rule.of)} | {stem(word) for word in rule.of.split()}
    item = item_of(match, case)
    if re.match(r"m2?\b|m²|metres?|miles?\b|days?\b|hours?\b|floors?\b|litres?\b|kg\b|kilos?\b", rule.of):
        return False
    named = {stem(word) for word in re.findall(r"[a-z]+", item.row.name.lower())}
    return (
        not of
        or bool(of & item.head)
        or bool(of & item.words)
        or bool({stem(word) for word in rule.of.split()} & named)
    )


def _number_of(rule: Included, match: Match, case: Case, *, itself: bool) -> Decimal | None:
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
        of = {term.word for term in terms_of(rule.of)} | item_of(match, case).words
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
        return floor_without_lift(case)
    of = {term.word for term in terms_of(rule.of)} | {stem(word) for word in rule.of.split()}
    told = bathrooms(case, toilets=stem("toilet") in of) if BATHROOM in of and not itself else None
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
