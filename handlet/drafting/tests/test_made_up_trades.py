"""Trades that the weights have not learned from: lists of many kinds, and customers who write as they like."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.matching.lexicon import spelling_of, terms_of
from handlet.drafting.engine.matching.made_up import MadeUp, made_up
from handlet.drafting.engine.matching.sizes import unit_of
from handlet.drafting.engine.proposing import read

LINES_F1, WHOLE = 0.79, 0.65


def lines_of(one: MadeUp) -> dict[str, str]:
    matches, _ = match(*read(one.enquiry))
    return {line.item.code: f"{line.quantity:f}" for line in matches if not line.missing}


def enquiries(tmp_path: Path, text: str) -> list[MadeUp]:
    path = tmp_path / "trade.txt"
    path.write_text(text, encoding="utf-8")
    return list(made_up([path]))


def test_most_enquiries_to_trades_never_seen_get_their_lines() -> None:
    right = missed = extra = whole = 0
    every = list(made_up())
    for one in every:
        matches, _ = match(*read(one.enquiry))
        got = {line.item.code: line.quantity for line in matches if not line.missing}
        held = max(sum(got.get(code) == quantity for code, quantity in quote.items()) for quote in one.quotes)
        best = next(
            quote for quote in one.quotes if sum(got.get(code) == quantity for code, quantity in quote.items()) == held
        )
        right, missed, extra = right + held, missed + len(best) - held, extra + len(got) - held
        whole += held == len(best) == len(got)
    assert len(every) >= 150
    assert 2 * right / (2 * right + missed + extra) >= LINES_F1
    assert whole / len(every) >= WHOLE


HIRE = """
== hire
A1 | Storage | Per week, 50 sq ft | week | 18
A2 | TV bracket | Up to 50 inch, customer's bracket | each | 55
A3 | TV bracket, large | Over 50 inch, customer's bracket | each | 75
A4 | Picture or mirror | Hang up to 10 kg | each | 15
A5 | Driveway gates, pair | Supply and hang | each | 620
A6 | Flea treatment | Up to 3 bed house | each | 110
A7 | Wasp nest | One nest | each | 65
A8 | Additional wasp nest | Same visit | each | 25
"""


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("storage please, for 6 weeks", {"A1": "6"}),
        ("65 inch telly on the wall please, I have the bracket", {"A3": "1"}),
        ("six pictures putting up and one mirror", {"A4": "7"}),
        ("a pair of gates for the drive, supplied and hung", {"A5": "1"}),
        ("three wasp nests under the eaves", {"A7": "1", "A8": "2"}),
    ],
)
def test_amounts_are_charged_as_the_list_sells_them(tmp_path: Path, message: str, lines: dict[str, str]) -> None:
    (one,) = enquiries(tmp_path, f"{HIRE}> {message}\n= none\n")
    assert lines_of(one) == lines


@pytest.mark.parametrize(
    ("words", "not_meant"),
    [
        ("something to paint", "roof"),
        ("water comes in", "toilet"),
        ("cut the grass back", "wast"),
        ("it looks bad", "swap"),
        ("a camera on the wall", "room"),
    ],
)
def test_plain_english_words_are_not_taken_for_other_languages(words: str, not_meant: str) -> None:
    assert not_meant not in {term.word for term in terms_of(words)}


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("per m²", "m2"),
        ("sq. metres", "m2"),
        ("Linear metre", "m"),
        ("hrs", "hour"),
        ("weeks", "week"),
        ("per item", "each"),
    ],
)
def test_a_unit_is_known_however_it_is_written(written: str, unit: str) -> None:
    assert unit_of(written) == unit


def test_a_line_with_a_code_that_is_not_on_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Z9"):
        enquiries(tmp_path, f"{HIRE}> anything\n= Z9 1\n")


ODD_JOBS = """
== odd jobs
B1 | Reseal bath or shower | Old silicone cut out | each | 55
B2 | Fit skirting board | Customer's own | m | 9
B3 | Laptop screen | Part and labour | each | 115
B4 | Air brick | Cut in, 9 x 6 inch | each | 65
B5 | Feather edge fencing | Up to 1.8 m high | m | 68
B6 | Pipe lagging | Up to 22 mm pipe | m | 7
B7 | Slate repair | Slipped slates, off a ladder | each | 40
B8 | Tile repair | Slipped tiles, off a ladder | each | 35
"""


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("could you redo the silcone round the bath", {"B1": "1"}),
        ("12 metres of skirtingboard fitting, I have it here", {"B2": "12.00"}),
        ("cracked the screen of my lap top", {"B3": "1"}),
        ("2 airbricks please", {"B4": "2"}),
        ("8 metres of feather edge fencing, 6ft high", {"B5": "8.00"}),
        ("lagging for 4 metres of pipe", {"B6": "4.00"}),
        ("two slates have slipped", {"B7": "2"}),
    ],
)
def test_slips_of_the_keyboard_and_loose_sizes_do_not_hide_what_is_meant(
    tmp_path: Path, message: str, lines: dict[str, str]
) -> None:
    (one,) = enquiries(tmp_path, f"{ODD_JOBS}> {message}\n= none\n")
    assert lines_of(one) == lines


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Thanks, Giles", "tile"),
        ("a strip alongside", "side"),
        ("since the storm", "sink"),
        ("the carpet is bought", "fit"),
    ],
)
def test_names_and_plain_words_are_not_taken_for_slips(message: str, words: str) -> None:
    spelling = spelling_of(["Tile, side, sink, carpet fitting"], frozenset({"tile", "side", "sink", "carpet", "fit"}))
    assert words not in {term.word for term in terms_of(message, spelling)}


CALLS = """
== call-outs
V1 | Weekday visit and first half hour | Mon-Fri 08:00-17:00 | visit | 68
V2 | Evening visit and first half hour | Mon-Fri after 17:00 | visit | 98
V3 | Breakdown visit, weekend | Saturday and Sunday | visit | 118
V4 | Fridge thermostat | Part and visit included | each | 84
"""


@pytest.mark.parametrize(
    "message",
    [
        "the freezer isn't getting cold, could you come and have a look on Wednesday morning",
        "no power in the kitchen, can somebody look on Thursday",
    ],
)
def test_a_fault_whose_part_nobody_named_is_the_visit_for_its_time(tmp_path: Path, message: str) -> None:
    (one,) = enquiries(tmp_path, f"{CALLS}> {message}\n= none\n")
    assert lines_of(one) == {"V1": "1"}
