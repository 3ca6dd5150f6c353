"""Emergencies as people tell them over all trades, and what only sounds like one: `emergencies.tsv`, yes or no and the words.

The lines were written before the patterns, in one sitting. Half of them was kept unseen for a day: 75 of its 78 emergencies were
heard then. They were opened when two further lists were written (`corpus/strangers_perils.tsv`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.engine.reading.perils import mended
from handlet.drafting.tests.making import enquiry


@cache
def told(said: str) -> list[str]:
    """The lines that are emergencies (“yes”) or only sound like them (“no”)."""
    lines = Path(__file__).with_name("emergencies.tsv").read_text(encoding="utf-8").splitlines()
    return [text for kind, _, text in (line.partition("\t") for line in lines) if kind == said]


def is_urgent(text: str) -> bool:
    return read_enquiry(enquiry(text)).urgency == "emergency"


def test_there_are_enough_of_them() -> None:
    assert len(told("yes")) >= 150
    assert len(told("no")) >= 150


@pytest.mark.parametrize("text", told("yes"))
def test_who_is_in_trouble_is_heard(text: str) -> None:
    assert is_urgent(text)


@pytest.mark.parametrize("text", told("no"))
def test_who_plans_remembers_or_asks_is_not_taken_for_one(text: str) -> None:
    assert not is_urgent(text)


@pytest.mark.parametrize("name", ["strangers_perils", "frightened"])
def test_further_lists_over_all_trades_are_heard_and_told_from_their_near_misses(name: str) -> None:
    """All of them are in the corpus by now. At first sight 165 of 180 were heard of the first, and 7 of 140 near misses taken
    for one; of the second, harder one 121 of 176 as the reader stood, and 1 of 120."""
    path = Path(__file__).parent.parent / "reading" / "corpus" / f"{name}.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [text for kind, _, text in rows if is_urgent(text) != (kind == "emergency")] == []


@pytest.mark.parametrize(
    "text",
    [
        "the freezer in the chip shop gives you a belt when you touch the lid",
        "our hoist has stopped half way with my brother in it",
        "my lad has got his arm stuck in the letterbox",
        "flames coming out of the extractor duct at the back of the pub",
        "the lid has lifted in the yard and it's heading for the kitchen, you can guess what",
        "a pane has dropped out on the fifth floor and the one beside it is loose, people are queueing below",
        "the brook is up to the garden wall",
        "thousands of bees have settled on the church porch, wedding at two",
        "curge apă prin lustră",
        "il y a de l'eau qui coule sur les prises",
        "Mój syn jest sam w środku, drzwi się zatrzasnęły",
        "a hole by the garage is getting bigger as I watch",
    ],
)
def test_who_is_hurt_held_or_under_what_falls_is_heard_whatever_the_trade(text: str) -> None:
    assert is_urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the hoist over the bath wants its yearly service",
        "my arm is in a cast so could you do the letterbox",
        "flame effect fire to fit in the lounge",
        "do the bees in the church porch need moving before the spring?",
        "radiators need bleeding",
        "grout has gone black behind the light switch",
        "the hole by the garage wants filling with gravel",
        "there is a garden light by the brook and the bulb is dim",
    ],
)
def test_what_only_names_such_things_is_no_emergency(text: str) -> None:
    assert not is_urgent(text)


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
