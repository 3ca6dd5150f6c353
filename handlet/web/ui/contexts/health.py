"""How the service is, for its operator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlet.web.ui.contexts.states import State


@dataclass(frozen=True, slots=True)
class HealthRow:
    what: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class HealthGroup:
    heading: str
    rows: Sequence[HealthRow]


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Counts, states and times; never anybody's words."""

    overall: State
    groups: Sequence[HealthGroup]
    at: datetime
