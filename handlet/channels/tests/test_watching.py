"""Waiting for news at a real Dovecot."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from handlet.channels import registry
from handlet.channels.contract import ConnectionRefused, ProviderUnreachable
from handlet.channels.imap import watching
from tests.peers.dovecot import Dovecot, Mailbox
from tests.peers.odd_imap import OddImap

pytestmark = pytest.mark.peers

MAIL = b"From: dev@example.test\r\nSubject: News\r\n\r\nHello\r\n"


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    yield
    watching.let_go()


def wait(box: Mailbox, seconds: float, stop: threading.Event | None = None) -> bool:
    return registry.wait_for_news("imap", box.settings, box.secret, seconds, stop or threading.Event())


def test_a_session_newly_opened_counts_as_news_because_nobody_listened_before(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    assert wait(box, 20)
    assert not wait(box, 0.3)


def test_a_mail_that_arrives_ends_the_wait(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    threading.Timer(0.3, box.deliver, [MAIL]).start()
    assert wait(box, 30)


def test_a_mail_that_arrives_between_two_waits_is_told_at_the_next(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    box.deliver(MAIL)
    assert wait(box, 30)


def test_waiting_again_and_again_signs_in_once(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    for _ in range(4):
        assert not wait(box, 0.1)
    assert dovecot.log().count(f"imap-login: Info: Login: user=<{box.address}>") == 1


def test_a_wait_ends_when_told_to_stop_and_the_session_is_closed(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    assert not wait(box, 60, stop)
    assert getattr(watching._own, "watch", None) is None
    assert not wait(box, 60, stop)


def test_letting_go_ends_the_session_at_the_server(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    assert box.address in dovecot.doveadm("who")
    registry.let_go("imap")
    assert box.address not in dovecot.doveadm("who")


def test_another_password_opens_another_session_and_a_wrong_one_is_refused(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    wait(box, 1)
    with pytest.raises(ConnectionRefused):
        registry.wait_for_news("imap", box.settings, {"password": "wrong"}, 1, threading.Event())
    assert box.address not in dovecot.doveadm("who")


def test_a_line_kept_open_is_renewed_and_news_in_that_moment_is_not_lost(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "RENEW_SECONDS", 0.0)
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.01)
    box = dovecot.mailbox()
    wait(box, 1)
    assert not wait(box, 0.5)
    threading.Timer(0.2, box.deliver, [MAIL]).start()
    assert wait(box, 30)


def test_a_server_without_idle_is_asked_now_and_then(odd_imap: OddImap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "ASK_SECONDS", 0.0)
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.01)
    odd_imap.capabilities = "IMAP4rev1"
    stop = threading.Event()
    assert registry.wait_for_news("imap", odd_imap.settings(), {"password": "x"}, 1, stop)
    assert not registry.wait_for_news("imap", odd_imap.settings(), {"password": "x"}, 0.2, stop)
    odd_imap.when("NOOP", b"* 3 EXISTS\r\nTAG OK done\r\n")
    assert registry.wait_for_news("imap", odd_imap.settings(), {"password": "x"}, 10, stop)


@pytest.mark.parametrize("end", ["says goodbye", "is cut off"])
def test_a_session_that_ends_is_opened_anew_at_the_next_wait(odd_imap: OddImap, end: str) -> None:
    odd_imap.when("IDLE", b"+ idling\r\n")
    stop = threading.Event()
    settings, secret = odd_imap.settings(), {"password": "x"}
    assert registry.wait_for_news("imap", settings, secret, 1, stop)
    odd_imap.say(b"* OK still here\r\n")
    assert not registry.wait_for_news("imap", settings, secret, 0.2, stop)
    if end == "is cut off":
        odd_imap.cut()
    else:
        odd_imap.say(b"* BYE shutting down\r\n")
    with pytest.raises(ProviderUnreachable):
        registry.wait_for_news("imap", settings, secret, 30, stop)
    assert registry.wait_for_news("imap", settings, secret, 1, stop)


def test_a_channel_that_cannot_be_waited_at_just_waits() -> None:
    stop = threading.Event()
    stop.set()
    assert not registry.wait_for_news("form", {}, {}, 60, stop)
