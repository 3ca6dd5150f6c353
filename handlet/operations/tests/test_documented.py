"""What docs/quoting.md shows of the commands is what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

from handlet.operations.tests.installation import ROOT, run

TEXT = (ROOT / "docs" / "quoting.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.S | re.M)


def test_the_full_quote_of_the_documentation_has_the_answer_of_the_documentation(tmp_path: Path) -> None:
    asked, answer = blocks("json")
    done = run(tmp_path, "quote", given=asked.encode())
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout) == json.loads(answer)


def test_the_short_quote_of_the_documentation_is_priced(tmp_path: Path) -> None:
    (shell,) = [block for block in blocks("sh") if "handlet quote" in block]
    given = re.findall(r"'(\{.*\})'", shell, re.S)
    done = run(tmp_path, "quote", given=given[0].encode())
    assert json.loads(done.stdout)["gross"] == "204.00"


def test_the_price_list_of_the_documentation_is_checked_as_it_says(tmp_path: Path) -> None:
    (table,) = blocks("csv")
    (tmp_path / "prices.csv").write_text(table, encoding="utf-8")
    (shown,) = [block for block in blocks("text") if "pricelist check" in block]
    done = run(tmp_path / "data", "pricelist", "check", str(tmp_path / "prices.csv"))
    assert done.returncode == 1
    assert [*done.stderr.splitlines(), *done.stdout.splitlines()] == shown.splitlines()[1:]
