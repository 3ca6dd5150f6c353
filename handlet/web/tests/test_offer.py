"""The customer's page: GET changes nothing, every outcome is a clear page, and the browser never decides a sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as parser  # type: ignore[import-untyped]

from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import london_day
from handlet.quoting import acceptance, cancellation, editing, issuing, links, reporting, revising, suggesting
from handlet.quoting.models import Acceptance, Cancellation, QuoteVersion
from handlet.quoting.tests.test_offers import draft_of, yes
from tests.cast import owner_of
from tests.pages.client import PageClient
from tests.racing import at_once

Offer = tuple[QuoteVersion, str]


def sent_by(member: Membership, change: Callable[[QuoteVersion], None] | None = None) -> Offer:
    """A quote for two taps at £216, sent today; `change`: what is done to the draft first. With the path of its page."""
    with acting_for(member.business_id, member.user_id):
        draft = draft_of(member)
        draft.valid_until = london_day(timezone.now()) + timedelta(days=20)
        draft.save()
        if change is not None:
            change(draft)
            draft.refresh_from_db()
        version = issuing.issue(version=draft, by=member, now=timezone.now())
        return version, f"/q/{suggesting.link_token(version, now=timezone.now())}"


@pytest.fixture
def offer(asha: Membership) -> Offer:
    return sent_by(asha)


def with_option(draft: QuoteVersion) -> None:
    values = editing.LineValues("Chrome mixer taps", D(2), "each", D("64.50"))
    editing.add_line(version=draft, values=replace(values, optional=True))


def fields_of(answer: Any) -> dict[str, Any]:
    """What the form on the check page would post, as a browser without JavaScript does."""
    tree = parser.document_fromstring(answer.content.decode())
    form = tree.xpath("//main//form[@method='post']")[0]
    posted: dict[str, Any] = {}
    for field in form.xpath(".//input"):
        ticked = field.get("type") in ("checkbox", "radio")
        if ticked and field.get("checked") is None:
            continue
        posted.setdefault(field.get("name"), []).append(field.get("value", "on" if ticked else ""))
    return posted


def said_yes(path: str, *, query: str = "", name: str = "Dev Patel", **more: Any) -> Any:
    """Opens the check page and presses the button; `more` is typed over what the form holds."""
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept{query}"))
    return client.post(f"{path}/accept", {**fields, "name": name, **more}, follow=True)


def state(version: QuoteVersion) -> str:
    with acting_for(version.business_id):
        return str(QuoteVersion.objects.get(pk=version.pk).state)


def messages(version: QuoteVersion) -> list[str]:
    with acting_for(version.business_id):
        return [row.text for row in Message.objects.filter(direction="in").order_by("id")]


# --- Opening ----------------------------------------------------------------------------------------------------------


def test_t3_opening_and_looking_ahead_change_nothing_anywhere(offer: Offer) -> None:
    version, path = offer
    client = PageClient(headers={"purpose": "prefetch", "sec-purpose": "prefetch"})
    for tail in ("", "?options=chosen", "/accept", "/accept?name=Dev&early_start=on", "/quote.pdf", "/why"):
        assert client.get(path + tail).status_code == 200
        assert client.head(path + tail).status_code == 200
    for tail in ("/question", "/decline"):
        assert client.get(path + tail).status_code == 405
    assert client.get(f"{path}/cancel").status_code == 302
    with acting_for(version.business_id):
        fresh = QuoteVersion.objects.get(pk=version.pk)
        assert (fresh.state, fresh.opened_at) == ("issued", None)
    assert messages(version) == []


def test_the_document_is_the_frozen_one_and_nothing_is_cached_or_indexed(offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    answer = client.get(f"{path}/quote.pdf")
    with acting_for(version.business_id):
        assert answer.content == issuing.pdf_of(QuoteVersion.objects.get(pk=version.pk))
    for page in (client.get(path), client.get(f"{path}x")):
        assert page["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
        assert b"<script" not in page.content


def test_t12_altered_switched_off_ended_and_another_business_all_look_the_same(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    unknown = [client.get(address) for address in (f"{path}x", "/q/nonsense", path[:-1], f"/q/{version.quote_id}")]
    with acting_for(asha.business_id, asha.user_id):
        QuoteVersion.objects.filter(pk=version.pk).update(state="expired")
        links.revoke(version.quote, now=timezone.now())
    unknown.append(client.get(path))
    with acting_for(asha.business_id, asha.user_id):
        fresh = links.link_of(version.quote, now=timezone.now())
    assert client.get(f"/q/{fresh.token}").status_code == 200
    unknown += [client.get(path), client.post(f"{path}/accept", {"name": "Dev"})]
    assert {answer.status_code for answer in unknown} == {404}
    assert len({answer.content for answer in unknown}) == 1


def test_a_link_ends_half_a_year_after_the_offer_and_two_years_after_a_yes(asha: Membership, offer: Offer) -> None:
    version, path = offer
    now = timezone.now()
    with acting_for(asha.business_id, asha.user_id):
        assert not links.has_ended(version.quote, now=now + timedelta(days=200))
        assert links.has_ended(version.quote, now=now + timedelta(days=204))
    said_yes(path)
    with acting_for(asha.business_id, asha.user_id):
        assert not links.has_ended(version.quote, now=now + timedelta(days=729))
        assert links.has_ended(version.quote, now=now + timedelta(days=731))


# --- Saying yes -------------------------------------------------------------------------------------------------------


def test_the_check_page_says_all_that_a_yes_means_and_ticks_nothing(offer: Offer) -> None:
    page = PageClient().get(f"{offer[1]}/accept").content.decode()
    for words in ("Accept and agree to pay £216.00", "Right to cancel", "Model cancellation form", "for my mother",
                  cancellation.EARLY_START, cancellation.LOSES_RIGHT, cancellation.BY_EMAIL):  # fmt: skip
        assert words in page
    assert " checked" not in page


def test_accepting_takes_a_name_and_happens_once_and_keeps_what_was_shown(offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    hostile = {"total": "1.00", "status": "declined", "vat": "0", "unit_price": "0.01", "discount_percent": "99"}
    assert client.post(f"{path}/accept", {**fields, **hostile, "name": " "}).status_code == 422
    yes = {**fields, **hostile, "name": "Dev Patel", "relation": "for my mother"}
    first = client.post(f"{path}/accept", yes, follow=True)
    again = client.post(f"{path}/accept", yes, follow=True)
    other = said_yes_again(path, fields)
    for answer in (first, again, other):
        assert answer.status_code == 200
        assert "it is agreed" in answer.content.decode()
        assert "Dev Patel" in answer.content.decode()
    (said,) = messages(version)
    assert "£216.00" in said
    assert "for my mother" in said
    with acting_for(version.business_id):
        row = Acceptance.objects.get()
        assert (row.gross_pence, row.relation, row.form_key) == (21600, "for my mother", fields["key"][0])
        assert "Accept and agree to pay £216.00" in row.shown_text
        assert cancellation.EARLY_START in row.shown_text
        assert row.document_hash == version.document_hash
        assert Conversation.objects.get().headline == "accepted"


def said_yes_again(path: str, fields: dict[str, Any]) -> Any:
    return PageClient().post(f"{path}/accept", {**fields, "name": "Somebody else"}, follow=True)


@pytest.mark.parametrize(
    "ticked", [{}, {"early_start": "on"}, {"early_start": "on", "loses_right": "on", "by_email": "on"}]
)
def test_t18_each_tick_is_kept_as_it_was_with_its_words(offer: Offer, ticked: dict[str, str]) -> None:
    version, path = offer
    said_yes(path, **ticked)
    with acting_for(version.business_id):
        row = Acceptance.objects.get()
    assert row.ticks == {
        name: {"ticked": name in ticked, "text": text}
        for name, text in (("early_start", cancellation.EARLY_START), ("loses_right", cancellation.LOSES_RIGHT),
                           ("by_email", cancellation.BY_EMAIL))
    }  # fmt: skip
    assert row.early_start is ("early_start" in ticked)


def test_options_are_priced_here_carried_to_the_check_page_and_kept(asha: Membership) -> None:
    version, path = sent_by(asha, with_option)
    client = PageClient()
    tree = parser.document_fromstring(client.get(path).content.decode())
    (option,) = tree.xpath("//input[@name='option']/@value")
    assert "£154.80" in client.get(path).content.decode()
    query = f"?options=chosen&option={option}"
    assert "£370.80" in client.get(path + query).content.decode()
    page = client.get(f"{path}/accept{query}")
    assert "Accept and agree to pay £370.80" in page.content.decode()
    assert "Accept and agree to pay £216.00" in client.get(f"{path}/accept?options=chosen").content.decode()
    answer = client.post(f"{path}/accept", {**fields_of(page), "name": "Dev"}, follow=True)
    assert "£370.80" in answer.content.decode()
    with acting_for(version.business_id):
        row = Acceptance.objects.get()
        assert (row.gross_pence, row.chosen) == (37080, [option])
        assert reporting.of_business(now=timezone.now()).won == 37080
    at_work = PageClient()
    at_work.force_login(asha.user)
    for list_of_hers in ("/quotes", f"/conversations/{version.quote.conversation_id}"):
        shown = at_work.get(list_of_hers).content.decode()
        assert "£370.80" in shown, list_of_hers
        assert "£216.00" not in shown, list_of_hers
    bar = at_work.get(f"/quotes/{version.quote_id}").content.decode().rpartition("Total with VAT")[2]
    assert re.search(r"£[\d.,]+", bar).group() == "£370.80"  # type: ignore[union-attr]


def test_t1_a_sum_or_an_option_changed_in_the_browser_is_refused_in_words(asha: Membership) -> None:
    version, path = sent_by(asha, with_option)
    with acting_for(asha.business_id, asha.user_id):
        fixed = next(line for line in editing.lines_of(version) if not line.optional)
        option = next(line for line in editing.lines_of(version) if line.optional)
    tries: list[dict[str, Any]] = [
        {"gross": "1"},
        {"gross": "-21600"},
        {"gross": "٣"},
        {"option": str(option.id)},
        {"option": str(fixed.id)},
        {"option": "x' OR 1=1"},
        {"document_hash": "0" * 64},
        {"shown": "0" * 64},
        {"version": str(version.quote_id)},
        {"key": ""},
    ]
    for hostile in tries:
        answer = said_yes(path, **hostile)
        assert answer.status_code == 409, hostile
        assert 'role="alert"' in answer.content.decode()
    assert state(version) == "issued"
    assert PageClient().get(f"{path}?options=chosen&option={fixed.id}").status_code == 409
    assert PageClient().post(f"{path}/accept", {"name": "Dev"}).status_code == 409


def test_a_business_is_asked_no_consumers_questions(asha: Membership) -> None:
    def of_business(draft: QuoteVersion) -> None:
        QuoteVersion.objects.filter(pk=draft.pk).update(customer_kind="business")

    version, path = sent_by(asha, of_business)
    page = PageClient().get(f"{path}/accept").content.decode()
    assert "Accept £216.00" in page
    assert "agree to pay" not in page
    assert "Right to cancel" not in page
    said_yes(path, early_start="on")
    with acting_for(version.business_id):
        row = Acceptance.objects.get()
        assert (row.ticks, row.early_start) == ({}, False)


def test_an_estimate_offers_a_firm_quote_and_going_ahead_within_its_range(asha: Membership) -> None:
    def as_estimate(draft: QuoteVersion) -> None:
        (line,) = editing.lines_of(draft)
        editing.change_line(line=line, values=replace(editing.values_of(line), high_quantity=D(3)))
        QuoteVersion.objects.filter(pk=draft.pk).update(kind="estimate")

    version, path = sent_by(asha, as_estimate)
    client = PageClient()
    page = client.get(path).content.decode()
    assert "<strong>Likely £216.00 to £324.00</strong>" in page
    assert "not a fixed price" in page
    assert "Ask for a firm quote" in page
    assert "Go ahead and agree to pay (likely £216.00 to £324.00)" in client.get(f"{path}/accept").content.decode()
    assert client.post(f"{path}/question", {"about": "firm", "text": ""}).status_code == 200
    assert "firm quote" in messages(version)[0]
    said_yes(path)
    assert state(version) == "accepted"


# --- Other ends -------------------------------------------------------------------------------------------------------


def test_t7_an_ended_offer_asks_for_an_up_to_date_one(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    with acting_for(asha.business_id, asha.user_id):
        issuing.take_back(version=version, now=timezone.now())
        QuoteVersion.objects.filter(pk=version.pk).update(valid_until=london_day(timezone.now()) - timedelta(days=2))
        version = issuing.issue(version=version, by=asha, now=timezone.now() - timedelta(days=5))
    page = client.get(path).content.decode()
    assert "This offer ended on" in page
    assert '<a class="button" href="#answer">Ask for a new one</a>' in page
    assert "Ask for an up-to-date quote" in page
    late = client.post(f"{path}/accept", {**fields, "name": "Dev"})
    assert late.status_code == 409
    assert "This offer ended on" in late.content.decode()
    assert client.post(f"{path}/question", {"about": "renew", "text": "Still three taps"}).status_code == 200
    assert messages(version) == [
        f"Please send me an up-to-date quote in place of quote {version.quote.label}.\nStill three taps"
    ]


def test_a_withdrawn_offer_says_so(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    with acting_for(asha.business_id, asha.user_id):
        issuing.withdraw(version=version, by=asha, now=timezone.now())
    for answer in (client.get(path), client.post(f"{path}/accept", {**fields, "name": "Dev"})):
        assert "withdrawn" in answer.content.decode()
    assert state(version) == "withdrawn"


def test_the_old_page_leads_to_the_newer_version_and_shows_what_differs(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    with acting_for(asha.business_id, asha.user_id):
        newer = revising.revise(version=version, now=timezone.now())
        (line,) = editing.lines_of(newer)
        editing.change_line(line=line, values=replace(editing.values_of(line), quantity=D(3)))
        issuing.issue(version=newer, by=asha, now=timezone.now())
    answer = client.post(f"{path}/accept", {**fields, "name": "Dev"})
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in ("There is a newer version", "What is different from version 1", "£216.00", "£324.00"):
        assert words in page
    assert (state(version), state(newer)) == ("superseded", "issued")


def test_the_form_of_a_yes_that_was_undone_counts_no_more(asha: Membership, offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    fields = fields_of(client.get(f"{path}/accept"))
    client.post(f"{path}/accept", {**fields, "name": "Dev"})
    with acting_for(asha.business_id, asha.user_id):
        acceptance.reverse(acceptance=Acceptance.objects.get(), by=asha, reason="Wrong tap", now=timezone.now())
    replayed = client.post(f"{path}/accept", {**fields, "name": "Dev"})
    assert replayed.status_code == 409
    assert "used before" in replayed.content.decode()
    assert state(version) == "issued"
    assert "it is agreed" in said_yes(path).content.decode()
    with acting_for(asha.business_id, asha.user_id):
        assert Acceptance.objects.count() == 2


def test_a_no_is_kept_with_its_reason_and_said_once_in_the_conversation(offer: Offer) -> None:
    version, path = offer
    client = PageClient()
    no = {"kind": "price", "reason": "too dear"}
    for _ in range(2):
        assert client.post(f"{path}/decline", no).status_code == 200
    assert client.post(f"{path}/decline", {"kind": "accepted"}).status_code == 422
    with acting_for(version.business_id):
        fresh = QuoteVersion.objects.get(pk=version.pk)
        assert (fresh.state, fresh.reason_kind, fresh.reason) == ("declined", "price", "too dear")
        assert Conversation.objects.get().headline == "declined"
    assert messages(version) == [f"No to quote {version.quote.label}, version 1.\nThe price\ntoo dear"]
    assert "You said no" in client.get(path).content.decode()
    assert client.post(f"{path}/accept", {"name": "Dev"}).status_code == 409


def test_a_question_and_a_wish_each_become_a_message_and_show_that_a_person_was_there(offer: Offer) -> None:
    version, path = offer
    with acting_for(version.business_id):
        BusinessProfile.objects.update(tells_opened=True)
    client = PageClient()
    assert client.post(f"{path}/question", {"text": ""}).status_code == 422
    client.post(f"{path}/question", {"text": "Is the old tap taken away?"})
    client.post(f"{path}/question", {"about": "change", "text": "Three taps, please"})
    client.post(f"{path}/question", {"about": "nonsense", "text": "Hello"})
    assert messages(version) == ["Is the old tap taken away?", "Three taps, please", "Hello"]
    with acting_for(version.business_id):
        assert QuoteVersion.objects.get().opened_at is not None
        assert {row.headline for row in Conversation.objects.all()} == {"asked"}


def test_a_post_from_elsewhere_is_turned_away(offer: Offer) -> None:
    version, path = offer
    client = Client(enforce_csrf_checks=True)
    fields = fields_of(client.get(f"{path}/accept"))
    fields.pop("csrfmiddlewaretoken")
    for tail in ("/accept", "/decline", "/question", "/cancel"):
        assert client.post(path + tail, {**fields, "name": "Dev", "text": "x"}).status_code == 403
    assert state(version) == "issued"


# --- Cancelling -------------------------------------------------------------------------------------------------------


def test_a_customer_cancels_on_the_page_within_the_days(offer: Offer) -> None:
    version, path = offer
    said_yes(path)
    client = PageClient()
    page = client.get(f"{path}/cancel").content.decode()
    last = london_day(timezone.now()) + timedelta(days=14)
    assert f"until the end of {last.day} {last:%B %Y}" in page
    assert "Model cancellation form" in page
    assert client.post(f"{path}/cancel", {"name": ""}).status_code == 422
    for _ in range(2):
        done = client.post(f"{path}/cancel", {"name": "Dev Patel", "words": ""}, follow=True).content.decode()
        assert "It is cancelled" in done
        assert "at the latest" in done
    with acting_for(version.business_id):
        row = Cancellation.objects.get()
        assert (row.how, row.refund_due_by) == ("right", last)
        assert Conversation.objects.get().headline == "cancelled"
    assert len(messages(version)) == 2
    assert state(version) == "cancelled"
    assert "cancelled" in client.get(path).content.decode()
    assert "cancelled" in client.get(f"{path}/accept").content.decode()


def test_after_the_days_their_words_are_passed_on_and_nobody_says_no(offer: Offer) -> None:
    version, path = offer
    with acting_for(version.business_id):
        yes(version, at=timezone.now() - timedelta(days=30))
    client = PageClient()
    page = client.get(f"{path}/cancel").content.decode()
    assert "Tell them that I want to cancel" in page
    answer = client.post(f"{path}/cancel", {"name": "Dev Patel", "words": "We are moving"})
    assert "Your message is with them" in answer.content.decode()
    assert "cannot" not in page
    assert "cannot" not in answer.content.decode()
    assert "We are moving" in messages(version)[-1]
    assert state(version) == "accepted"


# --- Two and twenty at once -------------------------------------------------------------------------------------------


@pytest.fixture
def for_many(committed: None) -> tuple[Membership, QuoteVersion, str]:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    return member, *sent_by(member)


def test_t4_of_twenty_who_press_the_button_at_once_one_is_recorded_and_all_see_the_same(
    for_many: tuple[Membership, QuoteVersion, str],
) -> None:
    _, version, path = for_many
    forms = [fields_of(PageClient().get(f"{path}/accept")) for _ in range(20)]

    def press(fields: dict[str, Any], name: str) -> Callable[[], Any]:
        return lambda: Client().post(f"{path}/accept", {**fields, "name": name}, follow=True)

    answers = at_once(*(press(fields, f"Person {number}") for number, fields in enumerate(forms)))
    assert [answer.status_code for answer in answers] == [200] * 20
    with acting_for(version.business_id):
        name = Acceptance.objects.get().name
    assert all(name in answer.content.decode() for answer in answers)
    assert len(messages(version)) == 1


def test_t5_of_a_yes_and_a_no_at_once_one_wins_and_the_other_has_its_sentence(
    for_many: tuple[Membership, QuoteVersion, str],
) -> None:
    _, version, path = for_many
    fields = fields_of(PageClient().get(f"{path}/accept"))
    answers = at_once(
        lambda: Client().post(f"{path}/accept", {**fields, "name": "Dev"}, follow=True),
        lambda: Client().post(f"{path}/decline", {}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert state(version) in ("accepted", "declined")
    assert len(messages(version)) == 1


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
