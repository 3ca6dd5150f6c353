"""One attempt to send by SMTP, with one outcome; and the look whether a message of unknown fate was sent.

Which answer means what, and why an answer that seems temporary may hide a delivery, is in docs/channels.md.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from imapclient.exceptions import IMAPClientError

from handlet.channels.contract import (
    ChannelError,
    ConnectionRefused,
    InvalidSettings,
    LookUp,
    Outgoing,
    PermanentFailure,
    ProviderUnreachable,
    ReconnectNeeded,
    RefusedRecipient,
    SendOutcome,
    Sent,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.imap import composing, hosts, sessions
from handlet.channels.imap.headers import one_line
from handlet.kit import egress

CONNECT_SECONDS = 30.0
COMMAND_SECONDS = 90.0
# RFC 5321, section 4.5.3.2.6: a client waits ten minutes for the answer after the final dot.
ANSWER_SECONDS = 600.0


class _Smtp(smtplib.SMTP):
    """A client whose socket goes to an address that was judged, and which wraps it in TLS from the start if told to."""

    def __init__(self, host: str, *, implicit: bool) -> None:
        self._verified = egress.tls_context()
        self._implicit = implicit
        # A name of our own tells a server nothing it needs; asking the system for one can take seconds.
        super().__init__(local_hostname="[127.0.0.1]", timeout=CONNECT_SECONDS)
        # The name the certificate must be for; smtplib's own TLS uses it too.
        self._host = host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = egress.open_socket(host, port, timeout)
        if not self._implicit:
            return plain
        try:
            return self._verified.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise

    def encrypt(self) -> None:
        if not self._implicit:
            self.starttls(context=self._verified)
            self.ehlo_or_helo_if_needed()

    def wait(self, seconds: float) -> None:
        if self.sock is not None:
            self.sock.settimeout(seconds)


class _Refused(Exception):
    """A step before the message's own end did not work: nothing was sent."""

    def __init__(self, outcome: SendOutcome) -> None:
        super().__init__()
        self.outcome = outcome


def send(
    settings: Mapping[str, Any],
    secret: Mapping[str, str],
    message: Outgoing,
    *,
    answer_seconds: float = ANSWER_SECONDS,
) -> SendOutcome:
    """One attempt. answer_seconds: how long to wait for the answer after the final dot. Raises nothing of the network."""
    try:
        content = composing.compose(message)
        to = composing.recipients(message)
        sender = composing.wire_address(message.sender_address)
    except composing.CannotCompose as error:
        return PermanentFailure(str(error))
    try:
        smtp = connect(settings, secret)
    except ConnectionRefused as error:
        return ReconnectNeeded(str(error))
    except InvalidSettings as error:
        return PermanentFailure(str(error))
    except ChannelError as error:
        return TemporaryFailure(str(error))
    try:
        smtp.wait(COMMAND_SECONDS)
        refused = _envelope(smtp, sender, to, len(content))
        outcome = _hand_over(smtp, content, answer_seconds, message.message_id)
    except _Refused as error:
        return error.outcome
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # Only the steps before the final dot raise: the message was never complete.
        return TemporaryFailure(f"The connection to the mail server was lost. {_words(error)}".strip())
    finally:
        _end(smtp)
    if not isinstance(outcome, Sent):
        return outcome
    note = _filed(settings, secret, message, content)
    if refused:
        shown = ", ".join(f"{one.address} ({one.reason})" for one in refused)
        note = f"Not taken for {shown}. {note}".strip()
    return Sent(message.message_id, note, tuple(refused))


