"""Whether a sum is said to the customer: what beside the certainty of the lines speaks against it.

A wrong price costs more than one that comes a little later, and what misleads the matching misleads its certainty too: words
it does not read well, more asked than it has lines for, a figure that no line uses, a visit that is only guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from handlet.drafting.engine.asking import wants_either
from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.headcount import parties
from handlet.drafting.engine.matching.items import understood
from handlet.drafting.engine.matching.signs import HAS_IT, WANTS_IT
from handlet.drafting.engine.reach import BEYOND, is_beyond
from handlet.drafting.engine.reading.clauses import ASKED, UNWANTED
from handlet.drafting.engine.reading.unpriced import unpriced
from handlet.drafting.port import Enquiry, Reading, Span

SURE_ENOUGH, SURE_OF_STRANGE = 0.82, 0.9
"""Below this share of being right to the penny no sum is said, whatever else; the second of a list that the phrasebook knows less."""
KNOWN = 0.8
"""How like the items of a list are to jobs of the phrasebook, on the mean, where it is known well. The shares are learned from
lists whose words we have learned since; of others they promise too much."""
# Lengths are left out: most are the sides of what is charged by the square metre.
_COUNTED = frozenset({"each", "m2", "hour", "day", "roll"})


def against(enquiry: Enquiry, reading: Reading, matches: Sequence[Match]) -> list[str]:
    """Why the sum of these lines is only for the owner's eye, gravest first, as sentences for them; empty where it may be said."""
    doubts = list(matches[0].doubts)
    least = min(one.sure for one in matches)
    said = list(dict.fromkeys([BEYOND, *doubts] if is_beyond(enquiry) else doubts))
    refused = [fact.span for fact in reading.not_done]
    asked = [
        clause
        for clause in reading.clauses
        if clause.role == ASKED and clause.things and not _meets(clause.span, refused)
    ]
    if len(asked) > len(matches):
        said.append("They ask for more than there are lines.")
    unused = _unused(reading, matches, refused)
    if unused:
        said.append(f"“{unused}” is in no line.")
    unread = _unread(enquiry, reading)
    if unread:
        said.append(f"“{unread}” may be an amount, and is in no line.")
    if why := unpriced(enquiry):
        said.append(why)
    if any(clause.role == UNWANTED for clause in reading.clauses):
        said.append("They also write of what they do not want.")
    if wants_either(enquiry):
        said.append("They want it priced in two ways, and take one of them.")
    if reading.language != "en":
        said.append("It is not in English, so look at what they ask for.")
    told = "\n".join(line.text for line in enquiry.messages)
    if HAS_IT.search(told) and WANTS_IT.search(told):
        said.append("Some of it they have, and some you are to supply.")
    if len({power.lower() for power in _POWER.findall(told)}) > 1:
        said.append("They name more than one rating.")
    if _takes_away(enquiry, matches) and not _AWAY.search(told):
        said.append("A line takes something away, and they do not say that it is to go.")
    if _is_visit(enquiry, matches):
        said.append("Which visit it takes is a guess from what they tell.")
    if not said and least < _sure_enough(enquiry):
        said.append("It is not certain that these are all the lines they mean.")
    return list(dict.fromkeys(said))


def _sure_enough(enquiry: Enquiry) -> float:
    list_of_theirs = understood(enquiry.business)
    return SURE_ENOUGH if list_of_theirs.places.known >= KNOWN else SURE_OF_STRANGE


def _unused(reading: Reading, matches: Sequence[Match], refused: Sequence[Span]) -> str:
    """The words of a figure that counts or measures, and that no line uses."""
    used = {one.quantity for one in matches} | {part for one in matches for part in one.parts} | {Decimal(1)}
    for fact in reading.quantities:
        if fact.unit in _COUNTED and fact.value not in used and not _meets(fact.span, refused):
            return fact.span.text
    return ""


_NUMBER = re.compile(
    r"(?<![\w.,£$€#/-])(?:[2-9]|[1-6]\d|\d+\.\d+|(?<!or )two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|couple"
    r"|(?<!the )pair)(?![\w/:%-]|[.,]\d|['’]s)",
    re.I,
)
# House numbers, ages, days, codes.
_LABELLED = re.compile(
    r"\b(?:no\.?|number|flat|unit|plot|apartment|apt|room|bed|bedroom|block|ref|order|invoice|since|in|aged?|built|circa|type|model"
    r"|grade|class|part|phase|house|at|by|from|till|until|after|before|between|is|i['’]?m|turned|of|the|day|dad|mum|nan|gran)\s*$",
    re.I,
)
_NO_AMOUNT = re.compile(
    r"^\s*(?:am|pm|o['’]?clock|years?|yrs?|yr|months?|weeks?|wks?|days?|minutes?|mins?|miles?|storeys?|stor(?:y|ies)|floors?|beds?"
    r"|bedrooms?|bedroomed|kids?|children|people|of us|boys|girls|dogs|cats|pounds|quid|k|p|amps?|kw|mm|cm|gang|way|lever|point|seater"
    r"|piece|pole|phase|times|coats?|quotes|questions|things|high|st|nd|rd|th|or so|up)\b|^\s+[A-Z][a-z]+"
)


def _unread(enquiry: Enquiry, reading: Reading) -> str:
    """A number in their words that was not understood, and may change the amount: “actually make that 2”, “could 2 of you come”."""
    read = [
        fact.span
        for facts in (reading.quantities, reading.dates, reading.postcodes, reading.phones, reading.circumstances)
        for fact in facts
    ]
    for number, line in enumerate(enquiry.messages):
        people = [one for one in parties(line.text) if one.sure]
        for found in _NUMBER.finditer(line.text):
            span = Span(number, found.start(), found.end(), found.group())
            labelled = found.group()[0].isdigit() and _LABELLED.search(line.text, max(0, span.start - 12), span.start)
            counted = any(one.start <= span.start < one.end for one in people)
            if (
                not _meets(span, read)
                and not labelled
                and not counted
                and not _NO_AMOUNT.match(line.text[span.end : span.end + 16])
            ):
                return line.text[span.start : span.end + 12].split("\n")[0].strip()
    return ""


# Ratings of what is there now and of what is to come: another cable, another line.
_POWER = re.compile(r"\b(\d+(?:\.\d+)?) ?kw\b", re.I)
_AWAY = re.compile(
    r"\b(?:remov\w*|tak(?:e|en|ing)|strip\w*|rip\w*|lift\w*|hack\w*|dispos\w*|clear\w*|cart\w*|old|get(?:ting)? rid)\b"
    r"|\b(?:away|out|off|up|down|go|gone|goes)\b"
    r"|\b(?:demolish\w*|dig\w*|pull\w*|rid|scrap\w*|dump\w*|collect\w*|empt\w*|evict\w*|nests?|rubbish|waste|junk)\b",
    re.I,
)


def _takes_away(enquiry: Enquiry, matches: Sequence[Match]) -> bool:
    prices = understood(enquiry.business)
    items = [prices.by_code(one.item.code) for one in matches if not one.added_by]
    return any(item is not None and item.acts == {"remove"} for item in items)


def _is_visit(enquiry: Enquiry, matches: Sequence[Match]) -> bool:
    prices = understood(enquiry.business)
    items = [prices.by_code(one.item.code) for one in matches]
    return any(item is not None and item.is_attendance for item in items)


def _meets(span: Span, spans: Sequence[Span]) -> bool:
    return any(one.meets(span) for one in spans)
