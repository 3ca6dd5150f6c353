"""Price lists from files, and the owner's own list."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from handlet.accounts.businesses import TRADES
from handlet.accounts.models import Membership
from handlet.kit.london import london_day
from handlet.quoting import importing, pricelist
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
