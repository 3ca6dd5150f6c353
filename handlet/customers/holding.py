"""What is held of a customer: the card and the contact points, and the key of everything else."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlet.customers.models import ContactPoint, Customer
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding


class CustomersHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        points = ContactPoint.objects.filter(business_id=subject.business_id)
        customers = Customer.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            points, customers = points.filter(customer_id=subject.id), customers.filter(pk=subject.id)
        return [Holding("contact points", points), Holding("customers", customers)]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        rows = Customer.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            rows = rows.filter(pk=subject.id)
        return {
            "customers": [
                {
                    "name": row.name,
                    "address": row.address,
                    "postcode": row.postcode,
                    "note": row.note,
                    "kind": row.kind,
                    "no_ai": row.no_ai,
                    "since": row.created_at,
                    "contact_points": [
                        {"kind": point.kind, "value": point.value} for point in row.contact_points.all()
                    ],
                }
                for row in rows.prefetch_related("contact_points").order_by("created_at")
            ]
        }

    def marks(self, subject: Subject) -> Iterable[tuple[str, str]]:
        if subject.kind == "customer":
            for point in ContactPoint.objects.filter(customer_id=subject.id):
                yield point.kind, point.value

    def keys(self, subject: Subject) -> Iterable[uuid.UUID]:
        if subject.kind == "customer":
            yield from Customer.objects.filter(pk=subject.id).values_list("key_id", flat=True)
