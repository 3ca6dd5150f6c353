"""What is to be done about an enquiry, before any wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine.matching import Match, Near
from handlet.drafting.port import Action, ProposedQuote, Question


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it ours, whichever engine read the enquiry or will word the answer.

    declined: a polite no is due (not our trade, not our area). near: clauses that fit two items too equally. not_done: what
    the owner does not do and is asked for besides; the rest of the enquiry is priced.
    """

    action: Action
    declined: bool
    matches: Sequence[Match]
    near: Sequence[Near]
    questions: Sequence[Question]
    quote: ProposedQuote
    not_done: Sequence[str] = ()
