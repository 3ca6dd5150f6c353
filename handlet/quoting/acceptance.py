"""The customer’s answer: accept, decline; and the owner recording a yes that was said. One row, made once, by POST."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.inbox.models import Message
from handlet.kit import ids
from handlet.kit.london import end_of_day, london_day
from handlet.quoting import cancellation, lettering
from handlet.quoting.events import acceptance_reversed, quote_accepted, quote_declined
from handlet.quoting.models import Acceptance, AcceptanceReversal, QuoteVersion
from handlet.quoting.printed import day_words, money
from handlet.quoting.refusals import (
    AlreadyAccepted,
    AlreadyDeclined,
    BadValue,
    Cancelled,
    DocumentChanged,
    Expired,
    FormUsed,
    NameMissing,
    NotAccepted,
    NothingToVary,
    NotIssued,
    PeriodPassed,
    ReasonMissing,
    Superseded,
    TotalsChanged,
    UnknownOption,
    Withdrawn,
    WorkStarted,
)
from handlet.quoting.totals import Totals, is_consumer, standing_lines, totals_of

State = QuoteVersion.State


def accept(
    *,
    version: QuoteVersion,
    name: str,
    document_hash: str,
    ticks: Mapping[str, Any],
    evidence: Mapping[str, Any],
    now: datetime,
    chosen: Collection[UUID] | None = None,
    relation: str = "",
    shown_text: str = "",
    gross_shown: int | None = None,
    form_key: str = "",
) -> tuple[Acceptance, bool]:
    """The standing acceptance of this exact version, and whether this call made it.

    chosen: ids of the options taken; None: those ticked beforehand. The sums are worked out here, whatever was posted;
    gross_shown (pence) only says whether the button named the same. ticks: {name: {"ticked", "text"}}, of which
    `early_start` counts for the days to cancel. Accepting again gives the same acceptance and announces nothing; the form
    of a yes that was taken back since counts for nothing.

    Raises NameMissing, DocumentChanged, TotalsChanged, UnknownOption, FormUsed, NotIssued, Expired, Withdrawn, Superseded,
    AlreadyDeclined.
    """
    name, relation = named(name), lettering.line(relation)
    current = _hold(version)
    standing = standing_acceptance(current)
    if standing is not None:
        return standing, False
    if document_hash != current.document_hash:
        raise DocumentChanged("This page is out of date. Read the quote again before you accept it.")
    still_open(current, now)
    if form_key and Acceptance.objects.filter(version=current, form_key=form_key[:64]).exists():
        raise FormUsed("This form was used before. Look at the quote again, and accept it from there.")
    sums = _sums(current, chosen)
    if gross_shown is not None and gross_shown != sums.gross:
        raise TotalsChanged(f"The total is {money(sums.gross)}. Look at it again before you accept.")
    return _record(
        version,
        sums,
        chosen,
        now=now,
        method=Acceptance.Method.ONLINE,
        words={"name": name, "relation": relation, "ticks": ticks, "evidence": evidence, "shown_text": shown_text},
        form_key=form_key[:64],
    )


def record_acceptance(
    *,
    version: QuoteVersion,
    by: Membership,
    method: str,
    name: str,
    evidence: Mapping[str, Any],
    now: datetime,
    place: str = "",
    message: Message | None = None,
    chosen: Collection[UUID] | None = None,
    relation: str = "",
    notice_given: bool = False,
) -> tuple[Acceptance, bool]:
    """A yes by phone, face to face or in a message, recorded by a member; an expired offer may be honoured so.

    place: where the owner was. message: the one in which it was said. chosen: ids of the options taken; None: those ticked
    beforehand. notice_given: the notice and form were in their hands before they said yes (reg. 10).

    Raises NameMissing, UnknownOption, NotIssued, Withdrawn, Superseded, AlreadyDeclined; access.ReadsOnly.
    """
    to_change(by)
    name, relation = lettering.line(name), lettering.line(relation)
    if not name:
        raise NameMissing("Say who accepted.")
    current = _hold(version)
    standing = standing_acceptance(current)
    if standing is not None:
        return standing, False
    honoured = False
    try:
        still_open(current, now)
    except Expired:
        honoured, evidence = True, {**evidence, "honoured_after_expiry": True}
    return _record(
        version,
        _sums(current, chosen),
        chosen,
        now=now,
        method=method,
        words={"name": name, "relation": relation, "ticks": {}, "evidence": evidence, "shown_text": ""},
        by=by,
        place=place,
        message=message,
        honoured=honoured,
        notice_given=notice_given,
    )


def decline(
    *, version: QuoteVersion, reason: str, now: datetime, kind: str = "", by: Membership | None = None
) -> QuoteVersion:
    """Not this time: said by the customer, or recorded by a member. Declining again changes nothing.

    kind: of QuoteVersion.Reason, or empty. Raises AlreadyAccepted, NotIssued, Withdrawn, Superseded.
    """
    if by is not None:
        to_change(by)
    current = _hold(version)
    if current.state == State.DECLINED:
        return current
    if current.state == State.ACCEPTED:
        raise AlreadyAccepted("This quote was accepted already. Write to them if you have changed your mind.")
    if current.state not in (State.ISSUED, State.EXPIRED):
        _refuse(current)
    current.state, current.decided_at, current.reason = State.DECLINED, now, reason.strip()[:1000]
    current.decided_by = by
    current.reason_kind = kind if kind in QuoteVersion.Reason.values else ""
    current.save(update_fields=["state", "decided_at", "decided_by", "reason_kind", "reason"])
    quote_declined.send(sender=QuoteVersion, version=current, now=now)
    return current


def reverse(*, acceptance: Acceptance, by: Membership, reason: str, now: datetime) -> None:
    """An acceptance made by mistake is undone by a row that says so; both stay. The offer stands again.

    Twice does nothing more. Raises WorkStarted, ReasonMissing, NotAccepted once it was cancelled; access.ReadsOnly.
    """
    to_change(by)
    if not reason.strip():
        raise ReasonMissing("Say why this yes was a mistake: it is kept with it.")
    version = _hold(acceptance.version)
    current = Acceptance.objects.select_for_update().get(pk=acceptance.pk)
    if current.reversed_at is not None:
        return
    if current.work_started_at is not None:
        raise WorkStarted("Work has begun, so this is no mistake any more. Agree with them how it ends.")
    if version.state != State.ACCEPTED:
        raise NotAccepted("This is not a standing acceptance.")
    Acceptance.objects.filter(pk=current.pk).update(reversed_at=now)
    AcceptanceReversal.objects.create(
        id=ids.uuid7(),
        business_id=current.business_id,
        acceptance=current,
        key_id=current.key_id,
        by=by,
        reason=reason.strip()[:1000],
        at=now,
    )
    QuoteVersion.objects.filter(pk=version.pk).update(state=State.ISSUED, decided_at=None)
    version.refresh_from_db()
    acceptance_reversed.send(sender=QuoteVersion, version=version, acceptance=current, now=now)


def ask_early(*, acceptance: Acceptance, name: str, ticks: Mapping[str, Any], now: datetime) -> tuple[Acceptance, bool]:
    """The customer asks, after their yes, that the work begins in their days to cancel; and whether this call noted it.

    ticks: as for `accept`; of these `early_start` is the request itself (reg. 36). Only they can ask: a member has no verb
    for it. Raises NameMissing, ReasonMissing where it is not ticked, NotAccepted, PeriodPassed where no days are counted any
    more and none has to be asked.
    """
    name = named(name)
    version = _hold(acceptance.version)
    current = Acceptance.objects.select_for_update().get(pk=acceptance.pk)
    if version.state != State.ACCEPTED or current.reversed_at is not None:
        raise NotAccepted("Nothing stands agreed under this quote.")
    if current.asked_to_start:
        return current, False
    if not (ticks.get("early_start") or {}).get("ticked"):
        raise ReasonMissing("Tick that you want the work to start early, or go back.")
    period = period_of(current)
    if period is None or period.is_over(london_day(now)):
        raise PeriodPassed("They can start at any time: no days have to pass before.")
    current.early_asked_at, current.early_ticks = now, {**ticks, "name": name}
    current.save(update_fields=["early_asked_at", "early_ticks"])
    return current, True


def note_confirmed(*, acceptance: Acceptance, message: Message, notice_given: bool, now: datetime) -> None:
    """The confirmation went out; where it brought the notice and the form, the days to cancel count from now at the latest."""
    Acceptance.objects.filter(pk=acceptance.pk).update(confirmation=message)
    if notice_given:
        note_notice_given(acceptance=acceptance, at=now)


def note_notice_given(*, acceptance: Acceptance, at: datetime) -> None:
    """The notice and form were given; the first time counts."""
    Acceptance.objects.filter(pk=acceptance.pk, notice_given_at=None).update(notice_given_at=at)


def note_goods_received(*, acceptance: Acceptance, by: Membership, on: date, now: datetime) -> None:
    """The last goods arrived; a later day takes the place of one that was noted. Raises BadValue; access.ReadsOnly."""
    to_change(by)
    _has_been(on, acceptance, now, "goods_on")
    Acceptance.objects.filter(pk=acceptance.pk).update(goods_received_on=on)


def note_work_started(*, acceptance: Acceptance, by: Membership, at: datetime, now: datetime) -> None:
    """The work has begun; from now on the acceptance is no longer undone as a mistake. The first time counts.

    Raises BadValue; access.ReadsOnly.
    """
    to_change(by)
    _has_been(london_day(at), acceptance, now, "started_on")
    Acceptance.objects.filter(pk=acceptance.pk, work_started_at=None).update(work_started_at=at)


def named(typed: str) -> str:
    """A name as it was typed, on one line and without hidden letters: it stands in messages and on the evidence sheet, where
    a second line would look like one of ours. Raises NameMissing where no letter is in it, or an address.
    """
    name = lettering.line(typed)
    if not any(letter.isalpha() for letter in name):
        raise NameMissing("Type your name, so that it is clear who this is from.")
    if re.search(r"://|www\.|@", name, re.I):
        raise NameMissing("Type a name here, and no address.")
    return name


def _has_been(day: date, acceptance: Acceptance, now: datetime, field: str) -> None:
    """Raises BadValue for a day to come, or one before the yes."""
    if day > london_day(now):
        raise BadValue("That day is still to come.", field)
    if day < said_on(acceptance):
        raise BadValue(f"They said yes on {day_words(said_on(acceptance))}: this cannot be earlier.", field)


def said_on(acceptance: Acceptance) -> date:
    """The day of the yes: a recorded one may have been said before it was recorded."""
    recorded = london_day(acceptance.at)
    try:
        return min(recorded, date.fromisoformat(str((acceptance.evidence or {}).get("said_on", ""))))
    except ValueError:
        return recorded


def period_of(acceptance: Acceptance) -> cancellation.Period | None:
    """How long the customer may cancel; None where they are no consumer, for whom nothing is counted here."""
    version = acceptance.version
    if not is_consumer(version):
        return None
    given = acceptance.notice_given_at
    return cancellation.period(
        contract_day=london_day(acceptance.at),
        with_goods=version.with_goods,
        goods_received=acceptance.goods_received_on,
        notice_given=london_day(given) if given is not None else None,
    )


def standing_acceptance(version: QuoteVersion) -> Acceptance | None:
    return Acceptance.objects.filter(version=version, reversed_at=None).first()


def sums_of(version: QuoteVersion) -> Totals:
    """What it comes to: once agreed with the options that were taken, before with those that are ticked beforehand."""
    made = _agreed(version)
    return totals_of(version, chosen=[UUID(id) for id in made.chosen] if made is not None else None)


def gross_of(version: QuoteVersion) -> int:
    """The same in one figure, in pence: as it was stored with the yes, or with the offer; of a draft, worked out."""
    made = _agreed(version)
    stored = made.gross_pence if made is not None else version.gross_pence
    return stored if stored is not None else totals_of(version).gross


def _agreed(version: QuoteVersion) -> Acceptance | None:
    return standing_acceptance(version) if version.state in (State.ACCEPTED, State.CANCELLED) else None


def is_expired(version: QuoteVersion, now: datetime) -> bool:
    """Valid to the end of its last day in London."""
    return now >= end_of_day(version.valid_until)


def still_open(version: QuoteVersion, now: datetime) -> None:
    """Raises what stands in the way of accepting."""
    current = QuoteVersion.objects.select_related("quote").get(pk=version.pk)
    if current.state != State.ISSUED:
        _refuse(current)
    still_varies(current)
    if is_expired(current, now):
        day = current.valid_until
        raise Expired(f"This offer ended on {day.day} {day:%B %Y}. Ask for an up-to-date one.")


def still_varies(version: QuoteVersion) -> None:
    """Of a variation: what it would change stands agreed, and is held until the transaction ends. Raises NothingToVary."""
    root = version.quote.variation_of_id
    if root is None:
        return
    agreed = QuoteVersion.objects.select_for_update(of=("self",)).filter(quote_id=root, state=State.ACCEPTED)
    if agreed.first() is None:
        raise NothingToVary(
            "What this would change is not agreed any more, so it is no change of anything. A new quote is needed."
        )


def _hold(version: QuoteVersion) -> QuoteVersion:
    """One answer at a time: whoever comes second sees what the first one did."""
    return QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__customer").get(pk=version.pk)


def _sums(version: QuoteVersion, chosen: Collection[UUID] | None) -> Totals:
    """The sums with these options. Raises UnknownOption."""
    if chosen is not None:
        options = {line.id for line in standing_lines(version) if line.optional}
        if set(chosen) - options:
            raise UnknownOption("One of the options is not in this quote. Choose again.")
    return totals_of(version, chosen=chosen)


def _refuse(version: QuoteVersion) -> None:
    refusals = {
        State.DRAFT: NotIssued("This quote has not been sent yet."),
        State.WITHDRAWN: Withdrawn("The business has withdrawn this quote. Ask them for a new one."),
        State.SUPERSEDED: Superseded("There is a newer version of this quote. Please look at that one."),
        State.DECLINED: AlreadyDeclined("You said no to this quote. Ask for a new one if you have changed your mind."),
        State.EXPIRED: Expired("This offer has ended. Ask for an up-to-date one."),
        State.ACCEPTED: AlreadyAccepted("This quote was accepted already."),
        State.READY: NotIssued("This quote has not been sent yet."),
        State.CANCELLED: Cancelled("This was cancelled. Ask for a new quote if you want it after all."),
    }
    refusal = refusals.get(State(version.state))
    if refusal is not None:
        raise refusal


def _record(
    version: QuoteVersion,
    sums: Totals,
    chosen: Collection[UUID] | None,
    *,
    now: datetime,
    method: str,
    words: Mapping[str, Any],
    by: Membership | None = None,
    place: str = "",
    message: Message | None = None,
    honoured: bool = False,
    notice_given: bool = False,
    form_key: str = "",
) -> tuple[Acceptance, bool]:
    # The claim: whoever turns the version from issued to accepted makes the row, everybody else reads it.
    claimed = QuoteVersion.objects.filter(pk=version.pk, state__in=(State.ISSUED, State.EXPIRED)).update(
        state=State.ACCEPTED, decided_at=now, decided_by=by
    )
    if not claimed:
        standing = standing_acceptance(version)
        if standing is not None:
            return standing, False
        still_open(version, now)
        raise NotIssued("This quote cannot be accepted now. Open it again.")
    version.refresh_from_db()
    taken = sorted(chosen) if chosen is not None else _ticked(version)
    early = words["ticks"].get("early_start") or {}
    # The document that they had before them holds the notice and the form.
    given = (method == Acceptance.Method.ONLINE or notice_given) and bool(version.notice_version)
    try:
        with transaction.atomic():
            made = Acceptance.objects.create(
                id=ids.uuid7(),
                business_id=version.business_id,
                version=version,
                key_id=version.key_id,
                method=method,
                place=place if place in Acceptance.Place.values else "",
                name=words["name"].strip()[:200],
                relation=words["relation"].strip()[:200],
                ticks=dict(words["ticks"]),
                evidence=dict(words["evidence"]),
                shown_text=words["shown_text"][:100_000],
                document_hash=version.document_hash,
                terms_hash=version.terms_hash,
                notice_version=version.notice_version,
                chosen=[str(id) for id in taken],
                gross_pence=sums.gross,
                net_pence=sums.net,
                vat_pence=sums.vat,
                deposit_pence=sums.deposit,
                vat_rows=[
                    {
                        "treatment": row.treatment,
                        "rate": f"{row.rate:f}",
                        "net": row.net,
                        "vat": row.vat,
                        "reverse_charge": row.reverse_charge,
                    }
                    for row in sums.vat_rows
                ],
                early_start=bool(early.get("ticked")),
                honoured_after_expiry=honoured,
                form_key=form_key,
                at=now,
                recorded_by=by,
                message=message,
                notice_given_at=now if given else None,
            )
    except IntegrityError:
        return Acceptance.objects.get(version=version, reversed_at=None), False
    quote_accepted.send(sender=QuoteVersion, version=version, now=now)
    return made, True


def _ticked(version: QuoteVersion) -> list[UUID]:
    return [line.id for line in standing_lines(version) if line.optional and line.chosen]
