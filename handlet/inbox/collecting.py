"""Pulling: raw events are stored durably under a unique key, with the cursor that stands after them, before anything is read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import Batch, ChannelError, ConnectionRefused
from handlet.channels.models import Connection
from handlet.inbox.models import RawEvent
from handlet.inbox.raw_events import store


def collect(*, business_id: uuid.UUID, connection_id: uuid.UUID, now: datetime) -> int:
    """Fetch what is new on one connection; how many events were new. A revoked connection fetches nothing.

    The provider is asked outside any transaction. Trouble is noted on the connection's card, never raised.
    """
    with acting_for(business_id):
        connection = Connection.objects.get(pk=connection_id)
        if not connection.is_active:
            return 0
        settings, secret, cursor = connection.settings or {}, connecting.secret_of(connection), connection.cursor
    adapter = registry.get(connection.kind)
    count = 0
    try:
        for batch in adapter.collect(settings, secret, cursor, now):
            stored = _keep(business_id, connection_id, batch, now)
            if stored is None:
                return count
            count += len(stored)
    except ConnectionRefused as error:
        _note(business_id, connection_id, Connection.State.RECONNECT_NEEDED, str(error))
        return count
    except ChannelError as error:
        _note(business_id, connection_id, Connection.State.DEGRADED, str(error))
        return count
    with acting_for(business_id):
        connecting.note_healthy(connection_id=connection_id, now=now, heard=count > 0)
    return count


def _keep(business_id: uuid.UUID, connection_id: uuid.UUID, batch: Batch, now: datetime) -> Sequence[RawEvent] | None:
    """Events and cursor in one transaction; None when the connection was revoked meanwhile, and then nothing is kept."""
    with acting_for(business_id):
        connection = Connection.objects.select_for_update().get(pk=connection_id)
        if not connection.is_active:
            return None
        stored = store(connection=connection, events=batch.events, now=now)
        Connection.objects.filter(pk=connection_id).update(cursor=dict(batch.cursor))
    return stored


def _note(business_id: uuid.UUID, connection_id: uuid.UUID, state: str, sentence: str) -> None:
    with acting_for(business_id):
        connecting.note_trouble(connection_id=connection_id, state=state, sentence=sentence)
