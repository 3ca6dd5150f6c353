"""How likely it is that the lines of an enquiry are right, all of them: what speaks for a sum being stated, and against."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.doubts import Doubt
from handlet.drafting.engine.matching.items import PLAIN_ACTS, UNSAID, PriceItems
from handlet.drafting.engine.matching.signs import EXTRA
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.matching.weighing import Signs
from handlet.drafting.port import Reading

LEAST, MOST = 0.02, 0.98
_NO_THINGS = UNSAID | PLAIN_ACTS | {EXTRA}
_DENIALS = re.compile(r"\b(?:no|not|\w+n['o’]?t|leave|already|except|without|ignore)\b", re.I)


def whole_signs(
    chosen: Sequence[Candidate],
    found: Sequence[Candidate],
    matches: Sequence[Match],
    against: Sequence[Doubt],
    said: Wanted,
    sizes: Sizes,
    reading: Reading,
    prices: PriceItems,
    *,
    near: bool,
) -> Signs:
    """The signs of a quote that lists named work."""
    taken = {one.item.row.code for one in chosen} | {one.item.code for one in matches}
    left = [one for one in found if one.item.row.code not in taken and not one.item.is_attendance]
    rivals = [one.score for one in left if any(_shares_words(one, other) for other in chosen)]
    others = [
        one.score
        for one in left
        if one.item.row.code not in prices.further and not any(_shares_words(one, other) for other in chosen)
    ]
    known = {term for one in chosen for term in one.explained}
    known |= {(t.word, t.start) for one in chosen for s in one.places for t in s.terms if t.word in one.item.words}
    told = [
        term
        for segment in said.segments
        if not segment.refused
        for term in segment.terms
        if term.word in prices.names and term.word not in _NO_THINGS
    ]
    unknown = [term for term in told if (term.word, term.start) not in known]
    figures = [
        one.bound.fact.value
        for one in sizes.all
        if not one.bound.implied
        and one.bound.group < 0
        and one.bound.role not in ("age", "bedrooms", "height", "size", "width")
    ]
    used = {one.quantity for one in matches}
    unused = [value for value in figures if value not in used and value != Decimal(1)]
    sentences = {one.segment.sentence for one in chosen}
    unsure = [odds(one.score) for one in chosen]
    return {
        "least sure": min(unsure, default=-4.0) / 4,
        "all sure": math.prod(one.score for one in chosen),
        "rival": max(rivals, default=0.0),
        "another": max(others, default=0.0),
        "lines": min(1.0, len(matches) / 5),
        "several": float(len(chosen) > 1),
        "doubts": float(near),
        **{f"doubt, {one.kind}": 1.0 for one in against},
        "denied": float(any(s.sentence in sentences and _DENIALS.search(s.text) for s in said.segments)),
        "quantity untold": float(any(one.missing for one in matches)),
        "brought": float(any(one.added_by for one in matches)),
        "unexplained": min(1.0, len(unknown) / 5),
        "share unexplained": len(unknown) / len(told) if told else 0.0,
        "figures unused": min(1.0, len(unused) / 3),
        "measured": float(any(one.quantity not in (Decimal(1), Decimal(2)) for one in matches)),
        "supplier untold": float(any(one.undecided for one in chosen)),
        "foreign": float(reading.language != "en"),
        "long": min(1.0, len(said.segments) / 20),
        "kin close": max((one.signs.get("own difference unsaid", 0.0) for one in chosen), default=0.0),
        "head unsaid": float(any(one.signs.get("head not") or one.signs.get("head far") for one in chosen)),
        "act unsaid": max((one.signs.get("rare act unsaid", 0.0) for one in chosen), default=0.0),
        "urgent": float(reading.urgency == "emergency"),
    }


def visit_signs(reading: Reading, named: Sequence[float]) -> Signs:
    """The signs of a quote that is the line of a visit."""
    return {
        "visit": 1.0,
        "visit, urgent": float(reading.urgency == "emergency"),
        "visit, work named": max(named, default=0.0),
        "foreign": float(reading.language != "en"),
    }


def odds(chance: float) -> float:
    """A share as log odds, kept from both ends."""
    held = max(LEAST, min(MOST, chance))
    return math.log(held / (1 - held))


def _shares_words(one: Candidate, other: Candidate) -> bool:
    return one.segment.place == other.segment.place and bool(one.anchors & other.anchors)
