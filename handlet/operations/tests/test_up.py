"""`handlet up`, for real: starting, stopping, dying and starting again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from handlet.operations.tests.installation import (
    PATIENCE,
    ROOT,
    Up,
    answered,
    command,
    environment,
    free_port,
    kill_all,
    none_left,
    processes_of,
    run,
)

pytestmark = pytest.mark.timeout(600)


@contextmanager
def a_place() -> Iterator[Path]:
    """No data folder yet. Short, because a socket lies in it; passable, because as root the database is another user's."""
    folder = Path(tempfile.mkdtemp(prefix="handlet-up-"))
    folder.chmod(0o755)
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new() -> Iterator[Path]:
    with a_place() as data:
        yield data


@pytest.fixture(scope="module")
def running(installation: Path) -> Iterator[Up]:
    """One for those who only look at it, and must leave it as it is."""
    with a_place() as data:
        subprocess.run(["cp", "-a", str(installation), str(data)], check=True)
        with Up(data) as up:
            yield up.until_ready()


@pytest.fixture
def data(installation: Path, new: Path) -> Path:
    """A data folder of this test's own, with its tables."""
    subprocess.run(["cp", "-a", str(installation), str(new)], check=True)
    return new


def owner(data: Path) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        f"postgresql://postgres@/handlet?host={quote(str(data / 'postgres'), safe='')}", autocommit=True
    )


def keep_a_word(data: Path) -> None:
    with owner(data) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")


def kept_word(data: Path) -> object:
    with owner(data) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
        return row and row[0]


def test_a_new_folder_comes_up_stops_cleanly_and_a_second_start_continues_with_the_same_data(new: Path) -> None:
    data = new
    with Up(data) as first:
        first.until_ready()
        assert f"http://localhost:{first.port}" in first.said
        assert "A new master key was made" in first.said
        assert first.said.count("http://") == 1
        assert (data / "master.key").stat().st_mode & 0o777 == 0o600
        keep_a_word(data)
        assert first.stop() == 0
        assert none_left(data) == []
    with Up(data) as second:
        second.until_ready()
        assert "master key" not in second.said
        assert kept_word(data) == "still here"


def test_each_process_that_is_killed_is_started_again_and_nothing_is_lost(data: Path) -> None:
    with Up(data) as running:
        running.until_ready()
        keep_a_word(data)
        for name in ("web", "worker", "database"):
            before = running.child(name)
            os.kill(before, signal.SIGKILL)
            running.until_ready()
            assert running.child(name) != before
            assert f"The {name} process was ended by signal 9; starting it again." in running.said
            running.until_ready()
        assert kept_word(data) == "still here"
        assert running.stop() == 0
        assert none_left(data) == []


def test_nothing_is_left_of_what_was_killed_and_the_next_start_works(data: Path) -> None:
    with Up(data) as first:
        first.until_ready()
        keep_a_word(data)
        # The supervisor alone: it takes the others with it.
        first.process.kill()
        first.process.wait()
        assert none_left(data) == []
    with Up(data) as second:
        second.until_ready()
        assert kept_word(data) == "still here"
        # All of it at once, as a power cut would.
        second.process.kill()
        kill_all(data)
        second.process.wait()
        assert none_left(data) == []
    # In a container that is started again, the number in the file soon belongs to one of us.
    stale = data / "postgres" / "postmaster.pid"
    lines = stale.read_text().splitlines()
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with Up(data) as third:
        third.until_ready()
        assert kept_word(data) == "still here"


def test_the_sample_business_is_there_with_a_sign_in_that_works_and_is_made_only_once(data: Path) -> None:
    with Up(data, "--sample") as first:
        first.until_ready()
        words = first.said.split()
        password = words[words.index("password") + 1]
        assert "asha@rowan-plumbing.example" in words
        assert first.signs_in("asha@rowan-plumbing.example", password)
        assert not first.signs_in("asha@rowan-plumbing.example", password + "x")
        first.stop()
    for log in (data / "logs").iterdir():
        assert password not in log.read_text()
    with Up(data, "--sample") as second:
        second.until_ready()
        assert password in second.said
        with owner(data) as connection:
            counts = connection.execute(
                "SELECT (SELECT count(*) FROM accounts_user), (SELECT count(*) FROM inbox_conversation), "
                "(SELECT count(*) FROM quoting_quoteversion WHERE state = 'accepted')"
            ).fetchone()
        assert counts == (1, 10, 1)


