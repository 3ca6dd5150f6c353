"""Logs of the processes under `handlet up` stay small, and say what went wrong without anybody’s words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from handlet.operations.logs import LogFile, last_lines


def test_a_log_keeps_two_files_at_most_and_loses_no_line_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    log = LogFile(path, most=100)
    for number in range(25):
        log.write(f"line {number:03d}\n".encode())
    log.close()
    old, new = (tmp_path / "web.log.1").read_text(), path.read_text()
    assert len(old) <= 100
    assert len(new) <= 100
    assert (old + new).splitlines() == [
        f"line {number:03d}" for number in range(25 - len((old + new).splitlines()), 25)
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["web.log", "web.log.1"]


def test_a_log_is_continued_after_a_restart(tmp_path: Path) -> None:
    for words in (b"first\n", b"second\n"):
        log = LogFile(tmp_path / "web.log")
        log.write(words)
        log.close()
    assert last_lines(tmp_path / "web.log") == ["first", "second"]
    assert last_lines(tmp_path / "web.log", 1) == ["second"]
    assert last_lines(tmp_path / "none.log") == []


def test_what_goes_wrong_is_logged_by_place_and_without_anybody_s_words() -> None:
    program = """
import logging, structlog, django
django.setup()
structlog.get_logger("handlet.inbox").info("delivery", message="7", address="jean@example.com")
logging.getLogger("django").info("said by Jean")
logging.getLogger("urllib3.connection").info("nothing of note")
try:
    raise ValueError("Jean wrote this")
except ValueError:
    logging.getLogger("django.request").error("Internal Server Error: /jean", exc_info=True)
    structlog.get_logger("handlet.inbox").exception("watch_failed")
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "handlet.config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["delivery", "<string>.<module>", "watch_failed"]
    assert [line.get("error") for line in lines] == [None, "ValueError", "ValueError"]
    assert "<string>:" in lines[1]["where"]
    assert "jean" not in done.stdout.lower()
    assert done.stderr == ""
