"""What drafting holds about a person: readings, drafts, approvals, saved replies of a business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlet.drafting.models import (
    Approval,
    Draft,
    Exemplar,
    FollowUp,
    FollowUpApproval,
    FollowUpQuote,
    FollowUpRules,
    LearnedTone,
    Memory,
    ModelRequest,
    ModelSettings,
    Outcome,
    SavedReply,
    StoredReading,
    Writing,
)
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding


class DraftingHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        if subject.kind == "business":
            return [
                Holding("words a model is writing", Writing.objects.filter(business_id=subject.id)),
                Holding("approvals of follow-ups", FollowUpApproval.objects.filter(business_id=subject.id)),
                Holding("quotes of follow-ups", FollowUpQuote.objects.filter(business_id=subject.id)),
                Holding("follow-ups", FollowUp.objects.filter(business_id=subject.id)),
                Holding("rules of follow-ups", FollowUpRules.objects.filter(business_id=subject.id)),
                Holding("requests to a language model", ModelRequest.objects.filter(business_id=subject.id)),
                Holding("settings of a language model", ModelSettings.objects.filter(business_id=subject.id)),
                Holding("outcomes of drafts", Outcome.objects.filter(business_id=subject.id)),
                Holding("memories", Memory.objects.filter(business_id=subject.id)),
                Holding("samples of style", Exemplar.objects.filter(business_id=subject.id)),
                Holding("learned tone", LearnedTone.objects.filter(business_id=subject.id)),
                Holding("approvals", Approval.objects.filter(business_id=subject.id)),
                Holding("drafts", Draft.objects.filter(business_id=subject.id)),
                Holding("readings", StoredReading.objects.filter(business_id=subject.id)),
                Holding("saved replies", SavedReply.objects.filter(business_id=subject.id)),
            ]
        return [
            Holding("words a model is writing", Writing.objects.filter(conversation__customer_id=subject.id)),
            Holding("approvals of follow-ups", FollowUpApproval.objects.filter(follow_up__customer_id=subject.id)),
            Holding("quotes of follow-ups", FollowUpQuote.objects.filter(follow_up__customer_id=subject.id)),
            Holding("follow-ups", FollowUp.objects.filter(customer_id=subject.id)),
            Holding("requests to a language model", ModelRequest.objects.filter(conversation__customer_id=subject.id)),
            Holding("outcomes of drafts", Outcome.objects.filter(conversation__customer_id=subject.id)),
            Holding("memories", Memory.objects.filter(customer_id=subject.id)),
            Holding("samples of style", Exemplar.objects.filter(customer_id=subject.id)),
            Holding("approvals", Approval.objects.filter(draft__conversation__customer_id=subject.id)),
            Holding("drafts", Draft.objects.filter(conversation__customer_id=subject.id)),
            Holding("readings", StoredReading.objects.filter(conversation__customer_id=subject.id)),
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        drafts = Draft.objects.filter(business_id=subject.business_id)
        outcomes = Outcome.objects.filter(business_id=subject.business_id)
        asked = ModelRequest.objects.filter(business_id=subject.business_id)
        memories = Memory.objects.filter(business_id=subject.business_id, state=Memory.State.CONFIRMED)
        follow_ups = FollowUp.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            follow_ups = follow_ups.filter(customer_id=subject.id)
            drafts = drafts.filter(conversation__customer_id=subject.id)
            outcomes = outcomes.filter(conversation__customer_id=subject.id)
            memories = memories.filter(customer_id=subject.id)
            asked = asked.filter(conversation__customer_id=subject.id)
        return {
            "follow_ups": [
                {"due_at": row.due_at, "state": row.state, "stopped_because": row.stopped_because, "text": row.text}
                for row in follow_ups.order_by("due_at")
            ],
            "requests_to_a_language_model": [
                {
                    "at": row.at,
                    "provider": row.provider,
                    "model": row.model,
                    "step": row.step,
                    "sent": row.sent,
                    "answer": row.answer,
                }
                for row in asked.order_by("at")
            ],
            "memories": [
                {"kind": row.kind, "text": row.text, "made_at": row.made_at} for row in memories.order_by("made_at")
            ],
            "outcomes_of_drafts": [
                {
                    "at": row.at,
                    "kind": row.kind,
                    "classes": row.classes,
                    "distance": str(row.distance) if row.distance is not None else None,
                    "intent": row.intent,
                    "right": row.verdict,
                    "reason": row.verdict_reason,
                }
                for row in outcomes.order_by("at")
            ],
            "drafts": [
                {
                    "made_at": row.made_at,
                    "state": row.state,
                    "subject": row.subject,
                    "text": row.text,
                    "engine": row.engine,
                }
                for row in drafts.order_by("made_at")
            ],
        }
