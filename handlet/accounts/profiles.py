"""What configures a business: its profile, its credentials, its tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlet.accounts.access import to_own
from handlet.accounts.models import Business, BusinessProfile, Credential, Membership
from handlet.kit import ids, sealing
from handlet.kit.vat_numbers import is_vat_number


class NotAVatNumber(Exception):
    """Nine digits whose check does not come out."""


WORDS = ("legal_name", "address", "phone", "email", "area", "hours", "terms", "privacy_contact")
# What quotes need beside these: words that are sealed, choices and days.
QUOTE_WORDS = ("registered_office", "partners", "payment_terms", "letterhead", "complaints")
QUOTE_VALUES = ("registered_in", "nation", "vat_from", "vat_until", "cis_status", "payment_days")


def change_profile(*, by: Membership, values: Mapping[str, Any], now: datetime) -> BusinessProfile:
    """Set what the profile page asks. Raises NotAVatNumber; access.ReadsOnly."""
    to_own(by)
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    registered = bool(values["vat_registered"])
    number = str(values["vat_number"]) if registered else ""
    if number and not is_vat_number(number):
        raise NotAVatNumber("This is not a VAT number: check the nine digits on your certificate.")
    Business.objects.filter(pk=by.business_id).update(name=values["name"].strip()[:120], trade=values["trade"])
    for name in WORDS:
        setattr(profile, name, str(values.get(name) or "").strip())
    for name in QUOTE_WORDS:
        if name in values:
            setattr(profile, name, str(values[name] or "").strip())
    for name in QUOTE_VALUES:
        if name in values:
            setattr(profile, name, values[name])
    profile.legal_form = values["legal_form"]
    profile.company_number = str(values.get("company_number") or "").strip()[:20]
    profile.vat_registered, profile.vat_number = registered, number
    profile.not_done = [line.strip() for line in str(values.get("not_done") or "").splitlines() if line.strip()]
    profile.quote_valid_days = values["quote_valid_days"]
    profile.updated_at = now
    profile.save()
    return profile


def change_tone(*, by: Membership, tone: Mapping[str, Any], now: datetime) -> None:
    """Greetings, sign-off, emoji, formality, length. Raises access.ReadsOnly."""
    to_own(by)
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    profile.tone, profile.updated_at = dict(tone), now
    profile.save()


def tell_opened(*, by: Membership, on: bool) -> None:
    """Whether the owner is told that a quote was opened; the customer’s page then says so. Raises access.ReadsOnly."""
    to_own(by)
    BusinessProfile.objects.filter(business_id=by.business_id).update(tells_opened=on)


def add_credential(
    *,
    by: Membership,
    scheme: str,
    number: str,
    holder: str,
    valid_until: date | None,
    valid_from: date | None = None,
    nation: str = "",
    categories: Sequence[str] = (),
) -> Credential:
    """nation: where it holds, empty for everywhere. categories: kinds of work it covers, none for all. Raises access.ReadsOnly."""
    to_own(by)
    return Credential.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "business", by.business_id),
        scheme=scheme.strip(),
        number=number.strip(),
        holder=holder.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
        nation=nation,
        categories=[kind.strip()[:80] for kind in categories if kind.strip()],
    )
