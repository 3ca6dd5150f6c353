"""The customer's link: 160 random bits, for one quote, found by hash, revocable."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.db import connection

from handlet.kit import ids
from handlet.quoting.models import Quote, QuoteLink


def link_of(quote: Quote, *, now: datetime) -> QuoteLink:
    """The link of a quote, made on first use. Its page answers only once a version was issued."""
    found = QuoteLink.objects.filter(quote=quote).first()
    if found is not None:
        return found
    token = ids.token(160)
    return QuoteLink.objects.create(
        id=ids.uuid7(),
        business_id=quote.business_id,
        quote=quote,
        key_id=quote.key_id,
        token=token,
        token_hash=token_hash(token),
        created_at=now,
    )


def find(token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Business and quote of a live link, or None: altered, revoked and never made look the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT business_id, quote_id FROM handlet_find_quote_link(%s)", [token_hash(token)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def revoke(quote: Quote, *, now: datetime) -> None:
    QuoteLink.objects.filter(quote=quote, revoked_at=None).update(revoked_at=now)


def token_hash(token: str) -> bytes:
    # The token is random and long, so a plain hash cannot be turned back by trying.
    return hashlib.sha256(token.encode()).digest()
