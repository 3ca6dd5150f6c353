"""What a draft may stand on: one entry a fact, with who says so, and until when.

Who may justify what is one table (`MAY`). The customer’s words back an echo of their own facts and nothing else; what
stands in a mail they forward backs still less; the owner’s past replies to others are style only and are not here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import BusinessFacts, DateFact, Enquiry, PriceRow, Reading
from handlet.kit.london import london_day


class Trust(StrEnum):
    """Who says so. OWNER: this owner’s own words in this conversation, or their wish for this draft."""

    OWNER = "owner"
    BUSINESS = "business_fact"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    SYSTEM = "system"


OURS = frozenset({Trust.OWNER, Trust.BUSINESS, Trust.SYSTEM})
THEIRS = OURS | {Trust.CUSTOMER}
ANYBODY = THEIRS | {Trust.THIRD_PARTY}
MAY: Mapping[str, frozenset[Trust]] = {
    "money": OURS,
    "percent": OURS,
    "link": OURS,
    "credential": OURS,
    "promise": OURS,
    "arrival": OURS,
    "date": THEIRS,
    "time": THEIRS,
    "part": THEIRS,
    "duration": THEIRS,
    "phone": THEIRS,
    "email": THEIRS,
    "postcode": ANYBODY,
    "address": ANYBODY,
    "name": THEIRS,
    "quantity": ANYBODY,
    "code": ANYBODY,
}
"""Kinds that stand in no row (bank, law, liability, advice, special) are backed by nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may be said. value: as `saying` writes it. fact_id: `price:PLM-05`, `profile:hours`, `said:0` …

    basis: for money, `gross`, `net` or empty where both are one (a business that is not registered). valid_to: the last
    day on which it is a source.
    """

    fact_id: str
    kind: str
    value: str
    source: Trust
    valid_to: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """entries by kind and value. fixed: sentences that stand as they are (saved replies, fixed safety words), with the
    id of each. spoken: the owner’s and the customer’s texts as (id, plain words in lower case), for echoes. never: words that
    must not be said, with the kind of finding. registered: whether VAT may be shown."""

    today: date
    registered: bool = False
    entries: Mapping[tuple[str, str], Sequence[Entry]] = field(default_factory=dict)
    fixed: Sequence[tuple[str, str]] = ()
    spoken: Sequence[tuple[str, str]] = ()
    never: Sequence[tuple[str, str]] = ()

    def backing(self, kind: str, values: Iterable[str]) -> Entry | None:
        """The first entry that makes one of the values sayable today, by somebody who may say it."""
        for value in sorted(values):
            # “Within the hour” is a promise even where the customer asked for just that.
            allowed = OURS if value.startswith("soon ") else MAY.get(kind, frozenset())
            for entry in self.entries.get((kind, value), ()):
                if entry.source in allowed and (entry.valid_to is None or entry.valid_to >= self.today):
                    return entry
        return None


_LAPSED = re.compile(r"\b(?:no|none|expired|lapsed|pending|applied for|not yet)\s*$", re.I)
_UNTIL = re.compile(
    r"\b(?:valid (?:to|until|till)|until|expir(?:es|y|ing)(?: on)?|exp\.?|renew(?:al|s)?(?: due)?(?: on)?|to)\s*:?\s*"
    r"(?:(?P<iso>20\d{2}-\d{2}-\d{2})|(?P<day>\d{1,2})(?:st|nd|rd|th)?[ /](?P<month>[A-Za-z]{3,9}|\d{1,2})[ /](?P<year>20\d{2})"
    r"|(?P<only>[A-Z][a-z]{2,8}) (?P<of>20\d{2}))",
    re.I,
)
SAFETY_LINES = {
    "0800 111 999": "gas emergency line",
    "0800 002 001": "gas emergency line, Northern Ireland",
    "999": "emergency services",
    "105": "power cuts",
}
# Health, belief and the like: what a customer says of these is never said back.
SPECIAL = re.compile(
    r"\b(?:hospital\w*|operation|surgery|cancer\w*|chemo\w*|tumou?r|stroke|crohn\S*|colitis|diabet\w+|dementia|alzheimer\S*|parkinson\S*|epilep\w+"
    r"|arthriti\w+|hip replacement|hip|knee replacement|disab\w+|wheelchair|poorly|pregnan\w+|depress\w+|anxiety|bipolar|autis\w+|adhd|asthma\w*|copd"
    r"|heart (?:attack|condition|failure)|blind|deaf|hearing aid|carer|nurse|oxygen|dialysis|incontinen\w+|stoma|miscarr\w+|hiv|ms sufferer|multiple sclerosis"
    r"|ptsd|mental health|medication|tablets|allerg\w+|ill(?:ness)?|sick|disease|injur\w+|rehab|hospice|palliative|terminal\w*|muslim|jewish|hindu|sikh|catholic|mosque"
    r"|synagogue|ramadan|gay|lesbian|transgender|trade union|asylum|refugee|convict\w+|prison|probation|domestic (?:abuse|violence)|abus\w+)\b",
    re.I,
)  # fmt: skip


def ledger_of(
    enquiry: Enquiry,
    reading: Reading | None = None,
    *,
    amounts: Iterable[Entry] = (),
    items: Iterable[PriceRow] = (),
    links: Iterable[tuple[str, str]] = (),
    registered: bool | None = None,
) -> Ledger:
    """Everything that a draft for this enquiry may stand on.

    amounts: the sums of its quote (`amounts_of`). items: the price items of its quote; others of the list are no source.
    links: (id, address) of pages of ours that may go out. The enquiry is to be clean of orders to software already.
    """
    today = london_day(enquiry.now)
    business = enquiry.business
    book = _Book(today)
    _business(book, business)
    for item in items:
        book.read(f"price:{item.code}", f"{item.name}. {item.description}", Trust.BUSINESS)
    for entry in amounts:
        book.add(entry)
    for id, address in links:
        book.add(Entry(id, "link", saying.link_value(address), Trust.SYSTEM))
    for line, name in SAFETY_LINES.items():
        book.add(Entry(f"fixed:{name}", "phone", saying.phone_value(line), Trust.SYSTEM))
        book.add(Entry(f"fixed:{name}", "quantity", line, Trust.SYSTEM))
    spoken = _conversation(book, enquiry, today)
    if reading is not None:
        for fact in reading.dates:
            for day in _days(fact):
                for value in saying.day_values(day):
                    book.add(Entry(f"said:{fact.span.message}", "date", value, Trust.CUSTOMER))
        for quantity in reading.quantities:
            book.add(Entry(f"said:{quantity.span.message}", "quantity", saying.figure(quantity.value), Trust.CUSTOMER))
        if reading.intent.value == "data_rights":
            # Article 12(3) UK GDPR: an answer is due within one month.
            book.add(Entry("fixed:time to answer a rights request", "duration", "43200", Trust.SYSTEM))
    fixed = [
        (f"reply:{reply.title}", sentence) for reply in business.saved_replies for sentence in sentences(reply.text)
    ]
    # “Public liability 5 million pounds” stands as the owner wrote it: the sum in it is part of what is held, and no price.
    fixed += [
        ("profile:qualifications", sentence)
        for words in business.qualifications
        if _stands(words, today)
        for sentence in sentences(words)
    ]
    fixed += [
        (f"memory:{one.id}", sentence)
        for one in business.memories
        for text in (one.text if one.kind == "fact" and not one.about_customer else "", one.tell)
        for sentence in sentences(text)
    ]
    return Ledger(
        today=today,
        registered=business.vat_registered if registered is None else registered,
        entries=book.entries,
        fixed=fixed,
        spoken=spoken,
        never=_never(enquiry, book),
    )


def sentences(text: str) -> list[str]:
    """Sentences of three words or more: shorter ones are too common to be anybody’s."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|\n+", plain(text).text) if len(one.split()) >= 3]


