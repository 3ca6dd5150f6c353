"""One thing to be priced in two ways: which it is to be is asked, and no sum is made of both."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.asking import wants_either
from handlet.drafting.engine.proposing import propose
from handlet.drafting.tests.making import enquiry, firm

WAYS = """
W1|Oak worktop|Cut and fitted|m|180
W2|Laminate worktop|Cut and fitted|m|95
W3|Remove old worktop||m|20
D1|Gravel drive|Dug out, membrane, 20 mm gravel|m2|38
D2|Resin drive|Dug out, sub-base and resin|m2|74
S1|Blind, roller|Made to measure and hung|each|60
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("We need 4 m of worktop. Not sure between oak and laminate, what would each come to? LS6 2AB", {"W1", "W2"}),
        ("The drive is 40 m2. A gravel drive or a resin drive, what does it cost either way? LS6 2AB", {"D1", "D2"}),
        ("40 m2 of drive, we can't choose between a gravel drive and a resin drive. LS6 2AB", {"D1", "D2"}),
        ("Please price it both ways: a gravel drive or a resin drive, 40 m2. LS6 2AB", {"D1", "D2"}),
    ],
)
def test_of_two_ways_one_is_suggested_and_which_is_asked(text: str, codes: set[str]) -> None:
    business = firm(WAYS)
    found = propose(enquiry(text, business=business))
    assert len({one.code for one in found.quote.lines} & codes) <= 1
    assert found.quote.status in ("provisional", "none")
    assert "scope" in {one.key for one in found.questions}
    assert "£" not in found.draft


def test_what_is_wanted_beside_the_choice_stays() -> None:
    business = firm(WAYS)
    said = "Please price it both ways: a gravel drive or a resin drive, 40 m2. Also two roller blinds made and hung. LS6 2AB"
    quote = propose(enquiry(said, business=business)).quote
    assert {one.code for one in quote.lines} >= {"S1"}
    assert len(quote.lines) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A gravel drive please, 40 m2, what would it cost? Please let me know either way.",
        "Two roller blinds and 4 m of oak worktop, what would it come to?",
        "How much for two blinds? Let us know either way, thanks.",
        "The gap between the oven and the wall wants filling, not sure how.",
    ],
)
def test_one_way_of_doing_it_is_not_two(text: str) -> None:
    assert not wants_either(enquiry(text))
