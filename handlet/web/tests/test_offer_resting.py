"""A link that nobody has used for a fortnight asks who is there, and neither guesses nor strangers get in or lock anybody out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import Handle, HandleKind
from handlet.channels.models import Connection
from handlet.customers import resolving
from handlet.customers.models import ContactPoint
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.quoting import links
from handlet.quoting.models import QuoteVersion
from handlet.web.tests.test_offer import Offer, fields_of, said_yes, sent_by, state
from tests.pages.client import PageClient

ADDRESS = "dev.patel@example.org"
TAILS = ("", "/accept", "/quote.pdf", "/cancel", "/early", "?options=chosen")


@pytest.fixture
def offer(asha: Membership) -> Offer:
    """A quote to Dev, who can be written to."""
    version, path = sent_by(asha)
    with acting_for(asha.business_id, asha.user_id):
        mailbox_of(asha)
        ContactPoint.objects.create(
            business_id=asha.business_id,
            customer=version.quote.customer,
            key_id=version.quote.key_id,
            kind="email",
            value=ADDRESS,
            created_at=timezone.now(),
        )
    return version, path


class Clock:
    """Django's clock, so many days and minutes ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.real = timezone.now

    def later(self, *, days: int = 0, minutes: int = 0) -> None:
        self.ahead += timedelta(days=days, minutes=minutes)

    def now(self) -> datetime:
        return self.real() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made.now)
    return made


@pytest.fixture
def rested(offer: Offer, clock: Clock) -> Offer:
    clock.later(days=15)
    return offer


@pytest.fixture
def at_the_desk(asha: Membership) -> PageClient:
    client = PageClient()
    client.force_login(asha.user)
    return client


def way_in(version: QuoteVersion) -> str:
    """The path in the newest message that brings one."""
    with acting_for(version.business_id):
        texts = [row.text or "" for row in Message.objects.filter(direction="out").order_by("-id")]
    found = re.search(r"https?://[^/\s]+(/q/\S+/again\?pass=\S+)", next(text for text in texts if "/again" in text))
    assert found is not None
    return found[1]


def passes(version: QuoteVersion) -> int:
    with acting_for(version.business_id):
        return sum("/again?pass=" in (row.text or "") for row in Message.objects.filter(direction="out"))


def opened(client: PageClient, version: QuoteVersion) -> Any:
    """What the customer does with the message: opens its address and presses the button there."""
    answer = client.get(way_in(version))
    assert answer.status_code == 200
    return client.post(way_in(version).partition("?")[0], fields_of(answer), follow=True)


def test_a_link_that_was_neither_sent_nor_used_for_a_fortnight_shows_nothing_of_the_quote(
    offer: Offer, clock: Clock
) -> None:
    version, path = offer
    clock.later(days=13)
    assert PageClient().get(path).status_code == 200
    clock.later(days=2)
    for tail in TAILS:
        answer = PageClient().get(path + tail)
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "Is it you?" in page
        assert "no-store" in answer["Cache-Control"]
        for told in ("216", "tap", "Dev Patel", ADDRESS, version.quote.label):
            assert told not in page
        assert "<script" not in page
    # Why the business has their details is no secret, and asks for nothing.
    assert PageClient().get(f"{path}/why").status_code == 200


def test_a_fresh_link_goes_to_the_known_address_and_opens_the_quote_in_that_browser_alone(rested: Offer) -> None:
    version, path = rested
    client = PageClient()
    page = client.get(path)
    answer = client.post(f"{path}/again", fields_of(page), follow=True)
    assert "A fresh link is on its way" in answer.content.decode()
    with acting_for(version.business_id):
        message = Message.objects.filter(direction="out").order_by("-id")[0]
        assert message.envelope["to"][0]["value"] == ADDRESS
    shown = opened(client, version)
    assert shown.status_code == 200
    assert "£216.00" in shown.content.decode()
    # It stays open there, and only there.
    assert client.get(f"{path}/quote.pdf").status_code == 200
    assert PageClient().get(path).status_code == 403
    fields = fields_of(client.get(f"{path}/accept"))
    assert client.post(f"{path}/accept", {**fields, "name": "Dev Patel"}).status_code == 302
    assert state(version) == "accepted"


