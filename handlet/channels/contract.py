"""What every channel is, in plain values: the seven verbs, the few that only some have, and the shapes that cross them.

Nothing here knows of the inbox, of Django or of a provider. A channel folder implements `Channel`;
`inbox` drives it. See docs/channels.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable


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
class NamedFile:
    """A file that a message only names: it has to be fetched from the provider, soon (`Fetching.fetch`).

    ref: the provider's id of it. digest: SHA-256 of the content in hexadecimal as the provider gave it, or "".
    """

    ref: str
    name: str
    content_type: str
    digest: str = ""


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
    also: further handles that the provider vouches for as the same person's (a number beside an id).
    files: what must be fetched; the caller does, and puts it among the attachments.
    answers: the provider's id of the message that this one quotes or reacts to, or "".
    doubted: mail only, the sender's domain does not vouch for it (DMARC failed): somebody else may have written it.
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
    also: Sequence[Handle] = ()
    files: Sequence[NamedFile] = ()
    answers: str = ""
    doubted: bool = False


class Reached(StrEnum):
    """How far an own message has come, in the provider's own words. FAILED is final."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider says about a message of ours. They come doubled, in any order, and before the answer to sending.

    message_id: ours, as it was handed to `send`, or "" where the provider does not give it back. external_id: the provider's
    own. reached: None for a state that nobody knows yet. sentence: why it failed, for the owner. alone: the person has told
    the provider that they want nothing from us.
    """

    message_id: str
    external_id: str
    reached: Reached | None
    at: datetime | None
    sentence: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class HandleChange:
    """The provider says that a person is now reached by other handles. It is the same person."""

    old: Sequence[Handle]
    new: Sequence[Handle]


Heard = Incoming | Receipt | HandleChange


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
class Template:
    """A wording that the provider approved beforehand, for when nothing else may be sent.

    name, language: as the provider knows it. text: every word that the customer sees, with `{{blank}}` where something is
    filled in. blanks: their names, in the order in which the provider wants them.
    """

    name: str
    language: str
    text: str
    blanks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template with what stands in each blank, in their order."""

    template: Template
    values: Sequence[str]

    @property
    def text(self) -> str:
        """Word for word what the customer sees."""
        filled = dict(zip(self.template.blanks, self.values, strict=True))
        # In one pass, so that braces in a value are no blank.
        return re.sub(r"\{\{(\w+)\}\}", lambda blank: filled.get(blank[1], blank[0]), self.template.text)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as approved, to be sent once. message_id: minted before the first attempt, no angle brackets.

    template: the approved wording whose filled text `text` is; None for words written freely.
    """

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
    template: FilledTemplate | None = None


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
    """It will never be taken. alone: because the person has told the provider that they want nothing from us."""

    reason: str
    alone: bool = False


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
    """What a cheap probe found. `sentence` is for the owner; empty where all is well. reconnect: it will not mend by itself."""

    alive: bool
    sentence: str = ""
    reconnect: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """max_text, max_caption: characters of a message, and of one that goes with a file (None: as many). max_attachment: bytes.

    window: for how long after the customer's last message words may be written freely; None where there is no end.
    collects: news must be fetched; where False, the provider brings it. subjects: a message has a subject beside its words.
    """

    can_send: bool
    can_backfill: bool
    has_receipts: bool
    tells_deletion: bool
    needs_public_address: bool
    max_text: int
    max_attachment: int
    max_caption: int | None = None
    window: timedelta | None = None
    collects: bool = True
    subjects: bool = True

    @property
    def has_window(self) -> bool:
        return self.window is not None


class ChannelError(Exception):
    """Base of what a channel may raise. `str(error)` is a sentence for the owner that says what to do."""


class ConnectionRefused(ChannelError):
    """The provider refused the credentials, or the grant has ended: the owner must connect again."""


class ProviderUnreachable(ChannelError):
    """Network trouble or a busy provider: try again later."""


class FileGone(ChannelError):
    """The provider has this file no more, or it is not what it was said to be: it will not come by asking again."""


class Forged(ChannelError):
    """What came in does not carry the provider's signature: nothing of it is read."""


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

    def parse(self, raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Heard]:
        """Raw to values. Never raises on strange input, never writes, never calls the network."""

    def send(self, settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
        """One attempt, one outcome."""

    def look_up(self, settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
        """Was it sent? Sends nothing."""

    def revoke(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
        """End the grant as far as the provider lets us; a sentence saying what is left for the owner to do."""

    def check(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Health:
        """Cheap probe; changes nothing."""


@runtime_checkable
class Brought(Protocol):
    """A channel whose provider brings the news to an address of ours."""

    def begin(self, settings: Mapping[str, Any], secret: Mapping[str, str], address: str) -> None:
        """Tell the provider to bring news to `address` (https), which must answer already. Raises a ChannelError."""

    def handshake(self, asked: Mapping[str, str], secret: Mapping[str, str]) -> str | None:
        """The answer to the provider's question whether the address is ours; None where it is not the provider who asks."""

    def take_in(
        self,
        body: bytes,
        headers: Mapping[str, str],
        settings: Mapping[str, Any],
        secret: Mapping[str, str],
        now: datetime,
    ) -> Sequence[RawEvent]:
        """What was brought, one event for each thing that happened; what is not for this connection is left out.

        headers: by name in small letters. Raises Forged, before anything is read.
        """


@runtime_checkable
class Fetching(Protocol):
    """A channel whose messages only name their files."""

    def fetch(self, settings: Mapping[str, Any], secret: Mapping[str, str], file: NamedFile) -> IncomingAttachment:
        """The file. Raises FileGone, ConnectionRefused, ProviderUnreachable."""


@runtime_checkable
class Templated(Protocol):
    """A channel that takes wordings approved beforehand."""

    def templates(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Sequence[Template]:
        """Those that are approved and that we can fill. Raises a ChannelError."""
