"""What comes on top of what, in the sentences of owners of many trades: whatever their codes look like, however they put it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from handlet.quoting.rules import Adds, Alone, Band, Condition, Guide, Included, Minimum, NeedsFact, Rule, Together
from handlet.quoting.rules_in_words import ItemWords, read, suggest


def _list(text: str) -> list[ItemWords]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [ItemWords(code, name, description, unit) for code, name, description, unit in rows]


TREES = _list(
    """
    F-01 | Fell a tree | Up to 6 m | each
    F-02 | Fell a big tree | Over 6 m | each
    F-03 | Hedge trimmed | By the metre | m
    F-04 | Stump ground out | First 300 mm across | each
    F-05 | Stump, each further started 100 mm | | each
    F-06 | Brash carted off | Van load | load
    F-07 | Road closed by us | | day
    F-08 | Carried through the house | | job
    F-09 | Storm call-out | | visit
    F-10 | Weekend supplement | | visit
    """
)
BLINDS = _list(
    """
    ROL | Roller blind | Up to 1.2 m wide | each
    VEN | Wooden venetian blind | | each
    OWN | Fit your own blind | | each
    CLP | Safety clips | | each
    OUT | Old blind taken down and away | | each
    TWR | Tower | Windows out of reach | visit
    """
)
BUGS = _list(
    """
    100 | Wasp nest | | each
    110 | Mice, three visits | | each
    111 | Rats, three visits | | each
    112 | Extra visit | | visit
    170 | Night and Sunday supplement | | visit
    180 | Long ladder | | visit
    """
)
GAS = _list(
    """
    G/1 | Boiler service | | each
    G/2 | Landlord record | Two appliances | each
    G/3 | Service and record together | | each
    G/4 | Boiler swap | | each
    G/5 | Magnetic filter | | each
    G/6 | Radiator fitted | | each
    G/7 | System drained and filled | | visit
    G/8 | Towel rail fitted | | each
    G/9 | Fault visit | | visit
    G/10 | Labour, per further half hour | | half hour
    """
)
ASKED = (Condition("asked"),)


def _said(words: str) -> tuple[Condition, ...]:
    return (Condition("said", words=words),)


def _from(listed: Sequence[ItemWords], sentence: str) -> Mapping[str, Sequence[Rule]]:
    """What a sentence adds to the rules that the list has without it."""
    before = suggest(listed, [])
    return {
        code: new
        for code, rules in suggest(listed, [sentence]).items()
        if (new := [rule for rule in rules if rule not in before.get(code, ())])
    }


@pytest.mark.parametrize(
    ("listed", "sentence", "expected"),
    [
        # Codes of every look: letters alone, figures alone, with a stroke, with a dash left out.
        (BLINDS, "With every wooden blind goes one CLP.", {}),
        (BLINDS, "CLP on every blind, it is the law.", {code: [Adds("CLP", "same")] for code in ("ROL", "VEN", "OWN")}),
        (GAS, "A swap carries one G/5.", {"G/4": [Adds("G/5")]}),
        (GAS, "G/6 and G/8 need G/7 once, however many there are.", {code: [Adds("G/7")] for code in ("G/6", "G/8")}),
        (GAS, "Radiators and towel rails: the system has to be drained first, G/7, one charge a visit.",
         {code: [Adds("G/7")] for code in ("G/6", "G/8")}),
        (GAS, "Never G/1 and G/2 on the same boiler: it is G/3.", {"G/3": [Together(("G/1", "G/2"))]}),
        (BUGS, "A wasp nest of 180 mm is nothing special.", {}),
        (TREES, "F04 takes one F06 per stump.", {"F-04": [Adds("F-06", "same")]}),
        # Conditions first, last, with a question, behind a colon, in the negative.
        (TREES, "Where a tree hangs over a road we put F-07 on.",
         {code: [Adds("F-07", when=_said("tree hangs over road"))] for code in ("F-01", "F-02")}),
        (TREES, "Protected trees carry one F-07 each.",
         {code: [Adds("F-07", "same", when=_said("protected"))] for code in ("F-01", "F-02")}),
        (TREES, "Landlords get F-06 with each hedge.", {"F-03": [Adds("F-06", "same", when=_said("landlords"))]}),
        (TREES, "F-06 only if they ask: one load for every started 2 trees or 25 m of hedge.",
         {"F-01": [Adds("F-06", "started", Decimal(2), when=ASKED)], "F-02": [Adds("F-06", "started", Decimal(2), when=ASKED)],
          "F-03": [Adds("F-06", "started", Decimal(25), when=ASKED)]}),
        # Not a charge at all.
        (TREES, "F-10 never goes with F-09.", {}),
        (TREES, "F-06 comes off the bill where you take it to the tip yourself.", {}),
        (TREES, "F-02 replaces F-01 when it turns out taller.", {}),
        (BLINDS, "ROL is charged for every pane.", {}),
        (BLINDS, "Underlay, brackets and CLP are added when asked.", {}),
        (GAS, "G/7 is not needed where there are isolating valves.", {}),
        (GAS, "Filters are G/5.", {}),
    ],
)  # fmt: skip
def test_who_brings_what(listed: Sequence[ItemWords], sentence: str, expected: Mapping[str, Sequence[Rule]]) -> None:
    assert _from(listed, sentence) == expected


def test_a_weekend_supplement_goes_onto_all_but_what_the_sentence_spares() -> None:
    made = _from(TREES, "Weekend supplement on everything bar storm call-outs.")
    assert set(made) == {"F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07", "F-08"}
    assert all(rules == [Adds("F-10", when=(Condition("at", words="weekend"),))] for rules in made.values())


def test_what_must_be_the_case_for_every_job_is_a_condition_and_never_left_out() -> None:
    for sentence in (
        "No way round to the back? Then F-08 is added.",
        "If we can't get a barrow round the back it's F-08 on the bill.",
        "Houses inside the ring road pay F-08 once.",
    ):
        made = _from(TREES, sentence)
        assert made, sentence
        assert all(
            isinstance(rule, Adds) and rule.when and rule.when[0].kind == "said"
            for rules in made.values()
            for rule in rules
        )


def test_a_range_of_postcodes_names_those_between() -> None:
    made = _from(TREES, "Anybody from YO26 through to YO29 pays one F-08, once for the visit.")
    assert made["F-01"] == [Adds("F-08", when=(Condition("postcode", words="YO26 YO27 YO28 YO29"),))]


def test_what_nobody_would_ever_say_is_no_condition_and_gives_no_rule() -> None:
    sentence = (
        "A stump that has stood for ages needs F-08 if I am told nothing about the walls and roots and drains around."
    )
    assert _from(TREES, sentence) == {}


def test_hours_outside_the_week_are_evenings_and_weekends() -> None:
    made = _from(BUGS, "Outside Mon-Fri 8 to 5 it is one 170 on top.")
    assert made["100"] == [Adds("170", when=(Condition("at", words="weekend evening"),))]


def test_what_is_dearer_on_a_sunday_is_what_the_sentence_names() -> None:
    made = _from(TREES, "Chipping on a weekend adds F-10.")
    assert made["F-01"] == [Adds("F-10", when=(Condition("at", words="weekend"), Condition("said", words="chipping")))]


def test_what_is_counted_is_what_the_sentence_counts() -> None:
    listed = _list("K1 | White key top | | each\nK2 | White key tops throughout | | set")
    made = _from(
        listed, "When ten or more key tops need renewing it is K2 and not odd ones; nine or fewer are K1 each."
    )
    assert made == {
        "K1": [Band("count", None, Decimal(9), of="tops")],
        "K2": [Band("count", Decimal(10), None, of="tops")],
    }


def test_years_are_months_too() -> None:
    listed = _list("T1 | Tuning | | each\nT2 | Pitch raise | | each")
    assert _from(listed, "If the tuning was not done for 2 years, T2 is added.") == {
        "T1": [Adds("T2", when=(Condition("months_since", number=24),))]
    }


def test_two_counts_in_one_sentence_are_each_of_their_own_price() -> None:
    listed = _list("W1 | Terrace | | visit\nW2 | Semi | | visit\nW3 | Further window | | each")
    made = _from(listed, "Ten windows are in W1 and fourteen in W2, each one more is W3.")
    assert made == {
        "W1": [Included(Decimal(10), "windows", "W3")],
        "W2": [Included(Decimal(14), "windows", "W3")],
    }


def test_a_charge_that_hangs_on_nothing_is_not_put_on_half_a_list() -> None:
    listed = [ItemWords(f"W{at}", f"Window of kind {at}", "", "each") for at in range(9)]
    listed += [ItemWords("V1", "Sill", "", "each"), ItemWords("V2", "Handle", "", "each")]
    assert _from(listed, "Windows get one V1.") == {}
    assert _from(listed, "W1 gets one V1.") == {"W1": [Adds("V1")]}


@pytest.mark.parametrize(
    ("listed", "sentence", "code", "rule"),
    [
        (TREES, "Stumps: F-04 is good for a stump 300 mm across, above that it is F-05 for every 100 mm or part of it.",
         "F-04", Included(Decimal(300), "mm", "F-05", Decimal(100))),
        (BUGS, "Three visits are in with mice and rats. Any more are 112.", "110", Included(Decimal(3), "visits", "112")),
        (GAS, "The first hour is in G/9, and every half hour begun after it is G/10.",
         "G/9", Included(Decimal(1), "hours", "G/10", Decimal("0.5"))),
        (TREES, "Hedges under 12 m are charged as 12 m.", "F-03", Minimum(Decimal(12))),
        (TREES, "F-09 on its own, and the rest in daylight.", "F-09", Alone()),
        (GAS, "Make and model of the boiler are wanted before G/4 is firm.", "G/4", NeedsFact("make_model")),
        (BLINDS, "VEN is not a firm price till I have had photographs.", "VEN", NeedsFact("photos")),
        (TREES, "Trees over 6 m I must come and see first.", "F-02", Guide()),
    ],
)  # fmt: skip
def test_other_rules_in_other_words(listed: Sequence[ItemWords], sentence: str, code: str, rule: Rule) -> None:
    assert rule in suggest(listed, [sentence]).get(code, ())


def test_each_sentence_is_told_with_what_it_gave_and_one_that_gave_nothing_is_told_too() -> None:
    sentences = ["A swap carries one G/5.", "We like our tea with milk.", "G/6 needs one G/7."]
    made = read(GAS, sentences)
    assert [(sentence, dict(rules)) for sentence, rules in made.by_sentence] == [
        (sentences[0], {"G/4": [Adds("G/5")]}),
        (sentences[1], {}),
        (sentences[2], {"G/6": [Adds("G/7")]}),
    ]
