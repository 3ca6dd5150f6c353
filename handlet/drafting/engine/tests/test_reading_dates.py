"""Days as customers name them, reckoned in London; bank holidays against the lists of gov.uk."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from handlet.drafting.engine.reading.calendar import bank_holidays, easter
from handlet.drafting.engine.tests.test_reading import read
from handlet.drafting.port import DateFact

EXPRESSIONS = Path(__file__).resolve().parents[4] / "tests" / "enquiries" / "dates.jsonl"
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday
Day = tuple[str | None, str | None, str | None]


def days(facts: list[DateFact]) -> list[Day]:
    return [
        (fact.start.isoformat() if fact.start else None, fact.end.isoformat() if fact.end else None, fact.part)
        for fact in facts
    ]


def said(text: str, at: datetime = AT) -> list[Day]:
    return days(list(read(text, at=at).dates))


def test_ways_of_saying_when_are_read_as_meant() -> None:
    """Nineteen of twenty, since some hang on a habit of speech; which ones fail is named."""
    rows = [json.loads(line) for line in EXPRESSIONS.read_text(encoding="utf-8").splitlines()]
    wrong = [row["text"] for row in rows if not _is_right(row)]
    assert len(wrong) <= len(rows) * 0.05, wrong


def _is_right(row: dict[str, Any]) -> bool:
    def key(one: dict[str, str | None]) -> Day:
        return one["from"], one["to"], one["part"]

    found = said(row["text"], datetime.fromisoformat(row["received_at"].replace("Z", "+00:00")))
    meant = {key(one) for one in row["readings"]}
    besides = {key(one) for more in row.get("besides", []) for one in more}
    without_a_day = any(start is None and end is None for start, end, _ in meant)
    return (bool(meant & set(found)) or without_a_day) and set(found) <= meant | besides


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("we sat in the spring sun, may need a new bench", []),
        ("the spring in the lock snapped", []),
        ("may I have a price", []),
        ("Regards, April", []),
        ("Keith & Jan Ollerton", []),
        ("the 2nd bedroom and the 1st floor landing", []),
        ("two sockets by 4pm tomorrow", [(None, "2026-11-25", "pm")]),
        ("can you come Thursday. Prefer late afternoon", [("2026-11-26", "2026-11-26", "pm")]),
        ("in town next week but not the Wednesday", [("2026-11-30", "2026-12-04", None), ("2026-12-02", "2026-12-02", None)]),
        ("thanks for coming on Monday", [("2026-11-23", "2026-11-23", None)]),
        ("can we move the 3rd to the week after", [("2026-12-03", "2026-12-03", None), ("2026-12-07", "2026-12-11", None)]),
        ("we exchange on 4 December so it must be done before then", [("2026-12-04", "2026-12-04", None), (None, "2026-12-03", None)]),
        ("this may be a big job", []),
        ("It may or may not be the valve", []),
        ("DEC Electrical quoted us 400", []),
        ("$DEC is up again", []),
        ("see https://example.com/2026-12-04/radiators", []),
        ("about your invoice no 12/12/7", []),
        ("there are only 2 next to the door", []),
        ("cleaning one day a week from January", [("2027-01-01", None, None)]),
        ("storage please, 3 weeks from 14 December", [("2026-12-14", None, None)]),
        ("we work all week so Saturday please", [("2026-11-28", "2026-11-28", None)]),
        ("could you do one day before Christmas", [(None, "2026-12-24", None)]),
        ("you said you'd be here early this week", [("2026-11-24", "2026-11-25", None)]),
        ("Thursday 17th suits", [("2026-12-17", "2026-12-17", None)]),
        ("it came on Friday 13th", [("2026-11-13", "2026-11-13", None)]),
        ("najlepiej w sobotę", [("2026-11-28", "2026-11-28", None)]),
        ("à partir du lundi 7 décembre", [("2026-12-07", None, None)]),
    ],
)  # fmt: skip
def test_days_in_a_sentence(text: str, wanted: list[Day]) -> None:
    assert said(text) == wanted


def test_midnight_in_summer_belongs_to_the_next_day_in_london() -> None:
    assert said("tomorrow", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == [("2026-07-02", "2026-07-02", None)]


def test_easter_and_bank_holidays_are_those_of_the_calendar() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2027)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28),
    ]  # fmt: skip
    assert bank_holidays(2026) == tuple(
        date(2026, *day) for day in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
    )
    assert bank_holidays(2022)[-2:] == (date(2022, 12, 26), date(2022, 12, 27))
    assert bank_holidays(2021)[-2:] == (date(2021, 12, 27), date(2021, 12, 28))
    assert bank_holidays(2026, "scotland") == tuple(
        date(2026, *day) for day in ((1, 1), (1, 2), (4, 3), (5, 4), (5, 25), (8, 3), (11, 30), (12, 25), (12, 28))
    )
    assert {date(2026, 3, 17), date(2026, 7, 13)} <= set(bank_holidays(2026, "ni"))


def test_how_long_stays_an_amount_where_the_days_begin_with_it() -> None:
    found = read("a small skip for 2 weeks from Monday please", at=AT)
    assert days(list(found.dates)) == [("2026-11-30", "2026-12-13", None)]
    assert ("2", "week") in {(str(fact.value), fact.unit) for fact in found.quantities}


@pytest.mark.parametrize(
    "text",
    ["the few days after " * 60, "3 days from " * 60, "a week before 31/12/9999", "400 weeks after " * 9 + "the 3rd"],
)
def test_days_told_by_days_without_an_end_are_read_without_an_error(text: str) -> None:
    assert len(said(text)) <= 60
