"""Issue, take back, withdraw, expire. What was issued is frozen: structure, PDF bytes and hash are what everything later reads."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.kit import blobs, encryption, ids
from handlet.kit.london import london_day
from handlet.quoting import cancellation, copying, document, documents, editing, press, readiness
from handlet.quoting.acceptance import still_varies
from handlet.quoting.events import (
    quote_expired,
    quote_issued,
    quote_opened,
    quote_superseded,
    quote_taken_back,
    quote_withdrawn,
)
from handlet.quoting.models import QuoteVersion
from handlet.quoting.printed import money
from handlet.quoting.refusals import (
    AlreadyAccepted,
    CredentialExpired,
    Frozen,
    Incomplete,
    NotIssued,
    TakesVariations,
    TotalsChanged,
    Unticked,
)
from handlet.quoting.totals import Totals, customer_kind, is_consumer, totals_of

State = QuoteVersion.State
PDF = "quoting.version.pdf"
# What a newer offer takes the place of.
REPLACED = (State.ISSUED, State.EXPIRED, State.DECLINED)


def finish(
    *, version: QuoteVersion, by: Membership, now: datetime, ticked: Collection[str] | None = None
) -> QuoteVersion:
    """Draft to ready: every suggested line was touched and nothing is missing. Any change makes it a draft again.

    ticked: keys of the cautions that the owner ticked; each is kept with its words, who and when. None: it is finished
    where no page shows any. Raises Frozen, Incomplete, Unticked; access.ReadsOnly.
    """
    to_change(by)
    current = _draft(version)
    missing = readiness.open_points(current, now=now)
    unseen = readiness.untouched(current)
    if unseen:
        missing.append("Look at each line marked “Check”." if unseen > 1 else "Look at the line marked “Check”.")
    if missing:
        raise Incomplete(missing)
    cautions = [one for one in readiness.cautions_of(current, now=now) if one.tick]
    if ticked is not None and any(one.key not in ticked for one in cautions):
        raise Unticked("Tick what you should know before this goes, or change it.")
    current.cautions_ticked = [
        {"code": one.code, "sentence": one.sentence, "by": str(by.pk), "at": now.isoformat()}
        for one in cautions
        if ticked is not None
    ]
    current.state = State.READY
    current.save(update_fields=["state", "cautions_ticked"])
    version.refresh_from_db()
    return version


def issue(*, version: QuoteVersion, by: Membership, now: datetime, gross_shown: int | None = None) -> QuoteVersion:
    """Freeze the version and make it the open offer; an older open offer of the same quote is superseded.

    The page on which it is approved shows every line with its price and source, so approving touches them all.
    gross_shown: the total, in pence, that the page showed. Raises Frozen, Incomplete, TotalsChanged, CredentialExpired,
    TakesVariations; access.ReadsOnly.
    """
    to_change(by)
    current = _draft(version)
    today = london_day(now)
    # In the order of versions, so that two at once never wait for each other; a yes that is being given goes first.
    others = list(
        QuoteVersion.objects.select_for_update(of=("self",))
        .filter(quote_id=current.quote_id)
        .exclude(pk=current.pk)
        .order_by("version")
    )
    if any(other.state == State.ACCEPTED for other in others):
        raise TakesVariations("They have accepted this quote meanwhile. Make a variation for what is new.")
    still_varies(current)
    shown = totals_of(current).gross if gross_shown is None else gross_shown
    _bring_up_to_date(current, today)
    missing = readiness.open_points(current, now=now)
    if missing:
        raise Incomplete(missing)
    totals = totals_of(current)
    if totals.gross != shown:
        raise TotalsChanged(
            f"VAT has changed since this was put together: the total is now {money(totals.gross)}, and was "
            f"{money(shown)}. Look at it again before you send it."
        )
    for credential in readiness.named_credentials(current, today):
        if not readiness.is_valid(credential, today):
            raise CredentialExpired(f"{credential.scheme} is not valid today. Take it off this quote, or renew it.")
    editing.touch_all(current)
    _freeze(current, totals, by, now)
    _supersede(current, others, now)
    quote_issued.send(sender=QuoteVersion, version=current, now=now)
    return current


def _draft(version: QuoteVersion) -> QuoteVersion:
    current = (
        QuoteVersion.objects.select_for_update(of=("self",))
        .select_related("quote__customer", "business")
        .get(pk=version.pk)
    )
    if not current.is_draft:
        raise Frozen("This version has been sent already. Make a new version instead.")
    return current


def _bring_up_to_date(current: QuoteVersion, today: date) -> None:
    """Registration and rates as on the tax point; where none was assumed, as today."""
    day = current.assumed_tax_point or current.start_until or current.start_from or today
    editing.refresh_registration(current, day=day)
    editing.refresh_rates(current, day=day)


def _freeze(current: QuoteVersion, totals: Totals, by: Membership, now: datetime) -> None:
    current.issued_at, current.issued_by = now, by
    current.net_pence, current.vat_pence, current.gross_pence = totals.net, totals.vat, totals.gross
    current.low_pence, current.high_pence, current.deposit_pence = totals.low, totals.high, totals.deposit
    current.customer_kind = customer_kind(current)
    current.terms_hash = encryption.digest(current.business.profile.terms.encode())
    current.notice_version = cancellation.NOTICE if current.paperwork and is_consumer(current) else ""
    made = documents.document_of(current, totals, issued=london_day(now))
    pdf = press.render(made)
    current.frozen = document.plain(made)
    current.document_hash = encryption.digest(pdf)
    current.pdf_blob = ids.uuid7()
    blobs.put(current.pdf_blob, pdf, key_id=current.key_id, field_id=PDF)


def _supersede(current: QuoteVersion, others: Sequence[QuoteVersion], now: datetime) -> None:
    """The new offer takes the place of the old one, in one transaction."""
    for other in others:
        if other.state in REPLACED:
            QuoteVersion.objects.filter(pk=other.pk).update(state=State.SUPERSEDED, decided_at=now)
            quote_superseded.send(sender=QuoteVersion, version=other, now=now)
    current.state = State.ISSUED
    current.save()


def take_back(*, version: QuoteVersion, now: datetime) -> None:
    """Undo within the pause, before the message left: nobody has seen it, so it is a draft again.

    A version that it had replaced stays replaced: its customer was told nothing yet, and the draft is sent instead.
    """
    current = QuoteVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if current.state != State.ISSUED or current.opened_at is not None:
        return
    if current.pdf_blob is not None:
        blobs.delete(current.pdf_blob)
    current.state, current.issued_at, current.issued_by = State.DRAFT, None, None
    current.frozen, current.pdf_blob, current.document_hash = None, None, ""
    current.terms_hash = current.notice_version = ""
    current.net_pence = current.vat_pence = current.gross_pence = None
    current.low_pence = current.high_pence = current.deposit_pence = None
    current.save()
    quote_taken_back.send(sender=QuoteVersion, version=current, now=now)


def withdraw(*, version: QuoteVersion, by: Membership, now: datetime, reason: str = "") -> QuoteVersion:
    """Take an offer back until it is accepted. Raises AlreadyAccepted, NotIssued; access.ReadsOnly."""
    to_change(by)
    changed = QuoteVersion.objects.filter(pk=version.pk, state__in=(State.ISSUED, State.EXPIRED)).update(
        state=State.WITHDRAWN, decided_at=now, decided_by=by
    )
    version.refresh_from_db()
    if changed:
        if reason.strip():
            version.reason = reason.strip()[:1000]
            version.save(update_fields=["reason"])
        quote_withdrawn.send(sender=QuoteVersion, version=version, now=now)
        return version
    if version.state == State.ACCEPTED:
        raise AlreadyAccepted("They have accepted it already. Write to them instead.")
    raise NotIssued("This version is not with the customer, so there is nothing to withdraw.")


def expire_due(*, now: datetime) -> int:
    """Tidy the labels of offers whose last day is over; how many. (Accepting checks the day itself.)"""
    due = QuoteVersion.objects.filter(state=State.ISSUED, valid_until__lt=london_day(now))
    count = 0
    for version in due.select_for_update(skip_locked=True, of=("self",)).select_related("quote"):
        count += QuoteVersion.objects.filter(pk=version.pk, state=State.ISSUED).update(state=State.EXPIRED)
        version.state = State.EXPIRED
        quote_expired.send(sender=QuoteVersion, version=version, now=now)
    return count


def refresh_drafts(*, now: datetime) -> int:
    """Bring the VAT of drafts up to the day, so that a change of rate or of the registration is seen before anything is sent;
    how many changed.
    """
    changed = 0
    for version in QuoteVersion.objects.filter(state__in=(State.DRAFT, State.READY)).select_related("quote"):
        day = version.assumed_tax_point or version.start_until or version.start_from or london_day(now)
        registration = editing.refresh_registration(version, day=day)
        changed += editing.refresh_rates(version, day=day) or registration
    return changed


def note_opened(*, version: QuoteVersion, now: datetime) -> bool:
    """A person did something on the customer's page; True the first time. A hint for the owner, never evidence.

    Only where the business has asked to be told: its customers' pages then say so.
    """
    if not version.business.profile.tells_opened:
        return False
    first = QuoteVersion.objects.filter(pk=version.pk, opened_at=None, issued_at__isnull=False).update(opened_at=now)
    if first:
        version.opened_at = now
        quote_opened.send(sender=QuoteVersion, version=version, now=now)
    return bool(first)


def pdf_of(version: QuoteVersion) -> bytes:
    """The frozen PDF bytes. Raises NotIssued, blobs.BlobMissing."""
    if version.pdf_blob is None:
        raise NotIssued("This version has not been sent, so there is no document yet.")
    return blobs.get(version.pdf_blob, field_id=PDF)


def file_name(version: QuoteVersion) -> str:
    """A name for the file, without anything a mail program could stumble over."""
    return f"{version.get_kind_display()} {version.quote.label} v{version.version}.pdf"


def content_digest(version: QuoteVersion) -> str:
    """A digest of all that the customer would be offered: it changes when anything shown changes."""
    totals, lines = totals_of(version), editing.lines_of(version)
    content = [
        str(version.pk),
        version.version,
        copying.offered_by(version),
        version.valid_until,
        [[section.title, section.note] for section in editing.sections_of(version)],
        [dataclasses.asdict(dataclasses.replace(editing.values_of(line), section=None)) for line in lines],
        [[line.section_id, line.vat_rate] for line in lines],
        totals.gross,
        totals.net,
    ]
    return encryption.digest(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode())
