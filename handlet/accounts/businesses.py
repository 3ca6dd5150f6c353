"""Creating a business, and finding those a person belongs to."""

from __future__ import annotations

import re
import unicodedata
import uuid
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.dispatch import Signal

from handlet.accounts.models import Business, BusinessProfile, Membership, User
from handlet.accounts.tenancy import acting_for
from handlet.kit import ids, sealing

# Announced inside the transaction that made the business, with `business` and `now`.
business_created = Signal()

# The trades that have a starter price list, and `other`.
TRADES = {
    "plumber": "Plumber",
    "gas_engineer": "Gas and heating engineer",
    "electrician": "Electrician",
    "decorator": "Painter and decorator",
    "plasterer": "Plasterer",
    "roofer": "Roofer",
    "tiler": "Tiler",
    "joiner": "Joiner or carpenter",
    "gardener": "Gardener",
    "cleaner": "Cleaner",
    "locksmith": "Locksmith",
    "handyman": "Handyman",
    "other": "Another trade or service",
}


def create_business(*, owner: User, name: str, trade: str, now: datetime) -> Membership:
    """A business with its own key, an empty profile and its first member, who owns it."""
    business_id = ids.uuid7()
    with acting_for(business_id, owner.id):
        business = Business.objects.create(id=business_id, name=name, trade=trade, slug=_slug(name), created_at=now)
        membership = Membership.objects.create(business=business, user=owner, role=Membership.Role.OWNER, since=now)
        first_name = owner.name.split(" ")[0] if owner.name else name
        BusinessProfile.objects.create(
            business=business,
            key_id=sealing.key_for(business_id, "business", business_id),
            email=owner.email,
            tone={
                "greetings": ["hi"],
                "signoff": f"Cheers, {first_name}",
                "emoji": False,
                "formality": "casual",
                "max_words": 90,
            },
            updated_at=now,
        )
        business_created.send(sender=Business, business=business, now=now)
    return membership


def memberships_of(user: User) -> QuerySet[Membership]:
    """The user's memberships, oldest first. Needs `acting_for(None, user.id)` or one of their businesses."""
    return Membership.objects.filter(user=user).select_related("business").order_by("since")


def all_business_ids() -> list[uuid.UUID]:
    """Every business, for rounds that time brings about; each is then visited in a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM handlet_all_businesses()")
        return [row[0] for row in cursor.fetchall()]


def _slug(name: str) -> str:
    """Readable words and a short random tail: the address of the public form must not be guessable from the name alone."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "business"
    return f"{words}-{ids.token(40).lower().replace('_', 'x').replace('-', 'y')}"
