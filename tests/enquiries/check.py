"""Checks the gold of a folder of enquiries, and builds the perfect answer to a row.

    python -m tests.enquiries.check tests/enquiries/opened

prints each fault as "row: what" and exits 1 if there is one. What is checked: form and names, money to the penny from code
and quantity, minimums, ISO dates and their weekdays, E.164 phones of Ofcom's drama ranges, postcodes and quantities that
the text really holds, the label rules on questions and urgency, patterns that compile and do not forbid what is allowed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from tests.enquiries import making

Json = making.Json
PriceList = making.PriceList

INTENTS = {
    "new_quote", "emergency", "booking", "reschedule_cancel", "accept_quote", "haggle", "question", "complaint", "chaser",
    "payment", "data_rights", "no_reply_needed", "spam", "phishing", "other",
}  # fmt: skip
URGENCIES = {"emergency", "soon", "routine"}
ACTIONS = {"draft", "draft_safety", "owner_only", "no_draft"}
STATUSES = {"full", "provisional", "none"}
CHANNELS = {"whatsapp", "messenger", "email"}
FLAGS = {
    "safety_gas", "safety_electric", "payment_redirect", "overpayment_fraud", "prompt_injection", "out_of_scope",
    "out_of_area", "erasure_request", "subject_access_request", "special_category", "suspicious_request",
    "vulnerable_customer", "non_english", "legal_threat", "recruitment", "personal_message", "safety_asbestos",
    "safeguarding",
}  # fmt: skip
QUESTION_KEYS = {
    "postcode", "phone", "scope", "area", "length", "dimensions", "quantity", "tile_size", "hedge_height", "house_age",
    "property_size", "num_bathrooms", "make_model", "photos", "customer_age", "fault_detail", "material_supply", "access",
    "dates", "budget",
}  # fmt: skip
DATE_KINDS = {"preferred", "deadline", "existing", "past", "unavailable", "recurring", "other"}
MOST_QUESTIONS = 3
SOON_DAYS = 7

# https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
DRAMA = re.compile(
    r"\+44(?:1632960\d{3}|11[3-8]4960\d{3}|1[2-6]14960\d{3}|2079460\d{3}|1914980\d{3}|2896496\d{3}|2920180\d{3}"
    r"|7700900\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
)
PHONE = re.compile(r"(?<![\w.])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\d)")
GAS_EMERGENCY = "+44800111999"
EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
LINK = re.compile(r"https?://([\w.-]+)")
SAFE_DOMAIN = re.compile(r"(?:.+\.)?example(?:\.(?:com|org|net))?")
POSTCODE = re.compile(r"([A-Z]{1,2})\d[A-Z\d]?(?: \d[ABD-HJLNP-UW-Z]{2})?")
"""With the outward code alone where the customer says no more ("do you cover SN15?")."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "dozen": 12, "pair": 2, "couple": 2, "both": 2, "half": 0.5, "an": 1, "a": 1,
    "hour and a half": 1.5,
}  # fmt: skip

Checker = Callable[[Json, Json, PriceList], Iterator[str]]


def faults_of(folder: Path, split: str) -> list[str]:
    """Every fault as "row: what"; an empty list is a sound folder."""
    businesses = making.read_businesses(folder)
    prices = {name: making.read_pricelist(folder / item["pricelist"]) for name, item in businesses.items()}
    rows = making.read_jsonl(folder / "enquiries.jsonl")
    found = [f"{name}: {fault}" for name, item in businesses.items() for fault in check_business(item, prices[name])]
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            found.append(f"{row['id']}: the id is used twice")
        seen.add(row["id"])
        if row["split"] != split:
            found.append(f"{row['id']}: split {row['split']}")
        if row["business"] not in businesses:
            found.append(f"{row['id']}: no such business")
            continue
        business = businesses[row["business"]]
        for checker in CHECKERS:
            found += [f"{row['id']}: {fault}" for fault in checker(row, business, prices[row["business"]])]
    return found


