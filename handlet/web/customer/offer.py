"""The customer’s page for one quote: no sign-in, a link for this quote alone. GET changes nothing, ever."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.tenancy import acting_for
from handlet.inbox import receiving
from handlet.quoting import acceptance, issuing, links, queries, revising
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.refusals import QuotingRefused, UnknownOption
from handlet.web.customer import deciding, resting, why
from handlet.web.customer.offer_shown import offer_of
from handlet.web.middleware import manages_own_transactions
from handlet.web.owner.quotes import pdf_response
from handlet.web.request import limited, now
from handlet.web.ui.contexts.states import Notice
from handlet.web.ui.forms.customer import AskForm, DeclineForm

State = QuoteVersion.State
View = Callable[..., HttpResponse]


def with_offer(view: View, *, resting_too: bool = False) -> View:
    """Find the quote of a link and act for its business. Altered, revoked, ended and never made links look the same; one that
    has rested asks for a proof first (`resting_too`: but on this page, which shows nothing of the quote).
    """

    def found(request: HttpRequest, token: str) -> HttpResponse:
        response = _answer(view, request, token, resting_too=resting_too)
        # Not `no-referrer`: a form would then post with a null origin, which the check against forgery refuses.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return manages_own_transactions(found)


def _answer(view: View, request: HttpRequest, token: str, *, resting_too: bool) -> HttpResponse:
    if limited(request, name="offer", most=240, within=timedelta(minutes=10)):
        return render(request, "429.html", status=429)
    where = links.find(token)
    if where is None:
        return _gone(request)
    business_id, quote_id = where
    with acting_for(business_id):
        version = _offered(quote_id)
        if version is None:
            return _gone(request)
        if resting_too:
            return view(request, token, version)
        if not resting.may_see(request, token, version):
            return resting.asked(request, token, version)
        response = view(request, token, version)
        resting.keep_awake(request, token, version)
        return response


def _offered(quote_id: uuid.UUID) -> QuoteVersion | None:
    quote = Quote.objects.filter(pk=quote_id).first()
    if quote is None or links.has_ended(quote, now=now()):
        return None
    return queries.offered(quote)


def _gone(request: HttpRequest) -> HttpResponse:
    # Somebody who tries addresses runs out of tries long before those who have one.
    if limited(request, name="offer-missed", most=60, within=timedelta(minutes=10)):
        return render(request, "429.html", status=429)
    return render(request, "customer/quote_gone.html", {"letterhead_name": "", "phone": "", "email": ""}, status=404)


def _context(version: QuoteVersion, token: str, **more: Any) -> dict[str, Any]:
    offer = offer_of(version, token=token, at=now())
    return {"offer": offer, "letterhead_name": offer.letterhead.name, "why": f"/q/{token}/why", **more}


@require_safe
@with_offer
def offer(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The quote; with options in the address, priced with them."""
    try:
        deciding.options_asked(version, request.GET)
    except UnknownOption as error:
        return _refused(request, token, version, str(error))
    return _offer(request, token, version)


