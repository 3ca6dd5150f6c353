"""`handlet up`: PostgreSQL, web and worker under one process that starts, watches and stops them.

One thread, one loop: children's output goes to log files, a child that ends is started again (ever later when it keeps
ending), a signal stops everything in order. The web address is opened here and lent to the web process, so that a
request that comes while it restarts waits a moment instead of being refused.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from handlet.operations import database, locks, logs, place
from handlet.operations.embedded import Embedded, die_with_parent, gone, stop_server
from handlet.operations.trouble import Trouble

READY_SECONDS = 90.0
STOP_SECONDS = 8.0
# A child that lived this long ended for a new reason.
SETTLED_SECONDS = 60.0
SLOWEST_RESTART = 30.0
TRIES_BEFORE_READY = 3


@dataclass(frozen=True)
class Plan:
    """What was asked for."""

    host: str
    port: int
    sample: bool
    public_url: str


@dataclass
class Child:
    """One process of ours: how it is started, and how it has been doing."""

    name: str
    start: Callable[[int], subprocess.Popen[bytes]]
    log: logs.LogFile
    stop_with: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    ended: int = 0
    again_at: float = field(default=0.0)


def up(plan: Plan) -> int:
    """Run until a signal comes; the exit code. Raises Trouble where it cannot start."""
    data = place.data_folder()
    try:
        with locks.lock(data / "up.lock", wait_seconds=0) as ours:
            os.truncate(ours, 0)
            os.write(ours, f"{plan.public_url} (process {os.getpid()})\n".encode())
            with _listening(plan) as listener:
                return Supervisor(plan, data, listener).run()
    except locks.Held:
        where = (data / "up.lock").read_text().strip()
        raise Trouble(
            f"Handlet already runs on this data folder: {where}. Stop it first, or name another folder with --data."
        ) from None


class Supervisor:
    """See the module."""

    def __init__(self, plan: Plan, data: Path, listener: socket.socket) -> None:
        self.plan, self.data, self.listener = plan, data, listener
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()
        self.pipes: dict[int, logs.LogFile] = {}
        self.stopping = False
        self.is_ready = False
        self.server: Embedded | None = None

    def run(self) -> int:
        begun = time.monotonic()
        with self._signals():
            try:
                here = self._database()
                variables = self._variables(here)
                if not database.tables_are_current(here):
                    self._once("migrate", variables)
                if self.plan.sample:
                    self._once("sample", variables)
                self._add(self._web(here))
                self._add(self._worker(variables))
                self._until_ready(begun + READY_SECONDS)
                if not self.stopping:
                    self.is_ready = True
                    self._say_where(time.monotonic() - begun)
                while not self.stopping:
                    self._turn(1.0)
            finally:
                self._stop()
        print("Handlet has stopped.")
        return 0

    # Starting.

    def _database(self) -> database.AtHand:
        if database.is_external():
            return database.external(self.data)
        key = place.master_key(self.data)
        server = self.server = Embedded(self.data)
        try:
            with locks.lock(self.data / "database.lock", wait_seconds=0):
                self._start_server(server)
        except locks.Held:
            print("Waiting for another command that uses this data folder …", flush=True)
            try:
                with locks.lock(self.data / "database.lock", wait_seconds=60):
                    self._start_server(server)
            except locks.Held:
                raise Trouble("Another handlet command still uses this data folder. Let it finish first.") from None
        owner, service = database.prepare(server.url("postgres"), server.url(), key)
        return database.AtHand(self.data, key, owner, service, True)

    def _start_server(self, server: Embedded) -> None:
        server.initialise()
        # One that was left by a hard stop is on its way out, or has lost its owner.
        pid = server.postmaster()
        if pid is not None and not gone(pid, 3.0):
            stop_server(pid)
        self._add(
            Child(
                "database",
                lambda output: server.start(log=output, dies_with_us=True),
                self._log("postgres"),
                stop_with=signal.SIGINT,
            )
        )

    def _variables(self, here: database.AtHand, *, with_owner: bool = True) -> dict[str, str]:
        environment = dict(os.environ)
        if not with_owner:
            for name in ("DATABASE_URL", database.OWNER_VARIABLE):
                environment.pop(name, None)
        elif here.is_embedded:
            environment.pop("DATABASE_URL", None)
        environment.update(here.variables(with_owner=with_owner))
        environment["HANDLET_PUBLIC_URL"] = self.plan.public_url
        environment["PYTHONUNBUFFERED"] = "1"
        return environment

    def _web(self, here: database.AtHand) -> Child:
        handle = self.listener.fileno()
        variables = self._variables(here, with_owner=False)
        return Child(
            "web",
            lambda output: self._ours(["web", "--listen-on", str(handle)], variables, output, lend=(handle,)),
            self._log("web"),
        )

    def _worker(self, variables: Mapping[str, str]) -> Child:
        return Child("worker", lambda output: self._ours(["worker"], variables, output), self._log("worker"))

    def _ours(
        self, words: list[str], variables: Mapping[str, str], output: int, lend: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "handlet.operations", *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(variables),
            pass_fds=lend,
            # Ctrl-C at the terminal is for us; we stop them in order.
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def _once(self, name: str, variables: Mapping[str, str]) -> None:
        """A step that must succeed before the next; its words are shown when it does not."""
        if self.stopping:
            return
        with (self.data / "logs" / f"{name}.log").open("wb") as log:
            process = self._ours([name], variables, log.fileno())
            while process.poll() is None:
                if self.stopping:
                    process.terminate()
                self._turn(0.05)
        if process.returncode and not self.stopping:
            words = "\n".join(logs.last_lines(self.data / "logs" / f"{name}.log"))
            raise Trouble(f"“handlet {name}” failed, so nothing was started. It said:\n{words}")

    def _add(self, child: Child) -> None:
        self.children.append(child)
        self._start(child)

    def _start(self, child: Child) -> None:
        read, write = os.pipe()
        try:
            child.process = child.start(write)
        finally:
            os.close(write)
            os.set_blocking(read, False)
            self.pipes[read] = child.log
            self.selector.register(read, selectors.EVENT_READ)
        child.since = time.monotonic()

    # Watching.

    def _turn(self, seconds: float) -> None:
        """One turn of the loop: copy what the children say, start those again that have ended."""
        for key, _events in self.selector.select(seconds):
            handle = key.fd
            if handle not in self.pipes:
                os.read(handle, 512)
                continue
            self._copy(handle)
        for child in self.children:
            self._look_after(child)

    def _copy(self, handle: int) -> None:
        try:
            words = os.read(handle, 65_536)
        except BlockingIOError:
            return
        if words:
            self.pipes[handle].write(words)
            return
        self.selector.unregister(handle)
        os.close(handle)
        del self.pipes[handle]

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None:
            code = child.process.poll()
            if code is None or self.stopping:
                return
            child.process = None
            child.ended = 1 if now - child.since > SETTLED_SECONDS else child.ended + 1
            if not self.is_ready and child.ended >= TRIES_BEFORE_READY:
                words = "\n".join(logs.last_lines(child.log.path))
                raise Trouble(f"The {child.name} process does not stay up. Its last words:\n{words}")
            pause = 0.0 if child.ended == 1 else min(0.5 * 2 ** (child.ended - 2), SLOWEST_RESTART)
            child.again_at = now + pause
            how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
            print(f"The {child.name} process {how}; starting it again.", flush=True)
        elif not self.stopping and now >= child.again_at:
            try:
                if child.name == "database":
                    self._before_database_starts_again()
                self._start(child)
            except Trouble as trouble:
                # The disk may be full for a while; what is kept is safe meanwhile.
                print(f"{trouble}", flush=True)
                child.ended += 1
                child.again_at = now + min(0.5 * 2**child.ended, SLOWEST_RESTART)

    def _before_database_starts_again(self) -> None:
        """Processes of a killed server notice within moments; two servers must never share the folder."""
        if self.server is not None:
            pid = self.server.postmaster()
            if pid is not None and not gone(pid, 5.0):
                stop_server(pid)

    def _until_ready(self, until: float) -> None:
        while not self.stopping:
            if self._answers():
                return
            if time.monotonic() > until:
                words = "\n".join(logs.last_lines(self.data / "logs" / "web.log"))
                raise Trouble(
                    f"Handlet did not become ready in {READY_SECONDS:.0f} seconds. Last words of web:\n{words}"
                )
            self._turn(0.1)

    def _answers(self) -> bool:
        """Whether /healthz says that everything is ready. Asked at our own address, under the public name."""
        host, port = self.listener.getsockname()[:2]
        address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
        asked = http.client.HTTPConnection(address, port, timeout=2)
        try:
            asked.request("GET", "/healthz", headers={"Host": urlsplit(self.plan.public_url).netloc})
            return asked.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()

    def _say_where(self, seconds: float) -> None:
        lines = ["", "Handlet is ready.", "", f"  Open    {self.plan.public_url}"]
        if self.plan.sample:
            lines += [f"  {line}" for line in _sign_in(self.data)]
        lines += [f"  Data    {self.data}", f"  Logs    {self.data / 'logs'}", "", "Ctrl-C stops it.", ""]
        print("\n".join(lines), flush=True)

    # Stopping.

    def _stop(self) -> None:
        """Web and worker finish what they are doing; the database last. Nothing is left running."""
        self.stopping = True
        with contextlib.suppress(OSError):
            self.listener.close()
        ours = [child for child in self.children if child.process is not None and child.name != "database"]
        for child in ours:
            _send(child, child.stop_with)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until and any(child.process and child.process.poll() is None for child in ours):
            self._turn(0.05)
        for child in ours:
            _send(child, signal.SIGKILL)
            if child.process:
                child.process.wait()
        for child in self.children:
            if child.name == "database" and child.process is not None and child.process.poll() is None:
                stop_server(child.process.pid)
        while self.pipes:
            before = len(self.pipes)
            self._turn(0.2)
            if len(self.pipes) == before:
                break
        for child in self.children:
            child.log.close()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """A signal only says "stop"; it also wakes the loop."""
        read, write = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(write, False)
        self.selector.register(read, selectors.EVENT_READ)

        def stop(_sign: int, _frame: FrameType | None) -> None:
            if not self.stopping:
                print("\nStopping …", flush=True)
            self.stopping = True

        before = {sign: signal.signal(sign, stop) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        woken = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(woken)
            for sign, handler in before.items():
                signal.signal(sign, handler)
            self.selector.unregister(read)
            os.close(read)
            os.close(write)

    def _log(self, name: str) -> logs.LogFile:
        return logs.LogFile(self.data / "logs" / f"{name}.log")


@contextlib.contextmanager
def _listening(plan: Plan) -> Iterator[socket.socket]:
    try:
        kind = socket.getaddrinfo(plan.host, plan.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(kind[0], kind[1])
    except OSError as error:
        raise Trouble(f"{plan.host} is not an address of this machine ({error.strerror}).") from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(kind[4])
        except PermissionError as error:
            raise Trouble(f"Port {plan.port} needs more rights. Choose one above 1023: --port 8000.") from error
        except OSError as error:
            if error.errno == 98 or "in use" in str(error):
                raise Trouble(
                    f"Port {plan.port} is in use by another program. Choose another one: --port {plan.port + 1}."
                ) from error
            raise Trouble(f"Cannot listen at {plan.host}, port {plan.port}: {error.strerror}.") from error
        listener.listen(256)
        yield listener


def _sign_in(data: Path) -> list[str]:
    """What `handlet sample` said: how to sign in. It is shown once more at every start, and kept nowhere."""
    said = data / "logs" / "sample.log"
    lines = logs.last_lines(said)
    said.unlink(missing_ok=True)
    return lines


def _send(child: Child, sign: signal.Signals) -> None:
    if child.process is not None and child.process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            child.process.send_signal(sign)
