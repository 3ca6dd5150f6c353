"""One customer: how to reach them, what is known, what may be done with it."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.customers.models import Customer
from handlet.drafting import proposing, remembering
from handlet.inbox.models import Conversation
from handlet.quoting import agreeing
from handlet.web.owner import showing
from handlet.web.owner.memories import row_of
from handlet.web.owner.prices import is_registered
from handlet.web.owner.quotes_shown import cards_of
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.contexts.conversation import CustomerPage, RateRow
from handlet.web.ui.forms.people import CustomerForm, CustomerMemoryForm

FIELDS = ("name", "address", "postcode", "kind", "note", "no_ai")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def customer(request: Asked, customer: uuid.UUID) -> HttpResponse:
    found = of_business(request.member, Customer.objects.all(), customer)
    form = CustomerForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        to_change(request.member)
        for name in FIELDS:
            value = form.cleaned_data[name]
            setattr(found, name, value.strip() if isinstance(value, str) else value)
        found.save()
        if found.no_ai:
            proposing.stop_for(conversation=Conversation.objects.get(customer=found), now=now())
        messages.success(request, "Saved.")
        return redirect("customer", found.id)
    conversation = Conversation.objects.get(customer=found)
    page = CustomerPage(
        customer=showing.customer_card(found),
        conversation=conversation.id,
        quotes=cards_of(conversation),
        since=found.created_at.date(),
        source=f"First wrote by {showing.channel_name(conversation.channel)}",
        rates=[
            RateRow(
                rate.id,
                rate.item.name,
                Decimal(rate.unit_price),
                agreeing.before_vat(rate.item, registered=is_registered(request.member)),
                rate.item.unit,
            )
            for rate in agreeing.rates_of(found)
        ],
        memories=[row_of(one) for one in remembering.of_customer(found)],
        kept_until="Kept for 12 months after the last message, unless work is agreed.",
    )
    context = {"page": page, "form": form, "memory_form": CustomerMemoryForm(auto_id="memory_%s")}
    return render(request, "owner/customer.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def rate_forget(request: Asked, customer: uuid.UUID, rate: uuid.UUID) -> HttpResponse:
    """The list's price is theirs again."""
    found = of_business(request.member, Customer.objects.all(), customer)
    agreeing.forget(rate=of_business(request.member, found.agreed_rates.all(), rate), by=request.member)
    return redirect("customer", found.id)
