"""How much is charged, what must still be known, and when no sum is said: words of customers of a small list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlet.drafting.engine import propose
from handlet.drafting.port import BusinessFacts, Enquiry, Line, PriceRow, Proposal, Sender, Tone

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LIST = """
W1|Skim walls|Over sound plaster|m2|14|10
W2|Skim ceiling|Over sound plaster|m2|16|8
RE|Render wall, sand and cement|Two coats|m2|48|
AR|Overboard and skim ceiling|Textured or cracked ceilings|m2|33|
TS|Artex test|Laboratory sample|each|60|
EI|Electrical report (EICR)|Up to 8 circuits|each|160|
EX|EICR further circuit|Each over 8|each|14|
CU|Consumer unit|RCBOs, tested|each|640|
SK|Midi skip, 4 yard|Up to 14 days on a drive|each|155|
PE|Council permit|For a skip on the road, per skip|each|45|
WK|Further week|Per skip, after the first 14 days|week|20|
FA|Far delivery|Once per skip|each|30|
ML|Mouse treatment, up to 3 bed|Three visits|each|165|
MH|Mouse treatment, 4 bed or more|Three visits|each|195|
WA|Fitted wardrobe|Per m of width|m|800|
WM|Washing machine or dishwasher connection|Existing points|each|60|
DL|LED downlight|Supply and fit|each|52|
"""
MORE = """
EO|End of tenancy clean 3 bed|One bathroom included|each|240|
XB|Extra bathroom|Added to an end of tenancy clean|each|35|
FL|Laminate floor laying|Boards by customer|m2|14|
LO|Old laminate lifted|Remove and dispose|m2|3|
CA|Carpet clean|Per room|room|38|
HR|Call-out and first hour|Mon-Fri 08:00-18:00|visit|70|
HW|Out-of-hours call-out and first hour|Evenings, weekends and bank holidays|visit|110|
HF|Additional labour|Per further hour, standard hours|hour|45|
HX|Additional labour out of hours|Per further hour, evenings and weekends|hour|65|
"""
RULES = (
    "A textured ceiling in a house built before 2000 adds one TS per room.",
    "A consumer unit price is firm only after photos of the present one.",
    "A skip on the road adds one PE per skip.",
    "Delivery to YO60 or YO61 adds one FA per skip.",
    "Fitted furniture is a guide price until I have measured.",
)


def proposed(text: str, *, more: str = "", **changes: Any) -> Proposal:
    rows = []
    for line in (LIST.strip() + more.rstrip()).splitlines():
        code, name, description, unit, price, least = line.split("|")
        rows.append(
            PriceRow(code, name, description, unit, Decimal(price), Decimal(0), Decimal(least) if least else None)
        )
    facts = BusinessFacts(
        name="Any Trade", owner="Sam", trade="Builder", area="", hours="", phone="", qualifications=(), not_done=(),
        vat_registered=False, tone=Tone(signoff="Sam"), pricelist=rows, pricing_rules=RULES, saved_replies=(), past_replies=(),
    )  # fmt: skip
    facts = replace(facts, **changes)
    return propose(Enquiry("e", facts, "whatsapp", NOW, "", Sender("Jo"), [], [Line("in", NOW, text)], NOW))


def lines(text: str, *, more: str = "") -> dict[str, str]:
    return {line.code: f"{line.quantity.normalize():f}" for line in proposed(text, more=more).quote.lines}


def asked(text: str) -> set[str]:
    return {question.key for question in proposed(text).questions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("please skim the walls of two bedrooms, 3.4 x 3.1 and 2.9 x 2.6, rooms 2.3 m high. LS1 4AB", {"W1": "55.2"}),
        ("garden wall to be rendered in sand and cement, 6m long and 2m high. LS1 4AB", {"RE": "12"}),
        ("price for an EICR please, the board has 11 circuits. LS1 4AB", {"EI": "1", "EX": "3"}),
        ("need a washing machine and a dishwasher connecting LS1 4AB", {"WM": "2"}),
        ("midi skip 4 yard please, on the drive, for 10 days. YO24 1AB", {"SK": "1"}),
        (
            "midi skip 4 yard please, on the road, for three weeks. YO60 1AB",
            {"SK": "1", "PE": "1", "WK": "1", "FA": "1"},
        ),
        ("artex ceiling 5m x 4m to overboard and skim, house built in 1960. LS1 4AB", {"AR": "20", "TS": "1"}),
        ("garden wall rendering in sand and cement, 9 m2 at the front and 9 m2 at the back. LS1 4AB", {"RE": "18"}),
        ("sand and cement render, 30 m2 and 80 m2, no sorry, its 30 m2 in total. LS1 4AB", {"RE": "30"}),
        ("two midi skips in the yard and one at my mums, 4 yard, on the drive. YO24 1AB", {"SK": "3"}),
        ("3 downlights in the hall and 4 downlights in the kitchen, LED. LS1 4AB", {"DL": "7"}),
        ("after 3 LED downlights. LS1 4AB", {"DL": "3"}),
        ("bedroom walls to skim, two point five metres by three metres, two point four high. LS1 4AB", {"W1": "26.4"}),
        ("ceilings to skim please. 3x3 and 4x3, so 2 ceilings. LS1 4AB", {"W2": "21"}),
        ("ceiling 5m x 4m to overboard and skim, no artex, house built in 1960. LS1 4AB", {"AR": "20"}),
    ],
)
def test_the_quantity_is_worked_out_from_what_they_say(text: str, wanted: dict[str, str]) -> None:
    assert lines(text) == wanted


def test_a_fact_that_decides_the_price_is_asked_for_once_and_never_where_it_was_told() -> None:
    assert "house_age" in asked("artex ceiling 5m x 4m to overboard and skim LS1 4AB")
    assert "house_age" not in asked("artex ceiling 5m x 4m to overboard and skim, 1970s house LS1 4AB")
    assert "property_size" in asked("we have mice, what do you charge? LS1 4AB")
    assert "property_size" not in asked("we have mice in our 2 bed flat, what do you charge? LS1 4AB")
    assert "photos" in asked("how much for a new consumer unit? LS1 4AB")
    assert "quantity" in asked("how much for some downlights LS1 4AB")
    assert "quantity" in asked("we got a few downlights, LED, to be fitted. got a box of screws. LS1 4AB")
    carpets = proposed("cleaning of carpets, how much? LS1 4AB", more=MORE)
    assert "quantity" in {question.key for question in carpets.questions}


def test_a_choice_that_a_size_would_make_is_no_quote_before_the_size_is_known() -> None:
    mice = proposed("we have mice, what do you charge? LS1 4AB")
    assert mice.quote.status == "none"
    assert "£" not in mice.draft


def test_a_guide_price_is_provisional_and_the_draft_says_that_it_is_measured_first() -> None:
    wardrobe = proposed("fitted wardrobe 3.2 metres wide please. LS1 4AB")
    assert wardrobe.quote.status == "provisional"
    assert "measure" in wardrobe.draft


def test_where_a_figure_is_in_no_line_the_draft_names_no_sum_and_the_owner_is_told_why() -> None:
    doubtful = proposed("skim a ceiling 4m x 3m and do the 3 alcoves and not the walls, oh and 7 skips. LS1 4AB")
    assert doubtful.quote.unsure
    assert "£" not in doubtful.draft
    assert not doubtful.ready
    assert any("names no sum" in line for line in doubtful.why)


def test_what_is_plainly_asked_for_gets_its_sum() -> None:
    plain = proposed("skim a ceiling please, 4m x 3m, sound plaster. LS1 4AB")
    assert plain.quote.status == "full"
    assert not plain.quote.unsure
    assert "£192.00" in plain.draft


def test_without_a_postcode_a_price_stands_where_the_owner_goes_anywhere() -> None:
    found = proposed("Please skim the ceiling, 12 m2")
    assert (found.quote.status, list(found.quote.still)) == ("full", [])
    assert "postcode" in {question.key for question in found.questions}


def test_without_a_postcode_it_stands_for_whoever_lives_in_the_area() -> None:
    found = proposed("Please skim the ceiling, 12 m2", area="York and Selby: postcode area YO")
    assert (found.quote.status, list(found.quote.still)) == ("provisional", ["postcode"])
    assert found.quote.unsure or "in the area" in found.draft


def test_a_rule_that_goes_by_the_place_leaves_the_price_open() -> None:
    found = proposed("A midi skip on the drive please")
    assert found.quote.status == "provisional"
    assert "place" in found.quote.still


CLEAN = (
    "End of tenancy prices include one bathroom; each further bathroom is XB.",
    "Lifting the old floor (LO) is added only when asked, same area.",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "end of tenancy clean, 3 bed house with a main bathroom, an en suite and a shower room. LS1 4AB",
            {"EO": "1", "XB": "2"},
        ),
        ("end of tenancy clean, 3 bed house, two bathrooms and an en-suite. LS1 4AB", {"EO": "1", "XB": "2"}),
        ("end of tenancy clean, 3 bed house, two bathrooms, one is an en suite. LS1 4AB", {"EO": "1", "XB": "1"}),
        ("end of tenancy clean, 3 bed house, one bathroom and a downstairs loo. LS1 4AB", {"EO": "1"}),
        ("laminate floor laying, room 22 feet long and 13 feet wide, my boards. LS1 4AB", {"FL": "26.57"}),
        ("laminate floor laying, 5m x 4m, my boards. lift the old laminate please. LS1 4AB", {"FL": "20", "LO": "20"}),
        (
            "laminate floor laying, 5m x 4m, my boards. the old carpet is up already so nothing to lift. LS1 4AB",
            {"FL": "20"},
        ),
        ("laminate floor laying, 5m x 4m, my boards. I'll take the old laminate to the tip. LS1 4AB", {"FL": "20"}),
    ],
)
def test_extras_go_by_what_is_said_of_them(text: str, wanted: dict[str, str]) -> None:
    found = proposed(text, more=MORE, pricing_rules=CLEAN)
    assert {line.code: f"{line.quantity.normalize():f}" for line in found.quote.lines} == wanted


TOILETS = """
TO|Toilet, yours|Fit a toilet supplied by the customer|each|180|
TG|Take away old toilet, basin or bath|Per item|each|20|
"""


def test_as_many_old_ones_are_taken_away_as_new_ones_are_put_in() -> None:
    rules = ("TG is added only where the customer asks for the old one to go.",)
    text = "I have bought two toilets, need you to fit both and take the two old ones to the tip. LS1 4AB"
    found = proposed(text, more=TOILETS, pricing_rules=rules)
    assert {line.code: line.quantity for line in found.quote.lines} == {"TO": 2, "TG": 2}


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=60))
def test_what_a_price_holds_and_what_is_beyond_it_are_all_there_is(circuits: int) -> None:
    found = lines(f"price for an EICR please, the board has {circuits} circuits. LS1 4AB")
    assert Decimal(found["EI"]) == 1
    assert Decimal(found.get("EX", "0")) == max(circuits - 8, 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=4, max_value=90), min_size=1, max_size=4))
def test_areas_of_several_places_add_up_whatever_they_are(areas: list[int]) -> None:
    """Also where two of them are the same."""
    places = ("the front", "the back", "the side", "the garage")
    told = " and ".join(f"{area} m2 at {place}" for area, place in zip(areas, places, strict=False))
    assert lines(f"sand and cement render on the walls, {told}. LS1 4AB") == {"RE": str(sum(areas))}


def test_hours_of_work_that_is_on_no_list_are_the_first_hour_and_those_after_it() -> None:
    """Somebody who books time and names no item gets the price of the time, at the rate of the day they want."""
    assert lines(
        "can I book you for 3 hours on a weekday to sort out odds and ends in the loft. LS1 4AB", more=MORE
    ) == {
        "HR": "1",
        "HF": "2",
    }
    assert lines("need you for two hours on a Sunday, we can only close the cafe on Sundays. LS1 4AB", more=MORE) == {
        "HW": "1",
        "HX": "1",
    }
    assert "HR" not in lines("skim a ceiling 4m x 3m, it should take you 3 hours. LS1 4AB", more=MORE)
