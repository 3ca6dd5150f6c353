"""Sizes that a list calls by a word: what is small, medium and large is said once and holds for the whole list."""

from __future__ import annotations

from decimal import Decimal

from handlet.quoting.rules import Band
from handlet.quoting.rules_in_words import ItemWords, suggest
from handlet.quoting.tiers import called

DOGS = [
    ItemWords("W1", "Full groom, small", "Bath, dry, clip", "each"),
    ItemWords("W2", "Full groom, medium", "Bath, dry, clip", "each"),
    ItemWords("W3", "Full groom, giant", "Bath, dry, clip", "each"),
    ItemWords("W4", "Bath only, small or medium", "", "each"),
    ItemWords("W5", "Nails", "", "each"),
]
BY_WEIGHT = "Size by weight: small up to 10 kg, medium over 10 and up to 20 kg, giant over 35 kg."
BY_BREED = "If they only give the breed: westie, bichon and cavapoo are small; spaniels are medium."


def bands(items: list[ItemWords], sentences: list[str], code: str) -> list[Band]:
    return [rule for rule in suggest(items, sentences).get(code, ()) if isinstance(rule, Band)]


def test_a_sentence_tells_the_limits_of_every_item_of_a_size() -> None:
    assert bands(DOGS, [BY_WEIGHT], "W1") == [Band("size", None, Decimal(10), "kg")]
    assert bands(DOGS, [BY_WEIGHT], "W2") == [Band("size", Decimal(10), Decimal(20), "kg", open_low=True)]
    assert bands(DOGS, [BY_WEIGHT], "W4") == [Band("size", None, Decimal(20), "kg")]
    assert bands(DOGS, [BY_WEIGHT], "W5") == []


def test_the_description_of_one_item_tells_the_limits_of_another_of_that_size() -> None:
    rooms = [
        ItemWords("R1", "Walls, small room", "Floor up to 7 m2", "each"),
        ItemWords("R2", "Walls, large room", "Floor over 7 and up to 20 m2", "each"),
        ItemWords("R4", "Ceiling, small room", "", "each"),
        ItemWords("R5", "Ceiling, large room", "", "each"),
        ItemWords("R6", "Rug, small", "", "each"),
    ]
    assert bands(rooms, [], "R4") == [Band("area", None, Decimal(7), "m2")]
    assert bands(rooms, [], "R5") == [Band("area", Decimal(7), Decimal(20), "m2", open_low=True)]
    assert bands(rooms, [], "R6") == []


def test_what_is_said_to_be_small_or_to_be_on_a_line_is_another_name_of_it() -> None:
    names = {item.code: item.name for item in DOGS}
    found = called(names, [BY_BREED, "A claw trim is W5 and a wash is W4 unless they say more.", "Prices are W1 only."])
    assert found["W1"] == "westie, bichon and cavapoo"
    assert found["W2"] == "spaniels"
    assert found["W5"] == "A claw trim"
    assert "W3" not in found
