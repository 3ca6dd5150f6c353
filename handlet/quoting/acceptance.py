"""The customer’s answer: accept, decline; and the owner recording a yes that was said. One row, made once, by POST."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.kit import ids
from handlet.kit.london import end_of_day
from handlet.quoting.events import quote_accepted, quote_declined
from handlet.quoting.models import Acceptance, AcceptanceReversal, QuoteVersion
from handlet.quoting.refusals import (
    AlreadyAccepted,
    AlreadyDeclined,
    DocumentChanged,
    Expired,
    NameMissing,
    NotIssued,
    Superseded,
    Withdrawn,
)

State = QuoteVersion.State


def accept(
    *,
    version: QuoteVersion,
    name: str,
    document_hash: str,
    ticks: Mapping[str, Any],
    evidence: Mapping[str, Any],
    now: datetime,
) -> tuple[Acceptance, bool]:
    """The standing acceptance of this exact version, and whether this call made it.

    Accepting again gives the same acceptance and announces nothing. Raises NameMissing, DocumentChanged, NotIssued,
    Expired, Withdrawn, Superseded, AlreadyDeclined.
    """
    if not name.strip():
        raise NameMissing("Type your name, so that it is clear who accepts.")
    _hold(version)
    standing = standing_acceptance(version)
    if standing is not None:
        return standing, False
    if document_hash != version.document_hash:
        raise DocumentChanged("This page is out of date. Read the quote again before you accept it.")
    still_open(version, now)
    return _record(
        version, method=Acceptance.Method.ONLINE, name=name, ticks=ticks, evidence=evidence, by=None, now=now
    )


def record_acceptance(
    *, version: QuoteVersion, by: Membership, method: str, name: str, evidence: Mapping[str, Any], now: datetime
) -> tuple[Acceptance, bool]:
    """A yes by phone, face to face or in a message, recorded by a member; an expired offer may be honoured so.

    Raises NameMissing, NotIssued, Withdrawn, Superseded, AlreadyDeclined; access.ReadsOnly.
    """
    to_change(by)
    if not name.strip():
        raise NameMissing("Say who accepted.")
    _hold(version)
    standing = standing_acceptance(version)
    if standing is not None:
        return standing, False
    try:
        still_open(version, now)
    except Expired:
        evidence = {**evidence, "honoured_after_expiry": True}
    return _record(version, method=method, name=name, ticks={}, evidence=evidence, by=by, now=now)


def decline(*, version: QuoteVersion, reason: str, now: datetime) -> QuoteVersion:
    """Not this time. Declining again changes nothing. Raises AlreadyAccepted, NotIssued, Withdrawn, Superseded."""
    current = QuoteVersion.objects.select_for_update().get(pk=version.pk)
    if current.state == State.DECLINED:
        return current
    if current.state == State.ACCEPTED:
        raise AlreadyAccepted("This quote was accepted already. Write to them if you have changed your mind.")
    if current.state not in (State.ISSUED, State.EXPIRED):
        _refuse(current)
    current.state, current.decided_at, current.reason = State.DECLINED, now, reason.strip()[:1000]
    current.save(update_fields=["state", "decided_at", "reason"])
    quote_declined.send(sender=QuoteVersion, version=current, now=now)
    return current


def reverse(*, acceptance: Acceptance, by: Membership, reason: str, now: datetime) -> None:
    """An acceptance made by mistake is undone by a row that says so; both stay. The offer stands again."""
    to_change(by)
    changed = Acceptance.objects.filter(pk=acceptance.pk, reversed_at=None).update(reversed_at=now)
    if changed:
        AcceptanceReversal.objects.create(
            id=ids.uuid7(),
            business_id=acceptance.business_id,
            acceptance=acceptance,
            key_id=acceptance.key_id,
            by=by,
            reason=reason.strip()[:1000],
            at=now,
        )
        QuoteVersion.objects.filter(pk=acceptance.version_id, state=State.ACCEPTED).update(
            state=State.ISSUED, decided_at=None
        )


def standing_acceptance(version: QuoteVersion) -> Acceptance | None:
    return Acceptance.objects.filter(version=version, reversed_at=None).first()


def is_expired(version: QuoteVersion, now: datetime) -> bool:
    """Valid to the end of its last day in London."""
    return now >= end_of_day(version.valid_until)


def still_open(version: QuoteVersion, now: datetime) -> None:
    """Raises what stands in the way of accepting."""
    current = QuoteVersion.objects.get(pk=version.pk)
    if current.state != State.ISSUED:
        _refuse(current)
    if is_expired(current, now):
        day = current.valid_until
        raise Expired(f"This offer ended on {day.day} {day:%B %Y}. Ask for an up-to-date one.")


def _hold(version: QuoteVersion) -> None:
    """One answer at a time: whoever comes second sees what the first one did."""
    QuoteVersion.objects.select_for_update().get(pk=version.pk)


def _refuse(version: QuoteVersion) -> None:
    refusals = {
        State.DRAFT: NotIssued("This quote has not been sent yet."),
        State.WITHDRAWN: Withdrawn("The business has withdrawn this quote. Ask them for a new one."),
        State.SUPERSEDED: Superseded("There is a newer version of this quote. Please look at that one."),
        State.DECLINED: AlreadyDeclined("You said no to this quote. Ask for a new one if you have changed your mind."),
        State.EXPIRED: Expired("This offer has ended. Ask for an up-to-date one."),
        State.ACCEPTED: AlreadyAccepted("This quote was accepted already."),
    }
    refusal = refusals.get(State(version.state))
    if refusal is not None:
        raise refusal


def _record(
    version: QuoteVersion,
    *,
    method: str,
    name: str,
    ticks: Mapping[str, Any],
    evidence: Mapping[str, Any],
    by: Membership | None,
    now: datetime,
) -> tuple[Acceptance, bool]:
    # The claim: whoever turns the version from issued to accepted makes the row, everybody else reads it.
    claimed = QuoteVersion.objects.filter(pk=version.pk, state__in=(State.ISSUED, State.EXPIRED)).update(
        state=State.ACCEPTED, decided_at=now
    )
    if not claimed:
        standing = standing_acceptance(version)
        if standing is not None:
            return standing, False
        still_open(version, now)
        raise NotIssued("This quote cannot be accepted now. Open it again.")
    version.refresh_from_db()
    try:
        with transaction.atomic():
            made = Acceptance.objects.create(
                id=ids.uuid7(),
                business_id=version.business_id,
                version=version,
                key_id=version.key_id,
                method=method,
                name=name.strip()[:200],
                ticks=dict(ticks),
                evidence=dict(evidence),
                document_hash=version.document_hash,
                gross_pence=version.gross_pence or 0,
                at=now,
                recorded_by=by,
            )
    except IntegrityError:
        return Acceptance.objects.get(version=version, reversed_at=None), False
    quote_accepted.send(sender=QuoteVersion, version=version, now=now)
    return made, True
