"""“Are you still coming Monday?”: what the owner themselves wrote to this customer about a day still to come, said again."""

from __future__ import annotations

import re
from datetime import date, timedelta

from handlet.drafting.engine.composing.heard import day_words
from handlet.drafting.engine.composing.tone import one_of, voiced
from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.port import Enquiry
from handlet.kit.london import london_day

_STILL = re.compile(
    r"\b(?:still (?:ok|on|coming|good|alright|fine|booked|all right|happening)|you'?re? (?:still )?coming|are (?:you|we) (?:still|ok|on)|confirm\w*|what (?:day|time))\b",
    re.I,
)
_AT = re.compile(
    r"\bat\s+(\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?|half \w+|noon|midday)\b|\b(\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm))\b", re.I
)


def reminded(enquiry: Enquiry) -> str:
    """Empty where they do not ask about a visit, or the owner’s words name no coming day."""
    if not _STILL.search(plain(" ".join(line.text for line in enquiry.messages)).text):
        return ""
    today = london_day(enquiry.now)
    for line in reversed(enquiry.thread):
        if line.direction != "out":
            continue
        text, said = plain(line.text).text, london_day(line.at)
        day = _day(text, said)
        if day is None or day < today:
            continue
        clock = _AT.search(text)
        at = f" at {(clock.group(1) or clock.group(2)).strip()}" if clock else ""
        form = one_of(
            enquiry,
            "reminded",
            [
                "Yes, as in {my} last message: {day}{at}. {Ill} let you know if anything changes.",
                "Yes, it’s {day}{at}, as {I} said. {Ill} shout if anything changes.",
            ],
        )
        return voiced(form, enquiry, day=day_words(day), at=at)
    return ""


def _day(text: str, said: date) -> date | None:
    values = {value for one in saying.literal(text, said) if one.kind == "date" for value in one.values}
    for kind in ("daymonth", "date", "weekday"):
        for value in sorted(values):
            name, _, rest = value.partition(" ")
            if name != kind:
                continue
            if kind == "date":
                return date.fromisoformat(rest)
            if kind == "weekday":
                return said + timedelta((saying.WEEKDAYS.index(rest) - said.weekday() - 1) % 7 + 1)
            day, month = (int(part) for part in rest.split())
            for year in (said.year, said.year + 1):
                try:
                    found = date(year, month, day)
                except ValueError:
                    continue
                if found >= said:
                    return found
    return None
