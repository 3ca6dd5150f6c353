"""Signed-in IMAP sessions over verified TLS, to a host that was judged before connecting."""

from __future__ import annotations

import imaplib
import logging
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.imapclient import SocketTimeout
from imapclient.tls import IMAP4_TLS

from handlet.channels.contract import ConnectionRefused, InvalidSettings, ProviderUnreachable
from handlet.kit import egress

# The library writes what it sends to this log at debug level, user names and search words with it.
logging.getLogger("imapclient").setLevel(logging.WARNING)

CONNECT_SECONDS = 20.0
READ_SECONDS = 90.0
_SENT_NAMES = (
    "sent", "sent items", "sent messages", "sent mail", "sent-mail", "gesendet", "gesendete objekte",
    "gesendete elemente", "envoyés", "éléments envoyés", "enviados", "posta inviata", "verzonden", "wysłane",
)  # fmt: skip


class Interrupted(ProviderUnreachable):
    """The line broke or the server ended the session; a new one may do."""


class _TlsFromStart(IMAP4_TLS):  # type: ignore[misc]
    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        plain = egress.open_socket(self.host, self.port, timeout or CONNECT_SECONDS)
        try:
            wrapped: socket.socket = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
            return wrapped
        except BaseException:
            plain.close()
            raise


class _TlsUpgraded(IMAP4WithTimeout):  # type: ignore[misc]
    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        return egress.open_socket(self.host, self.port, timeout or CONNECT_SECONDS)


class Client(IMAPClient):  # type: ignore[misc]
    """IMAPClient whose sockets go through the egress guard and whose times carry their zone."""

    def __init__(self, host: str, port: int, *, implicit: bool) -> None:
        self._verified = egress.tls_context()
        super().__init__(
            host, port, ssl=implicit, ssl_context=self._verified, timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
        )
        self.normalise_times = False
        if not implicit:
            self.starttls(self._verified)

    def _create_IMAP4(self) -> imaplib.IMAP4:
        if self.ssl:
            return _TlsFromStart(self.host, self.port, self._verified, CONNECT_SECONDS)
        return _TlsUpgraded(self.host, self.port, CONNECT_SECONDS)


@contextmanager
def session(settings: Mapping[str, Any], secret: Mapping[str, str]) -> Iterator[Client]:
    """A signed-in session, ended whatever happens.

    Raises InvalidSettings, ConnectionRefused, ProviderUnreachable (Interrupted where a new session may do).
    """
    client = open_session(settings, secret)
    try:
        with told(settings):
            yield client
    finally:
        close(client)


def open_session(settings: Mapping[str, Any], secret: Mapping[str, str]) -> Client:
    """As `session`, to be closed by the caller."""
    host, port = str(settings.get("imap_host") or ""), _port(settings.get("imap_port"), 993)
    tls = str(settings.get("imap_tls") or ("starttls" if port == 143 else "implicit"))
    with told(settings):
        client = Client(host, port, implicit=tls != "starttls")
        try:
            _sign_in(client, str(settings.get("username") or settings.get("address") or ""), secret.get("password", ""))
        except BaseException:
            close(client)
            raise
        return client


def close(client: Client) -> None:
    with suppress(Exception):
        client.socket().settimeout(5)
        client.logout()
    with suppress(Exception):
        client.shutdown()


def _port(value: Any, usual: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return usual


def _sign_in(client: Client, user: str, password: str) -> None:
    if re.search(r"[\r\n\x00]", user + password):
        raise InvalidSettings("A user name or password cannot hold a line break.", "password")
    try:
        able = client.capabilities()
        plain = b"AUTH=PLAIN" in able
        # LOGIN carries ASCII only; a pound sign in a password needs the other way.
        if plain and (b"LOGINDISABLED" in able or not (user + password).isascii()):
            client.plain_login(user, password)
        elif not (user + password).isascii():
            raise InvalidSettings("This server takes passwords of plain letters, digits and signs only.", "password")
        else:
            client.login(user, password)
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            raise Interrupted("The mail server broke off while signing in.") from error
        words = str(error)
        if re.search(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|too many|try again|temporar|BYE", words, re.I):
            raise ProviderUnreachable("The mail server is not letting anybody in at the moment.") from error
        raise ConnectionRefused("The mail server refused the user name or password.") from error


@contextmanager
def told(settings: Mapping[str, Any], part: str = "imap") -> Iterator[None]:
    """Errors of the network and the library as sentences of the contract. part: `imap` or `smtp`, which server it is."""
    host = str(settings.get(f"{part}_host") or "")
    try:
        yield
    except egress.EgressRefused as error:
        raise InvalidSettings(str(error), f"{part}_host") from error
    except egress.HostUnknown as error:
        raise NameUnknown(str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise InvalidSettings(
            f"The certificate of “{host}” is not valid for that name, so the connection was not made. "
            "Check the server’s name with your provider.",
            f"{part}_host",
        ) from error
    except ssl.SSLError as error:
        if "WRONG_VERSION_NUMBER" in str(error) or "UNKNOWN_PROTOCOL" in str(error):
            raise InvalidSettings(
                f"“{host}” does not speak TLS from the start on this port. Check the port.", f"{part}_port"
            ) from error
        raise Interrupted(f"The encrypted connection to “{host}” broke.") from error
    except CapabilityError as error:
        raise InvalidSettings(
            f"“{host}” does not offer what is needed here, such as encryption on this port.", f"{part}_port"
        ) from error
    except ConnectionRefusedError as error:
        raise ProviderUnreachable(f"“{host}” does not answer on this port.") from error
    except TimeoutError as error:
        raise Interrupted(f"“{host}” did not answer in time.") from error
    except (imaplib.IMAP4.abort, OSError, EOFError) as error:
        raise Interrupted(f"The connection to “{host}” was lost.") from error
    except (imaplib.IMAP4.error, IMAPClientError, ValueError, KeyError, IndexError, TypeError, AssertionError) as error:
        raise Interrupted(f"“{host}” gave an answer that makes no sense.") from error


class NameUnknown(ProviderUnreachable):
    """The server's name is not known at the moment; when connecting, it is most likely mistyped."""


def sent_folder(client: Client) -> str | None:
    """The folder marked `\\Sent` (RFC 6154), or one by a usual name; None where there is none."""
    named: str | None = None
    for flags, delimiter, name in client.list_folders():
        if not isinstance(name, str):
            continue
        lowered = {bytes(flag).lower() for flag in flags or ()}
        if b"\\sent" in lowered and b"\\noselect" not in lowered:
            return name
        mark = delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else "/"
        last = name.rsplit(mark, 1)[-1] if mark else name
        # Below a person's own folder a "Sent" is an archive; directly below INBOX it is what old servers have.
        top = name == last or (name.upper().startswith("INBOX" + mark) and name.count(mark) == 1)
        if named is None and top and last.lower() in _SENT_NAMES and b"\\noselect" not in lowered:
            named = name
    return named
