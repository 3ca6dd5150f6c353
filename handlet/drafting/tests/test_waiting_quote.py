"""A quote that the owner has to look at first does not leave with a reply that says a price will follow."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from handlet.channels import registry
from handlet.drafting import approval, covering, proposing
from handlet.drafting.following import standing
from handlet.drafting.models import Draft
from handlet.drafting.tests.shop import Shop
from handlet.inbox.models import Attachment, Message
from handlet.kit.london import london_day
from handlet.quoting import editing, issuing
from handlet.quoting.models import Quote, QuoteVersion
from handlet.web.api import drafts
from tests.cast import owner_of

pytestmark = pytest.mark.django_db

# Sanitary ware of two kinds, some of it theirs: the lines are a guess for the owner to look at.
DOUBTFUL = (
    "we are doing up our bathroom at 12 Cobnar View, LS27 8QB. Could you fit two basin taps that we have bought ourselves, and "
    "supply and fit a new toilet? The old toilet has to go too."
)


@pytest.fixture
def shop() -> Shop:
    return Shop(owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example"))


@pytest.fixture
def doubtful(shop: Shop) -> Draft:
    draft = shop.draft("Dev Patel", DOUBTFUL)
    assert draft.quote_version is not None
    assert draft.quote_waits
    return draft


def test_it_is_named_nowhere_in_the_reply_and_stays_a_draft_when_the_reply_goes(shop: Shop, doubtful: Draft) -> None:
    assert "£" not in doubtful.text
    assert "/q/" not in doubtful.text
    message = shop.send(doubtful)
    with shop.acting():
        assert not Attachment.objects.filter(message=message).exists()
        assert doubtful.quote_version is not None
        assert QuoteVersion.objects.get(pk=doubtful.quote_version_id).is_draft


def test_once_looked_at_the_reply_names_its_sum_in_place_of_the_promise(shop: Shop, doubtful: Draft) -> None:
    promise = (doubtful.grounds or {})["price_later"]
    assert promise in doubtful.text
    with shop.acting():
        version = QuoteVersion.objects.get(pk=doubtful.quote_version_id)
        editing.touch_all(version)
        issuing.finish(version=version, by=shop.member, now=shop.now)
        draft = covering.write(version=version, by=shop.member, now=shop.now)
        assert promise not in draft.text
        assert re.search(r"^Your (?:quote|estimate), £[\d,.]+(?: including VAT)?, is here: http\S+$", draft.text, re.M)
        assert draft.pk == doubtful.pk
        assert approval.shown_of(draft).quote
    message = shop.send(draft)
    with shop.acting():
        assert Attachment.objects.filter(message=message).count() == 1
        assert not QuoteVersion.objects.get(pk=version.pk).is_draft


def test_words_of_the_owner_around_the_promise_stay(shop: Shop, doubtful: Draft) -> None:
    with shop.acting():
        doubtful.text = doubtful.text.replace("Thanks", "Many thanks", 1) + "\n\nPS: the stop tap is yours to find."
        doubtful.state = Draft.State.AMENDED
        doubtful.save()
        version = QuoteVersion.objects.get(pk=doubtful.quote_version_id)
        editing.touch_all(version)
        issuing.finish(version=version, by=shop.member, now=shop.now)
        draft = covering.write(version=version, by=shop.member, now=shop.now)
    assert "PS: the stop tap is yours to find." in draft.text


def test_what_waited_beside_a_reply_gives_way_to_what_is_suggested_next(shop: Shop, doubtful: Draft) -> None:
    shop.send(doubtful)
    shop.draft("Dev Patel", "It is only the two basin taps after all, please. We have them here.")
    with shop.acting():
        quotes = Quote.objects.filter(conversation=doubtful.conversation)
        assert quotes.count() <= 1
        assert doubtful.quote_version is not None
        assert not quotes.filter(pk=doubtful.quote_version.quote_id).exists()


def test_a_reply_that_left_without_it_says_nothing_of_how_it_fared(shop: Shop, doubtful: Draft) -> None:
    message = shop.send(doubtful)
    with shop.acting():
        Message.objects.filter(pk=message.pk).update(delivery=Message.Delivery.FAILED)
        version = QuoteVersion.objects.get(pk=doubtful.quote_version_id)
        editing.touch_all(version)
        given = issuing.issue(version=version, by=shop.member, now=shop.now)
        assert standing.against_offer(given, london_day(shop.now)) == ""
        Message.objects.filter(pk=message.pk).update(delivery=Message.Delivery.QUEUED)
        assert standing.has_gone(given)


def test_other_programs_are_not_told_that_it_goes(shop: Shop, doubtful: Draft) -> None:
    with shop.acting():
        assert drafts.draft_out(doubtful).quote_id is None


def test_written_again_it_keeps_its_number(shop: Shop, doubtful: Draft) -> None:
    shop.draft("Jo Marsh")
    with shop.acting():
        assert doubtful.quote_version is not None
        number = doubtful.quote_version.quote.number
        fresh = proposing.revise(draft=doubtful, instruction="shorter", now=shop.later())
        assert fresh is not None
        assert fresh.quote_version is not None
        assert fresh.quote_version.quote.number == number
        editing.touch_all(fresh.quote_version)
        again = proposing.revise(draft=fresh, instruction="warmer", now=shop.later())
        assert again is not None
        assert again.quote_version is not None
        assert again.quote_version.quote.number != number, "what the owner worked on stays, under its number"


def test_a_sum_that_is_said_goes_with_its_quote(shop: Shop) -> None:
    draft = shop.draft("Jo Marsh")
    assert "£" in draft.text
    assert not draft.quote_waits
    assert re.search(r"^Your (?:quote|estimate) is here: http\S+$", draft.text, re.M)


def test_where_the_channel_takes_no_file_the_address_in_the_text_is_enough(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = registry.get("imap")
    monkeypatch.setattr(mail, "capabilities", replace(mail.capabilities, max_attachment=0))
    draft = shop.draft("Jo Marsh")
    without = re.sub(r"Your \w+ is here: \S+\s+", "", draft.text)
    with shop.acting():
        shown = approval.shown_of(
            Draft.objects.select_related("conversation__customer", "quote_version").get(pk=draft.pk)
        )
        with pytest.raises(approval.DoesNotFit, match="Put its address into your reply: http"):
            approval.approve(draft=draft, by=shop.member, text=without, shown=shown, now=shop.later())
        assert QuoteVersion.objects.get(pk=draft.quote_version_id).is_draft
    message = shop.send(draft)
    with shop.acting():
        assert not Attachment.objects.filter(message=message).exists()
        assert not QuoteVersion.objects.get(pk=draft.quote_version_id).is_draft


def test_a_text_that_the_channel_cannot_take_is_refused_with_its_length(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = registry.get("imap")
    monkeypatch.setattr(mail, "capabilities", replace(mail.capabilities, max_text=40))
    with pytest.raises(approval.DoesNotFit, match="at most 40 can be sent this way"):
        shop.send(shop.draft("Jo Marsh"))
