"""The door at which Meta brings news, attacked: nothing unsigned is read, nobody else's arrives, nothing huge is kept."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.models import Connection
from handlet.channels.whatsapp import hooks, parsing
from handlet.config.body_limit import BodyLimit
from handlet.inbox import raw_events
from handlet.inbox.models import Message, RawEvent
from handlet.inbox.tests.test_receiving import CONSENT
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.web.hooks.brought import MOST_BYTES
from tests.cast import NOW
from tests.peers.meta import Hook, Meta, Person

DEV = Person()


def connect(member: Membership, meta: Meta) -> Connection:
    with acting_for(member.business_id, member.user_id):
        return connecting.connect(
            by=member,
            kind="whatsapp",
            label=meta.display,
            settings=meta.settings,
            secret=meta.secret,
            consent=CONSENT,
            now=NOW,
        )


@pytest.fixture
def number(asha: Membership, meta: Meta) -> str:
    """The address of Asha's number."""
    return f"/hooks/whatsapp/{connect(asha, meta).pk}"


def bring(path: str, hook: Hook, **headers: str) -> Any:
    sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in {**hook.headers, **headers}.items()}
    return Client().generic("POST", path, hook.body, content_type="application/json", **sent)


def held(member: Membership) -> int:
    with acting_for(member.business_id):
        return RawEvent.objects.count()


def read_all(member: Membership) -> Sequence[str]:
    """What the messages say, once everything is read."""
    with acting_for(member.business_id):
        waiting = list(RawEvent.objects.filter(state="stored").values_list("id", flat=True))
    for id in waiting:
        raw_events.read(business_id=member.business_id, event_id=id, now=NOW)
    with acting_for(member.business_id):
        return [row.text for row in Message.objects.order_by("id")]


def test_a_delivery_is_stored_before_it_is_answered_and_read_later(asha: Membership, number: str, meta: Meta) -> None:
    answer = bring(number, meta.say(DEV, content="Hello there"))
    assert (answer.status_code, answer.content) == (200, b"")
    with acting_for(asha.business_id):
        assert not Message.objects.exists()
        assert Connection.objects.get().last_event_at is not None
    assert read_all(asha) == ["Hello there"]


def test_the_same_delivery_twenty_times_is_one_message(asha: Membership, number: str, meta: Meta) -> None:
    hook = meta.say(DEV)
    assert {bring(number, hook).status_code for _ in range(20)} == {200}
    assert held(asha) == 1
    # Meta may write the same message into another delivery.
    message = meta.message(DEV)
    for _ in range(3):
        bring(number, meta.bring(message, person=DEV))
    assert len(read_all(asha)) == 2
    bring(number, meta.bring(message, person=DEV))
    assert len(read_all(asha)) == 2


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "nonsense"])
def test_without_metas_signature_there_is_nothing_here(
    asha: Membership, number: str, meta: Meta, signature: str
) -> None:
    hook = meta.say(DEV)
    answer = bring(number, Hook(hook.body, {**hook.headers, "X-Hub-Signature-256": signature}))
    nobody = bring(f"/hooks/whatsapp/{uuid.uuid4()}", hook)
    assert (answer.status_code, answer.content) == (nobody.status_code, nobody.content) == (404, b"Nothing is here.")
    assert held(asha) == 0


def test_one_changed_letter_is_refused(asha: Membership, number: str, meta: Meta) -> None:
    hook = meta.say(DEV, content="Pay to account 1")
    assert bring(number, Hook(hook.body.replace(b"account 1", b"account 2"), hook.headers)).status_code == 404
    assert held(asha) == 0


def test_another_business_s_app_cannot_write_to_this_number(asha: Membership, cleo: Membership, meta: Meta) -> None:
    """Cleo's app signs rightly, with her own secret; neither at Asha's address nor in Asha's name does it get in."""
    hers = Meta(url=meta.url, number_id=meta.other_number)
    ours, theirs = connect(asha, meta), connect(cleo, hers)
    assert bring(f"/hooks/whatsapp/{ours.pk}", hers.say(DEV)).status_code == 404
    in_our_name = hers.bring(hers.message(DEV), person=DEV, number_id=meta.number_id)
    assert bring(f"/hooks/whatsapp/{theirs.pk}", in_our_name).status_code == 200
    assert (held(asha), held(cleo)) == (0, 0)


