"""What was read in an enquiry, what is proposed, and who let it out."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handlet.accounts.models import Business, Membership
from handlet.customers.models import Customer
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

    # Those that wait for the owner; a conversation has one at most (`one_open_draft`).
    OPEN = (State.READY, State.AMENDED, State.BLOCKED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    based_on = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    quote_version = models.ForeignKey(QuoteVersion, null=True, blank=True, on_delete=models.SET_NULL)
    # The quote is only suggested to the owner: this reply names no sum, and the quote does not go with it.
    quote_waits = models.BooleanField(default=False)
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
    # When a language model was first asked about it: one of the owner’s drafts a day (`model_settings.take_place`).
    model_asked_at = models.DateTimeField(null=True, blank=True)

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
    def going_quote(self) -> QuoteVersion | None:
        """The quote that leaves with this reply; None where there is none, or where it waits for the owner’s eye."""
        return None if self.quote_waits else self.quote_version

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


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


class Outcome(SealedModel):
    """What became of one suggested draft: sent as it was, changed, or set aside. Its words are under the customer's key."""

    class Kind(models.TextChoices):
        AS_IS = "as_is", "Sent as it was"
        FILLED = "filled", "One gap filled"
        CHANGED = "changed", "Changed a little"
        REWRITTEN = "rewritten", "Rewritten"
        DISCARDED = "discarded", "Discarded"

    class Verdict(models.TextChoices):
        NONE = "", "Not asked yet"
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_NOW = "not_now", "Not now"
        # Said twice: never asked again.
        LEFT = "left", "Not now, twice"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="outcomes")
    draft = models.OneToOneField(Draft, null=True, on_delete=models.SET_NULL, related_name="outcome")
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="outcome")
    kind = models.CharField(max_length=10, choices=Kind)
    # Codes of `drafting.classing`, the weightiest first.
    classes = ArrayField(models.CharField(max_length=20), default=list)
    # Normalised edit distance on words: 0 is the same, 1 has nothing in common. None where nothing was sent.
    distance = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    filled_one_gap = models.BooleanField(default=False)
    intent = models.CharField(max_length=20)
    engine = models.CharField(max_length=30)
    # {"swaps": [[old, new]], "asked", "added", "removed", "wishes": [text]}: short pieces in which nobody is named.
    changes = SealedJSONField(field_id="drafting.outcome.changes")
    # Kept for seven days at most, to learn from; the message itself is the inbox's.
    sent_text = SealedTextField(field_id="drafting.outcome.sent_text")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.NONE, blank=True)
    verdict_reason = SealedTextField(field_id="drafting.outcome.verdict_reason")
    verdict_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-at"])]

    def __str__(self) -> str:
        return str(self.id)


class Memory(SealedModel):
    """Something the owner wants remembered: a fact, a preference, a procedure. Under the customer's key where it is about one."""

    class Kind(models.TextChoices):
        FACT = "fact", "Fact"
        PREFERENCE = "preference", "Wording"
        PROCEDURE = "procedure", "Way of working"

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "In use"
        REFUSED = "refused", "Not wanted"

    class Origin(models.TextChoices):
        TYPED = "typed", "Typed by you"
        NOTICED = "noticed", "Noticed in your changes"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memories")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.CASCADE, related_name="memories")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.CONFIRMED)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.TYPED)
    text = SealedTextField(field_id="drafting.memory.text")
    # How many changed drafts it was noticed in; 0 where it was typed.
    times = models.PositiveIntegerField(default=0)
    # Names what was noticed, so that a refusal holds: a keyed hash, no words.
    mark = models.CharField(max_length=64, default="", blank=True)
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "customer", "state"])]

    def __str__(self) -> str:
        return str(self.id)


