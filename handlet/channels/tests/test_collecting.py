"""Collecting from a real Dovecot: nothing lost, nothing twice, nothing changed in the mailbox."""

from __future__ import annotations

import logging
import os
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlet.channels import registry
from handlet.channels.contract import (
    Batch,
    ConnectionRefused,
    Direction,
    Incoming,
    InvalidSettings,
    ProviderUnreachable,
    RawEvent,
)
from handlet.channels.imap import collecting
from tests.peers.dovecot import Dovecot, Mailbox
from tests.peers.odd_imap import OddImap

pytestmark = pytest.mark.peers

IMAP = registry.get("imap")
NOW = datetime.now(UTC).replace(microsecond=0)


def mail(number: int | str, more: str = "", body: str = "Hello", date: datetime = NOW) -> bytes:
    when = date.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"From: Dev <dev@example.test>\r\nTo: rowan@example.test\r\nSubject: Number {number}\r\nDate: {when}\r\n"
        f"Message-ID: <{number}@example.test>\r\n{more}\r\n{body}\r\n"
    ).encode()


def put(box: Mailbox, content: bytes, folder: str = "INBOX", at: datetime = NOW, flags: Sequence[bytes] = ()) -> None:
    with box.client() as client:
        client.append(folder, content, flags=flags, msg_time=at)


def collected(
    box: Mailbox | OddImap, cursor: Mapping[str, Any] | None = None
) -> tuple[list[RawEvent], Mapping[str, Any]]:
    secret = box.secret if isinstance(box, Mailbox) else {"password": "x"}
    settings = box.settings if isinstance(box, Mailbox) else box.settings()
    batches = list(IMAP.collect(settings, secret, cursor or {}, NOW))
    return [event for batch in batches for event in batch.events], batches[-1].cursor


def read(events: Sequence[RawEvent]) -> list[Incoming]:
    return [incoming for event in events for incoming in IMAP.parse(event, {})]


def subjects(events: Sequence[RawEvent]) -> list[str]:
    return [incoming.subject for incoming in read(events)]


