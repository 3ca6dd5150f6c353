"""Making a deleted key's bytes leave the disk: table files rewritten, the write-ahead log turned over.

DELETE leaves a wrapped key readable in the table's file, in the log and in the statistics. This runs as the owner of the
tables (`maintenance`), because the service may neither rewrite a table nor turn the log. Backups of the keyring still
hold it until they expire (see docs/privacy.md).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.utils import DatabaseError, OperationalError
from psycopg import sql

STATISTICS = "pg_statistic"
# Wrapped keys, and the small tables whose personal columns stay plain because sign-in matches on them.
TABLES = (
    "privacy_datakey",
    "privacy_businesskey",
    "privacy_tombstone",
    "accounts_user",
    "accounts_business",
    "accounts_securityevent",
    "accounts_throttle",
    "accounts_sharedcount",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "django_session",
    # What the database notes of the values of its tables, for its plans: their most frequent ones, and some from all over. Last, after
    # the tables themselves have been looked over anew.
    STATISTICS,
)
# The log is recycled: an old segment is renamed to the end of the line and written over when its turn comes, each turn
# writing one whole segment (16 MB). So as many turns as there are segments, and one for the segment that is being written.
# Where the database does not say how many there are: with the default sizes the bytes of a key were gone after six.
TURNS = 8
# A rewrite shuts out everybody for the time it takes (0.1 s for 50,000 keys). Better to come back than to wait in line.
WAIT_MILLISECONDS = 3000
TRIES = 5
# A rewrite copies rows that were deleted a moment ago along, as long as anybody’s older transaction might still look at
# them (autovacuum’s analysis is one). So those are waited for; a connection that is still being opened belongs to no database yet,
# and counts for all of them.
SETTLE_TRIES, SETTLE_SECONDS = 60, 0.25

_OLDER = """
SELECT count(*) FROM pg_stat_activity WHERE coalesce(datname = current_database(), true) AND pid <> pg_backend_pid()
AND (age(backend_xmin) > age(%(begun)s::text::xid) OR age(backend_xid) > age(%(begun)s::text::xid))
"""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What was done. `refused`: sentences on what the database would not let us do; then the bytes stay for a while."""

    tables: int
    turns: int
    refused: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.refused


def is_awaited() -> bool:
    """Whether an erasure's certificate waits for the bytes of its keys to go."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM privacy_erasurecertificate WHERE keys_gone_at IS NULL)")
        return bool(cursor.fetchone()[0])


def rewrite(now: datetime) -> Rewritten:
    """Rewrite the small tables that held keys, turn the log over, and note on waiting certificates when that was.

    Must run outside a transaction. A table that stays busy, or a right that a managed database does not grant, is said
    in `refused` and tried again with the next run.
    """
    connection = connections["maintenance"]
    if connection.in_atomic_block:
        raise RuntimeError("A table cannot be rewritten inside a transaction.")
    refused: list[str] = []
    done = turns = 0
    with connection.cursor() as cursor:
        # An erasure that commits while this runs is for the next run: its certificate is not seen yet.
        cursor.execute("SELECT id FROM privacy_erasurecertificate WHERE keys_gone_at IS NULL")
        waiting = [row[0] for row in cursor.fetchall()]
        if not _settled(cursor):
            refused.append(
                "A transaction that began before the erasure still runs, or may not be seen (pg_read_all_stats)."
            )
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(WAIT_MILLISECONDS)])
        try:
            for table in TABLES:
                if _rewritten(cursor, table):
                    done += 1
                elif table == STATISTICS:
                    refused.append(
                        "What the database notes of the values in its tables was not rewritten: the owner of the tables "
                        "must own the database too, or be given pg_maintain."
                    )
                else:
                    refused.append(f"The table {table} was busy and was not rewritten.")
        finally:
            cursor.execute("RESET lock_timeout")
        try:
            for _ in range(_turns(cursor)):
                cursor.execute("SELECT pg_switch_wal()")
                cursor.execute("CHECKPOINT")
                turns += 1
        except DatabaseError:
            refused.append(
                "The owner of this database may not turn its log over: give it pg_checkpoint and the right to "
                "pg_switch_wal(), or deleted keys stay in the log until it is recycled."
            )
        if not refused:
            cursor.execute("UPDATE privacy_erasurecertificate SET keys_gone_at = %s WHERE id = ANY(%s)", [now, waiting])
    return Rewritten(done, turns, tuple(refused))


def _turns(cursor: Any) -> int:
    try:
        cursor.execute("SELECT count(*) FROM pg_ls_waldir()")
    except DatabaseError:
        return TURNS
    return max(TURNS, int(cursor.fetchone()[0]) + 1)


def _settled(cursor: Any) -> bool:
    """Wait until no transaction is older than this moment; False where one stays, or where they are hidden from this role."""
    cursor.execute("SELECT pg_has_role(current_user, 'pg_read_all_stats', 'usage')")
    if not cursor.fetchone()[0]:
        return False
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    begun = cursor.fetchone()[0]
    for _ in range(SETTLE_TRIES):
        cursor.execute(_OLDER, {"begun": begun})
        if not cursor.fetchone()[0]:
            return True
        time.sleep(SETTLE_SECONDS)
    return False


def _rewritten(cursor: Any, table: str) -> bool:
    """Whether the table stands in a new file. One that this role may not vacuum is passed over by the database without an error."""
    statement = sql.SQL("VACUUM (FULL, ANALYZE) {}").format(sql.Identifier(table))
    for attempt in range(TRIES):
        before = _file_of(cursor, table)
        try:
            cursor.execute(statement)
        except OperationalError:
            time.sleep(0.2 * (attempt + 1))
            continue
        return _file_of(cursor, table) != before
    return False


def _file_of(cursor: Any, table: str) -> int:
    cursor.execute("SELECT pg_relation_filenode(%s::regclass)", [table])
    return int(cursor.fetchone()[0])
