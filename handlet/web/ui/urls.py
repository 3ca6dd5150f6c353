"""Addresses of what every page loads: the stylesheet, and what makes Handlet installable on a phone."""

from __future__ import annotations

from django.urls import path

from handlet.web.ui import installable, stylesheet

urlpatterns = [
    path("assets/handlet.<slug:digest_asked>.css", stylesheet.serve, name="stylesheet"),
    path("site.webmanifest", installable.manifest, name="manifest"),
    path("sw.js", installable.service_worker, name="service_worker"),
    path("offline", installable.offline, name="offline"),
]
