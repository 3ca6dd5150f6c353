"""What a message is for, where its words alone mislead: trouble that is none, work of ours that failed, a day that moves."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.proposing import propose
from handlet.drafting.port import Action, Intent
from handlet.drafting.tests.making import enquiry, sent

DONE = (sent("All done, thanks for having us. Asha"),)
BOOKED = (sent("I will be with you on Tuesday at nine for the bathroom. Asha"),)


def wanted(text: str) -> Intent:
    return propose(enquiry(text)).reading.intent


def wanted_after(text: str) -> Intent:
    return propose(enquiry(text, thread=DONE)).reading.intent


@pytest.mark.parametrize(
    "text",
    [
        "Locked out, but my sister has a spare and she is back at five so no stress. What would you have charged, just for next time?",
        "The lock on the shed was forced last night and the police have been. Please fit the same again. Not urgent, we have screwed it shut.",
        "The electrics keep going off whenever the kettle is on, and sometimes on their own. What does it cost to find the fault?",
        "The carbon monoxide alarm gives one chirp a minute and the window says END. It is worn out. Can you fit a new one?",
        "Under tile heating mat in the en suite please, 3 m2. My dad's a spark so he'll do the wiring up.",
        "Tiles in the en suite are freezing in the mornings, how much for heating under them, 3 m2?",
        "I have a door knocker off the internet, need someone to put it on the front door. LS7 1AB",
        # Told by what goes wrong, and wanted like any other job.
        "The shower goes from boiling to icy every couple of minutes. What would you charge to sort it? LS7 1AB",
        "Our macerator just sits there humming and nothing goes away. How much for a new one fitted? LS6 3AA",
        # What happened once and is over.
        "Had a bit of a scare last weekend when a hose split and we couldn't turn the water off, the stop tap has seized. All dry now but we'd like it changed.",
        "We couldn't find the stopcock when the toilet overflowed on Sunday. No harm done, but please fit a new one where we can reach it.",
        "The radiator burst over Christmas, a friend capped it. We're all dry now, so just a new one please.",
        "Kitchen tap has gone stiff and drips unless you really wrench it. LS13 1AA",
        "The dog came off the sofa and took the curtain pole clean out of the wall. Can you put it back and fill the holes? LS4 1AA",
    ],
)
def test_trouble_that_can_wait_is_no_emergency(text: str) -> None:
    found = propose(enquiry(text))
    assert found.reading.intent is not Intent.EMERGENCY
    assert found.action is Action.DRAFT


@pytest.mark.parametrize(
    "text",
    [
        "stood outside my house, keys are in my friend's car, need letting in",
        "The carbon monoxide alarm keeps chirping and we all have headaches. The battery is not low. Help",
        "My mate's a spark and he says turn it off now, there is smoke coming out of the fuse box",
        "Locked out and urgent, it is dark",
        "It flooded last weekend and it was all dry but it's started again, pouring through the light",
        "We had a leak last week, all dry now, but tonight the tank has burst and water is everywhere",
    ],
)
def test_trouble_that_cannot_wait_still_is_one(text: str) -> None:
    assert wanted(text) is Intent.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "Two of the fence panels you put up in October are already bowing. When can you come and have a look?",
        "The oven was marked as not clean and the agent takes £90 off our deposit, when I paid you £58 for exactly that. What do you propose?",
    ],
)
def test_somebody_whose_work_has_failed_complains(text: str) -> None:
    assert wanted_after(text) is Intent.COMPLAINT


@pytest.mark.parametrize(
    "text",
    [
        "Certificate arrived, all safely filed. Thanks again Asha, you left the place tidier than you found it!",
        "Thank you for Tuesday, the lads left it spotless.",
        "you left it clean, thanks so much",
    ],
)
def test_who_left_it_tidy_is_thanked_and_not_complained_of(text: str) -> None:
    assert wanted_after(text) is Intent.NO_REPLY_NEEDED


@pytest.mark.parametrize(
    "text",
    [
        "You left the gutter not clean and half the leaves on my drive",
        "You left a hole in the ceiling and never came back to tidy",
    ],
)
def test_who_left_a_mess_is_complained_of(text: str) -> None:
    assert wanted_after(text) is Intent.COMPLAINT


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Nothing desperate but how far ahead are you booked? thinking of getting the bathroom sorted at some point", Intent.QUESTION),
        ("How busy are you these days? We're thinking about a new outside tap next year", Intent.QUESTION),
        ("How long is your waiting list? Considering having the taps done some time in the spring", Intent.QUESTION),
        ("How far ahead are you booked? Can you fit an outside tap, LS7 1AB", Intent.NEW_QUOTE),
        ("How much for an outside tap, and how far ahead are you booked? Thinking of March. LS7 1AB", Intent.NEW_QUOTE),
        ("Thinking of having an outside tap fitted, LS7 1AB", Intent.NEW_QUOTE),
    ],
)  # fmt: skip
def test_who_plans_for_some_day_and_asks_how_long_it_takes_wants_no_price_yet(text: str, intent: Intent) -> None:
    assert wanted(text) is intent


@pytest.mark.parametrize(
    "text",
    [
        "can we leave tomorrow for the bathroom, the sparky hasn't finished. I'll shout when he's done",
        "The delivery is delayed so Tuesday no good. Maybe the week after, I let you know",
    ],
)
def test_a_day_that_was_agreed_is_moved_in_many_words(text: str) -> None:
    assert propose(enquiry(text, thread=BOOKED)).reading.intent is Intent.RESCHEDULE_CANCEL


def test_a_day_that_does_not_suit_somebody_new_is_no_move() -> None:
    assert wanted("Two outside taps please, LS7 1AB. Tuesday no good for me.") is Intent.NEW_QUOTE


def test_whether_they_come_so_far_said_with_a_job_is_a_job() -> None:
    assert (
        wanted("Do you come out as far as Ilkley? We want an outside tap on the back wall, LS29 8AA.")
        is Intent.NEW_QUOTE
    )
    assert wanted("Do you cover Ilkley?") is Intent.QUESTION


def test_who_wants_to_be_put_down_for_a_job_books_it() -> None:
    assert wanted_after("Put me down for the outside tap again would you, same as last year") is Intent.BOOKING


def test_may_we_use_it_yet_is_a_question() -> None:
    assert wanted_after("can we walk on that floor yet?? kids are home from school") is Intent.QUESTION


def test_paying_somebody_to_do_it_is_no_payment() -> None:
    assert (
        wanted("One outside tap in a box, instructions in Swedish. Can I pay you to do it? LS7 1AB") is Intent.NEW_QUOTE
    )


def test_who_wants_two_ways_priced_is_asked_which_and_told_no_sum() -> None:
    found = propose(
        enquiry(
            "12 m of pipe to lag, LS7 1AB. We are torn between the thin and the thick, please price for each and we choose"
        )
    )
    assert "scope" in {question.key for question in found.questions}
    assert found.quote.status != "full"
    assert "£" not in found.draft
