"""The price list, and quotes with their versions, lines, links and acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from handlet.accounts.models import Business, Membership
from handlet.customers.models import Customer
from handlet.inbox.models import Conversation
from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField


class PriceItemManager(models.Manager["PriceItem"]):
    def listed(self) -> models.QuerySet[PriceItem]:
        """The list as the owner keeps it, examples included."""
        return self.filter(retired_at=None).order_by("position", "code")

    def usable(self, today: date) -> models.QuerySet[PriceItem]:
        """What may be quoted from on that day: confirmed by the owner, and valid."""
        return self.listed().filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gte=today),
            confirmed=True,
        )

    def rules_in_words(self, business_id: UUID) -> Sequence[str]:
        """The owner's rules on charging, in their own words."""
        rules = PricingRule.objects.filter(business_id=business_id).order_by("position", "id")
        return list(rules.values_list("text", flat=True))


class PriceItem(models.Model):
    """One price of the owner's. An example price cannot be quoted from until the owner confirms it.

    A change makes `version` grow; lines of quotes remember the version they were taken from. `shape` says how it is
    charged (`shapes.SHAPES`) and `shape_values` holds that shape's own fields as `shapes.to_json` wrote them; `unit` and
    `unit_price` are its headline, with VAT in it where `includes_vat`.
    """

    class Shape(models.TextChoices):
        HOURLY = "hourly", "By the hour"
        CALL_OUT = "call_out", "Call-out or first hour, then by the hour"
        DAY = "day", "By the day"
        HALF_DAY = "half_day", "By the half day"
        CREW = "crew", "By the hour and person"
        UNIT = "unit", "By measure or number"
        FIXED = "fixed", "A fixed price for a job"
        MATERIALS = "materials", "Materials at cost, and something on top"
        CONSUMABLES = "consumables", "An allowance for small materials"
        PASS_THROUGH = "pass_through", "Passed on at cost"
        PROVISIONAL = "provisional", "A provisional sum"
        CERTIFICATE = "certificate", "A certificate or paperwork"
        NO_SHOW = "no_show", "Nobody in, or changed late"
        GUIDE = "guide", "A guide price, never firm"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="price_items")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=400, default="", blank=True)
    shape = models.CharField(max_length=12, choices=Shape, default=Shape.UNIT)
    shape_values = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=20, default="each")
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    includes_vat = models.BooleanField(default=False)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=20)
    # A treatment of `vat.TABLE`, which then says the rate of the day; empty where the owner has picked none.
    vat_treatment = models.CharField(max_length=24, default="", blank=True)
    min_qty = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    may_be_firm = models.BooleanField(default=True)
    trade = models.CharField(max_length=20, default="", blank=True)
    category = models.CharField(max_length=60, default="", blank=True)
    # What customers call it: [text]. What the price does not cover: [sentence].
    synonyms = models.JSONField(default=list, blank=True)
    exclusions = models.JSONField(default=list, blank=True)
    # [{"rule": as `rules.to_json`, "words": what it was read from}]; None: read from the words of the list. [] is a decision.
    rules = models.JSONField(null=True, blank=True)
    # Suggested rules that the owner does not want: [as `rules.to_json`].
    rules_dropped = models.JSONField(default=list, blank=True)
    confirmed = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PriceItemManager] = PriceItemManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "code"], condition=Q(retired_at=None), name="one_item_a_code"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.code


class PricingRule(models.Model):
    """A rule on charging, in the owner's words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    text = models.CharField(max_length=400)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.id)


class PriceImport(models.Model):
    """A file that was read: what was understood, and once applied, how the list stood before, so that it can be undone."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Waiting for your yes"
        APPLIED = "applied", "On your list"
        UNDONE = "undone", "Undone"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    # [as `importing.ReadRow.to_json`]
    rows = models.JSONField(default=list)
    # {id of an item: its values as they were, or None for one that was new; "version" is the one the import made}
    before = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-made_at"])]

    def __str__(self) -> str:
        return str(self.id)


