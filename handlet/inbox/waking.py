"""What time alone brings about: snoozed conversations come back, mailboxes are polled, unread events are read."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from handlet.accounts.businesses import all_business_ids
from handlet.accounts.tenancy import acting_for
from handlet.channels import registry
from handlet.channels.models import Connection
from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Conversation, RawEvent
from handlet.kit.jobs import defer_once

POLL = timedelta(minutes=5)
ASK = timedelta(minutes=30)


def wake_all(*, now: datetime) -> None:
    """One round over all businesses, each in its own transaction."""
    for business_id in all_business_ids():
        with acting_for(business_id):
            wake_snoozed(now=now)
            poll_mailboxes(business_id=business_id, now=now)
            check_brought(business_id=business_id, now=now)
            read_left_over(business_id=business_id, now=now)


def wake_snoozed(*, now: datetime) -> int:
    """Snoozed conversations whose time has come need a reply again; how many."""
    due = Conversation.objects.filter(state=Conversation.State.SNOOZED, snoozed_until__lte=now)
    woken = list(due.values_list("id", "business_id"))
    due.update(state=Conversation.State.NEEDS_REPLY, snoozed_until=None)
    for conversation_id, business_id in woken:
        inbox_changed.send(sender=Conversation, business_id=business_id, conversation_id=conversation_id, kind="woken")
    return len(woken)


def poll_mailboxes(*, business_id: uuid.UUID, now: datetime) -> None:
    """A push is only a hint; every active mailbox is asked at least every five minutes."""
    due = Connection.objects.filter(kind="imap", state__in=(Connection.State.LIVE, Connection.State.DEGRADED)).exclude(
        last_collected_at__gt=now - POLL
    )
    for connection_id in due.values_list("id", flat=True):
        ask_to_collect(business_id=business_id, connection_id=connection_id)


def ask_to_collect(*, business_id: uuid.UUID, connection_id: uuid.UUID) -> None:
    """Defer one collection of a connection, unless one is waiting already; two never run at once."""
    defer_once(
        "handlet.inbox.tasks.collect",
        lock=f"collect:{connection_id}",
        business_id=str(business_id),
        connection_id=str(connection_id),
    )


def check_brought(*, business_id: uuid.UUID, now: datetime) -> None:
    """Where news is brought to us, the provider is asked every half hour whether it still would."""
    due = Connection.objects.filter(
        kind__in=[kind for kind in registry.kinds() if registry.brought(kind) is not None],
        state__in=(Connection.State.LIVE, Connection.State.DEGRADED),
    ).exclude(last_collected_at__gt=now - ASK)
    for connection_id in due.values_list("id", flat=True):
        defer_once(
            "handlet.inbox.tasks.check",
            lock=f"check:{connection_id}",
            business_id=str(business_id),
            connection_id=str(connection_id),
        )


def read_left_over(*, business_id: uuid.UUID, now: datetime) -> None:
    """Events stored a while ago whose job was lost are handed to a new one."""
    waiting = RawEvent.objects.filter(state=RawEvent.State.STORED, stored_at__lt=now - timedelta(minutes=10))
    event_ids: list[JSONValue] = [str(event_id) for event_id in waiting.values_list("id", flat=True)[:200]]
    if event_ids:
        # Reading an event twice changes nothing, so a second job for the same event does no harm.
        app.configure_task("handlet.inbox.tasks.read_events").defer(business_id=str(business_id), event_ids=event_ids)
