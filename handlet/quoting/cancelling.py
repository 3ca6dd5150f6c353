"""Ending what was agreed: the customer cancels, in whatever words, or both agree. SI 2013/3134 reg. 32 and 34."""

from __future__ import annotations

from datetime import date, datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.inbox.models import Message
from handlet.kit import ids
from handlet.kit.london import london_day
from handlet.quoting import acceptance, cancellation
from handlet.quoting.events import quote_cancelled
from handlet.quoting.models import Acceptance, Cancellation, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.quoting.refusals import BadValue, NotAccepted, PeriodPassed, ReasonMissing

State = QuoteVersion.State


def cancel(
    *,
    version: QuoteVersion,
    method: str,
    words: str,
    name: str,
    now: datetime,
    said_at: datetime | None = None,
    told_on: date | None = None,
    message: Message | None = None,
) -> tuple[Cancellation, bool]:
    """The customer cancels inside their days: the cancellation, and whether this call made it. No reason is asked.

    said_at: when they sent it, which is what counts (default: now). told_on: the day on which it came to the business, from
    which the refund counts (default: today). A page or a member calls this; nothing else does.

    Raises NotAccepted; PeriodPassed where the days are over as we count: then their words are passed on as a message, and
    the business decides (`agree`).
    """
    held, standing, made = _standing(version)
    if made is not None:
        return made, False
    sent = said_at or now
    period = acceptance.period_of(standing)
    last_day = period.last_day if period is not None else None
    if period is None or period.is_over(london_day(sent)):
        counted = f" As we count, the days for cancelling ended with {day_words(last_day)}." if last_day else ""
        raise PeriodPassed(f"Your message goes to them, and they will answer you.{counted}")
    return _end(
        held,
        standing,
        now=now,
        how=Cancellation.How.RIGHT,
        method=method,
        words=words,
        name=name,
        at=sent,
        message=message,
        period_ended_on=last_day,
        refund_due_by=cancellation.refund_due_by(told_on or london_day(now)),
    )


def record_cancelling(
    *,
    version: QuoteVersion,
    by: Membership,
    method: str,
    words: str,
    name: str,
    said_at: datetime,
    now: datetime,
    told_on: date | None = None,
    message: Message | None = None,
) -> tuple[Cancellation, bool]:
    """A member records that the customer cancelled by phone, at the door, in a message or with the form.

    told_on: the day on which a letter arrived; what was spoken or written in a message is known on the day it was said.
    Raises BadValue for a day that cannot be, NotAccepted, PeriodPassed; access.ReadsOnly.
    """
    to_change(by)
    said_on = london_day(said_at)
    arrived = told_on or said_on
    if said_at > now or arrived > london_day(now):
        raise BadValue("That day is still to come.", "said_on" if said_at > now else "arrived_on")
    if arrived < said_on:
        raise BadValue("It cannot have reached you before they sent it.", "arrived_on")
    yes = acceptance.standing_acceptance(version)
    if yes is not None and said_on < acceptance.said_on(yes):
        raise BadValue(f"They said yes on {day_words(acceptance.said_on(yes))}: this cannot be earlier.", "said_on")
    made, new = cancel(
        version=version,
        method=method,
        words=words,
        name=name,
        said_at=said_at,
        told_on=arrived,
        now=now,
        message=message,
    )
    if new:
        Cancellation.objects.filter(pk=made.pk).update(recorded_by=by)
        made.recorded_by = by
    return made, new


def agree(
    *,
    version: QuoteVersion,
    by: Membership,
    method: str,
    words: str,
    name: str,
    now: datetime,
    message: Message | None = None,
) -> tuple[Cancellation, bool]:
    """Both agree to end it: a member records it, with what was agreed. Raises NotAccepted, ReasonMissing; access.ReadsOnly."""
    to_change(by)
    if not words.strip():
        raise ReasonMissing("Say what was agreed: it is kept with the quote.")
    held, standing, made = _standing(version)
    if made is not None:
        return made, False
    return _end(
        held,
        standing,
        now=now,
        how=Cancellation.How.AGREEMENT,
        method=method,
        words=words,
        name=name,
        at=now,
        recorded_by=by,
        message=message,
    )


def note_acknowledged(*, ended: Cancellation, message: Message | None, now: datetime) -> None:
    """The customer was told, in a form that they can keep, that their cancelling has arrived. The first time counts."""
    Cancellation.objects.filter(pk=ended.pk, acknowledged_at=None).update(acknowledged_at=now, acknowledgement=message)


def _standing(version: QuoteVersion) -> tuple[QuoteVersion, Acceptance, Cancellation | None]:
    """The version, held; its standing acceptance; and the cancellation, where one was made before. Raises NotAccepted."""
    held = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__customer").get(pk=version.pk)
    standing = acceptance.standing_acceptance(held)
    if standing is None:
        raise NotAccepted("Nothing stands agreed under this quote, so there is nothing to cancel.")
    made = Cancellation.objects.filter(acceptance=standing).first()
    if made is None and held.state != State.ACCEPTED:
        raise NotAccepted("Nothing stands agreed under this quote, so there is nothing to cancel.")
    return held, standing, made


def _end(
    held: QuoteVersion, standing: Acceptance, *, now: datetime, words: str, name: str, **columns: object
) -> tuple[Cancellation, bool]:
    made = Cancellation.objects.create(
        id=ids.uuid7(),
        business_id=held.business_id,
        acceptance=standing,
        key_id=held.key_id,
        words=words.strip()[:4000],
        name=name.strip()[:200],
        **columns,
    )
    QuoteVersion.objects.filter(pk=held.pk).update(state=State.CANCELLED, decided_at=now)
    held.refresh_from_db()
    quote_cancelled.send(sender=QuoteVersion, version=held, cancellation=made, now=now)
    return made, True
