"""A measure told as a range: reckoned at its greater end, provisional, and the exact one is asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlet.drafting.engine.proposing import propose
from handlet.drafting.port import ProposedQuote
from handlet.drafting.tests.making import enquiry, firm

GROUNDS = """
L1|Lay turf|Ground raked, turf supplied|m2|14
F1|Picket fence|Posts set in concrete|m|48
C1|Carpet cleaning||m2|4
K1|Kerb edging|Bedded in concrete|m|22
B1|Blind, roller|Made to measure and hung|each|60
"""


def quoted(text: str) -> tuple[ProposedQuote, dict[str, str]]:
    business = firm(GROUNDS)
    found = propose(enquiry(text, business=business))
    return found.quote, {one.key: one.text for one in found.questions}


@pytest.mark.parametrize(
    ("text", "code", "quantity", "key"),
    [
        ("Please lay turf at the back, between 60 and 70 square metres. LS6 2AB", "L1", 70, "area"),
        ("A picket fence along the front please, about 8 to 10 m. LS6 2AB", "F1", 10, "length"),
        ("Carpet cleaning for our office please, 40-45 m2. LS6 2AB", "C1", 45, "area"),
        ("How much for kerb edging, 12 or 13 metres of it? LS6 2AB", "K1", 13, "length"),
    ],
)
def test_of_a_range_the_exact_measure_is_asked(text: str, code: str, quantity: int, key: str) -> None:
    quote, asked = quoted(text)
    assert [(one.code, one.quantity) for one in quote.lines] == [(code, Decimal(quantity))]
    assert quote.status == "provisional"
    assert key in quote.still
    assert "exactly" in asked[key]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A picket fence along the front please, 10 m of it. LS6 2AB", "F1"),
        ("A picket fence please, three and a half metres. LS6 2AB", "F1"),
        ("Please lay turf at the back, 12 m2, and I'm in between 3 and 5. LS6 2AB", "L1"),
        ("Two or three roller blinds made and hung please. LS6 2AB", "B1"),
    ],
)
def test_what_is_no_range_of_a_measure_is_not_asked_again(text: str, code: str) -> None:
    quote, asked = quoted(text)
    assert not {"area", "length"} & asked.keys()
    assert {one.code for one in quote.lines} <= {code}
