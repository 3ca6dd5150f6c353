from django.apps import AppConfig


class QuotingConfig(AppConfig):
    name = "handlet.quoting"
    label = "quoting"

    def ready(self) -> None:
        from handlet.privacy import walk
        from handlet.quoting.holding import QuotingHolder

        walk.register("quoting", QuotingHolder(), height=50)
