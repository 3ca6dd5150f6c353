"""Jobs of which one is enough: while one waits, another like it is not queued."""

from __future__ import annotations

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue


def defer_once(task: str, *, lock: str, waiting: str = "", **values: JSONValue) -> None:
    """Queue a job in the running transaction, unless one under `waiting` (default: `lock`) waits already.

    lock: jobs under the same one never run at once.
    """
    try:
        # A refused job must not spoil the caller's transaction.
        with transaction.atomic():
            app.configure_task(task, lock=lock, queueing_lock=waiting or lock).defer(**values)
    except exceptions.AlreadyEnqueued:
        return
