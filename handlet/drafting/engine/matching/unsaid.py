"""What is asked for by the metre, and nobody said how many: asked about, for part of a price is no price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import PriceItems
from handlet.drafting.engine.matching.sizes import Measured, Sizes, unit_of
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.unasked import is_only_worked_on
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.reading.clauses import ASKED
from handlet.drafting.port import Reading, Span

# “Through the wall”, “on the landing”: where, not what.
_WHERE = re.compile(
    r"\b(?:in|on|at|under|into|onto|inside|from|near|by|behind|above|below|over|beside|round|around|through|thru|to|opposite|against|along)\s+"
    r"(?:the |my |our |your |an? |her |his |their |each |both )?(?:\w+ )?$",
    re.I,
)
LEAST = 0.02
"""A line that is this likely at least may be what they mean, where nothing else is."""
BESIDE = 0.12
"""And this likely beside lines that are sure: a faint guess takes no price away that stands."""
MEASURES = {"m2": "area", "m": "length"}


def unmeasured(
    matches: Sequence[Match],
    chosen: Sequence[Candidate],
    found: Sequence[Candidate],
    prices: PriceItems,
    said: Wanted,
    sizes: Sizes,
    reading: Reading,
) -> Iterator[Match]:
    """Of each clause that asks for something and that no line stands for: its likeliest item, where that is measured and
    no measure stands with it."""
    codes = {match.item.code for match in matches}
    taken = [place for one in chosen if one.item.row.code in codes for place in (one.segment, *one.places)]
    items = [prices.by_code(code) for code in codes]
    # What a line stands for already is only told more of.
    held = {word for item in items if item is not None for word in (*item.words, *item.about)}
    refused = [fact.span for fact in reading.not_done]
    for clause in reading.clauses:
        span = clause.span
        if clause.role != ASKED or not clause.things or any(span.meets(said.span(place)) for place in taken):
            continue
        if any(span.meets(other) for other in refused) or any(_stands_in(span, one) for one in _lengths(sizes)):
            continue
        here = [
            one
            for one in found
            if one.segment.message >= 0
            and not one.segment.refused
            and "there now" not in one.signs
            and span.meets(said.span(one.segment))
            and one.item.row.code not in codes
            and one.item.row.code not in prices.further
            and not one.item.is_attendance
        ]
        best = max(here, key=lambda one: one.score, default=None)
        if best is None or best.score < BESIDE or not best.item.head & _named(best, said) or best.item.head & held:
            continue
        if is_only_worked_on(best, chosen, found):
            continue
        key = MEASURES.get(unit_of(best.item.row.unit), "")
        if key:
            codes.add(best.item.row.code)
            row = best.item.row
            yield Match(row, row.min_qty or Decimal(1), best.score, best.segment.text.strip()[:200], span, key)


def likely_measure(found: Sequence[Candidate], sizes: Sizes) -> str:
    """Where no line is sure: the measure of what they most likely want; empty where there is none, or measures were said."""
    if any(_lengths(sizes)):
        return ""
    best = max(
        (one for one in found if one.score >= LEAST and MEASURES.get(unit_of(one.item.row.unit))),
        key=lambda one: one.score,
        default=None,
    )
    return MEASURES[unit_of(best.item.row.unit)] if best is not None else ""


def _named(one: Candidate, said: Wanted) -> set[str]:
    """The words that the customer said there of a thing, and not those that “it” stands for, or that only say where."""
    whole = said.sources[one.segment.message].text
    return {
        term.word
        for term in one.segment.terms
        if whole[term.start : term.end].lower() not in _POINTERS
        and term.word not in one.segment.loose
        and not _WHERE.search(whole[max(0, term.start - 40) : term.start])
    }


_POINTERS = frozenset("it its them these those this that one ones they em same".split())


def _lengths(sizes: Sizes) -> Iterator[Measured]:
    return (one for one in sizes.all if one.bound.role not in ("count", "age", "bedrooms", "size", "power"))


def _stands_in(span: Span, one: Measured) -> bool:
    return one.message == span.message and span.start <= one.start < span.end
