"""Coming out: the line for an attendance at the time it is wanted, for emergencies and faults that name no item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import Item, PriceItems
from handlet.drafting.engine.matching.types import Match
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.reading.calendar import bank_holidays
from handlet.drafting.port import Enquiry, Intent, Reading
from handlet.kit.london import LONDON
from handlet.quoting.rules import Included

CERTAIN = 0.95
TONIGHT = re.compile(
    r"\b(?:tonight|this evening|this eve|2nite|tonite|dziś wieczorem|esta noche|ce soir|diseară)\b", re.I
)
FAULT = re.compile(
    r"\b(?:leak\w*|dripping|tripp\w+|trips|no (?:heating|hot water|power|heat|electric\w*|water)|not working|isn['’]?t working|stopped working|won['’]?t (?:work|turn on|light|fire|start|come on)|"
    r"broken down|packed (?:up|in)|burst|fault|faulty|losing pressure|lost pressure|error code|showing [a-z]?\d+|dead|gone off|conked out|on the blink|flickering|buzzing|noisy|banging|cold|playing up|"
    r"locked out|no lights|lights (?:gone|went|out)|keeps (?:cutting|going|turning|switching)|cutting out|problem with|something wrong|(?:what|whats|what['’]s|something['’]?s) (?:is )?(?:wrong|up) with|"
    r"(?:not|n['’]?t|stopped) (?:getting|heating|draining|spinning|cooling|charging|pumping|filling|starting|cold|hot|warm|drain|spin|heat|start|charge|pump|cool|turning on)\w*)\b",
    re.I,
)
COME = re.compile(
    r"\b(?:come|pop|call) (?:out|round|over|and|by|have)\b|\bcall[- ]?out\b|\b(?:have|take) a look\b|\blook at\b|\bcome\b|\bget (?:someone|somebody|anyone) (?:out|round|over)\b|\bfix\b|\brepair\b|\bsort\b|\bcheck\b|\bfind (?:out )?(?:the|what|where|why)\b|\bdiagnose\b|\bsomeone\b|\bsomebody\b|\blook\b",
    re.I,
)
LOOK = re.compile(
    r"\b(?:someone|somebody|you|anyone) (?:to |could |can |please )*(?:come |pop |call )?(?:out |round |over )?(?:and |to |for )?(?:have |take )?(?:a )?(?:proper |quick )?(?:look|check|see)\b"
    r"|\b(?:have|take) a (?:proper |quick )?look\b|\b(?:come|pop|call) (?:out|round|over)\b",
    re.I,
)
# Somebody is to find out what is wrong: what they name is where it shows, not what they want.
FIND = re.compile(
    r"\b(?:trace|track down|investigate|diagnose|suss (?:it |that |this )?out|get to the bottom of|work out|figure out)\b|\bfault[- ]?find\w*"
    r"|\bfind(?:ing)? (?:out )?(?:the (?:fault|problem|cause|leak|trouble|reason)|what|why|where)\b|\bfind(?:ing)? out\b|\b(?:see|tell (?:me|us)|know|check) (?:what(?:['’]?s)?|whats|why) (?:is |it['’]?s |its )?(?:wrong|up|going on|happening|causing)\b"
    r"|\b(?:no idea|don['’]?t know|dont know|not sure|can['’]?t tell|cant see) (?:why|what(?:['’]?s)?|whats|where)\b",
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
        strong = [one for one in named if one.item.acts & one.segment.acts & {"board"}]
        made = _emergency_item(prices)
        if strong:
            return None
        if made is not None:
            return _match(made, said)
    elif FIND.search(said.words) and all(one.score < CERTAIN for one in named) and not _is_apart(named, said):
        pass
    else:
        fault = FAULT.search(said.words) and (COME.search(said.words) or not named)
        if not (asked or fault) or any(_is_named(one) for one in named):
            return None
    return _visit(visits, enquiry, reading, said, emergency=emergency)


def attendance_beside(
    enquiry: Enquiry, reading: Reading, prices: PriceItems, said: Wanted, chosen: Sequence[Candidate]
) -> tuple[Match | None, Sequence[Candidate]]:
    """“The boiler keeps cutting out, could someone look. And two new radiator valves”: the visit beside what is named, for a fault that
    a sentence of its own tells of, with somebody to look at it. With it the lines that stay: what such a sentence names is only
    where the fault shows, where it is to be found out."""
    if reading.urgency == "emergency" or not chosen:
        return None, chosen
    visits = [item for item in prices.items if item.is_attendance and not item.is_further_labour]
    for group, find in _faults(said):
        here = [one for one in chosen if any(p.sentence in group for p in (one.segment, *one.places))]
        shows = [one for one in here if find and one.score < CERTAIN and one.segment.sentence in group]
        rest = [one for one in chosen if one not in shows]
        if rest and len(shows) == len(here):
            visit = _visit(visits, enquiry, reading, said, emergency=False)
            return visit, rest if visit is not None else chosen
    return None, chosen


def _faults(said: Wanted) -> Iterator[tuple[frozenset[int], bool]]:
    """Sentences that tell of a fault and want it looked at, and whether its cause is to be found. What “it” has is told of the thing before."""
    before: tuple[int, str] | None = None
    for sentence in dict.fromkeys(segment.sentence for segment in said.segments):
        words = said.told_in((sentence,))
        find = FIND.search(words)
        if find or LOOK.search(words):
            whole = words if FAULT.search(words) or before is None else f"{before[1]} {words}"
            fault = FAULT.search(whole)
            if fault and not (before and whole is words and _OF_IT.search(words[: fault.start()])):
                yield frozenset((sentence,) if whole is words or before is None else (before[0], sentence)), bool(find)
        before = (sentence, words)


_OF_IT = re.compile(r"\b(?:it|its|it['’]s|that|this|they|them|ones?|un)\b", re.I)
APART = 0.75


def _is_apart(named: Sequence[Candidate], said: Wanted) -> bool:
    """Whether something is asked for in words that do not tell of a fault to be found."""
    told = {sentence for group, find in _faults(said) if find for sentence in group}
    return bool(told) and any(one.score >= APART and one.segment.sentence not in told for one in named)


def _visit(
    visits: Sequence[Item], enquiry: Enquiry, reading: Reading, said: Wanted, *, emergency: bool
) -> Match | None:
    """The visit of the list at the time at which they want it; None where there is none."""
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
        # Of “all day Sunday” and “from midnight to eight, any day” the narrower is meant.
        fitting.sort(
            key=lambda item: (
                -len((item.words | set(item.about)) & words),
                item.hours.length(moment, holidays) if item.hours is not None else 0,
            )
        )
    return _match(fitting[0], said) if fitting else None


_WEEKEND = re.compile(
    r"\b(?:on|for) (?:a |an |any )?(saturday|sunday)s?\b|\b(?:at|over) (?:the|a) weekends?\b|\bonly (?:shut|closed|free|in) (?:on )?(saturday|sunday)s?\b",
    re.I,
)
_EVENING = re.compile(r"\b(?:in|of) (?:an|the) evenings?\b|\bevenings? only\b|\bafter hours\b|\bout of hours\b", re.I)


def by_the_hour(
    enquiry: Enquiry, reading: Reading, prices: PriceItems, said: Wanted, chosen: Sequence[Candidate]
) -> Sequence[Match]:
    """So many hours of somebody’s time, for work that is no item of the list: the first of them and the further ones.

    “A plumber for three hours on a weekday” is the call-out with its first hour and two hours more. Empty where something
    named is wanted, how long is not said, or the list has no price for a first hour at that time.
    """
    hours = {fact.value for fact in reading.quantities if fact.unit == "hour"}
    if (
        len(hours) != 1
        or reading.urgency == "emergency"
        or reading.intent not in (Intent.NEW_QUOTE, Intent.BOOKING, Intent.QUESTION)
        or any(not one.item.is_attendance and not one.item.is_further_labour for one in chosen)
    ):
        return []
    firsts = [
        (item, rule)
        for item in prices.items
        for rule in item.rules
        if isinstance(rule, Included) and rule.of == "hours" and prices.by_code(rule.then) is not None
    ]
    moment = _moment_of_work(enquiry, reading, said)
    holidays = frozenset(bank_holidays(moment.year))
    fitting = [one for one in firsts if one[0].hours is not None and one[0].hours.holds(moment, holidays)]
    fitting = fitting or [one for one in firsts if one[0].hours is None]
    if len(fitting) != 1:
        return []
    item, rule = fitting[0]
    beyond = max(hours.pop() - rule.first, Decimal(0))
    steps = (beyond / rule.step).to_integral_value(ROUND_CEILING) if rule.step != 1 else beyond
    first, further = _match(item, said), prices.by_code(rule.then)
    if not steps or further is None:
        return [first]
    return [first, replace(first, item=further.row, quantity=steps, added_by=item.row.code)]


def _moment_of_work(enquiry: Enquiry, reading: Reading, said: Wanted) -> datetime:
    """As `moment_wanted`; where no day is named, a Sunday or an evening that is spoken of in general."""
    moment = moment_wanted(enquiry, reading, emergency=False)
    if any(fact.kind == "preferred" and fact.start is not None for fact in reading.dates):
        return moment
    weekend = _WEEKEND.search(said.words)
    if weekend is not None:
        day = 6 if "sunday" in weekend.group().lower() else 5
        return moment + timedelta(days=(day - moment.weekday()) % 7)
    return moment.replace(hour=19) if _EVENING.search(said.words) else moment


def _is_named(one: Candidate) -> bool:
    """Whether a thing is named, and more speaks for something that is done to it than the fault it has."""
    return not _is_part_unsaid(one) and (one.odds >= 0 or one.score >= APART)


def _is_part_unsaid(one: Candidate) -> bool:
    """A repair whose part nobody named: of “the fridge is not cold”, the fridge thermostat."""
    return bool(one.signs.get("head not"))


def _emergency_item(prices: PriceItems) -> Item | None:
    """A line made for the emergency itself (“temporary cover, same day”), where the list has one and no call-out."""
    made = [
        item for item in prices.items
        if re.search(r"\bemergency\b|\burgent\b|\bstorm\b|\btemporary\b|\bmake safe\b", f"{item.row.name} {item.row.description}", re.I) and item.hours is None
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
