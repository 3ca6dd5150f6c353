from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "handlet.operations"
    label = "operations"