def money(fact_id: str, value: Decimal, basis: str = "") -> Entry:
    return Entry(fact_id, "money", saying.sum_of(value), Trust.BUSINESS, basis=basis)


_LASTS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


def figures(fact_id: str, value: Decimal, unit: str) -> list[Entry]:
    """A quantity that is charged, as a figure that may be said; hours and days as a length of time too."""
    found = [Entry(fact_id, "quantity", saying.figure(value), Trust.BUSINESS)]
    if unit.lower() in _LASTS:
        found.append(Entry(fact_id, "duration", saying.figure(value * _LASTS[unit.lower()]), Trust.BUSINESS))
    step = re.fullmatch(r"(\d+) min", unit)
    if step:
        found.append(Entry(fact_id, "duration", saying.figure(Decimal(step.group(1))), Trust.BUSINESS))
        found.append(Entry(fact_id, "quantity", saying.figure(Decimal(step.group(1))), Trust.BUSINESS))
    return found


class _Book:
    def __init__(self, today: date) -> None:
        self.today = today
        self.entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        self.entries[entry.kind, entry.value].append(entry)

    def read(
        self, fact_id: str, text: str, trust: Trust, *, valid_to: date | None = None, at: date | None = None
    ) -> None:
        """Every thing that a source text says. at: the day on which it was written."""
        words = plain(text).text
        said = at or self.today
        for one in saying.literal(words, said):
            if one.kind == "money" and trust is Trust.BUSINESS:
                # A sum in a saved reply or a certificate (“jobs under £500”) is no price: it stands in its own sentence only.
                continue
            for value in one.values:
                kind, until = one.kind, valid_to
                spread = {value}
                if kind == "date":
                    days = _named_days(value, said)
                    for day in days:
                        spread |= saying.day_values(day)
                    if trust is Trust.OWNER and days:
                        # What the owner once said of a day is a source until that day.
                        until = max(days)
                if kind == "time":
                    self.add(Entry(fact_id, "part", _part(value), trust, until))
                for each in spread:
                    self.add(Entry(fact_id, kind, each, trust, until))
                    if trust is Trust.OWNER and kind in ("date", "time", "part", "duration"):
                        self.add(Entry(fact_id, "arrival", each, trust, until))
        for one in saying.credentials(words):
            for value in one.values:
                self.add(Entry(fact_id, "credential", value, trust, valid_to))
        for one in saying.promises(words):
            for value in one.values:
                self.add(Entry(fact_id, "promise", value, trust, valid_to))
        for word in re.findall(r"[^\W\d_][\w'-]*", words):
            for part in {word, *word.split("-")}:
                self.add(Entry(fact_id, "name", part.lower().removesuffix("'s"), trust, valid_to))


