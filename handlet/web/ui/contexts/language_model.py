"""Which model writes, and what it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from handlet.web.ui.contexts.channels import Consent


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The language model that words drafts. key_ends: the last letters of its key, or empty. trouble: a sentence, or empty.

    requests, tokens_in, tokens_out: of the last thirty days; pence None where no price is known.
    """

    model: str
    provider: str
    country: str
    keeps: str
    address: str
    agreed_on: date
    daily_limit: int
    drafts_today: int
    requests: int
    tokens_in: int
    tokens_out: int
    pence: Decimal | None = None
    key_ends: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class AiPage:
    """Which engine, and exactly what leaves the house. `fields`: (what, what becomes of it). offered: what the operator set up."""

    fields: Sequence[tuple[str, str]]
    consent: Consent
    in_use: ModelInUse | None = None
    offered: str = ""
    tried: str = ""


@dataclass(frozen=True, slots=True)
class ModelRequestRow:
    """One request to a language model as it went over the line, in readable JSON, and its answer. cost: words, or empty."""

    step: str
    at: datetime
    model: str
    provider: str
    sent: str
    answer: str
    outcome: str
    figures: str


@dataclass(frozen=True, slots=True)
class ModelRequestsPage:
    conversation: UUID
    name: str
    rows: Sequence[ModelRequestRow]
