"""The commands that need no database, and how the command line answers mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from handlet.operations import cli
from handlet.operations.tests.installation import ROOT, run

MAIL = b"""From: Dev Patel <dev@example.net>
To: asha@rowan.example
Subject: Dripping tap
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <one@example.net>

Hello, my kitchen tap drips. What would a new one cost?
"""
QUOTE = {
    "business": {"vat_registered": True},
    "customer": {"kind": "consumer"},
    "date": "2026-11-23",
    "lines": [
        {"description": "Tap", "quantity": "1", "unit": "each", "unit_price": "85.00", "vat_rate": "20"},
    ],
}


def test_every_command_of_the_first_day_is_there_and_can_be_asked_for_help(tmp_path: Path) -> None:
    wanted = {"up", "web", "worker", "migrate", "sample", "try", "doctor", "read", "evaluate", "quote", "pricelist",
              "backup", "restore", "operator"}  # fmt: skip
    assert wanted <= set(cli.names())
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    for name in wanted:
        assert name in done.stdout


@pytest.mark.parametrize("name", ["up", "read", "restore"])
def test_help_names_the_data_folder(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, name, "--help")
    assert done.returncode == 0
    assert "HANDLET_DATA" in done.stdout


def test_saved_mails_are_read_one_json_line_each_and_a_missing_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    (tmp_path / "broken.eml").write_bytes(b"\xff\xfe\x00\x01")
    done = run(tmp_path / "data", "read", str(tmp_path), str(tmp_path / "gone.eml"), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["broken.eml", "one.eml", "gone.eml"]
    assert lines[1]["message_id"] == "one@example.net"
    assert "kitchen tap" in lines[1]["text"]
    assert lines[2]["problems"]
    assert done.returncode == 1
    assert done.stderr.strip() == f"handlet read: There is no {tmp_path / 'gone.eml'}."
    assert not (tmp_path / "data").exists()


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.eml").write_bytes(MAIL * 3)
    words = f"{sys.executable} -m handlet.operations read {tmp_path} | head -n 1"
    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert json.loads(done.stdout)["subject"] == "Dripping tap"
    assert done.stderr == ""


def test_a_quote_is_priced_and_a_bad_one_gives_one_line_and_code_1(tmp_path: Path) -> None:
    good = run(tmp_path, "quote", given=json.dumps(QUOTE).encode())
    assert good.returncode == 0
    assert json.loads(good.stdout)["gross"] == "102.00"
    for given in (
        b"",
        b"\xff\xfe",
        b"[]",
        json.dumps({**QUOTE, "lines": [{**QUOTE["lines"][0], "quantity": "-1"}]}).encode(),
    ):  # type: ignore[index,dict-item]
        bad = run(tmp_path, "quote", given=given)
        assert bad.returncode == 1
        assert len(bad.stdout.splitlines()) == 1
        assert set(json.loads(bad.stdout)) == {"error", "where"}
        assert bad.stderr == ""


@pytest.mark.parametrize(
    "words",
    [("quote",), ("read", "/nowhere"), ("evaluate",), ("try", "handlet/drafting/samples/leak.eml"), ("--help",)],
)
def test_what_needs_no_database_loads_no_django(words: tuple[str, ...], tmp_path: Path) -> None:
    program = (
        "import sys; from handlet.operations.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('loaded' if {'django', 'psycopg', 'procrastinate'} & set(sys.modules) else 'not loaded', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], input=b"", capture_output=True, cwd=ROOT, env={**os.environ}
    )
    assert done.stderr.decode().splitlines()[-1] == "not loaded"


def test_a_price_list_is_checked_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("code,name,unit,price_net,vat_rate\nTAP,Kitchen tap,each,85.00,20\nX,Nothing,each,much,20\n")
    done = run(tmp_path, "pricelist", "check", str(file))
    assert done.returncode == 1
    assert done.stderr.startswith("line 3: ")
    assert done.stdout.strip() == "1 lines can be used, 1 cannot."


def test_a_price_list_is_told_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("code,name,unit,price,description\nA,Hedge cut,m,8,\nB,Hedge cut,m,12,\nL,Labour,hour,35,\n")
    done = run(tmp_path, "pricelist", "check", str(file))
    assert done.returncode == 1
    assert "Nothing tells A and B apart" in done.stderr
    assert "line 4: Taken in steps of 30 minutes" in done.stdout
    assert done.stdout.strip().endswith("3 lines can be used, 0 cannot.")


def test_a_saved_mail_is_tried_with_the_sample_business_or_ones_own(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    plain = run(tmp_path, "try", str(tmp_path / "one.eml"))
    assert plain.returncode == 0, plain.stderr
    for heading in ("READING", "DRAFT – not sent", "QUOTE"):
        assert heading in plain.stdout
    assert "to Rowan Plumbing" in plain.stdout
    own = tmp_path / "business.json"
    own.write_text(json.dumps({"profile": {"name": "Cleo’s Tiles"}}))
    assert "to Cleo’s Tiles" in run(tmp_path, "try", str(tmp_path / "one.eml"), "--business", str(own)).stdout
    for words, sentence in (("{}", "does not describe a business"), ("{", "is not valid JSON")):
        own.write_text(words)
        done = run(tmp_path, "try", str(tmp_path / "one.eml"), "--business", str(own))
        assert done.returncode == 1
        assert sentence in done.stderr


def test_enquiries_are_evaluated_without_database(tmp_path: Path) -> None:
    enquiry = {
        "id": "a",
        "business": {
            "profile": {"name": "Rowan Plumbing", "vat_registered": True, "timezone": "Europe/London", "tone": {}},
            "pricelist": [], "pricing_rules": [], "saved_replies": [], "past_replies": [],
        },
        "input": {
            "channel": "email", "received_at": "2026-11-23T09:00:00Z", "subject": "Tap", "from": {"name": "Dev"},
            "contact_known": {}, "thread": [], "messages": [{"at": "2026-11-23T09:00:00Z", "text": "My tap drips."}],
        },
        "now": "2026-11-23T09:00:00Z",
    }  # fmt: skip
    done = run(tmp_path, "evaluate", "--engine", "embedded", given=json.dumps(enquiry).encode() + b"\nnonsense\n")
    assert done.returncode == 0, done.stderr
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["id"] == "a"
    assert "intent" in first
    assert "error" in second
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("up", "--port", "0"), "A port is a number from 1 to 65535."),
        (("up", "--data", "/proc/nowhere"), "Name another one with --data or HANDLET_DATA."),
        (("up", "--host", "not-a-host.invalid"), "is not an address of this machine"),
        (("pricelist", "check", "/nowhere.csv"), "/nowhere.csv cannot be opened"),
    ],
)
def test_a_mistake_gets_a_sentence_and_no_traceback(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    done = run(tmp_path / "data", *words)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_or_malformed_master_key_is_said_before_anything_is_started(tmp_path: Path) -> None:
    done = run(tmp_path, "migrate", HANDLET_MASTER_KEY="short")
    assert done.returncode == 1
    assert "HANDLET_MASTER_KEY is not a master key: it must be 32 bytes, written in base64." in done.stderr
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    done = run(tmp_path, "migrate")
    assert done.returncode == 1
    assert "The master key is missing" in done.stderr
    assert not (tmp_path / "master.key").exists()
