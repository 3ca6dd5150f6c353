"""A language model over a draft that already stands: the owner has the embedded one at once, and a better wording if it comes in time.

Three steps, so that no request holds a transaction: look (may it be asked?), ask, and put in place. What the model says
meanwhile is shown as it comes, marked unchecked (`Writing`); it enters the draft only once the guard has passed, and only
where nobody has touched the draft and the customer has not written again.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection as database

from handlet.accounts.tenancy import acting_for
from handlet.drafting import model_settings, proposing
from handlet.drafting.facts import enquiry_of
from handlet.drafting.language_model import assisting
from handlet.drafting.language_model.assisting import Assisted
from handlet.drafting.language_model.endpoint import Endpoint
from handlet.drafting.language_model.hosted import HostedModel
from handlet.drafting.language_model.port import Called, Exchange, Heard
from handlet.drafting.models import Draft, ModelRequest, ModelSettings, Writing
from handlet.drafting.port import Enquiry
from handlet.inbox import queries
from handlet.inbox.events import inbox_changed
from handlet.inbox.models import Conversation
from handlet.kit import ids
from handlet.privacy.permission import HOSTED_MODEL, NotPermitted, Permission, Standing, permit
from handlet.privacy.subjects import Subject

LOOK_SECONDS = 0.4
"""How often the page is told what was written, and the draft is looked at."""


@dataclass(frozen=True, slots=True)
class _Job:
    draft: Draft
    conversation: Conversation
    enquiry: Enquiry
    endpoint: Endpoint
    permission: Permission


def assist(*, business_id: uuid.UUID, draft_id: uuid.UUID, now: datetime) -> str:
    """What came of it in one word: `replaced`, `kept` (the embedded draft stands), `not_asked`. Raises nothing a model causes."""
    with acting_for(business_id):
        job = _look(draft_id, now)
    if job is None:
        return "not_asked"
    with _written_down(job, now) as (heard, called_off):
        result = assisting.propose(
            job.enquiry,
            model=HostedModel(job.endpoint, exchanges=_Noted(job, now), may_ask=lambda: _may_ask(job, now)),
            permission=job.permission,
            name=job.endpoint.model[:30],
            called_off=called_off,
            heard=heard,
        )
    with acting_for(business_id):
        return _put_in_place(job, result, now)


def _look(draft_id: uuid.UUID, now: datetime) -> _Job | None:
    draft = Draft.objects.select_related("conversation__customer", "quote_version").filter(pk=draft_id).first()
    settings = model_settings.of_business()
    if draft is None or settings is None or not _untouched(draft) or not model_settings.is_due(settings, now=now):
        return None
    endpoint = model_settings.endpoint_of(settings)
    conversation = draft.conversation
    try:
        permission = _permission(conversation)
    except NotPermitted:
        return None
    enquiry = enquiry_of(conversation, now=now)
    if endpoint is None or enquiry is None or queries.latest_inbound(conversation) != draft.based_on:
        return None
    enquiry = replace(enquiry, instruction=(draft.grounds or {}).get("wish", ""))
    return _Job(draft, conversation, enquiry, endpoint, permission)


def _permission(conversation: Conversation) -> Permission:
    """Raises NotPermitted."""
    customer = conversation.customer
    return permit(
        Subject("customer", customer.id, conversation.business_id),
        HOSTED_MODEL,
        standing=Standing(no_ai=customer.no_ai, restricted=customer.restricted, personal=conversation.is_personal),
    )


def _still_wanted(job: _Job) -> bool:
    """The draft is as it was, and nobody has said no meanwhile. Needs a transaction of the business."""
    draft = Draft.objects.select_related("conversation__customer").filter(pk=job.draft.pk).first()
    if draft is None or not _untouched(draft) or draft.revision != job.draft.revision:
        return False
    if model_settings.of_business() is None or queries.latest_inbound(draft.conversation) != draft.based_on:
        return False
    try:
        _permission(draft.conversation)
    except NotPermitted:
        return False
    return True


def _may_ask(job: _Job, now: datetime) -> bool:
    """Asked before each request, in a transaction of its own; the first one takes a place of the day."""
    with acting_for(job.draft.business_id):
        return _still_wanted(job) and model_settings.take_place(job.draft.pk, now=now)


class _Noted(list[Exchange]):
    """Exchanges that are rows as well: written before the request leaves, completed when it has ended."""

    def __init__(self, job: _Job, now: datetime) -> None:
        super().__init__()
        self._job, self._now = job, now
        self._rows: list[uuid.UUID] = []

    def append(self, exchange: Exchange) -> None:
        row = ModelRequest(id=ids.uuid7(), **_columns(self._job, exchange), at=self._now)
        with acting_for(self._job.draft.business_id):
            row.draft = Draft.objects.filter(pk=self._job.draft.pk).first()
            row.save(force_insert=True)
        self._rows.append(row.id)
        super().append(exchange)

    def __setitem__(self, place: Any, exchange: Any) -> None:
        super().__setitem__(place, exchange)
        with acting_for(self._job.draft.business_id):
            row = ModelRequest.objects.filter(pk=self._rows[place]).first()
            if row is not None:
                for name, value in _columns(self._job, exchange).items():
                    setattr(row, name, value)
                row.save()


def _untouched(draft: Draft) -> bool:
    return draft.state in (Draft.State.READY, Draft.State.BLOCKED) and draft.engine == "embedded"


@contextlib.contextmanager
def _written_down(job: _Job, now: datetime) -> Iterator[tuple[Heard, Called]]:
    """A thread of its own keeps `Writing` up to date and looks whether the draft is still wanted: the request never waits for it."""
    latest, ended, unwanted = [""], threading.Event(), threading.Event()

    def heard(text: str) -> None:
        latest[0] = text

    def keep() -> None:
        shown = ""
        try:
            while True:
                last_round = ended.wait(LOOK_SECONDS)
                if last_round:
                    return
                with acting_for(job.draft.business_id):
                    if not _still_wanted(job):
                        unwanted.set()
                    elif latest[0] != shown:
                        shown = latest[0]
                        _show(job, shown, now)
        finally:
            with acting_for(job.draft.business_id):
                Writing.objects.filter(conversation=job.conversation).delete()
            database.close()

    thread = threading.Thread(target=keep, name="writing", daemon=True)
    thread.start()
    try:
        yield heard, unwanted.is_set
    finally:
        ended.set()
        thread.join(timeout=10)


def _show(job: _Job, text: str, now: datetime) -> None:
    Writing.objects.filter(conversation=job.conversation).delete()
    Writing.objects.create(
        id=ids.uuid7(),
        business_id=job.draft.business_id,
        conversation=job.conversation,
        key_id=job.conversation.key_id,
        text=text,
        started_at=now,
    )
    inbox_changed.send(
        sender=Writing, business_id=job.draft.business_id, conversation_id=job.conversation.id, kind="writing"
    )


def _put_in_place(job: _Job, result: Assisted, now: datetime) -> str:
    # The draft first: whoever sends it at this moment goes first, and needs the conversation after it.
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=job.draft.pk).first()
    conversation = (
        Conversation.objects.select_for_update(of=("self",)).select_related("customer").get(pk=job.conversation.pk)
    )
    _note_trouble(result.reason, now)
    try:
        if draft is None or not _still_wanted(job):
            return "kept"
        if result.proposal.engine == "embedded" or result.proposal.blocked:
            if result.reason:
                draft.grounds = {**(draft.grounds or {}), "why": list(result.proposal.why)}
                draft.save(update_fields=["grounds"])
            return "kept"
        fresh = proposing.replaced(draft, conversation, job.enquiry, result.proposal, now=now)
        ModelRequest.objects.filter(draft=draft).update(draft=fresh)
        return "replaced"
    finally:
        inbox_changed.send(
            sender=Draft, business_id=job.draft.business_id, conversation_id=conversation.id, kind="draft"
        )


def _columns(job: _Job, one: Exchange) -> dict[str, Any]:
    return {
        "business_id": job.draft.business_id,
        "conversation": job.conversation,
        "key_id": job.conversation.key_id,
        "step": one.step,
        "sent": one.sent,
        "answer": one.answer,
        "model": job.endpoint.model,
        "provider": job.endpoint.provider,
        "mode": job.endpoint.mode.value,
        "tokens_in": one.tokens_in,
        "tokens_out": one.tokens_out,
        "pence": job.endpoint.cost(one.tokens_in, one.tokens_out),
        "milliseconds": one.milliseconds,
        "outcome": one.outcome,
    }


def _note_trouble(reason: str, now: datetime) -> None:
    """The settings page says what went wrong last; a good answer clears it. What the model wrote wrongly is no trouble of the line."""
    kept = "" if reason in ("", "unbacked", "called_off", "private") else reason
    ModelSettings.objects.update(trouble=kept, trouble_at=now if kept else None)
