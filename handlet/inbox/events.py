"""What the inbox announces. Hearers sit in the `apps.py` of rooms above and do one thing: defer a job in the same transaction."""

from __future__ import annotations

from django.dispatch import Signal

# `message` (inbox.models.Message) and `now`: a new inbound message stands in a conversation.
message_received = Signal()

# `message` and `now`: an outbound message changed its delivery state.
message_settled = Signal()

# `business_id`, `conversation_id` and `kind` (one word): something a screen shows has changed.
inbox_changed = Signal()
