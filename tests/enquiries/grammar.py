"""Makes rows from a small grammar: what is wanted, how much, where, when, and in whose manner of writing.

    python -m tests.enquiries.grammar

writes the made rows of `opened/enquiries.jsonl` anew and leaves those written by hand. The same rows come out each time.
Gold follows from what was put in, never from reading the text back.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from tests.enquiries import making

Json = making.Json
OPENED = making.HERE / "opened"
SEED = 20270301
MADE = "-g"
ROWS_EACH = 5
FIRST_PHONE = 700
SOON = dt.timedelta(7)

T = TypeVar("T")
Charge = Callable[[Decimal], str]

WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_DAYS = ("Mon", "Tues", "Weds", "Thurs", "Fri", "Sat", "Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


# --- what is wanted ---------------------------------------------------------------------------------------------------


def plain(code: str, least: int = 0) -> Charge:
    """The amount as said, or the least that is charged."""
    return lambda amount: f"{code}*{max(amount, Decimal(least))}"


def first_then(code: str, included: int, further: str) -> Charge:
    """The first so many are in one item, each one over is another."""

    def charge(amount: Decimal) -> str:
        over = amount - included
        return f"{code}*1 {further}*{over}" if over > 0 else f"{code}*1"

    return charge


@dataclass(frozen=True)
class Counted:
    """Things that are counted or measured in one number; `{n}` in the phrases."""

    phrases: tuple[str, ...]
    amounts: tuple[int, ...]
    charge: Charge
    unit: str = "each"
    what: str = ""
    keys: str = "quantity"


@dataclass(frozen=True)
class Sized:
    """A floor or the like, of a length and a width; `{l}` and `{w}` in the phrases."""

    phrases: tuple[str, ...]
    sizes: tuple[tuple[str, str], ...]
    charge: Charge


@dataclass(frozen=True)
class Single:
    """One thing, no number said."""

    phrases: tuple[str, ...]
    lines: str


@dataclass(frozen=True)
class Unmeasured:
    """A thing priced by measure, and no measure given."""

    phrases: tuple[str, ...]
    ask: str


Ask = Counted | Sized | Single | Unmeasured


@dataclass(frozen=True)
class Trade:
    outward: tuple[str, ...]
    asks: tuple[Ask, ...]
    weekends: bool = True


TRADES: dict[str, Trade] = {
    "plumber": Trade(
        ("PL1", "PL3", "PL6", "PL12", "TQ1", "TQ9"),
        (
            Counted(("{n} taps that drip", "{n} dripping taps to sort"), (2, 3, 4), plain("T12"), what="tap"),
            Counted(("{n} metres of pipe in the loft lagging", "lagging on {n}m of pipe outdoors"), (2, 6, 9),
                    plain("T53", 4), "m", "pipe", "length"),
            Single(("the bath resealing", "new sealant round the bath"), "T52*1"),
            Single(("a garden tap putting in, you supply", "an outside tap supplied and fitted"), "T41*1"),
        ),
    ),
    "electrician": Trade(
        ("G3", "G12", "G42", "G51", "PA1", "PA4"),
        (
            Counted(("{n} light fittings changing, we've bought them", "{n} of my own light fittings put up in place of the old"),
                    (2, 3, 5), plain("CC10"), what="light fitting"),
            Counted(("{n} dimmer switches", "{n} dimmers fitting"), (2, 3, 4), plain("CC16"), what="dimmer"),
            Counted(("an EICR on a house with {n} circuits", "an EICR, the board has {n} circuits"), (5, 8, 11, 12),
                    first_then("CC30", 6, "CC31"), what="circuit"),
            Single(("a security light on the garage", "an outside security light with a sensor"), "CC61*1"),
        ),
    ),
    "decorator": Trade(
        ("NR1", "NR3", "NR7", "NR14", "NR31"),
        (
            Sized(("the ceiling painting, {l}m x {w}m", "two coats on a ceiling {l} x {w}m"),
                  (("4.5", "3.2"), ("3", "2"), ("5", "4")), plain("B2", 8)),
            Counted(("{n} radiators painting", "{n} rads glossed"), (2, 3, 4), plain("B11"), what="radiator"),
            Counted(("{n} casement windows outside", "{n} wooden casement windows painted on the outside"), (3, 5, 6),
                    plain("B14"), what="window"),
            Unmeasured(("the lounge walls painting", "the walls of a bedroom doing in white"), "area|dimensions"),
        ),
    ),
    "roofer": Trade(
        ("EX1", "EX4", "EX15", "TA1", "TA9"),
        (
            Counted(("{n} slipped slates", "{n} slates gone at the front"), (3, 5, 6, 8), first_then("HR02", 5, "HR03"),
                    what="slate"),
            Counted(("{n} broken tiles on the back roof", "{n} cracked roof tiles, easy ladder reach"), (4, 8, 10, 11),
                    first_then("HR04", 8, "HR05"), what="tile"),
            Counted(("the gutters clearing, {n}m of them", "{n} metres of gutter cleared"), (8, 16, 24), plain("HR14", 12),
                    "m", "gutter", "length"),
            Unmeasured(("the garage flat roof doing in fibreglass", "a fibreglass roof on the porch"), "area|dimensions"),
        ),
    ),
    "heating": Trade(
        ("SR1", "SR5", "DH1", "DH7", "NE3", "NE31"),
        (
            Counted(("the system flushing, {n} radiators", "a flush, we've {n} rads"), (9, 12, 14),
                    first_then("WV-I", 10, "WV-J"), what="radiator"),
            Counted(("{n} thermostatic radiator valves fitting", "TRVs on {n} radiators"), (3, 5, 7), plain("WV-K"),
                    what="valve"),
            Single(("a boiler service", "our boiler servicing, the yearly one"), "WV-A*1"),
            Single(("the gas fire servicing", "a gas fire service"), "WV-Q*1"),
        ),
    ),
    "carpets": Trade(
        ("LE2", "LE3", "LE7", "LE11", "LE65"),
        (
            Sized(("carpet fitting in a room {l}m x {w}m, carpet, underlay and grippers all here",
                   "carpet laid, {l} x {w}m, I have carpet and underlay and the grippers are down already"),
                  (("4", "3.6"), ("5.5", "4"), ("2.5", "3")), plain("CF01", 10)),
            Counted(("{n} doors trimming", "{n} doors that catch to be trimmed"), (2, 3, 5), plain("CF17"), what="door"),
            Counted(("{n} metres of beading", "beading, {n}m"), (8, 14), plain("CF16"), "m", "beading", "length"),
            Unmeasured(("laminate laying, we have the boards and underlay", "my own laminate putting down in the study"),
                       "area|dimensions"),
        ),
    ),
    "drains": Trade(
        ("SA1", "SA3", "SA5", "SA11", "SA31"),
        (
            Counted(("a camera survey of {n} metres of drain", "the drain surveyed with a camera, {n}m"), (25, 35, 48),
                    first_then("D4", 30, "D5"), "m", "drain", "length"),
            Counted(("{n} gullies cleaning", "{n} blocked up gullies cleaned out"), (2, 3, 4), plain("D9"), what="gully"),
            Single(("a manhole cover replacing", "a new manhole cover and frame"), "D8*1"),
            Counted(("{n} metres of the pipe lining", "a drain lining, {n}m"), (2, 5, 7), plain("D12", 3), "m", "drain", "length"),
        ),
    ),
    "windows": Trade(
        ("SO14", "SO16", "SO31", "PO1", "PO6"),
        (
            Sized(("the patio jet washing, {l}m by {w}m", "a drive washed, {l} x {w}m"),
                  (("6", "4"), ("5", "3"), ("9", "5.5")), plain("S9", 20)),
            Counted(("{n} solar panels cleaning", "{n} panels on the roof cleaned (solar)"), (6, 10, 16), plain("S13", 8),
                    what="solar panel"),
            Counted(("{n} wheelie bins cleaned", "{n} bins washing"), (2, 3, 4), plain("S15"), what="bin"),
            Counted(("{n} metres of gutter vacuuming", "gutters clearing, {n}m"), (12, 20, 26), plain("S7", 15), "m", "gutter",
                    "length"),
        ),
    ),
    "fencing": Trade(
        ("ME1", "ME10", "CT1", "CT9", "TN2", "TN24"),
        (
            Counted(("{n} lap panels on the existing posts", "{n} new lap fence panels, posts are sound"), (3, 4, 7),
                    plain("WF1"), what="fence panel"),
            Counted(("{n} trellis toppers", "{n} lengths of trellis on top"), (3, 4, 6), plain("WF11"), what="trellis"),
            Counted(("{n} timber posts replacing", "{n} wooden posts rotted and to be replaced"), (2, 3), plain("WF8"), what="post"),
            Unmeasured(("feather edge fencing along the back", "a feather edge fence down one side"), "length|dimensions"),
        ),
    ),
    "handyman": Trade(
        ("SE4", "SE13", "SE23", "BR1", "BR6"),
        (
            Counted(("{n} floating shelves putting up", "{n} floating shelves"), (2, 3, 4), plain("HM09"), what="shelf"),
            Counted(("{n} roller blinds fitting", "{n} blinds up"), (2, 4, 5), plain("HM08"), what="blind"),
            Counted(("{n} pictures hanging", "{n} pictures on the wall"), (3, 5, 8), first_then("HM14", 3, "HM15"), what="picture"),
            Single(("the bath resealing", "sealant round the bath doing again"), "HM16*1"),
        ),
    ),
    "pests": Trade(
        ("HU3", "HU6", "YO10", "YO24", "DN1", "DN4"),
        (
            Counted(("{n} wasp nests in the garden sheds", "{n} nests of wasps, all at ground level"), (2, 3, 4),
                    first_then("P3", 1, "P4"), what="wasp nest"),
            Counted(("{n} air bricks covering with mesh", "mesh over {n} air bricks"), (3, 4, 6), plain("P14"), what="air brick"),
            Single(("mice in the kitchen dealing with", "something doing about mice in the loft"), "P1*1"),
            Counted(("{n} metres of bird spikes", "bird spikes, {n}m"), (3, 6, 9), plain("P15", 5), "m", "spikes", "length"),
        ),
        weekends=False,
    ),
    "appliances": Trade(
        ("BT4", "BT7", "BT15", "BT27"),
        (
            Single(("my freestanding dishwasher fitting, connections are there", "a freestanding washer fitted, existing connections"),
                   "A18*1"),
            Single(("the old cooker taking away", "an old fridge taken away"), "A19*1"),
        ),
        weekends=False,
    ),
    "removals": Trade(
        ("CB1", "CB4", "CB23", "PE1", "PE7"),
        (
            Counted(("{n} packs of boxes delivered", "{n} packs of your boxes"), (2, 3), plain("R9"), "pack", "boxes"),
            Counted(("{n} beds taking apart and putting back together", "{n} beds dismantled and rebuilt"), (2, 3), plain("R13"),
                    what="bed"),
            Counted(("storage for {n} weeks, one 50 sq ft unit", "{n} weeks of storage, a 50 sq ft space"), (3, 8, 10),
                    plain("R15", 4), "week", "storage"),
        ),
    ),
    "sweep": Trade(
        ("SY1", "SY5", "TF3", "TF9", "HR1", "HR4"),
        (
            Single(("the wood burner sweeping", "our stove's chimney swept"), "C2*1"),
            Single(("a cowl with a bird guard, you supply", "a bird guard cowl supplied and fitted"), "C8*1"),
            Single(("new glass in the stove door", "the stove glass replacing"), "C13*1"),
            Counted(("{n} disused chimneys capping", "caps on {n} chimneys that are not used"), (2, 3), plain("C16"), what="chimney"),
        ),
        weekends=False,
    ),
    "locks": Trade(
        ("L3", "L17", "CH43", "CH62", "WA1", "WA5"),
        (
            Counted(("{n} anti-snap cylinders", "{n} anti-snap locks supplied and fitted"), (2, 3, 4), plain("M5"), what="lock"),
            Counted(("{n} window locks", "{n} locks on the windows"), (2, 5, 8), plain("M13", 3), what="window lock"),
            Single(("a key safe, yours", "a police preferred key safe supplied and fitted"), "M15*1"),
            Single(("a digital push-button lock on the office", "a push button lock supplied and fitted"), "M17*1"),
        ),
    ),
}  # fmt: skip

ONCE_A_JOB = {"locks": "M21*1"}
"""What planned work of a trade adds once."""


# --- when -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class When:
    """A wish as it is written, as gold notations, and the days that decide how pressing it is."""

    text: str
    gold: tuple[str, ...]
    days: tuple[dt.date, ...]

    def urgency(self, today: dt.date) -> str:
        near = [day - today <= SOON for day in self.days]
        if not near:
            return "routine"
        return "soon" if all(near) else "routine|soon" if any(near) else "routine"


def coming(today: dt.date, weekday: int) -> dt.date:
    """The next such weekday after today."""
    return today + dt.timedelta((weekday - today.weekday() - 1) % 7 + 1)


def day_in(words: str) -> str:
    """A day of the month as written: 1st, 2nd ..."""
    number = int(words)
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def whens(today: dt.date, casual: bool, weekends: bool) -> list[When]:
    """Every shape of date for that day of writing; none that names the weekday on which it is written."""
    named = [*weekday_whens(today, SHORT_DAYS if casual else WEEKDAYS, casual, weekends)]
    return [*named, *dated_whens(today), *open_whens(today, casual)]


def weekday_whens(today: dt.date, names: Sequence[str], casual: bool, weekends: bool) -> Iterator[When]:
    ahead = dt.timedelta
    tue, thu, fri, sat = (coming(today, day) for day in (1, 3, 4, 5))
    if today.weekday() != 1:
        yield When(f"{names[1]} would be good", (f"preferred: {names[1]} = {tue}",), (tue,))
    if today.weekday() != 3:
        yield When(f"{names[3]} morning if you can", (f"preferred: {names[3]} morning = {thu} am",), (thu,))
        yield When(
            f"a week on {names[3]} is best", (f"preferred: a week on {names[3]} = {thu + ahead(7)}",), (thu + ahead(7),)
        )
    if today.weekday() not in (1, 3):
        both = (f"preferred: {names[1]} = {tue}", f"preferred: {names[3]} = {thu}")
        ending = "pls" if casual else "would suit us"
        yield When(f"{names[1]} or {names[3]} {ending}", both, (tue, thu))
    if today.weekday() != 4:
        yield When(f"it needs doing by {names[4]}", (f"deadline: by {names[4]} = ..{fri} / {today}..{fri}",), (fri,))
    if weekends and today.weekday() < 5:
        yield When("this weekend maybe", (f"preferred: this weekend = {sat}..{sat + ahead(1)}",), (sat,))
        yield When(f"{names[5]} afternoon", (f"preferred: {names[5]} afternoon = {sat} pm",), (sat,))


def dated_whens(today: dt.date) -> Iterator[When]:
    ahead = dt.timedelta
    far = today + ahead(23)
    far -= ahead(far.weekday() - 2)
    month, written = MONTHS[far.month - 1], f"{far.day} {MONTHS[far.month - 1]}"
    end, later = last_of_month(far), coming(today, 0) + ahead(14)
    week = f"w/c {later.day} {MONTHS[later.month - 1]}"
    yield When(f"the {day_in(str(far.day))} of {month} would be ideal", (f"preferred: {month} = {far}",), (far,))
    yield When(f"could you do {far.day}/{far.month:02}?", (f"preferred: {far.day} = {far}",), (far,))
    yield When(f"any time from {written} onwards", (f"preferred: from {written} = {far}.. / {far}",), (far,))
    yield When(f"before {written} please", (f"deadline: before {written} = ..{far} / ..{far - ahead(1)}",), (far,))
    yield When(f"by the end of {month}", (f"deadline: by the end of {month} = ..{end}",), (end,))
    yield When(week, (f"preferred: {week} = {later}..{later + ahead(4)} / {later}..{later + ahead(6)}",), (later,))


def open_whens(today: dt.date, casual: bool) -> Iterator[When]:
    ahead = dt.timedelta
    monday, tomorrow = coming(today, 0), today + ahead(1)
    friday, sunday = monday + ahead(4), monday + ahead(6)
    yield When(
        "any day next week",
        (f"preferred: any day next week = {monday}..{friday} / {monday}..{sunday}",),
        (monday, friday),
    )
    fortnight = today + ahead(14)
    yield When("a fortnight today if that works", (f"preferred: a fortnight today = {fortnight}",), (fortnight,))
    for text in ("not fussed when", "no rush at all", "mornings are no good for me"):
        yield When(text, (), ())
    if tomorrow.weekday() < 5:
        text = "tomorrow afternoon poss?" if casual else "tomorrow afternoon if at all possible"
        yield When(text, (f"preferred: tomorrow afternoon = {tomorrow} pm",), (tomorrow,))


def last_of_month(day: dt.date) -> dt.date:
    first_of_next = (day.replace(day=1) + dt.timedelta(32)).replace(day=1)
    return first_of_next - dt.timedelta(1)


# --- whose manner -----------------------------------------------------------------------------------------------------

FIRST_NAMES = ("Alex", "Bronagh", "Cara", "Deepa", "Errol", "Fay", "Gordon", "Hana", "Ike", "Juno", "Keir", "Lorna", "Mina", "Ned",
               "Oona", "Perry", "Quentin", "Rhona", "Silas", "Tess", "Una", "Vikram", "Wilma", "Yusra", "Zeb")  # fmt: skip
SURNAMES = ("Ashdown", "Bowler", "Crane", "Dunstan", "Eaves", "Fenn", "Gough", "Hibbert", "Ives", "Jarrold", "Kettle", "Lunt", "Moxon",
            "Nunn", "Orme", "Pike", "Quill", "Rudge", "Stagg", "Tubb")  # fmt: skip
CHAT_OPEN = ("hiya", "hi there", "alright", "hello", "hey", "evening", "Hi, found you on facebook", "hi mate", "")
CHAT_ASK = (
    "need {job}",
    "can u do {job}",
    "looking for a price for {job}",
    "how much for {job}?",
    "after {job}",
    "wanting {job} plz",
)
CHAT_CLOSE = ("ta", "cheers", "thanks x", "thx", "", "👍", "let us know")
MAIL_OPEN = ("Hello,", "Good morning,", "Hi there,", "Dear Sir or Madam,", "Hi,")
MAIL_PREAMBLE = (
    "", "You were recommended by my neighbour.", "I got your number from the parish magazine.", "We have just moved in.",
    "I hope this is the right address for enquiries.", "Sorry to trouble you, I know it is a busy time of year.",
)  # fmt: skip
MAIL_ASK = (
    "Could you please quote for {job}?",
    "I would like a price for {job}.",
    "We are looking to have {job}.",
    "What would you charge for {job}?",
)
MAIL_CLOSE = ("Many thanks", "Kind regards", "Thanks", "With thanks in advance", "Best")
INWARD = "ABDEFGHJLNPQRSTUWXYZ"


class Maker:
    """One run of the grammar over a folder's businesses."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.corpus = making.Corpus(folder, "opened", infix="g", first_phone=FIRST_PHONE)
        self.day = dt.date(2027, 3, 30)
        self.turn = 0

    def pick(self, choices: Sequence[T]) -> T:
        return self.chance.choice(choices)

    def postcode(self, trade: Trade) -> str:
        inward = f"{self.chance.randint(1, 9)}{self.pick(INWARD)}{self.pick(INWARD)}"
        return f"{self.pick(trade.outward)} {inward}"

    def row(self, business: str) -> Json:
        trade = TRADES[business]
        channel = self.pick(("wa", "wa", "fb", "em", "em"))
        casual = channel != "em"
        self.day = self.next_day(self.day)
        self.turn += 1
        asks = list(trade.asks)
        self.chance.shuffle(asks)
        wanted = self.together(asks, self.pick((1, 1, 2, 2, 3)))
        parts = [self.said(ask, casual) for ask in wanted]
        when = self.pick(whens(self.day, casual, trade.weekends))
        has_place = self.chance.random() > 0.12
        place = self.postcode(trade)
        has_phone = not casual and self.chance.random() < 0.3
        phone = f"07700900{200 + self.turn:03}"
        job = joined([part.text for part in parts], casual)
        shown = place.lower().replace(" ", "") if casual and self.chance.random() < 0.3 else place
        name, surname = FIRST_NAMES[self.turn % len(FIRST_NAMES)], SURNAMES[self.turn * 7 % len(SURNAMES)]
        unmeasured = [part.ask for part in parts if part.ask]
        lines = (
            ""
            if unmeasured
            else " ".join(filter(None, [*(part.lines for part in parts), ONCE_A_JOB.get(business, "")]))
        )
        sure = [*unmeasured, *([] if has_place else ["postcode"])]
        stamped = f"{self.day} {self.chance.randint(8, 20):02}:{self.chance.randint(0, 59):02}"
        known = " ".join(part.keys for part in parts if part.keys)
        status = "" if has_place or not lines else "provisional"
        text: str | list[str]
        if casual:
            text = self.chat(job, when.text, shown if has_place else "")
            sender = name
        else:
            text = self.mail(
                job, when.text, shown if has_place else "", phone if has_phone else "", f"{name} {surname}"
            )
            sender = f"{name} {surname} <{name.lower()}.{surname.lower()}@example.{self.pick(('com', 'org', 'net'))}>"
        return self.corpus.add(
            business, channel, stamped, sender, text, lines=lines, status=status, postcodes=[place] if has_place else [],
            phones=[f"+44{phone[1:]}"] if has_phone else [], dates=when.gold, urgency=when.urgency(self.day),
            quantities="; ".join(filter(None, (part.quantities for part in parts))),
            optional_quantities="50 ft2 storage; 1 each storage" if "50 sq ft" in job else "",
            other_quotes=[" ".join(p.lines for p in parts if p.lines)] if unmeasured and any(p.lines for p in parts) else [],
            ask=" ".join(sure), do_not_ask=known if not unmeasured else "",
            subject=None if casual else self.pick(("Enquiry", "Quote please", "Price", "Job", "Could you help?")),
        )  # fmt: skip

    def next_day(self, day: dt.date) -> dt.date:
        day += dt.timedelta(self.chance.randint(1, 4))
        return day + dt.timedelta(1) if day.weekday() == 6 else day

    def together(self, asks: list[Ask], count: int) -> list[Ask]:
        """At most one without its measure, and that one by itself or with one more."""
        return asks[: min(count, 2)] if any(isinstance(ask, Unmeasured) for ask in asks[:count]) else asks[:count]

    def said(self, ask: Ask, casual: bool) -> Part:
        phrase = self.pick(ask.phrases)
        if isinstance(ask, Single):
            return Part(phrase, ask.lines)
        if isinstance(ask, Unmeasured):
            return Part(phrase, ask=ask.ask)
        if isinstance(ask, Sized):
            length, width = self.pick(ask.sizes)
            area = making.pennies(Decimal(length) * Decimal(width)).normalize()
            text = phrase.format(l=length, w=width)
            return Part(text, ask.charge(area), f"{length} m length; {width} m width", "dimensions area")
        amount = self.pick(ask.amounts)
        in_words = amount < len(WORDS) and "m" not in phrase.split("{n}")[1][:1] and self.chance.random() < 0.4
        text = phrase.format(n=WORDS[amount] if in_words else amount)
        return Part(text, ask.charge(Decimal(amount)), f"{amount} {ask.unit} {ask.what}".strip(), ask.keys)

    def chat(self, job: str, when: str, place: str) -> list[str]:
        ask = self.pick(CHAT_ASK).format(job=job)
        parts = [part for part in (self.pick(CHAT_OPEN), ask, when, place, self.pick(CHAT_CLOSE)) if part]
        style = self.pick(("burst", "line", "some"))
        if style == "burst":
            return parts
        if style == "line":
            return [". ".join(part.rstrip("?") if n < len(parts) - 1 else part for n, part in enumerate(parts))]
        cut = max(1, len(parts) // 2)
        return [", ".join(parts[:cut]), ", ".join(parts[cut:])]

    def mail(self, job: str, when: str, place: str, phone: str, name: str) -> str:
        sentences = [
            self.pick(MAIL_PREAMBLE),
            self.pick(MAIL_ASK).format(job=job),
            when[0].upper() + when[1:] + ("" if when.endswith("?") else "."),
        ]
        if place:
            sentences.append(self.pick(("We are at {p}.", "The postcode is {p}.", "{p}")).format(p=place))
        if phone:
            sentences.append(
                self.pick(("My number is {t}.", "Tel {t}", "You can ring me on {t}.")).format(
                    t=f"{phone[:5]} {phone[5:]}"
                )
            )
        body = " ".join(filter(None, sentences))
        return f"{self.pick(MAIL_OPEN)}\n\n{body}\n\n{self.pick(MAIL_CLOSE)}\n{name}"


@dataclass(frozen=True)
class Part:
    """One job as it was worded, with the gold that follows from it."""

    text: str
    lines: str = ""
    quantities: str = ""
    keys: str = ""
    ask: str = ""


def joined(jobs: list[str], casual: bool) -> str:
    if len(jobs) == 1:
        return jobs[0]
    last = " + " if casual else " and also "
    return ", ".join(jobs[:-1]) + last + jobs[-1]


def rows(folder: Path = OPENED, seed: int = SEED) -> list[Json]:
    """The made rows, always the same for a seed."""
    maker = Maker(folder, seed)
    return [maker.row(business) for _ in range(ROWS_EACH) for business in TRADES]


def main() -> None:
    path = OPENED / "enquiries.jsonl"
    kept = [row for row in making.read_jsonl(path) if MADE not in row["id"]]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in [*kept, *rows()]]
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
