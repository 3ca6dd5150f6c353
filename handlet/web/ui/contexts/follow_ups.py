"""What is planned to be written to customers who have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FollowUpQuoteRef:
    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A message that will go out. warning: what is in the way, or to know; fails: it will not go as things stand.

    going: it is on its way just now. error, seen: after a refusal, so that no word is lost.
    """

    id: UUID
    day: str
    customer: str
    conversation: UUID
    to: str
    text: str
    quotes: Sequence[FollowUpQuoteRef]
    warning: str = ""
    fails: bool = False
    going: bool = False
    error: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpStopped:
    customer: str
    conversation: UUID
    quotes: Sequence[FollowUpQuoteRef]
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpsPage:
    on: bool
    rows: Sequence[FollowUpRow]
    stopped: Sequence[FollowUpStopped] = ()


@dataclass(frozen=True, slots=True)
class FollowUpItem:
    """One message of a plan. why: what brings its day. keep: ticked."""

    key: str
    day: str
    why: str
    text: str
    keep: bool = True


@dataclass(frozen=True, slots=True)
class FollowUpPlanPage:
    """others: numbers of other open quotes that the same messages name. planned: how many are approved already."""

    quote: UUID
    number: str
    customer: str
    to: str
    items: Sequence[FollowUpItem]
    digest: str
    others: Sequence[str] = ()
    seen: str = ""
    cannot: str = ""
    is_off: bool = False
    planned: int = 0
    error: str = ""
