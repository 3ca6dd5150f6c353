"""The owner asks for changes in plain words; what is wished happens, what cannot is said, and money stays as it was."""

from __future__ import annotations

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.port import Proposal
from handlet.drafting.tests.making import enquiry

TAP = "Hi Asha, can you fit a kitchen tap? I’ve already bought the tap. LS27 8RT. Thursday afternoon is ideal. whats your lead time"


def wished(instruction: str) -> Proposal:
    return propose(enquiry(TAP, instruction=instruction))


def test_shorter_is_shorter_and_still_names_the_price() -> None:
    assert len(wished("shorter").draft.split()) < len(wished("").draft.split())
    assert "£108.00" in wished("shorter").draft


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        ("photos", "photo"),
        ("ask for photos", "photo"),
        ("offer a visit", "come and have a look"),
        ("ask which floor it’s on", "which floor it’s on?"),
        ("mention we do a 12 month guarantee", "12 month guarantee"),
        ("ask if he has a stopcock and say thanks to Jean from us", "Thanks to Jean"),
    ],
)
def test_what_is_wished_is_in_the_draft(instruction: str, words: str) -> None:
    assert words in wished(instruction).draft


def test_say_no_says_no_without_a_price() -> None:
    for instruction in ("decline", "say no", "say no, booked until March"):
        draft = wished(instruction).draft
        assert "£" not in draft
        assert "afraid" in draft
    assert "March" in wished("say no, booked until March").draft


def test_a_price_can_be_left_out() -> None:
    assert "£" not in wished("no price yet").draft


def test_where_the_owner_names_a_day_nothing_of_ours_speaks_of_the_diary() -> None:
    for instruction in ("say I can come Thursday at 2pm", "tell him I’m fully booked until January"):
        assert "diary" not in wished(instruction).draft
    assert "diary" in wished("").draft


def test_what_cannot_be_done_is_said_and_no_discount_is_made_up() -> None:
    proposal = wished("offer 10% off")
    assert any("offer 10% off" in why for why in proposal.why)
    assert "%" not in proposal.draft
    assert proposal.quote == wished("").quote


def test_a_question_without_a_question_mark_is_answered() -> None:
    assert "about a week ahead" in wished("").draft
