"""Every screen in a real Chromium: axe finds nothing, nothing sticks out at 320 px, in light, dark and forced colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.seeing import findings, overflow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.urls("handlet.web.ui.gallery_urls")]


LOOKS = (
    (320, {"color_scheme": "light"}),
    (390, {"color_scheme": "dark"}),
    (390, {"color_scheme": "light", "forced_colors": "active"}),
    (1280, {"color_scheme": "light"}),
)
# The pages are dealt out to so many tests, for the workers to share.
SHARES = 8


def faults_in_any_look(page: Any) -> list[str]:
    """What is wrong with the page that is open: a page is laid out anew for each look, and need not be loaded anew."""
    found = []
    for width, look in LOOKS:
        page.emulate_media(**{"forced_colors": "none", **look})
        page.set_viewport_size({"width": width, "height": 844})
        where = f"{width} px, {', '.join(look.values())}"
        found += [f"{where}: {finding}" for finding in findings(page)]
        wider = overflow(page)
        if wider > 0:
            found.append(f"{where}: the page is {wider} px wider than the window")
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Any, site: tuple[str, list[str]], share: int) -> None:
    base, names = site
    page = browser.new_page(locale="en-GB")
    wrong: dict[str, list[str]] = {}
    for name in names[share::SHARES]:
        page.goto(f"{base}/{name}", wait_until="load")
        found = faults_in_any_look(page)
        if found:
            wrong[name] = found
    page.close()
    assert wrong == {}


@pytest.mark.parametrize(
    ("style", "faults"),
    [
        ("p { color: #bbb }", ["320 px, light", "390 px, light, active", "1280 px, light"]),
        ("@media (prefers-color-scheme: dark) { p { color: #222 } }", ["390 px, dark"]),
        ("@media (forced-colors: active) { p { color: #ddd } }", ["390 px, light, active"]),
        ("p { min-inline-size: 380px }", ["320 px, light"]),
        ("@media (min-width: 1000px) { main { min-inline-size: 1300px } }", ["1280 px, light"]),
    ],
)
def test_a_fault_of_one_look_is_found_in_that_look(browser: Any, style: str, faults: list[str]) -> None:
    page = browser.new_page(locale="en-GB")
    page.set_content(
        "<!DOCTYPE html><html lang=en-GB><title>Inbox</title><meta name=viewport content='width=device-width'>"
        "<style>body { margin: 0; color: #000; background: #fff }"
        "@media (prefers-color-scheme: dark) { body { color: #fff; background: #000 } }"
        f"{style}</style><main><h1>Inbox</h1><p>Dev’s message</p></main></html>"
    )
    found = [fault.partition(": ")[0] for fault in faults_in_any_look(page)]
    page.close()
    assert found == faults


# What sticks to the thumb and how much of the window it takes, once the page is scrolled away from its end.
STUCK = """() => [...document.querySelectorAll("body *")]
    .filter(one => getComputedStyle(one).position === "sticky" && one.getClientRects().length)
    .map(one => one.getBoundingClientRect())
    .filter(box => box.bottom > innerHeight - 2 && box.top < innerHeight)
    .reduce((sum, box) => sum + (innerHeight - box.top), 0) / innerHeight"""


def test_text_at_twice_its_size_fits_the_phone_and_leaves_room_to_read(
    browser: Any, site: tuple[str, list[str]]
) -> None:
    base, names = site
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    wrong: dict[str, str] = {}
    for name in names:
        page.goto(f"{base}/{name}", wait_until="load")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wider, stuck = overflow(page), page.evaluate(STUCK)
        if wider > 0 or stuck > 0.34:
            wrong[name] = f"{wider} px wider than the window, {stuck:.0%} of it behind what sticks"
    context.close()
    assert wrong == {}


def test_a_sole_trader_is_not_asked_for_a_company(browser: Any, site: tuple[str, list[str]]) -> None:
    """Also with JavaScript off: the page itself hides what does not concern them."""
    base, _ = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/settings-profile.html")
    page.get_by_text("Name and kind of business").click()
    kind, number = page.get_by_label("What kind of business is it?"), page.get_by_label("Company number")
    assert not number.is_visible()
    assert not page.get_by_label("Partners").is_visible()
    kind.select_option("company")
    assert number.is_visible()
    assert not page.get_by_label("Partners").is_visible()
    kind.select_option("partnership")
    assert page.get_by_label("Partners").is_visible()
    page.get_by_text("VAT and CIS").click()
    assert page.get_by_label("VAT number").is_visible()
    page.locator("label", has_text="No").first.click()
    assert not page.get_by_label("VAT number").is_visible()
    context.close()


def test_the_quote_prints_on_one_sheet(browser: Any, site: tuple[str, list[str]], tmp_path: Path) -> None:
    from pypdf import PdfReader

    base, _ = site
    page = browser.new_page()
    page.goto(f"{base}/offer.html")
    sheet = tmp_path / "quote-sheet.pdf"
    sheet.write_bytes(page.pdf(format="A4"))
    page.close()
    reader = PdfReader(sheet)
    assert len(reader.pages) == 1
    words = " ".join(reader.pages[0].extract_text().split())
    assert "£204.00" in words
    assert "Ask a question" not in words
    assert "Accept" not in words


def test_every_page_loads_one_stylesheet_and_nothing_from_elsewhere(browser: Any, site: tuple[str, list[str]]) -> None:
    base, names = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in names:
        asked.clear()
        page.goto(f"{base}/{name}", wait_until="load")
        assert [url for url in asked if not url.startswith((base, "data:"))] == []
        assert len([url for url in asked if url.endswith(".css")]) == 1
    context.close()
