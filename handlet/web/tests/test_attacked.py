"""Somebody at a phone that was left open, at somebody’s sign-up, or with a picture that is none."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone
from lxml import html as parser  # type: ignore[import-untyped]
from PIL import Image

from handlet.accounts.models import ApiToken, Business, Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import IncomingAttachment
from handlet.customers.models import Customer
from handlet.drafting.models import Draft
from handlet.drafting.tests.shop import Shop
from handlet.inbox import outbox
from handlet.inbox.models import Attachment, Message
from handlet.quoting.models import QuoteVersion
from handlet.web.middleware import counted
from handlet.web.tests.test_business_settings import signed_in
from tests.pages.client import PageClient

GAS = "I can smell gas strongly in the kitchen, what do I do?"
DANGEROUS: dict[str, tuple[str, dict[str, Any]]] = {
    "a key for programs": ("/settings/security", {"label": "Mine"}),
    "everything in one file": ("/privacy-centre/export", {}),
    "the end of the account": ("/settings/delete-account", {"name": "Rowan Plumbing", "when": "now"}),
}


@pytest.mark.parametrize(("path", "typed"), DANGEROUS.values(), ids=DANGEROUS)
def test_what_cannot_be_taken_back_waits_for_a_fresh_sign_in(
    path: str, typed: dict[str, Any], asha: Membership, pages: PageClient
) -> None:
    signed_in(pages, asha, minutes_ago=11)
    assert pages.get(path).status_code == 200
    answer = pages.post(path, typed)
    assert answer.status_code == 302
    assert "reauthenticate" in answer.url
    with acting_for(asha.business_id, asha.user_id):
        assert Business.objects.filter(pk=asha.business_id).exists()
        assert not ApiToken.objects.exists()
    signed_in(pages, asha, minutes_ago=1)
    assert pages.post(path, typed).status_code == 200


def test_no_page_of_somebody_signed_in_is_kept_by_their_browser(asha: Membership, pages: PageClient) -> None:
    for path in ("/inbox", "/prices", "/quotes", "/settings/profile", "/privacy-centre"):
        assert pages.get(path)["Cache-Control"] == "private, no-store"


def test_an_address_that_has_an_account_takes_the_time_of_a_new_one(
    asha: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing the password is what takes the time; it is counted, because clocks differ."""
    hashed: list[str] = []
    encode = hashers.ScryptPasswordHasher.encode

    def counted(self: hashers.ScryptPasswordHasher, *arguments: Any, **named: Any) -> str:
        hashed.append("once")
        return encode(self, *arguments, **named)

    monkeypatch.setattr(hashers.ScryptPasswordHasher, "encode", counted)
    times = []
    for email in ("asha@rowan.example", "nobody@rowan.example"):
        hashed.clear()
        typed = {"email": email, "password1": "a long enough pass phrase", "name": "Eve"}
        assert Client().post("/accounts/signup/", typed).status_code == 302
        times.append(len(hashed))
    assert times[0] == times[1] > 0


def fields_of(page: Any, action: str) -> dict[str, Any]:
    """What the form with this action would post."""
    [form] = parser.document_fromstring(page.content.decode()).xpath(f"//form[@action='{action}']")
    return {field.get("name"): field.get("value", "") for field in form.xpath(".//input")}


@pytest.fixture
def shop(asha: Membership) -> Shop:
    return Shop(asha, timezone.now() - timedelta(minutes=5))


def test_the_safety_button_sends_the_fixed_words_and_never_what_was_half_typed(shop: Shop, pages: PageClient) -> None:
    draft = shop.draft("Dev Patel", GAS)
    assert draft.action == "draft_safety"
    path = f"/conversations/{draft.conversation_id}"
    page = pages.get(path)
    button = f"{path}/safety"
    assert button in page.content.decode()
    pages.post(f"/drafts/{draft.pk}/text", {"text": "Just light a match and"})
    refused = pages.post(button, fields_of(page, button))
    assert refused.status_code == 409
    with shop.acting():
        assert not Message.objects.filter(direction="out").exists()
    assert button not in pages.get(path).content.decode()


