"""Memories on their pages: told, noticed and confirmed, changed, deleted; one person's stay theirs and go with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.customers.models import Customer
from handlet.drafting import noticing, proposing, remembering
from handlet.drafting.facts import facts_of
from handlet.drafting.models import Draft, Memory, Outcome, SavedReply
from handlet.drafting.tests.shop import TAP, Shop
from handlet.inbox.models import Conversation
from handlet.kit import sealing
from handlet.kit.london import london_day
from handlet.privacy import cases, keyring, walk
from handlet.privacy.subjects import Subject
from tests.pages.client import PageClient

MEMORIES = "/settings/memories"


@pytest.fixture
def shop(asha: Membership) -> Shop:
    return Shop(asha, now=timezone.now() - timedelta(hours=1))


def test_asha_tells_it_something_and_the_next_draft_obeys(shop: Shop, pages: PageClient) -> None:
    assert pages.get(MEMORIES).status_code == 200
    refused = pages.post(MEMORIES, {"kind": "preference", "text": "be cosmic"})
    assert refused.status_code == 422
    assert "never “regards”" in refused.content.decode()
    done = pages.post(MEMORIES, {"kind": "procedure", "text": "always ask what make the tap is"}, follow=True)
    assert "asks: “Could you let me know what make the tap is?”" in done.content.decode()
    draft = shop.draft("Dev Patel")
    assert "could you let me know what make the tap is?" in draft.text
    page = pages.get(f"/conversations/{draft.conversation_id}").content.decode()
    assert "What you told Handlet" in page
    assert "Always ask what make the tap is" in page


def test_it_is_changed_and_deleted_and_then_not_obeyed(shop: Shop, pages: PageClient) -> None:
    pages.post(MEMORIES, {"kind": "procedure", "text": "always ask what make the tap is"})
    with shop.acting():
        memory = Memory.objects.get()
    pages.post(f"{MEMORIES}/{memory.id}", {"text": "always ask how old the tap is"})
    assert "how old the tap is?" in shop.draft("Dev Patel").text
    bad = pages.post(f"{MEMORIES}/{memory.id}", {"text": "hop"})
    assert bad.status_code == 422
    pages.post(f"{MEMORIES}/{memory.id}", {"forget": "yes"})
    assert "how old" not in shop.draft("Eve Stone").text
    with shop.acting():
        assert not Memory.objects.exists()


def asked_thrice(shop: Shop, names: tuple[str, ...] = ("Dev Patel", "Eve Stone", "Finn Moor")) -> None:
    """Asha adds the same question, in her own words, to replies to three people."""
    for name in names:
        draft = shop.draft(name)
        shop.send(draft, draft.text.replace("\n\n", "\n\nWhat make is the tap?\n\n", 1))


def test_a_habit_is_proposed_by_count_and_used_only_once_confirmed(shop: Shop, pages: PageClient) -> None:
    asked_thrice(shop, ("Dev Patel", "Eve Stone"))
    assert "Noticed" not in pages.get(MEMORIES).content.decode()
    asked_thrice(shop, ("Finn Moor",))
    page = pages.get(MEMORIES).content.decode()
    assert "You added this question to 3 replies." in page
    for theirs in ("Patel", "Stone", "Finn", "LS27"):
        assert theirs not in page
    assert "what make" not in shop.draft("Gwen Ash").text.lower()
    with shop.acting():
        (noticed,) = noticing.memories(business_id=shop.member.business_id, now=timezone.now())
    pages.post(f"{MEMORIES}/noticed", {"mark": noticed.mark, "text": noticed.text, "answer": "yes"})
    page = pages.get(MEMORIES).content.decode()
    assert "Noticed in 3 of your replies, confirmed by you." in page
    assert "Remember this?" not in page
    assert "what make is the tap?" in shop.draft("Hal Birch").text


def test_a_no_holds_and_keeps_no_words(shop: Shop, pages: PageClient) -> None:
    asked_thrice(shop)
    with shop.acting():
        (noticed,) = noticing.memories(business_id=shop.member.business_id, now=timezone.now())
    pages.post(f"{MEMORIES}/noticed", {"mark": noticed.mark, "answer": "no"})
    assert "Remember this?" not in pages.get(MEMORIES).content.decode()
    with shop.acting():
        assert Memory.objects.get().text == ""
    assert pages.post(f"{MEMORIES}/noticed", {"mark": noticed.mark, "answer": "yes"}).status_code == 409


def test_a_swap_of_words_is_a_preference(shop: Shop) -> None:
    for name in ("Dev Patel", "Eve Stone", "Finn Moor"):
        draft = shop.draft(name)
        shop.send(draft, draft.text.replace("Hi ", "Hello ", 1))
    with shop.acting():
        found = noticing.memories(business_id=shop.member.business_id, now=timezone.now())
    assert [(one.kind, one.text, one.times) for one in found] == [("preference", "Say “hello”, never “hi”", 3)]


def test_what_is_asked_for_again_and_again_is_a_habit_and_no_draft_sent_as_it_was(shop: Shop) -> None:
    for name in ("Dev Patel", "Eve Stone", "Finn Moor"):
        draft = shop.draft(name)
        with shop.acting():
            again = proposing.revise(draft=Draft.objects.get(pk=draft.pk), instruction="shorter", now=shop.later())
        assert again is not None
        shop.send(again)
    with shop.acting():
        assert {(row.kind, tuple(row.classes)) for row in Outcome.objects.all()} == {("changed", ("asked_again",))}
        found = noticing.memories(business_id=shop.member.business_id, now=timezone.now())
    assert [(one.kind, one.text, one.reason) for one in found] == [
        ("preference", "Shorter", "You asked for this in 3 suggestions.")
    ]


def test_what_names_somebody_is_no_habit(shop: Shop) -> None:
    for name in ("Dev Patel", "Eve Stone", "Finn Moor"):
        draft = shop.draft(name)
        shop.send(draft, draft.text.replace("\n\n", "\n\nGive my best to Mrs Hanlon on Roseberry Street.\n\n", 1))
    with shop.acting():
        assert noticing.memories(business_id=shop.member.business_id, now=timezone.now()) == []
        assert "Hanlon" not in str([row.changes for row in Outcome.objects.all()])


def test_when_a_customer_is_erased_what_they_lent_to_a_habit_goes(shop: Shop) -> None:
    asked_thrice(shop)
    with shop.acting():
        assert noticing.memories(business_id=shop.member.business_id, now=timezone.now())
        erase(shop, Customer.objects.first())
        assert noticing.memories(business_id=shop.member.business_id, now=timezone.now()) == []
        assert Outcome.objects.count() == 2


def erase(shop: Shop, customer: Customer | None) -> None:
    assert customer is not None
    subject = Subject("customer", customer.id, shop.member.business_id)
    case = cases.open_case(kind="erasure", subject=subject, note="", received_at=shop.now, by=shop.member, now=shop.now)
    cases.erase(case=case, confirmed=cases.preview(case).digest, by=shop.member, now=shop.now)
    assert not [row for row in walk.find(subject) if not row.because]


def test_what_is_known_of_dev_is_on_dev_s_page_in_dev_s_drafts_and_goes_with_dev(shop: Shop, pages: PageClient) -> None:
    dev, eve = shop.writes("Dev Patel"), shop.writes("Eve Stone")
    pages.post(f"/customers/{dev.customer_id}/memories", {"text": "The dog is called Biter"})
    assert "called Biter" in pages.get(f"/customers/{dev.customer_id}").content.decode()
    for elsewhere in (f"/customers/{eve.customer_id}", MEMORIES):
        assert "called Biter" not in pages.get(elsewhere).content.decode()
    with shop.acting():
        memory = Memory.objects.get()
        assert memory.key_id == dev.customer.key_id
        today = london_day(shop.now)
        mine = facts_of(shop.member.business_id, today=today, customer=dev.customer).memories
        hers = facts_of(shop.member.business_id, today=today, customer=eve.customer).memories
        nobody_s = facts_of(shop.member.business_id, today=today).memories
        assert ([one.text for one in mine], list(hers), list(nobody_s)) == (
            ["The dog is called Biter."],
            [],
            [],
        )
        erase(shop, dev.customer)
        assert not Memory.objects.exists()
        with pytest.raises(sealing.KeyGone):
            keyring.keyring.key_bytes(memory.key_id)


def test_nothing_crosses_a_business(shop: Shop, pages: PageClient, cleo: Membership) -> None:
    pages.post(MEMORIES, {"kind": "procedure", "text": "always ask what make the tap is"})
    asked_thrice(shop)
    hers = Shop(cleo, now=shop.now)
    with hers.acting():
        assert remembering.of_business() == []
        assert noticing.memories(business_id=cleo.business_id, now=timezone.now()) == []
        assert list(facts_of(cleo.business_id, today=london_day(shop.now)).memories) == []
    with shop.acting():
        memory = Memory.objects.get()
    stranger = PageClient()
    stranger.force_login(cleo.user)
    assert stranger.post(f"{MEMORIES}/{memory.id}", {"forget": "yes"}).status_code == 404
    assert "what make" not in hers.draft("Dev Patel", TAP).text.lower()


def test_a_customer_marked_no_ai_teaches_nothing_any_more(shop: Shop) -> None:
    asked_thrice(shop)
    with shop.acting():
        for customer in Customer.objects.all():
            customer.no_ai = True
            customer.save()
        assert noticing.memories(business_id=shop.member.business_id, now=timezone.now()) == []


def test_saved_replies_are_added_changed_deleted_and_used(shop: Shop, pages: PageClient) -> None:
    address = "/settings/replies"
    pages.post(address, {"title": "Parking", "text": "Parking on the road is fine for me."})
    again = pages.post(address, {"title": "parking", "text": "Other"})
    assert again.status_code == 422
    assert "one with this title already" in again.content.decode()
    assert "Parking on the road is fine for me." in shop.draft("Dev Patel", "Hello, is parking on the road ok?").text
    with shop.acting():
        reply = SavedReply.objects.get()
    pages.post(f"{address}/{reply.id}", {"title": "Parking", "text": "Any road will do."})
    assert "Any road will do." in pages.get(address).content.decode()
    pages.post(f"{address}/{reply.id}", {"forget": "yes"})
    with shop.acting():
        assert not SavedReply.objects.exists()


def test_an_answer_written_to_three_people_is_proposed_without_any_of_them(shop: Shop, pages: PageClient) -> None:
    line = "No deposit for jobs under £500, over that it is 25% to book in."
    for place, name in enumerate(("Dev Patel", "Eve Stone", "Finn Moor")):
        shop.writes(name)
        shop.sent_before(
            name, f"Hi {name.split()[0]},\n\nYes I can do that on Thursday. {line}\n\nAsha", days=place / 10
        )
    page = pages.get("/settings/replies").content.decode()
    assert "You wrote this to 3 people." in page
    assert "Thursday" not in page
    with shop.acting():
        (noticed,) = noticing.saved_replies(business_id=shop.member.business_id, now=timezone.now())
        assert noticed.text == line
    pages.post("/settings/replies/noticed", {"mark": noticed.mark, "title": "Deposit", "text": line, "answer": "yes"})
    page = pages.get("/settings/replies").content.decode()
    assert "You wrote this to" not in page
    assert "Deposit" in page
    with shop.acting():
        assert Conversation.objects.count() == 3
