"""What an edit is called: from the proposed and the sent text alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.drafting.engine import classing
from handlet.drafting.engine.classing import class_edit

TODAY = date(2026, 11, 24)
PROPOSED = """Hi Dev,

Thanks for getting in touch about the tap. It’d be £108.00 including VAT for fitting your own tap. A couple of things: what’s the postcode, and could you send a photo or two, one from further back and one close up?

Cheers, Asha"""


def edited(*changes: tuple[str, str], text: str = PROPOSED) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("sent", "classes"),
    [
        (PROPOSED, ["as_is"]),
        (PROPOSED.replace("\n", "\r\n") + "\r\n\r\n", ["as_is"]),
        (edited(("Thanks for getting in touch about the tap. ", "")), ["padding"]),
        (edited((", one from further back and one close up", "")), ["padding"]),
        (edited(("own tap.", "own tap. I can come on Thursday.")), ["missing_fact"]),
        (edited(("own tap.", "own tap, and it takes about two hours.")), ["missing_fact"]),
        (edited(("own tap.", "own tap. The old one goes to the tip.")), ["missing_fact"]),
        (edited(("£108.00", "£96.00")), ["wrong_fact"]),
        (edited(("Cheers, Asha", "Kind regards,\nAsha")), ["register"]),
        (edited(("Hi Dev", "Hello Dev"), ("It’d", "It would")), ["register"]),
        (edited(("one close up?", "one close up? What make is the tap?")), ["missed_ask"]),
        (
            edited(("could you send a photo or two, one from further back and one close up", "how’s the parking")),
            ["missed_ask", "needless_question"],
        ),
        (
            edited(("A couple of things: what’s the postcode, and could you", "Could you")),
            ["needless_question"],
        ),
        ("Dzień dobry, dziękuję za wiadomość. Mogę przyjechać w czwartek rano.", ["language"]),
        ("Sorry, can’t do that one mate, try Barry on the corner, he is good and he lives close to you.", ["rewrite"]),
        (edited(("£108.00", "£96.00"), ("Cheers, Asha", "Regards, Asha")), ["wrong_fact", "register"]),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_name(sent: str, classes: list[str]) -> None:
    assert class_edit(PROPOSED, sent, today=TODAY).classes == classes


@pytest.mark.parametrize(
    "promise", ["We’ll beat any quote.", "I’ll be with you on Thursday.", "It’s guaranteed for life."]
)
def test_a_promise_of_ours_that_the_owner_takes_out_is_a_wrong_commitment(promise: str) -> None:
    proposed = edited(("It’d be", f"{promise} It’d be"))
    assert class_edit(proposed, PROPOSED, today=TODAY).classes == ["commitment"]


def test_one_gap_filled_is_told_from_more() -> None:
    one = class_edit(PROPOSED, edited(("own tap.", "own tap. I can come on Thursday at 9.")), today=TODAY)
    more = class_edit(PROPOSED, edited(("own tap.", "own tap. I can come on Thursday."), ("Hi", "Hello")), today=TODAY)
    assert one.filled_one_gap
    assert not more.filled_one_gap


def test_small_swaps_are_found_and_figures_are_not_among_them() -> None:
    sent = edited(("Cheers, Asha", "Kind regards, Asha"), ("£108.00", "£96.00"))
    changes = class_edit(PROPOSED, sent, today=TODAY).changes
    assert ("cheers", "kind regards") in changes.swaps
    assert not any(sign.isdigit() for pair in changes.swaps for words in pair for sign in words)


WORDS = st.lists(st.sampled_from("tap sink leak fit today ok photo send price boiler".split()), max_size=12)


@given(one=WORDS, other=WORDS, third=WORDS)
def test_the_distance_is_a_distance(one: list[str], other: list[str], third: list[str]) -> None:
    a, b, c = (" ".join(words) for words in (one, other, third))
    assert 0 <= classing.distance(a, b) <= 1
    assert classing.distance(a, b) == classing.distance(b, a)
    assert (classing.distance(a, b) == 0) == (one == other)
    longest = max(len(words) for words in (one, other, third)) or 1
    edits = [classing.distance(x, y) * max(len(x.split()), len(y.split())) for x, y in ((a, b), (b, c), (a, c))]
    assert edits[2] <= edits[0] + edits[1] + 0.02 * longest


@given(text=st.text(max_size=300), other=st.text(max_size=300))
def test_no_text_breaks_it_and_every_class_has_words(text: str, other: str) -> None:
    found = class_edit(text, other, today=TODAY)
    assert found.classes
    order = [list(classing.CLASSES).index(code) for code in found.classes]
    assert all(before < after for before, after in pairwise(order))
