"""One event of Meta's to values. Never raises, whatever the bytes; a kind nobody knows yet becomes a message that says so."""

from __future__ import annotations

import base64
import contextlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from handlet.channels.contract import (
    Direction,
    Handle,
    HandleChange,
    HandleKind,
    Heard,
    Incoming,
    NamedFile,
    RawEvent,
    Reached,
    Receipt,
    Strength,
)
from handlet.channels.whatsapp import refusals
from handlet.channels.whatsapp.hooks import MOST_THINGS, changes_of, parts_of, things
from handlet.kit.html_cleaning import without_invisible

_LONGEST_TEXT = 65_536
_NUMBER = re.compile(r"\+?[0-9]{5,20}\Z")
# GB.1349…, and GB.ENT.1349… for linked businesses; by Meta's page on business-scoped user ids.
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}\Z")
_LOOK = "Open WhatsApp on your phone to see it."
_FILES = {"image": "photo", "video": "video", "audio": "audio", "document": "document", "sticker": "sticker"}
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "application/pdf": "pdf",
    "text/plain": "txt",
}


def parse(raw: RawEvent, settings: Mapping[str, Any]) -> Sequence[Heard]:
    """What one event says. Empty where nothing of it can be read: then the event itself is kept and shown."""
    arrived_at = _moment(raw.meta.get("received_at")) or datetime.fromtimestamp(0, UTC)
    try:
        brought = json.loads(raw.body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(brought, dict) or things(brought) > MOST_THINGS:
        return []
    found: list[Heard] = []
    for _, value in changes_of(brought):
        for part, thing in parts_of(value):
            heard = _READERS[part](value, thing, arrived_at, settings)
            if heard is not None:
                found.append(heard)
    return found


def _status(value: Mapping[str, Any], thing: Mapping[str, Any], arrived_at: datetime, settings: Any) -> Heard | None:
    try:
        reached = Reached({"played": "read"}.get(str(thing.get("status")), str(thing.get("status"))))
    except ValueError:
        # A state that nobody knows yet says nothing that can be acted on; it has happened, so it is no failure of reading.
        reached = None
    code = _first_code(thing.get("errors"))
    return Receipt(
        message_id=str(thing.get("biz_opaque_callback_data") or "")[:512],
        external_id=str(thing.get("id") or ""),
        reached=reached,
        at=_seconds(thing.get("timestamp"), arrived_at),
        sentence=refusals.sentence_of(code) if reached is Reached.FAILED else "",
        alone=code == refusals.WANTS_NOTHING,
    )


def _echo(value: Mapping[str, Any], thing: Mapping[str, Any], arrived_at: datetime, settings: Any) -> Heard | None:
    """What the owner wrote on the phone."""
    to = _handles(thing.get("to"), thing.get("to_user_id"), "")
    return _incoming(thing, arrived_at, Direction.OUTBOUND, sender=None, recipients=to, also=())


def _message(
    value: Mapping[str, Any], thing: Mapping[str, Any], arrived_at: datetime, settings: Mapping[str, Any]
) -> Heard | None:
    if thing.get("group_id") or value.get("group_id"):
        # A group is no customer; the event is kept and shown as what could not be read.
        return None
    card = _card(value, thing)
    profile = card.get("profile")
    name = _line(profile.get("name") if isinstance(profile, dict) else "")[:120]
    handles = _handles(thing.get("from") or card.get("wa_id"), thing.get("from_user_id") or card.get("user_id"), name)
    if thing.get("type") == "system":
        changed = _changed(thing, handles)
        if changed is not None:
            return changed
    sender, also = (handles[0], handles[1:]) if handles else (None, ())
    return _incoming(thing, arrived_at, Direction.INBOUND, sender=sender, recipients=(), also=also)


_READERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any], datetime, Mapping[str, Any]], Heard | None]] = {
    "messages": _message,
    "statuses": _status,
    "message_echoes": _echo,
}


