"""The public enquiry form: sent once however often it is posted, nothing dropped, closed means closed."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.models import Connection
from handlet.drafting import proposing
from handlet.inbox import queries, raw_events
from handlet.inbox.models import Attachment, Conversation, Message, RawEvent
from handlet.inbox.tests.test_receiving import CONSENT
from tests.cast import NOW
from tests.pages.client import PageClient


@pytest.fixture
def form(asha: Membership) -> str:
    """Asha's form, open; its path."""
    with acting_for(asha.business_id, asha.user_id):
        connecting.connect(by=asha, kind="form", label="Enquiry form", settings={}, secret={}, consent=CONSENT, now=NOW)
        return f"/e/{asha.business.slug}"


def nonce_of(client: PageClient, form: str) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', client.get(form).content.decode())
    assert found
    return found.group(1)


def read_all(member: Membership) -> None:
    with acting_for(member.business_id):
        waiting = list(RawEvent.objects.filter(state="stored").values_list("id", flat=True))
    for id in waiting:
        raw_events.read(business_id=member.business_id, event_id=id, now=NOW)


def test_an_enquiry_with_a_photo_lands_in_the_inbox(asha: Membership, form: str) -> None:
    client = PageClient()
    photo = SimpleUploadedFile("tap.jpg", b"\xff\xd8\xff picture", content_type="image/jpeg")
    answers = {
        "nonce": nonce_of(client, form),
        "text": "My tap drips",
        "contact": "jo@example.org",
        "name": "Jo",
        "photos": photo,
    }
    response = client.post(form, answers)
    assert response.status_code == 200
    assert "it has arrived" in response.content.decode()
    read_all(asha)
    with acting_for(asha.business_id):
        message = Message.objects.get()
        assert "My tap drips" in message.text
        assert message.conversation.customer.name == "Jo"
        assert Attachment.objects.get().name == "tap.jpg"


def test_what_was_filled_in_is_not_asked_for_again(asha: Membership, pages: PageClient, form: str) -> None:
    client = PageClient()
    answers = {
        "nonce": nonce_of(client, form), "text": "Could you fit a kitchen tap that I have bought?", "name": "Jo Marsh",
        "contact": "07700 900321", "postcode": "SK4 2AB", "when": "Thursday",
    }  # fmt: skip
    client.post(form, answers)
    read_all(asha)
    with acting_for(asha.business_id):
        found = Conversation.objects.get()
        # A test types faster than people do, which counts against it.
        Conversation.objects.update(is_spam=False)
    proposing.propose_for(business_id=asha.business_id, conversation_id=found.id, now=NOW)
    page = pages.get(f"/conversations/{found.id}").content.decode()
    assert "Postcode: SK4 2AB" in page
    assert "what’s the postcode" not in page.lower()
    assert "Earlier words quoted here" not in page


def test_a_double_post_is_one_enquiry_and_the_same_receipt(asha: Membership, form: str) -> None:
    client = PageClient()
    answers = {"nonce": nonce_of(client, form), "text": "My tap drips", "contact": "07700 900123"}
    first, second = client.post(form, answers), client.post(form, answers)
    assert first.content == second.content
    read_all(asha)
    with acting_for(asha.business_id):
        assert Message.objects.count() == 1


def test_what_a_robot_fills_is_set_aside_and_kept(asha: Membership, form: str) -> None:
    client = PageClient()
    answers = {
        "nonce": nonce_of(client, form),
        "text": "buy",
        "contact": "x@example.org",
        "website": "http://spam.example",
    }
    assert client.post(form, answers).status_code == 200
    read_all(asha)
    with acting_for(asha.business_id):
        assert Conversation.objects.count() == 1
        assert not queries.inbox().needs_you
        assert len(queries.set_aside()) == 1


@pytest.mark.parametrize("nonce", ["", "nonsense", "a:b:c"])
def test_an_altered_page_is_asked_again_and_keeps_what_was_typed(asha: Membership, form: str, nonce: str) -> None:
    response = PageClient().post(form, {"nonce": nonce, "text": "My tap drips badly", "contact": "jo@example.org"})
    assert response.status_code == 422
    assert "My tap drips badly" in response.content.decode()
    with acting_for(asha.business_id):
        assert not RawEvent.objects.exists()


