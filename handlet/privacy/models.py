"""The keyring. (Register, ledger, cases and retention have their own files and models beside it.)"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlet.accounts.models import Business
from handlet.kit.ids import uuid7


class BusinessKey(models.Model):
    """A business's key, wrapped by the master key. Destroying it makes everything of the business unreadable."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, primary_key=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.business_id)


class DataKey(models.Model):
    """The key of one subject, wrapped by the business's key. Its own small table, so that it can be rewritten quickly."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "subject_kind", "subject_id"], name="one_key_a_subject"),
        ]

    def __str__(self) -> str:
        return str(self.id)
