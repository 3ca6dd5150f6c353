"""Every figure, day, time, address and number of a text, each read once."""

from __future__ import annotations

import re
from datetime import date
from decimal import InvalidOperation

from handlet.drafting.engine.guard.saying import days, money, numbers, reach
from handlet.drafting.engine.guard.saying.said import READ, Read, Said

# In this order: each rule is blind to what an earlier one has read.
_RULES: tuple[tuple[str, re.Pattern[str], Read], ...] = (
    ("email", reach.EMAIL, reach.read_email),
    ("link", reach.LINK, reach.read_link),
    ("bank", reach.BANK, reach.read_never),
    ("phone", reach.PHONE, reach.read_phone),
    ("percent", money.PERCENT, money.read_percent),
    ("date", days.ISO_DAY, days.read_iso),
    ("date", days.DAY_MONTH, days.read_day_month),
    ("date", days.MONTH_DAY, days.read_month_day),
    ("money", money.SIGNED, money.read_money),
    ("postcode", reach.POSTCODE, reach.read_postcode),
    ("address", reach.STREET, reach.read_street),
    ("date", days.SLASHED, days.read_slashed),
    ("date", days.ORDINAL, days.read_ordinal),
    ("date", days.SPELLED_ORDINAL, days.read_spelled_ordinal),
    ("time", days.SHARED_HALF, days.read_shared_half),
    ("time", days.CLOCK, days.read_clock),
    ("time", days.HALF_PAST, days.read_half_past),
    ("time", days.NOON, days.read_noon),
    ("money", money.NAMED, money.read_named),
    ("money", money.COIN, money.read_coin),
    ("money", money.PRICED, money.read_priced),
    ("postcode", reach.OUTWARD, reach.read_outward),
    ("date", days.ONE_WEEKDAY, days.read_weekday),
    ("date", days.NEAR_DAY, days.read_near_day),
    ("date", days.NEAR_WEEK, days.read_near_week),
    ("date", days.NEAR_WEEKEND, days.read_near_weekend),
    ("date", days.NEAR_MONTH, days.read_near_month),
    ("date", days.LONG_MONTH, days.read_month),
    ("date", days.SHORT_MONTH, days.read_month),
    ("date", days.NAMED_DAY, days.read_day_name),
    ("date", days.SEASON, days.read_day_name),
    ("duration", days.DURATION, days.read_duration),
    ("time", days.BARE_HOUR, days.read_bare_hour),
    ("part", days.PART, days.read_part),
    ("quantity", numbers.MEASURE, numbers.read_measure),
    ("code", numbers.CODE, numbers.read_code),
    ("quantity", numbers.FIGURE, numbers.read_figure),
    ("quantity", numbers.NUMBER_WORD, numbers.read_number_word),
)


def literal(text: str, today: date) -> list[Said]:
    """Every figure, day, time, address and number of a plain text, in order. No digit is left unread."""
    found: list[Said] = []
    for kind, pattern, read in _RULES:
        for match in list(pattern.finditer(text)):
            try:
                said = [Said(kind, match.start(), match.end(), values) for values in read(match, today)]
            except (ValueError, InvalidOperation):
                said = [Said(kind, match.start(), match.end(), frozenset())]
            found += said
            if said:
                text = text[: match.start()] + READ * (match.end() - match.start()) + text[match.end() :]
    return sorted(found, key=lambda one: (one.start, one.end))
