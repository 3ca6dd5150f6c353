"""Drafts a second on one core, and how long each takes: the embedded engine over our own rows, tune and opened.

One process, kept on one core where the system lets us; only times are shown, never what a row said or got.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from bench import house
from tests.enquiries import test_engine

ROWS = Path(__file__).resolve().parents[1] / "tests" / "enquiries"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    from handlet.drafting.evaluation import evaluate

    lines = [line for name in ("tune", "opened") for _, line in test_engine.inputs(ROWS / name)]
    for line in evaluate(lines[:20]):
        assert line
    times, drafts = [], 0
    begun = time.process_time()
    for _ in range(options.rounds):
        for line in lines:
            started = time.perf_counter()
            said = next(iter(evaluate([line])))
            times.append(time.perf_counter() - started)
            drafts += '"draft": ""' not in said
    busy = time.process_time() - begun
    house.say(
        "drafts",
        enquiries=len(times),
        drafts=drafts,
        enquiries_a_second_a_core=round(len(times) / busy, 1),
        drafts_a_second_a_core=round(drafts / busy, 1),
        median_ms=house.spread(times)["median_ms"],
        p95_ms=house.spread(times)["p95_ms"],
        max_ms=house.spread(times)["max_ms"],
    )


if __name__ == "__main__":
    main()
