"""Is a connection still alive where news is brought to us? Silence there looks like a quiet day, so it is asked."""

from __future__ import annotations

import uuid
from datetime import datetime

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.models import Connection


def check(*, business_id: uuid.UUID, connection_id: uuid.UUID, now: datetime) -> None:
    """Ask the provider, outside any transaction, and say on the card what is wrong. Changes nothing there."""
    with acting_for(business_id):
        connection = Connection.objects.get(pk=connection_id)
        if not connection.is_active:
            return
        kind, settings, secret = connection.kind, connection.settings or {}, connecting.secret_of(connection)
    health = registry.get(kind).check(settings, secret)
    with acting_for(business_id):
        if health.alive:
            connecting.note_healthy(connection_id=connection_id, now=now, heard=False)
            return
        state = Connection.State.RECONNECT_NEEDED if health.reconnect else Connection.State.DEGRADED
        connecting.note_trouble(connection_id=connection_id, state=state, sentence=health.sentence)
        connecting.note_asked(connection_id=connection_id, now=now)
