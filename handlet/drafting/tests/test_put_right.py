"""A figure without a unit that puts a measure right: it is in the unit of what was told before, and takes its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.tests.making import enquiry, firm

LIST = """
H1|Hedge trimming|Cuttings left|m|7
L1|Lay turf|Ground raked, turf supplied|m2|14
B1|Lay brick patio|On a bed of sand|m2|66
C1|Deep clean|One cleaner|hour|22
G1|Gutter cleaning|By vacuum|m|5
E1|Outdoor socket|Supply and fit|each|85
"""


def quoted(*messages: str) -> dict[str, Decimal]:
    business = firm(LIST)
    asked = enquiry(*messages, business=business)
    return {one.item.code: one.quantity for one in match(asked, read_enquiry(asked))[0]}


@pytest.mark.parametrize(
    ("messages", "lines"),
    [
        (("Hedge trimming please, 14 m of it. Sorry, it's 16. LS6 2AB",), {"H1": 16}),
        (("Could you trim our hedge, 14 metres. LS6 2AB", "sorry its 16"), {"H1": 16}),
        (("Please lay turf at the back, 40 m2", "make that 46, I forgot the strip", "LS6 2AB"), {"L1": 46}),
        (("lay a brick patio please, 3m x 4m", "actually lets go 3 by 5", "LS6 2AB"), {"B1": 15}),
        (("A deep clean of the flat please, say 5 hours", "no make that 7 the oven is bad", "LS6 2AB"), {"C1": 7}),
        (("Gutter cleaning, 22 m", "no wait, I meant 25", "LS6 2AB"), {"G1": 25}),
        # What was told last is a number of things: it is that which is put right.
        (("Gutter cleaning, 22 m, and 3 outdoor sockets fitted", "sorry make that 2", "LS6 2AB"), {"G1": 22, "E1": 2}),
        # Other words than a correction's.
        (("Gutter cleaning, 22 m please", "I am in at 5", "LS6 2AB"), {"G1": 22}),
    ],
)
def test_a_figure_that_puts_a_measure_right(messages: tuple[str, ...], lines: dict[str, int]) -> None:
    assert quoted(*messages) == lines


@pytest.mark.parametrize("said", ["sorry its 2 years old", "make it 3pm", "actually let's say Tuesday at 4"])
def test_a_time_or_an_age_puts_no_measure_right(said: str) -> None:
    assert quoted("Gutter cleaning, 22 m please. LS6 2AB", said) == {"G1": 22}
