"""Following up: off until it is wanted, exact words for exact days, and nothing once anything has happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from handlet.accounts.models import Business, Membership
from handlet.channels import registry
from handlet.channels.contract import PermanentFailure, Sent
from handlet.channels.models import Connection
from handlet.customers import resolving
from handlet.customers.models import ContactPoint, Customer
from handlet.drafting import forgetting
from handlet.drafting.following import house, planning, rhythm, sending, standing
from handlet.drafting.following.rhythm import Rhythm, may_go, next_moment, steps
from handlet.drafting.models import FollowUp, FollowUpApproval
from handlet.drafting.tests.shop import Shop
from handlet.inbox import outbox
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import LONDON, london_day
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.quoting import acceptance, cancelling, editing, issuing, links, revising
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.tests.test_life import typed
from handlet.quoting.tests.test_offers import registered, yes
from tests.cast import NOW, owner_of
from tests.racing import at_once, faults_of

ENGLAND = ["england"]
# NOW is Monday 23 November 2026, half past nine.
WEDNESDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def coming(**changes: Any) -> list[rhythm.Step]:
    values: dict[str, Any] = {
        "issued": date(2026, 11, 23), "valid_until": date(2026, 12, 23), "now": NOW, "gone": [],
        "rhythm": Rhythm(), "nations": ENGLAND,
    } | changes  # fmt: skip
    return steps(**values)


class Following(Shop):
    """Asha follows up: Dev was sent a quote for £120 with VAT, and his mailbox has it."""

    def __init__(self, member: Membership) -> None:
        super().__init__(member)
        with self.acting():
            registered(member)
            house.change(by=member, now=NOW, on=True, **USUAL)
        self.conversation = self.writes("Dev Patel")
        self.version = self.quote()
        self.quoted: Quote = self.version.quote

    def quote(self, price: str = "100", *, firm: bool = True, valid: int = 30) -> QuoteVersion:
        with self.acting():
            version = editing.start(conversation=self.conversation, firm=firm, now=NOW)
            editing.add_line(version=version, values=typed("Replace a tap", price))
            QuoteVersion.objects.filter(pk=version.pk).update(valid_until=london_day(NOW) + timedelta(days=valid))
            version.refresh_from_db()
            return issuing.issue(version=version, by=self.member, now=NOW)

    def plan(self, now: datetime = NOW) -> planning.Plan:
        with self.acting():
            return planning.plan_for(Quote.objects.get(pk=self.quoted.pk), now=now)

    def follow(self, now: datetime = NOW, **changes: Any) -> list[FollowUp]:
        """Asha approves all of it as it stands."""
        with self.acting():
            quote = Quote.objects.get(pk=self.quoted.pk)
            plan = planning.plan_for(quote, now=now)
            values: dict[str, Any] = {
                "texts": {one.key: one.text for one in plan.items}, "digest": plan.digest,
            } | changes  # fmt: skip
            return planning.turn_on(quote=quote, by=self.member, now=now, **values)

    def first(self) -> FollowUp:
        with self.acting():
            return FollowUp.objects.order_by("due_at", "id")[0]

    def put_out(self, now: datetime) -> Message | None:
        return sending.put_out(business_id=self.member.business_id, follow_up_id=self.first().pk, now=now)

    def states(self) -> list[tuple[str, str]]:
        with self.acting():
            return [(row.state, row.stopped_because) for row in FollowUp.objects.order_by("due_at", "id")]

    def asks(self, now: datetime = NOW) -> str:
        """What stands against the first of them now."""
        with self.acting():
            return standing.against(FollowUp.objects.order_by("due_at", "id")[0], now=now)


USUAL: dict[str, Any] = {
    "days": [2, 5, 9], "before_expiry": True, "weekdays": [0, 1, 2, 3, 4],
    "opens": time(8), "closes": time(19), "rest_on_holidays": True,
}  # fmt: skip


@pytest.fixture
def shop(asha: Membership) -> Following:
    return Following(asha)


# --- days and hours ---------------------------------------------------------------------------------------------------


def test_two_five_and_nine_days_and_two_days_before_the_end() -> None:
    days = [london_day(one.due_at) for one in coming()]
    # The fifth day is a Saturday, so it waits for Monday.
    assert days == [WEDNESDAY, date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 21)]
    assert [one.number for one in coming()] == [1, 2, 3, 0]


def test_no_last_call_where_one_went_in_the_three_days_before_and_none_after_the_last_day() -> None:
    short = coming(valid_until=date(2026, 12, 4))
    assert [(one.kind, london_day(one.due_at)) for one in short][-1] == ("days_after", date(2026, 12, 2))
    assert all(london_day(one.due_at) <= date(2026, 11, 26) for one in coming(valid_until=date(2026, 11, 26)))
    assert "expiry" not in {one.kind for one in coming(rhythm=Rhythm(before_expiry=False))}


def test_at_most_three_a_version_whatever_went_before() -> None:
    gone = [date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)]
    assert [one.kind for one in coming(gone=gone)] == ["expiry"]
    assert [one.kind for one in coming(gone=gone[:1])].count("days_after") == 2


def test_what_is_past_does_not_come_again() -> None:
    late = coming(now=at(date(2026, 12, 1)))
    assert [(one.number, london_day(one.due_at)) for one in late] == [(3, date(2026, 12, 2)), (0, date(2026, 12, 21))]


def test_christmas_is_kept_in_each_nation_and_two_are_never_on_one_day() -> None:
    over = coming(issued=date(2026, 12, 23), valid_until=date(2027, 1, 22), now=at(date(2026, 12, 23)))
    # Two days on is Christmas Day, a Friday; Monday 28th stands in for Boxing Day; the ninth day is New Year’s, a Friday.
    assert [london_day(one.due_at) for one in over][:3] == [date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 4)]
    assert not may_go(at(date(2026, 11, 30)), Rhythm(), ["scotland"])
    assert may_go(at(date(2026, 11, 30)), Rhythm(), ENGLAND)
    # A site in each: a holiday in either is one.
    assert not may_go(at(date(2026, 11, 30)), Rhythm(), ["england", "scotland"])
    assert not may_go(at(date(2026, 7, 13)), Rhythm(), ["ni"])


def test_eight_to_seven_by_london_s_clock_in_winter_and_in_summer() -> None:
    winter, summer = date(2026, 11, 25), date(2026, 7, 15)
    assert may_go(datetime(2026, 11, 25, 8, 0, tzinfo=UTC), Rhythm(), ENGLAND)
    assert not may_go(datetime(2026, 11, 25, 7, 59, tzinfo=UTC), Rhythm(), ENGLAND)
    assert may_go(datetime(2026, 7, 15, 7, 0, tzinfo=UTC), Rhythm(), ENGLAND)
    for day in (winter, summer):
        assert may_go(at(day, 18, 59), Rhythm(), ENGLAND)
        assert not may_go(at(day, 19, 0), Rhythm(), ENGLAND)


def test_the_clocks_change_and_ten_o_clock_stays_ten_o_clock() -> None:
    # British Summer Time began on Sunday 28 March 2027 and ended on Sunday 25 October 2026.
    spring = coming(issued=date(2027, 3, 24), valid_until=date(2027, 4, 24), now=at(date(2027, 3, 24)))
    assert [one.due_at.astimezone(LONDON).hour for one in spring] == [10] * len(spring)
    # Good Friday and Easter Monday are holidays, so the second goes on the Tuesday.
    assert {one.due_at.astimezone(UTC).hour for one in spring} == {9}
    autumn = coming(issued=date(2026, 10, 21), valid_until=date(2026, 11, 20), now=at(date(2026, 10, 21)))
    assert [one.due_at.astimezone(UTC).hour for one in autumn][:2] == [9, 10]
    # Friday evening before the change: Monday at eight.
    assert next_moment(at(date(2026, 10, 23), 19), Rhythm(), ENGLAND) == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_a_rule_that_cannot_be_kept_is_refused(shop: Following) -> None:
    for wrong in (
        {"days": []}, {"days": [1, 2, 3, 4]}, {"days": [0]}, {"days": [32]}, {"weekdays": []}, {"weekdays": [7]},
        {"opens": time(6)}, {"closes": time(22)}, {"opens": time(12), "closes": time(12)},
    ):  # fmt: skip
        with shop.acting(), pytest.raises(house.CannotKeep):
            house.change(by=shop.member, now=NOW, on=True, **(USUAL | wrong))


# --- the plan and its approval ----------------------------------------------------------------------------------------


def test_nothing_goes_before_the_owner_turned_it_on(asha: Membership) -> None:
    shop = Following(asha)
    with shop.acting():
        house.change(by=asha, now=NOW, on=False, **USUAL)
    assert shop.plan().cannot == "You have turned follow-ups off."
    with pytest.raises(planning.NotNow):
        shop.follow()
    assert shop.states() == []


def test_the_words_name_the_offer_its_total_and_its_true_last_day_and_pass_the_guard(shop: Following) -> None:
    plan = shop.plan()
    assert plan.to == "dev@example.org"
    assert len(plan.items) == 4
    for one in plan.items:
        assert f"quote {shop.quoted.label} (version 1, sent on Monday 23 November, £120.00 in all)" in one.text
        assert "stands until Wednesday 23 December" in one.text
        assert one.text.count("£") == 1
        assert "/q/" in one.text
        assert "survey" not in one.text
        assert "last chance" not in one.text.lower()
    # None of it was held back by the guard.
    assert len(shop.follow()) == 4


def test_an_estimate_asks_whether_a_look_would_help(asha: Membership) -> None:
    shop = Following(asha)
    with shop.acting():
        issuing.withdraw(version=shop.version, by=asha, now=NOW)
    shop.quoted = shop.quote(firm=False).quote
    (first, *_) = shop.plan().items
    assert f"estimate {shop.quoted.label}" in first.text
    assert "have a look first" in first.text


def test_an_approval_binds_words_address_and_offer(shop: Following) -> None:
    rows = shop.follow()
    with shop.acting():
        approvals = list(FollowUpApproval.objects.filter(ended_at=None))
        assert len(approvals) == len(rows)
        assert {one.by_id for one in approvals} == {shop.member.pk}
    assert shop.asks() == ""


def test_what_changed_while_the_page_was_open_is_shown_again(shop: Following) -> None:
    with pytest.raises(planning.PlanChanged):
        shop.follow(digest="0" * 64)
    with pytest.raises(planning.NothingChosen):
        shop.follow(texts={})


def test_only_what_was_chosen_goes(shop: Following) -> None:
    plan = shop.plan()
    shop.follow(texts={plan.items[0].key: plan.items[0].text})
    assert len(shop.states()) == 1


def test_the_owner_s_own_price_or_hurry_is_asked_about_once(shop: Following) -> None:
    plan = shop.plan()
    texts = {plan.items[0].key: "Hi Dev, last chance: I can do it for £95.00. Asha"}
    with pytest.raises(planning.Asked, match=r"“£95.00”.*“last chance”") as asked:
        shop.follow(texts=texts)
    assert len(shop.follow(texts=texts, seen=asked.value.seen)) == 1


def test_other_words_are_another_approval(shop: Following) -> None:
    (first, *_) = shop.follow()
    with shop.acting():
        planning.amend(follow_up=first, by=shop.member, text="Hi Dev, any thoughts? Asha", now=NOW)
        assert FollowUpApproval.objects.filter(follow_up=first).count() == 2
        assert FollowUpApproval.objects.filter(follow_up=first, ended_at=None).count() == 1
    assert shop.asks() == ""
    with shop.acting():
        # Words that nobody approved, however they came there.
        row = FollowUp.objects.get(pk=first.pk)
        row.text = "Something else"
        row.save()
    assert shop.asks() == "offer"


def test_one_is_cancelled_and_then_all(shop: Following) -> None:
    (first, *_) = shop.follow()
    with shop.acting():
        planning.cancel(follow_up=first, by=shop.member, now=NOW)
        with pytest.raises(planning.NotOpen):
            planning.cancel(follow_up=first, by=shop.member, now=NOW)
        assert planning.cancel_all(quote=shop.quoted, by=shop.member, now=NOW) == 3
    assert set(shop.states()) == {("stopped", "by_owner")}


def test_two_open_quotes_are_one_message_that_names_both(shop: Following) -> None:
    shop.follow()
    second = shop.quote("250")
    plan = shop.plan()
    for one in plan.items:
        assert f"quote {shop.quoted.label}" in one.text
        assert f"quote {second.quote.label}" in one.text
        assert "£120.00" in one.text
        assert "£300.00" in one.text
    shop.follow()
    # Those for the first alone are replaced, so that no two go to one person.
    assert shop.states().count(("stopped", "replaced")) == 4
    assert shop.states().count(("planned", "")) == 4


# --- going out --------------------------------------------------------------------------------------------------------


def test_it_goes_on_its_day_and_is_one_message_in_the_conversation(shop: Following, mail_server: list[str]) -> None:
    shop.follow()
    assert sending.due(now=NOW) == []
    day = at(WEDNESDAY)
    assert [one[1] for one in sending.due(now=day)] == [shop.first().pk]
    message = shop.put_out(day)
    assert message is not None
    assert shop.put_out(day) is None
    outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=day)
    assert mail_server == [message.external_id]
    assert shop.states()[0] == ("sent", "")
    # The next is not stopped by our own follow-up.
    assert shop.states()[1] == ("planned", "")
    with shop.acting():
        assert standing.against(FollowUp.objects.order_by("due_at")[1], now=day) == ""


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Takes everything; the ids of what it took. A mail server is not ours, so it may be stood in for."""
    taken: list[str] = []

    class Server:
        capabilities = registry.get("imap").capabilities

        def send(self, settings: Any, secret: Any, outgoing: Any) -> Any:
            taken.append(outgoing.message_id)
            return Sent(outgoing.message_id)

    monkeypatch.setattr(registry, "get", lambda kind: Server())
    return taken


