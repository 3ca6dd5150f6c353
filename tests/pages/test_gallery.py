"""Every screen in a real Chromium: axe finds nothing, nothing sticks out at 320 px, in light, dark and forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pages.seeing import faults_in_looks, overflow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600), pytest.mark.urls("handlet.web.ui.gallery_urls")]


LOOKS = (
    (320, {"color_scheme": "light"}),
    (390, {"color_scheme": "dark"}),
    (390, {"color_scheme": "light", "forced_colors": "active"}),
    (1280, {"color_scheme": "light"}),
)
# The pages are dealt out to so many tests, for the workers to share.
SHARES = 8


# What sticks to the thumb and how much of the window it takes, once the page is scrolled away from its end.
STUCK = """() => [...document.querySelectorAll("body *")]
    .filter(one => getComputedStyle(one).position === "sticky" && one.getClientRects().length)
    .map(one => one.getBoundingClientRect())
    .filter(box => box.bottom > innerHeight - 2 && box.top < innerHeight)
    .reduce((sum, box) => sum + (innerHeight - box.top), 0) / innerHeight"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Keeps what it asks for, and what it complains of: what the policy forbids, and what a script throws."""
    opened = browser.new_page(locale="en-GB")
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    # What the gallery does not serve (the worker, attachments) may be missing; what the policy forbids may not be tried.
    opened.on("console", lambda said: opened.complaints.append(said.text) if "Security Policy" in said.text else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.route("**/live", lambda route: route.fulfill(status=204))
    opened.route("**/attachments/**", lambda route: route.fulfill(content_type="image/svg+xml", body="<svg/>"))
    opened.route("**/sw.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    yield opened
    opened.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_has_a_fault_in_any_look(page: Any, site: tuple[str, list[str]], share: int) -> None:
    """Each page is opened once: axe finds nothing, nothing sticks out, text at twice its size fits the phone, one stylesheet
    and nothing from elsewhere is loaded, and no script breaks the policy or throws."""
    base, names = site
    wrong = {name: faults for name in names[share::SHARES] if (faults := faults_of(page, base, name))}
    assert wrong == {}


def faults_of(page: Any, base: str, name: str) -> list[str]:
    page.asked.clear()
    page.complaints.clear()
    page.goto(f"{base}/{name}", wait_until="load")
    return faults_in_looks(page, LOOKS) + faults_of_large_text(page) + faults_of_loading(page, base)


def faults_of_large_text(page: Any) -> list[str]:
    """At twice its size, text fits the phone and leaves room to read."""
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wider, stuck = overflow(page), page.evaluate(STUCK)
    found = [f"large text: {wider} px wider than the window"] if wider > 0 else []
    return found + ([f"large text: {stuck:.0%} of the window is behind what sticks"] if stuck > 0.34 else [])


def faults_of_loading(page: Any, base: str) -> list[str]:
    found = [f"asked elsewhere: {url}" for url in page.asked if not url.startswith((base, "data:"))]
    sheets = [url for url in page.asked if url.endswith(".css")]
    return found + ([f"stylesheets: {sheets}"] if len(sheets) != 1 else []) + page.complaints


@pytest.mark.parametrize(
    ("style", "faults"),
    [
        ("p { color: #bbb }", ["320 px, light", "390 px, light, active", "1280 px, light"]),
        ("@media (prefers-color-scheme: dark) { p { color: #222 } }", ["390 px, dark"]),
        ("@media (forced-colors: active) { p { color: #ddd } }", ["390 px, light, active"]),
        # What only one look shows is looked at in all respects there.
        ("@media (prefers-color-scheme: dark) { input { display: block } }", ["390 px, dark"]),
        ("p { min-inline-size: 380px }", ["320 px, light"]),
        ("@media (min-width: 1000px) { main { min-inline-size: 1300px } }", ["1280 px, light"]),
    ],
)
def test_a_fault_of_one_look_is_found_in_that_look(browser: Any, style: str, faults: list[str]) -> None:
    page = browser.new_page(locale="en-GB")
    page.set_content(
        "<!DOCTYPE html><html lang=en-GB><title>Inbox</title><meta name=viewport content='width=device-width'>"
        "<style>body { margin: 0; color: #000; background: #fff }"
        "@media (prefers-color-scheme: dark) { body { color: #fff; background: #000 } } input { display: none }"
        f"{style}</style><main><h1>Inbox</h1><p>Dev’s message</p><input></main></html>"
    )
    found = [fault.partition(": ")[0] for fault in faults_in_looks(page, LOOKS)]
    page.close()
    assert found == faults


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p style='min-inline-size: 15em'>Dev’s message</p>", "large text: "),
        (
            "<p style='block-size: 99rem'>Above</p><p style='position: sticky; inset-block-end: 0; block-size: 10rem'>Stuck</p>",
            "large text: 38% of the window is behind",
        ),
        ("<img alt='' src='https://elsewhere.example/x.png'>", "asked elsewhere: https://elsewhere.example/x.png"),
        ("<link rel=stylesheet href=/second.css>", "stylesheets: "),
        ("<script>1</script>", "Executing inline script violates the following Content Security Policy"),
        ("<script src=/throws.js></script>", "thrown"),
    ],
)
def test_a_fault_of_text_or_loading_is_found(page: Any, site: tuple[str, list[str]], body: str, fault: str) -> None:
    base, _ = site
    start = "<!DOCTYPE html><html lang=en-GB><title>Inbox</title><meta name=viewport content='width=device-width'>"
    sheet = "<link rel=stylesheet href=/first.css>"
    policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src *"
    html = f"{start}{sheet}<main><h1>Inbox</h1>{body}</main></html>"
    page.route("**/*.css", lambda route: route.fulfill(content_type="text/css", body=""))
    page.route(
        "**/throws.js", lambda route: route.fulfill(content_type="text/javascript", body="throw Error('thrown')")
    )
    page.route("https://elsewhere.example/**", lambda route: route.fulfill(content_type="image/svg+xml", body="<svg/>"))
    page.route(
        "**/faulty.html",
        lambda route: route.fulfill(content_type="text/html", body=html, headers={"Content-Security-Policy": policy}),
    )
    (found,) = faults_of(page, base, "faulty.html")
    assert found.startswith(fault)


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
