"""The outbox: killed at any step, never two copies and never silence. Against a real mail server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import Sent
from handlet.channels.models import Connection
from handlet.drafting import approval
from handlet.drafting.models import Approval, Draft
from handlet.inbox import outbox
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import CONSENT, mail
from handlet.kit import encryption
from tests.cast import owner_of
from tests.peers.dovecot import Dovecot, Mailbox
from tests.peers.smtp_sink import Fault, Sink
from tests.working import waiting, work_off

pytestmark = pytest.mark.peers
NOWISH = timezone.now


class Desk:
    """Asha with her real mailbox, and one conversation with Dev, who has his."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.member: Membership = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
        self.hers: Mailbox = dovecot.mailbox()
        self.his: Mailbox = dovecot.mailbox()
        with self.acting():
            self.connection: Connection = connecting.connect(
                by=self.member,
                kind="imap",
                label=self.hers.address,
                settings={**self.hers.settings, "sender_name": "Rowan Plumbing"},
                secret=self.hers.secret,
                consent=CONSENT,
                now=NOWISH(),
            )
            self.write()

    def acting(self) -> Any:
        return acting_for(self.member.business_id, self.member.user_id)

    def write(self, number: int = 1) -> Conversation:
        """Dev writes."""
        from handlet.channels.contract import Handle, HandleKind

        sender = Handle(HandleKind.EMAIL, self.his.address, self.his.address, "Dev Patel")
        at = NOWISH()
        incoming = mail(number, "Hello?", sender=sender, sent_at=at, arrived_at=at)
        receive(connection=self.connection, incoming=incoming, raw=b"", now=at)
        return Conversation.objects.get()

    def draft(self, text: str = "Hello Dev, yes I can.") -> Draft:
        return approval.write(conversation=Conversation.objects.get(), by=self.member, text=text, now=NOWISH())

    def approve(self, draft: Draft | None = None, **changes: Any) -> Message:
        one = draft or self.draft()
        values: dict[str, Any] = {"text": one.text, "shown": approval.shown_of(one), "now": NOWISH()} | changes
        return approval.approve(draft=one, by=self.member, **values)

    def state(self, message: Message) -> str:
        with self.acting():
            return str(Message.objects.get(pk=message.pk).delivery)

    def arrived(self) -> int:
        return len(self.his.folder("INBOX"))

    def sent_copies(self) -> int:
        return len(self.hers.folder("Sent"))


@pytest.fixture
def desk(committed: None, dovecot: Dovecot) -> Desk:
    return Desk(dovecot)


def test_an_approval_says_who_let_out_which_exact_text_to_whom(desk: Desk) -> None:
    with desk.acting():
        message = desk.approve()
        row = Approval.objects.get()
        assert row.by == desk.member
        assert row.text_hash == encryption.digest(message.text.encode())
        assert row.recipients_hash == approval.recipients_hash([desk.his.address])
    work_off()
    assert (desk.state(message), desk.arrived(), desk.sent_copies()) == ("sent", 1, 1)


def test_each_refusal_has_its_own_sentence(desk: Desk) -> None:
    with desk.acting():
        draft = desk.draft()
        shown = approval.shown_of(draft)
        with pytest.raises(approval.Empty):
            desk.approve(draft, text="   ")
        with pytest.raises(approval.TextChanged, match="another screen"):
            desk.approve(draft, shown=approval.Shown(shown.revision + 1, shown.recipient))
        with pytest.raises(approval.RecipientChanged, match=desk.his.address):
            desk.approve(draft, shown=approval.Shown(shown.revision, "somebody@else.example"))
        with pytest.raises(approval.QuoteChanged):
            desk.approve(draft, shown=approval.Shown(shown.revision, shown.recipient, "0" * 64))
        customer = Conversation.objects.get().customer
        customer.restricted = True
        customer.save()
        with pytest.raises(approval.Standing):
            desk.approve(draft)
        customer.restricted = False
        customer.save()
        desk.write(2)
        with pytest.raises(approval.CustomerWroteSince, match="has written again"):
            desk.approve(draft)
        assert not Approval.objects.exists()
        assert not Message.objects.filter(direction="out").exists()


def test_a_draft_is_approved_once_however_often_the_button_is_pressed(desk: Desk) -> None:
    with desk.acting():
        draft = desk.draft()
        shown = approval.shown_of(draft)
        desk.approve(draft, shown=shown)
        with pytest.raises(approval.AlreadyDecided, match="sent already"):
            desk.approve(draft, shown=shown)
    work_off()
    assert desk.arrived() == 1


