"""From the address a message came from to the person: found by keyed hash, made where new, under a lock."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from handlet.customers.models import ContactPoint, Customer
from handlet.kit import encryption, ids, sealing
from handlet.privacy import keyring


@dataclass(frozen=True, slots=True)
class KnownBy:
    """An address as resolving needs it: kind, normalised value, the name that came with it, and how far it is proved."""

    kind: str
    value: str
    name: str = ""
    strength: str = "claimed"


def resolve(*, business_id: uuid.UUID, known_by: KnownBy, now: datetime) -> Customer:
    """The customer with this address, made if there is none. Needs a transaction of the business.

    Two messages of one new person at once make one customer: the address is locked until the transaction ends.
    """
    match = match_of(business_id, known_by.kind, known_by.value)
    _lock(match)
    point = (
        ContactPoint.objects.select_related("customer")
        .filter(business_id=business_id, kind=known_by.kind, match=match)
        .first()
    )
    if point is None:
        customer = create_customer(business_id=business_id, name=known_by.name, now=now)
        add_contact_point(customer=customer, known_by=known_by, now=now)
        return customer
    customer = point.customer
    if known_by.name and not customer.name:
        customer.name = known_by.name
        customer.save(update_fields=["name"])
    return customer


def create_customer(*, business_id: uuid.UUID, name: str, now: datetime) -> Customer:
    """A customer with a data key of their own."""
    customer_id = ids.uuid7()
    return Customer.objects.create(
        id=customer_id,
        business_id=business_id,
        key_id=sealing.key_for(business_id, "customer", customer_id),
        name=name,
        created_at=now,
    )


def add_contact_point(*, customer: Customer, known_by: KnownBy, now: datetime) -> ContactPoint | None:
    """The address on the customer's card; None where it already belongs to somebody (it is never moved by itself)."""
    match = match_of(customer.business_id, known_by.kind, known_by.value)
    if ContactPoint.objects.filter(business_id=customer.business_id, kind=known_by.kind, match=match).exists():
        return None
    return ContactPoint.objects.create(
        business_id=customer.business_id,
        customer=customer,
        key_id=customer.key_id,
        kind=known_by.kind,
        value=known_by.value,
        match=match,
        strength=known_by.strength,
        created_at=now,
    )


def find(*, business_id: uuid.UUID, kind: str, value: str) -> Customer | None:
    point = (
        ContactPoint.objects.select_related("customer")
        .filter(business_id=business_id, kind=kind, match=match_of(business_id, kind, value))
        .first()
    )
    return point.customer if point else None


def match_of(business_id: uuid.UUID, kind: str, value: str) -> bytes:
    """The keyed hash of a normalised address: the same for the same address in one business, useless in another."""
    return encryption.keyed_hash(keyring.matching_key(business_id), f"{kind}:{value}")


def _lock(match: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(match[:8], "big", signed=True)])
