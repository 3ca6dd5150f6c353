"""The price list: look over, search, confirm, add, change, try, take off, export. Nothing is quoted from an example."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.accounts.models import BusinessProfile, Membership
from handlet.kit.london import london_day
from handlet.quoting import gaps, importing, imports, item_rules, pricelist, shapes, spreadsheets
from handlet.quoting.item_values import ItemValues, words_of
from handlet.quoting.models import PriceImport, PriceItem, PricingRule
from handlet.quoting.printed import unit_words
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import Rule
from handlet.quoting.rules_in_words import read
from handlet.quoting.shapes.types import duration
from handlet.quoting.tiers import called
from handlet.web.owner import job_prices
from handlet.web.request import Asked, for_members, now
from handlet.web.ui import words
from handlet.web.ui.contexts.prices import ItemRuleRow, PriceItemPage, PriceListPage, PriceRow, ReadRow, RuleRow
from handlet.web.ui.forms.prices import SHAPE_WORDS, ItemForm, TryForm
from handlet.web.ui.forms.rules import RULE_FORMS, RuleForm, kind_of

UNCATEGORISED = "Other prices"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# --- the list ---------------------------------------------------------------------------------------------------------


MOST_SHOWN = 200
"""Prices on one page of a long list: more is slow to come over a phone, and nobody scrolls it."""


def price_list_page(member: Membership, *, query: str = "", category: str = "", start: int = 0) -> PriceListPage:
    """`start`: how many of those that fit were on pages before."""
    today = london_day(now())
    items = list(PriceItem.objects.listed())
    shown = [item for item in items if fits(item, query, category)]
    categories = list(dict.fromkeys(item.category for item in items if item.category))
    by_category = [item for name in [*categories, ""] for item in shown if item.category == name]
    start = start if 0 <= start < len(by_category) else 0
    window = by_category[start : start + MOST_SHOWN]
    groups = [
        (
            name or (UNCATEGORISED if categories else "Prices"),
            [price_row(item, today) for item in window if item.category == name],
        )
        for name in [*categories, ""]
    ]
    ids = {item.code: item.id for item in items}
    found = [] if query or category else pricelist.gaps_of_list(business_id=member.business_id, today=today)
    undo = PriceImport.objects.filter(state=PriceImport.State.APPLIED).order_by("-applied_at").first()
    return PriceListPage(
        groups=[(name, rows) for name, rows in groups if rows],
        to_confirm=sum(1 for item in items if not item.confirmed),
        rules=rule_rows(items),
        vat_registered=BusinessProfile.objects.get(business_id=member.business_id).vat_registered,
        query=query,
        category=category,
        categories=categories,
        gaps=[(gap.sentence, ids.get(gap.code)) for gap in found[:12]],
        undo=(undo.id, words.day(undo.applied_at)) if undo is not None and undo.applied_at is not None else None,
        count=len(items),
        fitting=len(by_category),
        start=start,
        earlier=_address(query, category, max(0, start - MOST_SHOWN)) if start else "",
        later=_address(query, category, start + MOST_SHOWN) if start + MOST_SHOWN < len(by_category) else "",
    )


def _address(query: str, category: str, start: int) -> str:
    asked = {"q": query, "category": category, "from": start}
    return f"{reverse('prices')}?{urlencode({name: value for name, value in asked.items() if value})}"


MOST_NAMED = 3


def rule_rows(items: Sequence[PriceItem]) -> list[RuleRow]:
    """The owner’s sentences, each with what it was read into."""
    rules = list(PricingRule.objects.order_by("position", "id"))
    if not rules:
        return []
    names = {item.code: item.name for item in items}
    ids = {item.code: item.id for item in items}
    found = read([words_of(item) for item in items], [rule.text for rule in rules])
    return [
        RuleRow(rule.id, rule.text, _read_rows(by_code, rule.text, names, ids))
        for rule, (_, by_code) in zip(rules, found.by_sentence, strict=True)
    ]


def _read_rows(
    by_code: Mapping[str, Sequence[Rule]], text: str, names: Mapping[str, str], ids: Mapping[str, uuid.UUID]
) -> list[ReadRow]:
    """The same rule of many prices is one row."""
    on: dict[str, list[str]] = {}
    for code, rules in by_code.items():
        for rule in rules:
            on.setdefault(in_plain_words(rule, names), []).append(code)
    for code, others in called(names, [text]).items():
        on.setdefault(f"Other names: {others}.", []).append(code)
    return [
        ReadRow(said, [(names[code], ids[code]) for code in codes[:MOST_NAMED]], more=max(0, len(codes) - MOST_NAMED))
        for said, codes in on.items()
    ]


def fits(item: PriceItem, query: str, category: str = "") -> bool:
    """Whether every word of a search stands in what the item says of itself."""
    if category and item.category != category:
        return False
    text = " ".join([item.code, item.name, item.description, item.category, *item.synonyms]).casefold()
    return all(word in text for word in query.casefold().split())


def price_row(item: PriceItem, today: date) -> PriceRow:
    return PriceRow(
        id=item.id,
        code=item.code,
        name=item.name,
        price=headline(item),
        charged=_charged(item),
        mark=_mark(item, today),
        confirmed=item.confirmed,
    )


def headline(item: PriceItem) -> str:
    """“£55.00 an hour”, “from £80.00”, “cost + 25 %”."""
    shape = shapes.of(item)
    price = words.pounds(item.unit_price)
    match shape:
        case shapes.Guide(high=high):
            return f"{price} to {words.pounds(high)}" if high is not None else f"from {price}"
        case shapes.Materials(percent=percent, handling=handling):
            return f"cost + {words.quantity(percent)} %" if percent else f"cost + {words.pounds(handling)}"
        case shapes.PassThrough() if not item.unit_price:
            return "at cost"
        case shapes.Consumables(percent=percent) if percent:
            return f"{words.quantity(percent)} %"
    return price


def _charged(item: PriceItem) -> str:
    said = {"hourly": "an hour", "crew": "an hour and person", "day": "a day", "half_day": "a half day", "fixed": "for the job",
            "call_out": "to come out", "no_show": "fee", "provisional": "set aside", "guide": "guide", "materials": "materials",
            "pass_through": "at cost", "consumables": "allowance"}.get(item.shape, "")  # fmt: skip
    return said or (item.unit if item.unit == "each" else f"per {unit_words(item.unit)}")


def _mark(item: PriceItem, today: date) -> str:
    if not item.confirmed:
        return "Example"
    if item.valid_until is not None and item.valid_until < today:
        return "Ended"
    if item.valid_from is not None and item.valid_from > today:
        return f"From {words.day(item.valid_from)}"
    return "" if item.may_be_firm or item.shape in shapes.NEVER_FIRM else "Not firm"


@require_http_methods(["GET", "HEAD"])
@for_members
def prices(request: Asked) -> HttpResponse:
    return _list(request)


def _list(request: Asked, *, rule_form: RuleForm | None = None, status: int = 200) -> HttpResponse:
    start = request.GET.get("from", "")
    page = price_list_page(
        request.member,
        query=request.GET.get("q", "")[:80].strip(),
        category=request.GET.get("category", "")[:60],
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0,
    )
    return render(request, "owner/pricelist.html", {"page": page, "rule_form": rule_form or RuleForm()}, status=status)


@require_POST
@for_members
def confirm(request: Asked) -> HttpResponse:
    member = to_change(request.member)
    try:
        chosen = None if request.POST.get("all") else [uuid.UUID(value) for value in request.POST.getlist("item")]
    except ValueError:
        return HttpResponseBadRequest()
    pricelist.confirm(item_ids=chosen, now=now(), by=member)
    return redirect(reverse("price_item", args=[chosen[0]]) if chosen and len(chosen) == 1 else "prices")


@require_http_methods(["GET", "HEAD"])
@for_members
def as_csv(request: Asked) -> HttpResponse:
    content = spreadsheets.comma_separated(imports.table_of_list()).encode("utf-8-sig")
    return _file(content, "text/csv; charset=utf-8", "price-list.csv")


@require_http_methods(["GET", "HEAD"])
@for_members
def as_xlsx(request: Asked) -> HttpResponse:
    return _file(spreadsheets.workbook(imports.table_of_list(), numeric=importing.NUMERIC), XLSX, "price-list.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    )  # fmt: skip


# --- one price --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def new(request: Asked) -> HttpResponse:
    """First how it is charged, then its fields. What the owner adds is theirs, so it is confirmed."""
    member = to_change(request.member)
    shape = request.GET.get("shape", "")
    if shape not in shapes.SHAPES:
        return render(request, "owner/price_new.html", {"kinds": list(SHAPE_WORDS.items())})
    form = ItemForm(request.POST or None, shape=shape, vat_registered=is_registered(member))
    status = 200
    if request.method == "POST":
        values = form.values() if form.is_valid() else None
        item = _saved(member, None, values, form) if values is not None else None
        if item is not None:
            messages.success(request, "It is on your price list.")
            return redirect("price_item", item.id)
        status = 422
    return render(
        request, "owner/price_new.html", {"form": form, "shape": shape, "shape_word": SHAPE_WORDS[shape]}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def item(request: Asked, item: uuid.UUID) -> HttpResponse:
    """One price: its fields, what it comes to, its rules. Saving confirms it. `?shape=` shows the fields of another way."""
    found = of_business(request.member, PriceItem.objects.listed(), item)
    shape = request.GET.get("shape", "")
    before = pricelist.values_of(found)
    if shape not in shapes.SHAPES:
        shape = found.shape
    if request.method == "POST":
        member = to_change(request.member)
        form = ItemForm(request.POST, shape=shape, before=before, vat_registered=is_registered(member))
        values = form.values() if form.is_valid() else None
        if values is not None and _saved(member, found, values, form) is not None:
            messages.success(request, "Saved. Quotes that were sent keep their price.")
            return redirect("price_item", item)
        return show_item(request, found, form=form, status=422)
    return show_item(
        request, found, form=ItemForm(shape=shape, before=before, vat_registered=is_registered(request.member))
    )


def show_item(request: Asked, found: PriceItem, *, form: ItemForm, status: int = 200) -> HttpResponse:
    shape = shapes.of(found)
    asked = any(name in request.GET for name in ("hours", "quantity", "people", "cost", "labour", "try"))
    tryout = TryForm(request.GET if asked else None, shape=shape)
    context = {
        "page": item_page(request.member, found),
        "form": form,
        "tryout": tryout,
        "tried": job_prices.tried(found, tryout, vat_registered=is_registered(request.member))[1] if asked else None,
        "kinds": list(SHAPE_WORDS.items()),
        "here": form.shape,
    }
    template = "owner/_price_tried.html" if request.htmx and asked else "owner/price_item.html"
    return render(request, template, context, status=status)


def item_page(member: Membership, found: PriceItem) -> PriceItemPage:
    shape = shapes.of(found)
    rules = item_rules.rules_of(found, item_rules.suggestions_for(found))
    who = found.changed_by.user.name if found.changed_by is not None else ""
    changed = f"Changed on {words.day(found.changed_at)}{f' by {who}' if who else ''}. Version {found.version}."
    return PriceItemPage(
        id=found.id,
        name=found.name,
        code=found.code,
        shape=found.shape,
        shape_word=SHAPE_WORDS[found.shape],
        charged=shape.in_words(),
        confirmed=found.confirmed,
        changed=changed,
        vat_registered=is_registered(member),
        mark=_mark(found, london_day(now())),
        examples=examples(shape),
        rules=[rule_row(kept, dict(PriceItem.objects.listed().values_list("code", "name"))) for kept in rules],
        rule_kinds=[(name, label) for name, (label, _) in RULE_FORMS.items()],
        to_decide=sum(1 for kept in rules if not kept.confirmed),
    )


def rule_row(kept: item_rules.KeptRule, names: Mapping[str, str]) -> ItemRuleRow:
    """A rule in plain words, with what it was read from."""
    said = in_plain_words(kept.rule, names)
    return ItemRuleRow(kept.key, kind_of(kept.rule), said, kept.words, kept.confirmed, waiting=not kept.in_force)


def in_plain_words(rule: Rule, names: Mapping[str, str]) -> str:
    """A rule in words: codes of other prices with their names."""
    text = rule.in_words()
    for code in gaps.codes_in(rule):
        if code in names:
            name = f"“{names[code]}”".replace("\\", "\\\\")
            text = re.sub(rf"(?<![\w-]){re.escape(code)}(?![\w-])", name, text)
    return text


def examples(shape: shapes.Shape) -> Sequence[tuple[str, str]]:
    """What usual lengths come to: there a misread step or minimum is seen."""
    if isinstance(shape, shapes.Day | shapes.HalfDay):
        return []
    return [(duration(minutes), words.pence(pence)) for minutes, pence in shapes.samples(shape)]


def _saved(member: Membership, found: PriceItem | None, values: ItemValues, form: ItemForm) -> PriceItem | None:
    """The item added or changed; None where it was refused, and the form says why."""
    try:
        if found is None:
            return pricelist.add_item(
                business_id=member.business_id, values=values, confirmed=True, now=now(), by=member
            )
        return pricelist.change_item(item=found, values=values, now=now(), by=member)
    except BadValue as error:
        form.add_error(error.field if error.field in form.fields else None, ValidationError(str(error)))
        return None


@require_POST
@for_members
def retire(request: Asked, item: uuid.UUID) -> HttpResponse:
    member = to_change(request.member)
    found = of_business(member, PriceItem.objects.listed(), item)
    pricelist.retire(item=found, now=now(), by=member)
    return render(request, "owner/price_retired.html", {"name": found.name, "id": found.id})


@require_POST
@for_members
def restore(request: Asked, item: uuid.UUID) -> HttpResponse:
    member = to_change(request.member)
    found = of_business(member, PriceItem.objects.filter(retired_at__isnull=False), item)
    try:
        pricelist.restore(item=found, now=now(), by=member)
    except BadValue as error:
        return render(
            request, "owner/price_retired.html", {"name": found.name, "id": found.id, "error": str(error)}, status=409
        )
    return redirect("price_item", item)


# --- rules in the owner's words ---------------------------------------------------------------------------------------


@require_POST
@for_members
def rule_add(request: Asked) -> HttpResponse:
    to_change(request.member)
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _list(request, rule_form=form, status=422)
    pricelist.add_rule(business_id=request.member.business_id, text=form.cleaned_data["text"])
    # The list may be long: the rule, and what was read out of it, is what they want to see.
    return redirect(f"{reverse('prices')}#rules")


@require_POST
@for_members
def rule_remove(request: Asked, rule: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    of_business(request.member, PricingRule.objects.all(), rule).delete()
    return redirect(f"{reverse('prices')}#rules")


def is_registered(member: Membership) -> bool:
    return bool(BusinessProfile.objects.get(business_id=member.business_id).vat_registered)