def test_a_worker_that_was_away_sends_nothing_in_the_night(shop: Following) -> None:
    shop.follow()
    night = at(WEDNESDAY, 22)
    assert shop.put_out(night) is None
    assert shop.first().due_at == at(WEDNESDAY + timedelta(days=1), 8)


def test_a_second_try_out_of_hours_waits_for_the_morning(shop: Following, mail_server: list[str]) -> None:
    shop.follow()
    message = shop.put_out(at(WEDNESDAY, 18, 59))
    assert message is not None
    evening = at(WEDNESDAY, 19, 1)
    outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=evening)
    assert mail_server == []
    with shop.acting():
        row = Message.objects.get(pk=message.pk)
        assert (row.delivery, row.due_at) == ("queued", at(WEDNESDAY + timedelta(days=1), 8))


def test_two_that_are_late_do_not_go_at_once(shop: Following, mail_server: list[str]) -> None:
    rows = shop.follow()
    late = at(date(2026, 12, 1))
    for place, row in enumerate(rows[:2]):
        message = sending.put_out(business_id=shop.member.business_id, follow_up_id=row.pk, now=late)
        if place == 0:
            assert message is not None
            outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=late)
        else:
            assert message is None
    assert len(mail_server) == 1


# --- stopping ---------------------------------------------------------------------------------------------------------


