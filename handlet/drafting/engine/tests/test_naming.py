"""What a reply calls the customer, the thing that it is about and the lines that it prices: as one says it to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.engine.composing.heard import things
from handlet.drafting.engine.composing.naming import item_words
from handlet.drafting.engine.composing.tone import name_of
from handlet.drafting.engine.matching import Match
from handlet.drafting.port import PriceRow, Sender
from handlet.drafting.tests.making import ROWAN, enquiry

LINES = [
    ("Plumb in washing machine or dishwasher", "each", 1, "plumbing in a washing machine or dishwasher"),
    ("Take away old toilet", "each", 2, "taking away 2 old toilets"),
    ("Take up floor tiles", "m2", 6, "taking up the floor tiles (6 m²)"),
    ("Remove and dispose of old fitting", "each", 1, "removing and disposing of the old fitting"),
    ("Fit customer's own tap", "each", 3, "fitting your own 3 taps"),
    ("Fit toilet supplied by customer", "each", 1, "fitting a toilet you supplied"),
    ("Change a tap", "each", 3, "changing 3 taps"),
    ("Convert to combi boiler", "each", 1, "converting to combi boiler"),
    ("Unblock drain out of hours, first hour", "visit", 2, "unblocking 2 drains out of hours (first hour)"),
    ("Proof an entry hole", "each", 2, "proofing 2 entry holes"),
    ("Re-bed ridge tile", "each", 1, "re-bedding a ridge tile"),
    ("Paint ceiling", "m2", 12, "painting the ceiling (12 m²)"),
    ("Boiler diagnosis", "visit", 2, "2 boiler diagnoses"),
]


@pytest.mark.parametrize(("name", "unit", "many", "said"), LINES)
def test_a_line_is_said_as_one_speaks(name: str, unit: str, many: int, said: str) -> None:
    item = PriceRow("X1", name, "", unit, Decimal(1), Decimal(20))
    assert item_words(Match(item, Decimal(many), 1, "", None)) == said


THINGS = [
    ("can you fix two taps and the outside tap", ["taps", "outside tap"]),
    ("our stove's chimney wants sweeping", ["stove’s chimney"]),
    ("carpet tiles laying in the hall", ["carpet tiles"]),
    ("the gas cooker won't light", ["cooker"]),
    ("wasp nest in the shed by the back door", ["wasp nest"]),
    ("move a socket behind the TV", ["socket"]),
    ("a skip on the drive please", ["skip"]),
    ("windows in Hedge End, third floor flat", ["windows"]),
    ("moving 17 miles door to door", []),
    ("I live at 5 Elm Drive and my knee is bad", []),
    ("need a flea treatment", []),
]


@pytest.mark.parametrize(("text", "named"), THINGS)
def test_places_verbs_and_names_are_no_things_they_wrote_about(text: str, named: list[str]) -> None:
    assert things(text) == named


def test_a_reply_without_a_price_says_what_it_is_about_and_not_what_was_told_by_the_way() -> None:
    said = propose(
        enquiry(
            "Sorry to bother you, I know the conservatory is a mess. Can you fit an outside tap? Which days are you free?"
        )
    ).draft
    assert "conservatory" not in said


def test_half_of_what_they_want_is_not_said_to_be_what_they_wrote_about() -> None:
    """Two of three things named would sound as if the third had not been read."""
    shop = replace(ROWAN, pricelist=[])
    said = propose(enquiry("Could you look at the tap, the radiator and the bath? LS1 4AP", business=shop)).draft
    assert not any(thing in said for thing in ("the tap", "the radiator", "the bath"))


@pytest.mark.parametrize(
    ("sender", "text", "called"),
    [
        ("Jan Kowalski", "Tap drips.\n\nJan", "Jan"),
        ("Mrs Hanlon", "Tap drips.", "Mrs Hanlon"),
        ("P. Ellwood", "The tap drips.\n\nMrs P. Ellwood", "Mrs Ellwood"),
        ("T Hale", "The tap drips.\n\nRegards,\nDr T. Hale", "Dr Hale"),
        ("D. Rix", "The tap drips.\n\nRegards\nD. Rix", ""),
        ("A Merrow", "The tap drips. Thanks, Merrow", ""),
        ("A. Merrow", "The tap drips.\n\nThanks, Alice", "Alice"),
        ("Website form", "Your name: Olufemi Bankole\nPostcode: SK8 6JA\nDetails: the tap drips", "Olufemi"),
        ("Contact Form", "Name: sioned price\nMessage: tap drips", "Sioned"),
        ("Hillside Lettings", "The tap drips at number 4.", ""),
    ],
)
def test_nobody_is_called_by_a_bare_surname_or_by_the_name_of_a_form(sender: str, text: str, called: str) -> None:
    assert name_of(enquiry(text, sender=Sender(name=sender, email="a@example.com"))) == called
