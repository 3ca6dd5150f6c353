"""A text without anybody in it: names, places, numbers, sums and days become words in brackets. For style, never for facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from handlet.customers.models import Customer
from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.language_model.masking import Mask

_TOKEN = re.compile(r"\[([A-Z]+)_\d+_[0-9a-f]{6}\]")
_WORDS = {
    "PERSON": "name", "WORD": "word", "MAIL": "address", "LINK": "link", "PLACE": "place", "STREET": "place",
    "PLATE": "number", "NUMBER": "number", "INSURANCE": "number",
}  # fmt: skip
_SAID = {"money": "price", "percent": "price", "date": "day", "time": "time", "part": "time", "duration": "time"}
_MASKED = re.compile(r"\[(?:name|word|address|link|place|number|price|day|time)\]")


def unnamed(text: str, *, people: Iterable[str], ours: Iterable[str] = (), today: date) -> str:
    """`[name]`, `[place]`, `[price]`, `[day]` … in place of what would tell who, where, when or how much.

    An allow-list: a word that is neither ordinary trade talk nor one of `ours` (the business's own) is masked as well.
    Sentences on health and the like are left out.
    """
    sealed = _TOKEN.sub(
        lambda found: f"[{_WORDS.get(found.group(1), 'word')}]", Mask(ours=ours, people=people).sealed(text)
    )
    read = plain(sealed)
    signs = list(sealed)
    for one in reversed(saying.literal(read.text, today)):
        start, end = read.place(one.start), read.place(one.end - 1) + 1
        signs[start:end] = list(f"[{_SAID.get(one.kind, 'number')}]")
    return re.sub(r"\[\[(\w+)\]\]", r"[\1]", "".join(signs)).strip()


def is_masked(text: str) -> bool:
    """Whether something in it was masked."""
    return bool(_MASKED.search(text))


def people_of(customer: Customer) -> list[str]:
    """What a customer is called and reached by: none of it may stay in a text that is learned from."""
    return [
        customer.name,
        customer.address,
        customer.postcode,
        *(point.value for point in customer.contact_points.all()),
    ]
