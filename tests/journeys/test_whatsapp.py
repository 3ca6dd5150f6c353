"""The main job by WhatsApp: a message in, a priced quote out as a PDF, accepted by its link; and a day later by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.test import Client

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.models import Connection, ConnectionSecret
from handlet.drafting import approval
from handlet.drafting.models import Approval, Draft
from handlet.inbox.models import Attachment, Conversation, Message, RawEvent
from handlet.privacy import ledger
from handlet.quoting.models import Acceptance, QuoteVersion
from handlet.web.tests.test_offer import fields_of
from tests.journeys.test_road import business_with_prices
from tests.pages.client import PageClient
from tests.peers.meta import Hook, Meta, Person
from tests.working import work_off

DEV = Person()
TAP = "Hi, can you fit a kitchen tap for me? I've already bought the tap. LS27 8RT. Thanks, Dev"
READY = {
    "name": "quote_ready",
    "language": "en_GB",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {"type": "BODY", "text": "Hello {{1}}, your quote from Rowan Plumbing is ready. You can read it here: {{2}}"}
    ],
}


class Road:
    """Asha with a price list, her WhatsApp number connected on the page as she would do it."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self.member: Membership = business_with_prices()
        self.pages = PageClient()
        self.pages.force_login(self.member.user)
        self.stranger = Client()
        meta.call = self.reach

    def reach(self, method: str, address: str, query: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        answer = Client().generic(
            method, urlsplit(address).path, body, QUERY_STRING="&".join(f"{k}={v}" for k, v in query.items())
        )
        return answer.status_code, answer.content

    def connect(self, **typed: str) -> Any:
        found = {**self.meta.settings, **self.meta.secret, "agreed": "on", **typed}
        fields = ("phone_number_id", "account_id", "token", "app_secret", "agreed")
        return self.pages.post("/channels/whatsapp", {name: found[name] for name in fields if found[name]})

    def acting(self) -> Any:
        return acting_for(self.member.business_id, self.member.user_id)

    @property
    def connection(self) -> Connection:
        with self.acting():
            return Connection.objects.get(kind="whatsapp")

    def bring(self, hook: Hook, to: str = "") -> int:
        """Meta delivers to our address; the worker does what is due."""
        path = to or f"/hooks/whatsapp/{self.connection.pk}"
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in hook.headers.items()}
        answer = Client().generic("POST", path, hook.body, content_type="application/json", **headers)
        work_off()
        return answer.status_code

    def conversation(self) -> Conversation:
        with self.acting():
            return Conversation.objects.select_related("customer").get()

    def page(self) -> str:
        return str(self.pages.get(f"/conversations/{self.conversation().pk}").content.decode())

    def draft(self) -> Draft:
        with self.acting():
            found = approval.open_draft(self.conversation())
            assert found is not None
            return found


@pytest.fixture
def road(committed: None, meta: Meta, settings: Any) -> Iterator[Road]:
    settings.HANDLET_PUBLIC_URL = "https://handlet.example"
    settings.ALLOWED_HOSTS = [*configured.ALLOWED_HOSTS, "testserver"]
    made = Road(meta)
    assert made.connect().status_code == 302
    return made  # type: ignore[return-value]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_a_whatsapp_message_in_a_priced_quote_accepted(road: Road) -> None:
    assert road.meta.subscribed == {road.meta.app_id: f"https://handlet.example/hooks/whatsapp/{road.connection.pk}"}
    assert road.bring(road.meta.say(DEV, content=TAP)) == 200
    page = road.page()
    assert "You can write freely here until" in page
    assert "as a PDF, with these words under it" in page
    assert "Subject:" not in page
    draft = road.draft()
    assert "£108.00" in draft.text
    posted = {
        "text": f"{draft.text}\n\nSee you soon",
        "newest": hidden(page, "newest"),
        "digest": hidden(page, "digest"),
    }
    assert road.pages.post(f"/drafts/{draft.pk}/approval", posted).status_code == 302
    work_off()

    [arrived] = road.meta.arrived
    assert arrived.person == DEV
    assert arrived.words == posted["text"]
    assert arrived.file is not None
    assert arrived.file[0].endswith(".pdf")
    assert arrived.file[1].startswith(b"%PDF-")
    for state in ("read", "delivered", "sent"):
        road.bring(road.meta.status_of(arrived, state))
    with road.acting():
        ours = Message.objects.get(direction="out")
        assert (ours.delivery, ours.subject) == ("read", "")
        assert Approval.objects.get().by == road.member
        assert not RawEvent.objects.exclude(blob=None).exists()

    [token] = re.findall(r"/q/([\w-]+)", arrived.words)
    check = road.stranger.get(f"/q/{token}/accept")
    answer = road.stranger.post(f"/q/{token}/accept", {**fields_of(check), "name": "Dev Patel"}, follow=True)
    assert "agreed" in answer.content.decode()
    work_off()
    with road.acting():
        assert QuoteVersion.objects.get().state == "accepted"
        assert Acceptance.objects.get().name == "Dev Patel"
    confirmation = road.meta.arrived[1:]
    assert re.match(r"This confirms that Dev Patel .*accepted quote 1001", confirmation[0].words)
    assert [one.file is not None for one in confirmation][-1]


