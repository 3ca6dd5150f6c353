"""Jobs by the clock that keep the house in order."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

FAILED_JOBS_ARE_KEPT_HOURS = 30 * 24


@app.periodic(cron="17 3 * * *")
@app.task(
    name="handlet.operations.tasks.every_night",
    queue="operations",
    queueing_lock="operations.every_night",
    pass_context=True,
)
async def every_night(context: JobContext, timestamp: int) -> None:
    """Failed jobs (ids and kinds, no content) are forgotten after a month. Those that succeeded went at once."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=FAILED_JOBS_ARE_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
