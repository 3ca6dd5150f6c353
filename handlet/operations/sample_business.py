"""The sample business: invented people, entering by the same doors as real ones.

Mails are real mails, read by the mail channel's parser; quotes are priced, issued and accepted by their own functions.
Its mailbox is invented too: nothing is fetched from it, and nothing can be sent. Made once; asked again, it only says how
to sign in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from importlib import resources
from typing import Any

from django.conf import settings

from handlet.accounts import businesses
from handlet.accounts.models import BusinessProfile, Credential, Membership, User
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import Incoming, RawEvent
from handlet.channels.models import Connection
from handlet.drafting import remembering
from handlet.drafting.models import SavedReply
from handlet.drafting.wording import reply_subject
from handlet.inbox import notes, receiving
from handlet.inbox.models import Conversation
from handlet.kit import ids
from handlet.kit.london import LONDON
from handlet.quoting import acceptance, issuing, pricelist, suggesting
from handlet.quoting.models import QuoteVersion

NOTICE = (
    "This is a sample. The business, its customers and its mailbox are invented; nothing is read from any provider and "
    "nothing can be sent."
)


@dataclass(frozen=True)
class SignIn:
    email: str
    password: str


@dataclass
class _Thread:
    """One conversation while it is being told."""

    person: Mapping[str, Any]
    subject: str = ""
    ids: list[str] = field(default_factory=list)
    conversation: Conversation | None = None
    version: QuoteVersion | None = None


def make(*, now: datetime) -> SignIn:
    """The sample business, made where it is missing; how its owner signs in."""
    data = json.loads((resources.files("handlet.operations") / "sample" / "rowan.json").read_text(encoding="utf-8"))
    business = data["business"]
    sign_in = SignIn(business["email"], _password())
    if User.objects.filter(email=sign_in.email).exists():
        return sign_in
    # The whole of it or nothing: a start that was interrupted begins anew.
    with acting_for(None):
        member = _owner(business, sign_in, now)
        with acting_for(member.business_id, member.user_id):
            _describe(member, business, now)
            mailbox, form = _connect(member, business, now)
            for person in data["conversations"]:
                _tell(member, mailbox, person, business, now)
            for enquiry in data["form"]:
                _by_form(form, enquiry, now)
            connecting.note_trouble(
                connection_id=mailbox.id,
                state=Connection.State.RECONNECT_NEEDED,
                sentence="This mailbox is invented. Connect one of your own to send and receive.",
            )
    return sign_in


def _password() -> str:
    """One of this installation's own, so that a sample on a public address is no open door; the same at every start."""
    mark = hmac.new(settings.HANDLET_MASTER_KEY, b"handlet: sample sign-in", hashlib.sha256).digest()
    words = base64.b32encode(mark).decode().lower()
    return "-".join(words[start : start + 4] for start in (0, 4, 8, 12))


def _owner(business: Mapping[str, Any], sign_in: SignIn, now: datetime) -> Membership:
    from allauth.account.models import EmailAddress

    joined = now - timedelta(days=30)
    user = User.objects.create_user(
        email=sign_in.email, password=sign_in.password, name=business["owner"], date_joined=joined
    )
    EmailAddress.objects.create(user=user, email=sign_in.email, verified=True, primary=True)
    return businesses.create_business(owner=user, name=business["name"], trade=business["trade"], now=joined)


def _describe(member: Membership, business: Mapping[str, Any], now: datetime) -> None:
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    for name in ("legal_name", "address", "phone", "vat_number", "area", "hours", "not_done", "terms", "tone"):
        setattr(profile, name, business[name])
    profile.vat_registered, profile.setup_step, profile.updated_at = True, "done", now
    profile.save()
    for row in business["credentials"]:
        Credential.objects.create(business_id=member.business_id, key_id=profile.key_id, **row)
    began = now - timedelta(days=29)
    pricelist.add_starter(business_id=member.business_id, trade=business["trade"], now=began)
    pricelist.confirm(item_ids=None, now=began)
    for text in business["rules"]:
        pricelist.add_rule(business_id=member.business_id, text=text)
    for row in business["memories"]:
        remembering.tell(by=member, now=began, **row)
    for row in business["replies"]:
        SavedReply.objects.create(business_id=member.business_id, key_id=profile.key_id, created_at=began, **row)


