"""What was said and not pressed: a yes with its options, the notice at the door, an end by phone or post, goods, the start."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.customers.models import ContactPoint
from handlet.drafting import approval, checking, covering
from handlet.drafting.models import Draft
from handlet.inbox.models import Message
from handlet.inbox.tests.test_receiving import mailbox_of
from handlet.kit.addresses import quote_address
from handlet.kit.london import london_day
from handlet.quoting import links, revising
from handlet.quoting.models import Acceptance, Cancellation, Quote, QuoteLink, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.quoting.tests.test_offers import yes
from handlet.web.tests.test_offer import Offer, said_yes, sent_by, state, with_option
from tests.pages.client import PageClient


@pytest.fixture
def offer(asha: Membership) -> Offer:
    return sent_by(asha, with_option)


@pytest.fixture
def at_work(asha: Membership) -> PageClient:
    client = PageClient()
    client.force_login(asha.user)
    return client


def at(version: QuoteVersion, tail: str) -> str:
    return f"/quotes/{version.quote_id}/{tail}"


def today(days: int = 0) -> str:
    return (london_day(timezone.now()) + timedelta(days=days)).isoformat()


def a_yes(**more: Any) -> dict[str, Any]:
    return {"said_by": "Dev Patel", "said_on": today(), "how": "phone", "where": "apart", "message": "", **more}


def an_end(**more: Any) -> dict[str, Any]:
    return {"what": "right", "said_by": "Dev Patel", "how": "phone", "said_on": today(), "message": "", **more}


def changed(draft: QuoteVersion, **columns: Any) -> None:
    QuoteVersion.objects.filter(pk=draft.pk).update(**columns)


def kept(version: QuoteVersion) -> Acceptance:
    with acting_for(version.business_id):
        return Acceptance.objects.get(version=version, reversed_at=None)


# --- A yes ------------------------------------------------------------------------------------------------------------


def test_a_yes_by_phone_takes_the_options_that_were_named(at_work: PageClient, offer: Offer) -> None:
    version, _ = offer
    page = at_work.get(at(version, "acceptance")).content.decode()
    assert "Chrome mixer taps (+ £154.80)" in page
    with acting_for(version.business_id):
        option = str(version.lines.get(optional=True).id)
    looked = at_work.post(at(version, "acceptance"), {**a_yes(option=[option]), "look": "yes"})
    assert looked.status_code == 200
    assert "£370.80" in looked.content.decode()
    assert state(version) == "issued"
    at_work.post(at(version, "acceptance"), a_yes(option=[option]))
    row = kept(version)
    assert (row.method, row.chosen, row.gross_pence) == ("phone", [option], 37080)


def test_an_option_of_another_quote_is_refused_and_none_is_none(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, _ = offer
    other, _ = sent_by(asha, with_option)
    with acting_for(asha.business_id):
        strange = str(other.lines.get(optional=True).id)
    assert at_work.post(at(version, "acceptance"), a_yes(option=[strange])).status_code == 422
    assert state(version) == "issued"
    at_work.post(at(version, "acceptance"), a_yes())
    assert (kept(version).chosen, kept(version).gross_pence) == ([], 21600)


def test_nobody_said_yes_tomorrow(at_work: PageClient, offer: Offer) -> None:
    answer = at_work.post(at(offer[0], "acceptance"), a_yes(said_on=today(1)))
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_at_the_door_the_notice_is_shown_and_sent_before_the_yes(at_work: PageClient, offer: Offer) -> None:
    version, _ = offer
    page = at_work.get(at(version, "notice")).content.decode()
    assert "Model cancellation form" in page
    assert at_work.post(at(version, "acceptance"), a_yes(how="in_person", where="their_home")).status_code == 422
    answer = at_work.post(at(version, "acceptance"), a_yes(how="in_person", where="their_home", notice="before"))
    assert answer.status_code == 302
    row = kept(version)
    assert row.notice_given_at == row.at


def test_where_they_had_no_notice_it_counts_from_the_confirmation(at_work: PageClient, offer: Offer) -> None:
    version, _ = offer
    at_work.post(at(version, "acceptance"), a_yes(how="in_person", where="their_home", notice="after"))
    assert kept(version).notice_given_at is None


# --- An end -----------------------------------------------------------------------------------------------------------


def test_they_cancel_by_phone(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    said_yes(path)
    assert "may cancel until" in at_work.get(at(version, "end")).content.decode()
    answer = at_work.post(at(version, "end"), an_end(words="We are moving away"), follow=True)
    last = day_words(london_day(timezone.now()) + timedelta(days=14))
    assert f"pay back by {last}" in answer.content.decode()
    with acting_for(version.business_id):
        row = Cancellation.objects.get()
        assert (row.how, row.method, row.words, row.name) == ("right", "phone", "We are moving away", "Dev Patel")
        assert row.recorded_by is not None
    assert "It is cancelled" in PageClient().get(f"{path}/cancel").content.decode()


def test_a_letter_counts_from_its_sending_and_the_refund_from_its_arrival(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, _ = offer
    at_work.post(at(version, "acceptance"), a_yes(said_on=today(-12)))
    at_work.post(at(version, "end"), an_end(how="form", said_on=today(-5), arrived_on=today(-2)))
    with acting_for(asha.business_id):
        row = Cancellation.objects.get()
        assert london_day(row.at).isoformat() == today(-5)
        assert row.refund_due_by is not None
        assert row.refund_due_by.isoformat() == today(12)


@pytest.mark.parametrize(
    ("said", "arrived", "words"),
    [(1, None, "still to come"), (0, 1, "still to come"), (0, -3, "before they sent it"), (-30, None, "said yes on")],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    at_work: PageClient, offer: Offer, said: int, arrived: int | None, words: str
) -> None:
    version, path = offer
    said_yes(path)
    came = today(arrived) if arrived is not None else ""
    answer = at_work.post(at(version, "end"), an_end(how="form", said_on=today(said), arrived_on=came))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert state(version) == "accepted"


def test_without_days_that_are_counted_only_an_agreement_ends_it(at_work: PageClient, asha: Membership) -> None:
    # Nothing is counted for a business, which is like days that are over.
    other, other_path = sent_by(asha, lambda draft: changed(draft, customer_kind="business"))
    said_yes(other_path)
    refused = at_work.post(at(other, "end"), an_end())
    assert refused.status_code == 422
    assert "We agreed to end it" in refused.content.decode()
    assert at_work.post(at(other, "end"), an_end(what="agreement")).status_code == 422
    at_work.post(at(other, "end"), an_end(what="agreement", words="Shop closes, nothing owed"))
    with acting_for(asha.business_id):
        assert Cancellation.objects.get().how == "agreement"
    assert state(other) == "cancelled"


def test_what_is_not_agreed_cannot_be_ended(at_work: PageClient, cleo: Membership, offer: Offer) -> None:
    version, path = offer
    for tail in ("end", "goods", "start"):
        assert at_work.get(at(version, tail)).status_code == 409
        assert at_work.post(at(version, tail), an_end(goods_on=today(), started_on=today())).status_code == 409
    said_yes(path)
    stranger = PageClient()
    stranger.force_login(cleo.user)
    for tail in ("end", "goods", "start", "notice", "link/new", "link/until"):
        assert stranger.post(at(version, tail), an_end()).status_code == 404
    assert state(version) == "accepted"


def test_a_draft_left_beside_what_was_accepted_does_not_hide_it(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    at_work.post(at(version, "versions"))
    said_yes(path)
    page = at_work.get(f"/quotes/{version.quote_id}").content.decode()
    assert "What was agreed" in page
    assert "Make a variation" in page


def test_what_could_not_be_sent_is_said_and_sent_later(at_work: PageClient, asha: Membership, offer: Offer) -> None:
    version, path = offer
    with acting_for(asha.business_id):
        yes(version, at=timezone.now() - timedelta(hours=1))
    page = at_work.get(f"/quotes/{version.quote_id}").content.decode()
    assert "They have nothing in writing about what was agreed" in page
    refused = at_work.post(at(version, "confirmation"))
    assert refused.status_code == 409
    assert "still no way to write to them" in refused.content.decode()
    shown = PageClient().get(f"{path}/accept").content.decode()
    assert "it cannot be sent to you just now" in shown
    with acting_for(asha.business_id, asha.user_id):
        mailbox_of(asha)
        quote = Quote.objects.select_related("customer").get(pk=version.quote_id)
        assert quote.customer is not None
        ContactPoint.objects.create(
            business_id=asha.business_id, customer=quote.customer, key_id=quote.key_id, kind="email",
            value="dev@example.org", created_at=timezone.now(),
        )  # fmt: skip
    for _ in range(2):
        page = at_work.post(at(version, "confirmation"), follow=True).content.decode()
        assert "nothing in writing" not in page
    with acting_for(asha.business_id):
        assert Message.objects.filter(direction="out").count() == 1


# --- Goods and work ---------------------------------------------------------------------------------------------------


def test_the_days_count_from_the_last_goods(at_work: PageClient, asha: Membership) -> None:
    version, path = sent_by(asha, lambda draft: changed(draft, with_goods=True))
    said_yes(path)
    assert "Open until 14 days after the last goods" in at_work.get(at(version, "")[:-1]).content.decode()
    assert at_work.post(at(version, "goods"), {"goods_on": today(1)}).status_code == 422
    page = at_work.post(at(version, "goods"), {"goods_on": today()}, follow=True).content.decode()
    assert day_words(london_day(timezone.now()) + timedelta(days=14)) in page
    assert "14 days after the last goods arrived" in page


def test_a_start_that_nobody_asked_for_is_said_plainly(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    said_yes(path)
    assert "owe nothing for what you have done" in at_work.get(at(version, "start")).content.decode()
    page = at_work.post(at(version, "start"), {"started_on": today()}, follow=True).content.decode()
    assert "they had not asked for it" in page
    assert "That yes was a mistake" not in page
    assert at_work.post(at(version, "start"), {"started_on": today()}).status_code == 409


def test_a_start_that_they_asked_for(at_work: PageClient, offer: Offer) -> None:
    version, path = offer
    said_yes(path, early_start="on", loses_right="on")
    assert "the right ends: they have said that they know" in at_work.get(at(version, "start")).content.decode()
    page = at_work.post(at(version, "start"), {"started_on": today()}, follow=True).content.decode()
    assert "Work has begun, as they asked" in page
    sheet = at_work.get(at(version, "evidence.pdf")).content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sheet)).pages)
    assert "Work started" in text


# --- Withdrawn, and the link ------------------------------------------------------------------------------------------


def test_of_a_withdrawal_the_customer_is_told_only_once_she_approves(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, path = offer
    answer = at_work.post(at(version, "withdraw"), {"reason": "wrong boiler"})
    assert answer["Location"].endswith("#draft")
    with acting_for(asha.business_id):
        draft = Draft.objects.get()
        assert f"withdraw quote {version.quote.label}" in draft.text
        assert "wrong boiler" not in draft.text
        checked = checking.check(draft=draft, text=draft.text, now=timezone.now())
        assert (list(checked.ours), list(checked.theirs)) == ([], [])
        assert not Message.objects.filter(direction="out").exists()
    assert "has withdrawn this quote" in PageClient().get(path).content.decode()


def test_of_a_withdrawal_the_reply_that_is_being_written_tells_them_too(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, _ = offer
    with acting_for(asha.business_id, asha.user_id):
        address = quote_address(links.link_of(version.quote, now=timezone.now()).token)
        words = f"Hi Dev,\n\nYes, we also do drains.\n\nYour quote is here: {address}\n\nAsha"
        approval.write(conversation=version.quote.conversation, by=asha, text=words, now=timezone.now())
    answer = at_work.post(at(version, "withdraw"), {"reason": "wrong boiler"})
    assert answer["Location"].endswith("#draft")
    with acting_for(asha.business_id):
        draft = Draft.objects.get()
        hello, hers, theirs, bye = draft.text.split("\n\n")
        assert (hello, hers, bye) == ("Hi Dev,", "Yes, we also do drains.", "Asha")
        assert f"withdraw quote {version.quote.label}" in theirs
        checked = checking.check(draft=draft, text=draft.text, now=timezone.now())
        assert (list(checked.ours), list(checked.theirs)) == ([], [])


def test_a_withdrawal_leaves_the_letter_of_a_newer_version_as_it_is(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, _ = offer
    with acting_for(asha.business_id, asha.user_id):
        fresh = revising.revise(version=version, now=timezone.now())
        before = covering.write(version=fresh, by=asha, now=timezone.now()).text
    at_work.post(at(version, "withdraw"), {})
    with acting_for(asha.business_id):
        assert Draft.objects.get().text == before


def test_a_reply_with_the_address_of_a_decided_quote_says_what_became_of_it(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, path = offer
    with acting_for(asha.business_id, asha.user_id):
        link = links.link_of(version.quote, now=timezone.now())
        words = f"Hi Dev,\n\nHave another look: {quote_address(link.token)} please.\n\nAsha"
        approval.write(conversation=version.quote.conversation, by=asha, text=words, now=timezone.now())
    page = f"/conversations/{version.quote.conversation_id}"
    assert "meanwhile" not in at_work.get(page).content.decode()
    said_yes(path)
    assert f"Dev Patel has accepted quote {version.quote.label} meanwhile." in at_work.get(page).content.decode()
    client = PageClient()
    client.post(f"{path}/cancel", {"name": "Dev Patel", "words": ""}, follow=True)
    assert f"Quote {version.quote.label} was cancelled meanwhile." in at_work.get(page).content.decode()


@pytest.mark.parametrize("said", ["declined", "withdrawn", "accepted"])
def test_a_newer_version_that_waits_knows_what_became_of_the_older_one(
    at_work: PageClient, asha: Membership, offer: Offer, said: str
) -> None:
    version, path = offer
    with acting_for(asha.business_id, asha.user_id):
        fresh = revising.revise(version=version, now=timezone.now())
        covering.write(version=fresh, by=asha, now=timezone.now())
    if said == "accepted":
        said_yes(path)
    elif said == "declined":
        PageClient().post(f"{path}/decline", {"version": str(version.pk), "kind": "", "reason": ""})
    else:
        at_work.post(at(version, "withdraw"), {})
    page = at_work.get(f"/conversations/{version.quote.conversation_id}").content.decode()
    expected = {
        "declined": f"Dev Patel has said no to quote {version.quote.label}, version 1.",
        "withdrawn": "",
        "accepted": "agree a change as a variation",
    }[said]
    assert expected in page
    assert said != "withdrawn" or "You have withdrawn quote" not in page


def test_a_new_link_takes_the_place_of_the_old_one_and_waits_in_a_message(
    at_work: PageClient, asha: Membership, offer: Offer
) -> None:
    version, path = offer
    assert at_work.post(at(version, "link/new"))["Location"].endswith("#draft")
    assert PageClient().get(path).status_code == 404
    with acting_for(asha.business_id):
        token = QuoteLink.objects.get(quote=version.quote).token
        draft = Draft.objects.get()
        assert f"/q/{token}" in draft.text
        checked = checking.check(draft=draft, text=draft.text, now=timezone.now())
        assert (list(checked.ours), list(checked.theirs)) == ([], [])
    assert PageClient().get(f"/q/{token}").status_code == 200
    at_work.post(at(version, "link/new"))
    with acting_for(asha.business_id):
        draft = Draft.objects.get()
        assert token not in draft.text
        assert QuoteLink.objects.get(quote=version.quote).token in draft.text


def test_the_owner_sets_the_last_day_of_the_link(at_work: PageClient, asha: Membership, offer: Offer) -> None:
    version, path = offer
    early = at_work.post(at(version, "link/until"), {"until": today(3)})
    assert early.status_code == 422
    assert "may still use it" in early.content.decode()
    assert at_work.post(at(version, "link/until"), {"until": today(-1)}).status_code == 422
    page = at_work.post(at(version, "link/until"), {"until": today(25)}, follow=True).content.decode()
    assert f'value="{today(25)}"' in page
    with acting_for(asha.business_id):
        QuoteLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert PageClient().get(path).status_code == 404
    at_work.post(at(version, "link/until"), {"until": ""})
    assert PageClient().get(path).status_code == 200
