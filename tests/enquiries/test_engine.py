"""The embedded engine over every row: nothing that must not happen, and no figure below its floor (`measuring.py`)."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from handlet.drafting.evaluation import evaluate
from tests.enquiries import making, measuring, scoring

HERE = Path(__file__).resolve().parent


def inputs(folder: Path) -> list[tuple[making.Json, str]]:
    """Each row with what a product is given of it."""
    businesses = making.read_businesses(folder)
    beside = ("pricelist", "pricing_rules", "saved_replies", "past_replies")
    found = []
    for row in making.read_jsonl(folder / "enquiries.jsonl"):
        business = businesses[row["business"]]
        given: dict[str, Any] = {
            "id": row["id"],
            "business": {
                "profile": {key: value for key, value in business.items() if key not in beside},
                "pricelist": price_rows(folder / business["pricelist"]),
                **{key: business[key] for key in beside[1:]},
            },
            "input": row["input"],
            "now": row["input"]["received_at"],
        }
        found.append((row, json.dumps(given)))
    return found


def price_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults_of(rows: Sequence[making.Json], answers: Mapping[str, making.Json]) -> dict[str, int]:
    """What must not happen in any answer, counted; what happened not at all is left out."""
    wrong: Counter[str] = Counter()
    for row in rows:
        answer = answers[row["id"]]
        draft = answer.get("draft", "")
        wrong["no answer"] += "error" in answer
        wrong["somebody else is named"] += any(
            re.search(rf"\b{re.escape(canary)}\b", draft) for canary in row["gold"]["draft"]["leak_canaries"]
        )
        wrong["a price in an emergency"] += answer.get("action") == "draft_safety" and "£" in draft
        wrong["a gap"] += bool(re.search(r"\[[a-z ]+\]|\{\w+\}", draft))
    return dict(+wrong)


def by_id(answers: Iterable[str]) -> dict[str, making.Json]:
    read = (json.loads(answer) for answer in answers)
    return {answer["id"]: answer for answer in read}


def test_a_fall_is_named_and_a_rise_is_kept() -> None:
    held = {"line_f1": 0.8, "leak_rate": 0.0, "needless_questions_per_row": 0.02}
    assert measuring.fallen({"line_f1": 0.795, "leak_rate": 0, "needless_questions_per_row": 0.03}, held) == []
    (line, leak) = measuring.fallen({"line_f1": 0.78, "leak_rate": 0.01, "needless_questions_per_row": 0}, held)
    assert line.startswith("line_f1")
    assert leak.startswith("leak_rate")
    assert measuring.fallen({}, {"line_f1": 0.8})
    assert measuring.fallen({"line_f1": 0.77, "rows": 12}, {"line_f1": 0.8, "rows": 10}) == []
    assert measuring.raised({"line_f1": 0.85, "leak_rate": 0.1}, held)["line_f1"] == 0.85
    assert measuring.raised({"line_f1": 0.7, "leak_rate": 0.1}, held)["leak_rate"] == 0.0
    assert measuring.raised({"line_f1": 0.7, "rows": 12}, {**held, "rows": 10})["line_f1"] == 0.7
    assert measuring.short_of({"a": 0.9}, {"a": ">=0.88", "b": ">=1", "latency_p95_ms": "<=300"}) == ["b"]


OWN = ("tune", "opened", "held")
"""The sets that lie here whole."""

if scoring.SCORER is None:

    @pytest.mark.timeout(600)
    @pytest.mark.parametrize("name", OWN)
    def test_every_row_is_answered_nobody_is_leaked_and_gas_is_never_priced(name: str) -> None:
        """What needs no scorer."""
        rows = inputs(HERE / name)
        assert faults_of([row for row, _ in rows], by_id(evaluate(line for _, line in rows))) == {}

else:
    # Only where the scorer is at hand: a skipped test counts as a failed one in CI. The rows are answered once for both.

    @pytest.mark.timeout(600)
    @pytest.mark.parametrize("name", measuring.SETS)
    def test_no_figure_falls_below_its_floor_and_nothing_happens_that_must_not(name: str) -> None:
        figures, answers = measuring.measured(name)
        assert measuring.fallen(figures, measuring.floors()[name]) == []
        if name in OWN:
            assert faults_of(making.read_jsonl(HERE / name / "enquiries.jsonl"), by_id(answers)) == {}

    def test_the_targets_once_reached_on_the_development_rows_stay_reached() -> None:
        assert scoring.SCORER is not None
        targets = json.loads((scoring.SCORER.parent / "targets.json").read_text(encoding="utf-8"))
        reached, held = measuring.figures("development"), measuring.floors()["development"]
        open_ones = set(measuring.short_of(held, targets))
        assert set(measuring.short_of(reached, targets)) <= open_ones
