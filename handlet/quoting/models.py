"""The price list, and quotes with their versions, lines, links and acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from handlet.accounts.models import Business, Membership
from handlet.customers.models import Customer
from handlet.inbox.models import Conversation, Message
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

    def quotable(self, today: date) -> models.QuerySet[PriceItem]:
        """Of these, what a customer asks for by name and what has a price by number of its own: no costs passed on or marked
        up, sums set aside, terms and guides. By the person it is priced for those who are said to come, else for the least.
        """
        return self.usable(today).filter(
            shape__in=["hourly", "call_out", "day", "half_day", "crew", "unit", "fixed", "certificate"]
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
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(20))
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
    """The whole affair, under one number of the business's own sequence. A variation hangs off an accepted one: 1043-V1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="quotes")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="quotes")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.SET_NULL, related_name="quotes")
    number = models.PositiveIntegerField()
    # A variation carries the number of the quote that it changes, and counts from 1; 0: no variation.
    variation = models.PositiveIntegerField(default=0)
    variation_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="variations")
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "number", "variation"], name="one_quote_a_number"),
            models.CheckConstraint(
                condition=Q(variation=0, variation_of=None) | Q(variation__gt=0, variation_of__isnull=False),
                name="variation_of_something",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "-created_at"])]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as people say it: 1043, or 1043-V1."""
        return f"{self.number}-V{self.variation}" if self.variation else str(self.number)


class QuoteVersion(SealedModel):
    """What was offered. Once issued it is frozen: structure, page text and PDF bytes are kept, with their hash.

    The database itself refuses a change to what was offered (migration 0006).
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", "Quote"
        ESTIMATE = "estimate", "Estimate"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        READY = "ready", "Ready"
        ISSUED = "issued", "Sent"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        EXPIRED = "expired", "Expired"
        WITHDRAWN = "withdrawn", "Withdrawn"
        SUPERSEDED = "superseded", "Replaced"
        CANCELLED = "cancelled", "Cancelled"

    class Seen(models.TextChoices):
        """On what the price stands."""

        VISITED = "visited", "Seen and measured"
        PHOTOS = "photos", "Seen in photos only"
        TOLD = "told", "Known from words only"

    class Setting(models.TextChoices):
        """Where the contract is made: it decides the paperwork (SI 2013/3134 reg. 5)."""

        HOME = "home", "Agreed at their home"
        AFTER_VISIT = "after_visit", "Agreed after a visit to their home"
        DISTANCE = "distance", "Agreed by message, phone or link, without meeting"
        PREMISES = "premises", "Agreed at your own premises"
        NOT_CONSUMER = "not_consumer", "The customer is no consumer"

    class Deposit(models.TextChoices):
        """Security and a first instalment differ in law."""

        DEPOSIT = "deposit", "A deposit, held as security"
        PART_PAYMENT = "part_payment", "A first part of the price"

    class Reason(models.TextChoices):
        """Why a quote was declined; the words beside it are sealed."""

        PRICE = "price", "The price"
        TIME = "time", "The date, or the wait"
        SOMEONE_ELSE = "someone_else", "Somebody else will do it"
        NOT_NOW = "not_now", "Not doing the work for now"
        SCOPE = "scope", "Not what was wanted"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUOTE)
    seen = models.CharField(max_length=10, choices=Seen, default="", blank=True)
    # Why a firm price was given for work that nobody has seen.
    kind_reason = SealedTextField(field_id="quoting.version.kind_reason")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    valid_until = models.DateField()
    # As `details.Details.to_json`: all words around the lines.
    details = SealedJSONField(field_id="quoting.version.details")
    revision = models.PositiveIntegerField(default=1)

    # Who it is for. Empty: as the customer's own page says.
    customer_kind = models.CharField(max_length=12, choices=Customer.Kind, default="", blank=True)
    customer_vat_registered = models.BooleanField(null=True, blank=True)
    # The payment is reported under CIS; the customer has said in writing that it is an end user or an intermediary.
    customer_reports_cis = models.BooleanField(null=True, blank=True)
    customer_end_user = models.BooleanField(null=True, blank=True)
    # {"words", "on", "message"}: that statement.
    end_user_statement = SealedJSONField(field_id="quoting.version.end_user_statement")

    # Tax. `nation`: england, scotland, wales or ni, of the site.
    nation = models.CharField(max_length=10, default="", blank=True)
    vat_registered = models.BooleanField(default=False)
    # Chosen by the owner; without it the start of the work counts, or the day of issue.
    assumed_tax_point = models.DateField(null=True, blank=True)
    reverse_charge = models.BooleanField(default=False)
    cis_percent = models.PositiveSmallIntegerField(null=True, blank=True)

    # Off the whole: a percentage, or pounds.
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    discount_pounds = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))

    # When: a window for the start; how long it takes stands in the details.
    start_from = models.DateField(null=True, blank=True)
    start_until = models.DateField(null=True, blank=True)

    # Money terms.
    deposit_kind = models.CharField(max_length=12, choices=Deposit, default="", blank=True)
    deposit_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    deposit_pounds = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    # [{"milestone": text, "percent": text or "", "pounds": text or ""}]; the last one takes the rest.
    stages = SealedJSONField(field_id="quoting.version.stages")
    payment_days = models.PositiveSmallIntegerField(null=True, blank=True)

    # Paperwork for consumers: on by default; off, or an urgent repair, only with a reason.
    contract_setting = models.CharField(max_length=14, choices=Setting, default="", blank=True)
    paperwork = models.BooleanField(default=True)
    paperwork_reason = SealedTextField(field_id="quoting.version.paperwork_reason")
    urgent_repair = models.BooleanField(default=False)
    urgent_reason = SealedTextField(field_id="quoting.version.urgent_reason")
    # Goods come with the work: the days to cancel then count from the last goods.
    with_goods = models.BooleanField(default=False)

    # [id of accounts.Credential] that this version names; None: all that are valid on the day of issue.
    credentials = models.JSONField(null=True, blank=True)

    # [{"code", "sentence", "by": id of a membership, "at"}]: what the owner was told before it went, and ticked.
    cautions_ticked = SealedJSONField(field_id="quoting.version.cautions_ticked")

    # Sums as issued. `low_pence` and `high_pence`: the range of an estimate.
    net_pence = models.BigIntegerField(null=True, blank=True)
    vat_pence = models.BigIntegerField(null=True, blank=True)
    gross_pence = models.BigIntegerField(null=True, blank=True)
    low_pence = models.BigIntegerField(null=True, blank=True)
    high_pence = models.BigIntegerField(null=True, blank=True)
    deposit_pence = models.BigIntegerField(null=True, blank=True)

    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)
    # The document as structured values, exactly as rendered; see `quoting.document.QuoteDocument`.
    frozen = SealedJSONField(field_id="quoting.version.frozen")
    pdf_blob = models.UUIDField(null=True, blank=True)
    document_hash = models.CharField(max_length=64, default="", blank=True)
    terms_hash = models.CharField(max_length=64, default="", blank=True)
    notice_version = models.CharField(max_length=40, default="", blank=True)

    # A person did something on the customer's page. A hint, never evidence.
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # The member who withdrew it, or recorded the no.
    decided_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason_kind = models.CharField(max_length=12, choices=Reason, default="", blank=True)
    reason = SealedTextField(field_id="quoting.version.reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["quote", "version"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["quote"], condition=Q(state="issued"), name="one_open_offer"),
            models.CheckConstraint(
                condition=Q(discount_percent__gte=0, discount_percent__lte=100, discount_pounds__gte=0),
                name="version_discount_in_range",
            ),
            models.CheckConstraint(
                condition=Q(deposit_percent__gte=0, deposit_percent__lte=100, deposit_pounds__gte=0),
                name="version_deposit_in_range",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "state"])]

    def __str__(self) -> str:
        return f"{self.quote_id} v{self.version}"

    @property
    def is_draft(self) -> bool:
        """Not sent yet, so it may be changed: a draft, or one that is ready."""
        return self.state in (self.State.DRAFT, self.State.READY)