def _connect(member: Membership, business: Mapping[str, Any], now: datetime) -> tuple[Connection, Connection]:
    began = now - timedelta(days=29)
    consent = connecting.Consent(notice=NOTICE, control="handlet sample")
    mailbox = connecting.connect(
        by=member,
        kind="imap",
        label=business["email"],
        settings={"address": business["email"], "sender_name": business["name"]},
        secret={},
        consent=consent,
        now=began,
    )
    form = connecting.connect(
        by=member, kind="form", label="Enquiry form", settings={}, secret={}, consent=consent, now=began
    )
    return mailbox, form


def _tell(
    member: Membership, mailbox: Connection, person: Mapping[str, Any], business: Mapping[str, Any], now: datetime
) -> None:
    thread = _Thread(person)
    for message in person["messages"]:
        at = _moment(message, now)
        files: list[tuple[str, bytes]] = []
        if "quote" in message:
            files = [_quote(thread, member, message["quote"], at)]
        raw = _mail(thread, message, business, at, files)
        sent = message["by"] == "owner"
        event = RawEvent(
            provider_event_id=f"{'Sent' if sent else 'INBOX'}/1/{ids.token(60)}",
            body=raw,
            meta={
                "role": "sent" if sent else "inbox",
                "internal_date": at.isoformat(),
                # Only what still waits for an answer is drafted for.
                "historical": not message.get("draft", False),
            },
        )
        _receive(mailbox, event, thread, at)
    conversation = thread.conversation
    assert conversation is not None
    if "accepted" in person and thread.version is not None:
        acceptance.accept(
            version=thread.version,
            name=person["name"],
            document_hash=thread.version.document_hash,
            ticks={},
            evidence={"sample": True},
            now=_moment(person["accepted"], now),
        )
    if "declined" in person and thread.version is not None:
        acceptance.decline(version=thread.version, reason="", now=_moment(person["declined"], now))
    if person.get("closed"):
        notes.close(conversation=conversation)


def _receive(connection: Connection, event: RawEvent, thread: _Thread | None, at: datetime) -> None:
    adapter = registry.get(connection.kind)
    for incoming in adapter.parse(event, connection.settings or {}):
        assert isinstance(incoming, Incoming)
        received = receiving.receive(connection=connection, incoming=incoming, raw=event.body, now=at)
        if received.message is not None and thread is not None:
            thread.conversation = received.message.conversation


def _quote(thread: _Thread, member: Membership, lines: Sequence[Sequence[str]], at: datetime) -> tuple[str, bytes]:
    assert thread.conversation is not None
    version = suggesting.suggest(
        conversation=thread.conversation,
        lines=[suggesting.SuggestedLine(code, Decimal(quantity), words) for code, quantity, words in lines],
        firm=True,
        now=at,
    )
    assert version is not None
    thread.version = issuing.issue(version=version, by=member, now=at)
    return issuing.file_name(thread.version), issuing.pdf_of(thread.version)


def _mail(
    thread: _Thread,
    message: Mapping[str, Any],
    business: Mapping[str, Any],
    at: datetime,
    files: Sequence[tuple[str, bytes]],
) -> bytes:
    person, ours = thread.person, message["by"] == "owner"
    customer = formataddr((person["name"], person["email"]))
    owner = formataddr((business["name"], business["email"]))
    mail = EmailMessage()
    mail["From"], mail["To"] = (owner, customer) if ours else (customer, owner)
    thread.subject = message.get("subject") or reply_subject(thread.subject, business["name"])
    mail["Subject"] = thread.subject
    mail["Date"] = format_datetime(at)
    domain = (business if ours else person)["email"].partition("@")[2]
    message_id = f"{ids.token(100)}@{domain}"
    mail["Message-ID"] = f"<{message_id}>"
    if thread.ids:
        mail["In-Reply-To"] = f"<{thread.ids[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in thread.ids)
    thread.ids.append(message_id)
    mail.set_content(message["text"])
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return bytes(mail)


def _by_form(form: Connection, enquiry: Mapping[str, Any], now: datetime) -> None:
    at = _moment(enquiry, now)
    typed = {key: enquiry[key] for key in ("name", "contact", "postcode", "when", "text")}
    event = RawEvent(
        provider_event_id=f"form:{ids.token(120)}",
        body=json.dumps({**typed, "files": []}, ensure_ascii=False).encode(),
        meta={"received_at": at.isoformat()},
    )
    _receive(form, event, None, at)


def _moment(told: Mapping[str, Any], now: datetime) -> datetime:
    """`hours` before now, or `days` ago at a `time` in London."""
    if "hours" in told:
        return now - timedelta(hours=told["hours"])
    hour, minute = (int(part) for part in told["time"].split(":"))
    day = now.astimezone(LONDON) - timedelta(days=told["days"])
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(now.tzinfo)
