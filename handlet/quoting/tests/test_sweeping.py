"""What time ends: old enquiries, old offers, accounts after their grace. Twice gives the same as once."""

from __future__ import annotations

from datetime import timedelta

from handlet.accounts.models import Business, Membership
from handlet.accounts.tenancy import acting_for
from handlet.customers.models import Customer
from handlet.inbox.models import Conversation
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.privacy import cases, closing
from handlet.privacy.subjects import Subject
from handlet.privacy.tests.test_walk import told
from handlet.quoting import sweeping
from handlet.quoting.models import Acceptance
from tests.cast import NOW

YEAR = timedelta(days=366)


def test_an_old_enquiry_goes_and_a_young_one_stays(as_asha: Membership) -> None:
    receive(connection=mailbox_of(as_asha), incoming=mail(1), raw=b"", now=NOW)
    assert sweeping.erase_old_enquiries(now=NOW + timedelta(days=300)) == 0
    assert sweeping.erase_old_enquiries(now=NOW + YEAR) == 1
    assert not Customer.objects.exists()
    assert sweeping.erase_old_enquiries(now=NOW + YEAR) == 0


def test_agreed_work_stays_with_its_messages(as_asha: Membership) -> None:
    told(as_asha)
    assert Acceptance.objects.exists()
    assert sweeping.erase_old_enquiries(now=NOW + YEAR) == 0
    assert Conversation.objects.exists()


def test_nobody_is_erased_under_the_hands_of_a_case(as_asha: Membership) -> None:
    receive(connection=mailbox_of(as_asha), incoming=mail(1), raw=b"", now=NOW)
    subject = Subject("customer", Customer.objects.get().id, as_asha.business_id)
    cases.open_case(kind="access", subject=subject, note="", received_at=NOW, by=as_asha, now=NOW)
    assert sweeping.erase_old_enquiries(now=NOW + YEAR) == 0


def test_an_account_goes_when_its_grace_is_over_and_not_before(asha: Membership) -> None:
    with acting_for(asha.business_id, asha.user_id):
        Business.objects.filter(pk=asha.business_id).update(closing_at=NOW + timedelta(days=14))
        assert closing.close_if_due(business_id=asha.business_id, now=NOW + timedelta(days=13)) is None
        assert closing.close_if_due(business_id=asha.business_id, now=NOW + timedelta(days=14)) is not None
        assert closing.close_if_due(business_id=asha.business_id, now=NOW + timedelta(days=15)) is None


def test_an_accepted_quote_kept_from_somebody_erased_does_not_stop_the_rule(as_asha: Membership) -> None:
    mailbox = told(as_asha)
    cases.erase_by_rule(subject=Subject("customer", Customer.objects.get().id, as_asha.business_id), now=NOW)
    assert Acceptance.objects.exists()
    later = NOW + timedelta(hours=1)
    receive(connection=mailbox, incoming=mail(2, arrived_at=later, sent_at=later), raw=b"", now=later)
    assert sweeping.erase_old_enquiries(now=later + YEAR) == 1
