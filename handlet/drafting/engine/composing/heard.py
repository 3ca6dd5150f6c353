"""What the customer wrote about, in one or two of their own plain words, and the days they named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import DateFact, Enquiry, Intent, Reading
from handlet.kit.london import london_day

# Things of the trades that may be said back. Nothing about people, health or money is among them.
_THINGS = (
    "kitchen tap|outside tap|tap|toilet|cistern|basin|sink|bath|shower|radiator|boiler|thermostat|immersion heater|hot water cylinder|stopcock|pipe|drain|gully|gullies"
    "|manhole|dishwasher|washing machine|tumble dryer|fridge|freezer|cooker hood|cooker|hob|oven|socket|spotlight|downlight|chandelier|dimmer|light|fuse ?box|fuse ?board"
    "|consumer unit|charger|smoke alarm|heat alarm|burglar alarm|alarm|doorbell|aerial|camera|router|extractor fan|fan|switch|switches"
    "|ceiling|wall|stairs|staircase|skirting|architrave|coving|wallpaper|front door|back door|garage door|shed door|door|window|frame|blind|curtain pole|curtain rail"
    "|fence panel|fence|fencing|trellis|gate|shed|summerhouse|decking|patio|slab|path|lawn|hedge|turf|tree|stump|border|flower ?bed|gravel ?board|gravel|driveway|drive"
    "|floor|worktop|shelf|shelves|wardrobe|tile|splashback|grout|roof|gutter|guttering|downpipe|chimney|cowl|flue|stove|log burner|slate|ridge tile|skylight|flashing"
    "|fascia|soffit|lock|cylinder|letterbox|key safe|carpet|vinyl|laminate|rug|sofa|mattress|plaster|artex|damp patch|grab rail|handrail|banister|loft hatch|loft ladder"
    "|loft|conservatory|garage|solar panel|wasp nest|wasps['’]? nest|wasps|ants|mice|rats|fleas|moles|piano|picture|mirror|telly|tv|valve|cupboard|bookcase|drawers|bed frame|desk|table|skip|puncture|tyre|brake|clutch|exhaust|laptop"
)
_ONE = rf"(?:{_THINGS})(?:e?s)?(?![\w-])"
_THING = re.compile(rf"(?<![\w-]){_ONE}(?:(?:['’]s)? {_ONE})*", re.I)
# Where a job is, or where a thing stands, is not what they wrote about: “on the drive”, “in the shed”, “next to the boiler”.
_PLACE = re.compile(
    r"\b(?:in|on|(?<!look )(?<!looking )at|by|behind|under|underneath|below|above|over|inside|outside|against|onto|into|near|beside|between|off|from|to|round|around|next to|side of"
    r"|top of|front of|back of|bottom of|end of|all over|out of|up|down)\s+(?:(?:the|our|my|a|an|their|his|her|this|that|your|one|each|both|same)\s+)*(?:[a-z-]+\s+){0,2}$",
    re.I,
)
# “It will not light”, “top floor”, “next door”, “Elm Drive”, “Hedge End”: the same letters and no such thing.
_OTHERWISE = re.compile(
    r"(?:(?:\bto|n['’]?t|\bwont|\bcant|\bdoesnt|\bdont|\bcannot|\bnot|\bwill|\bcan|\bcould|\bwe|\byou|\bi)\s+(?:light|lock|drive|tap|drain|switch|skip|tile|frame|brake)"
    r"|\b(?:top|ground|first|second|third|fourth|upper|lower|next|1st|2nd|3rd|4th|shop|forest|dance|up|down)\s?(?:floor|door|stairs)s?"
    r"|\b(?:door to|wall to|growing)\s+\w+|\b(?:test|hard)\s+drives?)$",
    re.I,
)
_AFTER = re.compile(
    r"\s+(?:to (?:door|wall)|green|grey|gr[ae]y|blue|brown|oak|lunch|side|end|flat|plan|number|code|keys?|bell|step|mat|safe)\b",
    re.I,
)
SHORT = 14
"""Words of a question that is about the thing it names."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def about(enquiry: Enquiry, reading: Reading, matches: Sequence[Match]) -> str:
    """“ about the tap”, or empty where nothing plain was named, more than two things, or only some of what they want.

    matches: the lines that their words became. What no line is about is no topic: half of a list sounds like not listening.
    """
    if reading.intent is Intent.QUESTION and len(" ".join(line.text for line in enquiry.messages).split()) > SHORT:
        # A longer question names things that it is not about: “what if they drop my telly?”
        return ""
    lines = [match for match in matches if not match.added_by and match.span is not None]
    named = _of_lines(lines) if lines else []
    if named or not matches:
        named = _distinct([*named, *_of_clauses(enquiry, reading)])
    return f" about the {' and the '.join(named)}" if 1 <= len(named) <= 2 else ""


def _of_lines(matches: Sequence[Match]) -> list[str]:
    """The things that led to lines, in the customer’s own words; none where one line has no such thing."""
    found: list[str] = []
    for match in matches:
        said = things(match.span.text) if match.span is not None else []
        mine = [thing for thing in said if _names(thing, match.item.name)]
        mine = mine or [thing for thing in said if _names(thing, match.item.description)]
        if not mine:
            return []
        found += mine[:1]
    return _distinct(found)


def _of_clauses(enquiry: Enquiry, reading: Reading) -> list[str]:
    """Where no line was found: the things of the clauses that ask for something, else of all that they newly wrote."""
    asked = [fact.span.text for fact in reading.asked if fact.span.message >= 0]
    texts = asked or [source.text[: source.forwarded] for source in sources_of(enquiry) if source.own]
    return _distinct([thing for text in texts for thing in things(text)])


