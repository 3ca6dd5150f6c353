"""How quotes do: counted from ids, states, times and money of this business alone. No words of anybody; nothing leaves the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median

from django.db.models import OuterRef, Subquery

from handlet.inbox.models import Message
from handlet.kit.london import LONDON, london_day
from handlet.quoting.models import Acceptance, QuoteVersion

MONTHS = 12
State = QuoteVersion.State


@dataclass(frozen=True, slots=True)
class Month:
    """first: of the month in which they were sent. Sums in whole pence, of the offers sent in it."""

    first: date
    sent: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    quoted: int = 0
    won: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Of each quote its last version that left. open: no answer yet. reasons: why people said no, most frequent first.

    hours_to_quote: from their last words before it to the quote; days_to_answer: from the quote to the yes or no; each the
    middle one, None where there is none.
    """

    months: Sequence[Month]
    sent: int
    accepted: int
    declined: int
    expired: int
    withdrawn: int
    open: int
    quoted: int
    won: int
    reasons: Sequence[tuple[str, int]]
    hours_to_quote: float | None
    days_to_answer: float | None


def begin_of(now: datetime, months: int = MONTHS) -> datetime:
    """The first moment of the first month that a report of so many months shows."""
    return datetime.combine(_months(now, months)[0], datetime.min.time(), tzinfo=LONDON)


def of_business(*, now: datetime, months: int = MONTHS) -> Report:
    """The last months of the business of the running transaction, this one included."""
    firsts = _months(now, months)
    asked = Message.objects.filter(
        conversation_id=OuterRef("quote__conversation_id"), direction="in", arrived_at__lte=OuterRef("issued_at")
    ).order_by("-arrived_at")
    yes = Acceptance.objects.filter(version=OuterRef("pk"), reversed_at=None)
    rows = (
        QuoteVersion.objects.filter(issued_at__gte=begin_of(now, months))
        .exclude(state__in=(State.SUPERSEDED, State.DRAFT, State.READY))
        .annotate(asked_at=Subquery(asked.values("arrived_at")[:1]), agreed=Subquery(yes.values("gross_pence")[:1]))
        .order_by("issued_at")
        .values_list(
            "state",
            "issued_at",
            "decided_at",
            "gross_pence",
            "agreed",
            "reason_kind",
            "asked_at",
            "valid_until",
            "version",
        )
    )
    counts: dict[date, Counter[str]] = {first: Counter() for first in firsts}
    whole: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    to_quote: list[float] = []
    to_answer: list[float] = []
    for state, issued, decided, gross, agreed, reason, wrote, valid_until, version in rows:
        assert issued is not None
        kind = _kind(state, valid_until, london_day(now))
        month = counts[london_day(issued).replace(day=1)]
        for tally in (month, whole):
            tally["sent"] += 1
            tally[kind] += 1
            tally["quoted"] += gross or 0
            # With the options that were taken, which may be more or less than was offered.
            tally["won"] += (agreed or gross or 0) if kind == "accepted" else 0
        if kind == "declined":
            reasons[reason] += 1
        if version == 1 and wrote is not None:
            to_quote.append((issued - wrote).total_seconds() / 3600)
        if kind in ("accepted", "declined") and decided is not None:
            to_answer.append((decided - issued).total_seconds() / 86400)
    return Report(
        months=[
            Month(first, *(tally[name] for name in ("sent", "accepted", "declined", "expired", "quoted", "won")))
            for first, tally in counts.items()
        ],
        **{
            name: whole[name]
            for name in ("sent", "accepted", "declined", "expired", "withdrawn", "open", "quoted", "won")
        },
        reasons=reasons.most_common(),
        hours_to_quote=median(to_quote) if to_quote else None,
        days_to_answer=median(to_answer) if to_answer else None,
    )


def _kind(state: str, valid_until: date, today: date) -> str:
    if state == State.ISSUED:
        # The label is tidied at night; the day itself counts.
        return "expired" if valid_until < today else "open"
    # What was accepted and then cancelled earns nothing.
    return {State.CANCELLED.value: "withdrawn"}.get(state, state)


def _months(now: datetime, months: int) -> list[date]:
    """The first day of each, oldest first."""
    last = london_day(now).replace(day=1)
    found = []
    for back in range(months - 1, -1, -1):
        years, month = divmod(last.year * 12 + last.month - 1 - back, 12)
        found.append(date(years, month + 1, 1))
    return found


def rows_of(found: Report) -> list[list[str]]:
    """As a table to take along: a row a month, then the reasons; counts, and pounds as text."""
    table = [["what", "which", "sent", "accepted", "declined", "expired", "quoted", "won"]]
    table += [
        [
            "month",
            f"{one.first:%Y-%m}",
            *(str(count) for count in (one.sent, one.accepted, one.declined, one.expired)),
            str(Decimal(one.quoted) / 100),
            str(Decimal(one.won) / 100),
        ]
        for one in found.months
    ]
    table += [["declined because", code or "not said", "", "", str(count), "", "", ""] for code, count in found.reasons]
    return table
