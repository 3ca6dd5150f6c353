"""What is held of a business and its people. (`accounts` lies below this room, so its holder lives here.)

The business's row stays as an empty shell: the consent ledger, which the law lets us keep, hangs on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlet.accounts import logos
from handlet.accounts.models import ApiToken, Business, BusinessProfile, Credential, Membership, User
from handlet.accounts.tenancy import acting_for
from handlet.kit import ids
from handlet.privacy.models import ConsentRecord
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding

LEDGER = "Proof of what was agreed to and withdrawn, for six years. It names nobody."


class AccountHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        if subject.kind != "business":
            return []
        mine: dict[str, Any] = {"business_id": subject.id}
        alone = [
            member.user_id for member in Membership.objects.filter(**mine) if not _elsewhere(member.user_id, subject.id)
        ]
        return [
            Holding("API keys", ApiToken.objects.filter(**mine)),
            Holding("credentials", Credential.objects.filter(**mine), blobs=("proof_blob",)),
            Holding("profiles", BusinessProfile.objects.filter(**mine), blobs=("logo_blob",)),
            Holding("accounts", User.objects.filter(pk__in=alone)),
            Holding("memberships", Membership.objects.filter(**mine)),
            Holding("lines of the consent ledger", ConsentRecord.objects.filter(**mine), because=LEDGER),
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        if subject.kind != "business":
            return {}
        business = Business.objects.select_related("profile").get(pk=subject.id)
        profile = business.profile
        logo = logos.logo_of(profile)
        return {
            **({"logo.png": logo} if logo is not None else {}),
            "business": {
                "name": business.name,
                "trade": business.trade,
                "since": business.created_at,
                "legal_name": profile.legal_name,
                "address": profile.address,
                "phone": profile.phone,
                "email": profile.email,
                "company_number": profile.company_number,
                "registered_in": profile.registered_in,
                "registered_office": profile.registered_office,
                "partners": profile.partners,
                "vat_number": profile.vat_number,
                "cis_status": profile.cis_status,
                "bank": profile.bank,
                "payment_terms": profile.payment_terms,
                "complaints": profile.complaints,
                "letterhead": profile.letterhead,
                "area": profile.area,
                "hours": profile.hours,
                "tone": profile.tone,
                "terms": profile.terms,
            },
            "credentials": [
                {
                    "scheme": row.scheme,
                    "number": row.number,
                    "holder": row.holder,
                    "nation": row.nation,
                    "categories": row.categories,
                    "valid_from": row.valid_from,
                    "valid_until": row.valid_until,
                    "checked_on": row.checked_on,
                }
                for row in Credential.objects.filter(business_id=subject.id).order_by("scheme")
            ],
            "account": [
                {"name": member.user.name, "email": member.user.email, "role": member.role, "since": member.since}
                for member in Membership.objects.filter(business_id=subject.id).select_related("user")
            ],
            "consents": [
                {"event": line.event, "scope": line.scope, "at": line.at, "notice": line.notice.text}
                for line in ConsentRecord.objects.filter(business_id=subject.id).order_by("sequence")
            ],
        }

    def keep(self, subject: Subject, now: datetime) -> None:
        """The shell keeps its id and nothing that names anybody."""
        if subject.kind == "business":
            Business.objects.filter(pk=subject.id).update(
                name="", trade="", slug=f"gone-{ids.token(96)}", closing_at=now
            )


def _elsewhere(user_id: uuid.UUID, business_id: uuid.UUID) -> bool:
    """Whether the person belongs to another business: then their account is not this business's to delete."""
    with acting_for(None, user_id):
        return Membership.objects.filter(user_id=user_id).exclude(business_id=business_id).exists()
