"""What comes after sending: withdraw, a new version, a longer life, the same for somebody else, a variation."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import to_change
from handlet.drafting import approval, covering
from handlet.inbox import access
from handlet.inbox.models import Conversation
from handlet.kit.london import london_day
from handlet.quoting import editing, issuing, queries, revising
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.web.owner import showing
from handlet.web.owner.quote_editor import found_quote
from handlet.web.request import Asked, for_members, now, refuse

MOST_PEOPLE = 30


@require_POST
@for_members
def withdraw(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """Take it back while nobody has accepted it; `reason` is kept for the owner. A message that tells them waits for a yes."""
    found = found_quote(request, quote)
    reason = request.POST.get("reason", "")
    if found.conversation is not None:
        # The draft before the quote, as whoever sends it at this moment takes them.
        approval.open_draft(found.conversation, hold=True)
    try:
        version = issuing.withdraw(version=_offered(found), by=request.member, now=now(), reason=reason)
    except QuotingRefused as error:
        return refuse(request, str(error))
    if covering.withdrawn(version=version, by=request.member, now=now()) is None:
        return redirect("quote_edit", found.id)
    return redirect(f"{reverse('conversation', args=[found.conversation_id])}#draft")


def _offered(quote: Quote) -> QuoteVersion:
    """What the customer has, though a newer draft may stand beside it."""
    return queries.offered(quote) or queries.newest(quote)


@require_POST
@for_members
def revise(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A new version to change; the one that was sent stays as it is."""
    to_change(request.member)
    found = found_quote(request, quote)
    try:
        version = revising.revise(version=queries.newest(found), now=now())
    except QuotingRefused as error:
        return refuse(request, str(error))
    today = london_day(now())
    if version.valid_until < today:
        until = today + timedelta(days=version.business.profile.quote_valid_days)
        editing.change_details(version=version, kind=version.kind, valid_until=until, details={})
    return redirect("quote_edit", found.id)


@require_POST
@for_members
def extend(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The same lines for longer, as a new version that is sent like any other."""
    to_change(request.member)
    found = found_quote(request, quote)
    try:
        until = date.fromisoformat(request.POST.get("valid_until", ""))
    except ValueError:
        return refuse(request, "Choose the day until which it stands.", status=422)
    try:
        revising.extend(version=queries.newest(found), valid_until=until, now=now())
    except QuotingRefused as error:
        return refuse(request, str(error))
    return redirect("quote_edit", found.id)


@require_POST
@for_members
def vary(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A variation of what was accepted: under its number, with its own yes."""
    to_change(request.member)
    found = found_quote(request, quote)
    try:
        version = revising.vary(version=_offered(found), now=now())
    except QuotingRefused as error:
        return refuse(request, str(error))
    return redirect("quote_edit", version.quote_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def copy(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The same again, for a person who has written: choose whom, then it is a draft of theirs."""
    to_change(request.member)
    found = found_quote(request, quote)
    if request.method == "POST":
        try:
            chosen = uuid.UUID(request.POST.get("conversation", ""))
        except ValueError as error:
            raise Http404 from error
        conversation = access.conversation(request.member, chosen)
        try:
            version = revising.duplicate(version=queries.newest(found), conversation=conversation, now=now())
        except QuotingRefused as error:
            return refuse(request, str(error))
        return redirect("quote_edit", version.quote_id)
    recent = (
        Conversation.objects.filter(business_id=request.member.business_id, is_personal=False)
        .select_related("customer")
        .order_by("-last_message_at")[:MOST_PEOPLE]
    )
    people = [(row.id, showing.person(row.customer), row.id == found.conversation_id) for row in recent]
    context = {
        "quote": found.id,
        "number": found.label,
        "estimate": queries.newest(found).kind == QuoteVersion.Kind.ESTIMATE,
        "people": people,
    }
    return render(request, "owner/quote_copy.html", context)
