"""How many: the numbers people say, what each counts, and how they come together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlet.drafting.engine.matching import Match, match
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.tests.making import rows_of
from handlet.drafting.tests.test_matching import enquiry

LIST = """
E1|LED downlight|Fire-rated, supply and fit|each|46
E2|Additional double socket|New position|each|85
E3|Smoke alarm|Mains, interlinked, supply and fit|each|95
E4|Heat alarm|Mains, interlinked, for kitchens|each|98
E5|Portable appliance test|Per appliance|each|3
E6|Extractor fan|Bathroom, like for like|each|130
D1|Paint internal door|Both sides|each|75
K1|Cylinder lock|Supply and fit|each|70
K2|Extra key||each|8
K3|Keyed alike|Per cylinder, so one key works all|each|6
W1|Window lock|Supply and fit|each|18
S1|Reseal bath or shower tray|Silicone|each|65
C1|Carpet clean|Hot water extraction|room|38
R1|Thermostatic radiator valve|Supply and fit|each|48
F1|Fence panel, stained|One side|each|20
V1|Visit and report|Whole house|visit|60
U1|Two-seat sofa or armchair pair, clean||each|45
G1|Fence panel, take away the old one||each|12
O1|Oven clean||hour|24
O2|Ironing||hour|18
"""


def matched(*texts: str) -> dict[str, Match]:
    asked = enquiry(*texts)
    asked = replace(asked, business=replace(asked.business, pricelist=rows_of(LIST), pricing_rules=()))
    return {one.item.code: one for one in match(asked, read_enquiry(asked))[0]}


def counted(code: str, *texts: str) -> str:
    found = matched(*texts)
    assert code in found, f"{code} is not among {[*found]}"
    return "asked" if found[code].missing else f"{found[code].quantity.normalize():f}"


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        # Numbers of different places add up, wherever the noun stands.
        ("E1", "LED downlights please, nine in the sitting room, five in the study and a couple on the landing.", "16"),
        ("D1", "Internal doors to paint: seven upstairs, three down.", "10"),
        ("E2", "Could we have two double sockets by the desk and another behind the telly?", "3"),
        ("E2", "A double socket in the porch, one in the shed and one by the pond please.", "3"),
        ("D1", "We'd like 4 doors painted on the first floor plus 2 doors in the annexe.", "6"),
        # A total holds, and what it is made up of is not added to it.
        ("E1", "We need downlights, 6 in the bathroom and 8 in the kitchen, so 14 in total.", "14"),
        ("D1", "Five doors to be painted: three upstairs and two down.", "5"),
        ("E1", "Twelve downlights altogether please, half of them in the hall.", "12"),
        # What is put right gives way.
        ("D1", "Could you paint three doors, sorry, make that four.", "4"),
        ("E2", "2 double sockets in the loft please. Actually no, 3.", "3"),
        # What is there gives way to what is wanted of it.
        ("R1", "There are eleven radiators. We only want thermostatic valves on four of them.", "4"),
        # What goes without saying, and what is said twice.
        ("E6", "The extractor fan in the bathroom has died, can you fit a new one?", "1"),
        ("D1", "I have six doors to paint. The six doors are all bare pine.", "6"),
        # Each and every.
        ("W1", "Five windows, and I want two window locks on each one.", "10"),
        ("E3", "Smoke alarms please, one on every floor, it is a three storey house.", "3"),
        ("E2", "A double socket in each of our three bedrooms please.", "3"),
        ("K1", "Flats 3, 4, 8 and 11 each want a new cylinder lock.", "4"),
        # Alternatives of one line, lists of rooms, both.
        ("S1", "The bath and the shower tray both need resealing.", "2"),
        ("C1", "Carpet clean for the lounge, the dining room and both bedrooms please.", "4"),
        ("E6", "New extractor fans in both bathrooms please, same as now.", "2"),
        ("K1", "Cylinder locks wanted for the front, back and side door.", "3"),
        ("E5", "Appliance testing please: 12 laptops, 9 screens and 3 kettles.", "24"),
        ("F1", "Four fence panels want staining, both sides.", "8"),
        ("D1", "Doors x 7 to paint please.", "7"),
        ("D1", "All the doors in the hall bar two want painting, there are nine. So paint seven doors please.", "7"),
        # So many by the numbers of flats and plots, in one list or more.
        ("E6", "The extractor fan in flat 2 and the extractor fans in flats 5, 7 and 8 have had it.", "4"),
        ("W1", "Plots 11 12 and 14 want a window lock each.", "3"),
        # Rooms that are named beside “both”.
        ("E6", "Please replace the extractor fans in both bathrooms and the en suite.", "3"),
        # What is put as the sum of what went before is not multiplied again.
        ("K2", "Two extra keys for each of the three tenants, so six extra keys.", "6"),
        ("K2", "New cylinder locks on five doors, and two extra keys per door (so 10).", "10"),
        # Of what is there, so many want doing.
        ("D1", "About the doors to paint: it's 3 that want doing. There's 8 altogether. ", "3"),
        # What stands in brackets tells no parts.
        ("F1", "Four fence panels to stain (the wind had them over), and one longer fence panel.", "5"),
        # Either of two things, each with its own number.
        ("S1", "Two rooms want resealing, a bath in one and a shower tray in the other.", "2"),
        # What the one and the other have.
        ("W1", "One flat has four sashes and the other three. A window lock on every sash please.", "7"),
        ("E6", "The extractor fans in the loo and the utility are dead. What would it be to swap the pair?", "2"),
        # What is sold by the pair, and singly.
        ("U1", "Could you clean two two-seat sofas and a pair of armchairs?", "3"),
        # Which kind a thing is, where somebody lives and how old they are is no number of it.
        ("R1", "We've 8 radiators and want thermostatic valves on all of them bar the one in the hall.", "7"),
        ("E1", "Two downlights for the porch and one in each bedroom, we have 3 bedrooms.", "5"),
        ("E6", "I'm 72 and at 14 Mill Lane, and the extractor fan in the 4 bed house I let has gone.", "1"),
        ("E2", "One double socket please at Flat 6, near the two gang switch.", "1"),
    ],
)  # fmt: skip
def test_what_people_say_is_counted(code: str, text: str, number: str) -> None:
    assert counted(code, f"{text} LS6 2AB") == number


def test_a_message_that_follows_goes_on_counting_or_puts_right() -> None:
    assert counted("D1", "can you paint 5 doors for me LS6 2AB", "sorry meant 6") == "6"
    assert counted("E1", "after some downlights LS6 2AB", "8 in the kitchen and 4 in the hall") == "12"


def test_each_line_has_the_numbers_of_its_own_thing() -> None:
    found = matched("Four new cylinder locks all keyed alike, nine extra keys, and seven window locks please. LS6 2AB")
    assert {code: int(one.quantity) for code, one in found.items()} == {"K1": 4, "K2": 9, "K3": 4, "W1": 7}


def test_a_number_is_of_the_new_one_and_not_only_of_the_old_one_that_goes() -> None:
    found = matched("5 fence panels to stain please, and take the old fence panels away. LS6 2AB")
    assert int(found["F1"].quantity) == 5


def test_each_line_has_the_hours_of_its_own_work() -> None:
    found = matched("Could you clean the oven, about two hours, and do three hours of ironing? LS6 2AB")
    assert {code: int(one.quantity) for code, one in found.items()} == {"O1": 2, "O2": 3}


@pytest.mark.parametrize(
    "text",
    [
        "Could you fit some downlights in the kitchen?",
        "We want a few downlights putting in, you supply.",
        "Downlights throughout please, fire-rated.",
        "We’d love downlights all over the kitchen ceiling.",
    ],
)
def test_several_without_a_number_are_asked_about(text: str) -> None:
    assert counted("E1", f"{text} LS6 2AB") == "asked"


def test_a_number_that_can_be_read_in_two_ways_is_not_sure() -> None:
    found = matched("Four doors to paint upstairs. The 6 doors are bare. LS6 2AB")
    assert found["D1"].unsure
    assert found["D1"].doubts
    assert not matched("Four doors to paint please. LS6 2AB")["D1"].unsure
    assert not matched("Paint a door for us please. LS6 2AB")["D1"].unsure
