"""One stylesheet for every page, joined from small files: a page needs one request for its whole look.

The address carries a digest of the text, so that a browser may keep it for a year and still never sees an old one.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

FOLDER = Path(__file__).resolve().parents[1] / "static" / "handlet" / "css"
LAYERS = ("reset", "tokens", "base", "layout", "components", "screens", "print")
_A_YEAR = 60 * 60 * 24 * 365


def parts() -> list[Path]:
    """The files in the order of their layers; within components and screens by name, since order may not matter there."""
    files: list[Path] = []
    for layer in LAYERS:
        single = FOLDER / f"{layer}.css"
        files += [single] if single.exists() else sorted((FOLDER / layer).glob("*.css"))
    return files


@lru_cache(maxsize=1)
def text() -> str:
    """The joined stylesheet. Read once a process: files change only with a new version of the program."""
    return "\n".join([f"@layer {', '.join(LAYERS)};", *(part.read_text(encoding="utf-8") for part in parts())])


@lru_cache(maxsize=1)
def digest() -> str:
    """The first 16 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text().encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def packed() -> bytes:
    """The text gzipped: a fifth of the size, on a slow line the difference between one second and several."""
    return gzip.compress(text().encode(), mtime=0)


def address() -> str:
    return reverse("stylesheet", args=[digest()])


@require_safe
def serve(request: HttpRequest, digest_asked: str) -> HttpResponse:
    """The stylesheet under its digest; another digest is a 404, never other text under a year-long promise."""
    if digest_asked != digest():
        raise Http404
    small = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed() if small else text(), content_type="text/css; charset=utf-8")
    response["Vary"] = "Accept-Encoding"
    if small:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
