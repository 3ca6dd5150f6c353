"""Hours and days in an owner’s words: “weekdays 8 to 6”, “after 18:00”, “out of hours”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.quoting.rules import (
    END_OF_DAY,
    HOLIDAY,
    Window,
)

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"

_SPAN = re.compile(rf"\b({_DAY})\s*(?:[-–]|to)\s*({_DAY})", re.I)

CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(?:[-–]|to|till|til|until)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?(?![\w%])",
    re.I,
)

_STANDARD = re.compile(r"\b(?:standard|normal|working|office|daytime) hours\b|\bin hours\b", re.I)

OUT = re.compile(r"\bout[- ]of[- ]hours\b|\bafter[- ]hours\b|\bunsocial\b", re.I)

_WEEKDAYS = (0, 1, 2, 3, 4)

_DAY_BEGINS, _DAY_ENDS = 8 * 60, 18 * 60

_OUT_OF_HOURS = (
    Window(_WEEKDAYS, 0, _DAY_BEGINS),
    Window(_WEEKDAYS, _DAY_ENDS, END_OF_DAY),
    Window((5, 6, HOLIDAY)),
)

_AFTER = re.compile(r"\b(?:after|from) (\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\b", re.I)

_TIMED = re.compile(
    r"\bhours?\b|\bcall[- ]?out|\bvisit|\bentry|\bemergency|\battend|\bdiagnos|\block[- ]?out|\bevening|\bnight|\bweekend|\bdaytime|\bunlock|\bopening",
    re.I,
)


def windows_in(words: str, *, timed: str = "") -> tuple[Window, ...]:
    """Hours that a call-out, an entry or labour is priced for. “Before 9 or after 5” of a clean is no such thing.

    timed: where it stands that the price goes by the time, if not in the same words.
    """
    if not _TIMED.search(timed or words) or re.search(
        r"\b(?:night|evening) (?:latch|light|storage)|\bsupplement\b|\bclean\b", words, re.I
    ):
        return ()
    found: list[Window] = []
    if re.search(
        r"\b(?:evenings?|nights?)\b.*\bweekends?\b|\bweekends?\b.*\b(?:evenings?|nights?)\b", words, re.I
    ) and not (CLOCK.search(words) or _AFTER.search(words)):
        return _OUT_OF_HOURS
    late = re.search(r"\b(?:evenings?|nights?)\b(?:,| or| and|/)", words, re.I)
    if late and _days(words) and not (CLOCK.search(words) or _AFTER.search(words)):
        # “Evening or Sunday, bank holidays too”
        whole = _days(words)
        others = tuple(day for day in (*_WEEKDAYS, 5) if day not in whole)
        return (Window(others, 0, _DAY_BEGINS), Window(others, _DAY_ENDS, END_OF_DAY), Window(whole))
    everyday = (*_WEEKDAYS, 5, 6, HOLIDAY)
    for piece in _day_pieces(words):
        days = _days(piece)
        clock, after = CLOCK.search(piece), _AFTER.search(piece)
        spans = _spans(clock) if clock else ()
        if spans:
            found += [Window(days or everyday, since, until) for since, until in spans]
        elif after and _minute(after.group(1), after.group(2), after.group(3)):
            since = _minute(after.group(1), after.group(2), after.group(3))
            found += [Window(_WEEKDAYS, since, END_OF_DAY), Window(_WEEKDAYS, 0, _DAY_BEGINS)]
        elif (
            days
            and not re.search(r"\bper\b", piece, re.I)
            and (found or not re.search(r"\bevenings?\b|\bnights?\b", piece, re.I))
        ):
            found.append(Window(days))
    if found and not OUT.search(words):
        return _within(found)
    if OUT.search(words) or re.search(r"\bevenings?\b.*\bweekends?\b|\bweekends?\b.*\bevenings?\b", words, re.I):
        return _OUT_OF_HOURS
    if _STANDARD.search(words):
        return (Window(_WEEKDAYS, _DAY_BEGINS, _DAY_ENDS),)
    if re.search(r"\bweekends?\b", words, re.I):
        return (Window((5, 6, HOLIDAY)),)
    return ()


def _day_pieces(words: str) -> list[str]:
    """Days with their times; “Sundays and bank holidays 08:00–23:00” is one piece."""
    pieces: list[str] = []
    waiting = ""
    behind = False
    for piece in re.split(
        r",? and (?=all day|sun|bank|weekend)|;|, (?=(?:and |all day|sun|sat|bank|weekend))", words, flags=re.I
    ):
        whole = f"{waiting} {piece}".strip()
        timed = CLOCK.search(piece) or _AFTER.search(piece) or re.search(r"\ball day\b", piece, re.I)
        if timed or not _days(piece):
            pieces += [whole] if timed else [part for part in (waiting, piece) if part]
            # “08:00–22:00 on Saturday, Sunday and bank holidays”: the times stand before the days.
            behind = bool(timed and re.match(r"\s*(?:on |at )?[a-z]*day|\s*(?:on|at) ", piece[timed.end() :], re.I))
            waiting = ""
        elif behind and pieces:
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            waiting = whole
    return [*pieces, waiting] if waiting else pieces


def _within(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Where Sunday has a window of its own, one for every day leaves it out."""
    own = {day for window in windows if len(window.days) <= 3 for day in window.days}
    return tuple(
        Window(tuple(day for day in window.days if day not in own), window.since, window.until)
        if len(window.days) > 4 and own and (window.since, window.until) != (0, END_OF_DAY) and not _is_night(window)
        else window
        for window in windows
    )


