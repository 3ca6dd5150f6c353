"""Is this service ready? Asked by /healthz through the web process, as the service's role. No secrets, no counts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

# A worker tells the database every five seconds that it lives.
HEARTBEAT_WITHIN_SECONDS = 20

_known: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Health:
    """Each part is `ok` or one word that says what is amiss."""

    database: str
    migrations: str
    worker: str

    @property
    def is_ready(self) -> bool:
        return self.database == self.migrations == self.worker == "ok"

    def plain(self) -> dict[str, str]:
        return {
            "status": "ok" if self.is_ready else "not ready",
            "database": self.database,
            "migrations": self.migrations,
            "worker": self.worker,
        }


def look() -> Health:
    """Cheap enough to be asked every second: two small queries."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = {(app, name) for app, name in cursor.fetchall()}
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s))",
                [HEARTBEAT_WITHIN_SECONDS],
            )
            row = cursor.fetchone()
    except DatabaseError:
        connection.close()
        return Health("away", "unknown", "unknown")
    return Health("ok", "ok" if _wanted() <= applied else "missing", "ok" if row is not None and row[0] else "away")


def _wanted() -> frozenset[tuple[str, str]]:
    """The migrations of this version. They cannot change while the process runs."""
    global _known
    if _known is None:
        _known = frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})
    return _known
