"""What drafting holds about a person: readings, drafts, approvals, saved replies of a business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlet.drafting.models import Approval, Draft, SavedReply, StoredReading
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding


class DraftingHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        if subject.kind == "business":
            return [
                Holding("approvals", Approval.objects.filter(business_id=subject.id)),
                Holding("drafts", Draft.objects.filter(business_id=subject.id)),
                Holding("readings", StoredReading.objects.filter(business_id=subject.id)),
                Holding("saved replies", SavedReply.objects.filter(business_id=subject.id)),
            ]
        return [
            Holding("approvals", Approval.objects.filter(draft__conversation__customer_id=subject.id)),
            Holding("drafts", Draft.objects.filter(conversation__customer_id=subject.id)),
            Holding("readings", StoredReading.objects.filter(conversation__customer_id=subject.id)),
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        drafts = Draft.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            drafts = drafts.filter(conversation__customer_id=subject.id)
        return {
            "drafts": [
                {
                    "made_at": row.made_at,
                    "state": row.state,
                    "subject": row.subject,
                    "text": row.text,
                    "engine": row.engine,
                }
                for row in drafts.order_by("made_at")
            ]
        }
