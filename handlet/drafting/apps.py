from typing import Any

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "handlet.drafting"
    label = "drafting"

    def ready(self) -> None:
        from handlet.drafting.holding import DraftingHolder
        from handlet.inbox.events import message_received
        from handlet.privacy import walk
        from handlet.quoting.events import quote_accepted, quote_declined

        walk.register("drafting", DraftingHolder(), height=60)
        message_received.connect(_propose, dispatch_uid="drafting.propose")
        quote_accepted.connect(_confirm, dispatch_uid="drafting.confirm")
        quote_declined.connect(_note_declined, dispatch_uid="drafting.declined")


def _propose(sender: Any, message: Any, **announced: Any) -> None:
    """Old messages that a first sync brings ask for no draft."""
    from handlet.drafting.proposing import ask_to_propose

    if not message.historical and not message.automatic:
        ask_to_propose(business_id=message.business_id, conversation_id=message.conversation_id)


def _confirm(sender: Any, version: Any, **announced: Any) -> None:
    from procrastinate.contrib.django import app

    app.configure_task("handlet.drafting.tasks.confirm").defer(
        business_id=str(version.business_id), version_id=str(version.id)
    )


def _note_declined(sender: Any, version: Any, **announced: Any) -> None:
    from handlet.inbox import notes

    conversation = version.quote.conversation
    if conversation is not None:
        notes.note_headline(conversation=conversation, headline="declined", state="needs_reply")
