"""Counting how often an address or a person asks, in the database, so that many processes share one limit.

The whole network address is never stored: it goes through an HMAC under a secret that is new every day.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from handlet.kit import encryption


def address_key(address: str, day: str = "") -> str:
    """A short keyed hash of a network address. `day` (ISO) makes it useless tomorrow."""
    secret = encryption.derive(settings.HANDLET_MASTER_KEY or b"\0" * 32, f"address:{day}")
    return hmac.new(secret, address.encode(), hashlib.sha256).hexdigest()[:24]


def allowed(*, key: str, most: int, within: timedelta, now: datetime) -> bool:
    """Count one use of `key`; False when there were more than `most` in the current window. Fixed windows, one row a key."""
    window = int(now.timestamp() // within.total_seconds())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_throttle (key, win, uses, until) VALUES (%s, %s, 1, %s)
            ON CONFLICT (key) DO UPDATE SET
                uses = CASE WHEN accounts_throttle.win = EXCLUDED.win THEN accounts_throttle.uses + 1 ELSE 1 END,
                win = EXCLUDED.win, until = EXCLUDED.until
            RETURNING uses
            """,
            [key, window, now + within],
        )
        (uses,) = cursor.fetchone()
    return bool(uses <= most)
