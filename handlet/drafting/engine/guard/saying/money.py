"""Sums and shares of sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from handlet.drafting.engine.guard.saying.numbers import (
    DIGITS,
    SCALES,
    SPOKEN_FROM,
    UNIT_AFTER,
    WORDS,
    figure,
    number,
    sum_of,
)

PERCENT = re.compile(
    rf"\b({DIGITS}|{WORDS})\s?(?:%|per ?cent\b)|\b(half|third|quarter)[- ](?:price|off|the price)\b", re.I
)
_CUR = r"(?:£|€|\$|\bGBP\s?|\bEUR\s?|\bUSD\s?)"
SIGNED = re.compile(
    rf"{_CUR}\s?({DIGITS})(?:\s?(k|m|thousand|million|grand)\b)?(?:\s?(?:-|to|or)\s?{_CUR}?\s?({DIGITS})(?!\s?(?:{UNIT_AFTER})))?"
    rf"|{_CUR}\s?({WORDS})\b",
    re.I,
)
NAMED = re.compile(
    rf"\b({DIGITS})\s?(k|thousand|million|grand)?\s?(pounds?|quid|gbp|sterling|euros?|dollars?|pence|nicker|smackers|squid)\b"
    rf"|\b({DIGITS})p\b|\b({WORDS})\s+(?:pounds?|quid|gbp|sterling|euros?|dollars?|nicker|squid|pence)\b|\b({DIGITS})\s?grand\b",
    re.I,
)
COIN = re.compile(r"\b(tenner|fiver|a grand|a ton|a monkey|a pony|a score|half a grand)\b(?!\s+of)", re.I)
_COINS = {"tenner": 10, "fiver": 5, "a grand": 1000, "a ton": 100, "a monkey": 500, "a pony": 25, "a score": 20}
PRICED = re.compile(
    rf"(?<![\w.,:/-])(?P<before>{DIGITS}|\b{WORDS})\s?(?=(?:\+|plus|inc(?:l(?:uding|\.)?)?|ex(?:cl(?:uding|\.)?)?)\s?vat\b|all[- ]in\b|for the lot\b)"
    rf"|\b(?:comes? to|works? out at|totals?(?: is| of| comes to)?:?|price(?: is|'s| of|:)|costs?(?: is|:)?|charge(?: is| of)?"
    rf"|for (?:just |only )|do (?:it|that|this) for|pay|paid|owe|deposit of|knock(?: off)?|take off)"
    rf"\s+(?:you\s+|just\s+|only\s+|about\s+|around\s+)?(?P<after>{DIGITS}|{WORDS}\b)(?![\w.]*\d)(?!\s?(?:{UNIT_AFTER}))"
    rf"|(?<![\w.,:/-])(?P<pence>\d+\.\d{{2}})(?![\w:%])(?!\s?(?:{UNIT_AFTER}))"
    rf"|(?<![\w.,:/-])(?P<for>\d{{2,5}})\s+for\s+(?:the|that|it|this|both|all|everything|your)\b",
    re.I,
)
VAT_SHOWN = re.compile(r"(?:\+|\b(?:plus|inc|incl|including|includes?|with|ex|excl|excluding))\.?\s?vat\b", re.I)


def read_money(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    low, scale, high, words = match.groups()
    if words:
        yield frozenset({sum_of(number(words))})
        return
    times = {"k": 1000, "m": 1_000_000}.get((scale or "").lower()) or SCALES.get((scale or "").lower(), 1)
    yield frozenset({sum_of(number(low) * times)})
    if high:
        yield frozenset({sum_of(number(high))})


def read_named(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    digits, scale, name, pence, words, grand = match.groups()
    if words:
        value = number(words) / (100 if match.group().lower().endswith("pence") else 1)
    elif pence:
        value = number(pence) / 100
    elif grand:
        value = number(grand) * 1000
    else:
        value = number(digits) * ({"k": 1000}.get((scale or "").lower()) or SCALES.get((scale or "").lower(), 1))
        value = value / 100 if name.lower() == "pence" else value
    yield frozenset({sum_of(value)})


def read_coin(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({sum_of(Decimal(_COINS.get(match.group(1).lower(), 500)))})


def read_priced(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    written = next(filter(None, match.groupdict().values()))
    value = number(written)
    if not written[:1].isdigit() and value < SPOKEN_FROM:
        return
    yield frozenset({sum_of(value)})


def read_percent(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    part = {"half": "50", "third": "33", "quarter": "25"}.get((match.group(2) or "").lower())
    yield frozenset({part or figure(number(match.group(1)))})
