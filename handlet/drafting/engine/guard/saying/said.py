"""A claim of a text, and how one is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

READ = "\ue000"
"""Stands for a sign that has been read: neither a space nor part of a word."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of the text. One of `values` has to be backed; none at all means that nothing can back it."""

    kind: str
    start: int
    end: int
    values: frozenset[str]


Read = Callable[[re.Match[str], date], Iterator[frozenset[str]]]
