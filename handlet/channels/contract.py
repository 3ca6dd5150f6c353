"""What every channel is, in plain values: the seven verbs and the shapes that cross them.

Nothing here knows of the inbox, of Django or of a provider. A channel folder implements `Channel`;
`inbox` drives it. See docs/channels.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class HandleKind(StrEnum):
    """Kinds of address by which a person can be reached or known."""

    EMAIL = "email"
    PHONE = "phone"
    WHATSAPP_ID = "whatsapp_id"
    MESSENGER_ID = "messenger_id"
    NAME_ONLY = "name_only"


class Strength(StrEnum):
    """How far a handle proves who wrote. A claimed handle never proves identity by itself."""

    CLAIMED = "claimed"
    CHECKED = "checked"
    STRONG = "strong"


class Direction(StrEnum):
    INBOUND = "in"
    OUTBOUND = "out"


@dataclass(frozen=True, slots=True)
class Handle:
    """One address of a person. `value` is normalised (lower-case e-mail, E.164 phone), `shown` as the provider wrote it."""

    kind: HandleKind
    value: str
    shown: str
    name: str = ""
    strength: Strength = Strength.CLAIMED


@dataclass(frozen=True, slots=True)
class IncomingAttachment:
    name: str
    content_type: str
    content: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One parsed message. Frozen, plain, complete; what could not be read is said in `problems`.

    external_id: the provider's id, unique within one connection. Mail: the Message-ID, or a synthetic id
        from the bytes where there is none.
    sender: None where the message names nobody; it is shown as from an unknown sender.
    sent_at: the time the message claims (aware, UTC) or None. arrived_at: when the provider took it.
    text: whole readable text. reply_text: what the person newly wrote. html: cleaned, safe to show in a
        sandboxed frame, or "".
    message_id, in_reply_to, references: mail only, without angle brackets.
    historical: backfill, import or resync: no draft, no push, no clock.
    likeness: mail only, a digest of what the sender wrote. Some programs give every mail the same Message-ID: two
        with one external_id and different likenesses are two messages, and neither may be left out.
    suspect: the channel has a reason to think it spam (a form's trap field); it is kept and shown apart.
    """

    external_id: str
    direction: Direction
    sender: Handle | None
    recipients: Sequence[Handle]
    subject: str
    text: str
    reply_text: str
    html: str
    sent_at: datetime | None
    arrived_at: datetime
    attachments: Sequence[IncomingAttachment] = ()
    reply_to: Handle | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    automatic: bool = False
    bounce_of: str = ""
    historical: bool = False
    problems: Sequence[str] = ()
    likeness: str = ""
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class RawEvent:
    """Bytes exactly as the provider gave them, with the key that makes them one.

    provider_event_id: for mail `folder/uidvalidity/uid`. meta: small plain facts that parse needs and the
    bytes do not hold (folder role, internal date as ISO text, historical flag).
    """

    provider_event_id: str
    body: bytes
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Raw events and the cursor that stands after them. The cursor is stored with the events, never before."""

    events: Sequence[RawEvent]
    cursor: Mapping[str, Any]
    more: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingAttachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as approved, to be sent once. message_id: minted before the first attempt, no angle brackets."""

    message_id: str
    sender_address: str
    sender_name: str
    to: Sequence[Handle]
    subject: str
    text: str
    in_reply_to: str = ""
    references: Sequence[str] = ()
    attachments: Sequence[OutgoingAttachment] = ()
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefusedRecipient:
    """One of several recipients that the provider did not take, with its own words."""

    address: str
    reason: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it (not: delivered). refused: recipients it did not take, where it took others."""

    external_id: str
    note: str = ""
    refused: Sequence[RefusedRecipient] = ()


@dataclass(frozen=True, slots=True)
class TemporaryFailure:
    """The provider said that it did not take it; try again, with the same Message-ID."""

    reason: str
    retry_after_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class PermanentFailure:
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownOutcome:
    """No answer, or one that does not prove that it was not taken: look up before anything else."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReconnectNeeded:
    """The grant is dead. Nothing was sent."""

    reason: str


SendOutcome = Sent | TemporaryFailure | PermanentFailure | UnknownOutcome | ReconnectNeeded


class LookUp(StrEnum):
    FOUND = "found"
    NOT_SENT = "not_sent"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Health:
    """What a cheap probe found. `sentence` is for the owner; empty where all is well."""

    alive: bool
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    can_send: bool
    can_backfill: bool
    has_window: bool
    has_receipts: bool
    tells_deletion: bool
    needs_public_address: bool
    max_text: int
    max_attachment: int


class ChannelError(Exception):
    """Base of what a channel may raise. `str(error)` is a sentence for the owner that says what to do."""


class ConnectionRefused(ChannelError):
    """The provider refused the credentials, or the grant has ended: the owner must connect again."""


class ProviderUnreachable(ChannelError):
    """Network trouble or a busy provider: try again later."""


class InvalidSettings(ChannelError):
    """What the owner typed cannot be used; `field` names the form field at fault."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Channel(Protocol):
    """One kind of channel. Settings (plain) and secret (sealed at rest) are handed in; adapters keep no state."""

    kind: str
    title: str
    capabilities: Capabilities

    def prove(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> None:
        """Sign in and out again. Fetches nothing. Raises a ChannelError."""

    def collect(
        self, settings: Mapping[str, Any], secret: Mapping[str, str], cursor: Mapping[str, Any], now: datetime
    ) -> Iterator[Batch]:
        """Yield batches of raw events, each with the cursor after it. Changes nothing at the provider."""

    def parse(self, raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Incoming]:
        """Raw to values. Never raises on strange input, never writes, never calls the network."""

    def send(self, settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
        """One attempt, one outcome."""

    def look_up(self, settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
        """Was it sent? Sends nothing."""

    def revoke(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
        """End the grant as far as the provider lets us; a sentence saying what is left for the owner to do."""

    def check(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Health:
        """Cheap probe; changes nothing."""
