"""Locks on files: held by a living process, gone with it, however it ended."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path


class Held(Exception):
    """Somebody else has it."""


@contextlib.contextmanager
def lock(path: Path, *, shared: bool = False, wait_seconds: float | None = None) -> Iterator[int]:
    """Hold the lock inside the block; gives its file descriptor. `wait_seconds` None waits for ever, 0 not at all.

    Raises Held.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, wait_seconds)
        yield handle
    finally:
        os.close(handle)


def _take(handle: int, kind: int, wait_seconds: float | None) -> None:
    if wait_seconds is None:
        fcntl.flock(handle, kind)
        return
    until = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Held from None
            time.sleep(0.05)
