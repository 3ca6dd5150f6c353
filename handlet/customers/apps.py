from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "handlet.customers"
    label = "customers"
