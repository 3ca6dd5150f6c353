"""What the owner does with a yes: read its evidence, take a mistaken one back, switch the customer's link off."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse as address_of
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_change
from handlet.drafting import covering
from handlet.quoting import acceptance, evidence, links, queries
from handlet.quoting.models import Acceptance, Quote, QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.web.owner import quote_editor
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui.forms.agreed import LinkUntilForm, ReverseForm


def _standing(request: Asked, id: uuid.UUID) -> tuple[Quote, QuoteVersion, Acceptance]:
    """Raises Http404 where nothing was accepted."""
    quote = of_business(request.member, Quote.objects.select_related("customer", "conversation"), id)
    version = queries.offered(quote)
    made = acceptance.standing_acceptance(version) if version is not None else None
    if version is None or made is None:
        raise Http404
    return quote, version, made


@require_safe
@for_members
def evidence_sheet(request: Asked, quote: uuid.UUID) -> HttpResponse:
    found, _, made = _standing(request, quote)
    response = HttpResponse(evidence.sheet(made, now=now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="Evidence {found.label}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def reverse(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A yes recorded or given by mistake; the customer is told why."""
    to_change(request.member)
    found, version, made = _standing(request, quote)
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.reverse(acceptance=made, by=request.member, reason=form.cleaned_data["reason"], now=now())
        except QuotingRefused as error:
            return refuse(request, str(error))
        return redirect("quote_edit", found.id)
    page = quote_editor.editor_page(version, errors={})
    return render(request, "owner/quote_reverse.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_POST
@for_members
def link_off(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The customer's link leads nowhere from now on; the next message with a link has a new one."""
    to_change(request.member)
    found = of_business(request.member, Quote.objects.all(), quote)
    links.revoke(found, now=now())
    return redirect("quote_edit", found.id)


@require_POST
@for_members
def link_open(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A link that rested shows the quote again: the owner gives it by hand, or has the customer on the phone."""
    to_change(request.member)
    found = of_business(request.member, Quote.objects.all(), quote)
    links.note_used(found, now=now())
    return redirect("quote_edit", found.id)


@require_POST
@for_members
def link_new(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """Another link; the old one leads nowhere from now on. The message that brings it waits for the owner's yes."""
    to_change(request.member)
    found = of_business(request.member, Quote.objects.select_related("customer", "conversation"), quote)
    if queries.offered(found) is None:
        return refuse(request, "This quote has not been sent, so it has no link yet.")
    draft = covering.new_link(quote=found, by=request.member, now=now())
    if draft is None:
        return redirect("quote_edit", found.id)
    return redirect(f"{address_of('conversation', args=[found.conversation_id])}#draft")


@require_POST
@for_members
def link_until(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The owner's own last day for the link."""
    to_change(request.member)
    found = of_business(request.member, Quote.objects.all(), quote)
    form = LinkUntilForm(request.POST)
    if not form.is_valid():
        return refuse(request, "Choose the day until which the link works.", status=422)
    try:
        links.end_on(found, until=form.cleaned_data["until"], now=now())
    except QuotingRefused as error:
        return refuse(request, str(error), status=422)
    return redirect("quote_edit", found.id)