def _writes(shop: Following) -> None:
    shop.writes("Dev Patel", "Not yet, sorry")


def _reacts(shop: Following) -> None:
    with shop.acting():
        Message.objects.create(
            business_id=shop.member.business_id, conversation=shop.conversation, customer=shop.conversation.customer,
            key_id=shop.conversation.key_id, channel="whatsapp", direction="in", external_id="reaction", text="👍",
            sent_at=NOW, arrived_at=NOW,
        )  # fmt: skip


def _owner_writes_elsewhere(shop: Following) -> None:
    shop.sent_before("Dev Patel", "I rang you just now", days=0)


def _accepts(shop: Following) -> None:
    yes(QuoteVersion.objects.get(pk=shop.version.pk))


def _declines(shop: Following) -> None:
    acceptance.decline(version=shop.version, reason="", now=NOW)


def _withdraws(shop: Following) -> None:
    issuing.withdraw(version=shop.version, by=shop.member, now=NOW)


def _revises(shop: Following) -> None:
    version = revising.revise(version=shop.version, now=NOW)
    issuing.issue(version=version, by=shop.member, now=NOW)


def _flag(**fields: bool | str) -> Callable[[Following], None]:
    return lambda shop: _update(shop, fields)


def _update(shop: Following, fields: dict[str, Any]) -> None:
    Conversation.objects.filter(pk=shop.conversation.pk).update(**fields)


