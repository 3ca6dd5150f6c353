"""Keys for the API: made, looked up before the business is known, revoked."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.db import connection

from handlet.accounts.models import ApiToken, Membership
from handlet.kit import ids

PREFIX = "hl_"


def create(*, member: Membership, label: str, now: datetime) -> tuple[ApiToken, str]:
    """The row and the key itself, which is shown once and never stored."""
    key = PREFIX + ids.token(256)
    row = ApiToken.objects.create(
        business_id=member.business_id, membership=member, label=label, token_hash=_hash(key), created_at=now
    )
    return row, key


def find(key: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Business and membership of a live key, or None. Works before a business is set, through a narrow finder."""
    if not key.startswith(PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT business_id, membership_id FROM handlet_find_api_token(%s)", [_hash(key)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def revoke(*, token: ApiToken, now: datetime) -> None:
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _hash(key: str) -> bytes:
    # The key has 256 random bits, so a plain hash cannot be turned back by trying.
    return hashlib.sha256(key.encode()).digest()
