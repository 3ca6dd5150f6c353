from typing import Any

from django.apps import AppConfig


class QuotingConfig(AppConfig):
    name = "handlet.quoting"
    label = "quoting"

    def ready(self) -> None:
        from handlet.inbox.events import message_settled
        from handlet.privacy import walk
        from handlet.quoting.holding import QuotingHolder

        walk.register("quoting", QuotingHolder(), height=50)
        message_settled.connect(_note_links, dispatch_uid="quoting.links.sent")


def _note_links(sender: Any, message: Any, now: Any, **announced: Any) -> None:
    from handlet.quoting import links

    links.note_sent(message, now=now)
