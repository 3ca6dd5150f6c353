"""Who is at the keyboard, asked again before what cannot be taken back or lets others in: a phone lies about, a session lasts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.http import HttpResponse
from django.urls import reverse

from handlet.accounts import banking
from handlet.web.request import Asked, now


def ask_again(request: Asked) -> HttpResponse | None:
    """The way to the sign-in where it is older than ten minutes, and from there back to what was asked for; else None."""
    if now() - signed_in_at(request) <= banking.FRESH:
        return None
    return cast(HttpResponse, suspend_request(request, redirect_to=reverse("account_reauthenticate")))


def signed_in_at(request: Asked) -> datetime:
    """When this session last proved who it is; long ago where it never said."""
    times = [float(record["at"]) for record in get_authentication_records(request, request.user) if record.get("at")]
    return datetime.fromtimestamp(max(times, default=0.0), tz=UTC)
