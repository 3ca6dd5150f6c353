"""What Meta brings: checked over the raw bytes before a byte of it is read, then cut into one event for each thing."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlet.channels.contract import Forged, RawEvent

_PREFIX = "sha256="
_OURS = {"messages": ("messages", "statuses"), "smb_message_echoes": ("message_echoes",)}


def handshake(asked: Mapping[str, str], secret: Mapping[str, str]) -> str | None:
    """Meta's question whether the address is ours: the challenge is given back to whoever knows the verify token."""
    token, challenge = secret.get("verify_token", ""), asked.get("hub.challenge", "")
    known = token and hmac.compare_digest(asked.get("hub.verify_token", "").encode(), token.encode())
    if not known or asked.get("hub.mode") != "subscribe" or not 0 < len(challenge) <= 200:
        return None
    return challenge


def check_signature(body: bytes, signature: str, app_secret: str) -> None:
    """HMAC-SHA256 of exactly these bytes under the app secret, compared in constant time. Raises Forged."""
    if not app_secret:
        raise Forged("This connection holds no app secret, so nothing that comes in can be believed.")
    right = _PREFIX + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature.strip().encode(), right.encode()):
        raise Forged("This was not signed by Meta.")


def take_in(
    body: bytes, headers: Mapping[str, str], settings: Mapping[str, Any], secret: Mapping[str, str], now: datetime
) -> Sequence[RawEvent]:
    """One event for each message and each status of this number. What is for another number, or not ours, is left out.

    A delivery that holds one thing is kept byte for byte; of one that holds several, each gets its own piece and its own
    person's card, so that nobody's words lie among another's. Raises Forged.
    """
    check_signature(body, headers.get("x-hub-signature-256", ""), secret.get("app_secret", ""))
    meta = {"received_at": now.isoformat()}
    try:
        brought = json.loads(body)
    except (ValueError, RecursionError):
        brought = None
    if not isinstance(brought, dict):
        # Signed, so it is Meta's: kept, and shown as something that could not be read.
        return [RawEvent(f"digest:{hashlib.sha256(body).hexdigest()}", body, meta)]
    pieces = list(_pieces(brought, str(settings.get("phone_number_id", ""))))
    if len(pieces) == 1 and _things(brought) == 1:
        return [RawEvent(_key(*pieces[0]), body, meta)]
    return [RawEvent(_key(part, piece), json.dumps(piece).encode(), meta) for part, piece in pieces]


def parts_of(value: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name of its list, thing) of everything that a change holds and that is ours to read."""
    for part in ("messages", "statuses", "message_echoes"):
        things = value.get(part)
        for thing in things if isinstance(things, list) else []:
            if isinstance(thing, dict):
                yield part, thing


def changes_of(brought: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(field, value) of every change of every entry, whatever else stands there."""
    if brought.get("object") not in (None, "whatsapp_business_account"):
        return
    entries = brought.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        for change in changes if isinstance(changes, list) else []:
            if isinstance(change, dict) and isinstance(change.get("value"), dict):
                yield str(change.get("field") or ""), change["value"]


def _pieces(brought: Mapping[str, Any], number_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each thing of this number as a delivery of its own, with its list's name."""
    for field, value in changes_of(brought):
        metadata = value.get("metadata")
        where = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
        if not number_id or str(where) != number_id:
            continue
        for part, thing in parts_of(value):
            if part not in _OURS.get(field, ()):
                continue
            alone: dict[str, Any] = {key: value[key] for key in ("messaging_product", "metadata") if key in value}
            alone |= {"contacts": _cards_for(value, thing), part: [thing]}
            yield (
                part,
                {
                    "object": "whatsapp_business_account",
                    "entry": [{"changes": [{"field": field, "value": alone}]}],
                },
            )


def _things(brought: Mapping[str, Any]) -> int:
    """How many things a delivery holds, for whomever."""
    return sum(1 for _, value in changes_of(brought) for _ in parts_of(value))


def _cards_for(value: Mapping[str, Any], thing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The contact cards of the person whom this thing is about."""
    mine = {
        str(thing.get(key))
        for key in ("from", "from_user_id", "to", "recipient_id", "recipient_user_id")
        if thing.get(key)
    }
    cards = value.get("contacts")
    return [
        card
        for card in (cards if isinstance(cards, list) else [])
        if isinstance(card, dict) and ({str(card.get("wa_id")), str(card.get("user_id"))} & mine)
    ]


def _key(part: str, piece: Mapping[str, Any]) -> str:
    """What makes the thing one: a message by its id, a status by message and state. Without an id, its own bytes."""
    [(_, value)] = list(changes_of(piece))
    [(_, thing)] = list(parts_of(value))
    name = str(thing.get("id") or "")
    if not name:
        return f"digest:{hashlib.sha256(json.dumps(thing, sort_keys=True).encode()).hexdigest()}"
    if len(name) > 150:
        name = hashlib.sha256(name.encode()).hexdigest()
    return f"status:{name}:{str(thing.get('status'))[:20]}" if part == "statuses" else f"message:{name}"
