"""The business's own public enquiry form. It receives only: answers go by the channel the customer named."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from handlet.channels.contract import (
    Batch,
    Capabilities,
    Direction,
    Handle,
    HandleKind,
    Health,
    Incoming,
    IncomingAttachment,
    LookUp,
    Outgoing,
    PermanentFailure,
    RawEvent,
    SendOutcome,
)
from handlet.kit.html_cleaning import without_invisible
from handlet.kit.phones import e164

_EMAIL = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+\.[^\s<>()\[\],;:\"@]+\Z")
_LONGEST_TEXT = 20_000
_ASKED = (("postcode", "Postcode"), ("when", "When"))


class FormChannel:
    """The adapter; see `contract.Channel`.

    A raw event's body is JSON of what was typed: text, contact, name, postcode, when, and files, each with name, type
    and content in base64. Its meta: received_at (ISO 8601), suspect (the trap field was filled, or it came too fast).
    """

    kind = "form"
    title = "Enquiry form"
    capabilities = Capabilities(
        can_send=False,
        can_backfill=False,
        has_receipts=False,
        tells_deletion=False,
        needs_public_address=True,
        max_text=0,
        max_attachment=0,
        collects=False,
    )

    def prove(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> None:
        """There is nobody to sign in to."""

    def collect(
        self, settings: Mapping[str, Any], secret: Mapping[str, str], cursor: Mapping[str, Any], now: datetime
    ) -> Iterator[Batch]:
        """What is posted comes by itself; there is nothing to fetch."""
        return iter(())

    def parse(self, raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Incoming]:
        arrived_at = _moment(raw.meta.get("received_at"))
        problems: list[str] = []
        try:
            posted = json.loads(raw.body)
            if not isinstance(posted, dict):
                raise ValueError
        except (ValueError, UnicodeDecodeError, RecursionError):
            posted = {}
            problems.append("What was typed into the form could not be read. The original is kept.")
        text = _typed(posted, "text", keep_lines=True)
        asked = [f"{title}: {value}" for key, title in _ASKED if (value := _typed(posted, key)[:200])]
        contact = _typed(posted, "contact")[:254]
        sender = _sender(contact, _typed(posted, "name")[:120], raw.provider_event_id)
        if sender is None or sender.kind is HandleKind.NAME_ONLY:
            problems.append("The enquiry names no email address or telephone number that can be answered.")
            if contact:
                asked.append(f"Contact: {contact}")
        # Postcode and day are as newly written as the rest: who has filled them in must not be asked for them again.
        whole = "\n".join([text, "", *asked] if asked else [text]).strip("\n")
        return [
            Incoming(
                external_id=raw.provider_event_id,
                direction=Direction.INBOUND,
                sender=sender,
                recipients=(),
                subject="",
                text=whole,
                reply_text=whole,
                html="",
                sent_at=arrived_at,
                arrived_at=arrived_at,
                attachments=_files(posted.get("files"), problems),
                problems=problems,
                suspect=bool(raw.meta.get("suspect")),
            )
        ]

    def send(self, settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
        return PermanentFailure("A form cannot answer. Reply by email or telephone.")

    def look_up(self, settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
        return LookUp.NOT_SENT

    def revoke(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> str:
        return "Take the form’s link off your website and your cards."

    def check(self, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Health:
        return Health(alive=True)


def _typed(posted: Mapping[str, Any], key: str, *, keep_lines: bool = False) -> str:
    value = posted.get(key)
    if not isinstance(value, str):
        return ""
    text = without_invisible(value[:_LONGEST_TEXT])
    return text.strip() if keep_lines else " ".join(text.split())


def _sender(contact: str, name: str, event_id: str) -> Handle | None:
    """Whoever the form says; always claimed, because anybody can type anything."""
    if _EMAIL.match(contact):
        return Handle(HandleKind.EMAIL, contact.lower(), contact, name)
    number = e164(contact)
    if number is not None:
        return Handle(HandleKind.PHONE, number, contact, name)
    return Handle(HandleKind.NAME_ONLY, f"unknown:{event_id}", name, name) if name else None


def _files(files: Any, problems: list[str]) -> Sequence[IncomingAttachment]:
    found: list[IncomingAttachment] = []
    for file in files if isinstance(files, list) else []:
        try:
            content = base64.b64decode(str(file["content"]), validate=True)
            name = _file_name(str(file.get("name") or ""), len(found) + 1)
            kind = str(file.get("type") or "").lower()
        except (KeyError, TypeError, AttributeError, ValueError, binascii.Error):
            problems.append("A file sent with the enquiry could not be read.")
            continue
        known = re.fullmatch(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}", kind)
        found.append(IncomingAttachment(name, kind if known else "application/octet-stream", content))
    return found


def _file_name(name: str, number: int) -> str:
    name = " ".join(without_invisible(name).replace("\\", "/").rsplit("/", 1)[-1].split())
    name = re.sub(r"[<>:\"|?*]", "_", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > 150:
        name = f"{stem[:130]}.{ending[:10]}" if dot else name[:150]
    return name or f"file-{number}"


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
