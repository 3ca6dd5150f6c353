"""Jobs of privacy: thin shells that read the clock and call a verb."""

from __future__ import annotations

import structlog
from django.utils.timezone import now
from procrastinate.contrib.django import app

from handlet.accounts.businesses import all_business_ids
from handlet.accounts.tenancy import acting_for
from handlet.privacy import closing, physical

log = structlog.get_logger("handlet.privacy")


@app.periodic(cron="41 * * * *")
@app.task(name="handlet.privacy.tasks.every_hour", queue="inbox", queueing_lock="privacy.every_hour")
def every_hour(timestamp: int) -> None:
    """Accounts whose fourteen days are over go; sign-ins, counts and security events past their time go."""
    moment = now()
    for business_id in all_business_ids():
        with acting_for(business_id):
            closing.close_if_due(business_id=business_id, now=moment)
    closing.sweep_technical(now=moment)
    if physical.is_awaited():
        physical.rewrite(moment)


@app.periodic(cron="11 4 * * *")
@app.task(name="handlet.privacy.tasks.rewrite_keyring", queue="inbox", queueing_lock="privacy.rewrite_keyring")
def rewrite_keyring(timestamp: int) -> None:
    """Keys of read messages and of ended connections die all day; at night their bytes leave the disk too."""
    done = physical.rewrite(now())
    if not done.is_whole:
        log.warning("keyring_not_rewritten", count=len(done.refused))
