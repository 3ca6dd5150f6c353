"""Sending to a real Dovecot and to a mail server that misbehaves: one attempt, one true outcome, never two copies."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.channels.contract import (
    Handle,
    HandleKind,
    LookUp,
    Outgoing,
    OutgoingAttachment,
    PermanentFailure,
    ReconnectNeeded,
    SendOutcome,
    Sent,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.imap import composing, sending
from handlet.channels.imap.channel import ImapChannel
from handlet.channels.imap.parsing import read_mail
from tests.peers.dovecot import Dovecot, Mailbox
from tests.peers.smtp_sink import Fault, Sink

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
# A test does not wait ten minutes for an answer that never comes.
IMAP = ImapChannel(answer_seconds=1.5)


def message(box: Mailbox, *to: str, **more: Any) -> Outgoing:
    fields: dict[str, Any] = {
        "message_id": f"{secrets.token_hex(16)}@example.test",
        "sender_address": box.address,
        "sender_name": "Rowan Plumbing",
        "to": [Handle(HandleKind.EMAIL, one, one, "Dev Patel") for one in to],
        "subject": "Your tap",
        "text": "Hi Dev,\n\nTuesday is fine.\n\nAsha\n",
        "date": NOW,
    }
    return Outgoing(**{**fields, **more})


def direct(box: Mailbox, sink: Sink) -> dict[str, Any]:
    """The mailbox's IMAP server with the sink's own SMTP server."""
    return {**box.settings, **sink.settings(box.address)}


Send = Callable[[Outgoing], SendOutcome]


@pytest.fixture(params=["directly", "through submission"])
def road(request: pytest.FixtureRequest, dovecot: Dovecot, smtp_sink: Sink) -> tuple[Mailbox, Send]:
    box = dovecot.mailbox()
    if request.param == "directly":
        return box, lambda out: IMAP.send(direct(box, smtp_sink), {"password": _both(box, smtp_sink)}, out)
    return box, lambda out: IMAP.send(box.settings, box.secret, out)


def _both(box: Mailbox, sink: Sink) -> str:
    """One password for the sink and for Dovecot, as a connection has one."""
    sink.password = box.password
    return box.password


def sent_copies(box: Mailbox, message_id: str) -> list[bytes]:
    return [bytes(one[b"BODY[]"]) for one in box.folder("Sent").values() if message_id.encode() in one[b"BODY[]"]]


def test_a_message_arrives_once_and_one_copy_lies_in_sent(
    road: tuple[Mailbox, Send], dovecot: Dovecot, smtp_sink: Sink
) -> None:
    box, send = road
    customer = dovecot.mailbox()
    out = message(box, customer.address)
    assert send(out) == Sent(out.message_id)
    [delivery] = smtp_sink.delivered(out.message_id)
    assert (delivery.sender, delivery.recipient) == (box.address, customer.address)
    assert len(customer.folder("INBOX")) == 1
    [copy] = sent_copies(box, out.message_id)
    assert box.folder("Sent")[1][b"FLAGS"][0] == b"\\Seen"
    assert read_mail(copy).text == read_mail(delivery.content).text == "Hi Dev,\n\nTuesday is fine.\n\nAsha"
    assert IMAP.look_up(box.settings, box.secret, out.message_id) is LookUp.FOUND


# What is true afterwards: delivered (1), not delivered (0).
OUTCOMES: list[tuple[Fault, type[Any], int]] = [
    (Fault.REFUSE_FOR_NOW, TemporaryFailure, 0),
    (Fault.REFUSE, PermanentFailure, 0),
    (Fault.DELIVER_THEN_DROP, UnknownOutcome, 1),
    (Fault.DELIVER_THEN_421, UnknownOutcome, 1),
    (Fault.DELIVER_THEN_HANG, UnknownOutcome, 1),
    (Fault.RECIPIENT_LATER, TemporaryFailure, 0),
    (Fault.RECIPIENT_REFUSED, PermanentFailure, 0),
]


@pytest.mark.parametrize(("fault", "kind", "truth"), OUTCOMES, ids=lambda value: getattr(value, "value", None))
def test_what_is_said_of_an_attempt_is_never_more_than_what_is_known(
    road: tuple[Mailbox, Send], dovecot: Dovecot, smtp_sink: Sink, fault: Fault, kind: type[Any], truth: int
) -> None:
    box, send = road
    customer = dovecot.mailbox()
    smtp_sink.misbehave(customer.address, fault)
    out = message(box, customer.address)
    outcome = send(out)
    assert isinstance(outcome, kind), outcome
    smtp_sink.let_go()
    if truth:
        smtp_sink.wait_for(out.message_id)
    assert len(smtp_sink.delivered(out.message_id)) == truth
    assert len(customer.folder("INBOX")) == truth
    assert sent_copies(box, out.message_id) == []
    assert IMAP.look_up(box.settings, box.secret, out.message_id) is LookUp.CANNOT_TELL


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.DROP_BEFORE_DATA_ENDS, TemporaryFailure),
        (Fault.DATA_REFUSED_FOR_NOW, TemporaryFailure),
        (Fault.DATA_421, TemporaryFailure),
        (Fault.DELIVER_THEN_500S, UnknownOutcome),
    ],
)
def test_faults_that_only_a_server_itself_can_show(
    dovecot: Dovecot, smtp_sink: Sink, fault: Fault, kind: type[Any]
) -> None:
    box = dovecot.mailbox()
    smtp_sink.misbehave("customer@elsewhere.test", fault)
    # Large enough that the line breaks while it is being sent, and not only before the answer.
    files = [OutgoingAttachment("plan.pdf", "application/pdf", b"x" * 12_000_000)]
    out = message(box, "customer@elsewhere.test", attachments=files)
    outcome = IMAP.send(direct(box, smtp_sink), {"password": _both(box, smtp_sink)}, out)
    assert isinstance(outcome, kind), outcome
    assert len(smtp_sink.delivered(out.message_id)) == (1 if kind is UnknownOutcome else 0)


def test_a_mail_handed_on_long_after_we_stopped_waiting_is_found_and_never_sent_again(
    road: tuple[Mailbox, Send], dovecot: Dovecot, smtp_sink: Sink
) -> None:
    box, send = road
    customer = dovecot.mailbox()
    smtp_sink.misbehave(customer.address, Fault.TAKE_THEN_HANG)
    out = message(box, customer.address)
    assert isinstance(send(out), UnknownOutcome)
    assert IMAP.look_up(box.settings, box.secret, out.message_id) is LookUp.CANNOT_TELL
    assert smtp_sink.delivered(out.message_id) == []
    smtp_sink.let_go()
    smtp_sink.wait_for(out.message_id)
    # The customer answers: that proves that it came.
    box.deliver(
        f"From: {customer.address}\r\nIn-Reply-To: <{out.message_id}>\r\nSubject: Re: Your tap\r\n\r\nGreat.\r\n".encode()
    )
    assert IMAP.look_up(box.settings, box.secret, out.message_id) is LookUp.FOUND
    assert len(smtp_sink.delivered(out.message_id)) == 1


def test_a_message_refused_for_now_goes_out_once_at_the_next_attempt_with_the_same_id(
    road: tuple[Mailbox, Send], dovecot: Dovecot, smtp_sink: Sink
) -> None:
    box, send = road
    customer = dovecot.mailbox()
    out = message(box, customer.address)
    smtp_sink.misbehave(customer.address, Fault.REFUSE_FOR_NOW)
    assert isinstance(send(out), TemporaryFailure)
    smtp_sink.faults.clear()
    assert isinstance(send(out), Sent)
    assert len(smtp_sink.delivered(out.message_id)) == 1
    assert len(sent_copies(box, out.message_id)) == 1


def test_one_attempt_is_one_attempt(dovecot: Dovecot, smtp_sink: Sink) -> None:
    box = dovecot.mailbox()
    smtp_sink.misbehave("customer@elsewhere.test", Fault.REFUSE_FOR_NOW)
    IMAP.send(direct(box, smtp_sink), {"password": _both(box, smtp_sink)}, message(box, "customer@elsewhere.test"))
    assert smtp_sink.commands == ["RCPT customer@elsewhere.test", "DATA"]


def test_a_recipient_refused_beside_one_that_was_taken_is_told(
    road: tuple[Mailbox, Send], dovecot: Dovecot, smtp_sink: Sink
) -> None:
    box, send = road
    customer = dovecot.mailbox()
    smtp_sink.misbehave("gone@elsewhere.test", Fault.RECIPIENT_REFUSED)
    out = message(box, customer.address, "gone@elsewhere.test")
    outcome = send(out)
    assert isinstance(outcome, Sent)
    [refused] = outcome.refused
    assert (refused.address, refused.permanent) == ("gone@elsewhere.test", True)
    assert "gone@elsewhere.test" in outcome.note
    assert [one.recipient for one in smtp_sink.delivered(out.message_id)] == [customer.address]


def test_a_refusal_is_told_in_words_with_the_servers_own(dovecot: Dovecot, smtp_sink: Sink) -> None:
    box = dovecot.mailbox()
    smtp_sink.misbehave("gone@elsewhere.test", Fault.RECIPIENT_REFUSED)
    outcome = IMAP.send(box.settings, box.secret, message(box, "gone@elsewhere.test"))
    assert isinstance(outcome, PermanentFailure)
    assert "refused the address gone@elsewhere.test" in outcome.reason
    assert "No such user here" in outcome.reason


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("535 5.7.8 Wrong password", ReconnectNeeded),
        ("534 5.7.9 Application-specific password required", ReconnectNeeded),
        ("454 4.7.0 Temporary authentication failure", TemporaryFailure),
        ("421 4.7.0 Too many connections", TemporaryFailure),
    ],
)
def test_a_dead_password_is_told_from_a_busy_server(
    dovecot: Dovecot, smtp_sink: Sink, answer: str, kind: type[Any]
) -> None:
    box = dovecot.mailbox()
    smtp_sink.sign_in_answer = answer
    out = message(box, "customer@elsewhere.test")
    outcome = IMAP.send(direct(box, smtp_sink), {"password": _both(box, smtp_sink)}, out)
    assert isinstance(outcome, kind), outcome
    assert smtp_sink.deliveries == []


def test_a_server_that_is_away_or_not_to_be_trusted_takes_nothing(
    dovecot: Dovecot, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = dovecot.mailbox()
    out = message(box, "customer@elsewhere.test")
    assert isinstance(IMAP.send({**box.settings, "smtp_port": 9}, box.secret, out), TemporaryFailure)
    assert isinstance(IMAP.send({**box.settings, "smtp_host": "nowhere.invalid"}, box.secret, out), TemporaryFailure)
    # The relay speaks no TLS at all: nothing goes over a plain line, the password least of all.
    plain = IMAP.send({**box.settings, "smtp_port": smtp_sink.relay_port, "smtp_tls": "starttls"}, box.secret, out)
    assert isinstance(plain, PermanentFailure)
    assert "encryption" in plain.reason
    monkeypatch.delenv("HANDLET_EXTRA_CA")
    outcome = IMAP.send(box.settings, box.secret, out)
    assert isinstance(outcome, PermanentFailure)
    assert "certificate" in outcome.reason
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "")
    assert isinstance(IMAP.send(box.settings, box.secret, out), PermanentFailure)
    assert smtp_sink.deliveries == []


def test_a_copy_that_is_there_already_is_not_filed_again(dovecot: Dovecot, smtp_sink: Sink) -> None:
    box = dovecot.mailbox()
    out = message(box, "customer@elsewhere.test")
    with box.client() as client:
        client.append("Sent", composing.compose(out))
    assert isinstance(IMAP.send(box.settings, box.secret, out), Sent)
    assert len(sent_copies(box, out.message_id)) == 1


def test_a_copy_that_cannot_be_filed_is_told_and_the_message_has_gone(dovecot: Dovecot, smtp_sink: Sink) -> None:
    box = dovecot.mailbox()
    out = message(box, "customer@elsewhere.test")
    outcome = IMAP.send({**box.settings, "imap_port": 9}, box.secret, out)
    assert isinstance(outcome, Sent)
    assert "no copy could be put" in outcome.note
    assert len(smtp_sink.delivered(out.message_id)) == 1


def test_a_provider_that_files_sent_mail_itself_gets_no_second_copy(
    dovecot: Dovecot, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending.hosts, "_FILING", ("localhost",))
    box = dovecot.mailbox()
    out = message(box, "customer@elsewhere.test")
    assert IMAP.send(box.settings, box.secret, out) == Sent(out.message_id)
    assert sent_copies(box, out.message_id) == []


def test_an_answer_lands_in_the_customers_thread_by_their_own_servers_judgement(
    dovecot: Dovecot, smtp_sink: Sink
) -> None:
    box, customer = dovecot.mailbox(), dovecot.mailbox()
    with customer.client() as client:
        client.append("INBOX", b"Message-ID: <asked@example.test>\r\nSubject: Leaking tap\r\n\r\nIt leaks.\r\n")
        client.append("INBOX", b"Message-ID: <other@example.test>\r\nSubject: Something else\r\n\r\nHi.\r\n")
    out = message(
        box, customer.address, subject="Completely different words", in_reply_to="asked@example.test",
        references=[*(f"{number}.{'x' * 60}@example.test" for number in range(40)), "asked@example.test"],
    )  # fmt: skip
    assert isinstance(IMAP.send(box.settings, box.secret, out), Sent)
    with customer.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert client.thread("REFERENCES") == ((1, 3), (2,))


def test_what_leaves_is_what_was_approved_by_hash(road: tuple[Mailbox, Send], smtp_sink: Sink) -> None:
    box, send = road
    files = [
        OutgoingAttachment("Quote Q-7.pdf", "application/pdf", b"%PDF-1.7\r\n" + bytes(range(256)) * 50),
        OutgoingAttachment("Kü" + "c" * 200 + "he.pdf", "application/pdf", b"second"),
        OutgoingAttachment("../../etc/passwd", "x/y; name=evil\r\nBcc: v@example.test", b"third"),
    ]
    text = "Hi Dév 👨‍👩‍👧 – it’s £1,234.50\n.\n..two dots\nFrom here on\n\n" + "long " * 400 + "\nשלום  trailing  \n"
    out = message(
        box, "customer@elsewhere.test", text=text, subject="£5 – “Küche” 🚿 " + "word " * 30, attachments=files
    )
    assert isinstance(send(out), Sent)
    [delivery] = smtp_sink.delivered(out.message_id)
    arrived: Any = message_from_bytes(delivery.content, policy=policy.default)
    assert arrived.get_body().get_content().replace("\r\n", "\n") == text
    assert [hashlib.sha256(part.get_content()).digest() for part in arrived.iter_attachments()] == [
        hashlib.sha256(file.content).digest() for file in files
    ]
    names = [part.get_filename() for part in arrived.iter_attachments()]
    assert names[0] == "Quote Q-7.pdf"
    assert names[1].startswith("Kücc")
    assert names[1].endswith(".pdf")
    assert names[2] == "passwd"
    assert arrived["Subject"] == " ".join(out.subject.split())
    assert "Bcc" not in arrived
    assert all(len(line) <= 998 and line.isascii() for line in delivery.content.split(b"\r\n"))


def test_a_message_too_large_for_the_server_is_refused_before_it_is_sent(dovecot: Dovecot, smtp_sink: Sink) -> None:
    box = dovecot.mailbox()
    huge = OutgoingAttachment("plan.pdf", "application/pdf", b"x" * 26_000_000)
    outcome = IMAP.send(
        direct(box, smtp_sink), {"password": _both(box, smtp_sink)},
        message(box, "customer@elsewhere.test", attachments=[huge]),
    )  # fmt: skip
    assert isinstance(outcome, PermanentFailure)
    assert "MB" in outcome.reason
    assert smtp_sink.commands == []


def test_a_customer_without_an_address_gets_nothing_and_the_owner_a_sentence(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    phone = Handle(HandleKind.PHONE, "+447700900123", "07700 900123")
    for to in (
        [],
        [phone],
        [Handle(HandleKind.EMAIL, "not an address", "x")],
        [Handle(HandleKind.EMAIL, "ü@example.test", "x")],
    ):
        assert isinstance(IMAP.send(box.settings, box.secret, message(box, to=to)), PermanentFailure)


def test_nobody_smuggles_a_header_through_a_name_a_subject_or_an_id() -> None:
    evil = "x\r\nBcc: victim@example.test\r\n\r\nbody\u2028\x00"
    out = Outgoing(
        message_id="a@b\r\nX-Id: 1",
        sender_address="rowan@example.test",
        sender_name=evil,
        to=[Handle(HandleKind.EMAIL, "dev@example.test", "dev@example.test", evil)],
        subject=evil,
        text="Hi",
        in_reply_to="c@d>\r\nX-Reply: 1",
        references=["e@f\r\n\r\nX-Ref: 1", ""],
        attachments=[OutgoingAttachment(evil, "text/plain", b"x")],
        date=NOW,
    )
    arrived = message_from_bytes(composing.compose(out), policy=policy.default)
    assert set(arrived.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert [one.addr_spec for one in arrived["To"].addresses] == ["dev@example.test"]


@given(st.text(max_size=300), st.text(max_size=100), st.text(max_size=300))
def test_any_words_at_all_leave_and_are_read_again(subject: str, name: str, text: str) -> None:
    out = Outgoing(
        "id@example.test", "rowan@example.test", name, [Handle(HandleKind.EMAIL, "dev@example.test", "x", name)], subject,
        text, date=NOW,
    )  # fmt: skip
    content = composing.compose(out)
    assert content.isascii()
    arrived: Any = message_from_bytes(content, policy=policy.default)
    assert isinstance(arrived, EmailMessage)
    assert set(arrived.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    found = read_mail(content)
    assert [one.address for one in found.to] == ["dev@example.test"]
    assert found.senders[0].address == "rowan@example.test"
    assert found.message_id == "id@example.test"
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").encode("utf-8", "replace").decode()
    assert arrived.get_content().replace("\r\n", "\n").rstrip("\n") == wanted.rstrip("\n")


@pytest.mark.parametrize(
    "name", ["Rowan Plumbing", "Rowan & Söhne “GmbH”", 'Quote " inside', "a@b.example", "שלום", "x" * 300, ""]
)
def test_a_senders_name_of_any_kind_is_read_as_it_was_meant(name: str) -> None:
    out = Outgoing(
        "i@d", "rowan@example.test", name, [Handle(HandleKind.EMAIL, "d@e.example", "x")], "s", "t", date=NOW
    )
    [sender] = read_mail(composing.compose(out)).senders
    assert sender.address == "rowan@example.test"
    assert sender.name == ("" if "@" in name else " ".join(name.replace('"', "").split())[:120])


def test_the_log_of_sending_holds_no_secret_address_or_word(
    dovecot: Dovecot, smtp_sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    box = dovecot.mailbox()
    caplog.set_level(logging.DEBUG)
    IMAP.send(box.settings, box.secret, message(box, "customer@elsewhere.test"))
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail")]
    for told in (box.password, box.address, "customer@elsewhere.test", "Tuesday is fine"):
        assert not any(told in line for line in ours)
