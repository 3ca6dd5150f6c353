"""Typed rules: read out of owners' words, kept as JSON, said in plain sentences."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from handlet.kit.london import LONDON
from handlet.quoting import rules
from handlet.quoting.rules_in_words import ItemWords, suggest

LIST = [
    ItemWords("G1", "Gutter clear", "First 20 m included, single storey", "each"),
    ItemWords("G2", "Gutter clear extra", "Per metre beyond the first 20 m", "m"),
    ItemWords("C1", "Chimney sweep open fire", "Certificate included", "each"),
    ItemWords("C2", "Stove sweep", "Up to 8 kW", "each"),
    ItemWords("C3", "Large stove sweep", "Over 8 kW", "each"),
    ItemWords("C4", "Sweep and stove service together", "", "each"),
    ItemWords("C5", "Stove service", "", "each"),
    ItemWords("W1", "Window clean", "Per house, up to 3 bed", "visit"),
    ItemWords("W2", "Window clean large house", "4 or 5 bed", "visit"),
    ItemWords("S1", "Fit blind", "Blind supplied by customer", "each"),
    ItemWords("S2", "Supply and fit roller blind", "Up to 1.8 m wide", "each"),
    ItemWords("V1", "Call-out and first hour", "Mon-Fri 08:00-18:00", "visit"),
    ItemWords("V2", "Out-of-hours call-out and first hour", "", "visit"),
    ItemWords("T1", "Old blind taken away", "", "each"),
    ItemWords("P1", "Pressure wash drive", "", "m2", Decimal(25)),
]
SENTENCES = [
    "Sweep and service of the same stove are C4, not C2 plus C5.",
    "Taking an old blind away is T1 per blind and is added only when the customer asks.",
    "Large stove sweeps need photos before the price is firm.",
    "Fault-finding is quoted as the call-out line only.",
    "We like our tea with milk.",
]


def suggested(code: str) -> list[rules.Rule]:
    return list(suggest(LIST, SENTENCES).get(code, []))


def test_each_further_one_is_tied_to_the_item_that_covers_the_first() -> None:
    assert rules.Included(Decimal(20), "m", "G2") in suggested("G1")


def test_sizes_become_bands_whose_open_end_is_not_in_both() -> None:
    small, large = suggested("C2"), suggested("C3")
    assert rules.Band("power", None, Decimal(8), "kW") in small
    over = next(rule for rule in large if isinstance(rule, rules.Band))
    assert (over.holds(Decimal(8)), over.holds(Decimal("8.1"))) == (False, True)


def test_bedrooms_are_read_as_a_band() -> None:
    assert rules.Band("bedrooms", Decimal(0), Decimal(3)) in suggested("W1")
    assert rules.Band("bedrooms", Decimal(4), Decimal(5)) in suggested("W2")


def test_who_supplies_is_read_and_an_included_certificate_is_nothing_supplied() -> None:
    assert rules.Supplied("customer") in suggested("S1")
    assert rules.Supplied("business") in suggested("S2")
    assert not any(isinstance(rule, rules.Supplied) for rule in suggested("C1"))


def test_the_owners_sentences_become_rules_of_the_items_they_speak_of() -> None:
    assert rules.Together(("C2", "C5")) in suggested("C4")
    assert rules.Adds("T1", "same", when=(rules.Condition("asked"),)) in [*suggested("S1"), *suggested("S2")]
    assert rules.NeedsFact("photos") in suggested("C3")
    assert rules.Alone() in suggested("V1")
    assert rules.Alone() in suggested("V2")


def test_a_sentence_in_which_nothing_is_found_adds_no_rule() -> None:
    assert suggest(LIST, ["We like our tea with milk."]) == suggest(LIST, [])


def test_the_least_quantity_is_a_rule_too() -> None:
    assert suggested("P1") == [rules.Minimum(Decimal(25))]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (datetime(2026, 11, 24, 10, 0, tzinfo=LONDON), "V1"),
        (datetime(2026, 11, 24, 18, 0, tzinfo=LONDON), "V2"),
        (datetime(2026, 11, 28, 12, 0, tzinfo=LONDON), "V2"),
        (datetime(2026, 12, 25, 12, 0, tzinfo=LONDON), "V2"),
    ],
)
def test_the_hours_of_a_visit_decide_its_line(when: datetime, code: str) -> None:
    holidays = frozenset({date(2026, 12, 25)})
    fitting = [
        item.code
        for item in LIST
        for rule in suggested(item.code)
        if isinstance(rule, rules.Hours) and rule.holds(when, holidays)
    ]
    assert fitting == [code]


ALL: list[rules.Rule] = [
    rules.Included(Decimal(5), "tiles", "R3"),
    rules.Adds(
        "W1",
        "started",
        Decimal(15),
        Decimal(2),
        (rules.Condition("asked"), rules.Condition("built_before", number=2000)),
        "scaffold is up",
    ),
    rules.OnlyIf(rules.Condition("age_at_least", number=60), "J1"),
    rules.Together(("A", "B")),
    rules.Alone(),
    rules.Hours((rules.Window((0, 7), 60, 120),)),
    rules.Band("width", Decimal("0.5"), Decimal(2), "m", open_low=True),
    rules.NeedsFact("photos"),
    rules.NeedsFact("house_age", rules.Condition("said", "textured or artex")),
    rules.Guide(),
    rules.Included(Decimal(14), "days", "EXT", Decimal(7), True),
    rules.Adds("FAR", "same", when=(rules.Condition("postcode", "YO60 YO61"),)),
    rules.Adds("T1", "room"),
    rules.Supplied("customer"),
    rules.Minimum(Decimal(3)),
]  # fmt: skip


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: type(rule).__name__)
def test_a_rule_comes_back_from_json_and_says_itself_in_one_sentence(rule: rules.Rule) -> None:
    assert rules.from_json(rules.to_json(rule)) == rule
    sentence = rule.in_words()
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "magic"},
        {"kind": "included", "first": "x", "then": "A"},
        {"kind": "included", "first": "-1", "of": "", "then": "A"},
        {"kind": "adds", "item": "A", "basis": "started", "per": "0"},
        {"kind": "adds", "item": "A", "when": [{"kind": "full moon"}]},
        {"kind": "band", "measure": "area", "low": "3", "high": "2"},
        {"kind": "band", "measure": "mood", "low": "3"},
        {"kind": "needs_fact", "fact": "star sign"},
        {"kind": "supplied", "by": "nobody"},
        {"kind": "together", "items": ["A"]},
        {"kind": "hours", "windows": []},
        {"kind": "minimum", "quantity": "NaN"},
        {"kind": "included", "first": "1", "then": "A", "step": "0"},
        {"kind": "needs_fact", "fact": "photos", "when": {"kind": "full moon"}},
        "adds",
        None,
    ],
)
def test_what_is_no_rule_is_refused_with_a_sentence(given: object) -> None:
    with pytest.raises(rules.BadRule, match=r"\w+.*\.$"):
        rules.from_json(given)


TRADES = [
    ItemWords("SK4", "Midi skip, 4 yard", "Up to 14 days on a drive", "each"),
    ItemWords("SK8", "Large skip, 8 yard", "Up to 14 days on a drive", "each"),
    ItemWords("PER", "Council permit", "For a skip on the road, per skip", "each"),
    ItemWords("WK", "Further week", "Per skip, after the first 14 days", "week"),
    ItemWords("FAR", "Far delivery", "Once per skip", "each"),
    ItemWords("BG", "Skip bag, 1.5 yard", "Delivered and collected", "each"),
    ItemWords("BG3", "Skip bag, three or more", "Per bag where three or more are taken", "each"),
    ItemWords("CU", "Consumer unit", "Up to 10 ways", "each"),
    ItemWords("BS", "Boiler swap", "Same place", "each"),
    ItemWords("EI", "Electrical report (EICR)", "Up to 8 circuits", "each"),
    ItemWords("EIX", "EICR further circuit", "Each over 8", "each"),
    ItemWords("FW", "Fitted wardrobe", "Per m of width", "m"),
    ItemWords("HL", "Hedge cut, low", "Up to 1.8 m high", "m"),
    ItemWords("HT", "Hedge cut, tall", "Over 1.8 m high", "m"),
    ItemWords("CE", "Skim ceiling", "", "m2"),
    ItemWords("TS", "Artex test", "Laboratory sample", "each"),
    ItemWords("FH", "First hour", "Labour, travel included", "each"),
    ItemWords("HH", "Further half hour", "Labour", "each"),
    ItemWords("MV", "House move, 2 bed", "Two men", "each"),
    ItemWords("FL", "Floor without a lift", "Per floor over the first", "each"),
    ItemWords("FT", "Fit a toilet", "Supply and fit", "each"),
    ItemWords("TV", "Toilet valve replaced", "Part included", "each"),
    ItemWords("AW", "Old toilet taken away", "", "each"),
]


def read_from(sentence: str, code: str) -> list[rules.Rule]:
    return list(suggest(TRADES, [sentence]).get(code, []))


FAR_OUT = rules.Adds("FAR", "same", when=(rules.Condition("postcode", "YO60 YO61 YO62"),))
ROAD = rules.Condition("said", "road or street or pavement")


@pytest.mark.parametrize(
    ("sentence", "code", "rule"),
    [
        ("A consumer unit price is firm only after photos of the present one.", "CU", rules.NeedsFact("photos")),
        ("Consumer unit work needs photos before the price is firm.", "CU", rules.NeedsFact("photos")),
        ("A consumer unit is only priced from photos.", "CU", rules.NeedsFact("photos")),
        ("Without photos a consumer unit cannot be priced.", "CU", rules.NeedsFact("photos")),
        ("To quote a boiler swap I need make and model.", "BS", rules.NeedsFact("make_model")),
        ("No firm price for a boiler swap until I have photos.", "BS", rules.NeedsFact("photos")),
        ("Hedge height decides between HL and HT.", "HL", rules.NeedsFact("hedge_height")),
        ("HL or HT depends on the height of the hedge.", "HT", rules.NeedsFact("hedge_height")),
        ("Fitted furniture is a guide price until I have measured.", "FW", rules.Guide()),
        ("Wardrobes are an estimate only, subject to survey.", "FW", rules.Guide()),
        ("The price of a wardrobe is confirmed after a site visit.", "FW", rules.Guide()),
        ("EI covers 8, each more is EIX.", "EI", rules.Included(Decimal(8), "circuits", "EIX")),
        ("A skip on the road adds one PER per skip.", "SK4", rules.Adds("PER", "same", when=(ROAD,))),
        ("Hire beyond 14 days adds WK per started week and skip.", "SK8", rules.Included(Decimal(14), "days", "WK", Decimal(7), True)),
        ("Three or more skip bags are all charged at BG3, one or two at BG.", "BG3", rules.Band("count", Decimal(3), None, of="bag")),
        ("From 3 skip bags the price of each is BG3.", "BG", rules.Band("count", None, Decimal(2), of="bag")),
        ("Delivery to YO60, YO61 or YO62 adds one FAR per skip.", "SK4", FAR_OUT),
        ("A textured ceiling in a house built before 2000 adds one TS per room.", "CE",
         rules.Adds("TS", "room", when=(rules.Condition("built_before", number=2000), rules.Condition("said", "textured or artex")))),
        ("Without the age of the house a textured ceiling cannot be priced firmly.", "CE",
         rules.NeedsFact("house_age", rules.Condition("said", "textured or artex"))),
        ("We like our tea with milk.", "FH", rules.Included(Decimal(1), "hours", "HH", Decimal("0.5"))),
        ("We like our tea with milk.", "MV", rules.Included(Decimal(1), "floors without a lift", "FL")),
    ],
)  # fmt: skip
def test_what_owners_write_in_many_ways_becomes_the_same_rule(sentence: str, code: str, rule: rules.Rule) -> None:
    assert rule in read_from(sentence, code)


def test_a_charge_with_a_condition_is_never_added_without_it() -> None:
    for sentence in (
        "A skip on the road adds one PER per skip.",
        "SK4 adds one PER where the skip stands on the pavement.",
        "A midi skip adds one PER if the council asks for lights.",
    ):
        added = [rule for rule in read_from(sentence, "SK4") if isinstance(rule, rules.Adds) and rule.item == "PER"]
        assert added
        assert all(rule.when for rule in added), sentence


def test_an_old_thing_is_taken_away_with_what_replaces_it_and_not_with_what_mends_it() -> None:
    sentence = "Taking an old toilet away is AW and is added only if the customer asks."
    assert rules.Adds("AW", when=(rules.Condition("asked"),)) in read_from(sentence, "FT")
    assert not any(isinstance(rule, rules.Adds) for rule in read_from(sentence, "TV"))


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Weekdays 8 to 6, travel included", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00."),
        ("Mon-Fri 9-5", "For Mon, Tue, Wed, Thu, Fri 09:00–17:00."),
        ("Saturdays, 9 to 1", "For Sat 09:00–13:00."),
        ("weekdays 8am to 6pm", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00."),
        ("weekdays, 2 to 4 rooms", "For Mon, Tue, Wed, Thu, Fri all day."),
    ],
)
def test_bare_hours_are_hours_only_right_behind_their_days(words: str, hours: str) -> None:
    (rule,) = [
        one for one in suggest([ItemWords("A", "Call-out", words, "visit")], [])["A"] if isinstance(one, rules.Hours)
    ]
    assert rule.in_words() == hours


PESTS = [
    ItemWords("W1", "Wasp nest", "One nest", "each"),
    ItemWords("W2", "Additional wasp nest", "Same visit", "each"),
    ItemWords("C1", "Travel", "", "each"),
    ItemWords("F1", "Carpet fitting", "", "m2"),
    ItemWords("U1", "Underlay", "", "m2"),
    ItemWords("P1", "Fence panel", "", "each"),
    ItemWords("K1", "Skip", "4 yard", "each"),
]


def test_a_price_for_additional_ones_belongs_to_the_price_of_the_first() -> None:
    assert suggest(PESTS, [])["W1"] == [rules.Included(Decimal(1), "nest", "W2")]


@pytest.mark.parametrize(
    ("sentence", "code", "rule"),
    [
        ("C1 is charged on every job.", "W1", rules.Adds("C1")),
        ("U1 goes with each F1.", "F1", rules.Adds("U1", "same")),
        ("One skip (K1) for every 20 panels or part of 20.", "P1", rules.Adds("K1", "started", Decimal(20))),
        ("F1 has a minimum of 10 m2.", "F1", rules.Minimum(Decimal(10))),
    ],
)
def test_what_comes_with_what_may_be_said_in_many_ways(sentence: str, code: str, rule: rules.Rule) -> None:
    assert rule in suggest(PESTS, [sentence])[code]


def test_what_a_thing_costs_is_not_what_comes_with_it() -> None:
    assert "U1" not in suggest(PESTS, ["Each carpeted room is one F1."])


ROUND_THE_HOUSE = [
    ItemWords("S1", "Slates put back", "Off a ladder", "visit"),
    ItemWords("S2", "Extra slate", "", "each"),
    ItemWords("G1", "Hang pictures or mirrors", "First three", "visit"),
    ItemWords("G2", "Further picture or mirror", "Each after the first three", "each"),
    ItemWords("SE1", "Empty septic tank", "Up to 4,500 litres", "each"),
    ItemWords("SE2", "Septic tank, further 1,000 litres", "Each started 1,000 litres over 4,500", "each"),
    ItemWords("CH1", "Sweep open fire", "", "each"),
    ItemWords("CH2", "Sweep stove", "", "each"),
    ItemWords("CH3", "Further flue, same visit", "", "each"),
    ItemWords("CH4", "Stove glass", "", "each"),
    ItemWords("AP1", "Call-out and fault finding", "Weekdays", "visit"),
    ItemWords("AP2", "Second appliance, fault finding", "Same visit", "each"),
    ItemWords("AP3", "Washing machine pump", "Part included", "each"),
    ItemWords("AP4", "Fit dishwasher", "", "each"),
    ItemWords("LK1", "Lock-out, evening and weekend", "18:00-22:00, and 08:00-22:00 on Saturday, Sunday and bank holidays", "visit"),
    ItemWords("LK2", "Night latch", "Supply and fit", "each"),
    ItemWords("LK3", "Board up", "One opening", "each"),
    ItemWords("VC", "Visit charge", "", "visit"),
    ItemWords("FP", "Lap panel", "On existing posts", "each"),
    ItemWords("FB", "New lap bay", "Post and panel", "each"),
    ItemWords("OP", "Take away old panel", "", "each"),
    ItemWords("OB", "Take away old bay", "Panel and post", "each"),
    ItemWords("WA", "Walls, two coats", "", "m2"),
    ItemWords("PA", "Lining paper", "Per roll hung", "roll"),
    ItemWords("ST", "Strip wallpaper", "Per m2 of wall", "m2"),
    ItemWords("MI", "Mist coat", "On new plaster, walls or ceiling", "m2"),
    ItemWords("BE", "Boiler exchange", "", "each"),
    ItemWords("BX", "Boiler service", "", "each"),
    ItemWords("RT", "Tap change", "", "each"),
    ItemWords("RR", "Radiator change", "", "each"),
    ItemWords("DR", "Drain and refill", "", "visit"),
    ItemWords("CU1", "Consumer unit, up to 8 ways", "", "each"),
    ItemWords("CU2", "Consumer unit, 9 to 14 ways", "", "each"),
    ItemWords("SO1", "USB double socket", "Swap for an existing double", "each"),
    ItemWords("SO2", "Additional double socket", "Within 3 m of an existing socket", "each"),
    ItemWords("SD", "Same-day attendance", "", "each"),
    ItemWords("BU", "Bed bugs, first bedroom", "", "each"),
    ItemWords("BV", "Bed bugs, each further bedroom", "", "each"),
    ItemWords("RD", "Ridge tile", "Re-bed", "each"),
    ItemWords("SC", "Scaffold", "", "week"),
]  # fmt: skip


def read_at_home(sentence: str, code: str) -> list[rules.Rule]:
    return list(suggest(ROUND_THE_HOUSE, [sentence]).get(code, []))


ASKED = (rules.Condition("asked"),)
TAKEN = "Taking old ones away is only added if asked: OP for a panel, OB for a panel with its post."
PER_FLUE = "The first flue is its own price, each further flue at the same visit is CH3."
SCAFFOLD = "Ridge work on a house of two storeys adds one SC. A bungalow does not need it, nor does one where scaffold is already up."
PICTURES = "Pictures and mirrors: three are in G1, each one more is G2."
PLANNED = rules.Adds("VC", when=(rules.Condition("no_emergency"),))


@pytest.mark.parametrize(
    ("sentence", "code", "rule"),
    [
        ("Slates: five are in S1, each one after that is S2.", "S1", rules.Included(Decimal(5), "slates", "S2")),
        ("S1 takes in five slates, every slate after that is one S2.", "S1", rules.Included(Decimal(5), "slates", "S2")),
        ("Slates: five are in S1, the sixth and each one after is S2.", "S1", rules.Included(Decimal(5), "slates", "S2")),
        (PICTURES, "G1", rules.Included(Decimal(3), "pictures and mirrors", "G2")),
        ("We like our tea with milk.", "SE1", rules.Included(Decimal(4500), "litres", "SE2", Decimal(1000))),
        (PER_FLUE, "CH2", rules.Included(Decimal(1), "flue", "CH3")),
        ("A second machine looked at in the same visit is AP2.", "AP1", rules.Included(Decimal(1), "machine", "AP2")),
        ("Bed bugs: first bedroom BU, every other bedroom BV.", "BU", rules.Included(Decimal(1), "bedroom", "BV")),
        ("A repair price is only firm when we have the make and model.", "AP3", rules.NeedsFact("make_model")),
        ("The price of a boiler exchange is only firm with photos.", "BE", rules.NeedsFact("photos")),
        ("Planned work adds one VC a job. Lock-outs and boarding up do not.", "LK2", PLANNED),
        ("Every booked visit adds one VC.", "LK2", PLANNED),
        (TAKEN, "FP", rules.Adds("OP", "same", when=ASKED)),
        (TAKEN, "FB", rules.Adds("OB", "same", when=ASKED)),
        ("If the old paper has to come off, ST is added for the same wall area.", "WA", rules.Adds("ST", "same", when=ASKED)),
        ("New plaster gets MI for the same area.", "WA", rules.Adds("MI", "same", when=(rules.Condition("said", "new plaster"),))),
        ("Changing two or more radiators in one visit adds one DR.", "RR", rules.Adds("DR", above=Decimal(1))),
        ("If the customer wants us the same day add one SD.", "LK2", rules.Adds("SD", when=(rules.Condition("at", "today"),))),
        (SCAFFOLD, "RD",
         rules.Adds("SC", when=(rules.Condition("storeys_at_least", number=2),), unless="scaffold is already up")),
        ("Faults are quoted as the call-out for that time, nothing more.", "AP1", rules.Alone()),
        ("We like our tea with milk.", "CU2", rules.Band("count", Decimal(9), Decimal(14), of="ways")),
    ],
)  # fmt: skip
def test_rules_of_other_trades_are_read_as_they_are_meant(sentence: str, code: str, rule: rules.Rule) -> None:
    assert rule in read_at_home(sentence, code)


@pytest.mark.parametrize(
    ("sentence", "code", "kind"),
    [
        ("Slates: five are in S1, each one after that is S2.", "S2", rules.Adds),
        ("Bed bugs: first bedroom BU, every other bedroom BV.", "BV", rules.Adds),
        ("Planned work adds one VC a job. Lock-outs and boarding up do not.", "LK1", rules.Adds),
        ("Planned work adds one VC a job. Lock-outs and boarding up do not.", "LK3", rules.Adds),
        (PER_FLUE, "CH4", rules.Included),
        (
            TAKEN,
            "OP",
            rules.Adds,
        ),
        ("If the old paper has to come off, ST is added for the same wall area.", "PA", rules.Adds),
        ("Changing two or more radiators in one visit adds one DR.", "RT", rules.Adds),
        ("The price of a boiler exchange is only firm with photos.", "BX", rules.NeedsFact),
        ("A repair price is only firm when we have the make and model.", "AP4", rules.NeedsFact),
        ("We like our tea with milk.", "SO1", rules.Included),
    ],
)
def test_a_rule_stays_with_what_it_speaks_of(sentence: str, code: str, kind: type[rules.Rule]) -> None:
    assert not any(isinstance(rule, kind) for rule in read_at_home(sentence, code))


def test_hours_in_a_description_count_for_more_than_the_short_words_of_the_name() -> None:
    (hours,) = (rule for rule in read_at_home("", "LK1") if isinstance(rule, rules.Hours))
    assert hours.in_words() == "For Mon, Tue, Wed, Thu, Fri 18:00–22:00; Sat, Sun, bank holiday 08:00–22:00."


# --- rules of trades of many kinds, in the words of as many owners ----------------------------------------------------

FIRMS = {
    "heating": [
        ItemWords("TW1", "Yearly boiler service", "", "each"),
        ItemWords("TW6", "Breakdown visit, weekday", "Mon-Fri 08:00-17:30", "visit"),
        ItemWords("TW12", "Single-panel radiator", "Supplied and hung", "each"),
        ItemWords("TW15", "Heated towel rail", "Customer's own rail", "each"),
        ItemWords("TW17", "Empty and fill the heating", "", "visit"),
        ItemWords("TW23", "New combi boiler", "", "each"),
    ],
    "electrics": [
        ItemWords("S1", "First hour, day", "Mon-Sat 8 till 6, finding the fault included", "visit"),
        ItemWords("S2", "First hour, evening or Sunday", "Bank hols too", "visit"),
        ItemWords("S4", "Change a double socket", "", "each"),
        ItemWords("S6", "USB on a socket", "", "each"),
        ItemWords("S15", "Safety report, studio or one bed", "", "each"),
        ItemWords("S16", "Safety report, each further bedroom", "", "each"),
        ItemWords("S20", "New supply for a cooker", "Up to 10 m of cable", "each"),
        ItemWords("S21", "Cable beyond 10 m", "", "m"),
        ItemWords("S22", "Car charger", "7 kW, up to 10 m from the board", "each"),
        ItemWords("S23", "Congestion charge", "", "visit"),
    ],
    "roofs": [
        ItemWords("N7", "Point up chimney, one or two pots", "", "each"),
        ItemWords("N9", "Lead round a chimney", "", "each"),
        ItemWords("N22", "Storm sheet-up", "", "visit"),
        ItemWords("N23", "Chimney scaffold", "", "each"),
        ItemWords("N24", "Third storey", "", "visit"),
    ],
    "cleaning": [
        ItemWords("M5", "Moving out, two bedrooms", "Empty", "each"),
        ItemWords("M8", "Each bathroom more", "With moving out", "each"),
        ItemWords("M17", "Holiday let", "Up to 2 beds", "visit"),
        ItemWords("M18", "Holiday let, each bed more", "", "each"),
        ItemWords("M22", "Nails on their own", "", "each"),
    ],
    "drives": [
        ItemWords("D1", "Block paved drive", "", "m2"),
        ItemWords("D2", "Tarmac drive", "", "m2"),
        ItemWords("D5", "Printed concrete drive", "", "m2"),
        ItemWords("D9", "Old surface broken out", "Dug up and carted off", "m2"),
        ItemWords("D13", "Soakaway", "", "each"),
        ItemWords("D19", "Seal", "Two coats on clean block paving", "m2"),
        ItemWords("D21", "Tarmac patch", "Pothole", "each"),
    ],
    "trees": [
        ItemWords("C2", "Fell, under 5 m", "", "each"),
        ItemWords("C9", "Pollard", "Back to the old knuckles", "each"),
        ItemWords("C13", "Hedge cut", "Both sides and top", "m"),
        ItemWords("C17", "Chippings taken away", "Load", "load"),
        ItemWords("C21", "Fallen tree call-out, night or weekend", "", "visit"),
        ItemWords("C22", "Council application", "", "each"),
    ],
    "painting": [
        ItemWords("R1", "Walls, small room", "", "each"),
        ItemWords("R2", "Walls, medium room", "Floor over 7 and up to 14 m2", "each"),
        ItemWords("R7", "Front door", "", "each"),
        ItemWords("R23", "Special colour", "For each room", "each"),
    ],
    "carpets": [
        ItemWords("P4", "Flight of stairs", "", "each"),
        ItemWords("P5", "Hall or landing", "", "each"),
        ItemWords("P8", "Armchair", "", "each"),
        ItemWords("P22", "One thing only", "", "visit"),
    ],
    "vans": [
        ItemWords("V1", "Man and van, two hours", "", "visit"),
        ItemWords("V5", "Congestion charge", "", "visit"),
        ItemWords("V6", "Single item collected", "", "each"),
        ItemWords("V7", "More on the same trip", "", "each"),
        ItemWords("V8", "Beyond 10 miles", "", "mile"),
    ],
    "dogs": [
        ItemWords("PT1", "Dog walk", "One hour", "each"),
        ItemWords("PT2", "More dogs", "", "each"),
        ItemWords("PT4", "Bank holiday supplement", "", "visit"),
    ],
    "blinds": [
        ItemWords("B1", "Roller blind fitted", "", "each"),
        ItemWords("B3", "Curtain pole", "", "each"),
        ItemWords("B5", "Steel lintel drilling", "", "each"),
        ItemWords("B8", "Small job charge", "", "visit"),
    ],
    "floors": [
        ItemWords("F1", "Sand floor", "Boards", "m2"),
        ItemWords("F2", "Lacquer", "", "m2"),
        ItemWords("F9", "Old carpet lifted", "", "m2"),
        ItemWords("F8", "Skip", "", "each"),
    ],
}
ALONE = rules.Condition("only_one")
ASKED = rules.Condition("asked")


def said_of(words: str) -> rules.Condition:
    return rules.Condition("said", words=words)


def placed_in(words: str) -> rules.Condition:
    return rules.Condition("postcode", words=words)


@pytest.mark.parametrize(
    ("trade", "sentence", "expected"),
    [
        (
            "heating",
            "Any job that lets the water out (radiator, towel rail) adds TW17 once a visit, however many are done.",
            {"TW12": rules.Adds("TW17"), "TW15": rules.Adds("TW17"), "TW1": None, "TW6": None},
        ),
        (
            "heating",
            "A new boiler is only an estimate until we know the make of the old one and have a photo of it.",
            {"TW23": rules.NeedsFact("photos"), "TW1": None},
        ),
        (
            "electrics",
            "SE1 and SW1 addresses add one S23 a job for the congestion charge.",
            {"S4": rules.Adds("S23", when=(placed_in("SE1 SW1"),))},
        ),
        (
            "electrics",
            "Safety report: S15 for a studio or one bedroom, plus S16 for each bedroom after the first.",
            {"S15": rules.Included(Decimal(1), "bedroom", "S16")},
        ),
        (
            "electrics",
            "A socket with USB is the socket line plus S6 for each.",
            {"S4": rules.Adds("S6", "same", when=(said_of("usb"),))},
        ),
        (
            "roofs",
            "Work on a stack (N7, N9) needs N23 once, unless there is a scaffold up already.",
            {
                "N7": rules.Adds("N23", unless="there is a scaffold up already"),
                "N9": rules.Adds("N23", unless="there is a scaffold up already"),
                "N22": None,
            },
        ),
        ("roofs", "N23 is added to N7 to N9.", {"N7": rules.Adds("N23"), "N9": rules.Adds("N23")}),
        (
            "roofs",
            "Storm damage is quoted as N22 only; the repair is priced once we have been up.",
            {"N22": rules.Alone()},
        ),
        (
            "roofs",
            "Houses of three floors or more have N24 on top.",
            {"N7": rules.Adds("N24", when=(rules.Condition("storeys_at_least", number=3),))},
        ),
        (
            "roofs",
            "A house of three storeys or more adds one N24 to anything on the chimney.",
            {"N9": rules.Adds("N24", when=(rules.Condition("storeys_at_least", number=3),)), "N22": None},
        ),
        (
            "cleaning",
            "Moving-out prices have one bathroom in them; each bathroom or shower room more is M8.",
            {"M5": rules.Included(Decimal(1), "bathroom", "M8")},
        ),
        (
            "cleaning",
            "A holiday let with more than 2 beds is M17 plus M18 for each bed over two.",
            {"M17": rules.Included(Decimal(2), "bed", "M18")},
        ),
        (
            "drives",
            "Breaking out what is there is D9 for the same area; it goes on only when they say there is an old surface to come up.",
            {"D1": rules.Adds("D9", "same", when=(ASKED,)), "D19": None},
        ),
        (
            "drives",
            "A tarmac or printed concrete drive needs somewhere for the rain to go, so one D13 goes on with it.",
            {"D2": rules.Adds("D13"), "D5": rules.Adds("D13"), "D21": None, "D1": None},
        ),
        (
            "trees",
            "Only where they are to go away is C17 added: one load for every two trees started, or for every 20 m of hedge started.",
            {"C13": rules.Adds("C17", "started", Decimal(20), when=(ASKED,))},
        ),
        (
            "trees",
            "A preserved tree (TPO) or one in a conservation area adds C22 once for the address.",
            {
                "C2": rules.Adds("C22", when=(said_of("preserved tree or tpo or conservation area"),)),
                "C9": rules.Adds("C22", when=(said_of("preserved tree or tpo or conservation area"),)),
                "C21": None,
            },
        ),
        (
            "painting",
            "Where the customer names another colour one R23 is added for each room.",
            {"R1": rules.Adds("R23", "room", when=(said_of("another colour"),)), "R7": None},
        ),
        (
            "carpets",
            "When only one room or one piece is to be done in the whole visit, P22 goes on.",
            {"P8": rules.Adds("P22", when=(ALONE,))},
        ),
        (
            "carpets",
            "Hall, stairs and landing is one P4 and two P5.",
            {
                "P4": rules.Adds("P5", when=(said_of("hall stairs landing"),)),
                "P5": rules.Adds("P4", when=(said_of("hall stairs landing"),)),
            },
        ),
        (
            "vans",
            "Central London (EC1, EC2, WC1) add V5 once a day.",
            {"V1": rules.Adds("V5", when=(placed_in("EC1 EC2 WC1"),))},
        ),
        ("vans", "Anything in SW or W postcodes has one V5.", {"V6": rules.Adds("V5", when=(placed_in("SW W"),))}),
        (
            "vans",
            "Up to 10 miles are in the price, each further mile is V8.",
            {"V1": rules.Included(Decimal(10), "miles", "V8"), "V6": rules.Included(Decimal(10), "miles", "V8")},
        ),
        (
            "vans",
            "V6 is the first item; each other item on the same trip V7.",
            {"V6": rules.Included(Decimal(1), "item", "V7")},
        ),
        ("dogs", "One dog is PT1, every further dog PT2.", {"PT1": rules.Included(Decimal(1), "dog", "PT2")}),
        (
            "dogs",
            "PT4 applies on bank holidays.",
            {"PT1": rules.Adds("PT4", when=(rules.Condition("at", words="holiday"),))},
        ),
        (
            "blinds",
            "Fitting above a steel lintel adds one B5 per blind.",
            {"B1": rules.Adds("B5", "same", when=(said_of("steel lintel"),)), "B3": None},
        ),
        (
            "blinds",
            "Minimum charge: if only one blind is to be fitted we add B8.",
            {"B1": rules.Adds("B8", when=(ALONE,))},
        ),
        ("blinds", "A visit for a single item has B8 on top.", {"B3": rules.Adds("B8", when=(ALONE,))}),
        (
            "blinds",
            "Prices for poles are provisional until we have the width.",
            {"B3": rules.NeedsFact("dimensions"), "B1": None},
        ),
        (
            "floors",
            "F1 needs F2 for the same area unless they oil it themselves.",
            {"F1": rules.Adds("F2", "same", unless="they oil it themselves")},
        ),
        (
            "floors",
            "One F8 for every 40 m2 of carpet lifted.",
            {"F9": rules.Adds("F8", "started", Decimal(40)), "F1": None},
        ),
    ],
)
def test_owners_word_their_rules_in_ways_of_their_own(
    trade: str, sentence: str, expected: dict[str, rules.Rule | None]
) -> None:
    unsaid = suggest(FIRMS[trade], [])
    found = suggest(FIRMS[trade], [sentence])
    for code, rule in expected.items():
        new = [one for one in found.get(code, ()) if one not in unsaid.get(code, ())]
        assert new == [] if rule is None else rule in new, (code, new)


def test_what_a_description_says_of_lengths_and_times_is_read() -> None:
    found = suggest(FIRMS["electrics"], [])
    assert rules.Included(Decimal(10), "m of cable", "S21") in found["S20"]
    assert rules.Included(Decimal(10), "m", "S21") in found["S22"]
    day, late = (next(rule for rule in found[code] if isinstance(rule, rules.Hours)) for code in ("S1", "S2"))
    saturday_noon, saturday_night, sunday = (
        datetime(2027, 3, 6, 12, tzinfo=LONDON),
        datetime(2027, 3, 6, 20, tzinfo=LONDON),
        datetime(2027, 3, 7, 12, tzinfo=LONDON),
    )
    assert [day.holds(at) for at in (saturday_noon, saturday_night, sunday)] == [True, False, False]
    assert [late.holds(at) for at in (saturday_noon, saturday_night, sunday)] == [False, True, True]
    assert not [rule for rule in suggest(FIRMS["cleaning"], []).get("M22", ()) if isinstance(rule, rules.Supplied)]
    bands = [rule for rule in suggest(FIRMS["painting"], [])["R2"] if isinstance(rule, rules.Band)]
    assert [(rule.measure, rule.low, rule.high) for rule in bands] == [("area", Decimal(7), Decimal(14))]


CLEANERS = [
    ItemWords("K1", "Cleaner, weekly", "", "hour"),
    ItemWords("K2", "Cleaner, every two weeks", "", "hour"),
    ItemWords("K3", "Moving-out clean", "One bedroom, one bathroom, kitchen", "each"),
    ItemWords("K4", "Moving-out clean, each more bedroom", "", "each"),
    ItemWords("K5", "Moving-out clean, each more bathroom", "", "each"),
]


def test_each_further_line_of_a_sentence_counts_things_of_its_own() -> None:
    said = (
        "K3 is for the first bedroom and the first bathroom, K4 for each further bedroom and K5 for each further "
        "bathroom or separate toilet."
    )
    assert [rule for rule in suggest(CLEANERS, [said])["K3"] if isinstance(rule, rules.Included)] == [
        rules.Included(Decimal(1), "bedroom", "K4"),
        rules.Included(Decimal(1), "bathroom or separate toilet", "K5"),
    ]


def test_which_of_two_lines_it_is_brings_none_with_the_other() -> None:
    said = "We charge for one visit: K1 where we come each week, K2 where we come each fortnight."
    assert not any(isinstance(rule, rules.Adds) for found in suggest(CLEANERS, [said]).values() for rule in found)


def test_only_the_metres_past_what_is_held_are_charged() -> None:
    listed = [ItemWords("W1", "Wall charger", "", "each"), ItemWords("W2", "Wall charger, more cable", "", "m")]
    made = suggest(listed, ["The first 6 m of cable are in W1, only metres past 6 are charged on W2."])
    assert made == {"W1": [rules.Included(Decimal(6), "m", "W2")]}


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("Where the number of circuits is not known N1 is given alone and the price is not firm.", "quantity"),
        ("For an inspection the make and size of the board must be known before the price is firm.", "make_model"),
    ],
)
def test_what_is_not_known_keeps_a_price_from_being_firm(said: str, fact: str) -> None:
    listed = [
        ItemWords("N1", "Inspection of the wiring", "Up to 6 circuits", "each"),
        ItemWords("N2", "Lamp", "", "each"),
    ]
    assert rules.NeedsFact(fact) in suggest(listed, [said])["N1"]
    assert "N2" not in suggest(listed, [said])


def test_the_limit_of_a_hedge_is_its_height() -> None:
    listed = [ItemWords("E1", "Hedge to waist height", "Up to 1.2 m, top and both faces", "m")]
    assert suggest(listed, [])["E1"] == [rules.Band("height", None, Decimal("1.2"), "m")]


def test_old_pieces_are_taken_along_only_with_what_the_line_names() -> None:
    listed = [
        ItemWords("B1", "Bath, ours", "With trap", "each"),
        ItemWords("B2", "Shower pump renewed", "", "each"),
        ItemWords("B3", "Old piece carted off", "Bath, pan or basin", "each"),
    ]
    made = suggest(listed, ["B3 is added for each old piece only when the customer wants it taken away."])
    assert [code for code, found in made.items() if any(isinstance(rule, rules.Adds) for rule in found)] == ["B1"]


DOORS = [
    ItemWords("A1", "Gain entry, weekday daytime", "Open a locked door, no new lock", "visit"),
    ItemWords("A2", "Gain entry, weekend", "Open a locked door, no new lock", "visit"),
    ItemWords("B1", "Supply and fit euro cylinder, standard", "", "each"),
    ItemWords("B2", "Supply and fit euro cylinder, anti-snap", "", "each"),
    ItemWords("B3", "Supply and fit night latch", "", "each"),
    ItemWords("D1", "Evening call supplement", "6pm to 11pm", "visit"),
    ItemWords("D2", "Night call supplement", "11pm to 7am", "visit"),
    ItemWords("D3", "Weekend supplement", "", "visit"),
]


def added_by(sentence: str) -> dict[str, set[tuple[str, str]]]:
    """What a sentence puts on top: code added → (onto what, at what times)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for code, made in suggest(DOORS, [sentence]).items():
        for rule in made:
            if isinstance(rule, rules.Adds):
                found.setdefault(rule.item, set()).add((code, " ".join(one.words for one in rule.when)))
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "Evening, night and weekend calls add D1, D2 or D3 to the job.",
        "Add D1 for evenings, D2 for nights and D3 for weekends on top of any job.",
        "For work out of hours add D1 (evening), D2 (night) or D3 (weekend).",
        "All work carries the evening, night or weekend supplement (D1, D2, D3) if it is wanted then.",
    ],
)
def test_each_supplement_of_a_sentence_is_due_at_its_own_hours(sentence: str) -> None:
    found = added_by(sentence)
    assert {code: {times for _, times in onto} for code, onto in found.items()} == {
        "D1": {"evening"}, "D2": {"night"}, "D3": {"weekend"},
    }  # fmt: skip
    assert {code for code, _ in found["D1"]} >= {"A1", "B1", "B2", "B3"}


