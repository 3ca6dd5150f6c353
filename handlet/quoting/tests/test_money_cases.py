"""The money cases that other products got wrong, and the rules of VAT, CIS, the reverse charge, deposits and cancelling."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.quoting import cancellation, cis, deposits, late_payment, nations, reverse_charge, vat
from handlet.quoting.asking import price_json
from handlet.quoting.pricing import BadPricing, Line, Priced, equal_stages, price, price_range


def line(quantity: str, unit_price: str, rate: str = "20", **more: Any) -> Line:
    return Line(D(quantity), D(unit_price), D(rate), **more)


def sums(*lines: Line, **more: Any) -> tuple[int, int, int]:
    done: Priced = price(lines, vat_registered=True, **more)
    return done.net, done.vat, done.gross


def test_m1_vat_of_fifty_rows_is_rounded_once() -> None:
    assert sums(*[line("1", "241.67")] * 50) == (1208350, 241670, 1450020)


def test_m2_one_row_of_fifty_is_the_same() -> None:
    assert sums(line("50", "241.67")) == (1208350, 241670, 1450020)


def test_m3_four_per_cent_off_a_line() -> None:
    assert sums(line("16", "348.35", "22", discount_percent=D(4))) == (535066, 117715, 652781)


def test_m4_the_base_is_not_bent() -> None:
    assert sums(line("1", "0.50", "23"), line("12.12", "12.12", "23")) == (14739, 3390, 18129)


def test_m5_five_per_cent_off_two_lines() -> None:
    off = D(5)
    assert sums(line("10", "30.75", "15", discount_percent=off), line("1", "70", "15", discount_percent=off)) == (
        35863, 5379, 41242,
    )  # fmt: skip


def test_m6_two_treatments_of_one_rate_are_two_rows() -> None:
    assert sums(line("1", "50.40", "17", treatment="a"), line("1", "47.21", "17", treatment="b"))[1] == 1660


def test_m7_no_float() -> None:
    assert sums(line("8.33", "49.50", "0"))[0] == 41234
    with pytest.raises(TypeError, match="never a float"):
        price([Line(D(1), 49.5, D(0))], vat_registered=True)  # type: ignore[arg-type]


def test_m8_a_price_with_vat_stays() -> None:
    assert sums(line("1", "8.01", includes_vat=True)) == (667, 134, 801)


def test_m9_two_rates_with_vat_in_them() -> None:
    assert sums(line("2", "1.96", "13", includes_vat=True), line("2", "0.04", "24", includes_vat=True))[2] == 400


def test_m10_pounds_off_the_whole() -> None:
    assert sums(line("1", "8500", "19"), discount=D(7500)) == (100000, 19000, 119000)


def test_m11_a_small_share_of_a_large_sum() -> None:
    assert sums(line("0.06", "41131.74", "19"))[:2] == (246790, 46890)


def test_m12_the_subtotal_is_what_is_printed() -> None:
    assert sums(*[line("0.333", "100", "0")] * 3)[0] == 9990


def test_m13_half_a_penny_goes_away_from_nought() -> None:
    assert (sums(line("1", "0.005", "0"))[0], sums(line("1", "-0.005", "0"))[0]) == (1, -1)


def test_m14_a_hundred_pounds_in_three() -> None:
    assert equal_stages(10000, 3) == [3333, 3333, 3334]


def test_m15_a_discount_over_three_rates_adds_up() -> None:
    done = price(
        [line("1", "33.33"), line("1", "66.67", "5"), line("1", "0.01", "0")],
        vat_registered=True,
        discount_percent=D("7.5"),
    )
    assert (done.discount, done.net) == (750, 10001 - 750)


def test_m16_without_registration_there_is_no_vat_row() -> None:
    done = price([line("1", "10", "0")], vat_registered=False)
    assert (done.vat_rows, done.vat) == ([], 0)
    with pytest.raises(BadPricing):
        price([line("1", "10")], vat_registered=False)


@pytest.mark.parametrize(
    ("day", "nation", "rate"),
    [
        (date(2027, 3, 31), "england", "0"),
        (date(2027, 4, 1), "england", "5"),
        (date(2023, 4, 30), "ni", None),
        (date(2023, 5, 1), "ni", "0"),
        (date(2027, 4, 1), "", "5"),
        (date(2023, 4, 30), "", None),
    ],
)
def test_m17_energy_saving_work_by_day_and_nation(day: date, nation: str, rate: str | None) -> None:
    if rate is None:
        with pytest.raises(vat.NoRate):
            vat.rate_of("energy_saving", day, nation)
    else:
        assert vat.rate_of("energy_saving", day, nation) == D(rate)


def test_m18_a_change_of_rate_in_the_window_is_found() -> None:
    (change,) = vat.changes(["energy_saving", "standard"], date(2027, 3, 1), date(2027, 4, 1), "scotland")
    assert (change.day, change.before, change.after) == (date(2027, 4, 1), D(0), D(5))
    assert vat.changes(["energy_saving"], date(2027, 3, 1), date(2027, 3, 31)) == []
    assert vat.changes(["standard"], date(2027, 3, 1), date(2027, 5, 1)) == []


def test_m20_reverse_charge_is_shown_not_added() -> None:
    done = price([line("1", "1000", reverse_charge=True)], vat_registered=True)
    assert (done.reverse_charged, done.vat, done.gross) == (20000, 0, 100000)
    nought = price([line("1", "1000", "0", reverse_charge=True)], vat_registered=True)
    assert not nought.vat_rows[0].reverse_charge


some_lines = st.lists(
    st.builds(
        Line,
        quantity=st.decimals(0, 500, places=3),
        unit_price=st.decimals(0, 5000, places=4),
        vat_rate=st.sampled_from([D(0), D(5), D(20)]),
        discount_percent=st.decimals(0, 100, places=2),
        includes_vat=st.booleans(),
        optional=st.booleans(),
        chosen=st.booleans(),
        section=st.sampled_from([None, "a", "b"]),
    ),
    min_size=1,
    max_size=12,
)


@given(lines=some_lines, percent=st.decimals(0, 100, places=2), order=st.randoms())
def test_m21_order_changes_nothing_and_every_sum_is_of_what_is_printed(
    lines: list[Line], percent: D, order: Any
) -> None:
    done = price(lines, vat_registered=True, discount_percent=percent)
    shuffled = list(lines)
    order.shuffle(shuffled)
    again = price(shuffled, vat_registered=True, discount_percent=percent)
    assert (done.net, done.vat, done.gross, done.discount, dict(done.sections)) == (
        again.net, again.vat, again.gross, again.discount, dict(again.sections),
    )  # fmt: skip
    assert sum(done.sections.values()) + done.options == sum(done.lines)
    assert done.gross == sum(row.net + row.vat for row in done.vat_rows)


@given(lines=some_lines, pounds=st.decimals(0, 5000, places=2))
def test_m21_no_penny_is_lost_over_a_discount_in_pounds(lines: list[Line], pounds: D) -> None:
    shown = sum(price(lines, vat_registered=True).sections.values())
    if pounds * 100 > shown:
        with pytest.raises(BadPricing):
            price(lines, vat_registered=True, discount=pounds)
        return
    done = price(lines, vat_registered=True, discount=pounds)
    assert done.discount == (int(pounds * 100) if shown else 0)


@given(
    total=st.integers(1, 10**9), shares=st.lists(st.integers(1, 50), min_size=1, max_size=8), deposit=st.integers(0, 25)
)
def test_m21_a_plan_of_payments_is_the_total_to_the_penny(total: int, shares: list[int], deposit: int) -> None:
    first = deposits.deposit_of(total, percent=D(deposit), pounds=D(0))
    stages = [deposits.Stage(f"part {place}", percent=D(share)) for place, share in enumerate(shares)]
    try:
        plan = deposits.plan(total, deposit=first, stages=[*stages, deposits.Stage("the rest")])
    except deposits.BadStages:
        assert sum(shares) + deposit >= 100 or total < 10_000
        return
    assert sum(row.amount for row in plan) == total
    assert all(row.amount > 0 for row in plan)


def test_percentages_that_make_no_whole_are_refused() -> None:
    halves = [deposits.Stage("first fix", percent=D(50)), deposits.Stage("done", percent=D(40))]
    with pytest.raises(deposits.BadStages) as refused:
        deposits.plan(100000, deposit=0, stages=halves)
    assert refused.value.where == "stages[1]"
    plan = deposits.plan(100000, deposit=10000, stages=halves)
    assert [row.amount for row in plan] == [10000, 50000, 40000]


def test_the_range_of_an_estimate_is_two_computations() -> None:
    low, high = price_range([line("2", "100", low_quantity=D(1), high_quantity=D(3))], vat_registered=True)
    assert (low.gross, high.gross) == (12000, 36000)
    with pytest.raises(BadPricing, match="low end"):
        price_range([line("2", "100", low_quantity=D(4))], vat_registered=True)


def test_cis_takes_from_labour_and_from_the_mark_up() -> None:
    assert cis.deduction(net=100000, materials_paid=40000, percent=20) == cis.Deduction(20, 60000, 12000, 88000)
    assert cis.deduction(net=100000, materials_paid=32000, percent=20).amount == 13600


def test_the_reverse_charge_needs_every_condition() -> None:
    good: dict[str, Any] = {
        "supplier_vat_registered": True, "contractor": True, "customer_vat_registered": True, "reported_under_cis": True,
        "end_user": None,
    }  # fmt: skip
    assert reverse_charge.applies(reverse_charge.Facts(**good))
    for change in (
        {"supplier_vat_registered": False}, {"contractor": False}, {"customer_vat_registered": None},
        {"reported_under_cis": False}, {"end_user": True}, {"employment_business": True},
    ):  # fmt: skip
        assert not reverse_charge.applies(reverse_charge.Facts(**{**good, **change}))
    asked = reverse_charge.open_facts(reverse_charge.Facts(**{**good, "customer_vat_registered": None}))
    assert asked == ["Is the contractor registered for VAT?"]


def test_a_large_deposit_warns_for_consumers_only() -> None:
    assert "quarter" in deposits.warning(2501, 10000, consumer=True)
    assert deposits.warning(2500, 10000, consumer=True) == ""
    assert deposits.warning(9000, 10000, consumer=False) == ""


@pytest.mark.parametrize(
    ("goods", "received", "notice", "last"),
    [
        (False, None, date(2026, 11, 3), date(2026, 11, 17)),
        (True, None, date(2026, 11, 3), None),
        (True, date(2026, 11, 10), date(2026, 11, 3), date(2026, 11, 24)),
        (False, None, date(2026, 11, 10), date(2026, 11, 24)),
        (False, None, None, date(2027, 11, 17)),
    ],
)
def test_the_days_to_cancel(goods: bool, received: date | None, notice: date | None, last: date | None) -> None:
    found = cancellation.period(
        contract_day=date(2026, 11, 3), with_goods=goods, goods_received=received, notice_given=notice
    )
    assert found.last_day == last
    assert not found.is_over(date(2026, 11, 17))


def test_what_is_owed_for_work_begun() -> None:
    owed = {"gross": 100000, "part_done": D("0.25")}
    assert cancellation.owed_for_work(**owed, asked_to_start_early=True, notice_given=True) == 25000  # type: ignore[arg-type]
    assert cancellation.owed_for_work(**owed, asked_to_start_early=False, notice_given=True) == 0  # type: ignore[arg-type]


def test_interest_on_late_payment_is_for_businesses() -> None:
    assert [late_payment.fixed_sum(debt) for debt in (99999, 100000, 999999, 1000000)] == [4000, 7000, 7000, 10000]
    assert late_payment.reference_day(date(2026, 3, 1)) == date(2025, 12, 31)
    assert late_payment.interest(debt=100000, days_late=365, reference_percent=D(4)) == 12000
    with pytest.raises(late_payment.ForBusinessesOnly):
        late_payment.term_for("consumer")


def test_nations_and_numbers() -> None:
    assert [nations.nation_of(at) for at in ("LS1 1AA", "EH1 1AA", "CF10 1AA", "12 Mill Lane\nBT7 1NN", "Leeds")] == [
        "england", "scotland", "wales", "ni", "",
    ]  # fmt: skip
    assert vat.read_vat_number("GB 123 4567 82") == "123456782"
    with pytest.raises(vat.NotAVatNumber):
        vat.read_vat_number("123456789")


def asked(**changes: Any) -> tuple[dict[str, Any], int]:
    quote: dict[str, Any] = {
        "business": {"vat_registered": True},
        "customer": {"kind": "contractor", "vat_registered": True, "reports_cis": True},
        "date": "2026-11-23",
        "lines": [
            {"quantity": "1", "unit_price": "600", "vat_treatment": "standard", "section": "Work"},
            {"quantity": "1", "unit_price": "400", "vat_treatment": "standard", "kind": "materials", "cost": "320"},
            {"quantity": "1", "unit_price": "50", "vat_treatment": "standard", "optional": True},
        ],
    }
    answer, code = price_json(json.dumps({**quote, **changes}))
    return json.loads(answer), code


def test_the_command_speaks_of_everything_it_was_asked() -> None:
    answer, code = asked(
        business={"vat_registered": True, "cis": "registered"},
        reverse_charge=True,
        discount={"percent": "10"},
        deposit={"percent": "20"},
        stages=[{"milestone": "First fix", "percent": "50"}, {"milestone": "Done"}],
    )
    assert code == 0, answer
    assert (answer["net"], answer["vat_total"], answer["gross"], answer["discount"]) == (
        "900.00",
        "0.00",
        "900.00",
        "100.00",
    )
    assert answer["reverse_charge"]["vat"] == "180.00"
    assert answer["sections"] == [{"section": "Work", "sum": "600.00"}]
    assert answer["options"] == "50.00"
    assert [row["amount"] for row in answer["payments"]] == ["180.00", "450.00", "270.00"]
    assert answer["cis"] == {"percent": "20", "base": "580.00", "deduction": "116.00"}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"discount": {"percent": "101"}}, "discount.percent"),
        ({"discount": {"percent": "1", "pounds": "1"}}, "discount"),
        ({"discount": {"pounds": "9999"}}, "discount"),
        ({"deposit": {"pounds": "-1"}}, "deposit.pounds"),
        ({"stages": [{"milestone": "", "percent": "50"}]}, "stages[0].milestone"),
        ({"stages": [{"milestone": "Done", "percent": "50"}]}, "stages[0]"),
        ({"stages": {}}, "stages"),
        ({"customer": {"kind": "consumer"}, "reverse_charge": True}, "reverse_charge"),
        ({"customer": {"kind": "consumer"}, "business": {"vat_registered": True, "cis": "gross"}}, "business.cis"),
        ({"nation": "france"}, "nation"),
        ({"lines": [{"quantity": "1", "unit_price": "1", "vat_treatment": "cheap"}]}, "lines[0].vat_treatment"),
        ({"lines": [{"quantity": "1", "unit_price": "1", "vat_rate": "20", "kind": "gift"}]}, "lines[0].kind"),
        ({"lines": [{"quantity": "1", "unit_price": "1", "vat_rate": "20", "optional": "yes"}]}, "lines[0].optional"),
    ],
)
def test_the_command_names_the_field_at_fault(changes: dict[str, Any], where: str) -> None:
    answer, code = asked(**changes)
    assert (code, answer.get("where")) == (1, where), answer
