"""Which of several lines for one thing stands: by the owner's condition, as a whole in place of its parts, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.charging.case import Case, item_of
from handlet.drafting.engine.matching.charging.conditions import NOTHING_TO_TAKE, THEY_DO_IT, holds
from handlet.drafting.engine.matching.items import Item, PriceItems, only_if
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.quoting.rules import (
    Adds,
    Band,
    Together,
)


def left_to_them(matches: Sequence[Match], case: Case) -> Sequence[Match]:
    """Without taking away what they take away themselves, or what has gone already: “I’ll burn the clippings.”"""
    if not (THEY_DO_IT.search(case.said.words) or NOTHING_TO_TAKE.search(case.said.words)):
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
        mine = [
            r for r in mine if sizes.of(r, one.segment, item.words) is None and not _fits_small_sides(r, one, sizes)
        ]
        if not mine:
            continue
        others = [
            other
            for other in prices.items
            if other is not item
            and other.row.code not in prices.further
            and other.row.unit == item.row.unit
            and (not other.supplied or not item.supplied or other.supplied == item.supplied)
            and _is_of_the_kind(item, other, mine)
            and not (item.words - _told(other)) & words
            and not (other.words - item.words) & words & _SURFACES
            and len(((item.words - _told(other)) | (other.words - _told(item))) - _SIZED) <= 2
        ]
        if others:
            found.append([one, *(replace(one, item=other) for other in others)])
    return found


def _is_of_the_kind(item: Item, other: Item, mine: Sequence[Band]) -> bool:
    """Whether the other is the same thing in another size: by its name, or by its description where its measure goes on from
    where this one's ends (“Large format tiling: tiles over 600 mm, wall or floor”, beside “Floor tiling: up to 600 mm”)."""
    theirs = [
        (own, rule)
        for rule in other.rules
        if isinstance(rule, Band) and rule not in mine
        for own in mine
        if (own.measure, own.unit) == (rule.measure, rule.unit)
    ]
    if other.head & item.head:
        return bool(theirs)
    meets = any(
        (own.high is not None and own.high == rule.low) or (own.low is not None and own.low == rule.high)
        for own, rule in theirs
    )
    return meets and other.acts - _FITTED == item.acts - _FITTED and item.head <= other.words | other.about.keys()


def _fits_small_sides(rule: Band, one: Candidate, sizes: Sizes) -> bool:
    value = sizes.small_sides(rule, one.segment) if rule.measure == "size" else None
    return value is not None and rule.holds(value)


def _told(item: Item) -> frozenset[str]:
    """The words of an item's name, and those of its description that are no size: “up to 120 cm wide” makes no blind a wide one."""
    return item.words | (item.about.keys() - _SIZED)


_FITTED = frozenset(("fit", "swap", "supply", "hang"))
_DECIDING = ("area", "height", "width", "size", "bedrooms", "power")
_SURFACES = frozenset(stem(word) for word in ("wall", "floor", "ceiling"))
_SIZED = frozenset(
    stem(word)
    for word in "small medium large low tall high wide narrow deep long short big studio flat house format bed".split()
)


def by_condition(matches: Sequence[Match], case: Case) -> list[Match]:
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


def _allowed(match: Match, case: Case) -> Match | None:
    """The item whose condition holds, of two that are the same but for it."""
    rule = only_if(item_of(match, case))
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


def _sibling(match: Match, case: Case) -> Item | None:
    mine = item_of(match, case)
    return next(
        (
            item
            for item in case.prices.items
            if item is not mine and item.head == mine.head and item.groups == mine.groups
        ),
        None,
    )


def _sibling_of(item: Item, case: Case) -> object:
    other = next(
        (one for one in case.prices.items if one is not item and one.head == item.head and one.groups == item.groups),
        None,
    )
    return other.row if other is not None else None


def together(matches: Sequence[Match], case: Case) -> list[Match]:
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


def is_in_the_whole(match: Match, among: Sequence[Match], case: Case) -> bool:
    """“Ceiling by itself”, where walls and ceiling of that room are painted anyway: part of a line that says it holds it."""
    item = item_of(match, case)
    places = [one for one in case.chosen if one.item.row.code == match.item.code]
    if not _BY_ITSELF.search(item.row.name) or not places or any(_ONLY.search(s.text) for s in places[0].places):
        return False
    sentences = {s.sentence for s in places[0].places}
    for other in among:
        whole = item_of(other, case)
        if whole is item or not item.head or not item.head <= whole.words | set(whole.about):
            continue
        if _BY_ITSELF.search(whole.row.name) or item.head & whole.head:
            continue
        if any(s.sentence in sentences for one in case.chosen if one.item is whole for s in one.places):
            return True
    return False
