"""How many and how much: customers' ways of telling an amount, and what owners' rules make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.tests.making import rows_of
from handlet.drafting.tests.test_matching import enquiry

HOUSE = """
M1|Mattress clean, single||each|35
R1|Grab rail|Supply and fit|each|48
D1|Paint internal door|Both sides|each|75
E1|Fence panel, stained|One side|each|20
G1|Gutter, 4 m length|Plastic, with brackets|each|60
X1|Moss off|One side of the roof|each|180
P1|Point up chimney, one or two pots||each|260
Y1|Day rate|Odds and ends, one decorator|day|190
A1|Smoke or heat alarm, wired|Linked to the others|each|76
L1|LED spot|Hole cut, supplied|each|42
L2|LED spot, ten or more|Per spot, same visit|each|36
W1|Window inside|Glass and sill|each|6
"""


def quoted(listed: str, rules: tuple[str, ...], text: str) -> dict[str, str]:
    asked = enquiry(text)
    asked = replace(asked, business=replace(asked.business, pricelist=rows_of(listed), pricing_rules=rules))
    return {one.item.code: f"{one.quantity.normalize():f}" for one in match(asked, read_enquiry(asked))[0]}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Both of the single mattresses need a clean please. LS6 2AB", {"M1": "2"}),
        ("We'd like one grab rail by the toilet and another by the shower. LS6 2AB", {"R1": "2"}),
        ("Four bedroom doors to be painted please, LS6 2AB", {"D1": "4"}),
        ("Six fence panels stained please, LS6 2AB", {"E1": "6"}),
        ("New gutter along the back please, 10 metres. LS6 2AB", {"G1": "3"}),
        ("Please take the moss off both sides of the roof. LS6 2AB", {"X1": "2"}),
        ("Can you point up our chimney, it has two pots? LS6 2AB", {"P1": "1"}),
        ("Odds and ends for a couple of days, what is your day rate? LS6 2AB", {"Y1": "2"}),
        ("Odds and ends, a day and a half at your day rate please. LS6 2AB", {"Y1": "1.5"}),
        ("Two wired smoke alarms and a heat alarm in the kitchen please. LS6 2AB", {"A1": "3"}),
        ("Our fence panel stain is patchy, want 3 new ones: fence panels stained please. LS6 2AB", {"E1": "3"}),
        ("Five LED spots to be cut in and fitted, you supply. LS6 2AB", {"L1": "5"}),
    ],
)
def test_a_customer_tells_how_many_in_ways_of_their_own(text: str, lines: dict[str, str]) -> None:
    assert quoted(HOUSE, (), text) == lines


CARPETS = """
C1|Carpet clean, one room||each|38
C2|Armchair clean||each|30
C3|Leather sofa|Cleaned and fed, for each seat|each|15
C9|One thing only|Call-out|visit|20
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Could you clean one armchair please? LS6 2AB", {"C2": "1", "C9": "1"}),
        ("Could you clean two armchairs please? LS6 2AB", {"C2": "2"}),
        ("Clean an armchair and the carpet in one room please. LS6 2AB", {"C1": "1", "C2": "1"}),
    ],
)
def test_one_thing_alone_bears_its_own_charge(text: str, lines: dict[str, str]) -> None:
    rule = "When only one room or one piece is to be done in the whole visit, C9 goes on."
    assert quoted(CARPETS, (rule,), text) == lines


