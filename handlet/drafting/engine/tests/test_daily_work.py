"""What is their daily work is not declined for a word of it, and a postcode that ends like a day is one where it stands alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.tests.making import ROWAN, enquiry


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("swap it for the same again\nwf6 2nd", "WF6 2ND"),
        ("front and back together about 9 metres. ol1 3lt", "OL1 3LT"),
        ("come at 2 4pm", ""),
        ("ready by e5 3rd, ok?", ""),
    ],
)
def test_a_postcode_that_ends_like_a_day_is_one_where_it_stands_alone(text: str, value: str) -> None:
    assert [fact.value for fact in read_enquiry(enquiry(text)).postcodes] == ([value] if value else [])


@pytest.mark.parametrize(
    ("entry", "text", "declined"),
    [
        ("moving pianos", "How much to tune our piano, and one key sticks?", False),
        ("moving pianos", "Could you move our piano to the other room?", True),
        ("wedding planning", "We want a 6 x 12 for a golden wedding in July", False),
        ("wedding planning", "Can you plan our wedding as well?", True),
        ("catering", "The caterer brings the tables, can you do the lining?", False),
        ("exterior work above first floor", "three storey house, can you paint all the spindles?", False),
    ],
)
def test_what_is_their_daily_work_is_not_declined_for_a_word_of_it(entry: str, text: str, declined: bool) -> None:
    firm = replace(ROWAN, name="Airey Pianos", trade="Pianos", not_done=[entry], pricelist=[])
    assert ("out_of_scope" in read_enquiry(enquiry(text, business=firm)).flags) is declined
