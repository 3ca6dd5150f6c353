"""A real service for a measurement: its own data folder, real processes, real mail servers."""

from __future__ import annotations

import json
import os
import platform
import shutil
import ssl
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from handlet.operations.tests.installation import Up


@contextmanager
def folder() -> Iterator[Path]:
    """An empty data folder with a short path, gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="handlet-bench-"))
    made.chmod(0o755)
    try:
        yield made / "data"
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def mail_servers() -> Iterator[Any]:
    """A running Dovecot; this process, and services started from it, trust its certificate."""
    import trustme

    from tests.peers.dovecot import Dovecot
    from tests.peers.smtp_sink import SmtpSink, hand_on_by_lmtp

    authority = trustme.CA()
    root = Path(tempfile.mkdtemp(prefix="handlet-dovecot-"))
    (root / "authority.pem").write_bytes(authority.cert_pem.bytes())
    os.environ["HANDLET_EXTRA_CA"] = str(root / "authority.pem")
    os.environ["HANDLET_ALLOW_PRIVATE_HOSTS"] = "1"
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    leaf = authority.issue_cert("localhost", "127.0.0.1")
    leaf.configure_cert(context)
    sink = SmtpSink(context)
    sink.start()
    chain = b"".join(part.bytes() for part in leaf.cert_chain_pems)
    server = Dovecot(root, sink.sink.relay_port, chain, leaf.private_key_pem.bytes())
    server.start()
    sink.sink.hand_on = hand_on_by_lmtp(server.lmtp, server.knows)
    try:
        yield server
    finally:
        server.stop()
        sink.stop()
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def service(data: Path) -> Iterator[Up]:
    """`handlet up`, ready."""
    given = {
        name: os.environ[name] for name in ("HANDLET_EXTRA_CA", "HANDLET_ALLOW_PRIVATE_HOSTS") if name in os.environ
    }
    with Up(data, **given) as running:
        yield running.until_ready()


PASSWORD = "a pass phrase for measuring"


def owner_of_mailboxes(data: Path, mailboxes: Sequence[Any], trade: str = "plumber") -> str:
    """An owner with a confirmed price list and these mailboxes connected, made in the running service; the address.

    Once a process: Django is set up for this data folder.
    """
    os.environ["HANDLET_DATA"] = str(data)
    from handlet.operations import database

    with database.django_at_hand():
        from allauth.account.models import EmailAddress
        from django.utils.timezone import now

        from handlet.accounts import businesses
        from handlet.accounts.models import User
        from handlet.accounts.tenancy import acting_for
        from handlet.channels import connecting
        from handlet.inbox import waking
        from handlet.quoting import pricelist

        at = now()
        user = User.objects.create_user(
            email="owner@example.test", password=PASSWORD, name="Asha Rowan", date_joined=at
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        member = businesses.create_business(owner=user, name="Rowan Plumbing", trade=trade, now=at)
        with acting_for(member.business_id, user.id):
            pricelist.add_starter(business_id=member.business_id, trade=trade, now=at)
            pricelist.confirm(item_ids=None, now=at)
            for mailbox in mailboxes:
                connection = connecting.connect(
                    by=member,
                    kind="imap",
                    label=mailbox.address,
                    settings=mailbox.settings,
                    secret=mailbox.secret,
                    consent=connecting.Consent(notice="For measuring.", control="bench"),
                    now=at,
                )
                waking.ask_to_collect(business_id=member.business_id, connection_id=connection.id)
        return str(user.email)


def mail(number: int, at: Any, to: str, words: str = "") -> bytes:
    """An ordinary enquiry: plain text and HTML, some three kilobytes, each from somebody else."""
    message = EmailMessage()
    name = f"Customer {number}"
    message["From"] = f"{name} <customer{number}@example.net>"
    message["To"] = to
    message["Subject"] = f"Enquiry {number}: a dripping tap"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<bench-{number}-{at.timestamp():.0f}@example.net>"
    text = words or (
        f"Hello,\n\nour kitchen tap drips, number {number}. Could you fit a new one that we have bought ourselves, and "
        "look at the slow sink as well? We are in LS8 4AB; weekdays after three suit us best.\n\n"
        * 3
        + f"Kind regards\n{name}\n07700 900{number % 1000:03d}"
    )
    message.set_content(text)
    message.add_alternative(
        "<html><body>" + "".join(f"<p style='margin:0'>{line}</p>" for line in text.split("\n")) + "</body></html>",
        subtype="html",
    )
    return bytes(message)


def processes(pid: int) -> list[int]:
    """A process and everything below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            below.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += below.get(one, [])
    return found


def spread(seconds: Sequence[float]) -> dict[str, Any]:
    """Milliseconds: median, 95th percentile (nearest rank), largest, and how many."""
    ordered = sorted(seconds)
    rank = max(0, -(-len(ordered) * 95 // 100) - 1)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[rank] * 1000, 1),
        "max_ms": round(ordered[-1] * 1000, 1),
        "count": len(ordered),
    }


def say(what: str, **figures: Any) -> None:
    load = os.getloadavg()[0]
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "load_1min": round(load, 2)}
    json.dump({"bench": what, **figures, "machine": machine}, sys.stdout, indent=1)
    print()
