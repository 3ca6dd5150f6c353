"""Bytes of a mail into `Incoming`. Never raises, never writes, never calls anybody: what is wrong with a mail is said in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

from handlet.channels.contract import (
    Direction,
    Handle,
    HandleKind,
    Incoming,
    IncomingAttachment,
    RawEvent,
    Strength,
)
from handlet.channels.imap import bodies, headers, trimming
from handlet.channels.imap.charsets import decode
from handlet.channels.imap.headers import Address
from handlet.kit.html_cleaning import without_invisible

_NOT_A_MAIL = "This could not be read as an e-mail. The original is kept."


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as its bytes have it. Ids without angle brackets; times in UTC; `html` cleaned; see `Incoming`."""

    message_id: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    senders: Sequence[Address] = ()
    reply_to: Sequence[Address] = ()
    to: Sequence[Address] = ()
    copied: Sequence[Address] = ()
    subject: str = ""
    sent_at: datetime | None = None
    received_at: datetime | None = None
    text: str = ""
    reply_text: str = ""
    html: str = ""
    attachments: Sequence[IncomingAttachment] = ()
    automatic: bool = False
    bounce_of: str = ""
    authenticated: bool = False
    doubted: bool = False
    problems: Sequence[str] = ()


def parse(raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Incoming]:
    """One `Incoming` for one raw mail. Uses of `raw.meta`: role, internal_date, collected_at, historical, fresh_after,
    trouble (a sentence of the collector's where the body is not the whole mail)."""
    mail = read_mail(raw.body, trusted_hosts=_trusted(settings))
    meta = raw.meta
    arrived_at = (
        _moment(meta.get("internal_date"))
        or _moment(meta.get("collected_at"))
        or mail.received_at
        or mail.sent_at
        or datetime.fromtimestamp(0, UTC)
    )
    problems = list(mail.problems)
    trouble = str(meta.get("trouble") or "")
    if trouble:
        problems = [trouble, *(one for one in problems if one not in (_EMPTY, _NOT_A_MAIL))]
    external_id = mail.message_id or _synthetic_id(raw)
    if mail.sent_at is not None and mail.sent_at > arrived_at + timedelta(days=1):
        problems.append("The message’s date lies in the future; go by when it arrived.")
    return [
        Incoming(
            external_id=external_id,
            direction=Direction.OUTBOUND if meta.get("role") == "sent" else Direction.INBOUND,
            sender=_sender(mail, external_id),
            recipients=[_handle(one) for one in (*mail.to, *mail.copied) if one.address],
            subject=mail.subject,
            text=mail.text,
            reply_text=mail.reply_text,
            html=mail.html,
            sent_at=mail.sent_at,
            arrived_at=arrived_at,
            attachments=mail.attachments,
            reply_to=_reply_to(mail),
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            references=mail.references,
            automatic=mail.automatic,
            bounce_of=mail.bounce_of,
            historical=_is_historical(meta, mail, arrived_at),
            problems=problems,
            likeness=_likeness(mail),
            doubted=mail.doubted,
        )
    ]


_EMPTY = "The message is empty."


def read_mail(content: bytes, *, trusted_hosts: Sequence[str] = ()) -> Mail:
    """The mail in these bytes; whatever they are, a `Mail` with `problems` comes back."""
    if not content.strip():
        return Mail(problems=[_EMPTY])
    try:
        return _read(content, trusted_hosts)
    except Exception:  # the last net: no single mail may stop a mailbox, and what is lost here is said
        return Mail(text=_as_plain_text(content), problems=[_NOT_A_MAIL])


