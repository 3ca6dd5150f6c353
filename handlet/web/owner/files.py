"""What a message carries: its cleaned HTML in a frame of its own, its files as downloads, its photos made small."""

from __future__ import annotations

import io
import struct
import threading
import uuid

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from PIL import Image, ImageOps

from handlet.inbox import access, filing
from handlet.inbox.models import Attachment
from handlet.kit.blobs import BlobMissing
from handlet.kit.sealing import KeyGone
from handlet.web.request import Asked, for_members

SMALL = (640, 640)
# The library reads some forty kinds, with readers that nobody looks after and one that starts another program.
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# Decoding a hostile picture must not eat the machine: 50 million points is more than any phone takes.
MOST_POINTS = 50_000_000
# A JPEG is read at the smallest size that is enough. Others are read whole, 4 bytes a point and twice over, and a page shows as
# many as somebody liked to send: so fewer points, and two at a time in one process.
MOST_POINTS_WHOLE = 25_000_000
# What Pillow says of a broken file depends on where it is broken.
_BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, EOFError, struct.error, Image.DecompressionBombError,
)  # fmt: skip
_AT_A_TIME = threading.BoundedSemaphore(2)
FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_safe
@for_members
@xframe_options_sameorigin
def html(request: Asked, message: uuid.UUID) -> HttpResponse:
    """Cleaned mail HTML, to stand in a sandboxed frame: no script, no form, nothing loaded from anywhere."""
    found = access.message(request.member, message)
    if not found.html:
        raise Http404
    response = HttpResponse(
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Message</title>'
        f"<body>{found.html}</body></html>"
    )
    response["Content-Security-Policy"] = FRAME_POLICY
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@for_members
def attachment(request: Asked, attachment: uuid.UUID) -> HttpResponse:
    """Always a download, whatever its type: nothing a stranger sent is opened on our address."""
    found = access.attachment(request.member, attachment)
    response = HttpResponse(_content(found), content_type="application/octet-stream")
    disposition = content_disposition_header(True, found.name or "file")
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_members
def small(request: Asked, attachment: uuid.UUID) -> HttpResponse:
    """A photo, decoded and written anew: no location, no hidden content, a few kilobytes."""
    found = access.attachment(request.member, attachment)
    try:
        with _AT_A_TIME:
            out = _made_small(_content(found))
    except _BROKEN as error:
        raise Http404 from error
    response = HttpResponse(out, content_type="image/webp")
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _made_small(content: bytes) -> bytes:
    """The picture in WEBP, decoded and drawn anew. Raises whatever Pillow raises, and ValueError where it is too large."""
    picture = Image.open(io.BytesIO(content), formats=PICTURES)
    if picture.width * picture.height > (MOST_POINTS if picture.format == "JPEG" else MOST_POINTS_WHOLE):
        raise ValueError("too many points")
    picture.draft("RGB", (SMALL[0] * 2, SMALL[1] * 2))
    if picture.mode not in ("1", "P"):
        # Before it is turned and copied; with a palette it would lose its shades.
        picture.thumbnail((SMALL[0] * 2, SMALL[1] * 2))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(SMALL)
    out = io.BytesIO()
    upright.save(out, "WEBP", quality=78)
    return out.getvalue()


def _content(found: Attachment) -> bytes:
    try:
        return filing.content_of(found)
    except (BlobMissing, KeyGone) as error:
        raise Http404 from error
