from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "handlet.kit"
    label = "kit"
