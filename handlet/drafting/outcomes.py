"""What became of each suggestion: noted when it is sent or discarded, judged by the owner afterwards, forgotten in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.drafting import learnable
from handlet.drafting.engine import classing, meaning
from handlet.drafting.models import Draft, Outcome, StoredReading
from handlet.drafting.unnaming import is_masked, people_of, unnamed
from handlet.drafting.wording import without_link
from handlet.inbox.models import Conversation, Message
from handlet.kit import ids
from handlet.kit.london import london_day

REASONS = {
    "wrong": "Something in it was wrong",
    "missing": "Something was missing",
    "tone": "It did not sound like me",
    "long": "It was too long",
    "asked": "It asked for the wrong things",
    "other": "Something else",
}
ASKED_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(days=1)
MOST_PIECES = 6
LONGEST_PIECE = 160


class NotAsked(Exception):
    """This suggestion was not sent, or its outcome is no longer held."""


class SayWhy(Exception):
    """“No” without a reason teaches nothing."""


def note_sent(*, draft: Draft, message: Message, text: str, now: datetime) -> Outcome | None:
    """Class what the owner changed in a suggestion, at the moment it is sent. None for a letter of the owner's own.

    Of somebody marked “no suggestions”, restricted or personal, only the count is kept, and no words.
    """
    if draft.written_by_owner:
        return None
    conversation = Conversation.objects.select_related("customer").get(pk=draft.conversation_id)
    today = london_day(now)
    # The address of their quote is put in by us after the proposal, so it is no change of the owner's.
    proposed, sent = (without_link(one).strip() for one in (draft.proposed_text, text))
    classed = classing.class_edit(proposed, sent, today=today)
    wish = str((draft.grounds or {}).get("wish") or "")
    if wish:
        # What took a wish to come out right was not right at first.
        left = [code for code in classed.classes if code != classing.AS_IS]
        classed = replace(classed, classes=[*left, classing.ASKED_AGAIN], filled_one_gap=False)
    learns = learnable.may_learn_from(conversation)
    return _noted(
        draft,
        conversation,
        now,
        message=message,
        kind=_kind(classed),
        classes=list(classed.classes),
        distance=str(classed.distance),
        filled_one_gap=classed.filled_one_gap,
        changes=_pieces(classed.changes, wish, conversation, now) if learns else None,
        sent_text=sent if learns and classed.distance else "",
    )


def note_discarded(*, draft: Draft, now: datetime) -> Outcome | None:
    """A suggestion that was not wanted. Nothing is asked and no words are kept."""
    if draft.written_by_owner:
        return None
    return _noted(draft, draft.conversation, now, kind=Outcome.Kind.DISCARDED)


def _noted(draft: Draft, conversation: Conversation, now: datetime, **what: Any) -> Outcome:
    return Outcome.objects.create(
        id=ids.uuid7(),
        business_id=draft.business_id,
        conversation=conversation,
        key_id=conversation.key_id,
        draft=draft,
        intent=_intent(conversation),
        engine=draft.engine,
        at=now,
        **what,
    )


def forget(draft: Draft) -> None:
    """The reply was taken back: nothing has become of the suggestion yet."""
    Outcome.objects.filter(draft=draft).delete()


def to_judge(conversation: Conversation, *, now: datetime) -> Outcome | None:
    """The last suggestion that was sent here, while it may be asked about: for a week, and after a “not now” once more."""
    last = (
        Outcome.objects.filter(conversation=conversation)
        .exclude(kind=Outcome.Kind.DISCARDED)
        .select_related("message")
        .order_by("-at")
        .first()
    )
    gone = last is not None and last.message is not None and last.message.delivery not in ("queued", "cancelled")
    return last if last is not None and gone and (is_asked_again(last, now=now) or _is_new(last, now)) else None


def is_asked_again(outcome: Outcome, *, now: datetime) -> bool:
    """“Not now” was said once, and a day or more has passed: it is asked one more time, for a week."""
    if outcome.verdict != Outcome.Verdict.NOT_NOW or outcome.verdict_at is None:
        return False
    return ASKED_AGAIN_AFTER <= now - outcome.verdict_at < ASKED_AGAIN_AFTER + ASKED_FOR


def _is_new(outcome: Outcome, now: datetime) -> bool:
    return not outcome.verdict and now - outcome.at <= ASKED_FOR


def judge(
    *, outcome: Outcome, by: Membership, verdict: str, reason: str = "", words: str = "", now: datetime
) -> Outcome:
    """“Was this right?” yes, no with a reason, or not now; the second “not now” is the last word. Sends and unsends nothing.

    Raises NotAsked, SayWhy.
    """
    to_change(by)
    if verdict not in (Outcome.Verdict.YES, Outcome.Verdict.NO, Outcome.Verdict.NOT_NOW):
        raise NotAsked("Answer with yes, no or not now.")
    if outcome.kind == Outcome.Kind.DISCARDED:
        raise NotAsked("This suggestion was not sent, so there is nothing to say about it.")
    if verdict == Outcome.Verdict.NO and reason not in REASONS:
        raise SayWhy("Say in a word what was not right.")
    if verdict == Outcome.Verdict.NOT_NOW and is_asked_again(outcome, now=now):
        verdict = Outcome.Verdict.LEFT
    outcome.verdict, outcome.verdict_at = verdict, now
    said = [REASONS[reason], words.strip()[:300]] if verdict == Outcome.Verdict.NO else []
    outcome.verdict_reason = ": ".join(part for part in said if part)
    outcome.save()
    return outcome


def _kind(classed: classing.Classed) -> str:
    if classed.classes == [classing.AS_IS]:
        return Outcome.Kind.AS_IS
    if classed.filled_one_gap:
        return Outcome.Kind.FILLED
    if {classing.REWRITE, classing.LANGUAGE} & set(classed.classes):
        return Outcome.Kind.REWRITTEN
    return Outcome.Kind.CHANGED


def _intent(conversation: Conversation) -> str:
    reading = StoredReading.objects.filter(conversation=conversation).first()
    return reading.intent if reading is not None else "other"


def _pieces(changes: classing.Changes, wish: str, conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """Short pieces with nobody in them; a piece that names, dates or prices is not kept at all."""
    people, today = people_of(conversation.customer), london_day(now)

    def clean(text: str) -> bool:
        return len(text) <= LONGEST_PIECE and not is_masked(unnamed(text, people=people, today=today))

    kept: dict[str, Any] = {
        "swaps": [[old, new] for old, new in changes.swaps if clean(f"{old}. {new}")][:MOST_PIECES],
        "asked": [text for text in changes.asked if clean(text)][:MOST_PIECES],
        "added": [text for text in changes.added if clean(text)][:MOST_PIECES],
        "wishes": meaning.of_wish(wish)[:MOST_PIECES],
        "removed": [text for text in changes.removed if clean(text)][:MOST_PIECES],
    }
    return kept if any(kept.values()) else None
