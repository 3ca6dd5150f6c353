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


MONDAY = datetime(2027, 3, 8, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Please move me from Friday to the week after, same time.", ["2027-03-12..2027-03-12", "2027-03-15..2027-03-19"]),
        ("Can we push the 17th back a week? The skip isn't going till then.", ["2027-03-17..2027-03-17", "2027-03-24..2027-03-24"]),
        ("I've got to put you off Thursday. Could we say the week after, Tues or Weds?",
         ["2027-03-11..2027-03-11", "2027-03-16..2027-03-16", "2027-03-17..2027-03-17"]),
        ("Could we skip this Thursday? Back to normal the Thursday after xx", ["2027-03-11..2027-03-11", "2027-03-18..2027-03-18"]),
        ("Friday week any good? or the Monday after", ["2027-03-19..2027-03-19", "2027-03-22..2027-03-22"]),
        ("Any chance of moving Wednesday's visit a week later?", ["2027-03-10..2027-03-10", "2027-03-17..2027-03-17"]),
        ("Need to shift the 19th, could you come the day before instead", ["2027-03-19..2027-03-19", "2027-03-18..2027-03-18"]),
        ("You're booked for Tuesday 16th, can we make it a fortnight later", ["2027-03-16..2027-03-16", "2027-03-30..2027-03-30"]),
        ("Could we move from Monday 22nd to the Wednesday of that week?", ["2027-03-22..2027-03-22", "2027-03-24..2027-03-24"]),
        ("Can't do this week, week after is fine", ["2027-03-08..2027-03-14", "2027-03-15..2027-03-19"]),
    ],
)  # fmt: skip
def test_a_day_moved_is_reckoned_from_the_day_it_was(text: str, meant: list[str]) -> None:
    assert [f"{start}..{end}" for start, end, _ in said(text, MONDAY)] == meant


@pytest.mark.parametrize(
    "text",
    [
        "I need to cancel Friday's clean I'm afraid",
        "can we knock friday on the head? will ring when I'm sorted",
        "soz got to cancel friday, sat in a&e with our lad",
    ],
)
def test_a_day_called_off_is_the_day_itself(text: str) -> None:
    assert said(text, MONDAY) == [("2027-03-12", "2027-03-12", None)]


@pytest.mark.parametrize(
    "text",
    [
        "We moved in just before Christmas and it has been one thing after another.",
        "The doors you fitted before Christmas have dropped.",
        "We took the old plaster off ourselves over Easter, never again.",
        "The pipes froze twice this winter.",
        "The door you hung on Friday will not close.",
        "The gales at the weekend have had nine tiles off.",
        "You said I'd have the figures by the weekend. Still nothing.",
        "Please send the invoice for Friday's service.",
    ],
)
def test_what_is_told_of_before_lies_behind(text: str) -> None:
    assert [fact.kind for fact in read(text, at=MONDAY).dates] == ["past"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Is it possible to have the door and the three wooden windows at the front painted in June?", "2027-06-01", "2027-06-30"),
        ("We hand back our rented house on 25 June.", "2027-06-25", "2027-06-25"),
        ("Can you come back in April, there is a scaffold up", "2027-04-01", "2027-04-30"),
        ("I'd want it done in May.", "2027-05-01", "2027-05-31"),
        ("We leave our flat at the end of the month, a price please.", None, "2027-03-31"),
        ("The tenants go on Friday 12 March, and the clerk comes the following Monday.", "2027-03-15", "2027-03-15"),
        ("Put a bow on him for the party Saturday lol", None, "2027-03-13"),
        ("We're back on the 12th and off again on the 26th, so in between would be perfect.", "2027-03-12", "2027-03-26"),
        ("It must be changed before renewal on the 1st of April.", None, "2027-03-31"),
        ("Could you do one before we exchange at the end of the month?", None, "2027-03-31"),
        ("I'd like the bank holiday Monday in May (3rd) if you work then.", "2027-05-03", "2027-05-03"),
        ("agle hafte mumkin hai?", "2027-03-15", "2027-03-19"),
    ],
)  # fmt: skip
def test_what_is_wished_for_lies_ahead(text: str, start: str | None, end: str) -> None:
    found = said(text, MONDAY)
    assert (start, end) in [(first, last) for first, last, _ in found] or (end, end) in [(a, b) for a, b, _ in found]
    assert all(fact.kind != "past" for fact in read(text, at=MONDAY).dates)


def test_a_part_of_the_day_holds_for_both_of_two_days() -> None:
    assert said("thurs or fri next wk after 3 pls", MONDAY) == [
        ("2027-03-18", "2027-03-18", "pm"),
        ("2027-03-19", "2027-03-19", "pm"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, je voudrais faire nettoyer le tapis le jeudi 11 mars l'après-midi si possible. Merci",
        "Bom dia, o exaustor deixou de funcionar. Pode vir na quinta-feira à tarde? Obrigado",
    ],
)
def test_the_afternoon_is_heard_in_other_languages(text: str) -> None:
    assert said(text, MONDAY) == [("2027-03-11", "2027-03-11", "pm")]
