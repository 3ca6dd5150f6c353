"""Where customers pay: changed after a fresh sign-in only, and every member is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlet.accounts import banking
from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile
from handlet.web.owner.proving import ask_again, signed_in_at
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.forms.business import BankForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def bank(request: Asked) -> HttpResponse:
    """Asks for the sign-in again before the form is shown, where it is older than ten minutes."""
    member = to_own(request.member)
    if (again := ask_again(request)) is not None:
        return again
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    form = BankForm(request.POST or None, initial=profile.bank or {})
    if request.method == "POST" and form.is_valid():
        try:
            banking.change(by=member, **form.cleaned_data, signed_in_at=signed_in_at(request), now=now())
        except banking.NotAnAccount as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, "Saved. Everybody in your business is told.")
            return redirect("settings_profile")
    context = {"form": form, "changed_at": profile.bank_changed_at, "now": now()}
    response = render(request, "owner/settings/bank.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
