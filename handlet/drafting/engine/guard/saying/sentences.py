"""The sentence around a place: whether it says the thing, denies it, asks it or thanks."""

from __future__ import annotations

import re

_UNDONE = re.compile(
    r"(?:n't|\bnot|\bnever|\bno(?! (?:problem|worries|bother|prob))|\bnothing|\bunable|\bwithout|\bif|\bwhether|\bbefore"
    r"|\buntil|\bunless|\bonce|\bwhen|\bcheck|\babout|\bregarding|\bask(?:ed|ing)? for|\bto be)\b[^,.;:!?\n]{0,60}$",
    re.I,
)


def sentence_span(text: str, place: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    start = 0
    for stop in re.finditer(r"(?<=[.!?])\s+|\n+", text):
        if stop.end() > place:
            return start, stop.start()
        start = stop.end()
    return start, len(text)


def is_undone(text: str, place: int) -> bool:
    """A negation, a condition or a mere mention comes just before, in the same clause: nothing is promised."""
    return bool(_UNDONE.search(text[sentence_span(text, place)[0] : place]))


def is_question(text: str, place: int) -> bool:
    start, end = sentence_span(text, place)
    return text[start:end].rstrip().endswith("?")


def gives_thanks(text: str, place: int) -> bool:
    start, end = sentence_span(text, place)
    return bool(re.match(r"\W*(?:many thanks|thanks?|sorry|apolog|cheers for|got your)", text[start:end], re.I))
