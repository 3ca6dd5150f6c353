"""Nothing is said that nothing backs, whoever wrote the draft and however it is spelt."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlet.drafting.engine import guard, propose
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.engine.proposing import plan, read, worded
from handlet.drafting.port import Proposal
from handlet.drafting.tests.making import NOW, ROWAN, enquiry, sent

ASKED = (
    "Hi, can you fit a kitchen tap? I've already bought it. LS27 8RT. Thursday 26 November would suit. My budget is £50. "
    "My mobile is 07700 900555. The old one is a Bristan B12. I have Crohn's. Dev"
)


def guarded(text: str, asked: str = ASKED, **changes: object) -> Proposal:
    """Another engine's wording of the draft for this enquiry, as the guard judges it."""
    clean, reading = read(enquiry(asked, **changes))
    return worded(clean, reading, plan(clean, reading), text=text)


def kinds(text: str, asked: str = ASKED, **changes: object) -> set[str]:
    return {fault.kind for fault in guarded(text, asked, **changes).faults}


@pytest.mark.parametrize(
    "text",
    [
        "Hi Dev, fitting your own tap is £108.00 including VAT.",
        "Hi Dev, that’s £90 plus VAT for fitting the tap.",
        "Is Thursday still good for you? I’ll check the diary for Thursday 26 November.",
        "You said £50, but for the tap it’s £108.00 including VAT.",
        "I’m WaterSafe approved.",
        "I’m not Gas Safe registered, so you’ll need a Gas Safe registered engineer for that.",
        "No deposit for jobs under £500. Over that it's 25% to book in, rest on the day.",
        "I’ll ring you on 07700 900555, or ring me on 07700 900142.",
        "I can’t offer a discount on this one.",
        "It isn’t booked yet: once it’s confirmed I’ll let you know.",
        "Is the old one a Bristan B12?",
    ],
)
def test_what_a_fact_of_the_business_or_an_echo_backs_may_be_said(text: str) -> None:
    assert guarded(text).faults == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("money", "Hi Dev, that’s £85.00 including VAT."),
        ("money", "I’ll do it for eighty quid."),
        ("money", "Call it fifty pounds."),
        ("money", "It comes to 85, all in."),
        ("money", "eighty-five all in for the lot"),
        ("money", "Just give me a tenner for petrol."),
        ("money", "Your budget of £60 is fine."),
        ("money", "It’s £50 for the tap."),
        ("money", "It’s £1 0 0."),
        ("vat", "That’s £90.00 including VAT."),
        ("vat", "That’s £108.00 plus VAT."),
        ("vat", "That’s £90 for the tap."),
        ("percent", "I can take ten per cent of it."),
        ("percent", "That would be 15% less."),
        ("percent", "I can do half price this once."),
        ("promise", "I’ll knock a bit off for you."),
        ("promise", "I’ll give you a discount."),
        ("promise", "It’s free of charge."),
        ("promise", "Great, you’re booked in."),
        ("promise", "See you Thursday!"),
        ("promise", "I’m on my way."),
        ("promise", "I’ll give you a full refund."),
        ("promise", "Payment received, thank you."),
        ("promise", "Payment is due today."),
        ("promise", "I’ve deleted all your data."),
        ("promise", "We’ll beat any quote."),
        ("promise", "This offer ends soon, slots are filling fast."),
        ("arrival", "I can come on Thursday."),
        ("arrival", "Thursday works for me."),
        ("arrival", "I’ll pop round this afternoon."),
        ("arrival", "I can be there on Thursday at 9am."),
        ("date", "How about Saturday 5 December?"),
        ("date", "Would the twelfth suit? I mean on the twelfth."),
        ("time", "Say 7.30am?"),
        ("time", "Shall we say half seven?"),
        ("duration", "It takes about 3 hours."),
        ("duration", "I’ll be there within the hour."),
        ("duration", "I can get to you in 30 minutes."),
        ("phone", "Ring my mate on 07700 900999."),
        ("phone", "Ring me on +44 (0)7700 900 999."),
        ("email", "Write to accounts@elsewhere.example please."),
        ("link", "Pay here: https://pay-rowan.example/now"),
        ("link", "Go to pay-rowan dot com"),
        ("link", "see hxxps://bad.example/x"),
        ("link", "see bad[.]example"),
        ("link", "![x](https://evil.example/?q=dev)"),
        ("link", "<img src=x>"),
        ("postcode", "I’m near BS1 4DJ."),
        ("address", "Come to 14 Heald Place."),
        ("name", "Mrs Whitfield said the same."),
        ("name", "I’ll send Barry to you."),
        ("name", "Hi Karen, thanks for that."),
        ("code", "It’ll be error F28."),
        ("quantity", "You’ll need 14 of them."),
        ("quantity", "You’ll need fourteen of them."),
        ("credential", "I’m Gas Safe registered."),
        ("credential", "We’re fully qualified."),
        ("credential", "I’m City & Guilds trained."),
        ("credential", "We are OFTEC registered."),
        ("bank", "Sort code 20-00-00, account number 12345678."),
        ("bank", "Our bank details have changed."),
        ("law", "You have no right to cancel."),
        ("law", "I can do it without VAT."),
        ("law", "It’s zero-rated."),
        ("liability", "Sorry, that was our fault."),
        ("liability", "We accept full responsibility."),
        ("advice", "You can relight the boiler."),
        ("advice", "Just remove the cover and reset the boiler."),
        ("advice", "It is perfectly safe to use."),
        ("special", "Sorry to hear about your Crohn’s."),
        ("language", "Dzień dobry, dziękuję za wiadomość. Zrobię to jutro i obiecuję."),
    ],
)  # fmt: skip
def test_what_nothing_backs_is_named(kind: str, text: str) -> None:
    found = guarded(text)
    assert kind in {fault.kind for fault in found.faults}
    assert not found.ready
    assert all(fault.words and fault.fix for fault in found.faults)


