"""The request as our views know it, and the small things that all of them do."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from handlet.accounts import throttling
from handlet.accounts.access import NotHere, ReadsOnly
from handlet.accounts.models import Membership, User
from handlet.web.middleware import manages_own_transactions
from handlet.web.ui.contexts.states import Notice


class Asked(HttpRequest):
    """A request of a signed-in member. Only for the type checker: middleware adds the attributes."""

    member: Membership
    user: User
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def for_members(view: View) -> View:
    """Signed in and a member of a business; before there is one, the first-run page. A reader's change is refused in words."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "member", None) is None:
            return redirect("start_business")
        try:
            return view(cast(Asked, request), *args, **kwargs)
        except ReadsOnly as error:
            return refuse(request, str(error), status=403)
        except NotHere as error:
            raise Http404 from error

    return cast(View, login_required(checked))


def for_signed_in(view: View) -> View:
    return login_required(view)


def refuse(request: HttpRequest, sentence: str, status: int = 409) -> HttpResponse:
    """A page that says what happened and leads back."""
    # Only the path: a page elsewhere that sent somebody here is no place to lead them back to.
    back = urlsplit(request.headers.get("referer", "")).path or "/inbox"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/inbox"
    return render(
        request,
        "refused.html",
        {"notice": Notice(title=sentence, tone="danger", link=back, link_words="Go back")},
        status=status,
    )


def limited(request: HttpRequest, *, name: str, most: int, within: timedelta) -> bool:
    """True where this network address has asked for `name` too often."""
    address = request.META.get("HANDLET_ADDRESS_KEY", "")
    return not throttling.allowed(key=f"{name}:{address}", most=most, within=within, now=timezone.now())


def now() -> datetime:
    """The clock, for views."""
    return timezone.now()


def back_to(name: str, *ids: uuid.UUID | str) -> HttpResponseRedirect:
    """After a change: see the page it changed (POST, redirect, GET)."""
    return redirect(name, *ids)


__all__ = [
    "Asked",
    "back_to",
    "for_members",
    "for_signed_in",
    "limited",
    "manages_own_transactions",
    "now",
    "refuse",
]