def _restricts(shop: Following) -> None:
    Customer.objects.filter(pk=shop.conversation.customer_id).update(restricted=True)


def _case(kind: str) -> Callable[[Following], None]:
    def opens(shop: Following) -> None:
        subject = Subject("customer", shop.conversation.customer_id, shop.member.business_id)
        cases.open_case(kind=kind, subject=subject, note="", received_at=NOW, by=shop.member, now=NOW)

    return opens


def _merges(shop: Following) -> None:
    other = Customer.objects.create(
        business_id=shop.member.business_id, name="Dev P", created_at=NOW, key_id=shop.conversation.key_id
    )
    Quote.objects.filter(pk=shop.quoted.pk).update(customer=other)


def _disconnects(shop: Following) -> None:
    Connection.objects.update(state=Connection.State.REVOKED)


def _moves(shop: Following) -> None:
    """They are known by another address, and wrote from it last."""
    customer = Customer.objects.get(pk=shop.conversation.customer_id)
    resolving.add_contact_point(customer=customer, known_by=resolving.KnownBy("email", "new@example.org"), now=NOW)
    shop_message = Message.objects.filter(direction="in").get()
    envelope = dict(shop_message.envelope)
    shop_message.envelope = {**envelope, "from": {**envelope["from"], "value": "new@example.org"}}
    shop_message.save()


