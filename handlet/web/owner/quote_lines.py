"""The lines of a quote, each verb of the editor. Sums and rates never come from the browser: only what a person may type."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_change
from handlet.kit.london import london_day
from handlet.quoting import agreeing, editing, queries, shapes
from handlet.quoting.models import PriceItem, Quote, QuoteLine, QuoteSection, QuoteVersion
from handlet.quoting.refusals import BadValue, QuotingRefused
from handlet.web.owner import job_prices, quotes_shown
from handlet.web.owner.quote_editor import after, found_line, found_quote, show
from handlet.web.request import Asked, for_members, now
from handlet.web.ui import words
from handlet.web.ui.contexts.prices import Tried
from handlet.web.ui.contexts.quote import line_key
from handlet.web.ui.forms.prices import TryForm

# What stands in a line's fold; a change of one keeps it open.
IN_FOLD = frozenset(
    {"kind", "vat_treatment", "section", "discount_percent", "optional", "chosen", "includes_vat", "low_quantity",
     "high_quantity", "low_unit_price", "high_unit_price", "vat_reason", "vat_evidence", "cost_pounds"}
)  # fmt: skip


@require_POST
@for_members
def add(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """From the price list (in place of `line`, where given), or an empty line to type in. What is charged by the job is asked
    about first.
    """
    to_change(request.member)
    found = found_quote(request, quote)
    version = queries.newest(found)
    try:
        if request.POST.get("item"):
            item = of_business(request.member, PriceItem.objects.listed(), request.POST["item"])
            row = found_line(request, found, request.POST["line"]) if request.POST.get("line") else None
            if quotes_shown.asks_about_the_job(item):
                return _to_job(request, found, item, row)
            if row is not None:
                editing.put_item(line=row, item=item, today=london_day(now()))
                return after(request, found)
            quantity = max(Decimal(1), item.min_qty or Decimal(1))
            editing.add_from_list(version=version, item=item, quantity=quantity, today=london_day(now()))
        else:
            editing.add_line(version=version, values=editing.LineValues("", Decimal(1), "each", Decimal(0)))
    except QuotingRefused as error:
        return show(request, found, problem=str(error), status=409)
    return after(request, found)


def _to_job(request: Asked, quote: Quote, item: PriceItem, line: QuoteLine | None) -> HttpResponse:
    """To the page on which a price is worked out, also where htmx asked."""
    address = reverse("quote_item", args=[quote.id, item.id]) + (f"?line={line.id}" if line is not None else "")
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def item(request: Asked, quote: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """What a job comes to by an item that asks for hours, people or costs; POST puts it in, in place of `line` where given."""
    found = found_quote(request, quote)
    version = queries.newest(found)
    price = of_business(request.member, PriceItem.objects.listed(), item)
    line = found_line(request, found, request.GET["line"]) if request.GET.get("line") else None
    asked = request.POST if request.method == "POST" else request.GET
    form = TryForm(asked if "try" in asked else None, shape=shapes.of(price), initial=_known(line, price))
    tried: Tried | None = None
    priced: Sequence[shapes.PricedLine] = ()
    if form.is_bound:
        agreed = _as_agreed(version, price)
        priced, tried = job_prices.tried(agreed, form, vat_registered=version.vat_registered, nation=version.nation)
    if request.method == "POST":
        to_change(request.member)
        if priced:
            try:
                editing.add_priced(
                    version=version,
                    item=price,
                    lines=priced,
                    asked=job_prices.asked_of(form),
                    in_place_of=line,
                    today=london_day(now()),
                )
            except QuotingRefused as error:
                return show(request, found, problem=str(error), status=409)
            return redirect("quote_edit", found.id)
    context = {
        "quote": found.id,
        "number": found.label,
        "estimate": version.kind == QuoteVersion.Kind.ESTIMATE,
        "item": price,
        "charged": shapes.of(price).in_words(),
        "tryout": form,
        "tried": tried,
        "line": line.id if line is not None else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "owner/quote_item.html", context, status=status)


def _known(line: QuoteLine | None, price: PriceItem) -> dict[str, str]:
    """What a line already says of the job: as it was asked the last time, else how many hours or pieces stand on it."""
    if line is None or line.price_item_id != price.pk:
        return {}
    if line.worked_out and line.worked_out.get("asked"):
        return dict(line.worked_out["asked"])
    quantity = words.quantity(line.quantity)
    return {"hours": quantity} if line.unit == "hour" else {"quantity": quantity}


@require_safe
@for_members
def prices(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The whole list to choose from, with a search: for a new line, or in place of `line`."""
    found = found_quote(request, quote)
    version = queries.newest(found)
    line = found_line(request, found, request.GET["line"]) if request.GET.get("line") else None
    query = request.GET.get("q", "")[:80]
    context = {
        "quote": found.id,
        "number": found.label,
        "estimate": version.kind == QuoteVersion.Kind.ESTIMATE,
        "query": query,
        "line": line,
        "line_key": line_key(line.id) if line is not None else "",
        "groups": quotes_shown.price_groups(version, query, today=london_day(now())),
    }
    return render(request, "owner/quote_prices.html", context)


