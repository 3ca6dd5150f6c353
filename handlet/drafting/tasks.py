"""Jobs of drafting: thin shells that read the clock and call a verb."""

from __future__ import annotations

import uuid

from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from handlet.drafting import confirming, proposing


@app.task(
    name="handlet.drafting.tasks.propose", queue="drafting", retry=RetryStrategy(max_attempts=3, exponential_wait=5)
)
def propose(business_id: str, conversation_id: str) -> None:
    proposing.propose_for(business_id=uuid.UUID(business_id), conversation_id=uuid.UUID(conversation_id), now=now())


@app.task(
    name="handlet.drafting.tasks.confirm", queue="outbox", retry=RetryStrategy(max_attempts=5, exponential_wait=5)
)
def confirm(business_id: str, version_id: str) -> None:
    confirming.confirm(business_id=uuid.UUID(business_id), version_id=uuid.UUID(version_id), now=now())