def test_a_second_instance_on_the_same_folder_is_refused_and_says_where_the_first_one_is(running: Up) -> None:
    done = run(running.data, "up", "--port", "1")
    assert done.returncode == 1
    assert f"already runs on this data folder: http://localhost:{running.port}" in done.stderr
    assert "Traceback" not in done.stderr
    assert running.asked("/healthz") == 200


def test_other_commands_use_the_running_database_and_leave_it_running(running: Up) -> None:
    done = run(running.data, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "owns nothing and cannot pass row-level security" in done.stdout
    assert running.asked("/healthz") == 200
    assert "starting it again" not in running.said


def test_a_new_folder_can_be_examined_and_says_what_to_do_first(new: Path) -> None:
    done = run(new, "doctor")
    assert done.returncode == 1
    assert "migrations are missing. Do: handlet migrate" in done.stdout
    other = run(new, "pricelist", "export", "--business", "rowan")
    assert other.returncode == 1
    assert other.stderr.strip().endswith("The database's tables are not of this version yet. Do: handlet migrate")
    assert none_left(new) == []


def test_one_process_alone_starts_the_database_for_itself_and_stops_it_with_itself(data: Path) -> None:
    port = free_port()
    process = subprocess.Popen(command("web", "--port", str(port)), env=environment(data), cwd=ROOT)
    until = time.monotonic() + PATIENCE
    while answered(port, "/privacy") != 200:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    # No worker, so not ready, and it says so.
    assert answered(port, "/healthz") == 503
    process.terminate()
    process.wait(PATIENCE)
    assert none_left(data) == []


def test_a_folder_that_was_there_keeps_its_mode(new: Path) -> None:
    new.mkdir(mode=0o755)
    new.chmod(0o755)
    run(new, "doctor")
    assert new.stat().st_mode & 0o777 == 0o755


def test_a_restore_waits_until_the_service_is_stopped(running: Up) -> None:
    done = run(running.data, "restore", "/nowhere.backup")
    assert done.returncode == 1
    assert "Stop it first." in done.stderr


def test_a_port_that_is_taken_gives_a_sentence_and_starts_nothing(data: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(data, "up", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is in use by another program. Choose another one: --port {port + 1}." in done.stderr
    assert processes_of(data) == []


def as_nobody() -> tuple[tuple[str, ...], str, dict[str, str]] | None:
    """How to run Python as another user: what to put before it, which one, and with which variables; None if not at all.

    The environment's Python may lie where only root can go; then the system's own of the same version does it, with the
    environment's packages.
    """
    nobody = pwd.getpwnam("nobody")
    prefix = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    packages = {"PYTHONPATH": f"{sysconfig.get_path('platlib')}:{ROOT}"}
    system = f"/usr/bin/python3.{sys.version_info.minor}"
    for python, more in ((sys.executable, {}), (system, packages)):
        # Twice, because setpriv itself may still look into folders that the user may not.
        words = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import psycopg, handlet'], check=True)"
        try:
            tried = subprocess.run(
                [*prefix, python, "-c", words], check=False, capture_output=True, env={**os.environ, **more}
            )
        except OSError:
            continue
        if tried.returncode == 0:
            return prefix, python, more
    return None


def test_an_ordinary_user_can_run_it_too_and_a_long_path_is_no_trouble_for_the_database_socket() -> None:
    """Run by root, this uses another user; run by anybody else, the rest of this file is the proof of the first."""
    prefix, python, more = ((), sys.executable, {})
    folder = Path(tempfile.mkdtemp(prefix="handlet-up-"))
    if os.geteuid() == 0:
        found = as_nobody()
        if found is None:
            warnings.warn("No other user can read this checkout and a Python for it; tested as root.", stacklevel=1)
        else:
            prefix, python, more = found
            shutil.chown(folder, "nobody")
    data = folder / ("a-folder-with-a-long-name" * 2) / ("and-another-one-below-it" * 2)
    try:
        with Up(data, prefix=prefix, python=python, HOME=str(folder), **more) as running:
            running.until_ready()
            if prefix:
                assert (data / "postgres").owner() == "nobody"
            assert running.stop() == 0
            assert none_left(data) == []
    finally:
        shutil.rmtree(folder, ignore_errors=True)
