"""From the address a message came from to the person: found by keyed hash, made where new, under a lock."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
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


def resolve(*, business_id: uuid.UUID, known_by: KnownBy, now: datetime, also: Sequence[KnownBy] = ()) -> Customer:
    """The customer with this address, made if there is none. Needs a transaction of the business.

    also: further addresses that the provider vouches for as the same person's. Where two of them belong to two customers
    already, the one of `known_by` is taken and nobody is merged. Two messages of one new person at once make one customer:
    every address is locked until the transaction ends, always in the same order.
    """
    every = [known_by, *also]
    for match in sorted(match_of(business_id, one.kind, one.value) for one in every):
        _lock(match)
    found = (find(business_id=business_id, kind=one.kind, value=one.value) for one in every)
    customer = next((one for one in found if one is not None), None)
    if customer is None:
        customer = create_customer(business_id=business_id, name=known_by.name, now=now)
    elif known_by.name and not customer.name:
        customer.name = known_by.name
        customer.save(update_fields=["name"])
    for one in every:
        add_contact_point(customer=customer, known_by=one, now=now)
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
