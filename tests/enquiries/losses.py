"""Where quotes of open sets are lost, by cause and by row: a worker's lamp, beside the table that `measuring` prints.

    python -m tests.enquiries.losses same-tune same-hard                  # how many of each cause
    python -m tests.enquiries.losses same-hard --cause extra --most 20    # the rows, with what is wanted and what was answered
    python -m tests.enquiries.losses opened --rows cleaner-t04 …          # these rows, with their whole list of prices
    python -m tests.enquiries.losses --keep BASE                          # what every open row gets now
    python -m tests.enquiries.losses --against BASE                       # rows won and lost since, by figure

Every row that wants a quote has one cause: `exact` (nothing lost), `silent` (no lines), `missing` (a line too few), `extra` (one
too many), `wrong` (both), `quantity` (the lines right, an amount not), `status` (the money right, but not whether it is said). Of a
row that wants none: `unwanted` (lines where none are wanted) or `none`. Sets called held are refused: nobody reads their rows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from handlet.drafting.evaluation import evaluate
from tests.enquiries import scoring
from tests.enquiries.measuring import HERE, SETS
from tests.enquiries.same.assembling import assemble

OPEN_SETS = tuple(name for name in SETS if "held" not in name)
CAUSES = ("exact", "silent", "missing", "extra", "wrong", "quantity", "status", "none", "unwanted")
Json = dict[str, Any]


def answered(name: str) -> list[Json]:
    """The rows of an open set: `row` (with its gold), `given` (what the engine got), `answer`, `faults`, `cause`. Needs the scorer."""
    assert scoring.SCORER is not None
    folder = scoring.SCORER.parent
    with tempfile.TemporaryDirectory() as scratch:
        data = folder
        if name != "development":
            data = assemble(folder, Path(scratch) / name, name) if name.startswith("same") else HERE / name
        options = [] if name == "development" else ["--data", str(data), "--split", name]
        inputs = _said(folder / "make_inputs.py", *options).splitlines()
        answers = list(evaluate(inputs))
        results = Path(scratch) / "results.jsonl"
        results.write_text("".join(f"{line}\n" for line in answers), encoding="utf-8")
        scored = json.loads(_said(folder / "score.py", *options, "--results", str(results), "--json", "--rows"))
        rows = {row["id"]: row for row in map(json.loads, (data / "enquiries.jsonl").read_text("utf-8").splitlines())}
    found = []
    for given, said in zip(map(json.loads, inputs), map(json.loads, answers), strict=True):
        row, faults = rows[given["id"]], scored["row_faults"].get(given["id"], [])
        found.append({"row": row, "given": given, "answer": said, "faults": faults, "cause": cause(row, said, faults)})
    return found


def cause(row: Json, answer: Json, faults: Sequence[str]) -> str:
    """One of `CAUSES`."""
    gold, given = row["gold"]["quote"], answer["quote"]["lines"]
    if gold["status"] == "none":
        return "unwanted" if any(fault.startswith("false_quote_rate") for fault in faults) else "none"
    if not any(fault.startswith("exact_total_rate") for fault in faults):
        return "exact"
    if not any(fault.startswith("code_f1") for fault in faults):
        return "quantity" if any(fault.startswith("line_f1") for fault in faults) else "status"
    if not given:
        return "silent"
    said = " ".join(fault for fault in faults if fault.startswith("code_f1"))
    return "wrong" if "missed" in said and "extra" in said else "missing" if "missed" in said else "extra"


def shown(one: Json, *, with_list: bool = False) -> Iterator[str]:
    row, answer = one["row"], one["answer"]
    quote = row["gold"]["quote"]
    yield f"=== {row['id']} ({one['cause']}, {row['input']['channel']})"
    for message in row["input"]["thread"]:
        yield f"    {message.get('from', '?')}: {message.get('text', '')}"
    if row["input"].get("subject"):
        yield f"  subject: {row['input']['subject']}"
    for message in row["input"]["messages"]:
        yield f"  {message['text']}"
    yield f"  wanted: {quote['status']} {_lines(quote['lines'])} ask {row['gold']['missing']['must_ask']}"
    for other in quote.get("accept_also", ()):
        yield f"      or: {_lines(other['lines'])}"
    yield f"  given:  {answer['quote']['status']} {_lines(answer['quote']['lines'])} ask {answer['questions']}"
    for fault in one["faults"]:
        yield f"    {fault}"
    if row["gold"].get("note"):
        yield f"  note: {row['gold']['note']}"
    named = {line["code"] for line in (*quote["lines"], *answer["quote"]["lines"])}
    for item in one["given"]["business"]["pricelist"]:
        if with_list or item["code"] in named:
            yield "    " + " | ".join(str(value) for value in item.values())
    if with_list:
        yield from (f"    rule: {rule}" for rule in one["given"]["business"]["pricing_rules"])


def _lines(lines: Sequence[Json]) -> str:
    return ", ".join(f"{line['code']} × {line['qty']}" for line in lines) or "no lines"


def _said(script: Path, *options: str) -> str:
    done = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=True)
    return done.stdout


def _figures(name: str) -> dict[str, Json]:
    """By set and row: its cause, its lines with their amounts, and every fault."""
    return {
        f"{name}/{one['row']['id']}": {
            "cause": one["cause"], "lines": _lines(one["answer"]["quote"]["lines"]), "faults": one["faults"],
        }
        for one in answered(name)
    }  # fmt: skip


def _compared(before: dict[str, Json], after: dict[str, Json]) -> Iterator[str]:
    kinds = sorted(
        {fault.partition(":")[0] for each in (before, after) for one in each.values() for fault in one["faults"]}
    )
    for kind in kinds:
        old, new = (
            {id for id, one in each.items() if any(fault.partition(":")[0] == kind for fault in one["faults"])}
            for each in (before, after)
        )
        if old != new:
            yield f"{kind:28} {len(old)} → {len(new)}  won: {' '.join(sorted(old - new))}  lost: {' '.join(sorted(new - old))}"
    counts = [Counter(one["cause"] for one in each.values()) for each in (before, after)]
    yield "  ".join(f"{name} {counts[0][name]} → {counts[1][name]}" for name in CAUSES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(OPEN_SETS)}")
    parser.add_argument("--cause", choices=CAUSES, action="append", default=[])
    parser.add_argument("--fault", action="append", default=[], help="rows with this fault, e.g. question_recall")
    parser.add_argument("--rows", nargs="+", default=[], metavar="ID")
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    parser.add_argument("--against", type=Path, metavar="FILE")
    options = parser.parse_args()
    if scoring.SCORER is None:
        sys.exit("The scorer is not at hand.")
    if unknown := set(options.sets) - set(OPEN_SETS):
        sys.exit(f"Not an open set: {', '.join(sorted(unknown))}. Open are {', '.join(OPEN_SETS)}.")
    names = options.sets or list(OPEN_SETS)
    if options.keep or options.against:
        with ProcessPoolExecutor(2) as pool:
            now = {id: one for each in pool.map(_figures, names) for id, one in each.items()}
        if options.keep:
            options.keep.write_text(json.dumps(now), encoding="utf-8")
        if options.against:
            before = json.loads(options.against.read_text(encoding="utf-8"))
            both = before.keys() & now.keys()
            lines = _compared({id: before[id] for id in both}, {id: now[id] for id in both})
            sys.stdout.write("\n".join(lines) + "\n")
        return
    found = [one for name in names for one in answered(name)]
    wanted = [
        one
        for one in found
        if (one["cause"] in options.cause or not options.cause)
        and (one["row"]["id"] in options.rows or not options.rows)
        and (not options.fault or any(fault.partition(":")[0] in options.fault for fault in one["faults"]))
    ]
    if options.cause or options.rows or options.fault:
        for one in wanted[: options.most]:
            sys.stdout.write("\n".join(shown(one, with_list=bool(options.rows))) + "\n\n")
    counts = Counter(one["cause"] for one in found)
    sys.stdout.write("  ".join(f"{name} {counts[name]}" for name in CAUSES) + "\n")


if __name__ == "__main__":
    main()
