"""What tells items of one thing apart by a figure or a rhythm in their names: “6 x 12 m”, “three tiers”, “10 inch”, “fortnightly”.

A band says for which sizes an item is (`quoting.rules.Band`); here the name itself holds the figure, and only the item of just that
figure is meant. Where a customer names another figure of the same kind, it is another item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from handlet.drafting.engine.matching.lexicon import stem

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "single": 1, "double": 2, "triple": 3, "twin": 2, "both": 2,
}  # fmt: skip
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(word for word in _NUMBERS)})"
# Nouns whose number is part of what a thing is; how many radiators is an amount, but how many tiers is the cake.
_PARTS = {
    stem(noun): kind
    for kind, nouns in {
        "tier": "tier tiers tiered layer layers layered", "inch": "inch inches in", "seat": "seater seaters seat seats seated seating",
        "door": "door doors", "drawer": "drawer drawers", "ring": "ring rings", "gang": "gang", "bar": "bar", "stone": "stone",
        "leaf": "leaf fold folding", "piece": "piece pieces", "page": "page pages", "lane": "lane", "pole": "pole poles",
        "way": "way ways", "zone": "zone zones", "channel": "channel channels", "berth": "berth", "axle": "axle axles",
        "wheel": "wheel wheels", "cylinder": "cylinder cylinders", "speed": "speed", "panel": "panel panels", "tread": "tread treads",
        "tonne": "tonne tonnes ton tons", "yard": "yard yards yarder", "litre": "litre litres ltr", "kg": "kg kilo kilos kilogram",
        "gb": "gb gig gigs gigabyte", "tb": "tb terabyte", "foot": "ft foot feet", "year": "year years", "part": "part parts", "tog": "tog",
        "star": "star", "course": "course courses", "coat": "coat coats", "string": "string strings", "step": "step steps", "rung": "rung",
    }.items()
    for noun in nouns.split()
}  # fmt: skip
_COUNTED = re.compile(
    rf"(?<!to )(?<!or )(?<!up )(?<!over )(?<!under )(?<![\d-])\b({_NUMBER})(?! (?:to|or|and)\b)[\s-]*(?:(?:of )?(?:my|the|our|his|her|your) )?([a-z]+)\b",
    re.I,
)
_BARE = re.compile(r"(?<![\w.,£-])(\d{1,3}(?:,\d{3})+|\d+)(?=\s*(?:$|[,;)]))")
_SIZE_WORDS = frozenset(("single", "double", "triple", "twin"))
_TIME_WORDS = frozenset(
    stem(word)
    for word in "hour hours hr hrs min mins minute minutes half quarter and or to x by bed bedroom kw".split()
)
_TIMES = re.compile(
    r"\b(?:(?P<half>half an hour|half[- ]hour|30[- ]?min(?:ute)?s?)|(?P<quarter>15[- ]?min(?:ute)?s?|quarter of an hour)|(?P<more>45[- ]?min(?:ute)?s?|three quarters of an hour)"
    r"|(?P<ninety>90[- ]?min(?:ute)?s?|(?:an )?hour and a half|one and a half hours|1\.5 (?:hrs?|hours?))|(?P<hours>hour[- ]long|(?:\d+|an|one|two|three|four|five|six|seven|eight|ten)[- ]?(?:hour|hr)s?|60[- ]?min(?:ute)?s?))\b",
    re.I,
)
_SIDES = re.compile(
    r"\b(\d+(?:\.\d+)?)\s*(m|ft|foot|feet|metres?|meters?|cm|mm|inch(?:es)?|in)?\s*(?:x|×|by)\s*(\d+(?:\.\d+)?)\s*(m|ft|foot|feet|metres?|meters?|cm|mm|inch(?:es)?|in)?\b",
    re.I,
)
_OFTEN: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.I)
    for name, words in {
        "daily": r"daily|every ?day|each day|once a day|every morning|every evening|five days a week|5 days a week",
        "twice weekly": r"twice a week|twice weekly|two times a week|2 x a week|two days a week",
        "weekly": r"weekly|every week|each week|once a week|(?:once|one) (?:time )?per week|1 x a week|wkly|week in,? week out|every (?:mon|tues|wednes|thurs|fri|satur|sun)day",
        "fortnightly": r"fortnightly|every fortnight|every (?:other|second|2nd|2|two) weeks?|every other (?:mon|tues|wednes|thurs|fri|satur|sun)day|once a fortnight|2 weekly|two weekly|bi-?weekly|a fortnight apart",
        "monthly": r"monthly|every month|each month|once a month|every (?:4|four) weeks?|(?:4|four)[- ]weekly|a month apart|one(?:ce)? per month",
        "six weekly": r"every (?:6|six) weeks?|(?:6|six)[- ]weekly",
        "eight weekly": r"every (?:8|eight) weeks?|(?:8|eight)[- ]weekly|every (?:other|second|2|two) months?|two[- ]monthly|bi-?monthly",
        "quarterly": r"quarterly|every (?:3|three) months?|(?:12|twelve)[- ]weekly|every (?:12|twelve) weeks?|four times a year|every quarter",
        "twice yearly": r"twice a year|twice[- ]yearly|six[- ]monthly|6[- ]monthly|every (?:6|six) months?|half[- ]yearly|bi-?annual(?:ly)?",
        "yearly": r"yearly|annual(?:ly)?|once a year|every year|each year|12[- ]monthly|every (?:12|twelve) months?",
        "once": r"one[- ]?off|(?:just|only) (?:the )?once|just this once|single (?:visit|clean|session|cut|lesson)|one (?:visit|time|clean|session) only|one[- ]time|not regular(?:ly)?|no contract",
    }.items()
}  # fmt: skip
_REGULAR = frozenset(("daily", "twice weekly", "weekly", "fortnightly", "monthly", "six weekly", "eight weekly"))
_METRES = {"m": 1.0, "f": 0.3048, "c": 0.01, "mm": 0.001, "i": 0.0254}


@lru_cache(maxsize=8192)
def figures(words: str) -> Mapping[str, frozenset[float]]:
    """The figures by kind that words hold: of “three tier cake, 10 inch” 3 tiers and 10 inches; sides as two, in metres where told."""
    found: dict[str, set[float]] = {}
    for one in _COUNTED.finditer(words):
        noun = stem(one.group(2).casefold())
        kind = _PARTS.get(noun, noun)
        said = one.group(1).casefold()
        # “A double socket” is none of two sockets; bedrooms and power are told by limits.
        if kind not in _TIME_WORDS and not (kind == noun and said in _SIZE_WORDS):
            found.setdefault(kind, set()).add(float(_NUMBERS.get(said) or said))
    for time in _TIMES.finditer(words):
        number = {"half": 0.5, "quarter": 0.25, "more": 0.75, "ninety": 1.5}.get(time.lastgroup or "")
        if number is None:
            lead = re.split(r"[- ]|hour|hr", time.group().casefold())[0]
            number = (
                1.0
                if lead in ("", "an", "60", "60min", "60mins")
                else float(_NUMBERS.get(lead, 0) or (lead if lead.isdigit() else 0))
            )
        if number:
            found.setdefault("hours", set()).add(number)
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


@lru_cache(maxsize=8192)
def many(name: str) -> int | None:
    """How many a price is for, where a name ends in the number: of “Business cards, 500” it is 500."""
    found = _BARE.search(name)
    return int(found.group(1).replace(",", "")) if found is not None and "," in name else None


def says(number: int, words: str) -> bool:
    """Whether a number stands in words, as it is or with a comma in its thousands."""
    return bool(re.search(rf"(?<![\d.,])(?:{number}|{number:,})(?![\d])", words))


@lru_cache(maxsize=8192)
def sides(words: str) -> frozenset[tuple[float, float]]:
    """Two sides that stand in words, the shorter first, to the centimetre; feet and inches in metres, bare figures as they stand."""
    made = set()
    for one in _SIDES.finditer(words):
        unit = (one.group(4) or one.group(2) or "").casefold()
        factor = _METRES.get("mm" if unit == "mm" else unit[:1], 1.0)
        first, second = sorted((float(one.group(1)) * factor, float(one.group(3)) * factor))
        made.add((round(first, 2), round(second, 2)))
    return frozenset(made)


@lru_cache(maxsize=8192)
def rhythms(words: str) -> frozenset[str]:
    """How often, as said: “every other week” is fortnightly."""
    found = {name for name, pattern in _OFTEN.items() if pattern.search(words)}
    if "fortnightly" in found and not re.search(
        r"(?<!two )(?<!2 )(?<!bi)(?<!bi-)\bweekly\b|\b(?:every|each) week\b|once a week", words, re.I
    ):
        found.discard("weekly")
    return frozenset(found)


def is_regular(found: frozenset[str]) -> bool:
    """Whether any of the rhythms is one of regular visits."""
    return bool(found & _REGULAR)
