"""Every screen, with people invented to be hard to lay out, passes the rules of the page-checking client."""

from __future__ import annotations

import pytest

from handlet.web.ui import gallery, samples
from handlet.web.ui.samples import document, inbox, people, privacy, quotes
from tests.pages.client import faults

pytestmark = pytest.mark.urls("handlet.web.ui.gallery_urls")


def test_every_screen_passes_the_page_rules() -> None:
    wrong = {name: found for name, html in gallery.pages() if (found := faults(html))}
    assert wrong == {}


def test_the_gallery_shows_every_template_of_a_whole_page() -> None:
    folder = gallery.WEB / "templates"
    whole = {
        str(file.relative_to(folder))
        for part in ("owner", "customer", "public", "operator")
        for file in (folder / part).rglob("*.html")
        if not file.name.startswith("_")
    }
    shown = {template for template, _ in samples.screens().values()}
    assert whole - shown == set()


def test_a_template_begins_by_saying_what_it_is_given() -> None:
    folder = gallery.WEB / "templates"
    silent = [
        str(file.relative_to(folder))
        for part in ("owner", "customer", "public", "operator")
        for file in (folder / part).rglob("*.html")
        if "{% comment %}" not in file.read_text(encoding="utf-8")[:200]
    ]
    assert silent == []


def test_without_vat_registration_the_editor_speaks_of_no_vat() -> None:
    from dataclasses import replace
    from decimal import Decimal

    from django.template.loader import render_to_string

    totals = replace(document.TOTALS, vat=None, vat_rows=[], gross=Decimal("170"))
    edit = replace(quotes.EDIT, totals=totals, vat_treatments=[])
    assert "VAT" not in render_to_string("owner/_quote_lines.html", {"page": edit, "details": None})


def test_a_draft_that_may_not_go_has_no_send_button() -> None:
    from django.template.loader import render_to_string

    going = render_to_string("owner/_thread.html", {"page": inbox.CONVERSATION, "now": people.NOW})
    stale = render_to_string("owner/_thread.html", {"page": inbox.STALE, "now": people.NOW})
    assert "Send reply" in going
    assert "Draft – not sent" in going
    assert "Send reply" not in stale
    assert "Priya has written again since this draft." in stale
    assert "Draft – not sent" in stale


def test_what_a_customer_wrote_cannot_become_markup() -> None:
    from dataclasses import replace

    from django.template.loader import render_to_string

    nasty = replace(inbox.MESSAGES[0], text="<script>alert(1)</script>", author="<b>x</b>")
    part = render_to_string("_message.html", {"message": nasty})
    assert "<script>" not in part
    assert "<b>x" not in part


def test_what_rings_is_made_in_one_place() -> None:
    """A number as people write it (“(0161) 496 0123”) is cleaned by the filter `tel`, not by each template."""
    folder = gallery.WEB / "templates"
    by_hand = [str(file.relative_to(folder)) for file in folder.rglob("*.html") if "tel:" in file.read_text("utf-8")]
    assert by_hand == []


def test_the_periods_for_keeping_are_folded_until_one_is_overdue() -> None:
    from dataclasses import replace

    from django.template.loader import render_to_string

    behind = privacy.PRIVACY
    rows = [replace(row, overdue=0) for row in behind.retention]
    well = render_to_string("owner/privacy_centre.html", {"page": replace(behind, retention=rows)})
    late = render_to_string("owner/privacy_centre.html", {"page": behind})
    assert '<details class="fold"><summary>All' in well
    assert '<details class="fold" open><summary>All' in late
