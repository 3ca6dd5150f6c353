"""/healthz: 200 once everything is ready, 503 before and when something is amiss. No secrets, no counts."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from handlet.operations import health


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    found = health.look()
    response = JsonResponse(found.plain(), status=200 if found.is_ready else 503)
    response["Cache-Control"] = "no-store"
    return response
