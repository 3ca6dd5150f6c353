"""The REST API, version 1. A key made under Settings, Security goes into `Authorization: Bearer`.

The schema is published at `/api/v1/openapi.json`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from handlet.accounts.access import NotHere, ReadsOnly
from handlet.accounts.models import Membership
from handlet.drafting.approval import Refused
from handlet.quoting.refusals import QuotingRefused
from handlet.web.api import conversations, customers, drafts, prices, quotes


class Key(HttpBearer):
    """The middleware has looked the key up and told the database whose rows are asked for; here it is only required."""

    def authenticate(self, request: HttpRequest, token: str) -> Membership | None:
        member: Membership | None = getattr(request, "member", None)
        return member


api = NinjaAPI(
    title="Handlet",
    version="1.0.0",
    description="Conversations, messages, drafts, quotes, customers and the price list of one business.",
    auth=Key(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/conversations", conversations.router)
api.add_router("/customers", customers.router)
api.add_router("/drafts", drafts.router)
api.add_router("/quotes", quotes.router)
api.add_router("/price-list", prices.router)


@api.exception_handler(NotHere)
def not_here(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"error": str(error)}, status=404)


@api.exception_handler(ReadsOnly)
def reads_only(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"error": str(error)}, status=403)


@api.exception_handler(Refused)
@api.exception_handler(QuotingRefused)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return api.create_response(request, {"error": str(error)}, status=409)
