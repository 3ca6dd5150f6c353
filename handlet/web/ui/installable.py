"""The installable web app: a manifest, a service worker for the shell only, and the page shown without a signal."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from handlet.web.ui import stylesheet

_WORKER = Path(__file__).resolve().parents[1] / "static" / "handlet" / "js" / "service-worker.js"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "name": "Handlet",
            "short_name": "Handlet",
            "lang": "en-GB",
            "start_url": "/inbox",
            "scope": "/",
            "display": "standalone",
            "background_color": "#F6F5F1",
            "theme_color": "#F6F5F1",
            "icons": [
                {"src": static("handlet/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
                {"src": static("handlet/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("handlet/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker from the root, where its scope is the whole site. It keeps the shell and never a page with people in it."""
    text = _WORKER.read_text(encoding="utf-8")
    text = text.replace("%DIGEST%", stylesheet.digest()).replace("%STYLES%", stylesheet.address())
    text = text.replace("%OFFLINE%", reverse("offline"))
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "public/offline.html")
