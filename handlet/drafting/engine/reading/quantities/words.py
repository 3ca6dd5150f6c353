"""The words of a text as the rules see them, and what a rule makes of some of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import Token
from handlet.drafting.port import QuantityFact

BY = {"x", "by", "*", "na", "por", "par", "auf"}
"""Between two sides."""
SIDES_IN = "sides in "
MEASURED = ("length", "width", "area", "height", "hours")


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity and what it is tied to; parallel to `Reading.quantities`.

    thing: our name of the noun ("" where none is near). role: count, area, length, width, height, size, run, age, hours,
    bedrooms. implied: one thing named without a number ("a tap"). clause: place in notes["clauses"]. group: figures that
    belong together ("3m by 2.4m") share a number; -1 for none. each: said of every one ("3 walls, 4m each"). all: all of
    what stands under `QuantityFact.what`.
    """

    fact: QuantityFact
    thing: str
    role: str
    implied: bool = False
    clause: int = -1
    group: int = -1
    each: bool = False


class Read(NamedTuple):
    """What a rule makes of the tokens up to `j`; no amounts where the words only look like one."""

    bounds: list[Bound]
    j: int


Rule = Callable[["Words", int], Read | None]


def told_in(bounds: Sequence[Bound]) -> str | None:
    """What the last of these amounts is in, as `Words.told` has it; None where there are none."""
    said = [bound for bound in bounds if not bound.implied]
    if not said:
        return None
    last = said[-1]
    if last.group >= 0:
        return SIDES_IN + last.fact.unit
    return last.fact.unit if last.role in MEASURED and last.role != "height" else ""


_PUT_RIGHT = re.compile(
    r"\b(?:make (?:that|it)|let['’]?s (?:go|say|call it|make it)|lets (?:go|say|call it|make it)|should (?:be|say|have said)|i (?:mean|meant)|or rather|correction"
    r"|(?:sorry|actually|no|oops|wait)(?: ?[,:-])*(?: (?:it's|its|that's|thats|just|only|more like|nearer))*)(?: (?:for|with|just|only|about|nearer))?$"
)
_ALL_METRES = re.compile(r"\b(?:all (?:in )?(?:metres|meters|m)|in metres|metres all)\b", re.I)


class Words:
    """The tokens of one text, and what has been read of them so far."""

    def __init__(self, source: Source, tokens: list[Token], language: str, told: str = "") -> None:
        self.source, self.tokens, self.language = source, tokens, language
        self.words = [t.lower for t in tokens]
        self.group = 0
        """The number of the sides read last."""
        self.sides_unit = ""
        """What the sides read last are in (m or ft)."""
        self.last_unit = ""
        """What was measured last."""
        self.told = told
        """What the amount told last is in, here or in the message before; `SIDES_IN` before the unit of sides, empty for a count."""
        self.all_in_metres = bool(_ALL_METRES.search(source.text))
        self.in_metres = not re.search(r"\b(?:ft|foot|feet)\b|\d'", source.text, re.I)

    def w(self, at: int) -> str:
        """The word at token `at`, in small letters; empty beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def seq(self, i: int, *words: str) -> bool:
        """Whether these words stand from token `i` on."""
        return all(self.w(i + n) == word for n, word in enumerate(words))

    def fact(self, value: Decimal, unit: str, what: str, i: int, j: int) -> QuantityFact:
        """An amount with its place, tokens [i, j)."""
        return QuantityFact(value, unit, what, self.source.span(self.tokens[i].start, self.tokens[j - 1].end))

    def is_put_right(self, i: int) -> bool:
        """Whether the words before token `i` say that what follows is right, and not what was told before: “make that 8”."""
        return bool(_PUT_RIGHT.search(" ".join(self.words[max(0, i - 6) : i])))

    def is_price(self, i: int) -> bool:
        """Whether a figure at token `i` is money."""
        return self.w(i - 1) in ("£", "$", "€")

    def is_code(self, i: int) -> bool:
        """“GU10”, “cat6”: a figure at the end of a word is part of a name."""
        return (
            i > 0
            and self.tokens[i - 1].kind == "word"
            and self.tokens[i - 1].end == self.tokens[i].start
            and self.w(i - 1) != "x"
        )
