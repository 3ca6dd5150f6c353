"""So many of what was named before: “there’s 14 of them”, “need 4 replaced”, “the other three”, “and one in the hedge”."""

from __future__ import annotations

import re

from handlet.drafting.engine.reading.nouns import is_plural
from handlet.drafting.engine.reading.quantities.counts import count
from handlet.drafting.engine.reading.quantities.labels import is_label
from handlet.drafting.engine.reading.quantities.naming import last_thing, noun_at
from handlet.drafting.engine.reading.quantities.units import signed, unit_at
from handlet.drafting.engine.reading.quantities.words import Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

_LEADS_ELLIPTICAL = set(
    "there's theres there are need needs want wants got have has about just other another all those only maybe counted count counting makes x".split()
)

# “The kitchen and the three bedroom doors, so four in all”; “if so three o’clock” sums up nothing.
_BEFORE_A_SUM = {",", "-", ";", "\n", "(", "that's", "thats", "and"}

_AFTER_ELLIPTICAL = {
    "",
    "\n",
    ",",
    ".",
    "?",
    "!",
    ")",
    "(",
    "missing",
    "please",
    "pls",
    "plz",
    "in",
    "to",
    "that",
    "which",
    "gone",
    "broken",
    "loose",
    "altogether",
    "total",
    "more",
    "off",
}


def elliptical(said: Words, i: int) -> Read | None:
    """ "there's 14 of them", "need 4 replaced", "the other three": the thing was named before."""
    read = read_number(said.tokens, i)
    if (
        read is None
        or read[0] != int(read[0])
        or not (1 < read[0] <= 200 or (read[0] == 1 and is_one_more(said, i)))
        or is_label(said, i, read[1])
        or said.is_code(i)
    ):
        return None
    j, before, after = read[1], said.w(i - 1), said.w(read[1])
    if unit_at(said, j) or signed(said, j) or after in (":", "am", "pm", "%", "-", "/", "x", "by"):
        return None
    of_them = after == "of" and said.w(j + 1) in ("them", "these", "those", "em", "me", "my", "our", "the")
    counted_of = after == "of" and j + 1 < len(said.tokens) and said.tokens[j + 1].text[:1].isupper()
    in_all = after == "in" and said.w(j + 1) in ("all", "total")
    ends = after in ("", "\n", ".", ",", ")", "!", "?")
    summed = before == "so" and (in_all or (ends and said.w(i - 2) in _BEFORE_A_SUM))
    on_top = before == "another" and after == "on" and said.w(j + 1) == "top"
    led = (
        read[0] == 1
        or summed
        or on_top
        or (
            before in _LEADS_ELLIPTICAL
            and (
                after in _AFTER_ELLIPTICAL
                or (len(after) > 4 and after.endswith(("ed", "ing")))
                or after in ("hung", "laid", "cut", "done")
            )
        )
    )
    if not (of_them or counted_of or led) or (after == "of" and said.w(j + 1) in ("us", "you")):
        return None
    thing = last_thing(said, i, several=of_them or summed or on_top or read[0] == 1)
    if led and not thing and after in ("", "\n", ",", "."):
        return None
    return Read([Bound(said.fact(read[0], "each", thing, i, j), thing, "count")], j)


def is_one_more(said: Words, i: int) -> bool:
    """“2 wasp nests in the shed and one in the hedge”: another of what was counted just before."""
    return (
        said.w(i) == "one"
        and said.w(i - 1) in ("and", "&", "+", "plus")
        and said.w(i + 1) in ("in", "on", "at", "by", "under", "behind", "upstairs", "downstairs", "outside", "near")
        and any(
            count(said, at) is not None
            and noun_at(said, at + 1) is not None
            and is_plural(said.w((noun_at(said, at + 1) or ("", 0, 1))[2] - 1))
            for at in range(max(0, i - 9), i - 2)
        )
    )


def said_once(found: list[Bound]) -> list[Bound]:
    """“three taps … sort all three”: the figure on its own says again what was said."""
    kept: list[Bound] = []
    for bound in found:
        bare = bound.role == "count" and not re.search(
            r"[^\W\d_]{3,}",
            re.sub(
                r"\b(?:all|the|other|of|them|one|two|three|four|five|six|seven|eight|nine|ten)\b",
                "",
                bound.fact.span.text,
                flags=re.I,
            ),
        )
        if bare and any(
            other.role == "count" and other.fact.value == bound.fact.value and other.thing == bound.thing
            for other in kept
        ):
            continue
        kept.append(bound)
    return kept