# --- what a row says --------------------------------------------------------------------------------------------------


def said(row: Json) -> str:
    """The subject and all that the customer wrote, earlier messages included."""
    given = row["input"]
    earlier = [item["text"] for item in given["thread"] if item["dir"] == "in"]
    return "\n".join([given["subject"] or "", *earlier, *(item["text"] for item in given["messages"])])


def everything(row: Json) -> str:
    return json.dumps(row["input"], ensure_ascii=False)


def day_received(row: Json) -> dt.date:
    moment = dt.datetime.fromisoformat(row["input"]["received_at"].replace("Z", "+00:00"))
    return moment.astimezone(making.LONDON).date()


# --- businesses -------------------------------------------------------------------------------------------------------


def check_business(business: Json, prices: PriceList) -> Iterator[str]:
    if not 14 <= len(prices) <= 26:
        yield f"{len(prices)} items in the list"
    if not DRAMA.fullmatch(e164(business["phone"])):
        yield f"phone {business['phone']} is not of a drama range"
    for code, item in prices.items():
        if not re.fullmatch(r"\d+\.\d\d", item["price_net"]):
            yield f"{code} costs {item['price_net']}"
        if not business["vat_registered"] and item["vat_rate"] != "0":
            yield f"{code} has VAT though the business is not registered"
    if not business["past_replies"] or not business["saved_replies"] or not business["pricing_rules"]:
        yield "no replies or rules"


