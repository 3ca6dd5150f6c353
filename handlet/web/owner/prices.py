"""The price list: look over, confirm, change, add, import. Nothing is quoted from an example."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.accounts.models import BusinessProfile, Membership
from handlet.quoting import editing, importing, pricelist
from handlet.quoting.models import PriceItem, PricingRule
from handlet.quoting.refusals import BadValue
from handlet.web.request import Asked, for_members, now
from handlet.web.ui import words
from handlet.web.ui.contexts import ImportPreview, ImportRow, PriceListPage, PriceRow, RuleRow
from handlet.web.ui.forms import ImportForm, PriceForm, RuleForm

MOST_BYTES = 1024 * 1024
HANDLE = "handlet.price-import"


def price_list_page(member: Membership) -> PriceListPage:
    items = list(PriceItem.objects.listed())
    return PriceListPage(
        rows=[price_row(item) for item in items],
        to_confirm=sum(1 for item in items if not item.confirmed),
        rules=[RuleRow(rule.id, rule.text) for rule in PricingRule.objects.order_by("position", "id")],
        vat_registered=BusinessProfile.objects.get(business_id=member.business_id).vat_registered,
    )


def price_row(item: PriceItem) -> PriceRow:
    return PriceRow(
        id=item.id,
        code=item.code,
        name=item.name,
        unit=item.unit,
        price=item.unit_price.quantize(Decimal("0.01")) if item.unit_price % Decimal("0.01") == 0 else item.unit_price,
        vat_rate=words.quantity(item.vat_rate),
        description=item.description,
        minimum=f"At least {words.quantity(item.min_qty)} {item.unit}." if item.min_qty else "",
        confirmed=item.confirmed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def prices(request: Asked) -> HttpResponse:
    """The list; POST adds one, which the owner thereby confirms."""
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = to_change(request.member)
        try:
            values = _values(form.cleaned_data, code="", minimum=None)
            pricelist.add_item(business_id=member.business_id, values=values, confirmed=True, now=now())
        except BadValue as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect("prices")
    return _list(request, form=form if form.is_bound else PriceForm(), status=422 if form.errors else 200)


def _list(
    request: Asked, *, form: PriceForm | None = None, rule_form: RuleForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "page": price_list_page(request.member),
        "form": form or PriceForm(),
        "rule_form": rule_form or RuleForm(),
    }
    return render(request, "owner/pricelist.html", context, status=status)


@require_POST
@for_members
def item(request: Asked, item: uuid.UUID) -> HttpResponse:
    """Change one price in place; pressing the button confirms it."""
    to_change(request.member)
    found = of_business(request.member, PriceItem.objects.listed(), item)
    error = ""
    try:
        values = _values(
            {
                "name": request.POST.get("name", ""),
                "unit": request.POST.get("unit", ""),
                "unit_price": request.POST.get("unit_price", ""),
                "vat_rate": request.POST.get("vat_rate", ""),
                "description": found.description,
            },
            code=found.code,
            minimum=found.min_qty,
            rate_now=found.vat_rate,
        )
        found = pricelist.change_item(item=found, values=values, now=now())
    except BadValue as refused:
        error = str(refused)
    if not request.htmx:
        return redirect("prices") if not error else _list(request, status=422)
    registered = BusinessProfile.objects.get(business_id=request.member.business_id).vat_registered
    context = {"row": price_row(found), "vat_registered": registered, "error": error}
    return render(request, "owner/_price_row.html", context, status=200)


def _values(
    answers: dict[str, str], *, code: str, minimum: Decimal | None, rate_now: Decimal = Decimal(20)
) -> pricelist.ItemValues:
    name = answers["name"].strip()
    if not name:
        raise BadValue("Say what the price is for.", "name")
    price = editing.read_number(answers["unit_price"], what="The price", field="unit_price", most_decimals=4)
    rate = (
        editing.read_number(answers["vat_rate"], what="The VAT rate", field="vat_rate")
        if answers["vat_rate"]
        else rate_now
    )
    if rate not in (Decimal(20), Decimal(5), Decimal(0)):
        raise BadValue("VAT is 20, 5 or 0 per cent.", "vat_rate")
    return pricelist.ItemValues(
        code=code,
        name=name[:120],
        description=answers.get("description", "").strip()[:400],
        unit=answers["unit"].strip()[:20] or "each",
        unit_price=price,
        vat_rate=rate,
        min_qty=minimum,
    )


@require_POST
@for_members
def confirm(request: Asked) -> HttpResponse:
    to_change(request.member)
    chosen = None if request.POST.get("all") else [uuid.UUID(value) for value in request.POST.getlist("item")]
    pricelist.confirm(item_ids=chosen, now=now())
    return redirect("prices")


@require_POST
@for_members
def retire(request: Asked, item: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    pricelist.retire(item=of_business(request.member, PriceItem.objects.listed(), item), now=now())
    return HttpResponse("") if request.htmx else redirect("prices")


@require_POST
@for_members
def rule_add(request: Asked) -> HttpResponse:
    to_change(request.member)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _list(request, rule_form=form, status=422)
    pricelist.add_rule(business_id=request.member.business_id, text=form.cleaned_data["text"])
    return redirect("prices")


@require_POST
@for_members
def rule_remove(request: Asked, rule: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    of_business(request.member, PricingRule.objects.all(), rule).delete()
    return redirect("prices")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def import_file(request: Asked) -> HttpResponse:
    """Read a file and show what was understood; nothing is on the list yet."""
    to_change(request.member)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            form.add_error("file", "This file is larger than 1 MB. A price list is much smaller: is it the right one?")
        else:
            content = upload.read()
            read = importing.read(content)
            preview = ImportPreview(
                handle=signing.dumps({"rows": [row.plain() for row in read.items]}, salt=HANDLE, compress=True),
                file_name=upload.name or "file",
                rows=[_import_row(row) for row in read.rows],
                understood=len(read.items),
                not_understood=len(read.rows) - len(read.items),
            )
            return render(request, "owner/price_import.html", {"preview": preview})
    return render(request, "owner/price_import.html", {"form": form}, status=422 if form.errors else 200)


def _import_row(row: importing.ReadRow) -> ImportRow:
    known = PriceItem.objects.listed().filter(code=row.code).exists() if row.code else False
    return ImportRow(
        line=row.line,
        code=row.code,
        name=row.name,
        unit=row.unit,
        price=row.price,
        vat_rate=words.quantity(row.vat_rate) if row.vat_rate is not None else "",
        change="Replaces the price you have" if known else "New",
        problem=row.problem,
    )


@require_POST
@for_members
def import_confirm(request: Asked) -> HttpResponse:
    """Put what was shown on the list. The rows travel in the page, signed, so that what was seen is what is taken."""
    member = to_change(request.member)
    try:
        rows = signing.loads(request.POST.get("handle", ""), salt=HANDLE, max_age=3600)["rows"]
    except (signing.BadSignature, KeyError):
        return redirect("price_import")
    pricelist.apply_import(business_id=member.business_id, rows=rows, now=now())
    return redirect("prices")
