"""So many of a thing: three taps, 5x doors, sockets (3), 6 or 7 slates."""

from __future__ import annotations

import re
from decimal import Decimal

from handlet.drafting.engine.reading.nouns import is_plural, thing_at
from handlet.drafting.engine.reading.quantities.labels import is_label
from handlet.drafting.engine.reading.quantities.naming import (
    NOT_COUNTED,
    last_thing,
    noun_at,
    thing_before,
    thing_ending,
)
from handlet.drafting.engine.reading.quantities.units import amount_at, unit_at
from handlet.drafting.engine.reading.quantities.words import Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

_TO_DO = frozenset(
    "swap fix fit change replace repair do get sort paint clean service install mend tile plaster have come quote unblock cut trim move book pay".split()
)

_COUNTED = {**dict.fromkeys(("roll", "rolls"), "roll"), **dict.fromkeys(("bag", "bags"), "bag")}

_WHO_BOTH = set("we we've weve they you us have are were they've theyve".split())
_LEADS = {"x", "qty", "quantity"}

_PARTS = frozenset("fronts handles knobs runners pulls boxes".split())
"""Of these there are as many as the figure says: five drawer fronts."""
_SPEC = set("gang way lever pin drawer seater bulb tier pane panel piece ring pole zone phase amp".split())


def count(said: Words, i: int) -> Read | None:
    """A whole number and the things behind it, with their size where it stands between."""
    token = said.tokens[i]
    if said.is_price(i):
        return None
    read = read_number(said.tokens, i, said.language)
    if read is None or read[0] != int(read[0]) or not 0 < read[0] <= 2000:
        return None
    value, j = read
    if token.kind == "number" and (is_label(said, i, j) or said.is_code(i)):
        return None
    if token.text == "2" and said.w(j) in _TO_DO:
        return None
    greater = _or_more(said, value, j)
    if greater is None:
        return None
    value, j = greater
    if said.w(j) in ("sets", "pairs") and said.w(j + 1) != "of" and noun_at(said, j + 1) is None:
        return _so_many(said, value, "set", i, j + 1)
    j = _at_the_things(said, j)
    # a two gang dimmer, five lever locks: the figure says which kind, not how many.
    if said.w(j) in _SPEC and noun_at(said, j + 1) is not None and said.w(j + 1) not in _PARTS:
        return None
    if said.w(j) in ("things", "items", "bits") and value >= 5:
        return _so_many(said, value, "item", i, j + 1)
    if said.w(j) == "ways" and re.search(r"\bfuse|\bboard\b|\bconsumer unit", said.source.text, re.I):
        return _so_many(said, value, "circuit", i, j + 1)
    after = end_of_ones(said, j)
    if after is not None:
        thing = last_thing(said, i)
        if not thing or any(said.w(n) in ("old", "existing", "current", "previous") for n in range(j, after)):
            return None
        return _so_many(said, value, thing, i, after)
    noun = noun_at(said, j)
    if noun is None:
        return None
    thing, at, after = noun
    # "a couple of hours", "two coats": not things.
    if said.w(at) in NOT_COUNTED and not thing_at(said.words, at):
        return None
    unit = _COUNTED.get(said.w(after - 1), "each")
    if (
        value > 1
        and not is_plural(said.w(after - 1))
        and not is_several(said, after - 1)
        and said.language == "en"
        and not is_chat_plural(said, i, after)
    ):
        return None
    counted = Bound(said.fact(value, unit, thing, i, after), thing, "count")
    sizes = []
    for n in range(j, at):
        size = amount_at(said, n) if said.tokens[n].kind == "number" else None
        if size is not None and size[2] <= after:
            sizes.append(Bound(said.fact(size[0], size[1], thing, n, size[2]), thing, "size"))
    return Read([counted, *sizes], after)


def both(said: Words, i: int) -> Read | None:
    """“Both taps” are two; “we both”, “both of them” and “both sides” tell of no number."""
    if said.w(i) != "both" or said.w(i - 1) in _WHO_BOTH:
        return None
    noun = noun_at(said, i + 1)
    if noun and is_plural(said.w(noun[2] - 1)) and said.w(i + 1) not in ("sides", "ends", "of", "are", "the"):
        return _so_many(said, Decimal(2), noun[0], i, noun[2])
    return None


