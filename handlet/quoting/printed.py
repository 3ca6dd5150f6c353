"""Sums, quantities and days as they are printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlet.quoting import pricing


def money(amount: int) -> str:
    """Pence as “£1,234.50”."""
    text = pricing.pounds_text(abs(amount))
    whole, _, places = text.partition(".")
    return f"{'−' if amount < 0 else ''}£{int(whole):,}.{places}"


def price_words(price: Decimal) -> str:
    """A unit price with two places, and more only where they are there."""
    whole, _, places = f"{abs(price):f}".partition(".")
    places = places.rstrip("0").ljust(2, "0")
    return f"{'−' if price < 0 else ''}£{int(whole):,}.{places}"


def number_words(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_UNITS = {"m2": "m²", "m3": "m³"}


def unit_words(unit: str) -> str:
    """A unit as people read it: “m2”, as it is typed, is “m²”."""
    return _UNITS.get(unit.strip().lower(), unit)


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