def test_the_same_person_at_two_businesses_shares_nothing(asha: Membership, cleo: Membership, meta: Meta) -> None:
    hers = Meta(url=meta.url, number_id=meta.other_number)
    bring(f"/hooks/whatsapp/{connect(asha, meta).pk}", meta.say(DEV, content="For Asha"))
    bring(f"/hooks/whatsapp/{connect(cleo, hers).pk}", hers.say(DEV, content="For Cleo"))
    assert (read_all(asha), read_all(cleo)) == (["For Asha"], ["For Cleo"])


def test_more_than_meta_ever_brings_is_refused_before_it_is_believed(asha: Membership, number: str, meta: Meta) -> None:
    big = meta.say(DEV, content="x" * 4000)
    assert bring(number, Hook(big.body + b" " * MOST_BYTES, big.headers)).status_code == 413
    assert held(asha) == 0


def test_the_question_whether_it_is_ours(number: str, meta: Meta) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": meta.secret["verify_token"], "hub.challenge": "<b>1</b>"}
    answer = Client().get(number, asked)
    assert (answer.status_code, answer.content) == (200, b"<b>1</b>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(number, {**asked, "hub.verify_token": "guess"}).status_code == 404
    assert Client().get(number).status_code == 404
    assert Client().put(number).status_code == 405


@pytest.mark.parametrize("kind", ["imap", "form", "nonsense"])
def test_what_brings_nothing_has_no_door(asha: Membership, number: str, meta: Meta, kind: str) -> None:
    assert bring(number.replace("whatsapp", kind), meta.say(DEV)).status_code == 404


def test_signed_nonsense_is_kept_and_shown_as_unreadable(asha: Membership, number: str, meta: Meta) -> None:
    assert bring(number, meta.sign(["not", "an", "object"])).status_code == 200
    read_all(asha)
    with acting_for(asha.business_id):
        assert RawEvent.objects.get().state == "failed"


def test_no_words_and_no_secret_in_the_log_of_a_refusal(
    number: str, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    hook = meta.say(DEV, content="Zanzibarquixote")
    bring(number, Hook(hook.body, {"X-Hub-Signature-256": "sha256=0"}))
    said = "".join(str(record.__dict__) for record in caplog.records)
    assert "hook_forged" in said
    for word in ("Zanzibarquixote", meta.app_secret, DEV.number):
        assert word not in said


def _asked(chunks: Sequence[bytes], headers: Sequence[tuple[bytes, bytes]] = ()) -> tuple[list[Any], int]:
    """What a client is answered that sends these pieces, and how many bytes the application got."""
    got, answers, left = 0, list[Any](), list(chunks)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal got
        while True:
            message = await receive()
            got += len(message.get("body", b""))
            if message["type"] == "http.disconnect":
                return
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: Any) -> None:
        answers.append(message)

    asyncio.run(BodyLimit(application, most=1000)({"type": "http", "headers": list(headers)}, receive, send))
    return [one["status"] for one in answers if "status" in one], got


def test_no_request_fills_the_disk_whatever_it_announces() -> None:
    assert _asked([b"x" * 400, b"x" * 600]) == ([200], 1000)
    assert _asked([b"x" * 400] * 9) == ([413], 800)
    assert _asked([b"x"], [(b"content-length", b"1001")]) == ([413], 0)
    assert _asked([b"x"], [(b"content-length", b"nonsense")]) == ([200], 1)


NOT_IN_A_ROW = {
    "NUL": "wamid.\0one",
    "half a letter": "wamid.\ud83d",
    "very long": "wamid." + "A" * 100_000,
    "no text": {"id": ["wamid.1"]},
    "a number": 10**400,
}


@pytest.mark.parametrize("id", NOT_IN_A_ROW.values(), ids=NOT_IN_A_ROW)
def test_an_id_that_no_row_can_hold_stops_nothing(asha: Membership, number: str, meta: Meta, id: Any) -> None:
    """In every place where Meta puts an id: of a message, of one that is quoted, of a status and of what it is about."""
    odd = meta.message(DEV, content="With an odd id", id=id)
    quoting = meta.message(DEV, content="Quoting it", context={"id": id})
    state = {"id": id, "status": id, "timestamp": "1", "recipient_id": id, "biz_opaque_callback_data": id}
    for hook in (
        meta.bring(odd, quoting, meta.message(DEV, content="Sound"), person=DEV),
        meta.bring(odd, person=DEV),
        meta.bring(quoting, person=DEV),
        meta.bring(state, part="statuses"),
        meta.bring({**state, "status": "read"}, state, part="statuses"),
    ):
        assert bring(number, hook).status_code == 200
    assert read_all(asha) == ["With an odd id", "Quoting it", "Sound"]
    with acting_for(asha.business_id):
        assert not RawEvent.objects.filter(state__in=("stored", "failed")).exists()
        first, second, _ = Message.objects.order_by("id")
        assert (second.envelope or {})["answers"] == str(first.pk)


def test_what_many_messages_share_is_not_written_out_for_each() -> None:
    """Half of the delivery is one card, or one number's particulars, and the other half are messages of that person."""
    meta = Meta()
    many = [{"id": f"wamid.{n}", "from": DEV.number, "type": "text", "text": {"body": "Hi"}} for n in range(1500)]
    long = "x" * 100_000
    value = {
        "messaging_product": long,
        "metadata": {"phone_number_id": meta.number_id, "display_phone_number": long},
        "contacts": [{"wa_id": DEV.number, "profile": {"name": long}, "more": long}] + [{"wa_id": DEV.number}] * 1500,
        "messages": many,
    }
    hook = meta.sign({"object": "whatsapp_business_account", "entry": [meta.entry(value)]})
    events = hooks.take_in(
        hook.body, {name.lower(): mark for name, mark in hook.headers.items()}, meta.settings, meta.secret, NOW
    )
    assert len({event.provider_event_id for event in events}) == len(events) == 1500
    assert sum(len(event.body) for event in events) < 1500 * 1500
    assert parsing.parse(events[0], meta.settings)[0].sender.name == "x" * 120  # type: ignore[union-attr]


def test_more_things_than_meta_puts_into_one_delivery_are_kept_as_one(
    asha: Membership, number: str, meta: Meta
) -> None:
    hook = meta.bring(*[{"id": f"wamid.{n}", "from": "447700900123"} for n in range(20_000)])
    assert bring(number, hook).status_code == 200
    assert read_all(asha) == []
    with acting_for(asha.business_id):
        assert RawEvent.objects.get().state == "failed"


def test_a_message_of_a_group_is_nobodys_also_among_others(asha: Membership, number: str, meta: Meta) -> None:
    value = {
        "metadata": {"phone_number_id": meta.number_id},
        "group_id": "120363",
        "messages": [meta.message(DEV), meta.message(DEV)],
    }
    bring(number, meta.sign({"entry": [meta.entry(value)]}))
    assert read_all(asha) == []


@pytest.mark.parametrize("deep", [200, 480, 900, 990, 50_000])
def test_json_as_deep_as_one_likes_is_taken_and_answered(asha: Membership, number: str, meta: Meta, deep: int) -> None:
    """Lists in lists, and a changed message that changes a changed message."""
    sound = json.dumps(meta.message(DEV, content="Sound"))
    for opening, closing in (("[", "]"), ('{"type": "edit", "edit": {"message": ', "}}")):
        odd = '{"id": "wamid.deep", "type": "edit", "edit": {"message": ' + opening * deep + "1" + closing * deep + "}}"
        for messages in (odd, f"{odd}, {sound}"):
            body = (
                '{"entry": [{"changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": '
                f'"{meta.number_id}"}}, "messages": [{messages}]}}}}]}}]}}'
            ).encode()
            mark = hmac.new(meta.app_secret.encode(), body, hashlib.sha256).hexdigest()
            assert bring(number, Hook(body, {"X-Hub-Signature-256": f"sha256={mark}"})).status_code == 200
    read_all(asha)
    with acting_for(asha.business_id):
        assert not RawEvent.objects.filter(state="stored").exists()


def test_what_was_erased_is_not_brought_back_by_the_same_delivery(asha: Membership, number: str, meta: Meta) -> None:
    hook = meta.say(DEV, content="Forget me", id="wamid." + "A" * 400)
    bring(number, hook)
    assert read_all(asha) == ["Forget me"]
    with acting_for(asha.business_id, asha.user_id):
        held_there = Message.objects.get()
        subject = Subject("customer", held_there.customer_id, asha.business_id)
        cases.erase_by_rule(subject=subject, now=timezone.now())
        RawEvent.objects.all().delete()
    assert bring(number, hook).status_code == 200
    assert read_all(asha) == []
