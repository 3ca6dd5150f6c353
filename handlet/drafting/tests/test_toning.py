"""Tone learned from what Asha sent: four numbers with reasons, shown first; rejected, applied, deleted; nobody in it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from handlet.accounts.models import BusinessProfile, Membership
from handlet.customers.models import Customer
from handlet.drafting import toning
from handlet.drafting.engine import style
from handlet.drafting.facts import facts_of
from handlet.drafting.models import Exemplar, LearnedTone
from handlet.drafting.tests.shop import Shop
from handlet.drafting.tests.test_remembering import erase
from handlet.drafting.unnaming import is_masked, unnamed
from handlet.kit.london import london_day
from handlet.web.owner.tone import settings_of
from tests.pages.client import PageClient

TONE = "/settings/tone"
NAMES = ["Dev Patel", "Eve Stone", "Finn Moor", "Gwen Ash", "Hal Birch", "Ida Fern", "Jon Reed", "Kit Vale", "Lou Pike"]
FORMAL = (
    "Dear {first},\n\nThank you for your letter of 3 November. I will be with you on Thursday at 9, and it is £85 as agreed for "
    "12 Beech Grove, LS27 8RT. You will find the invoice enclosed. I would be grateful for a reply.\n\nKind regards,\nAsha Rowan"
)
CHATTY = "Hiya {first}!\n\nLovely to hear from you, no problem at all. I'll pop by Thursday 😊\n\nCheers\nAsha"


def shop_with(member: Membership, letter: str, names: list[str] | None = None) -> Shop:
    shop = Shop(member, now=timezone.now() - timedelta(hours=1))
    for place, name in enumerate(names or NAMES):
        shop.writes(name, "Zanzibarquixote! Dear Sir, regards 😊😊😊")
        shop.sent_before(name, letter.format(first=name.split()[0]), days=place + 1)
    return shop


def test_a_text_is_masked_of_everything_that_tells_who_where_when_or_how_much() -> None:
    text = (
        FORMAL.format(first="Dev")
        + "\nRing 07700 900123 or dev@example.org, van AB12 CDE. Mrs Hanlon at number 4 has the key."
    )
    masked = unnamed(text, people=["Dev Patel", "dev@example.org"], today=date(2026, 11, 24))
    for told in ("Dev", "Patel", "Thursday", "9", "85", "Beech", "LS27", "07700", "@", "AB12", "Hanlon", "3 Nov"):
        assert told not in masked, (told, masked)
    assert masked.startswith("Dear [name],\n\nThank you for your letter")
    assert "Kind regards" in masked
    assert is_masked(masked)
    assert not is_masked("Thank you, all the best")


def test_asha_is_shown_four_numbers_with_reasons_before_anything_changes(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    assert "Look at my sent messages" in pages.get(TONE).content.decode()
    page = pages.post(f"{TONE}/learned", {"verb": "look"}, follow=True).content.decode()
    assert "Learned from 9 messages you sent" in page
    assert "You open with “Dear” or “Good morning” in 9 of 9." in page
    assert "You close with “regards” or “yours” in 9 of 9." in page
    assert "No emoji in 9 of 9." in page
    assert "Thank you for" in page
    for theirs in ("Zanzibarquixote", "Dev", "Beech", "LS27"):
        assert theirs not in page
    with shop.acting():
        assert not (BusinessProfile.objects.get().tone or {}).get("levels")
        assert not Exemplar.objects.exists()
        found = toning.waiting()
        assert found is not None
        assert set(toning.levers_of(found)) == set(style.LEVERS)


def test_a_yes_applies_it_and_the_next_draft_is_formal(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    before = shop.draft("Moe Tarn").text
    pages.post(f"{TONE}/learned", {"verb": "look"})
    pages.post(f"{TONE}/learned", {"verb": "apply"})
    with shop.acting():
        tone = BusinessProfile.objects.get().tone
        assert tone["levels"]["formality"] == 4
        assert tone["formality"] == "formal"
        assert Exemplar.objects.count() == 9
        for row in Exemplar.objects.select_related("customer"):
            assert row.key_id == row.customer.key_id
            assert not any(word in row.text for word in ("Dev", "Beech", "85", "Thursday", "Zanzibar"))
    after = shop.draft("Nan Holt").text
    assert "£" in after
    assert "’ll" in before
    assert "’ll" not in after


def test_a_chatty_hand_is_read_as_warm_short_and_with_an_emoji(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, CHATTY)
    pages.post(f"{TONE}/learned", {"verb": "look"})
    with shop.acting():
        found = toning.waiting()
        assert found is not None
        levers = toning.levers_of(found)
    assert levers["formality"].value <= 1
    assert levers["warmth"].value == 4
    assert levers["length"].value == 0
    assert levers["emoji"].value == 4
    assert all(0 < lever.confidence <= 1 for lever in levers.values())


def test_a_no_leaves_the_tone_as_it_was_and_keeps_no_numbers(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    pages.post(f"{TONE}/learned", {"verb": "look"})
    pages.post(f"{TONE}/learned", {"verb": "reject"})
    with shop.acting():
        assert LearnedTone.objects.get().levers is None
        assert "levels" not in BusinessProfile.objects.get().tone
        assert not Exemplar.objects.exists()
    assert pages.post(f"{TONE}/learned", {"verb": "apply"}).status_code == 409


def test_what_cannot_say_why_cannot_be_confirmed(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    pages.post(f"{TONE}/learned", {"verb": "look"})
    with shop.acting():
        found = LearnedTone.objects.get()
        found.levers["warmth"]["reasons"] = []
        found.save()
    page = pages.get(TONE).content.decode()
    assert "Use all of this" not in page
    refused = pages.post(f"{TONE}/learned", {"verb": "apply"})
    assert refused.status_code == 409
    assert "cannot say why" in refused.content.decode()
    with shop.acting():
        assert "levels" not in BusinessProfile.objects.get().tone


def test_a_few_messages_are_too_few(asha: Membership, pages: PageClient) -> None:
    shop_with(asha, FORMAL, NAMES[:3])
    refused = pages.post(f"{TONE}/learned", {"verb": "look"})
    assert refused.status_code == 409
    assert "it takes 8 to learn from" in refused.content.decode()


def test_our_own_voice_is_not_learned_nor_that_of_people_who_said_no(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    shop.send(shop.draft("Moe Tarn"))
    with shop.acting():
        customer = Customer.objects.first()
        assert customer is not None
        customer.no_ai = True
        customer.save()
    page = pages.post(f"{TONE}/learned", {"verb": "look"}, follow=True).content.decode()
    assert "Learned from 8 messages you sent" in page


def test_samples_go_with_the_customer_and_all_of_it_on_one_press(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, FORMAL)
    pages.post(f"{TONE}/learned", {"verb": "look"})
    pages.post(f"{TONE}/learned", {"verb": "apply"})
    with shop.acting():
        erase(shop, Customer.objects.first())
        assert Exemplar.objects.count() == 8
        assert len(facts_of(asha.business_id, today=london_day(shop.now)).past_replies) == 8
    pages.post(TONE, {"forget": "yes"})
    with shop.acting():
        assert not Exemplar.objects.exists()
        assert not LearnedTone.objects.exists()
        assert BusinessProfile.objects.get().tone == {}


def test_by_hand_each_setting_is_heard_before_it_is_saved(asha: Membership, pages: PageClient) -> None:
    levers = {"formality": "4", "warmth": "2", "brevity": "2", "greeting": "Dear", "signoff": "Asha Rowan"}
    heard = pages.post(TONE, {**levers, "sample": "yes"}).content.decode()
    assert "Dear Jo," in heard
    assert "I will" in heard
    assert "How each setting sounds" in heard
    pages.post(TONE, {**levers, "save": "yes"})
    page = pages.get(TONE).content.decode()
    assert 'value="4"' in page


def test_how_asha_opens_and_signs_is_learned_used_and_taken_back(asha: Membership, pages: PageClient) -> None:
    shop = shop_with(asha, CHATTY)
    assert shop.draft("Moe Tarn").text.startswith("Hi Moe,")
    page = pages.post(f"{TONE}/learned", {"verb": "look"}, follow=True).content.decode()
    assert "You open like this in 9 of 9." in page
    pages.post(f"{TONE}/learned", {"verb": "apply"})
    page = pages.get(TONE).content.decode()
    assert "Learned, and in use" in page
    assert "Go back to “Hi”" in page
    assert "Go back to “Cheers, Asha”" in page
    written = shop.draft("Nan Holt").text
    assert written.startswith("Hiya Nan,")
    assert written.endswith("Cheers, Asha")
    pages.post(f"{TONE}/learned", {"verb": "greeting"})
    assert shop.draft("Ola Quist").text.startswith("Hi Ola,")
    page = pages.get(TONE).content.decode()
    assert "Go back to “Hi”" not in page
    assert "Go back to “Cheers, Asha”" in page
    assert pages.post(f"{TONE}/learned", {"verb": "greeting"}).status_code == 409


def test_a_greeting_set_by_hand_is_no_longer_called_learned(asha: Membership, pages: PageClient) -> None:
    shop_with(asha, FORMAL)
    pages.post(f"{TONE}/learned", {"verb": "look"})
    pages.post(f"{TONE}/learned", {"verb": "apply"})
    levers = {"formality": "3", "warmth": "2", "brevity": "2", "emoji": "0", "signoff": "Kind regards, Asha"}
    pages.post(TONE, {**levers, "greeting": "Dear", "save": "yes"})
    assert "Learned, and in use" in pages.get(TONE).content.decode()
    pages.post(TONE, {**levers, "signoff": "Asha", "greeting": "Hello", "save": "yes"})
    assert "Learned, and in use" not in pages.get(TONE).content.decode()


def test_a_customer_s_name_and_words_never_become_a_greeting_or_a_sign_off() -> None:
    letters = [
        "Hi Dev,\n\nSee you then.\n\nCheers, Dev Patel",
        "Hi pay 12-34-56,\n\nSee you then.\n\nRegards, www.evil.example",
        "Hi,\n\nSee you then.\n\nsent from my phone",
    ] * 3
    greeting = style.greeting_of(letters)
    assert greeting is not None
    assert greeting.words == ("hi",)
    assert style.signoff_of(letters, names=["Asha Rowan", "Asha"]) is None
    named = ["Hi,\n\nSee you then.\n\nKind regards\nAsha Rowan\n01632 960123"] * 3
    signed = style.signoff_of(named, names=["Asha Rowan", "Asha"])
    assert signed is not None
    assert signed.words == ("Kind regards, Asha Rowan",)


def test_people_who_open_in_many_ways_are_given_none() -> None:
    assert style.greeting_of(["Hi,\n\nYes", "Hello,\n\nYes", "Dear Eve,\n\nYes", "Hey,\n\nNo"]) is None


def test_each_setting_of_each_lever_sounds_its_own(asha: Membership, pages: PageClient) -> None:
    for name, rows in settings_of({}, "Asha Rowan"):
        assert len(rows) == 5, (name, [row.word for row in rows])
        assert len({row.sounds for row in rows}) == 5, name
