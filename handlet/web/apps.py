from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "handlet.web"
    label = "web"
