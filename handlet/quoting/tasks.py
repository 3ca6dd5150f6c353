"""Jobs of quoting: thin shells that read the clock and call a verb."""

from __future__ import annotations

from django.utils.timezone import now
from procrastinate.contrib.django import app

from handlet.accounts.businesses import all_business_ids
from handlet.accounts.tenancy import acting_for
from handlet.quoting import imports, issuing, sweeping


@app.periodic(cron="23 2 * * *")
@app.task(name="handlet.quoting.tasks.every_night", queue="inbox", queueing_lock="quoting.every_night")
def every_night(timestamp: int) -> None:
    """Each business in a transaction of its own."""
    moment = now()
    for business_id in all_business_ids():
        with acting_for(business_id):
            issuing.expire_due(now=moment)
            issuing.refresh_drafts(now=moment)
            sweeping.erase_old_enquiries(now=moment)
            imports.forget_old(now=moment)
