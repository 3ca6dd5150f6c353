"""Made-up trades with lists and customers (`corpus/*.txt`), to learn and to check what holds for any trade.

A file holds businesses, each of which begins with `== name`; then its list, a line an item (`code | name | description |
unit | price | least quantity`), its rules (`! sentence`), and enquiries: `> message` (` // ` parts two messages) and below it
`= code quantity, code quantity`. ` or ` parts lines that are right too; `none` stands for no lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from handlet.drafting.evaluation import enquiry_from_json
from handlet.drafting.port import Enquiry

CORPUS = Path(__file__).with_name("corpus")
_WHEN = "2026-10-05T10:00:00Z"

Lines = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One enquiry with the lines that are right; several where either is."""

    business: str
    enquiry: Enquiry
    quotes: Sequence[Lines]


def made_up(paths: Sequence[Path] = ()) -> Iterator[MadeUp]:
    """Every enquiry of the files, in their order. Raises ValueError on a line that is none of the above."""
    for path in paths or sorted(CORPUS.glob("*.txt")):
        business, message = "", ""
        items: list[dict[str, str]] = []
        rules: list[str] = []
        count = 0
        for line in path.read_text("utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if not line.strip() or mark == "#":
                continue
            if mark == "==":
                business, items, rules, count = rest, [], [], 0
            elif mark == "!":
                rules.append(rest)
            elif mark == ">":
                message = rest
            elif mark == "=":
                count += 1
                facts = {**_profile(business), "pricelist": list(items), "pricing_rules": list(rules)}
                yield MadeUp(business, _enquiry(f"{business}-{count:02}", facts, message), _quotes(rest, items))
            else:
                items.append(_item(line))


def _item(line: str) -> dict[str, str]:
    code, name, description, unit, price, *least = (part.strip() for part in line.split("|"))
    return {
        "code": code,
        "name": name,
        "description": description,
        "unit": unit,
        "price_net": price,
        "vat_rate": "20",
        "min_qty": least[0] if least else "",
    }


def _quotes(written: str, items: Sequence[Mapping[str, str]]) -> list[Lines]:
    codes = {item["code"] for item in items}
    found: list[Lines] = []
    for one in written.split(" or "):
        pairs = [pair.split() for pair in one.split(",") if one.strip() != "none"]
        unknown = [code for code, _ in pairs if code not in codes]
        if unknown:
            raise ValueError(f"No item of the list: {', '.join(unknown)}")
        found.append({code: Decimal(quantity) for code, quantity in pairs})
    return found


def _profile(business: str) -> dict[str, Any]:
    profile = {
        "name": business, "owner": "Sam", "area": "Leeds: LS", "hours": "Mon-Fri 08:00-18:00", "phone": "0113 496 0000",
        "qualifications": [], "not_done": [], "vat_registered": True, "timezone": "Europe/London",
        "tone": {"greetings": ["Hi"], "sign_off": "Sam", "emoji": False, "formality": "casual", "max_words": 90},
    }  # fmt: skip
    return {"profile": profile, "saved_replies": [], "past_replies": []}


def _enquiry(name: str, facts: Mapping[str, Any], message: str) -> Enquiry:
    messages = [{"at": _WHEN, "text": part.strip()} for part in f"{message} // LS6 2AB".split(" // ")]
    return enquiry_from_json(
        {
            "id": name,
            "business": facts,
            "input": {
                "channel": "whatsapp",
                "received_at": _WHEN,
                "subject": None,
                "from": {"name": "Jo", "phone": "+447700900111"},
                "contact_known": None,
                "thread": [],
                "messages": messages,
            },
            "now": _WHEN,
        }
    )
