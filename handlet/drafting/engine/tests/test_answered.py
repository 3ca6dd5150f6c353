"""A bare figure in an answer is what our last question asked for: in the facts, in the lines and in what is still asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.engine.reading.answered import Kind, Question, lent, questions_in
from handlet.drafting.port import Enquiry, Line
from handlet.drafting.tests.making import NOW, enquiry, firm

LIST = """
G1|Replace guttering|uPVC half round|m|34
H1|Hedge trim up to 2 m high|Per metre of length|m|6
H2|Hedge trim over 2 m high|Per metre of length|m|11
T1|Turfing|Supply and lay|m2|19
B1|Board loft|Raised legs|m2|42
C1|Regular clean|Weekly, our products|hour|18
D1|Paint internal door|Both sides|each|55
F1|Floor tiling|Tiles up to 600 mm, tiles by customer|m2|46
F2|Large format tiling|Tiles over 600 mm, wall or floor, tiles by customer|m2|58
O1|Overboard ceiling and skim|For textured ceilings|m2|32
A1|Asbestos sample test|Lab result in 3 days|each|55
R1|Grab rail|Supply and fit|each|48
R2|Grab rail (customer aged 60 or over)|Supply and fit in own home|each|48
"""
RULES = (
    "Any textured ceiling in a house built before 2000 needs A1, one sample per room; it is added to the quote.",
    "Grab rails are R2 only when the customer says the person is 60 or over and it is their own home; otherwise R1.",
)


def after(asked_for: str, ours: str, *answers: str) -> Enquiry:
    thread = [Line("in", NOW, asked_for), Line("out", NOW, ours)]
    return enquiry(*answers, business=firm(LIST, rules=RULES), thread=thread)


def quoted(asked: Enquiry) -> dict[str, Decimal]:
    return {one.item.code: one.quantity for one in match(asked, read_enquiry(asked))[0] if not one.missing}


@pytest.mark.parametrize(
    ("first", "ours", "answer", "lines"),
    [
        ("Replace the guttering please. LS6 2AB", "Happy to. How many metres is it?", "14 I reckon", {"G1": 14}),
        ("Replace the guttering please. LS6 2AB", "How long is it, roughly?", "20ish all round", {"G1": 20}),
        ("Please trim our hedge. LS6 2AB", "How long is it and how high?", "18 and about 1.5", {"H1": 18}),
        ("Please trim our hedge. LS6 2AB", "How long is it and how high?", "18 metres long, 2.5 high", {"H2": 18}),
        ("Please trim our hedge, 10m long. LS6 2AB", "And how tall is it?", "about 8", {"H2": 10}),
        ("Turfing for the back please. LS6 2AB", "What size is it?", "6 by 8", {"T1": 48}),
        ("Turfing for the back please. LS6 2AB", "How many square metres?", "55 or so", {"T1": 55}),
        ("Can you board the loft? LS6 2AB", "How big an area?", "about 20", {"B1": 20}),
        ("A regular clean please. LS6 2AB", "How many hours would you like?", "3 please", {"C1": 3}),
        ("Internal doors to paint. LS6 2AB", "How many doors is it?", "about nine", {"D1": 9}),
        ("Floor tiling in the loo, 2m x 1.5m. LS6 2AB", "What size are the tiles?", "300 by 300, white", {"F1": 3}),
        ("Floor tiling in the loo, 2m x 1.5m. LS6 2AB", "What size are the tiles?", "900 by 600", {"F2": 3}),
        ("Overboard and skim an artex ceiling, 4m x 3m. LS6 2AB", "How old is the house?", "67 I think", {"O1": 12, "A1": 1}),
        ("Overboard and skim an artex ceiling, 4m x 3m. LS6 2AB", "What year was it built?", "2004", {"O1": 12}),
        ("Overboard and skim an artex ceiling, 4m x 3m. LS6 2AB", "How old is the house?", "about 20", {"O1": 12}),
        ("Overboard and skim an artex ceiling, 4m x 3m. LS6 2AB", "How old is the house?", "50 years or so", {"O1": 12, "A1": 1}),
        ("Two grab rails for my mum please. LS6 2AB", "Can I ask how old she is?", "81", {"R2": 2}),
        ("Two grab rails for my mum please. LS6 2AB", "Can I ask how old she is?", "58", {"R1": 2}),
    ],
)  # fmt: skip
def test_a_bare_figure_is_what_was_asked_for(first: str, ours: str, answer: str, lines: dict[str, int]) -> None:
    assert quoted(after(first, ours, answer)) == lines


def test_an_answer_in_a_second_message_is_still_one() -> None:
    asked = after("Replace the guttering please. LS6 2AB", "How many metres is it?", "hi again", "16")
    assert quoted(asked) == {"G1": 16}
    assert [(fact.value, fact.unit, fact.span.text) for fact in read_enquiry(asked).quantities if fact.unit == "m"] == [
        (16, "m", "16")
    ]


@pytest.mark.parametrize(
    ("ours", "answer"),
    [
        ("How many metres is it?", "I'm in after 5"),
        ("How many metres is it?", "no idea, come and measure on the 14th"),
        ("How many metres is it?", "it's 9 doors along the terrace"),
        ("How old is the house?", "We moved in 3 weeks ago"),
        ("Which day suits?", "about 9"),
        ("How long does the hedge take you?", "4"),
        ("What is your postcode?", "LS6 2AB, number 12"),
        ("How many metres is it?", "£14"),
        ("How high is the hedge?", "10:30 is fine"),
    ],
)
def test_a_figure_that_answers_something_else_is_left_alone(ours: str, answer: str) -> None:
    assert lent(answer, questions_in(ours), 2026)[0] == []


def test_the_questions_of_a_message_in_their_order() -> None:
    assert questions_in("Thanks. How many bedrooms and bathrooms, and how old is the house? Kev") == [
        Question(Kind.COUNT, "bed home"),
        Question(Kind.COUNT, "bathrooms"),
        Question(Kind.BUILT),
    ]
    assert questions_in("How many bedrooms are we painting?") == [Question(Kind.COUNT, "bedrooms")]
    assert questions_in("Could you send a photo?") == []


def test_a_long_answer_is_read_in_good_time() -> None:
    """The lead of a figure is looked at within its part of the sentence only."""
    answer = "about " * 600 + "14 " + "- + & " * 600
    assert lent(answer, [Question(Kind.LENGTH)], 2026)[0] == []
