"""Ten thousand quotes that nobody would send, priced by the command and again by hand: with fractions, and slowly.

The second arithmetic shares nothing with ours. It reads the same JSON, never rounds before it must, and says what has to
come out or that the quote must be refused.
"""

from __future__ import annotations

import json
from fractions import Fraction as F
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from handlet.quoting.asking import price_json

BEFORE, AFTER = "2026-11-23", "2027-04-01"
MOST = 10**13


class Refused(Exception):
    """This quote has no price."""


# --- by hand ----------------------------------------------------------------------------------------------------------


def penny(pence: F) -> int:
    """The nearest penny; half a penny goes away from nought."""
    whole, rest = divmod(abs(pence), 1)
    return (1 if pence >= 0 else -1) * (int(whole) + (1 if rest >= F(1, 2) else 0))


def said(pence: int) -> str:
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds}.{rest:02d}"


def rate_of(line: dict[str, Any], day: str) -> int:
    if "vat_rate" in line:
        return int(line["vat_rate"])
    lower = {"standard": 20, "empty_home": 5, "new_build": 0, "exempt": 0, "energy_saving": 5 if day >= AFTER else 0}
    return lower[line["vat_treatment"]]


def line_pence(line: dict[str, Any], end: str = "") -> int:
    quantity = F(line.get(f"{end}quantity", line["quantity"]))
    price = F(line.get(f"{end}unit_price", line["unit_price"]))
    found = penny(quantity * price * (100 - F(line.get("discount_percent", "0"))))
    if abs(found) > MOST:
        raise Refused
    return found


def counts(line: dict[str, Any]) -> bool:
    return not line.get("optional") or bool(line.get("chosen"))


