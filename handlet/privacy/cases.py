"""Rights cases: open, see what an erasure would do, erase exactly that, hand over a copy. Each step is an event."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlet.accounts.models import Membership
from handlet.kit import ids, sealing
from handlet.kit.london import london_day
from handlet.privacy import clock, keyring, register, tombstones, walk
from handlet.privacy.models import CaseEvent, ErasureCertificate, RightsCase
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Found

ELSEWHERE = (
    "Messages already sent or received stay in the mailboxes and on the telephones of the business and of the person, and with "
    "whoever carried them.",
    "Copies that somebody printed or saved.",
)


class PlanChanged(Exception):
    """What would be erased is not what was shown."""


class CaseClosed(Exception):
    """The case has ended."""


class Residue(Exception):
    """After the erasure something was still found; the case stays open."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do. `digest` binds the button to what was shown."""

    goes: Sequence[Found]
    stays: Sequence[Found]
    elsewhere: Sequence[str]
    digest: str


def open_case(
    *, kind: str, subject: Subject, note: str, received_at: datetime, by: Membership | None, now: datetime
) -> RightsCase:
    """A case with its due day: one month from when the request reached the business."""
    case = RightsCase.objects.create(
        id=ids.uuid7(),
        business_id=subject.business_id,
        key_id=sealing.key_for(subject.business_id, "case", subject.id),
        kind=kind,
        subject_kind=subject.kind,
        subject_id=subject.id,
        note=note[:2000],
        received_at=received_at,
        due_on=clock.due(london_day(received_at)),
    )
    record_event(case, "opened", by, now)
    return case


def subject_of(case: RightsCase) -> Subject:
    return Subject(case.subject_kind, case.subject_id, case.business_id)


def preview(case: RightsCase) -> Plan:
    """Two columns: what goes, and what stays and why. Changes nothing."""
    return plan_for(subject_of(case))


def plan_for(subject: Subject) -> Plan:
    found = walk.find(subject)
    goes = [row for row in found if not row.because]
    stays = [row for row in found if row.because]
    shown = json.dumps([[row.what, row.count, row.because] for row in found], ensure_ascii=False)
    return Plan(goes, stays, ELSEWHERE, hashlib.sha256(shown.encode()).hexdigest())


def erase(*, case: RightsCase, confirmed: str, by: Membership | None, now: datetime) -> ErasureCertificate:
    """Erase exactly what was shown. Tombstones first, then rooms from the top, then the keys, then look again.

    Resumable: run again after a fault, it finds what is left. Raises CaseClosed, PlanChanged, Residue.
    """
    if case.closed_at is not None:
        raise CaseClosed("This request has ended already.")
    plan = preview(case)
    if plan.digest != confirmed:
        raise PlanChanged("Something has changed since this page was made. Look at the two columns again.")
    subject = subject_of(case)
    return _erase(subject, case, by, now)


def erase_business(*, subject: Subject, by: Membership | None, now: datetime) -> ErasureCertificate:
    """Everything of a business: the end of an account. Connections are revoked by the caller before."""
    return _erase(subject, None, by, now)


def erase_by_rule(*, subject: Subject, now: datetime) -> ErasureCertificate:
    """What a retention rule ends, without anybody's request: the same walk. What comes later is a new relationship."""
    return _erase(subject, None, None, now)


def has_open_case(subject: Subject) -> bool:
    """Whether somebody is being answered: then no rule erases under their hands."""
    return RightsCase.objects.filter(subject_id=subject.id, closed_at=None).exists()


def _erase(subject: Subject, case: RightsCase | None, by: Membership | None, now: datetime) -> ErasureCertificate:
    marks = [mark for _, holder in walk.rooms() for mark in holder.marks(subject)]
    keys = [key for _, holder in walk.rooms() for key in holder.keys(subject)]
    tombstones.raise_for(business_id=subject.business_id, marks=marks, now=now)
    done = walk.erase(subject, now)
    keyring.destroy(keys)
    if subject.kind == "business":
        keyring.destroy_all_of(subject.business_id)
    left = [row for row in walk.find(subject) if not row.because]
    if left:
        raise Residue("Not everything could be erased: " + ", ".join(f"{row.count} {row.what}" for row in left))
    certificate = ErasureCertificate.objects.create(
        id=ids.uuid7(),
        business_id=subject.business_id,
        case=case,
        code=ids.token(96),
        at=now,
        register_version=register.digest()[:16],
        removed=[{"what": row.what, "count": row.count, "because": ""} for row in done if not row.because],
        kept=[{"what": row.what, "count": row.count, "because": row.because} for row in done if row.because],
        elsewhere=list(ELSEWHERE),
        # Proves later, to somebody who still has the salt, whose erasure this was; nobody here keeps it.
        commitment=hmac.new(secrets.token_bytes(32), subject.id.bytes, hashlib.sha256).hexdigest(),
    )
    if case is not None:
        record_event(case, "erased", by if subject.kind != "business" else None, now)
        RightsCase.objects.filter(pk=case.pk).update(state=RightsCase.State.FULFILLED, closed_at=now)
    return certificate


def copy_of(*, case: RightsCase, by: Membership | None, now: datetime) -> bytes:
    """A ZIP with everything held about the person, in plain JSON, and what the law wants said with it."""
    package = package_of(subject_of(case), now)
    record_event(case, "copied", by, now)
    return package


def package_of(subject: Subject, now: datetime) -> bytes:
    """The same contents give the same bytes: fixed order, fixed times."""
    sections: Mapping[str, Any] = walk.export(subject)
    # What is a file already, such as the logo, goes along as it is, under its own name.
    files = {
        name if isinstance(value, bytes) else f"{name}.json": value if isinstance(value, bytes) else _pretty(value)
        for name, value in sorted(sections.items())
    }
    files["README.txt"] = (
        "This is everything that is held about you here, as it stood on "
        f"{london_day(now).isoformat()}.\n\nEach file that ends in .json opens in any text editor.\n"
    ).encode()
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    files["manifest.json"] = _pretty({"register": register.digest(), "files": manifest})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def close(*, case: RightsCase, outcome: str, reason: str, by: Membership, now: datetime) -> RightsCase:
    """Fulfilled or refused, with the reason. Raises CaseClosed."""
    if case.closed_at is not None:
        raise CaseClosed("This request has ended already.")
    case.state, case.closed_at = outcome, now
    case.note = f"{case.note}\n{reason}".strip()[:4000]
    case.save()
    record_event(case, outcome, by, now)
    return case


def record_event(case: RightsCase, verb: str, by: Membership | None, now: datetime) -> None:
    """One event on a case: a word, a time, and who."""
    CaseEvent.objects.create(id=ids.uuid7(), business_id=case.business_id, case=case, verb=verb, by=by, at=now)


def _pretty(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()
