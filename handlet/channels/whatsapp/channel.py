"""A business's own WhatsApp number, by Meta's Cloud API and a token of the business's own system user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from handlet.channels.contract import (
    Batch,
    Capabilities,
    ChannelError,
    ConnectionRefused,
    Health,
    Heard,
    IncomingAttachment,
    LookUp,
    NamedFile,
    Outgoing,
    ProviderUnreachable,
    RawEvent,
    SendOutcome,
    Template,
)
from handlet.channels.whatsapp import account, hooks, media, parsing, sending, templates


class WhatsAppChannel:
    """The adapter; see `contract.Channel`, `Brought`, `Fetching`, `Templated`.

    settings: phone_number_id, account_id (of the WhatsApp business account), app_id, number and name as people see them.
    secret: token, app_secret, verify_token.
    """

    kind = "whatsapp"
    title = "WhatsApp"
    capabilities = Capabilities(
        can_send=True,
        can_backfill=False,
        has_receipts=True,
        tells_deletion=False,
        needs_public_address=True,
        max_text=sending.MOST_TEXT,
        max_attachment=sending.LARGEST_FILE,
        max_caption=sending.MOST_CAPTION,
        window=timedelta(hours=24),
        collects=False,
        subjects=False,
    )

    def prove(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> None:
        """Raises InvalidSettings, ConnectionRefused, ProviderUnreachable."""
        account.look_over(settings, secret)

    def collect(
        self, settings: Mapping[str, Any], secret: Mapping[str, str], cursor: Mapping[str, Any], now: datetime
    ) -> Iterator[Batch]:
        """Meta keeps no messages to fetch: what was not brought within a week is gone."""
        return iter(())

    def parse(self, raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Heard]:
        return parsing.parse(raw, settings)

    def send(self, settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
        return sending.send(settings, secret, message)

    def look_up(self, settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
        """Meta has no search. A status that carries our id settles it when it comes (`inbox.receipts`); its absence proves
        nothing.
        """
        return LookUp.CANNOT_TELL

    def revoke(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
        ended = account.unsubscribe(settings, secret)
        left = "Remove the system user’s access token in your Meta business settings: only you can do that."
        if ended:
            return f"Meta brings us no more messages. {left}"
        return f"Meta did not answer, so its bringing of messages is not switched off there; what comes is thrown away. {left}"

    def check(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Health:
        try:
            account.look_over(settings, secret)
            if not account.is_subscribed(settings, secret):
                raise ConnectionRefused(
                    "Meta no longer brings us your WhatsApp messages. Connect again to have them back."
                )
        except ProviderUnreachable as error:
            return Health(alive=False, sentence=str(error))
        except ChannelError as error:
            return Health(alive=False, sentence=str(error), reconnect=True)
        return Health(alive=True)

    def begin(self, settings: Mapping[str, Any], secret: Mapping[str, str], address: str) -> None:
        account.subscribe(settings, secret, address)

    def handshake(self, asked: Mapping[str, str], secret: Mapping[str, str]) -> str | None:
        return hooks.handshake(asked, secret)

    def take_in(
        self,
        body: bytes,
        headers: Mapping[str, str],
        settings: Mapping[str, Any],
        secret: Mapping[str, str],
        now: datetime,
    ) -> Sequence[RawEvent]:
        return hooks.take_in(body, headers, settings, secret, now)

    def fetch(self, settings: Mapping[str, Any], secret: Mapping[str, str], file: NamedFile) -> IncomingAttachment:
        return media.fetch(settings, secret, file)

    def templates(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Sequence[Template]:
        return templates.templates(settings, secret)
