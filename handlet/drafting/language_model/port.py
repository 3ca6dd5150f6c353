"""What a language model may be asked: three things, each with a deadline, a cap of tokens, and a way to call it off.

It never writes a number, takes no action and has no tools: one request, one typed answer, which our code checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlet.privacy.permission import Permission

# Seconds. A repair of a draft has to fit into what is left of its own.
EXTRACT_SECONDS, CHOOSE_SECONDS, COMPOSE_SECONDS = 8.0, 4.0, 12.0
EXTRACT_TOKENS, CHOOSE_TOKENS, COMPOSE_TOKENS = 400, 300, 500


class ModelFailed(Exception):
    """No answer that can be used. `str(error)` is a soft sentence for the owner; `reason` one word for the records."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


REASONS = {
    "slow": "the model took too long",
    "busy": "the model was busy",
    "trouble": "the model’s server had a problem",
    "unreachable": "the model could not be reached",
    "barred": "the model’s address is not allowed here",
    "missing": "there is no such model any more",
    "key": "the model did not accept the key",
    "refused": "the model would not answer",
    "cut": "the model’s answer broke off",
    "nonsense": "the model’s answer made no sense",
    "unbacked": "the model said something that nothing here backs",
    "private": "the message could not be made anonymous",
    "called_off": "it was called off",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent. It takes a permission to make one. rules: ours. data: theirs, masked, in labelled blocks."""

    permission: Permission
    rules: str
    data: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it went over the line, word for word, and what came of it. milliseconds: until the end of the answer."""

    step: str
    sent: str
    answer: str
    tokens_in: int
    tokens_out: int
    milliseconds: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """intent: one of the words offered, or empty. spans: pieces of the masked text, word for word."""

    intent: str
    spans: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the offered items a piece of text means. quantity is compared with ours and never used."""

    code: str
    quantity: str
    source_span: str


Called = Callable[[], bool]
Heard = Callable[[str], None]


class LanguageModel(Protocol):
    """Each raises ModelFailed, at its deadline at the latest, and adds what it sent to `exchanges`."""

    exchanges: list[Exchange]

    def extract(self, prompt: Prompt, *, intents: Sequence[str], called_off: Called) -> Extracted: ...

    def choose(self, prompt: Prompt, *, codes: Sequence[str], called_off: Called) -> Sequence[Chosen]: ...

    def compose(self, prompt: Prompt, *, seconds: float, called_off: Called, heard: Heard) -> str: ...
