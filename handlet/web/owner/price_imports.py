"""Prices from a file: read, show what was understood, put on the list, undo. Nothing is on the list before the owner's yes."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.quoting import importing, imports, shapes, spreadsheets
from handlet.quoting.models import PriceImport
from handlet.quoting.refusals import AlreadyDone, BadValue
from handlet.web.owner.prices import examples, is_registered
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts import ImportPreview, ImportRow, Notice
from handlet.web.ui.forms import ImportForm
from handlet.web.ui.price_forms import SHAPE_WORDS

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
    counts = [(sum(1 for one in proposals if one.outcome == name), word) for name, word in OUTCOMES.items()]
    return ImportPreview(
        id=made.id,
        rows=[_row(one) for one in proposals],
        counts=[(count, word) for count, word in counts if count],
        understood=sum(1 for one in proposals if one.outcome in ("new", "changed")),
    )


def _row(one: imports.Proposed) -> ImportRow:
    values = one.row.values
    if values is None:
        return ImportRow(one.row.line, one.row.name, one.outcome, problem=one.row.problem)
    shape = shapes.of(values)
    return ImportRow(
        line=one.row.line,
        name=one.row.name,
        outcome=one.outcome,
        code=values.code,
        charged=f"{SHAPE_WORDS[values.shape]}: {shape.in_words()}",
        vat=f"{words.quantity(values.vat_rate)} % VAT {'in it' if values.includes_vat else 'on top'}",
        changes=one.changes,
        notes=one.row.notes,
        examples=examples(shape),
        rules=[(kept.rule.in_words(), kept.words) for kept in one.rules],
    )


@require_POST
@for_members
def confirm(request: Asked, made: uuid.UUID) -> HttpResponse:
    """What was shown is what is put on the list."""
    member = to_change(request.member)
    found = of_business(member, PriceImport.objects.all(), made)
    try:
        imports.apply(made=found, by=member, now=now())
    except (AlreadyDone, BadValue) as error:
        return refuse(request, str(error))
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
    if not undone.left:
        return redirect("prices")
    notice = Notice(
        title=f"{undone.count} prices are as they were. Left alone, because changed since: {', '.join(undone.left)}.",
        link="/prices",
        link_words="To the price list",
    )
    return render(request, "refused.html", {"notice": notice})