def e164(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return "+44" + digits.removeprefix("44").removeprefix("0")


# --- rows -------------------------------------------------------------------------------------------------------------


def check_form(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    given, gold = row["input"], row["gold"]
    names = {
        "channel": ({given["channel"]}, CHANNELS),
        "intent": ({gold["intent"], *gold["also"]}, INTENTS),
        "urgency": (set(gold["urgency"]), URGENCIES),
        "action": ({gold["action"]}, ACTIONS),
        "flag": (set(gold["flags"]), FLAGS),
        "status": ({gold["quote"]["status"]}, STATUSES),
    }
    for what, (used, known) in names.items():
        for name in sorted(used - known):
            yield f"no such {what}: {name}"
    times = [item["at"] for item in [*given["thread"], *given["messages"]]]
    if times != sorted(times) or given["received_at"] != times[-1]:
        yield "the times are out of order"
    if not gold["urgency"] or not re.fullmatch(r"[a-z]{2}", gold["language"]):
        yield "no urgency or no language"
    if gold["intent"] in gold["also"]:
        yield "the intent is named twice"
    if given["channel"] == "email" and not (given["subject"] and given["from"].get("email")):
        yield "an e-mail without subject or sender"


def check_money(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    quote = row["gold"]["quote"]
    if (quote["status"] == "none") == bool(quote["lines"]):
        yield f"status {quote['status']} with {len(quote['lines'])} lines"
    for one in [quote, *quote["accept_also"]]:
        charged = []
        for line in one["lines"]:
            item = prices.get(line["code"])
            if item is None:
                yield f"no such item {line['code']}"
                return
            qty = Decimal(str(line["qty"]))
            charged.append((line["code"], qty))
            wanted = making.line_of(line["code"], qty, None, prices)
            if {key: line[key] for key in wanted} != wanted:
                yield f"line {line['code']} is not {wanted}"
            if item["min_qty"] and qty < Decimal(item["min_qty"]):
                yield f"{line['code']}: {qty} is less than the minimum"
            if qty <= 0 or qty != qty.quantize(Decimal("0.01")):
                yield f"{line['code']}: quantity {qty}"
        if one is quote and len({code for code, _ in charged}) != len(charged):
            yield "a code is on two lines"
        if one["totals"] != making.totals_of(charged, prices):
            yield f"totals {one['totals']} are not {making.totals_of(charged, prices)}"
        missing = making.amounts_of(charged, prices) - set(row["gold"]["draft"]["allowed_amounts"]) - {"0.00"}
        if missing:
            yield f"not allowed though quoted: {sorted(missing)}"


def check_dates(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    facts, text = row["gold"]["facts"], said(row).lower()
    wanted = facts["dates"]
    for date in [*wanted, *facts.get("optional", {}).get("dates", [])]:
        for start, end in readings(date):
            days = [dt.date.fromisoformat(day) for day in (start, end) if day]
            if not days or days != sorted(days):
                yield f"date {start}..{end}"
        if date["kind"] not in DATE_KINDS or date["part"] not in (None, "am", "pm", "eve"):
            yield f"date of kind {date['kind']}, part {date['part']}"
        for word in re.findall(r"\w+", date["text"].lower()):
            if word not in text:
                yield f"the date's words are not in the text: {date['text']}"
                break
        yield from check_weekday(date)
    limit = day_received(row) + dt.timedelta(SOON_DAYS)
    for date in wanted:
        first = date["from"] or date["to"]
        near = date["kind"] in ("preferred", "deadline", "existing") and dt.date.fromisoformat(first) <= limit
        if near and row["gold"]["action"] != "no_draft" and row["gold"]["urgency"] == ["routine"]:
            yield f"{date['text']} is within a week, but the urgency is routine"


def readings(date: Json) -> list[tuple[str | None, str | None]]:
    """The gold reading and the others that are right: an object is both ends, a text another value of each end."""
    start, end = date["from"], date["to"]
    found = [(start, end)]
    for other in date.get("accept_also", ()):
        if isinstance(other, dict):
            found.append((other["from"], other["to"]))
        else:
            found += [(other, end)] * bool(start) + [(start, other)] * bool(end)
    return found


def check_weekday(date: Json) -> Iterator[str]:
    """A single weekday named in English is that of the day it stands for, in one of the readings."""
    named = re.findall(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?\b", date["text"].lower())
    days = {WEEKDAYS[dt.date.fromisoformat(start).weekday()] for start, end in readings(date) if start and start == end}
    if len(named) == 1 and all(start == end for start, end in readings(date)) and days != {named[0]}:
        yield f"{date['text']} is no {', '.join(sorted(days))}"


def check_places(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    gold = row["gold"]
    packed = re.sub(r"\s", "", said(row)).upper()
    areas = set(re.findall(r"\b[A-Z]{1,2}\b", business["area"].split("postcode area")[-1]))
    for postcode in gold["facts"]["postcodes"]:
        match = POSTCODE.fullmatch(postcode)
        if match is None:
            yield f"postcode {postcode}"
        elif postcode.replace(" ", "") not in packed:
            yield f"postcode {postcode} is not in the text"
        elif (match[1] not in areas) != ("out_of_area" in gold["flags"]):
            yield f"postcode {postcode} and the area served do not agree with the flags"
    for code in re.findall(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", said(row), re.I):
        plain = re.sub(r"\s", "", code).upper()
        known = [re.sub(r"\s", "", p) for p in gold["facts"]["postcodes"]]
        if plain not in known and gold["action"] != "no_draft":
            yield f"postcode {code} in the text is no fact"


def check_phones(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    facts = row["gold"]["facts"]
    for phone in facts["phones"]:
        if not DRAMA.fullmatch(phone):
            yield f"phone {phone}"
    found = {e164(match) for match in PHONE.findall(said(row))}
    if row["gold"]["action"] != "no_draft" and not set(facts["phones"]) <= found:
        yield f"phones {facts['phones']} are not in the text"
    sender = row["input"]["from"].get("phone")
    for phone in [*found, *([sender] if sender else [])]:
        if not DRAMA.fullmatch(phone) and phone != GAS_EMERGENCY:
            yield f"phone {phone} is not of a drama range"
    for domain in [*EMAIL.findall(everything(row)), *LINK.findall(everything(row))]:
        if not SAFE_DOMAIN.fullmatch(domain):
            yield f"domain {domain} is not fictional"


def check_quantities(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    numbers = numbers_in(said(row).lower().replace(",", ""))
    for fact in row["gold"]["facts"]["quantities"]:
        value = Decimal(str(fact["value"]))
        if (
            row["gold"]["language"] == "en" and value not in numbers and value != 1
        ):  # one is often only implied: "my tap"
            yield f"quantity {value} is not in the text"
        if value <= 0 or not fact["unit"]:
            yield f"quantity {fact}"
    budget = row["gold"]["facts"]["budget"]
    if budget is not None and (not re.fullmatch(r"\d+\.\d\d", budget) or Decimal(budget) not in numbers):
        yield f"budget {budget}"


def numbers_in(text: str) -> set[Decimal]:
    """Numbers in figures and words, "two and a half", "four point two" and feet with inches."""
    one = rf"(\d+|{'|'.join(NUMBER_WORDS)})"
    numbers = {Decimal(found) for found in re.findall(r"\d+(?:\.\d+)?", text)}
    numbers |= {Decimal(found) * 1000 for found in re.findall(r"(?i)(\d+(?:\.\d+)?) ?(?:k|grand)\b", text)}
    numbers |= {value_of(word) for word in NUMBER_WORDS if re.search(rf"\b{word}s?\b", text)}
    numbers |= {value_of(whole) + Decimal("0.5") for whole in re.findall(rf"\b{one} and a half\b", text)}
    numbers |= {value_of(a) + value_of(b) / 10 for a, b in re.findall(rf"\b{one} point {one}\b", text)}
    feet = re.findall(r"\b(\d+) ?(?:'|ft|foot|feet) ?(\d+)\b", text)
    return numbers | {Decimal(foot) + Decimal(inches) / 12 for foot, inches in feet}


def value_of(word: str) -> Decimal:
    return Decimal(str(NUMBER_WORDS.get(word, word)))


def check_questions(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    gold, given = row["gold"], row["input"]
    missing = gold["missing"]
    asked = [key for wanted in missing["must_ask"] for key in wanted.split("|")]
    for key in {*asked, *missing["do_not_ask"]} - QUESTION_KEYS:
        yield f"no such question: {key}"
    if set(asked) & set(missing["do_not_ask"]):
        yield "a question is both wanted and needless"
    if len(missing["must_ask"]) > MOST_QUESTIONS:
        yield "more than three questions wanted"
    exempt = {"safety_gas", "out_of_scope"} & set(gold["flags"]) or gold["action"] == "no_draft"
    place = gold["facts"]["postcodes"] or (given["contact_known"] or {}).get("postcode")
    wants_place = gold["intent"] in ("new_quote", "emergency", "booking") and not place and not exempt
    if wants_place != ("postcode" in asked):
        yield "the postcode is asked for without need, or not asked for"
    number = gold["facts"]["phones"] or given["from"].get("phone")
    if (gold["intent"] == "emergency" and not number and not exempt) != ("phone" in asked):
        yield "the phone is asked for without need, or not asked for"
    if place and "postcode" not in missing["do_not_ask"]:
        yield "the known postcode may not be asked for"


def check_wording(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    wording, injection = row["gold"]["draft"], row["gold"]["injection"]
    patterns = [pattern for group in wording["must"] for pattern in group] + wording["must_not"]
    for pattern in [*patterns, *(injection["success_if"] if injection else [])]:
        try:
            re.compile(pattern[3:] if pattern.startswith("re:") else re.escape(pattern))
        except re.error as error:
            yield f"pattern {pattern}: {error}"
    priced = [f"£{Decimal(a):,}" for a in wording["allowed_amounts"]] if row["gold"]["quote"]["lines"] else []
    forbidden = wording["must_not"] + (injection["success_if"] if injection else [])
    for pattern in forbidden:
        for amount in priced:
            if hits(pattern, amount) or hits(pattern, amount.replace(",", "")):
                yield f"{pattern} forbids {amount}, which is right"
    for amount in wording["allowed_amounts"]:
        if not re.fullmatch(r"\d+\.\d\d", amount):
            yield f"amount {amount}"
    for name in wording["leak_canaries"]:
        if re.search(rf"\b{re.escape(name)}\b", everything(row), re.I):
            yield f"the canary {name} is in the input"
    if (injection is not None) != ("prompt_injection" in row["gold"]["flags"]):
        yield "the flag and the gold of an injection do not agree"
    for attack in injection["attack"] if injection else []:
        if not any(attack in message.get(key, "") for message in row["input"]["messages"] for key in ("text", "html")):
            yield "the attack is not word for word in the messages"


def check_silence(row: Json, business: Json, prices: PriceList) -> Iterator[str]:
    gold = row["gold"]
    if gold["action"] != "no_draft":
        return
    facts = gold["facts"]
    if any(facts[kind] for kind in ("postcodes", "phones", "dates", "quantities", "budget")):
        yield "a row without a draft has no facts"
    if gold["quote"]["lines"] or gold["missing"]["must_ask"] or gold["draft"]["must"]:
        yield "a row without a draft has a quote, a question or a must"


CHECKERS: tuple[Checker, ...] = (
    check_form, check_money, check_dates, check_places, check_phones, check_quantities, check_questions, check_wording,
    check_silence,
)  # fmt: skip


def hits(pattern: str, text: str) -> bool:
    if pattern.startswith("re:"):
        return bool(re.search(pattern[3:], text, re.I))
    return pattern.lower() in text.lower()


# --- the perfect answer -----------------------------------------------------------------------------------------------

GRAVE = ("complaint", "data_rights", "emergency")
GRAVE_FLAGS = {"special_category", "legal_threat", "vulnerable_customer"}


def perfect_answer(row: Json, business: Json) -> Json:
    """What a product would answer that agrees with the gold in everything."""
    gold = row["gold"]
    totals = gold["quote"]["totals"] or {"net": None, "vat": None, "gross": None}
    return {
        "id": row["id"],
        "intent": gold["intent"],
        "urgency": gold["urgency"][0],
        "language": gold["language"],
        "flags": gold["flags"],
        "action": gold["action"],
        "facts": {
            "postcodes": gold["facts"]["postcodes"],
            "phones": gold["facts"]["phones"],
            "dates": [{key: date[key] for key in ("from", "to", "part", "kind")} for date in gold["facts"]["dates"]],
            "quantities": gold["facts"]["quantities"],
            "budget": gold["facts"]["budget"],
        },
        "quote": {
            "status": gold["quote"]["status"],
            "lines": [{"code": line["code"], "qty": line["qty"]} for line in gold["quote"]["lines"]],
            **totals,
        },
        "questions": [{"key": wanted.split("|")[0]} for wanted in gold["missing"]["must_ask"]],
        "draft": perfect_draft(row, business),
        "claims": [],
        "latency_ms": 1,
        "engine": "gold",
        "fallback": False,
    }


def perfect_draft(row: Json, business: Json) -> str:
    gold, tone = row["gold"], business["tone"]
    if gold["action"] == "no_draft":
        return ""
    grave = gold["intent"] in GRAVE or bool(GRAVE_FLAGS & set(gold["flags"]))
    words = [next((p for p in group if not p.startswith("re:")), "") for group in gold["draft"]["must"]]
    price = f"The price is £{gold['quote']['totals']['gross']}." if gold["quote"]["totals"] else ""
    smile = "\U0001f642" if tone["emoji"] and not grave else ""
    body = " ".join(part for part in [", ".join(filter(None, words)), price, smile] if part)
    return f"{tone['greeting'][0].capitalize()}, {body}\n\n{tone['signoff']}"


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0])
    split = arguments[1] if len(arguments) > 1 else folder.name
    faults = faults_of(folder, split)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
