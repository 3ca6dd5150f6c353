"""Customers: read and correct."""

from __future__ import annotations

import uuid
from typing import cast

from django.http import HttpRequest
from ninja import Router

from handlet.accounts.access import of_business, to_change
from handlet.customers.models import Customer
from handlet.web.api.shapes import ContactPointOut, CustomerIn, CustomerOut, Problem
from handlet.web.request import Asked

router = Router(tags=["customers"])
PAGE = 100


@router.get("", response=list[CustomerOut])
def list_customers(request: HttpRequest, offset: int = 0) -> list[CustomerOut]:
    """A hundred at a time, newest first."""
    start = max(offset, 0)
    rows = Customer.objects.prefetch_related("contact_points").order_by("-created_at", "-id")[start : start + PAGE]
    return [customer_out(row) for row in rows]


@router.get("/{customer_id}", response={200: CustomerOut, 404: Problem})
def get_customer(request: HttpRequest, customer_id: uuid.UUID) -> CustomerOut:
    return customer_out(of_business(cast(Asked, request).member, Customer.objects.all(), customer_id))


@router.patch("/{customer_id}", response={200: CustomerOut, 403: Problem, 404: Problem})
def change_customer(request: HttpRequest, customer_id: uuid.UUID, change: CustomerIn) -> CustomerOut:
    """Correct what is held about a person."""
    member = to_change(cast(Asked, request).member)
    row = of_business(member, Customer.objects.all(), customer_id)
    for name, value in change.dict(exclude_unset=True).items():
        if value is not None:
            setattr(row, name, value[:500] if isinstance(value, str) else value)
    row.save()
    return customer_out(row)


def customer_out(row: Customer) -> CustomerOut:
    return CustomerOut(
        id=row.id,
        name=row.name,
        kind=row.kind,
        address=row.address,
        postcode=row.postcode,
        no_ai=row.no_ai,
        restricted=row.restricted,
        contact_points=[
            ContactPointOut(kind=point.kind, value=point.value, strength=point.strength)
            for point in row.contact_points.all()
        ],
        created_at=row.created_at,
    )
