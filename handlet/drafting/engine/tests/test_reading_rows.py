"""Reading over the rows that may be tuned on: a fall in what was reached before is seen at once."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.evaluation import enquiry_from_json
from handlet.drafting.port import Reading

TUNE = Path(__file__).resolve().parents[4] / "tests" / "enquiries" / "tune"
NOT_IN_PROFILE = ("pricelist", "pricing_rules", "saved_replies", "past_replies")


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TUNE / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def read_rows() -> list[tuple[dict[str, Any], Reading]]:
    businesses = {row["business"]: row for row in lines("businesses.jsonl")}
    read = []
    for row in lines("enquiries.jsonl"):
        business = businesses[row["business"]]
        with (TUNE / business["pricelist"]).open(encoding="utf-8", newline="") as file:
            prices = list(csv.DictReader(file))
        given = {
            "id": row["id"],
            "business": {
                "profile": {key: value for key, value in business.items() if key not in NOT_IN_PROFILE},
                "pricelist": prices,
                **{key: business[key] for key in NOT_IN_PROFILE[1:]},
            },
            "input": row["input"],
            "now": row["input"]["received_at"],
        }
        read.append((row["gold"], read_enquiry(enquiry_from_json(given))))
    return read


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_intents_are_read_as_labelled() -> None:
    assert share([reading.intent in (gold["intent"], *gold["also"]) for gold, reading in read_rows()]) >= 0.95


def test_no_emergency_is_missed_and_few_are_imagined() -> None:
    told = [(gold["urgency"], reading.urgency) for gold, reading in read_rows()]
    assert all(found == "emergency" for wanted, found in told if wanted == ["emergency"])
    assert sum(found == "emergency" and "emergency" not in wanted for wanted, found in told) <= 2


def test_postcodes_and_phones_are_exact() -> None:
    for kind in ("postcodes", "phones"):
        wanted = [set(gold["facts"][kind]) for gold, _ in read_rows() if gold["action"] != "no_draft"]
        found = [
            {fact.value for fact in getattr(reading, kind)}
            for gold, reading in read_rows()
            if gold["action"] != "no_draft"
        ]
        assert share([a == b for a, b in zip(wanted, found, strict=True)]) >= 0.98


def test_fraud_attacks_and_rights_are_all_flagged() -> None:
    kinds = {"payment_redirect", "overpayment_fraud", "prompt_injection", "erasure_request", "subject_access_request"}
    for gold, reading in read_rows():
        missing = kinds & set(gold["flags"]) - set(reading.flags)
        assert not missing, (missing, reading.asked)


def test_languages_are_told_apart() -> None:
    assert share([reading.language == gold["language"] for gold, reading in read_rows()]) >= 0.98
