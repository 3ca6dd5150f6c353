"""The causes by which lost quotes are counted, and that rows which are held are not shown."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.enquiries.losses import cause

WANTED = {"gold": {"quote": {"status": "full", "lines": [{"code": "A", "qty": 2}]}}}
NOTHING = {"gold": {"quote": {"status": "none", "lines": []}}}
GIVEN = {"quote": {"lines": [{"code": "A", "qty": 2}]}}
SILENT: dict[str, dict[str, list[str]]] = {"quote": {"lines": []}}
LOST = "exact_total_rate: full 1 / 0 / 1, not full 2 / 0 / 2"


@pytest.mark.parametrize(
    ("row", "answer", "faults", "named"),
    [
        (WANTED, GIVEN, [], "exact"),
        (WANTED, GIVEN, [LOST], "status"),
        (WANTED, GIVEN, [LOST, "line_f1: missed A; extra A x 3"], "quantity"),
        (WANTED, GIVEN, [LOST, "line_f1: extra B x 1", "code_f1: extra B x 1"], "extra"),
        (WANTED, GIVEN, [LOST, "code_f1: missed A"], "missing"),
        (WANTED, GIVEN, [LOST, "code_f1: missed A; extra B x 1"], "wrong"),
        (WANTED, SILENT, [LOST, "code_f1: missed A"], "silent"),
        (NOTHING, SILENT, [], "none"),
        (NOTHING, GIVEN, ["false_quote_rate: a quote of 2 where none is right"], "unwanted"),
    ],
)
def test_each_row_has_one_cause(
    row: dict[str, object], answer: dict[str, object], faults: list[str], named: str
) -> None:
    assert cause(row, answer, faults) == named


def test_held_rows_are_not_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.enquiries.losses", "same-held"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Not an open set" in done.stderr or "not at hand" in done.stderr
