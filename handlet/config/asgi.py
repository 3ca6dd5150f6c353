"""The ASGI application that `handlet web` serves."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application
from django.utils.timezone import now

from handlet.config.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")

application = BodyLimit(get_asgi_application())


def _warm() -> None:
    # Rooms hold models: they can be loaded only now.
    from handlet.drafting.warming import warm_beside

    warm_beside(now=now())


_warm()
