"""The gold of the rows to the development businesses is sound, in each split. No test here runs the engine."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from tests.enquiries import check, making, scoring
from tests.enquiries.same.assembling import HERE, assemble

SPLITS = ("same-tune", "same-hard", "same-opened", "same-held")


def rows(split: str) -> list[making.Json]:
    found = [row for path in sorted(HERE.glob("enquiries-*.jsonl")) for row in making.read_jsonl(path)]
    return [row for row in found if row["split"] == split]


def words_of(row: making.Json) -> str:
    return " ".join(message["text"] for message in row["input"]["messages"]).lower()


def test_the_splits_are_large_and_of_the_same_businesses() -> None:
    found = {split: rows(split) for split in SPLITS}
    assert min(map(len, found.values())) >= 200
    businesses = [{row["business"] for row in each} for each in found.values()]
    assert businesses == [businesses[0]] * len(SPLITS)


def test_no_two_splits_share_a_message_or_an_id() -> None:
    for one, other in combinations([rows(split) for split in SPLITS], 2):
        assert {words_of(row) for row in one} & {words_of(row) for row in other if len(words_of(row)) > 20} == set()
        assert {row["id"] for row in one} & {row["id"] for row in other} == set()


def test_each_business_has_its_share_of_the_held_rows() -> None:
    counts = Counter(row["business"] for row in rows("same-held"))
    assert max(counts.values()) <= 1.5 * min(counts.values())


if scoring.SCORER is not None:
    # The businesses lie beside the scorer; where it is not, there is nothing to check the rows against.

    @pytest.mark.parametrize("split", SPLITS)
    def test_the_gold_has_no_faults_and_perfect_answers_get_full_marks(split: str, tmp_path: Path) -> None:
        assert scoring.SCORER is not None
        folder = assemble(scoring.SCORER.parent, tmp_path / split, split)
        assert check.faults_of(folder, split) == []
        scoring.assert_full_marks(tmp_path, folder)
