"""Django's cache kept in the database, for what django-allauth counts: tries at a sign-in, and TOTP codes that were used.

Its limits live in the cache, and Django's own default is one of each process: with several web processes a limit would
multiply, and a code would be good once in each of them. Django's cache in the database is no place for counts either: it
throws entries away when it is full, and says nothing of a write that failed. Here nothing is thrown away before its time,
and what cannot be read or written is an error: then nobody signs in (it fails closed).

Keys hold addresses; kept is their keyed hash. Read and written in the transaction of the request, where there is one. The
clock is that of the database, so that all processes share it too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from handlet.kit import encryption

# The register promises that counts are gone after a day; a limit over more would be forgotten too early.
LONGEST = timedelta(days=1)


class SharedCounts(BaseCache):
    """Values are what JSON holds: numbers, text, lists. Raises DatabaseError where the database does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT value FROM accounts_sharedcount WHERE key = %s AND until > clock_timestamp()",
                [self._hashed(key, version)],
            )
            row = cursor.fetchone()
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write(key, value, timeout, version, only="")

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """True for one of all that ask at once, until `timeout` (seconds) is over. One statement, so nobody comes between."""
        return self._write(key, value, timeout, version, only="WHERE accounts_sharedcount.until <= clock_timestamp()")

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounts_sharedcount SET until = clock_timestamp() + make_interval(secs => %s) "
                "WHERE key = %s AND until > clock_timestamp()",
                [self._span(timeout), self._hashed(key, version)],
            )
            return bool(cursor.rowcount)

    def delete(self, key: str, version: int | None = None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_sharedcount WHERE key = %s", [self._hashed(key, version)])
            return bool(cursor.rowcount)

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_sharedcount")

    def _write(self, key: str, value: Any, timeout: Any, version: int | None, *, only: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO accounts_sharedcount (key, value, until)
                VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
                ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, until = EXCLUDED.until {only}
                """,  # noqa: S608 - `only` is one of two constants above
                [self._hashed(key, version), json.dumps(value), self._span(timeout)],
            )
            return bool(cursor.rowcount)

    def _span(self, timeout: Any) -> float:
        """Seconds."""
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        if seconds is None or seconds > LONGEST.total_seconds():
            raise ValueError("Counts are kept for a day at most.")
        return float(seconds)

    def _hashed(self, key: str, version: int | None) -> str:
        secret = encryption.derive(settings.HANDLET_MASTER_KEY or b"\0" * 32, "shared counts")
        return hmac.new(secret, self.make_key(key, version).encode(), hashlib.sha256).hexdigest()
