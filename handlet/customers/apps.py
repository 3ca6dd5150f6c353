from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "handlet.customers"
    label = "customers"

    def ready(self) -> None:
        from handlet.customers.holding import CustomersHolder
        from handlet.privacy import walk

        walk.register("customers", CustomersHolder(), height=30)
