from typing import Any

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "handlet.drafting"
    label = "drafting"

    def ready(self) -> None:
        from handlet.drafting.holding import DraftingHolder
        from handlet.inbox.events import message_received
        from handlet.privacy import walk
        from handlet.quoting.events import acceptance_reversed, quote_accepted, quote_cancelled, quote_declined

        walk.register("drafting", DraftingHolder(), height=60)
        message_received.connect(_propose, dispatch_uid="drafting.propose")
        quote_accepted.connect(_confirm, dispatch_uid="drafting.confirm")
        quote_cancelled.connect(_acknowledge, dispatch_uid="drafting.acknowledge")
        acceptance_reversed.connect(_tell_reversed, dispatch_uid="drafting.tell_reversed")
        quote_declined.connect(_note_declined, dispatch_uid="drafting.declined")


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