def _read(content: bytes, trusted_hosts: Sequence[str]) -> Mail:
    content = _without_wrapping(content)
    message = bodies.parse(content)
    if message is None:
        return Mail(text=_as_plain_text(content), problems=[_NOT_A_MAIL])
    body = bodies.read(message)
    problems = list(body.problems)
    if not any(
        headers.raw_values(message, name) for name in ("from", "to", "subject", "date", "message-id", "received")
    ):
        problems.insert(0, _NOT_A_MAIL)
    senders = headers.addresses(message, "from")
    if not senders:
        senders = headers.addresses(message, "sender", "return-path")
        problems.append("The message does not say who wrote it.")
    elif len(headers.raw_values(message, "from")) > 1:
        problems.append("The message names its sender twice, which honest mail does not.")
    sent_at, absurd = headers.date(message)
    if absurd:
        problems.append("The message’s date makes no sense; go by when it arrived.")
    if any(len(value) > 20_000 for _, value in message.raw_items()):
        problems.append("A heading of the message is too long and was cut.")
    text = body.text
    report = _report_of(message, text, senders)
    replies = headers.message_ids(message, "in-reply-to")
    names_one = len(senders) == 1 and len(headers.raw_values(message, "from")) == 1
    domain = senders[0].address.rpartition("@")[2] if senders else ""
    return Mail(
        message_id=next(iter(headers.message_ids(message, "message-id")), ""),
        in_reply_to=replies[0] if replies else "",
        references=headers.message_ids(message, "references"),
        senders=senders,
        reply_to=headers.addresses(message, "reply-to"),
        to=headers.addresses(message, "to"),
        copied=headers.addresses(message, "cc", "bcc"),
        subject=headers.text_value(message, "subject"),
        sent_at=sent_at,
        received_at=headers.received_at(message),
        text=text,
        reply_text=trimming.newly_written(text),
        html="\n".join(page for page in body.pages if page),
        attachments=body.attachments,
        automatic=_is_automatic(message) or report is not None,
        bounce_of=report or "",
        authenticated=names_one and headers.passes_authentication(message, domain, trusted_hosts),
        doubted=names_one and headers.fails_authentication(message, domain),
        problems=problems,
    )


def _without_wrapping(content: bytes) -> bytes:
    """Byte-order marks, empty lines and UTF-16 that programs put round a saved mail."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8")
    return content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _as_plain_text(content: bytes) -> str:
    text = without_invisible(decode(content[:100_000], None)[0])
    unreadable = sum(1 for byte in content[:5000] if byte < 9 or 13 < byte < 32)
    return "" if unreadable > 0.05 * len(content[:5000]) else text


# --- who ------------------------------------------------------------------------------------------------------------


def _sender(mail: Mail, external_id: str) -> Handle | None:
    """The address in From, claimed unless the owner's own provider vouches for it (see docs/channels.md)."""
    if not mail.senders:
        return None
    first = mail.senders[0]
    if not first.address:
        # Only a name: a value of its own, so that two people of one name never become one.
        return Handle(HandleKind.NAME_ONLY, f"unknown:{external_id}", first.name, first.name)
    return _handle(first, Strength.CHECKED if mail.authenticated else Strength.CLAIMED)


def _reply_to(mail: Mail) -> Handle | None:
    """Where an answer goes when that is not the sender; always claimed, because anybody can be named there."""
    usual = {one.address.lower() for one in mail.senders}
    other = next((one for one in mail.reply_to if one.address and one.address.lower() not in usual), None)
    return _handle(other) if other is not None else None


def _handle(address: Address, strength: Strength = Strength.CLAIMED) -> Handle:
    return Handle(HandleKind.EMAIL, address.address.lower(), address.address, address.name, strength)


def _trusted(settings: Mapping[str, Any]) -> Sequence[str]:
    hosts = settings.get("trusted_auth_hosts") or ()
    if isinstance(hosts, str):
        hosts = hosts.replace(",", " ").split()
    return [str(host) for host in hosts]


# --- what kind ------------------------------------------------------------------------------------------------------


