"""What was read in an enquiry, what is proposed, and who let it out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlet.accounts.models import Business, Membership
from handlet.inbox.models import Conversation, Message
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField
from handlet.quoting.models import QuoteVersion


class StoredReading(SealedModel):
    """The reading of the newest words of a conversation. One a conversation, replaced by the next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="reading")
    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    intent = models.CharField(max_length=20)
    urgency = models.CharField(max_length=12)
    # {"facts": [{"label", "value"}], "missing": [{"key", "text"}], "flags": [text], "language": text}
    content = SealedJSONField(field_id="drafting.reading.content")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Draft(SealedModel):
    """A reply that may be sent once a person approves it. `revision` grows with every change of text or quote."""

    class State(models.TextChoices):
        READY = "ready", "Ready for you"
        AMENDED = "amended", "Changed by you"
        BLOCKED = "blocked", "Held back"
        STALE = "stale", "Out of date"
        APPROVED = "approved", "Approved"
        DISCARDED = "discarded", "Discarded"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    based_on = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    quote_version = models.ForeignKey(QuoteVersion, null=True, blank=True, on_delete=models.SET_NULL)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    subject = SealedTextField(field_id="drafting.draft.subject")
    text = SealedTextField(field_id="drafting.draft.text")
    proposed_text = SealedTextField(field_id="drafting.draft.proposed_text")
    # {"claims": [{"text", "kind", "source"}], "questions": [{"key", "text"}], "why": [text], "blocked": [text],
    #  "prices": [{"text", "source"}]}
    grounds = SealedJSONField(field_id="drafting.draft.grounds")
    action = models.CharField(max_length=15)
    engine = models.CharField(max_length=30, default="embedded")
    written_by_owner = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "conversation", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(state__in=["ready", "amended", "blocked"]),
                name="one_open_draft",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.READY, self.State.AMENDED, self.State.BLOCKED)


class Approval(models.Model):
    """Who let which exact text out, to whom, with which files. Undo deletes nothing but marks it taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="approvals")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="approval")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    recipients_hash = models.CharField(max_length=64)
    attachments_hash = models.CharField(max_length=64)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class SavedReply(SealedModel):
    """Words of the owner's own, for answers that come again and again: a source for drafts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="saved_replies")
    title = SealedTextField(field_id="drafting.saved_reply.title")
    text = SealedTextField(field_id="drafting.saved_reply.text")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)
