"""The quote editor and what can be done with a quote."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_change
from handlet.drafting import approval, covering
from handlet.drafting.following import planning
from handlet.inbox import access
from handlet.inbox.models import Message
from handlet.kit.blobs import BlobMissing
from handlet.kit.london import london_day
from handlet.quoting import acceptance, agreeing, editing, issuing, queries, readiness, revising
from handlet.quoting.models import PriceItem, Quote, QuoteLine, QuoteVersion
from handlet.quoting.refusals import BadValue, QuotingRefused
from handlet.web.customer.offer_shown import offer_of
from handlet.web.owner import agreed_shown, quotes_shown
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts import (
    Notice,
    PriceChoice,
    QuoteEditPage,
    QuoteRow,
    QuotesPage,
    RemovedLine,
)
from handlet.web.ui.forms import QuoteDetailsForm, RecordAcceptanceForm

State = QuoteVersion.State


def _quote(request: Asked, id: uuid.UUID) -> Quote:
    return of_business(request.member, Quote.objects.select_related("customer", "conversation"), id)


def _line(request: Asked, quote: Quote, id: uuid.UUID | str) -> QuoteLine:
    line = of_business(request.member, QuoteLine.objects.select_related("version__quote", "price_item"), id)
    if line.version.quote_id != quote.id:
        raise Http404
    return line


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
    version = editing.start(conversation=found, firm=True, now=now())
    return redirect("quote_edit", version.quote_id)


@require_safe
@for_members
def edit(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """`price`: the line whose new price is asked about, after a change without JavaScript."""
    found = _quote(request, quote)
    asked = _line(request, found, request.GET["price"]) if request.GET.get("price") else None
    return _page(request, found, asked=asked)


def _page(
    request: Asked,
    quote: Quote,
    *,
    errors: dict[str, dict[str, str]] | None = None,
    removed: QuoteLine | None = None,
    details: QuoteDetailsForm | None = None,
    problem: str = "",
    asked: QuoteLine | None = None,
    status: int = 200,
) -> HttpResponse:
    """The editor; for htmx only the part that changes."""
    version = queries.newest(quote)
    page = editor_page(version, errors=errors or {}, removed=removed, problem=problem)
    if asked is not None and version.is_draft and agreeing.is_news(asked):
        page = replace(page, price_ask=quotes_shown.price_ask(asked))
    form = details or QuoteDetailsForm(initial=_initial(version))
    template = "owner/_quote_lines.html" if request.htmx else "owner/quote_edit.html"
    return render(
        request,
        template,
        {"page": page, "details": form, "now": now(), "agreed": agreed_shown.agreed_of(version, at=now())},
        status=status,
    )


def editor_page(
    version: QuoteVersion, *, errors: dict[str, dict[str, str]], removed: QuoteLine | None = None, problem: str = ""
) -> QuoteEditPage:
    sums = quotes_shown.sums_of(version)
    today = london_day(now())
    items = PriceItem.objects.usable(today)
    if version.quote.conversation_id is None:
        raise Http404
    return QuoteEditPage(
        id=version.quote_id,
        number=version.quote.label,
        version=version.version,
        kind=version.kind,
        customer=quotes_shown.person_of(version),
        conversation=version.quote.conversation_id,
        state=quotes_shown.STATES[version.state],
        lines=quotes_shown.line_views(version, sums, errors),
        totals=quotes_shown.totals(version, sums),
        vat_treatments=quotes_shown.treatments(version),
        price_list=[PriceChoice(item.id, item.name, item.unit_price, item.unit) for item in items],
        removed=RemovedLine(removed.id, removed.description) if removed is not None else None,
        to_do=_to_do(version) if version.is_draft else [],
        notices=[Notice(title=problem, tone="danger")] if problem else [],
        editable=version.is_draft,
        follow_ups=planning.planned_for(version.quote),
        opened=f"They used its page on {words.day(version.opened_at)}" if version.opened_at else "",
    )


def _to_do(version: QuoteVersion) -> list[str]:
    open_points = readiness.open_points(version, now=now())
    unseen = readiness.untouched(version)
    if unseen:
        open_points.append("Look at each line marked “Check”." if unseen > 1 else "Look at the line marked “Check”.")
    return open_points


def _initial(version: QuoteVersion) -> dict[str, Any]:
    details = version.details or {}
    return {
        **details,
        "exclusions": "\n".join(details.get("exclusions") or []),
        "kind": version.kind,
        "valid_until": version.valid_until,
    }


@require_POST
@for_members
def details(request: Asked, quote: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    found = _quote(request, quote)
    form = QuoteDetailsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, details=form, status=422)
    answers = form.cleaned_data
    try:
        editing.change_details(
            version=queries.newest(found),
            kind=answers["kind"],
            valid_until=answers["valid_until"],
            details={
                "site": answers["site"].strip(),
                "scope": answers["scope"].strip(),
                "exclusions": [line.strip() for line in answers["exclusions"].splitlines() if line.strip()],
                "timing": answers["timing"].strip(),
                "payment": answers["payment"].strip(),
            },
        )
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _after(request, found)


@require_POST
@for_members
def line_add(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """From the price list, or an empty line to type in."""
    to_change(request.member)
    found = _quote(request, quote)
    version = queries.newest(found)
    try:
        if request.POST.get("item"):
            item = of_business(request.member, PriceItem.objects.listed(), request.POST["item"])
            quantity = max(Decimal(1), item.min_qty or Decimal(1))
            editing.add_from_list(version=version, item=item, quantity=quantity, today=london_day(now()))
        else:
            editing.add_line(version=version, values=editing.LineValues("", Decimal(1), "each", Decimal(0)))
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _after(request, found)


@require_POST
@for_members
def line(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Set one line. What cannot be read is said at its field; sums and rates never come from the browser."""
    to_change(request.member)
    found = _quote(request, quote)
    row = _line(request, found, line)
    before = row.unit_price
    try:
        values = _values(request, row)
        editing.change_line(line=row, values=values)
    except BadValue as error:
        return _page(request, found, errors={str(row.id): {error.field: str(error)}}, status=422)
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _after(request, found, asked=row if row.unit_price != before and agreeing.is_news(row) else None)


