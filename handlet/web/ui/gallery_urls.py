"""Every address of the table with nothing behind it: enough for templates to link, in the gallery and in page tests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from handlet.web.ui import routes


def _nothing(request: HttpRequest, **found: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    *routes.patterns(dict.fromkeys(routes.ROUTES, _nothing)),
    path("", include("handlet.web.ui.urls")),
    path("accounts/", include("allauth.urls")),
]
