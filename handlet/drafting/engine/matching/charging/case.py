"""An enquiry as the owner's rules see it: the list, what was said and measured, what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import Item, PriceItems
from handlet.drafting.engine.matching.measuring import Places
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.port import Enquiry, Reading


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may ask about. words: those of every piece that is not refused."""

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


def item_of(match: Match, case: Case) -> Item:
    """The understood item of a line; every line is of the list."""
    found = case.prices.by_code(match.item.code)
    assert found is not None
    return found
