from typing import Any

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "handlet.drafting"
    label = "drafting"

    def ready(self) -> None:
        from handlet.drafting.holding import DraftingHolder
        from handlet.inbox.events import message_received
        from handlet.privacy import walk

        walk.register("drafting", DraftingHolder(), height=60)
        message_received.connect(_propose, dispatch_uid="drafting.propose")


def _propose(sender: Any, message: Any, **announced: Any) -> None:
    """Old messages that a first sync brings ask for no draft."""
    from handlet.drafting.proposing import ask_to_propose

    if not message.historical and not message.automatic:
        ask_to_propose(business_id=message.business_id, conversation_id=message.conversation_id)
