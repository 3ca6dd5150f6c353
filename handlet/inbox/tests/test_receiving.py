"""The threshold: one message once, by person, under lock; what is erased or disconnected stays out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.contract import Direction, Handle, HandleKind, Incoming, IncomingAttachment
from handlet.channels.models import Connection
from handlet.customers.models import ContactPoint, Customer
from handlet.inbox import filing, outbox, queries, search
from handlet.inbox.models import Attachment, Conversation, Message
from handlet.inbox.receiving import NotConnected, receive
from handlet.privacy import tombstones
from tests.cast import NOW, owner_of
from tests.racing import at_once

CONSENT = connecting.Consent(notice="Handlet reads this mailbox.", control="tick:agreed")
DEV = Handle(HandleKind.EMAIL, "dev@example.org", "Dev@example.org", "Dev Patel")
MAILBOX = Handle(HandleKind.EMAIL, "asha@rowan.example", "asha@rowan.example")


def mail(number: int = 1, text: str = "Can you fit a kitchen tap?", **changes: Any) -> Incoming:
    first = Incoming(
        external_id=f"m{number}@example.org",
        direction=Direction.INBOUND,
        sender=DEV,
        recipients=[MAILBOX],
        subject="Tap",
        text=text,
        reply_text=text,
        html="",
        sent_at=NOW + timedelta(minutes=number),
        arrived_at=NOW + timedelta(minutes=number),
        message_id=f"m{number}@example.org",
    )
    return replace(first, **changes)


def mailbox_of(member: Membership) -> Connection:
    return connecting.connect(
        by=member,
        kind="imap",
        label="asha@rowan.example",
        settings={"address": "asha@rowan.example"},
        secret={"password": "secret words"},
        consent=CONSENT,
        now=NOW,
    )


@pytest.fixture
def mailbox(as_asha: Membership) -> Connection:
    return mailbox_of(as_asha)


def take(mailbox: Connection, incoming: Incoming) -> Any:
    return receive(connection=mailbox, incoming=incoming, raw=b"raw bytes of " + incoming.external_id.encode(), now=NOW)


def test_a_new_person_gets_a_card_a_conversation_and_the_message(mailbox: Connection) -> None:
    taken = take(mailbox, mail())
    assert taken.reason == "new"
    conversation = Conversation.objects.get()
    assert conversation.customer.name == "Dev Patel"
    assert (conversation.state, conversation.unread, conversation.message_count) == ("new", 1, 1)
    assert conversation.preview == "Can you fit a kitchen tap?"
    message = Message.objects.get()
    assert message.text == "Can you fit a kitchen tap?"
    assert filing.raw_of(message) == b"raw bytes of m1@example.org"


def test_the_same_message_again_changes_nothing(mailbox: Connection) -> None:
    take(mailbox, mail())
    assert take(mailbox, mail()).reason == "repeat"
    assert Message.objects.count() == 1
    assert Conversation.objects.get().unread == 1


def test_everything_of_one_person_is_one_conversation_whatever_the_subject(mailbox: Connection) -> None:
    take(mailbox, mail(1))
    take(mailbox, mail(2, subject="Something else entirely", text="And a shower"))
    conversation = Conversation.objects.get()
    assert (conversation.message_count, conversation.state) == (2, "needs_reply")
    assert [message.text for message in queries.messages_of(conversation)] == [
        "Can you fit a kitchen tap?",
        "And a shower",
    ]


def test_equal_names_never_merge_two_people(mailbox: Connection) -> None:
    other = Handle(HandleKind.EMAIL, "other@example.org", "other@example.org", "Dev Patel")
    take(mailbox, mail(1))
    take(mailbox, mail(2, sender=other))
    assert Customer.objects.count() == 2


def test_a_lead_site_s_customers_are_kept_apart_by_reply_to(mailbox: Connection) -> None:
    site = Handle(HandleKind.EMAIL, "leads@site.example", "leads@site.example", "Lead Site")
    for number, address in enumerate(("one@example.org", "two@example.org"), start=1):
        person = Handle(HandleKind.EMAIL, address, address, address)
        take(mailbox, mail(number, sender=site, reply_to=person))
    assert {point.value for point in ContactPoint.objects.all()} == {"one@example.org", "two@example.org"}


def test_mail_without_a_sender_is_shown_and_each_is_its_own(mailbox: Connection) -> None:
    take(mailbox, mail(1, sender=None))
    take(mailbox, mail(2, sender=None))
    assert Conversation.objects.count() == 2


def test_what_the_owner_wrote_elsewhere_shows_as_answered(mailbox: Connection) -> None:
    take(mailbox, mail(1))
    sent = mail(2, direction=Direction.OUTBOUND, sender=MAILBOX, recipients=[DEV], text="Yes, £90")
    assert take(mailbox, sent).reason == "new"
    conversation = Conversation.objects.get()
    assert (conversation.state, conversation.preview) == ("waiting", "Yes, £90")


def test_the_owner_s_mail_to_strangers_makes_no_customers(mailbox: Connection) -> None:
    bank = Handle(HandleKind.EMAIL, "bank@bank.example", "bank@bank.example")
    assert take(mailbox, mail(1, direction=Direction.OUTBOUND, sender=MAILBOX, recipients=[bank])).reason == "not_ours"
    assert not Customer.objects.exists()


def test_old_mail_of_a_first_sync_neither_counts_as_unread_nor_turns_the_clock_back(mailbox: Connection) -> None:
    take(mailbox, mail(50, text="newest"))
    take(mailbox, mail(1, text="older", historical=True))
    conversation = Conversation.objects.get()
    assert (conversation.preview, conversation.unread) == ("newest", 1)


def test_nothing_comes_in_through_a_revoked_connection(mailbox: Connection) -> None:
    connecting.revoke(connection=mailbox, reason="test", now=NOW)
    with pytest.raises(NotConnected):
        take(mailbox, mail())
    assert not Message.objects.exists()


def test_what_was_erased_does_not_come_back_but_a_new_message_does(mailbox: Connection) -> None:
    business_id = mailbox.business_id
    marks = [("email", "dev@example.org"), ("message", "m9@example.org")]
    tombstones.raise_for(business_id=business_id, marks=marks, now=NOW + timedelta(minutes=5))
    assert take(mailbox, mail(1)).reason == "erased"
    assert take(mailbox, mail(9, sender=None)).reason == "erased"
    assert take(mailbox, mail(10)).reason == "new"


def test_an_absurd_date_is_not_believed(mailbox: Connection) -> None:
    take(mailbox, mail(1, sent_at=datetime(2099, 1, 1, tzinfo=UTC)))
    assert Message.objects.get().sent_at == NOW + timedelta(minutes=1)


def test_attachments_are_kept_sealed_and_whole(mailbox: Connection) -> None:
    photo = IncomingAttachment("tap.jpg", "image/jpeg", b"\xff\xd8 picture")
    take(mailbox, mail(1, attachments=[photo]))
    row = Attachment.objects.get()
    assert (row.name, filing.content_of(row)) == ("tap.jpg", b"\xff\xd8 picture")


@pytest.mark.parametrize(
    "words", ["kitchen tap", "FITTING taps", "dev patel", "dev@example.org", "LS27 8RT", "ls278rt", "07700 900123"]
)
def test_a_message_is_found_by_its_words_and_its_person(mailbox: Connection, words: str) -> None:
    take(mailbox, mail(1, text="Can you fit a kitchen tap? LS27 8RT, ring 07700 900123"))
    assert search.find(words) == [Conversation.objects.get().id]
    assert search.find(f"{words} giraffe") == []
    assert search.find("  ") == []


def test_a_stranger_finds_nothing(mailbox: Connection, cleo: Membership) -> None:
    take(mailbox, mail())
    with acting_for(cleo.business_id, cleo.user_id):
        assert search.find("tap") == []


def test_the_inbox_asks_the_same_few_queries_whatever_its_length(
    mailbox: Connection, django_assert_num_queries: Any
) -> None:
    def count(people: int) -> None:
        page = queries.inbox()
        assert len(page.needs_you) == people
        assert all(row.customer_id for row in page.needs_you)

    for number in range(3):
        take(mailbox, mail(number, sender=replace(DEV, value=f"{number}@example.org")))
    with django_assert_num_queries(2):
        count(3)
    for number in range(3, 30):
        take(mailbox, mail(number, sender=replace(DEV, value=f"{number}@example.org")))
    with django_assert_num_queries(2):
        count(30)


@pytest.fixture
def mailbox_for_many(committed: None) -> Iterator[Connection]:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        connection = mailbox_of(member)
    return connection


def test_one_message_delivered_twenty_times_at_once_is_one(mailbox_for_many: Connection) -> None:
    mailbox = mailbox_for_many

    def once() -> str:
        with acting_for(mailbox.business_id):
            return str(take(mailbox, mail()).reason)

    reasons = at_once(*[once] * 20)
    assert sorted(reasons) == ["new"] + ["repeat"] * 19
    with acting_for(mailbox.business_id):
        assert (Message.objects.count(), Conversation.objects.count(), Customer.objects.count()) == (1, 1, 1)
        assert Conversation.objects.get().unread == 1


def test_two_first_messages_of_one_person_at_once_are_one_conversation(mailbox_for_many: Connection) -> None:
    mailbox = mailbox_for_many

    def one(number: int) -> Any:
        def job() -> str:
            with acting_for(mailbox.business_id):
                return str(take(mailbox, mail(number)).reason)

        return job

    assert at_once(*(one(number) for number in range(8))) == ["new"] * 8
    with acting_for(mailbox.business_id):
        assert (Message.objects.count(), Conversation.objects.count(), Customer.objects.count()) == (8, 1, 1)
        assert Conversation.objects.get().message_count == 8


def test_two_different_mails_with_one_id_are_two_messages(mailbox: Connection) -> None:
    take(mailbox, mail(1, "The first", likeness="a" * 64))
    assert take(mailbox, mail(1, "Another one", likeness="b" * 64)).reason == "new"
    assert take(mailbox, mail(1, "Another one", likeness="b" * 64)).reason == "repeat"
    assert Message.objects.count() == 2


def test_a_suspect_enquiry_is_set_aside_and_not_lost(mailbox: Connection) -> None:
    take(mailbox, mail(1, suspect=True))
    assert not queries.inbox().needs_you
    assert [row.customer.name for row in queries.set_aside()] == ["Dev Patel"]


def test_an_answer_never_goes_where_a_mail_merely_asks_for_it(mailbox: Connection) -> None:
    """Who forges Dev's address chooses the address for answers as well."""
    thief = Handle(HandleKind.EMAIL, "thief@example.org", "thief@example.org", "Dev Patel")
    take(mailbox, mail(1))
    take(mailbox, mail(2, text="Send it to me again please", reply_to=thief))
    conversation = Conversation.objects.get()
    assert outbox.address_of(conversation) == "Dev@example.org"
    problems = queries.messages_of(conversation)[-1].problems
    assert problems is not None
    assert "thief@example.org" in problems[0]


def test_who_writes_for_somebody_else_is_named_beside_their_words(mailbox: Connection) -> None:
    stranger = Handle(HandleKind.EMAIL, "stranger@elsewhere.example", "stranger@elsewhere.example", "Dev Patel")
    take(mailbox, mail(1))
    take(mailbox, mail(2, text="Yes, go ahead", sender=stranger, reply_to=DEV))
    conversation = Conversation.objects.get()
    problems = queries.messages_of(conversation)[-1].problems
    assert problems is not None
    assert "stranger@elsewhere.example" in problems[0]
    assert outbox.address_of(conversation) == "Dev@example.org"


def test_a_box_that_nobody_reads_writes_for_whom_it_names_at_its_own_house_too(mailbox: Connection) -> None:
    site = Handle(HandleKind.EMAIL, "no-reply@site.example", "no-reply@site.example", "Lead Site")
    for number, name in enumerate(("one", "two"), start=1):
        person = Handle(HandleKind.EMAIL, f"{name}-123@site.example", f"{name}-123@site.example", name)
        take(mailbox, mail(number, sender=site, reply_to=person))
    assert {outbox.address_of(one) for one in Conversation.objects.all()} == {
        "one-123@site.example",
        "two-123@site.example",
    }
