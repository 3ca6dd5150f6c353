"""The inbox: rows by person, and what cannot wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handlet.web.ui.contexts.states import Notice, State


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A person in the inbox. `words`: the first line of their last words. `channel`: a kind from channels."""

    id: UUID
    name: str
    words: str
    state: State
    at: datetime
    channel: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Emergency:
    """Stands above everything. `sign`: what was noticed, in words (“smell of gas”); empty where it is not one thing.

    ring: the number to ring them on, as people write it, or empty.
    """

    conversation: UUID
    name: str
    sign: str
    at: datetime
    ring: str = ""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`query` is what was searched for, or empty; then `found` holds the rows and the two zones are empty."""

    needs_you: Sequence[ConversationRow]
    seen: Sequence[ConversationRow]
    emergencies: Sequence[Emergency] = ()
    notices: Sequence[Notice] = ()
    query: str = ""
    found: Sequence[ConversationRow] = ()
    older: str = ""  # address of the next page of Seen, or empty
    connected: bool = True
