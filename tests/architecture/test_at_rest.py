"""At rest: no word of a customer is in the database's files, its log, a dump or a blob; search finds them all the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import Handle, HandleKind, IncomingAttachment
from handlet.drafting import proposing
from handlet.inbox import search
from handlet.inbox.models import Conversation
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.quoting import pricelist
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
    return member


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
    for path in folder.rglob("*"):
        try:
            content = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:
            # Files of other databases of the same server come and go while the suite runs.
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


def test_and_still_each_word_is_found(told: Membership) -> None:
    with acting_for(told.business_id, told.user_id):
        conversation = Conversation.objects.get()
        for word in (*CANARIES[:3], CANARIES[5]):
            assert search.find(word) == [conversation.id], word
