from typing import Any

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "handlet.drafting"
    label = "drafting"

    def ready(self) -> None:
        from handlet.drafting.holding import DraftingHolder
        from handlet.inbox.events import inbox_changed, message_leaving, message_received, message_settled
        from handlet.privacy import walk
        from handlet.quoting import events
        from handlet.quoting.events import acceptance_reversed, quote_accepted, quote_cancelled, quote_declined

        walk.register("drafting", DraftingHolder(), height=60)
        message_received.connect(_propose, dispatch_uid="drafting.propose")
        quote_accepted.connect(_confirm, dispatch_uid="drafting.confirm")
        quote_cancelled.connect(_acknowledge, dispatch_uid="drafting.acknowledge")
        acceptance_reversed.connect(_tell_reversed, dispatch_uid="drafting.tell_reversed")
        quote_declined.connect(_note_declined, dispatch_uid="drafting.declined")
        message_received.connect(_follow_up_after_words, dispatch_uid="drafting.follow_ups.received")
        message_leaving.connect(_may_reply_leave, dispatch_uid="drafting.replies.leaving")
        message_leaving.connect(_may_follow_up_leave, dispatch_uid="drafting.follow_ups.leaving")
        message_settled.connect(_follow_up_settled, dispatch_uid="drafting.follow_ups.settled")
        inbox_changed.connect(_follow_up_changed, dispatch_uid="drafting.follow_ups.changed")
        for decided in (
            events.quote_issued,
            events.quote_taken_back,
            events.quote_accepted,
            events.quote_declined,
            events.quote_withdrawn,
            events.quote_superseded,
            events.quote_expired,
            events.quote_cancelled,
        ):
            decided.connect(_follow_up_after_quote, dispatch_uid=f"drafting.follow_ups.{id(decided)}")


def _propose(sender: Any, message: Any, **announced: Any) -> None:
    """Old messages that a first sync brings ask for no draft."""
    from handlet.drafting.proposing import ask_to_propose

    if not message.historical and not message.automatic:
        ask_to_propose(business_id=message.business_id, conversation_id=message.conversation_id)


def _confirm(sender: Any, version: Any, **announced: Any) -> None:
    _defer("confirm", business_id=str(version.business_id), version_id=str(version.id))


def _acknowledge(sender: Any, version: Any, **announced: Any) -> None:
    _defer("acknowledge", business_id=str(version.business_id), version_id=str(version.id))


def _tell_reversed(sender: Any, version: Any, acceptance: Any, **announced: Any) -> None:
    _defer("tell_reversed", business_id=str(version.business_id), acceptance_id=str(acceptance.id))


def _defer(task: str, **values: str) -> None:
    from procrastinate.contrib.django import app

    app.configure_task(f"handlet.drafting.tasks.{task}").defer(**values)


def _note_declined(sender: Any, version: Any, **announced: Any) -> None:
    from handlet.inbox import notes

    conversation = version.quote.conversation
    if conversation is not None:
        notes.note_headline(conversation=conversation, headline="declined", state="needs_reply")


def _follow_up_after_words(sender: Any, message: Any, now: Any, **announced: Any) -> None:
    """In the transaction that brings the words: nothing planned outlives them."""
    from handlet.drafting.following import planning

    planning.reconsider(conversation_id=message.conversation_id, now=now)


def _follow_up_after_quote(sender: Any, version: Any, now: Any, **announced: Any) -> None:
    from handlet.drafting.following import planning

    if version.quote.conversation_id is not None:
        planning.reconsider(conversation_id=version.quote.conversation_id, now=now)


def _follow_up_changed(sender: Any, business_id: Any, conversation_id: Any, **announced: Any) -> None:
    """Written to, closed, marked personal, a complaint read: whatever it was, look at what is planned."""
    from procrastinate.contrib.django import app

    from handlet.drafting.models import FollowUp

    if FollowUp.objects.filter(conversation_id=conversation_id, state=FollowUp.State.PLANNED).exists():
        app.configure_task("handlet.drafting.tasks.reconsider_follow_ups").defer(
            business_id=str(business_id), conversation_id=str(conversation_id)
        )


def _may_reply_leave(sender: Any, message: Any, **announced: Any) -> Any:
    from handlet.drafting import approval

    return approval.before_leaving(message)


def _may_follow_up_leave(sender: Any, message: Any, now: Any, **announced: Any) -> Any:
    from handlet.drafting.following import sending

    return sending.before_leaving(message, now=now)


def _follow_up_settled(sender: Any, message: Any, now: Any, **announced: Any) -> None:
    from handlet.drafting.following import sending

    sending.note_settled(message, now=now)
