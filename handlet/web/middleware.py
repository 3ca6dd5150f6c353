"""What happens to every request: the address is cut before anything sees it, and the business is told to the database."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.middleware import AccountMiddleware
from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from handlet.accounts import api_tokens, businesses
from handlet.accounts.access import NotHere
from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.web import limits

Answer = Callable[[HttpRequest], HttpResponse]
SESSION_BUSINESS = "business"
SEEN_AGAIN_AFTER = timedelta(minutes=1)
API = "/api/"


class CutAddress:
    """Replace the sender's address by its network (IPv4 /24, IPv6 /48). Limits use a keyed hash of the whole one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        whole = request.META.get("REMOTE_ADDR", "")
        request.META["HANDLET_ADDRESS_KEY"] = limits.address_key(counted(whole), timezone.now().date().isoformat())
        request.META["REMOTE_ADDR"] = cut(whole)
        request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return self.get_response(request)


def counted(address: str) -> str:
    """The address by which is counted: of IPv6 the network of one connection, in which everybody picks addresses as they like."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False))


def cut(address: str) -> str:
    """The network of an address as text; `0.0.0.0` where it is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - says "unknown", binds nothing
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    prefix = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False).network_address)


class NotedSession(UserSessionsMiddleware):  # type: ignore[misc]
    """Where somebody is signed in, for the page that tells them so, noted again once a minute: a row that every request
    wrote would cost each five statements and let two requests of one browser wait for each other."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key and _is_noted(request):
            return cast(HttpResponse, self.get_response(request))
        return cast(HttpResponse, super().__call__(request))


def _is_noted(request: HttpRequest) -> bool:
    """Whether the row says of this session what would be written now, and is hardly older."""
    browser = request.META.get("HTTP_USER_AGENT", "")[: UserSession._meta.get_field("user_agent").max_length]
    found: bool = UserSession.objects.filter(
        session_key=request.session.session_key,
        user=request.user,
        ip=get_adapter().get_client_ip(request),
        user_agent=browser,
        last_seen_at__gt=timezone.now() - SEEN_AGAIN_AFTER,
    ).exists()
    return found


class BusinessOfRequest:
    """For a signed-in person: `request.member`, and a transaction that sees the rows of that business only.

    A view that talks to a provider must not hold a transaction meanwhile: it is marked `@manages_own_transactions`,
    gets `request.member` all the same, and opens `acting_for` itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        # Django asks middleware about exceptions of the views that it calls itself; this one calls them on its own.
        self.asked_again = AccountMiddleware(get_response).process_exception

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # Pages show other people's words: none is found in a browser's store after somebody has signed out.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.path.startswith(API):
            # A key of the API acts for its membership; a browser's cookie never does, so no other site can borrow it.
            member = member_of_key(request)
        elif request.user.is_authenticated:
            member = member_of(request)
        else:
            return None
        request.member = member  # type: ignore[attr-defined]
        if member is None or getattr(view, "manages_own_transactions", False):
            return None
        try:
            with acting_for(member.business_id, member.user_id):
                response: Any = view(request, *args, **kwargs)
                if hasattr(response, "render") and callable(response.render):
                    response = response.render()
        except NotHere as error:
            raise Http404 from error
        except Exception as error:
            # “Is it still you?” before a passkey, and answers that allauth raises instead of returning.
            response = self.asked_again(request, error)
            if response is None:
                raise
        return cast(HttpResponse, response)


def manages_own_transactions(view: Callable[..., Any]) -> Callable[..., Any]:
    view.manages_own_transactions = True  # type: ignore[attr-defined]
    return view


def member_of(request: HttpRequest) -> Membership | None:
    """The signed-in person's membership of the business they chose, or of their first; None before there is one."""
    wanted = request.session.get(SESSION_BUSINESS)
    with acting_for(None, request.user.pk):
        members = list(businesses.memberships_of(request.user))  # type: ignore[arg-type]
    for member in members:
        if str(member.business_id) == wanted:
            return member
    return members[0] if members else None


def member_of_key(request: HttpRequest) -> Membership | None:
    """The membership of the `Authorization: Bearer` key, or None."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    found = api_tokens.find(key.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        return None
    business_id, membership_id = found
    with acting_for(business_id):
        return Membership.objects.select_related("business", "user").filter(pk=membership_id).first()
