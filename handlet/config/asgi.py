"""The ASGI application that `handlet web` serves."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")

application = get_asgi_application()
