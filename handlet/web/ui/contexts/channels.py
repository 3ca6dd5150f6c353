"""Where messages come from, and consent to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handlet.web.ui.contexts.states import State


@dataclass(frozen=True, slots=True)
class ConnectionCard:
    """`tally`: “your mailbox has N since …, we hold N”. `agreed`: what was consented to, and when."""

    id: UUID
    channel: str
    title: str
    state: State
    sentence: str = ""
    last_message: datetime | None = None
    tally: str = ""
    agreed: str = ""
    agreed_on: datetime | None = None
    can_reconnect: bool = False
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class FormCard:
    """The public enquiry form: its full address, and whether it answers."""

    address: str
    embed: str
    on: bool


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    connections: Sequence[ConnectionCard]
    form: FormCard
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """The notice shown before connecting: exactly these words are recorded. Rows are (question, answer)."""

    title: str
    rows: Sequence[tuple[str, str]]
    version: str


@dataclass(frozen=True, slots=True)
class DisconnectPage:
    id: UUID
    title: str
    ends: Sequence[str]
    stays: Sequence[str]
    left_to_do: str = ""
