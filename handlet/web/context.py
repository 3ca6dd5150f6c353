"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    return {
        "member": getattr(request, "member", None),
        "operator_name": settings.HANDLET_OPERATOR_NAME,
        "operator_contact": settings.HANDLET_OPERATOR_CONTACT,
    }