def test_a_closed_form_says_so_and_an_unknown_one_is_nothing(asha: Membership, form: str) -> None:
    with acting_for(asha.business_id, asha.user_id):
        connecting.revoke(connection=Connection.objects.get(kind="form"), reason="test", now=NOW)
    assert PageClient().get(form).status_code == 410
    assert PageClient().get(f"{form}x").status_code == 404


def test_the_form_may_stand_in_a_frame_and_nothing_else_may(asha: Membership, form: str) -> None:
    client = PageClient()
    assert "frame-ancestors *" in client.get(form)["Content-Security-Policy"]
    assert "X-Frame-Options" not in client.get(form)
    other = client.get("/accounts/login/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


def test_why_does_this_business_have_my_details(asha: Membership, form: str) -> None:
    assert PageClient().get(f"{form}/why").status_code == 200


def test_another_host_in_the_request_is_refused(db: None) -> None:
    """A reset link is built from the host that was asked: a forged one must not be answered."""
    assert PageClient().get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


def test_who_may_be_in_danger_is_rung_with_one_tap(asha: Membership, pages: PageClient, form: str) -> None:
    stranger = PageClient()
    answers = {"nonce": nonce_of(stranger, form), "text": "There is a smell of gas", "contact": "07700 900456"}
    stranger.post(form, answers)
    read_all(asha)
    with acting_for(asha.business_id):
        found = Conversation.objects.get()
    conversation = f"/conversations/{found.id}"
    assert 'href="tel:07700900456"' in pages.get(conversation).content.decode()
    assert "Ring 07700 900456" not in pages.get("/inbox").content.decode()
    with acting_for(asha.business_id):
        # A test types faster than people do, which counts against it.
        Conversation.objects.update(is_emergency=True, is_spam=False)
    for path in ("/inbox", conversation):
        page = pages.get(path).content.decode()
        assert 'href="tel:07700900456"' in page
        assert "Ring 07700 900456" in page
        assert "Enjoy your tea" not in page
        assert "Nothing here yet" not in page
    with acting_for(asha.business_id):
        # Who writes in somebody’s name writes their own number.
        Conversation.objects.update(is_emergency=False, headline="phishing")
    assert "Ring 07700 900456" not in pages.get(conversation).content.decode()


def test_a_request_about_data_waits_to_be_opened_and_finds_its_person_by_their_number(
    asha: Membership, pages: PageClient, form: str
) -> None:
    stranger = PageClient()
    stranger.post(form, {"nonce": nonce_of(stranger, form), "text": "My tap drips", "contact": "07700 900456"})
    read_all(asha)
    with acting_for(asha.business_id):
        customer = Conversation.objects.get().customer_id
        Conversation.objects.update(is_rights_request=True, is_spam=False)
    assert "seems to ask about their data" in pages.get("/privacy-centre").content.decode()
    asked = pages.get(f"/privacy-centre/cases?customer={customer}").content.decode()
    assert 'value="+447700900456"' in asked
    opened = pages.post(
        "/privacy-centre/cases", {"kind": "access", "customer": "07700 900 456", "received_on": "2026-11-23"}
    )
    assert opened.status_code == 302
    assert "seems to ask about their data" not in pages.get("/privacy-centre").content.decode()


def test_a_row_of_the_inbox_leaves_the_greeting_out(asha: Membership, pages: PageClient, form: str) -> None:
    client = PageClient()
    typed = {"text": "Hi Asha, could you fit a kitchen tap?", "contact": "07700 900321", "name": "Jo Marsh"}
    client.post(form, {"nonce": nonce_of(client, form), **typed})
    read_all(asha)
    with acting_for(asha.business_id):
        # A test types faster than people do, which counts against it.
        Conversation.objects.update(is_spam=False)
    inbox = pages.get("/inbox").content.decode()
    assert "Could you fit a kitchen tap?" in inbox
    assert "Hi Asha" not in inbox
