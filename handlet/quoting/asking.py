"""`handlet quote`: a quote as JSON in, its sums as JSON out, or one line that says what is wrong and where."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlet.quoting import cis, deposits, nations, pricing, reverse_charge, vat

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)\Z", re.ASCII)
MOST_LINES = 2000
LONGEST_NUMBER = 20
KINDS = ("consumer", "business", "contractor")
TOP = ("business", "customer", "date", "nation", "lines", "discount", "deposit", "stages", "reverse_charge")
LINE = (
    "description quantity unit unit_price vat_rate vat_treatment includes_vat kind section discount_percent optional chosen "
    "cost low_quantity high_quantity low_unit_price high_unit_price"
).split()
LINE_KINDS = "labour materials plant pass_through provisional certificate fee discount".split()


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
    _only(quote, TOP, "")
    business, customer = _business(quote), _customer(quote)
    registered = business["vat_registered"]
    day, nation = _day(quote.get("date")), _choice(quote, "nation", ("", *nations.NATIONS), "", "")
    lines = quote.get("lines")
    if not isinstance(lines, list) or not lines:
        raise Wrong("A quote needs a list of at least one line.", "lines")
    if len(lines) > MOST_LINES:
        raise Wrong(f"A quote can have at most {MOST_LINES} lines.", "lines")
    charged = _reverse_charge(quote, business, customer)
    read = [_line(line, place, _Setting(registered, day, nation, charged)) for place, line in enumerate(lines)]
    percent, pounds = _percent_or_pounds(quote, "discount")
    low, high = pricing.price_range(read, vat_registered=registered, discount_percent=percent, discount=pounds)
    priced = pricing.price(read, vat_registered=registered, discount_percent=percent, discount=pounds)
    text = pricing.pounds_text
    answer: dict[str, Any] = {
        "lines": [{"net": text(amount)} for amount in priced.lines],
        "net": text(priced.net),
        "vat": [_vat_row(row) for row in priced.vat_rows],
        "vat_total": text(priced.vat),
        "gross": text(priced.gross),
    }
    # What was not asked for is not answered: the first format stays as it was.
    if "discount" in quote:
        answer["discount"] = text(priced.discount)
    if any(line.section is not None for line in read):
        answer["sections"] = [
            {"section": name, "sum": text(amount)} for name, amount in priced.sections.items() if name is not None
        ]
    if any(line.optional for line in read):
        answer["options"] = text(priced.options)
    if any(line.provisional for line in read):
        answer["provisional"] = text(priced.provisional)
    if low.gross != high.gross:
        answer["range"] = {"low": text(low.gross), "high": text(high.gross)}
    if charged:
        answer["reverse_charge"] = {"statement": reverse_charge.STATEMENT, "vat": text(priced.reverse_charged)}
    if "deposit" in quote or "stages" in quote:
        answer |= _payments(quote, priced.gross)
    if "cis" in business:
        answer["cis"] = _cis(business["cis"], customer, lines, read, priced)
    return answer


def _business(quote: Mapping[str, Any]) -> Mapping[str, Any]:
    business = _object(quote, "business")
    _only(business, ("vat_registered", "cis"), "business.")
    if not isinstance(business.get("vat_registered"), bool):
        raise Wrong("Say whether the business is registered for VAT: true or false.", "business.vat_registered")
    if "cis" in business:
        _choice(business, "cis", tuple(cis.PERCENT), "", "business.")
    return business


def _customer(quote: Mapping[str, Any]) -> Mapping[str, Any]:
    customer = _object(quote, "customer") if "customer" in quote else {"kind": "consumer"}
    facts = ("vat_registered", "reports_cis", "end_user")
    _only(customer, ("kind", *facts), "customer.")
    if customer.get("kind") not in KINDS:
        raise Wrong(f"The customer’s kind is one of {', '.join(KINDS)}.", "customer.kind")
    for name in facts:
        _flag(customer, name, "customer.")
    return customer


def _reverse_charge(quote: Mapping[str, Any], business: Mapping[str, Any], customer: Mapping[str, Any]) -> bool:
    if not _flag(quote, "reverse_charge", ""):
        return False
    facts = reverse_charge.Facts(
        supplier_vat_registered=business["vat_registered"],
        contractor=customer["kind"] == "contractor",
        customer_vat_registered=customer.get("vat_registered"),
        reported_under_cis=customer.get("reports_cis"),
        end_user=customer.get("end_user"),
    )
    if not reverse_charge.applies(facts):
        raise Wrong(
            "The reverse charge needs a business and a contractor who are both registered for VAT, a payment reported "
            "under CIS, and a contractor who is no end user.",
            "reverse_charge",
        )
    return True


def _vat_row(row: pricing.VatRow) -> dict[str, Any]:
    text = pricing.pounds_text
    shown: dict[str, Any] = {"rate": _plain(row.rate), "net": text(row.net), "vat": text(row.vat)}
    if row.treatment:
        shown["treatment"] = row.treatment
    if row.reverse_charge:
        shown["reverse_charge"] = True
    return shown


def _payments(quote: Mapping[str, Any], gross: int) -> dict[str, Any]:
    percent, pounds = _percent_or_pounds(quote, "deposit")
    rows = quote.get("stages", [])
    if not isinstance(rows, list):
        raise Wrong("Stages are a list.", "stages")
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise Wrong("A stage is a JSON object.", f"stages[{place}]")
        _only(row, ("milestone", "percent", "pounds"), f"stages[{place}].")
        for name in ("percent", "pounds"):
            if name in row:
                _number(row, name, f"stages[{place}]")
    try:
        deposit = deposits.deposit_of(gross, percent=percent, pounds=pounds)
        payments = deposits.plan(gross, deposit=deposit, stages=deposits.read_stages(rows))
    except deposits.BadStages as error:
        raise Wrong(str(error), error.where) from error
    return {
        "deposit": pricing.pounds_text(deposit),
        "payments": [{"due": row.milestone, "amount": pricing.pounds_text(row.amount)} for row in payments],
    }


def _cis(
    status: str,
    customer: Mapping[str, Any],
    lines: Sequence[Any],
    read: Sequence[pricing.Line],
    priced: pricing.Priced,
) -> dict[str, str]:
    if customer["kind"] != "contractor":
        raise Wrong("CIS is between contractors and subcontractors only.", "business.cis")
    paid = 0
    for raw, line, amount in zip(lines, read, priced.lines, strict=True):
        if raw.get("kind") in cis.LEFT_OUT and (not line.optional or line.chosen):
            paid += pricing.pence(Decimal(raw["cost"])) if "cost" in raw else cis.price_for_cost(line, amount)
    taken = cis.deduction(net=priced.net, materials_paid=paid, percent=cis.PERCENT[status])
    text = pricing.pounds_text
    return {"percent": str(taken.percent), "base": text(taken.base), "deduction": text(taken.amount)}


@dataclass(frozen=True, slots=True)
class _Setting:
    registered: bool
    day: date
    nation: str
    reverse_charge: bool


def _line(line: Any, place: int, setting: _Setting) -> pricing.Line:
    where = f"lines[{place}]"
    if not isinstance(line, dict):
        raise Wrong("A line is a JSON object.", where)
    _only(line, LINE, f"{where}.")
    for name in ("description", "unit", "section"):
        if name in line and not isinstance(line[name], str):
            raise Wrong("This must be text.", f"{where}.{name}")
    kind = _choice(line, "kind", LINE_KINDS, "labour", f"{where}.")
    quantity = _number(line, "quantity", where)
    unit_price = _number(line, "unit_price", where)
    for name in ("quantity", "low_quantity", "high_quantity"):
        if name in line and _number(line, name, where) < 0:
            raise Wrong("A quantity cannot be less than nothing.", f"{where}.{name}")
    if kind == "discount" and unit_price > 0:
        raise Wrong("A discount takes something off: write it with a minus.", f"{where}.unit_price")
    if "cost" in line and _number(line, "cost", where) < 0:
        raise Wrong("A cost cannot be less than nothing.", f"{where}.cost")
    return pricing.Line(
        quantity=quantity,
        unit_price=unit_price,
        vat_rate=_rate(line, where, setting),
        treatment=line.get("vat_treatment", ""),
        includes_vat=_flag(line, "includes_vat", f"{where}."),
        discount_percent=_optional(line, "discount_percent", where) or Decimal(0),
        optional=_flag(line, "optional", f"{where}."),
        chosen=_flag(line, "chosen", f"{where}."),
        reverse_charge=setting.reverse_charge,
        section=line.get("section"),
        provisional=kind == "provisional",
        low_quantity=_optional(line, "low_quantity", where),
        high_quantity=_optional(line, "high_quantity", where),
        low_unit_price=_optional(line, "low_unit_price", where),
        high_unit_price=_optional(line, "high_unit_price", where),
    )


def _rate(line: Mapping[str, Any], where: str, setting: _Setting) -> Decimal:
    treatment = line.get("vat_treatment")
    given = line.get("vat_rate")
    if treatment is not None:
        if not isinstance(treatment, str) or treatment not in vat.TREATMENTS:
            raise Wrong(f"The treatment is one of {', '.join(vat.TREATMENTS)}.", f"{where}.vat_treatment")
        if given is not None:
            raise Wrong("Say the treatment or the rate, not both.", f"{where}.vat_rate")
        if not setting.registered:
            raise Wrong("This business is not registered for VAT, so no VAT can be charged.", f"{where}.vat_treatment")
        try:
            return vat.rate_of(treatment, setting.day, setting.nation)
        except vat.NoRate as error:
            raise Wrong(str(error), f"{where}.vat_treatment") from error
    rate = _number(line, "vat_rate", where) if given is not None else Decimal(0)
    if not setting.registered and rate:
        raise Wrong("This business is not registered for VAT, so no VAT can be charged.", f"{where}.vat_rate")
    if setting.registered and given is None:
        raise Wrong("Say the VAT rate of this line, as text.", f"{where}.vat_rate")
    if setting.registered and rate not in vat.rates_on(setting.day):
        raise Wrong(f"{_plain(rate)} is not a rate of VAT on {setting.day.isoformat()}.", f"{where}.vat_rate")
    return rate


def _percent_or_pounds(quote: Mapping[str, Any], name: str) -> tuple[Decimal, Decimal]:
    """`{"percent": "10"}` or `{"pounds": "50.00"}`; nothing where it is not there."""
    if name not in quote:
        return Decimal(0), Decimal(0)
    value = _object(quote, name)
    _only(value, ("percent", "pounds"), f"{name}.")
    if len(value) != 1:
        raise Wrong("Say a percentage or a sum in pounds, one of the two.", name)
    percent, pounds = (_optional(value, key, name) or Decimal(0) for key in ("percent", "pounds"))
    if not 0 <= percent <= 100:
        raise Wrong("This is between 0 and 100 per cent.", f"{name}.percent")
    if pounds < 0:
        raise Wrong("This cannot be less than nothing.", f"{name}.pounds")
    return percent, pounds


def _optional(found: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    return _number(found, name, where) if name in found else None


def _flag(found: Mapping[str, Any], name: str, where: str) -> bool:
    value = found.get(name, False)
    if not isinstance(value, bool):
        raise Wrong("This is true or false.", f"{where}{name}")
    return value


def _choice(found: Mapping[str, Any], name: str, known: Sequence[str], default: str, where: str) -> str:
    value = found.get(name, default)
    if not isinstance(value, str) or value not in known:
        raise Wrong(f"This is one of {', '.join(one for one in known if one)}.", f"{where}{name}")
    return value


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