def _turns_off(shop: Following) -> None:
    house.change(by=shop.member, now=NOW, on=False, **USUAL)


def _closes_the_account(shop: Following) -> None:
    Business.objects.filter(pk=shop.member.business_id).update(closing_at=NOW)


def _cancels_another(shop: Following) -> None:
    """Dev had agreed to something else, and rings to cancel it; Asha writes that down later."""
    other = shop.quote("300")
    yes(other, at=NOW - timedelta(days=2))
    cancelling.record_cancelling(
        version=other,
        by=shop.member,
        method="phone",
        words="Not going ahead",
        name="Dev",
        said_at=NOW - timedelta(days=1),
        now=NOW,
    )


def _has_no_address(shop: Following) -> None:
    ContactPoint.objects.all().delete()
    for row in Message.objects.filter(direction="in"):
        row.envelope = {}
        row.save()


def _link_goes(shop: Following) -> None:
    links.renew(Quote.objects.get(pk=shop.quoted.pk), now=NOW)


STOPS: list[tuple[str, Callable[[Following], None]]] = [
    ("wrote", _writes),
    ("wrote", _reacts),
    ("owner_wrote", _owner_writes_elsewhere),
    ("accepted", _accepts),
    ("declined", _declines),
    ("withdrawn", _withdraws),
    ("superseded", _revises),
    ("taken_back", lambda shop: issuing.take_back(version=shop.version, now=NOW)),
    ("complaint", _flag(is_complaint=True)),
    ("rights", _flag(is_rights_request=True)),
    ("emergency", _flag(is_emergency=True)),
    ("personal", _flag(is_personal=True)),
    ("spam", _flag(is_spam=True)),
    ("closed", _flag(state="closed")),
    ("rights", _case("access")),
    ("objection", _case("objection")),
    ("restricted", _restricts),
    ("merged", _merges),
    ("connection", _disconnects),
    ("recipient", _moves),
    ("cancelled", _cancels_another),
    ("no_address", _has_no_address),
    ("link", _link_goes),
    ("off", _turns_off),
    ("account", _closes_the_account),
]


@pytest.mark.parametrize(("code", "happens"), STOPS, ids=[f"{place}-{code}" for place, (code, _) in enumerate(STOPS)])
def test_it_stops_when_due(shop: Following, code: str, happens: Callable[[Following], None]) -> None:
    shop.follow()
    with shop.acting():
        happens(shop)
    assert shop.put_out(at(WEDNESDAY)) is None
    assert shop.states()[0] == ("stopped", code)
    assert "{" not in standing.words(code, "Dev Patel")


@pytest.mark.parametrize(("code", "happens"), STOPS, ids=[f"{place}-{code}" for place, (code, _) in enumerate(STOPS)])
def test_it_stops_at_the_last_moment_in_the_outbox(
    shop: Following, mail_server: list[str], code: str, happens: Callable[[Following], None]
) -> None:
    shop.follow()
    day = at(WEDNESDAY)
    message = shop.put_out(day)
    assert message is not None
    with shop.acting():
        happens(shop)
    outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=day)
    assert mail_server == []
    assert shop.states()[0] == ("stopped", code)
    with shop.acting():
        row = Message.objects.get(pk=message.pk)
        assert (row.delivery, row.delivery_note) == ("cancelled", standing.words(code, "Dev Patel"))


@pytest.mark.parametrize("happens", [_writes, _accepts, _declines, _withdraws, _revises])
def test_what_is_announced_stops_all_of_them_in_the_same_breath(
    shop: Following, happens: Callable[[Following], None]
) -> None:
    shop.follow()
    with shop.acting():
        happens(shop)
    assert {state for state, _ in shop.states()} == {"stopped"}


def test_what_nobody_announces_is_found_by_the_sweep(shop: Following) -> None:
    shop.follow()
    with shop.acting():
        _restricts(shop)
    assert sending.with_plans() == [shop.member.business_id]
    assert sending.sweep(business_id=shop.member.business_id, now=NOW) == 4
    assert set(shop.states()) == {("stopped", "restricted")}
    assert sending.with_plans() == []


