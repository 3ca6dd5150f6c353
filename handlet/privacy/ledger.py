"""The consent ledger: what was shown, agreed to and withdrawn, in a chain for each business that only grows.

A line's hash covers its fields and the hash before it. What was agreed to about whom is a salted commitment; the salt
and the evidence stand in a side table under the person's key, so that erasure works and the chain still verifies.
"""

from __future__ import annotations

import hmac
import json
import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from handlet.accounts.models import Business
from handlet.kit import encryption, ids, sealing
from handlet.privacy.models import ConsentEvidence, ConsentRecord, Notice

HASHED = (
    "id", "sequence", "previous", "event", "scope", "activity", "notice_id", "control", "subject_kind", "subject_id",
    "about", "commitment", "at",
)  # fmt: skip


class NothingToWithdraw(Exception):
    """This consent was never given, or has ended already."""


def record(
    *,
    business_id: uuid.UUID,
    subject_kind: str,
    subject_id: uuid.UUID,
    event: str,
    scope: str,
    activity: str,
    notice_text: str,
    control: str,
    evidence: Mapping[str, Any],
    now: datetime,
    about: uuid.UUID | None = None,
) -> ConsentRecord:
    """Add a line. Needs a transaction of the business; two at once wait for each other on the business's row."""
    Business.objects.select_for_update().get(pk=business_id)
    last = ConsentRecord.objects.filter(business_id=business_id).order_by("-sequence").first()
    digest = encryption.digest(notice_text.encode())
    if not Notice.objects.filter(pk=digest).exists():
        Notice.objects.create(digest=digest, text=notice_text, first_shown_at=now)
    salt = secrets.token_hex(32)
    line = ConsentRecord(
        id=ids.uuid7(),
        business_id=business_id,
        sequence=(last.sequence if last else 0) + 1,
        previous=last.hash if last else "",
        event=event,
        scope=scope,
        activity=activity,
        notice_id=digest,
        control=control[:80],
        subject_kind=subject_kind,
        subject_id=subject_id,
        about=about,
        commitment=_commitment(salt, evidence),
        at=now,
    )
    line.hash = _hash(line)
    line.save(force_insert=True)
    ConsentEvidence.objects.create(
        id=ids.uuid7(),
        business_id=business_id,
        record=line,
        key_id=sealing.key_for(business_id, "consent", line.id),
        evidence={"salt": salt, "evidence": dict(evidence)},
    )
    return line


def withdraw(*, consent_id: uuid.UUID, reason: str, now: datetime, event: str = "withdrawn") -> ConsentRecord:
    """End a consent that was given: a line of its own, at once. Raises NothingToWithdraw."""
    given = ConsentRecord.objects.filter(pk=consent_id, event=ConsentRecord.Event.GIVEN).first()
    if given is None or not is_active(consent_id):
        raise NothingToWithdraw("This agreement has ended already.")
    return record(
        business_id=given.business_id,
        subject_kind=given.subject_kind,
        subject_id=given.subject_id,
        event=event,
        scope=given.scope,
        activity=given.activity,
        notice_text=given.notice.text,
        control=reason,
        evidence={"reason": reason},
        now=now,
        about=given.id,
    )


def is_active(consent_id: uuid.UUID) -> bool:
    """Given and not ended since."""
    return (
        ConsentRecord.objects.filter(pk=consent_id, event=ConsentRecord.Event.GIVEN).exists()
        and not ConsentRecord.objects.filter(about=consent_id).exists()
    )


def verify(business_id: uuid.UUID) -> int | None:
    """The first sequence at which the chain does not hold, or None where it does."""
    previous, expected = "", 1
    for line in ConsentRecord.objects.filter(business_id=business_id).order_by("sequence"):
        if line.sequence != expected or line.previous != previous or not hmac.compare_digest(line.hash, _hash(line)):
            return expected
        evidence = ConsentEvidence.objects.filter(record=line).first()
        if evidence is not None and evidence.evidence is not None:
            kept = evidence.evidence
            if not hmac.compare_digest(line.commitment, _commitment(kept["salt"], kept["evidence"])):
                return expected
        previous, expected = line.hash, expected + 1
    return None


def receipt(line: ConsentRecord) -> dict[str, Any]:
    """What was agreed to, for the person, with the field names of ISO/IEC TS 27560:2023."""
    return {
        "header": {"recordId": str(line.id), "schemaVersion": "ISO/IEC TS 27560:2023"},
        "processing": {
            "privacyNotice": line.notice.text,
            "language": "en-GB",
            "purpose": line.activity,
            "lawfulBasis": "consent",
            "withdrawalMethod": "Disconnect, on the Channels page",
        },
        "parties": {"piiController": str(line.business_id), "piiPrincipal": str(line.subject_id)},
        "event": {
            "eventTime": line.at.astimezone(UTC).isoformat(),
            "eventType": line.event,
            "eventEntity": line.control,
        },
        "integrity": {"sequence": line.sequence, "previous": line.previous, "hash": line.hash},
    }


def _hash(line: ConsentRecord) -> str:
    values = {name: _text(getattr(line, name)) for name in HASHED}
    return sha256(_canonical(values)).hexdigest()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return "" if value is None else str(value)


def _commitment(salt: str, evidence: Mapping[str, Any]) -> str:
    return hmac.new(bytes.fromhex(salt), _canonical(evidence), sha256).hexdigest()


def _canonical(value: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no white space, in the spirit of RFC 8785 (text and integers only)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
