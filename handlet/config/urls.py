"""Which room of pages answers which address."""

from __future__ import annotations

from django.urls import include, path

from handlet.config import probes

urlpatterns = [
    path("healthz", probes.ready, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("", include("handlet.web.urls")),
]

handler400 = "handlet.web.errors.bad_request"
handler403 = "handlet.web.errors.forbidden"
handler404 = "handlet.web.errors.not_found"
handler500 = "handlet.web.errors.failed"
