"""The job queue's set-up, called by procrastinate once Django is ready."""

from __future__ import annotations

import procrastinate


def on_app_ready(app: procrastinate.App) -> None:
    """Nothing to add: tasks are found in each room's `tasks.py`."""
