"""What the owner does with a draft: keep what was typed, send, ask for changes, discard, undo."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from handlet.accounts.access import of_business, to_change
from handlet.drafting import approval, proposing
from handlet.drafting.models import Draft
from handlet.inbox import access, outbox
from handlet.kit.typed_text import as_typed
from handlet.quoting.refusals import QuotingRefused
from handlet.web.owner import drafts_shown, showing
from handlet.web.owner.conversation import show
from handlet.web.request import Asked, for_members, now, refuse


def _draft(request: Asked, id: uuid.UUID) -> Draft:
    return of_business(request.member, Draft.objects.select_related("conversation__customer", "quote_version"), id)


@require_POST
@for_members
def keep(request: Asked, draft: uuid.UUID) -> HttpResponse:
    """Typed text is kept on the server as it is typed; nothing is sent."""
    found = _draft(request, draft)
    try:
        kept = approval.amend(
            draft=found,
            by=request.member,
            text=request.POST.get("text", ""),
            now=now(),
            revision=drafts_shown.posted(request).revision if "newest" in request.POST else None,
        )
    except (approval.AlreadyDecided, approval.TextChanged) as error:
        if request.htmx:
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        return _told(request, found, str(error), typed=request.POST.get("text", ""))
    if request.htmx:
        return render(request, "owner/_kept.html", {"newest": kept.revision, "at": now()})
    return redirect("conversation", found.conversation_id)


@require_POST
@for_members
def send(request: Asked, draft: uuid.UUID) -> HttpResponse:
    """Approve exactly what was on the page. A refusal shows the page again, with its sentence and with what was typed."""
    found = _draft(request, draft)
    text = request.POST.get("text", "")
    try:
        approval.approve(draft=found, by=request.member, text=text, shown=drafts_shown.posted(request), now=now())
    except (approval.AlreadyDecided, approval.TextChanged) as error:
        return _told(request, found, str(error), typed=text)
    except (approval.Refused, QuotingRefused) as error:
        conversation = access.conversation(request.member, found.conversation_id)
        seen = error.seen if isinstance(error, approval.Unbacked) else ""
        return show(request, conversation, error=str(error), typed=text, seen=seen, status=409)
    return redirect("conversation", found.conversation_id)


def _told(request: Asked, found: Draft, sentence: str, *, typed: str = "") -> HttpResponse:
    """The conversation as it stands now, with what another screen did to this draft, and what stood on this one beside it."""
    conversation = access.conversation(request.member, found.conversation_id)
    newest = approval.open_draft(conversation) or found
    left = as_typed(typed)
    if left == as_typed(newest.text):
        left = ""
    answer = show(request, conversation, error=sentence, left=left, status=409)
    return reswap(retarget(answer, "#thread"), "outerHTML") if request.htmx else answer


@require_POST
@for_members
def revise(request: Asked, draft: uuid.UUID) -> HttpResponse:
    """Propose afresh, with the owner's instruction."""
    to_change(request.member)
    found = _draft(request, draft)
    wish = request.POST.get("quick", "") or request.POST.get("instruction", "").strip()[:300]
    try:
        proposing.revise(draft=found, instruction=wish, now=now())
    except approval.AlreadyDecided as error:
        return _told(request, found, str(error), typed=request.POST.get("text", ""))
    if request.htmx:
        fresh = approval.open_draft(access.conversation(request.member, found.conversation_id))
        if fresh is not None:
            shown = drafts_shown.view(fresh)
            name = showing.person(fresh.conversation.customer)
            return render(request, "_draft.html", {"draft": shown, "name": name})
    return redirect("conversation", found.conversation_id)


@require_POST
@for_members
def discard(request: Asked, draft: uuid.UUID) -> HttpResponse:
    found = _draft(request, draft)
    try:
        approval.discard(draft=found, by=request.member, now=now())
    except approval.AlreadyDecided as error:
        return _told(request, found, str(error))
    return redirect("conversation", found.conversation_id)


@require_POST
@for_members
def safety(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """Send the fixed safety words of an emergency with one tap, and no others; it is an approval like any other."""
    found = access.conversation(request.member, conversation)
    draft = approval.open_draft(found)
    if draft is None or draft.action != "draft_safety":
        return refuse(request, "There are no safety words waiting here any more. Open the conversation again.")
    try:
        approval.approve(
            draft=draft,
            by=request.member,
            text=draft.proposed_text,
            shown=drafts_shown.posted(request),
            now=now(),
        )
    except (approval.Refused, QuotingRefused) as error:
        return refuse(request, str(error))
    return redirect("conversation", found.id)


@require_POST
@for_members
def undo(request: Asked, message: uuid.UUID) -> HttpResponse:
    found = access.message(request.member, message)
    try:
        approval.take_back(message=found, by=request.member, now=now())
    except outbox.TooLate as error:
        return show(request, access.conversation(request.member, found.conversation_id), error=str(error), status=409)
    return redirect("conversation", found.conversation_id)


@require_POST
@for_members
def retry(request: Asked, message: uuid.UUID) -> HttpResponse:
    """A message that failed or of unknown fate: send it again, or confirm that it went (`sent=1`)."""
    to_change(request.member)
    found = access.message(request.member, message)
    try:
        outbox.settle_by_owner(message=found, sent=request.POST.get("sent") == "1", now=now())
    except outbox.SettledElsewhere as error:
        return show(request, access.conversation(request.member, found.conversation_id), error=str(error), status=409)
    return redirect("conversation", found.conversation_id)
