"""What the inbox announces. Hearers sit in the `apps.py` of rooms above and do one thing: defer a job in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

# `message` (inbox.models.Message) and `now`: a new inbound message stands in a conversation.
message_received = Signal()

# `message` and `now`: an outbound message changed its delivery state.
message_settled = Signal()

# `message` and `now`: a queued message is about to be claimed, in that very transaction. The one announcement that is also a
# question: a hearer answers None, `Stop` or `Later`.
message_leaving = Signal()

# `business_id`, `conversation_id` and `kind` (one word): something a screen shows has changed.
inbox_changed = Signal()


@dataclass(frozen=True, slots=True)
class Stop:
    """The message must not leave, now or later. reason: a sentence for the page."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """The message may leave, but not before `until`."""

    until: datetime
