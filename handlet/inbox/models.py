"""Conversations and messages, what came in raw, what goes out, and the search index."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from handlet.accounts.models import Business, Membership
from handlet.channels.models import Connection
from handlet.customers.models import Customer
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField


class Conversation(SealedModel):
    """All messages with one person, over every channel. Stored counts and previews, so that the inbox is one query."""

    class State(models.TextChoices):
        NEW = "new", "New"
        NEEDS_REPLY = "needs_reply", "Needs a reply"
        WAITING = "waiting", "Waiting for them"
        SNOOZED = "snoozed", "Snoozed"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="conversation")
    state = models.CharField(max_length=15, choices=State, default=State.NEW)
    preview = SealedTextField(field_id="inbox.conversation.preview")
    channel = models.CharField(max_length=20)
    last_message_at = models.DateTimeField()
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    unread = models.PositiveIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    is_emergency = models.BooleanField(default=False)
    is_complaint = models.BooleanField(default=False)
    is_rights_request = models.BooleanField(default=False)
    is_personal = models.BooleanField(default=False)
    is_spam = models.BooleanField(default=False)
    # One word for the row, from the reading above: an intent, an accepted quote. No content.
    headline = models.CharField(max_length=30, default="", blank=True)
    assigned_to = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["business", "-last_message_at", "-id"], name="inbox_newest_first"),
            models.Index(fields=["business", "state"], name="inbox_by_state"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RawEvent(SealedModel):
    """What a provider gave, exactly, before anything was understood. Sealed under a key of its own.

    `body` is emptied when the event became a message (the message keeps the raw bytes under the customer's key); what
    could not be read stays here and is shown.
    """

    class State(models.TextChoices):
        STORED = "stored", "Stored"
        RECEIVED = "received", "Received"
        DROPPED = "dropped", "Left out"
        FAILED = "failed", "Could not be read"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="raw_events")
    provider_event_id = models.CharField(max_length=200)
    meta = models.JSONField(default=dict)
    blob = models.UUIDField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.STORED)
    reason = models.CharField(max_length=60, default="", blank=True)
    stored_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "provider_event_id"], name="one_raw_event"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "state"])]

    def __str__(self) -> str:
        return str(self.id)


class Message(SealedModel):
    """One message, in or out. Outbound ones carry the delivery state."""

    class Delivery(models.TextChoices):
        RECEIVED = "received", "Received"
        QUEUED = "queued", "Waiting to go"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Not sent"
        UNKNOWN = "unknown", "Not sure it went"
        CANCELLED = "cancelled", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="messages")
    connection = models.ForeignKey(Connection, null=True, blank=True, on_delete=models.SET_NULL)
    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=3, choices=[("in", "In"), ("out", "Out")])
    external_id = models.CharField(max_length=250)
    # Keyed hash of the provider's own id of a message of ours, where it gives one beside ours; see `receiving.thread_mark`.
    thread_id = models.BinaryField(max_length=32, default=b"")
    subject = SealedTextField(field_id="inbox.message.subject")
    text = SealedTextField(field_id="inbox.message.text")
    reply_text = SealedTextField(field_id="inbox.message.reply_text")
    html = SealedTextField(field_id="inbox.message.html")
    # {"from": {...}, "to": [...], "message_id", "in_reply_to", "references", "reply_to", "doubted"}: what a reply needs.
    envelope = SealedJSONField(field_id="inbox.message.envelope")
    problems = SealedJSONField(field_id="inbox.message.problems")
    raw_blob = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    historical = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.RECEIVED)
    delivery_note = models.CharField(max_length=300, default="", blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    began_as_suggestion = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "external_id"], name="one_message"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["business", "conversation", "sent_at"], name="message_by_conversation"),
            models.Index(fields=["business", "customer"], name="message_by_customer"),
            models.Index(fields=["business", "thread_id"], name="message_by_thread"),
            models.Index(fields=["due_at"], condition=models.Q(delivery="queued"), name="message_outbox"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attachment(SealedModel):
    """A file of a message. Content in a sealed blob; type found from the content, not from the name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = SealedTextField(field_id="inbox.attachment.name")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    blob = models.UUIDField()
    digest = models.CharField(max_length=64)
    inline = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "message"])]

    def __str__(self) -> str:
        return str(self.id)


class SearchEntry(models.Model):
    """Keyed hashes of the word stems of a message: searchable, and no plain word at rest. Derived, can be rebuilt."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    stems = ArrayField(models.BigIntegerField())

    class Meta:
        indexes: ClassVar[list[models.Index]] = [GinIndex(fields=["stems"], name="search_stems")]

    def __str__(self) -> str:
        return str(self.message_id)
