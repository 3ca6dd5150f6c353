"""The inbox: who needs you, and what was seen."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handlet.channels.models import Connection
from handlet.inbox import queries
from handlet.web.owner import quotes_shown, showing
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.contexts.inbox import InboxPage
from handlet.web.ui.contexts.states import Notice


@require_safe
@for_members
def inbox(request: Asked) -> HttpResponse:
    """Two zones; with `?q=` what was found; with `?before=` the next page of what was seen; `?aside=1` what is set aside."""
    words = request.GET.get("q", "").strip()[:200]
    connections = list(Connection.objects.exclude(state=Connection.State.REVOKED))
    if words:
        found = [showing.row(row, seen=row.unread == 0) for row in queries.found(words)]
        page = InboxPage(needs_you=[], seen=[], query=words, found=found, connected=bool(connections))
        return render(request, "owner/inbox.html", {"page": page, "now": now()})
    if request.GET.get("aside"):
        aside = [showing.row(row, seen=True) for row in queries.set_aside()]
        page = InboxPage(needs_you=[], seen=aside, connected=True)
        return render(request, "owner/inbox.html", {"page": page, "now": now(), "aside": True})
    try:
        listed = queries.inbox(before=request.GET.get("before", ""))
    except ValueError:
        # A key that somebody altered is no key: the first page is what they want.
        listed = queries.inbox()
    page = InboxPage(
        needs_you=[showing.row(row, seen=False) for row in listed.needs_you if not row.is_emergency],
        seen=[showing.row(row, seen=row.unread == 0) for row in listed.seen],
        emergencies=[showing.emergency(row) for row in listed.needs_you if row.is_emergency],
        notices=[*_notices(connections), *quotes_shown.reminders(now())],
        older=f"{reverse('inbox')}?{urlencode({'before': listed.older})}" if listed.older else "",
        connected=bool(connections),
    )
    template = "owner/_inbox_zones.html" if request.htmx else "owner/inbox.html"
    return render(request, template, {"page": page, "now": now()})


def _notices(connections: list[Connection]) -> list[Notice]:
    """A dead channel says so here, where the owner looks, and not only on its card."""
    notices = [
        Notice(
            title=f"{connection.label or 'A connection'} needs you",
            text=connection.trouble,
            tone="danger",
            link=reverse("channels"),
            link_words="Open Channels",
        )
        for connection in connections
        if connection.state == Connection.State.RECONNECT_NEEDED
    ]
    unreadable = len(queries.unreadable())
    if unreadable:
        notices.append(
            Notice(
                title="One message could not be read"
                if unreadable == 1
                else f"{unreadable} messages could not be read",
                text="They are kept exactly as they came.",
                tone="draft",
                link=reverse("channels"),
                link_words="Show them",
            )
        )
    return notices
