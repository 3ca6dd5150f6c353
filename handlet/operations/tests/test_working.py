"""Jobs whose worker was killed in the middle are queued again; those of a living worker are left alone. A job that a job
defers is seen by nobody before what it is about.
"""

from __future__ import annotations

import asyncio
import uuid

import psycopg
import pytest
from django.db import connection, connections, transaction

from handlet.inbox.waking import ask_to_collect
from handlet.operations.connector import WorkerConnector
from handlet.operations.working import ALIVE, MOST_LOSSES, parameters, take_up_lost_jobs


def worker_row(seconds_ago: float) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def job_of(worker_id: int | None, attempts: int = 0) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id) "
            "VALUES ('inbox', 'any', '{}', 'doing', %s, %s) RETURNING id",
            [attempts, worker_id],
        )
        return int(cursor.fetchone()[0])


def status(job_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job_id])
        return str(cursor.fetchone()[0])


def take_up() -> int:
    from procrastinate.contrib.django import app

    async def once() -> int:
        async with app.open_async(), await psycopg.AsyncConnection.connect(autocommit=True, **parameters()) as line:
            return await take_up_lost_jobs(app, line)

    with app.replace_connector(WorkerConnector()):
        return asyncio.run(once())


@pytest.mark.usefixtures("committed")
def test_a_job_of_a_dead_worker_is_queued_again_and_that_of_a_living_one_is_not() -> None:
    dead, living, new = worker_row(10), worker_row(10), worker_row(0)
    lost, kept, fresh, orphan = job_of(dead), job_of(living), job_of(new), job_of(None)
    with psycopg.connect(autocommit=True, **parameters()) as held:
        held.execute("SELECT pg_advisory_lock(%s, %s)", [ALIVE, living])
        assert take_up() == 2
        assert [status(job) for job in (lost, kept, fresh, orphan)] == ["todo", "doing", "doing", "todo"]
        assert take_up() == 0
    # Its process ends, however; the lock goes with it.
    assert take_up() == 1
    assert status(kept) == "todo"


@pytest.mark.usefixtures("committed")
def test_a_job_that_keeps_taking_its_worker_down_is_left_to_people() -> None:
    job = job_of(worker_row(10), attempts=MOST_LOSSES)
    assert take_up() == 1
    assert status(job) == "failed"


@pytest.mark.usefixtures("committed")
def test_a_job_that_a_job_defers_is_seen_when_its_transaction_is_and_goes_with_it() -> None:
    from procrastinate.contrib.django import app

    seen: list[int] = []

    def waiting() -> int:
        with psycopg.connect(autocommit=True, **parameters()) as line:
            row = line.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'").fetchone()
        return int(row[0]) if row else 0

    def defer_in_a_transaction(*, undone: bool) -> None:
        try:
            with transaction.atomic():
                ask_to_collect(business_id=uuid.uuid4(), connection_id=uuid.uuid4())
                seen.append(waiting())
                transaction.set_rollback(undone)
        finally:
            connections.close_all()

    async def as_a_job_would() -> None:
        async with app.open_async():
            await asyncio.to_thread(defer_in_a_transaction, undone=True)
            await asyncio.to_thread(defer_in_a_transaction, undone=False)

    with app.replace_connector(WorkerConnector()):
        asyncio.run(as_a_job_would())
    assert seen == [0, 0]
    assert waiting() == 1
