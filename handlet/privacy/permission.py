"""May this be done with what we hold about this person? Asked before any text is made ready for a language model.

A `Permission` can be made by `permit` alone, and whoever makes a prompt must hold one: so “no AI” is obeyed by the types,
not by memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from handlet.privacy.subjects import Subject

HOSTED_MODEL: Final = "words for a language model"
_MADE_HERE: Final = object()


class NotPermitted(Exception):
    """`str(error)` says why, for the owner."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against it, as the rooms above know it. objects: an objection under Article 21 UK GDPR is on record."""

    no_ai: bool = False
    restricted: bool = False
    personal: bool = False
    objects: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """Proof that `permit` said yes. subject: None for texts about nobody we hold (an evaluation, a probe)."""

    subject: Subject | None
    purpose: str
    made_by: object

    def __post_init__(self) -> None:
        if self.made_by is not _MADE_HERE:
            raise NotPermitted("A permission is asked for, not made.")


def permit(subject: Subject, purpose: str, *, standing: Standing) -> Permission:
    """Raises NotPermitted where anything stands against it."""
    for stands, why in (
        (standing.no_ai, "This person is marked “no AI”."),
        (standing.restricted, "Their details are not to be used for now."),
        (standing.personal, "This conversation is marked personal."),
        (standing.objects, "This person objects to it."),
    ):
        if stands:
            raise NotPermitted(why)
    return Permission(subject, purpose, _MADE_HERE)


def about_nobody(purpose: str) -> Permission:
    """For text that is about nobody held here: what `handlet evaluate` is given, the fixed words of a probe."""
    return Permission(None, purpose, _MADE_HERE)
