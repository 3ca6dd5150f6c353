"""Any mailbox, by IMAP and SMTP with a password."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlet.channels.contract import (
    Batch,
    Capabilities,
    ChannelError,
    Health,
    Incoming,
    InvalidSettings,
    LookUp,
    Outgoing,
    RawEvent,
    SendOutcome,
)
from handlet.channels.imap import collecting, hosts, parsing, sending, sessions, watching


class ImapChannel:
    """The adapter; see `contract.Channel`. answer_seconds: how long to wait for the answer after the final dot.

    settings: address, username, sender_name, imap_host, imap_port, imap_tls and smtp_host, smtp_port, smtp_tls (tls
    is `implicit` or `starttls`), trusted_auth_hosts. secret: password.
    """

    kind = "imap"
    title = "Email"
    capabilities = Capabilities(
        can_send=True,
        can_backfill=True,
        has_receipts=False,
        tells_deletion=False,
        needs_public_address=False,
        max_text=500_000,
        max_attachment=18_000_000,
    )

    def __init__(self, answer_seconds: float = sending.ANSWER_SECONDS) -> None:
        self.answer_seconds = answer_seconds

    def prove(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> None:
        """Sign in to both servers and out again. Raises InvalidSettings, ConnectionRefused, ProviderUnreachable."""
        _refuse_the_impossible(settings)
        for part in ("imap", "smtp"):
            if not str(settings.get(f"{part}_host") or "").strip():
                raise InvalidSettings("Type the name of the mail server.", f"{part}_host")
        self._try(settings, secret)

    def collect(
        self, settings: Mapping[str, Any], secret: Mapping[str, str], cursor: Mapping[str, Any], now: datetime
    ) -> Iterator[Batch]:
        return collecting.collect(settings, secret, cursor, now)

    def parse(self, raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Incoming]:
        return parsing.parse(raw, settings)

    def send(self, settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
        return sending.send(settings, secret, message, answer_seconds=self.answer_seconds)

    def look_up(self, settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
        return sending.look_up(settings, secret, message_id)

    def wait_for_news(
        self, settings: Mapping[str, Any], secret: Mapping[str, str], timeout_seconds: float, stop: threading.Event
    ) -> bool:
        return watching.wait_for_news(settings, secret, timeout_seconds, stop)

    def let_go(self) -> None:
        watching.let_go()

    def revoke(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
        """There is nothing at a mail server to call; what is left to do is the owner's."""
        provider = hosts.for_settings(settings)
        if provider is not None and provider.left_to_do:
            return provider.left_to_do
        return "If you made an app password for Handlet, delete it at your mail provider too."

    def check(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Health:
        try:
            self._try(settings, secret)
        except ChannelError as error:
            return Health(alive=False, sentence=str(error))
        return Health(alive=True)

    def _try(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> None:
        try:
            with sessions.session(settings, secret) as client:
                client.select_folder("INBOX", readonly=True)
        except sessions.NameUnknown as error:
            raise InvalidSettings(str(error), "imap_host") from error
        try:
            smtp = sending.connect(settings, secret)
        except sessions.NameUnknown as error:
            raise InvalidSettings(str(error), "smtp_host") from error
        smtp.close()


def _refuse_the_impossible(settings: Mapping[str, Any]) -> None:
    """A provider that lets nobody in by password is named before its servers are bothered.

    Somebody who names a server of their own (a bridge in their house) is believed.
    """
    provider = hosts.for_address(str(settings.get("address") or ""))
    if provider is None or not provider.refusal:
        return
    domain = str(settings["address"]).rpartition("@")[2].lower()
    if str(settings.get("imap_host") or "").lower() in ("", provider.imap_host, f"imap.{domain}"):
        raise InvalidSettings(provider.refusal, "address")
