"""What the customer wrote about, in one or two of their own plain words, and the days they named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import DateFact, Enquiry, Reading
from handlet.kit.london import london_day

# Things of the trades that may be said back. Nothing about people, health or money is among them.
_THINGS = (
    "kitchen tap|outside tap|tap|toilet|cistern|basin|sink|bath|shower|radiator|rad|boiler|thermostat|stopcock|pipe|drain|dishwasher|washing machine"
    "|socket|light|downlight|fuse ?box|fuse ?board|consumer unit|cooker|charger|alarm|extractor fan|fan|switch|circuit"
    "|ceiling|wall|stairs|staircase|skirting|coving|wallpaper|front door|back door|door|window|fence|gate|shed|decking|patio|lawn|hedge|turf|tree"
    "|floor|worktop|shelf|shelves|wardrobe|tile|splashback|grout|roof|gutter|chimney|slate|skylight|flashing|fascia|soffit"
    "|lock|cylinder|letterbox|oven|carpet|sofa|mattress|plaster|artex|damp patch|laminate|grab rail|handrail|banister|gravel|driveway|drive|loft|conservatory|garage"
)
_THING = re.compile(rf"\b((?:{_THINGS})s?)\b", re.I)
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


def things(enquiry: Enquiry) -> Sequence[str]:
    """The things they name, in order, in their own words; a thing inside a longer one counts once."""
    found: list[str] = []
    for source in sources_of(enquiry):
        if not source.own:
            continue
        for match in _THING.finditer(source.text[: source.forwarded]):
            thing = " ".join(match.group().lower().split())
            stem = thing.rstrip("s")
            if all(stem not in one and one.rstrip("s") not in thing for one in found):
                found.append(thing)
    return found


def about(enquiry: Enquiry) -> str:
    """“ about the tap”, or empty where nothing plain was named, or more than two things."""
    named = things(enquiry)
    return f" about the {' and the '.join(named)}" if 1 <= len(named) <= 2 else ""


def has_photos(enquiry: Enquiry) -> bool:
    return any(name.lower().endswith((".jpg", ".jpeg", ".png", ".heic", ".webp")) for name in enquiry.attachment_names)


_SEASON = re.compile(
    rf"(?:(?:in|during|around|early|late|mid) )?(?:{'|'.join(MONTHS)}|spring|summer|autumn|winter)", re.I
)


def day_words(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def when_words(enquiry: Enquiry, reading: Reading) -> str:
    """The days they asked for, to follow “check the diary”: “ for Thursday 3 December in the morning”; empty for none."""
    today = london_day(enquiry.now)
    own = [fact for fact in reading.dates if fact.span.message >= 0 and (fact.end or fact.start or today) >= today]
    wished = [fact for fact in own if fact.kind == "preferred" and fact.start is not None]
    days = list(dict.fromkeys(fact.start for fact in wished if fact.start is not None and fact.start == fact.end))
    if wished and len(days) == len({(fact.start, fact.end) for fact in wished}) and len(days) <= 2:
        return f" for {_joined(sorted(days))}{_part(wished)}"
    if len(wished) == 1 and _SEASON.fullmatch(wished[0].span.text.strip()):
        words = re.sub(r"^(?:in|during|around)\s+", "", wished[0].span.text.strip(), flags=re.I)
        return f" for {words[:1].upper() + words[1:] if words.title() in MONTHS else words.lower()}"
    if wished:
        return " for the days you mention"
    latest = [fact.end for fact in own if fact.kind == "deadline" and fact.end is not None]
    return f" with {day_words(min(latest))} in mind" if latest else ""


def _joined(days: Sequence[date]) -> str:
    if len(days) == 1:
        return day_words(days[0])
    first, second = days
    return f"{day_words(first)} or {day_words(second)}"


def _part(facts: Sequence[DateFact]) -> str:
    parts = {fact.part for fact in facts}
    word = {"am": " in the morning", "pm": " in the afternoon", "eve": " in the evening"}
    return word.get(next(iter(parts)) or "", "") if len(parts) == 1 else ""
