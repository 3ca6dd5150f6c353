"""Behind us or ahead: what the verbs of the sentence say of a day without a year."""

from __future__ import annotations

import re
from dataclasses import replace

from handlet.drafting.engine.reading.calendar import DAY, month_end
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
    "appeared", "cracked", "snapped", "tripped", "burst", "flooded", "cleaned", "painted", "visited", "moved", "transferred",
}  # fmt: skip
_NOT_PAST = {"need", "needed", "booked", "arranged", "scheduled", "wanted", "required", "painted", "fitted", "fixed", "skimmed", "cleaned", "boarded", "installed",
             "replaced", "serviced", "bed", "shed", "interested", "planned", "preferred", "tiled", "plastered", "red", "confirmed", "checked", "moved", "re-felted",
             "removed", "repaired", "sorted", "cleared", "finished", "completed", "delivered"}  # fmt: skip
_WISHES = set("want wants wanted like need needs get getting have having be would love".split())
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
        back = when.start.replace(year=when.start.year - 1)
        assert when.end is not None
        ahead = when.end
        end = (
            month_end(ahead.year - 1, ahead.month)
            if when.grain == "month" and ahead == month_end(ahead.year, ahead.month)
            else ahead - 365 * DAY
        )
        return replace(when, start=back, end=end, past=True)
    if when.grain == "date" and when.start and when.start > said.today + 40 * DAY and looks_back(said, when):
        year_before = day_or_none(when.start.year - 1, when.start.month, when.start.day)
        return replace(when, start=year_before, end=year_before, past=True) if year_before else when
    if when.grain == "the" and when.start and looks_back(said, when):
        first = said.today if when.start.day < said.today.day else said.today.replace(day=1) - DAY
        gone = day_or_none(first.year, first.month, when.start.day)
        return replace(when, start=gone, end=gone, past=True) if gone else when
    return when


def looks_back(said: Words, when: When) -> bool:
    """The verb nearest before the day tells whether it is behind us or ahead."""
    before = said.clause(when)
    told = " ".join(before)
    if _THANKED.search(told) or (before[-1:] == ["from"] and "still" in before):
        return True
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word == "by" and place < len(before) - 1:
            continue
        if word in _AHEAD:
            return False
        if before[place - 1 : place] and before[place - 1] in ("be", "being", "get", "getting"):
            continue
        # "get the fence painted", "like the lawn returfed": done to it, not done.
        wished = any(other in _WISHES for other in before[max(0, place - 6) : place])
        if word in _BACK or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST and not wished):
            return True
    for word in said.clause(when, after=5)[len(before) :]:
        if word in _AHEAD:
            return False
        if word in _BACK:
            return True
    return False
