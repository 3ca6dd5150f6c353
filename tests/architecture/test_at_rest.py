"""At rest: no word of a customer is in the database's files, its log, a dump or a blob; search finds them all the same."""

from __future__ import annotations

import os
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import Direction, Handle, HandleKind, IncomingAttachment
from handlet.channels.models import Connection
from handlet.customers.models import Customer
from handlet.drafting import approval, covering, outcomes, proposing, remembering, saved_replies, toning
from handlet.drafting.following import house, planning
from handlet.drafting.models import Draft, Exemplar, FollowUp, Memory, Outcome
from handlet.inbox import search
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import MAILBOX, mail, mailbox_of
from handlet.kit import sealing
from handlet.kit.sealing import SealedJSONField, SealedTextField
from handlet.privacy import cases, keyring, walk
from handlet.privacy.subjects import Subject
from handlet.quoting import acceptance, agreeing, pricelist
from handlet.quoting.models import AgreedRate, Quote, QuoteLine, QuoteVersion
from tests.cast import NOW, owner_of

pytestmark = pytest.mark.architecture

CANARIES = ["Quixazanthe", "Brontolimew", "Yggdrapello", "Vermiculongo", "Zappadoriel", "xylocarpine"]
CONTROL = "Plainlyvisiblecontrol"


@pytest.fixture
def told(committed: None) -> Membership:
    """A message whose every telling word is a canary, read and drafted."""
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        pricelist.add_starter(business_id=member.business_id, trade="plumber", now=NOW)
        pricelist.confirm(item_ids=None, now=NOW)
        mailbox = mailbox_of(member)
        sender = Handle(HandleKind.EMAIL, f"{CANARIES[5]}@example.org", f"{CANARIES[5]}@example.org", CANARIES[0])
        incoming = mail(
            1,
            f"Can you fit a tap for {CANARIES[1]}? I have bought the tap. LS27 8RT",
            sender=sender,
            subject=CANARIES[2],
            html=f"<p>{CANARIES[1]}</p>",
            attachments=[IncomingAttachment(f"{CANARIES[3]}.txt", "text/plain", CANARIES[4].encode())],
        )
        receive(connection=mailbox, incoming=incoming, raw=f"raw {CANARIES[1]}".encode(), now=NOW)
        conversation = Conversation.objects.get()
    draft = proposing.propose_for(business_id=member.business_id, conversation_id=conversation.id, now=NOW)
    assert draft is not None
    assert CANARIES[0] in draft.text
    _learn(member, mailbox, draft)
    return member


def _learn(member: Membership, mailbox: Connection, draft: Draft) -> None:
    """Everything that is learned, with the canaries in it: an edit, memories, an agreed rate, a tone with its samples."""
    with acting_for(member.business_id, member.user_id):
        # Whether the engine was sure or the quote waited to be looked at: the owner finds it right.
        assert draft.quote_version is not None
        covering.write(version=draft.quote_version, by=member, now=NOW)
        fresh = Draft.objects.select_related("conversation__customer", "quote_version").get(pk=draft.pk)
        shown = approval.shown_of(fresh)
        words = f"{fresh.text}\n\nGive {CANARIES[1]} my best, says {CANARIES[2]}."
        message = approval.approve(draft=fresh, by=member, text=words, shown=shown, now=NOW + timedelta(minutes=5))
        outcome = Outcome.objects.get(message=message)
        assert CANARIES[1] in outcome.sent_text
        outcomes.judge(outcome=outcome, by=member, verdict="no", reason="other", words=CANARIES[3], now=NOW)
        customer = fresh.conversation.customer
        remembering.tell(by=member, kind="fact", text=f"{CANARIES[4]} has the key", customer=customer, now=NOW)
        remembering.tell(by=member, kind="procedure", text=f"always ask about {CANARIES[2]} first", now=NOW)
        saved_replies.save(by=member, title=CANARIES[3], text=f"Ask {CANARIES[1]}.", now=NOW)
        line = QuoteLine.objects.select_related("price_item", "version__quote").filter(price_item__isnull=False).first()
        assert line is not None
        agreeing.keep_for_customer(line=line, by=member, now=NOW)
        for number in range(10, 20):
            told = mail(
                number,
                f"Dear {CANARIES[0]},\n\nThank you for your letter about {CANARIES[1]}.\n\nKind regards,\n{CANARIES[2]}",
                direction=Direction.OUTBOUND,
                sender=MAILBOX,
                recipients=[Handle(HandleKind.EMAIL, f"{CANARIES[5]}@example.org", f"{CANARIES[5]}@example.org")],
            )
            receive(connection=mailbox, incoming=told, raw=b"", now=NOW)
        toning.look(by=member, now=NOW + timedelta(hours=1))
        toning.apply(by=member, now=NOW + timedelta(hours=1))
        _follow_up(member, message)
        assert Exemplar.objects.count() == 10
        assert Memory.objects.count() == 2


def _follow_up(member: Membership, message: Message) -> None:
    """The quote that went with it is asked after, in words that hold canaries."""
    usual = {"days": [2, 5, 9], "before_expiry": True, "weekdays": [0, 1, 2, 3, 4]}
    hours = {"opens": time(8), "closes": time(19), "rest_on_holidays": True}
    house.change(by=member, now=NOW, on=True, **usual, **hours)
    Message.objects.filter(pk=message.pk).update(delivery=Message.Delivery.SENT)
    quote = Quote.objects.get()
    plan = planning.plan_for(quote, now=NOW)
    texts = {one.key: f"{one.text} My best to {CANARIES[1]}." for one in plan.items}
    rows = planning.turn_on(quote=quote, by=member, texts=texts, digest=plan.digest, now=NOW)
    assert CANARIES[1] in rows[0].text


