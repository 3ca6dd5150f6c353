"""Follow-ups: how a business follows up, what will go out, and the plan of one quote."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts import profiles
from handlet.accounts.access import of_business
from handlet.accounts.models import BusinessProfile
from handlet.drafting.following import house, planning, standing, upcoming
from handlet.drafting.models import FollowUp
from handlet.quoting.models import Quote
from handlet.web.owner import showing
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts.follow_ups import (
    FollowUpItem,
    FollowUpPlanPage,
    FollowUpQuoteRef,
    FollowUpRow,
    FollowUpsPage,
    FollowUpStopped,
)
from handlet.web.ui.forms.drafts import FollowUpRulesForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def rules(request: Asked) -> HttpResponse:
    """Off until they are turned on here."""
    rhythm = house.rhythm_of(request.member.business_id)
    profile = BusinessProfile.objects.get(business_id=request.member.business_id)
    form = FollowUpRulesForm(
        request.POST or None,
        initial={
            "on": "yes" if house.is_on(request.member.business_id) else "no",
            "days": ", ".join(str(day) for day in rhythm.days),
            "before_expiry": rhythm.before_expiry,
            "weekdays": [str(day) for day in sorted(rhythm.weekdays)],
            "opens": rhythm.opens.strftime("%H:%M"),
            "closes": rhythm.closes.strftime("%H:%M"),
            "rest_on_holidays": rhythm.rest_on_holidays,
            "tells_opened": profile.tells_opened,
        },
    )
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        tells_opened = answers.pop("tells_opened")
        answers["on"] = answers["on"] == "yes"
        answers["weekdays"] = [int(day) for day in answers["weekdays"]]
        try:
            house.change(by=request.member, now=now(), **answers)
        except house.CannotKeep as error:
            form.add_error(error.field, str(error))
        else:
            profiles.tell_opened(by=request.member, on=tells_opened)
            messages.success(request, "Saved.")
            return redirect("settings_follow_ups")
    context = {"form": form, "on": house.is_on(request.member.business_id)}
    return render(request, "owner/settings/follow_ups.html", context, status=422 if form.errors else 200)


@require_safe
@for_members
def follow_ups(request: Asked) -> HttpResponse:
    """What will go out: day, person, exact text, and what is in the way."""
    return _list(request)


def _list(
    request: Asked,
    *,
    at_fault: uuid.UUID | None = None,
    error: str = "",
    typed: str = "",
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    page = FollowUpsPage(
        on=house.is_on(request.member.business_id),
        rows=[_row(one, at_fault, error, typed, seen) for one in upcoming.coming(now=now())],
        stopped=[
            FollowUpStopped(
                customer=showing.person(one.customer),
                conversation=one.conversation_id,
                quotes=_quotes(one),
                at=one.ended_at or now(),
                reason=standing.words(one.stopped_because or "failed_itself", one.customer.name),
            )
            for one in upcoming.stopped_lately(now=now())
        ],
    )
    return render(request, "owner/follow_ups.html", {"page": page, "now": now()}, status=status)


def _row(one: upcoming.Coming, at_fault: uuid.UUID | None, error: str, typed: str, seen: str) -> FollowUpRow:
    found = one.follow_up
    mine = found.pk == at_fault
    return FollowUpRow(
        id=found.pk,
        day=words.day_and_clock(found.due_at),
        customer=showing.person(found.customer),
        conversation=found.conversation_id,
        to=one.to,
        text=typed if mine and typed else found.text,
        quotes=_quotes(found),
        warning=one.warning,
        fails=one.fails,
        going=found.state == FollowUp.State.QUEUED,
        error=error if mine else "",
        seen=seen if mine else "",
    )


def _quotes(found: FollowUp) -> list[FollowUpQuoteRef]:
    return [FollowUpQuoteRef(row.version.quote_id, row.version.quote.label) for row in found.quotes.all()]


@require_POST
@for_members
def change(request: Asked, follow_up: uuid.UUID) -> HttpResponse:
    """Other words, or `cancel`: this one does not go."""
    found = of_business(request.member, FollowUp.objects.select_related("customer"), follow_up)
    try:
        if request.POST.get("cancel"):
            planning.cancel(follow_up=found, by=request.member, now=now())
        else:
            planning.amend(
                follow_up=found,
                by=request.member,
                text=request.POST.get("text", ""),
                seen=request.POST.get("seen", ""),
                now=now(),
            )
    except planning.Asked as asked:
        text = request.POST.get("text", "")
        return _list(request, at_fault=found.pk, error=str(asked), typed=text, seen=asked.seen, status=422)
    except planning.CannotFollow as error:
        return refuse(request, str(error))
    return redirect("follow_ups")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def of_quote(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The plan of a quote; POST approves the texts that are ticked, exactly as they stand."""
    found = of_business(request.member, Quote.objects.select_related("customer"), quote)
    error, seen, typed = "", "", {}
    if request.method == "POST":
        chosen = request.POST.getlist("keep")
        typed = {key: request.POST.get(f"text-{key}", "") for key in chosen}
        try:
            planning.turn_on(
                quote=found,
                by=request.member,
                texts=typed,
                digest=request.POST.get("digest", ""),
                seen=request.POST.get("seen", ""),
                now=now(),
            )
        except planning.Asked as asked:
            error, seen = str(asked), asked.seen
        except planning.CannotFollow as refused:
            error = str(refused)
        else:
            return redirect("follow_ups")
    try:
        plan = planning.plan_for(found, now=now())
    except planning.NotNow as refused:
        return refuse(request, str(refused))
    page = FollowUpPlanPage(
        quote=found.pk,
        number=found.label,
        others=sorted({one.quote.label for one in plan.versions} - {found.label}),
        customer=showing.person(plan.conversation.customer),
        to=plan.to,
        items=[
            FollowUpItem(
                key=one.key,
                day=words.day_and_clock(one.step.due_at),
                why=FollowUp.Kind(one.step.kind).label,
                text=typed.get(one.key) or one.text,
                keep=not typed or one.key in typed,
            )
            for one in plan.items
        ],
        digest=plan.digest,
        seen=seen,
        cannot=plan.cannot,
        is_off=not house.is_on(request.member.business_id),
        planned=planning.planned_for(found),
        error=error,
    )
    return render(request, "owner/follow_up_plan.html", {"page": page, "now": now()}, status=422 if error else 200)


@require_POST
@for_members
def stop(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """Nothing more goes about this quote."""
    found = of_business(request.member, Quote.objects.all(), quote)
    planning.cancel_all(quote=found, by=request.member, now=now())
    return redirect("follow_ups")