def shared_out(off: int, parts: list[int]) -> list[int]:
    """Pence taken off each part in proportion; what is left over goes to the largest fractions, the first of equals."""
    total = sum(parts)
    if not off or not total:
        return [0] * len(parts)
    exact = [F(off * part, total) for part in parts]
    floors = [share.numerator // share.denominator for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[: off - sum(floors)]:
        floors[place] += 1
    return floors


def summed(quote: dict[str, Any], end: str = "") -> dict[str, Any]:
    registered, charged = quote["business"]["vat_registered"], bool(quote.get("reverse_charge"))
    amounts = [line_pence(line, end) for line in quote["lines"]]
    groups: dict[tuple[int, str, bool], int] = {}
    for line, amount in zip(quote["lines"], amounts, strict=True):
        if counts(line):
            key = (rate_of(line, quote["date"]), line.get("vat_treatment", ""), bool(line.get("includes_vat")))
            groups[key] = groups.get(key, 0) + amount
    keys = sorted(groups, key=lambda key: (-key[0], key[1], key[2]))
    shown = sum(groups.values())
    discount = quote.get("discount", {})
    off = penny(F(shown) * F(discount.get("percent", "0")) / 100) + penny(F(discount.get("pounds", "0")) * 100)
    if discount.get("pounds", "0").strip("0.") and off > shown:
        raise Refused
    net = vat = theirs = 0
    rows = []
    for key, less in zip(keys, shared_out(off, [groups[key] for key in keys]), strict=True):
        rate, treatment, inside = key
        left = groups[key] - less
        tax = penny(F(left * rate, 100 + rate)) if inside else penny(F(left * rate, 100))
        base = left - tax if inside else left
        net += base
        reverse = charged and rate > 0
        theirs += tax if reverse else 0
        vat += 0 if reverse else tax
        row: dict[str, Any] = {"rate": str(rate), "net": said(base), "vat": said(tax)}
        row |= {"treatment": treatment} if treatment else {}
        rows.append(row | ({"reverse_charge": True} if reverse else {}))
    return {
        "amounts": amounts, "net": net, "vat": vat, "gross": net + vat, "rows": rows if registered else [],
        "discount": off if shown else 0, "theirs": theirs,
    }  # fmt: skip


def by_hand(quote: dict[str, Any]) -> dict[str, Any]:
    """The whole answer, or Refused."""
    lines = quote["lines"]
    for line in lines:
        ends = [
            F(line.get(f"{end}quantity", line["quantity"])) * F(line.get(f"{end}unit_price", line["unit_price"]))
            for end in ("low_", "high_")
        ]
        if ends[0] > ends[1]:
            raise Refused
    low, high, done = summed(quote, "low_"), summed(quote, "high_"), summed(quote)
    amounts = done["amounts"]
    answer: dict[str, Any] = {
        "lines": [{"net": said(amount)} for amount in amounts],
        "net": said(done["net"]), "vat": done["rows"], "vat_total": said(done["vat"]), "gross": said(done["gross"]),
    }  # fmt: skip
    if "discount" in quote:
        answer["discount"] = said(done["discount"])
    named = list(dict.fromkeys(line["section"] for line in lines if "section" in line and counts(line)))
    if any("section" in line for line in lines):
        answer["sections"] = [
            {
                "section": name,
                "sum": said(
                    sum(
                        amount
                        for line, amount in zip(lines, amounts, strict=True)
                        if counts(line) and line.get("section") == name
                    )
                ),
            }
            for name in named
        ]
    if any(line.get("optional") for line in lines):
        answer["options"] = said(sum(amount for line, amount in zip(lines, amounts, strict=True) if not counts(line)))
    if any(line.get("kind") == "provisional" for line in lines):
        answer["provisional"] = said(
            sum(
                amount
                for line, amount in zip(lines, amounts, strict=True)
                if counts(line) and line.get("kind") == "provisional"
            )
        )
    if low["gross"] != high["gross"]:
        answer["range"] = {"low": said(low["gross"]), "high": said(high["gross"])}
    if quote.get("reverse_charge"):
        answer["reverse_charge"] = {
            "statement": "Reverse charge: VAT Act 1994 Section 55A applies. Customer to pay the VAT to HMRC.",
            "vat": said(done["theirs"]),
        }
    if "deposit" in quote or "stages" in quote:
        answer |= payments(quote, done["gross"])
    if "cis" in quote["business"]:
        answer["cis"] = cis(quote, done)
    return answer


def payments(quote: dict[str, Any], gross: int) -> dict[str, Any]:
    asked = quote.get("deposit", {})
    deposit = penny(F(gross) * F(asked.get("percent", "0")) / 100) + penny(F(asked.get("pounds", "0")) * 100)
    if deposit < 0 or deposit > max(gross, 0):
        raise Refused
    rows = [("Before the work starts", deposit)] if deposit else []
    left = gross - deposit
    stages = quote.get("stages", [])
    if not stages:
        rows += [("When the work is done", left)] if left or not rows else []
    for stage in stages[:-1]:
        part = penny(F(gross) * F(stage["percent"]) / 100) if "percent" in stage else penny(F(stage["pounds"]) * 100)
        rows.append((stage["milestone"], part))
        left -= part
    if stages:
        rows.append((stages[-1]["milestone"], left))
        if any(amount <= 0 for _, amount in rows):
            raise Refused
    return {
        "deposit": said(deposit),
        "payments": [{"due": milestone, "amount": said(amount)} for milestone, amount in rows],
    }


def cis(quote: dict[str, Any], done: dict[str, Any]) -> dict[str, str]:
    base = done["net"]
    for line, amount in zip(quote["lines"], done["amounts"], strict=True):
        if line.get("kind") in ("materials", "plant") and counts(line):
            rate = rate_of(line, quote["date"]) if line.get("includes_vat") else 0
            base -= penny(F(line["cost"]) * 100) if "cost" in line else amount - penny(F(amount * rate, 100 + rate))
    base = max(base, 0)
    percent = {"gross": 0, "registered": 20, "other": 30}[quote["business"]["cis"]]
    return {"percent": str(percent), "base": said(base), "deduction": said(penny(F(base * percent, 100)))}


# --- what nobody would send -------------------------------------------------------------------------------------------

# Each part is thrown with dice: of a plain generator ten thousand quotes cost little; Hypothesis’s own dice cost more, look for
# trouble, and find the smallest quote that makes it.


def number(dice: Random) -> str:
    if dice.random() < 0.5:
        return dice.choice(["0", "0.001", "0.005", "1", "0.333", "7.125", "999999.999"])
    return f"{dice.randint(0, 400_000) / 1000:.3f}"


def money(dice: Random) -> str:
    kind = dice.randint(0, 2)
    if kind == 0:
        return dice.choice(["0", "0.0001", "0.005", "0.015", "241.67", "33.3333", "99999.9999", "9999999"])
    return f"{dice.randint(0, 3_000_000) / 100:.2f}" if kind == 1 else f"{dice.randint(0, 30_000_000) / 10000:.4f}"


def percent(dice: Random) -> str:
    return dice.choice(["0", "100", "0.01", "33.33", "12.5"]) if dice.random() < 0.5 else str(dice.randint(0, 100))


def one_in(count: int, dice: Random) -> bool:
    return dice.randint(1, count) == 1


def a_line(dice: Random, registered: bool, contractor: bool) -> dict[str, Any]:
    kinds = ["labour", "materials", "plant", "provisional", "fee", "discount"]
    line: dict[str, Any] = {"quantity": number(dice), "unit_price": money(dice), "kind": dice.choice(kinds)}
    if line["kind"] == "discount":
        line["unit_price"] = f"-{line['unit_price']}"
    if registered and one_in(2, dice):
        line["vat_treatment"] = dice.choice(["standard", "empty_home", "new_build", "energy_saving", "exempt"])
    else:
        line["vat_rate"] = dice.choice(["20", "5", "0"]) if registered else "0"
    if registered and one_in(4, dice):
        line["includes_vat"] = True
    if one_in(4, dice):
        line["discount_percent"] = percent(dice)
    if one_in(4, dice):
        line |= {"optional": True, "chosen": one_in(2, dice)}
    if one_in(3, dice):
        line["section"] = dice.choice(["Upstairs", "Downstairs"])
    if contractor and line["kind"] in ("materials", "plant") and one_in(2, dice):
        line["cost"] = money(dice)
    if one_in(10, dice):
        end, value = dice.choice([("low_quantity", "0"), ("high_quantity", "999999.999"), ("high_quantity", "")])
        line[end] = value or number(dice)
    return line


def a_quote(dice: Random) -> dict[str, Any]:
    registered, contractor = one_in(2, dice), one_in(2, dice)
    quote: dict[str, Any] = {
        "business": {"vat_registered": registered},
        "customer": {"kind": "contractor" if contractor else "consumer"},
        "date": dice.choice([BEFORE, AFTER]),
        "nation": "england",
        "lines": [a_line(dice, registered, contractor) for _ in range(dice.randint(1, 9))],
    }
    if contractor:
        quote["business"]["cis"] = dice.choice(["gross", "registered", "other"])
        quote["customer"] |= {"vat_registered": True, "reports_cis": True, "end_user": False}
        if registered and one_in(2, dice):
            quote["reverse_charge"] = True
    if one_in(3, dice):
        quote["discount"] = percent_or_pounds(dice)
    if one_in(3, dice):
        quote["deposit"] = percent_or_pounds(dice)
    if one_in(3, dice):
        shares = [dice.randint(1, 40) for _ in range(dice.randint(0, 4))]
        quote["stages"] = [
            *({"milestone": f"Part {place}", "percent": str(share)} for place, share in enumerate(shares)),
            {"milestone": "Done"},
        ]
    return quote


def percent_or_pounds(dice: Random) -> dict[str, str]:
    # Whole pennies: a discount or a deposit of a part of one is refused before anything is priced.
    return {"percent": percent(dice)} if one_in(2, dice) else {"pounds": f"{dice.randint(0, 200_000) / 100:.2f}"}


def says_what_it_should(quote: dict[str, Any]) -> bool:
    """Holds the command to the arithmetic by hand; whether the quote has a price."""
    text, code = price_json(json.dumps(quote))
    answer = json.loads(text)
    try:
        expected = by_hand(quote)
    except Refused:
        assert (code, sorted(answer)) == (1, ["error", "where"]), (quote, answer)
        return False
    assert code == 0, (quote, answer)
    assert answer == expected, quote
    return True


@pytest.mark.timeout(600)
def test_the_command_says_what_a_slow_and_careful_person_would() -> None:
    priced = sum(says_what_it_should(a_quote(Random(seed))) for seed in range(10_000))
    # Neither is most of it refused, nor is nothing.
    assert 5_000 < priced < 9_500


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(dice=some.randoms())
def test_nor_does_anybody_find_one_who_looks_for_it(dice: Random) -> None:
    says_what_it_should(a_quote(dice))
