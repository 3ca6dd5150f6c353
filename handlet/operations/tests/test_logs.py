"""Logs of the processes under `handlet up` stay small."""

from __future__ import annotations

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