def dumped(owner: Any) -> bytes:
    """Every table as text, as a dump would hold it."""
    rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    out = b""
    for (table,) in rows:
        statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
        with owner.cursor().copy(statement) as copied:
            for block in copied:
                out += bytes(block)
    return out


def holding(folder: Path, words: list[str]) -> list[str]:
    """Files below a folder that hold one of the words, in plain or as hexadecimal."""
    found = []
    needles = [
        needle for word in words for needle in (word.encode(), word.encode().hex().encode(), word.encode("utf-16-le"))
    ]
    # Files and whole folders of other databases of the same server come and go while the suite runs: `os.walk` passes over
    # a folder that has gone, `rglob` of Python before 3.13 falls over it.
    for place, _, names in os.walk(folder):
        for path in (Path(place) / name for name in names):
            try:
                content = path.read_bytes() if path.is_file() else b""
            except FileNotFoundError:
                continue
            if any(needle in content for needle in needles):
                found.append(str(path.relative_to(folder)))
    return found


def test_no_word_of_a_customer_is_at_rest(told: Membership) -> None:
    root = Path(os.environ["HANDLET_TEST_ROOT"])
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE control_of_the_search (words text)")
        try:
            owner.execute("INSERT INTO control_of_the_search VALUES (%s)", [CONTROL])
            owner.execute("CHECKPOINT")
            text = dumped(owner)
            assert CONTROL.encode() in text
            assert [word for word in CANARIES if word.encode() in text or word.encode().hex().encode() in text] == []
            if (root / "postgres").exists():
                assert holding(root / "postgres", [CONTROL]), "the search of the files finds nothing at all"
                assert holding(root / "postgres", CANARIES) == []
        finally:
            owner.execute("DROP TABLE control_of_the_search")
    blobs = Path(os.environ["HANDLET_DATA"]) / "blobs"
    assert len([path for path in blobs.rglob("*") if path.is_file()]) >= 2
    assert holding(blobs, CANARIES) == []


def test_of_an_agreed_quote_the_paper_is_kept_and_nothing_that_says_it_again(told: Membership) -> None:
    """Erased after a yes: what repeats the frozen document is gone from the tables, down to its bytes."""
    with acting_for(told.business_id, told.user_id):
        version = QuoteVersion.objects.get(state="issued")
        customer = Customer.objects.get()
        assert CANARIES[0] in str(version.details)
        acceptance.accept(
            version=version, name=CANARIES[0], document_hash=version.document_hash, ticks={}, evidence={}, now=NOW
        )
        columns = "details, stages, frozen"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM quoting_quoteversion WHERE id = %s", [version.pk])
            before = [bytes(value).hex().encode() for value in cursor.fetchone() if value is not None]
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"], autocommit=True) as owner:
        assert all(value in dumped(owner) for value in before)
        with acting_for(told.business_id, told.user_id):
            cases.erase_by_rule(subject=Subject("customer", customer.id, told.business_id), now=NOW)
        text = dumped(owner)
        assert [value for value in before if value in text] == []
    with acting_for(told.business_id, told.user_id):
        saying = set()
        for model in apps.get_app_config("quoting").get_models():
            sealed = [one for one in model._meta.fields if isinstance(one, SealedTextField | SealedJSONField)]
            for row in model._default_manager.all() if sealed else ():
                saying |= {
                    f"{model.__name__}.{one.name}" for one in sealed if CANARIES[0] in str(getattr(row, one.attname))
                }
        assert saying == {"QuoteVersion.frozen", "Acceptance.name"}


def test_and_still_each_word_is_found(told: Membership) -> None:
    with acting_for(told.business_id, told.user_id):
        conversation = Conversation.objects.get()
        for word in (*CANARIES[:3], CANARIES[5]):
            assert search.find(word) == [conversation.id], word


def test_when_they_are_erased_the_keys_to_all_that_was_learned_of_them_are_gone(told: Membership) -> None:
    """Edits, memories, samples of style, an agreed rate: the rows go, and their ciphertext opens for nobody."""
    with acting_for(told.business_id, told.user_id):
        customer = Customer.objects.get()
        kept = [*Outcome.objects.all(), *Exemplar.objects.all(), *Memory.objects.filter(customer=customer)]
        kept += list(AgreedRate.objects.all())
        assert {row.key_id for row in kept} == {customer.key_id}
        subject = Subject("customer", customer.id, told.business_id)
        case = cases.open_case(kind="erasure", subject=subject, note="", received_at=NOW, by=told, now=NOW)
        cases.erase(case=case, confirmed=cases.preview(case).digest, by=told, now=NOW)
        assert [row.what for row in walk.find(subject) if not row.because] == []
        for model in (Outcome, Exemplar, AgreedRate, FollowUp):
            assert not model._default_manager.exists()
        # What the owner wants of everybody stays.
        assert [row.customer_id for row in Memory.objects.all()] == [None]
        with pytest.raises(sealing.KeyGone):
            keyring.keyring.key_bytes(customer.key_id)
