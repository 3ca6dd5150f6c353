"""Jobs of the pages: thin shells around a verb."""

from __future__ import annotations

import uuid
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from handlet.web import bank_told

FOR_A_DAY = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.task(name="handlet.web.tasks.tell_bank_changed", queue="outbox", retry=FOR_A_DAY)
def tell_bank_changed(business_id: str, by: str, at: str) -> None:
    bank_told.tell(business_id=uuid.UUID(business_id), by=uuid.UUID(by), at=datetime.fromisoformat(at))
