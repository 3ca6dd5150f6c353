"""`handlet quote`: a quote as JSON in, its sums as JSON out, or one line that says what is wrong and where."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from handlet.quoting import pricing, vat

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
MOST_LINES = 2000
LONGEST_NUMBER = 20
KINDS = ("consumer", "business", "contractor")


class Wrong(Exception):
    """What is wrong, and where (`lines[0].quantity`)."""

    def __init__(self, sentence: str, where: str) -> None:
        super().__init__(sentence)
        self.where = where


def price_json(document: str) -> tuple[str, int]:
    """The answer as one line of JSON, and the exit code: 0, or 1 where the input cannot be priced."""
    try:
        answer = _priced(_read(document))
    except (Wrong, pricing.BadPricing) as error:
        return json.dumps({"error": str(error), "where": error.where}, ensure_ascii=False), 1
    return json.dumps(answer, ensure_ascii=False), 0


def _read(document: str) -> Mapping[str, Any]:
    try:
        value = json.loads(document, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except Wrong:
        raise
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "document"
        raise Wrong("This is not valid JSON.", place) from error
    if not isinstance(value, dict):
        raise Wrong("A quote is a JSON object.", "document")
    return value


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Wrong(f"“{key}” stands here twice.", key)
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise Wrong(f"{name} is not a number that can be priced.", "document")


def _priced(quote: Mapping[str, Any]) -> dict[str, Any]:
    _only(quote, ("business", "customer", "date", "lines"), "")
    business = _object(quote, "business")
    _only(business, ("vat_registered",), "business.")
    registered = business.get("vat_registered")
    if not isinstance(registered, bool):
        raise Wrong("Say whether the business is registered for VAT: true or false.", "business.vat_registered")
    customer = _object(quote, "customer") if "customer" in quote else {"kind": "consumer"}
    _only(customer, ("kind",), "customer.")
    if customer.get("kind") not in KINDS:
        raise Wrong(f"The customer’s kind is one of {', '.join(KINDS)}.", "customer.kind")
    day = _day(quote.get("date"))
    lines = quote.get("lines")
    if not isinstance(lines, list) or not lines:
        raise Wrong("A quote needs a list of at least one line.", "lines")
    if len(lines) > MOST_LINES:
        raise Wrong(f"A quote can have at most {MOST_LINES} lines.", "lines")
    priced = pricing.price(
        [_line(line, place, registered, day) for place, line in enumerate(lines)], vat_registered=registered
    )
    text = pricing.pounds_text
    return {
        "lines": [{"net": text(amount)} for amount in priced.lines],
        "net": text(priced.net),
        "vat": [{"rate": _plain(row.rate), "net": text(row.net), "vat": text(row.vat)} for row in priced.vat_rows],
        "vat_total": text(priced.vat),
        "gross": text(priced.gross),
    }


def _line(line: Any, place: int, registered: bool, day: date) -> pricing.Line:
    where = f"lines[{place}]"
    if not isinstance(line, dict):
        raise Wrong("A line is a JSON object.", where)
    _only(line, ("description", "quantity", "unit", "unit_price", "vat_rate"), f"{where}.")
    for name in ("description", "unit"):
        if name in line and not isinstance(line[name], str):
            raise Wrong("This must be text.", f"{where}.{name}")
    quantity = _number(line, "quantity", where)
    if quantity < 0:
        raise Wrong("A quantity cannot be less than nothing.", f"{where}.quantity")
    unit_price = _number(line, "unit_price", where)
    rate = _number(line, "vat_rate", where) if line.get("vat_rate") is not None else Decimal(0)
    if not registered and rate:
        raise Wrong("This business is not registered for VAT, so no VAT can be charged.", f"{where}.vat_rate")
    if registered and line.get("vat_rate") is None:
        raise Wrong("Say the VAT rate of this line, as text.", f"{where}.vat_rate")
    if registered and rate not in vat.rates_on(day):
        raise Wrong(f"{_plain(rate)} is not a rate of VAT on {day.isoformat()}.", f"{where}.vat_rate")
    return pricing.Line(quantity=quantity, unit_price=unit_price, vat_rate=rate)


def _number(line: Mapping[str, Any], name: str, where: str) -> Decimal:
    value = line.get(name)
    if not isinstance(value, str):
        raise Wrong('This must be a number written as text, for example "12.50".', f"{where}.{name}")
    if not NUMBER.match(value) or len(value) > LONGEST_NUMBER:
        raise Wrong("This is not a plain number such as 12.50.", f"{where}.{name}")
    return Decimal(value)


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise Wrong('Say the date of the quote as text, for example "2026-11-23".', "date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Wrong("This is not a date such as 2026-11-23.", "date") from error


def _object(quote: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = quote.get(name)
    if not isinstance(value, dict):
        raise Wrong("This must be a JSON object.", name)
    return value


def _only(found: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for key in found:
        if key not in known:
            raise Wrong(f"“{key}” is not known here. Known are: {', '.join(known)}.", f"{where}{key}")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
