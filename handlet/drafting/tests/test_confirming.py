"""Told at once and in writing: a yes, a cancelling, a yes taken back. Each once, whoever does the job, and nobody without an address."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdf
import pytest

from handlet.accounts.access import ReadsOnly
from handlet.accounts.models import Membership
from handlet.customers.models import ContactPoint
from handlet.drafting import confirming
from handlet.drafting.tests.test_follow_ups import Following
from handlet.inbox import filing, outbox
from handlet.inbox.models import Attachment, Message
from handlet.quoting import acceptance, cancelling
from handlet.quoting.models import Acceptance, AcceptanceReversal, Cancellation, QuoteVersion
from handlet.quoting.tests.test_offers import yes
from tests.cast import NOW, owner_of
from tests.racing import at_once, faults_of

Verb = Callable[[Following], Message | None]


@pytest.fixture
def shop(asha: Membership) -> Following:
    return Following(asha)


def current(shop: Following) -> QuoteVersion:
    return QuoteVersion.objects.get(pk=shop.version.pk)


def agreed(shop: Following, **more: Any) -> None:
    with shop.acting():
        yes(current(shop), **more)


def cancelled(shop: Following, **more: Any) -> None:
    agreed(shop)
    with shop.acting():
        cancelling.cancel(
            version=current(shop), method="online", words="We are moving", name="Dev Patel", now=NOW, **more
        )


def taken_back(shop: Following) -> None:
    agreed(shop)
    with shop.acting():
        made = Acceptance.objects.get()
        acceptance.reverse(acceptance=made, by=shop.member, reason="He meant the other quote", now=NOW)


def confirm(shop: Following) -> Message | None:
    return confirming.confirm(business_id=shop.member.business_id, version_id=shop.version.pk, now=NOW)


def acknowledge(shop: Following) -> Message | None:
    return confirming.acknowledge(business_id=shop.member.business_id, version_id=shop.version.pk, now=NOW)


def tell_reversed(shop: Following) -> Message | None:
    with shop.acting():
        made = Acceptance.objects.get()
    return confirming.tell_reversed(business_id=shop.member.business_id, acceptance_id=made.pk, now=NOW)


def sent(shop: Following) -> list[Message]:
    with shop.acting():
        return list(Message.objects.filter(direction="out").order_by("id"))


CASES: list[tuple[Callable[[Following], None], Verb]] = [
    (agreed, confirm), (cancelled, acknowledge), (taken_back, tell_reversed),
]  # fmt: skip


@pytest.mark.parametrize(("happens", "told"), CASES, ids=["accepted", "cancelled", "reversed"])
def test_asked_twice_it_is_one_message(shop: Following, happens: Callable[[Following], None], told: Verb) -> None:
    happens(shop)
    first, second = told(shop), told(shop)
    assert first is not None
    assert second is not None
    assert first.pk == second.pk
    assert [row.pk for row in sent(shop)] == [first.pk]


@pytest.mark.parametrize(("happens", "told"), CASES, ids=["accepted", "cancelled", "reversed"])
def test_two_workers_with_the_same_job_send_one_message(
    committed: None, happens: Callable[[Following], None], told: Verb
) -> None:
    shop = Following(owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example"))
    happens(shop)
    assert faults_of(at_once(*[lambda: told(shop)] * 4)) == []
    assert len(sent(shop)) == 1


@pytest.mark.parametrize(("happens", "told"), CASES, ids=["accepted", "cancelled", "reversed"])
def test_without_an_address_nothing_goes_and_nothing_is_called_told(
    shop: Following, happens: Callable[[Following], None], told: Verb
) -> None:
    happens(shop)
    with shop.acting():
        for row in Message.objects.filter(direction="in"):
            row.envelope = {}
            row.save()
        ContactPoint.objects.all().delete()
    assert told(shop) is None
    assert sent(shop) == []
    with shop.acting():
        assert Acceptance.objects.get().confirmation is None
        assert not Cancellation.objects.filter(acknowledged_at__isnull=False).exists()
        assert not AcceptanceReversal.objects.filter(message__isnull=False).exists()


def test_the_confirmation_says_what_was_agreed_and_brings_the_document(shop: Following) -> None:
    ticks = {
        "early_start": {"ticked": True, "text": "Please start early."},
        "by_email": {"ticked": False, "text": "No."},
    }
    agreed(shop, relation="for my mother", ticks=ticks)
    message = confirm(shop)
    assert message is not None
    with shop.acting():
        version = current(shop)
        for words in ("Dev Patel (for my mother)", "£120.00", "23 November 2026 at 09:30", version.document_hash,
                      "Please start early.", "right to cancel", "please reply to this message"):  # fmt: skip
            assert words in message.text, words
        assert "No." not in message.text
        file = Attachment.objects.get(message=message)
        content = filing.content_of(file)
        assert Acceptance.objects.get().confirmation_id == message.pk
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Model cancellation form" in paper
    assert message.delivery == "queued"


def test_a_yes_taken_back_before_the_job_ran_is_not_confirmed(shop: Following) -> None:
    taken_back(shop)
    assert confirm(shop) is None
    assert sent(shop) == []


def test_the_acknowledgement_can_be_kept_and_names_the_last_day_of_the_refund(shop: Following) -> None:
    cancelled(shop)
    message = acknowledge(shop)
    assert message is not None
    for words in ("from Dev Patel of 23 November 2026, 09:30", "is cancelled", "We are moving",
                  "paid back by 7 December 2026", "Please keep this message"):  # fmt: skip
        assert words in message.text, words
    with shop.acting():
        row = Cancellation.objects.get()
        assert (row.acknowledged_at, row.acknowledgement_id) == (NOW, message.pk)


def test_an_end_by_agreement_is_told_as_one(shop: Following) -> None:
    agreed(shop)
    with shop.acting():
        cancelling.agree(
            version=current(shop), by=shop.member, method="phone", words="Stopped, nothing owed", name="Dev", now=NOW
        )
    message = acknowledge(shop)
    assert message is not None
    assert "As we agreed" in message.text
    assert "Stopped, nothing owed" in message.text
    assert "paid back" not in message.text


def test_of_a_yes_taken_back_they_read_why_and_that_the_offer_stands(shop: Following) -> None:
    taken_back(shop)
    message = tell_reversed(shop)
    assert message is not None
    for words in ("counts no more: He meant the other quote", "You owe nothing", "until the end of 23 December 2026"):
        assert words in message.text, words


# --- The notice, before a yes -----------------------------------------------------------------------------------------


def test_the_notice_goes_out_with_the_document_before_anything_is_agreed(shop: Following) -> None:
    with shop.acting():
        message = confirming.send_notice(version=current(shop), by=shop.member, now=NOW)
        assert Attachment.objects.filter(message=message).count() == 1
    assert "Nothing is agreed before you have said yes" in message.text
    with shop.acting():
        assert not Acceptance.objects.exists()
        shop.member.role = Membership.Role.READER
        with pytest.raises(ReadsOnly):
            confirming.send_notice(version=current(shop), by=shop.member, now=NOW)


def test_the_notice_of_a_quote_without_one_is_not_sent(shop: Following) -> None:
    with shop.acting():
        version = current(shop)
        version.notice_version = ""
        with pytest.raises(confirming.NoNotice):
            confirming.send_notice(version=version, by=shop.member, now=NOW + timedelta(minutes=1))


def test_the_notice_reaches_nobody_without_an_address(shop: Following) -> None:
    with shop.acting():
        for row in Message.objects.filter(direction="in"):
            row.envelope = {}
            row.save()
        ContactPoint.objects.all().delete()
        with pytest.raises(outbox.CannotSend):
            confirming.send_notice(version=current(shop), by=shop.member, now=NOW)
