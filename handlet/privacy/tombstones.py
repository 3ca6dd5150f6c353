"""Marks of what was erased: keyed hashes under a pepper outside the database, so that replay finds and drops them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from handlet.kit import encryption
from handlet.privacy.models import Tombstone

PEPPER_VERSION = 1


def is_erased(*, business_id: uuid.UUID, kind: str, value: str, message_id: str, arrived_at: datetime) -> bool:
    """Whether an incoming message is one that was erased, or belongs to somebody erased after it arrived.

    What an erased person writes later is a new relationship, and is let in.
    """
    if (
        message_id
        and Tombstone.objects.filter(
            business_id=business_id, kind="message", mark=_mark(business_id, "message", message_id)
        ).exists()
    ):
        return True
    return (
        bool(value)
        and Tombstone.objects.filter(
            business_id=business_id, kind=kind, mark=_mark(business_id, kind, value), erased_at__gt=arrived_at
        ).exists()
    )


def raise_for(*, business_id: uuid.UUID, marks: Iterable[tuple[str, str]], now: datetime) -> int:
    """Set a tombstone for each (kind, value); how many there are. Again for the same one moves its time on."""
    count = 0
    for kind, value in marks:
        if not value:
            continue
        Tombstone.objects.update_or_create(
            business_id=business_id,
            kind=kind,
            mark=_mark(business_id, kind, value),
            defaults={"erased_at": now, "pepper_version": PEPPER_VERSION},
        )
        count += 1
    return count


def _mark(business_id: uuid.UUID, kind: str, value: str) -> bytes:
    pepper = encryption.derive(settings.HANDLET_MASTER_KEY, f"tombstone:{PEPPER_VERSION}:{business_id}")
    return encryption.keyed_hash(pepper, f"{kind}:{value}")
