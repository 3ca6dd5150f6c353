"""Follow-ups and the report of quotes, at Asha's screen and on Dev's page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.drafting.following import house
from handlet.drafting.models import FollowUp, FollowUpApproval, FollowUpRules
from handlet.drafting.tests.shop import Shop
from handlet.drafting.tests.test_follow_ups import USUAL
from handlet.kit.london import london_day
from handlet.quoting import acceptance, editing, issuing, suggesting
from handlet.quoting.models import QuoteVersion
from handlet.quoting.tests.test_life import typed
from handlet.quoting.tests.test_offers import registered
from tests.pages.client import PageClient

RULES = {
    "on": "yes", "days": "2, 5 and 9", "before_expiry": "on", "weekdays": ["0", "1", "2", "3", "4"],
    "opens": "08:00", "closes": "19:00", "rest_on_holidays": "on",
}  # fmt: skip


class Sent(Shop):
    """Dev was sent a quote just now."""

    def __init__(self, member: Membership) -> None:
        super().__init__(member, now=timezone.now())
        self.conversation = self.writes("Dev Patel")
        self.version = self.quote()
        self.path = f"/quotes/{self.version.quote_id}"

    def quote(self, *, valid: int = 40) -> QuoteVersion:
        with self.acting():
            registered(self.member)
            version = editing.start(conversation=self.conversation, firm=True, now=timezone.now())
            editing.add_line(version=version, values=typed("Replace a tap", "100"))
            QuoteVersion.objects.filter(pk=version.pk).update(
                valid_until=london_day(timezone.now()) + timedelta(days=valid)
            )
            version.refresh_from_db()
            return issuing.issue(version=version, by=self.member, now=timezone.now())

    def on(self) -> None:
        with self.acting():
            house.change(by=self.member, now=timezone.now(), on=True, **USUAL)


@pytest.fixture
def shop(asha: Membership) -> Sent:
    return Sent(asha)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def form_of(page: str) -> dict[str, Any]:
    """What the plan's form would post as it stands."""
    keys = re.findall(r'name="keep" value="([^"]+)"', page)
    texts = dict(re.findall(r'name="text-([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.S))
    digest = re.search(r'name="digest" value="([^"]*)"', page)
    assert digest is not None
    plain = {f"text-{key}": text.replace("&#x27;", "'").replace("&amp;", "&") for key, text in texts.items()}
    return {"keep": keys, "digest": digest.group(1), **plain}


def test_off_until_asha_turns_them_on(shop: Sent, pages: PageClient) -> None:
    assert "You have turned follow-ups off" in said(pages.get(f"{shop.path}/follow-ups"))
    assert "Follow-ups are off" in said(pages.get("/follow-ups"))
    assert pages.post("/settings/follow-ups", {**RULES, "days": "none"}).status_code == 422
    assert pages.post("/settings/follow-ups", {**RULES, "opens": "03:00"}).status_code == 422
    assert pages.post("/settings/follow-ups", {**RULES, "weekdays": []}).status_code == 422
    answer = pages.post("/settings/follow-ups", RULES, follow=True)
    assert answer.status_code == 200
    with shop.acting():
        rules = FollowUpRules.objects.get()
        assert (rules.on, rules.days, rules.weekdays) == (True, [2, 5, 9], [0, 1, 2, 3, 4])


def test_she_reads_approves_changes_and_cancels(shop: Sent, pages: PageClient) -> None:
    shop.on()
    assert "Follow up" in said(pages.get(shop.path))
    plan = form_of(said(pages.get(f"{shop.path}/follow-ups")))
    assert len(plan["keep"]) == 4
    answer = pages.post(f"{shop.path}/follow-ups", plan, follow=True)
    assert "Dev Patel" in said(answer)
    assert said(answer).count("Cancel this one") == 4
    assert "4 follow-ups are planned" in said(pages.get("/inbox"))
    assert "(4 planned)" in said(pages.get(shop.path))
    with shop.acting():
        first, second, *_ = FollowUp.objects.order_by("due_at")
    asked = pages.post(f"/follow-ups/{first.pk}", {"text": "Hi Dev, £50 off. Asha"})
    assert asked.status_code == 422
    assert "Hi Dev, £50 off. Asha" in said(asked)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', said(asked))
    assert seen is not None
    pages.post(f"/follow-ups/{first.pk}", {"text": "Hi Dev, £50 off. Asha", "seen": seen.group(1)})
    pages.post(f"/follow-ups/{second.pk}", {"cancel": "yes"})
    with shop.acting():
        assert FollowUp.objects.get(pk=first.pk).text == "Hi Dev, £50 off. Asha"
        assert FollowUpApproval.objects.filter(follow_up=first).count() == 2
        assert FollowUp.objects.get(pk=second.pk).state == "stopped"
    assert pages.post(f"/follow-ups/{second.pk}", {"cancel": "yes"}).status_code == 409
    pages.post(f"{shop.path}/follow-ups/stop")
    assert "Nothing is planned" in said(pages.get("/follow-ups"))


def test_an_old_page_approves_nothing(shop: Sent, pages: PageClient) -> None:
    shop.on()
    plan = form_of(said(pages.get(f"{shop.path}/follow-ups")))
    shop.quote()
    answer = pages.post(f"{shop.path}/follow-ups", plan)
    assert answer.status_code == 422
    assert "Something has changed" in said(answer)
    assert "another open quote for the same person" in said(answer)


def test_a_reader_changes_nothing(shop: Sent, pages: PageClient) -> None:
    shop.on()
    plan = form_of(said(pages.get(f"{shop.path}/follow-ups")))
    with shop.acting():
        Membership.objects.filter(pk=shop.member.pk).update(role="reader")
    assert pages.post(f"{shop.path}/follow-ups", plan).status_code == 403
    assert pages.post("/settings/follow-ups", RULES).status_code == 403


def test_why_they_stopped_is_said_in_words(shop: Sent, pages: PageClient) -> None:
    shop.on()
    pages.post(f"{shop.path}/follow-ups", form_of(said(pages.get(f"{shop.path}/follow-ups"))))
    shop.writes("Dev Patel", "Let me think")
    page = said(pages.get("/follow-ups"))
    assert "Stopped in the last 14 days" in page
    assert "Dev Patel has written since." in page


def test_what_is_in_the_way_is_said_before_the_day(shop: Sent, pages: PageClient) -> None:
    shop.on()
    pages.post(f"{shop.path}/follow-ups", form_of(said(pages.get(f"{shop.path}/follow-ups"))))
    with shop.acting():
        shop.mailbox.state = "revoked"
        shop.mailbox.save()
    page = said(pages.get("/follow-ups"))
    assert "It will not go" in page
    assert "No channel is connected that can send it." in page


def test_she_is_reminded_of_a_quote_that_runs_out(shop: Sent, pages: PageClient) -> None:
    ending = shop.quote(valid=1)
    page = said(pages.get("/inbox"))
    assert f"Quote {ending.quote.label} for Dev Patel runs out tomorrow" in page
    with shop.acting():
        acceptance.decline(version=ending, reason="", now=timezone.now())
    assert "runs out tomorrow" not in said(pages.get("/inbox"))


def test_opened_is_noted_only_if_wanted_only_by_a_press_and_the_page_says_so(shop: Sent, pages: PageClient) -> None:
    with shop.acting():
        path = f"/q/{suggesting.link_token(shop.version, now=timezone.now())}"
    dev = PageClient()

    def opened() -> bool:
        with shop.acting():
            return QuoteVersion.objects.get(pk=shop.version.pk).opened_at is not None

    dev.post(f"{path}/question", {"text": "Is the tap included?"})
    assert not opened()
    assert "can see that you have used it" not in said(dev.get(path))
    pages.post("/settings/follow-ups", {**RULES, "tells_opened": "on"})
    with shop.acting():
        assert BusinessProfile.objects.get().tells_opened
    assert "can see that you have used it" in said(dev.get(path))
    dev.head(path)
    dev.get(f"{path}/accept")
    assert not opened()
    dev.post(f"{path}/question", {"text": "And the waste?"})
    assert opened()
    assert "They used its page on" in said(pages.get(shop.path))


def test_a_business_without_quotes_has_a_report_that_says_so(asha: Membership, pages: PageClient) -> None:
    assert "Nothing to count yet" in said(pages.get("/quotes/how-they-do"))
    rows = said(pages.get("/quotes/how-they-do.csv")).splitlines()
    assert rows[0] == "what,which,sent,accepted,declined,expired,quoted,won"
    assert len(rows) == 14


def test_the_report_counts_and_names_nobody(shop: Sent, pages: PageClient) -> None:
    second = shop.quote()
    with shop.acting():
        acceptance.decline(version=shop.version, reason="Too dear for Dev", kind="price", now=timezone.now())
        acceptance.record_acceptance(
            version=second, by=shop.member, method="phone", name="Dev Patel", evidence={}, now=timezone.now()
        )
    page = said(pages.get("/quotes/how-they-do"))
    assert "Accepted: 1 of 2 sent, 50 % of those answered." in page
    assert "The price" in page
    assert "£240.00" in page
    assert "£120.00" in page
    rows = said(pages.get("/quotes/how-they-do.csv"))
    for words in (page, rows):
        assert "Dev" not in words
        assert "Too dear" not in words
    this_month = f"{london_day(timezone.now()):%Y-%m}"
    assert f"month,{this_month},2,1,1,0,240,120" in rows
    assert "declined because,price,,,1,,," in rows


def test_another_business_counts_nothing_of_it(shop: Sent, cleo: Membership) -> None:
    client = PageClient()
    client.force_login(cleo.user)
    assert "Nothing to count yet" in said(client.get("/quotes/how-they-do"))
    with acting_for(cleo.business_id, cleo.user_id):
        assert FollowUp.objects.count() == 0
