"""A draft by the embedded engine: reading, matching, pricing, composing, guarding, in one process."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from bench import house

SAMPLE = Path(__file__).resolve().parents[1] / "handlet" / "operations" / "sample" / "rowan.json"


def enquiries() -> list[str]:
    """The first message of each sample conversation, as `handlet evaluate` is given it."""
    from handlet.drafting import trying

    business = trying.sample_business()
    lines = []
    for place, person in enumerate(json.loads(SAMPLE.read_text(encoding="utf-8"))["conversations"]):
        first = person["messages"][0]
        at = "2026-11-23T09:00:00Z"
        lines.append(
            json.dumps(
                {
                    "id": str(place),
                    "business": business,
                    "input": {
                        "channel": "email",
                        "received_at": at,
                        "subject": first["subject"],
                        "from": {"name": person["name"], "email": person["email"]},
                        "contact_known": {},
                        "thread": [],
                        "messages": [{"at": at, "text": first["text"]}],
                    },
                    "now": at,
                }
            )
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    begun = time.perf_counter()
    from handlet.drafting.evaluation import evaluate

    lines = enquiries()
    next(iter(evaluate(lines[:1])))
    first = time.perf_counter() - begun
    times = []
    for _ in range(options.rounds):
        for line in lines:
            begun = time.perf_counter()
            next(iter(evaluate([line])))
            times.append(time.perf_counter() - begun)
    house.say("draft", first_in_a_process_ms=round(first * 1000, 1), warm=house.spread(times))


if __name__ == "__main__":
    main()
