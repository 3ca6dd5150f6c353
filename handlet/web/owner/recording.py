"""What was said and not pressed: the owner records a yes, an end, goods that came and work that began."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.drafting import confirming
from handlet.inbox import outbox
from handlet.inbox.models import Message
from handlet.kit.london import LONDON, london_day
from handlet.quoting import acceptance, cancelling, queries
from handlet.quoting.models import Acceptance, Quote, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.quoting.refusals import BadValue, PeriodPassed, QuotingRefused
from handlet.quoting.totals import standing_lines
from handlet.web.customer import deciding
from handlet.web.owner import quote_editor, quotes_shown
from handlet.web.owner.quote_editor import found_quote
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts.states import Notice
from handlet.web.ui.forms.agreed import EndedForm, GoodsForm, RecordAcceptanceForm, StartedForm

State = QuoteVersion.State
NOT_SENT = "This quote has not been sent, so nobody can have accepted it yet."


# --- A yes ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def record(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """A yes by phone, at the door or in a message, with the options that were taken. `look`: only work out the total."""
    to_change(request.member)
    found = found_quote(request, quote)
    version = queries.offered(found)
    if version is None:
        return refuse(request, NOT_SENT)
    today, theirs = london_day(now()), _theirs(found)
    chosen = _options_asked(version, request)
    choice = deciding.choice_of(version, chosen)
    form = RecordAcceptanceForm(
        request.POST or None,
        initial={
            "said_by": quotes_shown.person_of(version),
            "said_on": today,
            "how": "phone",
            "option": [str(id) for id in chosen],
            **({"how": "in_person", "where": "their_home", "notice": "before"} if "given" in request.GET else {}),
        },
        messages=_as_choices(theirs),
        options=[(one.id, f"{one.description} (+ {one.amount})") for one in choice.options],
        has_notice=bool(version.notice_version),
        today=today,
    )
    looking = "look" in request.POST
    if looking:
        form.errors.clear()
    elif request.method == "POST" and form.is_valid():
        try:
            _record(version, form, chosen, theirs, by=request.member, at=now())
        except QuotingRefused as error:
            return refuse(request, str(error))
        return redirect("quote_edit", found.id)
    page = quote_editor.editor_page(version, errors={})
    context = {"page": page, "form": form, "choice": choice, "has_notice": bool(version.notice_version)}
    return render(request, "owner/quote_record.html", context, status=422 if form.errors else 200)


def _record(
    version: QuoteVersion,
    form: RecordAcceptanceForm,
    chosen: Sequence[UUID],
    theirs: Sequence[Message],
    *,
    by: Membership,
    at: datetime,
) -> None:
    answers = form.cleaned_data
    acceptance.record_acceptance(
        version=version,
        by=by,
        method=answers["how"],
        name=answers["said_by"],
        place=answers["where"],
        message=_message(theirs, answers["message"]),
        chosen=chosen,
        notice_given=answers.get("notice") == "before",
        evidence={"said_on": answers["said_on"].isoformat(), "words": answers["words"]},
        now=at,
    )


def _options_asked(version: QuoteVersion, request: Asked) -> list[UUID]:
    """The options that the form names, by ids of this version alone; before it was sent those ticked beforehand."""
    options = {str(line.id): line for line in standing_lines(version) if line.optional}
    if request.method != "POST":
        return [line.id for line in options.values() if line.chosen]
    named = request.POST.getlist("option")
    return [line.id for name, line in options.items() if name in named]


# --- The notice, at the door ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def notice(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The cancellation notice and form to be shown, and sent, before a yes face to face."""
    to_change(request.member)
    found = found_quote(request, quote)
    version = queries.offered(found)
    paperwork = deciding.paperwork_of(version) if version is not None else None
    if version is None or paperwork is None:
        return refuse(request, "This quote has no cancellation notice to show.")
    to = deciding.copy_to(version, None)
    if request.method == "POST":
        try:
            confirming.send_notice(version=version, by=request.member, now=now())
        except (QuotingRefused, outbox.CannotSend, confirming.NoNotice) as error:
            return refuse(request, str(error))
        return redirect(f"{reverse('quote_record', args=[found.id])}?given")
    context = {
        "page": quote_editor.editor_page(version, errors={}),
        "paperwork": paperwork,
        "to": to,
        "text": confirming.notice_words(version),
    }
    return render(request, "owner/quote_notice.html", context)