def _business(book: _Book, business: BusinessFacts) -> None:
    for name, text in (
        ("name", business.name),
        ("owner", business.owner),
        ("trade", business.trade),
        ("area", business.area),
        ("hours", business.hours),
        ("phone", business.phone),
        ("sign-off", business.tone.signoff),
    ):
        book.read(f"profile:{name}", text, Trust.BUSINESS)
    for area in re.findall(r"\b[A-Z]{1,2}\b", business.area.rpartition("area")[2]):
        book.add(Entry("profile:area", "postcode", area, Trust.BUSINESS))
    for first, last in re.findall(r"\b([A-Z][a-z]{2})\w*\s?[-–]\s?([A-Z][a-z]{2})\w*", business.hours):
        try:
            begin, end = (saying.WEEKDAYS.index(saying.weekday_name(word)) for word in (first, last))
        except StopIteration:
            continue
        for place in range(begin, end + 1 if end >= begin else end + 8):
            book.add(Entry("profile:hours", "date", f"weekday {saying.WEEKDAYS[place % 7]}", Trust.CUSTOMER))
    for words in business.qualifications:
        if _stands(words, book.today):
            until = valid_until(words)
            book.read("profile:qualifications", _UNTIL.sub("", words), Trust.BUSINESS, valid_to=until)
            if until is not None:
                for value in saying.day_values(until):
                    book.add(Entry("profile:qualifications", "date", value, Trust.BUSINESS, until))
    for thing in business.not_done:
        book.read("profile:not done", thing, Trust.BUSINESS)
    for number, rule in enumerate(business.pricing_rules):
        for one in saying.literal(plain(rule).text, book.today):
            if one.kind in ("percent", "quantity", "duration"):
                for value in one.values:
                    book.add(Entry(f"rule:{number + 1}", one.kind, value, Trust.BUSINESS))
    for reply in business.saved_replies:
        book.read(f"reply:{reply.title}", reply.text, Trust.BUSINESS)
    for memory in business.memories:
        if memory.kind != "preference":
            book.read(f"memory:{memory.id}", " ".join([memory.text, memory.ask, memory.tell]), Trust.BUSINESS)
    for rate in {row.vat_rate for row in business.pricelist}:
        if business.vat_registered and rate:
            book.add(Entry("price:VAT rate", "percent", saying.figure(rate), Trust.BUSINESS))