class Quote(SealedModel):
    """The whole affair, under one number of the business's own sequence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="quotes")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="quotes")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="quotes")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "number"], name="one_quote_a_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-created_at"])]

    def __str__(self) -> str:
        return str(self.number)


class QuoteVersion(SealedModel):
    """What was offered. Once issued it is frozen: structure, page text and PDF bytes are kept, with their hash."""

    class Kind(models.TextChoices):
        QUOTE = "quote", "Quote"
        ESTIMATE = "estimate", "Estimate"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Sent"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        EXPIRED = "expired", "Expired"
        WITHDRAWN = "withdrawn", "Withdrawn"
        SUPERSEDED = "superseded", "Replaced"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUOTE)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    valid_until = models.DateField()
    # {"scope", "exclusions": [text], "timing", "payment", "site", "customer_name"}
    details = SealedJSONField(field_id="quoting.version.details")
    revision = models.PositiveIntegerField(default=1)
    vat_registered = models.BooleanField(default=False)
    net_pence = models.BigIntegerField(null=True, blank=True)
    vat_pence = models.BigIntegerField(null=True, blank=True)
    gross_pence = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)
    # The document as structured values, exactly as rendered; see `quoting.document.QuoteDocument`.
    frozen = SealedJSONField(field_id="quoting.version.frozen")
    pdf_blob = models.UUIDField(null=True, blank=True)
    document_hash = models.CharField(max_length=64, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField(field_id="quoting.version.reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["quote", "version"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["quote"], condition=Q(state="issued"), name="one_open_offer"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "state"])]

    def __str__(self) -> str:
        return f"{self.quote_id} v{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class QuoteLine(SealedModel):
    """One line. It knows where its price came from; one that nobody has looked at is not touched."""

    class Origin(models.TextChoices):
        TYPED = "typed", "Typed by you"
        PRICE_ITEM = "price_item", "From your price list"
        SUGGESTED = "suggested", "Suggested"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    description = SealedTextField(field_id="quoting.line.description")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=20, default="each", blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=20)
    optional = models.BooleanField(default=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.TYPED)
    touched = models.BooleanField(default=True)
    price_item = models.ForeignKey(PriceItem, null=True, blank=True, on_delete=models.SET_NULL)
    price_item_version = models.PositiveIntegerField(null=True, blank=True)
    customer_words = SealedTextField(field_id="quoting.line.customer_words")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "version", "position"])]

    def __str__(self) -> str:
        return str(self.id)


class QuoteLink(SealedModel):
    """The one address at which a customer sees one quote. Found by hash; the token itself is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    quote = models.OneToOneField(Quote, on_delete=models.CASCADE, related_name="link")
    token = SealedTextField(field_id="quoting.link.token")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Acceptance(SealedModel):
    """Somebody said yes to one exact version. One that stands a version; a reversed one is kept."""

    class Method(models.TextChoices):
        ONLINE = "online", "On the quote’s page"
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "Face to face"
        MESSAGE = "message", "In a message"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    version = models.ForeignKey(QuoteVersion, on_delete=models.RESTRICT, related_name="acceptances")
    method = models.CharField(max_length=12, choices=Method)
    name = SealedTextField(field_id="quoting.acceptance.name")
    # {"early_start": {"ticked": bool, "text": text}, …}: each with the exact words beside the box.
    ticks = SealedJSONField(field_id="quoting.acceptance.ticks")
    # {"address": cut network address, "agent": family, "words": text, "where": text}
    evidence = SealedJSONField(field_id="quoting.acceptance.evidence")
    document_hash = models.CharField(max_length=64)
    gross_pence = models.BigIntegerField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversal_reason = SealedTextField(field_id="quoting.acceptance.reversal_reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version"], condition=Q(reversed_at=None), name="one_standing_acceptance"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AgreedRate(SealedModel):
    """The price of one item for one customer, where the owner agreed another one with them. Used first for them, for nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="agreed_rates")
    item = models.ForeignKey(PriceItem, on_delete=models.CASCADE, related_name="agreed_rates")
    # Pounds before VAT, as text: money is sealed here because it is a fact about one person.
    unit_price = SealedTextField(field_id="quoting.agreed_rate.unit_price")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "item"], name="one_agreed_rate"),
        ]

    def __str__(self) -> str:
        return str(self.id)
