"""Dates as customers write them, reckoned in Europe/London from the message's own time.

A small interval grammar over tokens, walked once from the first word to the last (`walking`):

1. a base is read, by the first of `walking.RULES` that knows the words: a day of the calendar (`days_of_month`), a month or
   season or part of one (`months`), a day with a name (`holidays`), a weekday (`weekdays`), a week or weekend (`weeks`), so
   many days from now (`distances`), or a day told by another day (`anchors`);
2. what stands around it is added: a part of the day (`clock`), then “to Friday”, “by”, “from”, “not before” (`bounds`);
3. the sentence tells whether it lies behind or ahead (`tense`), and what is meant by it: deadline, preferred, unavailable,
   existing, past or recurring (`kinds`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.reading.dates.walking import RULES, found_days
from handlet.drafting.engine.reading.dates.words import Words
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import Token
from handlet.drafting.port import DateFact

Place = tuple[int, int]
MOST_DAYS = 300
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)


def dates(
    source: Source, tokens: Sequence[Token], taken: Sequence[Place], language: str = "en", nation: str = "england"
) -> tuple[list[DateFact], list[DateFact], list[Place]]:
    """Dates with at least one end; then bare times and habits ("after 5", "weekday mornings"), which have none; and the places."""
    taken = [*taken, *(place.span() for place in _ADDRESS.finditer(source.text))]
    free = [t for t in tokens if not any(a < t.end and t.start < b for a, b in taken)]
    found = found_days(Words(source, free, language, nation, RULES))
    facts: list[DateFact] = []
    times: list[DateFact] = []
    places: list[Place] = []
    for when in found:
        start, end = free[when.i].start, free[when.j - 1].end
        places.append((start if when.counts_from is None else free[when.counts_from].start, end))
        words = source.text[start:end].lower().split()
        years = words[-1:] == ["year"] == words[1:] and words[0] not in ("new", "next")
        if years or (
            when.start and when.end and (when.end - when.start).days > MOST_DAYS and words != ["next", "year"]
        ):
            # “last year”, “not this year”, “four years ago”: a story, no day to come or go.
            continue
        fact = DateFact(when.start, when.end, when.part, when.kind or "preferred", source.span(start, end))
        if when.start is None and when.end is None:
            times.append(fact)
        elif not any((f.start, f.end, f.part) == (fact.start, fact.end, fact.part) for f in facts):
            facts.append(fact)
    return facts, times, places
