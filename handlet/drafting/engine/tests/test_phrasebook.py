"""The phrasebook takes what customers say to the lines of a list that calls it otherwise, and keeps out of trades it does not know."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from handlet.drafting.engine.matching import phrasebook
from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.port import PriceRow

PESTS = ["Wasp nest treatment", "Rat treatment", "Mouse treatment", "Flea treatment", "Bed bug treatment"]
HEATING = [
    "Boiler service",
    "Landlord gas safety record",
    "Power flush",
    "Smart thermostat fitting",
    "Boiler swap, like for like",
]


def listed(names: list[str]) -> list[PriceRow]:
    return [PriceRow(name, name, "", "each", Decimal(1), Decimal(20)) for name in names]


def nearest(said: str, names: list[str]) -> str:
    near = phrasebook.nearness([term.word for term in terms_of(said)], phrasebook.places_of(listed(names)))
    return max(near, key=lambda code: near[code])


@pytest.mark.parametrize(
    ("said", "names", "meant"),
    [
        ("scratching behind the skirting at night, little black droppings", PESTS, "Mouse treatment"),
        ("the cat keeps scratching and something jumps at my ankles off the carpet", PESTS, "Flea treatment"),
        ("I need the CP12 for my tenants", HEATING, "Landlord gas safety record"),
        ("radiators cold at the bottom and full of black sludge", HEATING, "Power flush"),
    ],
)
def test_what_shares_no_word_with_the_list_is_near_the_line_that_is_meant(
    said: str, names: list[str], meant: str
) -> None:
    assert nearest(said, names) == meant


LOCKS = ["Emergency entry", "Night latch", "Mortice deadlock", "Key safe", "Extra key", "Window lock"]


def likeliest(said: str, names: list[str]) -> str:
    likely = phrasebook.likelihoods([term.word for term in terms_of(said)], phrasebook.places_of(listed(names)))
    return max(likely, key=lambda code: likely[code])


@pytest.mark.parametrize(
    ("said", "names", "meant"),
    [
        ("a little box with a code so mum's carers can let themselves in", LOCKS, "Key safe"),
        ("two more keys than it comes with", LOCKS, "Extra key"),
        ("the insurance wants the ground floor windows secured", LOCKS, "Window lock"),
        ("the heating should start when I am on my way, from my phone", HEATING, "Smart thermostat fitting"),
        ("a stirrup leather for my saddle", ["Saddle restitching", "Bridle repair", "Stirrup leather, pair"], "Stirrup leather, pair"),
    ],
)  # fmt: skip
def test_of_all_lines_the_one_is_likeliest_of_which_people_speak_so(said: str, names: list[str], meant: str) -> None:
    """By the item's own words and, where its trade is in the book, by those of customers."""
    assert likeliest(said, names) == meant


def test_words_that_nobody_says_in_any_trade_make_no_line_likely() -> None:
    assert phrasebook.likelihoods(["zyzzyva", "12"], phrasebook.places_of(listed(LOCKS))) == {}


def test_a_list_of_a_trade_that_is_not_in_the_book_is_left_to_the_other_signs() -> None:
    strange = listed(["Saddle restitching", "Bridle repair", "Girth buckle", "Stirrup leather, pair"])
    assert phrasebook.places_of(strange).jobs == {}


def test_the_book_is_sound() -> None:
    """Enough phrases for each job, no phrase twice in a trade, nothing about money, and nothing that points to anybody."""
    pages = phrasebook.entries(phrasebook.text())
    assert len(pages) > 500
    for entry in pages:
        assert len(entry.phrases) >= 8, entry.name
        assert all(2 <= len(phrase.split()) <= 16 for phrase in entry.phrases), entry.name
        assert not any(sign in phrase for phrase in entry.phrases for sign in "£@"), entry.name
    for trade in {entry.trade for entry in pages}:
        many = Counter(phrase.casefold() for entry in pages if entry.trade == trade for phrase in entry.phrases)
        assert [phrase for phrase, count in many.items() if count > 1] == [], trade
