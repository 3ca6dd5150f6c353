"""Issue, take back, withdraw, expire. What was issued is frozen: structure, PDF bytes and hash are what everything later reads."""

from __future__ import annotations

import json
from datetime import datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.kit import blobs, encryption, ids
from handlet.kit.london import london_day
from handlet.quoting import documents, editing
from handlet.quoting.acceptance import is_expired
from handlet.quoting.events import quote_issued, quote_withdrawn
from handlet.quoting.models import QuoteVersion
from handlet.quoting.refusals import AlreadyAccepted, Frozen, Incomplete, NotIssued
from handlet.quoting.totals import Totals, totals_of

State = QuoteVersion.State
PDF = "quoting.version.pdf"


def open_points(version: QuoteVersion, *, now: datetime) -> list[str]:
    """What is still missing before this version can be issued, in sentences; empty when it is ready."""
    points = []
    lines = editing.lines_of(version)
    if not any(not line.optional for line in lines):
        points.append("Add at least one line.")
    for line in lines:
        name = line.description or f"Line {line.position}"
        if not line.description.strip():
            points.append(f"Line {line.position} has no description.")
        if line.quantity <= 0:
            points.append(f"“{name}” needs a quantity.")
    if is_expired(version, now):
        points.append("Its last day has passed. Choose a later one.")
    return points


def untouched(version: QuoteVersion) -> int:
    """How many suggested lines nobody has looked at."""
    return sum(1 for line in editing.lines_of(version) if not line.touched)


def issue(*, version: QuoteVersion, by: Membership, now: datetime) -> QuoteVersion:
    """Freeze the version and make it the open offer; an older open offer of the same quote is superseded.

    The page on which it is approved shows every line with its price and source, so approving touches them all.
    Raises Frozen, Incomplete; access.ReadsOnly.
    """
    to_change(by)
    current = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote").get(pk=version.pk)
    if not current.is_draft:
        raise Frozen("This version has been sent already. Make a new version instead.")
    missing = open_points(current, now=now)
    if missing:
        raise Incomplete(missing)
    editing.touch_all(current)
    current.vat_registered = editing.registered_on(current.business.profile, london_day(now))
    totals = totals_of(current)
    current.issued_at, current.issued_by = now, by
    current.net_pence, current.vat_pence, current.gross_pence = totals.net, totals.vat, totals.gross
    document = documents.document_of(current, totals, issued=london_day(now))
    pdf = documents.render(document)
    current.frozen = documents.plain(document)
    current.document_hash = encryption.digest(pdf)
    current.pdf_blob = ids.uuid7()
    blobs.put(current.pdf_blob, pdf, key_id=current.key_id, field_id=PDF)
    QuoteVersion.objects.filter(quote=current.quote, state__in=(State.ISSUED, State.EXPIRED)).update(
        state=State.SUPERSEDED, decided_at=now
    )
    current.state = State.ISSUED
    current.save()
    quote_issued.send(sender=QuoteVersion, version=current, now=now)
    return current


def take_back(*, version: QuoteVersion, now: datetime) -> None:
    """Undo within the pause, before the message left: nobody has seen it, so it is a draft again."""
    current = QuoteVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if current.state != State.ISSUED:
        return
    if current.pdf_blob is not None:
        blobs.delete(current.pdf_blob)
    current.state, current.issued_at, current.issued_by = State.DRAFT, None, None
    current.frozen, current.pdf_blob, current.document_hash = None, None, ""
    current.net_pence = current.vat_pence = current.gross_pence = None
    current.save()


def withdraw(*, version: QuoteVersion, by: Membership, now: datetime) -> QuoteVersion:
    """Take an offer back until it is accepted. Raises AlreadyAccepted, NotIssued; access.ReadsOnly."""
    to_change(by)
    changed = QuoteVersion.objects.filter(pk=version.pk, state__in=(State.ISSUED, State.EXPIRED)).update(
        state=State.WITHDRAWN, decided_at=now
    )
    version.refresh_from_db()
    if changed:
        quote_withdrawn.send(sender=QuoteVersion, version=version, now=now)
        return version
    if version.state == State.ACCEPTED:
        raise AlreadyAccepted("They have accepted it already. Write to them instead.")
    raise NotIssued("This version is not with the customer, so there is nothing to withdraw.")


def expire_due(*, now: datetime) -> int:
    """Tidy the labels of offers whose last day is over; how many. (Accepting checks the day itself.)"""
    return QuoteVersion.objects.filter(state=State.ISSUED, valid_until__lt=london_day(now)).update(state=State.EXPIRED)


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
    totals: Totals = totals_of(version)
    content = [
        str(version.pk),
        version.version,
        version.kind,
        version.valid_until.isoformat(),
        version.details,
        [
            [line.description, str(line.quantity), line.unit, str(line.unit_price), str(line.vat_rate), line.optional]
            for line in editing.lines_of(version)
        ],
        totals.gross,
    ]
    return encryption.digest(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())
