"""Of several jobs in one enquiry, those that are priced while another waits for its measure."""

from __future__ import annotations

from collections.abc import Sequence

from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.items import understood
from handlet.drafting.port import Enquiry, Question
from handlet.quoting.rules import Adds, Included

CERTAIN = 0.9
"""How likely a line must be to stand beside a job that is not priced: what is only guessed at waits with the rest."""
A_PART = "It is the price of a part: another job waits for what is asked."


def jobs_apart(enquiry: Enquiry, matches: Sequence[Match], questions: Sequence[Question]) -> list[Match]:
    """The lines of the jobs that have nothing to do with one whose measure is asked for; empty where none stands by itself.

    Told by other words, surely meant, and nothing that a rule of the owner's brings or goes on with: the scaffold for a roof to be
    measured waits with it. Where no question would settle the rest, all waits.
    """
    waiting = [one for one in matches if one.missing]
    asked = {question.key for question in questions}
    if not all(one.missing in asked for one in waiting):
        return []
    prices = understood(enquiry.business)
    bound = {one.item.code for one in waiting}
    for code in tuple(bound):
        item = prices.by_code(code)
        for rule in item.rules if item is not None else ():
            if isinstance(rule, Adds):
                bound.add(rule.item)
            elif isinstance(rule, Included):
                bound.add(rule.then)
    apart = {
        one.item.code
        for one in matches
        if not one.missing
        and not one.added_by
        and one.score >= CERTAIN
        and one.item.code not in bound
        and not any(one.span is not None and other.span is not None and one.span.meets(other.span) for other in waiting)
    }
    return [one for one in matches if not one.missing and (one.added_by or one.item.code) in apart]
