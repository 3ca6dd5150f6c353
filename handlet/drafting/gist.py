"""What a customer asks, in the few sentences of theirs that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from handlet.drafting.engine.reading.tokens import sentences
from handlet.drafting.port import Enquiry, ReadClause, Reading, Span

MOST_SENTENCES = 5
_LONGEST = 200  # letters of one sentence

# How people here begin a question, with its sign or without.
_ASKS = r"(?:can|could|would|will|do|does|are|is|have) (?:you|u|ya|someone|somebody|anyone|we|i|it|there)\b"
_HAIL = r"(?:(?:hi|hiya|hello|hey)(?: [a-z]+)?,? )?"
_REQUEST = re.compile(
    r"\?[)\"'”’\s]*$"
    rf"|^{_HAIL}{_ASKS}|\b(?:can|could|would|will) (?:you|u|ya|someone|somebody|we|i)\b|\bany chance\b|\bplease\b|\bpl[sz]\b|\bplz\b"
    r"|\bneed(?:s|ed|ing)?\b|\bwant(?:s|ed|ing)?\b|\blooking (?:for|to)\b|\bafter an?\b|\bhow much\b"
    r"|\b(?:price|quote|quotation|estimate)s? (?:for|to|on)\b|\blike (?:to|you|an?|some|it|them)\b"
    r"|\b(?:i|we) expect\b|\bwondering\b",
    re.I,
)
_QUESTION = re.compile(rf"^{_HAIL}{_ASKS}|\?[)\"'”’\s]*$", re.I)
_GREETING = re.compile(
    r"(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening)\b(?: [\w’'.-]+){0,3}?[,!.]\s*",
    re.I,
)
_MARK = re.compile(r"^[-–•*·]\s*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    requests: bool
    wanted: bool  # a clause of it asks for something
    things: bool


def gist(enquiry: Enquiry, reading: Reading) -> Sequence[str]:
    """The sentences that ask, as the customer wrote them and in their order, at most `MOST_SENTENCES`; empty where none does.

    Where what they ask names nothing (“Can someone come today?”) the sentences before it that do name something stand
    with it, else the one before it: they say what is wrong.
    """
    said = [one for index, line in enumerate(enquiry.messages) for one in _sentences(index, line.text, reading)]
    first = next((place for place, one in enumerate(said) if one.requests), None)
    if first is None:
        found = [one for one in said if one.wanted and one.things] or [one for one in said if one.wanted]
    else:
        found = [one for one in said[first:] if one.requests or (one.wanted and one.things)]
        if not any(one.things for one in found):
            before = [one for one in said[:first] if one.things]
            before = [one for one in before if one.wanted] or before or said[max(0, first - 1) : first]
            found = [*before[-2:], *found]
    # “Please quote for:” says nothing once its list follows.
    texts = [one.text for one in found if not (one.text.endswith(":") and one is not found[-1])]
    return list(dict.fromkeys(texts))[:MOST_SENTENCES]


def without_greeting(text: str) -> str:
    """“Hi Asha, can you …” → “can you …”; empty where it greets and says no more."""
    greeted = _GREETING.match(text)
    return text[greeted.end() :] if greeted else text


def _sentences(message: int, text: str, reading: Reading) -> list[_Sentence]:
    found = []
    for start, end in sentences(text):
        clauses = [one for one in reading.clauses if one.span.meets(Span(message, start, end, ""))]
        words = without_greeting(_MARK.sub("", text[start:end]))
        if not clauses or len(words.split()) < 2:
            # What gives us orders, quotes somebody or signs off was read as no clause.
            continue
        found.append(_sentence(words, clauses))
    return found


def _sentence(words: str, clauses: Sequence[ReadClause]) -> _Sentence:
    wanted = any(one.role == "asked" for one in clauses)
    past = all(one.role in ("unwanted", "done") for one in clauses)
    return _Sentence(
        text=shorten(words, _LONGEST, placeholder=" …"),
        requests=bool(_REQUEST.search(words)) and not (past and not _QUESTION.search(words)),
        wanted=wanted,
        things=any(one.things for one in clauses if one.role not in ("unwanted", "done")),
    )
