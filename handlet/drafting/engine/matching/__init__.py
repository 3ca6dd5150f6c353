"""From what is asked to items of the owner's list: each word explained once, near twins asked about, rules obeyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlet.drafting.engine.matching.amounts import Claims, amount_of, areas_said, follows, unit_of
from handlet.drafting.engine.matching.charging import charged, undecided
from handlet.drafting.engine.matching.choosing import Candidate, candidates, choose, question_between, vocabulary
from handlet.drafting.engine.matching.doubts import doubts as doubts_of
from handlet.drafting.engine.matching.doubts import sureness
from handlet.drafting.engine.matching.items import PriceItems, understood
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.types import Match, Near
from handlet.drafting.engine.matching.visits import attendance
from handlet.drafting.engine.matching.wanted import Wanted, wanted
from handlet.drafting.port import Enquiry, Reading

FAINT = 0.8

__all__ = ["Match", "Near", "match"]


def match(enquiry: Enquiry, reading: Reading) -> tuple[Sequence[Match], Sequence[Near]]:
    """Items asked for, each once, and what fits two items too equally to choose."""
    rows = enquiry.business.pricelist
    if not rows:
        return [], []
    prices = understood(tuple(rows), tuple(enquiry.business.pricing_rules))
    said = wanted(enquiry, vocabulary(prices))
    sizes = Sizes(said.sources.values(), reading.language)
    found = candidates(said, prices, sizes)
    chosen, doubts = choose(found, prices)
    visit = attendance(enquiry, reading, prices, said, chosen)
    if visit is not None:
        return [visit], []
    chosen = [one for one in chosen if not one.item.is_attendance]
    near = [
        Near(one[0].segment.text.strip()[:200], [other.item.row for other in one[:3]], question_between(one))
        for one in doubts
    ]
    matches = _amounts(chosen, said, sizes)
    made = _without_faint(charged(matches, chosen, prices, said, sizes, enquiry, reading))
    for one in undecided(made, chosen, prices, said, sizes):
        code = one[0].item.row.code
        made = [match for match in made if code not in (match.item.code, match.added_by)]
        near.append(
            Near(
                one[0].segment.text.strip()[:200],
                [other.item.row for other in one[:3]],
                question_between(one) or "scope",
            )
        )
    return _weighed(made, chosen, found, prices, said, sizes, near=bool(near)), near


def _weighed(
    matches: Sequence[Match],
    chosen: Sequence[Candidate],
    found: Sequence[Candidate],
    prices: PriceItems,
    said: Wanted,
    sizes: Sizes,
    *,
    near: bool,
) -> list[Match]:
    """With how sure all of them together are, and with what speaks against them."""
    sure = sureness(matches, chosen, found, prices, said, sizes, near=near)
    against = [doubt.words for doubt in doubts_of(matches, chosen, prices, said, sizes)]
    return [replace(one, sure=sure, doubts=against) for one in matches]


def _without_faint(matches: Sequence[Match]) -> list[Match]:
    """Without what few words speak for and nothing measures, where something surer is wanted: nothing is asked about it."""
    surest = max((one.score for one in matches if not one.missing), default=0.0)
    return [one for one in matches if not one.missing or one.score >= min(FAINT, surest)]


def _amounts(chosen: Sequence[Candidate], said: Wanted, sizes: Sizes) -> list[Match]:
    claims = Claims(chosen, sizes)
    made: list[Match] = []
    plain: dict[str, bool] = {}
    for one in sorted(chosen, key=lambda one: one.segment.place):
        amount = amount_of(one, said, sizes, claims)
        span = said.span(one.segment) if one.segment.message >= 0 else None
        parts = amount.parts
        if not parts and unit_of(one.item.row.unit) == "each":
            parts = areas_said(one, said, sizes, claims)
        plain[one.item.row.code] = not amount.said and amount.quantity == 1
        made.append(
            Match(
                one.item.row,
                amount.quantity,
                one.score,
                one.segment.text.strip()[:200],
                span,
                amount.missing,
                parts=parts,
            )
        )
    quantities = {match.item.code: match.quantity for match in made}
    led = {one.item.row.code: follows(one, chosen) for one in chosen}
    return [
        replace(match, quantity=quantities[lead.item.row.code])
        if plain[match.item.code] and (lead := led[match.item.code]) is not None
        else match
        for match in made
    ]