def test_looking_ahead_opens_nothing_and_sends_nothing(rested: Offer) -> None:
    version, path = rested
    scanner = PageClient()
    for address in (path, f"{path}/again", f"{path}/accept"):
        scanner.get(address)
        scanner.head(address)
    assert passes(version) == 0
    PageClient().post(f"{path}/again", fields_of(PageClient().get(path)))
    scanner.get(way_in(version))
    scanner.head(way_in(version))
    assert scanner.get(path).status_code == 403
    assert not scanner.cookies.keys() - {"csrftoken"}


def test_a_way_in_of_another_quote_an_old_one_and_a_made_up_one_open_nothing(
    asha: Membership, offer: Offer, clock: Clock
) -> None:
    path = offer[1]
    _, other_path = sent_by(asha)
    clock.later(days=15)
    token, other_token = path.removeprefix("/q/"), other_path.removeprefix("/q/")
    for wrong in (links.pass_for(other_token), links.proven(token), "x", "", "a:b:c", links.pass_for(token)[:-1]):
        client = PageClient()
        client.post(f"{path}/again", {**fields_of(client.get(path)), "pass": wrong})
        assert client.get(path).status_code == 403
    assert links.is_pass(token, links.pass_for(token))
    assert not links.is_proven(token, links.pass_for(token))
    for_cookie = PageClient()
    for_cookie.cookies[f"quote-{links.token_hash(token).hex()[:12]}"] = links.proven(other_token)
    assert for_cookie.get(path).status_code == 403


def test_a_way_in_runs_out_after_a_day_and_the_page_says_what_to_do(
    rested: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rested[1]
    token = path.removeprefix("/q/")
    given = links.pass_for(token)
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + 25 * 3600)
    answer = PageClient().get(f"{path}/again?pass={given}")
    assert answer.status_code == 403
    assert "has run out" in answer.content.decode()
    assert "Send me a fresh link" in answer.content.decode()


def test_a_stranger_with_the_old_link_can_neither_fill_the_mailbox_nor_lock_the_customer_out(
    rested: Offer, clock: Clock
) -> None:
    version, path = rested
    # Passes are counted by the day of UTC, and what follows takes five hours of one.
    clock.later(minutes=24 * 60 + 1 - clock.now().hour * 60 - clock.now().minute)
    stranger = PageClient()
    for _ in range(12):
        stranger.post(f"{path}/again", fields_of(stranger.get(path)))
    assert passes(version) == 1
    for hours in range(8):
        clock.later(minutes=40)
        PageClient(REMOTE_ADDR=f"203.0.113.{hours}").post(f"{path}/again", fields_of(PageClient().get(path)))
    assert passes(version) <= 5
    # Dev has mail, and what is in it works, whatever the stranger did.
    assert "£216.00" in opened(PageClient(), version).content.decode()
    assert stranger.get(path).status_code == 403


def test_the_message_answers_nothing_so_the_inbox_stays_as_it_was(rested: Offer) -> None:
    version, path = rested
    with acting_for(version.business_id):
        Conversation.objects.filter(pk=version.quote.conversation_id).update(state="needs_reply", unread=2)
    PageClient().post(f"{path}/again", fields_of(PageClient().get(path)))
    assert passes(version) == 1
    with acting_for(version.business_id):
        kept = Conversation.objects.get(pk=version.quote.conversation_id)
        assert (kept.state, kept.unread) == ("needs_reply", 2)


