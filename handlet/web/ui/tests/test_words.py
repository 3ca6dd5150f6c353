"""How figures and times are worded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from handlet.web.ui import words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0", "£0.00"), ("1234.5", "£1,234.50"), ("-20", "−£20.00"), ("0.005", "£0.01"), (Decimal("1e3"), "£1,000.00")],
)
def test_money_always_has_two_places(amount: str, shown: str) -> None:
    assert words.pounds(amount) == shown


def test_pence_are_whole() -> None:
    assert words.pence(241640) == "£2,416.40"


@pytest.mark.parametrize(
    ("value", "shown"), [("12.50", "12.5"), ("3.000", "3"), ("10", "10"), ("0.25", "0.25"), ("1E+2", "100")]
)
def test_quantities_lose_idle_noughts_and_no_others(value: str, shown: str) -> None:
    assert words.quantity(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), "Yesterday"),
        (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "Friday"),
        (datetime(2026, 11, 17, 9, 0, tzinfo=UTC), "17 Nov"),
        (datetime(2025, 12, 21, 9, 0, tzinfo=UTC), "21 Dec 2025"),
        (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "30 Nov"),
    ],
)
def test_a_time_is_worded_as_short_as_it_can_be(moment: datetime, shown: str) -> None:
    assert words.when(moment, NOON) == shown


def test_days_turn_at_midnight_in_london_also_in_summer() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on the 2nd in London
    assert words.day(late) == "2 July 2026"
    assert words.clock(late) == "00:30"
    assert words.when(late, datetime(2026, 7, 2, 8, 0, tzinfo=UTC)) == "00:30"


def test_day_headings() -> None:
    today = date(2026, 11, 24)
    assert words.day_heading(today, today) == "Today"
    assert words.day_heading(date(2026, 11, 23), today) == "Yesterday"
    assert words.day_heading(date(2026, 11, 2), today) == "Monday 2 November"
    assert words.day_heading(date(2025, 11, 2), today) == "Sunday 2 November 2025"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Priya Nair", "PN"),
        ("Cher", "C"),
        ("", "?"),
        ("07700 900123", "?"),
        ("Mary-Jane van der Berg", "MB"),
        ("Åsa Öberg", "ÅÖ"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert words.initials(name) == shown


@pytest.mark.parametrize(("octets", "shown"), [(12, "12 bytes"), (214_300, "214 kB"), (1_400_000, "1.4 MB")])
def test_sizes(octets: int, shown: str) -> None:
    assert words.size(octets) == shown


@pytest.mark.parametrize(
    ("number", "link"), [("07700 900123", "tel:07700900123"), ("+44 7700 900123", "tel:+447700900123"), ("", "")]
)
def test_a_number_is_rung_as_it_is_written(number: str, link: str) -> None:
    assert words.tel(number) == link


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("curl/8.5", "curl/8.5"),
        ("", "An unknown device"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent: str, shown: str) -> None:
    assert words.device(agent) == shown


@pytest.mark.parametrize(
    ("what", "count", "shown"),
    [
        ("drafts", 1, "1 draft"),
        ("drafts", 3, "3 drafts"),
        ("search entries", 1, "1 search entry"),
        ("outcomes of drafts", 1, "1 outcome of drafts"),
        ("learned tone", 1, "1 learned tone"),
    ],
)
def test_what_there_is_one_of_is_not_said_as_many(what: str, count: int, shown: str) -> None:
    assert words.counted(what, count) == shown