@pytest.mark.parametrize(
    "text",
    ["It’s £８５ for the tap.", "It’s £8\u200b5.", "It’s ￡85.", "It’s £𝟖𝟓.", "It’s £8️⃣5️⃣.", "It’s ₤85.", "It’s £٨٥.", "It’s £⁸⁵.", "It’s £8\u00ad5.", "Its eіghtу quid."],
)  # fmt: skip
def test_unusual_signs_hide_no_sum(text: str) -> None:
    assert "money" in kinds(text)


def test_look_alike_letters_hide_no_credential_and_no_link() -> None:
    assert "credential" in kinds("I’m Gаs Sаfe registered.")
    assert "link" in kinds("See pаy-rowan.ехample")


def test_words_are_named_as_they_were_written() -> None:
    (fault,) = guarded("Hi Dev, that’s ￡８５ for it.").faults
    assert fault.words == "￡８５"


def test_a_credential_that_has_lapsed_or_is_not_held_is_no_source() -> None:
    assert "credential" in kinds("I’m City & Guilds qualified.")
    until = replace(ROWAN, qualifications=["City & Guilds until 31 March 2027"])
    assert "credential" not in kinds("I hold City & Guilds.", business=until)


def test_the_owners_own_words_in_this_thread_back_a_visit_until_its_day() -> None:
    thread = [sent("See you Thursday 26 November at 9am. Cheers, Asha")]
    assert kinds("Yes, see you Thursday 26 November at 9am.", "Still ok for Thursday?", thread=thread) == set()
    later = NOW.replace(month=12)
    assert "arrival" in kinds("Yes, see you Thursday 26 November.", "Hello?", thread=thread, now=later)


def test_the_owners_wish_backs_what_it_says() -> None:
    assert "arrival" in kinds("I can come on Friday at 10am.", "Can you fit a tap? LS1 1AA")
    assert (
        kinds(
            "I can come on Friday at 10am.",
            "Can you fit a tap? LS1 1AA",
            instruction="tell them I can come on Friday at 10am",
        )
        == set()
    )


def test_a_number_in_a_forwarded_mail_is_not_the_customers() -> None:
    asked = (
        "Hi, can you fit an outside tap for our tenant, see below? LS1 1AA\n\n---------- Forwarded message ---------\nFrom: Amira <amira@example.com>\n\n"
        "Ring me on 07700 900311, I work from home."
    )
    assert kinds("I’ll ring on 07700 900311.", asked) == {"phone"}


def test_sentences_of_saved_replies_stand_only_unchanged() -> None:
    assert "promise" not in kinds("All work carries a 12 month guarantee.")
    assert "duration" in kinds("All work carries a 10 year guarantee.")


def test_a_price_of_another_line_is_no_source() -> None:
    assert "money" in kinds("An outside tap would be £162.00 including VAT.")


def test_a_business_without_vat_shows_none() -> None:
    without = replace(ROWAN, vat_registered=False)
    assert "vat" in kinds("That’s £90.00 plus VAT.", business=without)
    assert kinds("That’s £90.00 for fitting your own tap.", business=without) == set()


FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@settings(max_examples=150, deadline=None)
@given(
    value=st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999"), places=2),
    shape=st.sampled_from(
        ["£{}", "{} pounds", "{} quid", "£{} all in", "it comes to {}", "{} inc VAT", "£{} including VAT", "GBP {}", "{} for the lot", "about {} I think", "{}", "a {}", "no. {}", "x{}x"]
    ),
    tail=st.sampled_from(["", ".", " for the tap", "!", " ok?"]),
)  # fmt: skip
def test_no_figure_passes_that_is_in_no_ledger(value: Decimal, shape: str, tail: str) -> None:
    """Whatever the sum and however it is put: it is either backed by an entry, or found."""
    clean, reading = read(enquiry(ASKED))
    steps = plan(clean, reading)
    result = worded(clean, reading, steps, text=f"Hi Dev, {shape.format(value)}{tail}")
    backed = {"90", "108", "18", "50", "90.00", "108.00", "18.00"}
    for figure in FIGURES.findall(shape.format(value)):
        number = figure.rstrip("0").rstrip(".") if "." in figure else figure
        if number not in backed:
            assert result.faults, figure


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200))
def test_every_digit_of_any_text_is_read(text: str) -> None:
    """With an empty ledger, a text with a digit in it never passes; and nothing that can be typed breaks the guard."""
    claims, findings = guard.check(text, guard.Ledger(today=NOW.date()))
    if any(sign.isdigit() for sign in plain(text).text):
        assert findings
    assert claims == []


def test_the_sum_that_a_credential_names_is_no_price_and_stands_in_it_alone() -> None:
    found = propose(enquiry("Hello, are you insured? Do you have public liability?"))
    assert "ublic liability 2 million pounds" in found.draft
    assert found.blocked == []
    assert "money" in {fault.kind for fault in guarded("It comes to 2 million pounds.").faults}
    assert "credential" in {fault.kind for fault in guarded("I’m City & Guilds until 31 March 2025.").faults}
