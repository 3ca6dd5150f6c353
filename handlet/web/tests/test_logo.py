"""The logo: what is uploaded is made anew, shown to the customer, and kept apart from other businesses."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from handlet.accounts import logos
from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.kit import blobs
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.quoting.tests.papers import logo_file
from tests.cast import NOW
from tests.pages.client import PageClient

ADDRESS = "/settings/logo"


def given(content: bytes, name: str = "logo.png") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


def shown(pages: PageClient) -> bytes:
    """The picture on the page; empty where there is none."""
    found = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", pages.get(ADDRESS).content.decode())
    return base64.b64decode(found[1]) if found else b""


def with_words(words: str) -> bytes:
    """A picture that carries words nobody sees, as phones and drawing programs add them."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", words)
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#1f5d6b").save(out, "PNG", pnginfo=told)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG that says it is 60,000 points wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_it_is_chosen_seen_and_taken_off(asha: Membership, pages: PageClient) -> None:
    assert shown(pages) == b""
    assert pages.post(ADDRESS, given(logo_file())).status_code == 302
    first = shown(pages)
    with Image.open(io.BytesIO(first)) as picture:
        assert picture.format == "PNG"
        assert picture.width <= logos.LARGEST[0]
    assert pages.post(ADDRESS, given(logo_file(300, 300))).status_code == 302
    assert shown(pages) != first
    assert pages.post(ADDRESS, {"remove": "yes"}).status_code == 302
    assert shown(pages) == b""
    with acting_for(asha.business_id, asha.user_id):
        assert BusinessProfile.objects.get().logo_blob is None


def test_it_leaves_with_the_copy_of_the_account_and_goes_with_the_account(
    asha: Membership, pages: PageClient, django_capture_on_commit_callbacks: Any
) -> None:
    pages.post(ADDRESS, given(logo_file()))
    seen = shown(pages)
    subject = Subject("business", asha.business_id, asha.business_id)
    with acting_for(asha.business_id, asha.user_id):
        package = cases.package_of(subject, NOW)
        kept = BusinessProfile.objects.get().logo_blob
        assert kept is not None
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            assert archive.read("logo.png") == seen
            assert hashlib.sha256(seen).hexdigest() in archive.read("manifest.json").decode()
        assert blobs.exists(kept)
        with django_capture_on_commit_callbacks(execute=True):
            cases.erase_business(subject=subject, by=asha, now=NOW)
    # The bytes themselves are gone, not only the row that names them.
    assert not blobs.exists(kept)


def test_what_else_the_file_held_is_not_kept(pages: PageClient) -> None:
    content = with_words("taken at 53.8008, -1.5491")
    assert b"53.8008" in content
    assert pages.post(ADDRESS, given(content + b"<script>alert(1)</script>")).status_code == 302
    kept = shown(pages)
    assert kept
    assert b"53.8008" not in kept
    assert b"<script>" not in kept


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture that we can read"),
        (b"%PDF-1.7 and so on", "not a picture that we can read"),
        (b"\x89PNG\r\n\x1a\n broken", "not a picture that we can read"),
        (with_words("x")[:60] + b"\0" * 8 + with_words("x")[60:], "not a picture that we can read"),
        (bomb(), "too many points"),
        (bytes(logos.MOST_BYTES + 1), "larger than 5 MB"),
    ],
    ids=["drawing with a script", "paper", "broken", "broken inside", "bomb", "too large"],
)
def test_what_is_no_picture_is_refused_with_what_to_do(pages: PageClient, content: bytes, sentence: str) -> None:
    answer = pages.post(ADDRESS, given(content))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert shown(pages) == b""


def test_nothing_chosen_is_said_at_the_field(pages: PageClient) -> None:
    assert pages.post(ADDRESS, {}).status_code == 422


def test_another_business_sees_its_own(asha: Membership, cleo: Membership, pages: PageClient) -> None:
    pages.post(ADDRESS, given(logo_file()))
    hers = PageClient()
    hers.force_login(cleo.user)
    assert shown(hers) == b""
