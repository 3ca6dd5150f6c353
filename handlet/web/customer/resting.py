"""A link that nobody has used for a fortnight: it shows nothing of the quote before a message to the known address was opened.

No code to guess and none to use up: the message brings an address with a signed pass, which opens the quote in the browser in
which a button is pressed there. Whoever only holds the old link can make at most a few messages go to the right person, each of
which works, so nobody can lock the customer out. Following the address changes nothing, for mail programs look ahead.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from handlet.drafting import confirming
from handlet.inbox import outbox
from handlet.kit.addresses import quote_address
from handlet.quoting import links
from handlet.quoting.models import QuoteVersion
from handlet.web.customer import deciding
from handlet.web.request import limited, now
from handlet.web.ui.contexts.offer import Resting

NOTHING_DECIDED = "Nothing was sent or decided. Open the quote again first, then do it once more."
RUN_OUT = "That address has run out: it works for a day. Have another one sent."
TOO_OFTEN = "You have asked several times in the last hour. Please wait a little, or ring them."


def may_see(request: HttpRequest, token: str, version: QuoteVersion) -> bool:
    """Whether the quote may be shown to this browser: it came in by a pass, or the link is awake."""
    return is_proven(request, token) or not links.rests(version.quote, now=now())


def keep_awake(request: HttpRequest, token: str, version: QuoteVersion) -> None:
    """What is done on an awake link keeps it awake. To be called last: whoever waits here for somebody else's turn would
    otherwise go on with what stood before it."""
    if request.method == "POST" and not is_proven(request, token):
        links.note_used(version.quote, now=now())


def is_proven(request: HttpRequest, token: str) -> bool:
    return links.is_proven(token, request.COOKIES.get(_cookie(token), ""))


def asked(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """In place of the quote: what to do to see it."""
    return _page(request, token, version, notice=NOTHING_DECIDED if request.method == "POST" else "")


def again(request: HttpRequest, token: str, version: QuoteVersion) -> HttpResponse:
    """GET with a pass: a button. POST with a pass: the quote, in this browser. POST without: a message to the known address."""
    given = request.POST.get("pass", "") if request.method == "POST" else request.GET.get("pass", "")
    if given:
        if not links.is_pass(token, given):
            return _page(request, token, version, notice=RUN_OUT)
        return _let_in(token) if request.method == "POST" else _page(request, token, version, given=given, status=200)
    if request.method != "POST":
        return _page(request, token, version)
    if limited(request, name="again", most=20, within=timedelta(hours=1)):
        return _page(request, token, version, notice=TOO_OFTEN, status=429)
    _send(token, version, now())
    return redirect("offer_again", token)


def _send(token: str, version: QuoteVersion, at: datetime) -> None:
    if _known_address(version) and links.claim_pass(version.quote, now=at):
        address = f"{quote_address(token)}/again?{urlencode({'pass': links.pass_for(token)})}"
        confirming.send_pass(version=version, address=address, now=at)


def _known_address(version: QuoteVersion) -> str:
    """Where words can go now; empty where nowhere: a channel may take none so long after their last message."""
    conversation = version.quote.conversation
    try:
        return outbox.open_route(conversation, now=now()).to.shown if conversation is not None else ""
    except outbox.CannotSend:
        return ""


def _let_in(token: str) -> HttpResponse:
    response = redirect("offer", token)
    response.set_cookie(
        _cookie(token),
        links.proven(token),
        max_age=links.RESTS_AFTER,
        path=f"/q/{token}",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _cookie(token: str) -> str:
    return f"quote-{links.token_hash(token).hex()[:12]}"


def _page(
    request: HttpRequest, token: str, version: QuoteVersion, *, notice: str = "", given: str = "", status: int = 403
) -> HttpResponse:
    profile = version.business.profile
    sent_at = links.pass_sent_at(version.quote, now=now())
    page = Resting(
        token=token,
        to=deciding.veiled(_known_address(version)),
        phone=profile.phone,
        email=profile.email,
        sent_at=sent_at,
        works_until=sent_at + links.PASS_LIVES if sent_at is not None else None,
        given=given,
        notice=notice,
    )
    context = {"page": page, "letterhead_name": version.business.name, "why": f"/q/{token}/why"}
    return render(request, "customer/quote_resting.html", context, status=status)