def test_a_dead_connection_may_come_back_before_the_day(shop: Following) -> None:
    shop.follow()
    with shop.acting():
        _disconnects(shop)
    assert sending.sweep(business_id=shop.member.business_id, now=NOW) == 0
    with shop.acting():
        Connection.objects.update(state=Connection.State.LIVE)
    assert shop.put_out(at(WEDNESDAY)) is not None


def test_an_offer_that_ran_out_is_not_asked_after(shop: Following) -> None:
    shop.follow()
    with shop.acting():
        assert issuing.expire_due(now=at(date(2027, 1, 5))) == 1
    assert set(shop.states()) == {("stopped", "expired")}


def test_leave_me_alone_counts_for_good(shop: Following) -> None:
    shop.writes("Dev Patel", "Please stop emailing me about this. Leave me alone.")
    assert shop.plan().cannot == "Dev Patel has asked to be left alone."


def test_t20_a_quote_that_did_not_arrive_is_not_asked_after(asha: Membership) -> None:
    shop = Following(asha)
    with shop.acting():
        issuing.withdraw(version=shop.version, by=asha, now=NOW)
    draft = shop.draft("Dev Patel", "There is no rush, by the way.")
    message = shop.send(draft, "Hi Dev, here it is. Asha")
    with shop.acting():
        version = QuoteVersion.objects.filter(state="issued").first()
        assert version is not None
        shop.quoted = version.quote
        Message.objects.filter(pk=message.pk).update(delivery=Message.Delivery.FAILED)
    assert shop.plan().cannot == "The quote itself did not reach Dev Patel."


def test_one_that_could_not_be_sent_stops_those_after_it(
    shop: Following, mail_server: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.follow()
    day = at(WEDNESDAY)
    message = shop.put_out(day)
    assert message is not None
    refusing = registry.get("imap")
    monkeypatch.setattr(type(refusing), "send", lambda *asked: PermanentFailure("No such address."))
    outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=day)
    assert shop.states()[0] == ("failed", "")
    assert set(shop.states()[1:]) == {("stopped", "failed")}


def test_erased_with_the_person_and_words_gone_after_a_week(shop: Following) -> None:
    rows = shop.follow()
    with shop.acting():
        planning.cancel(follow_up=rows[0], by=shop.member, now=NOW)
        forgetting.forget_due(now=NOW + timedelta(days=8))
        assert not FollowUp.objects.get(pk=rows[0].pk).text
        assert FollowUp.objects.get(pk=rows[1].pk).text
        subject = Subject("customer", shop.conversation.customer_id, shop.member.business_id)
        cases.erase_by_rule(subject=subject, now=NOW)
        assert FollowUp.objects.count() == 0


# --- at the same moment -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("round", range(4))
def test_the_customer_writes_while_the_message_is_claimed(committed: None, mail_server: list[str], round: int) -> None:
    shop = Following(owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example"))
    shop.follow()
    day = at(WEDNESDAY)
    message = shop.put_out(day)
    assert message is not None
    ended = at_once(
        lambda: outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=day),
        lambda: shop.writes("Dev Patel", "Go ahead please"),
    )
    assert faults_of(ended) == []
    with shop.acting():
        written = Message.objects.filter(direction="in").count()
        delivery = Message.objects.get(pk=message.pk).delivery
    assert written == 2
    # Either it had gone, or it was stopped by his words: nothing between, and the others are stopped either way.
    assert (delivery, shop.states()[0]) in {
        ("sent", ("sent", "")), ("cancelled", ("stopped", "wrote")),
    }  # fmt: skip
    assert len(mail_server) == (delivery == "sent")
    assert set(shop.states()[1:]) == {("stopped", "wrote")}


@pytest.mark.parametrize("happens", [_accepts, _declines, _withdraws])
def test_a_decision_while_the_message_is_claimed(
    committed: None, mail_server: list[str], happens: Callable[[Following], None]
) -> None:
    shop = Following(owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example"))
    shop.follow()
    day = at(WEDNESDAY)
    message = shop.put_out(day)
    assert message is not None

    def decide() -> None:
        with shop.acting():
            happens(shop)

    ended = at_once(lambda: outbox.deliver(business_id=shop.member.business_id, message_id=message.pk, now=day), decide)
    assert faults_of(ended) == []
    assert shop.states()[0][0] in ("sent", "stopped")
    assert {state for state, _ in shop.states()[1:]} == {"stopped"}
