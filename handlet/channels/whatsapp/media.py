"""Files of messages: fetched with the token from Meta's own hosts, and checked for size, digest and what they really are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from handlet.channels.contract import FileGone, IncomingAttachment, NamedFile, ProviderUnreachable
from handlet.channels.whatsapp import refusals
from handlet.channels.whatsapp.graph import Graph, NoAnswer, NotReached, Refused
from handlet.kit import egress

# What Meta itself lets a customer send, by kind (Cloud API, supported media types); documents up to 100 MB.
LARGEST = {"image": 5 * 1024 * 1024, "audio": 16 * 1024 * 1024, "video": 16 * 1024 * 1024}
LARGEST_OTHER = 100 * 1024 * 1024
_UNKNOWN = "application/octet-stream"
_GONE = "WhatsApp no longer has a file that they sent. Ask them to send it again."
_STARTS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
    (b"GIF8", 0, "image/gif"),
    (b"%PDF-", 0, "application/pdf"),
    (b"OggS", 0, "audio/ogg"),
    (b"ID3", 0, "audio/mpeg"),
    (b"#!AMR", 0, "audio/amr"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"MZ", 0, "application/x-msdownload"),
)
# Names under which one and the same beginning goes.
_SAME = {
    "application/zip": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
_NEEDS_PROOF = ("image/", "application/pdf")


def fetch(settings: Mapping[str, Any], secret: Mapping[str, str], file: NamedFile) -> IncomingAttachment:
    """Raises FileGone, ConnectionRefused, ProviderUnreachable."""
    graph = Graph(secret.get("token", ""), seconds=60)
    try:
        said = graph.get(file.ref, phone_number_id=str(settings.get("phone_number_id", "")))
        most = LARGEST.get(file.content_type.split("/")[0], LARGEST_OTHER)
        if _size(said.get("file_size")) > most:
            raise FileGone("They sent a file that is too large to keep. Open WhatsApp on your phone to see it.")
        content = graph.download(str(said.get("url") or ""), most=most)
    except Refused as error:
        if error.refusal.code in (100, 33, 131052, 131053) or error.refusal.status in (404, 410):
            raise FileGone(_GONE) from error
        raise refusals.error_of(error.refusal) from error
    except egress.EgressRefused as error:
        raise FileGone("WhatsApp named an address for a file that is not its own, so it was not fetched.") from error
    except (NoAnswer, NotReached) as error:
        raise ProviderUnreachable("WhatsApp did not hand out a file. Handlet tries again by itself.") from error
    if content is None:
        raise FileGone("They sent a file that is too large to keep. Open WhatsApp on your phone to see it.")
    if file.digest and hashlib.sha256(content).hexdigest() != file.digest:
        raise FileGone("A file that they sent arrived damaged. Ask them to send it again.")
    return IncomingAttachment(file.name, true_type(file.content_type, content), content)


def true_type(said: str, content: bytes) -> str:
    """What the content is. A picture or a PDF that does not begin like one is no picture and no PDF, whatever was said."""
    found = next((kind for start, at, kind in _STARTS if content[at : at + len(start)] == start), "")
    if found:
        return said if said in _SAME.get(found, ()) else found
    return _UNKNOWN if said.startswith(_NEEDS_PROOF) else said


def _size(given: Any) -> int:
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
