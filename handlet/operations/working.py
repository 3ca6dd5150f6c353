"""The worker process: procrastinate's worker for jobs, a thread that holds mailboxes open, and care for lost jobs.

A worker holds an advisory lock under its number for as long as it lives. A job whose worker holds none was lost with it,
by kill -9 or a power cut, and is queued again within seconds. So every job may run twice: it claims, then does.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
import structlog

log = structlog.get_logger("handlet.operations")

HEARTBEAT_SECONDS = 5.0
# Long enough for a delivery to finish; a job that takes longer is taken up again by the next worker.
STOP_SECONDS = 5.0
LOOK_SECONDS = 5.0
# A worker takes its lock a moment after its number: it is not called lost before.
NEW_SECONDS = 3.0
# A job that took its worker down with it this often is left to people.
MOST_LOSSES = 5
ALIVE = 0x48414E57
MODELS = "models"
MODEL_PLACES = 2

_LOST = """
SELECT job.id, job.attempts FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.id IS NULL OR (
  worker.last_heartbeat < now() - make_interval(secs => %(new)s) AND NOT EXISTS (
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %(alive)s AND objid = worker.id::oid AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))))
"""


def work(*, concurrency: int) -> int:
    """Until SIGTERM or SIGINT. Django must be set up."""
    from django.utils.timezone import now

    from handlet.drafting.warming import warm_beside
    from handlet.inbox.watching import Watchers

    warm_beside(now=now())
    stop = threading.Event()
    watchers = Watchers(f"{socket.gethostname()}-{os.getpid()}", now, stop)
    thread = threading.Thread(target=watchers.run, name="watchers", daemon=True)
    thread.start()
    try:
        asyncio.run(_run(concurrency))
    finally:
        stop.set()
        thread.join(timeout=3)
    return 0


async def _run(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    from handlet.operations.connector import WorkerConnector

    with app.replace_connector(WorkerConnector()):
        async with app.open_async():
            # A language model may stall for as long as its deadlines last: it has places of its own, so that neither mail
            # nor replies ever wait behind it.
            others = sorted({task.queue for task in app.tasks.values()} - {MODELS})
            workers: list[Any] = [
                app._worker(
                    name=name,
                    queues=queues,
                    concurrency=places,
                    delete_jobs="successful",
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=6 * HEARTBEAT_SECONDS,
                    shutdown_graceful_timeout=STOP_SECONDS,
                    install_signal_handlers=False,
                )
                for name, queues, places in (("worker", others, concurrency), ("models", [MODELS], MODEL_PLACES))
            ]

            def stop() -> None:
                for worker in workers:
                    worker.stop()
                # Where the database has gone first, saying goodbye to it would take half a minute.
                last = threading.Timer(STOP_SECONDS + 2.0, os._exit, [1])
                last.daemon = True
                last.start()

            for sign in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(sign, stop)
            care = asyncio.create_task(_care(app, workers))
            try:
                await asyncio.gather(*(worker.run() for worker in workers))
            finally:
                care.cancel()
                with suppress(asyncio.CancelledError):
                    await care


async def _care(app: Any, workers: Sequence[Any]) -> None:
    """Show that these workers live, and queue again what others lost."""
    while True:
        try:
            line = await psycopg.AsyncConnection.connect(autocommit=True, **parameters())
            async with line:
                for worker in workers:
                    while worker.worker_id is None:  # noqa: ASYNC110 - procrastinate gives no event for it
                        await asyncio.sleep(0.1)
                    await line.execute("SELECT pg_advisory_lock(%s, %s)", [ALIVE, worker.worker_id])
                while True:
                    await take_up_lost_jobs(app, line)
                    await asyncio.sleep(LOOK_SECONDS)
        except (psycopg.Error, OSError):
            log.warning("care_interrupted")
            await asyncio.sleep(LOOK_SECONDS)


async def take_up_lost_jobs(app: Any, line: psycopg.AsyncConnection[Any]) -> int:
    """Queue jobs again whose worker has ended in the middle; how many."""
    from django.utils.timezone import now
    from procrastinate.jobs import Status

    rows = await (await line.execute(_LOST, {"new": NEW_SECONDS, "alive": ALIVE})).fetchall()
    for job_id, attempts in rows:
        if attempts < MOST_LOSSES:
            await app.job_manager.retry_job_by_id_async(job_id=job_id, retry_at=now() + timedelta(milliseconds=10))
        else:
            await app.job_manager.finish_job_by_id_async(job_id=job_id, status=Status.FAILED, delete_job=False)
    if rows:
        log.warning("jobs_taken_up_again", count=len(rows))
    return len(rows)


def parameters() -> dict[str, Any]:
    """How to reach the database of Django's settings with a connection of one's own."""
    from procrastinate.contrib.django.utils import connector_params

    given: dict[str, Any] = connector_params("default")
    return given