def test_undo_within_the_pause_and_the_draft_is_back(desk: Desk) -> None:
    with desk.acting():
        message = desk.approve()
        draft = approval.take_back(message=message, by=desk.member, now=NOWISH())
        assert draft is not None
        assert draft.is_open
        assert Approval.objects.get().taken_back_at is not None
    work_off()
    assert (desk.state(message), desk.arrived()) == ("cancelled", 0)
    with desk.acting(), pytest.raises(outbox.TooLate):
        outbox.take_back(message=message, now=NOWISH())


def test_nothing_leaves_after_disconnecting(desk: Desk) -> None:
    with desk.acting():
        message = desk.approve()
        connecting.revoke(connection=Connection.objects.get(), reason="test", now=NOWISH())
    work_off()
    assert (desk.state(message), desk.arrived()) == ("failed", 0)


def test_two_workers_with_one_message_send_it_once(desk: Desk) -> None:
    with desk.acting():
        message = desk.approve()
    for _ in range(3):
        outbox.deliver(business_id=desk.member.business_id, message_id=message.id, now=NOWISH())
    work_off()
    assert (desk.state(message), desk.arrived(), desk.sent_copies()) == ("sent", 1, 1)


def test_killed_after_the_claim_and_before_the_send(desk: Desk) -> None:
    """The claim is committed, the worker is gone: unknown, looked up, and the owner is asked. No copy was sent."""
    with desk.acting():
        message = desk.approve()
    claimed = outbox._claim(desk.member.business_id, message.id, NOWISH())
    assert claimed is not None
    assert desk.state(message) == "sending"
    work_off()
    assert desk.arrived() == 0
    later = NOWISH() + outbox.SENDING_AT_MOST + timedelta(minutes=1)
    assert outbox.mark_stuck_as_unknown(business_id=desk.member.business_id, message_id=message.id, now=later)
    assert desk.state(message) == "unknown"
    assert waiting("handlet.inbox.tasks.look_up") == 1
    for attempt in range(len(outbox.LOOK_UPS)):
        outbox.look_up(business_id=desk.member.business_id, message_id=message.id, attempt=attempt, now=later)
    with desk.acting():
        row = Message.objects.get(pk=message.pk)
        assert row.delivery == "unknown"
        assert "cannot tell" in row.delivery_note
        outbox.settle_by_owner(message=row, sent=False, now=NOWISH())
    work_off()
    assert (desk.state(message), desk.arrived(), desk.sent_copies()) == ("sent", 1, 1)


def test_killed_after_the_send_and_before_the_note(desk: Desk) -> None:
    """The mail left, nobody wrote it down: the look-up finds it in Sent, and no second copy goes."""
    with desk.acting():
        message = desk.approve()
    claimed = outbox._claim(desk.member.business_id, message.id, NOWISH())
    assert claimed is not None
    connection, settings, secret, outgoing = claimed
    outcome = registry.get(connection.kind).send(settings, secret, outgoing)
    assert isinstance(outcome, Sent)
    later = NOWISH() + outbox.SENDING_AT_MOST + timedelta(minutes=1)
    outbox.mark_stuck_as_unknown(business_id=desk.member.business_id, message_id=message.id, now=later)
    outbox.look_up(business_id=desk.member.business_id, message_id=message.id, attempt=0, now=later)
    work_off()
    assert (desk.state(message), desk.arrived(), desk.sent_copies()) == ("sent", 1, 1)


def test_killed_before_the_claim_the_job_or_the_minute_sends_it(desk: Desk) -> None:
    from handlet.inbox import tasks

    with desk.acting():
        message = desk.approve()
        Message.objects.filter(pk=message.pk).update(due_at=NOWISH() - timedelta(minutes=5))
    from django.db import connections

    with connections["maintenance"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    tasks.every_minute(0)
    work_off()
    assert (desk.state(message), desk.arrived()) == ("sent", 1)


@pytest.mark.parametrize(
    ("fault", "state", "copies"),
    [
        (Fault.REFUSE_FOR_NOW, "queued", 0),
        (Fault.REFUSE, "failed", 0),
        (Fault.RECIPIENT_REFUSED, "failed", 0),
        (Fault.DELIVER_THEN_DROP, "unknown", 1),
    ],
)
def test_what_the_server_says_decides_and_nothing_is_sent_twice(
    desk: Desk, smtp_sink: Sink, fault: Fault, state: str, copies: int
) -> None:
    smtp_sink.misbehave(desk.his.address, fault)
    with desk.acting():
        message = desk.approve()
    work_off()
    assert (desk.state(message), desk.arrived()) == (state, copies)
    smtp_sink.faults.clear()
    with desk.acting():
        row = Message.objects.get(pk=message.pk)
        assert row.delivery_note
    if state == "queued":
        with desk.acting():
            Message.objects.filter(pk=message.pk).update(due_at=NOWISH())
        outbox.deliver(business_id=desk.member.business_id, message_id=message.id, now=NOWISH())
        assert (desk.state(message), desk.arrived()) == ("sent", 1)