PAINT = """
R1|Paint walls of a room|Two coats|each|160
R2|Paint front door||each|120
R9|Special colour|For each room|each|15
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Paint the walls of one room sage green please. LS6 2AB", {"R1": "1", "R9": "1"}),
        ("Paint the walls of one room plain white please. LS6 2AB", {"R1": "1"}),
        ("Paint the front door navy please. LS6 2AB", {"R2": "1"}),
    ],
)
def test_a_colour_costs_more_where_the_owner_says_so(text: str, lines: dict[str, str]) -> None:
    rule = "White and magnolia are in the price. Where the customer names another colour one R9 is added for each room."
    assert quoted(PAINT, (rule,), text) == lines


CHARGERS = """
S1|Car charger|7 kW, up to 10 m from the board|each|595
S2|Cable beyond 10 m||m|9
S3|Congestion charge||visit|15
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A car charger please, the cable run is 16 metres. LS6 2AB", {"S1": "1", "S2": "6"}),
        ("A car charger please, the cable run is 8 metres. LS6 2AB", {"S1": "1"}),
        ("A car charger please, the cable run is 8 metres. SE1 4RX", {"S1": "1", "S3": "1"}),
    ],
)
def test_what_lies_beyond_is_charged_and_a_place_may_cost(text: str, lines: dict[str, str]) -> None:
    assert quoted(CHARGERS, ("SE1 and SW1 addresses add one S3 a job.",), text) == lines


DRIVES = """
D1|Block paved drive||m2|88
D2|Old surface broken out|Dug up and carted off|m2|18
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Block paved drive please, 40 m2, there's old concrete that'll have to go. LS6 2AB", {"D1": "40", "D2": "40"}),
        ("Block paved drive please, 40 m2, it is bare earth now. LS6 2AB", {"D1": "40"}),
    ],
)
def test_what_is_there_comes_up_for_the_same_area_where_they_say_so(text: str, lines: dict[str, str]) -> None:
    rule = "Breaking out is D2 for the same area; it goes on only when the customer says there is an old surface to come up."
    assert quoted(DRIVES, (rule,), text) == lines


ROOMS = """
W1|Paint walls|Two coats|m2|8
W2|Paint ceiling|Two coats|m2|9
V1|Thermostatic radiator valve|Supplied and fitted|each|42
T1|Portable appliance test|Per appliance|each|2
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Two identical bedrooms, each 3m x 3m, height 2.3m: paint walls and ceilings in both. LS6 2AB", {"W1": "55.2", "W2": "18"}),
        ("Paint the walls, 27.5 m2 of wall, and the ceiling, 14 m2 of ceiling, everything two coats. LS6 2AB", {"W1": "27.5", "W2": "14"}),
        ("Thermostatic valves on six of the rads please. LS6 2AB", {"V1": "6"}),
        ("Portable appliance test please: 31 monitors, 28 printers, 4 kettles. LS6 2AB", {"T1": "63"}),
    ],
)  # fmt: skip
def test_what_is_told_once_holds_for_each_and_what_is_listed_is_added(text: str, lines: dict[str, str]) -> None:
    assert quoted(ROOMS, (), text) == lines