def test_the_safety_button_sends_what_stands_above_it(shop: Shop, pages: PageClient) -> None:
    draft = shop.draft("Dev Patel", GAS)
    path = f"/conversations/{draft.conversation_id}"
    button = f"{path}/safety"
    assert pages.post(button, fields_of(pages.get(path), button)).status_code == 302
    with shop.acting():
        assert Message.objects.get(direction="out").text == Draft.objects.get(pk=draft.pk).proposed_text.strip()


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "PPM", "SGI"])
def test_only_pictures_that_phones_take_are_opened(kind: str, shop: Shop, pages: PageClient) -> None:
    """Other kinds have readers that nobody looks after; that of EPS starts another program."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(drawn, kind)
    shop.writes("Dev Patel", attachments=[IncomingAttachment("photo.jpg", "image/jpeg", drawn.getvalue())])
    with shop.acting():
        found = Attachment.objects.get()
    assert pages.get(f"/attachments/{found.pk}/small").status_code == 404


def drawn(kind: str, size: tuple[int, int], **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def broken_exif() -> bytes:
    """Turned on its side, says a table of facts whose offsets lead nowhere."""
    facts = (
        b"Exif\0\0MM\0*\0\0\0\x08\0\x03\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x87\x69\0\x04\0\0\0\x01\xff\xff\xff\xff\x88"
    )
    return drawn("JPEG", (64, 32), exif=facts)


@pytest.mark.parametrize(
    ("photo", "shows"),
    [
        (lambda: drawn("PNG", (6000, 6000)), False),
        (lambda: drawn("GIF", (6000, 6000)), False),
        (lambda: drawn("PNG", (3000, 3000)), True),
        (lambda: drawn("JPEG", (7000, 7000)), True),
        (lambda: drawn("JPEG", (7200, 7200)), False),
        (lambda: drawn("PNG", (40, 40))[:-30], None),
        (broken_exif, None),
    ],
    ids=["large PNG", "large GIF", "PNG", "large JPEG", "larger JPEG", "cut off", "broken facts"],
)
def test_a_photo_from_a_stranger_eats_no_memory_and_breaks_no_page(
    photo: Callable[[], bytes], shows: bool | None, shop: Shop, pages: PageClient
) -> None:
    """A few kilobytes can stand for a gigabyte, and a page asks for as many photos at once as were sent."""
    shop.writes("Dev Patel", attachments=[IncomingAttachment("photo.jpg", "image/jpeg", photo())])
    with shop.acting():
        found = Attachment.objects.get()
    answer = pages.get(f"/attachments/{found.pk}/small")
    assert answer.status_code in ((200, 404) if shows is None else (200,) if shows else (404,))
    if answer.status_code == 200:
        assert max(Image.open(io.BytesIO(answer.content)).size) <= 640


def test_limits_count_a_connection_and_not_each_of_its_addresses() -> None:
    assert counted("2001:db8:1:2::1") == counted("2001:db8:1:2:ffff::9") != counted("2001:db8:1:3::1")
    assert counted("::ffff:192.0.2.7") == counted("192.0.2.7") != counted("192.0.2.8")


def test_a_reply_that_waits_goes_to_nobody_who_has_objected_meanwhile(shop: Shop) -> None:
    message = shop.send(shop.draft("Dev Patel"))
    with shop.acting():
        Customer.objects.update(restricted=True)
    assert leaves(message) == (False, "cancelled")


def test_only_what_was_approved_leaves(shop: Shop) -> None:
    message = shop.send(shop.draft("Dev Patel"))
    with shop.acting():
        changed = Message.objects.get(pk=message.pk)
        changed.envelope = {"to": [{"kind": "email", "value": "thief@example.org", "shown": "thief@example.org"}]}
        changed.save()
    assert leaves(message) == (False, "cancelled")


def test_a_reply_whose_quote_was_withdrawn_meanwhile_stays(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    message = shop.send(draft)
    with shop.acting():
        QuoteVersion.objects.filter(pk=shop.version(draft).pk).update(state="withdrawn")
    assert leaves(message) == (False, "cancelled")


def test_an_approved_reply_leaves(shop: Shop) -> None:
    message = shop.send(shop.draft("Dev Patel"))
    assert leaves(message) == (True, "sending")


def leaves(message: Message) -> tuple[bool, str]:
    """Whether it is claimed for sending when its pause is over, and what it is then."""
    assert message.due_at is not None
    taken = outbox._claim(message.business_id, message.pk, message.due_at + timedelta(seconds=1))
    with acting_for(message.business_id):
        return taken is not None, Message.objects.get(pk=message.pk).delivery
