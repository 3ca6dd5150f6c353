"""One thing that is named without a number: “a tap drips”."""

from __future__ import annotations

from decimal import Decimal

from handlet.drafting.engine.reading.nouns import is_plural, thing_at
from handlet.drafting.engine.reading.quantities.words import Bound, Words
from handlet.drafting.port import QuantityFact

_NO_ONE = {"wallpaper", "plaster", "seal", "gravel", "pack", "length", "box", "bag", "roll", "artex", "grout", "scaffold", "skirting", "coving", "render", "decking", "laminate",
           "engineered wood", "step", "room", "house", "leak", "crack", "flat", "office", "cable", "waste", "sheet", "key safe " , "pipe"}  # fmt: skip


def named_singly(said: Words, found: list[Bound]) -> list[Bound]:
    covered = [(b.fact.span.start, b.fact.span.end) for b in found if b.role == "count"]
    counted = {b.thing for b in found if b.role == "count"}
    extra: list[Bound] = []
    seen: set[str] = set()
    at = 0
    while at < len(said.tokens):
        thing = thing_at(said.words, at)
        if thing is None:
            at += 1
            continue
        name, after = thing
        further = thing_at(said.words, after) if after < len(said.words) else None
        if further and not is_plural(said.w(after - 1)):
            at = after
            continue
        word = said.w(after - 1)
        span = said.source.span(said.tokens[at].start, said.tokens[after - 1].end)
        inside = any(a < span.end and span.start < b for a, b in covered)
        if (
            word == "post"
            and said.w(at - 1)
            not in (
                "fence",
                "gate",
                "concrete",
                "wooden",
                "corner",
                "wood",
                "timber",
                "new",
                "rotten",
                "broken",
                "snapped",
            )
            and after - at == 1
        ):
            at = after
            continue
        if not is_plural(word) and not inside and name not in counted and name not in seen and name not in _NO_ONE:
            seen.add(name)
            extra.append(Bound(QuantityFact(Decimal(1), "each", name, span), name, "count", implied=True))
        at = after
    return extra
