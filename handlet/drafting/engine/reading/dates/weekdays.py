"""Weekdays: Tuesday, next Tuesday, Tuesday week, a week on Tuesday, Tues or Weds next week, Tuesdays."""

from __future__ import annotations

import re
from dataclasses import replace

from handlet.drafting.engine.reading.calendar import DAY, monday
from handlet.drafting.engine.reading.dates.days_of_month import calendar_date, closes
from handlet.drafting.engine.reading.dates.distances import counted, from_a_day, span_ahead
from handlet.drafting.engine.reading.dates.kinds import refused
from handlet.drafting.engine.reading.dates.tense import looks_back
from handlet.drafting.engine.reading.dates.words import JOIN, MOVES, ORDINAL_WORDS, WHICH, When, Words, one_day
from handlet.drafting.engine.reading.timewords import DOUBTFUL_DAYS, MONTHS, NEXT, PARTS, PLURAL_DAYS, WEEK, WEEKDAYS

_REGULAR = re.compile(
    r"\b(?:every|each|weekly|fortnightly|regular\w*|once a week|twice a|per week|a week(?! (?:on|today|tomorrow|from))|monthly|alternate|every other|co tydzień|co dwa tygodnie|regularnie|cada semana|chaque semaine|toutes les semaines)\b"
)
_VISIT = set("fitting job visit appointment slot clean booking survey work appt service one".split())
_SOMEONE_SAT = set("been was is has just water i she he it they have had we dog are were it's get".split())
_BEFORE_A_DAY = {"", "\n"} | set(
    (
        "on this next or and by before till til until come for free maybe preferably either ideally "
        "last from after not any about around every except do / , . ? -"
    ).split()
)
_THINGS_CALLED_SAT_OR_SUN = set("dish dishes nav lounger loungers room tv cream tunnel".split())
_SUNSHINE = set("the full in no afternoon morning direct hot spring summer winter autumn".split())
_AFTER_A_DAY = {"", "\n"} | set(
    "the week if or and please pls ok okay ? . , ! at after before would works is next this".split()
)
_WISHED = set("only best ideal ideally prefer preferably suit suits would please great good".split())


