"""Quote numbers: one sequence a business, never used twice."""

from __future__ import annotations

import uuid

from django.db import connection
from django.db.models import Max

from handlet.quoting.models import Quote

FIRST = 1001


def next_number(business_id: uuid.UUID) -> int:
    """The next number; two at once wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [business_id.int % (1 << 62)])
    highest = Quote.objects.filter(business_id=business_id).aggregate(highest=Max("number"))["highest"]
    return (highest or FIRST - 1) + 1
