"""Prices that go by time: what the reply says, what the editor shows and what the paper says is one sum, to the penny."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting.engine import propose
from handlet.drafting.models import Draft
from handlet.drafting.port import PriceRow, Proposal
from handlet.drafting.tests.making import ROWAN, enquiry
from handlet.drafting.tests.shop import Shop
from handlet.kit.london import london_day
from handlet.quoting import agreeing, documents, editing, pricelist, shapes
from handlet.quoting.item_values import ItemValues
from handlet.quoting.models import PriceItem, QuoteVersion
from handlet.quoting.totals import totals_of

EVENING = {
    "name": "evening", "multiplier": "1.5",
    "windows": [{"days": [0, 1, 2, 3, 4], "since": 18 * 60, "until": 24 * 60}],
}  # fmt: skip
LIST: Mapping[str, tuple[str, str, str, Mapping[str, Any]]] = {
    "L1": ("Labour", "General plumbing by the hour", "hourly", {"rate": "45", "step": 30, "minimum": "60", "minimum_minutes": 60}),
    "C1": ("Call-out and first hour", "Travel included", "call_out", {"first": "80", "rate": "55", "bands": [EVENING]}),
    "D1": ("Bathroom refit, day rate", "Larger jobs", "day", {"price": "380", "minutes": 480, "over_run": "pro_rata"}),
    "H1": ("Half day of odd jobs", "Small things about the house", "half_day", {"price": "210", "minutes": 240}),
    "M1": ("Removal crew", "Moving furniture", "crew", {"rate": "32.35", "least_people": 2, "minimum_minutes": 120}),
    "R1": ("Hang radiator", "", "unit", {"price": "50", "unit": "each", "minimum": "90"}),
}  # fmt: skip
GROUND = "LS7 1AB"


def row(code: str, *, includes_vat: bool = False) -> PriceRow:
    name, description, kind, values = LIST[code]
    shape = shapes.from_values(kind, values)
    made = shapes.columns(shape)
    listed = made["unit_price"]
    net = (listed * 100 / 120).quantize(Decimal("0.0001")) if includes_vat else listed
    return PriceRow(
        code, name, description, made["unit"], net, Decimal(20), made["min_qty"], shape=shape, includes_vat=includes_vat,
        listed=listed if includes_vat else None,
    )  # fmt: skip


SHOP = replace(ROWAN, pricelist=[row(code) for code in LIST], not_done=[], saved_replies=[])


def said(text: str, **changes: Any) -> Proposal:
    return propose(enquiry(f"{text} {GROUND}", business=SHOP, **changes))


def lines(found: Proposal) -> list[tuple[str, str, Decimal]]:
    return [
        (line.code, f"{line.quantity.normalize():f} {line.priced.unit}", line.priced.unit_price)
        for line in found.quote.lines
        if line.priced is not None
    ]


@pytest.mark.parametrize(
    ("text", "charged", "net", "words"),
    [
        ("I need general plumbing labour for 2.2 hours please.", [("L1", "2.5 hour", Decimal(45))], "112.50", "labour (2.5 hours)"),
        ("half an hour of plumbing labour please.", [("L1", "1 visit", Decimal(60))], "60.00", "labour (minimum charge)"),
        ("Tap not working, can you come and have a look?", [("C1", "1 visit", Decimal(80))], "80.00", "call-out and first hour"),
        (
            "Tap not working, can you call out, about 3 hours work.",
            [("C1", "1 visit", Decimal(80)), ("C1", "2 hour", Decimal(55))], "190.00", "further time (2 hours)",
        ),
        ("Bathroom refit for 2 days please.", [("D1", "2 day", Decimal(380))], "760.00", "(2 days)"),
        ("Bathroom refit please, 10 hours.", [("D1", "1 day", Decimal(380)), ("D1", "1 over-run", Decimal(95))], "475.00", "over-run"),
        ("Half day of odd jobs please.", [("H1", "1 half day", Decimal(210))], "210.00", "half day of odd jobs"),
        (
            "Removal crew please, 3 men for 3.5 hours moving furniture.", [("M1", "10.5 hour", Decimal("32.35"))], "339.68",
            "removal crew (3 people, 3.5 hours)",
        ),
        ("Removal crew please, 1 hour moving furniture.", [("M1", "4 hour", Decimal("32.35"))], "129.40", "(2 people, 2 hours)"),
        ("Can you hang a radiator?", [("R1", "1 visit", Decimal(90))], "90.00", "hanging a radiator (minimum charge)"),
    ],
)  # fmt: skip
def test_a_job_is_charged_as_the_owner_charges_time(
    text: str, charged: list[tuple[str, str, Decimal]], net: str, words: str
) -> None:
    found = said(text)
    assert lines(found) == charged
    assert f"{found.quote.net:.2f}" == net
    assert not found.blocked
    assert found.quote.status == ("full" if "1 hour moving" not in text else "provisional")
    if not found.quote.unsure:
        assert f"£{found.quote.gross:,.2f}" in found.draft
        assert words in found.draft


def test_more_than_a_half_day_is_no_firm_price() -> None:
    found = said("Half day of odd jobs please, it may be 6 hours.")
    assert found.quote.status == "provisional"


def test_a_call_in_the_evening_costs_what_evenings_cost() -> None:
    evening = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    found = said("Help, water is pouring through the ceiling!", received_at=evening, now=evening)
    assert lines(found) == [("C1", "1 visit", Decimal(120))]


def test_a_price_with_vat_in_it_stays_what_was_said() -> None:
    facts = replace(SHOP, pricelist=[row("L1", includes_vat=True)])
    found = propose(enquiry(f"I need plumbing labour for 1.5 hours. {GROUND}", business=facts))
    assert found.quote.gross == Decimal("67.50")
    assert found.quote.net == Decimal("56.25")


# --- in the service ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(asha: Membership) -> Shop:
    found = Shop(asha)
    with found.acting():
        PriceItem.objects.all().delete()
        BusinessProfile.objects.update(vat_registered=True, vat_number="GB123456789")
        for code, (name, description, kind, values) in LIST.items():
            made = shapes.columns(shapes.from_values(kind, values))
            item = ItemValues(
                code,
                name,
                description,
                vat_rate=Decimal(20),
                vat_treatment="standard",
                includes_vat=code in ("M1", "D1"),
                **made,
            )
            pricelist.add_item(business_id=asha.business_id, values=item, confirmed=True, now=found.now)
    return found


def quote_of(shop: Shop, draft: Draft) -> QuoteVersion:
    assert draft.quote_version_id is not None, draft.text
    return QuoteVersion.objects.get(pk=draft.quote_version_id)


@pytest.mark.parametrize(
    "text",
    [
        "I need general plumbing labour for 2.2 hours please.",
        "Tap not working, can you call out, about 3 hours work.",
        "Removal crew please, 3 men for 3.5 hours moving furniture.",
        "Bathroom refit please, 10 hours.",
        "Half day of odd jobs please.",
        "Can you hang a radiator?",
    ],
)
def test_draft_editor_and_paper_say_one_sum(shop: Shop, text: str) -> None:
    draft = shop.draft("Dev Patel", f"{text} {GROUND}")
    with shop.acting():
        version = quote_of(shop, draft)
        totals = totals_of(version)
        paper = documents.document_of(version, totals, issued=london_day(shop.now))
        assert sum(totals.lines.values()) > 0
        rows = editing.lines_of(version)
        assert all(not row.touched for row in rows)
        # What was worked out for one job can be worked out again as one.
        assert editing.worked_out_with(rows[0]) == rows
    gross = f"£{Decimal(totals.gross) / 100:,.2f}"
    assert paper.lead == gross
    sums = re.findall(r"£[\d,]+\.\d\d", draft.text)
    assert sums in ([gross], []), draft.text


def test_a_price_agreed_with_a_customer_is_charged_for_their_time(shop: Shop) -> None:
    first = shop.draft("Dev Patel", f"I need plumbing labour for 2 hours please. {GROUND}")
    with shop.acting():
        labour = PriceItem.objects.get(code="L1")
        version = quote_of(shop, first)
        (line,) = editing.lines_of(version)
        line = editing.change_line(line=line, values=replace(editing.values_of(line), unit_price=Decimal(40)))
        agreeing.keep_for_customer(line=line, by=shop.member, now=shop.now)
        customer = version.quote.customer
        assert agreeing.price_for(customer, labour) == Decimal(40)
    again = shop.draft("Dev Patel", f"That labour for 2 hours, can you do it in the morning? {GROUND}")
    with shop.acting():
        version = quote_of(shop, again)
        (line,) = editing.lines_of(version)
        assert (line.quantity, line.unit_price) == (Decimal(2), Decimal(40))
        assert totals_of(version).gross == 96_00
