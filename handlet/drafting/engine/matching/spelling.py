"""Slips of the keyboard put right by the words of the list at hand: “silcone”, “skirtingboard”, “lap top”.

A word is looked at only where it is none that we know (the lexicon, everyday words, the list itself) and becomes the one
word of the list, or of the lexicon where the list holds what it stands for, that a single slip parts from it: a letter
missing, too many, wrong, or two changed about; two slips in long words. Where two words fit equally well nothing is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

LEAST, LONG = 5, 8
"""Letters from which on a word is put right, and from which on two slips are forgiven."""
PART = 3
"""Letters that each part of a joined word must have."""

Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Spelling:
    """own: the words of a list as written. known: every word that is no slip. near: those that a slip may have meant.
    pairs: two words that mean something together as they stand."""

    own: frozenset[str]
    known: frozenset[str]
    near: frozenset[str]
    pairs: frozenset[tuple[str, str]] = frozenset()

    def put_right(self, words: Sequence[Word], text: str) -> list[Word]:
        """Words with their places in the text; a joined word becomes two, each with its own place, and two become one.
        What begins with a capital is a name, or stands at the head of a sentence, and is left."""
        made: list[Word] = []
        at = 0
        while at < len(words):
            word, start, end = words[at]
            following = words[at + 1] if at + 1 < len(words) else None
            if following and following[1] - end <= 1 and self._is_one(word, following[0]):
                made.append((word + following[0], start, following[2]))
                at += 2
                continue
            made += (
                [words[at]] if text[start].isupper() and not text[start:end].isupper() else self._one(word, start, end)
            )
            at += 1
        return made

    def _is_one(self, first: str, second: str) -> bool:
        """“lap top” where the list says laptop, “drive way” where it means one, and the list holds neither half."""
        whole = first + second
        if min(len(first), len(second)) < PART or whole not in self.near or (first, second) in self.pairs:
            return False
        return first not in self.own and second not in self.own

    def _one(self, word: str, start: int, end: int) -> list[Word]:
        if len(word) < LEAST or end - start != len(word) or not word.isalpha() or self._is_known(word):
            return [(word, start, end)]
        for cut in range(PART, len(word) - PART + 1):
            first, second = word[:cut], word[cut:]
            if self._is_own(second) and (self._is_own(first) or (first in self.known and len(first) > PART)):
                return [(first, start, start + cut), (second, start + cut, end)]
            if self._is_own(first) and second in self.known and len(second) > PART and len(first) > PART:
                return [(first, start, start + cut), (second, start + cut, end)]
        return [(self._nearest(word), start, end)]

    def _is_known(self, word: str) -> bool:
        return any(form in self.known for form in _forms(word))

    def _is_own(self, word: str) -> bool:
        return any(form in self.own for form in _forms(word))

    def _nearest(self, word: str) -> str:
        found = _near(word, self.near)
        return found if found is not None else word


def _forms(word: str) -> Iterable[str]:
    """A word and what it may be a form of: “sockets” is known where “socket” is."""
    yield word
    for ending in ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "'s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= PART:
            bare = word[: -len(ending)]
            yield bare
            if ending in ("ing", "ed", "er", "ers"):
                yield bare + "e"
                if len(bare) > PART and bare[-1] == bare[-2]:
                    yield bare[:-1]
    yield word + "s"


def _near(word: str, among: frozenset[str]) -> str | None:
    """The one word that fewest slips part from this; None where there is none, or several of two slips."""
    allowed = 2 if len(word) >= LONG else 1
    best: dict[int, set[str]] = {}
    for other in among:
        if (
            len(other) < LEAST - 1
            or abs(len(other) - len(word)) > allowed
            or (other[0] != word[0] and other[1:2] != word[1:2])
        ):
            continue
        apart = slips(word, other, allowed)
        if apart <= allowed:
            best.setdefault(apart, set()).add(other)
    if not best:
        return None
    least = min(best)
    # “radiater” is as near to “radiator” as to “radiators”: the same word.
    stems = {one.removesuffix("s") for one in best[least]}
    return min(best[least], key=lambda one: (len(one), one)) if len(stems) == 1 else None


def slips(one: str, other: str, most: int) -> int:
    """How many letters are missing, too many, wrong or changed about; `most` + 1 where it is more than that."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


@cache
def everyday() -> frozenset[str]:
    """Everyday words that are no slip, whatever they look like."""
    return frozenset((resources.files(__package__) / "everyday.txt").read_text("utf-8").split())
