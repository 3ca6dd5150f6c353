"""A test client that looks at every page it opens, so that no page is ever checked “later”.

`faults(html)` names what is wrong with a page or a part of one, as sentences; `PageClient` fails on any.
Words written by people (names, messages, their own file names) are shown as typed: elements that hold them carry
`data-theirs`, or are `bdi`, `q`, `blockquote`, `textarea`, `code` or `pre`; the rule on quotation marks leaves those alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.test import Client
from lxml import html as parser

_THEIR_OWN_WORDS = {"bdi", "q", "blockquote", "textarea", "code", "pre", "script", "style", "title", "option"}
_UNLABELLED_BY_NATURE = {"hidden", "submit", "button", "reset", "image"}
# Data for a script, which no browser runs: the content security policy does not count it as code either.
_DATA_SCRIPTS = {"application/json", "application/ld+json"}
_TRAP_ATTRIBUTE = re.compile(r"^on[a-z]+$")


class PageFault(AssertionError):
    """A page that people must not meet. The message lists what is wrong with it."""


def faults(source: str) -> list[str]:
    """What is wrong with this HTML, a sentence each. A text without `<html` is a part of a page: page rules rest."""
    if not source.strip():
        return []
    whole = "<html" in source[:2000].lower()
    tree = parser.document_fromstring(source) if whole else parser.fragment_fromstring(source, create_parent="main")
    found = list(_page_rules(tree)) if whole else []
    found += _element_rules(tree)
    return found


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _page_rules(tree: Any) -> Iterator[str]:
    lang = tree.get("lang") or ""
    if lang != "en-GB":
        yield f"The page says lang=“{lang}”; it should say en-GB."
    headings = tree.xpath("//h1")
    title = " ".join((tree.findtext(".//title") or "").split())
    if len(headings) != 1:
        yield f"There are {len(headings)} h1 headings; there should be one."
    elif not title.startswith(_words(headings[0])):
        yield f"The title “{title}” does not begin with the heading “{_words(headings[0])}”."
    if len(tree.xpath("//main")) != 1:
        yield "There should be one main landmark."
    viewport = "".join(tree.xpath("//meta[@name='viewport']/@content"))
    if not viewport:
        yield "There is no viewport: a phone would show the page of a desk."
    if re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", viewport):
        yield "Zooming is switched off."


def _element_rules(tree: Any) -> Iterator[str]:
    ids = Counter(tree.xpath("//@id"))
    yield from (f"The id “{name}” stands there {count} times." for name, count in ids.items() if count > 1)
    yield from _code_in_the_page(tree)
    yield from _forms_and_fields(tree, ids)
    for image in tree.xpath("//img[not(@alt)]"):
        yield f"An image has no alt: {image.get('src')}"
    for frame in tree.xpath("//iframe[not(@title) or normalize-space(@title)='']"):
        yield f"A frame has no title: {frame.get('src')}"
    for button in tree.xpath("//button | //a[@href] | //summary"):
        if not _has_a_name(button):
            yield f"A {button.tag} has no name: {_shown(button)}"
    for element in tree.xpath("//*[@tabindex > 0]"):
        yield f"A positive tabindex changes the order of reading: {_shown(element)}"
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for element in tree.xpath(f"//*[@{attribute}]"):
            for name in (element.get(attribute) or "").split():
                # A part of a page may point at the page around it.
                if name not in ids and tree.tag == "html":
                    yield f"{attribute} points at “{name}”, which is not on the page."
    yield from _straight_quotes(tree)


def _code_in_the_page(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[not(@src)]"):
        if (script.get("type") or "") not in _DATA_SCRIPTS and not script.get("nonce"):
            yield "There is an inline script."
    if tree.xpath("//style"):
        yield "There is an inline style element."
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if name == "style":
                yield f"There is a style attribute: {_shown(element)}"
            elif _TRAP_ATTRIBUTE.match(name) or name.startswith("hx-on"):
                yield f"There is an event handler in the page: {_shown(element)}"
            elif name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
                yield f"There is an address that runs a script: {_shown(element)}"
            elif name in {"src", "srcset"} and re.match(r"^(https?:)?//", value):
                yield f"Something is loaded from another host: {value}"
    for link in tree.xpath("//link[@rel='stylesheet']/@href"):
        if re.match(r"^(https?:)?//", link):
            yield f"A stylesheet is loaded from another host: {link}"


def _forms_and_fields(tree: Any, ids: Counter[str]) -> Iterator[str]:
    for form in tree.xpath("//form"):
        if not form.get("action"):
            yield f"A form has no action: {_shown(form)}"
    labelled = {label.get("for") for label in tree.xpath("//label[@for]") if _words(label)}
    for element in tree.xpath("//input | //select | //textarea"):
        if element.tag == "input" and (element.get("type") or "text") in _UNLABELLED_BY_NATURE:
            continue
        within = element.xpath("ancestor::label")
        named = element.get("aria-label") or any(name in ids for name in (element.get("aria-labelledby") or "").split())
        if element.get("id") not in labelled and not within and not named:
            yield f"A field has no label: {_shown(element)}"


def _has_a_name(element: Any) -> bool:
    alt = any(text.strip() for text in element.xpath(".//img/@alt"))
    return bool(_words(element) or (element.get("aria-label") or "").strip() or element.get("aria-labelledby") or alt)


def _straight_quotes(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        pieces = [(element, element.text), *((element, child.tail) for child in element)]
        for owner, text in pieces:
            if text and re.search(r"[\"']", text) and not _is_theirs(owner):
                yield f"There is a straight quotation mark or apostrophe in “{' '.join(text.split())}”."
        placeholder = element.get("placeholder") or ""
        if re.search(r"[\"']", placeholder):
            yield f"There is a straight quotation mark or apostrophe in the placeholder “{placeholder}”."


def _is_theirs(element: Any) -> bool:
    return any(
        step.tag in _THEIR_OWN_WORDS or step.get("data-theirs") is not None
        for step in [element, *element.iterancestors()]
    )


def _shown(element: Any) -> str:
    return parser.tostring(element, encoding="unicode", with_tail=False)[:120]


def is_html(response: Any) -> bool:
    return str(response.get("Content-Type", "")).startswith("text/html") and not getattr(response, "streaming", False)


class PageClient(Client):
    """Django's client; every HTML answer is looked at. `check_pages = False` on an instance rests the rules."""

    check_pages = True

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if self.check_pages and is_html(response) and response.content:
            wrong = faults(response.content.decode(response.charset))
            if wrong:
                asked = f"{request.get('REQUEST_METHOD', 'GET')} {request.get('PATH_INFO', '')}"
                raise PageFault(f"{asked} ({response.status_code}):\n" + "\n".join(f"- {fault}" for fault in wrong))
        return response
