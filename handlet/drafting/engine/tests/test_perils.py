"""Emergencies as people tell them over all trades, and what only sounds like one: `emergencies.tsv`, yes or no and the words.

The lines were written before the patterns, in one sitting, and split by a fixed seed. Only the first half was looked at while
tuning (it is in the corpus as well); the second tells how others would be read.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.engine.reading.perils import mended
from handlet.drafting.tests.making import enquiry

SEED = 20261128


@cache
def halves(said: str) -> tuple[list[str], list[str]]:
    """The tuned half and the other of the lines that are emergencies (“yes”) or only sound like them (“no”)."""
    lines = Path(__file__).with_name("emergencies.tsv").read_text(encoding="utf-8").splitlines()
    found = [text for kind, _, text in (line.partition("\t") for line in lines) if kind == said]
    random.Random(SEED).shuffle(found)
    return found[: len(found) // 2], found[len(found) // 2 :]


def is_urgent(text: str) -> bool:
    return read_enquiry(enquiry(text)).urgency == "emergency"


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, halves("yes"))) >= 150
    assert sum(map(len, halves("no"))) >= 150


@pytest.mark.parametrize("text", halves("yes")[0])
def test_who_is_in_trouble_is_heard(text: str) -> None:
    assert is_urgent(text)


@pytest.mark.parametrize("text", halves("no")[0])
def test_who_plans_remembers_or_asks_is_not_taken_for_one(text: str) -> None:
    assert not is_urgent(text)


def test_of_those_nobody_tuned_on_hardly_one_is_missed() -> None:
    """Only counts: the lines themselves are not to be looked at."""
    missed = sum(not is_urgent(text) for text in halves("yes")[1])
    wrong = sum(is_urgent(text) for text in halves("no")[1])
    assert missed <= 3
    assert wrong <= 7


def test_a_slip_of_the_finger_hides_nothing() -> None:
    assert mended("watter leekin thru the celing") == "water leaking through the ceiling"


@pytest.mark.parametrize(
    "text",
    [
        "I can smell gas what should I do",
        "smell of gas, turned it off at the meter just in case",
        "gas smell in kitchen, how would I turn it off",
        "you fixed our boiler last week and now there's a smell of gas",
        "smelled gas so my neighbour had a look, not sure",
        "sparks from the socket, turned power off in case of fire, what do we do",
        "years ago the chimney caught fire and now it's roaring again",
    ],
)
def test_a_question_a_precaution_or_an_old_story_does_not_hide_what_is_there(text: str) -> None:
    assert is_urgent(text)
