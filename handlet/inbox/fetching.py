"""Files that a message only named and that did not come at once: asked for again with growing gaps, then said to be missing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from procrastinate.contrib.django import app

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import ChannelError, FileGone, Incoming, IncomingAttachment, NamedFile
from handlet.inbox import filing
from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Message

RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 1440)]
STILL_COMING = "“{name}” has not come through yet. Handlet keeps asking for it."
NOT_FETCHED = "“{name}” could not be fetched. Ask them to send it again."


def with_files(incoming: Incoming, *, kind: str, settings: Mapping[str, Any], secret: Mapping[str, str]) -> Incoming:
    """The message with its files among the attachments; what has not come stays in `files`, and holds nothing up.

    Asks the provider, so outside any transaction.
    """
    fetched, problems, missing = _fetch(kind, settings, secret, incoming.files)
    problems += [STILL_COMING.format(name=file.name) for file in missing]
    return replace(
        incoming,
        attachments=[*incoming.attachments, *fetched],
        problems=[*incoming.problems, *problems],
        files=missing,
    )


def defer(message: Message, *, attempt: int, now: datetime) -> None:
    """Ask again after a while, in the running transaction."""
    app.configure_task("handlet.inbox.tasks.fetch_files", schedule_at=now + RETRIES[attempt]).defer(
        business_id=str(message.business_id), message_id=str(message.pk), attempt=attempt
    )


def fetch_again(*, business_id: uuid.UUID, message_id: uuid.UUID, attempt: int, now: datetime) -> None:
    """Ask once more for the files that are missing. After the last time the page says that they will not come."""
    with acting_for(business_id):
        message = Message.objects.select_related("connection").filter(pk=message_id).first()
        if message is None or message.connection is None or not message.connection.is_active:
            return
        connection, wanted = message.connection, _missing(message)
        settings, secret = connection.settings or {}, connecting.secret_of(connection)
    if not wanted:
        return
    fetched, problems, missing = _fetch(connection.kind, settings, secret, wanted)
    with acting_for(business_id):
        held = Message.objects.select_for_update().filter(pk=message_id).first()
        if held is None or _missing(held) != wanted:
            return
        last = attempt + 1 >= len(RETRIES)
        sentences = {STILL_COMING.format(name=file.name) for file in wanted}
        kept = [one for one in held.problems or [] if one not in sentences]
        kept += problems
        kept += [(NOT_FETCHED if last else STILL_COMING).format(name=file.name) for file in missing]
        held.problems = kept or None
        held.envelope = {**(held.envelope or {}), "missing": [] if last else [asdict(one) for one in missing]}
        held.save(update_fields=["problems", "envelope"])
        filing.file_attachments(held, fetched)
        if missing and not last:
            defer(held, attempt=attempt + 1, now=now)
        inbox_changed.send(
            sender=Message, business_id=business_id, conversation_id=held.conversation_id, kind="message"
        )


def _fetch(
    kind: str, settings: Mapping[str, Any], secret: Mapping[str, str], files: Sequence[NamedFile]
) -> tuple[list[IncomingAttachment], list[str], list[NamedFile]]:
    """What came, what will never come (a sentence each), and what may come yet."""
    adapter = registry.fetching(kind)
    fetched: list[IncomingAttachment] = []
    problems: list[str] = []
    missing: list[NamedFile] = []
    for file in files:
        try:
            if adapter is not None:
                fetched.append(adapter.fetch(settings, secret, file))
        except FileGone as error:
            problems.append(str(error))
        except ChannelError:
            missing.append(file)
    return fetched, problems, missing


def _missing(message: Message) -> list[NamedFile]:
    return [NamedFile(**one) for one in (message.envelope or {}).get("missing") or []]
