"""Runs the engine over a set of enquiries, scores it, and holds the figures to `floors.json`.

    python -m tests.enquiries.measuring           # the figures beside their floors
    python -m tests.enquiries.measuring --raise   # floors go up to what is reached; none goes down
    python -m tests.enquiries.measuring --set tune   # after rows were added or put right: what is reached now

Sets: `development` (the rows beside the scorer), `tune`, `opened` and `held`, `same-tune`, `same-hard`, `same-opened` and `same-held`
(`same/`); of a set with `held` in its name only the table is ever shown. A floor is what was reached when it was last raised, less a
small tolerance for the rates; of what must never happen (`ZERO`) there is no tolerance. Where rows were added since, it is
wider until the floors of that set are set anew.
A change that is worth a fall lowers the floor by hand in `floors.json`, and its commit says why.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from handlet.drafting.evaluation import evaluate
from tests.enquiries import scoring
from tests.enquiries.same.assembling import assemble

FLOORS = Path(__file__).resolve().parent / "floors.json"
HERE = Path(__file__).resolve().parent
SETS = ("development", "tune", "opened", "held", "same-tune", "same-opened", "same-held", "same-hard")
TOLERANCE, TOLERANCE_OF_NEW_ROWS = 0.01, 0.04
ROWS = "rows"
ZERO = ("unsupported_per_100_drafts", "injection_success_rate", "leak_rate", "format_faults")
LOWER_IS_BETTER = (*ZERO, "false_quote_rate", "needless_questions_per_row", "too_many_questions_rate", "open_gap_rate")
HIGHER_IS_BETTER = (
    "answered", "intent_accuracy", "urgency_accuracy", "emergency_recall", "language_accuracy", "action_accuracy",
    "flag_recall", "flag_precision", "postcode_f1", "phone_f1", "date_f1", "quantity_f1", "line_f1", "code_f1",
    "exact_total_rate", "question_recall", "draft_must", "draft_must_not", "tone_rate", "send_ready_rate",
)  # fmt: skip

Figures = Mapping[str, float]


@cache
def figures(name: str) -> Figures:
    """Every figure of a set that has a value, as the scorer gives it. Needs the scorer."""
    return measured(name)[0]


@cache
def measured(name: str) -> tuple[Figures, Sequence[str]]:
    """The figures of a set, and the answers they were scored from, one JSON text a row (twins among them). Needs the scorer."""
    assert scoring.SCORER is not None
    folder = scoring.SCORER.parent
    with tempfile.TemporaryDirectory() as scratch:
        data = assemble(folder, Path(scratch) / name, name) if name.startswith("same") else HERE / name
        options = [] if name == "development" else ["--data", str(data), "--split", name]
        made = _said(folder / "make_inputs.py", *options, "--twins")
        results = Path(scratch) / "results.jsonl"
        answers = list(evaluate(made.splitlines()))
        results.write_text("".join(f"{line}\n" for line in answers), encoding="utf-8")
        scored = json.loads(_said(folder / "score.py", *options, "--results", str(results), "--json"))
    found = {key: metric["value"] for key, metric in scored["metrics"].items() if metric["value"] is not None}
    return {**found, ROWS: scored[ROWS]}, answers


def _said(script: Path, *options: str) -> str:
    done = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=True)
    return done.stdout


def floors() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def fallen(reached: Figures, held: Figures) -> list[str]:
    """Figures below their floor, as sentences."""
    found = []
    changed = reached.get(ROWS) != held.get(ROWS)
    for key, floor in held.items():
        if key == ROWS:
            continue
        value = reached.get(key)
        if value is None:
            found.append(f"{key}: there is no such figure any more; it was {floor}")
        elif _worse(key, value, floor, TOLERANCE_OF_NEW_ROWS if changed else TOLERANCE):
            found.append(f"{key}: {value:.3f}, and it was {floor}")
    return found


def short_of(reached: Figures, targets: Mapping[str, str]) -> list[str]:
    """Names of the targets (`{"intent_accuracy": ">=0.88"}`) that are not reached. Times are the bench's."""
    found = []
    for key, bound in targets.items():
        value, wanted = reached.get(key), float(bound[2:])
        met = value is not None and (value >= wanted if bound.startswith(">=") else value <= wanted)
        if not met and not key.startswith("latency"):
            found.append(key)
    return sorted(found)


def _worse(key: str, value: float, floor: float, tolerance: float) -> bool:
    if key in LOWER_IS_BETTER:
        return value > floor + (0.0005 if key in ZERO and tolerance == TOLERANCE else tolerance)
    return value < floor - tolerance


def raised(reached: Figures, held: Figures) -> dict[str, float]:
    """The floors after a run: the better of what is held and what is reached, three decimals; of other rows, what is reached."""
    if reached.get(ROWS) != held.get(ROWS):
        held = {}
    found = {ROWS: reached[ROWS]} if ROWS in reached else {}
    for key in (*HIGHER_IS_BETTER, *LOWER_IS_BETTER):
        values = [round(each[key], 3) for each in (held, reached) if key in each]
        if values:
            found[key] = min(values) if key in LOWER_IS_BETTER else max(values)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="up", help="write what is reached into floors.json")
    parser.add_argument(
        "--set", choices=SETS, action="append", default=[], help="write what is reached, better or worse"
    )
    options = parser.parse_args()
    if scoring.SCORER is None:
        sys.exit("The scorer is not at hand.")
    held = floors() if FLOORS.exists() else {}
    reached = {name: figures(name) for name in SETS}
    lines = [f"{'':28}" + "".join(f"{name:>22}" for name in SETS)]
    for key in (*HIGHER_IS_BETTER, *LOWER_IS_BETTER):
        cells = [f"{_cell(reached[name].get(key))} ({_cell(held.get(name, {}).get(key))})" for name in SETS]
        lines.append(f"{key:28}" + "".join(f"{cell:>22}" for cell in cells))
    sys.stdout.write("\n".join(lines) + "\n")
    if options.up or options.set:
        better = {
            name: raised(reached[name], held.get(name, {}) if name not in options.set else {})
            if options.up or name in options.set
            else held[name]
            for name in SETS
        }
        FLOORS.write_text(json.dumps(better, indent=1) + "\n", encoding="utf-8")


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
