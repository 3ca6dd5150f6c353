"""Whoever holds a link, or guesses at one: what is posted decides nothing, and what is shown leaks nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.customers.models import ContactPoint
from handlet.inbox.models import Message
from handlet.quoting import acceptance, cancellation, issuing, links, revising
from handlet.quoting.models import Acceptance, Quote, QuoteVersion
from handlet.web.tests.test_offer import (
    Offer,
    at_once,
    fields_of,
    for_many,
    messages,
    said_yes,
    sent_by,
    state,
    with_option,
)
from tests.pages.client import PageClient

__all__ = ["for_many"]


@pytest.fixture
def offer(asha: Membership) -> Offer:
    return sent_by(asha)


def newer(asha: Membership, version: QuoteVersion) -> QuoteVersion:
    with acting_for(asha.business_id, asha.user_id):
        fresh = revising.revise(version=version, now=timezone.now())
        return issuing.issue(version=fresh, by=asha, now=timezone.now())


def kept(version: QuoteVersion) -> Acceptance:
    with acting_for(version.business_id):
        return Acceptance.objects.get(reversed_at=None)


# --- What is posted ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        {"status": "accepted"}, {"state": "cancelled"}, {"gross": "1"}, {"gross": "-21600"}, {"gross": "216.00"},
        {"gross": "٢١٦٠٠"}, {"document_hash": "0" * 64}, {"document_hash": ""}, {"shown": ""}, {"shown": "0" * 64},
        {"key": ""}, {"version": ""}, {"version": "1"}, {"options": "chosen", "option": "1 OR 1=1"},
        {"vat": "0", "total": "1", "unit_price": "0.01", "discount": "100", "deposit": "0"},
    ],
    ids=str,
)  # fmt: skip
def test_t2_a_state_or_sum_from_the_browser_decides_nothing(offer: Offer, sent: dict[str, Any]) -> None:
    version, path = offer
    answer = said_yes(path, **sent)
    if set(sent) <= {"status", "state", "vat", "total", "unit_price", "discount", "deposit"}:
        # Not fields of ours: the yes is to what the page said, at its sum.
        row = kept(version)
        assert (row.gross_pence, row.vat_pence, row.method) == (21600, 3600, "online")
        assert state(version) == "accepted"
    else:
        assert answer.status_code == 409
        assert state(version) == "issued"
        assert messages(version) == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_t2_other_verbs_are_no_verbs(offer: Offer, method: str) -> None:
    version, path = offer
    for tail in ("", "/accept", "/decline", "/cancel", "/question"):
        assert getattr(PageClient(), method)(path + tail).status_code == 405
    assert state(version) == "issued"


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u200b\u2060", "\u202e", "…", "123", "👍", "Dev www.win.example", "dev@patel.example", "https://x"],
    ids=ascii,
)
def test_a_name_is_a_name(offer: Offer, name: str) -> None:
    version, path = offer
    assert said_yes(path, name=name).status_code == 422
    assert state(version) == "issued"


def test_a_name_of_several_lines_says_nothing_in_our_voice(offer: Offer) -> None:
    version, path = offer
    forged = "Dev\r\nOption: free taps\u2028Ticked: I waive my right\u202e"
    said_yes(path, name=forged, relation="my mum\nName: Asha")
    row = kept(version)
    assert row.name == "Dev Option: free taps Ticked: I waive my right"
    assert row.relation == "my mum Name: Asha"
    lines = messages(version)[0].splitlines()
    assert len(lines) == 2
    PageClient().post(f"{path}/cancel", {"name": "Dev\nRefund: none", "words": ""})
    assert messages(version)[1].splitlines()[-1] == "Dev Refund: none"


def test_markup_in_a_name_is_shown_as_letters(offer: Offer) -> None:
    _, path = offer
    page = said_yes(path, name="<script>alert(1)</script> & Sons’", relation='"><img src=x>').content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<img src=x" not in page


def test_a_very_long_name_is_asked_again_and_what_was_typed_stays(offer: Offer) -> None:
    version, path = offer
    answer = said_yes(path, name="Dev " + "x" * 5000)
    assert answer.status_code == 422
    assert state(version) == "issued"
    assert said_yes(path, name="N" * 120).status_code == 200


def test_far_too_many_options_are_one_choice(asha: Membership) -> None:
    version, path = sent_by(asha, with_option)
    with acting_for(asha.business_id):
        option = str(version.lines.get(optional=True).id)
    query = "?options=chosen" + f"&option={option}" * 50
    assert said_yes(path, query=query).status_code == 200
    assert kept(version).chosen == [option]


# --- Old pages and two tabs -------------------------------------------------------------------------------------------


def test_two_tabs_with_different_options_are_one_yes_and_both_show_it(asha: Membership) -> None:
    version, path = sent_by(asha, with_option)
    with acting_for(asha.business_id):
        option = str(version.lines.get(optional=True).id)
    one, other = PageClient(), PageClient()
    with_it = fields_of(one.get(f"{path}/accept?options=chosen&option={option}"))
    without = fields_of(other.get(f"{path}/accept?options=chosen"))
    first = one.post(f"{path}/accept", {**with_it, "name": "Dev Patel"}, follow=True).content.decode()
    second = other.post(f"{path}/accept", {**without, "name": "Dev Patel"}, follow=True).content.decode()
    assert "£370.80" in first
    assert "£370.80" in second
    assert (kept(version).chosen, len(messages(version))) == ([option], 1)


def test_an_answer_to_an_older_version_answers_nothing(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    opened = client.get(path).content.decode()
    assert f'name="version" value="{version.pk}"' in opened
    check = fields_of(client.get(f"{path}/accept"))
    fresh = newer(asha, version)
    for tail, fields in (
        ("accept", {**check, "name": "Dev Patel"}),
        ("decline", {"version": str(version.pk), "kind": "price"}),
    ):
        answer = client.post(f"{path}/{tail}", fields)
        assert answer.status_code == 409
        assert "Nothing was decided; please read this one" in answer.content.decode()
    assert (state(version), state(fresh)) == ("superseded", "issued")
    assert messages(version) == []


def test_a_replayed_yes_after_cancelling_brings_nothing_back(offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    posted = {**fields_of(client.get(f"{path}/accept")), "name": "Dev Patel"}
    client.post(f"{path}/accept", posted)
    client.post(f"{path}/cancel", {"name": "Dev Patel"})
    answer = client.post(f"{path}/accept", posted)
    assert answer.status_code == 409
    assert state(version) == "cancelled"
    assert len(messages(version)) == 2


def test_the_last_day_ends_at_the_door_of_the_page_too(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    posted = {**fields_of(client.get(f"{path}/accept")), "name": "Dev Patel"}
    at_work = PageClient()
    at_work.force_login(asha.user)
    # A sheet of paper in the drawer: the same form, pressed on the day after the last.
    with acting_for(asha.business_id), pytest.raises(acceptance.Expired):
        acceptance.accept(
            version=version, name="Dev", document_hash=version.document_hash, ticks={}, evidence={},
            now=timezone.now() + timedelta(days=21),
        )  # fmt: skip
    with acting_for(asha.business_id):
        issuing.expire_due(now=timezone.now() + timedelta(days=21))
    answer = client.post(f"{path}/accept", posted)
    assert answer.status_code == 409
    assert "This offer has ended" in answer.content.decode()
    # Asha honours it: recorded by hand, and said so.
    page = at_work.get(f"/quotes/{version.quote_id}/acceptance").content.decode()
    assert "you honour it all the same" in page
    at_work.post(
        f"/quotes/{version.quote_id}/acceptance",
        {"said_by": "Dev Patel", "said_on": timezone.now().date(), "how": "phone", "where": "apart", "message": ""},
    )
    assert kept(version).honoured_after_expiry


# --- At the same moment -----------------------------------------------------------------------------------------------


def test_t5_of_a_yes_and_a_withdrawal_at_the_page_one_wins(for_many: tuple[Membership, QuoteVersion, str]) -> None:
    member, version, path = for_many
    at_work = Client()
    at_work.force_login(member.user)
    client = Client()
    posted = {**fields_of(client.get(f"{path}/accept")), "name": "Dev Patel"}
    answers = at_once(
        lambda: client.post(f"{path}/accept", posted).status_code,
        lambda: at_work.post(f"/quotes/{version.quote_id}/withdraw", {}).status_code,
    )
    with acting_for(member.business_id):
        yes = Acceptance.objects.count()
    assert state(version) == ("accepted" if yes else "withdrawn")
    assert sorted(answers) == [302, 409]


def test_t5_cancelled_by_the_page_and_by_phone_at_once_is_one_end(
    for_many: tuple[Membership, QuoteVersion, str],
) -> None:
    member, version, path = for_many
    said_yes(path)
    at_work = Client()
    at_work.force_login(member.user)
    day = timezone.now().date().isoformat()
    by_phone = {"what": "right", "said_by": "Dev", "how": "phone", "said_on": day, "message": ""}
    answers = at_once(
        lambda: Client().post(f"{path}/cancel", {"name": "Dev Patel"}).status_code,
        lambda: at_work.post(f"/quotes/{version.quote_id}/end", by_phone).status_code,
    )
    # Whoever comes second reads that it has ended (200 on the customer’s page), or is told so.
    assert 302 in answers
    assert set(answers) <= {200, 302, 409}
    assert state(version) == "cancelled"
    with acting_for(member.business_id):
        assert acceptance.standing_acceptance(version) is not None


# --- Links ------------------------------------------------------------------------------------------------------------


def test_guessing_at_links_ends_soon_and_says_the_same_all_the_time(offer: Offer) -> None:
    _, path = offer
    client = PageClient()
    said = [client.get(f"{path[:-1]}{letter}{number}").status_code for number in range(31) for letter in "ab"]
    assert said[:59] == [404] * 59
    assert said[-1] == 429


def test_a_link_is_for_one_quote(asha: Membership, offer: Offer) -> None:
    version, path = offer
    other, other_path = sent_by(asha)
    posted = {**fields_of(PageClient().get(f"{other_path}/accept")), "name": "Dev Patel"}
    assert PageClient().post(f"{path}/accept", posted).status_code == 409
    assert (state(version), state(other)) == ("issued", "issued")


def test_an_old_link_says_what_to_do_and_nothing_about_anybody(asha: Membership, offer: Offer) -> None:
    version, path = offer
    with acting_for(asha.business_id):
        links.renew(Quote.objects.get(pk=version.quote_id), now=timezone.now())
    for tail in ("", "/accept", "/cancel", "/quote.pdf", "/why"):
        answer = PageClient().get(path + tail)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "ask the business that sent it for a new one" in page
        assert "Rowan" not in page
        assert "no-store" in answer["Cache-Control"]


def test_whoever_is_given_the_link_does_not_learn_the_address(asha: Membership, offer: Offer) -> None:
    version, path = offer
    with acting_for(asha.business_id):
        quote = Quote.objects.select_related("customer").get(pk=version.quote_id)
        assert quote.customer is not None
        Message.objects.all().delete()
        ContactPoint.objects.create(
            business_id=asha.business_id, customer=quote.customer, key_id=quote.key_id, kind="email",
            value="dev.patel@example.org", created_at=timezone.now(),
        )  # fmt: skip
    page = said_yes(path).content.decode()
    page += PageClient().post(f"{path}/cancel", {"name": "Dev Patel"}, follow=True).content.decode()
    assert "dev.patel" not in page


def test_nothing_is_kept_framed_followed_or_told_to_other_places(offer: Offer) -> None:
    _, path = offer
    client = PageClient()
    for tail in ("", "/accept", "/why", "/quote.pdf"):
        answer = client.get(path + tail)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"].startswith("noindex")
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert "sessionid" not in answer.cookies
        assert "://" not in answer.content.decode("latin-1").split("</head>")[-1] or tail in ("/why", "/quote.pdf")
    moved = client.post(f"{path}/accept", {**fields_of(client.get(f"{path}/accept")), "name": "Dev Patel"})
    assert moved.status_code == 302
    assert "no-store" in moved["Cache-Control"]


# --- An early start, asked for after the yes --------------------------------------------------------------------------


def test_an_early_start_is_asked_for_by_them_alone_once_and_in_their_words(asha: Membership, offer: Offer) -> None:
    version, path = offer
    assert PageClient().get(f"{path}/early").status_code == 302
    assert "Ask for an early start" in said_yes(path).content.decode()
    client = PageClient()
    page = client.get(f"{path}/early").content.decode()
    assert "checked" not in page
    assert client.post(f"{path}/early", {"name": "Dev Patel"}).status_code == 422
    assert not kept(version).asked_to_start
    for _ in range(2):
        done = client.post(f"{path}/early", {"name": "Dev Patel", "early_start": "on"}, follow=True).content.decode()
        assert cancellation.EARLY_START in done
        assert "Ask for an early start" not in done
    row = kept(version)
    assert row.asked_to_start
    assert not row.early_start
    assert not row.knows_right_ends
    assert row.early_ticks["name"] == "Dev Patel"
    assert sum(cancellation.EARLY_START in text for text in messages(version)) == 1
    at_work = PageClient()
    at_work.force_login(asha.user)
    assert "They asked you to start before" in at_work.get(f"/quotes/{version.quote_id}").content.decode()
    assert "have asked you to start before" in at_work.get(f"/quotes/{version.quote_id}/start").content.decode()
    assert "You had asked for an early start" in client.get(f"{path}/cancel").content.decode()


def test_where_no_days_are_counted_nothing_is_asked(asha: Membership) -> None:
    version, path = sent_by(asha, _for_business)
    page = said_yes(path).content.decode()
    assert "early start" not in page
    assert PageClient().post(f"{path}/early", {"name": "Dev", "early_start": "on"}).status_code == 302
    assert not kept(version).asked_to_start


def _for_business(draft: QuoteVersion) -> None:
    QuoteVersion.objects.filter(pk=draft.pk).update(customer_kind="business")
