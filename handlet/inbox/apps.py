from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "handlet.inbox"
    label = "inbox"

    def ready(self) -> None:
        from handlet.inbox.holding import InboxHolder
        from handlet.privacy import walk

        walk.register("inbox", InboxHolder(), height=40)
