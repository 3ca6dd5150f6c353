"""The one arithmetic: cases that other products got wrong, and properties that hold for any quote."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.quoting import vat
from handlet.quoting.pricing import BadPricing, Line, Priced, price, stages


def priced(*lines: Line, **options: D) -> Priced:
    return price(lines, vat_registered=True, **options)


def line(quantity: str, unit_price: str, rate: str = "20", **more: object) -> Line:
    return Line(D(quantity), D(unit_price), D(rate), **more)  # type: ignore[arg-type]


def test_stages_add_up_and_the_last_takes_the_rest() -> None:
    third = D("33.33")
    assert stages(10000, [third, third, D("33.34")]) == [3333, 3333, 3334]
    with pytest.raises(BadPricing):
        stages(10000, [D(50), D(49)])


def test_a_business_that_is_not_registered_cannot_charge_vat() -> None:
    with pytest.raises(BadPricing) as refused:
        price([line("1", "10")], vat_registered=False)
    assert refused.value.where == "lines[0].vat_rate"
    done = price([line("1", "10", "0")], vat_registered=False)
    assert (done.vat_rows, done.vat, done.gross) == ([], 0, 1000)


def test_a_rate_that_is_not_in_the_table_is_refused_never_guessed() -> None:
    with pytest.raises(vat.NoRate):
        vat.rate_of("energy_saving", date(2023, 4, 30), "NI")
    with pytest.raises(vat.NoRate):
        vat.rate_of("no such thing", date(2026, 1, 1))


def test_options_stay_out_until_they_are_chosen() -> None:
    kept, option = line("1", "100"), line("1", "40", optional=True)
    assert (priced(kept, option).net, priced(kept, option).options) == (10000, 4000)
    assert priced(kept, line("1", "40", optional=True, chosen=True)).net == 14000


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    for name in ("quantity", "unit_price", "vat_rate"):
        values = {"quantity": D(1), "unit_price": D(1), "vat_rate": D(20), name: D(value)}
        with pytest.raises(BadPricing, match="not a number"):
            price([Line(**values)], vat_registered=True)


amounts = st.decimals(0, 5000, places=2)
some_lines = st.lists(
    st.builds(
        Line,
        quantity=st.decimals(0, 500, places=3),
        unit_price=amounts,
        vat_rate=st.sampled_from([D(0), D(5), D(20)]),
        discount_percent=st.decimals(0, 100, places=1),
        includes_vat=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(lines=some_lines, percent=st.decimals(0, 100, places=2), order=st.randoms())
def test_order_changes_nothing_and_printed_rows_add_up(lines: list[Line], percent: D, order: object) -> None:
    done = price(lines, vat_registered=True, discount_percent=percent)
    shuffled = list(lines)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    again = price(shuffled, vat_registered=True, discount_percent=percent)
    assert (done.net, done.vat, done.gross, done.discount) == (again.net, again.vat, again.gross, again.discount)
    assert done.gross == done.net + done.vat
    assert done.net == sum(row.net for row in done.vat_rows)
    assert done.vat == sum(row.vat for row in done.vat_rows)
    whole = sum(done.lines)
    assert 0 <= done.discount <= whole
    if not any(one.includes_vat for one in lines):
        assert done.net == whole - done.discount


@given(quantity=st.integers(2, 400), unit_price=amounts, cut=st.data())
def test_splitting_a_quantity_moves_the_total_by_a_penny_a_part_at_most(
    quantity: int, unit_price: D, cut: st.DataObject
) -> None:
    first = cut.draw(st.integers(1, quantity - 1))
    whole = price([Line(D(quantity), unit_price, D(20))], vat_registered=True)
    parts = price(
        [Line(D(first), unit_price, D(20)), Line(D(quantity - first), unit_price, D(20))], vat_registered=True
    )
    assert abs(whole.gross - parts.gross) <= 2
