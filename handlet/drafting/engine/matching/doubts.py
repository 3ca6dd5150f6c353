"""What makes a quote unsure: figures and words of the customer that no line accounts for, lines that rest on little.

A sum is said to a customer only where everything they said is accounted for. What is found here is told to the owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import ACT_OF, UNSAID, PriceItems
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.sizes import Measured, Sizes
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.quoting.rules import Band, Included


@dataclass(frozen=True, slots=True)
class Doubt:
    """kind: figure, word, weak, twin, plural, again, count. words: for the owner, as a sentence."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class _Case:
    matches: Sequence[Match]
    chosen: Sequence[Candidate]
    prices: PriceItems
    said: Wanted
    sizes: Sizes


def doubts(
    matches: Sequence[Match], chosen: Sequence[Candidate], prices: PriceItems, said: Wanted, sizes: Sizes
) -> list[Doubt]:
    """All that speaks against saying this sum, the gravest first."""
    case = _Case(matches, chosen, prices, said, sizes)
    return [*_figures(case), *_words(case), *_weak(case), *_twins(case), *_plural(case), *_again(case), *_count(case)]


def _figures(case: _Case) -> Iterator[Doubt]:
    """A number that no line uses."""
    used = {match.quantity for match in case.matches}
    used |= {
        sum((o.quantity for o in case.matches if o.added_by == one.item.code), one.quantity) for one in case.matches
    }
    used |= {Decimal(len(match.parts)) for match in case.matches}
    words: set[str] = set()
    counted: set[str] = set()
    for match in case.matches:
        item = case.prices.by_code(match.item.code)
        if item is None:
            continue
        words |= item.words | set(item.about)
        for rule in item.rules:
            if isinstance(rule, Included | Band) and rule.of:
                counted |= {term.word for term in terms_of(rule.of)} | {stem(word) for word in rule.of.split()}
    parts = {part for match in case.matches for part in match.parts}
    for one in case.sizes.all:
        bound = one.bound
        if bound.implied or bound.role in ("age", "bedrooms") or bound.group >= 0:
            continue
        value = bound.fact.value
        if bound.role == "count":
            if value <= 1 or value in used or one.words & counted or one.words & _NO_LINES:
                continue
            if one.words and not one.words & words and not one.words & frozenset(case.prices.idf):
                continue
            if _is_told_of(one, case):
                continue
            yield Doubt("figure", f"“{bound.fact.span.text}” is in no line.")
        elif one.square_metres is not None:
            if any(abs(one.square_metres - other) <= other / 50 for other in used | parts):
                continue
            yield Doubt("figure", f"“{bound.fact.span.text}” is in no line.")


_NO_LINES = frozenset(stem(word) for word in ("wall", "storey", "floor", "people", "person", "coat", "year", "side"))


def _is_told_of(one: Measured, case: _Case) -> bool:
    """A number of what is left as it is."""
    return any(s.refused and s.message == one.message and s.start <= one.start < s.end for s in case.said.segments)


def _words(case: _Case) -> Iterator[Doubt]:
    """A thing of the list that is named and that no line stands for."""
    held: set[str] = set()
    for match in case.matches:
        item = case.prices.by_code(match.item.code)
        if item is not None:
            held |= (
                item.words | set(item.about) | {t.word for t in terms_of(f"{match.item.name} {match.item.description}")}
            )
    for one in case.chosen:
        held |= {word for word, _ in one.explained}
    for segment in case.said.segments:
        if segment.refused or segment.message < 0:
            continue
        for term in segment.terms:
            if (
                term.word in case.prices.heads
                and term.word not in held
                and term.word not in ACT_OF
                and term.word not in UNSAID
            ):
                whole = case.said.sources[segment.message].text
                text = whole[term.start : term.end]
                if _ONLY_WHERE.search(whole[max(0, term.start - 40) : term.start]) or text.lower() in _STANDS_FOR:
                    continue
                yield Doubt("word", f"“{text}” may be one of your prices, and is in no line.")


# “in the bathroom”, “from the fuse board”: where, not what.
_ONLY_WHERE = re.compile(
    r"\b(?:in|on|at|under|into|onto|inside|from|near|by|behind|above|below|over|next to|beside|round|around|of|for|through|to|opposite|with)\s+(?:the |my |our |your |an? |her |his |their |each |both )?(?:\w+ )?$",
    re.I,
)
_STANDS_FOR = frozenset("it them these those one ones they that this the lot old".split())


def _weak(case: _Case) -> Iterator[Doubt]:
    """A line that few of the customer's words speak for."""
    for match in case.matches:
        if not match.added_by and match.score < WEAK:
            yield Doubt("weak", f"Not sure that they mean “{match.item.name}”.")


WEAK = 0.6


def _twins(case: _Case) -> Iterator[Doubt]:
    """Two lines for one thing."""
    lines = [(m, case.prices.by_code(m.item.code)) for m in case.matches if not m.added_by]
    for place, (one, first) in enumerate(lines):
        for other, second in lines[place + 1 :]:
            if first is None or second is None or not (first.head & second.head):
                continue
            if ("remove" in first.acts) != ("remove" in second.acts):
                continue
            if not _is_held(one, other, case) and not _is_held(other, one, case):
                continue
            yield Doubt("twin", f"“{one.item.name}” and “{other.item.name}” may be one and the same here.")


def _is_held(one: Match, other: Match, case: _Case) -> bool:
    """Whether all that speaks for one line speaks for the other too."""
    mine = {w for c in case.chosen if c.item.row.code == one.item.code for w in c.explained}
    its = {w for c in case.chosen if c.item.row.code == other.item.code for w in c.explained}
    return bool(mine) and mine <= its


# As many once more: “both sides of each”, “and my own armchair while you are at it”.
_AGAIN = re.compile(
    r"\bboth (?:sides|faces|ends)\b|\b(?:each|either|other) side\b|\b(?:and|plus|then) (?:my|our|his|her|their|\w+['’]s) own\b"
    r"|\b(?:and|plus|then) (?:another|the other|a second|one more)\b|\b(?:the )?same (?:again|for|with|goes for)\b|\bditto\b",
    re.I,
)


def _again(case: _Case) -> Iterator[Doubt]:
    """What is charged by the piece may be meant once more."""
    found = _AGAIN.search(case.said.words)
    if found is not None and any(match.item.unit.lower() in _PIECES for match in case.matches):
        yield Doubt("again", f"“{found.group().strip()}”: it may be more than was counted.")


_PIECES = ("each", "point", "item")


def _plural(case: _Case) -> Iterator[Doubt]:
    """More than one is spoken of, and one is charged."""
    for one in case.chosen:
        match = next((m for m in case.matches if m.item.code == one.item.row.code), None)
        if (
            match is None
            or match.quantity != 1
            or any(m.added_by == match.item.code for m in case.matches)
            or match.item.unit.lower() not in _PIECES
        ):
            continue
        name = set(re.findall(r"[a-z]+s\b", match.item.name.lower()))
        source = case.said.sources.get(one.segment.message)
        if source is None:
            continue
        for term in one.segment.terms:
            text = source.text[term.start : term.end].lower()
            if (
                term.word in one.item.head
                and re.fullmatch(r"[a-z]+[^s]s", text)
                and text not in name
                and stem(text) != text
            ):
                yield Doubt("plural", f"How many “{text}” are meant was not said.")


def _count(case: _Case) -> Iterator[Doubt]:
    """Another number is as likely as the one that is charged."""
    for match in case.matches:
        if match.unsure and not match.added_by:
            yield Doubt("count", f"How many of “{match.item.name}” they mean can be read in more than one way.")
