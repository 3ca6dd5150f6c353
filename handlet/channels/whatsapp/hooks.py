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
# What a card that goes with several things is cut to, in letters; no id and no name of Meta's is as long.
_LONGEST_ID, _LONGEST_NAME = 200, 1000
_PEOPLE = ("from", "from_user_id", "to", "recipient_id", "recipient_user_id")
# Meta puts up to a thousand updates into one delivery. What holds more is kept whole, as something that could not be read.
MOST_THINGS = 2000
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
    person's card, so that nobody's words lie among another's. What several share (the number, a card) is cut to what reading
    needs, so that the pieces together are hardly longer than the delivery. Raises Forged.
    """
    check_signature(body, headers.get("x-hub-signature-256", ""), secret.get("app_secret", ""))
    meta = {"received_at": now.isoformat()}
    try:
        brought = json.loads(body)
        if isinstance(brought, dict) and things(brought) <= MOST_THINGS:
            return _events(brought, body, meta, str(settings.get("phone_number_id", "")))
    except (ValueError, RecursionError):
        pass
    # Signed, so it is Meta's: kept, and shown as something that could not be read.
    return [RawEvent(f"digest:{hashlib.sha256(body).hexdigest()}", body, meta)]


def _events(brought: Mapping[str, Any], body: bytes, meta: Mapping[str, Any], number_id: str) -> Sequence[RawEvent]:
    """Raises RecursionError where something is nested too deep to be written down again."""
    pieces = list(_pieces(brought, number_id))
    if len(pieces) == 1 and things(brought) == 1:
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
        shared: dict[str, Any] = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number_id}}
        if value.get("group_id"):
            shared["group_id"] = "a group"
        cards = _cards_by_id(value)
        for part, thing in parts_of(value):
            if part not in _OURS.get(field, ()):
                continue
            alone = {**shared, "contacts": _cards_for(cards, thing), part: [thing]}
            yield (
                part,
                {
                    "object": "whatsapp_business_account",
                    "entry": [{"changes": [{"field": field, "value": alone}]}],
                },
            )


def things(brought: Mapping[str, Any]) -> int:
    """How many things a delivery holds, for whomever."""
    return sum(1 for _, value in changes_of(brought) for _ in parts_of(value))


def _cards_by_id(value: Mapping[str, Any]) -> Mapping[str, dict[str, Any]]:
    """The first contact card of each id, cut to the ids and the name."""
    found: dict[str, dict[str, Any]] = {}
    cards = value.get("contacts")
    for card in cards if isinstance(cards, list) else []:
        if not isinstance(card, dict):
            continue
        ids = {key: str(card[key])[:_LONGEST_ID] for key in ("wa_id", "user_id") if card.get(key)}
        profile = card.get("profile")
        name = profile.get("name") if isinstance(profile, dict) else None
        short = {**ids, "profile": {"name": name[:_LONGEST_NAME]}} if isinstance(name, str) else ids
        for id in ids.values():
            found.setdefault(id, short)
    return found


def _cards_for(cards: Mapping[str, dict[str, Any]], thing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The contact card of the person whom this thing is about, first by number and then by id."""
    mine = [str(thing.get(key))[:_LONGEST_ID] for key in _PEOPLE if thing.get(key)]
    return next(([cards[id]] for id in mine if id in cards), [])


def _key(part: str, piece: Mapping[str, Any]) -> str:
    """What makes the thing one: a message by its id, a status by message and state. Without an id, its own bytes."""
    [(_, value)] = list(changes_of(piece))
    [(_, thing)] = list(parts_of(value))
    name = str(thing.get("id") or "")
    if not name:
        return f"digest:{hashlib.sha256(json.dumps(thing, sort_keys=True).encode()).hexdigest()}"
    status = str(thing.get("status"))
    name, status = (one if len(one) <= 150 and one.isprintable() else _digest(one) for one in (name, status[:20]))
    return f"status:{name}:{status[:20]}" if part == "statuses" else f"message:{name}"


def _digest(text: str) -> str:
    """SHA-256 in hexadecimal of any text, also of halves of letters, which JSON may hold and no encoding."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
