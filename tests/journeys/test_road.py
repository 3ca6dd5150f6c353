"""The main job, end to end, with a real mail server: a mail in, a priced quote out, accepted, both told."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.models import Connection, ConnectionSecret
from handlet.drafting import approval
from handlet.drafting.models import Approval, Draft
from handlet.inbox import waking
from handlet.inbox.models import Conversation, Message
from handlet.privacy import ledger
from handlet.quoting import pricelist, queries
from handlet.quoting.models import Acceptance, QuoteVersion
from handlet.web.tests.test_offer import fields_of
from tests.cast import owner_of
from tests.peers.dovecot import Dovecot, Mailbox
from tests.working import work_off

pytestmark = pytest.mark.peers


def letter(sender: str, to: str, text: str, subject: str = "Kitchen tap", number: int = 1) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Dev Patel <{sender}>", to, subject
    message["Date"] = timezone.now()
    message["Message-ID"] = f"<dev-{number}-{sender}>"
    message.set_content(text)
    return message.as_bytes()


def business_with_prices() -> Membership:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        profile = BusinessProfile.objects.get(business_id=member.business_id)
        profile.vat_registered, profile.vat_number = True, "123456782"
        profile.area, profile.phone = "Leeds: postcode areas LS, WF", "0113 496 0142"
        profile.save()
        pricelist.add_starter(business_id=member.business_id, trade="plumber", now=timezone.now())
        pricelist.confirm(item_ids=None, now=timezone.now())
    return member


@pytest.fixture
def road(committed: None, dovecot: Dovecot) -> Iterator[tuple[Membership, Mailbox, Mailbox, Connection]]:
    """Asha with a price list and her real mailbox connected; Dev with his."""
    member = business_with_prices()
    hers, his = dovecot.mailbox(), dovecot.mailbox()
    with acting_for(member.business_id, member.user_id):
        connection = connecting.connect(
            by=member,
            kind="imap",
            label=hers.address,
            settings={**hers.settings, "sender_name": "Rowan Plumbing"},
            secret=hers.secret,
            consent=connecting.Consent("Handlet reads this mailbox.", "tick:agreed"),
            now=timezone.now(),
        )
    return member, hers, his, connection


def collect(member: Membership, connection: Connection) -> None:
    with acting_for(member.business_id):
        waking.ask_to_collect(business_id=member.business_id, connection_id=connection.id)
    work_off()


def received(mailbox: Mailbox, folder: str = "INBOX") -> list[EmailMessage]:
    return [
        email.message_from_bytes(row[b"BODY[]"], policy=email.policy.default)  # type: ignore[misc, arg-type]
        for row in mailbox.folder(folder).values()
    ]


def test_a_real_mail_in_a_priced_quote_accepted(road: Any, client: Client) -> None:
    member, hers, his, connection = road
    hers.deliver(
        letter("first@example.org", hers.address, "An old one, so that the first sync has something", number=0)
    )
    collect(member, connection)
    hers.deliver(
        letter(
            his.address,
            hers.address,
            "Hi, can you fit a kitchen tap for me? I've already bought the tap. LS27 8RT. Thanks, Dev",
        )
    )
    before = hers.folder("INBOX")
    collect(member, connection)

    with acting_for(member.business_id, member.user_id):
        conversation = next(
            row for row in Conversation.objects.all() if row.customer.name == "Dev Patel" and row.unread
        )
        draft = approval.open_draft(conversation)
        assert draft is not None
        assert draft.quote_version is not None
        assert [(line.price_item.code, line.customer_words != "") for line in draft.quote_version.lines.all()] == [  # type: ignore[union-attr]
            ("PL-05", True)
        ]
        assert "£108.00" in draft.text
        assert f"/q/{draft.quote_version.quote.link.token}" in draft.text
        shown = approval.shown_of(draft)
        assert shown.recipient == his.address
        text = draft.text + "\n\nPS: see you soon"
        message = approval.approve(draft=draft, by=member, text=text, shown=shown, now=timezone.now())
        token = draft.quote_version.quote.link.token

    flags = {uid: row[b"FLAGS"] for uid, row in before.items()}
    assert {uid: row[b"FLAGS"] for uid, row in hers.folder("INBOX").items()} == flags
    work_off()

    (reply,) = received(his)
    assert reply["In-Reply-To"] == f"<dev-1-{his.address}>"
    assert reply["From"].addresses[0].addr_spec == hers.address
    body = reply.get_body(("plain",))
    assert body is not None
    assert "PS: see you soon" in body.get_content()
    (pdf,) = list(reply.iter_attachments())
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_payload(decode=True)[:5] == b"%PDF-"  # type: ignore[index]
    assert [one["Message-ID"] for one in received(hers, "Sent")] == [reply["Message-ID"]]
    with acting_for(member.business_id):
        assert Message.objects.get(pk=message.pk).delivery == "sent"
        assert Approval.objects.get(message=message).by == member

    page = client.get(f"/q/{token}")
    assert page.status_code == 200
    check = client.get(f"/q/{token}/accept")
    assert check.status_code == 200
    with acting_for(member.business_id):
        version = queries.offered(Draft.objects.get(pk=draft.pk).quote_version.quote)  # type: ignore[union-attr]
        assert version is not None
    answer = client.post(f"/q/{token}/accept", {**fields_of(check), "name": "Dev Patel"}, follow=True)
    assert answer.status_code == 200
    assert "agreed" in answer.content.decode()
    work_off()
    with acting_for(member.business_id):
        assert QuoteVersion.objects.get(pk=version.pk).state == "accepted"
        assert Acceptance.objects.get().name == "Dev Patel"
        assert Conversation.objects.get(pk=conversation.pk).headline == "accepted"
    confirmations = [one for one in received(his) if one["Message-ID"] != reply["Message-ID"]]
    assert len(confirmations) == 1
    assert [one.get_content_type() for one in confirmations[0].iter_attachments()] == ["application/pdf"]


def test_after_disconnecting_nothing_is_fetched_and_the_secret_is_gone(road: Any) -> None:
    member, hers, his, connection = road
    with acting_for(member.business_id, member.user_id):
        sentence = connecting.revoke(
            connection=Connection.objects.get(pk=connection.pk), reason="test", now=timezone.now()
        )
        assert "password" in sentence
        assert not ConnectionSecret.objects.exists()
        assert not ledger.is_active(connection.consent_id)
        assert ledger.verify(member.business_id) is None
    hers.deliver(letter(his.address, hers.address, "After the end"))
    collect(member, connection)
    with acting_for(member.business_id):
        assert not Message.objects.exists()


def test_a_wrong_password_shows_on_the_card_and_nothing_is_tried_again(road: Any, dovecot: Dovecot) -> None:
    member, hers, _, connection = road
    dovecot.set_password(hers.address, "another one now")
    collect(member, connection)
    with acting_for(member.business_id):
        row = Connection.objects.get(pk=connection.pk)
        assert row.state == "reconnect_needed"
        assert row.trouble
