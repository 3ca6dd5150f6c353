"""The logo: chosen, seen as it will stand on the letterhead, taken off again."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlet.accounts import logos
from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.forms.business import LogoForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def logo(request: Asked) -> HttpResponse:
    """Issued quotes keep the logo that they were issued with."""
    member = to_own(request.member)
    form = LogoForm()
    if request.method == "POST" and request.POST.get("remove"):
        logos.remove(by=member, now=now())
        return redirect("settings_logo")
    if request.method == "POST":
        form = LogoForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                logos.change(by=member, content=form.cleaned_data["file"].read(logos.MOST_BYTES + 1), now=now())
            except logos.BadLogo as error:
                form.add_error("file", str(error))
            else:
                return redirect("settings_logo")
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    picture = logos.logo_of(profile)
    context = {
        "form": form,
        "logo": base64.b64encode(picture).decode() if picture is not None else "",
        "name": member.business.name,
        "tagline": profile.letterhead or "",
    }
    return render(request, "owner/settings/logo.html", context, status=422 if form.errors else 200)
