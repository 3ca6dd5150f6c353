"""The end of accounts after their days of grace, and of technical rows after their periods (see the register)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from handlet.accounts.models import Business, SharedCount, Throttle
from handlet.privacy import cases
from handlet.privacy.models import ErasureCertificate
from handlet.privacy.subjects import Subject


def close_if_due(*, business_id: uuid.UUID, now: datetime) -> ErasureCertificate | None:
    """Erase a business whose grace is over. An empty shell, erased before, is left alone."""
    business = Business.objects.filter(pk=business_id, closing_at__lte=now).exclude(name="").first()
    if business is None:
        return None
    return cases.erase_business(subject=Subject("business", business_id, business_id), by=None, now=now)


def sweep_technical(*, now: datetime) -> int:
    """Sign-ins that have ended, counts of attempts older than a day, and those at a sign-in that are over; how many rows went."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    limits, _ = Throttle.objects.filter(until__lt=now - timedelta(days=1)).delete()
    counts, _ = SharedCount.objects.filter(until__lt=now).delete()
    return sessions + limits + counts
