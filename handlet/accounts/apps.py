from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "handlet.accounts"
    label = "accounts"
