"""The way out: where addresses typed by people or taken from messages lead, and where they may not.

A name is looked up, every address is judged, and the connection goes to the address that was judged, so that a name
which answers differently the second time gains nothing. TLS names are still checked against the name.

From the environment: `HANDLET_ALLOW_PRIVATE_HOSTS` is `1` (private and loopback addresses allowed, for somebody whose
mail server stands in their own house) or a list of host names, addresses and networks that are; `HANDLET_EXTRA_CA` is
a file of certificates trusted beside the usual ones.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import anyio.to_thread
import certifi
import httpcore
import httpx

# Where machines at hosting providers ask for their own secrets and settings: Amazon and most others, Alibaba, Azure, Oracle, Amazon
# and Google over IPv6. Some are public addresses by number.
_SECRETS = [
    ipaddress.ip_network(one)
    for one in (
        "169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fe80::/10", "fd00:ec2::/32",
        "fd20:ce::254/128",
    )
]  # fmt: skip
# Never hosts of the internet, whatever this Python’s tables say: protocol assignments, relays of 6to4, documentation, and the
# site-local addresses that old routers still know (RFC 6890, 7526, 9637, 3879).
_NOWHERE = [ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "fec0::/10")]
_SHARED_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
# The second half of an address that carries an IPv4 one (RFC 5214, 6.1).
_ISATAP = (0x00005EFE, 0x02005EFE)
_TEREDO = ipaddress.ip_network("2001::/32")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class EgressRefused(Exception):
    """The host is one that Handlet does not talk to. `str(error)` is a sentence for the owner."""


class HostUnknown(Exception):
    """No address is known for this name, or the name cannot be one."""


@dataclass(frozen=True, slots=True)
class Address:
    """One judged address of a host."""

    ip: str
    port: int
    family: int


def resolve_public(host: str, port: int) -> Address:
    """The first address of `host` that may be talked to. Raises EgressRefused, HostUnknown."""
    return resolve_all(host, port)[0]


def resolve_all(host: str, port: int) -> list[Address]:
    """Every address of `host` that may be talked to, in the system's order of preference; at least one.

    Raises EgressRefused, HostUnknown.
    """
    name = _checked_name(host)
    if not 0 < port < 65536:
        raise HostUnknown(f"{port} is not a port.")
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise HostUnknown(f"No server called “{host}” was found.") from error
    addresses = [
        Address(str(where[0]), port, family)
        for family, _, _, _, where in found
        if family in (socket.AF_INET, socket.AF_INET6)
    ]
    allowed = [one for one in dict.fromkeys(addresses) if is_allowed(one.ip, name)]
    if not allowed:
        raise EgressRefused(
            f"“{host}” is an address inside a private network, and this Handlet only talks to servers on the internet."
        )
    return allowed


def open_socket(host: str, port: int, timeout: float) -> socket.socket:
    """A connected socket to one of the allowed addresses of `host`, each tried in turn.

    timeout: seconds for each address, kept on the socket. Raises EgressRefused, HostUnknown, OSError.
    """
    last: OSError = OSError("no address")
    for address in resolve_all(host, port):
        connection = socket.socket(address.family, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        try:
            connection.connect((address.ip, address.port))
            reached = str(connection.getpeername()[0])
            if not is_allowed(reached, host):
                raise EgressRefused(f"“{host}” led to an address inside a private network.")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        except OSError as error:
            connection.close()
            last = error
        except EgressRefused:
            connection.close()
            raise
    raise last


def is_allowed(ip: str, host: str = "") -> bool:
    """Whether this address may be talked to: public, or allowed by the operator."""
    try:
        address = ipaddress.ip_address(ip.split("%", 1)[0])
    except ValueError:
        return False
    inner = _inside(address)
    if all(_is_public(one) for one in inner):
        return True
    return all(_is_public(one) or _is_excepted(one, host) for one in inner)


def _inside(address: IPAddress) -> Iterable[IPAddress]:
    """The address and any IPv4 address it carries: mapped, translated and tunnelled ones lead there."""
    if not isinstance(address, ipaddress.IPv6Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _SHARED_NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if address in _SIX_TO_FOUR and address.sixtofour is not None:
        return [address.sixtofour]
    if address in _TEREDO and address.teredo is not None:
        return [address, *address.teredo]
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return [address, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def _is_public(address: IPAddress) -> bool:
    return address.is_global and not (
        _is_in(address, _SECRETS)
        or _is_in(address, _NOWHERE)
        or address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def _is_in(address: IPAddress, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(address in network for network in networks)


def is_private_and_allowed(host: str, port: int) -> bool:
    """Every address of `host` lies in a private network, and the operator lets us reach it. False where none is known."""
    try:
        addresses = resolve_all(host, port)
    except (EgressRefused, HostUnknown):
        return False
    return not any(_is_public(one) for address in addresses for one in _inside(ipaddress.ip_address(address.ip)))


def _is_excepted(address: IPAddress, host: str) -> bool:
    allowance = os.environ.get("HANDLET_ALLOW_PRIVATE_HOSTS", "").strip()
    if not allowance or allowance == "0" or address.is_unspecified or address.is_multicast:
        return False
    for entry in re.split(r"[\s,]+", allowance):
        if entry == "1":
            # The secrets of hosting providers' machines must be named to be meant.
            if not _is_in(address, _SECRETS):
                return True
        elif entry.lower() == host.lower():
            return True
        else:
            try:
                if address in ipaddress.ip_network(entry, strict=False):
                    return True
            except ValueError:
                continue
    return False


def _checked_name(host: str) -> str:
    name = host.strip().rstrip(".").strip("[]")
    if not name or len(name) > 253 or re.search(r"[\s\x00-\x1f\x7f/\\@?#]", name):
        raise HostUnknown(f"“{host[:80]}” is not the name of a server.")
    try:
        ipaddress.ip_address(name)
        return name
    except ValueError:
        pass
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise HostUnknown(f"“{host[:80]}” is not the name of a server.") from error


def tls_context() -> ssl.SSLContext:
    """Certificates and names always verified, TLS 1.2 or newer."""
    context = ssl.create_default_context(purpose=ssl.Purpose.SERVER_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())
    if extra := os.environ.get("HANDLET_EXTRA_CA", ""):
        context.load_verify_locations(extra)
    return context


# --- HTTP ----------------------------------------------------------------------------------------------------------


class _GuardedBackend(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _first(
            resolve_all(host, port),
            lambda ip: super(_GuardedBackend, self).connect_tcp(ip, port, timeout, local_address, socket_options),
        )

    def connect_unix_socket(self, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
        raise EgressRefused("A local socket is no server on the internet.")


def _first(addresses: list[Address], connect: Any) -> httpcore.NetworkStream:
    for address in addresses[:-1]:
        try:
            stream: httpcore.NetworkStream = connect(address.ip)
            return stream
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            continue
    last: httpcore.NetworkStream = connect(addresses[-1].ip)
    return last


class _GuardedAsyncBackend(httpcore.AnyIOBackend):
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await anyio.to_thread.run_sync(resolve_all, host, port, abandon_on_cancel=True)
        for address in addresses[:-1]:
            try:
                return await super().connect_tcp(address.ip, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await super().connect_tcp(addresses[-1].ip, port, timeout, local_address, socket_options)

    async def connect_unix_socket(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        raise EgressRefused("A local socket is no server on the internet.")


class _GuardedTransport(httpx.HTTPTransport):
    def __init__(self) -> None:
        context = tls_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=20, keepalive_expiry=5.0, network_backend=_GuardedBackend()
        )


class _GuardedAsyncTransport(httpx.AsyncHTTPTransport):
    def __init__(self) -> None:
        context = tls_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, max_connections=20, keepalive_expiry=5.0, network_backend=_GuardedAsyncBackend()
        )


def http_client(*, timeout: float = 20.0, headers: dict[str, str] | None = None) -> httpx.Client:
    """A client whose every connection, those after a redirect too, goes through this guard.

    Redirects are not followed unless a call asks for it; proxies of the environment are not used, because a proxy
    would look names up itself. timeout: seconds. A refused host raises EgressRefused from the call.
    """
    return httpx.Client(
        transport=_GuardedTransport(), timeout=timeout, headers=headers, follow_redirects=False, trust_env=False
    )


def async_http_client(*, timeout: float = 60.0, headers: dict[str, str] | None = None) -> httpx.AsyncClient:
    """As `http_client`, for callers that wait without a thread."""
    return httpx.AsyncClient(
        transport=_GuardedAsyncTransport(), timeout=timeout, headers=headers, follow_redirects=False, trust_env=False
    )
