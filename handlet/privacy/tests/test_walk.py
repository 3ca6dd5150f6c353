"""Find, copy, erase, find again: for one person, and for a whole business."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.accounts.models import Business, BusinessProfile, Membership, User
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import Handle, HandleKind
from handlet.channels.models import Connection
from handlet.customers.models import Customer
from handlet.drafting import approval
from handlet.drafting.models import Draft
from handlet.inbox import search
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.kit import sealing
from handlet.privacy import cases, clock, keyring, walk
from handlet.privacy.models import ErasureCertificate, RightsCase
from handlet.privacy.subjects import Subject
from handlet.quoting import acceptance, editing, issuing
from handlet.quoting.models import Acceptance, Quote, QuoteVersion
from tests.cast import NOW

NAME = "Dev Patel"


def told(member: Membership) -> Connection:
    """A mailbox, a message of Dev's with a draft, one quote in draft and one accepted."""
    mailbox = mailbox_of(member)
    receive(connection=mailbox, incoming=mail(1), raw=b"raw", now=NOW)
    conversation = Conversation.objects.get()
    approval.write(conversation=conversation, by=member, text="Hello Dev", now=NOW)
    _quote(conversation)
    offered = issuing.issue(version=_quote(conversation), by=member, now=NOW)
    acceptance.accept(
        version=offered, name=NAME, document_hash=offered.document_hash, ticks={}, evidence={"agent": "x"}, now=NOW
    )
    return mailbox


def _quote(conversation: Conversation) -> QuoteVersion:
    version = editing.start(conversation=conversation, firm=True, now=NOW)
    one = editing.read_number("1", what="", field="")
    editing.add_line(version=version, values=editing.LineValues("A tap", one, "each", one))
    version.refresh_from_db()
    return version


def erasure_of(member: Membership, customer: Customer) -> RightsCase:
    subject = Subject("customer", customer.id, member.business_id)
    return cases.open_case(kind="erasure", subject=subject, note="please", received_at=NOW, by=member, now=NOW)


def test_erase_goes_as_far_as_was_shown_and_no_further(as_asha: Membership) -> None:
    mailbox = told(as_asha)
    customer = Customer.objects.get()
    raw = Message.objects.get(direction="in").raw_blob
    assert raw is not None
    case = erasure_of(as_asha, customer)
    plan = cases.preview(case)
    assert {row.what for row in plan.stays} == {"accepted quotes"}
    assert {"messages", "conversations", "customers", "contact points", "drafts", "quotes"} <= {
        row.what for row in plan.goes
    }
    certificate = cases.erase(case=case, confirmed=plan.digest, by=as_asha, now=NOW + timedelta(hours=1))

    assert not Customer.objects.exists()
    assert not Message.objects.exists()
    assert not Draft.objects.exists()
    assert not Conversation.objects.exists()
    assert search.find("tap") == []
    with pytest.raises(sealing.KeyGone):
        keyring.keyring.key_bytes(customer.key_id)
    kept = Acceptance.objects.get()
    assert (kept.name, kept.evidence) == (NAME, None)
    assert issuing.pdf_of(kept.version).startswith(b"%PDF-")
    assert [quote.number for quote in Quote.objects.all()] == [1002]
    assert {row.because != "" for row in walk.find(cases.subject_of(case))} <= {True}

    plain = json.dumps(
        [certificate.removed, certificate.kept, certificate.elsewhere, certificate.code, certificate.commitment]
    )
    assert NAME not in plain
    assert "example.org" not in plain
    again = receive(connection=mailbox, incoming=mail(1), raw=b"", now=NOW)
    assert again.reason == "erased"
    later = mail(5, arrived_at=NOW + timedelta(hours=2), sent_at=NOW + timedelta(hours=2))
    assert receive(connection=mailbox, incoming=later, raw=b"", now=NOW).reason == "new"
    with pytest.raises(cases.CaseClosed):
        cases.erase(case=RightsCase.objects.get(pk=case.pk), confirmed=plan.digest, by=as_asha, now=NOW)


def test_what_changed_since_it_was_shown_is_not_erased(as_asha: Membership) -> None:
    mailbox = told(as_asha)
    case = erasure_of(as_asha, Customer.objects.get())
    digest = cases.preview(case).digest
    receive(connection=mailbox, incoming=mail(2), raw=b"", now=NOW)
    with pytest.raises(cases.PlanChanged):
        cases.erase(case=case, confirmed=digest, by=as_asha, now=NOW)
    assert Message.objects.filter(direction="in").count() == 2
    assert not ErasureCertificate.objects.exists()


def test_the_copy_holds_their_words_and_nobody_else_s(as_asha: Membership) -> None:
    mailbox = told(as_asha)

    eve = Handle(HandleKind.EMAIL, "eve@example.org", "eve@example.org", "Eve Stranger")
    receive(connection=mailbox, incoming=mail(7, "a secret of Eve", sender=eve), raw=b"", now=NOW)
    dev = next(row for row in Customer.objects.all() if row.name == NAME)
    package = cases.copy_of(case=erasure_of(as_asha, dev), by=as_asha, now=NOW)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert {"messages.json", "customers.json", "quotes.json", "manifest.json"} <= set(archive.namelist())
    assert "Can you fit a kitchen tap?" in text
    assert "dev@example.org" in text
    assert "Eve" not in text
    assert package == cases.package_of(Subject("customer", dev.id, as_asha.business_id), NOW)


def test_a_deleted_account_leaves_an_empty_shell_and_other_businesses_alone(asha: Membership, cleo: Membership) -> None:
    with acting_for(cleo.business_id, cleo.user_id):
        receive(connection=mailbox_of(cleo), incoming=mail(1), raw=b"x", now=NOW)
    with acting_for(asha.business_id, asha.user_id):
        told(asha)
        files = [row.raw_blob for row in Message.objects.exclude(raw_blob=None)]
        subject = Subject("business", asha.business_id, asha.business_id)
        cases.erase_business(subject=subject, by=asha, now=NOW)
        assert not Message.objects.exists()
        assert not Customer.objects.exists()
        assert not BusinessProfile.objects.exists()
        assert not Acceptance.objects.exists()
        shell = Business.objects.get(pk=asha.business_id)
        assert (shell.name, shell.trade) == ("", "")
        assert {row.what for row in walk.find(subject)} == {"lines of the consent ledger"}
        with pytest.raises((sealing.KeyGone, RuntimeError)):
            keyring.keyring.key_bytes(asha.business_id)
    assert not User.objects.filter(pk=asha.user_id).exists()
    assert User.objects.filter(pk=cleo.user_id).exists()
    with acting_for(cleo.business_id, cleo.user_id):
        assert Message.objects.get().text == "Can you fit a kitchen tap?"
    assert files


@given(received=st.dates(date(2026, 1, 1), date(2028, 6, 1)), extra=st.integers(0, 2))
def test_the_clock_never_ends_on_a_day_without_post(received: date, extra: int) -> None:
    due = clock.due(received, extra_months=extra)
    assert due.weekday() < 5
    assert due not in clock.ENGLAND_AND_WALES
    assert due >= clock.add_months(received, 1 + extra)
    assert clock.due(received, extra_months=extra) <= clock.due(received + timedelta(days=1), extra_months=extra)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2026, 11, 25), date(2026, 12, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_one_month_to_a_working_day(received: date, due: date) -> None:
    assert clock.due(received) == due
