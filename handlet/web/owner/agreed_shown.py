"""What was agreed, as the owner's quote page shows it: the facts, the days that count, the state of the link."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlet.kit.addresses import quote_address
from handlet.kit.london import london_day
from handlet.quoting import acceptance, cancellation, evidence, links
from handlet.quoting.models import Acceptance, Cancellation, QuoteLink, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.web.ui.contexts.quote import QuoteAgreed
from handlet.web.ui.contexts.states import Notice

State = QuoteVersion.State
ON_THEIR_PAGE = "Their page has a button for it."
# A confirmation that has not gone by then has met something in its way.
SOON = timedelta(minutes=10)


def agreed_of(version: QuoteVersion, *, at: datetime) -> QuoteAgreed | None:
    """None before anything was sent."""
    link = QuoteLink.objects.filter(quote_id=version.quote_id).first()
    made = acceptance.standing_acceptance(version)
    if version.is_draft:
        return None
    shown = _with_link(QuoteAgreed(), version, link, at)
    if made is None:
        return shown
    ended = Cancellation.objects.filter(acceptance=made).first()
    stands = version.state == State.ACCEPTED
    rows = [(label, text) for title, part in evidence.sections(made) for label, text in part if label not in _LEFT_OUT]
    return replace(
        shown,
        notices=[*_unsaid(made, ended, at), *([_refund(ended, at)] if ended is not None else _start(made, at))],
        unsaid=bool(_unsaid(made, ended, at)),
        rows=rows,
        can_reverse=stands and made.work_started_at is None,
        has_sheet=True,
        can_end=stands,
        goods=stands and version.with_goods,
        start=stands and made.work_started_at is None,
    )


def _with_link(shown: QuoteAgreed, version: QuoteVersion, link: QuoteLink | None, at: datetime) -> QuoteAgreed:
    if link is None or link.revoked_at is not None:
        return shown
    end = links.ends_at(version.quote)
    return replace(
        shown,
        link_is_on=True,
        link=quote_address(link.token),
        # The end is a midnight: the day before it is the last.
        link_until=london_day(end - timedelta(seconds=1)) if end is not None else None,
        own_until=london_day(link.expires_at - timedelta(seconds=1)) if link.expires_at is not None else None,
        link_rests=links.rests(version.quote, now=at),
    )


_LEFT_OUT = {
    "Network address",
    "Device",
    "Terms, SHA-256",
    "Document, SHA-256",
    "Its Message-ID",
    "Not ticked",
    "Not ticked then",
}


def _unsaid(made: Acceptance, ended: Cancellation | None, at: datetime) -> list[Notice]:
    """What they should have in writing, and have not: nobody could be written to when it happened."""
    if ended is not None:
        missing, since = ended.acknowledgement_id is None, ended.at
    else:
        missing, since = made.confirmation_id is None, made.at
    if not missing or at - since < SOON:
        return []
    what = "the end of it" if ended is not None else "what was agreed"
    return [
        Notice(
            f"They have nothing in writing about {what}",
            "No message could go out. Once there is an address and a mailbox, send it below; else give it to them on paper.",
            "danger",
        )
    ]


def _refund(ended: Cancellation, at: datetime) -> Notice:
    told = "They were told in writing." if ended.acknowledged_at else ""
    if ended.refund_due_by is None:
        return Notice("It was cancelled", told)
    left = (ended.refund_due_by - london_day(at)).days
    days = f"{left} days left" if left > 1 else "1 day left" if left == 1 else "today" if left == 0 else "overdue"
    return Notice(
        f"Cancelled: pay back by {day_words(ended.refund_due_by)} ({days})",
        f"Everything they have paid, the deposit included. {told}".strip(),
        "danger",
    )


def _start(made: Acceptance, at: datetime) -> list[Notice]:
    period = acceptance.period_of(made)
    if period is None or period.is_over(london_day(at)):
        return []
    if made.work_started_at is not None:
        return [_begun(made, period, at)]
    if made.asked_to_start:
        return [Notice("They asked you to start before their days to cancel are over", _left(period, at), "good")]
    if period.last_day is None:
        return [Notice("Do not start yet, unless they ask for it in writing", f"{ON_THEIR_PAGE} {period.because}")]
    return [
        Notice(
            f"Do not start before the end of {day_words(period.last_day)}, unless they ask for it in writing",
            f"{_left(period, at)} {ON_THEIR_PAGE}",
        )
    ]


def _begun(made: Acceptance, period: cancellation.Period, at: datetime) -> Notice:
    if made.asked_to_start:
        return Notice(
            "Work has begun, as they asked",
            f"If they cancel, they pay for what has been done until then, in proportion. {_left(period, at)}",
        )
    return Notice(
        "Work has begun in their days to cancel, and they had not asked for it",
        f"If they cancel, they owe nothing for it. {_left(period, at)}",
        "danger",
    )


def _left(period: cancellation.Period, at: datetime) -> str:
    """“14 days left. 14 days after the day of the contract.”"""
    if period.last_day is None:
        return period.because
    left = (period.last_day - london_day(at)).days
    return f"{left} days left. {period.because}" if left != 1 else f"1 day left. {period.because}"
