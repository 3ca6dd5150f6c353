"""The owner's typed rules, obeyed: least amounts, included ones, what comes with what, what stands in for what.

`charged` is the order in which they are obeyed; each module holds one kind of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.charging.case import Case
from handlet.drafting.engine.matching.charging.firsts import included
from handlet.drafting.engine.matching.charging.further import added, least, once
from handlet.drafting.engine.matching.charging.needs import GUIDE, needing
from handlet.drafting.engine.matching.charging.ranges import banded, by_size
from handlet.drafting.engine.matching.charging.variants import (
    by_condition,
    is_in_the_whole,
    left_to_them,
    together,
    undecided,
)
from handlet.drafting.engine.matching.items import PriceItems
from handlet.drafting.engine.matching.measuring import Places
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.port import Enquiry, Reading

__all__ = ["GUIDE", "charged", "undecided"]


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
    case = Case(prices, said, sizes, places, enquiry, reading, chosen)
    made = together(by_condition(left_to_them(matches, case), case), case)
    made = [one for one in made if not is_in_the_whole(one, made, case)]
    made = [banded(one, case) for one in made]
    made = [
        line for one in made for line in by_size(one, {other.item.code for other in made if other is not one}, case)
    ]
    made = included(made, case)
    made = [least(one, case) for one in made]
    made = added(made, case)
    return [needing(one, case) for one in once(made)]
