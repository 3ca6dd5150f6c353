"""A mail server that misbehaves on demand, and counts what it truly delivered.

It stands behind Dovecot's submission (`relay_port`) and can be spoken to directly (`port`, STARTTLS and a password).
What it takes for a mailbox of the same Dovecot it hands on by LMTP, so the mail really arrives.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from enum import Enum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.peers import ports


class Fault(Enum):
    """How the sink treats mail for one recipient; the comment says what is true afterwards."""

    REFUSE_FOR_NOW = "451 after DATA"  # not delivered
    REFUSE = "554 after DATA"  # not delivered
    DELIVER_THEN_DROP = "deliver, then close the line"  # delivered
    DELIVER_THEN_421 = "deliver, then say 421"  # delivered
    DELIVER_THEN_500S = "deliver, then say nonsense"  # delivered
    DELIVER_THEN_HANG = "deliver, then never answer"  # delivered
    TAKE_THEN_HANG = "take, hand on when let go"  # delivered later
    RECIPIENT_LATER = "450 on RCPT"  # not delivered
    RECIPIENT_REFUSED = "550 on RCPT"  # not delivered
    DROP_BEFORE_DATA_ENDS = "close the line while the message comes"  # not delivered
    DATA_REFUSED_FOR_NOW = "452 on DATA"  # not delivered
    DATA_421 = "421 on DATA"  # not delivered


@dataclass
class Delivery:
    """One mail to one recipient that truly got there."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message_id(self) -> str:
        return str(message_from_bytes(self.content, policy=policy.default)["Message-ID"] or "").strip("<> ")


@dataclass
class Sink:
    port: int = 0
    relay_port: int = 0
    password: str = "sink-password"
    faults: dict[str, Fault] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    hand_on: Callable[[str, bytes], None] | None = None
    sign_in_answer: str = ""
    _let_go: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _settled: threading.Condition = field(default_factory=threading.Condition)

    def misbehave(self, recipient: str, fault: Fault) -> None:
        self.faults[recipient] = fault

    def let_go(self) -> None:
        """Let every mail that hangs go on."""
        self._let_go.set()

    def delivered(self, message_id: str) -> list[Delivery]:
        return [one for one in list(self.deliveries) if one.message_id == message_id]

    def wait_for(self, message_id: str, count: int = 1, seconds: float = 15.0) -> list[Delivery]:
        """Deliveries of a mail, as soon as there are `count`. Raises TimeoutError."""
        with self._settled:
            if not self._settled.wait_for(lambda: len(self.delivered(message_id)) >= count, seconds):
                raise TimeoutError(f"{len(self.delivered(message_id))} deliveries of {message_id}")
        return self.delivered(message_id)

    def settings(self, address: str) -> dict[str, Any]:
        """SMTP settings of a connection that speaks to the sink itself."""
        return {
            "address": address, "username": address, "smtp_host": "localhost", "smtp_port": self.port,
            "smtp_tls": "starttls",
        }  # fmt: skip

    def _deliver(self, sender: str, recipient: str, content: bytes) -> None:
        if self.hand_on is not None:
            self.hand_on(recipient, content)
        with self._settled:
            self.deliveries.append(Delivery(sender, recipient, content))
            self._settled.notify_all()


class _Server(SMTP):
    """aiosmtpd's server, with faults at the commands themselves."""

    sink: Sink

    async def smtp_DATA(self, arg: str) -> None:
        fault = _fault(self.sink, self.envelope)
        if fault is Fault.DATA_REFUSED_FOR_NOW:
            await self.push("452 4.3.1 Insufficient storage")
        elif fault is Fault.DATA_421:
            await self.push("421 4.3.2 Shutting down")
            self.transport.close()
        elif fault is Fault.DROP_BEFORE_DATA_ENDS:
            await self.push("354 Go on")
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


def _fault(sink: Sink, envelope: Envelope | None) -> Fault | None:
    recipients = envelope.rcpt_tos if envelope is not None else []
    return next((sink.faults[one] for one in recipients if one in sink.faults), None)


class _Handler:
    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    async def handle_RCPT(
        self, server: _Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.sink.commands.append(f"RCPT {address}")
        fault = self.sink.faults.get(address)
        if fault is Fault.RECIPIENT_LATER:
            return "450 4.2.0 Greylisted, come back later"
        if fault is Fault.RECIPIENT_REFUSED:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: _Server, session: Session, envelope: Envelope) -> str:
        self.sink.commands.append("DATA")
        fault = _fault(self.sink, envelope)
        if fault is Fault.REFUSE_FOR_NOW:
            return "451 4.3.0 Try again later"
        if fault is Fault.REFUSE:
            return "554 5.7.1 Not wanted"
        if fault is Fault.TAKE_THEN_HANG:
            # The client may be long gone when the mail is handed on.
            threading.Thread(target=self._deliver_later, args=(envelope,), daemon=True).start()
            await asyncio.to_thread(self.sink._let_go.wait, 60)
            return "250 2.0.0 Taken"
        await asyncio.to_thread(self._deliver_all, envelope)
        if fault is Fault.DELIVER_THEN_DROP:
            assert server.transport is not None
            server.transport.abort()
            return ""
        if fault is Fault.DELIVER_THEN_421:
            return "421 4.4.0 Lost connection to relay server"
        if fault is Fault.DELIVER_THEN_500S:
            return "999 What"
        if fault is Fault.DELIVER_THEN_HANG:
            await asyncio.to_thread(self.sink._let_go.wait, 60)
        return "250 2.0.0 Taken"

    def _deliver_later(self, envelope: Envelope) -> None:
        if self.sink._let_go.wait(60):
            self._deliver_all(envelope)

    def _deliver_all(self, envelope: Envelope) -> None:
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        for recipient in envelope.rcpt_tos:
            self.sink._deliver(envelope.mail_from or "", recipient, content)


class _Controller(Controller):
    def __init__(self, sink: Sink, **options: Any) -> None:
        self.sink = sink
        super().__init__(_Handler(sink), hostname="127.0.0.1", port=ports.free(1)[0], ready_timeout=30, **options)

    def factory(self) -> _Server:
        server = _Server(self.handler, **self.SMTP_kwargs)
        server.sink = self.sink
        return server


class SmtpSink:
    """Both doors of the sink, started and stopped together."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self.sink = Sink()
        self._relay = _Controller(self.sink)
        self._direct = _Controller(
            self.sink, tls_context=tls, require_starttls=True, authenticator=self._authenticate, auth_required=True,
            auth_exclude_mechanism=["LOGIN"],
        )  # fmt: skip

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        if self.sink.sign_in_answer:
            return AuthResult(success=False, handled=False, message=self.sink.sign_in_answer)
        right = isinstance(data, LoginPassword) and data.password.decode() == self.sink.password
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 Wrong password")

    def start(self) -> None:
        for controller in (self._relay, self._direct):
            controller.start()
        self.sink.relay_port, self.sink.port = self._relay.port, self._direct.port

    def stop(self) -> None:
        self.sink.let_go()
        for controller in (self._relay, self._direct):
            controller.stop()


def hand_on_by_lmtp(port: int, knows: Callable[[str], bool]) -> Callable[[str, bytes], None]:
    """A way to pass mail on to Dovecot's mailboxes; mail for strangers is only counted."""

    def hand_on(recipient: str, content: bytes) -> None:
        if knows(recipient):
            with smtplib.LMTP("127.0.0.1", port) as lmtp:
                lmtp.sendmail("relay@example.test", [recipient], content)

    return hand_on
