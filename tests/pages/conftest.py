"""A browser, and the gallery served under the service’s own content security policy."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import sync_playwright

from handlet.web.ui import gallery

CHROMIUM = "/usr/bin/chromium"


class Quiet(http.server.SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """The test’s own requests are not news."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]}
        if Path(CHROMIUM).exists():
            options["executable_path"] = CHROMIUM
        launched = playwright.chromium.launch(**options)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of the gallery, and its pages."""
    folder = tmp_path_factory.mktemp("gallery")
    # A mark of a test would come too late for what is made once for all of them.
    with override_settings(ROOT_URLCONF="handlet.web.ui.gallery_urls"):
        names = [file.name for file in gallery.write(folder)]
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    # A nonce is a value of each answer; nothing in the gallery may need one.
    Quiet.policy = "; ".join(
        " ".join([name, *(str(source) for source in sources if "Nonce" not in type(source).__name__)])
        for name, sources in directives.items()
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", names
    server.shutdown()
