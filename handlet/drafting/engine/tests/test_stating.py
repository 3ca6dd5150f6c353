"""What is asked, what is declined and what is answered, where a customer leaves something out or says two things at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.port import BusinessFacts, Intent, PriceRow, Proposal, SavedReply
from handlet.drafting.tests.making import ROWAN, enquiry

AT = "LS7 1AB"


def row(code: str, name: str, unit: str, price: int) -> PriceRow:
    return PriceRow(code, name, "", unit, Decimal(price), Decimal(20))


PAT = replace(
    ROWAN, name="Pat Paints", trade="Decorator",
    not_done=["plastering", "rebuilding chimneys", "blocks over three storeys", "overseas moves"],
    pricelist=[
        row("W1", "Paint walls", "m2", 9), row("W2", "Paint casement window outside", "each", 45),
        row("W3", "Gloss radiator", "each", 30),
    ],
    saved_replies=[
        SavedReply("Lead time", "We're booking about three weeks ahead."), SavedReply("Pay", "Card or bank transfer on the day."),
        SavedReply("ID", "I'll need to see ID and proof of address before I open up."),
        SavedReply("Drying", "Leave it a day before walking on it."),
    ],
)  # fmt: skip


def said(text: str, business: BusinessFacts = PAT, **more: str) -> Proposal:
    return propose(enquiry(text, business=business, **more))


def keys(found: Proposal) -> set[str]:
    return {question.key for question in found.questions}


def test_part_of_a_price_is_only_for_the_owner_where_a_measure_is_untold() -> None:
    found = said(f"Could you paint the walls of the back bedroom and also gloss three radiators? {AT}")
    assert "area" in keys(found)
    assert found.quote.status == "provisional"
    assert "£" not in found.draft


def test_what_belongs_to_the_thing_that_is_priced_already_asks_for_no_measure() -> None:
    found = said(f"Please gloss three radiators, two on the landing and one in the hall. The walls are fine. {AT}")
    assert "area" not in keys(found)


def test_of_a_list_that_nobody_knows_more_is_wanted_before_a_sum_is_said() -> None:
    asked = f"Can you fit a kitchen tap for me? I have bought the tap already. {AT}"
    assert "£" in said(asked, ROWAN).draft
    more = [row(f"Z{number}", name, "each", 9) for number, name in enumerate(STRANGE)]
    assert "£" not in said(asked, replace(ROWAN, pricelist=[*ROWAN.pricelist, *more])).draft


SPARK = replace(
    PAT,
    trade="Electrician",
    pricelist=[row("E1", "Weatherproof outdoor socket", "each", 95), row("E2", "Downlight", "each", 40)],
)


@pytest.mark.parametrize(
    "text", ["want some sockets outside for the lights", "could you fit downlights right through the house"]
)
def test_whoever_wants_some_and_says_no_number_is_asked_how_many(text: str) -> None:
    found = said(f"{text}, what do you charge? {AT}", SPARK)
    assert "quantity" in keys(found)
    assert not found.quote.lines


def test_two_for_to_is_no_number() -> None:
    found = said(f"how much 2 paint radiators in whole flat {AT}")
    assert not found.quote.lines


def test_a_holiday_is_no_day_to_be_named_back() -> None:
    draft = said(f"Please gloss three radiators, any time before Easter is fine. {AT}").draft
    assert "£" in draft
    assert "March" not in draft
    assert "April" not in draft


LOCKS = replace(PAT, trade="Locksmith", pricelist=[row("L1", "Replace door lock gearbox", "each", 95)])


@pytest.mark.parametrize(
    ("text", "wants_photos"),
    [
        ("The back door won't lock any more, the handle just spins. How much to put right?", True),
        ("The back door won't lock, it's the gearbox that is broken. How much to put right?", False),
    ],
)
def test_a_door_that_does_not_lock_wants_a_photo_unless_they_know_what_is_gone(text: str, wants_photos: bool) -> None:
    assert ("photos" in keys(said(f"{text} {AT}", LOCKS))) is wants_photos


STRANGE = (
    "Zither restringing",
    "Astrolabe gilding",
    "Sundial engraving",
    "Falconry hood",
    "Marionette limb",
    "Globe recovering",
)


def test_no_sum_is_said_where_as_many_again_may_be_meant() -> None:
    plain, again = (
        said(f"Please gloss the three radiators on the landing{more}. {AT}") for more in ("", ", and my own radiator")
    )
    assert "£" in plain.draft
    assert "£" not in again.draft
    assert any("may be more" in doubt for doubt in again.quote.unsure)


@pytest.mark.parametrize(
    "text",
    ["sparks are coming out of the socket and it smells of burning", "the fuse box is smoking and buzzing, help"],
)
def test_whoever_has_sparks_is_asked_where_they_are_and_given_no_price(text: str) -> None:
    found = said(text)
    assert "postcode" in keys(found)
    assert "send us your postcode" in found.draft
    assert "£" not in found.draft


def test_whoever_smells_gas_is_asked_for_nothing() -> None:
    assert not said("there is a strong smell of gas in the kitchen").questions


@pytest.mark.parametrize(
    "text",
    [
        "My front door won't shut properly, the mechanism has worn. It is closed and we use the back. How much to mend it?",
        "Need a gas safety record for three appliances: boiler, hob, fire",
        "The toilet keeps running into the pan all night, the cistern fills but it never stops. What would it cost?",
        "Want heating mats under the tiles, my brother in law is a sparky and will wire it up",
    ],
)
def test_a_fault_that_can_wait_is_no_emergency(text: str) -> None:
    assert said(f"{text} {AT}").reading.urgency != "emergency"


def test_a_fence_that_cars_have_to_swerve_round_is_one() -> None:
    text = (
        f"fence panel is down over the road and cars are having to swerve round it, can somebody prop it up today {AT}"
    )
    assert said(text).reading.urgency == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "Our plasterer is doing the walls in May. Could you paint two casement windows?",
        "Plastering by our builder. Two casement windows to paint please.",
        "There is fresh plaster in the lounge. Please paint the walls, 20 m2.",
        "Can you paint the chimney breast walls? 6 m2",
    ],
)
def test_what_others_do_is_not_declined(text: str) -> None:
    assert "out_of_scope" not in said(f"{text} {AT}").reading.flags


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Please quote to paint the windows of a seven storey block", "blocks over three storeys"),
        ("We are moving back to Spain in May, 2 bed flat. What would it cost?", "overseas moves"),
    ],
)
def test_what_is_not_done_is_declined_whole(text: str, what: str) -> None:
    found = said(f"{text} {AT}")
    assert what in found.draft
    assert found.quote.status == "none"


def test_two_questions_in_one_sentence_get_two_answers() -> None:
    found = said("Hi Pat, how long is the wait at the moment, and how do you like to be paid?")
    assert found.reading.intent is Intent.QUESTION
    assert "three weeks" in found.draft
    assert "bank transfer" in found.draft


def test_whoever_is_shut_out_is_told_what_to_have_ready() -> None:
    assert (
        "proof of address" in said(f"stuck outside my flat, the key won't turn and it's dark. {AT} 07700 900123").draft
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("The shelf you put up has come down and smashed my vase. What now?", Intent.COMPLAINT),
        ("hiya after 3 casement windows painting // mornings are no good for me. LS7 1AB", Intent.NEW_QUOTE),
        ("can I book the painting for tues 9th or weds 10th? LS7 1AB", Intent.BOOKING),
        (
            "Good evening, it is ten days since you came to look and I've heard nothing. Is the quote coming?",
            Intent.CHASER,
        ),
        ("nice one pat looks a treat ta", Intent.NO_REPLY_NEEDED),
    ],
)
def test_what_they_want_is_read_from_how_it_is_said(text: str, intent: Intent) -> None:
    assert said(text).reading.intent is intent


def test_a_surgery_that_is_a_building_is_nobodys_health() -> None:
    assert "special_category" not in said(f"We need the surgery floor painting, 16 m2. {AT}").reading.flags
    assert (
        "special_category" in said(f"I am in after my knee surgery, please paint the walls, 16 m2. {AT}").reading.flags
    )


def test_no_sum_is_said_where_some_of_it_is_theirs_and_some_is_ours() -> None:
    found = said(f"Please gloss two radiators, I have the paint for one already and you supply the other. {AT}")
    assert "£" not in found.draft


def test_no_day_is_named_to_somebody_who_is_easy() -> None:
    found = said(f"Could you gloss three radiators? Saturday or any evening, I'm easy. {AT}")
    assert "Saturday" not in found.draft


@pytest.mark.parametrize(
    "told", ["but could three of you come", "well, fuller than that: seven I now see", "and 4 by the shed"]
)
def test_no_sum_is_said_where_a_number_was_not_understood(told: str) -> None:
    plain = said(f"Please gloss two radiators in the hall. {AT}")
    assert "£" in plain.draft
    assert "£" not in said(f"Please gloss two radiators in the hall, {told}. {AT}").draft
