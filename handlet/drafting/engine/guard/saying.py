"""What a text says that somebody could hold us to: sums, days, times, numbers, links, names, credentials, promises.

Both sides use it: a draft's claims are found here, and what a source backs is found here, so the two cannot drift apart.
English only; a draft in another language is our own fixed phrases (see `guard.check`), and its digits are read here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

READ = "\ue000"
"""Stands for a sign that has been read: neither a space nor part of a word."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of the text. One of `values` has to be backed; none at all means that nothing can back it."""

    kind: str
    start: int
    end: int
    values: frozenset[str]


# --- numbers ----------------------------------------------------------------------------------------------------------

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = (
    {word: value for value, word in enumerate(_SMALL)}
    | {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    | {"fourty": 40, "dozen": 12}
)
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_ANY_WORD = "|".join(sorted([*NUMBER_WORDS, *_SCALES], key=len, reverse=True))
_WORD = rf"(?:{_ANY_WORD})\b"
WORDS = rf"(?:(?:an?|half a)\s+(?=hundred|thousand|grand|million|dozen))?{_WORD}(?:[\s-]+(?:and\s+(?:a\s+half\b)?)?{_WORD})*"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT_AFTER = (
    r"(?:mm|cm|m2|m3|m|metres?|meters?|sq|square|ft|feet|foot|inch(?:es)?|yds?|yards?|kg|kw|litres?|hours?|hrs?|mins?|minutes?"
    r"|days?|weeks?|months?|years?|am|pm)\b|%"
)


def number(written: str) -> Decimal:
    """Raises ValueError on what is no number."""
    plain = written.strip()
    try:
        if plain[:1].isdigit():
            return Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(written) from error
    total, part = 0, 0
    found = re.findall(r"[a-z]+", plain.lower())
    for word in found:
        if word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
    return Decimal(total + part)


def figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


def sum_of(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')):f}"


# --- rules, in order; each is blind to what an earlier one has read ----------------------------------------------------

_Read = Callable[[re.Match[str], date], Iterator[frozenset[str]]]

_TLD = (
    "com|net|org|co|uk|io|info|biz|shop|app|dev|me|tv|ru|cn|xyz|top|site|online|link|click|live|store|tech|pro|pay|page|eu|us|de"
    "|fr|pl|es|it|ie|ly|gl|gd|cc|tk|ml|ga|example|test|cloud|host|space|website|support|finance|bank|money|zip|mov|ai|gg|to|ws"
    "|plumbing|builders|london|wales|scot|cymru|ninja|guru|deals|trade|services|solutions|world|life|news|club|vip|win|icu|buzz|cfd|sbs"
    "|today|email|chat|fun|art|one|red|blue|global|group|company|ltd|limited|contractors|construction|рф|xn--[a-z0-9-]+"
)
LINK = re.compile(
    r"!?\[[^\]\n]*\]\s?\([^)\n]*\)|<\s*/?\s*[a-z][^>\n]*>|\b(?:h(?:tt|xx)ps?|ftp|javascript|data|file)\s?:\s?/{0,2}\s?[^\s<>\"']+"
    rf"|\bwww\s?\.\s?[^\s<>\"']+|\b[a-z0-9][\w-]*(?:\.[a-z0-9][\w-]*)*\.(?:{_TLD})\b(?:[:/?#][^\s<>\"']*)?"
    rf"|\b[a-z0-9][\w-]*\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s+dot\s+)\s?(?:[a-z0-9][\w-]*\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s+dot\s+)\s?)*(?:{_TLD})\b\S*"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b\S*|\blocalhost\b\S*|\bxn--[a-z0-9-]+\.[a-z0-9-]+\b\S*"
    # An address without its scheme: a dot between small letters, then a path.
    r"|\b[a-z][a-z0-9-]+(?:\.[a-z][a-z0-9-]+)+/\S+"
    r"|\b(?:click|tap|press) (?:here|this|on this|the (?:link|button))\b|\b(?:the link below|qr code)\b",
    re.I,
)
EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+", re.I)
BANK = re.compile(
    r"\b\d{2}[- ]\d{2}[- ]\d{2}\b(?!\d)|\bsort ?code\b|\b(?:account|a/c|acc)\s?(?:number|no\.?|num)\b|\biban\b|\bswift\b|\bbic\b"
    r"|\bbank (?:details|account)\b|\b(?:my|our|his|her)(?: \w+'s)? account\b(?=[^.!?\n]{0,20}(?:\bname|\bis\b|\bat\b|[.!?\n]|$))"
    r"|\baccount name\b|\bgift ?cards?\b|\b(?:bitcoin|crypto\w*|paypal|revolut|monzo|western union|moneygram)\b|\b(?:new|different|changed|updated) (?:account|payee)\b|\bGB\d{2}\s?[A-Z]{4}[\s\d]{10,}",
    re.I,
)
PHONE = re.compile(
    r"(?<![\w.])(?:\+\s?\d{1,3}|00\s?\d{2})[\s().-]{0,2}(?:\d[\s().-]{0,2}){6,12}\d(?!\w)|(?<![\w.])\(?0(?:[\s().-]{0,2}\d){9,10}(?!\w)"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.I)
OUTWARD = re.compile(r"\b(?i:in|around|near|cover|covers|covering|areas?|postcodes?|to)\s+([A-Z]{1,2}\d{1,2}[A-Z]?)\b")
STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w']+\s+){1,3}(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Way|Place|Pl|Court|Ct|Terrace"
    r"|Gardens|Grove|Crescent|Hill|Park|Square|Row|Mews|Walk|View|Rise|Green)\b"
)
PERCENT = re.compile(
    rf"\b({DIGITS}|{WORDS})\s?(?:%|per ?cent\b)|\b(half|third|quarter)[- ](?:price|off|the price)\b", re.I
)
_CUR = r"(?:£|€|\$|\bGBP\s?|\bEUR\s?|\bUSD\s?)"
SIGNED = re.compile(
    rf"{_CUR}\s?({DIGITS})(?:\s?(k|m|thousand|million|grand)\b)?(?:\s?(?:-|to|or)\s?{_CUR}?\s?({DIGITS})(?!\s?(?:{_UNIT_AFTER})))?"
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
    rf"\s+(?:you\s+|just\s+|only\s+|about\s+|around\s+)?(?P<after>{DIGITS}|{WORDS}\b)(?![\w.]*\d)(?!\s?(?:{_UNIT_AFTER}))"
    rf"|(?<![\w.,:/-])(?P<pence>\d+\.\d{{2}})(?![\w:%])(?!\s?(?:{_UNIT_AFTER}))"
    rf"|(?<![\w.,:/-])(?P<for>\d{{2,5}})\s+for\s+(?:the|that|it|this|both|all|everything|your)\b",
    re.I,
)
VAT_SHOWN = re.compile(r"(?:\+|\b(?:plus|inc|incl|including|includes?|with|ex|excl|excluding))\.?\s?vat\b", re.I)

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
CODE = re.compile(r"\b(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b")
MEASURE = re.compile(
    r"(?<![\w.])(\d+(?:,\d{3})*(?:\.\d+)?)\s?(mm|cm|m2|m3|m|ft|in|kg|kw|kWh|l|sqm|sqft|yd|x|st|nd|rd|th)\b", re.I
)
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMBER_WORD = re.compile(rf"\b{WORDS}\b", re.I)
SPOKEN_FROM = 4
"""Smaller number words are part of speech (“one thing”, “a photo or two”) and no count anybody relies on."""


def _money(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    low, scale, high, words = match.groups()
    if words:
        yield frozenset({sum_of(number(words))})
        return
    times = {"k": 1000, "m": 1_000_000}.get((scale or "").lower()) or _SCALES.get((scale or "").lower(), 1)
    yield frozenset({sum_of(number(low) * times)})
    if high:
        yield frozenset({sum_of(number(high))})


def _named(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    digits, scale, name, pence, words, grand = match.groups()
    if words:
        value = number(words) / (100 if match.group().lower().endswith("pence") else 1)
    elif pence:
        value = number(pence) / 100
    elif grand:
        value = number(grand) * 1000
    else:
        value = number(digits) * ({"k": 1000}.get((scale or "").lower()) or _SCALES.get((scale or "").lower(), 1))
        value = value / 100 if name.lower() == "pence" else value
    yield frozenset({sum_of(value)})


def _coin(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({sum_of(Decimal(_COINS.get(match.group(1).lower(), 500)))})


def _priced(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    written = next(filter(None, match.groupdict().values()))
    value = number(written)
    if not written[:1].isdigit() and value < SPOKEN_FROM:
        return
    yield frozenset({sum_of(value)})


def _percent(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    part = {"half": "50", "third": "33", "quarter": "25"}.get((match.group(2) or "").lower())
    yield frozenset({part or figure(number(match.group(1)))})


def _never(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset()


def _email(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    plain = re.sub(r"[(\[]at[)\]]", "@", match.group().lower())
    yield frozenset({re.sub(r"\s", "", re.sub(r"[(\[]dot[)\]]", ".", plain))})


def _link(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({link_value(match.group())})


def link_value(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().lower()).rstrip(".,;:!?/)")


def _phone(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({phone_value(match.group())})


def phone_value(written: str) -> str:
    """National digits without the leading nought: +44, 0044 and 0 are one."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return re.sub(r"^(?:0044|44|0)", "", digits)


def _postcode(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({re.sub(r"\s", "", match.group()).upper()})


def _outward(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({match.group(1), re.sub(r"\d.*", "", match.group(1))})


def _street(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({" ".join(match.group().lower().replace(",", " ").split())})


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


def _iso(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"date {match.group()}"})


def _day_month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"daymonth {int(match.group(1))} {month_number(match.group(2))}"})


def _month_day(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"daymonth {int(match.group(2))} {month_number(match.group(1))}"})


def _slashed(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    day, month = int(match.group(1)), int(match.group(2))
    yield frozenset({f"daymonth {day} {month}", f"fraction {day}/{month}"})


def _ordinal(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"day {int(match.group(1))}"})


def _spelled_ordinal(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"day {_SPELLED_DAYS[match.group(1).lower()]}"})


def _weekday(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"weekday {weekday_name(match.group(1))}"})


def _near_day(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    word = match.group(1).lower()
    ahead = 2 if word.startswith("the day") else 1 if word.startswith("tom") or word == "tmrw" else 0
    ahead = -1 if word in ("yesterday", "last night") else ahead
    yield frozenset({f"date {(today + timedelta(ahead)).isoformat()}"})


def _near_week(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    ahead = 2 if match.group(2) else int(match.group(1).lower() == "next")
    yield frozenset({f"week {(today - timedelta(today.weekday()) + timedelta(weeks=ahead)).isoformat()}"})


def _near_weekend(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    monday = today - timedelta(today.weekday())
    ahead = (0, 1) if "next" in match.group().lower() else (0,)
    yield frozenset(f"weekend {(monday + timedelta(weeks=one)).isoformat()}" for one in ahead)


def _near_month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"month {(today.month - 1 + int(match.group(1).lower() == 'next')) % 12 + 1}"})


def _month(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"month {month_number(match.group(1))}"})


def _day_name(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({f"named {match.group(1).lower().replace('-', ' ').rstrip('s')}"})


def _clock_values(hour: int, minute: int, half: str = "") -> frozenset[str]:
    """Both halves of the day where the text does not say which."""
    if half:
        hours = [hour % 12 + (12 if half[0].lower() == "p" else 0)]
    else:
        hours = [hour] if hour > 12 or hour == 0 else [hour, (hour + 12) % 24]
    return frozenset(f"{one:02}:{minute:02}" for one in hours)


def _shared_half(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield _clock_values(int(match.group(1)), 0)
    yield _clock_values(int(match.group(2)), 0, match.group(3))


def _clock(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    if match.group(3):
        yield _clock_values(int(match.group(1)), int(match.group(2) or 0), match.group(3))
    else:
        half = "a" if match.group(4).startswith("0") else ""
        yield _clock_values(int(match.group(4)), int(match.group(5)), half)


def _half_past(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    which, side, written = match.groups()
    hour, minute = int(number(written)), 30 if which.lower() == "half" else 15
    if (side or "").lower() == "to":
        hour, minute = hour - 1 or 12, 60 - minute
    yield _clock_values(hour, minute)


def _noon(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({"00:00"}) if match.group(1).lower() == "midnight" else frozenset({"12:00"})


def _bare_hour(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    hour = int(number(match.group(1)))
    if 1 <= hour <= 24:
        yield _clock_values(hour, int(match.group(2) or 0))


def _duration(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
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


def _part(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({{"morning": "am", "afternoon": "pm", "first thing": "am"}.get(match.group(1).lower(), "eve")})


def _code(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({match.group().upper()})


def _measure(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({figure(number(match.group(1)))})


def _figure(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({figure(number(match.group()))})


def _number_word(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    value = number(match.group())
    if value >= SPOKEN_FROM:
        yield frozenset({figure(value)})


_RULES: tuple[tuple[str, re.Pattern[str], _Read], ...] = (
    ("email", EMAIL, _email),
    ("link", LINK, _link),
    ("bank", BANK, _never),
    ("phone", PHONE, _phone),
    ("percent", PERCENT, _percent),
    ("date", ISO_DAY, _iso),
    ("date", DAY_MONTH, _day_month),
    ("date", MONTH_DAY, _month_day),
    ("money", SIGNED, _money),
    ("postcode", POSTCODE, _postcode),
    ("address", STREET, _street),
    ("date", SLASHED, _slashed),
    ("date", ORDINAL, _ordinal),
    ("date", SPELLED_ORDINAL, _spelled_ordinal),
    ("time", SHARED_HALF, _shared_half),
    ("time", CLOCK, _clock),
    ("time", HALF_PAST, _half_past),
    ("time", NOON, _noon),
    ("money", NAMED, _named),
    ("money", COIN, _coin),
    ("money", PRICED, _priced),
    ("postcode", OUTWARD, _outward),
    ("date", ONE_WEEKDAY, _weekday),
    ("date", NEAR_DAY, _near_day),
    ("date", NEAR_WEEK, _near_week),
    ("date", NEAR_WEEKEND, _near_weekend),
    ("date", NEAR_MONTH, _near_month),
    ("date", LONG_MONTH, _month),
    ("date", SHORT_MONTH, _month),
    ("date", NAMED_DAY, _day_name),
    ("date", SEASON, _day_name),
    ("duration", DURATION, _duration),
    ("time", BARE_HOUR, _bare_hour),
    ("part", PART, _part),
    ("quantity", MEASURE, _measure),
    ("code", CODE, _code),
    ("quantity", FIGURE, _figure),
    ("quantity", NUMBER_WORD, _number_word),
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


# --- sentences --------------------------------------------------------------------------------------------------------

_UNDONE = re.compile(
    r"(?:n't|\bnot|\bnever|\bno(?! (?:problem|worries|bother|prob))|\bnothing|\bunable|\bwithout|\bif|\bwhether|\bbefore"
    r"|\buntil|\bunless|\bonce|\bwhen|\bcheck|\babout|\bregarding|\bask(?:ed|ing)? for|\bto be)\b[^,.;:!?\n]{0,60}$",
    re.I,
)


def sentence_span(text: str, place: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    start = 0
    for stop in re.finditer(r"(?<=[.!?])\s+|\n+", text):
        if stop.end() > place:
            return start, stop.start()
        start = stop.end()
    return start, len(text)


def is_undone(text: str, place: int) -> bool:
    """A negation, a condition or a mere mention comes just before, in the same clause: nothing is promised."""
    return bool(_UNDONE.search(text[sentence_span(text, place)[0] : place]))


def is_question(text: str, place: int) -> bool:
    start, end = sentence_span(text, place)
    return text[start:end].rstrip().endswith("?")


def gives_thanks(text: str, place: int) -> bool:
    start, end = sentence_span(text, place)
    return bool(re.match(r"\W*(?:many thanks|thanks?|sorry|apolog|cheers for|got your)", text[start:end], re.I))


# --- credentials ------------------------------------------------------------------------------------------------------

CREDENTIALS = {
    name: re.compile(rf"\b(?:{words})", re.I)
    for name, words in {
        "gas safe": r"gas[- ]?safe|(?<!not )gas[- ]registered|corgi[- ]registered|registered gas (?:fitter|engineer|installer)",
        "niceic": r"niceic",
        "napit": r"napit",
        "elecsa": r"elecsa",
        "stroma": r"stroma\b",
        "part p": r"part p\b",
        "hetas": r"hetas",
        "mcs": r"mcs\b",
        "fensa": r"fensa",
        "certass": r"certass",
        "watersafe": r"water ?safe\b|ciphe\b|aphc\b",
        "oftec": r"oftec",
        "nfrc": r"nfrc|national federation of roofing",
        "fmb": r"fmb\b|federation of master builders",
        "dbs": r"dbs\b|crb check",
        "insured": r"(?:fully |re)?insured\b|public liability|(?:our|my) insurance|insurance[- ]backed",
        "city and guilds": r"city (?:&|and) guilds|nvq\b",
        "rhs": r"rhs\b",
        "waste carrier": r"waste carrier",
        "mla": r"mla\b|master locksmiths",
        "tta": r"tta\b|tile association",
        "dulux": r"dulux select",
        "trustmark": r"trust ?mark\b",
        "checkatrade": r"checkatrade|which\? trusted|trustpilot|mybuilder|five[- ]star|5[- ]star",
        "trusted trader": r"trusted trader",
        "chas": r"chas\b|constructionline|safe ?contractor",
        "iso": r"iso ?9001",
        "qualified": r"(?:fully|time[- ]served|highly) (?:qualified|trained|certified|licensed)|\b(?:i'm|i am|we're|we are|are) (?:all )?(?:qualified|licensed|registered|chartered|approved)",
        "certified": r"(?:certified|accredited|chartered|award[- ]winning)\b",
        "experience": r"years?'? (?:of )?(?:experience|trading|in the trade)",
        "approved contractor": r"approved contractor",
        "vat registered": r"vat[- ]registered",
    }.items()
}  # fmt: skip
_OF_ANOTHER = re.compile(
    r"\b(?:an?|any|another|your|local|the|find|use|call|ring|licensed)\s+(?:local\s+|other\s+|qualified\s+)?$", re.I
)
_OF_OURS = re.compile(r"\b(?:i'm|i am|we're|we are|as)\s+(?:an?\s+)?$", re.I)
_SOMEONE = re.compile(
    r"^[\w\s-]{0,14}\b(?:engineers?|electricians?|plumbers?|installers?|specialists?|fitters?|firms?|contractors?|company|person|someone)\b",
    re.I,
)


def credentials(text: str) -> Iterator[Said]:
    """Claims that the business holds one; not “please use a Gas Safe engineer”, not “we’re not Gas Safe registered”."""
    for name, pattern in CREDENTIALS.items():
        for match in pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            of_another = not _OF_OURS.search(before) and _OF_ANOTHER.search(before) and _SOMEONE.match(after)
            if not of_another and not is_undone(text, match.start()):
                yield Said("credential", match.start(), match.end(), frozenset({name}))


# --- promises ---------------------------------------------------------------------------------------------------------

_WE = (
    r"(?:\b(?:i|we|someone|one of (?:us|the team|the lads|the girls)|the team|he|she|they"
    r"|(?:an?|our|my|the) (?:engineer|electrician|plumber|roofer|cleaner|locksmith|plasterer|tiler|joiner|decorator|gardener|lads|girls))"
    r"|(?-i:\b(?!(?:You|It|This|That|There|Which|What|When|Who|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][a-z]+))"
)
_SHALL = (
    r"(?:'ll be able to| will be able to|'m able to|'re able to|'ll| will| can| could|'m going to| am going to|'re going to"
    r"| are going to)"
)
_SOME = r"(?:£?\d[\d.,]*\s?%?|something|a bit|a little|some|half)"
PROMISES = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "free": r"\b(?:free of charge|for free|complimentary|on the house|gratis|at no (?:extra )?(?:cost|charge)|nothing to pay|costs? (?:you )?nothing"
        r"|won't (?:cost|charge|bill) you|(?:you )?pay nothing\b|costs? (?:you )?(?:nowt|zero)\b|(?:zero|nowt) to pay|\bwaiv(?:e|ed|ing)\b"
        r"|\b(?:it's|that's|this is|this one's) on (?:me|us)\b|\b(?:throw|chuck|thrown|chucked) (?:\w+ ){0,3}?in\b(?! touch)"
        r"|\b(?:two|three|buy one) (?:for|get) (?:one|two)\b|\bbogof\b|no (?:(?:extra|additional|further|hidden|call-?out|visit|cancellation|delivery)[ -]){0,2}(?:charge|cost|fee)s?"
        r"|free (?:no[- ]obligation )?(?:quote|quotation|estimate|survey|visit|call-?out|inspection|delivery|service|repair|work|job))\b",
        "booked": r"\b(?:you're|you are|that's|that is|it's|it is|all|is|are|now|i've|we've|i have|we have|consider (?:it|yourself))"
        r"\s+(?:all |now |got you |you )?(?:booked|confirmed|pencilled|scheduled|reserved)\b"
        r"(?!\s+(?:up|ahead|solid|once|when|until|after|if|by))"
        r"|\b(?:booked|pencilled|put|got) you (?:in|down)\b|\bin (?:my|our) diary for\b|\b(?:confirmed|booked in) for\b"
        r"|^\W*(?:booked|confirmed|all booked)\b|\bi(?:'ll| will) book you in\b",
        "see you": r"\bsee you (?:then|there|on|at|in|tomorrow|tonight|today|later|this|next|shortly"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        "on the way": r"\b(?:on (?:my|our|his|her|their) way|en route|heading (?:over|out|to you)|leaving now|setting off)\b",
        "be there": rf"{_WE}(?:'ll| will) be (?:there|with you|round|over)\b(?!,? (?:as soon as|once|when|if))"
        rf"|{_WE}(?:'ll| will) (?:arrive|turn up|call round|pop (?:in|by|round|over))\b(?!,? (?:once|when|if))",
        "right away": r"\b(?:come|be there|be with you|attend|get (?:there|to you|someone out)|be round)\b[^.,!?;\n]{0,20}"
        r"\b(?:straight ?away|right away|immediately|shortly|now)\b",
        "guarantee": r"\b(?:will|it'll|that'll) (?:never (?:leak|break|fail|happen)\b|last (?:you )?(?:forever|for (?:life|years|ever)))"
        r"|\bfor life\b|\byou have (?:my|our) word\b|\brest assured\b|\bguarantee[sd]?\b|\bwarrant(?:y|ies|ed)\b|\b(?:i|we) promise\b",
        "discount": r"\b(?:i|we)(?:'ll| will| can| could|'ve| have|'m happy to|'d be happy to)\s+(?:\w+\s+){0,3}?"
        r"(?:give|offer|apply|applied|do|knock|take|taken|knocked|given|match)\b[^.!?;\n]{0,30}"
        rf"(?:\bdiscount|{_SOME} off\b|\bmoney off|\bmatch (?:it|that|the|his|their))"
        r"|\b(?:with|including|includes?|less|after) (?:a |the |your |our )?(?:\d+ ?% )?discount\b"
        r"|\bdiscount(?:ed)? (?:has been|of|applied|price|rate|total|is (?:applied|included|fine))|\byour discount\b"
        r"|\b(?:i|we) (?:can|will|could) match (?:it|that|the|his|their)\b|\bmates'? rates\b|\bspecial (?:price|offer|rate)\b",
        "agreed": r"\b(?:i|we)(?:'ll| will)? (?:accept|agree to|take) (?:your |that |the )?(?:offer|price|figure)\b|\byou've got (?:the job|a deal)\b"
        r"|\bconsider it done\b|\bit's agreed\b|\b(?:your|that) (?:price|figure|offer)(?:'s| is) (?:fine|ok|okay|good|great)\b"
        r"|\bhappy (?:to do|to go|with|at) (?:it (?:at|for) )?(?:that|your) (?:price|figure|offer)\b|\bok(?:ay)? (?:at|with) (?:that|your) price\b"
        r"|\b(?:hold|fix|freeze|honou?r) (?:the|that|this|your) price\b|\b(?:the )?price (?:stands|holds|is fixed|won't change)\b",
        "refund": r"\b(?:i|we)(?:'ll| will| can|'d be happy to)\s+(?:\w+\s+){0,2}?"
        r"(?:refund|compensate|reimburse|pay (?:for|you)|cover the (?:cost|damage))\b|\b(?:full|partial|a) refund\b|\bcompensation\b"
        r"|\bmoney back\b",
        "payment received": r"\bpayment (?:has been |has |is |was )?(?:now )?(?:received|arrived|cleared|gone through|landed)\b"
        r"|\b(?:i|we)(?:'ve| have) (?:received|got|had) (?:your|the) (?:payment|transfer|money)\b"
        r"|\bconfirm receipt of (?:your|the) (?:payment|transfer|money)\b",
        "payment due": r"\b(?:payment|deposit) (?:is )?(?:due|required|needed|must be)\b|\bpay (?:now|today|immediately|here|via|using|by clicking)\b",
        "deleted": r"\b(?:i|we)(?:'ve| have) (?:now |already )?(?:deleted|erased|removed)\b[^.!?\n]{0,30}"
        r"\b(?:details|data|messages|information)\b"
        r"|\b(?:details|data|messages|information)\b[^.!?\n]{0,20}\b(?:have|has) (?:now |already )?been (?:deleted|erased|removed)\b",
        "beat": r"\bbeat (?:any|that|their|his|your) (?:quote|price)\b|\bcheapest\b|\blowest price\b",
        "urgency": r"\b(?:offer|price|deal) (?:ends|expires|only lasts)\b|\b(?:last|only) (?:chance|few slots|one slot|two slots)\b|\bslots? (?:are )?(?:going|filling) fast\b|\bact now\b",
        "always": r"\b(?:always|24/7|round the clock|any time of (?:day|night))\b(?=[^.!?\n]{0,30}\b(?:available|open|answer|here|come)\b)",
    }.items()
}  # fmt: skip
LIABILITY = re.compile(
    r"\bmy bad\b|\b(?:i|we) got (?:it|that|this) wrong\b|\b(?:i|we)(?:'d| would|'ll| will) pay for (?:the|your)\b"
    r"|\b(?:our|my) (?:fault|mistake|error|responsibility)\b|\b(?:i|we) (?:accept|admit|take) (?:full |all |any )?(?:responsibility|liability|blame)\b"
    r"|\b(?:i|we)(?:'re| are|'m| am) (?:to blame|liable|at fault|responsible for)\b|\b(?:i|we) (?:caused|damaged|broke|messed up|got it wrong)\b"
    r"|\b(?:our|my) insurance will\b",
    re.I,
)
LAW = re.compile(
    r"\b(?:no|a|your|the|statutory) right to cancel\b|\bcannot cancel\b|\bcooling[- ]off\b|\bconsumer (?:rights|contracts)\b|\b14 days to\b"
    r"|\bliabilit(?:y|ies)\b(?! (?:insurance|cover|\d|of|up))|\bvat[- ]free\b|\bwithout (?:the )?vat\b|\b(?:no|zero|reduced|lower) (?:rate of )?vat\b"
    r"|\bvat (?:is not|isn't|does not|doesn't|won't|need not)\b|\bdon't (?:charge|add|pay) (?:the |any )?vat\b|\bavoid (?:the )?vat\b|\bcash in hand\b"
    r"|\bzero[- ]rated\b|\bnotifiable\b|\blegally\b|\bby law\b|\blegal (?:right|obligation|requirement)\b|\bbuilding regulations?\b|\bplanning permission\b"
    r"|\byou can cancel (?:whenever|any ?time|at any)\b|\bno need for a (?:permit|certificate)\b|\bdon't need (?:a |any )?(?:permit|planning|certificate)\b"
    r"|\bunfair terms\b|\bstatutory\b",
    re.I,
)
ADVICE = re.compile(
    r"\b(?:re-?light|bleed (?:it|the)|isolate the (?:gas|supply|circuit)|remove the (?:cover|casing|front|panel)|(?:it is|it's) (?:perfectly )?safe to"
    r"|re-?set (?:the|your) (?:boiler|breaker|rcd|trip|fuse)|press the reset|turn (?:the )?gas (?:back )?on|top up the pressure|(?:tighten|loosen) the gas"
    r"|replace the fuse yourself|change the fuse|rewire|touch the wires?|open (?:up )?the (?:boiler|consumer unit|fuse ?box)"
    r"|bypass the|ignore the (?:alarm|smell)|safe to (?:use|leave|turn|touch)|nothing to worry about|you can (?:do|fix) it yourself)\b",
    re.I,
)
_COMING = (
    r"(?:be (?:there|with you|round|over|out|along|free|available)|come(?! back to you)|call round|pop (?:in|by|round|over|out)"
    r"|get (?:there|to you|out|over|round|someone)|attend|arrive|visit|start|begin|do(?! (?:my|our) best)"
    r"|make (?:it|that)?|book|schedule|pencil|squeeze|slot|send (?:someone|somebody|an engineer)|offer|manage|meet|deliver|collect"
    r"|fit|install|replace|repair|fix|service|paint|skim|plaster|tile|lay|hang|cut|trim|clean|board|sort|finish|measure|ring|call|phone)\b"
)
_ALONE = r"(?:\A|(?<=[.!?,]\s)|(?<=\n)|(?<=\byes )|(?<=\byeah )|(?<=\byep )|(?<=\bok )|(?<=\bsure ))"
_SAYS_COMING = re.compile(
    rf"{_WE}{_SHALL}\s+(?:\w+ly\s+|also\s+)?{_COMING}|\bsee you\b"
    r"|\b(?:i'm|i am|we're|we are) (?:free|available|around|in (?:the|your) area|in [a-z]+|coming)\b"
    r"|\b(?:i've|we've|i have|we have) (?:got )?(?:time|space|availability|an? (?:slot|gap|opening|free day))\b"
    rf"|{_ALONE}(?:(?:can|could|will|'ll)\s+{_COMING}|be (?:there|with you|round)\b|(?:free|available)\b)",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[,;:.!?\n]|\b(?:but|so|i'll|i will|we'll|we will|let you|please|could you|can you|once|when|if"
    r"|(?:check|see) (?:if|whether|when|what|that|the diary|my diary|our diary)|and confirm|to confirm)\b",
    re.I,
)
_COMES_THEN = re.compile(rf"^[^.,;!?\n]{{0,12}}{_WE}{_SHALL}\s+{_COMING}", re.I)
_SUITS = re.compile(
    r"^(?:\s+(?:morning|afternoon|evening|at \S+))?\s*(?:'s| is| works| would work| suits(?: me| us)?| should be| will be| would be)"
    r"\s*(?:all |absolutely )?(?:fine|good|great|ok|okay|perfect|free|no problem|doable|possible|for (?:me|us)|well|confirmed|booked)\b",
    re.I,
)


def promises(text: str) -> Iterator[Said]:
    """What we would be held to: free of charge, booked, on my way, guaranteed, discount, refund, payment received …"""
    for name, pattern in PROMISES.items():
        for match in pattern.finditer(text):
            if not is_undone(text, match.start()):
                yield Said("promise", match.start(), match.end(), frozenset({name}))


def forbidden(text: str) -> Iterator[Said]:
    """What no source makes sayable: blame taken, statements of law, advice on gas or electrics."""
    for kind, pattern in (("liability", LIABILITY), ("law", LAW), ("advice", ADVICE)):
        for match in pattern.finditer(text):
            if kind != "liability" or not is_undone(text, match.start()):
                yield Said(kind, match.start(), match.end(), frozenset())


def arrivals(text: str, said: list[Said]) -> Iterator[Said]:
    """Coming, starting, ringing or being free at a stated day or time: the owner’s diary speaks, not the customer’s wish."""
    whens = [one for one in said if one.kind in ("date", "time", "part") or (one.kind == "duration" and _is_soon(one))]
    for match in _SAYS_COMING.finditer(text):
        stop = _CLAUSE_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        if not is_undone(text, match.start()):
            for when in whens:
                if match.end() <= when.start < end:
                    yield Said("arrival", match.start(), when.end, when.values)
    for when in whens:
        rest = text[when.end :]
        agrees = _COMES_THEN.match(rest) or (_SUITS.match(rest) and not is_question(text, when.start))
        if when.kind == "date" and agrees and not is_undone(text, when.start):
            yield Said("arrival", when.start, when.end, when.values)


def _is_soon(one: Said) -> bool:
    return any(value.startswith("soon ") for value in one.values)


# --- names ------------------------------------------------------------------------------------------------------------

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lady)\.?\s+((?:[A-Z]\.?\s+)?[A-Z][a-z'-]+)")
_INSIDE = re.compile(r"(?<=[a-z,;'] )([A-Z][a-z']{2,})\b")
_DOES = re.compile(
    r"(?:\A|(?<=[.!?]\s)|(?<=\n))([A-Z][a-z]{2,})(?='ll|'s (?:on|going|coming)|\s(?:will|can|could|is (?:on|coming|free)|has|would|said|agreed)\b)"
)
_GREETED = re.compile(
    r"\A\W*(?i:(?:good )?(?:morning|afternoon|evening)|hi(?:ya)?|hello|dear|alright|hey|ey up) +([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)


def people(text: str) -> Iterator[Said]:
    """Words that are written as somebody’s or some place’s name: greeted, titled, in the midst of a sentence, acting."""
    for pattern in (_GREETED, _TITLED, _INSIDE, _DOES):
        for match in pattern.finditer(text):
            start, _ = match.span(1)
            for word in re.finditer(r"[\w'-]+", match.group(1)):
                if word.group().lower() not in PLAIN_WORDS and len(word.group()) > 1:
                    yield Said(
                        "name",
                        start + word.start(),
                        start + word.end(),
                        frozenset({word.group().lower().removesuffix("'s")}),
                    )


# Words that are written with a capital and name nobody.
PLAIN_WORDS = frozenset(
    """i i'm i'll i've i'd we we'll you it that this there which what when who they he she and the vat ok hi hello dear hiya thanks
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december christmas easter english uk mr mrs ms miss dr sir madam team there all both folks love artex rcd rcbo eicr
    whatsapp email facebook google pdf led ev id google's polish yes no sorry kind best regards many cheers everyone somebody
    gas safe oftec niceic napit someone somebody's nobody everything something here please however once just also if so but for from with your our my""".split()
)
