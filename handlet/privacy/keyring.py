"""Master key → business key → data key. Opens, makes and destroys keys; nobody else sees a wrapped one.

The master key is outside the database (`HANDLET_MASTER_KEY`). Keys derived from a business's key for matching and
search live as long as the business; they cannot open content.
"""

from __future__ import annotations

import threading
import time
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction

from handlet.kit import encryption, sealing
from handlet.privacy.models import BusinessKey, DataKey

# An opened key is held for a short while, so that a page of messages costs few look-ups and a destroyed key dies soon
# in every process; the process that destroys it forgets at once.
HELD_SECONDS = 30.0
HELD_MOST = 4096


class Keyring:
    """The process's view of the keys: `sealing.KeySource`."""

    def __init__(self) -> None:
        self._held: dict[uuid.UUID, tuple[float, bytes]] = {}
        self._lock = threading.Lock()

    def key_bytes(self, key_id: uuid.UUID) -> bytes:
        held = self._recall(key_id)
        if held is not None:
            return held
        row = DataKey.objects.filter(pk=key_id).first()
        if row is None:
            raise sealing.KeyGone("The key of this content was destroyed.")
        plain = encryption.unseal(self._business_key(row.business_id), bytes(row.wrapped), row.id.bytes)
        self._hold(key_id, plain)
        return plain

    def key_for(self, business_id: uuid.UUID, subject_kind: str, subject_id: uuid.UUID) -> uuid.UUID:
        same = {"business_id": business_id, "subject_kind": subject_kind, "subject_id": subject_id}
        found = DataKey.objects.filter(**same).values_list("pk", flat=True).first()
        if found is not None:
            return found
        row = DataKey(**same)
        plain = encryption.new_key()
        row.wrapped = encryption.seal(self._business_key(business_id), plain, row.id.bytes)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Another transaction made it first; theirs is committed by now.
            return DataKey.objects.values_list("pk", flat=True).get(**same)
        self._hold(row.id, plain)
        return row.id

    def forget(self, key_id: uuid.UUID) -> None:
        with self._lock:
            self._held.pop(key_id, None)

    def forget_all(self) -> None:
        with self._lock:
            self._held.clear()

    def _business_key(self, business_id: uuid.UUID) -> bytes:
        held = self._recall(business_id)
        if held is not None:
            return held
        row = BusinessKey.objects.filter(pk=business_id).first()
        if row is None:
            plain = encryption.new_key()
            row = BusinessKey(business_id=business_id, wrapped=encryption.seal(_master_key(), plain, business_id.bytes))
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:
                row = BusinessKey.objects.get(pk=business_id)
        plain = encryption.unseal(_master_key(), bytes(row.wrapped), business_id.bytes)
        self._hold(business_id, plain)
        return plain

    def _recall(self, id: uuid.UUID) -> bytes | None:
        with self._lock:
            held = self._held.get(id)
        if held is None or held[0] < time.monotonic():
            return None
        return held[1]

    def _hold(self, id: uuid.UUID, plain: bytes) -> None:
        with self._lock:
            if len(self._held) >= HELD_MOST:
                self._held.clear()
            self._held[id] = (time.monotonic() + HELD_SECONDS, plain)


keyring = Keyring()


def matching_key(business_id: uuid.UUID) -> bytes:
    """The key under which contact points of this business are matched."""
    return encryption.derive(keyring._business_key(business_id), "match")


def search_key(business_id: uuid.UUID) -> bytes:
    """The key under which word stems of this business are hashed."""
    return encryption.derive(keyring._business_key(business_id), "search")


def destroy(key_ids: list[uuid.UUID]) -> int:
    """Delete data keys; how many there were. Their bytes leave the files with `physical.rewrite`."""
    count, _rows = DataKey.objects.filter(pk__in=key_ids).delete()
    for key_id in key_ids:
        keyring.forget(key_id)
    return count


def _master_key() -> bytes:
    key: bytes = settings.HANDLET_MASTER_KEY
    if len(key) != encryption.KEY_BYTES:
        raise RuntimeError(
            "HANDLET_MASTER_KEY is missing or is not 32 bytes in base64. `handlet up` makes one in the data folder."
        )
    return key


def destroy_all_of(business_id: uuid.UUID) -> None:
    """Every key of a business, its own included: nothing of it can be read again."""
    DataKey.objects.filter(business_id=business_id).delete()
    BusinessKey.objects.filter(pk=business_id).delete()
    keyring.forget_all()
