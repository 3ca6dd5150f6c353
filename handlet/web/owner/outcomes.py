"""What became of suggestions: “Was this right?” after sending."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from handlet.accounts.access import of_business
from handlet.drafting import outcomes
from handlet.drafting.models import Outcome
from handlet.inbox import access
from handlet.web.owner.conversation import show
from handlet.web.request import Asked, for_members, now


@require_POST
@for_members
def verdict(request: Asked, outcome: uuid.UUID) -> HttpResponse:
    """Yes, no with a reason, or not now. Nothing that was sent changes."""
    found = of_business(request.member, Outcome.objects.all(), outcome)
    error = ""
    try:
        outcomes.judge(
            outcome=found,
            by=request.member,
            verdict=request.POST.get("verdict", ""),
            reason=request.POST.get("reason", ""),
            words=request.POST.get("words", ""),
            now=now(),
        )
    except (outcomes.NotAsked, outcomes.SayWhy) as refused:
        error = str(refused)
    if error or request.htmx:
        conversation = access.conversation(request.member, found.conversation_id)
        return show(request, conversation, verdict_error=error, status=422 if error else 200)
    return redirect("conversation", found.conversation_id)
