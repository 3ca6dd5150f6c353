"""A name or an address of somebody that says nothing else: a customer may be called Ninety, or Friday, or Free."""

from __future__ import annotations

import re
from datetime import date

from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.language_model.prose import binds

_NUMBER = re.compile(rf"\b{saying.WORDS}", re.I)
_ANY_DAY = date(2026, 1, 1)


def is_name(words: str) -> bool:
    """False where a sentence with it in a name's place could be read as a sum, a day, a promise or a claim. Somebody called Bill
    is greeted all the same; only a model's sentences do without him."""
    read = plain(words).text
    if _NUMBER.search(read) or binds(read) or any(True for _ in saying.credentials(read)):
        return False
    return {one.kind for one in saying.literal(read, _ANY_DAY)} <= {"postcode", "address"}
