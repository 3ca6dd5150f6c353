"""Jobs of drafting: thin shells that read the clock and call a verb.

Django loads every job at its start, and the engine takes longer to load than all the rest: a verb is imported by the job
that calls it, so that `handlet migrate` or `handlet pricelist` does not wait for what it never asks.
"""

from __future__ import annotations

import uuid

from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from handlet.accounts.businesses import all_business_ids
from handlet.accounts.tenancy import acting_for


@app.task(
    name="handlet.drafting.tasks.propose", queue="drafting", retry=RetryStrategy(max_attempts=3, exponential_wait=5)
)
def propose(business_id: str, conversation_id: str) -> None:
    from handlet.drafting import proposing

    proposing.propose_for(business_id=uuid.UUID(business_id), conversation_id=uuid.UUID(conversation_id), now=now())


@app.task(name="handlet.drafting.tasks.assist", queue="models")
def assist(business_id: str, draft_id: str) -> None:
    """In a queue of its own: a model that stalls keeps no mail waiting (`operations.working`)."""
    from handlet.drafting import assisted

    assisted.assist(business_id=uuid.UUID(business_id), draft_id=uuid.UUID(draft_id), now=now())


@app.task(
    name="handlet.drafting.tasks.confirm", queue="outbox", retry=RetryStrategy(max_attempts=5, exponential_wait=5)
)
def confirm(business_id: str, version_id: str) -> None:
    from handlet.drafting import confirming

    confirming.confirm(business_id=uuid.UUID(business_id), version_id=uuid.UUID(version_id), now=now())


@app.task(
    name="handlet.drafting.tasks.acknowledge", queue="outbox", retry=RetryStrategy(max_attempts=5, exponential_wait=5)
)
def acknowledge(business_id: str, version_id: str) -> None:
    from handlet.drafting import confirming

    confirming.acknowledge(business_id=uuid.UUID(business_id), version_id=uuid.UUID(version_id), now=now())


@app.task(
    name="handlet.drafting.tasks.tell_reversed", queue="outbox", retry=RetryStrategy(max_attempts=5, exponential_wait=5)
)
def tell_reversed(business_id: str, acceptance_id: str) -> None:
    from handlet.drafting import confirming

    confirming.tell_reversed(business_id=uuid.UUID(business_id), acceptance_id=uuid.UUID(acceptance_id), now=now())


@app.periodic(cron="41 2 * * *")
@app.task(name="handlet.drafting.tasks.every_night", queue="inbox", queueing_lock="drafting.every_night")
def every_night(timestamp: int) -> None:
    """Each business in a transaction of its own."""
    from handlet.drafting import forgetting

    moment = now()
    for business_id in all_business_ids():
        with acting_for(business_id):
            forgetting.forget_due(now=moment)


@app.task(
    name="handlet.drafting.tasks.reconsider_follow_ups",
    queue="inbox",
    retry=RetryStrategy(max_attempts=3, exponential_wait=2),
)
def reconsider_follow_ups(business_id: str, conversation_id: str) -> None:
    from handlet.drafting.following import planning

    with acting_for(uuid.UUID(business_id)):
        planning.reconsider(conversation_id=uuid.UUID(conversation_id), now=now())


@app.task(name="handlet.drafting.tasks.put_out_follow_up", queue="outbox")
def put_out_follow_up(business_id: str, follow_up_id: str) -> None:
    from handlet.drafting.following import sending

    sending.put_out(business_id=uuid.UUID(business_id), follow_up_id=uuid.UUID(follow_up_id), now=now())


@app.periodic(cron="* * * * *")
@app.task(name="handlet.drafting.tasks.follow_ups_due", queue="outbox", queueing_lock="drafting.follow_ups_due")
def follow_ups_due(timestamp: int) -> None:
    from handlet.drafting.following import sending

    for business_id, follow_up_id in sending.due(now=now()):
        put_out_follow_up.defer(business_id=str(business_id), follow_up_id=str(follow_up_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="handlet.drafting.tasks.follow_ups_swept", queue="inbox", queueing_lock="drafting.follow_ups_swept")
def follow_ups_swept(timestamp: int) -> None:
    """Each business that plans any, in a transaction of its own."""
    from handlet.drafting.following import sending

    moment = now()
    for business_id in sending.with_plans():
        sending.sweep(business_id=business_id, now=moment)
