"""Asha's shop for the tests of learning: people write, a draft is proposed, she sends it, changed or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import Direction, Handle, HandleKind
from handlet.channels.models import Connection
from handlet.drafting import approval, proposing
from handlet.drafting.models import Draft, Outcome
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import MAILBOX, mail, mailbox_of
from handlet.quoting import pricelist
from handlet.quoting.models import QuoteVersion
from tests.cast import NOW

TAP = "Can you fit a kitchen tap for me? I have bought the tap already. LS27 8RT"


class Shop:
    """One business with a confirmed list and a mailbox. `now` moves only when a test moves it."""

    def __init__(self, member: Membership, now: datetime = NOW) -> None:
        self.member, self.now, self.count = member, now, 0
        with self.acting():
            pricelist.add_starter(business_id=member.business_id, trade="plumber", now=now)
            pricelist.confirm(item_ids=None, now=now)
            self.mailbox: Connection = mailbox_of(member)

    def acting(self) -> Any:
        return acting_for(self.member.business_id, self.member.user_id)

    def writes(self, name: str, text: str = TAP, **changes: Any) -> Conversation:
        """Somebody writes; the same name is the same person."""
        self.count += 1
        address = f"{name.split(' ')[0].lower()}@example.org"
        sender = Handle(HandleKind.EMAIL, address, address, name)
        at = self.now + timedelta(seconds=self.count)
        incoming = mail(self.count, text, sender=sender, sent_at=at, arrived_at=at, **changes)
        with self.acting():
            taken = receive(connection=self.mailbox, incoming=incoming, raw=b"raw", now=at)
            assert taken.message is not None
            return Conversation.objects.select_related("customer").get(pk=taken.message.conversation_id)

    def sent_before(self, name: str, text: str, *, days: float = 3) -> Message:
        """Something Asha sent from her own mailbox before Handlet suggested anything."""
        self.count += 1
        address = f"{name.split(' ')[0].lower()}@example.org"
        to = Handle(HandleKind.EMAIL, address, address, name)
        at = self.now - timedelta(days=days)
        incoming = mail(
            self.count, text, direction=Direction.OUTBOUND, sender=MAILBOX, recipients=[to], sent_at=at, arrived_at=at
        )
        with self.acting():
            taken = receive(connection=self.mailbox, incoming=incoming, raw=b"raw", now=at)
            assert taken.message is not None
            return taken.message

    def draft(self, name: str, text: str = TAP, **changes: Any) -> Draft:
        """Somebody writes and a draft is proposed."""
        conversation = self.writes(name, text, **changes)
        draft = proposing.propose_for(
            business_id=self.member.business_id, conversation_id=conversation.id, now=self.later()
        )
        assert draft is not None, text
        return draft

    def later(self) -> datetime:
        return self.now + timedelta(seconds=self.count, milliseconds=500)

    def send(self, draft: Draft, text: str | None = None) -> Message:
        """Asha sends it: as it is, or with this text; what the guard asks about once she means."""
        words = draft.text if text is None else text
        with self.acting():
            fresh = Draft.objects.select_related("conversation__customer", "quote_version").get(pk=draft.pk)
            shown = approval.shown_of(fresh)
            try:
                return approval.approve(draft=fresh, by=self.member, text=words, shown=shown, now=self.later())
            except approval.Unbacked as asked:
                meant = approval.Shown(shown.revision, shown.recipient, shown.quote, asked.seen)
                return approval.approve(draft=fresh, by=self.member, text=words, shown=meant, now=self.later())

    def version(self, draft: Draft) -> QuoteVersion:
        """The quote that goes with a draft."""
        with self.acting():
            found = Draft.objects.select_related("quote_version").get(pk=draft.pk).quote_version
        assert found is not None
        return found

    def outcome(self, draft: Draft) -> Outcome:
        with self.acting():
            return Outcome.objects.get(draft_id=draft.pk)

    def gone(self, message: Message) -> None:
        """The mail server has it."""
        with self.acting():
            Message.objects.filter(pk=message.pk).update(delivery=Message.Delivery.SENT)
