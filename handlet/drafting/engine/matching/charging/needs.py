"""What must be known before a price is firm, and whether the enquiry answers it already."""

from __future__ import annotations

import re
from dataclasses import replace

from handlet.drafting.engine.matching.charging.case import Case, item_of
from handlet.drafting.engine.matching.charging.conditions import NOT_OWN_HOME, holds, is_said
from handlet.drafting.engine.matching.charging.told import UNKNOWN, age, built, storeys
from handlet.drafting.engine.matching.types import Match
from handlet.quoting.rules import (
    Adds,
    Guide,
    NeedsFact,
    OnlyIf,
)

# What stands among the needs of a match whose price the owner makes firm by seeing it: no question of the customer.
GUIDE = "guide"


def needing(match: Match, case: Case) -> Match:
    """What must be known before the price is firm, and is not: by a rule, or because the condition of a rule is not known."""
    needs = list(match.needs)
    for rule in item_of(match, case).rules:
        if isinstance(rule, NeedsFact) and (rule.when is None or holds(rule.when, case)):
            needs.append(rule.fact)
        if isinstance(rule, Guide):
            needs.append(GUIDE)
        if isinstance(rule, Adds):
            others = [one for one in rule.when if one.kind != "built_before"]
            if len(others) < len(rule.when) and all(holds(one, case) for one in others):
                needs.append("house_age")
            high = [one for one in rule.when if one.kind == "storeys_at_least"]
            if high and not storeys(case.said.words) and not (rule.unless and is_said(rule.unless, case)):
                needs.append("storeys")
        if isinstance(rule, OnlyIf) and rule.condition.kind == "age_at_least":
            needs += _age_wanted(case)
    if any(
        isinstance(rule, OnlyIf) and rule.otherwise == match.item.code and rule.condition.kind == "age_at_least"
        for item in case.prices.items
        for rule in item.rules
    ):
        needs += _age_wanted(case)
    return replace(match, needs=[fact for fact in dict.fromkeys(needs) if not known(fact, case)])


_FOR_THE_OLD = re.compile(
    r"\b(?:gran\w*|nan|nana|nanny|grandma|grandad|grandfather|grandmother|elderly|pensioner|mum|mam|dad|mother|father|parents?|old(?:er)? (?:lady|gentleman|man|people)|mother-in-law|father-in-law)\b"
    r"|(?:\bnot|n['’]?t) (?:as|so) (?:young|steady|nimble|mobile|spry) as\b|\bgetting (?:on|old|older|frail)\b(?! (?:at|with|to|for))|\b(?:frail|unsteady|wobbly) (?:on|these days|now)\b|\bin (?:her|his|my|our|their) (?:old age|later years)\b|\bretired (?:couple|now|and)\b|\bat (?:my|our|her|his) age\b",
    re.I,
)


def _age_wanted(case: Case) -> list[str]:
    """The age decides the rate of VAT; it is asked only where somebody who may be old enough is spoken of."""
    text = case.said.words
    return ["customer_age"] if age(text) is None and _FOR_THE_OLD.search(text) and not NOT_OWN_HOME.search(text) else []


TILE_SIZED = re.compile(
    r"\b\d{2,4} ?(?:mm|cm)\b|\b\d{2,4} ?(?:x|by) ?\d{2,4}\b|\b(?:mosaics?|metro|(?:large|small|medium)[- ]format)\b|\bsheets\b",
    re.I,
)


def known(fact: str, case: Case) -> bool:
    """True where the enquiry answers it already."""
    text, sizes = case.said.words, case.sizes
    if fact == "photos":
        return any(
            one.kind == "photos" and "to follow" not in one.value.lower() for one in case.reading.circumstances
        ) or any(
            name.lower().rsplit(".", 1)[-1] in ("jpg", "jpeg", "png", "heic", "webp", "gif")
            for name in case.enquiry.attachment_names
        )
    if fact == "num_bathrooms":
        return bool(
            re.search(
                r"\b(?:\d|an?|the|one|two|three|single) (?:\w+ )?bath(?:room)?s?\b|\bbathroom and (?:an )?en-?suite\b|\b(?:an?|one|the|\d|two) (?:\w+ )?(?:shower|wet)[- ]?rooms?\b",
                text,
                re.I,
            )
        )
    if fact == "property_size":
        return any(one.bound.role == "bedrooms" for one in sizes.all) or bool(re.search(r"\bstudio\b", text, re.I))
    if fact == "house_age":
        return built(text, case.enquiry.received_at.year) is not UNKNOWN
    if fact == "tile_size":
        return any(one.bound.role == "size" for one in sizes.all) or bool(TILE_SIZED.search(text))
    if fact in ("area", "dimensions"):
        return any(one.bound.role in ("area", "length", "width") for one in sizes.all)
    if fact == "length":
        return any(one.bound.role in ("length", "run") for one in sizes.all)
    if fact == "make_model":
        return bool(
            re.search(
                r"\b(?:worcester|vaillant|ideal|baxi|glow[- ]?worm|viessmann|potterton|alpha|ariston|ferroli|vokera|logic|bosch|main|intergas|biasi|navien|atag|hotpoint|samsung|lg|beko|miele|neff|siemens|zanussi|indesit|triton|mira|aqualisa|redring|bristan|grohe|gainsborough|heatrae|creda|saniflo|grundfos|salamander|stuart turner|hager|wylex|mk|crabtree|schneider|contactum|fusebox|yale|chubb|union|velux|rangemaster|aga|smeg|aeg|electrolux|whirlpool|hoover|candy|dyson)\b",
                text,
                re.I,
            )
        )
    if fact == "hedge_height":
        return any(one.bound.role == "height" for one in sizes.all)
    if fact == "quantity":
        return any(one.bound.role == "count" and not one.bound.implied for one in sizes.all)
    if fact == "customer_age":
        return age(text) is not UNKNOWN
    if fact == "access":
        return bool(re.search(r"\baccess\b|\bparking\b|\bladder\b|\bground floor\b|\bdrive\b|\bkeys?\b", text, re.I))
    if fact == "fault_detail":
        return bool(re.search(r"\b[EF]:?\d{1,3}\b|\berror\b|\bcode\b", text))
    return False
