"""The typed rules of a price, in plain words: add, change, confirm, drop. Never as code."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.quoting import item_rules
from handlet.quoting.models import PriceItem
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import BadRule, from_json, to_json
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.forms.rules import RULE_FORMS, kind_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def rule(request: Asked, item: uuid.UUID, kind: str) -> HttpResponse:
    """The form of one kind of rule; `?key=` changes that one."""
    member = to_change(request.member)
    found = of_business(member, PriceItem.objects.listed(), item)
    if kind not in RULE_FORMS:
        raise Http404
    label, form_class = RULE_FORMS[kind]
    key = request.GET.get("key", "")
    shown = item_rules.rules_of(found, item_rules.suggestions_for(found))
    before = next((kept for kept in shown if kept.key == key and kind_of(kept.rule) == kind), None)
    codes = [
        (one.code, f"{one.name} ({one.code})")
        for one in PriceItem.objects.listed()
        if one.pk != found.pk or kind == "included"
    ]
    form = form_class(request.POST or None, codes=codes, before=before.rule if before else None)
    made = form.rule() if request.method == "POST" and form.is_valid() else None
    if made is not None and not form.errors:
        try:
            item_rules.put(item=found, rule=from_json(to_json(made)), instead_of=key, by=member, now=now())
        except (BadRule, BadValue) as error:
            form.add_error(None, str(error))
        else:
            return redirect("price_item", item)
    context = {
        "back": reverse("price_item", args=[found.id]),
        "name": found.name,
        "form": form,
        "label": label,
        "words": before.words if before else "",
        "changing": before is not None,
        "action": request.get_full_path(),
    }
    return render(request, "owner/price_rule.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def confirm(request: Asked, item: uuid.UUID) -> HttpResponse:
    """POST {key} confirms one, {all} every one that is shown."""
    member = to_change(request.member)
    found = of_business(member, PriceItem.objects.listed(), item)
    keys = None if request.POST.get("all") else request.POST.getlist("key")
    item_rules.confirm(item=found, keys=keys, by=member, now=now())
    return redirect("price_item", item)


@require_POST
@for_members
def drop(request: Asked, item: uuid.UUID) -> HttpResponse:
    member = to_change(request.member)
    found = of_business(member, PriceItem.objects.listed(), item)
    item_rules.drop(item=found, key=request.POST.get("key", ""), by=member, now=now())
    return redirect("price_item", item)
