"""Looking at a page in a real browser: axe’s findings and what sticks out, as sentences."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Any) -> list[str]:
    """What axe finds on the page once nothing moves on it, in a window made as tall as the page.

    Bars that stick to the thumb lie over whatever is scrolled beneath them; axe would take a control half under one for
    a target too small. In a window of full height nothing lies under anything. A colour half way between two is no
    finding either: what is in motion is waited for.
    """
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height + 160)})
    page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
    try:
        result = Axe().run(page, options={"runOnly": _RULES})
    finally:
        page.set_viewport_size(size)
    return [
        f"{violation['id']}: {violation['help']} ({node['target']})"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Any) -> int:
    """How many pixels the page is wider than its window: above 0 a person on a phone must scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
