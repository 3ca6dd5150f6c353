"""No mail, however strange, stops the reading, is left out, or comes out as something that cannot be stored."""

from __future__ import annotations

import json
import random
import unicodedata
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlet.channels.contract import Handle, RawEvent
from handlet.channels.imap import parsing
from handlet.channels.imap.reading_files import read_path
from handlet.channels.tests.odd_mail import ODD, Odd

ARRIVED = datetime(2026, 11, 24, 9, 16, tzinfo=UTC)
META = {"internal_date": ARRIVED.isoformat(), "role": "inbox"}


def test_there_are_enough_odd_mails_and_no_two_share_a_name() -> None:
    assert len({odd.name for odd in ODD}) == len(ODD) >= 60


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_an_odd_mail_becomes_a_message_that_says_what_is_odd(odd: Odd) -> None:
    [incoming] = parsing.parse(RawEvent("INBOX/1/1", odd.content, META), {})
    for words in odd.shows:
        assert words in incoming.text
    for words in odd.hides:
        assert words not in incoming.text
        assert words not in incoming.reply_text
        assert words not in incoming.html
    if odd.says is not None:
        assert any(odd.says in sentence for sentence in incoming.problems), incoming.problems
    if odd.files is not None:
        assert [one.name for one in incoming.attachments] == list(odd.files)
    assert_storable(incoming)


def assert_storable(incoming: Any) -> None:
    """Plain values only: aware times, text that encodes, headings of one line without control characters."""
    assert incoming.external_id
    assert incoming.arrived_at.tzinfo is not None
    assert incoming.sent_at is None or incoming.sent_at.tzinfo is not None
    handles = [one for one in (incoming.sender, incoming.reply_to, *incoming.recipients) if one is not None]
    one_line = [incoming.subject, incoming.message_id, incoming.in_reply_to, incoming.external_id, *incoming.references]
    one_line += [value for handle in handles for value in (handle.value, handle.shown, handle.name)]
    one_line += [one.name for one in incoming.attachments]
    for value in one_line:
        assert not [letter for letter in value if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")], value
    for item in fields(incoming):
        value = getattr(incoming, item.name)
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\x00" not in value
    assert all(isinstance(handle, Handle) for handle in handles)
    assert all(not name.startswith(".") and "/" not in name for name in (one.name for one in incoming.attachments))


def test_every_file_below_a_folder_gives_one_line_in_a_stable_order(tmp_path: Path) -> None:
    for number, odd in enumerate(ODD):
        folder = tmp_path / f"{number % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:03}.EML" if number % 5 == 0 else folder / f"{number:03}.eml").write_bytes(odd.content)
    (tmp_path / "notes.txt").write_text("not a mail")
    first, second = list(read_path([tmp_path])), list(read_path([tmp_path]))
    assert len(first) == len(ODD)
    assert [line["file"] for line in first] == sorted(line["file"] for line in first)
    assert first == second
    for line in first:
        assert json.loads(json.dumps(line)) == line
        assert list(line) == [
            "file", "message_id", "in_reply_to", "references", "from", "to", "subject", "sent_at", "text", "reply_text",
            "html_safe", "attachments", "problems",
        ]  # fmt: skip


def test_a_file_that_cannot_be_opened_still_gives_its_line(tmp_path: Path) -> None:
    [line] = read_path([tmp_path / "gone.eml"])
    assert line["file"].endswith("gone.eml")
    assert "cannot be opened" in line["problems"][0]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mails_damaged_anywhere_are_still_read(data: st.DataObject) -> None:
    small = [odd.content for odd in ODD if len(odd.content) < 5000]
    content = bytearray(data.draw(st.sampled_from(small)))
    chance = random.Random(data.draw(st.integers()))
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(content))
        kind = chance.randint(0, 3)
        if kind == 0:
            content[at:at] = chance.choice(
                [b"\r\n", b"=?", b"?=", b"--edge", b'"', b"\x00", b"<", b"\xff", b";", b"\r\n\r\n"]
            )
        elif kind == 1:
            del content[at : at + chance.randint(1, 40)]
        elif kind == 2 and content:
            content[min(at, len(content) - 1)] = chance.randint(0, 255)
        else:
            piece = content[at : at + 60]
            content[at:at] = piece
    [incoming] = parsing.parse(RawEvent("INBOX/1/1", bytes(content), META), {})
    assert_storable(incoming)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_become_a_message(content: bytes) -> None:
    [incoming] = parsing.parse(RawEvent("INBOX/1/1", content, META), {})
    assert_storable(incoming)


@pytest.mark.parametrize("field", ["Subject", "Date", "Reply-To", "Cc"])
def test_a_heading_whose_coding_is_broken_hides_nobody_who_wrote(field: str) -> None:
    """Base64 of a length that no text has: the rest of the mail is read as ever."""
    content = f"From: Dev Patel <dev@example.com>\r\n{field}: =?utf-8?b?a?=\r\n\r\nMy tap leaks\r\n".encode()
    [incoming] = parsing.parse(RawEvent("INBOX/1/1", content, META), {})
    assert incoming.sender is not None
    assert (incoming.sender.value, incoming.sender.name) == ("dev@example.com", "Dev Patel")
    assert incoming.text == "My tap leaks"
    assert_storable(incoming)