def _incoming(
    thing: Mapping[str, Any],
    arrived_at: datetime,
    direction: Direction,
    *,
    sender: Handle | None,
    recipients: Sequence[Handle],
    also: Sequence[Handle],
) -> Incoming:
    problems: list[str] = []
    kind = str(thing.get("type") or "")
    text, files, automatic = _content(kind, thing, problems)
    if direction is Direction.INBOUND and sender is None:
        problems.append("WhatsApp does not say who wrote this.")
    sent_at = _seconds(thing.get("timestamp"), arrived_at)
    return Incoming(
        external_id=str(thing.get("id") or f"unnamed:{arrived_at.isoformat()}:{kind}"),
        direction=direction,
        sender=sender,
        recipients=recipients,
        subject="",
        text=text,
        reply_text=text,
        html="",
        sent_at=sent_at,
        arrived_at=arrived_at,
        also=also,
        files=files,
        answers=_answered(kind, thing),
        automatic=automatic,
        problems=problems,
    )


def _content(kind: str, thing: Mapping[str, Any], problems: list[str]) -> tuple[str, Sequence[NamedFile], bool]:
    """(text, files, whether nobody typed it)."""
    body = thing.get(kind)
    said: Mapping[str, Any] = body if isinstance(body, dict) else {}
    if thing.get("errors") or kind == "unsupported":
        problems.append(f"They sent something that WhatsApp does not pass on to us. {_LOOK}")
        return "", (), False
    if kind == "text":
        return _text(said.get("body")), (), False
    if kind in _FILES:
        file = _file(kind, said, problems)
        return _text(said.get("caption")), (file,) if file is not None else (), False
    if kind == "location":
        return _place(said), (), False
    if kind == "contacts":
        return _people(thing.get("contacts")), (), False
    if kind == "reaction":
        emoji = _line(said.get("emoji"))[:40]
        # Taking a reaction back asks for no reply.
        return (emoji, (), False) if emoji else ("Took a reaction back.", (), True)
    if kind == "button":
        return _text(said.get("text")), (), False
    if kind == "interactive":
        chosen = said.get(str(said.get("type") or ""))
        chosen = chosen if isinstance(chosen, dict) else {}
        words = [_line(chosen.get(key)) for key in ("title", "description", "body")]
        return "\n".join(word for word in words if word), (), False
    if kind == "system":
        return _text(said.get("body")), (), True
    if kind == "edit":
        inner = said.get("message")
        inner = inner if isinstance(inner, dict) else {}
        changed = str(inner.get("type") or "")
        text, files, _ = _content("" if changed == "edit" else changed, inner, problems)
        problems.append("They changed an earlier message; this is how it reads now.")
        return text, files, False
    if kind == "revoke":
        problems.append("They took an earlier message back.")
        return "", (), True
    problems.append(
        f"They sent something of a kind that Handlet does not know yet ({_line(kind)[:30] or 'no kind'}). {_LOOK}"
    )
    return "", (), False


def _file(kind: str, said: Mapping[str, Any], problems: list[str]) -> NamedFile | None:
    ref = str(said.get("id") or "")
    if not (ref.isascii() and ref.isalnum() and len(ref) <= 80):
        problems.append(f"They sent a {_FILES[kind]} that WhatsApp does not let us fetch. {_LOOK}")
        return None
    content_type = str(said.get("mime_type") or "").split(";")[0].strip().lower()
    if not re.fullmatch(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}", content_type):
        content_type = "application/octet-stream"
    name = _file_name(said.get("filename")) or f"{'voice-note' if said.get('voice') else _FILES[kind]}"
    if "." not in name and content_type in _ENDINGS:
        name = f"{name}.{_ENDINGS[content_type]}"
    return NamedFile(ref, name, content_type, _digest(said.get("sha256")))


def _digest(given: Any) -> str:
    """Meta writes it in base64 in some places and in hexadecimal in others."""
    value = str(given or "").strip()
    if re.fullmatch(r"[0-9a-fA-F]{64}", value):
        return value.lower()
    if re.fullmatch(r"[A-Za-z0-9+/_-]{43}=?", value):
        return base64.b64decode(value.replace("-", "+").replace("_", "/").rstrip("=") + "=").hex()
    return ""


