"""Looking at a page in a real browser: axe’s findings and what sticks out, as sentences."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# Of what passes one node a rule is enough: the whole of it costs more than the checks do, and nobody reads it.
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_RUN = """async options => {
    document.getAnimations().forEach(animation => animation.finish());
    const {violations} = await axe.run(options);
    return violations.flatMap(({id, help, nodes}) => nodes.map(node => `${id}: ${help} (${node.target})`));
}"""


def findings(page: Any) -> list[str]:
    """What axe finds on the page when all motion on it has come to its end, in a window made as tall as the page.

    Bars that stick to the thumb lie over whatever is scrolled beneath them; axe would take a control half under one for
    a target too small. In a window of full height nothing lies under anything. A colour half way between two is no
    finding either: what is in motion is put at its end. (To wait for it hangs where a busy machine paints no more.)
    """
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height + 160)})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    try:
        found: list[str] = page.evaluate(_RUN, _OPTIONS)
    finally:
        page.set_viewport_size(size)
    return found


def overflow(page: Any) -> int:
    """How many pixels the page is wider than its window: above 0 a person on a phone must scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
