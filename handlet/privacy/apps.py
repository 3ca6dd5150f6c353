from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "handlet.privacy"
    label = "privacy"

    def ready(self) -> None:
        from handlet.kit import sealing
        from handlet.privacy import walk
        from handlet.privacy.account_holding import AccountHolder
        from handlet.privacy.keyring import keyring

        sealing.use_keys(keyring)
        walk.register("accounts", AccountHolder(), height=10)
