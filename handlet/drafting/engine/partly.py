"""An enquiry of which only a part is not done: what is left of it when that part is taken out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from handlet.drafting.engine.matching import Match, Near, match
from handlet.drafting.engine.matching.items import understood
from handlet.drafting.engine.reading.clauses import ASKED
from handlet.drafting.engine.reading.sources import visible_text
from handlet.drafting.port import Enquiry, Line, Reading, Span

SAID_OUTRIGHT = 0.5
"""How sure a line must be that stands beside something declined: most of what little the rest says belongs to that."""

# “Needs its yearly service”, “dispose of it before you come to plaster”: done to what was just named, and to nothing else.
_TO_THAT = re.compile(r"\W*(?:\w+\W+){0,7}?(?:its|it|them|they|those|these|ours|mine)\b(?!['’])", re.I)
_ANOTHER = re.compile(r"\b(?:also|as well|plus|too|another|while (?:you|u)|separately|second)\b", re.I)
# “Do you do oil boilers? It’s a Grant”: what follows tells of it, unless something is asked for anew.
_WHETHER = re.compile(r"\b(?:do|can|are|could|would) (?:you|u|yous)\b[^?]*\?\W*$", re.I)
_ASKS_ANEW = re.compile(
    r"\b(?:also|as well|plus|too|another|separately|(?:can|could|would|will) (?:you|u|yous)"
    r"|need|needs|want|wants|looking for|like|how much)\b",
    re.I,
)
# “They’re 4 sash windows”: of what was just asked, and nothing else.
_POINTS_BACK = re.compile(r"\b(?:it|them|these|those|this one|that one|any of (?:it|them))\b", re.I)
_TELLS_MORE = re.compile(r"\W*(?:they|it|these|those|that|this|there)(?:['’]?(?:s|re)| is| are| was| were)\b", re.I)


def match_rest(enquiry: Enquiry, reading: Reading) -> tuple[Sequence[Match], Sequence[Near]]:
    """Lines and doubts for what is asked besides what is not done; nothing where the rest only tells more about it.

    Coming out to look is no rest: nobody is visited for what is declined.
    """
    refused = [fact.span for fact in reading.not_done]
    same = {thing for clause in reading.clauses if _within(clause.span, refused) for thing in clause.things}
    whether = [(span.message, span.start) for span in refused if _WHETHER.search(span.text)]
    # What is named last is what is meant: kitchen doors and cupboard doors are doors.
    kinds = {clause.things[-1] for clause in reading.clauses if clause.things and _within(clause.span, refused)}
    asked = [
        clause.span
        for clause in reading.clauses
        if clause.role == ASKED
        and not _within(clause.span, refused)
        and not _TELLS_MORE.match(clause.span.text)
        and not (clause.things and same.issuperset(clause.things))
        and not (_POINTS_BACK.search(clause.span.text) and same.issuperset(clause.things))
        and (
            not whether
            or (clause.span.message, clause.span.start) < min(whether)
            or (clause.things and _ASKS_ANEW.search(clause.span.text))
        )
        and not (_TO_THAT.match(clause.span.text) and not _ANOTHER.search(clause.span.text))
        and not (clause.things and clause.things[-1] in kinds and not _ANOTHER.search(clause.span.text))
    ]
    if not asked or not refused or any(span.end <= span.start for span in refused):
        return [], []
    matches, near = match(without(enquiry, refused), reading)
    prices = understood(enquiry.business)
    visits = {item.row.code for item in prices.items if item.is_attendance}
    named = [one for one in matches if not one.added_by and one.item.code not in visits and _is_said(one, asked)]
    if not named:
        return [], []
    codes = {one.item.code for one in named}
    return [one for one in matches if one.item.code in codes or one.added_by in codes], near


def _is_said(one: Match, asked: Sequence[Span]) -> bool:
    return one.score >= SAID_OUTRIGHT and one.span is not None and _meets(one.span, asked)


def without(enquiry: Enquiry, spans: Sequence[Span]) -> Enquiry:
    """The enquiry with these words covered by blanks, so that every other place stays what it was."""
    lines = list(enquiry.messages)
    for span in spans:
        if 0 <= span.message < len(lines):
            lines[span.message] = _covered(lines[span.message], span)
    return dataclasses.replace(enquiry, messages=lines, subject="")


def _covered(line: Line, span: Span) -> Line:
    text = line.text if line.text.strip() else visible_text(line.html)[0]
    blank = "".join("\n" if sign == "\n" else " " for sign in text[span.start : span.end])
    return dataclasses.replace(line, text=text[: span.start] + blank + text[span.end :])


def _meets(span: Span, spans: Sequence[Span]) -> bool:
    return any(one.meets(span) for one in spans)


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(one.message == span.message and one.start <= span.start and span.end <= one.end for one in spans)
