"""Prices from a file: read, show what was understood, put on the list, undo. Nothing is on the list before the owner's yes."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.accounts.models import BusinessProfile
from handlet.quoting import importing, imports, item_rules, pricelist, shapes, spreadsheets
from handlet.quoting.models import PriceImport
from handlet.quoting.refusals import AlreadyDone, BadValue
from handlet.quoting.rules import BadRule, from_json, to_json
from handlet.web.owner.prices import examples, is_registered
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts.prices import ImportPreview, ImportRow, ImportRule
from handlet.web.ui.contexts.states import Notice
from handlet.web.ui.forms.prices import SHAPE_WORDS, ImportForm
from handlet.web.ui.forms.rules import RULE_FORMS, kind_of

OUTCOMES = {"new": "new", "changed": "changed", "kept": "as they are", "not_understood": "not understood"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def import_file(request: Asked) -> HttpResponse:
    """Read a file; what was understood is shown next."""
    member = to_change(request.member)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > spreadsheets.MOST_BYTES:
            form.add_error("file", "This file is larger than 2 MB. A price list is much smaller: is it the right one?")
        else:
            read = importing.read(upload.read(), trade=member.business.trade, vat_registered=is_registered(member))
            if not read.items and len(read.rows) == 1:
                form.add_error("file", read.rows[0].problem)
            else:
                made = imports.propose(business_id=member.business_id, read=read, by=member, now=now())
                return redirect("price_import_preview", made.id)
    return render(request, "owner/price_import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@for_members
def preview(request: Asked, made: uuid.UUID) -> HttpResponse:
    found = of_business(to_change(request.member), PriceImport.objects.all(), made)
    if found.state != PriceImport.State.PREVIEWED:
        return redirect("prices")
    return render(request, "owner/price_import.html", {"preview": _preview(found)})


def _preview(made: PriceImport) -> ImportPreview:
    proposals = imports.proposals(made)
    registered = BusinessProfile.objects.get(business_id=made.business_id).vat_registered
    rows = [_row(one, number, registered) for number, one in enumerate(proposals)]
    counts = [(sum(1 for one in proposals if one.outcome == name), word) for name, word in OUTCOMES.items()]
    return ImportPreview(
        id=made.id,
        rows=[row for row, one in zip(rows, proposals, strict=True) if not one.row.remark],
        counts=[(count, word) for count, word in counts if count],
        understood=sum(1 for one in proposals if one.outcome in ("new", "changed") or one.row.decided),
        unread=[note for one in proposals if one.row.remark for note in one.row.notes],
        to_decide=sum(1 for row in rows for rule in row.rules if not rule.said),
        to_say=sum(1 for row in rows if row.which and not row.said_which),
    )


def _row(one: imports.Proposed, number: int, registered: bool) -> ImportRow:
    values = one.row.values
    if values is None:
        return ImportRow(one.row.place, one.row.name, one.outcome, problem=one.row.problem, number=number)
    shape = shapes.of(values)
    return ImportRow(
        place=one.row.place,
        name=one.row.name,
        outcome=one.outcome,
        code=values.code,
        charged=f"{SHAPE_WORDS[values.shape]}: {shape.in_words()}",
        vat=f"{words.quantity(values.vat_rate)} % VAT {'in it' if values.includes_vat else 'on top'}"
        if registered
        else "",
        changes=one.changes,
        notes=one.row.notes,
        examples=examples(shape),
        rules=[_rule(one, kept) for kept in one.rules],
        number=number,
        which=[(item.code, shapes.of(pricelist.values_of(item)).in_words()) for item in one.may_be],
        said_which=one.row.which,
    )


def _rule(one: imports.Proposed, kept: item_rules.KeptRule) -> ImportRule:
    decision = one.decided(kept)
    return ImportRule(
        key=kept.key,
        kind=kind_of(kept.rule),
        text=kept.rule.in_words(),
        words=kept.words,
        said=decision.say if decision is not None else "",
        instead=decision.instead.in_words() if decision is not None and decision.instead is not None else "",
    )


@require_POST
@for_members
def decide(request: Asked, made: uuid.UUID) -> HttpResponse:
    """POST {place, key, say}: right, drop, or nothing to take it back; {all} says right to every one that is left.

    POST {place, which}: the code of the price that a line is about, `another`, or nothing to take it back.
    """
    member = to_change(request.member)
    found = of_business(member, PriceImport.objects.all(), made)
    try:
        if request.POST.get("all"):
            imports.decide_all(made=found, now=now())
            return redirect("price_import_preview", made)
        place = _place(request.POST.get("place", ""))
        if "which" in request.POST:
            imports.say_which(made=found, place=place, which=request.POST["which"], now=now())
            return redirect(f"{reverse('price_import_preview', args=[made])}#row-{place}")
        say = request.POST.get("say", "")
        if say == "change":
            raise Http404
        one = imports.decide(made=found, place=place, key=request.POST.get("key", ""), say=say, now=now())
    except (AlreadyDone, BadValue) as error:
        return refuse(request, str(error))
    if request.htmx:
        # What stands above and below the list counts this decision too.
        found.refresh_from_db()
        context = {"row": _row(one, place, is_registered(member)), "made": found.id, "preview": _preview(found)}
        return render(request, "owner/_import_decided.html", context)
    return redirect(f"{reverse('price_import_preview', args=[made])}#row-{place}")


def _place(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Http404
    return int(text)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def change_rule(request: Asked, made: uuid.UUID, place: int, kind: str) -> HttpResponse:
    """The form of a suggested rule (`?key=`): what is saved there is put in its place."""
    member = to_change(request.member)
    found = of_business(member, PriceImport.objects.filter(state=PriceImport.State.PREVIEWED), made)
    proposals = imports.proposals(found)
    one = proposals[place] if place < len(proposals) else None
    key = request.GET.get("key", "")
    kept = next((kept for kept in one.rules if kept.key == key), None) if one is not None else None
    if one is None or kept is None or kind_of(kept.rule) != kind:
        raise Http404
    label, form_class = RULE_FORMS[kind]
    decision = one.decided(kept)
    stands = decision.instead if decision is not None and decision.instead is not None else kept.rule
    form = form_class(request.POST or None, codes=imports.codes_of(proposals), before=stands)
    wanted = form.rule() if request.method == "POST" and form.is_valid() else None
    if wanted is not None and not form.errors:
        try:
            rule = from_json(to_json(wanted))
            imports.decide(made=found, place=place, key=key, say="change", instead=rule, now=now())
        except (AlreadyDone, BadRule, BadValue) as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{reverse('price_import_preview', args=[made])}#row-{place}")
    context = {
        "back": f"{reverse('price_import_preview', args=[made])}#row-{place}",
        "name": one.row.name,
        "form": form,
        "label": label,
        "words": kept.words,
        "changing": True,
        "action": request.get_full_path(),
    }
    return render(request, "owner/price_rule.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def confirm(request: Asked, made: uuid.UUID) -> HttpResponse:
    """What was shown is what is put on the list."""
    member = to_change(request.member)
    found = of_business(member, PriceImport.objects.all(), made)
    try:
        count = imports.apply(made=found, by=member, now=now())
    except (AlreadyDone, BadValue) as error:
        return refuse(request, str(error))
    put = "1 price is" if count == 1 else f"{count:,} prices are"
    messages.success(request, f"{put} on your list as the file has them.")
    return redirect("prices")


@require_POST
@for_members
def undo(request: Asked, made: uuid.UUID) -> HttpResponse:
    """The list as it was before; what was changed since is named and stays."""
    member = to_change(request.member)
    found = of_business(member, PriceImport.objects.all(), made)
    try:
        undone = imports.undo(made=found, by=member, now=now())
    except (AlreadyDone, BadValue) as error:
        return refuse(request, str(error))
    went = "1 price is as it was" if undone.count == 1 else f"{undone.count:,} prices are as they were"
    if not undone.left:
        messages.success(request, f"{went}.")
        return redirect("prices")
    notice = Notice(
        title=f"{went}. Left alone, because changed since: {', '.join(undone.left)}.",
        link="/prices",
        link_words="To the price list",
    )
    return render(request, "refused.html", {"notice": notice})
