"""Raw events: stored once, then read into messages one by one. What cannot be read stays, and is shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

import structlog
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import HandleChange, Heard, Incoming, Receipt
from handlet.channels.contract import RawEvent as ProviderEvent
from handlet.channels.models import Connection
from handlet.inbox import fetching, receipts
from handlet.inbox.filing import RAW_EVENT
from handlet.inbox.models import RawEvent
from handlet.inbox.receiving import NotConnected, note_handle_change, receive
from handlet.kit import blobs, ids, sealing
from handlet.privacy import keyring

log = structlog.get_logger("handlet.inbox")


def store(*, connection: Connection, events: Iterable[ProviderEvent], now: datetime) -> Sequence[RawEvent]:
    """Keep events that are new, and defer one job that reads them, in the running transaction. Repeats are left alone."""
    events = list(events)
    known = set(
        RawEvent.objects.filter(
            connection=connection, provider_event_id__in=[event.provider_event_id for event in events]
        ).values_list("provider_event_id", flat=True)
    )
    stored: list[RawEvent] = []
    for event in events:
        if event.provider_event_id in known:
            continue
        known.add(event.provider_event_id)
        row_id = ids.uuid7()
        row = RawEvent(
            id=row_id,
            business_id=connection.business_id,
            connection=connection,
            key_id=sealing.key_for(connection.business_id, "raw_event", row_id),
            provider_event_id=event.provider_event_id,
            meta=dict(event.meta),
            blob=ids.uuid7(),
            size=len(event.body),
            stored_at=now,
        )
        assert row.blob is not None
        blobs.put(row.blob, event.body, key_id=row.key_id, field_id=RAW_EVENT)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Another worker stored the same event a moment ago: its row stands, our copy of the bytes goes.
            blobs.delete(row.blob)
            keyring.destroy([row.key_id])
            continue
        stored.append(row)
    if stored:
        app.configure_task("handlet.inbox.tasks.read_events").defer(
            business_id=str(connection.business_id), event_ids=[str(row.id) for row in stored]
        )
    return stored


def read(*, business_id: uuid.UUID, event_id: uuid.UUID, now: datetime) -> None:
    """Turn one stored event into messages, in one transaction. Reading it again changes nothing.

    Files that a message only names are fetched first, outside any transaction. Raises whatever the database raises, so that
    the job is tried again; an event that the adapter cannot turn into anything is kept as failed, with its bytes.
    """
    with acting_for(business_id):
        row = _waiting(event_id)
        if row is None or row.blob is None:
            return
        body = blobs.get(row.blob, field_id=RAW_EVENT)
        event = ProviderEvent(provider_event_id=row.provider_event_id, body=body, meta=row.meta)
        kind, settings, active = row.connection.kind, row.connection.settings or {}, row.connection.is_active
        found = registry.get(kind).parse(event, settings)
        names_files = active and any(isinstance(one, Incoming) and one.files for one in found)
        secret = connecting.secret_of(row.connection) if names_files else {}
    if names_files:
        found = [
            fetching.with_files(one, kind=kind, settings=settings, secret=secret) if isinstance(one, Incoming) else one
            for one in found
        ]
    with acting_for(business_id):
        row = _waiting(event_id, hold=True)
        if row is None:
            return
        try:
            reasons = [_take(row.connection, heard, body, now) for heard in found]
        except NotConnected:
            _settle(row, RawEvent.State.DROPPED, "disconnected", now)
            return
        if not reasons:
            row.state, row.reason, row.processed_at = RawEvent.State.FAILED, "unreadable", now
            row.save()
            log.warning("event_unreadable", id=str(row.id), kind=row.connection.kind, size=row.size)
            return
        # The message holds the bytes from here on, under the customer's key.
        heard = {"new", "receipt", "changed"} & set(reasons)
        _settle(row, RawEvent.State.RECEIVED if heard else RawEvent.State.DROPPED, reasons[0], now)


def _waiting(event_id: uuid.UUID, *, hold: bool = False) -> RawEvent | None:
    """The event, while nobody has read it; held until the transaction ends where asked."""
    rows = RawEvent.objects.select_related("connection")
    rows = rows.select_for_update(of=("self",)) if hold else rows
    return rows.filter(pk=event_id, state=RawEvent.State.STORED).first()


def _take(connection: Connection, heard: Heard, raw: bytes, now: datetime) -> str:
    if isinstance(heard, Receipt):
        return receipts.note(connection=connection, receipt=heard, now=now)
    if isinstance(heard, HandleChange):
        return note_handle_change(connection=connection, change=heard, now=now)
    received = receive(connection=connection, incoming=heard, raw=raw, now=now)
    if received.message is not None and heard.files:
        fetching.defer(received.message, attempt=0, now=now)
    return received.reason


def _settle(row: RawEvent, state: str, reason: str, now: datetime) -> None:
    blob, key_id = row.blob, row.key_id
    row.state, row.reason, row.processed_at, row.blob = state, reason, now, None
    row.save()
    keyring.destroy([key_id])
    if blob is not None:
        transaction.on_commit(partial(blobs.delete, blob))
