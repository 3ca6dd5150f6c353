from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "handlet.channels"
    label = "channels"

    def ready(self) -> None:
        from handlet.channels.holding import ChannelsHolder
        from handlet.privacy import walk

        walk.register("channels", ChannelsHolder(), height=30)
