"""However long and odd a message is, reading it takes seconds, its end is never taken for read, and the owner is told."""

from __future__ import annotations

import time

import pytest

from handlet.drafting.engine import guard, propose
from handlet.drafting.engine.reach import BEYOND
from handlet.drafting.tests.making import enquiry

ODD = [
    "a, ", "tap, ", "tap and ", "2 taps and ", "one-", "a.", "a-", "one ", "1 ", "12/", "3m ", "3x4 ", "3 by 4 by ", "1. tap\n",
    "(", "“a” ", "> a\n", "SW1A 1AA ",
]  # fmt: skip


@pytest.mark.parametrize("piece", ODD)
def test_fifty_thousand_letters_are_read_in_seconds(piece: str) -> None:
    began = time.process_time()
    propose(enquiry(piece * (50_000 // len(piece))))
    assert time.process_time() - began < 6


@pytest.mark.parametrize("piece", ["one-", "one ", "a.", "a-", "a", "two and "])
def test_a_long_reply_is_checked_in_seconds(piece: str) -> None:
    began = time.process_time()
    guard.check(piece * (20_000 // len(piece)), guard.ledger_of(enquiry("Hello")))
    assert time.process_time() - began < 15


def test_what_lies_beyond_is_left_to_the_owner_and_no_sum_is_said() -> None:
    asked = "Could you quote to fit my own kitchen tap at 3 Mill Lane, Leeds LS6 2AB? "
    long = propose(enquiry(asked + "It is a nice kitchen. " * 300 + "Actually make that two taps."))
    assert BEYOND in long.why
    assert "£" not in long.draft
    assert not long.ready
