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
    assert len(read.items) >= 4
    assert read.items == list(read.rows)
    assert len({row.code for row in read.rows}) == len(read.rows)


@pytest.mark.parametrize(
    "content",
    [
        "name,price,VAT\nTap,£85.00,20%\n".encode(),
        "\ufeffName;Price;VAT\nTap;85;20\n".encode(),
        b"Item\tNet price\tTax\nTap\t85.00\t0.2\n",
        "Name,Price,VAT\r\nTap,£85,20\r\n".encode("windows-1252"),
        'code,NAME,price,vat rate\n"T-1","Tap","£85.00","20"\n'.encode("utf-16"),
    ],
)
def test_files_are_read_as_spreadsheets_write_them(content: bytes) -> None:
    (row,) = importing.read(content).rows
    assert (row.name, row.price, row.vat_rate, row.problem) == ("Tap", D(85), D(20), "")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Tap,-5,20", "less than nothing"),
        ("Tap,lots,20", "must be a number"),
        ("Tap,1e5,20", "must be a number"),
        ("Tap,,20", "must be a number"),
        (",5,20", "no name"),
        ("Tap,5,17.5", "20, 5 or 0"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_is_not_lost(line: str, says: str) -> None:
    read = importing.read(f"name,price,vat\n{line}\nSink,6,20\n".encode())
    assert says in read.rows[0].problem
    assert [row.name for row in read.items] == ["Sink"]


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"just words", b"a,b\n1,2\n", b"\xff\xfe\0"])
def test_a_file_that_is_no_price_list_says_so(content: bytes) -> None:
    read = importing.read(content)
    assert read.items == []
    assert read.rows[0].problem


def test_an_export_reads_back_and_holds_no_formula() -> None:
    row = {"code": "A", "name": "=1+1", "unit": "each", "price_net": "5.00", "vat_rate": "20"}
    text = importing.export([row])
    assert "'=1+1" in text
    (back,) = importing.read(text.encode()).rows
    assert (back.name, back.price) == ("=1+1", D(5))


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


def test_an_import_replaces_by_code_and_adds_the_rest(as_asha: Membership) -> None:
    pricelist.add_starter(business_id=as_asha.business_id, trade="plumber", now=NOW)
    read = importing.read(b"code,name,price\nPL-01,Call-out,99\nNEW,Thing,5\n")
    pricelist.apply_import(business_id=as_asha.business_id, rows=[row.plain() for row in read.items], now=NOW)
    changed = PriceItem.objects.listed().get(code="PL-01")
    assert (changed.name, changed.unit_price, changed.confirmed, changed.version) == ("Call-out", D(99), True, 2)
    assert PriceItem.objects.listed().get(code="NEW").confirmed


def test_two_items_cannot_share_a_code(as_asha: Membership) -> None:
    values = pricelist.ItemValues("A", "One", "", "each", D(1), D(20))
    pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
    with pytest.raises(BadValue, match="code A already"):
        pricelist.add_item(business_id=as_asha.business_id, values=values, confirmed=True, now=NOW)