@pytest.mark.parametrize(
    "sentence",
    [
        "If entry means drilling, add the matching new lock (B1 to B3).",
        "If a new lock is needed after gaining entry, add B1, B2 or B3, whichever is on the door.",
        "Lock-outs: charge the entry line for the day, plus the lock if one has to be replaced (B1–B3).",
        "One supplement only is ever added: the dearest of D1, D2 and D3 that fits.",
        "D1, D2 and D3 are never added together.",
    ],
)
def test_of_several_that_a_sentence_leaves_to_choose_from_none_is_added(sentence: str) -> None:
    assert added_by(sentence) == {}


def test_what_a_sentence_spares_gets_no_supplement() -> None:
    found = added_by("Add D3 at weekends to everything except A1 and A2.")
    assert {code for code, _ in found["D3"]} == {"B1", "B2", "B3", "D1", "D2"}


def test_what_stands_before_the_verb_is_what_something_is_added_to() -> None:
    assert "A1" not in added_by("A broken key in the lock is A1 plus B1 only if the cylinder is damaged.")


def test_the_first_of_each_room_starts_anew_in_the_next() -> None:
    listed = [ItemWords("X1", "New socket, first", "", "each"), ItemWords("X2", "New socket, further", "", "each")]
    made = suggest(listed, ["In each room the first new socket is X1 and every further one in that room is X2."])
    assert made["X1"] == [rules.Included(Decimal(1), "socket", "X2", each_place=True)]
    assert made["X1"][0].in_words() == "Covers the first socket, in each room anew; each further one is X2."


def test_a_rule_stored_before_rooms_had_a_field_of_their_own_is_read_as_it_was_meant() -> None:
    stored = {"kind": "included", "first": "1", "of": "socket of each place", "then": "X2", "step": "1", "each": False}
    assert rules.from_json(stored) == rules.Included(Decimal(1), "socket", "X2", each_place=True)
    assert rules.from_json(rules.to_json(rules.from_json(stored))) == rules.from_json(stored)
