"""What was agreed, as the owner's quote page shows it: the facts, the days that count, the state of the link."""

from __future__ import annotations

from datetime import datetime

from handlet.kit.london import london_day
from handlet.quoting import acceptance, evidence
from handlet.quoting.models import Acceptance, Cancellation, QuoteLink, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.web.ui.contexts import Notice, QuoteAgreed

State = QuoteVersion.State


def agreed_of(version: QuoteVersion, *, at: datetime) -> QuoteAgreed | None:
    """None before anything was sent."""
    link = QuoteLink.objects.filter(quote_id=version.quote_id).first()
    made = acceptance.standing_acceptance(version)
    if version.is_draft or (made is None and link is None):
        return None
    is_on = link is not None and link.revoked_at is None
    if made is None:
        return QuoteAgreed(link_is_on=is_on)
    ended = Cancellation.objects.filter(acceptance=made).first()
    rows = [(label, text) for title, part in evidence.sections(made) for label, text in part if label not in _LEFT_OUT]
    return QuoteAgreed(
        notices=[_refund(ended, at)] if ended is not None else _start(made, at),
        rows=rows,
        can_reverse=version.state == State.ACCEPTED and made.work_started_at is None,
        has_sheet=True,
        link_is_on=is_on,
    )


_LEFT_OUT = {"Network address", "Device", "Terms, SHA-256", "Document, SHA-256", "Its Message-ID", "Not ticked"}


def _refund(ended: Cancellation, at: datetime) -> Notice:
    told = "They were told in writing." if ended.acknowledged_at else "They have nothing in writing yet: tell them."
    if ended.refund_due_by is None:
        return Notice("It was cancelled", told)
    left = (ended.refund_due_by - london_day(at)).days
    days = f"{left} days left" if left > 1 else "1 day left" if left == 1 else "today" if left == 0 else "overdue"
    return Notice(
        f"Cancelled: pay back by {day_words(ended.refund_due_by)} ({days})",
        f"Everything they have paid, the deposit included. {told}",
        "danger",
    )


def _start(made: Acceptance, at: datetime) -> list[Notice]:
    period = acceptance.period_of(made)
    if period is None or period.is_over(london_day(at)):
        return []
    if made.early_start:
        return [Notice("They asked you to start before their days to cancel are over", period.because, "good")]
    if period.last_day is None:
        return [Notice("Do not start yet, unless they ask for it in writing", period.because)]
    left = (period.last_day - london_day(at)).days
    return [
        Notice(
            f"Do not start before the end of {day_words(period.last_day)}, unless they ask for it in writing",
            f"{left} days left. {period.because}" if left != 1 else f"1 day left. {period.because}",
        )
    ]
