"""Drafts: read, amend, approve, discard. The API asks for the same proofs as the page: nothing leaves unapproved."""

from __future__ import annotations

import uuid
from typing import cast

from django.http import HttpRequest
from ninja import Router, Status

from handlet.accounts.access import of_business
from handlet.drafting import approval
from handlet.drafting.models import Approval, Draft
from handlet.inbox import access
from handlet.web.api.conversations import message_out
from handlet.web.api.shapes import ApprovalIn, ApprovalOut, ClaimOut, DraftIn, DraftOut, Problem
from handlet.web.request import Asked, now

router = Router(tags=["drafts"])


def _found(request: HttpRequest, draft_id: uuid.UUID) -> Draft:
    rows = Draft.objects.select_related("conversation__customer", "quote_version")
    return of_business(cast(Asked, request).member, rows, draft_id)


@router.get("/of/{conversation_id}", response={200: DraftOut, 404: Problem})
def get_open_draft(request: HttpRequest, conversation_id: uuid.UUID) -> DraftOut | Status[dict[str, str]]:
    """The draft that waits in a conversation."""
    conversation = access.conversation(cast(Asked, request).member, conversation_id)
    draft = approval.open_draft(conversation)
    if draft is None:
        return Status(404, {"error": "No draft waits in this conversation."})
    return draft_out(draft)


@router.get("/{draft_id}", response={200: DraftOut, 404: Problem})
def get_draft(request: HttpRequest, draft_id: uuid.UUID) -> DraftOut:
    return draft_out(_found(request, draft_id))


@router.put("/{draft_id}", response={200: DraftOut, 403: Problem, 404: Problem, 409: Problem})
def amend_draft(request: HttpRequest, draft_id: uuid.UUID, change: DraftIn) -> DraftOut:
    draft = _found(request, draft_id)
    approval.amend(draft=draft, by=cast(Asked, request).member, text=change.text, now=now())
    return draft_out(_found(request, draft_id))


@router.post("/{draft_id}/approval", response={201: ApprovalOut, 403: Problem, 404: Problem, 409: Problem})
def approve_draft(request: HttpRequest, draft_id: uuid.UUID, shown: ApprovalIn) -> Status[ApprovalOut]:
    """Send exactly this text to exactly this recipient, after the undo pause."""
    draft = _found(request, draft_id)
    message = approval.approve(
        draft=draft,
        by=cast(Asked, request).member,
        text=shown.text,
        shown=approval.Shown(shown.revision, shown.recipient, shown.quote, shown.seen),
        now=now(),
    )
    row = Approval.objects.get(message=message)
    return Status(201, ApprovalOut(id=row.id, message=message_out(message), at=row.at, text_hash=row.text_hash))


@router.delete("/{draft_id}", response={204: None, 403: Problem, 404: Problem, 409: Problem})
def discard_draft(request: HttpRequest, draft_id: uuid.UUID) -> Status[None]:
    approval.discard(draft=_found(request, draft_id), by=cast(Asked, request).member, now=now())
    return Status(204, None)


def draft_out(draft: Draft) -> DraftOut:
    shown = approval.shown_of(draft)
    grounds = draft.grounds or {}
    version = draft.going_quote
    return DraftOut(
        id=draft.id,
        conversation_id=draft.conversation_id,
        state=draft.state,
        subject=draft.subject,
        text=draft.text,
        revision=shown.revision,
        recipient=shown.recipient,
        quote=shown.quote,
        quote_id=version.quote_id if version is not None else None,
        engine=draft.engine,
        claims=[ClaimOut(**claim) for claim in grounds.get("claims", [])],
        questions=[question["text"] for question in grounds.get("questions", [])],
    )