def _stands(words: str, today: date) -> bool:
    """Held, and not lapsed."""
    return not _LAPSED.search(words) and (valid_until(words) or today) >= today


def valid_until(words: str) -> date | None:
    """The day until which a credential says that it holds."""
    found = _UNTIL.search(words)
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["only"]:
            first = date(int(found["of"]), saying.month_number(found["only"]), 1)
            return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        month = int(found["month"]) if found["month"].isdigit() else saying.month_number(found["month"])
        return date(int(found["year"]), month, int(found["day"]))
    except (ValueError, StopIteration):
        return None


def _conversation(book: _Book, enquiry: Enquiry, today: date) -> list[tuple[str, str]]:
    """The customer’s card and words, what they forward, and what the owner wrote to them before."""
    spoken: list[tuple[str, str]] = []
    sender = enquiry.sender
    known = [str(value) for value in (enquiry.contact_known or {}).values() if isinstance(value, str | int)]
    for number, words in enumerate((sender.name, sender.email, sender.phone, *known)):
        book.read("said:card", words, Trust.CUSTOMER)
        if number < 1:
            spoken.append(("said:card", words.lower()))
    for number, line in enumerate(enquiry.thread):
        if line.direction == "out":
            book.read(f"sent:{number}", line.text, Trust.OWNER, at=london_day(line.at))
            spoken.append((f"sent:{number}", plain(line.text).text.lower()))
    for source in sources_of(enquiry):
        own, theirs = source.text[: source.forwarded], source.text[source.forwarded :]
        day = london_day(source.at)
        book.read(f"said:{source.message}", own, Trust.CUSTOMER, at=day)
        book.read(f"said:{source.message}", theirs, Trust.THIRD_PARTY, at=day)
        spoken.append((f"said:{source.message}", plain(own).text.lower()))
    if enquiry.instruction:
        book.read("wish", enquiry.instruction, Trust.OWNER)
    return spoken


def _never(enquiry: Enquiry, book: _Book) -> list[tuple[str, str]]:
    """What this customer said of health and the like, and the names in replies to others."""
    said = " ".join(line.text for line in (*enquiry.thread, *enquiry.messages) if line.direction != "out")
    words = {match.group().lower() for match in SPECIAL.finditer(said)}
    ours = " ".join(
        [
            enquiry.business.name,
            enquiry.business.trade,
            *(f"{row.name} {row.description}" for row in enquiry.business.pricelist),
        ]
    ).lower()
    found = [("special", word) for word in sorted(words) if word not in ours]
    for reply in enquiry.business.past_replies:
        for one in saying.people(plain(reply.text).text):
            for name in one.values:
                if not book.entries.get(("name", name)):
                    found.append(("name", name))
    return list(dict.fromkeys(found))


def _days(fact: DateFact) -> list[date]:
    known = [day for day in (fact.start, fact.end) if day is not None]
    if len(known) == 2 and 0 <= (known[1] - known[0]).days <= 14:
        return [known[0] + timedelta(days=n) for n in range((known[1] - known[0]).days + 1)]
    return known


def _named_days(value: str, said: date) -> list[date]:
    kind, _, rest = value.partition(" ")
    try:
        if kind == "date":
            return [date.fromisoformat(rest)]
        if kind == "weekday":
            return [said + timedelta((saying.WEEKDAYS.index(rest) - said.weekday() - 1) % 7 + 1)]
        if kind == "daymonth":
            day, month = (int(part) for part in rest.split())
            for year in (said.year, said.year + 1):
                found = date(year, month, day)
                if found >= said:
                    return [found]
    except ValueError:
        return []
    return []


def _part(clock: str) -> str:
    hour = int(clock[:2])
    return "am" if hour < 12 else "pm" if hour < 18 else "eve"
