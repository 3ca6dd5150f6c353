"""A real installation for a test: a data folder of its own, the real command, real processes."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
# Generous: this is a bound for a broken start on a busy machine, not a measure.
PATIENCE = 120.0


def environment(data: Path, **more: str) -> dict[str, str]:
    """The caller's, without what the suite set for its own database."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HANDLET_", "DJANGO_", "PYTEST_")) and name not in ("DATABASE_URL", "PORT")
    }
    return {**kept, "HANDLET_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}


def command(*words: str, python: str = sys.executable) -> list[str]:
    return [python, "-m", "handlet.operations", *words]


def run(data: Path, *words: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command(*words), input=given, capture_output=True, env=environment(data, **more), cwd=ROOT, timeout=PATIENCE
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def answered(port: int, path: str) -> int:
    """The status of a page; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class Up:
    """`handlet up`, running. Use as a context manager: whatever happens, nothing is left behind."""

    def __init__(
        self, data: Path, *words: str, prefix: tuple[str, ...] = (), python: str = sys.executable, **more: str
    ) -> None:
        self.data, self.port = data, free_port()
        self.words: list[str] = []
        self.process: subprocess.Popen[str] = subprocess.Popen(
            [*prefix, *command("up", "--port", str(self.port), *words, python=python)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(data, **more),
            cwd=ROOT,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Up:
        return self

    def __exit__(self, *error: Any) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        kill_all(self.data)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.words.append(line)

    @property
    def said(self) -> str:
        return "".join(self.words)

    def until_ready(self) -> Up:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                self._reader.join(5)
                raise AssertionError(f"It ended with code {self.process.returncode}:\n{self.said}")
            if "Handlet is ready." in self.said and "Ctrl-C" in self.said and self.asked("/healthz") == 200:
                return self
            time.sleep(0.05)
        raise AssertionError(f"It did not become ready:\n{self.said}")

    def asked(self, path: str) -> int:
        return answered(self.port, path)

    def signs_in(self, email: str, password: str) -> bool:
        """Through the page, as a person would."""
        import httpx

        with httpx.Client(base_url=f"http://localhost:{self.port}", timeout=60) as browser:
            page = browser.get("/accounts/login/")
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
            assert token, page.text
            answers = {"csrfmiddlewaretoken": token.group(1), "login": email, "password": password}
            answer = browser.post("/accounts/login/", data=answers)
            return answer.status_code == 302 and browser.get("/inbox").status_code == 200

    def child(self, name: str) -> int:
        """The process id of `web`, `worker` or `database` (waits until there is one)."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for pid in processes_of(self.data):
                if _parent(pid) == self.process.pid and _is(pid, name):
                    return pid
            time.sleep(0.05)
        raise AssertionError(f"There is no {name} process.")

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)


def processes_of(data: Path) -> list[int]:
    """Every living process that was started with this data folder, or lives in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if (entry / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                continue
            words = (entry / "cmdline").read_bytes() + b"\0"
            if (
                str(data).encode() in words
                or _lives_in(entry, data)
                or (
                    b"handlet.operations\0" in words
                    and f"HANDLET_DATA={data}\0".encode() in ((entry / "environ").read_bytes() + b"\0")
                )
            ):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def kill_all(data: Path) -> None:
    """Without warning, as a power cut would."""
    for pid in processes_of(data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def none_left(data: Path) -> list[int]:
    """Processes that are still there after a generous while: should be none."""
    until = time.monotonic() + 30
    while (left := processes_of(data)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _lives_in(entry: Path, data: Path) -> bool:
    try:
        return Path(os.readlink(entry / "cwd")).is_relative_to(data)
    except OSError:
        return False


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _is(pid: int, name: str) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    if name == "database":
        return words[0].endswith(b"/postgres")
    return b"handlet.operations" in words and name.encode() in words
