"""Enquiries with known answers, to learn from: a folder with `enquiries.jsonl`, `businesses.jsonl` and `pricelists/`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def given_rows(folder: Path, splits: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each row as `business`, `split`, `gold` and `enquiry` (what `handlet evaluate` takes). splits: all where empty."""
    businesses = {one["business"]: one for one in map(json.loads, _lines(folder / "businesses.jsonl"))}
    for name in businesses:
        with (folder / businesses[name]["pricelist"]).open(encoding="utf-8", newline="") as lines:
            businesses[name]["items"] = list(csv.DictReader(lines))
    for row in map(json.loads, _lines(folder / "enquiries.jsonl")):
        if splits and row.get("split", "dev") not in splits:
            continue
        profile = businesses[row["business"]]
        facts = {
            "profile": profile,
            "pricelist": profile["items"],
            "pricing_rules": profile["pricing_rules"],
            "saved_replies": profile["saved_replies"],
            "past_replies": profile["past_replies"],
        }
        yield {
            "business": row["business"],
            "split": row.get("split", "dev"),
            "gold": row["gold"],
            "enquiry": {
                "id": row["id"],
                "business": facts,
                "input": row["input"],
                "now": row["input"]["received_at"],
            },
        }


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
