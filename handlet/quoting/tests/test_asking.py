"""`handlet quote`: exact sums out, and one clear line for everything that cannot be priced."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.quoting.asking import price_json

QUOTE: dict[str, Any] = {
    "business": {"vat_registered": True},
    "customer": {"kind": "consumer"},
    "date": "2026-11-23",
    "lines": [{"description": "Tap", "quantity": "2", "unit": "each", "unit_price": "85.00", "vat_rate": "20"}],
}


def asked(**changes: Any) -> tuple[dict[str, Any], int]:
    quote = copy.deepcopy(QUOTE)
    for path, value in changes.items():
        if path in ("quantity", "unit_price", "vat_rate"):
            quote["lines"][0][path] = value
        else:
            quote[path] = value
    answer, code = price_json(json.dumps(quote))
    return json.loads(answer), code


def test_a_quote_is_priced() -> None:
    answer, code = asked()
    assert code == 0
    assert answer == {
        "lines": [{"net": "170.00"}],
        "net": "170.00",
        "vat": [{"rate": "20", "net": "170.00", "vat": "34.00"}],
        "vat_total": "34.00",
        "gross": "204.00",
    }


def test_without_registration_no_vat_is_shown() -> None:
    answer, code = asked(business={"vat_registered": False}, vat_rate="0")
    assert code == 0
    assert (answer["vat"], answer["vat_total"], answer["gross"]) == ([], "0.00", "170.00")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"quantity": "-1"}, "lines[0].quantity"),
        ({"quantity": 2}, "lines[0].quantity"),
        ({"quantity": 2.5}, "lines[0].quantity"),
        ({"quantity": "1e3"}, "lines[0].quantity"),
        ({"quantity": "NaN"}, "lines[0].quantity"),
        ({"quantity": "Infinity"}, "lines[0].quantity"),
        ({"quantity": ""}, "lines[0].quantity"),
        ({"quantity": "٣"}, "lines[0].quantity"),
        ({"quantity": "1_000"}, "lines[0].quantity"),
        ({"unit_price": "a thousand pounds"}, "lines[0].unit_price"),
        ({"unit_price": "£85"}, "lines[0].unit_price"),
        ({"unit_price": "9" * 30}, "lines[0].unit_price"),
        ({"unit_price": "9" * 18}, "lines[0]"),
        ({"vat_rate": "17.5"}, "lines[0].vat_rate"),
        ({"vat_rate": 20}, "lines[0].vat_rate"),
        ({"vat_rate": None}, "lines[0].vat_rate"),
        ({"business": {"vat_registered": False}}, "lines[0].vat_rate"),
        ({"business": {"vat_registered": "yes"}}, "business.vat_registered"),
        ({"business": {}}, "business.vat_registered"),
        ({"business": None}, "business"),
        ({"customer": {"kind": "alien"}}, "customer.kind"),
        ({"date": "23/11/2026"}, "date"),
        ({"date": None}, "date"),
        ({"lines": []}, "lines"),
        ({"lines": "two"}, "lines"),
        ({"lines": [7]}, "lines[0]"),
        ({"total": "1.00"}, "total"),
    ],
)
def test_what_cannot_be_priced_is_said_with_its_place(changes: dict[str, Any], where: str) -> None:
    answer, code = asked(**changes)
    assert code == 1
    assert set(answer) == {"error", "where"}
    assert answer["where"] == where
    assert answer["error"].endswith(".")


@pytest.mark.parametrize("document", ["", "[]", "{", "null", '{"a": NaN}', '{"date": "x", "date": "y"}', "[" * 100_000])
def test_what_is_no_quote_at_all_is_one_line_too(document: str) -> None:
    answer, code = price_json(document)
    assert code == 1
    assert "\n" not in answer
    assert set(json.loads(answer)) == {"error", "where"}


@given(st.text(max_size=200))
def test_nothing_makes_it_crash(document: str) -> None:
    answer, code = price_json(document)
    assert code == 1
    assert set(json.loads(answer)) == {"error", "where"}


CONTRACTOR = {"kind": "contractor", "vat_registered": True, "reports_cis": True}


@pytest.mark.parametrize(
    ("changes", "where", "sentence"),
    [
        ({"nation": "france"}, "nation", "This is one of england, scotland, wales, ni."),
        ({"discount": {"percent": "5", "pounds": "5"}}, "discount", "Say a percentage or a sum in pounds, one of the two."),
        ({"discount": {"percent": "101"}}, "discount.percent", "This is between 0 and 100 per cent."),
        ({"discount": {"pounds": "170.01"}}, "discount", "A discount cannot be more than the whole."),
        ({"discount": "5 %"}, "discount", "This must be a JSON object."),
        ({"deposit": {"pounds": "204.01"}}, "deposit", "A deposit cannot be more than the whole price."),
        ({"deposit": {"per cent": "5"}}, "deposit.per cent", "“per cent” is not known here. Known are: percent, pounds."),
        ({"stages": [{"percent": "50"}, {"milestone": "Done"}]}, "stages[0].milestone",
         "Say what has been done when this stage is due."),
        ({"stages": [{"milestone": "Half", "percent": "50"}]}, "stages[0]",
         "The deposit and the stages must make the whole price together."),
        ({"stages": [{"milestone": "Now"}, {"milestone": "Then"}]}, "stages[0]", "Only the last stage can be “the rest”."),
        ({"stages": [{"milestone": "All", "percent": "100"}, {"milestone": "Done"}]}, "stages[1]",
         "Each stage must be more than nothing."),
        ({"business": {"vat_registered": True, "cis": "registered"}}, "business.cis",
         "CIS is between contractors and subcontractors only."),
        ({"business": {"vat_registered": True, "cis": "20"}}, "business.cis", "This is one of gross, registered, other."),
        ({"reverse_charge": True, "customer": {**CONTRACTOR, "end_user": True}}, "reverse_charge",
         "The reverse charge needs a business and a contractor who are both registered for VAT, a payment reported under CIS, "
         "and a contractor who is no end user."),
        ({"reverse_charge": "yes"}, "reverse_charge", "This is true or false."),
        ({"vat_rate": "19"}, "lines[0].vat_rate", "19 is not a rate of VAT on 2026-11-23."),
        ({"lines": [{"quantity": "1", "unit_price": "5", "vat_rate": "20", "vat_treatment": "standard"}]},
         "lines[0].vat_rate", "Say the treatment or the rate, not both."),
        ({"date": "2023-04-30", "lines": [{"quantity": "1", "unit_price": "5", "vat_treatment": "energy_saving"}]},
         "lines[0].vat_treatment", "Say in which nation the work is: this rate of VAT depends on it."),
        ({"lines": [{"quantity": "1", "unit_price": "5", "vat_rate": "20", "kind": "discount"}]}, "lines[0].unit_price",
         "A discount takes something off: write it with a minus."),
        ({"lines": [{"quantity": "1", "unit_price": "5", "vat_rate": "20", "low_quantity": "2"}]}, "lines[0].low_quantity",
         "The low end of a range cannot be above its high end."),
        ({"lines": [{"quantity": "1", "unit_price": "5", "vat_rate": "20", "cost": "-1"}]}, "lines[0].cost",
         "A cost cannot be less than nothing."),
        ({"lines": [{"quantity": "1", "unit_price": "5", "vat_rate": "20", "discount_percent": "101"}]},
         "lines[0].discount_percent", "A discount is between 0 and 100 per cent."),
    ],
)  # fmt: skip
def test_every_refusal_of_the_whole_format_has_its_sentence(changes: dict[str, Any], where: str, sentence: str) -> None:
    assert asked(**changes) == ({"error": sentence, "where": where}, 1)
