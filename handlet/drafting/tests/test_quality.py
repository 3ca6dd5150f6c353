"""How the drafts do: counts by week, by intent and by reason, on a page and in a file; nobody's words in either."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.drafting import approval, outcomes, quality
from handlet.drafting.models import Draft, Outcome
from handlet.drafting.tests.shop import Shop
from tests.pages.client import PageClient

PAGE = "/settings/quality"


@pytest.fixture
def shop(asha: Membership) -> Shop:
    """Two sent as they were, one with a gap filled, one rewritten, one discarded; one “yes”, one “no”."""
    shop = Shop(asha, now=timezone.now() - timedelta(hours=1))
    first = shop.draft("Dev Patel")
    shop.gone(shop.send(first))
    shop.send(shop.draft("Eve Stone"))
    third = shop.draft("Finn Moor")
    shop.send(third, third.text.replace("\n\n", "\n\nI can come on Thursday.\n\n", 1))
    rewritten = shop.draft("Gwen Ash", "Do you take cards?")
    shop.send(
        rewritten, "Sorry love, no, it is cash or a bank transfer with me, whatever suits you better on the day itself."
    )
    dropped = shop.draft("Hal Birch")
    with shop.acting():
        approval.discard(draft=Draft.objects.get(pk=dropped.pk), by=asha, now=shop.later())
        for draft, verdict in ((first, "yes"), (third, "no")):
            outcome = Outcome.objects.get(draft=draft)
            outcomes.judge(outcome=outcome, by=asha, verdict=verdict, reason="tone", now=shop.later())
    return shop


def test_the_counts_add_up(shop: Shop) -> None:
    with shop.acting():
        found = quality.of_business(now=timezone.now())
    assert dict(found.whole.counts) == {"as_is": 2, "filled": 1, "rewritten": 1, "discarded": 1}
    assert len(found.weeks) == 12
    assert sum(tally.total for _, tally in found.weeks) == 5
    assert {monday.weekday() for monday, _ in found.weeks} == {0}
    assert dict(found.intents)["new_quote"].total == 4
    assert dict(found.intents)["question"].counts["rewritten"] == 1
    assert dict(found.reasons)["missing_fact"] == 1
    assert (found.right, found.wrong) == (1, 1)
    assert [name for name, _ in found.engines] == ["embedded"]


def test_the_page_draws_them_with_a_table_beside(shop: Shop, pages: PageClient) -> None:
    page = pages.get(PAGE).content.decode()
    assert "Of 5 suggestions 2 (40%) went out as they were, and 1 (20%) with one gap filled." in page
    assert '<rect class="bar-as_is" x="0.00"' in page
    assert "The table below says the same." in page
    assert "Wants a quote" in page
    assert "Something missing added" in page
    assert "Yes: 1. No: 1." in page
    for theirs in ("Dev", "Stone", "Thursday", "cash"):
        assert theirs not in page


def test_the_file_holds_the_same_counts_and_no_words(shop: Shop, pages: PageClient) -> None:
    answer = pages.get(f"{PAGE}.csv")
    assert answer["Content-Type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(answer.content.decode())))
    weeks = [row for row in table if row["what"] == "week"]
    assert sum(int(row["total"]) for row in weeks) == 5
    assert sum(int(row["as_is"]) for row in weeks) == 2
    assert {row["which"] for row in table if row["what"] == "intent"} == {"new_quote", "question"}
    assert "Dev" not in answer.content.decode()


def test_an_old_suggestion_is_in_its_own_week_and_then_out_of_the_picture(shop: Shop) -> None:
    with shop.acting():
        outcome = Outcome.objects.filter(kind="as_is").first()
        assert outcome is not None
        Outcome.objects.filter(pk=outcome.pk).update(at=timezone.now() - timedelta(weeks=5))
        found = quality.of_business(now=timezone.now())
        assert sum(1 for _, tally in found.weeks if tally.total) == 2
        Outcome.objects.filter(pk=outcome.pk).update(at=timezone.now() - timedelta(weeks=13))
        assert quality.of_business(now=timezone.now()).whole.total == 4


def test_before_there_is_anything_the_page_says_so_and_cleo_sees_nothing_of_asha_s(
    shop: Shop, cleo: Membership
) -> None:
    stranger = PageClient()
    stranger.force_login(cleo.user)
    assert "Nothing to count yet" in stranger.get(PAGE).content.decode()
    table = list(csv.DictReader(io.StringIO(stranger.get(f"{PAGE}.csv").content.decode())))
    assert {row["total"] for row in table} == {"0"}


def test_a_week_begins_on_monday_in_london(asha: Membership) -> None:
    assert quality._monday(date(2026, 11, 29)) == date(2026, 11, 23)
    assert quality._monday(date(2026, 11, 23)) == date(2026, 11, 23)
