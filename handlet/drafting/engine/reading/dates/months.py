"""Months, parts of months and seasons: in January, mid December, the first week of March, end of the month, over the summer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlet.drafting.engine.reading.calendar import DAY, monday, month_end
from handlet.drafting.engine.reading.dates.days_of_month import year_at
from handlet.drafting.engine.reading.dates.distances import UNIT_DAYS, length_at
from handlet.drafting.engine.reading.dates.holidays import named_feast
from handlet.drafting.engine.reading.dates.words import WHICH, When, Words, months_on, weekend_at
from handlet.drafting.engine.reading.timewords import DOUBTFUL_MONTHS, MONTHS, WEEKDAYS

_EARLY = {"early", "beginning", "start", "begining"}
_LATE = {"late", "end"}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_COMING_BACK = set(
    "come coming be been are we're i'm you're they're going go get getting is start started call ring pop".split()
)
_BEFORE_A_MONTH = set(
    "in by before until till from after for during since of mid late early or and around about to - / til".split()
)
_THINGS_OF_A_SEASON = set(
    (
        "house houses clean loaded clip latch lock is has broke snapped room bulbs cleaning flowers "
        "hinge hinges tidy water onion sun sunshine rain weather"
    ).split()
)
_BEFORE_A_SEASON = set(
    "in by before until till for over during this the after around early late mid or from of , since".split()
)
_BEFORE_THE_SEASON = set("in over during for by before until after till of from this".split())
_STRETCHES = set("middle first last second third fourth latter week weekend".split())
_MONTHS_THAT_ARE_WORDS = set("may march mars mar mai maj maja marca medi juni juli".split())
_VERBS = {"be", "or", "not", "take", "need", "have", "seem", "sound", "well", "cost", "help", "only", "also"}
_AFTER_A_LONE_MONTH = set("or and to - / time onwards sometime ideally would is works suits".split())


def named_month(said: Words, i: int, bare: bool = False) -> When | None:
    """January; next May; “the month”, “next month”, a season and “the new year” too where it is `bare`, behind “early” or “end of”."""
    w = said.w(i)
    if not bare and said.seq(i - 2, "back", "in") and w in MONTHS and said.w(i - 3) not in _COMING_BACK:
        behind = MONTHS[w]
        gone = said.today.year - (behind >= said.today.month)
        return When(date(gone, behind, 1), month_end(gone, behind), i, i + 1, "month", past=True)
    if bare and w == "the":
        return named_month(said, i + 1, bare=True)
    if bare and w in WHICH and said.w(i + 1) == "month":
        return month_or_year(said, i, w, "month")
    if bare and w == "month" and said.w(i - 1) in ("the", "of", "in"):
        whole = month_or_year(said, i, "this", "month")
        return replace(whole, start=said.today.replace(day=1), j=i + 1)
    if bare and w == "new" and said.w(i + 1) in ("year", "yr"):
        return When(date(said.today.year + 1, 1, 1), date(said.today.year + 1, 1, 31), i, i + 2, "month")
    if bare and w in _SEASONS:
        return named_season(said, i)
    lead = w if w in ("next", "this", "last") and said.w(i + 1) in MONTHS else ""
    at = i + bool(lead)
    word = said.w(at)
    number = MONTHS.get(word)
    if number is None:
        return None
    if lead == "this" and word == "may" and (not said.tokens[at].text[:1].isupper() or said.w(at + 1) in _VERBS):
        # “this may be a big job”
        return None
    if said.w(at - 1) in ("$", "#", "@", "_") or _named_in_capitals(said, at):
        return None
    if word in DOUBTFUL_MONTHS and not lead:
        capital = said.tokens[at].text[:1].isupper()
        before, after = said.w(at - 1), said.w(at + 1)
        led = before in _BEFORE_A_MONTH
        if word in _MONTHS_THAT_ARE_WORDS and not led:
            opens = before in ("", ".", "!", "?", "\n") and not (
                after in _AFTER_A_LONE_MONTH
                and (said.w(at + 2) in MONTHS or after in ("time", "onwards", "sometime", "ideally", "works", "suits"))
            )
            among = after in ("or", "and", "to", "-", "/") and said.w(at + 2) in MONTHS and said.w(at + 2) != word
            if said.w(at - 1) == "" and after in ("", ".", "?", "!"):
                opens = False
            if (not capital and not among) or opens or after in ("be", "need", "have", "not", "i", "we"):
                return None
        if word in ("may",) and led and not capital and before in ("and", "or", "it", "to", "about"):
            return None
        if word == "may" and after in ("be", "need", "have", "not", "i", "we", "want", "also"):
            return None
    if (
        word in ("mar", "sep", "dec", "jan", "jun")
        and said.language == "en"
        and said.w(at - 1) in ("name", "regards", "thanks", "hi", "love", "cheers", ",")
    ):
        return None
    if said.language == "en" and word in ("jan", "april", "june", "may", "august") and is_name(said, at):
        return None
    year, j = year_at(said, at + 1)
    if year is not None:
        first = date(year, number, 1)
        return When(first, month_end(year, number), i, j, "month", past=first < said.today.replace(day=1))
    year = said.today.year + (number < said.today.month)
    if lead == "last":
        year = said.today.year - (number >= said.today.month)
    if lead == "next" and number == said.today.month:
        year += 1
    first = date(year, number, 1)
    return When(
        first if first > said.today or lead == "last" else said.today,
        month_end(year, number),
        i,
        j,
        "month",
        past=lead == "last",
    )


def _named_in_capitals(said: Words, at: int) -> bool:
    """“DEC Electrical”, “MAR Homes”: letters that stand for a firm; a message all in capitals is only loud."""
    text = said.tokens[at].text
    if not (text.isupper() and 2 < len(text) < 5) or at + 1 >= len(said.tokens):
        return False
    follows = said.tokens[at + 1]
    return (
        follows.kind == "word"
        and follows.text[:1].isupper()
        and not follows.text.isupper()
        and follows.lower not in MONTHS
    )


def is_name(said: Words, at: int) -> bool:
    """ "Thanks, April", "Hi June", "Keith & Jan Ollerton", and a name alone on the last line: a person."""
    before, token = said.w(at - 1), said.tokens[at]
    follows = said.tokens[at + 1] if at + 1 < len(said.tokens) else None
    if before in {"thanks", "hi", "hello", "regards", "cheers", "love", "dear", "from"} or (
        before in ("\n", ",") and said.w(at - 2) in {"thanks", "regards", "cheers", "you", "wishes", "love"}
    ):
        return before != "from" or at == len(said.words) - 1
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
    last = at >= len(said.words) - 1 or all(
        said.w(n) in ("\n", "x", "xx", ".", "!") for n in range(at + 1, len(said.words))
    )
    return last and at > 2 and before in ("\n", ".", "!", "?", ",")


def part_of_month(said: Words, i: int) -> When | None:
    """early/mid/late/end of January; first week of March; second half of May; the week before Christmas."""
    w, j = said.w(i), i + 1
    if said.seq(i, "back", "end"):
        inner = part_of_month(said, i + 1)
        return replace(inner, i=i) if inner else None
    if w == "the" and (said.w(i + 1) == "back" or said.w(i + 1) in _EARLY | _LATE or said.w(i + 1) in _STRETCHES):
        inner = part_of_month(said, i + 1)
        return replace(inner, i=i) if inner else None
    if w in ("first", "second", "third", "fourth", "last", "1st", "final") and said.w(j) in (
        "week",
        "half",
        "weekend",
        "few",
        "fortnight",
        "part",
    ):
        unit = said.w(j)
        k = weekend_at(said, j)
        unit, k = ("weekend", k) if k else (unit, j + 1)
        if unit == "few":
            k += 1
        k += said.w(k) in ("of", "in")
        month = named_month(said, k, bare=True)
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
    if w == "first" and (length := length_at(said, j)) is not None and said.w(length[1]) in ("of", "in"):
        # the first two weeks of December
        (count, unit, _), k = length
        month = named_month(said, k + 1, bare=True)
        if month is None or month.grain != "month" or month.start is None or unit.startswith("month"):
            return None
        start = month.start.replace(day=1)
        return When(start, start + (count * UNIT_DAYS[unit] - 1) * DAY, i, month.j, "days")
    if said.seq(i, "week", {"before", "after", "of"}):
        feast = named_feast(said, i + 2)
        if feast and feast.start and feast.end:
            if said.w(i + 1) == "before":
                first = monday(feast.start) - 7 * DAY
            elif said.w(i + 1) == "after":
                first = monday(feast.end) + 7 * DAY
            else:
                first = monday(feast.start)
            return When(first, first + 4 * DAY, i, feast.j, "week")
        return None
    which = ""
    if w == "start" and said.w(j) == "in":
        # “Start in the new year.”
        return None
    if w in _EARLY or w in ("mid", "middle", "late", "end", "latter", "later"):
        which = w
        while said.w(j) in ("of", "in", "-", "part", "the", "to"):
            # "start to mid January", "mid to late January"
            if said.w(j) == "to" and said.w(j + 1) not in ("mid", "late", "end"):
                break
            j += 1
        low = which
        if said.w(j) in ("mid", "late", "end") and said.w(j - 1) in ("to", "-"):
            which, j = said.w(j), j + 1
            j += said.w(j) in ("of", "-")
        month = named_month(said, j, bare=True)
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
        if (
            said.w(month.j - 1) == "month"
            and close
            and start.day + close - 1 < said.today.day
            and start.month == said.today.month
        ):
            # Said on the 24th, the beginning of the month is that of the next.
            start = months_on(start.replace(day=1), 1)
        if close:
            end = start.replace(day=1) + (close - 1) * DAY
        start = start.replace(day=1) + (begin - 1) * DAY
        return When(start, end, i, month.j, "days")
    return None


def end_of_month(said: Words, i: int) -> When | None:
    """end of the month, the end of next month, later this month."""
    j = i + (said.w(i) == "the")
    if said.seq(j, "later", {"this", "in"}) and said.seq(j + 2 + (said.w(j + 2) == "the"), "month"):
        end = month_end(said.today.year, said.today.month)
        return When(min(said.today + DAY, end), end, i, j + 3 + (said.w(j + 2) == "the"), "days")
    if said.seq(j, "earlier", {"this", "in"}) and said.seq(j + 2 + (said.w(j + 2) == "the"), "month"):
        first = said.today.replace(day=1)
        return When(first, max(first, said.today - DAY), i, j + 3 + (said.w(j + 2) == "the"), "days", past=True)
    if said.w(j) in ("rest", "remainder") and said.seq(j + 1, "of", {"the", "this"}, "month"):
        return When(said.today, month_end(said.today.year, said.today.month), i, j + 4, "days")
    j += said.seq(j, "back", "end")
    if not said.seq(j, "end", "of"):
        return None
    k = j + 2
    which = "this"
    if said.w(k) == "the":
        k += 1
    if said.w(k) in WHICH:
        which, k = said.w(k), k + 1
    if said.w(k) not in ("month", "year"):
        return None
    inner = month_or_year(said, k, which, said.w(k))
    end = inner.end or said.today
    start = end - (7 if said.w(k) == "month" else 30) * DAY
    if inner.past:
        return When(start, end, i, k + 1, "end", past=True)
    return When(max(start, said.today), end, i, k + 1, "end")


def other_month(said: Words, i: int) -> When | None:
    """next month, this year"""
    if said.w(i) in WHICH and said.w(i + 1) in ("month", "year"):
        return month_or_year(said, i, said.w(i), said.w(i + 1))
    return None


def month_or_year(said: Words, i: int, which: str, unit: str) -> When:
    """This, next or last month or year: `which` is a word of `words.WHICH`; of this one what is left."""
    offset = WHICH[which]
    if unit == "year":
        year = said.today.year + offset
        start = date(year, 1, 1) if offset else max(date(year, 1, 1), said.today)
        return When(start, date(year, 12, 31), i, i + 2, "year", past=offset < 0)
    first = months_on(said.today.replace(day=1), offset)
    start = first if offset else said.today
    return When(start, month_end(first.year, first.month), i, i + 2, "month", past=offset < 0)


def named_season(said: Words, i: int) -> When | None:
    """in spring, next summer, over the winter. A spring in a lock and a summer house are none."""
    lead = said.w(i) if said.w(i) in ("next", "this", "last") else ""
    at = i + bool(lead)
    word = said.w(at)
    if word not in _SEASONS:
        return None
    before, after = said.w(i - 1), said.w(at + 1)
    if after in _THINGS_OF_A_SEASON and not (
        after == "is" and said.w(at + 2) in ("fine", "ok", "okay", "good", "best", "great", "better")
    ):
        return None
    if (
        not lead
        and before not in _BEFORE_A_SEASON
        and not (
            after in ("is", "would", "or", "please", "if", "ideally", "preferably", "sometime")
            or before in ("", ".", "!", "?", "\n")
        )
    ):
        return None
    if before in ("the", "a") and said.w(i - 2) not in _BEFORE_THE_SEASON:
        return None
    begins, ends = _SEASONS[word]
    year = said.today.year
    end = month_end(year + (ends < begins), ends)
    if begins > ends and said.today.month <= ends:
        year, end = year - 1, month_end(year, ends)
    if end < said.today:
        year, end = year + 1, month_end(year + 1 + (ends < begins), ends)
    j = at + 1
    if lead == "next" and date(year, begins, 1) <= said.today:
        year, end = year + 1, month_end(end.year + 1, end.month)
    if said.number(j) and 2020 < (said.number(j) or 0) < 2100:
        year = said.number(j) or year
        end, j = month_end(year + (ends < begins), ends), j + 1
    if lead == "last":
        while date(year, begins, 1) >= said.today or end >= said.today:
            year, end = year - 1, month_end(end.year - 1, end.month)
        return When(date(year, begins, 1), end, i, j, "season", past=True)
    start = date(year, begins, 1)
    return When(start if start > said.today else said.today, end, i, j, "season")
