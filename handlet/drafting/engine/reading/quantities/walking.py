"""The walk over the words, and the order in which the rules are asked."""

from __future__ import annotations

from handlet.drafting.engine.reading.quantities.again import elliptical, said_once
from handlet.drafting.engine.reading.quantities.counts import both, count, multiplied
from handlet.drafting.engine.reading.quantities.homes import bedrooms
from handlet.drafting.engine.reading.quantities.measures import going_on, measure, unitless_height
from handlet.drafting.engine.reading.quantities.sides import as_pairs, dimensions
from handlet.drafting.engine.reading.quantities.singly import named_singly
from handlet.drafting.engine.reading.quantities.spans import age, lasting
from handlet.drafting.engine.reading.quantities.words import MEASURED, Bound, Rule, Words, told_in

RULES: tuple[Rule, ...] = (
    dimensions,
    measure,
    age,
    unitless_height,
    lasting,
    bedrooms,
    multiplied,
    both,
    count,
    going_on,
    elliptical,
)
"""Asked in this order: the first that knows the words has them."""


def found_amounts(said: Words) -> list[Bound]:
    """Every amount of the text, in reading order."""
    found: list[Bound] = []
    i = 0
    while i < len(said.tokens):
        read = next((read for rule in RULES if (read := rule(said, i)) is not None), None)
        if read is None:
            i += 1
            continue
        found += read.bounds
        measured = [bound.fact.unit for bound in read.bounds if bound.role in MEASURED]
        said.last_unit = measured[-1] if measured else said.last_unit
        told = told_in(read.bounds)
        said.told = said.told if told is None else told
        i = max(read.j, i + 1)
    found = as_pairs(said, said_once(found))
    found += named_singly(said, found)
    return sorted(found, key=lambda bound: (bound.fact.span.start, bound.fact.span.end))
