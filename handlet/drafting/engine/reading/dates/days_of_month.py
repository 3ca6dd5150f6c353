"""Days by their number: the 12th, 12 December 2026, December 12, 12/12, 12.12.26, 2026-12-12."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY
from handlet.drafting.engine.reading.dates.words import (
    AFTER_THE_DATE,
    JOIN,
    ORDINAL_WORDS,
    SUFFIX,
    TO,
    WHICH,
    When,
    Words,
    day_or_none,
    months_on,
    ordinal_at,
)
from handlet.drafting.engine.reading.timewords import DOUBTFUL_MONTHS, MONTHS, WEEKDAYS

_TOLD = re.compile(
    r"\b(?:you|he|she|they|u|gaffer) (?:said|told|promised|reckoned)|\b(?:meant|supposed|was going|due) to\b"
)
_BEFORE_A_DATE = set(
    "on by before until till from after between or and to - for w/c c commencing beginning til".split()
)
_AFTER_A_WORD_FOR_A_DAY = {"", "\n"} | set(". , ? ! at please or if".split())
_NO_DAY_OF_THE_MONTH = set("am pm : . ish o'clock or - to and".split())
_BEFORE_FIGURES = set("on by before until till from after date the for w/c c commencing to deadline".split())
_LEADS_TO_A_NUMBER = {"on", "by", "before", "until", "till", "from", "after"}
_CLOSING = {"", "\n"} | set(
    (
        ". , ? ! ) ( at from between before after until till to - and or if please pls plz would is thru through we i it onwards "
        "though preferably am pm morning afternoon evening works suits ok okay thanks ta with by because cos"
    ).split()
)
_AFTER_FIGURES = {"", "\n"} | set(", . ! ? or and please pls works is suits would at am pm".split())
_NUMBERED = {"no", "nr", "ref", "reference", "number", "invoice", "#", "model", "part", "po"}
_FRACTIONS_OF = set('inch " in bsp m cm mm of ft bed bedroom rooms weeks days hours'.split())


def calendar_date(said: Words, i: int, weekday: int | None = None) -> When | None:
    """the 12th; 12th (of) December (2026); December 12; 12/12; 12.12.26; 2026-12-12."""
    if (
        said.w(i) in ("the", "le", "el", "dnia", "il", "den", "al")
        and weekday is None
        and said.number(i + 1) is None
        and said.w(i + 1) not in ORDINAL_WORDS
    ):
        return None
    begin = i
    the = said.w(i) in ("the", "le", "el", "dnia", "il", "den")
    i += the
    numeric = numeric_date(said, i)
    if numeric:
        return replace(numeric, i=begin)
    ordinal = False
    day = said.number(i)
    j = i + 1
    numbered = ordinal_at(said, i)
    if numbered is not None:
        (day, j), ordinal = numbered, True
    elif (
        day is not None
        and said.w(j) in ("er", "º", "ª", ".")
        and said.glued(j)
        and (said.language != "en" or said.w(j + 1) in MONTHS)
    ):
        ordinal, j = True, j + 1
    if day is not None:
        if not 1 <= day <= 31:
            return None
        told = month_told(said, j + (ordinal and said.seq(j, "day", {"of", "in"})))
        if told is not None:
            return told_of_month(said, day, told, begin)
        month, after = month_after(said, j + (ordinal and said.seq(j, "day", "of")))
        second = j + 1 + (said.w(j + 1) == "the" and said.w(j) in TO)
        ranged = said.w(j) in ("-", "to", "or", "and", "&", "/", ",") and said.number(second) is not None
        if month is None and (ordinal or weekday is not None or ranged):
            month, after = shared_month(said, j)
            if month is not None and ranged and not ordinal and not 1 <= (said.number(second) or 0) <= 31:
                month = None
        if month is not None:
            year, after = year_at(said, after)
            return next_of_year(said, year, month, day, begin, after, weekday)
        opening = said.w(begin - 1) in ("", "\n", ".", "?", "!") and said.tokens[i].kind == "number"
        if said.tokens[i].kind == "word" and weekday is None and said.w(j) not in _AFTER_A_WORD_FOR_A_DAY:
            return None
        if (
            ordinal
            and (the or weekday is not None or opening or after_date_word(said, begin))
            and ((weekday is not None and (said.number(i) is not None or day > 3)) or stands_alone(said, j, begin))
        ):
            return next_of_month(said, day, begin, j, weekday)
        if the and weekday is None and day > 3 and said.w(begin - 1) in _LEADS_TO_A_NUMBER and closes(said, j):
            # “on the 9 from 4pm”
            return next_of_month(said, day, begin, j, None)
        if (
            weekday is not None
            and the is False
            and ordinal is False
            and said.w(j) not in _NO_DAY_OF_THE_MONTH
            and day > 12
        ):
            return next_of_month(said, day, begin, j, weekday)
        return None
    if said.w(i) in MONTHS and (
        said.w(i) not in DOUBTFUL_MONTHS
        or said.tokens[i].text[:1].isupper()
        or said.number(i + 1)
        or said.w(i + 1) == "the"
        or said.w(i + 1) in ORDINAL_WORDS
        or (said.w(i + 1) == "-" and said.number(i + 2) is not None and said.glued(i + 2))
    ):
        day = said.number(i + 1)
        j = i + 2
        if said.w(i + 1) == "-" and said.glued(i + 1) and said.glued(i + 2):
            day, j = said.number(i + 2), i + 3
        if said.w(i + 1) == "the":
            day, j = said.number(i + 2), i + 3
            if day is None and said.w(i + 2) in ORDINAL_WORDS:
                day = ORDINAL_WORDS[said.w(i + 2)]
        if day is None and said.w(i + 1) in ORDINAL_WORDS and said.w(i) != "may" and closes(said, i + 2):
            # “march first”; not “in March first floor, then …”
            day = ORDINAL_WORDS[said.w(i + 1)]
        if day and 1 <= day <= 31 and (said.w(j) in SUFFIX or said.w(j) not in ("am", "pm", ":", "/")):
            if said.w(j) in SUFFIX:
                j += 1
            elif (
                said.w(i) in ("may", "march")
                and not said.tokens[i].text[:1].isupper()
                and (not closes(said, j) or (said.w(i) == "may" and said.w(i - 1) not in _BEFORE_A_DATE))
            ):
                return None
            year, after = year_at(said, j)
            return next_of_year(said, year, MONTHS[said.w(i)], day, begin, after, weekday)
    return None


def closes(said: Words, j: int) -> bool:
    """Nothing that a number before it could count follows: the end of a sentence, a time of day, or a word like “please”."""
    return said.w(j) in _CLOSING or not said.w(j)


def month_told(said: Words, j: int) -> tuple[date, int] | None:
    """“of next month”, “of the month”, “of the previous month”: its first day, and the token after it."""
    k = j + (said.w(j) in ("of", "in"))
    of = k > j
    the = said.w(k) == "the"
    k += the
    offset = WHICH.get(said.w(k))
    if offset is None and not (of and the):
        return None
    k += offset is not None
    if said.w(k) != "month":
        return None
    return months_on(said.today.replace(day=1), offset or 0), k + 1


def told_of_month(said: Words, day: int, told: tuple[date, int], i: int) -> When | None:
    """The day of that number in the month that was told."""
    first, j = told
    found = day_or_none(first.year, first.month, day)
    if found is not None and found < said.today and said.w(j - 2) == "the":
        # “the 1st of the month” is the next one, unless it is said to be over (`tense.settled`).
        following = months_on(first, 1)
        ahead = day_or_none(following.year, following.month, day)
        return When(ahead, ahead, i, j, "the") if ahead else None
    return When(found, found, i, j, past=found < said.today) if found else None


def after_date_word(said: Words, i: int) -> bool:
    """A word stands before token `i` that leads to a date, or another date and a comma: “the 4th, 5th or 6th”."""
    listed = (
        said.w(i - 1) == "," and said.last is not None and said.last.j == i - 1 and said.last.grain in ("the", "date")
    )
    return listed or said.w(i - 1) in _BEFORE_A_DATE


def stands_alone(said: Words, j: int, i: int) -> bool:
    """The word at `j` goes on about something else: “the 4th please”, not “the 4th bedroom”."""
    after = said.w(j)
    return after in AFTER_THE_DATE or after in WEEKDAYS or not after or not after[0].isalpha()


def month_after(said: Words, j: int) -> tuple[int | None, int]:
    """The month that is named at token `j`, and the token after it."""
    if said.w(j) in ("of", "de", "del", "-", "/", "di", "am", "o") and said.w(j + 1) in MONTHS:
        return MONTHS[said.w(j + 1)], j + 2
    if said.w(j) in MONTHS and not (said.w(j) == "may" and said.w(j + 1) in ("be", "need", "have", "not")):
        return MONTHS[said.w(j)], j + 1
    return None, j


def shared_month(said: Words, j: int) -> tuple[int | None, int]:
    """3rd or 4th December: the month behind the list holds for all of it; it is not swallowed here."""
    at = j
    for _ in range(8):
        told = month_told(said, at)
        if told is not None:
            return told[0].month, j
        if said.w(at) in MONTHS and said.w(at) not in DOUBTFUL_MONTHS:
            return MONTHS[said.w(at)], j
        if (
            said.w(at) in MONTHS
            and at > j
            and (said.w(at - 1) in SUFFIX or said.number(at - 1) is not None or said.w(at - 1) == "of")
        ):
            return MONTHS[said.w(at)], j
        if (
            said.number(at) is not None
            or said.w(at) in SUFFIX
            or said.w(at) in JOIN
            or said.w(at) in TO
            or said.w(at) in ("the", "of")
            or said.w(at) in WEEKDAYS
        ):
            at += 1
        else:
            break
    return None, j


def year_at(said: Words, j: int) -> tuple[int | None, int]:
    """The year written at token `j`, and the token after it."""
    at = j + (said.w(j) == "," and said.number(j + 1) is not None and (said.number(j + 1) or 0) > 2000)
    year = said.number(at)
    if year and 2000 <= year <= 2100:
        return year, at + 1
    if said.w(j) in ("de", "del", "of") and 2000 <= (said.number(j + 1) or 0) <= 2100:
        return said.number(j + 1), j + 2
    return None, j


def next_of_year(
    said: Words, year: int | None, month: int, day: int, i: int, j: int, weekday: int | None = None
) -> When | None:
    """A day and month, of the year given; without one ahead, or lately gone."""
    if year is not None:
        exact = day_or_none(year, month, day)
        return When(exact, exact, i, j, "day", past=exact < said.today) if exact else None
    here = day_or_none(said.today.year, month, day)
    ahead = here if here and here >= said.today else day_or_none(said.today.year + 1, month, day)
    if ahead is None:
        return None
    if weekday is not None and ahead.weekday() != weekday and here and here.weekday() == weekday:
        return When(here, here, i, j, "day", past=here < said.today)
    gone = here if here and here < said.today else day_or_none(said.today.year - 1, month, day)
    if (
        gone
        and ahead > said.today + 270 * DAY
        and gone > said.today - 60 * DAY
        and said.w(i - 1) not in ("by", "before", "until", "till")
    ):
        # A day lately gone is meant, not the one nearly a year ahead.
        return When(gone, gone, i, j, "day", past=True)
    return When(ahead, ahead, i, j, "date")


def next_of_month(said: Words, day: int, i: int, j: int, weekday: int | None) -> When | None:
    """A day by its number alone: of this month or the next that has it."""
    first = said.today.replace(day=1)
    if weekday is None and _TOLD.search(" ".join(said.clause(When(None, None, i, j)))):
        # “You said the 5th”: the nearest, behind or ahead.
        near = [
            found for n in (-1, 0, 1) if (m := months_on(first, n)) and (found := day_or_none(m.year, m.month, day))
        ]
        nearest = min(near, key=lambda found: abs((found - said.today).days))
        return When(nearest, nearest, i, j, "day", past=False)
    before = said.last
    later = (
        before is not None
        and before.start is not None
        and before.start == before.end
        and not before.past
        and before.start.day < day
        and i - before.j < 10
        and weekday is None
    )
    if later and before is not None and before.start is not None and before.start > said.today:
        # “exchange on the 14th and keys on the 28th”: of the same month.
        first = before.start.replace(day=1)
    if weekday is not None:
        return agreeing(said, day, i, j, weekday) or next_of_month(said, day, i, j, None)
    for ahead in range(4):
        month = months_on(first, ahead)
        found = day_or_none(month.year, month.month, day)
        if found and found > said.today - DAY:
            return When(found, found, i, j, "the")
    return None


def agreeing(said: Words, day: int, i: int, j: int, weekday: int) -> When | None:
    """“Thursday 17”: the day that is both, within two months, or lately gone; where none is near, the number counts."""
    first = said.today.replace(day=1)
    days = [found for n in (-1, 0, 1, 2) if (m := months_on(first, n)) and (found := day_or_none(m.year, m.month, day))]
    both = [found for found in days if found.weekday() == weekday]
    ahead = [found for found in both if found >= said.today]
    gone = [found for found in both if said.today - 31 * DAY <= found < said.today]
    if ahead:
        return When(ahead[0], ahead[0], i, j)
    if gone and said.w(i - 1) not in ("by", "before", "until", "till", "from") and said.w(i - 2) not in ("until", "by"):
        return When(gone[-1], gone[-1], i, j, past=True)
    return None


def numeric_date(said: Words, i: int) -> When | None:
    """12/12, 12.12.26, 12-12-2026, 2026-12-12. The day comes first. Fractions, sizes and numbers of documents are none."""
    first = said.number(i)
    if said.w(i - 1) in ("£", "$", "€"):
        return None
    if first is not None and first > 1999 and said.seq(i + 1, {"-", "/"}) and said.w(i + 3) in ("-", "/"):
        month, day = said.number(i + 2), said.number(i + 4)
        exact = day_or_none(first, month or 0, day or 0)
        return When(exact, exact, i, i + 5, "day", past=exact < said.today) if exact else None
    # The tokenizer reads 12.12 as one number.
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", said.tokens[i].text) if i < len(said.tokens) else None
    third = said.number(i + 2)
    if dotted and said.w(i + 1) == "." and said.glued(i + 1) and said.glued(i + 2) and third is not None:
        exact = (
            day_or_none(third if third > 2000 else 2000 + third, int(dotted[2]), int(dotted[1]))
            if third > 2000 or 20 <= third <= 99
            else None
        )
        return When(exact, exact, i, i + 3, "day", past=exact < said.today) if exact else None
    if first is None:
        return None
    separator = said.w(i + 1)
    whole = said.w(i - 1) in ("", "on") and said.w(i + 3) in ("", ".", "?", "!", "\n", "at", "please", "pls")
    month, third = said.number(i + 2), said.number(i + 4)
    if (
        separator in ("/", "-")
        and month
        and ((said.glued(i + 1) and said.glued(i + 2)) or (whole and first > month))
        and 1 <= first <= 31
        and 1 <= month <= 12
    ):
        if said.w(i + 3) == separator and third is not None and (third > 2000 or 20 <= third <= 99):
            exact = day_or_none(third if third > 2000 else 2000 + third, month, first)
            return When(exact, exact, i, i + 5, "day", past=exact < said.today) if exact else None
        written = said.tokens[i].text + said.tokens[i + 2].text
        cue = (
            said.w(i - 1) in _BEFORE_FIGURES
            or said.w(i - 1) in WEEKDAYS
            # the second of two: 30/11 - 4/12
            or (said.w(i - 1) in TO and said.w(i - 3) == "/" and said.number(i - 2) is not None)
        )
        after = said.w(i + 3)
        if said.w(i - 1) in _NUMBERED or (after == separator and said.glued(i + 3) and separator == "/"):
            # “quote no 12/12/7” is the number of a document.
            return None
        # A date and nothing else between the stops of a sentence; halves and thirds are fractions.
        alone = (
            said.w(i - 1) in ("", "\n", ",", ".", "or", "and")
            and after in _AFTER_FIGURES
            and (first, month) not in ((1, 2), (1, 3), (1, 4), (2, 3), (3, 4), (1, 8))
        )
        if separator == "-" and whole and first > 12 >= month:
            # “17-3”: a stretch would count upwards.
            return next_of_year(said, None, month, first, i, i + 3)
        if separator == "/" and (cue or alone or (len(written) == 4 and first > 4)) and after not in _FRACTIONS_OF:
            return next_of_year(said, None, month, first, i, i + 3)
    return None
