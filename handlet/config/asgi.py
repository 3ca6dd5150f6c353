"""The ASGI application that `handlet web` serves."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from handlet.config.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")

application = BodyLimit(get_asgi_application())
