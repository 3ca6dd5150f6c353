"""On which days and at what hours a follow-up may go: London’s clock, the owner’s days, the bank holidays of a nation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlet.kit.bank_holidays import bank_holidays
from handlet.kit.london import LONDON, london_day

DAY = timedelta(days=1)
MOST_A_VERSION = 3
# No owner can ask for hours outside these: nobody wants to be asked about a quote in the night.
EARLIEST, LATEST = time(7), time(21)
USUAL = time(10)
LAST_CALL = 2
QUIET_BEFORE_LAST_CALL = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """days: after the quote was sent, at most three. weekdays: 0 is Monday. opens, closes: London’s clock; the end does not count."""

    days: tuple[int, ...] = (2, 5, 9)
    before_expiry: bool = True
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    opens: time = time(8)
    closes: time = time(19)
    rest_on_holidays: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """kind: of FollowUp.Kind. number: 1 to 3, or 0 before expiry."""

    kind: str
    number: int
    due_at: datetime

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"


def is_day(day: date, rhythm: Rhythm, nations: Sequence[str]) -> bool:
    """Whether anything may go on that day. nations: of the customer’s sites; a holiday in any of them is one."""
    if day.weekday() not in rhythm.weekdays:
        return False
    return not (rhythm.rest_on_holidays and any(day in bank_holidays(day.year, one or "england") for one in nations))


def may_go(moment: datetime, rhythm: Rhythm, nations: Sequence[str]) -> bool:
    """Whether a follow-up may leave at this moment."""
    here = moment.astimezone(LONDON)
    return is_day(here.date(), rhythm, nations) and rhythm.opens <= here.time() < rhythm.closes


def next_moment(moment: datetime, rhythm: Rhythm, nations: Sequence[str]) -> datetime:
    """This moment where it is allowed, else the next one that is."""
    here = moment.astimezone(LONDON)
    if is_day(here.date(), rhythm, nations) and here.time() < rhythm.closes:
        return max(moment, _at(here.date(), rhythm.opens))
    return _at(_on_or_after(here.date() + DAY, rhythm, nations), rhythm.opens)


def steps(
    *,
    issued: date,
    valid_until: date,
    now: datetime,
    gone: Sequence[date],
    rhythm: Rhythm,
    nations: Sequence[str],
) -> list[Step]:
    """What is still to come for an offer sent on `issued`, in order; never after its last day.

    gone: the days on which follow-ups about it went. At most three by days, those that went included, and one before it
    runs out where none goes in the three days before that.
    """
    found: list[Step] = []
    last = london_day(now)
    room = MOST_A_VERSION - len(gone)
    for number, days in enumerate(sorted(set(rhythm.days))[:MOST_A_VERSION], start=1):
        moment = _usual(issued + timedelta(days=days), rhythm, nations)
        if moment <= now:
            continue
        if found and london_day(moment) <= last:
            # A holiday pushed two onto one day: the later one waits.
            moment = _usual(last + DAY, rhythm, nations)
        if london_day(moment) > valid_until or len(found) >= room:
            break
        found.append(Step("days_after", number, moment))
        last = london_day(moment)
    if rhythm.before_expiry:
        found += _last_call(
            issued, valid_until, now, [*gone, *(london_day(one.due_at) for one in found)], rhythm, nations
        )
    return sorted(found, key=lambda one: one.due_at)


def _last_call(
    issued: date, valid_until: date, now: datetime, others: Sequence[date], rhythm: Rhythm, nations: Sequence[str]
) -> list[Step]:
    day = valid_until - timedelta(days=LAST_CALL)
    while day > issued and not is_day(day, rhythm, nations):
        day -= DAY
    moment = _at(day, _hour(rhythm))
    near = any(timedelta(0) <= day - other <= timedelta(days=QUIET_BEFORE_LAST_CALL) for other in others)
    after = any(other >= day for other in others)
    return [] if day <= issued or moment <= now or near or after else [Step("expiry", 0, moment)]


def _usual(day: date, rhythm: Rhythm, nations: Sequence[str]) -> datetime:
    return _at(_on_or_after(day, rhythm, nations), _hour(rhythm))


def _hour(rhythm: Rhythm) -> time:
    return USUAL if rhythm.opens <= USUAL < rhythm.closes else rhythm.opens


def _on_or_after(day: date, rhythm: Rhythm, nations: Sequence[str]) -> date:
    # Whatever the owner chose, some day of the next weeks is free: a rhythm has one weekday at least.
    while not is_day(day, rhythm, nations):
        day += DAY
    return day


def _at(day: date, hour: time) -> datetime:
    """A moment of London’s clock, in UTC: between seven and nine in the evening no clock is ever changed."""
    return datetime.combine(day, hour, tzinfo=LONDON).astimezone(UTC)
