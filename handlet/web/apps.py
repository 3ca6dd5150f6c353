from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "handlet.web"
    label = "web"

    def ready(self) -> None:
        from handlet.accounts.banking import bank_changed
        from handlet.inbox.events import inbox_changed
        from handlet.web import bank_told, live

        inbox_changed.connect(live.tell, dispatch_uid="web.live")
        bank_changed.connect(bank_told.ask_to_tell, dispatch_uid="web.bank_told")
