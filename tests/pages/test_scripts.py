"""The small scripts in a real Chromium: what happens after a part of a page is exchanged, or is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from handlet.web.ui.samples import document, inbox, people, quotes

pytestmark = [pytest.mark.browser, pytest.mark.urls("handlet.web.ui.gallery_urls")]
Site = tuple[str, list[str]]


def _part(template: str, **context: Any) -> str:
    return render_to_string(template, {"now": people.NOW, "csrf_token": "c" * 32, **context})


@pytest.fixture
def page(browser: Any) -> Any:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.complaints = []
    # What the gallery does not serve (the worker, attachments) may be missing; what the policy forbids may not be tried.
    opened.on("console", lambda said: opened.complaints.append(said.text) if "Security Policy" in said.text else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    # The gallery has no stream of news behind it.
    opened.route("**/live", lambda route: route.fulfill(status=204))
    yield opened
    opened.close()


def test_after_sending_the_undo_bar_has_the_focus(page: Any, site: Site) -> None:
    base, _ = site
    answer = _part("owner/_thread.html", page=inbox.SENDING)
    page.route("**/approval", lambda route: route.fulfill(content_type="text/html", body=answer))
    page.goto(f"{base}/conversation.html")
    page.get_by_role("button", name="Send reply").click()
    page.locator("[data-undo]").wait_for()
    page.wait_for_function("() => document.activeElement.matches('[data-undo]')")
    assert "Priya Nair" in page.locator("[data-undo]").inner_text()
    assert page.locator("#draft").count() == 0


def test_a_reply_refused_because_the_customer_wrote_shows_why_and_loses_the_button(page: Any, site: Site) -> None:
    base, _ = site
    answer = _part("owner/_thread.html", page=inbox.STALE)
    page.route("**/approval", lambda route: route.fulfill(status=409, content_type="text/html", body=answer))
    page.goto(f"{base}/conversation.html")
    page.get_by_role("button", name="Send reply").click()
    page.get_by_text("Priya has written again since this draft.").wait_for()
    assert page.get_by_role("button", name="Send reply").count() == 0


def test_a_failed_request_leaves_the_words_in_place_and_says_so(page: Any, site: Site) -> None:
    base, _ = site
    page.route("**/approval", lambda route: route.fulfill(status=500, body="x"))
    page.route("**/text", lambda route: route.fulfill(content_type="text/html", body="Kept"))
    page.goto(f"{base}/conversation.html")
    page.get_by_label("Your reply to Priya Nair").fill("My own words")
    page.get_by_role("button", name="Send reply").click()
    page.locator("#request-failed").wait_for()
    assert "What you typed is still here" in page.locator("#request-failed").inner_text()
    assert page.get_by_label("Your reply to Priya Nair").input_value() == "My own words"
    assert "still here" in page.locator("#said-aloud").inner_text()


def test_without_a_connection_the_words_stay_too(page: Any, site: Site) -> None:
    base, _ = site
    page.goto(f"{base}/conversation.html")
    page.route("**/approval", lambda route: route.abort())
    page.get_by_role("button", name="Send reply").click()
    page.locator("#request-failed").wait_for()
    assert "no connection" in page.locator("#request-failed").inner_text()
    assert "Two bathroom taps" in page.get_by_label("Your reply to Priya Nair").input_value()


def test_typing_is_kept_on_the_server(page: Any, site: Site) -> None:
    base, _ = site
    kept: list[str] = []

    def keep(route: Any) -> None:
        kept.append(route.request.post_data)
        route.fulfill(content_type="text/html", body="Kept at 13:05")

    page.route("**/text", keep)
    page.goto(f"{base}/conversation.html")
    page.get_by_label("Your reply to Priya Nair").fill("Half a sente")
    page.get_by_text("Kept at 13:05").wait_for()
    assert "Half%20a%20sente" in kept[0]


def test_changed_totals_are_read_out(page: Any, site: Site) -> None:
    from dataclasses import replace
    from decimal import Decimal

    base, _ = site
    dearer = replace(quotes.EDIT, totals=replace(document.TOTALS, gross=Decimal("306"), vat=Decimal("51")))
    answer = _part("owner/_quote_lines.html", page=dearer, details=None)
    page.route("**/lines/**", lambda route: route.fulfill(content_type="text/html", body=answer))
    page.goto(f"{base}/quote-edit.html")
    page.get_by_label("How many").first.fill("3")
    page.get_by_label("How many").first.press("Tab")
    page.wait_for_function("() => document.getElementById('said-aloud').textContent.includes('£306.00')")
    assert page.locator("#said-aloud").inner_text() == "Total £306.00, of which VAT £51.00"


def test_the_undo_bar_counts_down_and_then_takes_its_button_away(page: Any, site: Site) -> None:
    base, _ = site
    page.clock.install()
    page.route("**/conversations/**", lambda route: route.fulfill(status=204))
    page.goto(f"{base}/conversation-sending.html")
    page.clock.run_for(1100)
    page.get_by_text("in 7 seconds").wait_for()
    page.clock.run_for(7000)
    page.get_by_text("Going to Priya Nair now").wait_for()
    assert page.get_by_role("button", name="Undo").count() == 0


def test_news_does_not_change_the_page_under_typing_hands(page: Any, site: Site) -> None:
    base, _ = site
    fetched: list[str] = []
    page.unroute("**/live")
    topic = f"conversation:{inbox.CONVERSATION.id}"
    page.route(
        "**/live",
        lambda route: route.fulfill(content_type="text/event-stream", body=f"event: news\ndata: {topic}\n\n"),
    )

    def answer(route: Any) -> None:
        fetched.append(route.request.url)
        route.fulfill(content_type="text/html", body=_part("owner/_thread.html", page=inbox.STALE))

    page.route("**/conversations/**", answer)
    page.route("**/text", lambda route: route.fulfill(content_type="text/html", body="Kept"))
    page.clock.install()
    page.goto(f"{base}/conversation.html", wait_until="commit")
    page.locator("#draft-text").focus()
    page.clock.run_for(3000)
    page.get_by_text("There is a new message, or another screen was at work here. What you typed is kept.").wait_for()
    assert page.locator("#draft-text").is_visible()
