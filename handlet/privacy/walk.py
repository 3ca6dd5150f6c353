"""Find, export, keep, erase: the same walk through every room, with another verb each time.

A room that holds something about people registers a `Holder` when it starts; this room never imports it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from handlet.kit import blobs
from handlet.privacy.subjects import Subject


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one kind about a subject. `blobs`: fields that name sealed files. `because`: why they stay, or empty."""

    what: str
    rows: QuerySet[Model, Any]
    blobs: Sequence[str] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of thing, how many, and why it stays (empty: it goes)."""

    what: str
    count: int
    because: str = ""


class Holder:
    """What a room answers for. A room overrides what is true of it; holdings come in the order of their deletion."""

    def holdings(self, subject: Subject) -> Sequence[Holding]:
        raise NotImplementedError

    def export(self, subject: Subject) -> Mapping[str, Any]:
        """Sections of plain JSON values."""
        return {}

    def marks(self, subject: Subject) -> Iterable[tuple[str, str]]:
        """(kind, value) of what must not come back with the next sync."""
        return ()

    def keys(self, subject: Subject) -> Iterable[uuid.UUID]:
        """Data keys that die with the subject."""
        return ()

    def keep(self, subject: Subject, now: datetime) -> None:
        """Minimise what stays and move it away from the keys that are about to die. Most rooms keep nothing."""


@dataclass(slots=True)
class _Rooms:
    holders: dict[str, tuple[int, Holder]] = field(default_factory=dict)


_rooms = _Rooms()


def register(room: str, holder: Holder, *, height: int) -> None:
    """Called once by each room. `height`: higher rooms are walked first, because their rows point at those below."""
    _rooms.holders[room] = (height, holder)


def rooms() -> Sequence[tuple[str, Holder]]:
    """Highest first."""
    return [(room, holder) for room, (_, holder) in sorted(_rooms.holders.items(), key=lambda item: -item[1][0])]


def find(subject: Subject) -> Sequence[Found]:
    """Everything held about the subject, room by room; what there is none of is left out."""
    found = []
    for _, holder in rooms():
        for holding in holder.holdings(subject):
            count = holding.rows.count()
            if count:
                found.append(Found(holding.what, count, holding.because))
    return found


def export(subject: Subject) -> dict[str, Any]:
    """Everything held about the subject, as plain values by section."""
    sections: dict[str, Any] = {}
    for _, holder in rooms():
        sections.update(holder.export(subject))
    return sections


def erase(subject: Subject, now: datetime) -> Sequence[Found]:
    """Delete room by room what need not stay; what was removed and kept. Doing it again finds nothing more to do."""
    done: list[Found] = []
    for _, holder in rooms():
        holder.keep(subject, now)
        for holding in holder.holdings(subject):
            count = holding.rows.count()
            if not count:
                continue
            if not holding.because:
                _forget_files(holding)
                holding.rows.delete()
            done.append(Found(holding.what, count, holding.because))
    return done


def _forget_files(holding: Holding) -> None:
    """Files go when the transaction that deletes their rows has committed."""
    for name in holding.blobs:
        for blob_id in holding.rows.exclude(**{name: None}).values_list(name, flat=True):
            transaction.on_commit(lambda blob_id=blob_id: blobs.delete(blob_id))  # type: ignore[misc]
