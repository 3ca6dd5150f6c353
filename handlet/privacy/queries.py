"""Reads for the privacy centre."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from handlet.privacy.models import CaseEvent, ConsentRecord, RightsCase


def open_cases() -> Sequence[RightsCase]:
    """By the day they are due."""
    return list(RightsCase.objects.filter(closed_at=None).order_by("due_on"))


def newest_case_of(subject_id: uuid.UUID) -> RightsCase | None:
    return RightsCase.objects.filter(subject_id=subject_id).order_by("-received_at").first()


def closed_cases(most: int = 50) -> Sequence[RightsCase]:
    return list(RightsCase.objects.exclude(closed_at=None).order_by("-closed_at")[:most])


def events_of(case: RightsCase) -> Sequence[CaseEvent]:
    return list(CaseEvent.objects.filter(case=case).order_by("at", "id"))


def consents(most: int = 50) -> Sequence[ConsentRecord]:
    """What was agreed to and withdrawn, newest first."""
    return list(ConsentRecord.objects.order_by("-sequence")[:most])
