"""What `handlet doctor` looks at. Each finding says what was looked at, how it stands, and what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlet.operations.database import AtHand

GOOD, ADVICE, WRONG = "ok  ", "note", "BAD "
LEAST_FREE_BYTES = 1024**3

# How PostgreSQL must be set so that no person's words get into its log.
QUIET = {
    "log_error_verbosity": {"terse"},
    "log_min_error_statement": {"panic"},
    "log_statement": {"none"},
    "log_min_duration_statement": {"-1"},
    "log_parameter_max_length_on_error": {"0"},
}


@dataclass(frozen=True)
class Finding:
    mark: str
    what: str
    words: str


def before_database() -> list[Finding]:
    """Python, the data folder, the disk, the master key. Raises Trouble where none of the rest makes sense."""
    from handlet.operations import place

    data = place.data_folder()
    free = shutil.disk_usage(data).free
    return [
        Finding(GOOD, "Python", f"{platform.python_version()} at {sys.executable}"),
        Finding(GOOD, "data folder", str(data)),
        Finding(GOOD, "disk", f"{free / 1024**3:.0f} GiB free")
        if free >= LEAST_FREE_BYTES
        else Finding(WRONG, "disk", f"only {free // 1024**2} MiB free; PostgreSQL stops when it is full. Make room."),
        _master_key(data),
    ]


def of_database(here: AtHand) -> list[Finding]:
    """Roles, tables, logs, worker, connections. Django must be set up."""
    from django.db import connections

    with connections["maintenance"].cursor() as owner, connections["default"].cursor() as service:
        tables = _migrations()
        findings = [*_server(owner, here), *_role(service), tables, *_quiet(owner, here)]
        if tables.mark == GOOD:
            findings += [_worker(service), *_jobs(service), *_mailboxes(owner)]
    return findings


def _master_key(data: Path) -> Finding:
    from handlet.operations import place

    if os.environ.get("HANDLET_MASTER_KEY"):
        place.master_key(data, create=False)
        return Finding(GOOD, "master key", "given by HANDLET_MASTER_KEY")
    file = data / "master.key"
    if not file.exists():
        return Finding(ADVICE, "master key", "none yet; the first start makes one")
    place.master_key(data, create=False)
    if file.stat().st_mode & 0o077:
        return Finding(WRONG, "master key", f"others may read {file}. Do: chmod 600 {file}")
    return Finding(GOOD, "master key", f"{file} (keep a copy apart from the data)")


def _server(owner: Any, here: AtHand) -> list[Finding]:
    owner.execute("SELECT current_setting('server_version'), current_setting('fsync')")
    version, fsync = owner.fetchone()
    kind = "embedded" if here.is_embedded else "from DATABASE_URL"
    findings = [Finding(GOOD, "database", f"PostgreSQL {version}, {kind}")]
    if fsync != "on":
        findings.append(Finding(WRONG, "database", "fsync is off: a power cut can lose everything. Turn it on."))
    return findings


def _role(service: Any) -> list[Finding]:
    service.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    name, passes = service.fetchone()
    service.execute(
        "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    )
    owned = service.fetchone()[0]
    service.execute(
        "SELECT string_agg(table_name, ', ' ORDER BY table_name) FROM information_schema.columns columns "
        "JOIN pg_class ON relname = table_name AND relnamespace = 'public'::regnamespace "
        "WHERE table_schema = 'public' AND column_name = 'business_id' AND NOT relrowsecurity"
    )
    open_tables = service.fetchone()[0]
    findings = []
    if passes:
        findings.append(Finding(WRONG, "service's role", f"{name} can pass row-level security. Take that from it."))
    if owned:
        findings.append(
            Finding(WRONG, "service's role", f"{name} owns {owned} tables or indexes; it must own nothing.")
        )
    if open_tables:
        findings.append(Finding(WRONG, "row-level security", f"tables without it: {open_tables}"))
    return findings or [Finding(GOOD, "service's role", f"{name} owns nothing and cannot pass row-level security")]


def _migrations() -> Finding:
    from handlet.operations.migrating import unapplied

    missing = len(unapplied())
    if missing:
        return Finding(WRONG, "tables", f"{missing} migrations are missing. Do: handlet migrate")
    return Finding(GOOD, "tables", "up to date")


def _quiet(owner: Any, here: AtHand) -> list[Finding]:
    owner.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(QUIET)])
    loud = [f"{name} = {setting}" for name, setting in owner.fetchall() if setting not in QUIET[name]]
    if not loud:
        return [Finding(GOOD, "database's log", "set so that no person's words get into it")]
    words = f"people's words may get into it: {', '.join(sorted(loud))}. docs/running.md says how to set it."
    # A managed server may refuse these settings; ours cannot.
    return [Finding(WRONG if here.is_embedded else ADVICE, "database's log", words)]


def _worker(service: Any) -> Finding:
    service.execute("SELECT extract(epoch FROM now() - max(last_heartbeat))::int FROM procrastinate_workers")
    seconds = service.fetchone()[0]
    if seconds is None or seconds > 30:
        return Finding(ADVICE, "worker", "none is running; `handlet up` and `handlet worker` start one")
    return Finding(GOOD, "worker", f"heard of {seconds} seconds ago")


def _jobs(service: Any) -> list[Finding]:
    service.execute(
        "SELECT count(*) FILTER (WHERE status = 'failed'), "
        "count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) < now() - interval '5 minutes') "
        "FROM procrastinate_jobs"
    )
    failed, late = service.fetchone()
    findings = []
    if failed:
        findings.append(Finding(ADVICE, "jobs", f"{failed} failed in the last month; the worker's log says where"))
    if late:
        findings.append(
            Finding(ADVICE, "jobs", f"{late} have waited for more than five minutes; is the worker running?")
        )
    return findings or [Finding(GOOD, "jobs", "none failed, none late")]


def _mailboxes(owner: Any) -> list[Finding]:
    """Counts only: whose mailbox it is stays with its owner, who sees the sentence on the channels page."""
    owner.execute("SELECT kind, state, count(*) FROM channels_connection GROUP BY kind, state ORDER BY kind, state")
    findings = []
    for kind, state, count in owner.fetchall():
        mark = ADVICE if state in ("degraded", "reconnect_needed") else GOOD
        findings.append(Finding(mark, "connections", f"{count} {kind}: {state.replace('_', ' ')}"))
    return findings or [Finding(GOOD, "connections", "none yet")]
