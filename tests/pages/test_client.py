"""Each rule of the page-checking client, shown to fail a page that breaks it and only that rule."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.pages.client import PageClient, PageFault, faults

GOOD = """<!DOCTYPE html><html lang="en-GB"><head><title>Inbox – Handlet</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Inbox</h1>
<p>Dev’s message says “hello”.</p>
<form action="/search" method="get"><label for="q">Search</label><input id="q" name="q"><button>Go</button></form>
<img src="/a.png" alt="A tap"><bdi>O'Brien</bdi><blockquote>don't</blockquote>
<script type="application/json">{"a": "it's data"}</script>
</main></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="en-GB"', "", "should say en-GB"),
        ('lang="en-GB"', 'lang="en"', "should say en-GB"),
        ("</main>", "<h1>Inbox</h1></main>", "2 h1 headings"),
        ("<h1>Inbox</h1>", "", "0 h1 headings"),
        ("<title>Inbox", "<title>Handlet: Inbox", "does not begin with the heading"),
        ("</main>", '<p id="q">x</p></main>', "“q” stands there 2 times"),
        ('<label for="q">Search</label>', "", "field has no label"),
        ('<label for="q">Search</label>', '<label for="q"> </label>', "field has no label"),
        ("</main>", "<script>alert(1)</script></main>", "inline script"),
        ("</main>", "<style>p{}</style></main>", "inline style element"),
        ("<p>", '<p style="color:red">', "style attribute"),
        ("<p>", '<p onclick="x()">', "event handler"),
        ("<p>", '<p hx-on:click="x()">', "event handler"),
        ("</main>", '<a href="javascript:x()">x</a></main>', "runs a script"),
        (' action="/search"', "", "form has no action"),
        ("Dev’s message", "Dev's message", "straight quotation mark"),
        ("“hello”", '"hello"', "straight quotation mark"),
        ('name="q"', 'name="q" placeholder="Dev\'s"', "in the placeholder"),
        (' alt="A tap"', "", "no alt"),
        ("<button>Go</button>", "<button> </button>", "button has no name"),
        ("</main>", '<a href="/x"></a></main>', "a has no name"),
        ("<button>Go", '<button tabindex="1">Go', "positive tabindex"),
        ("</main>", '<iframe src="/m"></iframe></main>', "frame has no title"),
        ("</main>", '<p aria-describedby="nobody">x</p></main>', "which is not on the page"),
        ('src="/a.png"', 'src="https://elsewhere.example/a.png"', "another host"),
        ("initial-scale=1", "initial-scale=1, maximum-scale=1", "Zooming is switched off"),
        ("<main>", "<div>", "one main landmark"),
    ],
)
def test_a_page_that_breaks_one_rule_is_told_so(old: str, new: str, fault: str) -> None:
    bad = GOOD.replace(old, new, 1)
    assert bad != GOOD
    found = faults(bad)
    assert any(fault in sentence for sentence in found), found
    assert len(found) == 1, found


def test_a_part_of_a_page_needs_no_title_but_still_needs_labels() -> None:
    assert faults("<p>Saved.</p>") == []
    assert faults('<input name="q">') == ['A field has no label: <input name="q">']


def test_an_empty_answer_is_not_a_page() -> None:
    assert faults("") == []


def good(request: HttpRequest) -> HttpResponse:
    return HttpResponse(GOOD)


def bad(request: HttpRequest) -> HttpResponse:
    return HttpResponse(GOOD.replace("<h1>", "<h1>One</h1><h1>"))


def not_a_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>a</h1><h1>b</h1>", content_type="text/plain")


urlpatterns = [path("good", good), path("bad", bad), path("plain", not_a_page)]


@pytest.mark.urls("tests.pages.test_client")
class TestTheClient:
    @pytest.fixture(autouse=True)
    def without_sessions(self, settings: object) -> None:
        settings.MIDDLEWARE = []  # type: ignore[attr-defined]

    def test_a_good_page_is_handed_over(self) -> None:
        assert PageClient().get("/good").status_code == 200

    def test_a_bad_page_fails_the_test_that_opened_it(self) -> None:
        with pytest.raises(PageFault, match="2 h1 headings"):
            PageClient().get("/bad")

    def test_what_is_not_html_is_left_alone(self) -> None:
        assert PageClient().get("/plain").status_code == 200
