"""The people who write to a business, and how each can be reached."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlet.accounts.models import Business
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedModel, SealedTextField


class Customer(SealedModel):
    """A person known to one business. Their content everywhere is under the key named here."""

    class Kind(models.TextChoices):
        CONSUMER = "consumer", "Householder"
        BUSINESS = "business", "Business"
        CONTRACTOR = "contractor", "Contractor (CIS)"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    name = SealedTextField(field_id="customers.customer.name")
    address = SealedTextField(field_id="customers.customer.address")
    postcode = SealedTextField(field_id="customers.customer.postcode")
    note = SealedTextField(field_id="customers.customer.note")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONSUMER)
    no_ai = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-created_at"])]

    def __str__(self) -> str:
        return str(self.id)


class ContactPoint(SealedModel):
    """One address of a customer. Matched by a keyed hash; shown from ciphertext; nowhere plain."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=20)
    value = SealedTextField(field_id="customers.contact_point.value")
    match = models.BinaryField(max_length=32)
    strength = models.CharField(max_length=10, default="claimed")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "kind", "match"], name="one_customer_a_contact_point"),
        ]

    def __str__(self) -> str:
        return str(self.id)