def test_the_first_collection_takes_ninety_days_newest_first_from_inbox_and_sent_as_history(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    put(box, mail("old"), at=NOW - timedelta(days=120))
    for number in (1, 2, 3):
        put(box, mail(number), at=NOW - timedelta(days=10 - number))
    put(box, mail("mine"), folder="Sent")
    events, _ = collected(box)
    assert subjects(events) == ["Number 3", "Number 2", "Number 1", "Number mine"]
    assert all(incoming.historical for incoming in read(events))
    assert [one.direction for one in read(events)] == [Direction.INBOUND] * 3 + [Direction.OUTBOUND]


def test_the_bytes_are_the_mailboxs_own_and_nothing_in_the_mailbox_changes(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    odd = b"From: a@b.example\r\nSubject: \xa350\r\n\r\n\x80\x81 odd \xff bytes\r\n.\r\n"
    put(box, odd, flags=[b"\\Flagged"])
    put(box, mail(1))
    put(box, mail(2), folder="Sent", flags=[b"\\Seen"])
    before = {name: box.folder(name) for name in ("INBOX", "Sent")}
    events, cursor = collected(box)
    collected(box, cursor)
    IMAP.check(box.settings, box.secret)
    after = {name: box.folder(name) for name in ("INBOX", "Sent")}
    assert odd in [event.body for event in events]
    for name in before:
        assert {uid: one[b"BODY[]"] for uid, one in before[name].items()} == {
            uid: one[b"BODY[]"] for uid, one in after[name].items()
        }
        for uid, one in before[name].items():
            assert set(one[b"FLAGS"]) - {b"\\Recent"} == set(after[name][uid][b"FLAGS"]) - {b"\\Recent"}


def test_new_mail_comes_once_and_is_news(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    put(box, mail(1))
    _, cursor = collected(box)
    assert collected(box, cursor) == ([], cursor)
    box.deliver(mail(2))
    put(box, mail(3), folder="Sent")
    events, cursor = collected(box, cursor)
    assert subjects(events) == ["Number 2", "Number 3"]
    assert not any(incoming.historical for incoming in read(events))
    assert collected(box, cursor)[0] == []


def test_mail_read_on_the_phone_first_and_mail_that_waited_for_weeks_still_comes(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    _, cursor = collected(box)
    put(box, mail("read"), flags=[b"\\Seen"])
    put(box, mail("weeks"), at=NOW - timedelta(days=200))
    events, _ = collected(box, cursor)
    assert subjects(events) == ["Number read", "Number weeks"]


def test_a_mail_that_arrives_during_the_first_collection_is_neither_missed_nor_doubled(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "BATCH_COUNT", 2)
    box = dovecot.mailbox()
    for number in range(7):
        put(box, mail(number))
    seen: list[RawEvent] = []
    for step, batch in enumerate(IMAP.collect(box.settings, box.secret, {}, NOW)):
        seen.extend(batch.events)
        if step == 1:
            box.deliver(mail("live"))
    assert sorted(subjects(seen)) == sorted([f"Number {number}" for number in range(7)] + ["Number live"])
    [live] = [one for one in read(seen) if one.subject == "Number live"]
    assert not live.historical
    # It did not have to wait for the rest of the old mail.
    assert subjects(seen).index("Number live") < subjects(seen).index("Number 0")


@pytest.mark.parametrize("stop_after", [1, 2, 3, 4])
def test_a_collection_that_was_killed_goes_on_from_its_cursor(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    monkeypatch.setattr(collecting, "BATCH_COUNT", 2)
    box = dovecot.mailbox()
    for number in range(7):
        put(box, mail(number))
    seen: list[RawEvent] = []
    cursor: Mapping[str, Any] = {}
    run = IMAP.collect(box.settings, box.secret, cursor, NOW)
    for _ in range(stop_after):
        batch: Batch = next(iter(run))
        seen.extend(batch.events)
        cursor = batch.cursor
    run.close()  # type: ignore[attr-defined]
    box.deliver(mail("between"))
    rest, _ = collected(box, cursor)
    names = subjects([*seen, *rest])
    assert sorted(names) == sorted([f"Number {number}" for number in range(7)] + ["Number between"])


def test_many_new_mails_come_in_order_over_several_questions(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "_STRETCH", 3)
    monkeypatch.setattr(collecting, "BATCH_COUNT", 2)
    box = dovecot.mailbox()
    _, cursor = collected(box)
    with box.client() as client:
        for number in range(11):
            client.append("INBOX", mail(number), msg_time=NOW)
        client.select_folder("INBOX")
        client.delete_messages([4, 5, 6, 7])
        client.expunge()
    events, cursor = collected(box, cursor)
    assert subjects(events) == [f"Number {number}" for number in (0, 1, 2, 7, 8, 9, 10)]
    assert collected(box, cursor)[0] == []


def test_a_renumbered_mailbox_gives_the_same_messages_as_history_and_what_is_new_as_news(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    put(box, mail(1))
    put(box, b"From: dev@example.test\r\nSubject: Without an id\r\n\r\nHello\r\n")
    _, cursor = collected(box)
    box.deliver(mail(2, date=NOW - timedelta(minutes=1)))
    first, cursor = collected(box, cursor)
    known = {one.external_id for one in read([*collected(box)[0]])}
    box.change_uidvalidity(777_777)
    put(box, mail("new", date=datetime.now(UTC) + timedelta(minutes=2)), at=datetime.now(UTC) + timedelta(minutes=2))
    again, cursor = collected(box, cursor)
    found = {one.external_id: one for one in read(again)}
    assert set(found) == known | {"new@example.test"}
    assert len(again) == len(found)
    assert [one.external_id for one in found.values() if not one.historical] == ["new@example.test"]
    assert {event.provider_event_id for event in again}.isdisjoint({event.provider_event_id for event in first})
    assert collected(box, cursor)[0] == []


def test_a_mailbox_renumbered_under_an_open_session_is_no_error(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "BATCH_COUNT", 2)
    box = dovecot.mailbox()
    for number in range(6):
        put(box, mail(number))
    seen: list[RawEvent] = []
    for step, batch in enumerate(IMAP.collect(box.settings, box.secret, {}, NOW)):
        seen.extend(batch.events)
        if step == 0:
            box.change_uidvalidity(888_888)
    assert {one.external_id for one in read(seen)} == {f"{number}@example.test" for number in range(6)}


def test_a_move_out_of_inbox_and_back_loses_nothing(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    put(box, mail(1))
    events, cursor = collected(box)
    with box.client() as client:
        client.create_folder("Jobs")
        client.select_folder("INBOX")
        client.move([1], "Jobs")
    gone, cursor = collected(box, cursor)
    assert gone == []
    with box.client() as client:
        client.select_folder("Jobs")
        client.move([1], "INBOX")
    back, _ = collected(box, cursor)
    assert [one.external_id for one in read(back)] == [one.external_id for one in read(events)]


def test_a_sent_folder_that_goes_away_and_comes_back_keeps_its_place(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    put(box, mail(1), folder="Sent")
    _, cursor = collected(box)
    with box.client() as client:
        client.delete_folder("Sent")
    assert collected(box, cursor)[0] == []
    with box.client() as client:
        client.append("Sent", mail(2), msg_time=NOW)
    events, _ = collected(box, cursor)
    assert "Number 2" in subjects(events)


def test_a_mail_that_is_too_large_becomes_a_message_that_says_so(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "LARGEST_MAIL", 5_000)
    box = dovecot.mailbox()
    put(box, mail("small"))
    put(box, mail("large", body="x" * 900 + "\r\n" + "y\r\n" * 3000))
    put(box, mail("after"))
    events, _ = collected(box)
    found = {one.subject: one for one in read(events)}
    assert set(found) == {"Number small", "Number large", "Number after"}
    assert "was not fetched" in found["Number large"].problems[0]
    assert found["Number large"].text == ""
    assert found["Number large"].message_id == "large@example.test"
    assert list(found["Number small"].problems) == []


def test_large_mails_come_one_by_one_and_memory_stays_flat(dovecot: Dovecot) -> None:
    """Forty mails of one megabyte: what is held at once is a batch of eight, however large the mailbox is."""
    box = dovecot.mailbox()
    put(box, mail("first"))
    maildir = dovecot.folder / "mail" / box.address / "new"
    body = ("z" * 76 + "\r\n") * 13_000
    for number in range(40):
        path = Path(maildir) / f"{int(time.time())}.M{number}P{os.getpid()}.peer"
        path.write_bytes(mail(number, body=body))
        os.chmod(path, 0o666)
    tracemalloc.start()
    count = 0
    for batch in IMAP.collect(box.settings, box.secret, {}, NOW):
        count += len(batch.events)
        assert sum(len(event.body) for event in batch.events) <= collecting.BATCH_BYTES * 1.2
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 41
    assert peak < 40_000_000


def test_a_wrong_password_is_refused_in_words(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    with pytest.raises(ConnectionRefused, match="refused the user name or password"):
        IMAP.prove(box.settings, {"password": "wrong"})
    assert not IMAP.check(box.settings, {"password": "wrong"}).alive


def test_a_password_with_a_pound_sign_works(dovecot: Dovecot) -> None:
    box = dovecot.mailbox(password="£5-für-Käse")
    IMAP.prove(box.settings, box.secret)
    assert IMAP.check(box.settings, box.secret).alive


def test_a_password_cannot_smuggle_a_command(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    with pytest.raises(InvalidSettings):
        IMAP.prove(box.settings, {"password": 'x"\r\nA1 DELETE INBOX\r\n'})


def test_starttls_works_and_a_certificate_for_another_name_does_not(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = dovecot.mailbox()
    IMAP.prove({**box.settings, "imap_port": dovecot.imap, "imap_tls": "starttls"}, box.secret)
    monkeypatch.delenv("HANDLET_EXTRA_CA")
    for settings in (box.settings, {**box.settings, "imap_port": dovecot.imap, "imap_tls": "starttls"}):
        with pytest.raises(InvalidSettings, match="certificate") as caught:
            IMAP.prove(settings, box.secret)
        assert caught.value.field == "imap_host"


def test_a_mailbox_inside_a_private_network_is_refused_unless_allowed(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = dovecot.mailbox()
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "")
    for host in ("localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1"):
        with pytest.raises(InvalidSettings) as caught:
            IMAP.prove({**box.settings, "imap_host": host}, box.secret)
        assert caught.value.field == "imap_host"
        with pytest.raises(InvalidSettings):
            list(IMAP.collect({**box.settings, "imap_host": host}, box.secret, {}, NOW))
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "localhost")
    IMAP.prove(box.settings, box.secret)


def test_a_port_that_speaks_no_tls_or_nothing_is_named(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    with pytest.raises(InvalidSettings) as caught:
        IMAP.prove({**box.settings, "imap_port": dovecot.imap}, box.secret)
    assert caught.value.field == "imap_port"
    with pytest.raises(ProviderUnreachable, match="does not answer"):
        IMAP.prove({**box.settings, "imap_port": 9}, box.secret)
    with pytest.raises(InvalidSettings, match="No server called") as caught:
        IMAP.prove({**box.settings, "imap_host": "nowhere.invalid"}, box.secret)
    assert caught.value.field == "imap_host"


def test_the_log_of_a_whole_collection_holds_no_secret_address_or_word(
    dovecot: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    box = dovecot.mailbox(password="hunter2-secret")
    put(box, mail("log", body="private words"))
    IMAP.prove(box.settings, box.secret)
    collected(box)
    IMAP.look_up(box.settings, box.secret, "log@example.test")
    for told in ("hunter2-secret", box.address, "private words", "log@example.test"):
        assert told not in caplog.text


# --- servers that answer oddly -------------------------------------------------------------------------------------


@pytest.fixture
def odd(odd_imap: OddImap) -> OddImap:
    odd_imap.messages = {uid: mail(uid) for uid in (1, 2, 3)}
    return odd_imap


ALL = ["Number 3", "Number 2", "Number 1"]


def test_a_server_without_starttls_is_told_no_password(odd_imap: OddImap) -> None:
    odd_imap.tls = None
    settings = odd_imap.settings(imap_tls="starttls", smtp_host="localhost")
    with pytest.raises(InvalidSettings, match="encryption") as caught:
        IMAP.prove(settings, {"password": "hunter2"})
    assert caught.value.field == "imap_port"
    assert not any("hunter2" in line or "LOGIN" in line.upper() for line in odd_imap.heard)


def test_one_mail_that_cannot_be_handed_out_does_not_hold_up_the_others(odd: OddImap) -> None:
    odd.when(r"UID FETCH [\d,]*\b2\b.*BODY", b"TAG NO [CANNOT] broken on disk\r\n")
    events, cursor = collected(odd)
    found = read(events)
    assert [one.subject for one in found] == ["Number 3", "", "Number 1"]
    assert "could not hand this message out" in found[1].problems[0]
    assert collected(odd, cursor)[0] == []


def test_a_server_that_hands_out_nothing_for_now_is_asked_again_later(odd: OddImap) -> None:
    odd.when(r"UID FETCH .*BODY", b"TAG NO [UNAVAILABLE] later\r\n")
    with pytest.raises(ProviderUnreachable):
        collected(odd)
    odd._told.clear()
    assert subjects(collected(odd)[0]) == ALL


def test_a_body_that_is_nil_becomes_a_message_that_says_so(odd: OddImap) -> None:
    odd.when(r"UID FETCH [\d,]*2[\d,]* .*BODY", b"* 2 FETCH (UID 2 BODY[] NIL INTERNALDATE NIL)\r\nTAG OK done\r\n")
    found = read(collected(odd)[0])
    assert len(found) == 3
    assert any(one.problems for one in found)


def test_a_mail_deleted_between_two_questions_is_left_out(odd: OddImap) -> None:
    odd.when(
        r"UID FETCH .*RFC822.SIZE",
        b"* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n* 2 FETCH (UID 2 RFC822.SIZE 10)\r\nTAG OK done\r\n",
    )
    del odd.messages[3]
    odd.when(r"UID SEARCH 1:2", b"* SEARCH 1 2 3\r\nTAG OK done\r\n", times=1)
    assert subjects(collected(odd)[0]) == ["Number 2", "Number 1"]


def test_answers_without_dates_sizes_or_next_uid_are_enough(odd: OddImap) -> None:
    odd.when(r"UID FETCH .*RFC822.SIZE", b"TAG OK done\r\n")
    odd.when(r"EXAMINE \"?INBOX", b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK done\r\n")
    odd.when(r"STATUS", b"TAG NO what\r\n")
    with pytest.raises(ProviderUnreachable):
        collected(odd)
    odd._told.pop()
    odd.when(r"STATUS", b"* STATUS INBOX ()\r\nTAG OK done\r\n")
    events, cursor = collected(odd)
    assert subjects(events) == ALL
    odd.messages[4] = mail(4)
    assert subjects(collected(odd, cursor)[0]) == ["Number 4"]


def test_news_of_flags_between_the_answers_is_not_taken_for_mail(odd: OddImap) -> None:
    body = odd.fetched(3, "BODY.PEEK[] INTERNALDATE") + odd.fetched(2, "BODY.PEEK[] INTERNALDATE")
    odd.when(r"UID FETCH .*BODY", b"* 1 FETCH (FLAGS (\\Seen))\r\n* 4 EXISTS\r\n" + body
             + odd.fetched(1, "BODY.PEEK[] INTERNALDATE") + b"* 9 FETCH (UID 99 FLAGS ())\r\nTAG OK done\r\n")  # fmt: skip
    assert subjects(collected(odd)[0]) == ALL


def test_a_list_that_is_cut_short_or_odd_does_not_lose_the_place_in_sent(odd: OddImap) -> None:
    _, cursor = collected(odd)
    odd.folders = ['(\\HasNoChildren) "/" INBOX']
    _, cursor = collected(odd, cursor)
    assert set(cursor["folders"]) == {"INBOX", "Sent"}
    odd.folders = ["() NIL INBOX", '(\\Sent \\NoSelect) "." "INBOX.Gone"', '() "." "INBOX.Sent Items"']
    _, cursor = collected(odd, cursor)
    assert "INBOX.Sent Items" in cursor["folders"]


def test_a_line_cut_in_the_middle_is_taken_up_again_once(odd: OddImap) -> None:
    odd.when(r"UID FETCH .*BODY", b"* BYE shutting down\r\n", times=1)
    odd.when(r"NOTHING", b"")
    events, _ = collected(odd)
    assert subjects(events) == ALL
    odd.when(r"UID FETCH .*BODY", b"")
    with pytest.raises(ProviderUnreachable):
        collected(odd)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"TAG NO [AUTHENTICATIONFAILED] no\r\n", ConnectionRefused),
        (b"TAG NO LOGIN failed.\r\n", ConnectionRefused),
        (b"TAG NO [UNAVAILABLE] later\r\n", ProviderUnreachable),
        (b"TAG NO [LIMIT] too many connections\r\n", ProviderUnreachable),
        (b"* BYE too many connections\r\n", ProviderUnreachable),
        (b"TAG BAD what\r\n", ConnectionRefused),
        (b"", ProviderUnreachable),
    ],
)
def test_a_refused_sign_in_is_told_from_a_busy_server(odd: OddImap, answer: bytes, error: type[Exception]) -> None:
    odd.when(r"LOGIN|AUTHENTICATE", answer)
    with pytest.raises(error):
        collected(odd)


def test_uids_given_out_again_without_notice_are_matched_anew(odd: OddImap) -> None:
    odd.messages = {uid: mail(uid) for uid in (10, 11)}
    _, cursor = collected(odd)
    odd.messages = {1: mail(10), 2: mail(11), 3: mail("other")}
    events, _ = collected(odd, cursor)
    assert {one.external_id for one in read(events)} == {"10@example.test", "11@example.test", "other@example.test"}