def test_a_day_later_the_quote_goes_by_an_approved_template_with_its_link(road: Road) -> None:
    road.meta.templates.append(READY)
    long_ago = 30 * 60 * 60
    assert road.bring(road.meta.say(DEV, content=TAP, ago=long_ago)) == 200
    page = road.page()
    draft = road.draft()
    assert "You can no longer write freely here" in page
    assert "Choose a template" in page
    posted = {"text": draft.text, "newest": hidden(page, "newest"), "digest": hidden(page, "digest")}
    refused = road.pages.post(f"/drafts/{draft.pk}/approval", posted)
    assert refused.status_code == 409
    with road.acting():
        assert QuoteVersion.objects.get().state == "draft"

    where = f"/drafts/{draft.pk}/template"
    assert "Hello {{1}}" in road.pages.get(where).content.decode()
    filling = road.pages.get(where, {"use": "quote_ready:en_GB"}).content.decode()
    link = hidden(filling, "blank_2")
    assert re.fullmatch(r"https://handlet\.example/q/[\w-]+", link)
    fields = {"use": "quote_ready:en_GB", "blank_1": "Dev", "blank_2": link}
    fields |= {name: hidden(filling, name) for name in ("digest", "newest")}
    shown = road.pages.post(where, fields).content.decode()
    words = f"Hello Dev, your quote from Rowan Plumbing is ready. You can read it here: {link}"
    assert words in shown
    assert road.meta.arrived == []
    read = hidden(shown, "send") if 'name="send" value' in shown else ""
    # Another name than was read: it is shown again and does not go.
    again = road.pages.post(where, {**fields, "blank_1": "Deva", "send": read})
    assert "Hello Deva" in again.content.decode()
    assert road.pages.post(where, {**fields, "send": read}).status_code == 302
    work_off()
    [arrived] = road.meta.arrived
    assert (arrived.kind, arrived.words, arrived.file) == ("template", words, None)
    assert road.stranger.get(urlsplit(link).path).status_code == 200
    assert words in road.page()


def test_nothing_free_leaves_the_house_once_the_day_is_over(road: Road) -> None:
    road.bring(road.meta.say(DEV, content=TAP))
    draft = road.draft()
    with road.acting():
        message = approval.approve(
            draft=draft, by=road.member, text=draft.text, shown=approval.shown_of(draft), now=draft.made_at
        )
        Message.objects.filter(direction="in").update(sent_at=draft.made_at.replace(year=draft.made_at.year - 1))
    work_off()
    assert road.meta.asked("messages") == []
    with road.acting():
        message.refresh_from_db()
        assert (message.delivery, "approved template" in message.delivery_note) == ("failed", True)


def test_an_answer_that_was_lost_is_found_out_by_the_status_and_nothing_goes_twice(road: Road) -> None:
    from tests.peers.meta import Fault

    road.bring(road.meta.say(DEV, content=TAP))
    road.meta.fail("messages", Fault(how="drop", after=True))
    draft = road.draft()
    with road.acting():
        message = approval.approve(
            draft=draft, by=road.member, text=draft.text, shown=approval.shown_of(draft), now=draft.made_at
        )
    work_off()
    with road.acting():
        assert Message.objects.get(pk=message.pk).delivery == "unknown"
    road.bring(road.meta.status_of(road.meta.arrived[0], "delivered"))
    with road.acting():
        assert Message.objects.get(pk=message.pk).delivery == "delivered"
    work_off()
    assert len(road.meta.arrived) == 1


def test_a_photo_a_thumbs_up_and_a_quoted_reply_stand_in_the_conversation(road: Road) -> None:
    jpeg = b"\xff\xd8\xff\xe0 a tap"
    road.bring(road.meta.say(DEV, content=TAP))
    road.bring(road.meta.say(DEV, "image", road.meta.photo(jpeg, caption="It looks like this")))
    draft = road.draft()
    with road.acting():
        approval.approve(
            draft=draft, by=road.member, text=draft.text, shown=approval.shown_of(draft), now=draft.made_at
        )
    work_off()
    [arrived] = road.meta.arrived
    road.bring(road.meta.say(DEV, "reaction", {"message_id": arrived.name, "emoji": "👍"}))
    page = road.page()
    assert "👍" in page
    assert "To “" in page
    with road.acting():
        photo = Attachment.objects.get(message__direction="in")
        assert (photo.name, photo.content_type) == ("photo.jpg", "image/jpeg")
    assert road.pages.get(f"/attachments/{photo.pk}").status_code == 200


def test_after_disconnecting_meta_brings_nothing_and_the_token_is_gone(road: Road) -> None:
    before, consent = road.connection, road.connection.consent_id
    assert road.pages.get(f"/channels/{before.pk}/disconnect").status_code == 200
    assert road.pages.post(f"/channels/{before.pk}/disconnect").status_code == 302
    assert road.meta.subscribed == {}
    with road.acting():
        assert not ConnectionSecret.objects.exists()
        assert consent is not None
        assert not ledger.is_active(consent)
    assert "Remove the system user’s access token" in road.pages.get("/channels").content.decode()
    # A late delivery is taken, so that it is not repeated for days, and not looked at.
    assert road.bring(road.meta.say(DEV)) == 200
    with road.acting():
        assert not RawEvent.objects.exists()
        assert not Message.objects.exists()


def test_what_is_brought_while_the_token_is_dead_is_not_lost(road: Road) -> None:
    road.meta.token = "EAA another one now"
    from handlet.inbox import checking

    checking.check(
        business_id=road.member.business_id, connection_id=road.connection.pk, now=road.connection.created_at
    )
    assert road.connection.state == "reconnect_needed"
    assert "Connect again" in road.pages.get("/channels").content.decode()
    assert road.bring(road.meta.say(DEV, content="Are you there?")) == 200
    assert "Are you there?" in road.page()
    again = {**road.meta.settings, **road.meta.secret, "agreed": "on"}
    fields = ("phone_number_id", "account_id", "token", "app_secret", "agreed")
    answer = road.pages.post(f"/channels/{road.connection.pk}/reconnect", {name: again[name] for name in fields})
    assert answer.status_code == 302
    assert road.connection.state == "live"
