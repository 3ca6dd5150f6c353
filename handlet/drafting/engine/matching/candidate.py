"""An item at one place of an enquiry, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlet.drafting.engine.matching.items import Item
from handlet.drafting.engine.matching.wanted import Segment
from handlet.drafting.engine.matching.weighing import Signs

ENOUGH = 0.5
"""The least share at which an item is taken for meant."""


@dataclass(slots=True)
class Candidate:
    """An item at one place: how likely it is meant, where its thing is named, and the words that speak for it.

    extra: brought by a rule and never by a word, so no rival. score: a share of one. odds: the log odds of the first stage, without a look at the rivals.
    """

    item: Item
    segment: Segment
    anchors: frozenset[tuple[int, int]]
    signs: Signs
    explained: frozenset[tuple[str, int]]
    undecided: str = ""
    kin: frozenset[str] = frozenset()
    extra: bool = False
    odds: float = 0.0
    score: float = 0.0
    places: list[Segment] = field(default_factory=list)
