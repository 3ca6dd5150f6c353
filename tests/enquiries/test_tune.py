"""The gold of the rows to tune on is sound, and so are the readings of the time expressions. No test here runs the engine."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from tests.enquiries import check, making, scoring, test_opened

TUNE = Path(__file__).resolve().parent / "tune"
EXPRESSIONS = Path(__file__).resolve().parent / "dates.jsonl"


def rows(folder: Path = TUNE) -> list[making.Json]:
    return making.read_jsonl(folder / "enquiries.jsonl")


def words_of(row: making.Json) -> str:
    return " ".join(message["text"] for message in row["input"]["messages"]).lower()


def test_the_gold_has_no_faults() -> None:
    assert check.faults_of(TUNE, "tune") == []


def test_there_are_rows_of_every_kind() -> None:
    found = rows()
    assert len(found) >= 170
    assert {row["gold"]["intent"] for row in found} == check.INTENTS
    assert {row["gold"]["action"] for row in found} == check.ACTIONS
    assert {row["gold"]["quote"]["status"] for row in found} == check.STATUSES
    assert len({row["business"] for row in found}) >= 13
    assert len({row["gold"]["language"] for row in found}) >= 8
    asked = Counter(key for row in found for key in row["gold"]["missing"]["must_ask"])
    assert sum(asked.values()) >= 30


def test_no_message_is_in_both_halves() -> None:
    longer = {words_of(row) for row in rows()} & {words_of(row) for row in rows(test_opened.OPENED)}
    assert {words for words in longer if len(words) > 20} == set()


def test_no_name_of_a_past_reply_is_in_what_the_business_says_of_itself() -> None:
    businesses = making.read_businesses(TUNE)
    for row in rows():
        business = {key: value for key, value in businesses[row["business"]].items() if key != "past_replies"}
        for name in row["gold"]["draft"]["leak_canaries"]:
            assert any(name in reply["text"] for reply in businesses[row["business"]]["past_replies"]), (
                row["id"],
                name,
            )
            assert name not in str(business), (row["id"], name)


def test_each_time_expression_has_sound_readings() -> None:
    found = making.read_jsonl(EXPRESSIONS)
    assert len(found) >= 150
    assert len({(item["text"], item["received_at"]) for item in found}) == len(found)
    for item in found:
        today = dt.datetime.fromisoformat(item["received_at"]).astimezone(making.LONDON).date().isoformat()
        assert item["readings"], item["id"]
        for reading in [*item["readings"], *(other for more in item.get("besides", []) for other in more)]:
            days = [dt.date.fromisoformat(reading[end]).isoformat() for end in ("from", "to") if reading[end]]
            assert days == sorted(days), item["id"]
            assert days or reading["part"], item["id"]
            assert reading["kind"] in check.DATE_KINDS, item["id"]
            assert reading["part"] in (None, "am", "pm", "eve"), item["id"]
            if reading["kind"] == "past":
                assert days[-1] <= today, item["id"]
            elif days:
                assert days[-1] >= today, item["id"]


if scoring.SCORER is not None:

    def test_the_scorer_gives_perfect_answers_full_marks(tmp_path: Path) -> None:
        scoring.assert_full_marks(tmp_path, TUNE)
