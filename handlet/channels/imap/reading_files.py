"""Saved mails read from files, for `handlet read`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handlet.channels.imap.parsing import Mail, read_mail


def read_path(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """One plain dict for each file named and each `.eml` below each folder named, folders in the order of their names.

    A file that cannot be opened, or is no mail, gives its dict all the same, with `problems`. Raises nothing.
    Addresses stand as written, without names; ids without angle brackets; `sent_at` is ISO 8601 in UTC or None.
    """
    for path in paths:
        for file in _files(path):
            yield _line(file)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path, followlinks=False):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(".eml"):
                yield Path(folder) / name


def _line(path: Path) -> dict[str, Any]:
    try:
        mail = read_mail(path.read_bytes())
    except OSError as error:
        mail = Mail(problems=[f"The file cannot be opened: {error.strerror or 'no reason given'}."])
    return {
        "file": str(path).encode("utf-8", "replace").decode(),
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "from": mail.senders[0].address or mail.senders[0].name if mail.senders else "",
        "to": [one.address or one.name for one in mail.to],
        "subject": mail.subject,
        "sent_at": mail.sent_at.isoformat() if mail.sent_at else None,
        "text": mail.text,
        "reply_text": mail.reply_text,
        "html_safe": mail.html,
        "attachments": [
            {"name": one.name, "type": one.content_type, "size": len(one.content)} for one in mail.attachments
        ],
        "problems": list(mail.problems),
    }