def _as_agreed(version: QuoteVersion, item: PriceItem) -> PriceItem:
    """The item at the price agreed with this customer, where there is one."""
    agreed = agreeing.price_for(version.quote.customer, item)
    if agreed is None:
        return item
    theirs = copy.copy(item)
    factor = 1 + item.vat_rate / 100 if item.includes_vat and version.vat_registered else Decimal(1)
    theirs.unit_price = (agreed * factor).quantize(agreeing.FOUR_PLACES)
    return theirs


@require_POST
@for_members
def change(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Set one line. What cannot be read is said at its field; sums and rates never come from the browser.

    POST {way}: up, down, or more, with what was typed; a line in which nothing was typed has not been looked at. POST {remove}.
    """
    to_change(request.member)
    found = found_quote(request, quote)
    row = found_line(request, found, line)
    if request.POST.get("remove") == "yes":
        return _remove(request, found, row)
    old, way = editing.values_of(row), request.POST.get("way", "")
    try:
        values = _values(request, row, old)
        if values != old or not way:
            editing.change_line(line=row, values=values)
        if way in ("up", "down"):
            editing.move_line(line=row, up=way == "up")
    except BadValue as error:
        opened = row if error.field in IN_FOLD else None
        return show(request, found, errors={str(row.id): {error.field: str(error)}}, opened_line=opened, status=422)
    except QuotingRefused as error:
        return show(request, found, problem=str(error), status=409)
    in_fold = way == "more" or any(getattr(old, name) != getattr(values, name) for name in IN_FOLD)
    repriced = (old.unit_price, old.includes_vat) != (row.unit_price, row.includes_vat)
    asked = row if repriced and agreeing.is_news(row) else None
    return after(request, found, asked=asked, line=row if in_fold else None)


def _remove(request: Asked, quote: Quote, row: QuoteLine) -> HttpResponse:
    try:
        editing.remove_line(line=row, now=now())
    except QuotingRefused as error:
        return show(request, quote, problem=str(error), status=409)
    return show(request, quote, removed=row)


def _values(request: Asked, row: QuoteLine, old: editing.LineValues) -> editing.LineValues:
    """What was posted put into the line as it stands; what was not posted stays. Raises BadValue."""
    posted = request.POST
    values = replace(
        old,
        description=posted.get("description", "").strip()[:400],
        quantity=editing.read_number(posted.get("quantity", ""), what="How many", field="quantity"),
        unit=posted.get("unit", "").strip()[:20],
        vat_treatment=posted.get("vat_treatment", old.vat_treatment),
    )
    if "more" in posted:
        values = _more(request, row, values)
    below = values.kind == QuoteLine.Kind.DISCOUNT or bool(row.version.quote.variation)
    price = _price(posted.get("unit_price", ""), "The price", "unit_price", below=below)
    if values.vat_treatment == "standard" and old.vat_treatment != "standard":
        # Why it was lower belongs to the rate that it no longer has.
        values = replace(values, vat_reason="", vat_evidence=None)
    return replace(values, unit_price=price)


def _price(text: str, what: str, field: str, *, below: bool) -> Decimal:
    """A price; with a minus only on a discount or on a line of a variation."""
    plain = text.strip()
    minus = plain.startswith(("-", "−"))
    if minus and not below:
        raise BadValue("Only a discount, or a line of a variation, can be less than nothing.", field)
    value = editing.read_number(plain.lstrip("-−"), what=what, field=field, most_decimals=4)
    return -value if minus else value


def _more(request: Asked, row: QuoteLine, values: editing.LineValues) -> editing.LineValues:
    """The fields of a line's fold."""
    posted = request.POST

    def number(name: str, what: str, most: int) -> Decimal | None:
        text = posted.get(name, "").strip()
        return editing.read_number(text, what=what, field=name, most_decimals=most) if text else None

    evidence = {name: posted.get(f"evidence_{name}", "").strip()[:200] for name in ("type", "on", "reference")}
    reduced = values.vat_treatment != "standard"
    optional = posted.get("optional") == "yes"
    return replace(
        values,
        kind=posted.get("kind", values.kind),
        section=_section(request, row),
        discount_percent=number("discount_percent", "The discount", 2) or Decimal(0),
        optional=optional,
        chosen=optional and posted.get("chosen") == "yes",
        includes_vat=row.version.vat_registered and posted.get("includes_vat") == "yes",
        low_quantity=number("low_quantity", "The lowest quantity", 3),
        high_quantity=number("high_quantity", "The highest quantity", 3),
        low_unit_price=number("low_unit_price", "The lowest price", 4),
        high_unit_price=number("high_unit_price", "The highest price", 4),
        vat_reason=posted.get("vat_reason", "").strip()[:400] if reduced else "",
        vat_evidence=evidence if reduced and any(evidence.values()) else None,
        cost_pounds=number("cost_pounds", "The cost", 2),
    )


def _section(request: Asked, row: QuoteLine) -> QuoteSection | None:
    """A heading of this very version; any other is refused."""
    asked = request.POST.get("section", "")
    if not asked:
        return None
    try:
        return of_business(request.member, QuoteSection.objects.filter(version=row.version), uuid.UUID(asked))
    except ValueError as error:
        raise Http404 from error


@require_POST
@for_members
def price(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """“Save this price to my list?” For the `list`, for this `customer` alone, or `no`: for this quote only."""
    to_change(request.member)
    found = found_quote(request, quote)
    row = found_line(request, found, line)
    try:
        if request.POST.get("answer") == "list":
            agreeing.keep_for_list(line=row, by=request.member, now=now())
        elif request.POST.get("answer") == "customer":
            agreeing.keep_for_customer(line=row, by=request.member, now=now())
    except QuotingRefused as error:
        return show(request, found, problem=str(error), status=409)
    return after(request, found)


@require_POST
@for_members
def use(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Another of the prices there are for the line's item. Only one that the server itself offers is taken."""
    try:
        wanted = Decimal(request.POST.get("use", ""))
    except InvalidOperation as error:
        raise Http404 from error
    return _on_line(
        request, quote, line, lambda row: editing.use_price(line=row, unit_price=wanted, today=london_day(now()))
    )


@require_POST
@for_members
def restore(request: Asked, quote: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    return _on_line(request, quote, line, lambda row: editing.restore_line(line=row))


def _on_line(request: Asked, quote: uuid.UUID, line: uuid.UUID, verb: Callable[[QuoteLine], Any]) -> HttpResponse:
    to_change(request.member)
    found: Quote = found_quote(request, quote)
    try:
        verb(found_line(request, found, line))
    except QuotingRefused as error:
        return show(request, found, problem=str(error), status=409)
    return after(request, found)
