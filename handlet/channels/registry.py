"""Every kind of channel there is. A new one is a folder beside the others and a line here."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from handlet.channels.contract import Brought, Channel, ChannelError, Fetching, Templated
from handlet.channels.form.channel import FormChannel
from handlet.channels.imap.channel import ImapChannel
from handlet.channels.whatsapp.channel import WhatsAppChannel

_CHANNELS: Mapping[str, Channel] = {
    channel.kind: channel for channel in (ImapChannel(), FormChannel(), WhatsAppChannel())
}


class UnknownChannel(ChannelError):
    """There is no channel of this kind."""


def get(kind: str) -> Channel:
    """The adapter of a kind. Raises UnknownChannel."""
    try:
        return _CHANNELS[kind]
    except KeyError as error:
        raise UnknownChannel(f"Handlet has no channel called “{kind}”.") from error


def kinds() -> Sequence[str]:
    return tuple(_CHANNELS)


def brought(kind: str) -> Brought | None:
    """The adapter, where its provider brings the news to an address of ours."""
    adapter = _CHANNELS.get(kind)
    return adapter if isinstance(adapter, Brought) else None


def fetching(kind: str) -> Fetching | None:
    """The adapter, where files have to be fetched."""
    adapter = _CHANNELS.get(kind)
    return adapter if isinstance(adapter, Fetching) else None


def templated(kind: str) -> Templated | None:
    """The adapter, where there are wordings approved beforehand."""
    adapter = _CHANNELS.get(kind)
    return adapter if isinstance(adapter, Templated) else None


def wait_for_news(
    kind: str, settings: Mapping[str, Any], secret: Mapping[str, str], timeout_seconds: float, stop: threading.Event
) -> bool:
    """Wait until the provider hints at news (True), `timeout_seconds` have passed or `stop` is set (False).

    A channel that cannot be waited at just waits. To be called again and again from one thread of its own: a session
    stays open in between (see `let_go`). Raises a ChannelError.
    """
    wait = getattr(get(kind), "wait_for_news", None)
    if wait is None:
        stop.wait(timeout_seconds)
        return False
    return bool(wait(settings, secret, timeout_seconds, stop))


def let_go(kind: str) -> None:
    """Close what `wait_for_news` keeps open for the calling thread. Call it when a watcher ends."""
    close = getattr(get(kind), "let_go", None)
    if close is not None:
        close()
