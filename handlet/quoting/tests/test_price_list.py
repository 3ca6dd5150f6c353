"""Price lists from files, and the owner's own list."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from handlet.accounts.businesses import TRADES
from handlet.accounts.models import Membership
from handlet.kit.london import london_day
from handlet.quoting import importing, pricelist, shapes
from handlet.quoting.models import PriceItem
from handlet.quoting.refusals import BadValue
from tests.cast import NOW

TODAY = london_day(NOW)


@pytest.mark.parametrize("trade", TRADES)
def test_every_trade_has_a_starter_list_that_reads_cleanly(trade: str) -> None:
    read = importing.starter(trade)
    assert 12 <= len(read.items) <= 25
    assert [(row.name, row.problem) for row in read.rows if row.problem] == []
    codes = [row.values.code for row in read.items if row.values]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("trade", TRADES)
def test_every_starter_item_prices_something(trade: str) -> None:
    """Also a job of 2.2 hours by every price that goes by time, so that “work it out” never ends in a question."""
    for row in importing.starter(trade).items:
        assert row.values is not None
        shape = shapes.of(row.values)
        timed = row.values.shape in shapes.TIMED
        job = shapes.Inputs(
            minutes=132 if timed else None, quantity=None if timed else D(3), people=2, cost=D(80), labour=D(200),
            materials=D(80), vat_registered=True,
        )  # fmt: skip
        lines = shapes.price(row.values, job)
        if row.values.shape == "no_show":
            assert (lines, row.values.unit_price > 0) == ([], True), row.name
            continue
        assert sum(line.pence for line in lines) > 0, row.name
        assert all(line.text and line.unit for line in lines), row.name
        assert shape.in_words().endswith("."), row.name


def test_a_starter_s_call_out_says_what_more_time_costs() -> None:
    call_out = importing.starter("plumber").items[0].values
    assert call_out is not None
    lines = shapes.price(call_out, shapes.Inputs(minutes=132))
    assert [(line.text, line.quantity, line.unit_price) for line in lines] == [
        ("Call-out and first hour", D(1), D(80)),
        ("Further time", D("1.5"), D(55)),
    ]
    assert sum(line.pence for line in lines) == 162_50


def test_nothing_is_quoted_from_an_example(as_asha: Membership) -> None:
    count = pricelist.add_starter(business_id=as_asha.business_id, trade="plumber", now=NOW)
    assert PriceItem.objects.listed().count() == count
    assert PriceItem.objects.usable(TODAY).count() == 0
    first = PriceItem.objects.listed()[0]
    assert pricelist.confirm(item_ids=[first.id], now=NOW) == 1
    assert [item.pk for item in PriceItem.objects.usable(TODAY)] == [first.pk]
    assert pricelist.confirm(item_ids=None, now=NOW) == count - 1
    assert PriceItem.objects.usable(TODAY).count() == count


def test_a_second_starter_changes_nothing(as_asha: Membership) -> None:
    pricelist.add_starter(business_id=as_asha.business_id, trade="plumber", now=NOW)
    assert pricelist.add_starter(business_id=as_asha.business_id, trade="tiler", now=NOW) == 0


def test_two_items_cannot_share_a_code(as_asha: Membership) -> None:
    values = pricelist.ItemValues("A", "One", "", "each", D(1), D(20))
    pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
    with pytest.raises(BadValue, match="code A already"):
        pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
