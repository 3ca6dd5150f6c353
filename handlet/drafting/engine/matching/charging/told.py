"""What a customer tells of a house and of people: how old, how high, how many bathrooms, for how many days, how long ago."""

from __future__ import annotations

import re
from decimal import Decimal

from handlet.drafting.engine.matching.charging.case import Case

UNKNOWN = None
_AGE = re.compile(
    r"\b(?:aged?|is|she['’]?s|he['’]?s|i['’]?m|am|mum|dad|mother|father|nan|gran\w*|\(|,|who is|turned|now)\s*\(?,?\s*(?:nearly |almost |over )?(\d{2})\b(?!\s*(?:m\b|mm|cm|ft|x|th|st|nd|rd|:|%|years? ago|[./]\d))"
    r"|\b(\d{2})[- ]years?[- ]old\b(?! (?:boiler|house|roof|tank|property|flat))|\b(\d{2}) ?(?:yrs?|years) old\b|\bin (?:her|his|my|their|our) ((?:early |late |mid )?\d0)['’]?s\b|\b(?:her|his|my|their) (seventies|eighties|nineties|sixties)\b",
    re.I,
)
_DECADES = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_BUILT = re.compile(
    r"\b(?:built|house|property|dates?|from|in|circa|c\.)\D{0,25}\b(1[6-9]\d\d|20[0-2]\d)(s)?\b|\b((?:19)?[2-9]0)['’]?s (?:house|semi|property|bungalow|build|terrace|built|flat)\b|\b(1[6-9]\d0)s\b",
    re.I,
)
_OLD_STYLES = re.compile(
    r"\b(?:victorian|edwardian|georgian|art deco|pre[- ]?war|post[- ]?war|thirties|sixties|seventies)\b", re.I
)
_NEW_BUILD = re.compile(r"\bnew[- ]?build\b|\bbrand new house\b", re.I)
# “The house is 60 years old”.
_YEARS_OLD = re.compile(
    r"\b(?:house|property|flat|bungalow|cottage|place|building|semi|terrace)(?:['’]?s| is| must be| will be)? (?:only |about |around |roughly |over |nearly |at least |some )?(\d{1,3})(?: or so| odd)? (?:years|yrs) old\b",
    re.I,
)
_STOREYS = re.compile(r"\b(one|two|three|four|single|1|2|3|4)[- ]stor(?:e?y|ies|eys|ied|eyed)\b", re.I)
_NUMBERS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4}


_BATHING = re.compile(
    r"\b(?P<number>two|three|four|five|[2-5]|both)?\s*(?:\w+ ){0,2}?(?P<kind>bath ?rooms?|en[- ]?suites?|(?:shower|wet)[- ]?rooms?)\b",
    re.I,
)
_MANY = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


_OWN_TOILET = re.compile(
    r"\b(?P<number>two|three|[2-3])? ?(?:separate|downstairs|upstairs|guest|extra|ground[- ]floor|cloakroom)\s+(?P<kind>toilet|loo|wc|lav|w\.c)s?\b"
    r"|\b(?P<alone>cloakroom|toilet on its own|toilet downstairs|loo downstairs|wc downstairs)\b",
    re.I,
)


def bathrooms(case: Case, *, toilets: bool = False) -> Decimal | None:
    """How many there are: “two bathrooms and an en suite” are three. A loo alone is one where the owner counts toilets, else
    none. None where none is spoken of."""
    most: dict[str, int] = {}
    for segment in case.said.segments:
        if segment.refused:
            continue
        if toilets and (alone := _OWN_TOILET.search(segment.text)):
            word = (alone.group("number") or "1").lower()
            most["toilet"] = max(most.get("toilet", 0), _MANY.get(word) or int(word))
        for found in _BATHING.finditer(segment.text):
            word = (found.group("number") or "1").lower()
            number = _MANY.get(word) or int(word)
            kind = re.sub(r"[^a-z]", "", found.group("kind").lower()).rstrip("s")
            most[kind] = max(most.get(kind, 0), number)
    if not most:
        return None
    whole = most.get("bathroom", 0)
    others = sum(number for kind, number in most.items() if kind != "bathroom")
    # “Two bathrooms, one is an en suite”: told of as one of them.
    inside = re.search(
        r"\b(?:one|1) ?(?:['’]?s|is|being|of (?:them|which)(?: is)?|an?) (?:an? )?(?:en[- ]?suite|shower|wet)"
        r"|\b(?:so|in all|altogether|total of|that['’]?s) (?:two|three|four|[2-5]) bath ?rooms\b|\bbath ?rooms (?:in all|in total|altogether)\b",
        case.said.words,
        re.I,
    )
    return Decimal(max(whole, others) if inside else whole + others)


