"""The business's own WhatsApp account at Meta: looked over before anything is kept, subscribed to, and let go of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlet.channels.contract import ConnectionRefused, InvalidSettings, ProviderUnreachable
from handlet.channels.whatsapp import refusals
from handlet.channels.whatsapp.graph import Graph, NoAnswer, Refused

NEEDED = ("whatsapp_business_messaging", "whatsapp_business_management")
_NUMBER_FIELDS = "id,display_phone_number,verified_name,quality_rating,name_status,status"
_BUSY = "WhatsApp does not answer properly at the moment. Try again in a few minutes."


@dataclass(frozen=True, slots=True)
class Account:
    """What Meta says of the number. app_id: the Meta app whose token this is."""

    app_id: str
    number: str
    name: str
    quality: str


def look_over(settings: Mapping[str, Any], secret: Mapping[str, str]) -> Account:
    """Read only: the token, what it may do, the app secret, and that the number belongs to the account.

    Raises InvalidSettings (naming the field at fault), ConnectionRefused, ProviderUnreachable.
    """
    number_id, account_id = _digits(settings, "phone_number_id"), _digits(settings, "account_id")
    token = Graph(secret.get("token", ""))
    app_id = str(_ask(lambda: token.get("app", fields="id"), "token").get("id") or "")
    if not app_id.isdigit():
        raise InvalidSettings("This access token belongs to no Meta app. Make one for your system user.", "token")
    _check_token(Graph(f"{app_id}|{secret.get('app_secret', '')}"), secret.get("token", ""))
    listed = _ask(lambda: token.get(f"{account_id}/phone_numbers", fields="id", limit="100"), "account_id")
    if number_id not in {str(row.get("id")) for row in _rows(listed)}:
        raise InvalidSettings(
            "This phone number ID does not belong to that WhatsApp business account.", "phone_number_id"
        )
    number = _ask(lambda: token.get(number_id, fields=_NUMBER_FIELDS), "phone_number_id")
    status = str(number.get("status") or "CONNECTED").upper()
    if status in ("BANNED", "RESTRICTED", "FLAGGED", "DISCONNECTED", "DELETED", "UNVERIFIED"):
        raise InvalidSettings(
            f"Meta says that this number is “{status.lower()}”, so it cannot be used yet. See WhatsApp Manager at Meta.",
            "phone_number_id",
        )
    return Account(
        app_id,
        str(number.get("display_phone_number") or "")[:40],
        str(number.get("verified_name") or "")[:120],
        str(number.get("quality_rating") or "")[:20],
    )


def subscribe(settings: Mapping[str, Any], secret: Mapping[str, str], address: str) -> None:
    """Have this account's messages brought to `address`. What the app may have set up for other accounts stays as it is.

    Meta asks the address at once whether it is ours. Raises InvalidSettings, ConnectionRefused, ProviderUnreachable.
    """
    app_id = str(settings["app_id"])
    where = {"callback_url": address, "verify_token": secret["verify_token"]}
    app = Graph(f"{app_id}|{secret['app_secret']}")
    if not _hears_messages(_said(lambda: app.get(f"{app_id}/subscriptions"))):
        fields = {"object": "whatsapp_business_account", "fields": "messages", **where}
        _said(lambda: app.post_form(f"{app_id}/subscriptions", fields), address)
    account = Graph(secret["token"])
    wish = {"override_callback_uri": address, "verify_token": secret["verify_token"]}
    _said(lambda: account.post(f"{settings['account_id']}/subscribed_apps", wish), address)


def unsubscribe(settings: Mapping[str, Any], secret: Mapping[str, str]) -> bool:
    """Whether Meta has confirmed that nothing more is brought. Never raises."""
    try:
        return bool(Graph(secret["token"]).delete(f"{settings['account_id']}/subscribed_apps").get("success"))
    except (Refused, NoAnswer, ProviderUnreachable, KeyError):
        return False


def is_subscribed(settings: Mapping[str, Any], secret: Mapping[str, str]) -> bool:
    """Raises ConnectionRefused, ProviderUnreachable."""
    answer = _said(lambda: Graph(secret["token"]).get(f"{settings['account_id']}/subscribed_apps"))
    apps = [row.get("whatsapp_business_api_data") for row in _rows(answer)]
    return any(isinstance(app, dict) and str(app.get("id")) == str(settings.get("app_id")) for app in apps)


def _check_token(app: Graph, token: str) -> None:
    """Asked in the app's own name, so a wrong app secret shows here and not when the first message is thrown away."""
    try:
        data = _plain(app.get("debug_token", input_token=token).get("data"))
    except Refused as error:
        if error.refusal.code in (190, 1, 101) or error.refusal.status in (400, 401):
            raise InvalidSettings("This app secret is not that of the token’s Meta app.", "app_secret") from error
        raise refusals.error_of(error.refusal) from error
    except NoAnswer as error:
        raise ProviderUnreachable(_BUSY) from error
    if data.get("is_valid") is not True:
        raise InvalidSettings("Meta says that this access token is no longer valid.", "token")
    granted = data.get("scopes")
    missing = [one for one in NEEDED if one not in (granted if isinstance(granted, list) else [])]
    if missing:
        raise InvalidSettings(f"The access token lacks the permission {' and '.join(missing)}.", "token")


def _hears_messages(answer: Mapping[str, Any]) -> bool:
    for row in _rows(answer):
        if row.get("object") == "whatsapp_business_account" and row.get("active"):
            fields = row.get("fields")
            names = [one.get("name") if isinstance(one, dict) else one for one in fields or []]
            return "messages" in names
    return False


def _ask(call: Any, field: str) -> dict[str, Any]:
    """A question about what the owner typed: Meta's no is about that field."""
    try:
        return _plain(call())
    except Refused as error:
        code = error.refusal.code
        if code in (0, 190):
            raise InvalidSettings(
                "Meta does not accept this access token. Copy it whole, or make a new one.", "token"
            ) from error
        if code in (3, 10, 33, 100) or 200 <= code <= 299 or error.refusal.status in (400, 403, 404):
            raise InvalidSettings(
                "Meta does not show this to the access token. Check the number, and that the system user may manage it.",
                field,
            ) from error
        raise refusals.error_of(error.refusal) from error
    except NoAnswer as error:
        raise ProviderUnreachable(_BUSY) from error


def _said(call: Any, address: str = "") -> dict[str, Any]:
    try:
        return _plain(call())
    except Refused as error:
        if address and error.refusal.code in (100, 2200, 2201):
            raise ConnectionRefused(
                f"Meta could not reach {address.split('/hooks')[0]} to bring messages there. It has to be a public https "
                "address."
            ) from error
        raise refusals.error_of(error.refusal) from error
    except NoAnswer as error:
        raise ProviderUnreachable(_BUSY) from error


def _digits(settings: Mapping[str, Any], field: str) -> str:
    value = str(settings.get(field) or "").strip()
    if not (value.isascii() and value.isdigit() and len(value) <= 30):
        raise InvalidSettings("This is a row of digits. Copy it from “API Setup” at Meta.", field)
    return value


def _plain(answer: Any) -> dict[str, Any]:
    return answer if isinstance(answer, dict) else {}


def _rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = answer.get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
