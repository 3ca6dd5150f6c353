"""The keyring, the consent ledger, tombstones and rights cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlet.accounts.models import Business, Membership
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField


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


class Notice(models.Model):
    """The exact words of a notice, once for each digest: what somebody agreed to can always be shown."""

    digest = models.CharField(primary_key=True, max_length=64)
    text = models.TextField()
    first_shown_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


class ConsentRecord(models.Model):
    """One line of the ledger: a chain for each business, which only grows.

    What it commits to stands in `ConsentEvidence`, which may be erased; the chain verifies all the same.
    """

    class Event(models.TextChoices):
        GIVEN = "given", "Agreed"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Ended by itself"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    sequence = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, default="", blank=True)
    hash = models.CharField(max_length=64)
    event = models.CharField(max_length=12, choices=Event)
    scope = models.CharField(max_length=60)
    activity = models.CharField(max_length=60)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    control = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    # The line that this one ends, for a withdrawal.
    about = models.UUIDField(null=True, blank=True)
    commitment = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "sequence"], name="one_line_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ConsentEvidence(SealedModel):
    """What a line commits to, with its salt. Erasing it leaves the chain whole and the commitment closed for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    record = models.OneToOneField(ConsentRecord, on_delete=models.CASCADE, related_name="evidence_row")
    # {"salt": hex, "evidence": {...}}
    evidence = SealedJSONField(field_id="privacy.evidence.evidence")

    def __str__(self) -> str:
        return str(self.id)


class Tombstone(models.Model):
    """A keyed hash of something erased, so that the next sync or a restored backup does not bring it back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    mark = models.BinaryField(max_length=32)
    pepper_version = models.PositiveSmallIntegerField(default=1)
    erased_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "kind", "mark"], name="one_tombstone"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RightsCase(SealedModel):
    """A request about personal data, and everything that happened with it (`CaseEvent`)."""

    class Kind(models.TextChoices):
        ACCESS = "access", "To see what is held"
        PORTABILITY = "portability", "To take their data elsewhere"
        CORRECTION = "correction", "To have something put right"
        ERASURE = "erasure", "To be erased"
        RESTRICTION = "restriction", "To have it left alone for now"
        OBJECTION = "objection", "To object"
        COMPLAINT = "complaint", "To complain"

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        IN_PROGRESS = "in_progress", "In progress"
        FULFILLED = "fulfilled", "Done"
        REFUSED = "refused", "Refused"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    note = SealedTextField(field_id="privacy.case.note")
    received_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class CaseEvent(models.Model):
    """What happened with a case: one word, a time, and who. No content."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    case = models.ForeignKey(RightsCase, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return self.verb


class ErasureCertificate(models.Model):
    """Counts, reasons and times of an erasure. Nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, null=True, on_delete=models.SET_NULL)
    case = models.OneToOneField(RightsCase, null=True, on_delete=models.SET_NULL, related_name="certificate")
    code = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    register_version = models.CharField(max_length=16)
    # [{"what", "count", "because"}]
    removed = models.JSONField()
    kept = models.JSONField()
    elsewhere = models.JSONField()
    commitment = models.CharField(max_length=64)
    # When the destroyed keys' bytes had left the database's files and its log; empty until `physical.rewrite` has run.
    keys_gone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code
