"""The consent ledger: it only grows, a changed line is noticed, and erasing its evidence breaks nothing."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, connections, transaction

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.kit import sealing
from handlet.privacy import keyring, ledger
from handlet.privacy.models import ConsentEvidence, ConsentRecord, Notice
from tests.cast import NOW, owner_of


def given(member: Membership, scope: str = "connection:imap") -> ConsentRecord:
    return ledger.record(
        business_id=member.business_id,
        subject_kind="user",
        subject_id=member.user_id,
        event="given",
        scope=scope,
        activity="connect",
        notice_text="Handlet reads this mailbox.",
        control="tick:agreed",
        evidence={"mailbox": "asha@rowan.example"},
        now=NOW,
    )


def test_what_was_agreed_to_can_be_shown_word_for_word(as_asha: Membership) -> None:
    line = given(as_asha)
    given(as_asha)
    assert line.notice.text == "Handlet reads this mailbox."
    assert Notice.objects.count() == 1
    receipt = ledger.receipt(line)
    assert receipt["processing"]["privacyNotice"] == "Handlet reads this mailbox."
    assert receipt["event"]["eventType"] == "given"


def test_withdrawing_is_a_line_and_ends_it_once(as_asha: Membership) -> None:
    line = given(as_asha)
    assert ledger.is_active(line.id)
    ledger.withdraw(consent_id=line.id, reason="disconnected", now=NOW)
    assert not ledger.is_active(line.id)
    with pytest.raises(ledger.NothingToWithdraw):
        ledger.withdraw(consent_id=line.id, reason="again", now=NOW)
    assert [row.event for row in ConsentRecord.objects.order_by("sequence")] == ["given", "withdrawn"]


def test_the_chain_holds_and_each_business_has_its_own(as_asha: Membership, cleo: Membership) -> None:
    for _ in range(5):
        given(as_asha)
    assert ledger.verify(as_asha.business_id) is None
    with acting_for(cleo.business_id, cleo.user_id):
        assert given(cleo).sequence == 1
        assert ledger.verify(cleo.business_id) is None


def test_the_service_can_neither_change_nor_delete_a_line(as_asha: Membership) -> None:
    line = given(as_asha)
    for statement in (
        "UPDATE privacy_consentrecord SET scope = 'x'",
        "DELETE FROM privacy_consentrecord",
        "TRUNCATE privacy_consentrecord CASCADE",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert ConsentRecord.objects.get(pk=line.pk).scope == "connection:imap"


def test_erasing_the_evidence_leaves_the_chain_whole(as_asha: Membership) -> None:
    line = given(as_asha)
    evidence = ConsentEvidence.objects.get(record=line)
    assert evidence.evidence["evidence"] == {"mailbox": "asha@rowan.example"}
    evidence.delete()
    keyring.destroy([evidence.key_id])
    assert ledger.verify(as_asha.business_id) is None
    with pytest.raises(sealing.KeyGone):
        sealing.seal_bytes(evidence.key_id, b"x", field_id="x", row_id=line.id)


@pytest.mark.parametrize(
    "change", ["scope = 'connection:other'", "at = at + interval '1 day'", "commitment = 'x'", "sequence = 9"]
)
def test_even_the_owner_of_the_tables_cannot_change_a_line_unnoticed(committed: None, change: str) -> None:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        for _ in range(3):
            given(member)
    with connections["maintenance"].cursor() as cursor:
        with pytest.raises(DatabaseError, match="only grows"):
            cursor.execute("UPDATE privacy_consentrecord SET scope = 'x'")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"UPDATE privacy_consentrecord SET {change} WHERE sequence = 2")
        cursor.execute("SET session_replication_role = origin")
    with acting_for(member.business_id, member.user_id):
        assert ledger.verify(member.business_id) == 2
