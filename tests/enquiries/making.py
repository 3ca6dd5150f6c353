"""Builds rows of the corpus: short notations in, the row as the scorer reads it out.

Money is worked out here from the price list and nowhere else; grammar.py and check.py both use it.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
PriceList = dict[str, dict[str, str]]

HERE = Path(__file__).resolve().parent
LONDON = ZoneInfo("Europe/London")
PENNY = Decimal("0.01")
BETWEEN_MESSAGES = dt.timedelta(seconds=40)


# --- reading ----------------------------------------------------------------------------------------------------------


def read_jsonl(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_businesses(folder: Path) -> dict[str, Json]:
    return {item["business"]: item for item in read_jsonl(folder / "businesses.jsonl")}


def read_pricelist(path: Path) -> PriceList:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: dict(row) for row in csv.DictReader(lines)}


# --- money ------------------------------------------------------------------------------------------------------------


def pennies(value: Decimal) -> Decimal:
    return value.quantize(PENNY, ROUND_HALF_UP)


def line_net(code: str, qty: Decimal, prices: PriceList) -> Decimal:
    return pennies(qty * Decimal(prices[code]["price_net"]))


def totals_of(lines: Iterable[tuple[str, Decimal]], prices: PriceList) -> Json | None:
    """Net, VAT (per rate on the sum of the line nets, half up) and gross as text; None without lines."""
    net_at: dict[str, Decimal] = defaultdict(Decimal)
    for code, qty in lines:
        net_at[prices[code]["vat_rate"]] += line_net(code, qty, prices)
    if not net_at:
        return None
    net = sum(net_at.values(), Decimal())
    vat = sum((pennies(part * Decimal(rate) / 100) for rate, part in net_at.items()), Decimal())
    return {"net": f"{net:.2f}", "vat": f"{vat:.2f}", "gross": f"{net + vat:.2f}"}


def amounts_of(lines: Iterable[tuple[str, Decimal]], prices: PriceList) -> set[str]:
    """Every sum that a draft may name for these lines: unit price, line and total, each with and without VAT."""
    charged = list(lines)
    found: set[Decimal] = set()
    for code, qty in charged:
        rate = Decimal(prices[code]["vat_rate"]) / 100
        for value in (Decimal(prices[code]["price_net"]), line_net(code, qty, prices)):
            found |= {pennies(value), pennies(value * (1 + rate))}
    totals = totals_of(charged, prices) or {}
    return {f"{value:.2f}" for value in found} | set(totals.values())


# --- short notations --------------------------------------------------------------------------------------------------


def read_lines(notation: str) -> list[tuple[str, Decimal, Decimal | None]]:
    """ "T10*2 T33*1" or with a tolerance "B2*11.15~0.05"."""
    found = []
    for part in notation.split():
        code, _, amount = part.partition("*")
        qty, _, tolerance = (amount or "1").partition("~")
        found.append((code, Decimal(qty), Decimal(tolerance) if tolerance else None))
    return found


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def quote_of(notation: str, status: str, also: Sequence[str], prices: PriceList) -> Json:
    """`also` holds other right quotes in the same notation; an empty text stands for no quote."""
    return {"status": status, **charge(notation, prices), "accept_also": [charge(other, prices) for other in also]}


def charge(notation: str, prices: PriceList) -> Json:
    lines = read_lines(notation)
    return {
        "lines": [line_of(code, qty, tolerance, prices) for code, qty, tolerance in lines],
        "totals": totals_of(((code, qty) for code, qty, _ in lines), prices),
    }


def line_of(code: str, qty: Decimal, tolerance: Decimal | None, prices: PriceList) -> Json:
    item = prices[code]
    line: Json = {
        "code": code,
        "qty": number(qty),
        "unit": item["unit"],
        "unit_price": item["price_net"],
        "vat_rate": int(item["vat_rate"]),
        "net": f"{line_net(code, qty, prices):.2f}",
    }
    return line if tolerance is None else line | {"qty_tol": float(tolerance)}


def read_quantities(notation: str) -> list[Json]:
    """ "2 each tap; 3.5 m length"."""
    found = []
    for part in filter(None, (part.strip() for part in notation.split(";"))):
        value, unit, *what = part.split(" ", 2)
        found.append({"value": number(Decimal(value)), "unit": unit, "what": what[0] if what else ""})
    return found


DATE = re.compile(r"(?P<kind>\w+): (?P<text>.+?) = (?P<ends>\S+)(?: (?P<part>am|pm|eve))?(?P<also>(?: / \S+)*)")


def read_date(notation: str) -> Json:
    """ "preferred: Thurs = 2027-02-04 am / 2027-02-11": a day, "a..b", "a.." or "..b"; after each slash another reading."""
    match = DATE.fullmatch(notation)
    if match is None:
        raise ValueError(f"no date: {notation}")
    start, end = read_ends(match["ends"])
    date: Json = {"text": match["text"], "kind": match["kind"], "from": start, "to": end, "part": match["part"]}
    also = [read_ends(other) for other in match["also"].split(" / ") if other]
    return date | {"accept_also": [{"from": a, "to": b} for a, b in also]} if also else date


def read_ends(written: str) -> tuple[str | None, str | None]:
    start, dots, end = written.partition("..")
    return start or None, (end or None) if dots else (start or None)


def stamp(local: str) -> dt.datetime:
    """ "2027-02-04 18:10" on the clock in London."""
    return dt.datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON).astimezone(dt.UTC)


def written(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# --- a row ------------------------------------------------------------------------------------------------------------

CHANNELS = {"wa": "whatsapp", "fb": "messenger", "em": "email"}


class Corpus:
    """Rows for the businesses of one folder; ids and WhatsApp numbers are given out in order."""

    def __init__(self, folder: Path, split: str, infix: str = "", first_phone: int = 0) -> None:
        self.businesses = read_businesses(folder)
        self.named: dict[str, list[str]] = json.loads((folder / "canaries.json").read_text(encoding="utf-8"))
        self.prices = {name: read_pricelist(folder / b["pricelist"]) for name, b in self.businesses.items()}
        self.split, self.infix, self.phone = split, infix, first_phone
        self.rows: list[Json] = []
        self.counts: dict[str, int] = defaultdict(int)

    def add(
        self,
        business: str,
        channel: str,
        at: str,
        sender: str | None,
        messages: str | Sequence[str],
        *,
        lines: str = "",
        status: str = "",
        other_quotes: Sequence[str] = (),
        intent: str = "new_quote",
        also: Sequence[str] = (),
        urgency: str = "routine",
        language: str = "en",
        flags: str = "",
        action: str = "draft",
        postcodes: Sequence[str] = (),
        phones: Sequence[str] = (),
        dates: Sequence[str] = (),
        quantities: str = "",
        budget: str | None = None,
        optional_quantities: str = "",
        optional_dates: Sequence[str] = (),
        ask: str = "",
        do_not_ask: str = "",
        must: Sequence[Sequence[str]] = (),
        must_not: Sequence[str] = (),
        amounts: Sequence[str] = (),
        known: Json | None = None,
        thread: Sequence[tuple[str, str, str]] = (),
        subject: str | None = None,
        html: str | None = None,
        injection: Json | None = None,
        note: str = "",
    ) -> Json:
        """`sender` of an e-mail is "Name <address>"; a WhatsApp sender gets a number from the drama range."""
        texts = [messages] if isinstance(messages, str) else list(messages)
        prices = self.prices[business]
        quote = quote_of(lines, status or ("full" if lines else "none"), other_quotes, prices)
        facts: Json = {
            "postcodes": list(postcodes),
            "phones": list(phones),
            "dates": [read_date(date) for date in dates],
            "quantities": read_quantities(quantities),
            "budget": budget,
        }
        optional = {
            "quantities": read_quantities(optional_quantities),
            "dates": [read_date(date) for date in optional_dates],
        }
        if any(optional.values()):
            facts["optional"] = {key: value for key, value in optional.items() if value}
        has_place = bool(postcodes) or bool(known and known.get("postcode"))
        allowed = set(amounts)
        for notation in (lines, *other_quotes):
            allowed |= amounts_of([(code, qty) for code, qty, _ in read_lines(notation)], prices)
        given = self.input_of(channel, at, sender, texts, known, thread, subject, html)
        said = json.dumps(given, ensure_ascii=False)
        gold = {
            "intent": intent,
            "also": list(also),
            "urgency": urgency.split("|"),
            "language": language,
            "flags": flags.split(),
            "action": action,
            "facts": facts,
            "quote": quote,
            "missing": {
                "must_ask": ask.split(),
                "do_not_ask": unique([*(["postcode"] if has_place else []), *do_not_ask.split()]),
            },
            "draft": {
                "must": [list(group) for group in must],
                "must_not": list(must_not),
                "allowed_amounts": sorted(allowed, key=Decimal),
                "leak_canaries": [n for n in self.named[business] if not re.search(rf"\b{n}\b", said, re.I)],
            },
            "injection": injection,
            "note": note,
        }
        self.counts[business] += 1
        row_id = f"{business}-{self.infix}{self.counts[business]:02}"
        row = {"id": row_id, "split": self.split, "business": business, "input": given, "gold": gold}
        self.rows.append(row)
        return row

    def input_of(
        self,
        channel: str,
        at: str,
        sender: str | None,
        texts: list[str],
        known: Json | None,
        thread: Sequence[tuple[str, str, str]],
        subject: str | None,
        html: str | None,
    ) -> Json:
        last = stamp(at)
        times = [last - BETWEEN_MESSAGES * (len(texts) - 1 - n) for n in range(len(texts))]
        messages: list[Json] = [{"at": written(t), "text": text} for t, text in zip(times, texts, strict=True)]
        if html is not None:
            messages[-1]["html"] = html
        return {
            "channel": CHANNELS[channel],
            "received_at": written(last),
            "subject": subject,
            "from": self.card_of(channel, sender),
            "contact_known": known,
            "thread": [{"dir": way, "at": written(stamp(when)), "text": text} for way, when, text in thread],
            "messages": messages,
        }

    def card_of(self, channel: str, sender: str | None) -> Json:
        if channel == "wa":
            self.phone += 1
            return {"name": sender, "phone": f"+447700900{self.phone:03}"}
        if channel == "fb":
            return {"name": sender}
        match = re.fullmatch(r"(.+?) <(.+)>", sender or "")
        if match is None:
            raise ValueError(f"no sender of an e-mail: {sender}")
        return {"name": match[1], "email": match[2]}


def unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))
