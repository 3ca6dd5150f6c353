"""What their words name without asking for it: refused by its name, theirs already, there now, or only worked on.

What a piece of the message rules out as a whole (“the landlord does the carpets”) never comes here: `wanted.py`, `ruled_out.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.matching.candidate import ENOUGH, Candidate
from handlet.drafting.engine.matching.items import ACT_OF, PLAIN_ACTS, UNSAID
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.matching.wanted import SURFACES, Wanted
from handlet.drafting.port import Reading

ASKED = 0.75
"""How sure a line must be that is asked for, so that one that is only told of gives way."""
NEAR = 120
"""Letters before and behind a thing in which a list of what they have is looked for."""

_OUTRIGHT = re.compile(
    r"^\W*(?:(?:but|and|so|just|please|pls) )*(?:(?:not|except|excluding|apart from|leave|skip|forget) (?:the|my|our|an?|any)|no)\b",
    re.I,
)
_MEASURED = re.compile(r"\d")
_GOT_ONE = re.compile(r"\W*(?:already )?(?:got|have|(?:we|i)(?:['’]?ve| have)? (?:already )?(?:got|have))\b", re.I)
# “Got the carpet + underlay”, “we have carpet, underlay and grippers”; not “could I have …”.
_HAVE = re.compile(
    r"(?:\b(?:i|we|client|customer|they)(?:['’]?ve| have)?(?: already| all)? (?:got|have|bought|ordered)|(?:^|[,;(:/]\s*)(?:already )?(?:got|have|bought|ordered)|['’]ve got) "
    r"(?:(?:the|my|our|all|own|new|some|both|plus|and|an|n|with) |[\w'’-]+ ?(?:,|\+|&|\band\b|\bn\b|\bplus\b) ?){1,6}$",
    re.I,
)
_ASKS_TO_HAVE = re.compile(r"\b(?:can|could|may|like to|want to|need to|do) (?:i|we)? ?(?:have|get|got)\b", re.I)
# “Carpet, underlay and grippers all here”.
_ALL_HERE = re.compile(
    r"\s*(?:(?:,|&|\+|and|n|plus)\s*(?:the |my )?[\w'’-]+\s*){0,3}(?:is |are )?(?:all )?(?:here|on site|bought|ready|delivered|to hand)\b",
    re.I,
)
_SOLD = re.compile(r"\bsupplied\b(?! by (?:the |our )?(?:customer|client|you)\b)|\bsupply only\b", re.I)


def is_unasked(one: Candidate, said: Wanted, found: Sequence[Candidate], reading: Reading) -> bool:
    """Whether an item is named at a place that does not ask for it, whatever speaks for it there. found: all of them."""
    return _is_denied(one, said, found) or _is_of_a_day(one, said, reading) or _is_had(one, said)


def _is_denied(one: Candidate, said: Wanted, found: Sequence[Candidate]) -> bool:
    """“Not the ceiling”, “no smart thermostat, we have Hive”: what was refused by its name is not meant where nobody names it, or
    where it is only told of."""
    if one.signs.get("head not"):
        named = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
        return not named and _is_refused_by_name(one, said)
    told = "stated" in one.signs or _GOT_ONE.match(one.segment.text)
    if not told or "denied" in one.signs or _MEASURED.search(one.segment.text):
        return False
    return _is_refused_by_name(one, said) or any(
        other.item is one.item and other.signs.get("denied") and not other.signs.get("head not") for other in found
    )


def _is_refused_by_name(one: Candidate, said: Wanted) -> bool:
    return bool(one.item.head) and any(
        one.item.head <= {term.word for term in segment.terms}
        for segment in said.segments
        if _OUTRIGHT.match(segment.text)
    )


def _is_of_a_day(one: Candidate, said: Wanted, reading: Reading) -> bool:
    """“By the end of September” names no end post."""
    source = said.sources.get(one.segment.message)
    if source is None or not reading.dates or not one.signs.get("named here"):
        return False
    places = [source.span(start, end) for start, end in one.anchors]
    return all(any(place.meets(fact.span) for fact in reading.dates) for place in places)


def _is_had(one: Candidate, said: Wanted) -> bool:
    """“Got the carpet + underlay”: what they list as theirs is no line that sells it."""
    sold = one.item.supplied == "business" or _SOLD.search(f"{one.item.row.name}. {one.item.row.description}")
    source = said.sources.get(one.segment.message)
    if not sold or one.item.acts - {"supply"} or one.segment.acts or source is None or not one.anchors:
        return False
    first = next(s for s in said.segments if s.sentence == one.segment.sentence)
    start, end = min(start for start, _ in one.anchors), max(end for _, end in one.anchors)
    before = source.text[max(first.start, start - NEAR) : start]
    have = _HAVE.search(before)
    if have is not None:
        return not _ASKS_TO_HAVE.search(before[: have.end()])
    return bool(_ALL_HERE.match(source.text[end : end + NEAR]))


def without_what_is_there(chosen: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """“Currently just one strip light”, “the door only has a night latch”: beside what is asked for, a line that is only told as what
    is there now is none."""
    likely = [one for one in found if one.score >= ENOUGH]
    asked = {
        one.item.row.code
        for one in likely
        if not one.signs.get("there now") and not any(_says_better(other, one) for other in chosen)
    }
    there = {one.item.row.code for one in likely} - asked
    sure = any(one.score >= ASKED and one.item.row.code not in there for one in chosen)
    return [one for one in chosen if not sure or one.item.row.code not in there]


def _says_better(other: Candidate, one: Candidate) -> bool:
    """“Two smoke alarms” names no heat alarm, beside a line that explains as much of it and is surer."""
    return (
        other.item is not one.item
        and other.segment.place == one.segment.place
        and bool(one.explained)
        and one.explained <= other.explained
        and one.score < other.score
    )


_OLD_TAKEN = re.compile(
    r"\bold (?!to\b)(?:\w+ ){1,2}(?:taken|removed|disposed|carted|carried) (?:away|of|off)?|\b(?:removal|disposal) of (?:the )?old\b|\bold (?:one|unit) (?:away|removed)\b",
    re.I,
)


def is_in_another(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """“Fit a new toilet and take the old one away”, where the price of the new one holds just that."""
    if one.item.acts != {"remove"}:
        return False
    return any(
        other is not one
        and "remove" not in other.item.acts
        and other.segment.sentence == one.segment.sentence
        and _OLD_TAKEN.search(f"{other.item.row.name}. {other.item.row.description}")
        and one.item.words & (other.item.words | set(other.item.about))
        for other in chosen
    )


def is_in_hours(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """“A bit of weeding and cutting back, two hours”, “weeds in the beds and the edges. Two hours would do it”: what is only told by what
    is done, or told before hours that are to do it all, goes into the time that is bought."""
    if one.item.unit_word in _TIMES:
        return False
    bought = [other for other in chosen if other.item.unit_word in _TIMES]
    if "time does it" in one.signs and not _COUNTED & one.signs.keys():
        return any(other.item.unit_word != "hour" or _TIMED & other.signs.keys() for other in bought)
    only_done = all(word in ACT_OF for word, _ in one.explained)
    if not only_done or not one.signs.get("head not") or one.score >= SURE_BESIDE_HOURS:
        return False
    return any(other.segment.sentence == one.segment.sentence and _TIMED_HERE & other.signs.keys() for other in bought)


_TIMES = frozenset(("hour", "day", "half day"))
_TIMED_HERE = frozenset(("measured fits here", "measured fits near"))
_TIMED = _TIMED_HERE | {"measured fits far"}
_COUNTED = frozenset(("each fits here", "each fits near", "measured fits here"))
SURE_BESIDE_HOURS = 0.85


def is_only_worked_on(one: Candidate, chosen: Sequence[Candidate], found: Sequence[Candidate]) -> bool:
    """“Regrout the bathroom walls”, “need the paper off. 3 walls”, “a hole in the hall wall to patch”, to a list with “Wall tiling” or “Paint
    walls”: a surface is named as what another line is done to, or where it is, and nobody speaks of tiling or paint."""
    rest = one.item.words - SURFACES - UNSAID
    places = [each for each in found if each.item is one.item]
    said = {word for each in places for word, _ in each.explained}
    if not rest or not said & one.item.words:
        return False
    # Where the old ones are to go, their name asks for no new ones.
    kept = {word for each in places if each.segment.acts != {"remove"} for word, _ in each.explained}
    only_where = not said & rest and all(_STANDS_IN & each.signs.keys() for each in places if each.explained)
    return any(
        other is not one
        and other.score >= ASKED
        and {word for word, _ in other.explained if word in other.item.words} - SURFACES - UNSAID - one.item.words
        and (
            only_where
            or (not said & rest and any(s.place == one.segment.place for s in other.places))
            or (not (said if "remove" in one.item.acts else kept) & rest and _is_measure_for(one, other, found))
        )
        for other in chosen
    )


_HOW_LARGE = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:(?:the|our|my|its|it['’]?s|each|every|that) )?(?:[\w'’-]+ ){0,6}?(?:(?:is|are|measures?|comes? to|runs?(?: for)?|must be|would be)|[:=]) ?(?:(?:about|around|roughly|approx\w*|only|just|nearly|maybe) )*"
    r"\d[\d.,]* ?(?:m|mtrs?|metres?|meters?|ft|foot|feet|yards?|sqm|m2|m²|sq\w* \w+)\b(?: (?:long|wide|high|tall|in (?:all|total|length)|altogether|or so|ish|each))*\W*$",
    re.I,
)


def is_only_measured(one: Candidate, chosen: Sequence[Candidate], found: Sequence[Candidate]) -> bool:
    """“The ridge is 9 metres”, where it is to be re-bedded: tells how large a thing is that a surer line is for, and asks for no other way of it."""
    places = [each for each in found if each.item is one.item and each.score >= FAINT]
    told = {word for each in places for word, _ in each.explained}
    if not places or not all(_HOW_LARGE.match(each.segment.text) and not each.segment.acts for each in places):
        return False
    return any(other is not one and other.score >= ASKED and told & other.item.words for other in chosen)


FAINT = 0.3
"""From which share on a piece may speak for a line."""
_MEASURING = frozenset(
    stem(word) for word in "sqm metre square total together whole roughly bathroom kitchen hall lounge bedroom".split()
)
_STANDS_IN = frozenset(("in it", "beside it"))


def _is_measure_for(one: Candidate, other: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a piece behind the other one, in which nothing is done, only tells how much of it there is."""
    words = {term.word for term in one.segment.terms if not any(letter.isdigit() for letter in term.word)}
    bare = words <= SURFACES | _MEASURING
    if (
        not bare
        or one.segment.acts
        or one.item.unit_word != other.item.unit_word
        or one.item.unit_word not in ("m2", "m")
    ):
        return False
    if any(place.place > one.segment.place for place in other.places):
        return False
    return not any(
        each.item is other.item and each.score >= ENOUGH and each.signs.get("measured fits here") for each in found
    )
