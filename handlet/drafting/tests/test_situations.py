"""A message is answered as what it is: thanks, a favour, grief, a day given up, a question that has an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlet.drafting.engine.composing.situations import gone_wrong, kind_key, nobody_came, off_the_books
from handlet.drafting.engine.proposing import propose
from handlet.drafting.port import Action, Intent, Proposal, SavedReply, Tone
from handlet.drafting.tests.making import ROWAN, enquiry, sent

KNOWN = {"contact_known": {"name": "Dev Patel"}}
SHOP = replace(
    ROWAN,
    saved_replies=[
        *ROWAN.saved_replies,
        SavedReply("Drying", "Leave it 24 hours before walking on it."),
        SavedReply("Keys", "We can collect keys from the agent."),
        SavedReply("Nesting", "We can't cut hedges with active nests, so I'll check first."),
        SavedReply("Start", "I start at half seven and usually done by four."),
        SavedReply("Pipes", "I only use copper."),
    ],
)


def to_shop(*texts: str) -> Proposal:
    return propose(enquiry(*texts, business=SHOP))


@pytest.mark.parametrize(
    "text",
    [
        "Hi Asha, you left your jacket in our airing cupboard when you did the tap. I'll hang it up for you",
        "your lad forgot his drill at ours, its in the porch whenever he's passing",
        "We're holding a raffle for the hospice on Saturday, would you consider giving a prize?",
        "Would you sponsor our under nines football kit this season? Any help welcome",
    ],
)
def test_a_favour_is_no_complaint_and_no_job(text: str) -> None:
    found = propose(enquiry(text, **KNOWN))
    assert found.reading.intent is Intent.OTHER
    assert "orry" not in found.draft
    assert "?" not in found.draft
    assert "price" not in found.draft


@pytest.mark.parametrize(
    "text",
    [
        "You left your rubbish all over the lawn and the tap still leaks",
        "you left your ladder in the way again and I'm not happy, the new tap is leaking",
    ],
)
def test_what_was_left_and_is_complained_of_is_a_complaint(text: str) -> None:
    assert propose(enquiry(text, **KNOWN)).reading.intent is Intent.COMPLAINT


def test_friends_get_no_draft() -> None:
    found = propose(enquiry("one short for darts on thursday, you in? bring your own arrows"))
    assert found.action is Action.NO_DRAFT


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("any movement if I pay cash and we leave the vat off?", "vat_stays"),
        ("could you do it without VAT if I pay cash?", "vat_stays"),
        ("cash in hand and no receipt, what can you do?", "vat_stays"),
        ("is that including VAT?", ""),
        ("can you come down a bit on that?", ""),
    ],
)
def test_leaving_the_vat_off_is_told_from_other_haggling(text: str, form: str) -> None:
    assert off_the_books(enquiry(text)) == form


@pytest.mark.parametrize("formality", ["casual", "formal", "polite", "terse", "warm"])
def test_leaving_the_vat_off_is_declined(formality: str) -> None:
    shop = replace(ROWAN, tone=replace(ROWAN.tone, formality=formality))
    thread = [sent("Outside tap is £135 plus vat, so £162 all in.")]
    found = propose(
        enquiry("bit more than I thought, any movement if we leave the vat off?", business=shop, thread=thread)
    )
    assert "go through the books" in found.draft or "goes through the books" in found.draft
    assert "go over it" not in found.draft
    assert not found.blocked


@pytest.mark.parametrize(
    ("text", "says", "never"),
    [
        ("Can we cancel the visit for Friday? we've sold up", "Friday 27 November is off", "diary"),
        ("no visit please on the 3rd or the 10th, back to normal after that", "Thursday 3 December and Thursday 10 December are off", "diary"),
        ("need to push Thursdays visit back 2 weeks sorry", "diary", "off"),
        ("so sorry, we have to cancel Saturday. Can we do it in February instead? Any weekend", "diary", "is off"),
        ("we wont be ready for you on friday. can you do the friday after?", "diary for Friday 4 December", "27 November"),
        ("no use you coming on Monday, can we make it Wednesday 9 December?", "diary for Wednesday 9 December", "30 November"),
    ],
)  # fmt: skip
def test_a_day_given_up_is_not_looked_for_in_the_diary(text: str, says: str, never: str) -> None:
    draft = propose(enquiry(text, thread=[sent("That’s all arranged. Asha")], **KNOWN)).draft
    assert says in draft
    assert never not in draft


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("my mum passed away last week", "condolence"),
        ("it was grandads and he's passed, nobody has the key", "condolence"),
        ("we lost my dad in March", "condolence"),
        ("my husband has been taken into hospital", "get_well"),
        ("I've broken my wrist so can't do it myself", "get_well"),
        ("both kids are really poorly", "get_well"),
        ("my dad's been rushed in with a heart attack", "get_well"),
        ("the boiler died this morning", ""),
        ("he passed on your number", ""),
        ("my son passed his driving test", ""),
        ("mum has dementia and uses a wheelchair", ""),
        ("we are expecting a baby in May", ""),
        ("the tiling was poorly done by the last chap", ""),
        ("could you send me an e-mail with the price", ""),
        ("we are a funeral director in Leeds and need two taps", ""),
        ("a sink in the hospital canteen", ""),
    ],
)
def test_grief_and_illness_of_a_person_get_a_kind_word(text: str, form: str) -> None:
    assert kind_key(enquiry(text)) == form


def test_a_kind_word_names_no_illness_and_wears_no_smile() -> None:
    shop = replace(ROWAN, tone=Tone(greetings=("hi",), signoff="Asha", emoji=True, formality="warm"))
    draft = propose(enquiry("Can you lag 6 m of pipe, LS1 4AP? My husband is in hospital", business=shop)).draft
    assert "all goes well" in draft
    assert "hospital" not in draft
    assert "😊" not in draft
    assert "Lovely" not in draft


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The shower tiles you put up in June are coming off the wall", " that the shower tiles are coming off"),
        ("the gate you hung keeps sticking", " that the gate keeps sticking"),
        ("You did our basin tap last week and there's water under it again", " about the basin tap"),
        ("I'm a bit disappointed with today to be honest", " that you’re not happy with this"),
        ("I want to make a complaint", ""),
    ],
)
def test_what_went_wrong_is_told_back(text: str, told: str) -> None:
    assert gone_wrong(enquiry(text)) == told


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("No sign of anyone yet, is it off?", True),
        ("nobody's turned up and I've taken the day off", True),
        ("Any news on the quote?", False),
    ],
)
def test_who_waits_at_home_is_heard(text: str, waits: bool) -> None:
    assert nobody_came(enquiry(text)) is waits


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("floor looks great. Can the kids go on it tonight or should we wait?", "24 hours"),
        ("when is it ok to walk on it?", "24 hours"),
        ("The buyer's solicitor asks how long the guarantee runs for. Could you confirm please?", "12 month"),
        ("How much for an outside tap at LS1 4AP and when could you?", "a week ahead"),
        ("Can you fit an outside tap at LS1 4AP? You’d have to pick the keys up from Arden & Fry", "collect keys"),
        ("would you cut the hedge? there's a robin sitting in ours", "active nests"),
    ],
)
def test_a_saved_reply_answers_what_was_asked(text: str, reply: str) -> None:
    draft = to_shop(text).draft
    assert reply in draft
    assert "the rest" not in draft


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("can we put it back to the week starting 14 December?", "half seven"),
        ("how much do you charge to move two pipes?", "copper"),
        ("our stop tap has seized solid, could you fit a new one? LS1 4AP", "clockwise"),
        ("pipe has burst, I've shut it off at the stopcock, please come now LS1 4AP", "clockwise"),
    ],
)
def test_a_saved_reply_is_not_said_where_nobody_asked_it(text: str, reply: str) -> None:
    assert reply not in to_shop(text).draft


def test_a_question_without_an_answer_is_named() -> None:
    draft = propose(enquiry("How much to lag 12 m of pipe at LS1 4AP? What colours does the lagging come in?")).draft
    assert "let you know about the colours" in draft


def test_do_you_do_it_is_answered() -> None:
    assert "Yes, I do that." in propose(enquiry("Do you do outside taps? I need one at LS1 4AP")).draft


@pytest.mark.parametrize(
    "text", ["I can smell gas in the kitchen, help", "there are sparks coming out of the fuse box"]
)
def test_safety_words_are_addressed_and_signed_and_come_before_the_number(text: str) -> None:
    found = propose(enquiry(text))
    assert found.action is Action.DRAFT_SAFETY
    assert found.draft.startswith("Dev,\n\nIf ")
    assert found.draft.index("now." if "gas" in text else "999") < found.draft.index("07700 900142")
    assert found.draft.endswith("\n\nAsha, Rowan Plumbing")
    assert not found.blocked
