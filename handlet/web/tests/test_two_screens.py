"""Asha on the phone and Ben on the laptop, with one conversation open on both: nothing goes twice or unseen, and each is told."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html as parser  # type: ignore[import-untyped]

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import registry
from handlet.channels.contract import Sent
from handlet.drafting import approval, proposing
from handlet.drafting.models import Approval, Draft
from handlet.drafting.tests.shop import Shop
from handlet.inbox import outbox
from handlet.inbox.models import Conversation, Message
from handlet.quoting import editing
from tests.cast import NOW, owner_of, person
from tests.pages.client import PageClient
from tests.racing import at_once, faults_of

HTMX = {"HTTP_HX_REQUEST": "true"}


class Office:
    """One business, two members, one conversation. Times are real: pages read the clock."""

    def __init__(self, settings: Any) -> None:
        settings.HANDLET_UNDO_SECONDS = 60
        self.asha = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
        ben = person("Ben Rowan", "ben@rowan.example")
        with acting_for(self.asha.business_id, self.asha.user_id):
            self.ben = Membership.objects.create(
                business_id=self.asha.business_id, user=ben, role=self.asha.role, since=NOW
            )
        self.shop = Shop(self.asha, timezone.now() - timedelta(minutes=5))
        self.draft = self.shop.draft("Dev Patel")
        self.conversation = self.draft.conversation_id

    def acting(self) -> Any:
        return acting_for(self.asha.business_id, self.asha.user_id)

    def screen(self, member: Membership) -> Screen:
        return Screen(self, member)

    def going(self) -> list[str]:
        """The words of what has left or will leave."""
        with self.acting():
            rows = Message.objects.filter(direction="out").exclude(delivery=Message.Delivery.CANCELLED)
            return [row.text for row in rows.order_by("id")]

    def open(self) -> Draft | None:
        with self.acting():
            return approval.open_draft(Conversation.objects.get(pk=self.conversation))

    def writes_again(self) -> Draft:
        """Dev writes, and what was suggested is overtaken."""
        return self.shop.draft("Dev Patel", "And a new trap under the sink please")


class Screen:
    """A browser with the conversation open; what it posts is what stood on it when it was opened."""

    def __init__(self, office: Office, member: Membership) -> None:
        self.office = office
        self.client = PageClient()
        self.client.force_login(member.user)
        self.look()

    def look(self) -> str:
        answer = self.client.get(f"/conversations/{self.office.conversation}")
        page = answer.content.decode()
        self.read(page)
        return page

    def read(self, page: str) -> None:
        forms = [form for form in parser.fromstring(page).forms if (form.action or "").endswith("/approval")]
        self.fields = dict(forms[0].form_values()) if forms else {}
        self.action = forms[0].action if forms else ""

    def send(self, text: str | None = None, **more: str) -> Any:
        typed = self.fields if text is None else {**self.fields, "text": text}
        return self.client.post(self.action, typed, **more)

    def keep(self, text: str, **more: str) -> Any:
        return self.client.post(self.action.replace("/approval", "/text"), {**self.fields, "text": text}, **more)

    def undo(self) -> Any:
        with self.office.acting():
            message = Message.objects.filter(direction="out").latest("id")
        return self.client.post(f"/messages/{message.pk}/undo")


@pytest.fixture
def office(committed: None, settings: Any) -> Office:
    return Office(settings)


def words(answer: Any) -> str:
    return " ".join(" ".join(parser.fromstring(answer.content.decode()).itertext()).split())


def test_both_press_send_and_it_goes_once(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    ended = at_once(phone.send, laptop.send)
    assert not faults_of(ended)
    assert sorted(answer.status_code for answer in ended) == [302, 409]
    assert len(office.going()) == 1
    late = next(answer for answer in ended if answer.status_code == 409)
    first = "Asha Rowan" if late is ended[1] else "Ben Rowan"
    assert f"This draft has been sent already, by {first}." in words(late)
    assert "What stood on your screen" not in words(late)


def test_who_is_late_with_other_words_sees_them_again(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    assert phone.send("Hello Dev, I will ring you.").status_code == 302
    for more in ({}, HTMX):
        answer = laptop.send("Hello Dev, come to the shop.", **more)
        assert answer.status_code == 409
        assert "sent already, by Asha Rowan" in words(answer)
        assert "What stood on your screen Hello Dev, come to the shop." in words(answer)
    assert office.going() == ["Hello Dev, I will ring you."]


def test_what_one_types_is_not_typed_over_by_the_other(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    assert laptop.keep("Hello Dev, come to the shop.", **HTMX).status_code == 200
    late = phone.keep("Hello Dev, I will ring you.", **HTMX)
    assert (late.status_code, late.content.decode()) == (409, approval.ELSEWHERE)
    draft = office.open()
    assert draft is not None
    assert draft.text == "Hello Dev, come to the shop."
    # Without a script there is a button that keeps.
    page = words(phone.keep("Hello Dev, I will ring you."))
    assert approval.ELSEWHERE in page
    assert "What stood on your screen Hello Dev, I will ring you." in page


def test_nobody_sends_words_that_were_changed_under_their_hands_before_they_have_read_them(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    laptop.keep("Hello Dev, come to the shop.", **HTMX)
    mine = phone.fields["text"]
    answer = phone.send()
    assert answer.status_code == 409
    assert office.going() == []
    phone.read(answer.content.decode())
    # The other's words stand in the draft now, and one's own beside it.
    assert phone.fields["text"].strip() == "Hello Dev, come to the shop."
    assert " ".join(mine.split()) in words(answer)
    assert phone.send().status_code == 302
    assert office.going() == ["Hello Dev, come to the shop."]


def test_the_last_letters_were_kept_a_moment_before_they_are_sent(office: Office) -> None:
    """One screen alone: the script keeps what is typed, and the button posts the revision before."""
    phone = office.screen(office.asha)
    phone.keep("Hello Dev, I will ring you.", **HTMX)
    assert phone.send("Hello Dev, I will ring you.").status_code == 302
    assert office.going() == ["Hello Dev, I will ring you."]


def test_who_edits_while_the_other_sends_is_told_and_changes_nothing(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    text = " ".join(phone.fields["text"].split())
    ended = at_once(phone.send, lambda: laptop.keep("Hello Dev, come to the shop.", **HTMX))
    assert not faults_of(ended)
    sent, kept = ended
    if sent.status_code == 302:
        assert kept.status_code == 409
        assert "sent already, by Asha Rowan" in kept.content.decode()
        assert [" ".join(one.split()) for one in office.going()] == [text]
    else:
        assert (sent.status_code, kept.status_code) == (409, 200)
        assert office.going() == []


def test_a_draft_that_is_overtaken_while_a_screen_is_open_is_not_sent_over_the_new_one(office: Office) -> None:
    phone = office.screen(office.asha)
    fresh = office.writes_again()
    answer = phone.send("Hello Dev, I will ring you.")
    assert answer.status_code == 409
    assert "The customer has written again" in words(answer)
    assert "What stood on your screen Hello Dev, I will ring you." in words(answer)
    assert office.going() == []
    phone.read(answer.content.decode())
    assert str(fresh.pk) in phone.action
    # The new suggestion stands in it, not words that were written before the new message was read.
    assert " ".join(phone.fields["text"].split()) == " ".join(fresh.text.split())


def test_while_the_new_message_is_being_read_the_send_of_the_old_draft_counts_or_is_refused(office: Office) -> None:
    """Whoever comes first: what has gone is not called overtaken, and nothing waits for the other."""
    phone = office.screen(office.asha)
    again = office.shop.writes("Dev Patel", "And a new trap under the sink please")
    with office.acting():
        Draft.objects.filter(pk=office.draft.pk).update(based_on=again.messages.latest("id"))
    ended = at_once(
        phone.send,
        lambda: proposing.propose_for(
            business_id=office.asha.business_id, conversation_id=again.pk, now=timezone.now()
        ),
    )
    assert not faults_of(ended)
    with office.acting():
        state = Draft.objects.get(pk=office.draft.pk).state
        assert Approval.objects.count() == len(office.going())
    assert (ended[0].status_code, state, len(office.going())) in [(302, "approved", 1), (409, "stale", 0)]


def test_undo_on_both_is_one_undo_and_says_so(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    phone.send()
    ended = at_once(phone.undo, laptop.undo)
    assert sorted(answer.status_code for answer in ended) == [302, 409]
    late = next(answer for answer in ended if answer.status_code == 409)
    assert "taken back already" in words(late)
    assert "has left" not in words(late)
    assert office.going() == []
    draft = office.open()
    assert draft is not None
    assert draft.pk == office.draft.pk


def test_what_was_taken_back_is_not_sent_by_a_screen_that_does_not_know_it(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    phone.send()
    phone.undo()
    answer = laptop.send()
    assert (answer.status_code, office.going()) == (409, [])
    assert approval.ELSEWHERE in words(answer)


@pytest.mark.parametrize("round", range(3))
def test_undo_and_the_worker_at_the_same_moment(office: Office, monkeypatch: pytest.MonkeyPatch, round: int) -> None:
    """Either it has left, and undo says so, or it has not, and the draft is open again."""
    left: list[str] = []

    def took(settings: Any, secret: Any, message: Any) -> Sent:
        left.append(message.text)
        return Sent(message.message_id)

    monkeypatch.setattr(registry.get("imap"), "send", took)
    phone = office.screen(office.asha)
    phone.send()
    with office.acting():
        message = Message.objects.get(direction="out")
        Message.objects.update(due_at=timezone.now())
    later = timezone.now() + timedelta(seconds=1)
    ended = at_once(
        phone.undo, lambda: outbox.deliver(business_id=office.asha.business_id, message_id=message.pk, now=later)
    )
    assert not faults_of(ended)
    if left:
        assert "Too late to undo" in words(ended[0])
        assert office.open() is None
    else:
        assert ended[0].status_code == 302
        assert office.open() is not None
    assert len(left) == len(office.going())


def test_both_start_a_reply_and_one_draft_is_there(office: Office) -> None:
    with office.acting():
        approval.discard(draft=office.draft, by=office.asha, now=timezone.now())
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    path = f"/conversations/{office.conversation}/drafts"
    ended = at_once(*(lambda one=one: one.client.post(path) for one in (phone, laptop)))
    assert not faults_of(ended)
    assert sorted(answer.status_code for answer in ended) == [302, 409]
    late = next(answer for answer in ended if answer.status_code == 409)
    assert "There is a draft here already" in words(late)


def test_a_price_changed_on_the_other_screen_while_it_is_sent_does_not_go_unseen(office: Office) -> None:
    """The change is made and not yet stored when Send is pressed: it is waited for, and then shown."""
    phone = office.screen(office.asha)
    assert office.draft.going_quote is not None
    version, changed = office.draft.going_quote, threading.Event()

    def change() -> None:
        with office.acting():
            line = editing.lines_of(version)[0]
            values = replace(editing.values_of(line), unit_price=line.unit_price + 100)
            editing.change_line(line=line, values=values)
            changed.set()
            time.sleep(2)

    def send() -> Any:
        assert changed.wait(30)
        return phone.send()

    ended = at_once(change, send)
    assert not faults_of(ended)
    assert ended[1].status_code == 409
    assert "The quote was changed after this page was opened" in words(ended[1])
    assert office.going() == []
    with office.acting():
        version.refresh_from_db()
    assert version.is_draft


def test_a_quote_finished_on_one_screen_while_the_other_sends_its_draft(office: Office) -> None:
    """Both want the draft and the quote: neither waits for the other for ever, and what goes was seen."""
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    assert office.draft.going_quote is not None
    quote = office.draft.going_quote.quote_id
    ended = at_once(phone.send, lambda: laptop.client.post(f"/quotes/{quote}/issue", {"right": "yes"}))
    assert not faults_of(ended)
    assert ended[0].status_code in (302, 409)
    assert ended[1].status_code in (302, 409)
    assert len(office.going()) == (ended[0].status_code == 302)


def unknown(office: Office) -> Message:
    """A reply of which nobody knows whether it went."""
    office.screen(office.asha).send()
    with office.acting():
        message = Message.objects.get(direction="out")
        Message.objects.update(delivery="unknown", claimed_at=timezone.now(), attempts=1)
    return message


def settle(screen: Screen, message: Message, *, sent: bool) -> Any:
    return screen.client.post(f"/messages/{message.pk}/retry", {"sent": "1"} if sent else {})


def test_it_went_says_one_and_send_again_the_other(office: Office) -> None:
    """In whichever order they press, it does not go a second time, and who pressed late is told."""
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    message = unknown(office)
    assert settle(phone, message, sent=True).status_code == 302
    late = settle(laptop, message, sent=False)
    assert late.status_code == 409
    assert "It has gone: that was confirmed meanwhile. So it is not sent again." in words(late)
    with office.acting():
        Message.objects.update(delivery="unknown")
    assert settle(laptop, message, sent=False).status_code == 302
    assert settle(phone, message, sent=True).status_code == 302
    with office.acting():
        assert Message.objects.get(pk=message.pk).delivery == "sent"
        Message.objects.update(delivery="sending")
    late = settle(phone, message, sent=True)
    assert late.status_code == 409
    assert "being sent again at this moment" in words(late)


def test_send_again_on_both_sends_once_more(office: Office) -> None:
    phone, laptop = office.screen(office.asha), office.screen(office.ben)
    message = unknown(office)
    ended = at_once(*(lambda one=one: settle(one, message, sent=False) for one in (phone, laptop)))
    assert sorted(answer.status_code for answer in ended) == [302, 409]
