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
