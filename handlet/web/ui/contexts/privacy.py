"""The privacy centre and the public register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from handlet.web.ui.contexts.states import Notice, State


@dataclass(frozen=True, slots=True)
class RegisterRow:
    data: str
    purpose: str
    basis: str
    kept: str
    who: str
    examples: str = ""


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """`role`: "controller" or "processor" as seen from the operator; `intro` says it in plain words."""

    heading: str
    role: str
    rows: Sequence[RegisterRow]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    name: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Register:
    version: str
    updated: date
    operator: str
    contact: str
    groups: Sequence[RegisterGroup]
    recipients: Sequence[Recipient]
    regulator: str
    regulator_url: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: UUID
    kind: str
    who: str
    state: State
    due: date | None
    days_left: int | None
    next_step: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Somebody whose message seems to ask about their data; no request of theirs is open yet."""

    customer: UUID
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RetentionRow:
    data: str
    rule: str
    oldest: str
    last_run: datetime | None
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class ConsentRow:
    what: str
    event: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PrivacyCentrePage:
    to_do: Sequence[CaseRow]
    closed: Sequence[CaseRow]
    retention: Sequence[RetentionRow]
    consents: Sequence[ConsentRow]
    asked: Sequence[AskedRow] = ()

    @property
    def is_behind(self) -> bool:
        """Whether something is still held past its period."""
        return any(row.overdue for row in self.retention)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    at: datetime | None
    title: str
    detail: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A verb open now: sent as `step` with an optional reason."""

    verb: str
    words: str
    main: bool = False
    danger: bool = False
    asks_reason: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    id: UUID
    kind: str
    who: str
    state: State
    due: date | None
    days_left: int | None
    events: Sequence[CaseEvent]
    steps: Sequence[CaseStep]
    found: Sequence[tuple[str, int]] = ()
    notices: Sequence[Notice] = ()
    conversation: UUID | None = None


@dataclass(frozen=True, slots=True)
class EraseItem:
    what: str
    count: int
    because: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ErasePreview:
    case: UUID
    who: str
    goes: Sequence[EraseItem]
    stays: Sequence[EraseItem]
    elsewhere: Sequence[str] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CertificateView:
    id: UUID
    code: str
    at: datetime
    removed: Sequence[EraseItem]
    kept: Sequence[EraseItem]
    dates: Sequence[tuple[str, date]] = ()
    elsewhere: Sequence[str] = ()
    register_version: str = ""
    commitment: str = ""
