"""Amounts with their unit, the noun they belong to and the part they play (count, length, width, height, area, size, age …).

The words are walked once from the first to the last (`walking`), and at each the first of `walking.RULES` that knows what begins there
has it: sides (`sides`), one measure (`measures`, with its figure and unit from `units`), how old and how long (`spans`), how large a
home is (`homes`), so many of a thing (`counts`) or of what was named before (`again`). Which thing it is, `naming` tells; a figure that
is only a name (`labels`) is none. What is named without a number counts once (`singly`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.reading.quantities.counts import count
from handlet.drafting.engine.reading.quantities.walking import found_amounts
from handlet.drafting.engine.reading.quantities.words import Bound as Bound
from handlet.drafting.engine.reading.quantities.words import Words
from handlet.drafting.engine.reading.quantities.words import told_in as told_in
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import Token

Place = tuple[int, int]
_AFTER_SO_MANY = re.compile(r"(?:after|from) (?:\d{1,2}|[a-z]+)", re.I)


def quantities(
    source: Source, tokens: Sequence[Token], taken: Sequence[Place], language: str = "en", told: str = ""
) -> list[Bound]:
    """Every amount of a message in reading order; words already read as a date, a phone or a postcode are `taken`.

    told: what the amount told last in the message before is in (`told_in`), which a figure that puts it right is in too."""
    taken = [place for place in taken if not _is_counted(source, tokens, place, language)]
    free = [t for t in tokens if not any(a < t.end and t.start < b for a, b in taken)]
    return found_amounts(Words(source, free, language, told))


def _is_counted(source: Source, tokens: Sequence[Token], place: Place, language: str) -> bool:
    """“After 3 taps that drip” is no time of the day: things follow the figure."""
    if not _AFTER_SO_MANY.fullmatch(source.text[place[0] : place[1]]):
        return False
    said = Words(source, [t for t in tokens if t.start >= place[0]], language)
    read = count(said, 1) if len(said.tokens) > 2 else None
    return read is not None and read.bounds[0].role == "count"
