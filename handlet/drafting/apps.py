from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "handlet.drafting"
    label = "drafting"
