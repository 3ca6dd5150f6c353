"""Saved replies: the owner's own answers, kept, changed and deleted. Drafts use them word for word."""

from __future__ import annotations

from datetime import datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.drafting.models import SavedReply
from handlet.kit import ids, sealing
from handlet.kit.html_cleaning import without_invisible
from handlet.kit.typed_text import as_typed

LONGEST_TITLE, LONGEST = 60, 1000
MOST = 100


class CannotSave(Exception):
    """`str(error)` says why; `field` is title or text."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def save(*, by: Membership, title: str, text: str, now: datetime) -> SavedReply:
    """Raises CannotSave, access.ReadsOnly."""
    to_change(by)
    name, words = _sound(title, text, None)
    if SavedReply.objects.count() >= MOST:
        raise CannotSave(f"There are {MOST} already. Delete some that are no longer needed.", "title")
    return SavedReply.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "business", by.business_id),
        title=name,
        text=words,
        created_at=now,
    )


def change(*, reply: SavedReply, by: Membership, title: str, text: str) -> SavedReply:
    """Raises CannotSave, access.ReadsOnly."""
    to_change(by)
    reply.title, reply.text = _sound(title, text, reply)
    reply.save()
    return reply


def delete(*, reply: SavedReply, by: Membership) -> None:
    to_change(by)
    reply.delete()


def _sound(title: str, text: str, mine: SavedReply | None) -> tuple[str, str]:
    # What was pasted may hold signs that nobody sees; they would go out to customers and hide what a link or a sum says.
    title, text = without_invisible(title), without_invisible(text)
    name, words = " ".join(title.split())[:LONGEST_TITLE], as_typed(text)[:LONGEST]
    if not name:
        raise CannotSave("Give it a title in a word or two: drafts find it by that.", "title")
    if not words:
        raise CannotSave("There is nothing to save yet. Write the answer.", "text")
    others = SavedReply.objects.exclude(pk=mine.pk) if mine is not None else SavedReply.objects.all()
    if any(row.title.lower() == name.lower() for row in others):
        raise CannotSave("There is one with this title already. Change that one, or choose another title.", "title")
    return name, words
