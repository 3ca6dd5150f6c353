from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "handlet.web"
    label = "web"

    def ready(self) -> None:
        from handlet.inbox.events import inbox_changed
        from handlet.web import live

        inbox_changed.connect(live.tell, dispatch_uid="web.live")
