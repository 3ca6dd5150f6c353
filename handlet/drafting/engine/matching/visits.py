"""Coming out: the line for an attendance at the time it is wanted, for emergencies and faults that name no item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from handlet.drafting.engine.matching.choosing import Candidate
from handlet.drafting.engine.matching.items import Item, PriceItems
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.reading.calendar import bank_holidays
from handlet.drafting.port import Enquiry, Reading
from handlet.kit.london import LONDON

SURE = 0.8
TONIGHT = re.compile(
    r"\b(?:tonight|this evening|this eve|2nite|tonite|dziś wieczorem|esta noche|ce soir|diseară)\b", re.I
)
FAULT = re.compile(
    r"\b(?:leak\w*|dripping|tripp\w+|trips|no (?:heating|hot water|power|heat|electric\w*|water)|not working|isn['’]?t working|stopped working|won['’]?t (?:work|turn on|light|fire|start|come on)|"
    r"broken down|packed (?:up|in)|burst|fault|faulty|losing pressure|lost pressure|error code|showing [a-z]?\d+|dead|gone off|conked out|on the blink|flickering|buzzing|noisy|banging|cold|playing up|"
    r"locked out|no lights|lights (?:gone|went|out)|keeps (?:cutting|going|turning|switching)|cutting out|problem with|something wrong)\b",
    re.I,
)
COME = re.compile(
    r"\b(?:come|pop|call) (?:out|round|over|and|by|have)\b|\bcall[- ]?out\b|\b(?:have|take) a look\b|\blook at\b|\bcome\b|\bget (?:someone|somebody|anyone) (?:out|round|over)\b|\bfix\b|\brepair\b|\bsort\b|\bcheck\b|\bfind (?:out )?(?:the|what|where|why)\b|\bdiagnose\b|\bsomeone\b",
    re.I,
)


def attendance(
    enquiry: Enquiry, reading: Reading, prices: PriceItems, said: Wanted, chosen: Sequence[Candidate]
) -> Match | None:
    """The line of the visit; None where something named is wanted, or the list has no line for that time."""
    visits = [item for item in prices.items if item.is_attendance and not item.is_further_labour]
    emergency = reading.urgency == "emergency"
    named = [one for one in chosen if not one.item.is_attendance]
    asked = [one for one in chosen if one.item.is_attendance]
    if emergency:
        strong = [one for one in named if one.score >= SURE and one.item.acts & {"board"}]
        made = _emergency_item(prices)
        if strong:
            return None
        if made is not None:
            return _match(made, said)
    elif named or not (asked or (FAULT.search(said.words) and COME.search(said.words))):
        return None
    if not visits:
        return None
    moment = moment_wanted(enquiry, reading, emergency=emergency)
    holidays = frozenset(bank_holidays(moment.year))
    fitting = [item for item in visits if item.hours is not None and item.hours.holds(moment, holidays)]
    if not fitting:
        fitting = [item for item in visits if item.hours is None]
    if emergency:
        urgent = [item for item in fitting if re.search(r"\bemergency\b", item.row.name, re.I)]
        fitting = urgent or fitting
    elif len(fitting) > 1:
        calm = [item for item in fitting if not re.search(r"\bemergency\b", item.row.name, re.I)]
        fitting = calm or fitting
    if len(fitting) > 1:
        words = {term.word for segment in said.segments for term in segment.terms}
        fitting.sort(key=lambda item: -len((item.words | set(item.about)) & words))
    return _match(fitting[0], said) if fitting else None


def _emergency_item(prices: PriceItems) -> Item | None:
    """A line made for the emergency itself (“temporary cover, same day”), where the list has one and no call-out."""
    made = [
        item for item in prices.items
        if re.search(r"\bemergency\b|\bmake safe\b", f"{item.row.name} {item.row.description}", re.I) and item.hours is None
    ]  # fmt: skip
    visits = [item for item in prices.items if item.is_attendance and item not in made]
    return made[0] if len(made) == 1 and not visits else None


def moment_wanted(enquiry: Enquiry, reading: Reading, *, emergency: bool) -> datetime:
    """When the visit is wanted, London: now in an emergency; the day they name, at the part they name; else in hours."""
    here = enquiry.received_at.astimezone(LONDON)
    if TONIGHT.search("\n".join(line.text for line in enquiry.messages)):
        return here if here.hour >= 18 else here.replace(hour=19, minute=0)
    if emergency:
        return here
    for fact in reading.dates:
        if fact.kind == "preferred" and fact.start is not None:
            hour = {"am": 10, "pm": 14, "eve": 19}.get(fact.part or "", 11)
            return datetime(fact.start.year, fact.start.month, fact.start.day, hour, tzinfo=LONDON)
    day = here.replace(hour=11, minute=0)
    while day.weekday() >= 5 or day.date() in bank_holidays(day.year):
        day += timedelta(days=1)
    return day


def _match(item: Item, said: Wanted) -> Match:
    words = next((s.text.strip() for s in said.segments if s.terms), "")
    span = next((said.span(s) for s in said.segments if s.terms and s.message >= 0), None)
    return Match(item.row, item.row.min_qty or Decimal(1), 1.0, words[:200], span)
