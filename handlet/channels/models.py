"""Connection: one consented link of a business to a channel."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlet.accounts.models import Business, Membership
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField


class Connection(SealedModel):
    """What the card shows stays after revoking (label, times); the secret has a row and a key of its own and does not."""

    class State(models.TextChoices):
        CONNECTING = "connecting", "Connecting"
        LIVE = "live", "Live"
        DEGRADED = "degraded", "Having trouble"
        RECONNECT_NEEDED = "reconnect_needed", "Needs you to connect again"
        REVOKED = "revoked", "Disconnected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State, default=State.CONNECTING)
    # What is shown on the card: the mailbox's address, the form's name.
    label = SealedTextField(field_id="channels.connection.label")
    settings = SealedJSONField(field_id="channels.connection.settings")
    # Places in the provider's lists, no content; see each channel's `collect`.
    cursor = models.JSONField(default=dict)
    consent_id = models.UUIDField(null=True, blank=True)
    connected_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_collected_at = models.DateTimeField(null=True, blank=True)
    last_event_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, default="", blank=True)
    watched_by = models.CharField(max_length=60, default="", blank=True)
    watched_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "state"])]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_active(self) -> bool:
        return self.state in (self.State.LIVE, self.State.DEGRADED)


class ConnectionSecret(SealedModel):
    """The password or token. Revoking deletes the row and destroys its key at once, whatever the provider answers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="secret_row")
    secret = SealedJSONField(field_id="channels.secret.secret")

    def __str__(self) -> str:
        return str(self.id)
