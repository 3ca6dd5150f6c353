"""The people, the moment and the small makers that all samples share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from handlet.kit.london import LONDON
from handlet.web.ui.contexts import states
from handlet.web.ui.forms.plain import PlainForm
from handlet.web.ui.forms.prices import ImportForm, ItemForm

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=LONDON)

PHOTO = UUID(int=900)


def made_id(number: int) -> UUID:
    return UUID(int=number)


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


MEMBER = SimpleNamespace(
    business=SimpleNamespace(name="Rowan Plumbing"), user=SimpleNamespace(name="Asha Rowan"), role="owner"
)

NEW, QUOTE_READY = states.State("New enquiry", "info"), states.State("Draft ready", "draft")

WAITING = states.State("Waiting for them")


def filled_wrongly(form: type[PlainForm], **data: str) -> PlainForm:
    filled = form(data)
    filled.is_valid()
    return filled


Screen = tuple[str, Callable[[], Mapping[str, Any]]]


def with_errors(form: ItemForm) -> ItemForm:
    form.is_valid()
    form.values()
    return form


def refused(form: ImportForm, field: str, sentence: str) -> ImportForm:
    form.full_clean()
    form.errors.pop(field, None)
    form.add_error(field, sentence)
    return form