def _is_automatic(message: Message) -> bool:
    """Sent by a machine (RFC 3834 and what older programs write). It is still shown: lead sites write by machine too."""
    submitted = headers.text_value(message, "auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if headers.text_value(message, "precedence").lower() in ("auto_reply", "bulk", "junk", "list"):
        return True
    return any(headers.raw_values(message, name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder"))


def _report_of(message: Message, text: str, senders: Sequence[Address]) -> str | None:
    """None where this is no report of a failed delivery; else the Message-ID of the mail that failed, or "" if unnamed.

    A warning that delivery is late, or a notice that it succeeded, fails nothing (RFC 3464, section 2.3.3).
    """
    if bodies.content_type(message) == "multipart/report":
        actions = set(re.findall(r"^\s*action\s*:\s*(\w+)", _status_text(message), flags=re.I | re.M))
        if not _is_delivery_report(message):
            return None
        if actions and "failed" not in {action.lower() for action in actions}:
            return ""
        return _quoted_id(message) or ""
    machine = senders and re.match(r"(mailer-daemon|postmaster|mail-daemon)@|$", senders[0].address, re.I)
    failed = headers.raw_values(message, "x-failed-recipients")
    if failed or (machine and _looks_failed(headers.text_value(message, "subject"), text)):
        return _quoted_id(message) or _id_in_text(text)
    return None


def _is_delivery_report(message: Message) -> bool:
    payload = bodies.payload_of(message)
    children = payload if isinstance(payload, list) else []
    kinds = [bodies.content_type(one) for one in children if isinstance(one, Message)]
    return "message/delivery-status" in kinds or "message/global-delivery-status" in kinds


def _status_text(message: Message) -> str:
    payload = bodies.payload_of(message)
    for child in payload if isinstance(payload, list) else []:
        if isinstance(child, Message) and bodies.content_type(child).endswith("delivery-status"):
            inner = bodies.payload_of(child)
            blocks = inner if isinstance(inner, list) else [child]
            lines = [
                f"{name}: {value}"
                for block in blocks
                if isinstance(block, Message)
                for name, value in block.raw_items()
            ]
            if isinstance(inner, str):
                lines.append(inner)
            return "\n".join(lines)
    return ""


def _quoted_id(message: Message) -> str:
    """The Message-ID of the mail, or of the headers, that a report carries."""
    payload = bodies.payload_of(message)
    for child in payload if isinstance(payload, list) else []:
        if not isinstance(child, Message):
            continue
        kind = bodies.content_type(child)
        if kind in ("message/rfc822", "message/global"):
            inner = bodies.inner_message(child)
        elif kind in ("text/rfc822-headers", "message/global-headers"):
            inner = bodies.parse(bodies.content_of(child, bodies.Body()))
        else:
            continue
        if inner is not None and (ids := headers.message_ids(inner, "message-id")):
            return ids[0]
    return ""


def _looks_failed(subject: str, text: str) -> bool:
    words = (subject + "\n" + text[:3000]).lower()
    return any(
        phrase in words
        for phrase in (
            "undeliver",
            "delivery status notification (failure)",
            "delivery failed",
            "delivery failure",
            "delivery has failed",
            "returned to sender",
            "returned mail",
            "failure notice",
            "could not be delivered",
            "couldn't be delivered",
            "wasn't able to deliver",
            "permanent error",
        )
    )


def _id_in_text(text: str) -> str:
    found = re.search(r"^[>\s]*message-id:\s*<([^<>\s]+)>", text, flags=re.I | re.M)
    return found.group(1) if found else ""


# --- which one ------------------------------------------------------------------------------------------------------


def _synthetic_id(raw: RawEvent) -> str:
    """An id for a mail that has none, from its bytes: the same mail found again gets the same one."""
    return "sha256:" + hashlib.sha256(raw.body or raw.provider_event_id.encode()).hexdigest()


def _likeness(mail: Mail) -> str:
    """A digest of what the sender wrote, without what relays add: two mails with one id and two likenesses are two mails."""
    digest = hashlib.sha256()
    senders = " ".join(one.address.lower() for one in mail.senders)
    sent = mail.sent_at.isoformat() if mail.sent_at else ""
    for piece in (senders, sent, mail.subject, " ".join(mail.text.split())):
        digest.update(piece.encode("utf-8", "replace") + b"\x00")
    for attachment in mail.attachments:
        digest.update(hashlib.sha256(attachment.content).digest())
    return digest.hexdigest()


def _is_historical(meta: Mapping[str, Any], mail: Mail, arrived_at: datetime) -> bool:
    """Found in a first import or after the mailbox was numbered anew. In the second case, what was both written and
    delivered after the newest mail known before is news all the same."""
    if not meta.get("historical"):
        return False
    fresh_after = _moment(meta.get("fresh_after"))
    if fresh_after is None or mail.sent_at is None:
        return True
    return not (arrived_at > fresh_after and mail.sent_at > fresh_after)


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    try:
        moment = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
