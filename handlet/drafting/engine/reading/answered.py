"""What a bare figure in an answer is, told by the question of ours before it: “How old is the house?”, “67 I think”.

The words that the question lent are put beside the figure (“built in 1967 I think”, “9 doors”, “300 by 300 mm tiles”), so that every
reader knows it as if the customer had said it in full. Figures go to questions in their order. A figure that stands with a noun or a unit of
its own, or anywhere but where an answer stands, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

NEW = 30
"""Years: an age of a house told without a unit is seldom more; what is more is the year (“67”)."""
OLDEST, GROWN = 110, 18
TALLEST_IN_METRES = Decimal("4.5")
"""Who says more than this of a hedge, a fence or a ceiling, and nothing else, means feet."""
ROOM_IN_METRES = 10
"""Two sides below this are in metres."""


class Kind(Enum):
    """What a question of ours asks for."""

    BUILT = "built"
    AGE = "age"
    TILE = "tile"
    LENGTH = "length"
    HEIGHT = "height"
    WIDTH = "width"
    AREA = "area"
    SIZE = "size"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Question:
    """noun: what is counted, in our own words; empty for other kinds."""

    kind: Kind
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Lent:
    """Words to stand at a place of the answer."""

    at: int
    words: str


_HOME = r"(?:house|property|place|building|flat|home|bungalow|cottage|semi|terrace)"
_NO_NOUN = r"(?:are|is|was|were|do|does|did|would|will|have|has|can|could|need|needs|of|in|there|you|to|and|or|on|at|for|it|we|should|per|a|times?|years?|months?|people)"
_ASKS = re.compile(
    rf"(?P<built>\bhow old (?:is|was|'s) (?:the |your )?(?:\w+ )?{_HOME}\b|\b(?:what|which) year\b|\bwhen (?:was|were) (?:it|(?:the|your) \w+) built\b|\bage of (?:the|your) {_HOME}\b)"
    r"|(?P<age>\bhow old (?:is|are) (?:she|he|you|they|your (?:mum|mam|dad|mother|father|nan|gran|wife|husband|parents?|aunt|uncle|neighbour)|the (?:customer|person|lady|gentleman))\b"
    r"|\bhow old (?:she|he|they|you) (?:is|are)\b|\b(?:her|his|your|their) age\b)"
    r"|(?P<tile>\b(?:what|which) size (?:of )?(?:are |is |were )?(?:the |your |those )?(?:tiles?|slabs?)\b|\bhow (?:big|large) are (?:the |your |those )?(?:tiles|slabs)\b|\b(?:tile|slab) sizes?\b|\b(?:sizes?|dimensions) of (?:the |your )?(?:tiles?|slabs?)\b)"
    rf"|\bhow many (?P<noun>(?:(?!{_NO_NOUN}\b)[a-z-]+ ){{0,2}}?(?!{_NO_NOUN}\b)[a-z-]{{2,}}s|sqm|m2)\b(?:(?:,| and| &) (?:how many )?(?P<other>(?!{_NO_NOUN}\b)[a-z-]{{3,}}s)\b)?"
    r"|(?P<length>\bhow long (?:is|are|was)\b|\bhow long (?:it|they|the \w+) (?:is|are)\b|\b(?:the|its|what) (?:total |overall )?length\b)"
    r"|(?P<height>\bhow (?:high|tall)\b|\b(?:the|its|what|ceiling|hedge|fence) height\b)"
    r"|(?P<width>\bhow (?:wide|deep)\b|\b(?:the|its|what) width\b)"
    r"|(?P<area>\bhow (?:big|large) (?:an area|is|are)\b|\b(?:the|what) (?:floor |wall |total |rough )?area\b)"
    r"|(?P<size>\b(?:what|which) sizes? (?:is|are|was)\b|\bwhat(?:'s|s| is| are) the (?:rough |room )?(?:sizes?|measurements|dimensions)\b|\b(?:sizes?|measurements|dimensions) of (?:the|your)\b)",
    re.I,
)
# “How many bedrooms?” asks how large the home is, unless it is they that are painted.
_DONE_IN_ROOMS = re.compile(r"\b(?:paint|decorat|paper|carpet|plaster|skim|floor)\w*", re.I)
_SIZE_OF_A_HOME = "bed home"
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_FIGURE = re.compile(
    rf"(?<![\w.,£$€/:-])(?P<figure>\d{{1,4}}(?:\.\d{{1,2}})?|{'|'.join(_WORDS.split())}|a couple|a dozen)(?P<decade>0?s\b)?(?![\d:/%]|[.,]\d|st\b|nd\b|rd\b|th\b|[ap]m\b)"
    r"(?P<by> ?(?:x|by|×) ?(?P<second>\d{1,4}(?:\.\d{1,2})?)(?![\d.]*\d))?",
    re.I,
)
_CUT = re.compile(r"[\n.!?;,(]")
_LEAD = re.compile(
    r"\s*(?:(?:hi|hiya|hello|hey|oh|ah|erm|um|yes|yeah|yep|ok|okay|no|sorry|thanks|so|well|think|reckon|i|id|i'd|say|would|must|be|looks|like|its|it's|it|they're|theyre|they|there's|theres|there"
    r"|are|is|was|we've|weve|we|ive|i've|have|got|an|a|the|all|just|only|about|around|roughly|approximately|approx|maybe|probably|circa|c|nearly|almost|over|under|up|to|she's|shes|she|he's|hes|he|i'm|im|am|and|plus|then|built|in|from|late|early|mid|at|least"
    r"|long|high|wide|tall|metres?|m)\b[ '~&+-]*|[~&+-] ?)*",
    re.I,
)
LONGEST_LEAD = 60
"""Letters before a figure, from the beginning of its part of the sentence, in which only such words may stand."""
_BARE = re.compile(
    r"\s*(?:$|[\n.,;:!?)(&+-]|(?:ish|or so|or thereabouts|i (?:think|reckon|guess|believe|'?d say)|roughly|about|approx\w*|give or take|please|pls|plz|thanks|ta|cheers|all round|all together|altogether|in total|in all|total|and|plus|maybe|probably|max|at (?:most|least)|each|so|but|if|as|same|just|x+)\b)",
    re.I,
)
_LONG_HIGH = re.compile(r"\s*(?:long|high|tall|wide|deep|across|in length|in height)\b", re.I)
_YEARS = re.compile(r"\s*(?:years?|yrs?)(?: old)?\b", re.I)


def questions_in(ours: str) -> list[Question]:
    """What a message of ours asks for that a figure answers, in order."""
    found: list[Question] = []
    for asked in _ASKS.finditer(ours[:2000].replace("’", "'")):
        if asked.group("noun"):
            nouns = [asked.group(name).lower() for name in ("noun", "other") if asked.group(name)]
            home = not _DONE_IN_ROOMS.search(ours)
            found += [Question(Kind.COUNT, _SIZE_OF_A_HOME if home and noun == "bedrooms" else noun) for noun in nouns]
        else:
            found.append(
                Question(Kind(next(kind.value for kind in Kind if kind is not Kind.COUNT and asked.group(kind.value))))
            )
    return found


def lent(answer: str, asked: Sequence[Question], year: int) -> tuple[list[Lent], list[Question]]:
    """The words that the questions lend to the bare figures of an answer, in order, and the questions that are left open.

    year: that of the answer, from which the age of a house is counted."""
    left, done = list(asked), 0
    made: list[Lent] = []
    for one in _FIGURE.finditer(answer):
        if not left:
            break
        lead = _CUT.split(answer[done : one.start()])[-1]
        if len(lead) > LONGEST_LEAD or not _LEAD.fullmatch(lead):
            continue
        done = one.end()
        made += _beside(answer, one, left.pop(0), year)
    return made, left


def _beside(answer: str, one: re.Match[str], question: Question, year: int) -> Iterator[Lent]:
    behind = answer[one.end() :]
    value = Decimal(one.group("figure")) if one.group("figure")[0].isdigit() else None
    if question.kind is Kind.BUILT:
        yield from _built(one, value, behind, year)
        return
    directed = _LONG_HIGH.match(behind) and question.kind is not Kind.COUNT
    if one.group("decade") or not (directed or _BARE.match(behind)):
        return
    if one.group("by"):
        unit = _unit_of_sides(Decimal(one.group("figure")), Decimal(one.group("second")), question) if value else ""
        if unit:
            yield Lent(one.end(), unit)
        return
    words = (
        f" {question.noun}"
        if question.kind is Kind.COUNT
        else _words_for(question.kind, value, directed=bool(directed))
    )
    if question.kind is Kind.AGE:
        if value is not None and GROWN <= value < OLDEST:
            yield Lent(one.start(), "aged ")
    elif words:
        yield Lent(one.end(), words)


def _built(one: re.Match[str], value: Decimal | None, behind: str, year: int) -> Iterator[Lent]:
    """“1972”, “67 I think”, “the 30s”, “about fifty years”: the year, as lists of rules know it."""
    if value is None or value != int(value) or one.group("by"):
        return
    number, figures = int(value), len(one.group("figure"))
    if _YEARS.match(behind) or (number <= NEW and not one.group("decade") and figures == 2):
        yield Lent(one.start(), f"built in {year - number}, ")
    elif figures == 4:
        yield Lent(one.start(), "built in ")
    elif figures == 2 and (one.group("decade") or _BARE.match(behind)):
        yield Lent(one.start(), "built in 19")


def _unit_of_sides(first: Decimal, second: Decimal, question: Question) -> str:
    """In what two sides are told: tiles in millimetres or centimetres, rooms and gardens in metres; empty where it is not plain."""
    if question.kind is Kind.TILE:
        return " mm tiles" if max(first, second) >= 100 else " cm tiles"
    if question.kind in (Kind.SIZE, Kind.AREA) and max(first, second) < ROOM_IN_METRES:
        return " m"
    return ""


def _words_for(kind: Kind, value: Decimal | None, *, directed: bool) -> str:
    if value is None:
        return ""
    if directed:
        return " m"
    if kind is Kind.TILE:
        return " mm tiles" if value >= 100 else " cm tiles"
    if kind is Kind.HEIGHT:
        return " m high" if value <= TALLEST_IN_METRES else " ft high"
    return {Kind.LENGTH: " m long", Kind.WIDTH: " m wide", Kind.AREA: " m2"}.get(kind, "")