LOCKS = """
L1|Anti-snap cylinder|Supplied and fitted|each|95
L2|Window lock|Supplied and fitted|each|22
L3|Extra cylinder key|Cut at the van|each|8
B1|Angle bead|Metal corner, skimmed in|m|9
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Anti-snap cylinder for the front, back and the side door please. LS6 2AB", {"L1": "3"}),
        ("Window locks please, we have five sash ones on the ground floor. LS6 2AB", {"L2": "5"}),
        ("Can you cut four more keys for the cylinder of the shop door. LS6 2AB", {"L3": "4"}),
        ("New angle bead up both corners, 2.4 m and 2.4 m = 4.8 m. LS6 2AB", {"B1": "4.8"}),
    ],
)
def test_a_number_stands_for_what_was_named_before_or_is_drawn_up_by_themselves(
    text: str, lines: dict[str, str]
) -> None:
    assert quoted(LOCKS, (), text) == lines


SURFACES = """
W1|Skim walls|Over sound plaster|m2|15
C1|Skim ceiling|Over sound plaster|m2|17
B1|Board and skim ceiling|New board over the old ceiling|m2|31
X1|Angle bead|Supply and fit|m|7
S1|Skirting board|Supplied and fitted|m|12
V1|Coving|Plaster, supplied and fixed|m|14
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # Which surface a size is of.
        ("Skim the walls, 26 m2, and the ceiling, 11 m2. LS6 2AB", {"W1": "26", "C1": "11"}),
        ("Dining room to skim: 31 m2 of wall, 13 m2 of ceiling. LS6 2AB", {"W1": "31", "C1": "13"}),
        # A room by its sides and its height, however the height is told.
        ("Skim the walls please. The room is 4 m by 3 m and 2.4 to the ceiling. LS6 2AB", {"W1": "33.6"}),
        ("Skim the walls please, room is twelve feet by ten and eight foot up. LS6 2AB", {"W1": "32.7"}),
        # Runs of wall that share one height, also a low one.
        ("Skim two walls please, one is 4 m long and the other 3 m, both 2.5 m high. LS6 2AB", {"W1": "17.5"}),
        ("Skim the walls up to a metre high: 5 m on the party wall and 3 m at the back. LS6 2AB", {"W1": "8"}),
        # How many there are.
        ("Skim three walls please, they are each 3 m by 2.4. LS6 2AB", {"W1": "21.6"}),
        ("Skim two walls at 4 m x 2.4 m and one at 3 m x 2.4 m. LS6 2AB", {"W1": "26.4"}),
        ("Skim the ceilings of two bedrooms, 4 m x 3 m each. LS6 2AB", {"C1": "24"}),
        ("Skim one wall 2 m by 2.4, and the opposite one is the same. LS6 2AB", {"W1": "9.6"}),
        # What is taken off, and what is put right.
        ("Skim a wall 5 m by 2.5 please, minus a window of 2 m2. LS6 2AB", {"W1": "10.5"}),
        ("Skim the ceiling please, 4 m x 3 m. Sorry, make that 5 m x 3 m. LS6 2AB", {"C1": "15"}),
        ("Ceiling skimmed please, somewhere between 18 and 20 m2. LS6 2AB", {"C1": "20"}),
        # Lengths whose unit is said once.
        ("Skirting board please, 6 metres along one side and 4 down the other. LS6 2AB", {"S1": "10"}),
        ("Skirting board please: 4.2, 3.6 and 2.8, all metres. LS6 2AB", {"S1": "10.6"}),
        ("Coving please, 9 metres in the lounge and another four and a half in the hall. LS6 2AB", {"V1": "13.5"}),
        ("Angle beads please on 4 corners, 2.4 m each. LS6 2AB", {"X1": "9.6"}),
    ],
)
def test_a_size_is_of_the_surface_it_is_told_with_and_places_add_up(text: str, lines: dict[str, str]) -> None:
    assert quoted(SURFACES, (), text) == lines


CLEANING = """
D1|Deep clean|By the hour, for each cleaner|hour|22
R1|Bath reseal||each|55
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A deep clean please, two cleaners for three hours. LS6 2AB", {"D1": "6"}),
        ("A deep clean please, could three of you come for 4 hours each? LS6 2AB", {"D1": "12"}),
        ("A deep clean please, say 5 hours. No, make that 7. LS6 2AB", {"D1": "7"}),
    ],
)
def test_hours_are_those_of_everybody_who_comes_and_the_last_said_count(text: str, lines: dict[str, str]) -> None:
    assert quoted(CLEANING, (), text) == lines


HEDGES = """
H1|Hedge trim up to 2 m high|By the metre|m|6
H2|Hedge trim over 2 m high|By the metre|m|9
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Hedge trim please, 12 m of privet 1.5 m high. LS6 2AB", {"H1": "12"}),
        ("Hedge trim please. The front one is 9 m and 1.6 m high. The back one is 14 m and 2.5 m high. LS6 2AB", {"H1": "9", "H2": "14"}),
    ],
)  # fmt: skip
def test_each_hedge_is_charged_by_its_own_height(text: str, lines: dict[str, str]) -> None:
    assert quoted(HEDGES, (), text) == lines


def test_what_was_measured_and_is_charged_nowhere_makes_the_line_unsure() -> None:
    asked = enquiry("Skim the ceiling please, 4 m by 3 m. The garden wall is 9 m long. LS6 2AB")
    asked = replace(asked, business=replace(asked.business, pricelist=rows_of(SURFACES), pricing_rules=()))
    assert all(one.unsure for one in match(asked, read_enquiry(asked))[0])


