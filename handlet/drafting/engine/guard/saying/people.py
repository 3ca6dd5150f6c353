"""Words that are written as somebody’s or some place’s name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlet.drafting.engine.guard.saying.said import Said

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lady)\.?\s+((?:[A-Z]\.?\s+)?[A-Z][a-z'-]+)")
_INSIDE = re.compile(r"(?<=[a-z,;'] )([A-Z][a-z']{2,})\b")
_DOES = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=\n))([A-Z][a-z]{2,})(?='ll|'s (?:on|going|coming)|\s(?:will|can|could|is (?:on|coming|free)|has|would|said|agreed)\b)"
)
_GREETED = re.compile(
    r"\A\W*(?i:(?:good )?(?:morning|afternoon|evening)|hi(?:ya)?|hello|dear|alright|hey|ey up) +([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)


def people(text: str) -> Iterator[Said]:
    """Words that are written as somebody’s or some place’s name: greeted, titled, in the midst of a sentence, acting."""
    for pattern in (_GREETED, _TITLED, _INSIDE, _DOES):
        for match in pattern.finditer(text):
            start, _ = match.span(1)
            for word in re.finditer(r"[\w'-]+", match.group(1)):
                if word.group().lower() not in PLAIN_WORDS and len(word.group()) > 1:
                    yield Said(
                        "name",
                        start + word.start(),
                        start + word.end(),
                        frozenset({word.group().lower().removesuffix("'s")}),
                    )


# Words that are written with a capital and name nobody.
PLAIN_WORDS = frozenset(
    """i i'm i'll i've i'd we we'll you it that this there which what when who they he she and the vat ok hi hello dear hiya thanks
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december christmas easter english uk mr mrs ms miss dr sir madam team there all both folks love artex rcd rcbo eicr
    whatsapp email facebook google pdf led ev id google's polish yes no sorry kind best regards many cheers everyone somebody
    gas safe oftec niceic napit someone somebody's nobody everything something here please however once just also if so but for from with your our my""".split()
)
