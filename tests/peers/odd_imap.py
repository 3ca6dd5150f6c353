"""A small IMAP server that answers as a test tells it to: for servers that a well-made one cannot play."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from typing import Any

Answer = Callable[[str, str], bytes]


class OddImap:
    """Holds `messages` (UID to bytes) as INBOX. `when` replaces the answer to commands that match a pattern.

    An answer is bytes in which `TAG` stands for the command's tag; an empty one closes the line.
    """

    def __init__(self, tls: ssl.SSLContext | None, messages: dict[int, bytes] | None = None) -> None:
        self.tls = tls
        self.messages = messages if messages is not None else {}
        self.uidvalidity = 7
        self.capabilities = "IMAP4rev1 AUTH=PLAIN IDLE"
        self.folders = ['(\\HasNoChildren) "/" INBOX', '(\\Sent) "/" Sent']
        self.heard: list[str] = []
        self._told: list[tuple[re.Pattern[str], bytes, list[int]]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def when(self, pattern: str, answer: bytes, times: int = 1_000_000) -> None:
        """Answer a command like `pattern` so, at most `times` times; the first pattern that fits counts."""
        self._told.append((re.compile(pattern, re.I), answer, [times]))

    def settings(self, **more: Any) -> dict[str, Any]:
        return {
            "address": "rowan@example.test", "username": "rowan", "imap_host": "localhost", "imap_port": self.port,
            "imap_tls": "implicit", **more,
        }  # fmt: skip

    def say(self, words: bytes) -> None:
        """Say something unasked on every open line."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.sendall(words)

    def cut(self) -> None:
        """Cut every open line."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            connection = self.tls.wrap_socket(plain, server_side=True) if self.tls else plain
            self._open.append(connection)
            connection.sendall(b"* OK ready\r\n")
            stream = connection.makefile("rb")
            for line in stream:
                text = line.decode("utf-8", "replace").strip()
                tag, _, command = text.partition(" ")
                self.heard.append(command)
                answer = self._answer(command)
                if not answer:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                connection.sendall(answer.replace(b"TAG", tag.encode()))
                if command.upper().startswith("LOGOUT"):
                    return
        except (OSError, ValueError):
            return

    def _answer(self, command: str) -> bytes:
        for pattern, answer, left in self._told:
            if left[0] > 0 and pattern.search(command):
                left[0] -= 1
                return answer
        return self.usual(command)

    def usual(self, command: str) -> bytes:
        upper = command.upper()
        if upper.startswith("CAPABILITY"):
            return f"* CAPABILITY {self.capabilities}\r\nTAG OK done\r\n".encode()
        if upper.startswith("LIST"):
            lines = "".join(f"* LIST {folder}\r\n" for folder in self.folders)
            return f"{lines}TAG OK done\r\n".encode()
        if upper.startswith(("EXAMINE", "SELECT")):
            held = self.messages if "INBOX" in upper else {}
            upcoming = max(held, default=0) + 1
            return (
                f"* {len(held)} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY {self.uidvalidity}] ok\r\n"
                f"* OK [UIDNEXT {upcoming}] ok\r\nTAG OK [READ-ONLY] done\r\n"
            ).encode()
        if upper.startswith("UID SEARCH"):
            return b"* SEARCH " + b" ".join(b"%d" % uid for uid in self._searched(upper)) + b"\r\nTAG OK done\r\n"
        if upper.startswith("UID FETCH"):
            found = re.match(r"UID FETCH (\S+) \((.*)\)", command, re.I)
            assert found is not None
            wanted = [uid for uid in self._span(found.group(1)) if uid in self.messages]
            return b"".join(self.fetched(uid, found.group(2).upper()) for uid in wanted) + b"TAG OK done\r\n"
        return b"* BYE\r\nTAG OK bye\r\n" if upper.startswith("LOGOUT") else b"TAG OK done\r\n"

    def fetched(self, uid: int, items: str) -> bytes:
        body = self.messages[uid]
        place = sorted(self.messages).index(uid) + 1
        parts = [b"UID %d" % uid]
        if "RFC822.SIZE" in items:
            parts.append(b"RFC822.SIZE %d" % len(body))
        if "INTERNALDATE" in items:
            parts.append(b'INTERNALDATE "24-Nov-2026 09:15:00 +0000"')
        if "BODY.PEEK[]" in items:
            parts.append(b"BODY[] {%d}\r\n" % len(body) + body)
        return b"* %d FETCH (" % place + b" ".join(parts) + b")\r\n"

    def _span(self, text: str) -> Sequence[int]:
        found: set[int] = set()
        highest = max(self.messages, default=0)
        for piece in text.split(","):
            first, colon, last = piece.partition(":")
            low = int(first) if first != "*" else highest
            high = (highest if last == "*" else int(last)) if colon else low
            found.update(range(min(low, high), max(low, high) + 1))
        return sorted(found)

    def _searched(self, upper: str) -> list[int]:
        if found := re.search(r"SEARCH UID (\S+)", upper):
            return [uid for uid in self._span(found.group(1)) if uid in self.messages]
        if "HEADER" in upper or not self.heard:
            return []
        return sorted(self.messages)
