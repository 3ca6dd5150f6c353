"""One message out. A file is handed over first; only the last step can leave us not knowing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlet.channels.contract import (
    Handle,
    HandleKind,
    Outgoing,
    OutgoingAttachment,
    PermanentFailure,
    SendOutcome,
    Sent,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.whatsapp import refusals, templates
from handlet.channels.whatsapp.graph import Graph, NoAnswer, NotReached, Refused

# Cloud API, messages: text bodies, and captions of files.
MOST_TEXT = 4096
MOST_CAPTION = 1024
LARGEST_FILE = 100_000_000
_UPLOAD_SECONDS = 90.0
_LATER = "WhatsApp could not be reached."


def send(settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing) -> SendOutcome:
    """One attempt, one outcome; one message, so that what arrives is all of it or nothing.

    Every status that Meta reports afterwards carries our own id, which is how an answer that was lost is found out.
    """
    if len(message.to) != 1:
        return PermanentFailure("A WhatsApp message goes to one person.")
    refusal = _too_much(message)
    if refusal:
        return PermanentFailure(refusal)
    number = str(settings.get("phone_number_id", ""))
    try:
        content = _content(number, secret, message)
    except Refused as error:
        outcome = refusals.outcome_of(error.refusal)
        # Nothing has gone to anybody yet.
        return TemporaryFailure(outcome.reason) if isinstance(outcome, UnknownOutcome) else outcome
    except (NoAnswer, NotReached):
        return TemporaryFailure(_LATER)
    body = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_to(message.to[0]),
        **content,
        "biz_opaque_callback_data": message.message_id,
    }
    try:
        answer = Graph(secret.get("token", "")).post(f"{number}/messages", body)
    except Refused as error:
        return refusals.outcome_of(error.refusal)
    except NotReached:
        return TemporaryFailure(_LATER)
    except NoAnswer:
        return UnknownOutcome("WhatsApp gave no answer.")
    name = _id_of(answer)
    return Sent(name) if name else UnknownOutcome("WhatsApp’s answer does not say that it took the message.")


def _too_much(message: Outgoing) -> str:
    if message.template is not None and message.attachments:
        return "A template of words carries no file."
    if len(message.attachments) > 1:
        return "WhatsApp takes one file with a message."
    most = MOST_CAPTION if message.attachments else MOST_TEXT
    if message.template is None and len(message.text) > most:
        return f"This is {len(message.text):,} characters long, and WhatsApp takes {most:,}."
    return ""


def _content(number: str, secret: Mapping[str, str], message: Outgoing) -> dict[str, Any]:
    if message.template is not None:
        return {"type": "template", "template": templates.body_of(message.template)}
    if not message.attachments:
        return {"type": "text", "text": {"body": message.text, "preview_url": False}}
    file = message.attachments[0]
    document = {"id": _upload(number, secret, file), "filename": file.name}
    if message.text:
        document["caption"] = message.text
    return {"type": "document", "document": document}


def _upload(number: str, secret: Mapping[str, str], file: OutgoingAttachment) -> str:
    fields = {"messaging_product": "whatsapp", "type": file.content_type}
    graph = Graph(secret.get("token", ""), seconds=_UPLOAD_SECONDS)
    answer = graph.upload(f"{number}/media", fields, file.name, file.content_type, file.content)
    name = answer.get("id")
    if not isinstance(name, str | int) or not str(name):
        raise NoAnswer
    return str(name)


def _to(handle: Handle) -> dict[str, str]:
    """By number where there is one; else by the id that only this business's portfolio has."""
    if handle.kind is HandleKind.PHONE:
        return {"to": handle.value.lstrip("+")}
    return {"recipient": handle.value}


def _id_of(answer: Mapping[str, Any]) -> str:
    messages = answer.get("messages")
    first = messages[0] if isinstance(messages, list) and messages else None
    return str(first.get("id") or "") if isinstance(first, dict) else ""
