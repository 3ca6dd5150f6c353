"""After a yes: the owner sees what follows, keeps its evidence on paper, takes a mistake back, switches the link off."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.inbox.models import Message
from handlet.kit.london import london_day
from handlet.quoting import cancellation
from handlet.quoting.models import Acceptance
from handlet.quoting.printed import day_words
from handlet.web.tests.test_offer import Offer, said_yes, sent_by, state
from tests.pages.client import PageClient


@pytest.fixture
def offer(asha: Membership) -> Offer:
    return sent_by(asha)


@pytest.fixture
def at_work(asha: Membership) -> PageClient:
    client = PageClient()
    client.force_login(asha.user)
    return client


def test_the_sheet_says_who_when_how_what_was_shown_and_what_was_ticked(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    assert at_work.get(f"/quotes/{version.quote_id}/evidence.pdf").status_code == 404
    said_yes(path, relation="for my mother", early_start="on", name='Dev #read("/etc/passwd") עברית')
    answer = at_work.get(f"/quotes/{version.quote_id}/evidence.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())
    bare = text.replace("\u200b", "").replace(" ", "")
    for words in ("for my mother", "On the quote’s page", "UTC", "in London", version.document_hash, "£216.00",
                  "Accept and agree to pay £216.00", cancellation.EARLY_START, "Not ticked", '#read("/etc/passwd")'):  # fmt: skip
        assert words.replace(" ", "") in bare, words


def test_the_owner_sees_when_not_to_start_and_then_when_to_pay_back(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    said_yes(path)
    last = day_words(london_day(timezone.now()) + timedelta(days=14))
    page = at_work.get(f"/quotes/{version.quote_id}").content.decode()
    assert f"Do not start before the end of {last}" in page
    assert "14 days left" in page
    PageClient().post(f"{path}/cancel", {"name": "Dev Patel"})
    assert f"pay back by {last}" in at_work.get(f"/quotes/{version.quote_id}").content.decode()


def test_a_mistaken_yes_is_taken_back_with_a_reason(at_work: PageClient, asha: Membership, offer: Offer) -> None:
    version, path = offer
    said_yes(path)
    address = f"/quotes/{version.quote_id}/acceptance/reversal"
    assert at_work.get(address).status_code == 200
    assert at_work.post(address, {"reason": " "}).status_code == 422
    assert at_work.post(address, {"reason": "He meant the other quote"}, follow=True).status_code == 200
    assert state(version) == "issued"
    with acting_for(asha.business_id, asha.user_id):
        assert Acceptance.objects.get().reversed_at is not None


def test_the_link_is_switched_off_and_no_stranger_can(at_work: PageClient, cleo: Membership, offer: Offer) -> None:
    version, path = offer
    stranger = PageClient()
    stranger.force_login(cleo.user)
    assert stranger.post(f"/quotes/{version.quote_id}/link/off").status_code == 404
    assert PageClient().get(path).status_code == 200
    page = at_work.post(f"/quotes/{version.quote_id}/link/off", follow=True).content.decode()
    assert "No link of theirs works" in page
    assert PageClient().get(path).status_code == 404


def test_a_thumbs_up_is_recorded_with_its_message_and_a_counter_offer_is_asked_about(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, path = offer
    PageClient().post(f"{path}/question", {"text": "Go ahead 👍"})
    with acting_for(asha.business_id, asha.user_id):
        said = Message.objects.get(direction="in")
    address = f"/quotes/{version.quote_id}/acceptance"
    yes = {"said_by": "Dev", "said_on": "2026-11-24", "how": "message", "where": "apart", "message": str(said.id)}
    assert at_work.post(address, {**yes, "message": ""}).status_code == 422
    counter = at_work.post(address, {**yes, "words": "Yes, but £50 less"})
    assert counter.status_code == 422
    assert "a yes with a change" in counter.content.decode()
    assert at_work.post(address, yes, follow=True).status_code == 200
    with acting_for(asha.business_id, asha.user_id):
        row = Acceptance.objects.get()
        assert (row.method, row.place, row.message) == ("message", "apart", said)
