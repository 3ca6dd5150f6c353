"""What time ends here: offers whose last day is over, and people who asked long ago and never agreed to work."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlet.inbox.models import Conversation
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.quoting.models import Acceptance

# The register's rule `enquiry`: twelve months from the last message.
ENQUIRY = timedelta(days=365)
MOST_AT_ONCE = 200


def erase_old_enquiries(*, now: datetime) -> int:
    """Erase people whose last message is older than the rule and who have agreed to no work; how many.

    Needs a transaction of the business. Nobody with an open rights case is touched: the case decides.
    """
    # A quote kept from somebody erased names nobody, and NOT IN with a null would match nobody at all.
    agreed = Acceptance.objects.filter(reversed_at=None, version__quote__customer__isnull=False).values(
        "version__quote__customer_id"
    )
    old = (
        Conversation.objects.filter(last_message_at__lt=now - ENQUIRY)
        .exclude(customer_id__in=agreed)
        .values_list("customer_id", "business_id")[:MOST_AT_ONCE]
    )
    count = 0
    for customer_id, business_id in list(old):
        subject = Subject("customer", customer_id, business_id)
        if cases.has_open_case(subject):
            continue
        cases.erase_by_rule(subject=subject, now=now)
        count += 1
    return count