def connect(settings: Mapping[str, Any], secret: Mapping[str, str]) -> _Smtp:
    """A connected, encrypted and signed-in client. Raises ConnectionRefused, InvalidSettings, ProviderUnreachable."""
    host = str(settings.get("smtp_host") or "")
    try:
        port = int(settings.get("smtp_port") or 465)
    except (TypeError, ValueError) as error:
        raise InvalidSettings("The port must be a number.", "smtp_port") from error
    tls = str(settings.get("smtp_tls") or ("implicit" if port == 465 else "starttls"))
    smtp: _Smtp | None = None
    try:
        with sessions.told(settings, "smtp"):
            try:
                smtp = _Smtp(host, implicit=tls != "starttls")
                code, words = smtp.connect(host, port)
                if code != 220:
                    raise ProviderUnreachable(f"The mail server is not taking mail at the moment. {_words(words)}")
                smtp.ehlo_or_helo_if_needed()
                smtp.encrypt()
            except smtplib.SMTPNotSupportedError as error:
                raise InvalidSettings(f"“{host}” does not offer encryption on this port.", "smtp_port") from error
            except smtplib.SMTPException as error:
                if isinstance(error, smtplib.SMTPServerDisconnected) and tls == "starttls" and port == 465:
                    raise InvalidSettings(f"“{host}” wants TLS from the start on this port.", "smtp_port") from error
                raise ProviderUnreachable(
                    f"The mail server is not taking mail at the moment. {_words(error)}"
                ) from error
            _sign_in(smtp, str(settings.get("username") or settings.get("address") or ""), secret.get("password", ""))
        return smtp
    except BaseException:
        if smtp is not None:
            _end(smtp)
        raise


