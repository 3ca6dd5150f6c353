"""What will go out, what stopped lately and why, and how often following up worked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlet.drafting.following import standing
from handlet.drafting.models import FollowUp, FollowUpQuote
from handlet.inbox import outbox
from handlet.kit.london import london_day
from handlet.quoting.models import QuoteVersion

LATELY = timedelta(days=14)
ABOUT_TO_RUN_OUT = 2


@dataclass(frozen=True, slots=True)
class Coming:
    """A follow-up with the offers it names. warning: why it will fail as things stand, or what to know; or empty."""

    follow_up: FollowUp
    versions: Sequence[QuoteVersion]
    to: str
    warning: str = ""
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """Offers asked after at least once, and how many of them were answered later; accepted ones among the answered."""

    followed: int
    answered: int
    accepted: int
    messages: int


def coming(*, now: datetime) -> list[Coming]:
    """Everything that is planned or going out, by day. Needs a transaction of the business; changes nothing."""
    rows = (
        FollowUp.objects.filter(state__in=(FollowUp.State.PLANNED, FollowUp.State.QUEUED))
        .select_related("customer", "conversation__customer", "conversation__business")
        .prefetch_related("quotes__version__quote")
        .order_by("due_at", "id")
    )
    found = []
    for row in rows:
        versions = [one.version for one in row.quotes.all()]
        code = standing.against(row, now=now) if row.state == FollowUp.State.PLANNED else ""
        warning = standing.words(code, row.customer.name) if code else _runs_out(row, versions)
        found.append(Coming(row, versions, outbox.address_of(row.conversation), warning, bool(code)))
    return found


def stopped_lately(*, now: datetime) -> list[FollowUp]:
    """Newest first; what the owner cancelled or replaced needs no telling."""
    ended = (FollowUp.State.STOPPED, FollowUp.State.FAILED)
    return list(
        FollowUp.objects.filter(state__in=ended, ended_at__gte=now - LATELY)
        .exclude(stopped_because__in=("by_owner", "replaced"))
        .select_related("customer")
        .prefetch_related("quotes__version__quote")
        .order_by("-ended_at", "due_at")[:50]
    )


def worked(*, since: datetime) -> Worked:
    """Of offers sent since then. Counts from ids, states and times only."""
    sent = FollowUpQuote.objects.filter(
        follow_up__state=FollowUp.State.SENT, version__issued_at__gte=since
    ).select_related("version", "follow_up")
    first: dict[object, tuple[QuoteVersion, datetime]] = {}
    messages = set()
    for row in sent:
        at = row.follow_up.sent_at or row.follow_up.due_at
        messages.add(row.follow_up_id)
        if row.version_id not in first or at < first[row.version_id][1]:
            first[row.version_id] = (row.version, at)
    answers = ("accepted", "declined", "cancelled")
    answered = [
        version
        for version, at in first.values()
        if version.state in answers and version.decided_at is not None and version.decided_at >= at
    ]
    accepted = sum(version.state in ("accepted", "cancelled") for version in answered)
    return Worked(len(first), len(answered), accepted, len(messages))


def _runs_out(row: FollowUp, versions: Sequence[QuoteVersion]) -> str:
    left = min(((one.valid_until - london_day(row.due_at)).days for one in versions), default=99)
    if left > ABOUT_TO_RUN_OUT:
        return ""
    return (
        "The quote runs out that day."
        if left == 0
        else f"The quote runs out {left} day{'s' if left > 1 else ''} later."
    )
