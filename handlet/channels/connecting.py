"""Connect and revoke: the life of one consented link. Consent is recorded first; nothing is fetched before it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from handlet.accounts.models import Membership
from handlet.channels import registry
from handlet.channels.models import Connection, ConnectionSecret
from handlet.kit import ids, sealing
from handlet.privacy import keyring, ledger

# Announced inside the transaction, with `connection` and `now`.
connected = Signal()
revoked = Signal()


class ConsentMissing(Exception):
    """Nothing may be connected before the owner has agreed to what will be read."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the owner agreed to: the exact words shown and the control they used."""

    notice: str
    control: str


def connect(
    *,
    by: Membership,
    kind: str,
    label: str,
    settings: Mapping[str, Any],
    secret: Mapping[str, str],
    consent: Consent,
    now: datetime,
) -> Connection:
    """A live connection, with its consent in the ledger. Credentials are proved by the caller, before this transaction.

    Raises ConsentMissing.
    """
    if not consent.notice.strip():
        raise ConsentMissing("Read what Handlet will do with this connection and agree to it first.")
    connection_id = ids.uuid7()
    consent_id = _record(by, kind, connection_id, label, consent, now)
    connection = Connection.objects.create(
        id=connection_id,
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "connection", connection_id),
        kind=kind,
        state=Connection.State.LIVE,
        label=label,
        settings=dict(settings),
        consent_id=consent_id,
        connected_by=by,
        created_at=now,
    )
    _keep_secret(connection, secret)
    connected.send(sender=Connection, connection=connection, now=now)
    return connection


def reconnect(
    *,
    connection: Connection,
    by: Membership,
    settings: Mapping[str, Any],
    secret: Mapping[str, str],
    consent: Consent,
    now: datetime,
) -> Connection:
    """New credentials for a connection whose old ones died, with a consent of their own. The cursor stays: no gap.

    Raises ConsentMissing. A revoked connection is not revived; connect anew.
    """
    if not consent.notice.strip() or connection.state == Connection.State.REVOKED:
        raise ConsentMissing("Read what Handlet will do with this connection and agree to it first.")
    if connection.consent_id is not None and ledger.is_active(connection.consent_id):
        ledger.withdraw(consent_id=connection.consent_id, reason="replaced by a new agreement", now=now)
    connection.consent_id = _record(by, connection.kind, connection.id, connection.label, consent, now)
    destroy_secret(connection)
    connection.settings = dict(settings)
    connection.state, connection.trouble = Connection.State.LIVE, ""
    connection.save()
    _keep_secret(connection, secret)
    connected.send(sender=Connection, connection=connection, now=now)
    return connection


def _record(
    by: Membership, kind: str, connection_id: uuid.UUID, label: str, consent: Consent, now: datetime
) -> uuid.UUID:
    record = ledger.record(
        business_id=by.business_id,
        subject_kind="user",
        subject_id=by.user_id,
        event="given",
        scope=f"connection:{kind}",
        activity="connect",
        notice_text=consent.notice,
        control=consent.control,
        evidence={"connection": str(connection_id), "label": label},
        now=now,
    )
    return record.id


def _keep_secret(connection: Connection, secret: Mapping[str, str]) -> None:
    if not secret:
        return
    secret_id = ids.uuid7()
    ConnectionSecret.objects.create(
        id=secret_id,
        business_id=connection.business_id,
        connection=connection,
        key_id=sealing.key_for(connection.business_id, "secret", secret_id),
        secret=dict(secret),
    )


def secret_of(connection: Connection) -> Mapping[str, str]:
    """The secret, opened; empty where the channel has none or it was destroyed."""
    row = ConnectionSecret.objects.filter(connection=connection).first()
    return dict(row.secret) if row is not None and row.secret else {}


@dataclass(frozen=True, slots=True)
class Ended:
    """A connection that has ended here, with what it takes to end it at the provider too. Kept nowhere."""

    connection_id: uuid.UUID
    kind: str
    settings: Mapping[str, Any]
    secret: Mapping[str, str]


def revoke(*, connection: Connection, reason: str, now: datetime) -> str:
    """Stop collecting and sending, withdraw the consent and destroy the secret, all at once and whatever the provider says.

    Returns a sentence on what is left for the owner to do at the provider. Revoking twice changes nothing. A page ends
    (`end`) and tells the provider (`tell_provider`) in two steps, so that no transaction waits for the provider.
    """
    ended = end(connection=connection, reason=reason, now=now)
    return tell_provider(ended) if ended is not None else ""


def end(*, connection: Connection, reason: str, now: datetime) -> Ended | None:
    """Everything that ends here, in the running transaction; None where it had ended before."""
    changed = (
        Connection.objects.filter(pk=connection.pk)
        .exclude(state=Connection.State.REVOKED)
        .update(state=Connection.State.REVOKED, revoked_at=now, watched_by="", watched_until=None)
    )
    connection.refresh_from_db()
    if not changed:
        return None
    ended = Ended(connection.pk, connection.kind, connection.settings or {}, secret_of(connection))
    destroy_secret(connection)
    if connection.consent_id:
        ledger.withdraw(consent_id=connection.consent_id, reason=reason, now=now)
    revoked.send(sender=Connection, connection=connection, now=now)
    return ended


def tell_provider(ended: Ended) -> str:
    """End it at the provider as far as that lets us; a sentence on what is left for the owner to do there."""
    return registry.get(ended.kind).revoke(ended.settings, ended.secret)


def note_left_to_do(*, connection_id: uuid.UUID, sentence: str) -> None:
    """Keep on the card of an ended connection what the owner still has to do at the provider."""
    Connection.objects.filter(pk=connection_id, state=Connection.State.REVOKED).update(trouble=sentence[:300])


def destroy_secret(connection: Connection) -> None:
    """Delete the secret's row and its key; its bytes leave the files with the next rewrite of the keyring."""
    for row in ConnectionSecret.objects.filter(connection=connection):
        key_id = row.key_id
        row.delete()
        keyring.destroy([key_id])


def note_trouble(*, connection_id: uuid.UUID, state: str, sentence: str) -> None:
    """Say on the card what is wrong. A revoked connection stays revoked."""
    Connection.objects.filter(pk=connection_id).exclude(state=Connection.State.REVOKED).update(
        state=state, trouble=sentence[:300]
    )


def note_healthy(*, connection_id: uuid.UUID, now: datetime, heard: bool) -> None:
    fields: dict[str, Any] = {"state": Connection.State.LIVE, "trouble": "", "last_collected_at": now}
    if heard:
        fields["last_event_at"] = now
    Connection.objects.filter(pk=connection_id).exclude(state=Connection.State.REVOKED).update(**fields)


def note_heard(*, connection_id: uuid.UUID, now: datetime) -> None:
    """The provider brought something. Says nothing of the rest: a dead token still lets news in."""
    Connection.objects.filter(pk=connection_id).update(last_event_at=now)


def note_asked(*, connection_id: uuid.UUID, now: datetime) -> None:
    """The provider was asked how it is, whatever it said."""
    Connection.objects.filter(pk=connection_id).update(last_collected_at=now)