class QuoteSection(SealedModel):
    """A heading under which lines stand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    title = SealedTextField(field_id="quoting.section.title")
    note = SealedTextField(field_id="quoting.section.note")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["business", "version", "position"])]

    def __str__(self) -> str:
        return str(self.id)


class QuoteLine(SealedModel):
    """One line. It knows where its price came from; one that nobody has looked at is not touched."""

    class Kind(models.TextChoices):
        LABOUR = "labour", "Labour"
        MATERIALS = "materials", "Materials"
        PLANT = "plant", "Plant hire"
        PASS_THROUGH = "pass_through", "Passed on at cost"
        PROVISIONAL = "provisional", "Provisional sum"
        CERTIFICATE = "certificate", "Certificate"
        FEE = "fee", "Fee"
        DISCOUNT = "discount", "Discount"

    class Origin(models.TextChoices):
        TYPED = "typed", "Typed by you"
        PRICE_ITEM = "price_item", "From your price list"
        PAST_QUOTE = "past_quote", "From an earlier quote"
        SUGGESTED = "suggested", "Suggested"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    version = models.ForeignKey(QuoteVersion, on_delete=models.CASCADE, related_name="lines")
    section = models.ForeignKey(QuoteSection, null=True, blank=True, on_delete=models.SET_NULL, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LABOUR)
    description = SealedTextField(field_id="quoting.line.description")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=20, default="each", blank=True)
    # Pounds, before VAT or with it (`includes_vat`). Less than nothing on a discount, or on a variation.
    unit_price = models.DecimalField(max_digits=12, decimal_places=4)
    includes_vat = models.BooleanField(default=False)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    # The range of an estimate: another quantity or price at its low and at its high end. Empty: as above.
    low_quantity = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    high_quantity = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    low_unit_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    high_unit_price = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    # A treatment of `vat.TABLE`; the rate is looked up there, and kept as it was on the day of issue. Empty: the rate came
    # without a treatment, and a reduced one cannot be issued before somebody says why.
    vat_treatment = models.CharField(max_length=24, default="standard", blank=True)
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(20))
    vat_reason = SealedTextField(field_id="quoting.line.vat_reason")
    # {"type", "on", "reference"}: what shows that a reduced or zero rate holds.
    vat_evidence = SealedJSONField(field_id="quoting.line.vat_evidence")
    optional = models.BooleanField(default=False)
    # In the total unless the customer takes it out: an option that the owner has ticked beforehand.
    chosen = models.BooleanField(default=False)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.TYPED)
    touched = models.BooleanField(default=True)
    # What must be answered before this line can be sent: an ambiguous match, a missing quantity.
    question = SealedTextField(field_id="quoting.line.question")
    price_item = models.ForeignKey(PriceItem, null=True, blank=True, on_delete=models.SET_NULL)
    price_item_version = models.PositiveIntegerField(null=True, blank=True)
    past_line = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    customer_words = SealedTextField(field_id="quoting.line.customer_words")
    # The owner's eyes only: what the whole line costs them in pounds (materials for CIS: as paid), and a note.
    cost_pounds = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    private_note = SealedTextField(field_id="quoting.line.private_note")
    # {"group", "asked": {hours, people …}, "quantity", "unit_price"}: of a price that was worked out for a job, the lines that
    # belong together, what was asked, and what it came to.
    worked_out = models.JSONField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(discount_percent__gte=0, discount_percent__lte=100), name="line_discount_in_range"
            ),
        ]
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
    # When it was last sent to them, or something was done on its page; opening a page is no use.
    used_at = models.DateTimeField(null=True, blank=True)
    # When a fresh way in last went to their address, because the link had rested.
    proof_sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Acceptance(SealedModel):
    """Somebody said yes to one exact version. One that stands a version; a reversed one is kept."""

    class Method(models.TextChoices):
        ONLINE = "online", "On the quote’s page"
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "Face to face"
        MESSAGE = "message", "In a message"

    class Place(models.TextChoices):
        """Where the owner was: it decides the paperwork."""

        THEIR_HOME = "their_home", "At their home"
        APART = "apart", "On the phone or writing"
        MY_PREMISES = "my_premises", "At my own premises"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    version = models.ForeignKey(QuoteVersion, on_delete=models.RESTRICT, related_name="acceptances")
    method = models.CharField(max_length=12, choices=Method)
    place = models.CharField(max_length=12, choices=Place, default="", blank=True)
    name = SealedTextField(field_id="quoting.acceptance.name")
    # “For my mother”: the holder of a link need not be the customer.
    relation = SealedTextField(field_id="quoting.acceptance.relation")
    # {"early_start": {"ticked": bool, "text": text}, …}: each with the exact words beside the box.
    ticks = SealedJSONField(field_id="quoting.acceptance.ticks")
    # {"address": cut network address, "agent": family, "words": text, "contact": where the link went}
    evidence = SealedJSONField(field_id="quoting.acceptance.evidence")
    # The words of the page on which the button stood.
    shown_text = SealedTextField(field_id="quoting.acceptance.shown_text")
    document_hash = models.CharField(max_length=64)
    terms_hash = models.CharField(max_length=64, default="", blank=True)
    notice_version = models.CharField(max_length=40, default="", blank=True)
    # [id of a QuoteLine]: the options chosen; the sums with them.
    chosen = models.JSONField(default=list, blank=True)
    gross_pence = models.BigIntegerField()
    net_pence = models.BigIntegerField(null=True, blank=True)
    vat_pence = models.BigIntegerField(null=True, blank=True)
    deposit_pence = models.BigIntegerField(null=True, blank=True)
    # [{"treatment", "rate", "net", "vat", "reverse_charge"}], pence.
    vat_rows = models.JSONField(default=list, blank=True)
    early_start = models.BooleanField(default=False)
    honoured_after_expiry = models.BooleanField(default=False)
    # The form that was posted: the same one twice is one yes.
    form_key = models.CharField(max_length=64, default="", blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL)
    # The message or reaction in which it was said, and the confirmation that went out.
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmation = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What the days to cancel count from (SI 2013/3134 reg. 30, 31).
    notice_given_at = models.DateTimeField(null=True, blank=True)
    goods_received_on = models.DateField(null=True, blank=True)
    work_started_at = models.DateTimeField(null=True, blank=True)
    # An early start asked for after the yes, on the page: as `ticks`, and the "name" that was typed.
    early_asked_at = models.DateTimeField(null=True, blank=True)
    early_ticks = SealedJSONField(field_id="quoting.acceptance.early_ticks")
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version"], condition=Q(reversed_at=None), name="one_standing_acceptance"),
        ]

    @property
    def asked_to_start(self) -> bool:
        """Whether the customer has asked for the work to begin in their days to cancel: with the yes, or after it."""
        return self.early_start or self.early_asked_at is not None

    @property
    def knows_right_ends(self) -> bool:
        """Whether they have said that they know that the right ends once the work is fully done (reg. 36)."""
        said = [(kept or {}).get("loses_right") or {} for kept in (self.ticks, self.early_ticks)]
        return any(bool(tick.get("ticked")) for tick in said)

    def __str__(self) -> str:
        return str(self.id)


class AcceptanceReversal(SealedModel):
    """A mistaken yes, undone: who, why, and that the customer was told. The acceptance itself is never edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    acceptance = models.OneToOneField(Acceptance, on_delete=models.CASCADE, related_name="reversal")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = SealedTextField(field_id="quoting.reversal.reason")
    at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return str(self.id)


class Cancellation(SealedModel):
    """An agreed quote that will not be done: the customer cancelled, in whatever words, or both agreed."""

    class How(models.TextChoices):
        RIGHT = "right", "The customer cancelled inside the cancellation period"
        AGREEMENT = "agreement", "Both agreed"

    class Method(models.TextChoices):
        ONLINE = "online", "On the quote’s page"
        FORM = "form", "With the form"
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "Face to face"
        MESSAGE = "message", "In a message"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    acceptance = models.OneToOneField(Acceptance, on_delete=models.CASCADE, related_name="cancellation")
    how = models.CharField(max_length=10, choices=How)
    method = models.CharField(max_length=10, choices=Method)
    words = SealedTextField(field_id="quoting.cancellation.words")
    name = SealedTextField(field_id="quoting.cancellation.name")
    # When it was said, and when it came to us; the sending counts (reg. 32).
    at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The last day of the period as known then; None: open.
    period_ended_on = models.DateField(null=True, blank=True)
    refund_due_by = models.DateField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledgement = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

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