# --- An end -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def ended(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """They cancelled by phone, by post, at the door or in a message; or both agreed to end it."""
    to_change(request.member)
    found = found_quote(request, quote)
    version, made = _agreed(found)
    if version is None or made is None:
        return refuse(request, "Nothing stands agreed under this quote, so there is nothing to end.")
    theirs = _theirs(found)
    form = EndedForm(
        request.POST or None,
        initial={"what": "right", "said_by": made.name, "said_on": london_day(now()), "how": "phone"},
        messages=_as_choices(theirs),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _end(version, form, theirs, by=request.member, at=now())
        except BadValue as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        except PeriodPassed:
            form.add_error("what", _passed_words(made))
        except QuotingRefused as error:
            return refuse(request, str(error))
        else:
            return redirect("quote_edit", found.id)
    context = {"page": quote_editor.editor_page(version, errors={}), "form": form, "notice": _period_notice(made)}
    return render(request, "owner/quote_ended.html", context, status=422 if form.errors else 200)


def _end(version: QuoteVersion, form: EndedForm, theirs: Sequence[Message], *, by: Membership, at: datetime) -> None:
    answers = form.cleaned_data
    message = _message(theirs, answers["message"]) if answers["how"] == "message" else None
    if answers["what"] == "agreement":
        cancelling.agree(
            version=version,
            by=by,
            method=answers["how"],
            words=answers["words"],
            name=answers["said_by"],
            message=message,
            now=at,
        )
        return
    cancelling.record_cancelling(
        version=version,
        by=by,
        method=answers["how"],
        words=answers["words"],
        name=answers["said_by"],
        said_at=message.sent_at if message is not None else _moment(answers["said_on"], at),
        told_on=answers["arrived_on"] if answers["how"] == "form" else None,
        message=message,
        now=at,
    )


def _moment(day: date, at: datetime) -> datetime:
    """A day that was said, as a moment: now for today, else noon in London."""
    return at if day == london_day(at) else datetime.combine(day, time(12), LONDON)


def _period_notice(made: Acceptance) -> Notice | None:
    period = acceptance.period_of(made)
    if period is None:
        return Notice(
            "They are no householder, so no days to cancel are counted", "If you agree to end it, say so below."
        )
    if period.last_day is None:
        return Notice("They may cancel", period.because)
    return Notice(f"They may cancel until the end of {day_words(period.last_day)}", period.because)


def _passed_words(made: Acceptance) -> str:
    period = acceptance.period_of(made)
    if period is None or period.last_day is None:
        return "No days to cancel are counted for them. If you agree to end it, choose “We agreed to end it”."
    return (
        f"As we count, their days ended with {day_words(period.last_day)}. If you let them go all the same, choose “We agreed "
        "to end it”. If you are not sure, ask Citizens Advice or a solicitor before you say no."
    )


@require_POST
@for_members
def confirm(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """What they should have in writing, sent now: it could not go when it happened. What has gone does not go again."""
    to_change(request.member)
    found = found_quote(request, quote)
    version, made = _standing(found)
    if version is None or made is None:
        return refuse(request, "Nothing stands agreed under this quote.")
    tell = confirming.acknowledge if version.state == State.CANCELLED else confirming.confirm
    if tell(business_id=request.member.business_id, version_id=version.pk, now=now()) is None:
        return refuse(
            request,
            "There is still no way to write to them. Connect your mailbox under Channels, or give it to them on paper.",
        )
    return redirect("quote_edit", found.id)


# --- Goods and work ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def goods(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The last of the goods arrived: the days to cancel count from then."""
    to_change(request.member)
    found = found_quote(request, quote)
    version, made = _agreed(found)
    if version is None or made is None:
        return refuse(request, "Nothing stands agreed under this quote.")
    form = GoodsForm(request.POST or None, initial={"goods_on": made.goods_received_on or london_day(now())})
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.note_goods_received(
                acceptance=made, by=request.member, on=form.cleaned_data["goods_on"], now=now()
            )
        except BadValue as error:
            form.add_error("goods_on", str(error))
        else:
            return redirect("quote_edit", found.id)
    context = {"page": quote_editor.editor_page(version, errors={}), "form": form}
    return render(request, "owner/quote_goods.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def started(request: Asked, quote: uuid.UUID) -> HttpResponse:
    """The work began, with what that means for their right to cancel."""
    to_change(request.member)
    found = found_quote(request, quote)
    version, made = _agreed(found)
    if version is None or made is None:
        return refuse(request, "Nothing stands agreed under this quote.")
    if made.work_started_at is not None:
        return refuse(request, f"That the work started on {words.day(made.work_started_at)} is on record already.")
    form = StartedForm(request.POST or None, initial={"started_on": london_day(now())})
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.note_work_started(
                acceptance=made, by=request.member, at=_moment(form.cleaned_data["started_on"], now()), now=now()
            )
        except BadValue as error:
            form.add_error("started_on", str(error))
        else:
            return redirect("quote_edit", found.id)
    context = {
        "page": quote_editor.editor_page(version, errors={}),
        "form": form,
        "notices": _what_a_start_means(made, at=now()),
    }
    return render(request, "owner/quote_started.html", context, status=422 if form.errors else 200)


def _what_a_start_means(made: Acceptance, *, at: datetime) -> list[Notice]:
    period = acceptance.period_of(made)
    if period is None or period.is_over(london_day(at)):
        return []
    until = f"until the end of {day_words(period.last_day)}" if period.last_day is not None else "still"
    if not made.asked_to_start:
        return [
            Notice(
                f"They may cancel {until}, and have not asked you to start before",
                "If they cancel, they owe nothing for what you have done by then, and everything they paid goes back.",
                "danger",
            )
        ]
    return [
        Notice(
            f"They may cancel {until}, and have asked you to start before",
            "If they cancel, they pay for what has been done until then, in proportion."
            + (
                " Once the work is fully done, the right ends: they have said that they know."
                if made.knows_right_ends
                else ""
            ),
            "good",
        )
    ]


# --- Shared -----------------------------------------------------------------------------------------------------------


def _standing(quote: Quote) -> tuple[QuoteVersion | None, Acceptance | None]:
    version = queries.offered(quote)
    return version, acceptance.standing_acceptance(version) if version is not None else None


def _agreed(quote: Quote) -> tuple[QuoteVersion | None, Acceptance | None]:
    """The same, where it is agreed and has not ended."""
    version, made = _standing(quote)
    return (version, made) if version is not None and version.state == State.ACCEPTED else (None, None)


def _theirs(quote: Quote) -> list[Message]:
    """Their last messages, of which one may be the evidence."""
    return list(Message.objects.filter(conversation__quotes=quote, direction="in").order_by("-sent_at", "-id")[:20])


def _as_choices(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(str(row.id), f"{words.day(row.sent_at)}: {row.text[:60]}") for row in messages]


def _message(messages: Sequence[Message], id: str) -> Message | None:
    return next((row for row in messages if str(row.id) == id), None)
