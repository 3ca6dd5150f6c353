"""Every screen in a real Chromium: axe finds nothing, nothing sticks out at 320 px, in light, dark and forced colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.seeing import findings, overflow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.urls("handlet.web.ui.gallery_urls")]


@pytest.mark.parametrize(
    ("width", "look"),
    [
        (320, {"color_scheme": "light"}),
        (390, {"color_scheme": "dark"}),
        (390, {"color_scheme": "light", "forced_colors": "active"}),
        (1280, {"color_scheme": "light"}),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Any, site: tuple[str, list[str]], width: int, look: dict[str, str]
) -> None:
    base, names = site
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="en-GB", **look)
    page = context.new_page()
    wrong: dict[str, list[str]] = {}
    for name in names:
        page.goto(f"{base}/{name}", wait_until="load")
        found = findings(page)
        wider = overflow(page)
        if wider > 0:
            found.append(f"The page is {wider} px wider than the window.")
        if found:
            wrong[name] = found
    context.close()
    assert wrong == {}


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
