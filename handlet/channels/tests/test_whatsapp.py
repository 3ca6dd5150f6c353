"""A WhatsApp number against Meta's API as it is described: what goes out, what each answer proves, what may come in."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlet.channels.contract import (
    ConnectionRefused,
    Direction,
    FileGone,
    FilledTemplate,
    Forged,
    Handle,
    HandleChange,
    HandleKind,
    Incoming,
    InvalidSettings,
    LookUp,
    NamedFile,
    Outgoing,
    OutgoingAttachment,
    PermanentFailure,
    ProviderUnreachable,
    RawEvent,
    Reached,
    Receipt,
    ReconnectNeeded,
    Sent,
    Strength,
    Template,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.whatsapp import account, hooks, media, parsing, refusals
from handlet.channels.whatsapp.channel import WhatsAppChannel
from handlet.channels.whatsapp.graph import Graph, NoAnswer, Refused
from tests.peers.meta import Fault, Hook, Meta, Person

WHATSAPP = WhatsAppChannel()
NOW = datetime(2026, 11, 28, 9, 15, tzinfo=UTC)
DEV = Person()
HIDDEN = Person("Jo", "", "GB.22091208655302741")
PDF = OutgoingAttachment("Quote 1042.pdf", "application/pdf", b"%PDF-1.7 a quote")
QUOTE_READY: dict[str, Any] = {
    "name": "quote_ready",
    "language": "en_GB",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {"type": "BODY", "text": "Hello {{1}}, your quote is ready: {{2}}"},
        {"type": "FOOTER", "text": "Rowan Plumbing"},
    ],
}


def to(person: Person) -> list[Handle]:
    if person.number:
        return [Handle(HandleKind.PHONE, f"+{person.number}", f"+{person.number}", person.name)]
    return [Handle(HandleKind.WHATSAPP_ID, person.user_id, person.name, person.name)]


def message(person: Person = DEV, **more: Any) -> Outgoing:
    fields: dict[str, Any] = {
        "message_id": f"{secrets.token_hex(16)}@handlet.invalid",
        "sender_address": "",
        "sender_name": "",
        "to": to(person),
        "subject": "",
        "text": "Hi Dev, Tuesday at nine is fine. Asha",
    }
    return Outgoing(**{**fields, **more})


def send(meta: Meta, out: Outgoing) -> Any:
    return WHATSAPP.send(meta.settings, meta.secret, out)


def taken(meta: Meta, hook: Hook, at: datetime = NOW) -> list[RawEvent]:
    headers = {name.lower(): value for name, value in hook.headers.items()}
    return list(WHATSAPP.take_in(hook.body, headers, meta.settings, meta.secret, at))


def read(meta: Meta, hook: Hook) -> list[Any]:
    return [heard for event in taken(meta, hook, datetime.now(UTC)) for heard in WHATSAPP.parse(event, meta.settings)]


def only(meta: Meta, hook: Hook) -> Any:
    [one] = read(meta, hook)
    return one


# --- sending ---------------------------------------------------------------------------------------------------------


def test_words_arrive_as_they_were_approved_and_bear_our_own_mark(meta: Meta) -> None:
    meta.say(DEV)
    out = message(text="£80 – “all in” 🙂\n\nAsha")
    outcome = send(meta, out)
    [arrived] = meta.arrived
    assert outcome == Sent(arrived.name)
    assert (arrived.person, arrived.words, arrived.opaque, arrived.file) == (DEV, out.text, out.message_id, None)
    assert WHATSAPP.look_up(meta.settings, meta.secret, out.message_id) is LookUp.CANNOT_TELL


def test_a_quote_goes_as_one_document_with_the_words_under_it(meta: Meta) -> None:
    meta.say(DEV)
    out = message(attachments=[PDF])
    assert isinstance(send(meta, out), Sent)
    [arrived] = meta.arrived
    assert (arrived.kind, arrived.words, arrived.file) == ("document", out.text, (PDF.name, PDF.content))


def test_somebody_without_a_number_is_written_to_by_their_id(meta: Meta) -> None:
    meta.say(HIDDEN)
    assert isinstance(send(meta, message(HIDDEN)), Sent)
    assert json.loads(meta.asked("messages")[-1].body)["recipient"] == HIDDEN.user_id


@pytest.mark.parametrize(
    "out",
    [
        message(text="x" * 4097),
        message(text="x" * 1025, attachments=[PDF]),
        message(attachments=[PDF, PDF]),
        message(to=[*to(DEV), *to(HIDDEN)]),
    ],
)
def test_what_cannot_go_does_not_reach_the_network(meta: Meta, out: Outgoing) -> None:
    assert isinstance(send(meta, out), PermanentFailure)
    assert meta.journal == []


def test_a_day_after_they_wrote_only_a_template_goes(meta: Meta) -> None:
    meta.templates.append(QUOTE_READY)
    meta.say(DEV)
    meta.offset = 25 * 3600
    late = send(meta, message())
    assert isinstance(late, PermanentFailure)
    assert "24 hours" in late.reason
    [template] = WHATSAPP.templates(meta.settings, meta.secret)
    filled = FilledTemplate(template, ("Dev", "https://handlet.example/q/abc"))
    assert isinstance(send(meta, message(text=filled.text, template=filled)), Sent)
    [arrived] = meta.arrived
    words = "Hello Dev, your quote is ready: https://handlet.example/q/abc\n\nRowan Plumbing"
    assert arrived.words == filled.text == words


def test_named_blanks_are_filled_by_name_and_braces_in_a_value_are_no_blank(meta: Meta) -> None:
    components = [{"type": "BODY", "text": "Dear {{customer_name}}: {{quote_link}}"}]
    named = {**QUOTE_READY, "name": "named", "components": components, "parameter_format": "NAMED"}
    meta.templates.append(named)
    meta.say(DEV)
    [template] = WHATSAPP.templates(meta.settings, meta.secret)
    filled = FilledTemplate(template, ("{{quote_link}}", "https://handlet.example/q/abc"))
    assert isinstance(send(meta, message(text=filled.text, template=filled)), Sent)
    assert meta.arrived[0].words == "Dear {{quote_link}}: https://handlet.example/q/abc" == filled.text


def test_only_templates_that_we_can_fill_and_that_are_approved_are_offered(meta: Meta) -> None:
    body = {"type": "BODY", "text": "Hello {{1}}"}
    link = {"type": "URL", "text": "See it", "url": "https://handlet.example/{{1}}"}
    fixed = {"type": "QUICK_REPLY", "text": "Ring me"}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("pending", {"status": "PENDING"}),
        ("advert", {"category": "MARKETING"}),
        ("picture", {"components": [{"type": "HEADER", "format": "IMAGE"}, body]}),
        ("button", {"components": [body, {"type": "BUTTONS", "buttons": [link]}]}),
        ("mixed", {"components": [{"type": "BODY", "text": "{{1}} {{name}}"}]}),
        ("welsh", {"language": "cy"}),
        ("replies", {"components": [body, {"type": "BUTTONS", "buttons": [fixed]}]}),
        ("headed", {"components": [{"type": "HEADER", "format": "TEXT", "text": "Your quote"}, body]}),
    ]
    meta.templates += [{**QUOTE_READY, "name": name, **more} for name, more in rows]
    found = {one.name: one for one in WHATSAPP.templates(meta.settings, meta.secret)}
    assert list(found) == ["headed", "replies", "welsh"]
    assert found["headed"].text == "Your quote\n\nHello {{1}}"


Case = tuple[Fault, type[Any], int]
# What is true afterwards: whether it reached them.
OUTCOMES: list[Case] = [
    (Fault(how="drop", after=True), UnknownOutcome, 1),
    (Fault(how="nonsense", after=True), UnknownOutcome, 1),
    (Fault(status=500, after=True), UnknownOutcome, 1),
    (Fault(status=502), UnknownOutcome, 0),
    (Fault(how="drop"), UnknownOutcome, 0),
    (Fault(code=999_999, status=500), UnknownOutcome, 0),
    (Fault(status=429, retry_after="120"), TemporaryFailure, 0),
    *[
        (Fault(code=code), TemporaryFailure, 0)
        for code in (2, 4, 80007, 130429, 131000, 131016, 131057, 133016, 131056)
    ],
    (Fault(code=999_999, transient=True), TemporaryFailure, 0),
    *[(Fault(code=code, status=401), ReconnectNeeded, 0) for code in (0, 190, 3, 10, 200, 299)],
    *[
        (Fault(code=code), PermanentFailure, 0)
        for code in (
            131026,
            131047,
            131050,
            131051,
            131042,
            131031,
            131048,
            131049,
            132000,
            132001,
            132099,
            368,
            999_999,
        )
    ],
]


@pytest.mark.parametrize(("fault", "kind", "truth"), OUTCOMES, ids=str)
def test_what_is_said_of_an_attempt_is_never_more_than_what_is_known(
    meta: Meta, fault: Fault, kind: type[Any], truth: int
) -> None:
    meta.say(DEV)
    meta.fail("messages", fault)
    outcome = send(meta, message())
    assert isinstance(outcome, kind), outcome
    assert len(meta.arrived) == truth
    if not isinstance(outcome, Sent):
        assert outcome.reason.endswith(".")
        assert "message that changes" not in outcome.reason


def test_a_wait_that_is_asked_for_is_kept_and_an_absurd_one_is_not(meta: Meta) -> None:
    meta.say(DEV)
    meta.fail(
        "messages", Fault(code=130429, retry_after="90"), Fault(code=131056), Fault(code=4, retry_after="9999999")
    )
    waits = [send(meta, message()).retry_after_seconds for _ in range(3)]
    assert waits == [90, 360, 86_400]


@pytest.mark.parametrize(
    "fault", [Fault(how="drop"), Fault(status=503), Fault(how="nonsense"), Fault(code=999, status=500)]
)
def test_trouble_while_the_file_is_handed_over_has_sent_nothing(meta: Meta, fault: Fault) -> None:
    meta.say(DEV)
    meta.fail("media", fault)
    assert isinstance(send(meta, message(attachments=[PDF])), TemporaryFailure)
    assert meta.asked("messages") == []


def test_when_nobody_answers_nothing_was_sent(meta: Meta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDLET_WHATSAPP_API", "https://localhost:1")
    assert isinstance(send(meta, message()), TemporaryFailure)


def test_every_refusal_has_words_and_no_title_of_metas(meta: Meta) -> None:
    for code in (*refusals.SENTENCES, 0, 190, 10, 132099, 4711):
        assert refusals.sentence_of(code)[0].isupper() or refusals.sentence_of(code)[0] == "“"
        assert refusals.sentence_of(code).endswith(".")
        assert len(refusals.sentence_of(code)) <= 300


# --- the account -----------------------------------------------------------------------------------------------------


def test_the_number_is_looked_over_before_anything_is_kept(meta: Meta) -> None:
    found = account.look_over(meta.settings, meta.secret)
    assert (found.app_id, found.number, found.name) == (meta.app_id, meta.display, "Rowan Plumbing")
    assert {one.method for one in meta.journal} == {"GET"}


Wrong = tuple[dict[str, Any], dict[str, str], dict[str, Any], str]
WRONG: dict[str, Wrong] = {
    "token": ({}, {"token": "EAAnonsense"}, {}, "token"),
    "app secret": ({}, {"app_secret": "nonsense"}, {}, "app_secret"),
    "number": ({"phone_number_id": "1"}, {}, {}, "phone_number_id"),
    "telephone number": ({"phone_number_id": "07700 900042"}, {}, {}, "phone_number_id"),
    "account": ({"account_id": "1"}, {}, {}, "account_id"),
    "permission": ({}, {}, {"scopes": ["whatsapp_business_management"]}, "token"),
    "banned": ({}, {}, {"status": "BANNED"}, "phone_number_id"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_said_at_the_field_that_it_is_about(meta: Meta, case: Wrong) -> None:
    typed, secret, state, fault = case
    for name, value in state.items():
        setattr(meta, name, value)
    with pytest.raises(InvalidSettings) as refused:
        WHATSAPP.prove({**meta.settings, **typed}, {**meta.secret, **secret})
    assert refused.value.field == fault
    assert meta.token not in str(refused.value)


def test_a_path_typed_for_an_id_asks_for_nothing_else(meta: Meta) -> None:
    for value in ("../me", "1/messages", "1?x=2", "١٢٣", ""):
        with pytest.raises(InvalidSettings):
            account.look_over({**meta.settings, "account_id": value}, meta.secret)
    assert meta.journal == []


def test_meta_asks_our_address_before_it_brings_anything_there(meta: Meta) -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def ours(method: str, address: str, query: Any, body: bytes) -> tuple[int, bytes]:
        asked.append((address, dict(query)))
        return 200, (hooks.handshake(query, meta.secret) or "").encode()

    meta.call = ours
    address = "https://handlet.example/hooks/whatsapp/1"
    WHATSAPP.begin(meta.settings, meta.secret, address)
    assert {one for one, _ in asked} == {address}
    assert meta.subscribed == {meta.app_id: address}
    assert WHATSAPP.check(meta.settings, meta.secret).alive
    said = WHATSAPP.revoke(meta.settings, meta.secret)
    assert (meta.subscribed, said.startswith("Meta brings us no more messages.")) == ({}, True)
    gone = WHATSAPP.check(meta.settings, meta.secret)
    assert (gone.alive, gone.reconnect) == (False, True)


def test_an_address_that_meta_cannot_reach_is_named(meta: Meta) -> None:
    with pytest.raises(ConnectionRefused, match=r"could not reach https://handlet\.example "):
        WHATSAPP.begin(meta.settings, meta.secret, "https://handlet.example/hooks/whatsapp/1")


def test_what_another_of_their_apps_hooks_bring_is_left_alone(meta: Meta) -> None:
    theirs = {
        "object": "whatsapp_business_account",
        "callback_url": "https://other.example/",
        "active": True,
        "fields": [{"name": "messages", "version": "v25.0"}],
    }
    meta.app_hooks = [theirs]
    meta.call = lambda method, address, query, body: (200, query["hub.challenge"].encode())
    WHATSAPP.begin(meta.settings, meta.secret, "https://handlet.example/hooks/whatsapp/1")
    assert meta.app_hooks == [theirs]
    assert meta.subscribed[meta.app_id].startswith("https://handlet.example/")


def test_a_busy_meta_is_no_dead_token(meta: Meta) -> None:
    meta.fail("app", Fault(status=503), Fault(code=4, status=429))
    for _ in range(2):
        health = WHATSAPP.check(meta.settings, meta.secret)
        assert (health.alive, health.reconnect) == (False, False)
    dead = WHATSAPP.check(meta.settings, {**meta.secret, "token": "EAAold"})
    assert (dead.alive, dead.reconnect) == (False, True)


def test_a_provider_that_is_away_does_not_keep_us_from_leaving(meta: Meta) -> None:
    meta.fail("subscribed_apps", Fault(how="drop"))
    assert "did not answer" in WHATSAPP.revoke(meta.settings, meta.secret)


# --- the door --------------------------------------------------------------------------------------------------------


def test_only_who_knows_the_verify_token_gets_the_challenge_back() -> None:
    right = {"hub.mode": "subscribe", "hub.verify_token": "t", "hub.challenge": "1158201444"}
    secret = {"verify_token": "t"}
    assert hooks.handshake(right, secret) == "1158201444"
    wrongs: list[dict[str, str]] = [
        {**right, "hub.verify_token": "T"},
        {**right, "hub.mode": "unsubscribe"},
        {**right, "hub.challenge": "x" * 201},
        {**right, "hub.challenge": ""},
        {},
    ]
    assert [hooks.handshake(wrong, secret) for wrong in wrongs] == [None] * 5
    assert hooks.handshake({**right, "hub.verify_token": ""}, {"verify_token": ""}) is None
    assert hooks.handshake(right, {}) is None


def test_nothing_is_read_that_meta_has_not_signed(meta: Meta) -> None:
    hook = meta.say(DEV, content="Grüße – £80")
    right = hook.headers["X-Hub-Signature-256"]
    assert len(taken(meta, hook)) == 1
    for signature in ("", right[:-1], right[:-1] + ("0" if right[-1] != "0" else "1"), right.removeprefix("sha256="),
                      hook.headers["X-Hub-Signature"], "sha256=", "sha256=é"):  # fmt: skip
        with pytest.raises(Forged):
            taken(meta, Hook(hook.body, {**hook.headers, "X-Hub-Signature-256": signature}))
    # The same words, written in another way: another signature.
    again = json.dumps(json.loads(hook.body)).encode() + b" "
    with pytest.raises(Forged):
        taken(meta, Hook(again, hook.headers))
    with pytest.raises(Forged):
        WHATSAPP.take_in(hook.body, {"x-hub-signature-256": right}, meta.settings, {"app_secret": ""}, NOW)


def test_what_is_for_another_number_is_left_out_though_it_is_signed(meta: Meta) -> None:
    theirs, ours = meta.message(HIDDEN), meta.message(DEV)
    assert taken(meta, meta.bring(theirs, number_id=meta.other_number)) == []
    value = json.loads(meta.bring(theirs, person=HIDDEN, number_id=meta.other_number).body)["entry"][0]["changes"][0][
        "value"
    ]
    mine = json.loads(meta.bring(ours, person=DEV).body)["entry"][0]["changes"][0]["value"]
    both = meta.sign({"object": "whatsapp_business_account", "entry": [meta.entry(value), meta.entry(mine)]})
    [event] = taken(meta, both)
    assert event.provider_event_id == f"message:{ours['id']}"
    assert HIDDEN.user_id.encode() not in event.body
    page = meta.sign({"object": "page", "entry": [meta.entry(mine)]})
    assert taken(meta, page) == []


def test_one_delivery_of_several_people_is_kept_apart_and_a_single_one_byte_for_byte(meta: Meta) -> None:
    hook = meta.say(DEV)
    [event] = taken(meta, hook)
    assert event.body == hook.body
    first, second = meta.message(DEV, content="mine"), meta.message(HIDDEN, content="hers")
    one = json.loads(meta.bring(first, second, person=DEV).body)
    card = {"profile": {"name": "Jo"}, "user_id": HIDDEN.user_id}
    one["entry"][0]["changes"][0]["value"]["contacts"].append(card)
    events = taken(meta, meta.sign(one))
    assert [event.provider_event_id for event in events] == [f"message:{first['id']}", f"message:{second['id']}"]
    assert b"hers" not in events[0].body
    assert DEV.number.encode() not in events[1].body
    assert [only.sender.name for event in events for only in WHATSAPP.parse(event, meta.settings)] == [
        "Dev Patel",
        "Jo",
    ]  # type: ignore[union-attr]


def test_a_repeat_has_the_same_key_and_each_state_its_own(meta: Meta) -> None:
    hook = meta.say(DEV)
    assert taken(meta, hook)[0].provider_event_id == taken(meta, hook)[0].provider_event_id
    send(meta, message())
    [arrived] = meta.arrived
    keys = {taken(meta, meta.status_of(arrived, state))[0].provider_event_id for state in ("sent", "delivered", "sent")}
    assert len(keys) == 2


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"entry": 5}', b'{"entry": [{"changes": [{"value": []}]}]}', b"\xff"]
)
def test_a_signed_body_that_is_nothing_becomes_no_message_and_no_error(meta: Meta, body: bytes) -> None:
    hook = meta.sign({})
    mark = hooks.hmac.new(meta.app_secret.encode(), body, hashlib.sha256).hexdigest()
    events = taken(meta, Hook(body, {**hook.headers, "X-Hub-Signature-256": f"sha256={mark}"}))
    assert [heard for event in events for heard in WHATSAPP.parse(event, meta.settings)] == []


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_message_says_who_when_and_what(meta: Meta) -> None:
    read_as = only(meta, meta.say(DEV, content="Can you fit a tap?\n\nLS27 8RT  ", ago=60))
    assert isinstance(read_as, Incoming)
    assert (read_as.text, read_as.direction) == ("Can you fit a tap?\n\nLS27 8RT", Direction.INBOUND)
    number, user_id = read_as.sender, read_as.also[0]
    assert number is not None
    assert (number.kind, number.value, number.name) == (HandleKind.PHONE, "+447700900123", "Dev Patel")
    assert (user_id.kind, user_id.value) == (HandleKind.WHATSAPP_ID, DEV.user_id)
    assert {number.strength, user_id.strength} == {Strength.STRONG}
    assert read_as.sent_at is not None
    assert timedelta(seconds=55) < datetime.now(UTC) - read_as.sent_at < timedelta(seconds=75)


PEOPLE = {
    "number only": Person("A", "447700900123", ""),
    "id only": Person("A", "", "GB.1349"),
    "linked id": Person("A", "", "GB.ENT.1349"),
    "neither": Person("A", "", ""),
    "id where the number belongs": Person("A", "GB.1349", ""),
}


@pytest.mark.parametrize("case", list(PEOPLE))
def test_whoever_writes_is_known_by_what_there_is(meta: Meta, case: str) -> None:
    read_as = only(meta, meta.say(PEOPLE[case]))
    found = [handle.value for handle in (read_as.sender, *read_as.also) if handle is not None]
    expected = {
        "number only": ["+447700900123"],
        "linked id": ["GB.ENT.1349"],
        "neither": [],
    }.get(case, ["GB.1349"])
    assert found == expected
    assert ("does not say who" in " ".join(read_as.problems)) == (case == "neither")


CONTENTS: dict[str, tuple[str, Any, str]] = {
    "place": ("location", {"latitude": 53.79, "longitude": -1.54, "name": "No 12", "address": "Mill Lane"},
              "A place on the map: No 12, Mill Lane, (53.79000, -1.54000)"),
    "card": ("contacts", [{"name": {"formatted_name": "Sam"}, "phones": [{"phone": "+44 7700 900001"}]}],
             "A contact card:\nSam, +44 7700 900001"),
    "thumbs up": ("reaction", {"message_id": "wamid.X", "emoji": "👍"}, "👍"),
    "button": ("button", {"text": "Yes please", "payload": "y"}, "Yes please"),
    "list": ("interactive", {"type": "list_reply", "list_reply": {"id": "1", "title": "Monday", "description": "at 9"}},
             "Monday\nat 9"),
    "chosen": ("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "Ring me"}}, "Ring me"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTENTS.values(), ids=list(CONTENTS))
def test_kinds_without_words_of_their_own_are_put_into_words(meta: Meta, case: tuple[str, Any, str]) -> None:
    kind, content, words = case
    read_as = only(meta, meta.say(DEV, kind, content))
    assert (read_as.text, list(read_as.problems)) == (words, [])
    assert read_as.answers == ("wamid.X" if kind == "reaction" else "")


def test_a_reply_names_what_it_quotes_and_a_forwarded_one_does_not(meta: Meta) -> None:
    context = {"from": "447700900042", "id": "wamid.OURS"}
    assert only(meta, meta.say(DEV, context=context)).answers == "wamid.OURS"
    assert only(meta, meta.say(DEV, context={"forwarded": True})).answers == ""


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("unsupported", {"errors": [{"code": 131051, "title": "Message type unknown"}]}),
        ("hologram", {}),
        ("order", {}),
        ("text", {"errors": [{"code": 131052}]}),
    ],
)
def test_what_cannot_be_shown_is_shown_as_such(meta: Meta, kind: str, more: dict[str, Any]) -> None:
    read_as = only(meta, meta.say(DEV, kind, {"x": 1}, **more))
    assert read_as.text == ""
    assert "Open WhatsApp on your phone" in read_as.problems[0]


def test_a_taken_back_reaction_and_a_taken_back_message_ask_for_no_reply(meta: Meta) -> None:
    assert only(meta, meta.say(DEV, "reaction", {"message_id": "wamid.X"})).automatic
    revoked = only(meta, meta.say(DEV, "revoke", {"original_message_id": "wamid.X"}))
    assert (revoked.automatic, revoked.answers) == (True, "wamid.X")


def test_what_the_owner_wrote_on_the_phone_counts_as_sent(meta: Meta) -> None:
    echo = {
        "id": "wamid.E",
        "from": "447700900042",
        "to": DEV.number,
        "timestamp": "1",
        "type": "text",
        "text": {"body": "Hi"},
    }
    value = {"metadata": {"phone_number_id": meta.number_id}, "message_echoes": [echo]}
    hook = meta.sign({"entry": [meta.entry(value, fields="smb_message_echoes")]})
    read_as = only(meta, hook)
    assert (read_as.direction, read_as.text) == (Direction.OUTBOUND, "Hi")
    assert read_as.recipients[0].value == f"+{DEV.number}"


def test_a_new_number_is_the_same_person(meta: Meta) -> None:
    body = {"type": "user_changed_number", "body": "Dev changed", "wa_id": "447700900777", "user_id": "GB.777"}
    change = only(meta, meta.say(DEV, "system", body))
    assert isinstance(change, HandleChange)
    assert [one.value for one in change.old] == ["+447700900123", DEV.user_id]
    assert [one.value for one in change.new] == ["+447700900777", "GB.777"]


def test_a_group_is_no_customer(meta: Meta) -> None:
    assert read(meta, meta.say(DEV, group_id="123")) == []


STATES = [("sent", Reached.SENT), ("delivered", Reached.DELIVERED), ("read", Reached.READ), ("played", Reached.READ)]


@pytest.mark.parametrize(("state", "reached"), STATES)
def test_a_status_names_our_own_message(meta: Meta, state: str, reached: Reached) -> None:
    meta.say(DEV)
    out = message()
    send(meta, out)
    receipt = only(meta, meta.status_of(meta.arrived[0], state))
    assert isinstance(receipt, Receipt)
    assert (receipt.message_id, receipt.external_id, receipt.reached) == (out.message_id, meta.arrived[0].name, reached)


def test_a_failure_is_told_in_words_and_an_unknown_state_moves_nothing(meta: Meta) -> None:
    meta.say(DEV)
    send(meta, message())
    failed = only(meta, meta.status_of(meta.arrived[0], "failed", code=131026))
    assert (failed.reached, failed.sentence) == (Reached.FAILED, refusals.SENTENCES[131026])
    assert only(meta, meta.status_of(meta.arrived[0], "failed", code=131050)).alone
    assert only(meta, meta.status_of(meta.arrived[0], "teleported")).reached is None


@pytest.mark.parametrize("timestamp", ["", "never", "-5", "99999999999", "9" * 40, None, 12, {"a": 1}])
def test_an_absurd_time_is_not_believed(meta: Meta, timestamp: Any) -> None:
    at = only(meta, meta.say(DEV, timestamp=timestamp)).sent_at
    assert at is None or at == datetime.fromtimestamp(12, UTC)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KINDS = ["text", "image", "location", "contacts", "reaction", "interactive", "system", "edit", "button", "audio", "x"]


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(_KINDS),
    content=_ANYTHING,
    rest=st.dictionaries(
        st.sampled_from(["from", "from_user_id", "id", "timestamp", "context", "errors", "type"]), _ANYTHING, max_size=5
    ),
    contacts=_ANYTHING,
)
def test_whatever_stands_there_reading_never_breaks(kind: str, content: Any, rest: Any, contacts: Any) -> None:
    value = {"metadata": {"phone_number_id": "1"}, "contacts": contacts, "messages": [{"type": kind, kind: content, **rest}],
             "statuses": [{"status": content, **rest}]}  # fmt: skip
    body = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]}).encode()
    for heard in parsing.parse(RawEvent("x", body, {"received_at": NOW.isoformat()}), {}):
        assert isinstance(heard, Incoming | Receipt | HandleChange)


# --- files -----------------------------------------------------------------------------------------------------------

JPEG = b"\xff\xd8\xff\xe0 a photo of a tap"


def file_of(meta: Meta, hook: Hook) -> NamedFile:
    [file] = only(meta, hook).files
    return NamedFile(file.ref, file.name, file.content_type, file.digest)


def test_a_photo_is_fetched_with_the_token_and_has_a_name(meta: Meta) -> None:
    hook = meta.say(DEV, "image", meta.photo(JPEG, caption="This one"))
    assert only(meta, hook).text == "This one"
    fetched = WHATSAPP.fetch(meta.settings, meta.secret, file_of(meta, hook))
    assert (fetched.name, fetched.content_type, fetched.content) == ("photo.jpg", "image/jpeg", JPEG)


@pytest.mark.parametrize(
    ("said", "content", "true"),
    [
        ("image/jpeg", b"<html><script>alert(1)</script>", "application/octet-stream"),
        ("application/pdf", b"MZ\x90\x00 a program", "application/x-msdownload"),
        ("image/png", JPEG, "image/jpeg"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_content_is_not_what_was_said(said: str, content: bytes, true: str) -> None:
    assert media.true_type(said, content) == true


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../etc/passwd", "passwd.pdf"), ("a\\b\\c.pdf", "c.pdf"), ("\u202efdp.exe", "fdp.exe"),
     ("x" * 300 + ".pdf", "x" * 130 + ".pdf"),
     ('a<b>:"|?*.pdf', "a_b______.pdf"), ("", "document.pdf"), ("\n\t ", "document.pdf")],
)  # fmt: skip
def test_a_hostile_name_leads_nowhere(meta: Meta, given: str, name: str) -> None:
    hook = meta.say(DEV, "document", meta.photo(b"%PDF-1.7", "application/pdf", filename=given))
    assert file_of(meta, hook).name == name


def test_a_voice_note_plays_and_a_ref_that_is_a_path_is_not_asked_for(meta: Meta) -> None:
    note = meta.photo(b"OggS voice", "audio/ogg; codecs=opus", voice=True)
    assert file_of(meta, meta.say(DEV, "audio", note)).name == "voice-note.ogg"
    read_as = only(meta, meta.say(DEV, "image", {"id": "../123/messages", "mime_type": "image/jpeg"}))
    assert (list(read_as.files), len(read_as.problems)) == ([], 1)


def test_a_damaged_file_is_not_kept(meta: Meta) -> None:
    hook = meta.say(DEV, "image", {**meta.photo(JPEG), "sha256": hashlib.sha256(b"another").hexdigest()})
    with pytest.raises(FileGone, match="damaged"):
        WHATSAPP.fetch(meta.settings, meta.secret, file_of(meta, hook))


def test_a_file_that_is_too_large_or_gone_is_said_and_trouble_is_tried_again(meta: Meta) -> None:
    file = file_of(meta, meta.say(DEV, "image", meta.photo(JPEG + b"x" * (6 * 1024 * 1024))))
    with pytest.raises(FileGone, match="too large"):
        WHATSAPP.fetch(meta.settings, meta.secret, file)
    assert not [one for one in meta.journal if one.path.startswith("/file/")]
    with pytest.raises(FileGone, match="send it again"):
        WHATSAPP.fetch(meta.settings, meta.secret, NamedFile("123456789", "x.jpg", "image/jpeg"))
    small = file_of(meta, meta.say(DEV, "image", meta.photo(JPEG)))
    meta.fail(small.ref, Fault(status=503))
    with pytest.raises(ProviderUnreachable):
        WHATSAPP.fetch(meta.settings, meta.secret, small)


def test_a_file_that_says_it_is_small_and_is_not_stops_at_the_limit(meta: Meta) -> None:
    """The size that is announced is anybody's claim; what counts is what comes."""
    meta.addresses["/file/big"] = "9"
    meta.files["9"] = (meta.number_id, "image/jpeg", JPEG + b"x" * 200_000)
    assert Graph(meta.token).download(f"{meta.url}/file/big", most=100_000) is None


