"""The customer’s page for one quote: no sign-in, a link for this quote alone. GET changes nothing, ever."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.tenancy import acting_for
from handlet.inbox import receiving
from handlet.quoting import acceptance, links, queries
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.web.customer import why
from handlet.web.customer.offer_shown import offer_of
from handlet.web.middleware import manages_own_transactions
from handlet.web.owner.quotes import pdf_response
from handlet.web.request import limited, now
from handlet.web.ui.contexts import Notice
from handlet.web.ui.forms import AcceptForm, AskForm, DeclineForm

View = Callable[..., HttpResponse]


def with_offer(view: View) -> View:
    """Find the quote of a link and act for its business. Altered, revoked and never made links look the same."""

    def found(request: HttpRequest, token: str) -> HttpResponse:
        if limited(request, name="offer", most=240, within=timedelta(minutes=10)):
            return render(request, "429.html", status=429)
        where = links.find(token)
        if where is None:
            return _gone(request)
        business_id, quote_id = where
        with acting_for(business_id):
            version = _offered(quote_id)
            response = view(request, token, version) if version is not None else _gone(request)
        # Not `no-referrer`: a form would then post with a null origin, which the check against forgery refuses.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return manages_own_transactions(found)


def _offered(quote_id: uuid.UUID) -> QuoteVersion | None:
    quote = Quote.objects.filter(pk=quote_id).first()
    return queries.offered(quote) if quote is not None else None


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "customer/quote_gone.html", {"letterhead_name": "", "phone": "", "email": ""}, status=404)


def _context(version: QuoteVersion, token: str, **more: Any) -> dict[str, Any]:
    offer = offer_of(version, token=token, at=now())
    return {"offer": offer, "letterhead_name": offer.letterhead.name, "why": f"/q/{token}/why", **more}


@require_safe
@with_offer
def offer(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    return _offer(request, token, version)


def _offer(
    request: HttpRequest,
    token: str,
    version: QuoteVersion,
    *,
    ask_form: AskForm | None = None,
    decline_form: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(
        version, token, ask_form=ask_form or AskForm(), decline_form=decline_form or DeclineForm(), back=""
    )
    return render(request, "customer/quote.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@with_offer
def check(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The check page, and the yes itself. A second yes shows the first one’s receipt and sends nothing again."""
    standing = acceptance.standing_acceptance(version)
    if standing is not None:
        return _accepted(request, token, version)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and not request.POST.get("recount") and form.is_valid():
        box = form.fields["early_start"]
        try:
            acceptance.accept(
                version=version,
                name=form.cleaned_data["name"],
                document_hash=request.POST.get("document_hash", ""),
                ticks={
                    "early_start": {
                        "ticked": form.cleaned_data["early_start"],
                        "text": f"{box.label}. {box.help_text}",
                    }
                },
                evidence={
                    "address": request.META.get("REMOTE_ADDR", ""),
                    "agent": request.headers.get("user-agent", "")[:200],
                },
                now=now(),
            )
        except QuotingRefused as error:
            return _refused(request, token, version, str(error))
        return redirect("offer_check", token)
    context = _context(
        version,
        token,
        form=form,
        options=[],
        document_hash=version.document_hash,
        key="",
        paperwork=_paperwork(version, token),
    )
    if not context["offer"].open:
        return _offer(request, token, version, status=409 if request.method == "POST" else 200)
    return render(request, "customer/quote_check.html", context, status=422 if form.errors else 200)


def _paperwork(version: QuoteVersion, token: str) -> list[tuple[str, str]]:
    """For consumers the notice and the model form stand in the document itself."""
    if not offer_of(version, token=token, at=now()).consumer:
        return []
    return [("The document, with the cancellation notice and form (PDF)", f"/q/{token}/quote.pdf")]


def _accepted(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    standing = acceptance.standing_acceptance(version)
    if standing is None:
        raise Http404
    ticks = standing.ticks or {}
    context = _context(
        version,
        token,
        accepted_by=standing.name,
        accepted_at=standing.at,
        early_start=bool(ticks.get("early_start", {}).get("ticked")),
        copy_to=_copy_to(version),
    )
    return render(request, "customer/quote_accepted.html", context)


def _copy_to(version: QuoteVersion) -> str:
    customer = version.quote.customer
    point = customer.contact_points.filter(kind="email").first() if customer is not None else None
    return point.value if point is not None else ""


def _refused(request: HttpRequest, token: str, version: QuoteVersion, sentence: str) -> HttpResponse:
    version.refresh_from_db()
    context = _context(version, token, ask_form=AskForm(), decline_form=DeclineForm(), back="")
    context["offer"] = offer_of(version, token=token, at=now())
    context["refused"] = Notice(title=sentence, tone="danger")
    return render(request, "customer/quote.html", context, status=409)


@require_POST
@with_offer
def ask(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """A question about the quote becomes a message in the conversation."""
    form = AskForm(request.POST)
    if limited(request, name="ask", most=10, within=timedelta(hours=1)):
        form.add_error("text", "You have asked several questions in the last hour. Please ring them.")
    if not form.is_valid():
        return _offer(request, token, version, ask_form=form, status=422)
    quote = version.quote
    if quote.conversation is not None:
        receiving.receive_from_page(
            conversation=quote.conversation,
            text=form.cleaned_data["text"],
            subject=f"Question about {version.get_kind_display().lower()} {quote.label}",
            headline="asked",
            now=now(),
        )
    return _said(
        request, token, version, "Your question is with them", "They will answer you the way you wrote before."
    )


@require_POST
@with_offer
def decline(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _offer(request, token, version, decline_form=form, status=422)
    try:
        acceptance.decline(version=version, reason=form.cleaned_data["reason"], now=now())
    except QuotingRefused as error:
        return _refused(request, token, version, str(error))
    return _said(
        request, token, version, "Thank you for letting them know", "Nothing more will happen with this quote."
    )


def _said(request: HttpRequest, token: str, version: QuoteVersion, heading: str, text: str) -> HttpResponse:
    context = {
        "heading": heading,
        "text": text,
        "letterhead_name": version.business.name,
        "why": f"/q/{token}/why",
        "back": f"/q/{token}",
    }
    return render(request, "customer/said.html", context)


@require_safe
@with_offer
def document(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The frozen PDF: the very bytes whose hash is on record."""
    return pdf_response(version)


@require_safe
@with_offer
def offer_why(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    page = why.page_of(version.business, back=f"/q/{token}")
    return render(request, "customer/why.html", {"page": page, "letterhead_name": version.business.name, "why": ""})
