"""A price is spoken of and none is wanted: no sum may be said. `traps.tsv` was written before the engine had read it.

At first sight three of the 75 drafts named a sum: for a sister's quote, for an insurance claim, and for what the landlord refuses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from handlet.drafting.engine.proposing import propose
from handlet.drafting.engine.rows import given_rows
from handlet.drafting.evaluation import enquiry_from_json
from handlet.drafting.port import Proposal

HERE = Path(__file__).parent
ROWS = [line.split("\t") for line in (HERE / "traps.tsv").read_text(encoding="utf-8").splitlines()[1:]]
BEFORE, NOW = "2026-11-20T09:00:00Z", "2026-11-24T09:30:00Z"


@cache
def firms() -> Mapping[str, Mapping[str, Any]]:
    """The businesses of the open sets, by name, as `handlet evaluate` takes them."""
    rows = [row for name in ("tune", "opened") for row in given_rows(HERE / name, [name])]
    return {row["business"]: row["enquiry"]["business"] for row in rows}


def answered(business: str, thread: str, text: str) -> Proposal:
    """What is proposed to a customer called Sam Hill, who is known where something was said before."""
    said = [part.partition(":") for part in thread.split(";") if part]
    given = {
        "id": "trap",
        "business": firms()[business],
        "now": NOW,
        "input": {
            "channel": "whatsapp",
            "received_at": NOW,
            "subject": None,
            "from": {"name": "Sam Hill", "phone": "+447700900555"},
            "contact_known": {"name": "Sam Hill"} if said else None,
            "thread": [{"dir": way, "at": BEFORE, "text": words} for way, _, words in said],
            "messages": [{"at": NOW, "text": text}],
        },
    }
    return propose(enquiry_from_json(json.loads(json.dumps(given))))


@pytest.mark.parametrize(("business", "thread", "text"), ROWS, ids=lambda value: value[:40])
def test_no_sum_is_said_where_none_is_wanted(business: str, thread: str, text: str) -> None:
    proposal = answered(business, thread, text)
    assert not proposal.names_sum
    assert "£" not in proposal.draft


@pytest.mark.parametrize(
    ("business", "text"),
    [
        ("tyne_slate", "Could you price a drone survey for a house we are buying please"),
        ("swept_away", "How much to sweep one open fire chimney please"),
        ("ember_heating", "Price for a boiler service please"),
    ],
)
def test_the_sum_is_said_where_it_is_wanted_and_sure(business: str, text: str) -> None:
    assert answered(business, "", text).names_sum


@pytest.mark.parametrize(
    ("business", "thread", "text"),
    [
        ("lockwise", "in:Can you price two cylinders;out:Sent.", "Thanks for the quote but we’ve gone with someone else for both."),
        ("tyne_slate", "", "Buyer has pulled out so we won’t be going ahead with the three slates."),
        ("oak_and_awl", "", "Doors arrived damaged so please hold off on the four doors you priced"),
    ],
)  # fmt: skip
def test_who_calls_it_off_is_asked_nothing_and_promised_nothing(business: str, thread: str, text: str) -> None:
    proposal = answered(business, thread, text)
    assert proposal.reading.intent == "reschedule_cancel"
    assert "?" not in proposal.draft
    assert "diary" not in proposal.draft
    assert not proposal.quote.lines


@pytest.mark.parametrize(
    ("thread", "text", "says"),
    [
        (
            "out:See you Wednesday 2nd December at 9.",
            "Can we shift Wednesday please, boiler man is coming",
            "diary and",
        ),
        ("out:See you Friday.", "can we move friday to tuesday please", "diary for Tuesday 1 December and"),
        ("out:See you Friday.", "gonna have to knock friday on the head for the rads", "Friday 27 November is off"),
    ],
)
def test_the_day_that_is_given_up_is_not_looked_for_again(thread: str, text: str, says: str) -> None:
    assert says in answered("bensham_plumbing", thread, text).draft


def test_who_has_rain_on_the_bed_is_not_told_how_weather_moves_dates() -> None:
    text = "HELP the wind has ripped the tiles off above my sons room and rain is coming in through the ceiling"
    assert "dates" not in answered("kelvin_roofing", "", text).draft


def test_what_the_owner_wrote_about_a_trip_switch_is_told_to_who_has_one() -> None:
    text = "half the house has gone off, the trip switch wont stay up. freezers full of food can you come out tonight?? SE6 3NT"
    assert "unplug" in answered("nadia_electrics", "", text).draft.lower()


def test_who_has_turned_the_water_off_is_not_told_how() -> None:
    text = "pipe under the sink has gone, whole floor swimming, neighbour turned it off at the stopcock in the road"
    assert "clockwise" not in answered("bensham_plumbing", "", text).draft


def test_a_no_in_the_owners_words_is_not_said_twice() -> None:
    draft = answered(
        "burrow_pest_control", "", "there is a big swarm of honey bees on our apple tree, can you get rid?"
    ).draft
    assert "beekeepers" in draft
    assert "don’t do" not in draft


def test_a_question_about_paying_is_not_thanked_for_as_news() -> None:
    draft = answered("swept_away", "", "do you want cash or can I do a bank transfer on the day?").draft
    assert "letting me know" not in draft


def test_a_dog_is_weighed_and_no_names_of_the_list_are_asked_beside_it() -> None:
    draft = answered("wagtail", "", "How much is a full groom for a lurcher?").draft
    assert "what does it weigh" in draft
    assert "measurements" not in draft
    assert "is it more like" not in draft


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("End of tenancy clean for a 3 bed house please, B29 6BD", True),
        ("End of tenancy clean for a 3 bed house please, bathroom and en suite, B29 6BD", False),
        ("End of tenancy clean for my studio please, B29 6BD", False),
    ],
)
def test_bathrooms_are_asked_for_where_one_is_in_the_price_and_none_is_told(text: str, asked: bool) -> None:
    keys = [question.key for question in answered("bright_side_cleaning", "", text).questions]
    assert ("num_bathrooms" in keys) is asked
    assert "property_size" not in keys
