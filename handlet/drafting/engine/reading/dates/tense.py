"""Behind us or ahead: what the verbs of the sentence say of a day without a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from handlet.drafting.engine.reading.calendar import DAY, easter, month_end
from handlet.drafting.engine.reading.dates.words import When, Words, day_or_none

_AHEAD = {
    "can", "could", "would", "will", "want", "need", "needs", "like", "coming", "come", "due", "booked", "book", "free", "available", "is", "are",
    "please", "pls", "ideally", "by", "before", "until", "till", "be", "do", "am", "have", "i'll", "we'll", "you'll", "going", "hoping", "any",
    "move", "moving", "prefer", "preferably", "still", "change", "reschedule", "it's", "i'm", "we're", "does", "should", "may", "might",
        "let", "make", "again", "arrive", "arriving", "next", "start", "starting", "get", "if", "cancel", "see", "confirmed", "arranged", "scheduled",
    "meeting", "being", "im", "wanting", "looking", "thinking", "ready", "there's", "that's", "work", "works", "think",
}  # fmt: skip
_BACK = {
    "lost", "ran", "heard", "felt", "woke", "kept", "began", "threw", "tore", "split", "fallen", "gone", "found", "met", "grew",
    "did", "was", "were", "came", "had", "broke", "went", "since", "ago", "happened", "leaked", "fixed", "fitted", "installed", "left", "said",
    "told", "sent", "rang", "paid", "got", "bought", "saw", "done", "blew", "fell", "stopped", "called", "spoke", "emailed", "messaged", "been",
    "finished", "quoted", "gave", "took", "put", "made", "turned", "started", "missed", "promised", "supposed", "didn't", "wasn't", "noticed",
    "hung", "froze", "laid", "drove", "dug", "drew", "swept", "wrote", "stuck", "sold", "wore", "won", "brought", "built", "shook",
    "knew", "ate", "flew", "sank", "shrank", "rose", "caught", "dropped", "appeared", "cracked", "snapped", "tripped", "burst", "flooded", "cleaned", "painted", "visited", "moved", "transferred",
}  # fmt: skip
_NOT_PAST = {"need", "needed", "booked", "arranged", "scheduled", "wanted", "required", "painted", "fitted", "fixed", "skimmed", "cleaned", "boarded", "installed",
             "replaced", "serviced", "bed", "shed", "interested", "planned", "preferred", "tiled", "plastered", "red", "confirmed", "checked", "moved", "re-felted",
             "terraced", "detached", "raised", "limited", "removed", "repaired", "sorted", "cleared", "finished", "completed", "delivered"}  # fmt: skip
_WISHES = set("want wants wanted like need needs get getting have having be would love".split())
# The same word now and then: “put a bandana on him”, “you put it up on Saturday”.
_EITHER = {"put", "split", "burst", "got"}
_TELLS = set(
    "you he she they i we who which that has have had he's she's they've i've we've you've it pipe tank lads".split()
)
_BY_SOMEBODY = set("you he she they i we who it which that just only finally also already never and has had".split())
_PEOPLE = set("you we i he she they who".split())
_OWN = set("a an the our my your his her their this that these those new old".split())
_TOLD_IT_WOULD_BE = re.compile(
    r"\b(?:said|promised|told (?:me|us)|reckoned|assured)\b.{0,40}\b(?:i'd|you'd|we'd|it'd|he'd|she'd|they'd|would|be)\b"
)
_STILL_WAITING = re.compile(
    r"\b(?:still|nothing|no sign|no show|heard|waiting|forgotten|never (?:came|turned|showed)|nobody)\b"
)
_BILLED = re.compile(r"\b(?:invoice|bill|receipt|paperwork|payment|paid|pay) for(?: [a-z]+){0,3}(?: in| on)?$")
_THANKED = re.compile(r"\bthank(?:s|you| you) (?:so much |very much |again |a lot )?for (?:\w+ ){0,2}?\w+ing\b")


def settled(said: Words, when: When) -> When:
    """Past or future: a day without a year lies ahead unless the sentence looks back."""
    if when.past or when.grain == "each":
        return when
    if when.start == when.end == said.today and when.part != "eve" and looks_back(said, when):
        return replace(when, past=True)
    if when.weekday is not None and when.start and looks_back(said, when):
        start = when.start
        while start >= said.today:
            start -= 7 * DAY
        return replace(when, start=start, end=start, past=True)
    if when.grain in ("month", "season") and when.start and when.start > said.today and looks_back(said, when):
        return _a_year_before(when)
    if when.grain in ("feast", "newyear") and when.start and when.start > said.today and looks_back(said, when):
        return _a_year_before(when)
    if when.grain == "weekend" and when.start and when.end and when.start >= said.today and looks_back(said, when):
        return replace(when, start=when.start - 7 * DAY, end=when.end - 7 * DAY, past=True)
    if when.grain == "days" and when.start and when.start > said.today + 200 * DAY and looks_back(said, when):
        return _a_year_before(when)
    if when.grain == "date" and when.start and when.start > said.today + 40 * DAY and looks_back(said, when):
        year_before = day_or_none(when.start.year - 1, when.start.month, when.start.day)
        return replace(when, start=year_before, end=year_before, past=True) if year_before else when
    if when.grain == "the" and when.start and looks_back(said, when):
        first = said.today if when.start.day < said.today.day else said.today.replace(day=1) - DAY
        gone = day_or_none(first.year, first.month, when.start.day)
        return replace(when, start=gone, end=gone, past=True) if gone else when
    return when


def _a_year_before(when: When) -> When:
    """The same stretch of the year before; Easter by its own moon."""
    if when.start and when.end and when.start <= easter(when.start.year) <= when.end and when.grain == "feast":
        moved = easter(when.start.year) - easter(when.start.year - 1)
        return replace(when, start=when.start - moved, end=when.end - moved, past=True)
    start, end = (_year_less(day) if day else None for day in (when.start, when.end))
    return replace(when, start=start, end=end, past=True)


def _year_less(day: date) -> date:
    last = day == month_end(day.year, day.month)
    return month_end(day.year - 1, day.month) if last else day.replace(year=day.year - 1)


def looks_back(said: Words, when: When) -> bool:
    """The verb nearest before the day tells whether it is behind us or ahead."""
    before = said.clause(when)
    told = " ".join(before)
    if _THANKED.search(told) or _BILLED.search(told) or (before[-1:] == ["from"] and "still" in before):
        return True
    if _TOLD_IT_WOULD_BE.search(told) and _STILL_WAITING.search(said.source.text.lower()):
        return True
    limit = before[-1:] in (["before"], ["until"], ["till"])
    if limit:
        # “doors you fitted before Christmas”, not “fitted before Christmas”.
        before = before[:-1]
        if not any(
            who in _PEOPLE and (did in _BACK or (did.endswith("ed") and did not in _AHEAD))
            for who, did in pairwise(before)
        ):
            return False
    for place in range(len(before) - 1, -1, -1):
        word, ahead = before[place], before[place - 1] if place else ""
        if word == "by" and place < len(before) - 1:
            continue
        if word == "gotta" or (word == "got" and before[place + 1 : place + 2] == ["to"]):
            return False
        if word in ("have", "has") and before[place + 1 : place + 2] in (["had"], ["been"]):
            return True
        if ahead in ("it", "them", "this", "that") and place > 1 and before[place - 2] in _WISHES:
            # “I'd want it done in May”
            return False
        if word in _EITHER and ahead not in _TELLS:
            if ahead in ("to", "can", "could", "please", "and", "pls"):
                return False
            if word == "put":
                continue
        if word in _AHEAD and not (limit and word in ("be", "is", "it's")):
            return False
        if before[place - 1 : place] and before[place - 1] in ("be", "being", "get", "getting"):
            continue
        # "get the fence painted", "like the lawn returfed": done to it, not done.
        wished = any(other in _WISHES for other in before[max(0, place - 6) : place])
        if word.endswith("ed") and ahead in _OWN and place < len(before) - 1:
            # “our rented house”: what it is like.
            continue
        if word in _NOT_PAST and ahead not in _BY_SOMEBODY and any(other in _WISHES for other in before[:place]):
            # “to have the door and the three windows at the front painted”
            continue
        if word in _BACK or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST and not wished):
            return True
    behind = said.clause(when, after=5)[len(before) :]
    for place, word in enumerate(behind):
        if word in ("have", "has", "'ve") and (
            behind[place + 1 : place + 2] in (["had"], ["been"], ["taken"], ["blown"], ["brought"], ["left"])
        ):
            return True
        if word in _AHEAD:
            return False
        if word in _BACK:
            return True
    return False
