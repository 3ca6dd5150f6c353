"""What many screens show: a state in words, a notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One word of state, with its tone."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, what it means, what next. `link` and `link_words` lead to the next step, where there is one."""

    title: str
    text: str = ""
    tone: str = "info"
    link: str = ""
    link_words: str = ""