def _so_many(said: Words, value: Decimal, thing: str, i: int, j: int) -> Read:
    return Read([Bound(said.fact(value, "each", thing, i, j), thing, "count")], j)


def _or_more(said: Words, value: Decimal, j: int) -> tuple[Decimal, int] | None:
    """2-3 doors, 6 or 7 slates, 4 odd: the greater number is the one to price. None where the figures are a size in inches."""
    j += said.w(j) in ("odd", "plus", "ish", "+") and noun_at(said, j + 1) is not None
    if (
        said.w(j) in ("-", "or", "to", "/")
        and (more := read_number(said.tokens, j + 1))
        and more[0] == int(more[0])
        and value < more[0] <= value * 3
        and more[0] < 100
    ):
        return None if said.w(j) == "/" and said.w(more[1]) in ("inch", '"') else more
    return value, j


def _at_the_things(said: Words, j: int) -> int:
    """Past “x”, “no.”, “of the”, “more”, “sets of”, “or so”: the token where the things begin."""
    as_number = said.w(j) == "no" and (said.w(j + 1) == "." or said.tokens[j].start == said.tokens[j - 1].end)
    if said.w(j) in ("x", "nr", "off", "sets", "set", "pairs") or as_number:
        j += 1
        j += said.w(j) in (".", "of")
    elif said.w(j) == "or" and said.w(j + 1) in ("so", "thereabouts"):
        j += 2
    elif said.w(j) in ("of", "more", "so", "extra", "other", "additional"):
        j += 1
        j += said.w(j) in ("of", "the", "my", "these", "those", "our", "your")
    return j + (said.w(j) == "-")


def end_of_ones(said: Words, j: int) -> int | None:
    """The token after “(oak) ones” or “other ones” beginning at j; None where there is none."""
    for n in range(j, min(j + 3, len(said.words))):
        if said.w(n) == "ones":
            return n + 1
        if said.tokens[n].kind != "word" or (thing_at(said.words, n) and is_plural(said.w(n))):
            return None
    return None


def is_chat_plural(said: Words, i: int, after: int) -> bool:
    """Chat leaves the plural off: "3 socket". A label ("2 door car") does not end the noun."""
    read = read_number(said.tokens, i)
    if read is None or read[0] > 20:
        # “a Vaillant 831 combi” is one.
        return False
    return thing_at(said.words, after - 1) is not None and said.w(after) in (
        "",
        "\n",
        ",",
        ".",
        "and",
        "in",
        "on",
        "to",
        "for",
        "please",
        "pls",
        "needs",
        "need",
        "?",
        "&",
        "+",
    )


def is_several(said: Words, at: int) -> bool:
    """A word that stands for several without the ending: keys, guttering, firemen."""
    word = said.w(at)
    return (
        word in {"trv", "co", "keys", "skirting", "velux", "people", "glass", "decking", "guttering", "coving"}
        or word.endswith(("men", "feet"))
        or said.language != "en"
    )


def multiplied(said: Words, i: int) -> Read | None:
    """5x doors, doors x 5, sockets (3), radiators: 4, qty 3."""
    token = said.tokens[i]
    if (token.kind == "word" and token.lower in _LEADS) or token.text == "x":
        read = read_number(said.tokens, i + 1 + (said.w(i + 1) in (".", ":")))
        if (
            read
            and read[0] == int(read[0])
            and 0 < read[0] < 200
            and not unit_at(said, read[1])
            and said.w(i - 1) not in ("", "\n", ".")
            and said.tokens[i - 1].kind in ("word", "sign")
        ):
            thing = thing_before(said, i)
            if thing and said.w(read[1]) not in ("x", "by"):
                return _so_many(said, read[0], thing[0], i, read[1])
        return None
    if token.kind == "word" and i + 2 < len(said.tokens) and said.w(i + 1) in (":", "-", "(", "="):
        thing_here = thing_ending(said, i)
        read = read_number(said.tokens, i + 2)
        if (
            thing_here
            and read
            and said.tokens[i + 2].kind == "number"
            and read[0] == int(read[0])
            and 0 < read[0] < 200
            and not unit_at(said, read[1])
            and said.w(read[1]) in ("", "\n", ",", ")", ".", ";", "and")
        ):
            return Read([Bound(said.fact(read[0], "each", thing_here, i + 2, read[1]), thing_here, "count")], read[1])
    return None