_NUMBER_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_FOR_TIME = re.compile(
    r"\b(?:for|need(?:ed)? (?:it |one )?(?:for )?|keep (?:it |one )?(?:for )?|hire (?:it )?(?:for )?|about|,)\s*(?:about |around |approx\.? |up to |maybe |roughly )?(?:a couple of|couple of|(\d+|a|one|two|three|four|five|six|eight|ten))?\s*(day|week|fortnight|month)s?\b(?! (?:ago|notice|on|time|commencing|before))",
    re.I,
)


def hired_days(text: str) -> Decimal | None:
    """For how many days something is wanted, as said; None where it is not. “A fortnight” is fourteen."""
    found = _FOR_TIME.search(text)
    if found is None:
        return None
    word = (found.group(1) or ("two" if "couple" in found.group() else "a")).lower()
    number = Decimal(word) if word.isdigit() else Decimal(_NUMBER_WORDS.get(word, 1))
    return number * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[found.group(2).lower()]


def floor_without_lift(case: Case) -> Decimal | None:
    """The highest floor told of without a lift; None where no floor is told or there is a lift."""
    told = [one for one in case.reading.circumstances if one.kind == "floor" and one.value.lstrip("-").isdigit()]
    lifts = [one.value for one in case.reading.circumstances if one.kind == "lift"]
    if not told or "yes" in lifts:
        return None
    return Decimal(max(int(one.value) for one in told))


def months_since(text: str) -> int | None:
    """How long ago it was last done, in months, as said; None where it is not. Never is long ago."""
    if re.search(
        r"\b(?:never|first time|not been done (?:since we moved|for years)|years since|for years|ages)\b", text, re.I
    ):
        return 120
    found = re.search(r"\b(?:(\d+)|(a|two|three|six|nine)) (month|year)s?\b(?: (?:ago|since))?", text, re.I)
    if found and re.search(r"\b(?:ago|last|since|not (?:been )?(?:done|cleaned))\b", text, re.I):
        number = (
            int(found.group(1))
            if found.group(1)
            else {"a": 1, "two": 2, "three": 3, "six": 6, "nine": 9}[found.group(2).lower()]
        )
        return number * (12 if found.group(3).lower() == "year" else 1)
    return 12 if re.search(r"\bsince last (?:summer|year|winter|spring|autumn|christmas)\b", text, re.I) else None


def age(text: str) -> int | None:
    """How old the person is for whom it is, in years; None where it is not said."""
    found = _AGE.search(text)
    if found is None:
        return None
    said = next(group for group in found.groups() if group)
    if said.lower() in _DECADES:
        return _DECADES[said.lower()]
    return int(re.sub(r"\D", "", said))


def built(text: str, this_year: int) -> int | None:
    """The year in which the house was built, as said; None where it is not."""
    if _NEW_BUILD.search(text):
        return 2015
    found = _BUILT.search(text)
    if found is not None:
        said = next(group for group in found.groups() if group and group != "s")
        return int(said) if len(said) == 4 else 1900 + int(said)
    if _OLD_STYLES.search(text):
        return 1935
    years = _YEARS_OLD.search(text)
    if years is not None:
        return this_year - int(years.group(1))
    return None


def storeys(text: str) -> int:
    """How high the house is, in storeys: said, or as houses of that kind are in the UK."""
    found = _STOREYS.search(text)
    if found is not None:
        said = found.group(1).lower()
        return _NUMBERS.get(said) or int(said)
    if re.search(r"\b(?:one|1|single|two|2|three|3) floors?\b", text, re.I):
        told = re.search(r"\b(one|1|single|two|2|three|3) floors?\b", text, re.I)
        return _NUMBERS.get(told.group(1).lower()) or int(told.group(1)) if told else 0
    if re.search(r"\bbungalow\b|\bgarage\b|\bporch\b|\bground floor\b", text, re.I):
        return 1
    return 2 if re.search(r"\b(?:house|semi|terrace\w*|detached|upstairs|bedroom)\b", text, re.I) else 0
