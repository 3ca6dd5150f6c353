"""Every way to charge: the cases of the trades, what may never happen, and that more never costs less."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handlet.kit.london import LONDON
from handlet.quoting import shapes
from handlet.quoting.rules import Window
from handlet.quoting.shapes import BadShape, Inputs, Shape, TimeBand, Unpriced
from handlet.quoting.shapes.bands import overlaps, stretches

EVENING = TimeBand("evening", (Window((0, 1, 2, 3, 4), 18 * 60, 24 * 60),), rate=D(55))
NIGHT = TimeBand("night", (Window((0, 1, 2, 3, 4, 5, 6), 0, 6 * 60),), multiplier=D(2))
HOLIDAY = TimeBand("bank holiday", (Window((7,)),), multiplier=D(2))


def made(shape: str, **values: Any) -> Shape:
    return shapes.from_values(shape, values)


def total(shape: Shape, **inputs: Any) -> D:
    return D(sum(line.pence for line in shape.lines("Work", Inputs(**inputs)))) / 100


# --- the cases of the trades -------------------------------------------------------------------------------------------


def test_an_hourly_price_with_a_minimum_never_falls_as_time_grows() -> None:
    hourly = made("hourly", rate="35", step=30, minimum="40", minimum_minutes=60)
    assert total(hourly, minutes=40) == D(40)
    assert total(hourly, minutes=60) == D(40)
    assert total(hourly, minutes=70) == D("52.50")
    assert total(hourly, minutes=120) == D(70)


@pytest.mark.parametrize(
    ("step", "rounding", "minutes", "costs"),
    [
        (10, "up", 61, "42.00"),
        (10, "up", 70, "42.00"),
        (30, "up", 61, "54.00"),
        (60, "up", 61, "72.00"),
        (30, "nearest", 70, "36.00"),
        (30, "nearest", 75, "54.00"),
        (30, "nearest", 5, "18.00"),
        (20, "up", 20, "12.00"),
    ],
)
def test_steps_of_ten_minutes_half_hours_and_hours_all_exist(
    step: int, rounding: str, minutes: int, costs: str
) -> None:
    assert total(made("hourly", rate="36", step=step, rounding=rounding), minutes=minutes) == D(costs)


def test_a_call_out_covers_its_first_hour_and_then_goes_by_the_hour() -> None:
    urgent = made("call_out", first="150", first_minutes=60, rate="75", step=30)
    assert total(urgent, minutes=45) == D(150)
    assert total(urgent, minutes=150) == D("262.50")
    on_top = made("call_out", first="50", first_minutes=0, rate="40", step=30)
    assert total(on_top, minutes=60) == D(90)


def test_a_call_out_without_a_following_price_says_so_and_invents_none() -> None:
    bare = made("call_out", first="80", first_minutes=60)
    assert total(bare, minutes=60) == D(80)
    with pytest.raises(Unpriced, match="More time is another price"):
        bare.lines("Call-out", Inputs(minutes=61))


@pytest.mark.parametrize(
    ("over_run", "more", "costs"),
    [
        ("pro_rata", {}, "270.00"),
        ("half_day", {"half_price": "130"}, "340.00"),
        ("rate", {"rate": "45"}, "300.00"),
    ],
)
def test_nine_hours_of_a_seven_hour_day_go_by_the_rule_of_the_owner(
    over_run: str, more: dict[str, str], costs: str
) -> None:
    day = made("day", price="210", minutes=420, over_run=over_run, **more)
    assert total(day, minutes=300) == D(210)
    assert total(day, minutes=420) == D(210)
    assert total(day, minutes=540) == D(costs)


def test_an_over_run_that_nobody_has_priced_is_asked_about() -> None:
    with pytest.raises(Unpriced, match="you have not said what more"):
        made("day", price="210", minutes=420).lines("Day", Inputs(minutes=540))


def test_a_half_day_has_its_own_price() -> None:
    half = made("half_day", price="130", minutes=240)
    assert total(half, minutes=200) == D(130)
    with pytest.raises(Unpriced, match="take the day rate"):
        half.lines("Half day", Inputs(minutes=300))


def test_two_people_above_one_storey_are_two_people_for_three_hours() -> None:
    crew = made("crew", rate="35", least_people=2, when="above one storey")
    (line,) = crew.lines("Gutter", Inputs(people=1, minutes=180))
    assert (line.pence, "2 people" in line.text, line.quantity) == (21000, True, D(6))


def test_measures_are_priced_to_the_penny_and_whole_things_whole() -> None:
    assert total(made("unit", price="38", unit="m²"), quantity=D("12.5")) == D(475)
    assert total(made("unit", price="49.50", unit="m²"), quantity=D("8.33")) == D("412.34")
    assert total(made("unit", price="12", unit="bag", whole=True), quantity=D("2.1")) == D(36)
    assert total(made("unit", price="38", unit="m²", minimum_quantity="10"), quantity=D(4)) == D(380)
    assert total(made("unit", price="38", unit="m²", minimum="80"), quantity=D(1)) == D(80)


def test_the_first_ten_and_each_further_one_are_two_lines() -> None:
    sockets = made("unit", price="60", unit="socket", tiers=[{"above": "10", "price": "45"}])
    lines = sockets.lines("Socket", Inputs(quantity=D(12)))
    assert [(line.quantity, line.pence) for line in lines] == [(D(10), 60000), (D(2), 9000)]


def test_materials_are_marked_up_on_what_they_cost_the_business() -> None:
    plus = made("materials", percent="25")
    assert total(plus, cost=D(80), vat_registered=True) == D(100)
    assert total(plus, cost=D(96), cost_includes_vat=True, vat_registered=True) == D(100)
    assert total(plus, cost=D(80), vat_registered=False) == D(120)
    assert total(made("materials", handling="30"), cost=D(80), vat_registered=True, orders=2) == D(140)
    assert total(made("materials", sourcing="20"), cost=D(80), vat_registered=True, sourced=True) == D(100)


def test_what_is_not_sure_is_never_called_firm() -> None:
    (sum_,) = made("provisional", amount="6000", assumes="eight units").lines("Kitchen units", Inputs())
    (parking,) = made("pass_through", estimate="15").lines("Parking", Inputs())
    (guide,) = made("guide", low="80", high="120").lines("Tap", Inputs())
    assert [line.firm for line in (sum_, parking, guide)] == [False, False, False]
    assert (sum_.kind, sum_.pence, guide.up_to) == ("provisional", 600000, D(120))
    (paid,) = made("pass_through", estimate="15").lines("Parking", Inputs(cost=D("12.40"), cost_includes_vat=True))
    assert (paid.firm, paid.pence) == (True, 1240)


def test_an_allowance_a_certificate_and_a_job_are_one_line_each() -> None:
    assert total(made("consumables", amount="15")) == D(15)
    assert total(made("consumables", percent="5", of="labour"), labour=D(300)) == D(15)
    assert total(made("certificate", fee="20")) == D(20)
    assert total(made("fixed", price="95")) == D(95)


def test_a_missed_visit_is_a_term_and_never_a_line() -> None:
    missed = made("no_show", fee="35", notice=24)
    assert missed.lines("Missed visit", Inputs()) == []
    assert missed.in_words() == (
        "£35 where a visit is changed or cancelled with less than 24 hours’ notice, or nobody is in. A term, not a line."
    )


@pytest.mark.parametrize(
    ("shape", "values", "field"),
    [
        ("hourly", {"rate": "35", "step": 0}, "step"),
        ("hourly", {"rate": "-1"}, "rate"),
        ("hourly", {"rate": "NaN"}, "rate"),
        ("hourly", {}, "rate"),
        ("day", {"price": "200", "over_run": "half_day"}, "half_price"),
        ("day", {"price": "200", "over_run": "whenever"}, "over_run"),
        ("guide", {"low": "80", "high": "60"}, "high"),
        ("unit", {"price": "5", "unit": ""}, "unit"),
        ("unit", {"price": "5", "tiers": [{"above": "0", "price": "1"}]}, "tiers"),
        ("hourly", {"rate": "5", "bands": [{"name": "x", "windows": []}]}, "bands"),
        ("barter", {}, "shape"),
    ],
)
def test_values_that_make_no_price_are_refused_with_a_sentence(shape: str, values: dict[str, Any], field: str) -> None:
    with pytest.raises(BadShape) as refused:
        shapes.from_values(shape, values)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


# --- dearer hours ------------------------------------------------------------------------------------------------------


def at(day: str, hour: int, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=LONDON)


def test_a_job_over_two_bands_goes_by_the_stored_rule() -> None:
    inputs = {"minutes": 120, "start": at("2026-11-26", 17)}
    split = made("hourly", rate="35", bands=[EVENING], crossing="split")
    begun = made("hourly", rate="35", bands=[EVENING], crossing="start")
    assert total(split, **inputs) == D(90)
    assert total(begun, **inputs) == D(70)
    assert total(begun, minutes=120, start=at("2026-11-26", 18)) == D(110)


@pytest.mark.parametrize(
    ("nation", "day", "costs"),
    [
        ("england", "2026-12-25", 70),
        ("scotland", "2026-11-30", 70),
        ("england", "2026-11-30", 35),
        ("ni", "2026-07-13", 70),
        ("england", "2026-07-13", 35),
        ("england", "2026-04-06", 70),
        ("scotland", "2026-04-06", 35),
    ],
)
def test_bank_holidays_are_those_of_the_nation(nation: str, day: str, costs: int) -> None:
    hourly = made("hourly", rate="35", bands=[HOLIDAY])
    assert total(hourly, minutes=60, start=at(day, 10), nation=nation) == costs


def test_the_nights_on_which_clocks_change_have_the_hours_they_have() -> None:
    spring, autumn = at("2026-03-29", 0, 30), at("2026-10-25", 0, 30)
    # From half past midnight to 06:00: 4½ hours when clocks go forward, 6½ when they go back.
    assert stretches([NIGHT], spring, 7 * 60, "england") == [(NIGHT, 270), (None, 150)]
    assert stretches([NIGHT], autumn, 7 * 60, "england") == [(NIGHT, 390), (None, 30)]


def test_a_call_out_takes_the_first_block_of_the_hours_in_which_it_begins() -> None:
    evening = TimeBand("evening", EVENING.windows, rate=D(90), first=D(130))
    call_out = made("call_out", first="80", rate="55", bands=[evening], crossing="start")
    assert total(call_out, minutes=120, start=at("2026-11-26", 19)) == D(220)
    assert total(call_out, minutes=120, start=at("2026-11-26", 10)) == D(135)


def test_bands_that_share_an_hour_are_found() -> None:
    late = TimeBand("late", (Window((4,), 22 * 60, 24 * 60),))
    assert overlaps([EVENING, NIGHT, late]) == [(EVENING, late)]


# --- properties --------------------------------------------------------------------------------------------------------

money = some.decimals("0.01", "5000", places=2)
steps = some.sampled_from([1, 5, 6, 10, 15, 20, 30, 45, 60])
roundings = some.sampled_from(["up", "nearest"])
all_bands = some.lists(
    some.builds(
        TimeBand,
        some.sampled_from(["evening", "night", "weekend"]),
        some.builds(
            lambda days, since, length: (Window(tuple(days), since, min(since + length, 1440)),),
            some.lists(some.integers(0, 7), min_size=1, max_size=4, unique=True),
            some.integers(0, 1380),
            some.integers(30, 600),
        ),
        some.decimals("0.25", "4", places=2),
    ),
    max_size=2,
)
starts = some.datetimes(datetime(2026, 3, 27), datetime(2027, 1, 3), timezones=some.just(LONDON))
timed = some.one_of(
    some.builds(
        lambda rate, step, rounding, least, covers, bands, crossing: made(
            "hourly", rate=rate, step=step, rounding=rounding, minimum=least, minimum_minutes=covers, bands=bands,
            crossing=crossing,
        ),
        money, steps, roundings, money, some.integers(0, 120), all_bands, some.sampled_from(["start", "split"]),
    ),
    some.builds(
        lambda first, covers, rate, step, rounding, bands, crossing: made(
            "call_out", first=first, first_minutes=covers, rate=rate, step=step, rounding=rounding, bands=bands,
            crossing=crossing,
        ),
        money, some.integers(0, 120), money, steps, roundings, all_bands, some.sampled_from(["start", "split"]),
    ),
    some.builds(
        lambda price, minutes, over, half, rate: made(
            "day", price=price, minutes=minutes, over_run=over, half_price=half, rate=rate
        ),
        money, some.integers(60, 600), some.sampled_from(["pro_rata", "half_day", "rate"]), money, money,
    ),
    some.builds(
        lambda rate, people, least, step, bands: made(
            "crew", rate=rate, least_people=people, minimum_minutes=least, step=step, bands=bands, crossing="split"
        ),
        money, some.integers(1, 4), some.integers(0, 240), steps, all_bands,
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(timed, some.integers(1, 700), some.integers(0, 700), starts, some.sampled_from(["england", "scotland", "ni"]))
def test_more_time_never_costs_less(shape: Shape, minutes: int, more: int, start: datetime, nation: str) -> None:
    assert total(shape, minutes=minutes, start=start, nation=nation) <= total(
        shape, minutes=minutes + more, start=start, nation=nation
    )


units = some.builds(
    lambda price, whole, least, minimum, tiers: made(
        "unit", price=price, whole=whole, minimum_quantity=least, minimum=minimum,
        tiers=[{"above": str(above), "price": str(cost)} for above, cost in tiers],
    ),
    money, some.booleans(), some.none() | some.decimals("0.5", "50", places=1), money,
    some.lists(some.tuples(some.integers(1, 60), money), max_size=3, unique_by=lambda tier: tier[0]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(units, some.decimals("0.001", "200", places=3), some.decimals("0", "200", places=3))
def test_more_of_it_never_costs_less(shape: Shape, quantity: D, more: D) -> None:
    assert total(shape, quantity=quantity) <= total(shape, quantity=quantity + more)


@settings(max_examples=100, deadline=None)
@given(some.decimals("0", "5000", places=2), some.decimals("0", "500", places=2), some.decimals("0", "200", places=2))
def test_dearer_materials_never_cost_less(cost: D, more: D, percent: D) -> None:
    plus = made("materials", percent=percent)
    assert total(plus, cost=cost) <= total(plus, cost=cost + more)


@dataclass
class Row:
    name: str = "Work"
    shape: str = ""
    shape_values: dict[str, Any] = field(default_factory=dict)
    unit: str = ""
    unit_price: D = D(0)
    min_qty: D | None = None


@settings(max_examples=100, deadline=None)
@given(timed | units)
def test_what_is_stored_on_the_item_is_the_shape_again(shape: Shape) -> None:
    assert shapes.of(Row(**shapes.columns(shape))) == shape