OUTSIDE = """
P1|Paint walls|Two coats emulsion|m2|8
F1|Fence panel|6 ft, supply and fit|each|60
F2|Concrete post|Supply and fit|each|35
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Two coats on the hall walls, 20 m2. LS6 2AB", {"P1": "20"}),
        ("Two walls in the hall to paint, 3 m by 2 m each. LS6 2AB", {"P1": "12"}),
        ("Two concrete posts and 3 fence panels please. LS6 2AB", {"F2": "2", "F1": "3"}),
    ],
)
def test_what_a_number_counts_is_what_stands_with_it(text: str, lines: dict[str, str]) -> None:
    assert quoted(OUTSIDE, (), text) == lines


YARD = """
P1|Fence bay with concrete post|Post, gravel board and 6 ft panel|each|145
P2|Remove and dispose of old fence panel||each|18
P3|Fit radiator|Supply and fit|each|160
P4|Take away old radiator||each|15
G1|Replace guttering|uPVC half round|m|34
G2|Fascia and soffit replacement|uPVC, white|m|88
G3|Replace downpipe|uPVC|m|28
G4|Re-bed and point ridge tiles|Mortar|m|48
G5|Dry ridge system|Mechanically fixed|m|62
H1|Hedge trim up to 2 m high|Per metre of length|m|6
H2|Hedge trim over 2 m high|Per metre of length|m|11
H3|Green waste removal|One-tonne bag|each|45
T1|Turfing|Supply and lay|m2|19
T2|Gravel area|Membrane and gravel|m2|32
S1|Reseal bath or shower|Silicone|each|55
S2|Tile trim|Supply and fit|m|7
K1|Standard euro cylinder|Supply and fit, 3 keys|each|48
K2|Extra cylinder key||each|6
K3|Keyed alike|Per cylinder, so one key works all|each|9
L1|Holiday let changeover 2 bed|Linen change, restock|visit|72
L2|Laundered linen set|Per bed|each|14
W1|Inside windows|Per window, glass and sill|each|5
W2|Window lock|Supply and fit|each|22
W3|Garage door lock|Supply and fit|each|95
N1|Connect washing machine or dishwasher|Pipes in place|each|75
V1|Boiler service and landlord record together|Service plus record up to 2 appliances|each|130
V2|Extra appliance on record|Third and further appliances|each|15
V3|Gas fire service||each|75
R1|Replace slipped or broken tiles or slates|Up to 5 tiles, ladder access|visit|160
R2|Further tile or slate|Each beyond the first 5, same visit|each|18
X1|Pressure wash patio or drive||m2|4
Y1|Alcove cupboard|Shelves above|each|690
B1|Rubble disposal|Per bag|each|6
Z1|Small patch repair|Up to 0.5 m2|each|65
Z2|Medium patch repair|Over 0.5 m2 and up to 2 m2|each|110
D1|Emulsion walls|Two coats|m2|9
D2|Emulsion ceiling|Two coats|m2|9
"""
YARD_RULES = (
    "Green waste (H3) is added only when the customer asks for waste to be taken away, one bag for each started 15 m of hedge.",
    "V1 covers two appliances, each further one is V2.",
    "Tile repairs: R1 covers the first 5 tiles, further tiles are R2 each.",
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # The old ones that go are as many as the new.
        ("Want concrete posts and new panels so 3 fence bays, and the old panels taking away.", {"P1": "3", "P2": "3"}),
        ("Four radiators to be fitted please, you supply, and take away the old radiators.", {"P3": "4", "P4": "4"}),
        # “The same length” is what was told before of something else.
        ("New fascia and soffit, 14 metres in total. New guttering the same length, and one downpipe, 5 metres.", {"G1": "14", "G2": "14", "G3": "5"}),
        ("Turfing at the back, 40 m2, and a gravel area the same size at the front.", {"T1": "40", "T2": "40"}),
        # Told is how large the thing is; no other way of it is asked for.
        ("The mortar is dropping out, we want the ridge re-bedded and pointed. The ridge on our half is 9 metres.", {"G4": "9"}),
        # How high, in words beside the figure; what runs long is not high.
        ("Hedge trim please, 22m along the drive and it's well over my head, about 2.5m.", {"H2": "22"}),
        ("hedge trim 14m long 1.5m tall", {"H1": "14"}),
        ("The hedge needs a trim, only up to your waist, and 25 metres long.", {"H1": "25"}),
        # Asked for in words of its own, a line is still as much as its rule says.
        ("Hedge trim, 31 m of laurel, 1.5 m high. Can you take all the cuttings?", {"H1": "31", "H3": "3"}),
        # “More” and “extra” count what was named before, of what a visit holds too.
        ("9 tiles slipped at the back, two more at the front.", {"R1": "1", "R2": "6"}),
        ("Window locks please, 4 upstairs and 3 extra downstairs.", {"W2": "7"}),
        ("Can you cut 4 more keys for the euro barrel in my shop door?", {"K2": "4"}),
        # As many as there are lines are none of one of them.
        ("Inside windows, all nine, and a garage door lock. What would you charge for the two?", {"W1": "9", "W3": "1"}),
        # On either side of another thing there are two.
        ("There is a recess on each side of the fireplace. I'd like an alcove cupboard built in.", {"Y1": "2"}),
        ("A bookcase in both of them please, the alcove cupboard kind.", {"Y1": "2"}),
        # What is counted behind a verb is counted by itself, and sacks are bags.
        ("They did a runner n left 10 sacks of rubble in the hall, can you take them away?", {"B1": "10"}),
        ("Two of those one-tonne sacks of green waste have to be taken off site.", {"H3": "2"}),
        # A hole as large as what one can hold.
        ("Three holes in the plaster to patch, each about the size of an A4 sheet.", {"Z1": "3"}),
        # A unit goes on behind another thing; so many stretches of one length.
        ("Pressure wash the drive, about 60 square metres, and the patio is 20.", {"X1": "80"}),
        ("Hedge trim, it is 12 m, the other one is 9. Both 1.5m high. My neighbour is 84.", {"H1": "21"}),
        ("Fascia and soffit, 8 m front, 8 m back and 2 x 5m sides.", {"G2": "26"}),
        # “Ceilings 2.4 high” tells of the walls.
        ("Emulsion on the walls of the lounge, it's 5m by 4m and ceilings 2.4 high. Two coats.", {"D1": "43.2"}),
        # Where another line goes is not what this one is for.
        ("4 metres of tile trim to go round the shower and the bath to be resealed.", {"S1": "1", "S2": "4"}),
        ("Can you reseal round the bath and the shower?", {"S1": "2"}),
        # What goes by the cylinder goes by the cylinders, and not by the keys for them.
        ("Two standard euro cylinders fitted, keyed alike, plus 3 extra keys.", {"K1": "2", "K2": "3", "K3": "2"}),
        ("Two euro cylinders please, all working off one key. You give three keys with each I think?", {"K1": "2", "K3": "2"}),
        # Beds that are made up are no bedrooms.
        ("A changeover of our 2 bed holiday flat, with a laundered linen set for 4 beds altogether.", {"L1": "1", "L2": "4"}),
        # The three of “eighty-three” is no number of its own.
        ("I am eighty-three and can no longer do the inside windows. I have counted them and there are eleven.", {"W1": "11"}),
        ("5 windows have nothing on them so a window lock on each. The garage door wants a new lock too.", {"W2": "5", "W3": "1"}),
        ("Dzień dobry, chcę podłączyć pralkę i zmywarkę.", {"N1": "2"}),
        # What stands behind “appliances are” is told, and not wanted; “do both” of what joins two is one.
        ("The landlord record is due and the boiler wants its service, please do both. Appliances are the boiler, a gas hob and a gas fire, so three.", {"V1": "1", "V2": "1"}),
    ],
)  # fmt: skip
def test_how_much_is_told_by_what_stands_around_it(text: str, lines: dict[str, str]) -> None:
    assert quoted(YARD, YARD_RULES, f"{text} LS6 2AB") == lines
