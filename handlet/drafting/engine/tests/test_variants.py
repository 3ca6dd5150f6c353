"""Variants of one name, words that name fewer things together than alone, and what is charged by the bedroom."""

from __future__ import annotations

import pytest

from handlet.drafting.tests.making import asked_of

LIST = """== odds_and_ends
V1 | Lamp rewired, table | New flex and plug | each | 38.00
V2 | Lamp rewired, floor | New flex and plug, weighted base checked | each | 52.00
V3 | Bell or chime, wired | Transformer in the cupboard | each | 95.00
V4 | Bell or chime, battery | With two pushes | each | 62.00
V5 | Thatch patched, garden room | Straw | m2 | 90.00
V6 | Thatch patched, main house | Straw, off a scaffold | m2 | 120.00
V7 | Garden arch | Larch, dug in | each | 210.00
V8 | Garden seat | Round a tree | each | 340.00
V9 | House sign | Slate | each | 85.00
V10 | Carpet beetle, first bedroom | Two visits | each | 140.00
V11 | Carpet beetle, each further bedroom | | each | 60.00
V12 | Moulding, cottage style | With beads | m | 14.00
V13 | Moulding, plain style | No beads | m | 11.00
V14 | Day rate | Odds and ends, one pair of hands | day | 190.00
! Carpet beetle: first bedroom V10, every other bedroom V11.
"""


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("a hard wired door chime please", {"V3": 1}),
        ("door chime, a battery one", {"V4": 1}),
        ("carpet beetle in two bedrooms", {"V10": 1, "V11": 1}),
        ("the thatch on the garden room wants patching, 4 m2", {"V5": 4}),
        ("20 m of moulding, the plain style without the beads", {"V13": 20}),
    ],
)
def test_a_word_of_the_list_tells_which(
    said: str, lines: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    quote = asked_of(LIST, said, min(lines), tmp_path_factory).quote
    assert {line.code: int(line.quantity) for line in quote.lines} == lines


@pytest.mark.parametrize(
    ("said", "code", "asked"),
    [("how much to rewire a lamp", "V1", "scope"), ("we have carpet beetle, how much", "V10", "quantity")],
)
def test_what_no_word_tells_is_asked(
    said: str, code: str, asked: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = asked_of(LIST, said, code, tmp_path_factory)
    assert not made.quote.lines
    assert asked in [question.key for question in made.questions]


def test_a_day_is_no_guess_where_nothing_of_the_list_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = "our harmonium wheezes and two of its stops are dumb. What would you charge?"
    assert not asked_of(LIST, said, "V14", tmp_path_factory).quote.lines
