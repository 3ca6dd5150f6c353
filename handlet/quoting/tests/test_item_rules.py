"""Rules kept on an item: suggested with their words, decided by the owner, obeyed by the engine; and which price counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from handlet.accounts.models import Membership
from handlet.drafting.facts import facts_of
from handlet.kit.london import london_day
from handlet.quoting import agreeing, editing, gaps, issuing, item_rules, price_choice, pricelist, shapes
from handlet.quoting.item_values import ItemValues
from handlet.quoting.models import PriceItem, QuoteLine
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import Adds, Band, Condition, Included, Minimum, OnlyIf, Supplied
from handlet.quoting.tests.test_offers import conversation_of, registered
from tests.cast import NOW

TODAY = london_day(NOW)


def put(
    member: Membership, code: str, name: str, description: str = "", shape: str = "unit", **values: object
) -> PriceItem:
    columns = shapes.columns(shapes.from_values(shape, {"price": "50", **values}))
    made = ItemValues(code, name, description, vat_rate=D(20), **columns)
    return pricelist.add_item(business_id=member.business_id, values=made, confirmed=True, now=NOW, by=member)


def test_a_suggestion_says_the_words_it_was_read_from(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap", "Existing pipes, tap supplied by customer")
    put(as_asha, "A", "Take away old fitting")
    pricelist.add_rule(
        business_id=as_asha.business_id, text="A is added only where the customer asks for the old one to go."
    )
    (supplied,) = [one for one in item_rules.suggestions_for(tap) if isinstance(one.rule, Supplied)]
    assert (supplied.words, supplied.confirmed) == ("tap supplied by customer", False)


def test_the_engine_reads_the_words_until_the_owner_decides_and_then_goes_by_the_decision(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap", "Tap supplied by customer")
    (row,) = facts_of(as_asha.business_id, today=TODAY).pricelist
    assert (row.rules, row.rules_decided) == ((), False)
    item_rules.put(item=tap, rule=Band("count", None, D(5), of="taps"), by=as_asha, now=NOW)
    (row,) = facts_of(as_asha.business_id, today=TODAY).pricelist
    assert row.rules == (Supplied("customer"), Band("count", None, D(5), of="taps"))
    for rule in row.rules:
        item_rules.drop(item=tap, key=item_rules.KeptRule(rule).key, by=as_asha, now=NOW)
    (row,) = facts_of(as_asha.business_id, today=TODAY).pricelist
    assert (row.rules, row.rules_decided) == ((), True)
    tap.refresh_from_db()
    assert (tap.version, tap.changed_by) == (4, as_asha)


def test_words_written_later_suggest_and_wait(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap")
    item_rules.put(item=tap, rule=Band("count", None, D(5), of="taps"), by=as_asha, now=NOW)
    tap.refresh_from_db()
    values = replace(pricelist.values_of(tap), description="Tap supplied by customer")
    tap = pricelist.change_item(item=tap, values=values, now=NOW, by=as_asha)
    shown = item_rules.rules_of(tap, item_rules.suggestions_for(tap))
    assert [(type(one.rule), one.in_force) for one in shown] == [(Band, True), (Supplied, False)]
    assert item_rules.in_force(tap) == [Band("count", None, D(5), of="taps")]
    item_rules.confirm(item=tap, keys=None, by=as_asha, now=NOW)
    tap.refresh_from_db()
    assert Supplied("customer") in item_rules.in_force(tap)


def test_a_rule_that_names_no_price_of_the_list_is_refused(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap")
    with pytest.raises(BadValue, match="no price with the code GONE"):
        item_rules.put(item=tap, rule=Adds("GONE"), by=as_asha, now=NOW)
    with pytest.raises(BadValue, match="point to itself"):
        item_rules.put(item=tap, rule=Adds("T"), by=as_asha, now=NOW)


def test_what_the_engine_is_given_is_net_named_and_says_what_is_firm(as_asha: Membership) -> None:
    registered(as_asha)
    tap = put(as_asha, "T", "Fit tap")
    values = replace(
        pricelist.values_of(tap), includes_vat=True, unit_price=D(60), may_be_firm=False, synonyms=("faucet",)
    )
    pricelist.change_item(item=tap, values=values, now=NOW, by=as_asha)
    put(as_asha, "M", "Materials", shape="materials", percent="20")
    put(as_asha, "P", "Parking", shape="pass_through", estimate="10")
    labour = put(as_asha, "L", "Labour", shape="hourly", rate="40", minimum="60", minimum_minutes=60)
    rows = {row.code: row for row in facts_of(as_asha.business_id, today=TODAY).pricelist}
    assert set(rows) == {"T", "L"}
    assert (rows["T"].unit_price, rows["T"].firm, rows["T"].synonyms) == (D(50), False, ("faucet",))
    assert pricelist.least_quantity(labour) == D("1.5")
    # The engine prices by the shape, which knows what its minimum covers.
    assert (rows["L"].min_qty, rows["L"].shape) == (None, shapes.of(labour))


def test_an_energy_saving_price_takes_the_rate_of_the_day(as_asha: Membership) -> None:
    item = put(as_asha, "E", "Heat pump")
    values = replace(pricelist.values_of(item), vat_treatment="energy_saving", vat_rate=D(0))
    item = pricelist.change_item(item=item, values=values, now=NOW, by=as_asha)
    assert pricelist.rate_on(item, date(2027, 3, 31)) == 0
    assert pricelist.rate_on(item, date(2027, 4, 1)) == 5


def test_a_business_that_is_not_registered_has_one_price_and_no_vat_in_it(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap")
    pricelist.change_item(
        item=tap, values=replace(pricelist.values_of(tap), includes_vat=True, unit_price=D(60)), now=NOW, by=as_asha
    )
    (row,) = facts_of(as_asha.business_id, today=TODAY).pricelist
    assert row.unit_price == D(60)
    version = editing.start(conversation=conversation_of(as_asha), firm=True, now=NOW)
    line = editing.add_from_list(version=version, item=PriceItem.objects.get(code="T"), quantity=D(1), today=TODAY)
    assert (line.unit_price, line.includes_vat) == (D(60), False)


def test_the_price_agreed_with_a_customer_comes_first_and_the_others_are_offered(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap")
    conversation = conversation_of(as_asha)
    version = editing.start(conversation=conversation, firm=True, now=NOW)
    line = editing.add_from_list(version=version, item=tap, quantity=D(1), today=TODAY)
    QuoteLine.objects.filter(pk=line.pk).update(unit_price=D(45))
    line.refresh_from_db()
    agreeing.keep_for_customer(line=line, by=as_asha, now=NOW)
    QuoteLine.objects.filter(pk=line.pk).update(unit_price=D(47))
    issuing.issue(version=version, by=as_asha, now=NOW)
    dev = conversation.customer
    found = price_choice.choices(item=tap, customer=dev, today=TODAY)
    assert [(one.kind, one.unit_price, one.used) for one in found] == [
        ("agreed", D(45), True), ("list", D(50), False), ("past", D(47), False),
    ]  # fmt: skip
    other = price_choice.choices(item=tap, customer=None, today=TODAY)
    assert [(one.kind, one.used, one.theirs) for one in other] == [("list", True, False), ("past", False, False)]


def test_nothing_of_an_ended_price_is_used(as_asha: Membership) -> None:
    tap = put(as_asha, "T", "Fit tap")
    values = replace(pricelist.values_of(tap), valid_until=TODAY - timedelta(days=1))
    pricelist.change_item(item=tap, values=values, now=NOW, by=as_asha)
    tap.refresh_from_db()
    assert price_choice.choices(item=tap, customer=None, today=TODAY) == []


# --- gaps --------------------------------------------------------------------------------------------------------------


def item(code: str, name: str, shape: str = "unit", description: str = "", **values: object) -> ItemValues:
    columns = shapes.columns(shapes.from_values(shape, {"price": "50", **values}))
    return ItemValues(code, name, description, vat_rate=D(20), **columns)


def test_a_list_is_told_what_it_lacks() -> None:
    evening = {"name": "evening", "windows": [{"days": [0], "since": 1080, "until": 1440}], "multiplier": "1.5"}
    late = {"name": "late", "windows": [{"days": [0], "since": 1200, "until": 1440}], "multiplier": "2"}
    listed = [
        item("A", "Call-out", shape="call_out", first="80", bands=[evening, late]),
        replace(item("B", "Tap"), valid_until=date(2026, 1, 1)),
        item("C", "Hedge cut", description="Waste taken away"),
        item("D", "Hedge cut", description="Waste taken away"),
        item("E", "Door"),
    ]
    rules = {"E": [Adds("GONE"), Included(D(1), "door", "C"), OnlyIf(Condition("asked"), "LOST")]}
    found = gaps.gaps(listed, rules, today=date(2026, 11, 23))
    assert [(gap.code, gap.kind) for gap in found] == [
        ("A", "bands"), ("A", "no_rate"), ("B", "expired"), ("E", "missing_code"), ("E", "missing_code"), ("", "twins"),
    ]  # fmt: skip
    assert all(gap.sentence.endswith(".") for gap in found)


def test_rules_and_units_tell_twins_apart() -> None:
    low, high = item("C", "Hedge cut", description="Up to 2 m"), item("D", "Hedge cut", description="Over 2 m")
    assert gaps.gaps([low, high], {}, today=TODAY) == []
    same = [item("C", "Hedge cut"), item("D", "Hedge cut")]
    told = {"C": [Band("height", None, D(2), "m")], "D": [Band("height", D(2), None, "m", open_low=True)]}
    assert gaps.gaps(same, told, today=TODAY) == []
    assert gaps.gaps(same, {"C": [Minimum(D(2))]}, today=TODAY)[0].kind == "twins"


def test_a_call_out_with_its_own_price_for_more_time_asks_for_no_other(as_asha: Membership) -> None:
    """Else two hours would be charged twice: once by the call-out, once as further labour."""
    pricelist.add_starter(business_id=as_asha.business_id, trade="plumber", now=NOW)
    call_out = PriceItem.objects.get(code="PL-01")
    assert not [kept for kept in item_rules.suggestions_for(call_out) if isinstance(kept.rule, Included)]
    call_out.shape_values = {**call_out.shape_values, "rate": None}
    call_out.save()
    (covered,) = [kept.rule for kept in item_rules.suggestions_for(call_out) if isinstance(kept.rule, Included)]
    assert covered.in_words() == "Covers the first hour; each further one is PL-03."
