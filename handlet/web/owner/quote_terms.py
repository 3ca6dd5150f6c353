"""What stands around the lines of a quote: each fold saved by itself; a price from photos made an estimate; headings."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from handlet.accounts.access import of_business, to_change
from handlet.quoting import editing, queries
from handlet.quoting.models import QuoteSection, QuoteVersion
from handlet.quoting.refusals import BadValue, QuotingRefused
from handlet.web.owner import quote_editor, quote_folds
from handlet.web.request import Asked, for_members
from handlet.web.ui.forms.quotes import FOLDS


@require_POST
@for_members
def fold(request: Asked, quote: uuid.UUID, fold: str) -> HttpResponse:
    """Save one small form. What cannot be used comes back in it, with what was typed."""
    to_change(request.member)
    found = quote_editor.found_quote(request, quote)
    if fold not in FOLDS:
        raise Http404
    version, told = queries.newest(found), ""
    form = quote_folds.filled_in(version, fold, request.POST)
    if not form.is_valid():
        return quote_editor.show(request, found, form=form, opened=fold, status=422)
    try:
        told = quote_folds.save(version, form)
    except BadValue as error:
        name = quote_folds.SHOWN_AS.get(error.field, error.field)
        form.add_error(name if name in form.fields else None, str(error))
    except QuotingRefused as error:
        return quote_editor.show(request, found, problem=str(error), status=409)
    if form.errors:
        return quote_editor.show(request, found, form=form, opened=fold, status=422)
    if told:
        return quote_editor.show(request, found, opened=fold, told=told)
    return quote_editor.after(request, found)


@require_POST
@for_members
def estimate(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """“I have only seen photos”, or only heard of it ({seen: told}): the price becomes an estimate with one tap. “I have seen
    and measured it” ({seen: visited}) makes it a quote.
    """
    to_change(request.member)
    found = quote_editor.found_quote(request, quote)
    version = queries.newest(found)
    seen = request.POST.get("seen", QuoteVersion.Seen.PHOTOS)
    firm = seen == QuoteVersion.Seen.VISITED
    kind = QuoteVersion.Kind.QUOTE if firm else QuoteVersion.Kind.ESTIMATE
    try:
        editing.set_terms(version=version, seen=seen)
        editing.change_details(version=version, kind=kind, valid_until=version.valid_until, details={})
    except QuotingRefused as error:
        return quote_editor.show(request, found, problem=str(error), status=409)
    return quote_editor.after(request, found, opened="" if firm else "kind")


@require_POST
@for_members
def section_add(request: Asked, quote: uuid.UUID) -> HttpResponse:
    to_change(request.member)
    found = quote_editor.found_quote(request, quote)
    try:
        editing.add_section(version=queries.newest(found), title=request.POST.get("title", ""))
    except QuotingRefused as error:
        status = 422 if isinstance(error, BadValue) else 409
        return quote_editor.show(request, found, problem=str(error), status=status)
    return quote_editor.after(request, found)


@require_POST
@for_members
def section(request: Asked, quote: uuid.UUID, section: uuid.UUID) -> HttpResponse:
    """Rename a heading ({title}), move it ({way: up, down}) or remove it ({remove: yes}); its lines stay."""
    to_change(request.member)
    found = quote_editor.found_quote(request, quote)
    row = of_business(request.member, QuoteSection.objects.select_related("version"), section)
    if row.version.quote_id != found.id:
        raise Http404
    try:
        if request.POST.get("remove"):
            editing.remove_section(section=row)
        elif request.POST.get("way"):
            editing.move_section(section=row, up=request.POST["way"] == "up")
        else:
            editing.change_section(section=row, title=request.POST.get("title", ""), note=row.note)
    except QuotingRefused as error:
        status = 422 if isinstance(error, BadValue) else 409
        return quote_editor.show(request, found, problem=str(error), status=status)
    return quote_editor.after(request, found)
