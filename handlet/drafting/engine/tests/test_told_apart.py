"""Figures and rhythms that tell items of one thing apart, and sizes said of a thing that was named before."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.matching.told_apart import figures, many, rhythms, sides
from handlet.drafting.tests.making import asked_of


@pytest.mark.parametrize(
    ("said", "kind", "figure"),
    [
        ("a three tier cake", "tier", 3),
        ("10-inch sponge", "inch", 10),
        ("a ten inch cake", "inch", 10),
        ("half an hour on his own", "hours", 0.5),
        ("a 2 hour lesson", "hours", 2),
        ("two seater settee", "seat", 2),
        ("an hour and a half of massage", "hours", 1.5),
        ("both my ears are blocked", "ear", 2),
    ],
)
def test_a_figure_is_part_of_what_the_thing_is(said: str, kind: str, figure: float) -> None:
    assert figures(said)[kind] == {figure}


@pytest.mark.parametrize("said", ["a double socket", "5 to 10 m", "4 or 5 bed house"])
def test_a_kind_or_a_range_is_no_figure(said: str) -> None:
    assert not figures(said)


def test_a_price_for_so_many_is_known_by_the_number_its_name_ends_in() -> None:
    assert (many("Business cards, 500"), many("Leaflets A5, 1,000"), many("Patch, up to 1 m")) == (500, 1000, None)


def test_two_sides_are_the_same_in_either_order_and_unit() -> None:
    assert sides("Marquee 6 x 12 m") == sides("a 12m by 6m marquee") != sides("6 x 6 m")


@pytest.mark.parametrize(
    ("said", "often"),
    [
        ("every other week please", {"fortnightly"}),
        ("could somebody come once a week", {"weekly"}),
        ("only need somebody once a month", {"monthly"}),
        ("every 8 weeks for the windows", {"eight weekly"}),
        ("just the once", {"once"}),
        ("next week", set()),
    ],
)
def test_how_often_is_heard(said: str, often: set[str]) -> None:
    assert rhythms(said) == often


LIST = """== strangers
C2 | Fell, under 5 m | Cut up and chipped | each | 180.00
C3 | Fell, 5 to 10 m | Cut up and chipped | each | 390.00
C10 | Stump ground out, up to 40 cm | | each | 90.00
C11 | Stump ground out, over 40 and up to 80 cm | | each | 160.00
"""


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("two hawthorns of about 4m each to fell", {"C2": 2}),
        ("There is a plum tree to fell, it is about 8 metres tall", {"C3": 1}),
        ("three stumps to grind out, each one about 60cm wide", {"C11": 3}),
    ],
)
def test_a_size_said_beside_the_thing_chooses_its_line(
    said: str, lines: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    quote = asked_of(LIST, said, min(lines), tmp_path_factory).quote
    assert {line.code: int(line.quantity) for line in quote.lines} == lines
