"""Free loopback ports for peers."""

from __future__ import annotations

import socket
import time


def free(count: int) -> list[int]:
    """`count` ports nobody listens on at the moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()


def wait_until_open(port: int, seconds: float = 20.0) -> None:
    """Return once something listens on `port`. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise TimeoutError(f"nothing listens on port {port}") from None
            time.sleep(0.05)