def named_weekday(said: Words, i: int) -> When | None:
    """Tuesday; next/this/last Tuesday; a week on Tuesday; Tuesday week; Tuesday the 4th; Tues or Weds next week."""
    lead, j, plus = "", i, 0
    if said.w(j) in ("a", "one", "1") and said.seq(j + 1, {"week", "fortnight"}, {"on", "this", "from"}):
        plus, j = (7 if said.w(j + 1) == "week" else 14), j + 3
    elif said.seq(j, {"week", "fortnight"}, "on") and said.w(j + 2) in WEEKDAYS:
        plus, j = (7 if said.w(j) == "week" else 14), j + 2
    elif said.seq(j, {"week", "fortnight"}) and said.w(j + 1) in WEEKDAYS and said.w(j - 1) in ("a", "on", ""):
        plus, j = (7 if said.w(j) == "week" else 14), j + 1
    elif said.seq(j, {"two", "2"}, "weeks", "on") and said.w(j + 3) in WEEKDAYS:
        plus, j = 14, j + 3
    if said.w(j) in NEXT or said.w(j) in ("this", "last", "coming", "previous"):
        lead, j = ("next" if said.w(j) in NEXT else said.w(j)), j + 1
        if lead == "this" and said.w(j) == "coming":
            j += 1
    number = WEEKDAYS.get(said.w(j))
    if number is None or (said.w(j) in DOUBTFUL_DAYS and not lead and not plus and not is_day(said, j)):
        return None
    plural_part = said.w(j + 1) in ("mornings", "afternoons", "evenings", "nights")
    if (
        said.w(j) in PLURAL_DAYS
        or said.w(j - 1) in ("every", "each", "alternate", "other")
        or (plural_part and not looks_back(said, When(None, None, i, j)))
        or (said.w(j - 1) in ("a", "any") and not plus)
    ):
        return each_weekday(said, i, j, number)
    k = j + 1
    if said.w(k) == "." and said.number(k + 1) is not None and said.glued(k):
        k += 1
    if said.w(k) == "-" and said.w(k + 1) == "feira":
        k += 2
    if said.seq(k, {"(", "-"}) or said.seq(k, ",", "("):
        # Friday (4 Dec), Friday-Dec-4
        bracket = k + 1 + (said.w(k) == ",")
        inside = calendar_date(said, bracket, weekday=number)
        if inside and inside.start and inside.start.weekday() == number and not plus:
            return replace(inside, i=i, j=inside.j + (said.w(inside.j) == ")"))
    exact = calendar_date(
        said,
        k + (said.w(k) in (",", "the", "le", "el", "dnia", "den", "il") and not said.seq(k, "the")),
        weekday=number,
    )
    if (
        exact
        and not plus
        and (
            said.number(k) is not None
            or said.w(k) in ("the", ",", "dnia", "den", "le", "el", "il")
            or said.w(k) in MONTHS
            or said.w(k) in ORDINAL_WORDS
        )
    ):
        return replace(exact, i=i)
    far = (
        (from_a_day(said, k) or (span_ahead(said, k) if said.w(k) == "in" else None)) if not plus and not lead else None
    )
    if far is not None and far.start is not None and far.start == far.end:
        # Tuesday three weeks from now
        return one_day(monday(far.start) + number * DAY, i, far.j)
    ahead = (number - said.today.weekday() - 1) % 7 + 1
    coming = said.today + ahead * DAY
    this = monday(said.today) + number * DAY
    past = False
    if not plus and not lead and said.w(k) == "last" and closes(said, k + 1):
        # Friday last
        return replace(one_day(this if this < said.today else this - 7 * DAY, i, k + 1), past=True)
    if not plus and said.seq(k, "after", "next") and said.w(k + 2) not in WEEKDAYS:
        return one_day(coming + 7 * DAY, i, k + 2)
    if not plus and said.seq(k, {"of", "in"}, {"that", "the"}, {"week", "same"}) and said.last and said.last.start:
        # “from Monday the 7th to the Wednesday of that week”
        target = monday(said.last.start) + number * DAY
        return When(target, target, i, k + 3 + (said.w(k + 2) == "same"), past=target < said.today)
    if (
        not plus
        and not lead
        and said.w(k) == "after"
        and (said.w(k + 1) in ("x", "xx", "xxx") or closes(said, k + 1 + (said.w(k + 1) in ("that", "then"))))
        and said.w(i - 1) in ("the", "or", "", "on")
        and said.last is not None
        and (named := said.last.end or said.last.start) is not None
        and not said.last.past
    ):
        # “skip this Thursday, back to normal the Thursday after”
        target = named + ((number - named.weekday() - 1) % 7 + 1) * DAY
        return When(target, target, i, k + 1 + (said.w(k + 1) in ("that", "then")))
    if (
        not plus
        and not lead
        and said.seq(i - 2, "to", "the")
        and closes(said, k)
        and said.last is not None
        and said.last.start is not None
        and any(word in MOVES for word in said.clause(When(None, None, i, i)))
    ):
        # “shift next Monday's job to the Friday”
        target = said.last.start + ((number - said.last.start.weekday() - 1) % 7 + 1) * DAY
        return When(target, target, i, k)
    if not plus and said.w(k) in ("of", "from") and (told := week_told(said, k + 1)) is not None:
        # Tuesday of this week, Friday from last week
        target = this + 7 * told[0] * DAY
        return When(target, target, i, told[1], past=target < said.today)
    if said.w(k) in ("week", "wk") and said.w(k + 1) not in ("commencing", "beginning", "starting", "off"):
        plus, k = 7, k + 1
    elif said.w(k) == "fortnight":
        plus, k = 14, k + 1
    in_week = False
    trailing = trailing_week(said, k)
    # Looking at "Tues or Weds next week" from Tues, only the last of the list swallows the words.
    if trailing is not None:
        offset, after = trailing
        target = this + offset * DAY
        if offset == 0 and target < said.today:
            target = coming
        return When(target, target, i, after if after else k, "day", weekday=None)
    named = said.last.end or said.last.start if said.last is not None and not said.last.past else None
    if (
        lead == "next"
        and said.w(i) == "following"
        and named is not None
        and named >= said.today
        and said.last is not None
        and i - said.last.j < 16
    ):
        # “We leave on Friday the 11th; the clerk comes the following Monday.”
        target = named + ((number - named.weekday() - 1) % 7 + 1) * DAY
    elif lead == "next":
        target = this + 7 * DAY
    elif lead == "last" or lead == "previous":
        target, past = (this if this < said.today else this - 7 * DAY), True
    elif (
        lead == ""
        and said.last
        and said.last.j == i - 1
        and said.w(i - 1) in JOIN
        and said.last.weekday is None
        and said.last.start
        and said.last.grain == "day"
        and said.carried
    ):
        target = monday(said.last.start) + number * DAY
        in_week = True
    elif lead == "" and not plus and in_named_week(said, i) and said.last and said.last.start:
        in_week = monday(said.last.start) > monday(said.today)
        target = monday(said.last.start) + number * DAY
        if target < said.today:
            target = coming
    elif lead == "" and not plus and number == said.today.weekday() and said.w(i - 1) in ("it's", "its", "is"):
        target = said.today
    else:
        target = coming + plus * DAY
    said.carried = lead == "next" or in_week
    return When(target, target, i, k, "day", past=past, weekday=None if lead or plus or in_week else number)