def _file_name(given: Any) -> str:
    name = _line(given).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[<>:\"|?*]", "_", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= 150 else f"{stem[:130]}.{ending[:10]}" if dot else name[:150]


def _place(said: Mapping[str, Any]) -> str:
    words = [_line(said.get("name"))[:200], _line(said.get("address"))[:300]]
    with contextlib.suppress(KeyError, TypeError, ValueError, OverflowError):
        words.append(f"({float(said['latitude']):.5f}, {float(said['longitude']):.5f})")
    return "A place on the map: " + ", ".join(dict.fromkeys(word for word in words if word))


def _people(given: Any) -> str:
    lines = []
    for card in given[:20] if isinstance(given, list) else []:
        if not isinstance(card, dict):
            continue
        name = card.get("name")
        words = [_line(name.get("formatted_name")) if isinstance(name, dict) else ""]
        for part, key in (("phones", "phone"), ("emails", "email")):
            rows = card.get(part)
            words += [
                _line(row.get(key)) for row in (rows if isinstance(rows, list) else [])[:5] if isinstance(row, dict)
            ]
        lines.append(", ".join(word[:200] for word in words if word))
    return "\n".join(["A contact card:", *[line for line in lines if line]])


def _answered(kind: str, thing: Mapping[str, Any]) -> str:
    context, said = thing.get("context"), thing.get(kind)
    if kind in ("reaction", "edit", "revoke") and isinstance(said, dict):
        return str(said.get("message_id") or said.get("original_message_id") or "")
    if isinstance(context, dict) and not context.get("forwarded"):
        return str(context.get("id") or "")
    return ""


def _changed(thing: Mapping[str, Any], old: Sequence[Handle]) -> HandleChange | None:
    """A system message about a new number or a new id. It carries no contact card."""
    said = thing.get("system")
    said = said if isinstance(said, dict) else {}
    if said.get("type") not in ("user_changed_number", "customer_changed_number", "user_changed_user_id"):
        return None
    new = _handles(said.get("wa_id") or said.get("new_wa_id"), said.get("user_id"), "")
    return HandleChange(old, new) if old and new else None


def _card(value: Mapping[str, Any], thing: Mapping[str, Any]) -> Mapping[str, Any]:
    """The contact card of the sender; the only one counts even where its ids are left out."""
    given = value.get("contacts")
    cards = [card for card in given if isinstance(card, dict)] if isinstance(given, list) else []
    mine = {str(thing.get("from")), str(thing.get("from_user_id"))} - {"None"}
    for card in cards:
        if {str(card.get("wa_id")), str(card.get("user_id"))} & mine:
            return card
    return cards[0] if len(cards) == 1 and not mine else {}


def _handles(number: Any, user_id: Any, name: str) -> Sequence[Handle]:
    """The telephone number first, because it is what people know; then the id that only this business's portfolio has.

    A number's place may hold an id, and the other way round.
    """
    found: dict[HandleKind, Handle] = {}
    for given in (number, user_id):
        value = str(given or "").strip()
        if _NUMBER.match(value):
            plain = f"+{value.lstrip('+')}"
            found.setdefault(HandleKind.PHONE, Handle(HandleKind.PHONE, plain, plain, name, Strength.STRONG))
        elif _USER_ID.match(value):
            shown = name or "WhatsApp"
            found.setdefault(
                HandleKind.WHATSAPP_ID, Handle(HandleKind.WHATSAPP_ID, value, shown, name, Strength.STRONG)
            )
    return [found[kind] for kind in (HandleKind.PHONE, HandleKind.WHATSAPP_ID) if kind in found]


def _first_code(errors: Any) -> int:
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict) and isinstance(error.get("code"), int):
            return int(error["code"])
    return -1


def _seconds(given: Any, arrived_at: datetime) -> datetime | None:
    """Meta's seconds since 1970, written as text; None where they are missing or absurd."""
    text = str(given or "")
    if not (text.isascii() and text.isdigit() and len(text) <= 11):
        return None
    try:
        moment = datetime.fromtimestamp(int(text), UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return moment if moment <= arrived_at + timedelta(minutes=10) else None


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(given: Any) -> str:
    return without_invisible(str(given)[:_LONGEST_TEXT]).strip() if isinstance(given, str) else ""


def _line(given: Any) -> str:
    return " ".join(without_invisible(given[:1000]).split()) if isinstance(given, str) else ""
