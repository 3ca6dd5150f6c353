"""What is sold by the person or for so many guests, what machines are rated by, and variants of one name that nobody tells apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlet.drafting.engine.matching.headcount import parties
from handlet.drafting.tests.making import asked_of

LIST = """== feast_and_hire
K1 | Hog roast, up to 80 guests | Carved and served | each | 690.00
K2 | Hog roast, 81 to 150 guests | Carved and served | each | 980.00
K3 | Afternoon tea | Sandwiches, scones and cakes | person | 14.50 | 10
K4 | Buffet, cold | Brought on platters | head | 11.00 | 20
K5 | Bread making class | Flour and tins, take two loaves home | person | 45.00 | 6
K6 | Tea urn | Hire for the day | each | 18.00
K7 | Charcoal | Restaurant grade | kg | 2.40
K8 | Generator hire | To 5 kVA | each | 60.00
K9 | Generator hire | Over 5 kVA | each | 95.00
K10 | Fence hoarding, new bay | Painted ply on posts | each | 88.00
K11 | Mower service | Oil, plug and blade, up to 8 hp | each | 65.00
K12 | Mower service | Oil, plug and blade, over 8 hp | each | 110.00
K13 | Marquee 4 m x 6 m | White | hire | 240.00
K14 | Marquee 6 m x 12 m | White | hire | 520.00
"""


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("8 adults and 3 kids", [11]),
        ("there will be 12 of us", [12]),
        ("between 60 and 70, so 60-70 guests", [70]),
        ("tea for 40 please", [40]),
        ("a party of twenty", [20]),
        ("two men and a van", []),
        ("3 doors and 2 windows", []),
    ],
)
def test_people_are_counted_however_they_are_called(said: str, people: list[int]) -> None:
    assert [one.value for one in parties(said)] == [Decimal(value) for value in people]


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("hog roast for our wedding, 120 people", {"K2": 1}),
        ("could you do the hog roast, there's 60 of us", {"K1": 1}),
        ("afternoon tea for 24 ladies at the church hall", {"K3": 24}),
        ("cold buffet please, about 45 guests after a funeral", {"K4": 45}),
        ("bread making class for 9 friends", {"K5": 9}),
        ("Cold buffet for 30 people and two tea urns", {"K4": 30, "K6": 2}),
        ("25 kg of charcoal", {"K7": 25}),
        ("my mower needs a service, it's 12hp", {"K12": 1}),
        ("generator hire, 3 kva is plenty", {"K8": 1}),
        ("marquee hire please, the 6 x 12 one", {"K14": 1}),
    ],
)
def test_what_is_told_of_people_weights_and_ratings_is_charged(
    said: str, lines: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    quote = asked_of(LIST, said, min(lines), tmp_path_factory).quote
    assert {line.code: int(line.quantity) for line in quote.lines} == lines


@pytest.mark.parametrize(
    ("said", "code", "asked"),
    [
        ("how much is afternoon tea for mum's birthday", "K3", "quantity"),
        ("price for a bread making class please", "K5", "quantity"),
        ("a hog roast for our wedding", "K1", "quantity"),
        ("mower service please", "K11", "make_model"),
        ("how much to hire a generator", "K8", "make_model"),
        ("how much is a marquee", "K13", "dimensions"),
        ("fence hoarding along one side of the site", "K10", "length"),
    ],
)
def test_what_nobody_told_is_asked_and_not_priced(
    said: str, code: str, asked: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = asked_of(LIST, said, code, tmp_path_factory)
    assert not made.quote.lines
    assert asked in [question.key for question in made.questions]