@pytest.mark.parametrize(
    "host", ["https://169.254.169.254", "https://evil.example", "http://localhost", "https://localhost:1", "file://"]
)
def test_the_token_goes_to_nobody_but_meta(meta: Meta, host: str) -> None:
    meta.file_host = host
    hook = meta.say(DEV, "image", meta.photo(JPEG))
    with pytest.raises(FileGone, match="not its own"):
        WHATSAPP.fetch(meta.settings, meta.secret, file_of(meta, hook))


@pytest.mark.parametrize(
    ("address", "is_metas"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
        ("https://evil.example/fbsbx.com", False),
        ("https://lookaside.fbsbx.com.evil.example/", False),
        ("https://evilfbsbx.com/", False),
        ("https://user@lookaside.fbsbx.com/", False),
        ("https://lookaside.fbsbx.com:8443/", False),
        ("http://lookaside.fbsbx.com/", False),
    ],
)
def test_in_production_only_metas_hosts_are_asked_for_files(
    monkeypatch: pytest.MonkeyPatch, address: str, is_metas: bool
) -> None:
    from handlet.channels.whatsapp import graph
    from handlet.kit.egress import EgressRefused

    monkeypatch.delenv("HANDLET_WHATSAPP_API", raising=False)
    if is_metas:
        graph._check_is_metas(address)
    else:
        with pytest.raises(EgressRefused):
            graph._check_is_metas(address)


def test_an_answer_in_no_known_form_is_no_answer(meta: Meta) -> None:
    meta.fail("app", Fault(how="nonsense"), Fault(code=190, status=401))
    with pytest.raises(NoAnswer):
        Graph(meta.token).get("app", fields="id")
    with pytest.raises(Refused):
        Graph(meta.token).get("app", fields="id")


def test_no_token_and_no_words_in_what_is_logged(meta: Meta, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    meta.say(DEV)
    send(meta, message(text="Zanzibarquixote"))
    hook = meta.say(DEV, "image", meta.photo(JPEG))
    WHATSAPP.fetch(meta.settings, meta.secret, file_of(meta, hook))
    for word in (meta.token, meta.app_secret, "Zanzibarquixote", DEV.number):
        assert word not in caplog.text


def test_an_unfilled_template_names_no_one() -> None:
    with pytest.raises(ValueError):
        _ = FilledTemplate(Template("a", "en_GB", "Hello {{1}}", ("1",)), ()).text