def week_told(said: Words, k: int) -> tuple[int, int] | None:
    """How many weeks ahead the “this week” or “last week” at token `k` is, and the token after it."""
    if said.w(k) in ("this", "last", "current", "previous", "past") and said.w(k + 1) in ("week", "wk"):
        return WHICH[said.w(k)], k + 2
    return None


def several_on(said: Words, i: int) -> When | None:
    """four Wednesdays from now, two Mondays ago"""
    count = counted(said, i)
    if count is None or said.w(count[1]) not in WEEKDAYS or count[0] > 20:
        return None
    n, k = count
    number = WEEKDAYS[said.w(k)]
    if said.w(k + 1) in ("ago", "back"):
        gone = (said.today.weekday() - number - 1) % 7 + 1 + 7 * (n - 1)
        return replace(one_day(said.today - gone * DAY, i, k + 2), past=True)
    if said.seq(k + 1, "from", {"now", "today"}) or said.w(k + 1) in ("hence",):
        ahead = (number - said.today.weekday() - 1) % 7 + 1 + 7 * (n - 1)
        return one_day(said.today + ahead * DAY, i, k + (2 if said.w(k + 1) == "hence" else 3))
    return None


def in_named_week(said: Words, i: int) -> bool:
    """A week was named earlier in this sentence: “any time next week except Weds”."""
    last = said.last
    return (
        last is not None
        and last.grain == "week"
        and not last.past
        and i - last.j < 9
        and (said.w(i - 1) == "the" or not any(said.w(n) in (".", "?", "!", "\n", ";") for n in range(last.j, i)))
    )


def trailing_week(said: Words, k: int) -> tuple[int, int] | None:
    """Days to add to this week's day for a "next week" that follows, over a list of weekdays, and where it ends."""
    at, listed = k, False
    for _ in range(10):
        if said.w(at) in ("next", "nxt") and said.w(at + 1) in WEEK:
            return 7, (0 if listed else at + 2)
        if said.w(at) == "this" and said.w(at + 1) in WEEK:
            return 0, (0 if listed else at + 2)
        if said.seq(at, "of", {"next", "this"}, WEEK):
            return (7 if said.w(at + 1) == "next" else 0), (0 if listed else at + 3)
        if said.seq(at, "the", "week", "after") or said.seq(at, "week", "after", "next"):
            return (14 if "next" in (said.w(at + 2), said.w(at + 3)) else 7), (
                0 if listed else at + (4 if said.w(at + 3) == "next" else 3)
            )
        if said.seq(at, "the", {"following", "next"}, WEEK):
            return 7, (0 if listed else at + 3)
        if said.w(at) in WEEKDAYS:
            listed, at = True, at + 1
        elif said.w(at) == "to" and said.w(at + 1) not in WEEKDAYS:
            # “move me from Friday to the week after”: from that week, not in it.
            return None
        elif said.w(at) in PARTS or said.w(at) in JOIN or said.w(at) in ("in", "the", "-", "to"):
            at += 1
        else:
            return None
    return None


