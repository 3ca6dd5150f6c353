from django.apps import AppConfig


class QuotingConfig(AppConfig):
    name = "handlet.quoting"
    label = "quoting"
