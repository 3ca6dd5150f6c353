from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "handlet.channels"
    label = "channels"
