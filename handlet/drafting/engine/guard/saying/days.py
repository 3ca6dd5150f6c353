"""Days, times, parts of a day and how long something lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from handlet.drafting.engine.guard.saying.numbers import WORDS, figure, number
from handlet.drafting.engine.guard.saying.said import READ

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_WEEKDAY = (
    r"((?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues|weds|thurs?)|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|(?<=\bon )(?:mon|tue|wed|thu|fri|sat|sun)\b|(?<=\bthis )(?:mon|tue|wed|thu|fri|sat|sun)\b|(?<=\bnext )(?:mon|tue|wed|thu|fri|sat|sun)\b)"
)
_SPELLED_DAYS = {
    word: day
    for day, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
            "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        start=1,
    )
}
ISO_DAY = re.compile(r"\b20\d{2}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])\b")
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:\s+(20\d{{2}})\b)?", re.I)
MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]?\d)", re.I)
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(?:20)?\d{2})?(?![\d/])")
ORDINAL = re.compile(
    r"\b(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:floor|storey|class|edition|fix|visit|radiator|time))", re.I
)
SPELLED_ORDINAL = re.compile(
    rf"\b(?:on|by|from|until|before|after|for) the ({'|'.join(sorted(_SPELLED_DAYS, key=len, reverse=True))})\b"
    r"(?=\s*(?:[.,;:!?)]|$|\n|of\b|at\b|if\b|or\b))",
    re.I,
)
ONE_WEEKDAY = re.compile(rf"\b{_WEEKDAY}\b")
NEAR_DAY = re.compile(
    r"\b(the day after tomorrow|today|tonight|tomorrow|tomoz|tmrw|yesterday|last night|this (?:morning|afternoon|evening))\b",
    re.I,
)
NEAR_WEEK = re.compile(r"\b(this|next) week(?!end)\b|\bthe week (after next)\b", re.I)
NEAR_WEEKEND = re.compile(r"\b(?:this|next|the coming|this coming|at the) weekend\b", re.I)
NEAR_MONTH = re.compile(r"\b(this|next) month\b", re.I)
LONG_MONTH = re.compile(r"\b(January|February|April|June|July|August|September|October|November|December)\b")
SHORT_MONTH = re.compile(
    r"\b(?:in|of|late|early|mid|by|until|till|from|before|after|during)[\s-]+(March|May|Mar|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\b"
)
NAMED_DAY = re.compile(
    r"\b(same[- ]day|next[- ]day|weekends?|christmas|boxing day|new year|easter|bank holidays?)\b", re.I
)
SEASON = re.compile(
    r"\b(?:in|this|next|by|until|before|after|early|late|over|during)\s+(?:the\s+)?(spring|summer|autumn|winter)\b",
    re.I,
)
SHARED_HALF = re.compile(r"\b(\d{1,2})\s?(?:-|to|and|until|or)\s?(\d{1,2})\s?(am|pm)\b", re.I)
CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]([0-5]\d))?\s?(a\.?m\b\.?|p\.?m\b\.?)|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.I)
HALF_PAST = re.compile(
    r"\b(half|quarter)\s?(past|to)?\s(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b", re.I
)
NOON = re.compile(r"\b(noon|midday|midnight|lunch ?time)\b", re.I)
BARE_HOUR = re.compile(
    r"\b(?i:at|by|before|after|from|until|till|about|around)\s+(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    rf"(?:[:.]([0-5]\d))?\b(?=\s*(?:o'?clock|[.,;!?){READ}](?!\d)|$|\n|on\b|if\b|today|tonight|tomorrow|in the|this\b|next\b|sharp|or so))",
)
_DURATION_UNIT = r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?)\b"
DURATION = re.compile(
    rf"\b(?:(?P<low>\d+(?:\.\d+)?|{WORDS})(?:\s?(?:-|to|or)\s?(?P<high>\d+(?:\.\d+)?|{WORDS}))?"
    r"|(?P<article>half an?|an?|a couple of|couple of|a few|few|several|within the|in the next|the))"
    rf"[\s-]?(?:(?:working|business|calendar|full|clear|more|extra|further|whole)[\s-])?{_DURATION_UNIT}",
    re.I,
)
_MINUTES = {
    "mi": 1,
    "ho": 60,
    "hr": 60,
    "da": 1440,
    "we": 10080,
    "wk": 10080,
    "fo": 20160,
    "mo": 43200,
    "ye": 525600,
    "yr": 525600,
}
_SOON = re.compile(r"\b(?:in|within)\s+(?:about |around |roughly |under |the next |the |just )?$", re.I)
_LENGTH_BEFORE = re.compile(
    r"\b(?:about|around|roughly|approximately|takes?|taking|in|within|under|over|least|nearly|almost|than|for|usually|after|lasts?)\s+$",
    re.I,
)
_LENGTH_AFTER = re.compile(
    r"'s? (?:work|notice|guarantee|warranty)|\s(?:ahead|or so|or two|and a half|wait|notice|later|guarantee|warranty|from|max)\b",
    re.I,
)
PART = re.compile(r"(?<!good )(?<!\A)(?<!\n)\b(morning|afternoon|evening|first thing|night)s?\b", re.I)


def day_values(day: date) -> frozenset[str]:
    """All ways in which a text may name a day."""
    week = (day - timedelta(day.weekday())).isoformat()
    return frozenset(
        {
            f"date {day.isoformat()}",
            f"weekday {WEEKDAYS[day.weekday()]}",
            f"day {day.day}",
            f"daymonth {day.day} {day.month}",
            f"month {day.month}",
            f"{'weekend' if day.weekday() >= 5 else 'week'} {week}",
            f"week {week}",
        }
    )


def month_number(word: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))


def weekday_name(word: str) -> str:
    return next(name for name in WEEKDAYS if name.startswith(word.lower()[:3]))


def read_iso(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"date {match.group()}"})


def read_day_month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"daymonth {int(match.group(1))} {month_number(match.group(2))}"})


def read_month_day(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"daymonth {int(match.group(2))} {month_number(match.group(1))}"})


def read_slashed(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    day, month = int(match.group(1)), int(match.group(2))
    yield frozenset({f"daymonth {day} {month}", f"fraction {day}/{month}"})


def read_ordinal(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"day {int(match.group(1))}"})


def read_spelled_ordinal(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"day {_SPELLED_DAYS[match.group(1).lower()]}"})


def read_weekday(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"weekday {weekday_name(match.group(1))}"})


def read_near_day(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    word = match.group(1).lower()
    ahead = 2 if word.startswith("the day") else 1 if word.startswith("tom") or word == "tmrw" else 0
    ahead = -1 if word in ("yesterday", "last night") else ahead
    yield frozenset({f"date {(today + timedelta(ahead)).isoformat()}"})


def read_near_week(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    ahead = 2 if match.group(2) else int(match.group(1).lower() == "next")
    yield frozenset({f"week {(today - timedelta(today.weekday()) + timedelta(weeks=ahead)).isoformat()}"})


def read_near_weekend(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    monday = today - timedelta(today.weekday())
    ahead = (0, 1) if "next" in match.group().lower() else (0,)
    yield frozenset(f"weekend {(monday + timedelta(weeks=one)).isoformat()}" for one in ahead)


def read_near_month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"month {(today.month - 1 + int(match.group(1).lower() == 'next')) % 12 + 1}"})


def read_month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"month {month_number(match.group(1))}"})


def read_day_name(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"named {match.group(1).lower().replace('-', ' ').rstrip('s')}"})


def _clock_values(hour: int, minute: int, half: str = "") -> frozenset[str]:
    """Both halves of the day where the text does not say which."""
    if half:
        hours = [hour % 12 + (12 if half[0].lower() == "p" else 0)]
    else:
        hours = [hour] if hour > 12 or hour == 0 else [hour, (hour + 12) % 24]
    return frozenset(f"{one:02}:{minute:02}" for one in hours)


def read_shared_half(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield _clock_values(int(match.group(1)), 0)
    yield _clock_values(int(match.group(2)), 0, match.group(3))


def read_clock(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    if match.group(3):
        yield _clock_values(int(match.group(1)), int(match.group(2) or 0), match.group(3))
    else:
        half = "a" if match.group(4).startswith("0") else ""
        yield _clock_values(int(match.group(4)), int(match.group(5)), half)


def read_half_past(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    which, side, written = match.groups()
    hour, minute = int(number(written)), 30 if which.lower() == "half" else 15
    if (side or "").lower() == "to":
        hour, minute = hour - 1 or 12, 60 - minute
    yield _clock_values(hour, minute)


def read_noon(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({"00:00"}) if match.group(1).lower() == "midnight" else frozenset({"12:00"})


def read_bare_hour(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    hour = int(number(match.group(1)))
    if 1 <= hour <= 24:
        yield _clock_values(hour, int(match.group(2) or 0))


def read_duration(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    """A length of time. After “in” or “within” it is a promise of when, marked `soon`, which a mere length does not back."""
    unit, article = match["unit"].lower(), " ".join((match["article"] or "").lower().split())
    before, after = match.string[: match.start()], match.string[match.end() :]
    if article == "the" and not _SOON.search(before):
        return
    if article in ("a", "an") and not (_LENGTH_BEFORE.search(before) or _LENGTH_AFTER.match(after)):
        return
    soon = (_SOON.search(before) or article in ("within the", "in the next")) and unit[:2] in ("mi", "ho", "hr", "da")
    if article in ("half a", "half an"):
        amounts = ["0.5"]
    elif article:
        amounts = ["2" if "couple" in article else "few" if "few" in article or article == "several" else "1"]
    else:
        amounts = [figure(number(written)) for written in (match["low"], match["high"]) if written]
    for amount in amounts:
        length = f"few {unit[:2]}" if amount == "few" else figure(Decimal(amount) * _MINUTES[unit[:2]])
        yield frozenset({f"soon {length}" if soon else length})


def read_part(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({{"morning": "am", "afternoon": "pm", "first thing": "am"}.get(match.group(1).lower(), "eve")})
