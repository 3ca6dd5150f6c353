"""The words around the lines of a quote: one value, read from and written to the sealed `QuoteVersion.details`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Details:
    """Free text, each a paragraph, and lists with one sentence an entry. Empty where nothing was said.

    site, billing: addresses, a line each. seen: what was seen and what was not. could_move: what could move an estimate.
    customer_provides: access, parking, water, power, clearance. duration: how long the work takes; depends_on: and on
    what. timing, payment: the owner's own sentences beside the structured dates and terms. deposit_for: what a deposit
    pays for. discount_words: why something is off the whole. after: certificates and guarantee, in the owner's words.
    changes: how changes are priced.
    """

    customer_name: str = ""
    site: str = ""
    billing: str = ""
    scope: str = ""
    seen: str = ""
    assumptions: Sequence[str] = ()
    inclusions: Sequence[str] = ()
    exclusions: Sequence[str] = ()
    customer_provides: Sequence[str] = ()
    could_move: Sequence[str] = ()
    timing: str = ""
    duration: str = ""
    depends_on: str = ""
    payment: str = ""
    methods: str = ""
    deposit_for: str = ""
    discount_words: str = ""
    after: str = ""
    changes: str = ""

    def to_json(self) -> dict[str, Any]:
        return {name: list(value) if not isinstance(value, str) else value for name, value in asdict(self).items()}


NAMES = frozenset(field.name for field in fields(Details))
LISTS = frozenset(("assumptions", "inclusions", "exclusions", "customer_provides", "could_move"))


def read(value: Mapping[str, Any] | None) -> Details:
    """The details as stored; what is missing is empty."""
    found: dict[str, Any] = {name: row for name, row in (value or {}).items() if name in NAMES and row}
    values: dict[str, Any] = {name: tuple(row) if name in LISTS else row for name, row in found.items()}
    return Details(**values)


def merged(value: Mapping[str, Any] | None, changes: Mapping[str, Any]) -> dict[str, Any]:
    """`value` with `changes` put in, as JSON. Unknown names are a mistake of ours. Raises KeyError."""
    for name in changes:
        if name not in NAMES:
            raise KeyError(name)
    cleaned = {
        name: [line.strip()[:LONGEST] for line in row if line.strip()] if name in LISTS else str(row).strip()[:LONGEST]
        for name, row in changes.items()
    }
    return {**read(value).to_json(), **cleaned}
