"""Who is asking, told to the database: the settings that row-level security reads, for one transaction at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_TELL = "SELECT set_config('handlet.business', %s, true), set_config('handlet.user', %s, true)"
# In one go, as every page does it twice: what held before is read, then the new is set; without a user the outer one stays.
_ASK_AND_TELL = """
WITH before AS MATERIALIZED (
  SELECT current_setting('handlet.business', true) AS of_business, current_setting('handlet.user', true) AS of_user
) SELECT of_business, of_user, set_config('handlet.business', %s, true),
  set_config('handlet.user', coalesce(nullif(%s, ''), of_user, ''), true) FROM before
"""

_business: ContextVar[uuid.UUID | None] = ContextVar("handlet_business", default=None)


class NoBusiness(Exception):
    """Code that needs a business ran outside `acting_for`."""


@contextmanager
def acting_for(business_id: uuid.UUID | None, user_id: uuid.UUID | None = None) -> Iterator[None]:
    """A transaction that sees and writes the rows of one business (and the memberships of one user) and nothing else.

    Nesting is allowed: the inner one acts for its business, afterwards the outer one holds again.
    """
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ASK_AND_TELL, [str(business_id or ""), str(user_id or "")])
            outer = cursor.fetchone() or ("", "")
        held = _business.set(business_id)
        try:
            yield
        finally:
            _business.reset(held)
            # What was told for one transaction goes with it: only within another is anything to be put back.
            if is_nested and not connection.needs_rollback and connection.in_atomic_block:
                with connection.cursor() as cursor:
                    cursor.execute(_TELL, [outer[0] or "", outer[1] or ""])


def current_business() -> uuid.UUID:
    """The business of the running transaction. Raises NoBusiness."""
    business_id = _business.get()
    if business_id is None:
        raise NoBusiness("No business is set: run this inside tenancy.acting_for().")
    return business_id