class LearnedTone(SealedModel):
    """Four numbers read from messages the owner sent, with why. One a business; it applies only once the owner says so."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for you"
        APPLIED = "applied", "In use"
        REJECTED = "rejected", "Rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="learned_tone")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # {lever: {"value": 0 to 4, "confidence": 0 to 1, "reasons": [{"code", "count", "of"}]}} for formality, warmth, length, emoji;
    # and under "habits" how letters open and close: {"greeting"|"signoff": {"words": [text], "count", "of"}}.
    levers = SealedJSONField(field_id="drafting.learned_tone.levers")
    sample = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Exemplar(SealedModel):
    """How the owner wrote once, with everything masked that names, dates or prices: style only. Under that customer's key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="exemplars")
    channel = models.CharField(max_length=20)
    text = SealedTextField(field_id="drafting.exemplar.text")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class ModelSettings(SealedModel):
    """The language model a business chose, on the terms it agreed to. One a business; without one, our own engine writes."""

    class Choice(models.TextChoices):
        OPERATOR = "operator", "The one set up on this server"
        OWN = "own", "One of your own"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="model_settings")
    choice = models.CharField(max_length=10, choices=Choice)
    shape = models.CharField(max_length=12, default="openai")
    base_url = models.CharField(max_length=200, default="", blank=True)
    model = models.CharField(max_length=120)
    key = SealedTextField(field_id="drafting.model_settings.key")
    key_ends = models.CharField(max_length=4, default="", blank=True)
    mode = models.CharField(max_length=12, default="prompted")
    provider = models.CharField(max_length=120)
    country = models.CharField(max_length=60)
    keeps_days = models.PositiveIntegerField(default=0)
    # Pence for a million tokens, where the owner knows them.
    price_in = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    price_out = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    daily_limit = models.PositiveIntegerField(default=100)
    consent_id = models.UUIDField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL)
    # One word of `language_model.port.REASONS` since the last answer that could be used; empty where all is well.
    trouble = models.CharField(max_length=12, default="", blank=True)
    trouble_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class ModelRequest(SealedModel):
    """One request to a language model, word for word, and what came back. Under the customer's key; kept thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="model_requests")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.SET_NULL, related_name="model_requests")
    step = models.CharField(max_length=10)
    sent = SealedTextField(field_id="drafting.model_request.sent")
    answer = SealedTextField(field_id="drafting.model_request.answer")
    model = models.CharField(max_length=120)
    provider = models.CharField(max_length=120)
    mode = models.CharField(max_length=12)
    tokens_in = models.PositiveIntegerField()
    tokens_out = models.PositiveIntegerField()
    pence = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    milliseconds = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-at"])]

    def __str__(self) -> str:
        return str(self.id)


class WritingManager(models.Manager["Writing"]):
    def running(self, *, now: datetime) -> models.QuerySet[Writing]:
        """Begun no longer ago than a model's deadlines allow: a worker that was killed leaves half a sentence behind."""
        return self.filter(started_at__gte=now - timedelta(seconds=60))

    def words(self, *, conversation: Conversation, now: datetime) -> str:
        """What is being written in a conversation just now; empty where nothing is."""
        found = self.running(now=now).filter(conversation=conversation).first()
        return (found.text or "") if found is not None else ""


class Writing(SealedModel):
    """What a model is writing just now, not checked by anybody. Gone when it has ended; never part of a draft as it stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="writing")
    text = SealedTextField(field_id="drafting.writing.text")
    started_at = models.DateTimeField()

    objects: ClassVar[WritingManager] = WritingManager()

    def __str__(self) -> str:
        return str(self.id)


def _usual_days() -> list[int]:
    return [2, 5, 9]


def _working_days() -> list[int]:
    return [0, 1, 2, 3, 4]


class FollowUpRules(models.Model):
    """How a business follows up its quotes. One a business; without one, or while `on` is False, nothing is ever followed up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="follow_up_rules")
    on = models.BooleanField(default=False)
    # Days after the quote was sent, at most three.
    days = ArrayField(models.PositiveSmallIntegerField(), default=_usual_days)
    before_expiry = models.BooleanField(default=True)
    # 0 is Monday.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=_working_days)
    opens = models.TimeField(default=time(8))
    closes = models.TimeField(default=time(19))
    rest_on_holidays = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return str(self.id)


class FollowUp(SealedModel):
    """One message that will ask after a quote: its exact words, and the day. It stands here only once it was approved."""

    class Kind(models.TextChoices):
        DAYS_AFTER = "days_after", "Some days after it was sent"
        BEFORE_EXPIRY = "expiry", "Before it runs out"

    class State(models.TextChoices):
        PLANNED = "planned", "Will go out"
        QUEUED = "queued", "Going out"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        STOPPED = "stopped", "Stopped"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="follow_ups")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=Kind)
    # 1 to 3; of one before expiry 0.
    step = models.PositiveSmallIntegerField()
    text = SealedTextField(field_id="drafting.follow_up.text")
    proposed_text = SealedTextField(field_id="drafting.follow_up.proposed_text")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    # A code of `following.standing.WORDS`.
    stopped_because = models.CharField(max_length=12, default="", blank=True)
    due_at = models.DateTimeField()
    # How many messages there were, from them and from us, when it was approved: one more of either stops it.
    inbound_seen = models.PositiveIntegerField()
    outbound_seen = models.PositiveIntegerField()
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="follow_up")
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["business", "customer", "state"]),
            models.Index(fields=["due_at"], condition=models.Q(state="planned"), name="follow_ups_due"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FollowUpQuote(models.Model):
    """A quote that a follow-up names, as it stood when the words were approved."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="quotes")
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="follow_ups")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["follow_up", "version"], name="one_version_a_follow_up"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FollowUpApproval(models.Model):
    """Who approved which exact words, to whom, on which offer. Other words are another approval; this one then has an end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    recipients_hash = models.CharField(max_length=64)
    # Versions, totals, documents and last days, as one digest.
    offer_hash = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["follow_up"], condition=models.Q(ended_at=None), name="one_standing_follow_up_approval"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