def _is_night(window: Window) -> bool:
    return window.until <= _DAY_BEGINS or window.since >= 22 * 60


def _days(words: str) -> tuple[int, ...]:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    days: set[int] = set()
    for first, last in _SPAN.findall(words):
        start, end = names.index(first[:3].lower()), names.index(last[:3].lower())
        days |= set(range(start, end + 1)) if start <= end else {*range(start, 7), *range(end + 1)}
    plain = _SPAN.sub(" ", words)
    days |= {names.index(found[:3].lower()) for found in re.findall(rf"\b{_DAY}\b", plain, re.I) if len(found) == 3 or found.lower().rstrip("s").endswith("day")}  # fmt: skip
    if re.search(r"\bweekends?\b", words, re.I):
        days |= {5, 6}
    if re.search(r"\b(?:bank|public) hol", words, re.I):
        days.add(HOLIDAY)
    if re.search(r"\bweekdays?\b", words, re.I):
        days |= set(_WEEKDAYS)
    return tuple(sorted(days))


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    value = int(hour) % 12 + (12 if (half or "").lower() == "pm" else 0) if half else int(hour)
    return value * 60 + int(minute or 0)


_DAYS_BEFORE = re.compile(rf"\b(?:weekdays?|weekends?|{_DAY})[\s,:]*\Z", re.I)


def _spans(clock: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """From and until in minutes; a night is two spans."""
    if not (clock.group(2) or clock.group(3) or clock.group(5) or clock.group(6)):
        # “2 to 4” may be anything; right behind the days, “weekdays 8 to 6” is a working day.
        since, until = int(clock.group(1)), int(clock.group(4))
        plain = _DAYS_BEFORE.search(clock.string[: clock.start()]) and 5 <= since <= 12 and 1 <= until <= since
        return ((since * 60, (until + 12) * 60),) if plain and until < 12 else ()
    since = _minute(clock.group(1), clock.group(2), clock.group(3))
    until = _minute(clock.group(4), clock.group(5), clock.group(6)) or END_OF_DAY
    if max(since, until) > END_OF_DAY:
        return ()
    return ((since, until),) if since < until else ((since, END_OF_DAY), (0, until))