def each_weekday(said: Words, i: int, j: int, number: int) -> When | None:
    """Tuesdays: from the next one on where a regular service is wanted, else a habit without a date."""
    if said.w(j) in ("weekdays", "weekends"):
        return When(None, None, i, j + 1, "each")
    regular = _REGULAR.search(said.source.text.lower()) is not None
    asked_for = said.w(j) in PLURAL_DAYS and any(
        word in _WISHED for word in said.clause(When(None, None, i, j + 1), after=6)
    )
    if (said.w(j + 1) in _VISIT or said.w(j + 2) in _VISIT) and any(
        said.w(k) in MOVES | {"cancel", "skip", "miss"} for k in range(max(0, i - 4), i)
    ):
        # “push fridays fitting”: the apostrophe is seldom typed, and it is one Friday.
        day = said.today + ((number - said.today.weekday() - 1) % 7 + 1) * DAY
        return When(day, day, i, j + 1, kind="existing")
    began = said.last is not None and said.last.start is not None and said.last.end is None
    if began and regular:
        # “starting 7th December, every other Monday” is one wish; it was read at its beginning.
        return When(None, None, i, j + 1, "each")
    if (regular or asked_for) and not refused(said, i):
        ahead = (number - said.today.weekday() - 1) % 7 + 1
        start = said.today + ahead * DAY
        return When(start, None, i, j + 1, "each", kind="recurring")
    return When(None, None, i, j + 1, "each")


def is_day(said: Words, j: int) -> bool:
    """Whether "sat", "sun", "mon", "wed" stand for a day here: "sat in water", "the sun", "opt" do not."""
    token, before, after = said.tokens[j], said.w(j - 1), said.w(j + 1)
    word = token.lower
    if word in ("sat", "sun") and after in _THINGS_CALLED_SAT_OR_SUN:
        return False
    if word in ("thu", "fri", "tue", "mon", "wed") and said.language == "en":
        return True
    if said.language not in ("en",) and word not in ("sat", "sun", "mon"):
        return word not in ("opt", "sul", "mon") and (
            word not in ("segunda", "terça", "quarta", "quinta", "sexta") or said.language == "pt"
        )
    if word in ("joi", "sul", "opt", "llun"):
        return False
    if before in _SOMEONE_SAT or (word == "sat" and after in ("in", "here", "there", "with", "under", "waiting")):
        return False
    if word == "sun" and before in _SUNSHINE:
        return False
    if (
        before in WEEKDAYS
        or after in WEEKDAYS
        or said.w(j + 2) in WEEKDAYS
        or said.w(j - 2) in WEEKDAYS
        or after in PARTS
    ):
        return True
    if before in _BEFORE_A_DAY:
        return True
    if said.number(j + 1) is not None or after in _AFTER_A_DAY:
        return word != "sun" or after != "is"
    return False


def habit(said: Words, i: int) -> When | None:
    """weekday evenings, weekends, most days, any day: when, but no date."""
    w = said.w(i)
    if w in ("weekdays", "weekends", "weekday"):
        return When(None, None, i, i + 1, "each")
    if w in ("any", "most", "every") and said.w(i + 1) in (
        "day",
        "days",
        "weekday",
        "morning",
        "mornings",
        "afternoon",
        "evening",
        "evenings",
    ):
        nxt = trailing_week(said, i + 2)
        if nxt and nxt[1]:
            first = monday(said.today) + nxt[0] * DAY
            return When(
                max(first, said.today),
                first + 4 * DAY if nxt[0] else first + 6 * DAY,
                i,
                nxt[1],
                "week",
                part=PARTS.get(said.w(i + 1)),
            )
        return When(None, None, i, i + 2, "each", part=PARTS.get(said.w(i + 1)))
    return None
