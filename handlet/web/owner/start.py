"""First run: create the business, look over the starter prices, connect a channel or look around."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlet.accounts import businesses
from handlet.accounts.models import BusinessProfile, User
from handlet.accounts.tenancy import acting_for
from handlet.quoting import pricelist
from handlet.web.owner.prices import price_list_page
from handlet.web.request import Asked, for_members, for_signed_in, now
from handlet.web.ui.forms.business import BusinessForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def business(request: HttpRequest) -> HttpResponse:
    """Step one. Somebody who has a business already goes on to it."""
    if getattr(request, "member", None) is not None:
        return redirect("inbox")
    form = BusinessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        assert isinstance(request.user, User)
        at = now()
        member = businesses.create_business(
            owner=request.user, name=answers["name"].strip(), trade=answers["trade"], now=at
        )
        with acting_for(member.business_id, request.user.id):
            profile = BusinessProfile.objects.get(business_id=member.business_id)
            profile.vat_registered = answers["vat_registered"] == "yes"
            profile.vat_number = answers["vat_number"] if profile.vat_registered else ""
            profile.area, profile.hours = answers["area"].strip(), answers["hours"].strip()
            profile.setup_step = "prices"
            profile.updated_at = at
            profile.save()
            pricelist.add_starter(business_id=member.business_id, trade=answers["trade"], now=at)
        return redirect("start_prices")
    return render(request, "owner/start/business.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def prices(request: Asked) -> HttpResponse:
    """Step two. `all` confirms every example price; `later` goes on with none confirmed."""
    if request.method == "POST":
        if request.POST.get("all"):
            pricelist.confirm(item_ids=None, now=now())
        return redirect("start_connect")
    return render(request, "owner/start/prices.html", {"page": price_list_page(request.member)})


@require_http_methods(["GET"])
@for_members
def connect(request: Asked) -> HttpResponse:
    """Step three: a door to each way in."""
    return render(request, "owner/start/connect.html")
