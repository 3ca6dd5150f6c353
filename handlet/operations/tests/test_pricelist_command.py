"""`handlet pricelist` against a real database: a list goes in, comes out and goes back; a bad file changes nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from handlet.operations.tests.installation import run
from tests.database import TEMPLATE, a_database

pytestmark = pytest.mark.timeout(600)


class Installed:
    """A database with the sample business in it, and the command that works on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        key = base64.b64encode(b"a key for operations' own tests.").decode()
        self.variables = {"DATABASE_URL": url, "HANDLET_MASTER_KEY": key}
        self.slug = ""

    def does(self, *words: str, code: int = 0) -> tuple[str, str]:
        done = run(self.folder / "data", *words, **self.variables)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr

    def lists(self, verb: str, *words: str, code: int = 0) -> tuple[str, str]:
        return self.does("pricelist", verb, *words, "--business", self.slug, code=code)

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)


@pytest.fixture(scope="module")
def installed(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    with a_database(TEMPLATE) as url:
        found = Installed(tmp_path_factory.mktemp("installed"), url)
        found.does("migrate")
        found.does("sample")
        with psycopg.connect(url) as owner:
            row = owner.execute("SELECT slug FROM accounts_business").fetchone()
        assert row is not None
        found.slug = row[0]
        yield found


def test_a_list_goes_in_comes_out_and_goes_back(installed: Installed) -> None:
    before, _ = installed.lists("export")
    assert before.startswith("code,name,description,")
    file = installed.file("new.csv", "Item,Price,Unit,Description\nBath screen,£120 + VAT,each,two sides\n")
    said, _ = installed.lists("import", file)
    assert said.startswith(
        "1 price is new or changed on the list of Rowan Plumbing. To go back: handlet pricelist undo"
    )
    after, _ = installed.lists("export")
    assert len(after.splitlines()) > len(before.splitlines())
    assert "Bath screen" in after

    # What was written as a spreadsheet reads back to the same list.
    sheet = installed.folder / "list.xlsx"
    said, _ = installed.lists("export", "--to", str(sheet))
    assert said.endswith(f" prices are in {sheet}.\n")
    said, _ = installed.lists("import", str(sheet))
    assert said.startswith("0 prices are new or changed")

    # The newest import is the one that changed nothing; the one before it still goes back.
    assert "0 prices are as before on the list of Rowan Plumbing." in installed.lists("undo")[0]
    assert "1 price is as before on the list of Rowan Plumbing." in installed.lists("undo")[0]
    assert installed.lists("export")[0] == before
    assert "no import on the list that could be undone" in installed.lists("undo", code=1)[1]


def test_no_cell_of_an_export_is_a_formula(installed: Installed) -> None:
    installed.lists("import", installed.file("bad.csv", "Item,Price,Description\n+44 call,60,@SUM(1)\n"))
    out, _ = installed.lists("export")
    (line,) = [line for line in out.splitlines() if "44 call" in line]
    assert ",'+44 call,'@SUM(1)," in line
    installed.lists("undo")


def test_a_file_with_a_line_that_cannot_be_used_changes_nothing(installed: Installed) -> None:
    before, _ = installed.lists("export")
    file = installed.file("broken.csv", "Item,Price,Stock\nBath screen,120,4\nBoiler,POA,1\n")
    _, said = installed.lists("import", file, code=1)
    assert "line 3: “POA” is no figure" in said
    assert "not read: The column “Stock”." in said
    assert said.strip().endswith("Nothing was imported. Mend the lines named above first.")
    assert installed.lists("export")[0] == before


def test_a_list_is_checked_where_it_stands(installed: Installed) -> None:
    installed.lists(
        "import", installed.file("twins.csv", "Code,Item,Price,Unit\nZ1,Bath panel,80,each\nZ2,Bath panel,95,each\n")
    )
    said, gaps = installed.lists("check", code=1)
    assert "Nothing tells Z1 and Z2 apart" in gaps
    assert said.strip().endswith("things to look at.")
    installed.lists("undo")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "--business", "nobody"), "There is no business nobody."),
        (("check",), "Name a file, or a business with --business."),
        (
            ("import", "/nowhere.csv", "--business", "nobody"),
            "/nowhere.csv cannot be opened: No such file or directory.",
        ),
    ],
)
def test_a_mistake_gets_a_sentence_and_code_1(installed: Installed, words: tuple[str, ...], sentence: str) -> None:
    out, said = installed.does("pricelist", *words, code=1)
    assert (out, said.startswith(f"handlet pricelist: {sentence}")) == ("", True), said


def test_a_file_that_cannot_be_written_is_said(installed: Installed) -> None:
    _, said = installed.lists("export", "--to", "/nowhere/list.csv", code=1)
    assert said == "handlet pricelist: /nowhere/list.csv cannot be written: No such file or directory.\n"
