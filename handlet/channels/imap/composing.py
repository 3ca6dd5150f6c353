"""An approved message as the bytes of a mail. Every value goes into a header on one line; none can open another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from handlet.channels.contract import Handle, HandleKind, Outgoing
from handlet.channels.imap.bodies import safe_name
from handlet.channels.imap.headers import one_line

_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:\"@\x00-\x1f\x7f]+@[^\s<>()\[\]\\,;:\"@\x00-\x1f\x7f]+\Z")
# Longer chains are cut in the middle by convention: the first and the newest tell a mail program the most.
_MOST_REFERENCES = 20
_RULES = policy.SMTP.clone(max_line_length=76, cte_type="7bit")


class CannotCompose(Exception):
    """The message has no address mail can go to, or none it can come from. `str(error)` is for the owner."""


def compose(message: Outgoing) -> bytes:
    """The mail with CRLF line ends, ASCII throughout. Raises CannotCompose."""
    lines = [
        ("From", _mailbox(message.sender_name, wire_address(message.sender_address))),
        ("To", _addresses(message.to)),
        ("Subject", _text(message.subject)),
        *([("Date", format_datetime(message.date.astimezone(UTC)))] if message.date is not None else []),
        ("Message-ID", f"<{_id(message.message_id)}>"),
    ]
    if message.in_reply_to:
        lines.append(("In-Reply-To", f"<{_id(message.in_reply_to)}>"))
    references = [_id(one) for one in message.references if _id(one)]
    if len(references) > _MOST_REFERENCES:
        references = [references[0], *references[1 - _MOST_REFERENCES :]]
    if references:
        lines.append(("References", "\r\n ".join(f"<{one}>" for one in references)))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return head.encode("ascii") + _content(message)


def recipients(message: Outgoing) -> list[str]:
    """Addresses for the envelope, each once. Raises CannotCompose."""
    found = [wire_address(handle.value) for handle in message.to if handle.kind is HandleKind.EMAIL]
    if not found:
        raise CannotCompose("This customer has no email address.")
    return list(dict.fromkeys(found))


def wire_address(address: str) -> str:
    """The address as servers take it, an international domain in its ASCII form. Raises CannotCompose."""
    address = address.strip()
    if not _ADDRESS.match(address):
        raise CannotCompose(f"“{one_line(address)[:80]}” is not an email address.")
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        local.encode("ascii")
    except UnicodeError as error:
        raise CannotCompose(f"“{one_line(address)[:80]}” has letters that mail servers do not carry.") from error
    return f"{local}@{ascii_domain}"


def _addresses(handles: Sequence[Handle]) -> str:
    shown = [_mailbox(handle.name, wire_address(handle.value)) for handle in handles if handle.kind is HandleKind.EMAIL]
    if not shown:
        raise CannotCompose("This customer has no email address.")
    return ",\r\n ".join(shown)


def _mailbox(name: str, address: str) -> str:
    name = one_line(name)[:120].strip()
    # A name that looks like an address is left out: it would be taken for one.
    if not name or "@" in name:
        return address
    if name.isascii():
        quoted = name.replace("\\", "").replace('"', "")
        return f'"{quoted}" <{address}>' if quoted.strip() else address
    return f"{Header(name, 'utf-8', maxlinelen=60).encode(linesep=chr(13) + chr(10))}\r\n <{address}>"


def _text(value: str) -> str:
    value = one_line(value)[:500]
    # Words alone longer than a line may be, and words that look encoded, are encoded too.
    if value.isascii() and "=?" not in value and all(len(word) < 60 for word in value.split()):
        return _folded(value)
    return str(Header(value, "utf-8", maxlinelen=70).encode(linesep="\r\n"))


def _folded(value: str) -> str:
    lines = [""]
    for word in value.split():
        if lines[-1] and len(lines[-1]) + len(word) > 60:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\r\n ".join(lines)


def _id(value: str) -> str:
    return re.sub(r"[^\x21-\x7e]|[<>]", "", value)[:900]


def _content(message: Outgoing) -> bytes:
    content = EmailMessage(policy=_RULES)
    text = message.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    text = text.encode("utf-8", "replace").decode("utf-8")
    content.set_content(text, subtype="plain", charset="utf-8", cte="quoted-printable")
    for attachment in message.attachments:
        kind = attachment.content_type.lower()
        if not re.fullmatch(r"(application|image|audio|video|text|font|model)/[a-z0-9][a-z0-9!#$&^_.+-]*", kind):
            kind = "application/octet-stream"
        main, _, sub = kind.partition("/")
        content.add_attachment(attachment.content, maintype=main, subtype=sub, filename=safe_name(attachment.name))
    if "MIME-Version" not in content:
        content["MIME-Version"] = "1.0"
    return content.as_bytes()