@require_POST
@for_members
def line_price(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """“Save this price to my list?” For the `list`, for this `customer` alone, or `no`: for this quote only."""
    to_change(request.member)
    found = _quote(request, quote)
    row = _line(request, found, line)
    try:
        if request.POST.get("answer") == "list":
            agreeing.keep_for_list(line=row, by=request.member, now=now())
        elif request.POST.get("answer") == "customer":
            agreeing.keep_for_customer(line=row, by=request.member, now=now())
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _after(request, found)


def _values(request: Asked, row: QuoteLine) -> editing.LineValues:
    return replace(
        editing.values_of(row),
        description=request.POST.get("description", "").strip()[:400],
        quantity=editing.read_number(request.POST.get("quantity", ""), what="How many", field="quantity"),
        unit=request.POST.get("unit", "").strip()[:20],
        unit_price=editing.read_number(
            request.POST.get("unit_price", ""), what="The price", field="unit_price", most_decimals=4
        ),
        vat_treatment=request.POST.get("vat_treatment", row.vat_treatment),
        optional=request.POST.get("optional") == "yes",
    )


@require_POST
@for_members
def line_move(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    return _on_line(request, quote, line, lambda row: editing.move_line(line=row, up=request.POST.get("way") == "up"))


@require_POST
@for_members
def line_remove(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    found = _quote(request, quote)
    row = _line(request, found, line)
    try:
        editing.remove_line(line=row, now=now())
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _page(request, found, removed=row)


@require_POST
@for_members
def line_restore(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    return _on_line(request, quote, line, lambda row: editing.restore_line(line=row))


def _on_line(request: Asked, quote: uuid.UUID, line: uuid.UUID, verb: Any) -> HttpResponse:
    to_change(request.member)
    found = _quote(request, quote)
    try:
        verb(_line(request, found, line))
    except QuotingRefused as error:
        return _page(request, found, problem=str(error), status=409)
    return _after(request, found)


def _after(request: Asked, quote: Quote, *, asked: QuoteLine | None = None) -> HttpResponse:
    if request.htmx:
        return _page(request, quote, asked=asked)
    if asked is not None:
        return redirect(f"{reverse('quote_edit', args=[quote.id])}?price={asked.id}")
    return redirect("quote_edit", quote.id)


@require_safe
@for_members
def preview(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The customer's page, before it is sent."""
    found = _quote(request, quote)
    version = queries.newest(found)
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
    found = _quote(request, quote)
    version = queries.newest(found)
    if found.conversation is None:
        raise Http404
    to_do = _to_do(version)
    if to_do:
        return _page(request, found, problem="This is not finished yet.", status=409)
    try:
        covering.write(version=version, by=request.member, now=now())
    except (approval.Refused, QuotingRefused) as error:
        return _page(request, found, problem=str(error), status=409)
    return redirect("conversation", found.conversation_id)


@require_POST
@for_members
def withdraw(request: Asked, quote: uuid.UUID) -> HttpResponse:
    found = _quote(request, quote)
    try:
        issuing.withdraw(version=queries.newest(found), by=request.member, now=now())
    except QuotingRefused as error:
        return refuse(request, str(error))
    return redirect("quote_edit", found.id)


@require_POST
@for_members
def revise(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A new version to change; the one that was sent stays as it is."""
    to_change(request.member)
    found = _quote(request, quote)
    try:
        version = revising.revise(version=queries.newest(found), now=now())
    except QuotingRefused as error:
        return refuse(request, str(error))
    if version.valid_until < london_day(now()):
        version.valid_until = london_day(now()) + timedelta(days=version.business.profile.quote_valid_days)
        version.save(update_fields=["valid_until"])
    return redirect("quote_edit", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def record(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A yes by phone, at the door or in a message."""
    to_change(request.member)
    found = _quote(request, quote)
    version = queries.offered(found)
    if version is None:
        return refuse(request, "This quote has not been sent, so nobody can have accepted it yet.")
    today = london_day(now())
    theirs = list(Message.objects.filter(conversation__quotes=found, direction="in").order_by("-sent_at", "-id")[:20])
    form = RecordAcceptanceForm(
        request.POST or None,
        initial={"said_by": quotes_shown.person_of(version), "said_on": today, "how": "phone"},
        messages=[(str(row.id), f"{words.day(row.sent_at)}: {row.text[:60]}") for row in theirs],
    )
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            acceptance.record_acceptance(
                version=version,
                by=request.member,
                method=answers["how"],
                name=answers["said_by"],
                place=answers["where"],
                message=next((row for row in theirs if str(row.id) == answers["message"]), None),
                evidence={
                    "said_on": answers["said_on"].isoformat(),
                    "words": answers["words"],
                },
                now=now(),
            )
        except QuotingRefused as error:
            return refuse(request, str(error))
        return redirect("quote_edit", found.id)
    page = editor_page(version, errors={})
    return render(request, "owner/quote_record.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
@for_members
def document(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The frozen PDF."""
    version = queries.offered(_quote(request, quote))
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
