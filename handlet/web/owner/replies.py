"""Saved replies: list, add, change, delete; those that the owner writes again and again are proposed."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business
from handlet.drafting import noticing, remembering, saved_replies
from handlet.drafting.models import SavedReply
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui.contexts.learning import NoticedRow, RepliesPage, ReplyRow
from handlet.web.ui.forms.drafts import SavedReplyForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def replies(request: Asked) -> HttpResponse:
    """The list; POST adds one."""
    form = SavedReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved_replies.save(by=request.member, now=now(), **form.cleaned_data)
        except saved_replies.CannotSave as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("settings_replies")
    page = RepliesPage(
        rows=[ReplyRow(row.id, row.title, row.text) for row in SavedReply.objects.order_by("created_at")],
        noticed=[
            NoticedRow(one.mark, "reply", one.text, f"You wrote this to {one.times} people.", one.title)
            for one in noticing.saved_replies(business_id=request.member.business_id, now=now())[:5]
        ],
    )
    context = {"page": page, "form": form}
    return render(request, "owner/settings/replies.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def reply(request: Asked, reply: uuid.UUID) -> HttpResponse:
    """Change one, or delete it."""
    found = of_business(request.member, SavedReply.objects.all(), reply)
    if request.POST.get("forget"):
        saved_replies.delete(reply=found, by=request.member)
        return redirect("settings_replies")
    try:
        saved_replies.change(
            reply=found, by=request.member, title=request.POST.get("title", ""), text=request.POST.get("text", "")
        )
    except saved_replies.CannotSave as error:
        return refuse(request, str(error), status=422)
    return redirect("settings_replies")


@require_POST
@for_members
def noticed(request: Asked) -> HttpResponse:
    """Save a proposed answer, under the title and in the words of the page; or say no."""
    mark = request.POST.get("mark", "")
    found = {one.mark: one for one in noticing.saved_replies(business_id=request.member.business_id, now=now())}.get(
        mark
    )
    if found is None:
        return refuse(request, "This is not proposed any more. Open the page again.")
    if request.POST.get("answer") != "yes":
        remembering.refuse(by=request.member, kind="fact", mark=mark, times=found.times, now=now())
        return redirect("settings_replies")
    try:
        saved_replies.save(
            by=request.member,
            title=request.POST.get("title") or found.title,
            text=request.POST.get("text") or found.text,
            now=now(),
        )
    except saved_replies.CannotSave as error:
        return refuse(request, str(error), status=422)
    return redirect("settings_replies")
