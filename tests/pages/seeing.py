"""Looking at a page in a real browser: axe’s findings and what sticks out, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# Of what passes one node a rule is enough: the whole of it costs more than the checks do, and nobody reads it.
_EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can differ between two looks that show the same elements: colours, and how much room there is.
_LOOKS_ONLY = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
_RUN = """async rules => {
    document.getAnimations().forEach(animation => animation.finish());
    const {violations} = await axe.run({runOnly: rules, resultTypes: ["violations"]});
    return violations.flatMap(({id, help, nodes}) => nodes.map(node => `${id}: ${help} (${node.target})`));
}"""
_SEEN = """() => ({
    height: document.documentElement.scrollHeight,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shown: [...document.querySelectorAll("body *")]
        .map(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) ? 1 : 0).join(""),
    hasAxe: "axe" in window,
})"""


def faults_in_looks(page: Any, looks: Sequence[tuple[int, dict[str, str]]]) -> list[str]:
    """What is wrong with the page that is open, in each look (width in px, media): a page is laid out anew for each, and
    need not be loaded anew. Axe looks at everything where a look shows other elements than the one before, and else at
    what can differ between them.

    It looks when all motion has come to its end, in a window made as tall as the page. Bars that stick to the thumb lie
    over whatever is scrolled beneath them; axe would take a control half under one for a target too small. In a window of
    full height nothing lies under anything. A colour half way between two is no finding either: what is in motion is put
    at its end. (To wait for it hangs where a busy machine paints no more.)
    """
    found = []
    shown = ""
    for width, look in looks:
        page.emulate_media(**{"forced_colors": "none", **look})
        page.set_viewport_size({"width": width, "height": 844})
        seen = page.evaluate(_SEEN)
        if not seen["hasAxe"]:
            page.evaluate(AXE_SCRIPT)
        page.set_viewport_size({"width": width, "height": max(844, seen["height"] + 160)})
        found += [
            f"{width} px, {', '.join(look.values())}: {finding}"
            for finding in page.evaluate(_RUN, _LOOKS_ONLY if seen["shown"] == shown else _EVERYTHING)
        ]
        if seen["wider"] > 0:
            found.append(
                f"{width} px, {', '.join(look.values())}: the page is {seen['wider']} px wider than the window"
            )
        shown = seen["shown"]
    return found


def overflow(page: Any) -> int:
    """How many pixels the page is wider than its window: above 0 a person on a phone must scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
