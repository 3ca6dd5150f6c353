"""A real worker, run until its queue is empty."""

from __future__ import annotations

from django.db import connections
from procrastinate.contrib.django import app

from handlet.operations.connector import WorkerConnector


def work_off() -> None:
    """Do every job that is due, and those that these bring about, as the worker process would."""
    with app.replace_connector(WorkerConnector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)
    connections.close_all()


def waiting(task: str) -> int:
    """How many jobs of a task wait, due or not."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [task])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
