from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "handlet.inbox"
    label = "inbox"
