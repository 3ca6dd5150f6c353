"""What WhatsApp reports about our messages, in every order; who is who; and files that come late."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlet.accounts.models import Membership
from handlet.channels import connecting
from handlet.channels.contract import Handle, HandleChange, HandleKind, Reached, Receipt
from handlet.channels.models import Connection
from handlet.customers.models import ContactPoint, Customer
from handlet.inbox import fetching, outbox, raw_events, receipts
from handlet.inbox.models import Attachment, Conversation, Message, RawEvent
from handlet.inbox.receiving import note_handle_change, receive
from handlet.inbox.tests.test_receiving import CONSENT, mail
from handlet.privacy import tombstones
from handlet.privacy.models import RightsCase
from tests.cast import NOW
from tests.peers.meta import Fault, Meta, Person

DEV = Handle(HandleKind.PHONE, "+447700900123", "+447700900123", "Dev Patel")
DEV_ID = Handle(HandleKind.WHATSAPP_ID, "GB.1349", "Dev Patel", "Dev Patel")


@pytest.fixture
def number(as_asha: Membership) -> Connection:
    settings = {"phone_number_id": "1", "account_id": "2", "app_id": "3"}
    secret = {"token": "t", "app_secret": "s", "verify_token": "v"}
    return connecting.connect(
        by=as_asha, kind="whatsapp", label="+44", settings=settings, secret=secret, consent=CONSENT, now=NOW
    )


def wrote(number: Connection, count: int = 1, **more: Any) -> Conversation:
    fields: dict[str, Any] = {
        "sender": DEV,
        "message_id": "",
        "external_id": f"wamid.{count}",
        "sent_at": NOW,
        "arrived_at": NOW,
    }
    received = receive(connection=number, incoming=mail(count, "Hello?", **{**fields, **more}), raw=b"", now=NOW)
    assert received.message is not None
    return received.message.conversation


def tried(number: Connection, state: str = "sending") -> Message:
    """A message of ours that has been handed to the provider once."""
    conversation = wrote(number)
    message = outbox.queue(
        conversation=conversation, route=outbox.route_for(conversation), subject="", text="Yes", attachments=[],
        suggested=False, now=NOW, undo=timedelta(0),
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(delivery=state, attempts=1)
    return message


def told(number: Connection, message: Message, reached: Reached | None, **more: Any) -> str:
    receipt = Receipt(
        **{"message_id": message.external_id, "external_id": "wamid.OUT", "reached": reached, "at": NOW, **more}
    )
    return receipts.note(connection=number, receipt=receipt, now=NOW)


def state_of(message: Message) -> str:
    return str(Message.objects.get(pk=message.pk).delivery)


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read", "sent"])))
@pytest.mark.parametrize("before", ["sending", "unknown", "queued", "sent"])
def test_in_whatever_order_they_come_the_furthest_counts(
    number: Connection, order: tuple[str, ...], before: str
) -> None:
    message = tried(number, before)
    for reached in order:
        told(number, message, Reached(reached))
    assert state_of(message) == "read"


def test_a_failure_is_final_and_the_conversation_needs_a_reply_again(number: Connection) -> None:
    message = tried(number, "sent")
    assert told(number, message, Reached.FAILED, sentence="They are not on WhatsApp.") == "receipt"
    told(number, message, Reached.DELIVERED)
    message.refresh_from_db()
    assert (message.delivery, message.delivery_note) == ("failed", "They are not on WhatsApp.")
    assert Conversation.objects.get().state == "needs_reply"


def test_nobody_s_word_moves_what_was_never_tried_or_is_not_ours(number: Connection) -> None:
    message = tried(number, "queued")
    Message.objects.filter(pk=message.pk).update(attempts=0)
    assert told(number, message, Reached.SENT) == "repeat"
    assert state_of(message) == "queued"
    assert told(number, message, Reached.SENT, message_id="somebody@else", external_id="") == "not_ours"
    assert told(number, message, None) == "repeat"


def test_a_status_without_our_mark_is_found_by_metas_own_id(number: Connection) -> None:
    message = tried(number)
    told(number, message, Reached.SENT)
    assert told(number, message, Reached.READ, message_id="") == "receipt"
    assert state_of(message) == "read"


def test_who_wants_nothing_has_objected_once(number: Connection) -> None:
    message = tried(number)
    told(number, message, Reached.FAILED, alone=True)
    receipts.note_objection(message, now=NOW)
    case = RightsCase.objects.get()
    assert (case.kind, case.subject_id) == ("objection", message.customer_id)


# --- who is who ------------------------------------------------------------------------------------------------------


def test_a_number_and_an_id_are_one_person_whichever_comes_alone_later(number: Connection) -> None:
    first = wrote(number, 1, also=[DEV_ID])
    assert wrote(number, 2, sender=DEV_ID).pk == wrote(number, 3).pk == first.pk
    assert set(ContactPoint.objects.values_list("kind", flat=True)) == {"phone", "whatsapp_id"}


def test_two_who_are_known_apart_are_not_merged_and_equal_names_are_two(number: Connection) -> None:
    hidden = wrote(number, 1, sender=DEV_ID)
    known = wrote(number, 2)
    assert hidden.pk != known.pk
    assert wrote(number, 3, also=[DEV_ID]).pk == known.pk
    other = Handle(HandleKind.PHONE, "+447700900999", "+447700900999", "Dev Patel")
    assert wrote(number, 4, sender=other).pk not in (hidden.pk, known.pk)


def test_a_new_number_stays_the_same_customer(number: Connection) -> None:
    before = wrote(number, 1, also=[DEV_ID])
    new = Handle(HandleKind.PHONE, "+447700900777", "+447700900777")
    new_id = Handle(HandleKind.WHATSAPP_ID, "GB.777", "WhatsApp")
    change = HandleChange([DEV, DEV_ID], [new, new_id])
    assert note_handle_change(connection=number, change=change, now=NOW) == "changed"
    assert wrote(number, 2, sender=new_id).pk == before.pk
    assert Customer.objects.count() == 1
    stranger = HandleChange([Handle(HandleKind.PHONE, "+441", "+441")], [new])
    assert note_handle_change(connection=number, change=stranger, now=NOW) == "not_ours"


@pytest.mark.parametrize("erased", [DEV, DEV_ID])
def test_whoever_was_erased_by_one_handle_does_not_come_back_by_the_other(number: Connection, erased: Handle) -> None:
    tombstones.raise_for(
        business_id=number.business_id, marks=[(erased.kind, erased.value)], now=NOW + timedelta(minutes=1)
    )
    late = mail(9, "again", sender=DEV, also=[DEV_ID], sent_at=NOW, arrived_at=NOW)
    assert receive(connection=number, incoming=late, raw=b"", now=NOW).reason == "erased"


def test_the_clock_runs_from_the_time_that_the_message_bears(number: Connection) -> None:
    conversation = wrote(number, sent_at=NOW - timedelta(hours=3))
    route = outbox.route_for(conversation)
    assert route.to == DEV
    until = outbox.writable_until(conversation, route)
    assert until == NOW + timedelta(hours=21)
    wrote(number, 2, sent_at=NOW, historical=True)
    assert outbox.writable_until(conversation, route) == until
    assert not outbox.is_shut(conversation, route, now=NOW)
    assert outbox.is_shut(conversation, route, now=NOW + timedelta(hours=21))
    with pytest.raises(outbox.CannotSend, match="approved template"):
        outbox.open_route(conversation, now=NOW + timedelta(days=2))


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_photo_that_did_not_come_is_asked_for_again_and_holds_nothing_up(as_asha: Membership, meta: Meta) -> None:
    number = connecting.connect(
        by=as_asha, kind="whatsapp", label="+44", settings=meta.settings, secret=meta.secret, consent=CONSENT, now=NOW
    )
    photo = meta.photo(b"\xff\xd8\xff\xe0 tap", caption="This tap")
    hook = meta.say(Person(), "image", photo)
    from handlet.channels import registry

    adapter = registry.brought("whatsapp")
    assert adapter is not None
    headers = {name.lower(): value for name, value in hook.headers.items()}
    at = datetime.now(UTC)
    [row] = raw_events.store(
        connection=number, events=adapter.take_in(hook.body, headers, meta.settings, meta.secret, at), now=at
    )
    meta.fail(photo["id"], Fault(status=503), Fault(status=503))
    raw_events.read(business_id=as_asha.business_id, event_id=row.pk, now=at)
    message = Message.objects.get()
    assert (message.text, RawEvent.objects.get().state) == ("This tap", "received")
    assert list(message.problems or []) == ["“photo.jpg” has not come through yet. Handlet keeps asking for it."]
    again: dict[str, Any] = {"business_id": as_asha.business_id, "message_id": message.pk, "now": at}
    fetching.fetch_again(**again, attempt=0)
    assert not Attachment.objects.exists()
    fetching.fetch_again(**again, attempt=1)
    fetching.fetch_again(**again, attempt=1)
    message = Message.objects.get()
    assert message.problems is None
    assert Attachment.objects.get().content_type == "image/jpeg"


def test_after_the_last_time_the_page_says_that_it_will_not_come(as_asha: Membership, meta: Meta) -> None:
    number = connecting.connect(
        by=as_asha, kind="whatsapp", label="+44", settings=meta.settings, secret=meta.secret, consent=CONSENT, now=NOW
    )
    from handlet.channels.contract import NamedFile

    wrote(number, files=[NamedFile("123456789", "photo.jpg", "image/jpeg")])
    message = Message.objects.get()
    meta.fail("123456789", Fault(status=503))
    last = len(fetching.RETRIES) - 1
    fetching.fetch_again(business_id=as_asha.business_id, message_id=message.pk, attempt=last, now=NOW)
    assert Message.objects.get().problems == ["“photo.jpg” could not be fetched. Ask them to send it again."]
