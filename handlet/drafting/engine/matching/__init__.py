"""From what is asked to items of the owner's list: each word explained once, near twins asked about, rules obeyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlet.drafting.engine.matching.amounts import amount_of, follows
from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.certainty import visit_signs, whole_signs
from handlet.drafting.engine.matching.charging import charged, undecided
from handlet.drafting.engine.matching.choosing import by_one_length, candidates, choose, question_between, taken_in
from handlet.drafting.engine.matching.counting import Counting
from handlet.drafting.engine.matching.doubts import doubts as doubts_of
from handlet.drafting.engine.matching.measuring import Places
from handlet.drafting.engine.matching.numbers import Numbers
from handlet.drafting.engine.matching.sizes import Sizes, unit_of
from handlet.drafting.engine.matching.types import Match, Near
from handlet.drafting.engine.matching.unsaid import likely_measure, unmeasured
from handlet.drafting.engine.matching.visits import attendance, attendance_beside, by_the_hour
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.matching.weighing import Model, model, share, weighed
from handlet.drafting.port import Enquiry, Reading

FAINT = 0.6

__all__ = ["Match", "Near", "match", "measure_wanted"]


def match(
    enquiry: Enquiry, reading: Reading, *, weights: Model | None = None
) -> tuple[Sequence[Match], Sequence[Near]]:
    """Items asked for, each once, and what fits two items too equally to choose. weights: others than the trained ones."""
    weights = weights or model()
    matches, near, signs = explained(enquiry, reading, weights)
    sure = share(weighed(signs, weights.whole))
    return [replace(one, sure=sure) for one in matches], near


def measure_wanted(enquiry: Enquiry, reading: Reading) -> str:
    """Where no line is sure: whether what they most likely want is charged by its area or its length; empty where neither."""
    prices, said, sizes = taken_in(enquiry, reading)
    return likely_measure(candidates(said, prices, sizes, reading), sizes)


def explained(
    enquiry: Enquiry, reading: Reading, weights: Model
) -> tuple[Sequence[Match], Sequence[Near], Mapping[str, float]]:
    """Lines, doubts, and what speaks for and against the lines being right and all of them."""
    if not enquiry.business.pricelist:
        return [], [], {}
    prices, said, sizes = taken_in(enquiry, reading)
    found = candidates(said, prices, sizes, reading, weights)
    chosen, doubts = choose(found, prices)
    chosen = by_one_length(chosen, sizes)
    hours = by_the_hour(enquiry, reading, prices, said, chosen)
    if hours:
        return hours, [], visit_signs(reading, [])
    visit = attendance(enquiry, reading, prices, said, chosen)
    if visit is not None:
        named = [one.score for one in chosen if not one.item.is_attendance]
        return [visit], [], visit_signs(reading, named)
    chosen = [one for one in chosen if not one.item.is_attendance]
    beside, rest = attendance_beside(enquiry, reading, prices, said, chosen)
    chosen = list(rest)
    near = [
        Near(one[0].segment.text.strip()[:200], [other.item.row for other in one[:3]], question_between(one))
        for one in doubts
    ]
    places = Places(said, sizes, chosen)
    matches = _amounts(chosen, said, sizes, places)
    made = _without_faint(charged(matches, chosen, prices, said, sizes, places, enquiry, reading))
    if made:
        made = [*made, *unmeasured(made, chosen, found, prices, said, sizes, reading)]
    if beside is not None and made and beside.item.code not in {one.item.code for one in made}:
        made = [beside, *made]
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
    against = doubts_of(made, chosen, prices, said, sizes)
    signs = whole_signs(chosen, found, made, against, said, sizes, reading, prices, near=bool(near))
    return [replace(one, doubts=[doubt.words for doubt in against]) for one in made], near, signs


def _without_faint(matches: Sequence[Match]) -> list[Match]:
    """Without what few words speak for and nothing measures, where something surer is wanted: nothing is asked about it."""
    surest = max((one.score for one in matches if not one.missing), default=0.0)
    return [one for one in matches if not one.missing or one.score >= min(FAINT, surest)]


def _amounts(chosen: Sequence[Candidate], said: Wanted, sizes: Sizes, places: Places) -> list[Match]:
    counting = Counting(chosen, Numbers(said, sizes))
    made: list[Match] = []
    plain: dict[str, bool] = {}
    for one in sorted(chosen, key=lambda one: one.segment.place):
        amount = amount_of(one, said, sizes, counting, places)
        span = said.span(one.segment) if one.segment.message >= 0 else None
        parts = amount.parts
        if not parts and unit_of(one.item.row.unit) == "each":
            parts = places.areas(one)
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
                unsure=not amount.sure,
            )
        )
    if places.unused():
        # What was measured and is charged nowhere may be more of what is.
        made = [replace(match, unsure=match.unsure or _is_surface_or_run(match)) for match in made]
    quantities = {match.item.code: match.quantity for match in made}
    led = {one.item.row.code: follows(one, chosen) for one in chosen}
    return [
        replace(match, quantity=quantities[lead.item.row.code], missing="", unsure=False)
        if plain[match.item.code] and (lead := led[match.item.code]) is not None
        else match
        for match in made
    ]


def _is_surface_or_run(match: Match) -> bool:
    return unit_of(match.item.unit) in ("m2", "m")
