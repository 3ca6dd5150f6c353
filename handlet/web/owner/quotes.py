"""Quotes: the list, the editor, the preview, finishing one, the document."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from handlet.accounts.access import to_change
from handlet.drafting import approval, covering, knowing
from handlet.drafting.knowing import Known
from handlet.inbox import access
from handlet.kit.blobs import BlobMissing
from handlet.quoting import editing, issuing, queries, readiness
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.web.customer.offer_shown import offer_of
from handlet.web.owner import quote_editor, quotes_shown
from handlet.web.owner.quote_editor import found_line, found_quote
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.contexts.quote import QuoteRow, QuotesPage, line_key

State = QuoteVersion.State


@require_safe
@for_members
def quotes(request: Asked) -> HttpResponse:
    """By what they wait for."""
    groups: dict[str, list[QuoteRow]] = {"Waiting for you": [], "With the customer": [], "Accepted": [], "Done": []}
    for version in queries.recent():
        heading = {
            State.DRAFT: "Waiting for you",
            State.READY: "Waiting for you",
            State.ISSUED: "With the customer",
            State.ACCEPTED: "Accepted",
        }.get(State(version.state), "Done")
        shown = quotes_shown.card(version)
        groups[heading].append(
            QuoteRow(
                id=version.quote_id,
                number=shown.number,
                customer=quotes_shown.person_of(version),
                kind=shown.kind,
                total=shown.total,
                state=shown.state,
                at=version.decided_at or version.issued_at or version.created_at,
                detail=shown.detail,
            )
        )
    page = QuotesPage(groups=[(heading, rows) for heading, rows in groups.items() if rows])
    return render(request, "owner/quotes.html", {"page": page, "now": now()})


@require_POST
@for_members
def new(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """An empty quote for the person of a conversation."""
    to_change(request.member)
    found = access.conversation(request.member, conversation)
    known = knowing.known_of(found, now=now())
    seen = {Known.PHOTOS: QuoteVersion.Seen.PHOTOS, Known.WORDS: QuoteVersion.Seen.TOLD}.get(known)
    version = editing.start(conversation=found, firm=seen is None, now=now())
    if seen is not None:
        # Photos or words alone make an estimate; that it was seen and measured is for the owner to say.
        editing.set_terms(version=version, seen=seen)
    return redirect("quote_edit", version.quote_id)


@require_safe
@for_members
def edit(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """`price`: the line whose new price is asked about, after a change without JavaScript. `open`: a fold; `line`: a line with
    all its fields; `prices`: a line with the other prices there are, or `all`.
    """
    found = found_quote(request, quote)

    def line_of(name: str) -> QuoteLine | None:
        asked = request.GET.get(name, "")
        if not asked:
            return None
        if len(asked) < 32:
            lines = editing.lines_of(queries.current(found))
            return next((line for line in lines if line_key(line.id) == asked), None)
        return found_line(request, found, asked)

    return quote_editor.show(
        request,
        found,
        asked=line_of("price"),
        opened=request.GET.get("open", ""),
        opened_line=line_of("line"),
        prices_of=line_of("prices") if request.GET.get("prices") != "all" else None,
        all_prices=request.GET.get("prices") == "all",
    )


@require_safe
@for_members
def preview(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The customer's page, before it is sent."""
    found = found_quote(request, quote)
    version = queries.current(found)
    offer = offer_of(version, token="", at=now(), preview=version.is_draft)
    context = {
        "offer": offer,
        "back": f"/quotes/{found.id}",
        "letterhead_name": offer.letterhead.name,
        "why": "",
        "choice": None,
        "asks": [],
        "decline_form": None,
    }
    return render(request, "customer/quote.html", context)


@require_POST
@for_members
def finish(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The quote is right: put it with a covering message, which is approved like any other."""
    to_change(request.member)
    found = found_quote(request, quote)
    version = queries.newest(found)
    if found.conversation is None:
        raise Http404
    problem = _not_yet(request, version)
    if problem:
        return quote_editor.show(request, found, problem=problem, status=409)
    try:
        # All of it or nothing: what is refused leaves no line looked at.
        with transaction.atomic():
            # The draft before the quote, as whoever sends it at this moment takes them.
            approval.open_draft(found.conversation, hold=True)
            if request.POST.get("right") == "yes":
                editing.touch_all(version)
            issuing.finish(version=version, by=request.member, now=now(), ticked=request.POST.getlist("caution"))
            covering.write(version=version, by=request.member, now=now())
    except (approval.Refused, QuotingRefused) as error:
        return quote_editor.show(request, found, problem=str(error), status=409)
    return redirect(f"{reverse('conversation', args=[found.conversation_id])}#draft")


def _not_yet(request: Asked, version: QuoteVersion) -> str:
    """Why it cannot be finished as the page stood: changed since, or something missing."""
    if request.POST.get("revision", str(version.revision)) != str(version.revision):
        return "This has changed since you looked at it. Look at it again, then go on."
    if request.POST.get("right") == "yes" and not readiness.all_from_list(version):
        return "Not every line is as your price list has it today. Look at each line marked “Check”."
    if readiness.points_of(version, now=now()):
        return "This is not finished yet."
    if readiness.untouched(version) and request.POST.get("right") != "yes":
        return "Look at each line marked “Check” first."
    return ""


@require_safe
@for_members
def document(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The frozen PDF."""
    version = queries.offered(found_quote(request, quote))
    if version is None:
        raise Http404
    return pdf_response(version)


def pdf_response(version: QuoteVersion) -> HttpResponse:
    """The frozen bytes as a file to keep. Raises Http404 where they are gone."""
    try:
        content = issuing.pdf_of(version)
    except (BlobMissing, QuotingRefused) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{issuing.file_name(version)}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
