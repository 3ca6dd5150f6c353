"""What became of suggestions: noted when sent or discarded, judged by the owner, forgotten in time, gone with the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.drafting import approval, forgetting, outcomes, tasks
from handlet.drafting.models import Draft, Outcome
from handlet.drafting.tests.shop import Shop
from handlet.inbox.models import Conversation, Message
from tests.pages.client import PageClient


@pytest.fixture
def shop(asha: Membership) -> Shop:
    return Shop(asha)


def test_a_draft_sent_untouched_is_counted_and_no_words_are_kept(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    shop.send(draft)
    with shop.acting():
        found = Outcome.objects.get()
        assert (found.kind, found.classes, float(found.distance or 0)) == ("as_is", ["as_is"], 0.0)
        assert (found.intent, found.engine) == ("new_quote", "embedded")
        assert (found.sent_text, found.changes) == ("", None)
        assert found.key_id == draft.key_id


def test_what_asha_changed_is_classed_and_held_under_dev_s_key(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    head, _, tail = draft.text.partition("Your quote is here")
    shop.send(draft, f"{head.rstrip()} I can come on Thursday.\n\nYour quote is here{tail}")
    found = shop.outcome(draft)
    with shop.acting():
        assert found.kind == "filled"
        assert found.filled_one_gap
        assert found.classes == ["missing_fact"]
        assert 0 < float(found.distance or 0) < 0.3
        assert "Thursday" in found.sent_text
        # A day names a visit: it is no habit, and no piece of it is kept beyond the week.
        assert "Thursday" not in str(found.changes)


def test_an_own_letter_and_a_reply_taken_back_leave_no_trace(shop: Shop) -> None:
    conversation = shop.writes("Dev Patel")
    with shop.acting():
        own = approval.write(conversation=conversation, by=shop.member, text="Hello Dev", now=shop.later())
    shop.send(own)
    with shop.acting():
        assert not Outcome.objects.exists()
    message = shop.send(shop.draft("Eve Stone"))
    with shop.acting():
        assert Outcome.objects.count() == 1
        Message.objects.filter(pk=message.pk).update(due_at=shop.now + timedelta(hours=1))
        approval.take_back(message=Message.objects.get(pk=message.pk), by=shop.member, now=shop.later())
        assert not Outcome.objects.exists()


def test_a_discarded_draft_is_counted_and_asks_nothing(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    with shop.acting():
        approval.discard(draft=Draft.objects.get(pk=draft.pk), by=shop.member, now=shop.later())
        found = Outcome.objects.get()
        assert (found.kind, found.distance, found.sent_text) == ("discarded", None, "")
        assert outcomes.to_judge(Conversation.objects.get(), now=shop.later()) is None


def test_nothing_is_learned_from_somebody_marked_no_ai(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    with shop.acting():
        conversation = Conversation.objects.select_related("customer").get()
        conversation.customer.no_ai = True
        conversation.customer.save()
    shop.send(draft, draft.text.replace("Thank", "Ta, thank") + "\nWhat make is it?")
    found = shop.outcome(draft)
    with shop.acting():
        assert (found.sent_text, found.changes) == ("", None)


def test_the_text_goes_after_a_week_the_pieces_after_ninety_days_the_count_after_a_year(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    message = shop.send(draft, draft.text.replace("\n\n", "\n\nWhat make is the tap?\n\n", 1))
    with shop.acting():
        assert Outcome.objects.get().sent_text
        assert (Outcome.objects.get().changes or {})["asked"] == ["What make is the tap?"]
        forgetting.forget_due(now=shop.now + timedelta(days=6, hours=23))
        assert Outcome.objects.get().sent_text
        assert Draft.objects.get().text
        forgetting.forget_due(now=shop.now + timedelta(days=7, hours=1))
        assert Outcome.objects.get().sent_text == ""
        sent = Draft.objects.get()
        assert (sent.text, sent.proposed_text, sent.grounds, sent.state) == ("", "", None, "approved")
        # The message itself is the inbox's.
        assert "What make is the tap?" in Message.objects.get(pk=message.pk).text
        assert Outcome.objects.get().changes
        forgetting.forget_due(now=shop.now + timedelta(days=91))
        assert Outcome.objects.get().changes is None
        assert forgetting.forget_due(now=shop.now + timedelta(days=91)) == 0
        forgetting.forget_due(now=shop.now + timedelta(days=366))
        assert not Outcome.objects.exists()


def test_the_nightly_job_does_it_for_every_business(asha: Membership, cleo: Membership) -> None:
    shops = [Shop(member, now=timezone.now() - timedelta(days=8)) for member in (asha, cleo)]
    for shop in shops:
        draft = shop.draft("Dev Patel", "Hello, do you take cards?")
        shop.send(draft, f"{draft.text}\n\nWhat make is the tap?")
        with shop.acting():
            assert Outcome.objects.get().sent_text
    tasks.every_night(timestamp=0)
    for shop in shops:
        with shop.acting():
            assert Outcome.objects.get().sent_text == ""


def test_a_discarded_draft_goes_after_thirty_days_and_its_count_stays(shop: Shop) -> None:
    draft = shop.draft("Dev Patel")
    with shop.acting():
        approval.discard(draft=Draft.objects.get(pk=draft.pk), by=shop.member, now=shop.later())
        forgetting.forget_due(now=shop.now + timedelta(days=29))
        assert Draft.objects.exists()
        forgetting.forget_due(now=shop.now + timedelta(days=31))
        assert not Draft.objects.exists()
        assert Outcome.objects.get().draft is None


def test_was_this_right_is_asked_once_it_has_gone_and_answered_on_the_page(asha: Membership, pages: PageClient) -> None:
    shop = Shop(asha, now=timezone.now())
    draft = shop.draft("Dev Patel")
    address = f"/conversations/{draft.conversation_id}"
    message = shop.send(draft)
    assert "Was this suggestion right?" not in pages.get(address).content.decode()
    shop.gone(message)
    assert "Was this suggestion right?" in pages.get(address).content.decode()
    verdict = f"/outcomes/{shop.outcome(draft).id}/verdict"
    refused = pages.post(verdict, {"verdict": "no"})
    assert refused.status_code == 422
    assert "Say in a word what was not right." in refused.content.decode()
    done = pages.post(verdict, {"verdict": "no", "reason": "tone", "words": "we never say lovely"}, follow=True)
    assert done.status_code == 200
    assert "Was this suggestion right?" not in done.content.decode()
    found = shop.outcome(draft)
    with shop.acting():
        assert found.verdict == "no"
        assert found.verdict_reason == "It did not sound like me: we never say lovely"
        assert Message.objects.get(pk=message.pk).delivery == "sent"


def test_yes_and_not_now_need_no_reason(shop: Shop, pages: PageClient) -> None:
    for name, said in (("Dev Patel", "yes"), ("Eve Stone", "not_now")):
        draft = shop.draft(name)
        shop.gone(shop.send(draft))
        assert pages.post(f"/outcomes/{shop.outcome(draft).id}/verdict", {"verdict": said}).status_code == 302
        assert shop.outcome(draft).verdict == said


def test_not_now_is_asked_once_more_and_then_she_is_left_alone(shop: Shop, pages: PageClient) -> None:
    draft = shop.draft("Dev Patel")
    shop.gone(shop.send(draft))
    with shop.acting():
        conversation = Conversation.objects.get(pk=draft.conversation_id)

        def asked(days: float) -> Outcome | None:
            return outcomes.to_judge(conversation, now=shop.later() + timedelta(days=days))

        def said(days: float) -> None:
            found = outcomes.judge(
                outcome=shop.outcome(draft), by=shop.member, verdict="not_now", now=shop.later() + timedelta(days=days)
            )
            assert found.verdict in ("not_now", "left")

        assert asked(0) is not None
        said(0)
        said(0.01)
        assert shop.outcome(draft).verdict == "not_now", "a second press on the same day is the same answer"
        assert asked(0.5) is None
        again = asked(1.5)
        assert again is not None
        assert asked(9) is None, "and not for ever"
        said(1.5)
        assert shop.outcome(draft).verdict == "left"
        assert all(asked(days) is None for days in (1.6, 2.6, 5, 8))


def test_the_second_time_the_button_says_what_it_does(asha: Membership, pages: PageClient) -> None:
    shop = Shop(asha, now=timezone.now() - timedelta(days=3))
    draft = shop.draft("Dev Patel")
    shop.gone(shop.send(draft))
    address = f"/conversations/{draft.conversation_id}"
    assert "Not now</button>" in pages.get(address).content.decode()
    with shop.acting():
        outcomes.judge(outcome=shop.outcome(draft), by=asha, verdict="not_now", now=shop.later())
    page = pages.get(address).content.decode()
    assert "Don’t ask again</button>" in page
    pages.post(f"/outcomes/{shop.outcome(draft).id}/verdict", {"verdict": "not_now"})
    assert "Was this suggestion right?" not in pages.get(address).content.decode()
