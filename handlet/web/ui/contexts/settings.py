"""Who works here, sign-ins, keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Member:
    id: UUID
    name: str
    email: str
    role: str
    since: date
    you: bool = False


@dataclass(frozen=True, slots=True)
class TeamPage:
    members: Sequence[Member]


@dataclass(frozen=True, slots=True)
class SecurityEventRow:
    what: str
    at: datetime
    device: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class TokenRow:
    id: UUID
    label: str
    created: date
    last_used: datetime | None


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """new_token: shown once, straight after it was made."""

    passkeys: int
    authenticator: bool
    events: Sequence[SecurityEventRow]
    tokens: Sequence[TokenRow] = ()
    new_token: str = ""
