"""Public addresses of pages that are named in messages. The page room has a test that its routes equal these."""

from __future__ import annotations

import uuid

from django.conf import settings


def quote_address(token: str) -> str:
    return f"{settings.HANDLET_PUBLIC_URL}/q/{token}"


def enquiry_form_address(slug: str) -> str:
    return f"{settings.HANDLET_PUBLIC_URL}/e/{slug}"


def why_address(slug: str) -> str:
    """The notice for a business's customers: why does this business have my details?"""
    return f"{settings.HANDLET_PUBLIC_URL}/e/{slug}/why"


def hook_address(kind: str, connection: uuid.UUID) -> str:
    """Where a provider brings the news of one connection."""
    return f"{settings.HANDLET_PUBLIC_URL}/hooks/{kind}/{connection}"