def _sign_in(smtp: _Smtp, user: str, password: str) -> None:
    smtp.wait(COMMAND_SECONDS)
    try:
        if (user + password).isascii():
            smtp.login(user, password, initial_response_ok=True)
            return
        # smtplib signs in with ASCII only; PLAIN carries any letters (RFC 4616).
        smtp.ehlo_or_helo_if_needed()
        if "PLAIN" not in smtp.esmtp_features.get("auth", "").upper().split():
            raise InvalidSettings("This server takes passwords of plain letters, digits and signs only.", "password")
        told = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        code, words = smtp.docmd("AUTH", f"PLAIN {told}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, words)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code == 421 or 400 <= error.smtp_code < 500:
            raise ProviderUnreachable("The mail server is not letting anybody in at the moment.") from error
        raise ConnectionRefused("The mail server refused the user name or password for sending.") from error
    except smtplib.SMTPNotSupportedError as error:
        raise InvalidSettings("The mail server offers no way to sign in for sending.", "smtp_host") from error
    except smtplib.SMTPException as error:
        raise ProviderUnreachable(f"The mail server broke off while signing in. {_words(error)}".strip()) from error


def _envelope(smtp: _Smtp, sender: str, to: Sequence[str], size: int) -> Sequence[RefusedRecipient]:
    """Sender and recipients, one by one. Raises _Refused unless at least one was taken."""
    limit = smtp.esmtp_features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < size:
        raise _Refused(
            PermanentFailure(
                f"With its attachments the message is {size / 1e6:.0f} MB; the mail server takes {int(limit) / 1e6:.0f}."
            )
        )
    options = [f"size={size}"] if smtp.has_extn("size") else []
    code, words = smtp.mail(sender, options)
    if code // 100 != 2:
        if code == 530 or (b"5.7.0" in words and b"uth" in words):
            raise _Refused(ReconnectNeeded("The mail server wants you to sign in again."))
        raise _Refused(_by_code(code, words, "The mail server does not send for this address."))
    refused: list[RefusedRecipient] = []
    for address in to:
        code, words = smtp.rcpt(address)
        if code == 421:
            raise _Refused(TemporaryFailure(f"The mail server broke off. {_words(words)}"))
        if code not in (250, 251, 252):
            refused.append(RefusedRecipient(address, f"{code} {_words(words)}"[:200], permanent=code >= 500))
    if len(refused) == len(to):
        with suppress(smtplib.SMTPException, OSError):
            smtp.rset()
        first = refused[0]
        if any(not one.permanent for one in refused):
            raise _Refused(TemporaryFailure(f"The mail server does not take mail for this address yet: {first.reason}"))
        raise _Refused(PermanentFailure(f"The mail server refused the address {first.address}: {first.reason}"))
    return refused


def _hand_over(smtp: _Smtp, content: bytes, answer_seconds: float, message_id: str) -> SendOutcome:
    """The message itself. What goes wrong before the final dot raises; from the dot on, no answer means *unknown*."""
    code, words = smtp.docmd("DATA")
    if code != 354:
        raise _Refused(_by_code(code, words, "The mail server refused the message."))
    assert smtp.sock is not None
    body = re.sub(rb"(?m)^\.", b"..", content)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    smtp.sock.sendall(body)
    smtp.wait(answer_seconds)
    try:
        smtp.sock.sendall(b".\r\n")
        code, words = smtp.getreply()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return UnknownOutcome(f"The mail server did not answer after taking the message. {_words(error)}".strip())
    if 200 <= code < 300:
        return Sent(message_id)
    if code == 421 or not 400 <= code < 600:
        # A relay says 421 when its own next hop broke off, perhaps after delivering: it proves nothing.
        return UnknownOutcome(f"The mail server broke off after taking the message. {code} {_words(words)}")
    return _by_code(code, words, "The mail server refused the message.")


def _by_code(code: int, words: bytes, sentence: str) -> SendOutcome:
    told = f"{sentence} ({code} {_words(words)})"
    if 500 <= code < 600:
        return PermanentFailure(told)
    return TemporaryFailure(told)


def _words(answer: object) -> str:
    """A server's own words, made harmless for a page and short."""
    if isinstance(answer, smtplib.SMTPResponseException):
        answer = answer.smtp_error
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return one_line(text)[:160]


def _end(smtp: _Smtp) -> None:
    with suppress(Exception):
        smtp.wait(5)
        smtp.quit()
    with suppress(Exception):
        smtp.close()


# --- the copy in Sent ----------------------------------------------------------------------------------------------


def _filed(settings: Mapping[str, Any], secret: Mapping[str, str], message: Outgoing, content: bytes) -> str:
    """File one copy in Sent; a sentence where that did not work, and "" where it did or the provider does it.

    Whatever happens here, the message has gone.
    """
    if hosts.files_sent_itself(settings):
        return ""
    failed = "The message went, but no copy could be put into your Sent folder."
    try:
        with sessions.session(settings, secret) as client:
            folder = sessions.sent_folder(client)
            if folder is None:
                return "The message went. Your mailbox has no Sent folder to keep a copy in."
            client.select_folder(folder, readonly=True)
            if not _has(client, message.message_id):
                try:
                    client.append(folder, content, flags=[b"\\Seen"], msg_time=message.date)
                except IMAPClientError as error:
                    if "OVERQUOTA" in str(error):
                        return "The message went, but your mailbox is full, so no copy is in your Sent folder."
                    raise
    except ChannelError:
        return failed
    return ""


def look_up(settings: Mapping[str, Any], secret: Mapping[str, str], message_id: str) -> LookUp:
    """FOUND where Sent or INBOX holds the message, or an answer to it or a report about it; else CANNOT_TELL.

    Never NOT_SENT: an SMTP server keeps no record that can be asked, and one that fell silent may deliver later.
    """
    try:
        with sessions.session(settings, secret) as client:
            for folder in (sessions.sent_folder(client), "INBOX"):
                if folder is None:
                    continue
                client.select_folder(folder, readonly=True)
                if _has(client, message_id) or (folder == "INBOX" and _is_answered(client, message_id)):
                    return LookUp.FOUND
    except ChannelError:
        pass
    return LookUp.CANNOT_TELL


def _has(client: sessions.Client, message_id: str) -> bool:
    return bool(client.search(["HEADER", "Message-ID", message_id]))


def _is_answered(client: sessions.Client, message_id: str) -> bool:
    return any(bool(client.search(["HEADER", name, message_id])) for name in ("In-Reply-To", "References"))
