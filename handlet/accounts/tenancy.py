"""Who is asking, told to the database: the settings that row-level security reads, for one transaction at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_business: ContextVar[uuid.UUID | None] = ContextVar("handlet_business", default=None)


class NoBusiness(Exception):
    """Code that needs a business ran outside `acting_for`."""


@contextmanager
def acting_for(business_id: uuid.UUID | None, user_id: uuid.UUID | None = None) -> Iterator[None]:
    """A transaction that sees and writes the rows of one business (and the memberships of one user) and nothing else.

    Nesting is allowed: the inner one acts for its business, afterwards the outer one holds again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('handlet.business', true), current_setting('handlet.user', true)")
            outer = cursor.fetchone() or ("", "")
            _tell(cursor, str(business_id or ""), str(user_id or "") or (outer[1] or ""))
        held = _business.set(business_id)
        try:
            yield
        finally:
            _business.reset(held)
            if not connection.needs_rollback and connection.in_atomic_block:
                with connection.cursor() as cursor:
                    _tell(cursor, outer[0] or "", outer[1] or "")


def current_business() -> uuid.UUID:
    """The business of the running transaction. Raises NoBusiness."""
    business_id = _business.get()
    if business_id is None:
        raise NoBusiness("No business is set: run this inside tenancy.acting_for().")
    return business_id


def _tell(cursor: object, business: str, user: str) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT set_config('handlet.business', %s, true), set_config('handlet.user', %s, true)", [business, user]
    )
