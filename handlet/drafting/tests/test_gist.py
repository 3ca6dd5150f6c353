"""“What they ask” shows the sentences that ask, not whichever came first."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.gist import MOST_SENTENCES, gist, without_greeting
from handlet.drafting.port import Enquiry
from handlet.drafting.tests.making import enquiry


def asked(given: Enquiry) -> list[str]:
    return list(gist(given, read_enquiry(given)))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "Hi, we are doing up our bathroom at 12 Cobnar View, LS8 8QB. Could you fit two basin taps that we have bought "
            "ourselves, and supply and fit a new toilet? What would that come to?\n\nThanks\nDev Patel",
            [
                "Could you fit two basin taps that we have bought ourselves, and supply and fit a new toilet?",
                "What would that come to?",
            ],
        ),
        (
            "Sorry for the delay, we were away. The valves are at the bottom, 15 mm, one on each side. Can you tell me the "
            "price for swapping the radiator, with draining and refilling?",
            ["Can you tell me the price for swapping the radiator, with draining and refilling?"],
        ),
        # What they ask names nothing: what is wrong stands before it.
        (
            "No hot water since yesterday, the immersion heater is dead. Can someone come today?",
            ["No hot water since yesterday, the immersion heater is dead.", "Can someone come today?"],
        ),
        # Nobody asks with a question here.
        ("bathroom walls to be tiled, 16 sqm in total. LS6 2AB", ["bathroom walls to be tiled, 16 sqm in total."]),
        # A list is its parts.
        (
            "Please quote for:\n- supply and fit close coupled toilet\n- reseal the bath",
            ["supply and fit close coupled toilet", "reseal the bath"],
        ),
        ("Brilliant, see you then.", []),
    ],
)
def test_the_sentences_that_ask_are_shown(words: str, shown: list[str]) -> None:
    assert asked(enquiry(words)) == shown


def test_what_is_asked_over_several_messages_stands_together() -> None:
    assert asked(enquiry("hi do u fit taps", "need 2 done in the kitchen")) == [
        "hi do u fit taps",
        "need 2 done in the kitchen",
    ]


def test_a_long_list_is_cut() -> None:
    wishes = "\n".join(f"- fit tap number {number} in the kitchen" for number in range(1, 12))
    assert len(asked(enquiry(f"Please can you quote for\n{wishes}"))) == MOST_SENTENCES


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Hi, we are doing up our bathroom", "we are doing up our bathroom"),
        ("Good evening Asha! I have bought a radiator", "I have bought a radiator"),
        ("Hiya do you fit taps", "Hiya do you fit taps"),
        ("High chair, broken", "High chair, broken"),
        ("Hello Asha.", ""),
    ],
)
def test_a_greeting_is_left_out_of_few_words(words: str, left: str) -> None:
    assert without_greeting(words) == left
