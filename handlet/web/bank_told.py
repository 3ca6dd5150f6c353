"""Every member is told by mail when the bank details change: whoever got in and changed them must not be the only one to know.

Mail to the owner’s own address, sent by a job once the change stands. No digit of an account is in it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.kit.london import LONDON


def ask_to_tell(sender: Any, business_id: uuid.UUID, by: Membership, now: datetime, **announced: Any) -> None:
    """Defer the mails in the transaction of the change."""
    from procrastinate.contrib.django import app

    app.configure_task("handlet.web.tasks.tell_bank_changed").defer(
        business_id=str(business_id), by=str(by.id), at=now.isoformat()
    )


def tell(*, business_id: uuid.UUID, by: uuid.UUID, at: datetime) -> int:
    """Write to every member; how many. One that fails is tried again with the rest: twice told is better than not."""
    with acting_for(business_id):
        members = list(Membership.objects.filter(business_id=business_id).select_related("user", "business"))
    who = next((member.user.name for member in members if member.id == by), "somebody who has left")
    when = at.astimezone(LONDON)
    for member in members:
        business = " ".join(member.business.name.split())
        EmailMessage(
            subject=f"Bank details of {business} were changed",
            body=(
                f"Hello {member.user.name},\n\n"
                f"The bank details that stand on the quotes of {business} were changed by {who} on "
                f"{when.day} {when:%B %Y} at {when:%H:%M}.\n\n"
                "If you did not expect this: sign in, open Settings, Your business, Bank details, and put them right. Then "
                "change your password under Security, and ring customers who were sent a quote since.\n\n"
                "This message has no link, so that nobody can copy it to catch you. Type the address of your Handlet yourself."
            ),
            to=[member.user.email],
        ).send()
    return len(members)
