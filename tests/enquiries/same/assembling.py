"""Our rows together with the businesses and price lists that lie beside the scorer, as a folder that it reads.

python -m tests.enquiries.same.assembling SCORER_FOLDER OUT_FOLDER
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def assemble(scorer: Path, out: Path, split: str = "") -> Path:
    """Writes enquiries.jsonl, businesses.jsonl and pricelists/ into `out`, which it makes; what was there is replaced.

    split: only the rows of that half; both where it is empty.
    """
    out.mkdir(parents=True, exist_ok=True)
    lines = [line for path in sorted(HERE.glob("enquiries-*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    kept = [line for line in lines if not split or json.loads(line)["split"] == split]
    (out / "enquiries.jsonl").write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    shutil.copyfile(scorer / "businesses.jsonl", out / "businesses.jsonl")
    (out / "pricelists").mkdir(exist_ok=True)
    for path in (scorer / "pricelists").glob("*.csv"):
        shutil.copyfile(path, out / "pricelists" / path.name)
    return out


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Name the folder of the scorer and the folder to write.")
    assemble(Path(sys.argv[1]), Path(sys.argv[2]))
