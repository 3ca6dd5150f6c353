"""Where customers pay: changed after a fresh sign-in only, and every member is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from handlet.accounts import banking
from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.forms.business import BankForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def bank(request: Asked) -> HttpResponse:
    """Asks for the sign-in again before the form is shown, where it is older than ten minutes."""
    member = to_own(request.member)
    signed_in_at = _signed_in_at(request)
    if now() - signed_in_at > banking.FRESH:
        return cast(HttpResponse, suspend_request(request, redirect_to=reverse("account_reauthenticate")))
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    form = BankForm(request.POST or None, initial=profile.bank or {})
    if request.method == "POST" and form.is_valid():
        try:
            banking.change(by=member, **form.cleaned_data, signed_in_at=signed_in_at, now=now())
        except banking.NotAnAccount as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("settings_profile")
    context = {"form": form, "changed_at": profile.bank_changed_at, "now": now()}
    response = render(request, "owner/settings/bank.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _signed_in_at(request: Asked) -> datetime:
    """When this session last proved who it is; long ago where it never said."""
    times = [float(record["at"]) for record in get_authentication_records(request, request.user) if record.get("at")]
    return datetime.fromtimestamp(max(times, default=0.0), tz=UTC)
