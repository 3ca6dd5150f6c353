"""One form for a number, however it was typed."""

from __future__ import annotations

import pytest

from handlet.kit.phones import e164


@pytest.mark.parametrize("typed", ["07700 900123", "(07700) 900-123", "+44 7700 900123", "0044 7700 900123"])
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert e164(typed) == "+447700900123"


@pytest.mark.parametrize("typed", ["", "Dev Patel", "12", "07700 900123 000 111 222", "dev@example.org"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert e164(typed) is None
