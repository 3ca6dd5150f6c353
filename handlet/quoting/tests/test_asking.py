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
