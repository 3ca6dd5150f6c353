"""The way out leads to the internet only, also through names, redirects, mapped addresses and changed answers."""

from __future__ import annotations

import asyncio
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from handlet.kit import egress

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
    "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:db8::1", "fe80::1%eth0",
    "168.63.129.16", "192.0.0.192", "192.0.0.8", "192.88.99.1", "100.100.100.200", "fd00:ec2::254", "fec0::1", "3fff::1",
    "::127.0.0.1", "64:ff9b:1::7f00:1", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1", "::ffff:168.63.129.16",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "")


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_inside_a_network_is_refused(ip: str) -> None:
    assert not egress.is_allowed(ip)
    with pytest.raises((egress.EgressRefused, egress.HostUnknown)):
        egress.resolve_public(ip, 993)


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_allowed(ip: str) -> None:
    assert egress.is_allowed(ip)
    assert egress.resolve_public(ip, 993).port == 993


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "localhost.", "127.1", "0x7f000001", "2130706433", "0177.0.0.1"]
)
def test_other_spellings_of_home_are_refused(host: str) -> None:
    with pytest.raises((egress.EgressRefused, egress.HostUnknown)):
        egress.open_socket(host, 80, 2)


@pytest.mark.parametrize(
    "host", ["", " ", "a b", "mail.example\r\nX: y", "http://mail.example", "user@mail.example", "a" * 300, "mail\x00.example",
             "..", "a..b"],
)  # fmt: skip
def test_what_is_no_name_is_not_looked_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(*_: Any, **__: Any) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(egress.HostUnknown):
        egress.resolve_public(host, 993)


def answers(monkeypatch: pytest.MonkeyPatch, *ips: str) -> list[str]:
    """Make every name lead to these addresses, one list entry for each question asked."""
    asked: list[str] = []

    def lookup(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


def test_a_name_that_leads_inside_is_refused_and_one_that_leads_to_both_goes_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, "10.0.0.5")
    with pytest.raises(egress.EgressRefused, match="private network"):
        egress.resolve_public("mail.example", 993)
    answers(monkeypatch, "10.0.0.5", "1.1.1.1", "::1")
    assert [one.ip for one in egress.resolve_all("mail.example", 993)] == ["1.1.1.1"]


def test_a_name_that_changes_its_answer_after_the_check_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, server: int
) -> None:
    """One question is asked, and the connection goes to the address that was judged, never to a second answer."""
    asked = answers(monkeypatch, "1.1.1.1")
    tried: list[Any] = []

    def connect(self: socket.socket, where: Any) -> None:
        tried.append(where)
        answers(monkeypatch, "127.0.0.1")
        raise OSError("not in the tests")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(OSError, match="not in the tests"):
        egress.open_socket("changes.example", server, 2)
    assert tried == [("1.1.1.1", server)]
    assert asked == ["changes.example"]


def test_the_operator_may_allow_home_by_one_word_or_by_name_address_or_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "1")
    assert egress.is_allowed("127.0.0.1")
    assert egress.is_allowed("::ffff:192.168.1.1")
    # The machine's own secrets at a hosting provider are not meant by "1".
    for secrets in (
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
    ):
        assert not egress.is_allowed(secrets)
        assert not egress.is_allowed(f"::ffff:{secrets}") or ":" in secrets
    assert egress.is_allowed("fd12:3456::1")
    assert not egress.is_allowed("0.0.0.0")
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "mail.home.example, 10.0.0.0/8 192.168.1.7")
    assert egress.is_allowed("172.16.0.9", "Mail.Home.example")
    assert egress.is_allowed("10.200.1.1")
    assert egress.is_allowed("192.168.1.7")
    assert not egress.is_allowed("192.168.1.8")
    assert not egress.is_allowed("172.16.0.9", "other.example")
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "0")
    assert not egress.is_allowed("10.0.0.1")


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/")
        else:
            self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[int]:
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=web.serve_forever)
    thread.start()
    yield int(web.server_address[1])
    web.shutdown()
    web.server_close()
    thread.join()


def test_a_web_address_inside_is_refused_before_anything_is_sent(server: int) -> None:
    with egress.http_client(timeout=5) as client:
        for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"):
            with pytest.raises((egress.EgressRefused, httpx.ConnectError)):
                client.get(f"http://{host}:{server}/")


def test_a_redirect_is_not_followed_and_if_asked_for_is_judged_again(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "127.0.0.1")
    with egress.http_client(timeout=5) as client:
        assert client.get(f"http://127.0.0.1:{server}/").text == "ok"
        assert client.get(f"http://127.0.0.1:{server}/away").status_code == 302
        answers(monkeypatch, "10.0.0.1")
        with pytest.raises(egress.EgressRefused):
            client.get("http://elsewhere.example/", follow_redirects=True)


def test_a_redirect_to_an_address_inside_is_refused(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def lookup(host: str, *rest: Any, **more: Any) -> list[Any]:
        return real("127.0.0.1" if host == "outside.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "outside.example")
    with egress.http_client(timeout=5) as client:
        assert client.get(f"http://outside.example:{server}/").text == "ok"
        with pytest.raises(egress.EgressRefused):
            client.get(f"http://outside.example:{server}/away", follow_redirects=True)


def test_a_proxy_of_the_environment_is_not_used(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "1")
    with egress.http_client(timeout=5) as client:
        assert client.get(f"http://127.0.0.1:{server}/").text == "ok"


def test_the_waiting_client_is_guarded_too(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async def get() -> str:
        async with egress.async_http_client(timeout=5) as client:
            return (await client.get(f"http://127.0.0.1:{server}/")).text

    with pytest.raises(egress.EgressRefused):
        asyncio.run(get())
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "1")
    assert asyncio.run(get()) == "ok"


def test_certificates_and_names_are_always_checked() -> None:
    context = egress.tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