def things(text: str) -> list[str]:
    """The things that a text names, in order, in its own words; places and names that only look like them are left out."""
    found = []
    for match in _THING.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        capital = match.group()[0].isupper() and re.search(r"[\w,] $", before)
        named = capital or (match.group()[0].isupper() and re.match(r" [A-Z][a-z]", after))
        if not (
            named
            or _PLACE.search(before[-60:])
            or _OTHERWISE.search(text[max(0, match.start() - 20) : match.end()])
            or _AFTER.match(after)
        ):
            found.append(" ".join(match.group().lower().replace("'", "’").replace("tv", "TV").split()))
    return found


def _names(thing: str, text: str) -> bool:
    return bool({term.word for term in terms_of(thing)} & {term.word for term in terms_of(text)})


def _distinct(named: Sequence[str]) -> list[str]:
    """Each once; a thing inside a longer one is the same thing."""
    found: list[str] = []
    for thing in named:
        stem = thing.rstrip("s")
        if all(stem not in one and one.rstrip("s") not in thing for one in found):
            found.append(thing)
    return found


def has_photos(enquiry: Enquiry) -> bool:
    return any(name.lower().endswith((".jpg", ".jpeg", ".png", ".heic", ".webp")) for name in enquiry.attachment_names)


_SEASON = re.compile(
    rf"(?:(?:in|during|around|early|late|mid) )?(?:{'|'.join(MONTHS)}|spring|summer|autumn|winter)", re.I
)


_MONTH_ONLY = re.compile(rf"(?:\w+ ){{0,3}}(?:{'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\W*", re.I)


_BY_THE_CALENDAR = re.compile(
    r"\b(?:years?|easter|christmas|xmas|chrimbo|new year|half[- ]terms?|bank holidays?|spring|summer|autumn|winter)\b",
    re.I,
)
_DAY = re.compile(rf"\d|\b(?:{'|'.join(DAYS)}|eve|today|tonight|tomorrow)\b", re.I)


def day_words(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def when_words(enquiry: Enquiry, reading: Reading) -> str:
    """The days they asked for, to follow “check the diary”: “ for Thursday 3 December in the morning”; empty for none."""
    today = london_day(enquiry.now)
    own = [fact for fact in reading.dates if fact.span.message >= 0 and (fact.end or fact.start or today) >= today]
    if reading.intent is Intent.RESCHEDULE_CANCEL:
        own = [fact for fact in own if not _is_left(fact, enquiry)]
    wished = [fact for fact in own if fact.kind == "preferred" and fact.start is not None]
    days = list(dict.fromkeys(fact.start for fact in wished if fact.start is not None and fact.start == fact.end))
    if wished and len(days) == len({(fact.start, fact.end) for fact in wished}) and len(days) <= 2:
        return f" for {_joined(sorted(days))}{_part(wished)}"
    if len(wished) == 1 and _SEASON.fullmatch(wished[0].span.text.strip()):
        words = re.sub(r"^(?:in|during|around)\s+", "", wished[0].span.text.strip(), flags=re.I)
        return f" for {words[:1].upper() + words[1:] if words.title() in MONTHS else words.lower()}"
    if wished:
        return " for the days you mention"
    # “Till October”, “before Easter”, “next year” is no day: nobody named its last.
    latest = [
        fact.end
        for fact in own
        if fact.kind == "deadline"
        and fact.end is not None
        and not _MONTH_ONLY.fullmatch(fact.span.text.strip())
        and not (_BY_THE_CALENDAR.search(fact.span.text) and not _DAY.search(fact.span.text))
    ]
    return f" with {day_words(min(latest))} in mind" if latest else ""


# “Shift Wednesday”, “knock Friday on the head”: the day that is given up.
_LEAVES = re.compile(
    r"\b(?:shift|move|skip|leave|cancel|knock|push|postpone|put|swap|change|re-?arrange|re-?schedule|scrap|bin|miss|drop|call off|do|make|manage)"
    r"(?: (?:it|us|me|the|this|next|our|my|your|coming|appointment|visit|booking|slot|job|clean|for|on|of|from|off|back|out))* $",
    re.I,
)
_TO_THAT_DAY = re.compile(
    r"\b(?:to|until|till|for|(?:could|can|would|do) (?:you|we|u) (?:do|make|manage)|make it|(?:i|we) (?:can|could) (?:do|make))(?: (?:the|this|next|it))* $",
    re.I,
)
_IS_LEFT = re.compile(
    r"^[^.?!,;\n]{0,15}\b(?:no good|on the head|off\b|out of the question|not possible|won['’]?t work|doesn['’]?t (?:work|suit))",
    re.I,
)


def _is_left(fact: DateFact, enquiry: Enquiry) -> bool:
    """Whether the day is the one that was agreed, and is now given up: it is not looked for in the diary again."""
    text = enquiry.messages[fact.span.message].text
    before, after = text[: fact.span.start], text[fact.span.end :]
    return bool(_IS_LEFT.match(after) or (_LEAVES.search(before) and not _TO_THAT_DAY.search(before)))


def _joined(days: Sequence[date]) -> str:
    if len(days) == 1:
        return day_words(days[0])
    first, second = days
    return f"{day_words(first)} or {day_words(second)}"


def _part(facts: Sequence[DateFact]) -> str:
    parts = {fact.part for fact in facts}
    word = {"am": " in the morning", "pm": " in the afternoon", "eve": " in the evening"}
    return word.get(next(iter(parts)) or "", "") if len(parts) == 1 else ""
