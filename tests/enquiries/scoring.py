"""The scorer that the development rows come with, and what it says of perfect answers to a set of rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.enquiries import check, making

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


def full_marks(scorer: Path, scratch: Path, data: Path) -> dict[str, float | None]:
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


def assert_full_marks(scratch: Path, data: Path) -> None:
    """Perfect answers to these rows are right in everything that the rows have anything to say about."""
    assert SCORER is not None
    values = full_marks(SCORER, scratch, data)
    wanted = dict.fromkeys(FULL_MARKS, 1) | dict.fromkeys(NOTHING_BAD, 0)
    assert {name: values[name] for name in wanted if values[name] is not None} == {
        name: value for name, value in wanted.items() if values[name] is not None
    }
