"""What time ends here, by the rules in `personal_data.py`: words to learn from, pieces of changes, counts, drafts set aside."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlet.drafting.models import Draft, FollowUp, ModelRequest, Outcome, Writing

# The register's rules `learning`, `changes`, `outcomes`, `set_aside`, `model_requests` and `follow_ups`.
SENT_TEXT = timedelta(days=7)
CHANGES = timedelta(days=90)
OUTCOMES = timedelta(days=365)
SET_ASIDE = timedelta(days=30)
MODEL_REQUESTS = timedelta(days=30)
WRITING = timedelta(days=1)
FOLLOW_UPS = timedelta(days=365)


def forget_due(*, now: datetime) -> int:
    """Empty and delete what is over its period; how many rows. Needs a transaction of the business; doing it again finds nothing.

    A draft that was sent keeps its row (the approval points at it, with the digest of the text) and loses its words: what was
    sent stands in the inbox as a message, under the rule for messages.
    """
    count = Outcome.objects.filter(at__lt=now - OUTCOMES).delete()[0]
    count += ModelRequest.objects.filter(at__lt=now - MODEL_REQUESTS).delete()[0]
    # A worker that was killed leaves half a sentence behind.
    count += Writing.objects.filter(started_at__lt=now - WRITING).delete()[0]
    count += Outcome.objects.filter(at__lt=now - SENT_TEXT).exclude(sent_text=None).update(sent_text=None)
    count += Outcome.objects.filter(at__lt=now - CHANGES).exclude(changes=None).update(changes=None)
    count += FollowUp.objects.filter(ended_at__lt=now - FOLLOW_UPS).delete()[0]
    ended = FollowUp.objects.filter(ended_at__lt=now - SENT_TEXT).exclude(text=None, proposed_text=None)
    count += ended.update(text=None, proposed_text=None)
    sent = Draft.objects.filter(state=Draft.State.APPROVED, decided_at__lt=now - SENT_TEXT)
    count += sent.exclude(text=None, proposed_text=None, grounds=None).update(
        subject=None, text=None, proposed_text=None, grounds=None
    )
    aside = Draft.objects.filter(state__in=(Draft.State.DISCARDED, Draft.State.STALE), decided_at__lt=now - SET_ASIDE)
    count += aside.filter(approvals=None).delete()[0]
    kept = aside.exclude(approvals=None).exclude(text=None, proposed_text=None, grounds=None)
    count += Draft.objects.filter(pk__in=kept.values("pk")).update(
        subject=None, text=None, proposed_text=None, grounds=None
    )
    return count
