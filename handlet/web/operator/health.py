"""The operator's page: counts, states and times; never anybody's words. Everybody else gets the 404 of nothing."""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handlet.accounts.models import User
from handlet.web.middleware import manages_own_transactions
from handlet.web.request import now
from handlet.web.ui.contexts.health import HealthGroup, HealthPage, HealthRow
from handlet.web.ui.contexts.states import State

GOOD, BAD = State("In order", "good"), State("Look at this", "danger")


@require_safe
@manages_own_transactions
def health(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User) or not request.user.is_operator:
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, count(*) FROM procrastinate_jobs GROUP BY 1")
        jobs = dict(cursor.fetchall())
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"
        )
        workers = (cursor.fetchone() or (0,))[0]
        cursor.execute("SELECT count(*) FROM handlet_outbox(now() - interval '5 minutes')")
        stuck = (cursor.fetchone() or (0,))[0]
    failed = jobs.get("failed", 0)
    rows = [
        HealthRow(
            "Workers",
            GOOD if workers else BAD,
            f"{workers} alive" if workers else "No worker is alive. Start one with “handlet worker”.",
        ),
        HealthRow("Jobs waiting", GOOD, str(jobs.get("todo", 0))),
        HealthRow(
            "Jobs failed",
            BAD if failed else GOOD,
            f"{failed}. The worker’s log says which and why; “handlet doctor” looks for the cause." if failed else "0",
        ),
        HealthRow(
            "Messages stuck in the outbox",
            BAD if stuck else GOOD,
            f"{stuck}, for more than five minutes. They go once a worker is alive and their channel answers."
            if stuck
            else "0",
        ),
    ]
    overall = BAD if any(row.state is BAD for row in rows) else GOOD
    page = HealthPage(overall=overall, groups=[HealthGroup("Work", rows)], at=now())
    return render(request, "operator/health.html", {"page": page})
