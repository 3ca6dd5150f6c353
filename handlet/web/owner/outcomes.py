"""What became of suggestions: “Was this right?” after sending, and how they do over weeks."""

from __future__ import annotations

import csv
import io
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from handlet.accounts.access import of_business
from handlet.drafting import outcomes
from handlet.drafting import quality as counting
from handlet.drafting.engine import classing
from handlet.drafting.models import Outcome
from handlet.inbox import access
from handlet.web.owner import showing
from handlet.web.owner.conversation import show
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.contexts.learning import QualityPage, QualityRow, ReasonRow, Slice
from handlet.web.ui.contexts.states import State

BAR, GAP = 22, 10


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


@require_safe
@for_members
def quality(request: Asked) -> HttpResponse:
    """How the drafts do: by week, by what people wanted, and why they were changed. Nothing of it leaves the house."""
    return render(request, "owner/settings/quality.html", {"page": quality_page(counting.of_business(now=now()))})


@require_safe
@for_members
def quality_csv(request: Asked) -> HttpResponse:
    """The same as a table for a spreadsheet: counts only."""
    out = io.StringIO()
    csv.writer(out).writerows(counting.rows_of(counting.of_business(now=now())))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="how-the-drafts-do.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def quality_page(found: counting.Quality) -> QualityPage:
    whole = found.whole
    untouched, gap = whole.counts.get("as_is", 0), whole.counts.get("filled", 0)
    most = max((count for _, count in found.reasons), default=1)
    summary = (
        f"Of {whole.total} suggestions {_of(untouched, whole.total)} went out as they were, and {_of(gap, whole.total)} with one "
        "gap filled."
        if whole.total
        else ""
    )
    return QualityPage(
        weeks=len(found.weeks),
        summary=summary,
        whole=_row("All", whole, 0),
        by_week=[_row(f"{monday.day} {monday:%B}", tally, place) for place, (monday, tally) in enumerate(found.weeks)],
        by_intent=[
            _row(showing.HEADLINES.get(name, State("Something else")).word, tally, place)
            for place, (name, tally) in enumerate(found.intents)
        ],
        reasons=[
            ReasonRow(classing.CLASSES.get(code, code), count, 100 * count / most) for code, count in found.reasons
        ],
        kinds=[(kind, Outcome.Kind(kind).label) for kind in counting.KINDS],
        answered=f"“Was this right?” Yes: {found.right}. No: {found.wrong}." if found.right + found.wrong else "",
        height=len(found.weeks) * (BAR + GAP),
    )


def _of(count: int, total: int) -> str:
    return f"{count} ({round(100 * count / total)}%)"


def _row(name: str, tally: counting.Tally, place: int) -> QualityRow:
    slices, start = [], 0.0
    for kind in counting.KINDS:
        length = 100 * tally.share(kind)
        slices.append(
            Slice(
                kind,
                Outcome.Kind(kind).label,
                tally.counts.get(kind, 0),
                round(length),
                round(start, 2),
                round(length, 2),
            )
        )
        start += length
    return QualityRow(name, tally.total, slices, place * (BAR + GAP))
