"""What the sentence does with a day: a deadline, wished for, impossible, booked already, or past."""

from __future__ import annotations

import re
from dataclasses import replace

from handlet.drafting.engine.reading.dates.words import When, Words

_REFUSES = re.compile(
    r"\b(?:not|except|apart from|bar|excluding|avoid|can't do|cant do|cannot do|can not do|can't make|cant make|cannot make|not free|not available|"
    r"not around|unavailable|away|busy|won't be|wont be|isn't good|no good|don't do|other than|but not|nowt|can't manage|out all|anything but|any day but|"
    r"(?<!back from )holiday|abroad|out of the country|nie|nu|sauf|excepto|menos|außer)(?: (?:on|in|the|a|any|for|at|from|this|next|until|till|between|w|em|en|all|or|and|work|with|-))*$"
)
_REFUSED_AFTER = re.compile(
    r"(?:(?:is|are|isn't|isnt|aren't|won't|doesn't|doesnt) )?(?:no good|not (?:good|great|possible|ok|convenient)|isn't (?:good|great|possible)|doesn't work|won't work|"
    r"out|bad for|i'm away|we're away|no good|doesnt suit|doesn't suit|good for me\b(?<=isn't good for me))\b"
)
_DEADLINE = re.compile(
    r"\b(?:by|before|no later than|latest|deadline|finished for|done for|ready for|ready by|in time for|moving out|move out|moving in|move in|completion|completing|"
    r"party|guests|visitors|expires?|runs out|due on|due out|sale|put right|sorted)(?: (?:on|in|the|is|coming|this|are|at|for|of|arrive|of it|date|out))*(?: \w+)?$"
)
_LIMIT = re.compile(
    r"\b(?:by|before|no later than|latest|deadline|(?:finished|done|ready|complete|in time) for|ready by|moving out|move out|expires?|runs out|due|put right|sorted|back)"
    r"(?: (?:on|in|the|is|coming|this|at|for|of|it|date))*(?: \w+)?$"
)
_EXISTING = re.compile(
    r"\b(?:booked(?: in)?|appointment|visit|slot|still (?:ok|on|coming|good|alright)|coming|scheduled|arranged|due|expecting you|see you|move|reschedule|"
    r"postpone|cancel|rearrange|change|confirm(?:ed|ing)?|can't make|cant make|job|instead of|(?:move|change|swap|reschedule|switch|push|booking|visit|fitting|appointment|it|us|me) from|meant to be)(?: (?:for|on|at|our|the|my|us|it|in|from|to|here|this|you|are|coming|we have|tomorrow's))*$"
)
# “No clean on the 19th or the 26th”, “we won't be ready for you on Monday”, “cancel the service for Wed”: what was arranged and is
# given up. No other work and no other day is asked for between the word and the day.
_GIVEN_UP = re.compile(
    r"\b(?:(?:won't|wont|not going to|will not) be (?:ready|back|done|finished|in)(?: for (?:you|it|him|her|them))?|no (?:clean|cleans|cleaning|visit|cut|mow|service|lesson|walk|groom|session|delivery)(?: for (?:me|us))?(?: please)?"
    r"|no (?:use|point) (?:in )?(?:you|your)(?: \w+)? coming|no need to come|(?:don't|dont|do not|not) come|(?:skip|miss|leave|knock)(?: (?:us|me|it|out))?"
    r"|(?:cancel\w*|call(?:ing)? off)(?: (?!and\b|or\b|come\b|to\b|instead\b|move\b|but\b)\w+){0,4}?)(?: (?:for|on|of|the|this|next|coming|our|my|or|and|\d{1,2}|st|nd|rd|th|(?:mon|tues|wednes|thurs|fri|satur|sun)day))*$"
)
_EXISTING_AFTER = re.compile(r"(?:visit|appointment|slot|booking|job|still ok|still on|instead)\b")


def kind_of(said: Words, when: When) -> str:
    """deadline, unavailable, existing, past or preferred, by the words before the day and behind it."""
    if when.past:
        return "past"
    before = " ".join(said.clause(when)[-9:])
    behind = " ".join(said.clause(when, after=7)[len(said.clause(when)) :])
    if _REFUSES.search(before) or _REFUSED_AFTER.match(behind):
        return "unavailable"
    if _DEADLINE.search(before):
        return "deadline"
    if _GIVEN_UP.search(before) or _EXISTING.search(before) or _EXISTING_AFTER.match(behind):
        return "existing"
    return "preferred"


def refused(said: Words, i: int) -> bool:
    """Whether the words before token `i` take the day out of the diary."""
    text = " ".join(said.clause(When(None, None, i, i))[-7:])
    return bool(_REFUSES.search(text))


def is_event(said: Words, when: When) -> bool:
    """Completion, a party, guests: the day itself is told, and the work is for before it."""
    return when.start is not None and not _LIMIT.search(" ".join(said.clause(when)[-9:]))


def parted(said: Words, found: list[When]) -> list[When]:
    """“Thursday … Prefer late afternoon”: a part of the day said on its own belongs to the one day that is wished for."""
    parts = {
        when.part
        for when in found
        if when.start is None and when.end is None and when.part and when.kind == "preferred"
    }
    dated = [when for when in found if (when.start or when.end) and when.kind == "preferred"]
    if len(parts) != 1 or len(dated) != 1 or dated[0].part:
        return found
    return [replace(when, part=next(iter(parts))) if when is dated[0] else when for when in found]
