"""The customer's page: GET changes nothing, every refusal is a clear page, and the browser never decides a sum."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.inbox.models import Message
from handlet.quoting import issuing, suggesting
from handlet.quoting.models import Acceptance, QuoteVersion
from handlet.quoting.tests.test_offers import draft_of
from tests.pages.client import PageClient


@pytest.fixture
def offer(asha: Membership) -> tuple[QuoteVersion, str]:
    """An issued quote and the path of its page."""
    with acting_for(asha.business_id, asha.user_id):
        draft = draft_of(asha)
        draft.valid_until = timezone.now().date() + timedelta(days=20)
        draft.save()
        version = issuing.issue(version=draft, by=asha, now=timezone.now())
        path = f"/q/{suggesting.link_token(version, now=timezone.now())}"
    return version, path


def state(version: QuoteVersion) -> str:
    with acting_for(version.business_id):
        return str(QuoteVersion.objects.get(pk=version.pk).state)


def test_get_and_head_change_nothing_anywhere(offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    client = PageClient()
    for tail in ("", "/accept", "/quote.pdf", "/why"):
        assert client.get(path + tail).status_code == 200
        assert client.head(path + tail).status_code == 200
    for tail in ("/question", "/decline"):
        assert client.get(path + tail).status_code == 405
    assert state(version) == "issued"


def test_accepting_takes_a_name_and_happens_once(offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    client = PageClient()
    posted = {"name": "Dev Patel", "document_hash": version.document_hash, "total": "1.00", "status": "declined"}
    assert client.post(f"{path}/accept", {**posted, "name": " "}).status_code == 422
    first = client.post(f"{path}/accept", posted, follow=True)
    second = client.post(f"{path}/accept", {**posted, "name": "Somebody else"}, follow=True)
    for answer in (first, second):
        assert answer.status_code == 200
        assert "it is agreed" in answer.content.decode()
        assert "Dev Patel" in answer.content.decode()
    with acting_for(version.business_id):
        row = Acceptance.objects.get()
        assert (row.gross_pence, row.ticks["early_start"]["ticked"]) == (21600, False)


def test_what_was_not_seen_cannot_be_accepted(offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    answer = PageClient().post(f"{path}/accept", {"name": "Dev", "document_hash": "0" * 64})
    assert answer.status_code == 409
    assert "out of date" in answer.content.decode()
    assert state(version) == "issued"


def test_withdrawn_expired_and_unknown_each_have_their_page(asha: Membership, offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    client = PageClient()
    with acting_for(asha.business_id, asha.user_id):
        issuing.take_back(version=version, now=timezone.now())
        QuoteVersion.objects.filter(pk=version.pk).update(valid_until=timezone.now().date() - timedelta(days=2))
        version = issuing.issue(version=version, by=asha, now=timezone.now() - timedelta(days=5))
    assert "This offer ended on" in client.get(path).content.decode()
    assert client.post(f"{path}/accept", {"name": "Dev", "document_hash": version.document_hash}).status_code == 409
    with acting_for(asha.business_id, asha.user_id):
        issuing.withdraw(version=version, by=asha, now=timezone.now())
    assert "withdrawn" in client.get(path).content.decode()
    unknown = [client.get(address) for address in (f"{path}x", "/q/nonsense", f"{path[:-1]}")]
    assert {answer.status_code for answer in unknown} == {404}
    assert len({answer.content for answer in unknown}) == 1


def test_a_question_becomes_a_message_and_a_no_is_kept(asha: Membership, offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    client = PageClient()
    assert client.post(f"{path}/question", {"text": "Is the old tap taken away?"}).status_code == 200
    with acting_for(asha.business_id):
        assert Message.objects.get().text == "Is the old tap taken away?"
    assert client.post(f"{path}/decline", {"reason": "too dear"}).status_code == 200
    assert state(version) == "declined"


def test_the_document_is_the_frozen_one_and_nothing_is_cached_or_indexed(offer: tuple[QuoteVersion, str]) -> None:
    version, path = offer
    client = PageClient()
    answer = client.get(f"{path}/quote.pdf")
    with acting_for(version.business_id):
        assert answer.content == issuing.pdf_of(QuoteVersion.objects.get(pk=version.pk))
    page = client.get(path)
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"


def test_a_refusal_leads_back_to_a_page_of_ours_only(asha: Membership) -> None:
    client = PageClient()
    client.force_login(asha.user)
    with acting_for(asha.business_id, asha.user_id):
        version = draft_of(asha)
    for referer, back in (("https://evil.example/x", "/x"), ("https://evil.example//evil.example/", "/inbox")):
        answer = client.post(f"/quotes/{version.quote_id}/withdraw", headers={"referer": referer})
        assert answer.status_code == 409
        assert f'href="{back}"' in answer.content.decode()
        assert "evil.example" not in answer.content.decode()