def _offer(
    request: HttpRequest,
    token: str,
    version: QuoteVersion,
    *,
    ask_form: AskForm | None = None,
    asked_about: str = "",
    decline_form: DeclineForm | None = None,
    refused: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        chosen = deciding.options_asked(version, request.GET)
    except UnknownOption:
        chosen = deciding.options_asked(version, QueryDict())
    context = _context(version, token, back="", refused=refused)
    asks = {about: AskForm(about=about) for about in _asks(version, is_open=context["offer"].open)}
    if ask_form is not None and asked_about in asks:
        asks[asked_about] = ask_form
    context |= {
        "choice": deciding.choice_of(version, chosen),
        "asks": list(asks.items()),
        "decline_form": decline_form or DeclineForm(),
        "changes": _changes(version),
        "agreed": version.state in (State.ACCEPTED, State.CANCELLED),
        "cancelled": version.state == State.CANCELLED,
    }
    return render(request, "customer/quote.html", context, status=status)


def _asks(version: QuoteVersion, *, is_open: bool) -> list[str]:
    """What may be asked for, the nearest first."""
    if is_open:
        firm = ["firm"] if version.kind == QuoteVersion.Kind.ESTIMATE else []
        return [*firm, "question", "change"]
    if version.state == State.ACCEPTED:
        return ["question", "change"]
    return ["renew", "question"]


def _changes(version: QuoteVersion) -> tuple[int, list[revising.Difference]] | None:
    """The version that this one took the place of, and what differs; None where there was none."""
    older = version.quote.versions.filter(state=State.SUPERSEDED, version__lt=version.version)
    previous = older.order_by("-version").first()
    if previous is None or version.state not in (State.ISSUED, State.EXPIRED):
        return None
    return previous.version, revising.differences(previous, version)


@require_http_methods(["GET", "HEAD", "POST"])
@with_offer
def check(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The check page, and the yes itself. A second yes shows the first one’s receipt and sends nothing again."""
    standing = acceptance.standing_acceptance(version)
    if standing is not None and version.state == State.ACCEPTED:
        return deciding.receipt(request, version, _context(version, token), standing)
    context = _context(version, token)
    if not context["offer"].open:
        return _offer(request, token, version, status=409 if request.method == "POST" else 200)

    def refused(sentence: str) -> HttpResponse:
        return _refused(request, token, version, sentence)

    return deciding.check_page(request, version, context, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@with_offer
def cancel(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """Cancelling what was agreed, and afterwards the page that says so."""
    if acceptance.standing_acceptance(version) is None:
        return redirect("offer", token)
    return deciding.cancel_page(request, version, _context(version, token))


@require_http_methods(["GET", "HEAD", "POST"])
@with_offer
def early(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """Asking, after the yes, that the work starts before the days to cancel are over."""
    standing = acceptance.standing_acceptance(version)
    if standing is None or version.state != State.ACCEPTED:
        return redirect("offer", token)
    return deciding.early_page(request, version, _context(version, token), standing)


def _refused(request: HttpRequest, token: str, version: QuoteVersion, sentence: str) -> HttpResponse:
    """What stands now, with the reason on top: nothing was accepted."""
    current = _offered(version.quote_id) or version
    if current.pk != version.pk or request.POST.get("version", str(current.pk)) != str(current.pk):
        sentence = "There is a newer version of this quote. Nothing was decided; please read this one."
    return _offer(request, token, current, refused=Notice(title=sentence, tone="danger"), status=409)


_SUBJECTS = {
    "question": "Question about {}",
    "change": "A change to {}",
    "firm": "A firm quote in place of {}",
    "renew": "An up-to-date quote in place of {}",
}
_WORDS = {
    "firm": "Please send me a firm quote in place of {}.",
    "renew": "Please send me an up-to-date quote in place of {}.",
}
_SAID = {
    "question": "Your question is with them",
    "change": "What you would like is with them",
    "firm": "They know that you want a firm quote",
    "renew": "They know that you want a new quote",
}


@require_POST
@with_offer
def ask(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """A question, a wish for a change, for a firm or a new quote: each becomes a message in the conversation."""
    about = request.POST.get("about", "question")
    if about not in AskForm.ABOUT:
        about = "question"
    form = AskForm(request.POST, about=about)
    if limited(request, name="ask", most=10, within=timedelta(hours=1)):
        form.add_error("text", "You have asked several times in the last hour. Please ring them.")
    if not form.is_valid():
        return _offer(request, token, version, ask_form=form, asked_about=about, status=422)
    quote = version.quote
    if quote.conversation is None:
        raise Http404
    named = f"{version.get_kind_display().lower()} {quote.label}"
    issuing.note_opened(version=version, now=now())
    receiving.receive_from_page(
        conversation=quote.conversation,
        text="\n".join(part for part in (_WORDS.get(about, "").format(named), form.cleaned_data["text"]) if part),
        subject=_SUBJECTS[about].format(named),
        headline="asked",
        now=now(),
    )
    return _said(request, token, version, _SAID[about], "They will answer you the way you wrote before.")


@require_POST
@with_offer
def decline(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """A no, with a reason where one was given; said twice it is one no."""
    form = DeclineForm(request.POST)
    if request.POST.get("version", str(version.pk)) != str(version.pk):
        return _refused(request, token, version, "")
    if not form.is_valid():
        return _offer(request, token, version, decline_form=form, status=422)
    before = version.state
    kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
    try:
        declined = acceptance.decline(version=version, reason=reason, kind=kind, now=now())
    except QuotingRefused as error:
        return _refused(request, token, version, str(error))
    quote = version.quote
    if before != State.DECLINED and declined.decided_at is not None and quote.conversation is not None:
        named = f"{version.get_kind_display().lower()} {quote.label}"
        why_not = dict(form.fields["kind"].choices).get(kind, "")  # type: ignore[attr-defined]
        receiving.receive_from_page(
            conversation=quote.conversation,
            text="\n".join(part for part in (f"No to {named}, version {version.version}.", why_not, reason) if part),
            subject=f"No to {named}",
            headline="declined",
            answered=True,
            now=now(),
        )
        issuing.note_opened(version=version, now=now())
    return _said(
        request, token, version, "Thank you for letting them know", "Nothing more will happen with this quote."
    )


def _said(request: HttpRequest, token: str, version: QuoteVersion, heading: str, text: str) -> HttpResponse:
    context = {
        "heading": heading,
        "text": text,
        "letterhead_name": version.business.name,
        "why": f"/q/{token}/why",
        "back": f"/q/{token}",
    }
    return render(request, "customer/said.html", context)


@require_safe
@with_offer
def document(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The frozen PDF: the very bytes whose hash is on record."""
    return pdf_response(version)


@require_http_methods(["GET", "HEAD", "POST"])
@functools.partial(with_offer, resting_too=True)
def again(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """The way back into a link that has rested."""
    if resting.may_see(request, token, version):
        return redirect("offer", token)
    return resting.again(request, token, version)


@require_safe
@functools.partial(with_offer, resting_too=True)
def offer_why(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    page = why.page_of(version.business, back=f"/q/{token}")
    return render(request, "customer/why.html", {"page": page, "letterhead_name": version.business.name, "why": ""})
