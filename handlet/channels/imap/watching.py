"""Waiting for news in INBOX by IDLE (RFC 2177). News is only a hint: what follows is an ordinary collection."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from handlet.channels.imap import sessions
from handlet.channels.imap.sessions import Client, Interrupted

# Routers drop lines that are silent; servers end IDLE after half an hour.
RENEW_SECONDS = 9 * 60.0
# Without IDLE the server is asked this often.
ASK_SECONDS = 60.0
_REST_SECONDS = 0.05
_LOOK_SECONDS = 1.0

# Each watching thread keeps one session open between its waits: a sign-in for every wait would soon be refused.
_own = threading.local()


@dataclass
class _Watch:
    client: Client
    mark: str
    idles: bool
    renewed: float
    idling: bool = False


def wait_for_news(
    settings: Mapping[str, Any], secret: Mapping[str, str], timeout_seconds: float, stop: threading.Event
) -> bool:
    """True as soon as something may have changed in INBOX, False after `timeout_seconds` or when `stop` is set.

    A session newly opened counts as news, because nobody was listening before. It stays open for the thread's next
    call with the same settings; `let_go` or the thread's end closes it. Raises a ChannelError, and the session is gone.
    """
    if stop.is_set():
        return False
    mark = _mark(settings, secret)
    watch: _Watch | None = getattr(_own, "watch", None)
    if watch is not None and watch.mark != mark:
        let_go()
        watch = None
    if watch is None:
        _own.watch = _opened(settings, secret, mark)
        return True
    try:
        with sessions.told(settings):
            return _wait(watch, timeout_seconds, stop)
    except BaseException:
        let_go()
        raise
    finally:
        if stop.is_set():
            let_go()


def let_go() -> None:
    """Close this thread's session, if it has one. After revoking, an open session would still see the mailbox."""
    watch: _Watch | None = getattr(_own, "watch", None)
    _own.watch = None
    if watch is not None:
        if watch.idling:
            # While it idles, a server hears nothing but this.
            with suppress(Exception):
                watch.client.socket().settimeout(2)
                watch.client.idle_done()
        sessions.close(watch.client)


def _mark(settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
    told = json.dumps([dict(settings), dict(secret)], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _opened(settings: Mapping[str, Any], secret: Mapping[str, str], mark: str) -> _Watch:
    client = sessions.open_session(settings, secret)
    try:
        with sessions.told(settings):
            client.select_folder("INBOX", readonly=True)
            watch = _Watch(client, mark, client.has_capability("IDLE"), time.monotonic())
            _begin(watch)
            return watch
    except BaseException:
        sessions.close(client)
        raise


def _begin(watch: _Watch) -> None:
    if watch.idles and not watch.idling:
        watch.client.idle()
        watch.idling = True
    watch.renewed = time.monotonic()


def _wait(watch: _Watch, timeout_seconds: float, stop: threading.Event) -> bool:
    until = time.monotonic() + timeout_seconds
    empty = 0
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        if not watch.idles:
            stop.wait(min(left, _LOOK_SECONDS))
            if time.monotonic() - watch.renewed >= ASK_SECONDS:
                watch.renewed = time.monotonic()
                if _is_news(watch.client.noop()[1]):
                    return True
            continue
        began, pause = time.monotonic(), min(left, _LOOK_SECONDS)
        answers = watch.client.idle_check(timeout=pause)
        # A line that was cut is always ready to read and never has anything.
        empty = empty + 1 if not answers and time.monotonic() - began < pause / 2 else 0
        if empty >= 3:
            raise Interrupted("The connection was lost while waiting for news.")
        if empty:
            # Half a line looks the same for a moment: the rest of it is on its way.
            stop.wait(_REST_SECONDS)
        if _is_news(answers):
            return True
        if time.monotonic() - watch.renewed >= RENEW_SECONDS:
            watch.idling = False
            _, late = watch.client.idle_done()
            _begin(watch)
            if _is_news(late):
                return True
    return False


def _is_news(answers: Any) -> bool:
    """Whether any of the server's words are more than a sign of life. A farewell ends the session."""
    news = False
    for answer in answers or []:
        words = [word for word in answer if isinstance(word, bytes)] if isinstance(answer, tuple) else []
        if b"BYE" in words:
            raise Interrupted("The mail server ended the session.")
        news = news or b"EXISTS" in words or b"EXPUNGE" in words or b"VANISHED" in words
    return news
