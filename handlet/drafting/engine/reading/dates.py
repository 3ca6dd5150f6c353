"""Dates as customers write them, reckoned in Europe/London from the message's own time.

A small interval grammar over tokens. A base ("Tuesday", "the 4th", "next week", "mid January", "before Christmas") is read
first, then what stands after it (part of day, "next week", "to Friday") and before it (by, from, not before, a week on).
What the sentence does with it gives the kind: deadline, preferred, unavailable, existing, past or recurring.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, bank_holidays, easter, half_terms, monday, month_end
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.timewords import (
    AFTER,
    AFTER_TOMORROW,
    BEFORE,
    BY,
    DOUBTFUL_DAYS,
    DOUBTFUL_MONTHS,
    FROM,
    MONTHS,
    NEXT,
    PARTS,
    PLURAL_DAYS,
    TODAY,
    TOMORROW,
    TONIGHT,
    UNTIL,
    WEEK,
    WEEKDAYS,
    YESTERDAY,
)
from handlet.drafting.engine.reading.tokens import Token, read_number, sentences
from handlet.drafting.port import DateFact
from handlet.kit.london import LONDON

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class When:
    """A reading of tokens [i, j). grain: day, days, week, month, season, open, each (every such day)."""

    start: date | None
    end: date | None
    i: int
    j: int
    grain: str = "day"
    part: str | None = None
    kind: str = ""
    past: bool = False
    weekday: int | None = None


def dates(
    source: Source, tokens: Sequence[Token], taken: Sequence[Place], language: str = "en", nation: str = "england"
) -> tuple[list[DateFact], list[DateFact], list[Place]]:
    """Dates with at least one end; then bare times and habits ("after 5", "weekday mornings"), which have none; and the places."""
    free = [t for t in tokens if not any(a < t.end and t.start < b for a, b in taken)]
    reader = _Reader(source, free, language, nation)
    found = reader.all()
    facts: list[DateFact] = []
    times: list[DateFact] = []
    places: list[Place] = []
    for when in found:
        start, end = free[when.i].start, free[when.j - 1].end
        places.append((start, end))
        whole = source.text[start:end].lower().split()
        if (when.start and when.end and (when.end - when.start).days > MOST_DAYS) or whole[-1:] == ["year"] == whole[
            1:
        ]:
            # “last year”, “not this year”, “four years ago”: a story, no day to come or go.
            continue
        fact = DateFact(when.start, when.end, when.part, when.kind or "preferred", source.span(start, end))
        if when.start is None and when.end is None:
            times.append(fact)
        elif not any((f.start, f.end, f.part, f.kind) == (fact.start, fact.end, fact.part, fact.kind) for f in facts):
            facts.append(fact)
    return facts, times, places


MOST_DAYS = 300


# "do" is until in Polish, "o" from in Welsh: words of other languages count only where the message is in one.
_ENGLISH_BEFORE = {"before", "b4"}
_ENGLISH_UNTIL = {"until", "till", "til", "untill"}
_ENGLISH_AFTER = {"after"}
_ENGLISH_FROM = {"from", "starting"}
_ABOUT = {"about", "around", "roughly", "approx", "approximately", "maybe", "say", "like", "probably"}
_REGULAR = re.compile(
    r"\b(?:every|each|weekly|fortnightly|regular\w*|once a week|twice a|per week|a week(?! (?:on|today|tomorrow|from))|monthly|alternate|every other)\b"
)
_VISIT = {
    "fitting",
    "job",
    "visit",
    "appointment",
    "slot",
    "clean",
    "booking",
    "survey",
    "work",
    "appt",
    "service",
    "one",
}
_MOVES = {
    "move",
    "moved",
    "change",
    "changed",
    "swap",
    "swapped",
    "reschedule",
    "rearrange",
    "push",
    "pushed",
    "bring",
    "postpone",
    "switch",
    "shift",
    "put",
}
_ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_SUFFIX = {"st", "nd", "rd", "th"}
_JOIN = {"or", "and", "&", "/", ",", "lub", "albo", "sau", "o", "ou", "oder", "neu", "i"}
_TO = {"to", "-", "until", "till", "til", "through", "thru"}
_EARLY = {"early", "beginning", "start", "begining"}
_LATE = {"late", "end"}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_UNIT_DAYS = {
    "day": 1,
    "days": 1,
    "days'": 1,
    "week": 7,
    "weeks": 7,
    "weeks'": 7,
    "wk": 7,
    "wks": 7,
    "fortnight": 14,
    "fortnights": 14,
    "fortnight's": 14,
    "week's": 7,
    "day's": 1,
}
_UNIT_MONTHS = {"month": 1, "months": 1, "months'": 1, "mth": 1, "mths": 1}
_FEW = {"couple": 2, "few": 3}
_AFTER_THE_DATE = {
    "we're", "i'm", "they're", "were", "im", "it's", "its", "he's", "she's", "we'll", "i'll", "we've", "i've", "when", "where", "who", "not", "onward", "maybe", "ideal", "ideally", "perfect", "great", "be", "sounds", "sometime", "only", "also", "too", "first", "all", "latest", "may", "might", "work", "suit", "them", "he", "she", "they", "keys", "move", "moving", "time",
    "of", "at", "in", "if", "or", "and", "to", "please", "pls", "plz", "would", "is", "but", "for", "around", "after", "before", "onwards",
    "as", "we", "i", "it", "though", "preferably", "until", "till", "am", "pm", "morning", "afternoon", "evening", "then",
    "so", "works", "suits", "ok", "okay", "thanks", "ta", "was", "will", "can", "could", "instead", "any", "because", "cos", "with", "by",
    "from", "on", "should", "that", "you", "still", "does", "has", "which", "since", "x", "just", "good", "fine", "best", "earliest", "are", "do", "have", "there", "my", "our",
}  # fmt: skip


class _Reader:
    def __init__(self, source: Source, tokens: list[Token], language: str, nation: str = "england") -> None:
        self.nation = nation
        local = source.at.astimezone(LONDON)
        self.source, self.tokens, self.language = source, tokens, language
        self.today, self.hour = local.date(), local.hour
        self.words = [t.lower for t in tokens]
        self.ends = [end for _, end in sentences(source.text)]
        self.last: When | None = None

        english = language == "en"
        self.before_words = _ENGLISH_BEFORE if english else BEFORE
        self.until_words = _ENGLISH_UNTIL if english else UNTIL
        self.after_words = _ENGLISH_AFTER if english else AFTER
        self.from_words = _ENGLISH_FROM if english else FROM

    # --- tokens ---

    def w(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def seq(self, at: int, *words: str | set[str]) -> bool:
        return all(
            self.w(at + n) in word if isinstance(word, set) else self.w(at + n) == word for n, word in enumerate(words)
        )

    def glued(self, at: int) -> bool:
        """Token `at` follows the one before it without a blank."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def number(self, at: int) -> int | None:
        if (
            0 <= at < len(self.tokens)
            and self.tokens[at].kind == "number"
            and self.tokens[at].text.isdigit()
            and len(self.tokens[at].text) < 9
        ):
            return int(self.tokens[at].text)
        return None

    # --- the walk ---

    def all(self) -> list[When]:
        found: list[When] = []
        i = 0
        while i < len(self.tokens):
            when = self.phrase(i)
            if when is None or when.j <= i:
                i += 1
                continue
            found.append(when)
            if when.start or when.end:
                self.last = when
            i = when.j
        named = self.parted([replace(when, kind=when.kind or self.kind(when)) for when in found])
        # A deadline has only an end.
        return [
            replace(when, start=None)
            if when.kind == "deadline" and when.end is not None and not self.is_event(when)
            else when
            for when in named
        ]

    def is_event(self, when: When) -> bool:
        """Completion, a party, guests: the day itself is told, and the work is for before it."""
        return when.start is not None and not _LIMIT.search(" ".join(self.clause(when)[-9:]))

    def parted(self, found: list[When]) -> list[When]:
        """“Thursday … Prefer late afternoon”: a part of the day said on its own belongs to the one day that is wished for."""
        parts = {
            when.part
            for when in found
            if when.start is None and when.end is None and when.part and when.kind == "preferred"
        }
        dated = [when for when in found if (when.start or when.end) and when.kind == "preferred"]
        if len(parts) != 1 or len(dated) != 1 or dated[0].part:
            return found
        return [replace(when, part=next(iter(parts))) if when is dated[0] else when for when in found]

    def phrase(self, i: int) -> When | None:
        base = self.base(i) or self.time_first(i)
        if base is None:
            return None
        base = self.with_part(base)
        base = self.with_end(base)
        return self.with_lead(self.settled(base))

    def settled(self, when: When) -> When:
        """Past or future: a day without a year lies ahead unless the sentence looks back."""
        if when.past or when.grain == "each":
            return when
        if when.start == when.end == self.today and when.part != "eve" and self.looks_back(when):
            return replace(when, past=True)
        if when.weekday is not None and when.start and self.looks_back(when):
            start = when.start
            while start >= self.today:
                start -= 7 * DAY
            return replace(when, start=start, end=start, past=True)
        if when.grain in ("month", "season") and when.start and when.start > self.today and self.looks_back(when):
            back = when.start.replace(year=when.start.year - 1)
            assert when.end is not None
            ahead = when.end
            end = (
                month_end(ahead.year - 1, ahead.month)
                if when.grain == "month" and ahead == month_end(ahead.year, ahead.month)
                else ahead - 365 * DAY
            )
            return replace(when, start=back, end=end, past=True)
        if when.grain == "date" and when.start and when.start > self.today + 40 * DAY and self.looks_back(when):
            year_before = _safe(when.start.year - 1, when.start.month, when.start.day)
            return replace(when, start=year_before, end=year_before, past=True) if year_before else when
        if when.grain == "the" and when.start and self.looks_back(when):
            first = self.today if when.start.day < self.today.day else self.today.replace(day=1) - DAY
            gone = _safe(first.year, first.month, when.start.day)
            return replace(when, start=gone, end=gone, past=True) if gone else when
        return when

    # --- bases ---

    def base(self, i: int) -> When | None:
        for rule in (self.beside_a_day, self.named_holiday, self.end_of_month, self.part_of_month, self.named_day, self.ago, self.span_ahead, self.week, self.weekday, self.calendar_date,
                     self.month, self.feast, self.season, self.habit):  # fmt: skip
            when = rule(i)
            if when is not None:
                return when
        return None

    def beside_a_day(self, i: int) -> When | None:
        """the Tuesday after the bank holiday, the day before Boxing Day, the first Monday in December, after that, that weekend."""
        j = i + (self.w(i) == "the")
        places = {
            "first": 0,
            "1st": 0,
            "second": 1,
            "2nd": 1,
            "third": 2,
            "3rd": 2,
            "fourth": 3,
            "last": -1,
            "final": -1,
        }
        if self.w(j) in places and self.w(j + 1) in WEEKDAYS and self.w(j + 2) in ("of", "in"):
            month = self.month(j + 3, bare=True)
            if month and month.grain == "month" and month.start and month.end:
                first = month.start.replace(day=1)
                days = [first + n * DAY for n in range((month.end - first).days + 1)]
                fitting = [day for day in days if day.weekday() == WEEKDAYS[self.w(j + 1)]]
                return self.day(fitting[places[self.w(j)]], i, month.j)
        there = self.anaphor(i)
        if there is not None:
            return there
        number = WEEKDAYS.get(self.w(j))
        k = j + 1
        if number is None:
            if self.seq(j, "bank", {"holiday", "hol"}):
                k = j + 2
            elif self.w(j) not in ("day", "weekend"):
                return None
        if self.w(k) not in ("before", "after", "following"):
            return None
        later = self.w(k) != "before"
        k += 1
        at = k + (self.w(k) == "the")
        anchor = self.named_holiday(k) or self.feast(at) or self.named_holiday(at) or self.calendar_date(k)
        if anchor is None or anchor.start is None or anchor.end is None:
            return None
        final: date = anchor.start if anchor.grain == "newyear" else anchor.end
        step = DAY if later else -DAY
        day: date = (final if later else anchor.start) + step
        if self.w(j) == "bank":
            while day not in bank_holidays(day.year, self.nation):
                day += step
        elif self.w(j) == "weekend":
            while day.weekday() != (5 if later else 6):
                day += step
            return When(min(day, day + step), max(day, day + step), i, anchor.j, "weekend")
        elif number is not None:
            while day.weekday() != number:
                day += step
        return self.day(day, i, anchor.j)

    def anaphor(self, i: int) -> When | None:
        """after that, before then, that weekend, the week after: reckoned from the day named last."""
        last = self.last
        if last is None or (last.start is None and last.end is None) or last.past or i - last.j > 14:
            return None
        first, final = last.start or last.end, last.end or last.start
        assert first is not None
        assert final is not None
        if self.w(i) in ("after", "before", "by", "from", "until", "till") and self.w(i + 1) in ("that", "then"):
            if (
                self.w(i + 1) == "that"
                and self.w(i + 2)
                and self.w(i + 2)[0].isalpha()
                and self.w(i + 2) not in _AFTER_THE_DATE
            ):
                return None
            if self.w(i) in ("after", "from"):
                return When(
                    final + (DAY if self.w(i) == "after" else 0 * DAY), None, i, i + 2, "open", kind="preferred"
                )
            end = first - DAY if self.w(i) == "before" else first
            return When(None, end, i, i + 2, "open", kind="deadline")
        if self.w(i) == "that" and self.w(i + 1) in ("weekend", "week", "day", "morning", "afternoon", "evening"):
            if self.w(i + 1) == "weekend":
                saturday = monday(first) + 5 * DAY
                return When(saturday, saturday + DAY, i, i + 2, "weekend")
            if self.w(i + 1) == "week":
                return When(monday(first), monday(first) + 4 * DAY, i, i + 2, "week")
            return replace(self.day(first, i, i + 2), part=PARTS.get(self.w(i + 1)))
        if self.seq(i, "the", {"week", "day"}, "after") and self.w(i + 3) not in (
            "next",
            "the",
            "that",
            "christmas",
            "easter",
            "new",
            "this",
        ):
            if self.w(i + 1) == "day":
                return self.day(final + DAY, i, i + 3) if first == final else None
            return When(monday(first) + 7 * DAY, monday(first) + 11 * DAY, i, i + 3, "week")
        if self.seq(i, "the", "following", {"week", "day"}):
            if self.w(i + 2) == "day":
                return self.day(final + DAY, i, i + 3) if first == final else None
            return When(monday(first) + 7 * DAY, monday(first) + 11 * DAY, i, i + 3, "week")
        return None

    def named_holiday(self, i: int) -> When | None:
        """the late May bank holiday, May half term, between Christmas and New Year, pancake day."""
        begin = i
        i += self.w(i) == "the"
        if (
            self.w(i) == "between"
            and self.w(i + 1) in ("christmas", "xmas", "crimbo")
            and self.w(i + 2) in ("and", "&", "n")
        ):
            j = i + 3
            if self.w(j) == "new" and self.w(j + 1) in ("year", "years", "year's", "yr"):
                year = self.today.year - (self.today.month == 1 and self.today.day < 2)
                return When(date(year, 12, 27), date(year, 12, 31), begin, j + 2, "days")
        which = ""
        j = i
        if self.w(j) in ("early", "late", "spring", "summer", "first", "second", "last", "next", "this"):
            which, j = self.w(j), j + 1
        month = MONTHS.get(self.w(j))
        j += month is not None
        if (
            self.seq(j, "bank", {"holiday", "hol"})
            and (which or month)
            and self.w(j + 2) not in ("rates", "rate", "weekend")
        ):
            if which == "spring":
                month, which = 5, "late"
            elif which == "summer":
                month, which = 8, "last"
            coming = [
                day
                for year in (self.today.year, self.today.year + 1)
                for day in bank_holidays(year, self.nation)
                if day >= self.today
            ]
            fitting = [day for day in coming if month is None or day.month == month]
            if month == 5 and which in ("early", "first"):
                fitting = [day for day in fitting if day.day < 9]
            elif month == 5 and which in ("late", "second", "last"):
                fitting = [day for day in fitting if day.day > 20]
            return self.day(fitting[0], begin, j + 2) if fitting else None
        if (
            self.seq(j, "half", "term") or self.seq(j, "half", "-", "term") or self.w(j) == "halfterm"
        ) and which not in ("first", "second"):
            end = j + (1 if self.w(j) == "halfterm" else 3 if self.w(j + 1) == "-" else 2)
            end += self.w(end) in ("week", "holiday", "holidays")
            for year in (self.today.year, self.today.year + 1):
                for first in half_terms(year):
                    if first + 4 * DAY >= self.today and month in (None, first.month):
                        return When(first, first + 4 * DAY, begin, end, "week")
        if self.w(i) in ("pancake", "shrove") and self.w(i + 1) in ("day", "tuesday"):
            return self.movable(-47, begin, i + 2)
        if self.w(i) in ("mothering",) and self.w(i + 1) == "sunday":
            return self.movable(-21, begin, i + 2)
        if self.w(i) in ("father's", "fathers") and self.w(i + 1) == "day":
            return self.sunday_of(6, 3, begin, i + 2)
        if self.w(i) == "remembrance" and self.w(i + 1) in ("sunday", "day"):
            return self.sunday_of(11, 2, begin, i + 2)
        if self.w(i) == "burns" and self.w(i + 1) == "night":
            return self.fixed(1, 25, begin, i + 2)
        if self.w(i) in ("patrick's", "paddy's", "paddys", "patricks") and self.w(i + 1) == "day":
            return self.fixed(3, 17, begin, i + 2)
        if self.w(i) in ("hogmanay",):
            return self.fixed(12, 31, begin, i + 1)
        if self.w(i) in ("twixmas",):
            return When(date(self.today.year, 12, 27), date(self.today.year, 12, 31), begin, i + 1, "days")
        return None

    def sunday_of(self, month: int, count: int, i: int, j: int) -> When:
        for year in (self.today.year, self.today.year + 1):
            day = date(year, month, 1)
            while day.weekday() != 6:
                day += DAY
            day += 7 * (count - 1) * DAY
            if day >= self.today:
                break
        return self.day(day, i, j)

    def named_day(self, i: int) -> When | None:
        w = self.w(i)
        if self.seq(i, "day", "after", TOMORROW):
            return self.day(self.today + 2 * DAY, i, i + 3)
        if w in AFTER_TOMORROW:
            return self.day(self.today + 2 * DAY, i, i + 1)
        if self.seq(i, "the", "day", "before", YESTERDAY):
            return replace(self.day(self.today - 2 * DAY, i, i + 4), past=True)
        if self.seq(i, "day", "before", YESTERDAY):
            return replace(self.day(self.today - 2 * DAY, i, i + 3), past=True)
        if w in ("a", "one", "1") and self.seq(i + 1, {"week", "fortnight"}, TOMORROW | TODAY):
            ahead = 7 if self.w(i + 1) == "week" else 14
            return self.day(self.today + (ahead + (self.w(i + 2) in TOMORROW)) * DAY, i, i + 3)
        if w in TOMORROW or (w == "2" and self.glued(i + 1) and self.w(i + 1) in ("moro", "morrow", "mo")):
            j = i + (2 if w == "2" else 1)
            if self.w(j) == "week":
                return self.day(self.today + 8 * DAY, i, j + 1)
            return self.day(self.today + DAY, i, j)
        if w == "mañana" and self.language == "es" and self.w(i - 1) != "la":
            return self.day(self.today + DAY, i, i + 1)
        if w == "morgen" and self.language == "de" and self.w(i - 1) not in ("guten", "am"):
            return self.day(self.today + DAY, i, i + 1)
        if w in TODAY or (w == "2" and self.glued(i + 1) and self.w(i + 1) == "day"):
            j = i + (2 if w == "2" else 1)
            if self.w(j) == "week":
                return self.day(self.today + 7 * DAY, i, j + 1)
            return self.day(self.today, i, j)
        if w in TONIGHT or (w == "2" and self.glued(i + 1) and self.w(i + 1) in ("nite", "night")):
            return replace(self.day(self.today, i, i + (2 if w == "2" else 1)), part="eve")
        if w == "this" and self.w(i + 1) in PARTS and self.w(i + 1) not in ("am", "pm"):
            part = PARTS[self.w(i + 1)]
            gone = {"am": 12, "pm": 18, "eve": 24}[part] <= self.hour
            return replace(self.day(self.today, i, i + 2), part=part, past=gone)
        if w == "this" and self.w(i + 1) in ("am", "pm"):
            return replace(self.day(self.today, i, i + 2), part=self.w(i + 1))
        if w == "last" and self.w(i + 1) in ("night", "nite", "evening"):
            return replace(self.day(self.today - DAY, i, i + 2), part="eve", past=True)
        if w == "later" and self.w(i + 1) in TODAY:
            return self.day(self.today, i, i + 2)
        if w in YESTERDAY:
            return replace(self.day(self.today - DAY, i, i + 1), past=True)
        if self.seq(i, "the", "other", {"day", "night"}):
            return None
        return None

    def ago(self, i: int) -> When | None:
        """three days ago; a couple of weeks back."""
        count = self.count(i)
        if count is None:
            return None
        n, j = count
        unit = self.w(j)
        if self.w(j + 1) not in ("ago", "back"):
            return None
        if unit in _UNIT_DAYS:
            return replace(self.day(self.today - n * _UNIT_DAYS[unit] * DAY, i, j + 2), past=True)
        if unit in _UNIT_MONTHS:
            first = _months(self.today, -n)
            return When(first.replace(day=1), month_end(first.year, first.month), i, j + 2, "month", past=True)
        if unit in ("year", "years", "yr", "yrs"):
            year = self.today.year - n
            return When(date(year, 1, 1), date(year, 12, 31), i, j + 2, "year", past=True) if year > 1900 else None
        return None

    least = 0
    """The lower end of a count given as a range (“two to three weeks”); 0 where there was none."""

    def count(self, i: int) -> tuple[int, int] | None:
        self.least = 0
        if self.w(i) in ("a", "an", "the") and self.w(i + 1) in _FEW:
            j = i + 2
            return _FEW[self.w(i + 1)], j + (1 if self.w(j) == "of" else 0)
        if self.w(i) in _FEW:
            return _FEW[self.w(i)], i + 1 + (1 if self.w(i + 1) == "of" else 0)
        if self.w(i) in ("a", "an") and self.w(i + 1) in {*_UNIT_DAYS, *_UNIT_MONTHS, "year"}:
            return 1, i + 1
        read = read_number(self.tokens, i)
        if read and read[0] == int(read[0]) and 0 < read[0] < 400:
            n, j = int(read[0]), read[1]
            # 2-3 weeks, 2 or 3 weeks: the later end is what the customer is ready to wait for.
            if self.w(j) in ("-", "or", "to", "/"):
                more = read_number(self.tokens, j + 1)
                if (
                    more
                    and more[0] == int(more[0])
                    and n < more[0] < 400
                    and self.w(more[1]) in {*_UNIT_DAYS, *_UNIT_MONTHS}
                ):
                    self.least = n
                    return int(more[0]), more[1]
            return n, j
        return None

    def span_ahead(self, i: int) -> When | None:
        """in two weeks, within a fortnight, in the next few days, over the next month, a week on Tuesday."""
        w, j, mode = self.w(i), i, ""
        if w in ("in", "within", "over", "inside", "for"):
            mode, j = w, i + 1
            j += self.w(j) in _ABOUT
        if self.w(j) == "the" and self.w(j + 1) in ("next", "coming"):
            mode, j = "next" if mode != "within" else "within", j + 2
        elif self.w(j) == "next" and (
            self.w(j + 1) in _FEW
            or self.number(j + 1) is not None
            or self.w(j + 1) in ("two", "three", "four", "fortnight", "ten", "six")
        ):
            mode, j = "next" if mode != "within" else "within", j + 1
        if not mode or mode == "for":
            return None
        if self.w(j) == "fortnight" or self.w(j) in ("week", "month"):
            n, k = 1, j
            if mode == "next" and self.w(j) in ("week", "month") and self.w(j - 2) != "the":
                return None
        else:
            count = self.count(j)
            if count is None:
                return None
            n, k = count
        unit = self.w(k)
        if unit == "working":
            unit, k = self.w(k + 1), k + 1
        if unit in _UNIT_DAYS:
            end = self.today + n * _UNIT_DAYS[unit] * DAY
        elif unit in _UNIT_MONTHS:
            end = _months(self.today, n)
        else:
            return None
        k += 1
        if self.w(k) == "'":
            k += 1
        timed = self.w(k) in ("time", "times")
        k += timed
        # Age and use are no dates: "in 20 years", "over the next month it grew".
        if mode in ("next", "over"):
            return When(self.today, end, i, k, "days")
        if mode in ("within", "inside"):
            return When(None, end, i, k, "open", kind="deadline")
        if self.least and unit in _UNIT_DAYS:
            return When(self.today + self.least * _UNIT_DAYS[unit] * DAY, end, i, k, "days")
        if unit in _UNIT_MONTHS:
            return When(end.replace(day=1), month_end(end.year, end.month), i, k, "month")
        return self.day(end, i, k)

    def week(self, i: int) -> When | None:
        w = self.w(i)
        this = monday(self.today)
        ends = self.end_of_month(i)
        if ends is not None:
            return ends
        pieces = {
            "early": (0, 2),
            "mid": (1, 3),
            "middle": (1, 3),
            "later": (2, 4),
            "late": (3, 4),
            "beginning": (0, 1),
            "start": (0, 1),
            "end": (4, 4),
            "latter": (2, 4),
        }
        if w in pieces:
            j = i + 1
            if self.seq(j, "part", "of"):
                j += 2
            if self.w(j) in ("of", "-", "in"):
                j += 1
            if self.w(j) == "the" and self.w(j + 1) in WEEK and w == "end":
                friday = this + 4 * DAY if self.today.weekday() < 5 else this + 11 * DAY
                return self.day(friday, i, j + 2)
            whole = self.week(j) if self.w(j) in NEXT or self.w(j) in ("this", "the") else None
            if whole and whole.grain == "week" and whole.start:
                first = monday(whole.start)
                low, high = pieces[w]
                start = max(first + low * DAY, self.today) if self.w(j) == "this" else first + low * DAY
                return When(start, max(first + high * DAY, start), i, whole.j, "end" if w == "end" else "days")
            return None
        if w in ("week", "wk", "w") and self.w(i + 1) in (
            "commencing",
            "beginning",
            "starting",
            "of",
            "comm",
            "begining",
        ):
            inner = self.calendar_date(i + 2 + (self.w(i + 2) == "on")) or self.weekday(i + 2)
            if inner and inner.start:
                return When(
                    inner.start,
                    inner.start + (4 - inner.start.weekday() if inner.start.weekday() < 5 else 4) * DAY,
                    i,
                    inner.j,
                    "week",
                )
            return None
        if w == "w/c" or (w == "w" and self.seq(i + 1, "/", "c")) or w == "wc":
            inner = self.calendar_date(i + (3 if w == "w" else 1)) or self.weekday(i + (3 if w == "w" else 1))
            if inner and inner.start:
                return When(inner.start, inner.start + 4 * DAY, i, inner.j, "week")
            return None
        if self.seq(i, "week", "after", "next") or self.seq(i, "the", "week", "after", "next"):
            j = i + (4 if w == "the" else 3)
            return When(this + 14 * DAY, this + 18 * DAY, i, j, "week")
        if w in NEXT or self.w(i + 1) in NEXT or (w == "the" and self.w(i + 1) in ("coming",)):
            pair = {w, self.w(i + 1)}
            if pair & WEEK and not (w == "the"):
                if self.w(i + 2) == "'":
                    pass
                return When(this + 7 * DAY, this + 11 * DAY, i, i + 2, "week")
        if w == "semana" and self.seq(i + 1, "que", {"viene", "vem"}):
            return When(this + 7 * DAY, this + 11 * DAY, i, i + 3, "week")
        if w in ("this", "dieser", "diese", "cette", "esta", "tym", "questa") and self.w(i + 1) in WEEK:
            if self.seq(i + 2, "or", "next"):
                return When(self.today, this + 11 * DAY, i, i + 4, "days")
            return When(self.today, this + 6 * DAY, i, i + 2, "week")
        if w in ("last", "past") and self.w(i + 1) in WEEK:
            return When(this - 7 * DAY, this - DAY, i, i + 2, "week", past=True)
        if (
            self.w(i) == "weekend"
            or self.w(i + 1) == "weekend"
            or (self.w(i + 2) == "weekend" and self.w(i + 1) == "bank")
        ):
            return self.weekend(i)
        if w in ("next", "this", "last") and self.w(i + 1) in ("month", "year"):
            return self.month_or_year(i, w, self.w(i + 1))
        if self.seq(i, "end", "of", {"the", "this", "next"}, {"month", "year"}):
            inner = self.month_or_year(i + 2, "this" if self.w(i + 2) == "the" else self.w(i + 2), self.w(i + 3))
            end = inner.end or self.today
            start = end - (10 if self.w(i + 3) == "month" else 30) * DAY
            return When(max(start, self.today), end, i, i + 4, "days")
        if self.seq(i, "end", "of", {"month", "year"}):
            inner = self.month_or_year(i, "this", self.w(i + 2))
            end = inner.end or self.today
            return When(max(end - 10 * DAY, self.today), end, i, i + 3, "days")
        return None

    def end_of_month(self, i: int) -> When | None:
        """end of the month, the end of next month, later this month."""
        j = i + (self.w(i) == "the")
        if self.seq(j, "later", {"this", "in"}) and self.seq(j + 2 + (self.w(j + 2) == "the"), "month"):
            end = month_end(self.today.year, self.today.month)
            return When(min(self.today + DAY, end), end, i, j + 3 + (self.w(j + 2) == "the"), "days")
        if not self.seq(j, "end", "of"):
            return None
        k = j + 2
        which = "this"
        if self.w(k) in ("the", "this", "next"):
            which, k = ("next" if self.w(k) == "next" else "this"), k + 1
        if self.w(k) not in ("month", "year"):
            return None
        inner = self.month_or_year(k, which, self.w(k))
        end = inner.end or self.today
        start = end - (7 if self.w(k) == "month" else 30) * DAY
        return When(max(start, self.today), end, i, k + 1, "end")

    def month_or_year(self, i: int, which: str, unit: str) -> When:
        if unit == "year":
            year = self.today.year + {"next": 1, "this": 0, "last": -1}[which]
            start = max(date(year, 1, 1), self.today) if which == "this" else date(year, 1, 1)
            return When(start, date(year, 12, 31), i, i + 2, "year", past=which == "last")
        first = _months(self.today.replace(day=1), {"next": 1, "this": 0, "last": -1}[which])
        start = self.today if which == "this" else first
        return When(start, month_end(first.year, first.month), i, i + 2, "month", past=which == "last")

    def weekend(self, i: int) -> When | None:
        w, j = self.w(i), i + 2
        saturday = monday(self.today) + 5 * DAY
        if w == "bank" or self.w(i + 1) == "bank":
            return None
        if self.seq(i, "week", "end"):
            return None
        if w in ("this", "the", "coming", "at", "on", "over", "by", "before", "after", "until"):
            if w in ("by", "before", "after", "until", "at", "on", "over"):
                return None
            if self.seq(i + 2, "after", "next"):
                return When(saturday + 14 * DAY, saturday + 15 * DAY, i, i + 4, "weekend")
            if w == "the" and self.seq(i + 2, {"of", "after"}):
                inner = self.calendar_date(i + 3)
                if inner and inner.start:
                    near = monday(inner.start) + 5 * DAY
                    return When(near, near + DAY, i, inner.j, "weekend")
            if self.looks_back(When(None, None, i, j)):
                return When(saturday - 7 * DAY, saturday - 6 * DAY, i, j, "weekend", past=True)
            return When(max(saturday, self.today), saturday + DAY, i, j, "weekend")
        if w in ("next", "following"):
            return When(saturday + 7 * DAY, saturday + 8 * DAY, i, j, "weekend")
        if w == "last":
            return When(saturday - 7 * DAY, saturday - 6 * DAY, i, j, "weekend", past=True)
        if w in ("a", "any", "every", "one"):
            return When(None, None, i, j, "each")
        if w == "weekend":
            if self.w(i - 1) in ("evenings", "or", "and", "any"):
                return When(None, None, i, i + 1, "each")
            return When(max(saturday, self.today), saturday + DAY, i, i + 1, "weekend")
        return None

    def weekday(self, i: int) -> When | None:
        """Tuesday; next/this/last Tuesday; a week on Tuesday; Tuesday week; Tuesday the 4th; Tues or Weds next week."""
        lead, j, plus = "", i, 0
        if self.w(j) in ("a", "one", "1") and self.seq(j + 1, {"week", "fortnight"}, {"on", "this", "from"}):
            plus, j = (7 if self.w(j + 1) == "week" else 14), j + 3
        elif self.seq(j, {"week", "fortnight"}, "on") and self.w(j + 2) in WEEKDAYS:
            plus, j = (7 if self.w(j) == "week" else 14), j + 2
        elif self.seq(j, {"week", "fortnight"}) and self.w(j + 1) in WEEKDAYS and self.w(j - 1) in ("a", "on", ""):
            plus, j = (7 if self.w(j) == "week" else 14), j + 1
        elif self.seq(j, {"two", "2"}, "weeks", "on") and self.w(j + 3) in WEEKDAYS:
            plus, j = 14, j + 3
        if self.w(j) in NEXT or self.w(j) in ("this", "last", "coming", "previous"):
            lead, j = ("next" if self.w(j) in NEXT else self.w(j)), j + 1
            if lead == "this" and self.w(j) == "coming":
                j += 1
        number = WEEKDAYS.get(self.w(j))
        if number is None or (self.w(j) in DOUBTFUL_DAYS and not lead and not plus and not self.is_day(j)):
            return None
        plural_part = self.w(j + 1) in ("mornings", "afternoons", "evenings", "nights")
        if (
            self.w(j) in PLURAL_DAYS
            or self.w(j - 1) in ("every", "each", "alternate", "other")
            or (plural_part and not self.looks_back(When(None, None, i, j)))
            or (self.w(j - 1) in ("a", "any") and not plus)
        ):
            return self.each_weekday(i, j, number)
        k = j + 1
        if self.w(k) == "." and self.number(k + 1) is not None and self.glued(k):
            k += 1
        if self.w(k) == "-" and self.w(k + 1) == "feira":
            k += 2
        exact = self.calendar_date(
            k + (self.w(k) in (",", "the", "le", "el", "dnia", "den", "il") and not self.seq(k, "the")), weekday=number
        )
        if (
            exact
            and not plus
            and (
                self.number(k) is not None
                or self.w(k) in ("the", ",", "dnia", "den", "le", "el", "il")
                or self.w(k) in MONTHS
                or self.w(k) in _ORDINAL_WORDS
            )
        ):
            return replace(exact, i=i)
        ahead = (number - self.today.weekday() - 1) % 7 + 1
        coming = self.today + ahead * DAY
        this = monday(self.today) + number * DAY
        past = False
        if self.w(k) in ("week", "wk") and self.w(k + 1) not in ("commencing", "beginning", "starting", "off"):
            plus, k = 7, k + 1
        elif self.w(k) == "fortnight":
            plus, k = 14, k + 1
        trailing = self.trailing_week(k)
        # Looking at "Tues or Weds next week" from Tues, only the last of the list swallows the words.
        if trailing is not None:
            offset, after = trailing
            target = this + offset * DAY
            if offset == 0 and target < self.today:
                target = coming
            return When(target, target, i, after if after else k, "day", weekday=None)
        if lead == "next":
            target = this + 7 * DAY
        elif lead == "last" or lead == "previous":
            target, past = (this if this < self.today else this - 7 * DAY), True
        elif (
            lead == ""
            and self.last
            and self.last.j == i - 1
            and self.w(i - 1) in _JOIN
            and self.last.weekday is None
            and self.last.start
            and self.last.grain == "day"
            and self.carried
        ):
            target = monday(self.last.start) + number * DAY
        elif lead == "" and not plus and self.in_named_week(i) and self.last and self.last.start:
            target = monday(self.last.start) + number * DAY
            if target < self.today:
                target = coming
        elif lead == "" and not plus and number == self.today.weekday() and self.w(i - 1) in ("it's", "its", "is"):
            target = self.today
        else:
            target = coming + plus * DAY
        self.carried = lead == "next"
        return When(target, target, i, k, "day", past=past, weekday=None if lead or plus else number)

    carried = False

    def in_named_week(self, i: int) -> bool:
        """A week was named earlier in this sentence: “any time next week except Weds”."""
        last = self.last
        return (
            last is not None
            and last.grain == "week"
            and not last.past
            and i - last.j < 9
            and (self.w(i - 1) == "the" or not any(self.w(n) in (".", "?", "!", "\n", ";") for n in range(last.j, i)))
        )

    def trailing_week(self, k: int) -> tuple[int, int] | None:
        """Days to add to this week's day for a "next week" that follows, over a list of weekdays, and where it ends."""
        at, listed = k, False
        for _ in range(10):
            if self.w(at) in ("next", "nxt") and self.w(at + 1) in WEEK:
                return 7, (0 if listed else at + 2)
            if self.w(at) == "this" and self.w(at + 1) in WEEK:
                return 0, (0 if listed else at + 2)
            if self.seq(at, "of", {"next", "this"}, WEEK):
                return (7 if self.w(at + 1) == "next" else 0), (0 if listed else at + 3)
            if self.seq(at, "the", "week", "after") or self.seq(at, "week", "after", "next"):
                return (14 if "next" in (self.w(at + 2), self.w(at + 3)) else 7), (
                    0 if listed else at + (4 if self.w(at + 3) == "next" else 3)
                )
            if self.seq(at, "the", {"following", "next"}, WEEK):
                return 7, (0 if listed else at + 3)
            if self.w(at) in WEEKDAYS:
                listed, at = True, at + 1
            elif self.w(at) in PARTS or self.w(at) in _JOIN or self.w(at) in ("in", "the", "-", "to"):
                at += 1
            else:
                return None
        return None

    def each_weekday(self, i: int, j: int, number: int) -> When | None:
        """Tuesdays: from the next one on where a regular service is wanted, else a habit without a date."""
        if self.w(j) in ("weekdays", "weekends"):
            return When(None, None, i, j + 1, "each")
        regular = _REGULAR.search(self.source.text.lower()) is not None
        asked_for = self.w(j) in PLURAL_DAYS and any(
            word
            in (
                "only",
                "best",
                "ideal",
                "ideally",
                "prefer",
                "preferably",
                "suit",
                "suits",
                "would",
                "please",
                "great",
                "good",
            )
            for word in self.clause(When(None, None, i, j + 1), after=6)
        )
        if self.w(j + 1) in _VISIT and any(
            self.w(k) in _MOVES | {"cancel", "skip", "miss"} for k in range(max(0, i - 4), i)
        ):
            # “push fridays fitting”: the apostrophe is seldom typed, and it is one Friday.
            day = self.today + ((number - self.today.weekday() - 1) % 7 + 1) * DAY
            return When(day, day, i, j + 1, kind="existing")
        began = self.last is not None and self.last.start is not None and self.last.end is None
        if began and regular:
            # “starting 7th December, every other Monday” is one wish; it was read at its beginning.
            return When(None, None, i, j + 1, "each")
        if (regular or asked_for) and not self.refused(i):
            ahead = (number - self.today.weekday() - 1) % 7 + 1
            start = self.today + ahead * DAY
            return When(start, None, i, j + 1, "each", kind="recurring")
        return When(None, None, i, j + 1, "each")

    def is_day(self, j: int) -> bool:
        """Whether "sat", "sun", "mon", "wed" stand for a day here: "sat in water", "the sun", "opt" do not."""
        token, before, after = self.tokens[j], self.w(j - 1), self.w(j + 1)
        word = token.lower
        if word in ("sat", "sun") and after in {
            "dish",
            "dishes",
            "nav",
            "lounger",
            "loungers",
            "room",
            "tv",
            "cream",
            "tunnel",
        }:
            return False
        if word in ("thu", "fri", "tue", "mon", "wed") and self.language == "en":
            return True
        if self.language not in ("en",) and word not in ("sat", "sun", "mon"):
            return word not in ("opt", "sul", "mon") and (
                word not in ("segunda", "terça", "quarta", "quinta", "sexta") or self.language == "pt"
            )
        if word in ("joi", "sul", "opt", "llun"):
            return False
        if before in {
            "been",
            "was",
            "is",
            "has",
            "just",
            "water",
            "i",
            "she",
            "he",
            "it",
            "they",
            "have",
            "had",
            "we",
            "dog",
            "are",
            "were",
            "it's",
            "get",
        }:
            return False
        if word == "sun" and before in (
            "the",
            "full",
            "in",
            "no",
            "afternoon",
            "morning",
            "direct",
            "hot",
            "spring",
            "summer",
            "winter",
            "autumn",
        ):
            return False
        if (
            before in WEEKDAYS
            or after in WEEKDAYS
            or self.w(j + 2) in WEEKDAYS
            or self.w(j - 2) in WEEKDAYS
            or after in PARTS
        ):
            return True
        if before in {"on", "this", "next", "or", "and", "by", "before", "till", "til", "until", "come", "for", "free", "maybe", "preferably", "either", "ideally",
                      "last", "from", "after", "not", "any", "about", "around", "every", "except", "do", "/", ",", ".", "?", "", "\n", "-"}:  # fmt: skip
            return True
        if self.number(j + 1) is not None or after in (
            "the",
            "week",
            "if",
            "or",
            "and",
            "please",
            "pls",
            "ok",
            "okay",
            "?",
            ".",
            ",",
            "!",
            "",
            "at",
            "after",
            "before",
            "would",
            "works",
            "is",
            "next",
            "this",
            "\n",
        ):
            return word != "sun" or after != "is"
        return False

    def calendar_date(self, i: int, weekday: int | None = None) -> When | None:
        """the 12th; 12th (of) December (2026); December 12; 12/12; 12.12.26; 2026-12-12."""
        if (
            self.w(i) in ("the", "le", "el", "dnia", "il", "den", "al")
            and weekday is None
            and self.number(i + 1) is None
            and self.w(i + 1) not in _ORDINAL_WORDS
        ):
            return None
        begin = i
        the = self.w(i) in ("the", "le", "el", "dnia", "il", "den")
        i += the
        numeric = self.numeric_date(i)
        if numeric:
            return replace(numeric, i=begin)
        ordinal = False
        day = self.number(i)
        j = i + 1
        if day is None and self.w(i) in _ORDINAL_WORDS:
            day, ordinal = _ORDINAL_WORDS[self.w(i)], True
        elif day is None and self.seq(i, {"twenty", "thirty"}, {*_ORDINAL_WORDS}):
            day, ordinal, j = (20 if self.w(i) == "twenty" else 30) + _ORDINAL_WORDS[self.w(i + 1)], True, i + 2
        elif day is None and self.seq(i, {"twenty", "thirty"}, "-", {*_ORDINAL_WORDS}):
            day, ordinal, j = (20 if self.w(i) == "twenty" else 30) + _ORDINAL_WORDS[self.w(i + 2)], True, i + 3
        if day is not None and self.w(j) in _SUFFIX and (self.glued(j) or self.w(j) == "th"):
            ordinal, j = True, j + 1
        elif (
            day is not None
            and self.w(j) in ("er", "º", "ª", ".")
            and self.glued(j)
            and (self.language != "en" or self.w(j + 1) in MONTHS)
        ):
            ordinal, j = True, j + 1
        if day is not None:
            if not 1 <= day <= 31:
                return None
            month, after = self.month_after(j)
            ranged = self.w(j) in ("-", "to", "or", "and", "&", "/", ",") and self.number(j + 1) is not None
            if month is None and (ordinal or weekday is not None or ranged):
                month, after = self.shared_month(j)
                if month is not None and ranged and not ordinal and not 1 <= (self.number(j + 1) or 0) <= 31:
                    month = None
            if month is not None:
                year, after = self.year_at(after)
                return self.dated(year, month, day, begin, after, weekday)
            opening = self.w(begin - 1) in ("", "\n", ".", "?", "!") and self.tokens[i].kind == "number"
            if (
                self.tokens[i].kind == "word"
                and weekday is None
                and self.w(j) not in ("", "\n", ".", ",", "?", "!", "at", "please", "or", "if")
            ):
                return None
            if (
                ordinal
                and (the or weekday is not None or opening or self.after_date_word(begin))
                and self.stands_alone(j, begin)
            ):
                return self.of_this_month(day, begin, j, weekday)
            if (
                weekday is not None
                and the is False
                and ordinal is False
                and self.w(j) not in ("am", "pm", ":", ".", "ish", "o'clock", "or", "-", "to", "and")
                and day > 12
            ):
                return self.of_this_month(day, begin, j, weekday)
            return None
        if self.w(i) in MONTHS and (
            self.w(i) not in DOUBTFUL_MONTHS
            or self.tokens[i].text[:1].isupper()
            or self.number(i + 1)
            or self.w(i + 1) == "the"
        ):
            day = self.number(i + 1)
            j = i + 2
            if self.w(i + 1) == "the":
                day, j = self.number(i + 2), i + 3
                if day is None and self.w(i + 2) in _ORDINAL_WORDS:
                    day = _ORDINAL_WORDS[self.w(i + 2)]
            if day and 1 <= day <= 31 and (self.w(j) in _SUFFIX or self.w(j) not in ("am", "pm", ":", "/")):
                if self.w(j) in _SUFFIX:
                    j += 1
                elif self.w(i) in ("may", "march") and not self.tokens[i].text[:1].isupper():
                    return None
                year, after = self.year_at(j)
                return self.dated(year, MONTHS[self.w(i)], day, begin, after, weekday)
        return None

    def after_date_word(self, i: int) -> bool:
        return self.w(i - 1) in {
            "on",
            "by",
            "before",
            "until",
            "till",
            "from",
            "after",
            "between",
            "or",
            "and",
            "to",
            "-",
            "for",
            "w/c",
            "c",
            "commencing",
            "beginning",
            "til",
        }

    def stands_alone(self, j: int, i: int) -> bool:
        after = self.w(j)
        return after in _AFTER_THE_DATE or after in WEEKDAYS or not after or not after[0].isalpha()

    def month_after(self, j: int) -> tuple[int | None, int]:
        if self.w(j) in ("of", "de", "del", "-", "/", "di", "am", "o") and self.w(j + 1) in MONTHS:
            return MONTHS[self.w(j + 1)], j + 2
        if self.w(j) in MONTHS and not (self.w(j) == "may" and self.w(j + 1) in ("be", "need", "have", "not")):
            return MONTHS[self.w(j)], j + 1
        return None, j

    def shared_month(self, j: int) -> tuple[int | None, int]:
        """3rd or 4th December: the month behind the list holds for all of it; it is not swallowed here."""
        at = j
        for _ in range(8):
            if self.w(at) in MONTHS and self.w(at) not in DOUBTFUL_MONTHS | set():
                return MONTHS[self.w(at)], j
            if (
                self.w(at) in MONTHS
                and at > j
                and (self.w(at - 1) in _SUFFIX or self.number(at - 1) is not None or self.w(at - 1) == "of")
            ):
                return MONTHS[self.w(at)], j
            if (
                self.number(at) is not None
                or self.w(at) in _SUFFIX
                or self.w(at) in _JOIN
                or self.w(at) in _TO
                or self.w(at) in ("the", "of")
                or self.w(at) in WEEKDAYS
            ):
                at += 1
            else:
                break
        return None, j

    def year_at(self, j: int) -> tuple[int | None, int]:
        at = j + (self.w(j) == "," and self.number(j + 1) is not None and (self.number(j + 1) or 0) > 2000)
        year = self.number(at)
        if year and 2000 <= year <= 2100:
            return year, at + 1
        if self.w(j) in ("de", "del") and 2000 <= (self.number(j + 1) or 0) <= 2100:
            return self.number(j + 1), j + 2
        return None, j

    def dated(self, year: int | None, month: int, day: int, i: int, j: int, weekday: int | None = None) -> When | None:
        if year is not None:
            exact = _safe(year, month, day)
            return When(exact, exact, i, j, "day", past=exact < self.today) if exact else None
        here = _safe(self.today.year, month, day)
        ahead = here if here and here >= self.today else _safe(self.today.year + 1, month, day)
        if ahead is None:
            return None
        if weekday is not None and ahead.weekday() != weekday and here and here.weekday() == weekday:
            return When(here, here, i, j, "day", past=here < self.today)
        gone = here if here and here < self.today else _safe(self.today.year - 1, month, day)
        if (
            gone
            and ahead > self.today + 270 * DAY
            and gone > self.today - 60 * DAY
            and self.w(i - 1) not in ("by", "before", "until", "till")
        ):
            # A day lately gone is meant, not the one nearly a year ahead.
            return When(gone, gone, i, j, "day", past=True)
        return When(ahead, ahead, i, j, "date")

    def of_this_month(self, day: int, i: int, j: int, weekday: int | None) -> When | None:
        first = self.today.replace(day=1)
        if weekday is None and _TOLD.search(" ".join(self.clause(When(None, None, i, j)))):
            # “You said the 5th”: the nearest, behind or ahead.
            near = [found for n in (-1, 0, 1) if (m := _months(first, n)) and (found := _safe(m.year, m.month, day))]
            nearest = min(near, key=lambda found: abs((found - self.today).days))
            return When(nearest, nearest, i, j, "day", past=False)
        before = self.last
        later = (
            before is not None
            and before.start is not None
            and before.start == before.end
            and not before.past
            and before.start.day < day
            and i - before.j < 10
            and weekday is None
        )
        if later and before is not None and before.start is not None and before.start > self.today:
            # “exchange on the 14th and keys on the 28th”: of the same month.
            first = before.start.replace(day=1)
        for ahead in range(4):
            month = _months(first, ahead)
            found = _safe(month.year, month.month, day)
            if found and found > self.today - DAY and (weekday is None or found.weekday() == weekday):
                return When(found, found, i, j, "the" if weekday is None else "day")
        if weekday is not None:
            return self.of_this_month(day, i, j, None)
        return None

    def numeric_date(self, i: int) -> When | None:
        first = self.number(i)
        if self.w(i - 1) in ("£", "$", "€"):
            return None
        if first is not None and first > 1999 and self.seq(i + 1, {"-", "/"}) and self.w(i + 3) in ("-", "/"):
            month, day = self.number(i + 2), self.number(i + 4)
            exact = _safe(first, month or 0, day or 0)
            return When(exact, exact, i, i + 5, "day", past=exact < self.today) if exact else None
        # The tokenizer reads 12.12 as one number.
        dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", self.tokens[i].text) if i < len(self.tokens) else None
        third = self.number(i + 2)
        if dotted and self.w(i + 1) == "." and self.glued(i + 1) and self.glued(i + 2) and third is not None:
            exact = (
                _safe(third if third > 2000 else 2000 + third, int(dotted[2]), int(dotted[1]))
                if third > 2000 or 20 <= third <= 99
                else None
            )
            return When(exact, exact, i, i + 3, "day", past=exact < self.today) if exact else None
        if first is None:
            return None
        separator = self.w(i + 1)
        month, third = self.number(i + 2), self.number(i + 4)
        if (
            separator in ("/", "-")
            and month
            and self.glued(i + 1)
            and self.glued(i + 2)
            and 1 <= first <= 31
            and 1 <= month <= 12
        ):
            if self.w(i + 3) == separator and third is not None and (third > 2000 or 20 <= third <= 99):
                exact = _safe(third if third > 2000 else 2000 + third, month, first)
                return When(exact, exact, i, i + 5, "day", past=exact < self.today) if exact else None
            written = self.tokens[i].text + self.tokens[i + 2].text
            cue = (
                self.w(i - 1)
                in {
                    "on",
                    "by",
                    "before",
                    "until",
                    "till",
                    "from",
                    "after",
                    "date",
                    "the",
                    "for",
                    "w/c",
                    "c",
                    "commencing",
                    "to",
                    "deadline",
                }
                or self.w(i - 1) in WEEKDAYS
            )
            after = self.w(i + 3)
            # A date and nothing else between the stops of a sentence; halves and thirds are fractions.
            alone = (
                self.w(i - 1) in ("", "\n", ",", ".", "or", "and")
                and after
                in (
                    "",
                    "\n",
                    ",",
                    ".",
                    "!",
                    "?",
                    "or",
                    "and",
                    "please",
                    "pls",
                    "works",
                    "is",
                    "suits",
                    "would",
                    "at",
                    "am",
                    "pm",
                )
                and (first, month) not in ((1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 8))
            )
            if (
                separator == "/"
                and (cue or alone or (len(written) == 4 and first > 4))
                and after
                not in (
                    "inch",
                    '"',
                    "in",
                    "bsp",
                    "m",
                    "cm",
                    "mm",
                    "of",
                    "ft",
                    "bed",
                    "bedroom",
                    "rooms",
                    "weeks",
                    "days",
                    "hours",
                )
            ):
                return self.dated(None, month, first, i, i + 3)
        return None

    def part_of_month(self, i: int) -> When | None:
        """early/mid/late/end of January; first week of March; second half of May; the week before Christmas."""
        w, j = self.w(i), i + 1
        if w == "the" and (
            self.w(i + 1) in _EARLY | _LATE
            or self.w(i + 1) in ("middle", "first", "last", "second", "third", "fourth", "latter", "week", "weekend")
        ):
            inner = self.part_of_month(i + 1)
            return replace(inner, i=i) if inner else None
        if w in ("first", "second", "third", "fourth", "last", "1st", "final") and self.w(j) in (
            "week",
            "half",
            "weekend",
            "few",
            "fortnight",
            "part",
        ):
            unit = self.w(j)
            k = j + 1
            if unit == "few":
                k += 1
            k += self.w(k) in ("of", "in")
            month = self.month(k, bare=True)
            if month is None or month.grain != "month" or not month.start or not month.end:
                return None
            number = {"first": 0, "1st": 0, "second": 1, "third": 2, "fourth": 3}.get(w)
            start, end = month.start, month.end
            if unit == "week":
                if number is None:
                    start = end - 6 * DAY
                else:
                    start, end = start + number * 7 * DAY, start + (number * 7 + 6) * DAY
            elif unit in ("half", "fortnight"):
                if number == 0:
                    end = start + (14 if unit == "half" else 13) * DAY
                else:
                    start = start + 15 * DAY
            elif unit == "weekend":
                days = [start + n * DAY for n in range((end - start).days + 1) if (start + n * DAY).weekday() == 5]
                pick = days[-1 if number is None else min(number, len(days) - 1)]
                start, end = pick, pick + DAY
            else:
                end = start + 9 * DAY
            return When(start, end, i, month.j, "days")
        if self.seq(i, "week", {"before", "after", "of"}):
            feast = self.feast(i + 2)
            if feast and feast.start and feast.end:
                if self.w(i + 1) == "before":
                    first = monday(feast.start) - 7 * DAY
                elif self.w(i + 1) == "after":
                    first = monday(feast.end) + 7 * DAY
                else:
                    first = monday(feast.start)
                return When(first, first + 4 * DAY, i, feast.j, "week")
            return None
        which = ""
        if w in _EARLY or w in ("mid", "middle", "late", "end", "latter", "later"):
            which = w
            while self.w(j) in ("of", "in", "-", "part", "the", "to"):
                # "start to mid January", "mid to late January"
                if self.w(j) == "to" and self.w(j + 1) not in ("mid", "late", "end"):
                    break
                j += 1
            low = which
            if self.w(j) in ("mid", "late", "end") and self.w(j - 1) in ("to", "-"):
                which, j = self.w(j), j + 1
                j += self.w(j) in ("of", "-")
            month = self.month(j, bare=True)
            if month is None or month.grain not in ("month", "season") or not month.start or not month.end:
                return None
            start, end = month.start, month.end
            if month.grain == "season":
                third = (end - start) // 3
                if low in _EARLY:
                    end = start + third
                elif low in ("late", "end", "latter", "later"):
                    start = end - third
                return When(start, end, i, month.j, "days")
            begin = {"mid": 11, "middle": 11, "late": 21, "end": 21, "latter": 16, "later": 16}.get(low, 1)
            close = {"mid": 20, "middle": 20}.get(which, 10 if which in _EARLY else 0)
            if close:
                end = start.replace(day=1) + (close - 1) * DAY
            start = start.replace(day=1) + (begin - 1) * DAY
            return When(start, end, i, month.j, "days")
        return None

    def month(self, i: int, bare: bool = False) -> When | None:
        w = self.w(i)
        if not bare and self.seq(i - 2, "back", "in") and w in MONTHS:
            behind = MONTHS[w]
            gone = self.today.year - (behind >= self.today.month)
            return When(date(gone, behind, 1), month_end(gone, behind), i, i + 1, "month", past=True)
        if bare and w == "the":
            return self.month(i + 1, bare=True)
        if bare and w in ("next", "this", "last") and self.w(i + 1) == "month":
            return self.month_or_year(i, w, "month")
        if bare and w in _SEASONS:
            return self.season(i)
        lead = w if w in ("next", "this", "last") and self.w(i + 1) in MONTHS else ""
        at = i + bool(lead)
        word = self.w(at)
        number = MONTHS.get(word)
        if number is None:
            return None
        if word in DOUBTFUL_MONTHS and not lead:
            capital = self.tokens[at].text[:1].isupper()
            before, after = self.w(at - 1), self.w(at + 1)
            led = before in {
                "in",
                "by",
                "before",
                "until",
                "till",
                "from",
                "after",
                "for",
                "during",
                "since",
                "of",
                "mid",
                "late",
                "early",
                "or",
                "and",
                "around",
                "about",
                "to",
                "-",
                "/",
                "til",
            }
            if (
                word in ("may", "march", "mars", "mar", "mai", "maj", "maja", "marca", "medi", "juni", "juli")
                and not led
            ):
                opens = before in ("", ".", "!", "?", "\n") and not (
                    after in ("or", "and", "to", "-", "/", "time", "onwards", "sometime", "ideally", "would", "is")
                    and (self.w(at + 2) in MONTHS or after in ("time", "onwards", "sometime", "ideally"))
                )
                if not capital or opens or after in ("be", "need", "have", "not", "i", "we"):
                    return None
            if word in ("may",) and led and not capital and before in ("and", "or", "it", "to", "about"):
                return None
            if word == "may" and after in ("be", "need", "have", "not", "i", "we", "want", "also"):
                return None
        if (
            word in ("mar", "sep", "dec", "jan", "jun")
            and self.language == "en"
            and self.w(at - 1) in ("name", "regards", "thanks", "hi", "love", "cheers", ",")
        ):
            return None
        if self.language == "en" and word in ("jan", "april", "june", "may", "august") and self.is_name(at):
            return None
        year, j = self.year_at(at + 1)
        if year is not None:
            first = date(year, number, 1)
            return When(first, month_end(year, number), i, j, "month", past=first < self.today.replace(day=1))
        year = self.today.year + (number < self.today.month)
        if lead == "last":
            year = self.today.year - (number >= self.today.month)
        if lead == "next" and number == self.today.month:
            year += 1
        first = date(year, number, 1)
        return When(
            first if first > self.today or lead == "last" else self.today,
            month_end(year, number),
            i,
            j,
            "month",
            past=lead == "last",
        )

    def is_name(self, at: int) -> bool:
        """ "Thanks, April", "Hi June", "Keith & Jan Ollerton", and a name alone on the last line: a person."""
        before, token = self.w(at - 1), self.tokens[at]
        follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if before in {"thanks", "hi", "hello", "regards", "cheers", "love", "dear", "from"} or (
            before in ("\n", ",") and self.w(at - 2) in {"thanks", "regards", "cheers", "you", "wishes", "love"}
        ):
            return before != "from" or at == len(self.words) - 1
        if not token.text[:1].isupper():
            return False
        if (
            follows is not None
            and follows.kind == "word"
            and follows.text[:1].isupper()
            and before in ("&", "and", "\n", ".", ",", "")
        ):
            return (
                follows.lower not in MONTHS
                and follows.lower not in WEEKDAYS
                and follows.lower not in ("day", "bank", "sales", "or", "half")
            )
        last = at >= len(self.words) - 1 or all(
            self.w(n) in ("\n", "x", "xx", ".", "!") for n in range(at + 1, len(self.words))
        )
        return last and at > 2 and before in ("\n", ".", "!", "?", ",")

    def feast(self, i: int) -> When | None:
        w, j = self.w(i), i + 1
        if w in ("easter's", "christmas's", "xmas's"):
            w = w.removesuffix("'s")
        year = self.today.year
        if w in (
            "christmas",
            "xmas",
            "crimbo",
            "święta",
            "crăciun",
            "crăciunul",
            "navidad",
            "noël",
            "natal",
            "natale",
            "weihnachten",
            "nadolig",
        ):
            if self.w(j) in ("eve", "day"):
                return self.fixed(12, 24 if self.w(j) == "eve" else 25, i, j + 1)
            if self.w(j) in (
                "tree",
                "lights",
                "light",
                "party",
                "do",
                "dinner",
                "box",
                "decorations",
                "card",
                "lunch",
                "meal",
                "present",
            ):
                return None
            if self.w(j) in ("holidays", "period", "break", "week", "hols", "time"):
                j += 1
            past = self.looks_back(When(None, None, i, j))
            over = self.w(i - 1) in ("over", "during")
            if self.today > date(year, 12, 26) and not past:
                year += 1
            if past:
                year -= self.today < date(year, 12, 26)
            if over:
                return When(date(year, 12, 24), date(year + 1, 1, 1), i, j, "days")
            return When(date(year, 12, 25), date(year, 12, 25), i, j, "feast", past=past)
        if w == "new" and self.w(j) in ("year", "years", "year's", "yr"):
            j += 1
            if self.w(j) == "'":
                j += 1
            if self.w(j) == "eve":
                return self.fixed(12, 31, i, j + 1)
            if self.w(j) == "day":
                return self.fixed(1, 1, i, j + 1)
            start = date(year + 1, 1, 1)
            if self.w(i - 1) in ("before", "by"):
                return When(start, start, i, j, "feast")
            if self.w(i - 1) in ("happy",):
                return None
            return When(start, date(year + 1, 1, 31), i, j, "newyear")
        if w == "boxing" and self.w(j) == "day":
            return self.fixed(12, 26, i, j + 1)
        if w == "good" and self.w(j) == "friday":
            return self.movable(-2, i, j + 1)
        if w == "easter":
            if self.w(j) in ("monday", "sunday", "saturday", "weekend", "week"):
                if self.w(j) == "weekend":
                    friday = self.movable(-2, i, j + 1)
                    assert friday.start is not None
                    return replace(friday, end=friday.start + 3 * DAY, grain="days")
                return self.movable({"monday": 1, "sunday": 0, "saturday": -1, "week": -6}[self.w(j)], i, j + 1)
            if self.w(j) in ("holidays", "break", "hols"):
                j += 1
            friday = self.movable(-2, i, j)
            assert friday.start is not None
            return replace(friday, end=friday.start + 3 * DAY, grain="feast")
        if w == "bank" and self.w(j) in ("holiday", "hol", "hols"):
            j += 1
            coming = [day for y in (year, year + 1) for day in bank_holidays(y, self.nation) if day >= self.today]
            if self.w(i - 1) in WEEKDAYS or self.w(j) in WEEKDAYS:
                number = WEEKDAYS.get(self.w(j), WEEKDAYS.get(self.w(i - 1), 0))
                fitting = [day for day in coming if day.weekday() == number]
                j += self.w(j) in WEEKDAYS
                return self.day(fitting[0], i, j) if fitting else None
            month = next((MONTHS[self.w(at)] for at in range(max(0, i - 3), i) if self.w(at) in MONTHS), None)
            fitting = [day for day in coming if month is None or day.month == month]
            if self.w(j) == "weekend" and fitting:
                near = monday(fitting[0]) - 2 * DAY if fitting[0].weekday() < 3 else fitting[0]
                return When(near, fitting[0] if fitting[0].weekday() < 3 else near + 3 * DAY, i, j + 1, "days")
            if self.w(j) in ("rates", "rate", "call", "callout", "prices"):
                return None
            return self.day(fitting[0], i, j) if fitting else None
        if w in ("valentine's", "valentines"):
            return self.fixed(2, 14, i, j + (self.w(j) == "day"))
        if w == "mother's" and self.w(j) == "day":
            return self.movable(-21, i, j + 1)
        if w in ("halloween",):
            return self.fixed(10, 31, i, j)
        if w == "bonfire" and self.w(j) == "night":
            return self.fixed(11, 5, i, j + 1)
        return None

    def fixed(self, month: int, day: int, i: int, j: int) -> When:
        found = date(self.today.year, month, day)
        if found < self.today:
            found = date(self.today.year + 1, month, day)
        return When(found, found, i, j, "day")

    def movable(self, offset: int, i: int, j: int) -> When:
        found = easter(self.today.year) + offset * DAY
        if found < self.today:
            found = easter(self.today.year + 1) + offset * DAY
        return When(found, found, i, j, "day")

    def season(self, i: int) -> When | None:
        """in spring, next summer, over the winter. A spring in a lock and a summer house are none."""
        lead = self.w(i) if self.w(i) in ("next", "this", "last") else ""
        at = i + bool(lead)
        word = self.w(at)
        if word not in _SEASONS:
            return None
        before, after = self.w(i - 1), self.w(at + 1)
        if after in (
            "house",
            "houses",
            "clean",
            "loaded",
            "clip",
            "latch",
            "lock",
            "is",
            "has",
            "broke",
            "snapped",
            "room",
            "bulbs",
            "cleaning",
            "flowers",
            "hinge",
            "hinges",
            "tidy",
            "water",
            "onion",
            "sun",
            "sunshine",
            "rain",
            "weather",
        ) and not (after == "is" and self.w(at + 2) in ("fine", "ok", "okay", "good", "best", "great", "better")):
            return None
        if (
            not lead
            and before
            not in (
                "in",
                "by",
                "before",
                "until",
                "till",
                "for",
                "over",
                "during",
                "this",
                "the",
                "after",
                "around",
                "early",
                "late",
                "mid",
                "or",
                "from",
                "of",
                ",",
                "since",
            )
            and not (
                after in ("is", "would", "or", "please", "if", "ideally", "preferably", "sometime")
                or before in ("", ".", "!", "?", "\n")
            )
        ):
            return None
        if before in ("the", "a") and self.w(i - 2) not in (
            "in",
            "over",
            "during",
            "for",
            "by",
            "before",
            "until",
            "after",
            "till",
            "of",
            "from",
            "this",
        ):
            return None
        begins, ends = _SEASONS[word]
        year = self.today.year
        end = month_end(year + (ends < begins), ends)
        if begins > ends and self.today.month <= ends:
            year, end = year - 1, month_end(year, ends)
        if end < self.today:
            year, end = year + 1, month_end(year + 1 + (ends < begins), ends)
        j = at + 1
        if lead == "next" and date(year, begins, 1) <= self.today:
            year, end = year + 1, month_end(end.year + 1, end.month)
        if self.number(j) and 2020 < (self.number(j) or 0) < 2100:
            year = self.number(j) or year
            end, j = month_end(year + (ends < begins), ends), j + 1
        if lead == "last":
            while date(year, begins, 1) >= self.today or end >= self.today:
                year, end = year - 1, month_end(end.year - 1, end.month)
            return When(date(year, begins, 1), end, i, j, "season", past=True)
        start = date(year, begins, 1)
        return When(start if start > self.today else self.today, end, i, j, "season")

    def habit(self, i: int) -> When | None:
        """weekday evenings, weekends, most days, any day: when, but no date."""
        w = self.w(i)
        if w in ("weekdays", "weekends", "weekday"):
            return When(None, None, i, i + 1, "each")
        if w in ("any", "most", "every") and self.w(i + 1) in (
            "day",
            "days",
            "weekday",
            "morning",
            "mornings",
            "afternoon",
            "evening",
            "evenings",
        ):
            nxt = self.trailing_week(i + 2)
            if nxt and nxt[1]:
                first = monday(self.today) + nxt[0] * DAY
                return When(
                    max(first, self.today),
                    first + 4 * DAY if nxt[0] else first + 6 * DAY,
                    i,
                    nxt[1],
                    "week",
                    part=PARTS.get(self.w(i + 1)),
                )
            return When(None, None, i, i + 2, "each", part=PARTS.get(self.w(i + 1)))
        return None

    def day(self, when: date, i: int, j: int) -> When:
        return When(when, when, i, j)

    # --- what stands around a base ---

    def time_first(self, i: int) -> When | None:
        """after 2 on Thursday, 9am tomorrow, the morning of the 5th: the part of the day comes first."""
        read = self.clock(i)
        part, j = read if read else (None, i)
        if (
            read is None
            and self.w(i) in ("morning", "mornings", "afternoon", "afternoons", "evening", "evenings")
            and self.w(i - 1) not in ("good", "this")
        ):
            part, j = PARTS[self.w(i)], i + 1
        if part is None:
            return None
        k = j
        while self.w(k) in ("on", "of", ",", "the", "in", "this", "next") and k < j + 2 and self.base(k) is None:
            k += 1
        base = self.base(k) if k - j <= 2 else None
        if base is not None and base.part is None and base.grain != "each":
            # “by 4pm tomorrow” is a limit.
            if self.w(i) == "by" and base.start is not None and base.start == base.end and not base.past:
                return replace(self.with_part(base), i=i, part=part, start=None, grain="open", kind="deadline")
            return replace(self.with_part(base), i=i, part=part)
        if (
            self.w(j - 1) in ("am", "pm")
            or self.w(i) in PARTS
            or self.w(i) in ("after", "before", "between", "from", "around", "at", "by")
        ):
            return When(None, None, i, j, "each", part=part)
        return None

    def clock(self, i: int) -> tuple[str, int] | None:
        """A time of day beginning at token i, as a part of the day, and the token after it. Lone figures need a word."""
        j, lead = i, ""
        if self.w(j) in (
            "after",
            "before",
            "at",
            "from",
            "around",
            "about",
            "between",
            "by",
            "until",
            "till",
            "til",
            "past",
            "any",
        ):
            lead, j = self.w(j), j + 1
            if lead == "by" and (self.tokens[i - 1].kind == "number" if i else False):
                return None
            if lead == "by" and self.w(i - 1) in (
                "foot",
                "ft",
                "feet",
                "m",
                "metres",
                "metre",
                "cm",
                "mm",
                "inches",
                "inch",
                "yards",
                "yard",
                "'",
                '"',
            ):
                return None
            if lead == "any":
                if not self.seq(j, "time", {"after", "before", "from"}):
                    return None
                lead, j = self.w(j + 1), j + 2
        if self.w(j) in ("lunchtime", "lunch", "noon", "midday") and lead:
            return ("am" if lead in ("before", "by", "until", "till", "til") else "pm"), j + 1
        if self.w(j) in ("work", "school", "school-run") and lead == "after":
            return "eve" if self.w(j) == "work" else "pm", j + 1
        half = self.w(j) in ("half", "quarter")
        if half:
            if self.w(j) == "quarter" and self.w(j + 1) not in ("past", "to"):
                return None
            j += 1 + (self.w(j + 1) in ("past", "to"))
        hour = self.hour_word(j)
        if hour is None or (half and self.w(j + 1) in ("m", "cm", "ft", "inch", "hours", "days", "metre", "metres")):
            return None
        end, minutes, suffix = j + 1, False, ""
        token = self.tokens[j]
        if "." in token.text and token.kind == "number":
            minutes = True
        if self.w(end) in (":",) and self.number(end + 1) is not None and self.glued(end):
            minutes, end = True, end + 2
        if self.w(end) in ("am", "pm", "a.m", "p.m"):
            suffix, end = self.w(end)[0] + "m", end + 1
        elif self.w(end) in ("a", "p") and self.seq(end + 1, ".", "m"):
            suffix, end = self.w(end) + "m", end + 3
        elif self.w(end) in ("o'clock", "oclock", "ish"):
            minutes, end = True, end + 1
        if self.w(end) == "ish" or (self.w(end) == "-" and self.w(end + 1) == "ish"):
            end += 1 + (self.w(end) == "-")
        # 9-12, 9 to 11am, between 2 and 4
        if (
            self.w(end) in ("-", "to", "and", "or")
            and self.hour_word(end + 1) is not None
            and (lead in ("between", "from") or suffix or self.w(end + 2) in ("am", "pm") or self.w(end) == "-")
        ):
            later = self.hour_word(end + 1) or 0
            follow = end + 2
            if self.w(follow) in (":",) and self.number(follow + 1) is not None:
                follow += 2
            if self.w(follow) in ("am", "pm"):
                if not suffix:
                    suffix = self.w(follow) if (later > hour or self.w(follow) == "am") else "am"
                    if self.w(follow) == "pm" and later == 12 and hour < 12:
                        suffix = "am"
                follow += 1
                end = follow
            elif lead or suffix:
                end = follow
        if not (
            suffix
            or minutes
            or half
            or lead in ("after", "before", "at", "between", "until", "till", "til")
            or (lead in ("from", "around", "about", "by"))
        ):
            return None
        if not suffix and self.w(end) in {
            "m",
            "mm",
            "cm",
            "ft",
            "in",
            "inch",
            "metres",
            "metre",
            "rolls",
            "panels",
            "rooms",
            "days",
            "weeks",
            "hours",
            "hour",
            "years",
            "months",
            "people",
            "%",
            "of",
            "mins",
            "minutes",
            "feet",
            "bed",
            "bedroom",
            "doors",
            "x",
            "th",
            "st",
            "nd",
            "rd",
            "/",
            "sq",
            "kw",
            "sockets",
            "rads",
            "coats",
            "miles",
            "more",
        }:
            return None
        if (
            not suffix
            and not minutes
            and not half
            and end < len(self.tokens)
            and self.tokens[end].kind == "word"
            and self.w(end) in MONTHS
        ):
            return None
        if not suffix and self.glued(end) and end < len(self.tokens) and self.tokens[end].kind == "word":
            return None
        if not suffix and lead in ("at", "about", "around", "from", "by") and not minutes and not half:
            nxt = self.w(end)
            if (
                nxt
                and nxt[0].isalpha()
                and nxt not in _AFTER_THE_DATE
                and nxt not in WEEKDAYS
                and nxt not in TOMORROW | TODAY | TONIGHT
            ):
                return None
        exact = hour
        if suffix == "pm" and exact < 12:
            exact += 12
        elif not suffix and exact < 7:
            exact += 12
        if lead in ("before", "until", "till", "til", "by"):
            return ("am" if exact <= 12 else "pm"), end
        return (
            "am" if exact < 12 else "pm" if exact < 17 or (exact == 17 and lead not in ("after", "from")) else "eve"
        ), end

    def hour_word(self, j: int) -> int | None:
        if j >= len(self.tokens):
            return None
        token = self.tokens[j]
        if token.kind == "number":
            if (
                re.fullmatch(r"\d{1,2}(?:\.[0-5]\d)?", token.text)
                and int(token.text.split(".")[0]) <= 24
                and token.text != "0"
            ):
                return int(token.text.split(".")[0])
            return None
        return {
            "one": 1,
            "two": 2,
            "three": 3,
            "four": 4,
            "five": 5,
            "six": 6,
            "seven": 7,
            "eight": 8,
            "nine": 9,
            "ten": 10,
            "eleven": 11,
            "twelve": 12,
        }.get(token.lower)

    def with_part(self, when: When) -> When:
        j = when.j
        for _ in range(2):
            k = j
            # in the morning, from 2, at about 9, first thing, any time after 2pm
            while (
                self.w(k)
                in (
                    "in",
                    "the",
                    "on",
                    ",",
                    "anytime",
                    "time",
                    "any",
                    "early",
                    "late",
                    "mid",
                    "-",
                    "(",
                    "por",
                    "la",
                    "de",
                    "le",
                    "am",
                    "po",
                    "w",
                    "un",
                    "à",
                    "di",
                    "del",
                )
                and k - j < 3
            ):
                if self.w(k) == "am" and self.language != "de":
                    break
                if self.clock(k):
                    break
                k += 1
            clock = self.clock(k)
            if clock and k <= j + 3 and self.no_break(j, k):
                return replace(when, j=clock[1], part=when.part or clock[0])
            if self.w(k) in PARTS and self.no_break(j, k):
                return replace(when, j=k + 1, part=when.part or PARTS[self.w(k)])
            if self.language == "es" and self.w(k) in ("mañana", "tarde"):
                return replace(when, j=k + 1, part=when.part or ("am" if self.w(k) == "mañana" else "pm"))
            if self.language == "fr" and self.seq(k, "après", "-", "midi"):
                return replace(when, j=k + 3, part=when.part or "pm")
            if self.seq(k, "first", "thing"):
                return replace(when, j=k + 2, part=when.part or "am")
            if self.seq(k, "last", "thing"):
                return replace(when, j=k + 2, part=when.part or "pm")
            break
        for lead, part in (("first", "am"), ("last", "pm")):
            if when.part is None and (
                self.seq(when.i - 2, lead, "thing") or self.seq(when.i - 3, lead, "thing", {"on", "this", "next"})
            ):
                return replace(when, part=part)
        return when

    def no_break(self, a: int, b: int) -> bool:
        return all(self.w(n) not in ("\n", ".", "?", "!") for n in range(a, min(b + 1, len(self.words))))

    def with_end(self, when: When) -> When:
        """Monday to Wednesday, 5th - 9th Jan, between Monday and Wednesday."""
        j = when.j
        if when.start is None or when.grain in ("each",):
            return when
        joined = self.w(j) in _TO or (self.w(j) == "and" and self.w(when.i - 1) == "between")
        if joined and self.w(j) == "to" and any(word in _MOVES for word in self.clause(when)[-6:]):
            return when
        if joined and self.base(j + 1):
            other = self.base(j + 1)
            assert other is not None
            if other.end and when.start and other.end < when.start and other.weekday is not None:
                other = replace(other, end=other.end + 7 * DAY)
            if other.end and other.end > when.start:
                if (
                    when.weekday is not None
                    and other.weekday is not None
                    and self.w(when.i - 1) not in ("from", "between")
                    and not self.trailing_week(j)
                    and (when.start.weekday(), other.end.weekday()) in ((0, 4), (0, 5), (0, 6))
                ):
                    return replace(when, start=None, end=None, j=other.j, grain="each", weekday=None)
                return self.with_part(replace(when, end=other.end, j=other.j, grain="days", weekday=None))
        return when

    def with_lead(self, when: When) -> When:
        """by, before, until, from, after, since, not before, no later than …"""
        i = when.i
        k = i - 1
        while (
            self.w(k)
            in (
                "the",
                "then",
                "about",
                "around",
                "le",
                "du",
                "el",
                "this",
                "or",
                "at",
                "latest",
                "end",
                "even",
                "say",
                "approx",
                "early",
                "dem",
                "au",
                "al",
                "on",
                "partir",
                "close",
                "of",
                "play",
                "business",
                "cop",
                "cob",
                "eod",
                "day",
                "de",
                "la",
                "à",
                "een",
            )
            and i - k < 6
        ):
            if self.w(k) == "of" and self.w(k - 1) not in ("close", "end"):
                break
            if self.w(k) == "day" and self.w(k - 1) != "of":
                break
            if self.w(k) in ("or",) and self.w(k - 1) != "on":
                break
            if self.w(k) == "la" and self.language == "ro":
                break
            k -= 1
        w, w2 = self.w(k), self.w(k - 1)
        b4 = w == "4" and w2 == "b" and self.glued(k)
        if when.grain == "each" or when.past or (when.start is None and when.end is not None):
            if w == "since" and when.start:
                return replace(when, kind="past")
            return when
        start, end = when.start, when.end
        assert start is not None or end is not None
        if self.seq(i - 3, "no", "later", "than") or self.seq(i - 2, "at", "latest"):
            return replace(when, start=None, grain="open", kind="deadline")
        if (
            self.seq(i - 2, {"not", "nothing", "isn't"}, {"before", "until", "till"})
            or self.seq(i - 3, "not", "free", {"until", "till"})
            or (
                w in self.until_words | self.before_words
                and w2 in {"not", "away", "isn't", "aren't", "can't", "won't", "don't", "back"}
            )
        ):
            if w2 == "away" and w in self.until_words:
                return replace(when, start=None, i=when.i, kind="unavailable", grain="open")
            return replace(when, end=None, grain="open", kind="preferred")
        if w == "since":
            return replace(when, kind="past")
        if start and start == end and _BEFORE_WE.search(" ".join(self.clause(when))):
            return replace(when, start=None, end=start - DAY, grain="open", kind="deadline")
        if self.w(when.j) in ("onwards", "onward", "on") and not (
            self.w(when.j) == "on" and self.w(when.j + 1) in WEEKDAYS
        ):
            return replace(when, end=None, j=when.j + 1, grain="open")
        if self.seq(when.j, "or", {"after", "later"}) and when.grain != "each":
            return replace(when, end=None, j=when.j + 2, grain="open")
        if self.seq(when.j, "or", {"before", "earlier", "sooner"}):
            return replace(when, start=None, j=when.j + 2, grain="open", kind="deadline")
        if self.seq(when.j, "at", "the", "latest") or self.seq(when.j, "at", "latest") or self.seq(when.j, "latest"):
            return replace(
                when, start=None, j=when.j + (3 if self.w(when.j + 1) == "the" else 2), grain="open", kind="deadline"
            )
        if w in self.after_words or self.seq(k - 2, "any", "time", "after"):
            if when.grain == "newyear" or (when.grain == "feast" and end and end.month == 12):
                return (
                    replace(when, start=(end if when.grain == "feast" else start), end=None, grain="open")
                    if when.grain == "newyear"
                    else replace(when, start=(end or self.today) + DAY, end=None, grain="open")
                )
            if w == "po" and self.language != "pl":
                return when
            base = end or start
            return replace(when, start=base + DAY if base else None, end=None, grain="open")
        if w in self.from_words and not (w == "o" and self.language != "cy"):
            if w == "from" and end and self.w(when.j) in _TO:
                return when
            if when.grain == "days" and start != end and w == "from":
                return when
            return replace(when, end=None, grain="open")
        if (
            w == "partir"
            or self.seq(i - 4, "à", "partir")
            or self.seq(i - 3, "à", "partir")
            or self.seq(i - 3, "a", "partir")
            or (self.language == "ro" and self.seq(i - 2, "de", "la"))
        ):
            return replace(when, end=None, grain="open")
        if (w in self.before_words or b4) and start:
            last = end if when.grain == "end" else start - DAY
            return replace(when, start=None, end=last, grain="open", kind="deadline")
        if self.seq(i - 3, "this", "side", "of"):
            limit = start - DAY if when.grain in ("feast", "newyear") and start else end
            return replace(when, start=None, end=limit, grain="open", kind="deadline")
        if w == "to" and w2 == "up":
            return replace(when, start=None, end=end, grain="open", kind="deadline")
        if (w in BY or w in self.until_words) and not (w == "do" and self.language != "pl"):
            if when.grain == "newyear":
                return replace(when, start=None, end=start, grain="open", kind="deadline")
            limit = end
            if when.grain == "feast" and end and end.month == 12:
                limit = end - DAY
            if when.grain == "weekend" and start:
                limit = start - DAY
            if when.grain == "month" and start:
                limit = end
            if w in self.until_words and self.negated_free(k, when.j):
                return replace(when, start=self.today, end=limit, grain="open", kind="unavailable")
            return replace(when, start=None, end=limit, grain="open", kind="deadline")
        return when

    def negated_free(self, k: int, j: int) -> bool:
        if any(self.w(n) in {"away", "abroad", "busy", "holiday", "out", "working"} for n in range(j, j + 4)):
            return True
        return any(self.w(n) in {"away", "abroad", "working", "busy", "holiday"} for n in range(max(0, k - 4), k))

    # --- what the sentence says of it ---

    def clause(self, when: When, after: int = 0) -> list[str]:
        """The words of the sentence before the phrase, and `after` ones behind it, up to its end."""
        begin = when.i
        while begin > 0 and self.w(begin - 1) not in ("\n", "?", "!", ";") and when.i - begin < 18:
            if self.w(begin - 1) == "." and self.w(begin - 2) not in WEEKDAYS:
                break
            begin -= 1
        words = self.words[begin : when.i]
        for n in range(when.j, min(when.j + after, len(self.words))):
            if self.w(n) in ("\n", "?", "!", ";", "."):
                break
            words.append(self.w(n))
        return words

    def looks_back(self, when: When) -> bool:
        """The verb nearest before the day tells whether it is behind us or ahead."""
        before = self.clause(when)
        said = " ".join(before)
        if _THANKED.search(said) or (before[-1:] == ["from"] and "still" in before):
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
        for word in self.clause(when, after=5)[len(before) :]:
            if word in _AHEAD:
                return False
            if word in _BACK:
                return True
        return False

    def refused(self, i: int) -> bool:
        text = " ".join(self.clause(When(None, None, i, i))[-7:])
        return bool(_REFUSES.search(text))

    def kind(self, when: When) -> str:
        if when.past:
            return "past"
        before = " ".join(self.clause(when)[-9:])
        behind = " ".join(self.clause(when, after=7)[len(self.clause(when)) :])
        if _REFUSES.search(before) or _REFUSED_AFTER.match(behind):
            return "unavailable"
        if _DEADLINE.search(before):
            return "deadline"
        if _EXISTING.search(before) or _EXISTING_AFTER.match(behind):
            return "existing"
        return "preferred"


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
_BEFORE_WE = re.compile(
    r"\bbefore (?:we|i|they|he|she|it|you|my \w+|our \w+|the \w+) (?:\w+ ){0,4}(?:on|at|in|coming|comes?|arrives?|this|next)?$"
)
_WISHES = {
    "want",
    "wants",
    "wanted",
    "like",
    "need",
    "needs",
    "get",
    "getting",
    "have",
    "having",
    "be",
    "would",
    "love",
}
_THANKED = re.compile(r"\bthank(?:s|you| you) (?:so much |very much |again |a lot )?for (?:\w+ ){0,2}?\w+ing\b")
_TOLD = re.compile(
    r"\b(?:you|he|she|they|u|gaffer) (?:said|told|promised|reckoned)|\b(?:meant|supposed|was going|due) to\b"
)
_REFUSES = re.compile(
    r"\b(?:not|except|apart from|bar|excluding|avoid|can't do|cant do|cannot do|can not do|can't make|cant make|cannot make|not free|not available|"
    r"not around|unavailable|away|busy|won't be|wont be|isn't good|no good|don't do|other than|but not|nowt|can't manage|out all|anything but|any day but|"
    r"holiday|abroad|out of the country|nie|nu|sauf|excepto|menos|außer)(?: (?:on|in|the|a|any|for|at|from|this|next|until|till|between|w|em|en|all|or|and|work|with|-))*$"
)
_REFUSED_AFTER = re.compile(
    r"(?:(?:is|are|isn't|isnt|aren't|won't|doesn't|doesnt) )?(?:no good|not (?:good|great|possible|ok|convenient)|isn't (?:good|great|possible)|doesn't work|won't work|"
    r"out|bad for|i'm away|we're away|no good|doesnt suit|doesn't suit|good for me\b(?<=isn't good for me))\b"
)
_DEADLINE = re.compile(
    r"\b(?:by|before|no later than|latest|deadline|finished for|done for|ready for|ready by|in time for|moving out|move out|moving in|move in|completion|completing|"
    r"party|guests|visitors|expires?|runs out|due on|due out|sale|put right|sorted)(?: (?:on|in|the|is|coming|this|are|at|for|of|arrive|of it|date|out))*(?: \w+)?$"
)
_LIMIT = re.compile(
    r"\b(?:by|before|no later than|latest|deadline|(?:finished|done|ready|complete|in time) for|ready by|moving out|move out|expires?|runs out|due|put right|sorted|back)"
    r"(?: (?:on|in|the|is|coming|this|at|for|of|it|date))*(?: \w+)?$"
)
_EXISTING = re.compile(
    r"\b(?:booked(?: in)?|appointment|visit|slot|still (?:ok|on|coming|good|alright)|coming|scheduled|arranged|due|expecting you|see you|move|reschedule|"
    r"postpone|cancel|rearrange|change|confirm(?:ed|ing)?|can't make|cant make|job|instead of|(?:move|change|swap|reschedule|switch|push|booking|visit|fitting|appointment|it|us|me) from|meant to be)(?: (?:for|on|at|our|the|my|us|it|in|from|to|here|this|you|are|coming|we have|tomorrow's))*$"
)
_EXISTING_AFTER = re.compile(r"(?:visit|appointment|slot|booking|job|still ok|still on|instead)\b")


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
