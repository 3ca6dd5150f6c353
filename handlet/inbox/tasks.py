"""Jobs of the inbox: thin shells that read the clock and call a verb."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import connection
from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from handlet.inbox import checking, collecting, fetching, outbox, raw_events, waking

SEVERAL_TIMES = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="handlet.inbox.tasks.collect", queue="mail")
def collect(business_id: str, connection_id: str) -> None:
    collecting.collect(business_id=uuid.UUID(business_id), connection_id=uuid.UUID(connection_id), now=now())


@app.task(name="handlet.inbox.tasks.check", queue="mail")
def check(business_id: str, connection_id: str) -> None:
    checking.check(business_id=uuid.UUID(business_id), connection_id=uuid.UUID(connection_id), now=now())


@app.task(name="handlet.inbox.tasks.read_events", queue="inbox", retry=SEVERAL_TIMES)
def read_events(business_id: str, event_ids: list[str]) -> None:
    """One after the other; where one cannot be read now, the others are read all the same before the job is tried again."""
    trouble: Exception | None = None
    for event_id in event_ids:
        try:
            raw_events.read(business_id=uuid.UUID(business_id), event_id=uuid.UUID(event_id), now=now())
        except Exception as error:
            trouble = error
    if trouble is not None:
        raise trouble


@app.task(name="handlet.inbox.tasks.fetch_files", queue="inbox", retry=SEVERAL_TIMES)
def fetch_files(business_id: str, message_id: str, attempt: int) -> None:
    fetching.fetch_again(
        business_id=uuid.UUID(business_id), message_id=uuid.UUID(message_id), attempt=attempt, now=now()
    )


@app.task(name="handlet.inbox.tasks.deliver", queue="outbox")
def deliver(business_id: str, message_id: str) -> None:
    outbox.deliver(business_id=uuid.UUID(business_id), message_id=uuid.UUID(message_id), now=now())


@app.task(name="handlet.inbox.tasks.look_up", queue="outbox", retry=SEVERAL_TIMES)
def look_up(business_id: str, message_id: str, attempt: int) -> None:
    outbox.look_up(business_id=uuid.UUID(business_id), message_id=uuid.UUID(message_id), attempt=attempt, now=now())


@app.periodic(cron="* * * * *")
@app.task(name="handlet.inbox.tasks.every_minute", queue="inbox", queueing_lock="inbox.every_minute")
def every_minute(timestamp: int) -> None:
    """What a push or a deferred job would have done, in case it was lost: mailboxes, the outbox, snoozed conversations."""
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT business_id, message_id, delivery FROM handlet_outbox(%s)", [moment - timedelta(minutes=1)]
        )
        stuck = cursor.fetchall()
    for business_id, message_id, delivery in stuck:
        if delivery == "queued":
            deliver.defer(business_id=str(business_id), message_id=str(message_id))
        else:
            outbox.mark_stuck_as_unknown(business_id=business_id, message_id=message_id, now=moment)
    waking.wake_all(now=moment)
