"""How old a thing is, how long something is hired, how far a move goes."""

from __future__ import annotations

import re

from handlet.drafting.engine.reading.quantities.naming import near_thing, noun_at
from handlet.drafting.engine.reading.quantities.words import Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

_SPANS = {
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("mile", "miles"), "mile"),
}

_HIRED = re.compile(
    r"\b(?:skip|storage|store|container|hire|hiring|rental|scaffold\w*|dehumidifier|self[- ]store|\d+ ?yarder)\b", re.I
)

_DAY_RATE = re.compile(r"\bday[- ]?rates?\b|\bby the day\b|\b(?:your|per) day(?:ly)? (?:rate|price|charge)\b", re.I)

_FAR = re.compile(
    r"\b(?:mov(?:e|ing)|removals?|man (?:and|with|&) (?:a )?van|deliver\w*|collect\w*|door to door|transport)\b", re.I
)

_BEEN = re.compile(r"\b(?:been|was|were|waiting|waited|since|ago|took|taken|every|had it)\b")


def age(said: Words, i: int) -> Read | None:
    """15 years old, a 20 year old boiler; the age of a person is none of our business here."""
    read = read_number(said.tokens, i)
    if read is None or said.is_price(i):
        return None
    value, j = read
    at = j + (said.w(j) in ("-", "odd", "plus", "+", "or", "so"))
    if said.w(at) not in ("year", "years", "yr", "yrs", "year's"):
        return None
    at += 1
    at += said.w(at) == "-"
    if said.w(at) != "old":
        return None
    after = at + 1
    about = {said.w(n) for n in range(max(0, i - 9), min(after + 3, len(said.words)))}
    people = {"mum", "dad", "mother", "father", "nan", "son", "daughter", "baby", "gran", "grandma", "wife", "husband", "she", "he", "she's", "he's", "i'm", "tenant", "lady", "man", "kid", "boy", "girl",
              "aunt", "uncle", "grandson", "granddaughter", "neighbour", "mam", "mom", "woman", "gentleman", "im", "toddler", "toddlers", "baby's", "parents", "dog", "cat", "twins", "kids", "children"}  # fmt: skip
    noun = noun_at(said, after)
    if about & people and noun is None:
        return Read([], after)
    what = noun[0] if noun and noun[1] == after else near_thing(said, i, after, before_first=True)
    return Read([Bound(said.fact(value, "year", what or "age", i, after), what, "age")], after)


def lasting(said: Words, i: int) -> Read | None:
    """A skip for three weeks, storage for 10 days, a move of 6 miles: how long or how far, where that is what is paid for."""
    read = read_number(said.tokens, i, said.language)
    if read is None or not 0 < read[0] < 1000:
        return None
    unit = _SPANS.get(said.w(read[1]))
    if unit is None or said.w(i - 1) in ("in", "within", "last", "past", "£", "every", "been", "another", "here"):
        return None
    j = read[1] + 1
    if said.w(j) in (
        "ago",
        "old",
        "notice",
        "back",
        "late",
        "now",
        "time",
        "away",
        "earlier",
        "later",
    ) or _BEEN.search(" ".join(said.words[max(0, i - 5) : i])):
        return None
    about = _FAR if unit == "mile" else _HIRED
    by_the_day = unit == "day" and _DAY_RATE.search(said.source.text) and said.w(i - 1) not in ("these", "the", "next")
    if not by_the_day and not about.search(said.source.text):
        return None
    return Read([Bound(said.fact(read[0], unit, unit, i, j), "", "run" if unit == "mile" else "hours")], j)
