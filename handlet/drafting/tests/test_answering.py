"""What the owner has written down is said to those whom it helps, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlet.drafting.engine.composing.declining import right_trade
from handlet.drafting.engine.composing.heard import about, wanted_days
from handlet.drafting.engine.composing.tone import greeting
from handlet.drafting.engine.matching import match
from handlet.drafting.engine.proposing import propose
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.port import SavedReply, Sender
from handlet.drafting.tests.making import NOW, ROWAN, enquiry, firm

FLOOD = (
    "WATER COMING THROUGH THE CEILING. Please can somebody come now, I can't find the stop tap. LS1 4AP, 07700 900611"
)
BEFORE = SavedReply(
    "What to do before we come", "Please clear the cupboard under the sink, check that you can reach the stop tap."
)
BURST = SavedReply("Burst pipe", "Turn the stop tap clockwise until it stops.")


def test_somebody_in_a_flood_is_told_how_to_stop_the_water() -> None:
    shop = replace(ROWAN, saved_replies=[BEFORE, BURST])
    assert BURST.text in propose(enquiry(FLOOD, business=shop)).draft


def test_somebody_in_a_flood_is_not_told_to_tidy_up() -> None:
    shop = replace(ROWAN, saved_replies=[BEFORE])
    assert "cupboard" not in propose(enquiry(FLOOD, business=shop)).draft


MENDER = firm("""
A1|Replace fence panel|Standard 6 ft panel|each|80
A2|Change single light to double|Same place|each|40
A3|Fit letterbox|In a wooden door|each|60
A4|Paint gate|Two coats|each|70
A5|Clean gutters|By hand|m|6|15
A6|Install dishwasher|Waste and water within 1 m|each|90
""")


@pytest.mark.parametrize(
    ("subject", "said", "named"),
    [
        ("Garage door", "Hello, it has come off its runners, could you look at it?", "garage door"),
        ("Re: small painting job", "Hi, could you do it next month?", "small painting job"),
        ("Broken window", "Hi, the one in the porch. Can you help?", "broken window"),
        ("Showers x 2", "Hi, can you do these?", "showers"),
        ("New enquiry: Fence / back gate", "Hi, both have blown down.", "fence and the back gate"),
        ("Bankruptcy of my tenant", "Hello, can you help with the yard?", ""),
        ("Dad's will", "Hello, can you help with the yard?", ""),
        ("", "Every landing has just the one single light, 4 of them, please make them doubles.", "lights"),
        ("", "Could you put a letterbox in for us? The gate can wait till next year.", "letterbox"),
        ("", "I've bought one of those slim dishwashers, can you install it?", "dishwasher"),
        ("", "Can you paint the gate at the side of the shed?", "gate"),
    ],
)
def test_what_they_wrote_about_is_the_head_of_what_they_want_done(subject: str, said: str, named: str) -> None:
    """In their number, never a place, what can wait or what happens to be named; where that is not sure nothing is."""
    one = enquiry(said, subject=subject, business=MENDER)
    reading = read_enquiry(one)
    matches, _ = match(one, reading)
    assert about(one, reading, matches) == (f" about the {named}" if named else "")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Can you hang a blind, Thursday or Friday this week?", "Thursday 26 November or Friday 27 November"),
        ("Can you hang a blind by Saturday please?", "getting it done by Saturday 28 November"),
        ("Can you hang a blind? Not Thursday, but Friday is good.", "Friday 27 November"),
        ("Can you hang a blind? On Thursday we won't be here.", ""),
        ("Can you hang a blind? The fridge is being delivered on Thursday.", ""),
        ("Can you hang a blind between 1 and 9 December?", "Tuesday 1 December to Wednesday 9 December"),
        ("Can you hang a blind between 12 and 26 December?", ""),
        ("Can you clean for us every Monday and Wednesday?", ""),
        ("Can you hang a blind? We have scaffolding up till the end of the month.", ""),
        ("Can you hang a blind after Christmas, any time from 11 January?", "Monday 11 January onwards"),
        ("Can you hang a blind some time next year?", ""),
        ("Can you hang a blind any day this week coming, after 3?", ""),
        ("Can you hang a blind? The hob someone else is doing on Tuesday.", ""),
        ("Can you hang blinds in two bedrooms? These are both on the first.", ""),
    ],
)
def test_who_waits_for_a_price_is_told_that_the_day_was_read(said: str, days: str) -> None:
    """A day that they asked for; never one that they refuse, on which something else happens, or of which half is read."""
    one = enquiry(said)
    assert wanted_days(one, read_enquiry(one)) == days


@pytest.mark.parametrize(
    ("greetings", "hour", "name", "text", "opening"),
    [
        (("hi", "good morning", "good afternoon"), 19, "Sadia Khan", "Can you lag our pipes?", "Hi Sadia,"),
        (("hi", "good evening"), 19, "Sadia Khan", "Can you lag our pipes?", "Good evening Sadia,"),
        (("good afternoon",), 15, "Sadia Khan", "Can you lag our pipes?", "Good afternoon Sadia,"),
        (("hi",), 9, "R. Kaye", "Please lag the pipes.\nR. Kaye (Mrs)", "Hi Mrs Kaye,"),
        (("hi",), 9, "T. Boon, Dr", "Please lag the pipes.", "Hi Dr Boon,"),
    ],
)
def test_the_greeting_is_right_for_the_hour_and_for_how_they_sign(
    greetings: tuple[str, ...], hour: int, name: str, text: str, opening: str
) -> None:
    shop = replace(ROWAN, tone=replace(ROWAN.tone, greetings=greetings))
    assert greeting(enquiry(text, business=shop, sender=Sender(name=name), now=NOW.replace(hour=hour))) == opening


def test_a_least_charge_is_said_with_its_sum_and_with_their_own_measure() -> None:
    priced = propose(enquiry("How much to lag my pipes, 6 m? LS27 8RT")).draft
    assert [priced.count(words) for words in ("(6 m)", "£78.00", "minimum charge")] == [1, 1, 1]
    held = propose(enquiry("Can you clean my gutters, 11 m of them? LS27 8RT", business=MENDER)).draft
    assert [held.count(words) for words in ("about the gutters", "£", "There’s a minimum")] == [1, 0, 0]
    assert "I’ll work out a price (it may be my minimum charge) and come back to you." in held


def test_nobody_is_sent_to_somebody_of_the_owner_s_own_trade() -> None:
    assert right_trade("spray painting", "Painter and decorator") == ""
    assert right_trade("spray painting", "Plumber") == "a decorator"
    assert right_trade("car keys", "Locksmith") == "an auto locksmith"
