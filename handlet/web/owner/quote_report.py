"""How quotes do: figures, drawings with a table that says the same, and a file. Nothing of it leaves the house."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handlet.drafting.following import upcoming
from handlet.quoting import reporting
from handlet.quoting.models import QuoteVersion
from handlet.web.request import Asked, for_members, now
from handlet.web.ui import words
from handlet.web.ui.contexts.learning import ReasonRow
from handlet.web.ui.contexts.quote import QuoteMonth, QuoteReportPage

ROW = 32


@require_safe
@for_members
def report(request: Asked) -> HttpResponse:
    page = page_of(reporting.of_business(now=now()), upcoming.worked(since=reporting.begin_of(now())))
    return render(request, "owner/quote_report.html", {"page": page})


@require_safe
@for_members
def as_csv(request: Asked) -> HttpResponse:
    """The same as a table for a spreadsheet: counts and sums only."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows(reporting.rows_of(reporting.of_business(now=now())))
    followed = upcoming.worked(since=reporting.begin_of(now()))
    table.writerow(["followed up", "quotes", followed.followed, followed.accepted, "", "", "", ""])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="how-quotes-do.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def page_of(found: reporting.Report, followed: upcoming.Worked) -> QuoteReportPage:
    most = max((one.quoted for one in found.months), default=0) or 1
    most_reasons = max((count for _, count in found.reasons), default=1)
    answered = found.accepted + found.declined
    rate = f", {round(100 * found.accepted / answered)} % of those answered" if answered else ""
    return QuoteReportPage(
        empty=not found.sent,
        summary=f"Accepted: {found.accepted} of {found.sent} sent{rate}.",
        figures=[
            ("Sent", str(found.sent), words.pence(found.quoted)),
            ("Accepted", str(found.accepted), words.pence(found.won)),
            ("Declined", str(found.declined), ""),
            ("Run out", str(found.expired), ""),
            ("No answer yet", str(found.open), ""),
            ("Withdrawn or cancelled", str(found.withdrawn), ""),
            ("From their words to your quote", _hours(found.hours_to_quote), _half(found.hours_to_quote)),
            ("From your quote to their answer", _days(found.days_to_answer), _half(found.days_to_answer)),
        ],
        months=[
            QuoteMonth(
                name=f"{one.first:%B %Y}",
                sent=one.sent,
                accepted=one.accepted,
                declined=one.declined,
                expired=one.expired,
                quoted=Decimal(one.quoted) / 100,
                won=Decimal(one.won) / 100,
                place=place * ROW,
                quoted_length=round(100 * one.quoted / most, 2),
                won_length=round(100 * one.won / most, 2),
            )
            for place, one in enumerate(found.months)
        ],
        reasons=[
            ReasonRow(
                dict(QuoteVersion.Reason.choices).get(code, "They did not say"), count, 100 * count / most_reasons
            )
            for code, count in found.reasons
        ],
        height=len(found.months) * ROW,
        followed=_followed(followed),
    )


def _followed(found: upcoming.Worked) -> str:
    if not found.followed:
        return ""
    quotes = "1 quote was" if found.followed == 1 else f"{found.followed} quotes were"
    messages = "1 message" if found.messages == 1 else f"{found.messages} messages"
    return (
        f"{quotes} followed up with {messages}; {found.answered} were answered after that, {found.accepted} with a yes."
    )


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    if hours < 1:
        return f"{max(1, round(hours * 60))} min"
    return f"{round(hours)} h" if hours < 48 else f"{round(hours / 24)} days"


def _half(median: float | None) -> str:
    return "" if median is None else "or less, half the time"


def _days(days: float | None) -> str:
    return "–" if days is None else _hours(days * 24)