def test_what_is_pressed_or_sent_keeps_a_link_awake_and_looking_does_not(offer: Offer, clock: Clock) -> None:
    version, path = offer
    clock.later(days=10)
    client = PageClient()
    fields = {**fields_of(client.get(path)), "text": "Could you come on a Friday?", "about": "question"}
    assert client.post(f"{path}/question", fields).status_code == 200
    clock.later(days=10)
    assert client.get(path).status_code == 200
    clock.later(days=5)
    assert client.get(path).status_code == 403
    with acting_for(version.business_id):
        last = Message.objects.filter(direction="in").order_by("-id")[0]
        mail = Message.objects.create(
            business_id=last.business_id, conversation=last.conversation, customer_id=last.customer_id, key_id=last.key_id,
            connection=None, channel="imap", direction="out", subject="", delivery="sent",
            text=f"Here it is: https://x.example{path}/again?pass=1", sent_at=timezone.now(), arrived_at=timezone.now(),
        )  # fmt: skip
        links.note_sent(mail, now=timezone.now())
        assert links.rests(version.quote, now=timezone.now())
        mail.text = f"Here it is: https://x.example{path}."
        links.note_sent(mail, now=timezone.now())
        assert not links.rests(version.quote, now=timezone.now())


def test_an_old_tab_decides_nothing_and_says_so(offer: Offer, clock: Clock) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    clock.later(days=15)
    answer = client.post(f"{path}/accept", {**fields, "name": "Dev Patel"})
    assert answer.status_code == 403
    assert "Nothing was sent or decided" in answer.content.decode()
    assert state(version) == "issued"


def test_nothing_stands_in_the_way_of_cancelling_while_the_days_for_it_run(offer: Offer, clock: Clock) -> None:
    path = offer[1]
    assert said_yes(path).status_code == 200
    clock.later(days=14)
    assert PageClient().get(f"{path}/cancel").status_code == 200
    clock.later(days=2)
    assert PageClient().get(f"{path}/cancel").status_code == 403


def test_where_nobody_can_be_written_to_they_ring_and_the_owner_opens_it(
    asha: Membership, at_the_desk: PageClient, rested: Offer
) -> None:
    version, path = rested
    with acting_for(version.business_id):
        ContactPoint.objects.filter(kind="email").delete()
    page = PageClient().get(path).content.decode()
    assert "they can open it for you again" in page
    assert "Send me a fresh link" not in page
    PageClient().post(f"{path}/again", {})
    assert passes(version) == 0
    assert "Nobody has used this link for two weeks" in at_the_desk.get(f"/quotes/{version.quote_id}").content.decode()
    at_the_desk.post(f"/quotes/{version.quote_id}/link/open", {})
    assert PageClient().get(path).status_code == 200
    assert "Nobody has used this link" not in at_the_desk.get(f"/quotes/{version.quote_id}").content.decode()


def test_whoever_forges_their_address_gets_no_way_in(rested: Offer, clock: Clock) -> None:
    """An old link in the wrong hands, and a mail in Dev's name that asks for answers elsewhere."""
    version, path = rested
    thief = Handle(HandleKind.EMAIL, "thief@example.org", "thief@example.org", "Dev Patel")
    with acting_for(version.business_id):
        match = resolving.match_of(version.business_id, "email", ADDRESS)
        ContactPoint.objects.filter(kind="email").update(match=match)
        known = Handle(HandleKind.EMAIL, ADDRESS, ADDRESS, "Dev Patel")
        forged = mail(7, sender=known, reply_to=thief, sent_at=clock.now(), arrived_at=clock.now())
        receive(connection=Connection.objects.get(), incoming=forged, raw=b"raw", now=clock.now())
        assert Conversation.objects.count() == 1
    client = PageClient()
    page = client.get(path)
    assert "thief" not in page.content.decode()
    client.post(f"{path}/again", fields_of(page))
    with acting_for(version.business_id):
        message = Message.objects.filter(direction="out").order_by("-id")[0]
        assert [one["value"] for one in message.envelope["to"]] == [ADDRESS]
