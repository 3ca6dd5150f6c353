"""The gold of the rows to the development businesses is sound, in both halves. No test here runs the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.enquiries import check, making, scoring
from tests.enquiries.same.assembling import HERE, assemble

HALVES = ("same-tune", "same-opened")


def rows(split: str) -> list[making.Json]:
    found = [row for path in sorted(HERE.glob("enquiries-*.jsonl")) for row in making.read_jsonl(path)]
    return [row for row in found if row["split"] == split]


def words_of(row: making.Json) -> str:
    return " ".join(message["text"] for message in row["input"]["messages"]).lower()


def test_both_halves_are_alike_and_share_no_message() -> None:
    tune, held = (rows(split) for split in HALVES)
    assert min(len(tune), len(held)) >= 130
    assert {row["business"] for row in tune} == {row["business"] for row in held}
    assert {words_of(row) for row in tune} & {words_of(row) for row in held if len(words_of(row)) > 20} == set()


if scoring.SCORER is not None:
    # The businesses lie beside the scorer; where it is not, there is nothing to check the rows against.

    @pytest.mark.parametrize("split", HALVES)
    def test_the_gold_has_no_faults_and_perfect_answers_get_full_marks(split: str, tmp_path: Path) -> None:
        assert scoring.SCORER is not None
        folder = assemble(scoring.SCORER.parent, tmp_path / split, split)
        assert check.faults_of(folder, split) == []
        values = scoring.full_marks(scoring.SCORER, tmp_path, folder)
        marks, bad = scoring.FULL_MARKS, scoring.NOTHING_BAD
        assert {name: values[name] for name in marks if values[name] is not None} == dict.fromkeys(
            (name for name in marks if values[name] is not None), 1
        )
        assert {name: values[name] for name in bad} == dict.fromkeys(bad, 0)
