"""Users, businesses and memberships. A user signs in; a business owns its rows; a membership joins the two."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from handlet.kit.ids import uuid7
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. The address is plain at rest, because sign-in matches on it; see docs/privacy.md."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    date_joined = models.DateTimeField()
    terms_version = models.CharField(max_length=20, default="", blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.id)

    def get_full_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """No Django admin here; some libraries ask."""
        return False


class Business(models.Model):
    """A tenant. Every tenant-owned row carries its id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    trade = models.CharField(max_length=40)
    slug = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField()
    closing_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class BusinessProfile(SealedModel):
    """What configures the service and personalises suggestions. One a business, under the business's own key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="profile")
    legal_form = models.CharField(
        max_length=20,
        default="sole_trader",
        choices=[
            ("sole_trader", "Sole trader"),
            ("partnership", "Partnership"),
            ("llp", "Limited liability partnership"),
            ("company", "Limited company"),
        ],
    )
    legal_name = SealedTextField(field_id="accounts.profile.legal_name")
    company_number = models.CharField(max_length=20, default="", blank=True)
    # The part of the UK where a company is registered, as its papers must say: “England and Wales”.
    registered_in = models.CharField(max_length=40, default="", blank=True)
    # Of a company, where its office is not at the business address.
    registered_office = SealedTextField(field_id="accounts.profile.registered_office")
    # Of a partnership: all names, or where the list can be seen.
    partners = SealedTextField(field_id="accounts.profile.partners")
    address = SealedTextField(field_id="accounts.profile.address")
    phone = SealedTextField(field_id="accounts.profile.phone")
    email = SealedTextField(field_id="accounts.profile.email")
    vat_registered = models.BooleanField(default=False)
    vat_number = models.CharField(max_length=20, default="", blank=True)
    vat_from = models.DateField(null=True, blank=True)
    vat_until = models.DateField(null=True, blank=True)
    # What a contractor takes off under CIS when it pays: nothing, 20 or 30 per cent.
    cis_status = models.CharField(
        max_length=10,
        default="",
        blank=True,
        choices=[
            ("gross", "Paid gross: nothing is taken off"),
            ("registered", "Registered: 20 % is taken off"),
            ("other", "Not registered, or not verified: 30 % is taken off"),
        ],
    )
    nation = models.CharField(
        max_length=10,
        default="england",
        choices=[("england", "England"), ("scotland", "Scotland"), ("wales", "Wales"), ("ni", "Northern Ireland")],
    )
    area = SealedTextField(field_id="accounts.profile.area")
    hours = SealedTextField(field_id="accounts.profile.hours")
    # A list of kinds of work never done, in the owner's words.
    not_done = SealedJSONField(field_id="accounts.profile.not_done")
    # {"greetings": [text], "signoff": text, "emoji": bool, "formality": text, "max_words": int}, and once it was set or learned
    # "levels" (0 to 4 each) and "learned" (greeting and sign-off with their reasons and what stood before).
    tone = SealedJSONField(field_id="accounts.profile.tone")
    terms = SealedTextField(field_id="accounts.profile.terms")
    quote_valid_days = models.PositiveSmallIntegerField(default=30)
    # What stands on a quote unless it says otherwise: how it is paid, and within how many days.
    payment_terms = SealedTextField(field_id="accounts.profile.payment_terms")
    payment_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Where a customer complains, and a line under the name on the letterhead.
    complaints = SealedTextField(field_id="accounts.profile.complaints")
    letterhead = SealedTextField(field_id="accounts.profile.letterhead")
    # A sealed file: the logo as a PNG that we made.
    logo_blob = models.UUIDField(null=True, blank=True)
    # {"name", "sort_code", "account"}: changed by `banking.change` only, which tells every member.
    bank = SealedJSONField(field_id="accounts.profile.bank")
    bank_changed_at = models.DateTimeField(null=True, blank=True)
    # Whether the owner wants to know that a quote was opened; the customer's page then says so.
    tells_opened = models.BooleanField(default=False)
    privacy_contact = SealedTextField(field_id="accounts.profile.privacy_contact")
    setup_step = models.CharField(max_length=20, default="profile")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Credential(SealedModel):
    """A membership of a scheme, a registration or an insurance: the only source from which a text may name one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="credentials")
    scheme = models.CharField(max_length=80)
    number = SealedTextField(field_id="accounts.credential.number")
    holder = SealedTextField(field_id="accounts.credential.holder")
    nation = models.CharField(max_length=20, default="", blank=True)
    # Kinds of work it covers, in the scheme's words: [text].
    categories = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    # A sealed file: the card or certificate.
    proof_blob = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.scheme


class Membership(models.Model):
    """One person's part in one business. One person a login: who let this out must have an answer."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        MEMBER = "member", "Member"
        READER = "reader", "Reads only"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["business", "user"], name="one_membership_each"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ApiToken(models.Model):
    """A key for the API: stored as a hash, shown once. Acts for one membership."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(max_length=60)
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class SecurityEvent(models.Model):
    """Something a person should be able to see about their sign-in: kind, time, cut address, family of device."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="security_events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    cut_address = models.CharField(max_length=45, default="", blank=True)
    device = models.CharField(max_length=60, default="", blank=True)

    def __str__(self) -> str:
        return self.kind


class Throttle(models.Model):
    """How often a keyed hash was seen in the current window. Rows older than their window are swept."""

    key = models.CharField(primary_key=True, max_length=120)
    win = models.BigIntegerField()
    uses = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        db_table = "accounts_throttle"

    def __str__(self) -> str:
        return self.key


class SharedCount(models.Model):
    """A count of tries at a sign-in, or a code that was used, for all web processes (`accounts/counts.py`). Old rows are swept."""

    key = models.CharField(primary_key=True, max_length=64)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_sharedcount"

    def __str__(self) -> str:
        return self.key
