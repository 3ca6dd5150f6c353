from django.apps import AppConfig


class QuotingConfig(AppConfig):
    name = "handlet.quoting"
    label = "quoting"

    def ready(self) -> None:
        from handlet.quoting.holding import QuotingHolder
        from handlet.privacy import walk

        walk.register("quoting", QuotingHolder(), height=50)
