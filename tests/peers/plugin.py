"""Fixtures `dovecot`, `smtp_sink` and `odd_imap`: mail servers of the tests, one of each for a whole run; and `meta`.

A missing Dovecot leaves its tests out with a reason on a laptop and fails them where CI=true.
"""

from __future__ import annotations

import os
import shutil
import ssl
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.peers.dovecot import Dovecot, Unavailable
from tests.peers.meta import Meta, meta_api
from tests.peers.odd_imap import OddImap
from tests.peers.smtp_sink import Sink, SmtpSink, hand_on_by_lmtp


@pytest.fixture(scope="session")
def certificate_authority() -> Iterator[trustme.CA]:
    """An authority that the code under test trusts, by the same setting a self-hoster uses."""
    authority = trustme.CA()
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(authority.cert_pem.bytes())
        file.flush()
        earlier = os.environ.get("HANDLET_EXTRA_CA")
        os.environ["HANDLET_EXTRA_CA"] = file.name
        yield authority
        if earlier is None:
            del os.environ["HANDLET_EXTRA_CA"]
        else:
            os.environ["HANDLET_EXTRA_CA"] = earlier


@pytest.fixture(scope="session")
def _smtp_sink(certificate_authority: trustme.CA) -> Iterator[Sink]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate_authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    server = SmtpSink(context)
    server.start()
    yield server.sink
    server.stop()


@pytest.fixture
def smtp_sink(_smtp_sink: Sink) -> Iterator[Sink]:
    """The sink, well-behaved and empty."""
    _forget(_smtp_sink)
    yield _smtp_sink
    _smtp_sink.let_go()
    _forget(_smtp_sink)


def _forget(sink: Sink) -> None:
    sink.faults.clear()
    sink.deliveries.clear()
    sink.commands.clear()
    sink.sign_in_answer = ""
    sink._let_go.clear()


@pytest.fixture
def odd_imap(certificate_authority: trustme.CA) -> Iterator[OddImap]:
    """An IMAP server that answers as the test tells it to."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate_authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    server = OddImap(context)
    yield server
    server.close()


@pytest.fixture
def meta(certificate_authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meta]:
    """Meta’s API for one WhatsApp number; a request that the real one does not describe fails the test."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate_authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    with meta_api(context) as served:
        monkeypatch.setenv("HANDLET_WHATSAPP_API", served.url)
        yield served
        assert served.wrong == []


@pytest.fixture(scope="session")
def _dovecot(_smtp_sink: Sink, certificate_authority: trustme.CA) -> Iterator[Dovecot]:
    folder = Path(tempfile.mkdtemp(prefix="handlet-dovecot-"))
    leaf = certificate_authority.issue_cert("localhost", "127.0.0.1")
    chain = b"".join(part.bytes() for part in leaf.cert_chain_pems)
    try:
        server = Dovecot(folder, _smtp_sink.relay_port, chain, leaf.private_key_pem.bytes())
        server.start()
    except Unavailable as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI") == "true":
            pytest.fail(f"Not run, and with CI=true nothing may be left out: {error}")
        pytest.skip(f"not run: {error}")
    _smtp_sink.hand_on = hand_on_by_lmtp(server.lmtp, server.knows)
    yield server
    _smtp_sink.hand_on = None
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def dovecot(_dovecot: Dovecot, smtp_sink: Sink) -> Dovecot:
    """A running Dovecot whose outgoing mail goes to the sink. Mailboxes: `dovecot.mailbox()`."""
    return _dovecot
