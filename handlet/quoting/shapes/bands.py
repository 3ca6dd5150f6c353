"""Dearer hours: evenings, nights, weekends, bank holidays. Minutes are real ones, days and hours are London's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from handlet.kit.bank_holidays import bank_holidays
from handlet.kit.london import LONDON
from handlet.quoting.rules import DAYS, HOLIDAY, Hours, Window
from handlet.quoting.shapes.types import BadShape, plain, pounds

MINUTE = timedelta(minutes=1)
# A job of one fortnight without a break is a slip of the pen.
MOST_MINUTES = 14 * 24 * 60


@dataclass(frozen=True, slots=True)
class TimeBand:
    """Hours that cost something else: `multiplier` of the ordinary price, or an own `rate` in pounds (then it counts).

    first: the price of a first block in these hours, where it is not the ordinary one times the multiplier.
    """

    name: str
    windows: tuple[Window, ...]
    multiplier: Decimal = Decimal(1)
    rate: Decimal | None = None
    first: Decimal | None = None

    def rate_of(self, ordinary: Decimal) -> Decimal:
        return self.rate if self.rate is not None else (ordinary * self.multiplier).quantize(Decimal("0.0001"))

    def first_of(self, ordinary: Decimal) -> Decimal:
        return self.first if self.first is not None else (ordinary * self.multiplier).quantize(Decimal("0.0001"))

    def holds(self, local: datetime, holidays: frozenset[date]) -> bool:
        """A bank holiday counts as no weekday. A band that names no holiday does not hold on one."""
        return Hours(self.windows).holds(local, holidays)

    def in_words(self) -> str:
        price = f"{pounds(self.rate)} an hour" if self.rate is not None else f"× {plain(self.multiplier)}"
        first = f", first block {pounds(self.first)}" if self.first is not None else ""
        hours = "; ".join(_hours(window) for window in self.windows)
        return f"{self.name[:1].upper()}{self.name[1:]} ({hours}): {price}{first}"


def _hours(window: Window) -> str:
    """“Mon–Fri 18:00–24:00”."""
    runs: list[list[int]] = []
    for day in sorted(window.days):
        if runs and day == runs[-1][-1] + 1 and day != HOLIDAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    days = ", ".join(
        f"{DAYS[run[0]]}–{DAYS[run[-1]]}" if len(run) > 2 else ", ".join(DAYS[day] for day in run) for run in runs
    )
    if (window.since, window.until) == (0, 24 * 60):
        return f"{days} all day"
    return f"{days} {window.since // 60:02d}:{window.since % 60:02d}–{window.until // 60:02d}:{window.until % 60:02d}"


@cache
def _holidays(year: int, nation: str) -> frozenset[date]:
    return frozenset(bank_holidays(year, nation))


def band_at(bands: Sequence[TimeBand], moment: datetime, nation: str) -> TimeBand | None:
    """The first band that holds at an aware moment; None in ordinary hours."""
    local = moment.astimezone(LONDON)
    return next((band for band in bands if band.holds(local, _holidays(local.year, nation))), None)


def stretches(
    bands: Sequence[TimeBand], start: datetime, minutes: int, nation: str
) -> list[tuple[TimeBand | None, int]]:
    """The job cut where the band changes: (band, real minutes), in order.

    Counted by the real minute, so that the night on which clocks change has the length it has.
    """
    found: list[tuple[TimeBand | None, int]] = []
    moment = start.astimezone(UTC)
    for _ in range(min(minutes, MOST_MINUTES)):
        band = band_at(bands, moment, nation)
        if found and found[-1][0] is band:
            found[-1] = (band, found[-1][1] + 1)
        else:
            found.append((band, 1))
        moment += MINUTE
    return found


def to_json(band: TimeBand) -> dict[str, Any]:
    """A band as JSON, numbers as text."""
    return {
        "name": band.name,
        "windows": [{"days": list(w.days), "since": w.since, "until": w.until} for w in band.windows],
        "multiplier": str(band.multiplier),
        "rate": None if band.rate is None else str(band.rate),
        "first": None if band.first is None else str(band.first),
    }


def from_json(given: Any) -> TimeBand:
    """The band that `to_json` wrote. Raises BadShape."""
    try:
        band = TimeBand(
            str(given["name"])[:40],
            tuple(Window(tuple(int(d) for d in w["days"]), int(w["since"]), int(w["until"])) for w in given["windows"]),
            Decimal(given.get("multiplier") or "1"),
            Decimal(given["rate"]) if given.get("rate") else None,
            Decimal(given["first"]) if given.get("first") else None,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise BadShape("These dearer hours cannot be read. Choose days and times.", "bands") from error
    fault = fault_of(band)
    if fault:
        raise BadShape(fault, "bands")
    return band


def fault_of(band: TimeBand) -> str:
    """What makes no sense about a band, as a sentence; empty where all is well."""
    if not band.name.strip() or set(band.name) & set("[]\n"):
        return "Give these hours a name, for example “evening”."
    if not band.windows or any(
        not window.days or not 0 <= window.since < window.until <= 24 * 60 for window in band.windows
    ):
        return f"Say on which days and from when to when “{band.name}” is. Hours over midnight are two lines."
    if any(not 0 <= day <= HOLIDAY for window in band.windows for day in window.days):
        return "Choose the days from the list."
    if band.multiplier <= 0 or (band.rate is not None and band.rate < 0) or (band.first is not None and band.first < 0):
        return f"The price of “{band.name}” cannot be less than nothing."
    return ""


def overlaps(bands: Sequence[TimeBand]) -> list[tuple[TimeBand, TimeBand]]:
    """Pairs of bands that share an hour: the first one counts, the second is never asked there."""
    return [
        (one, other)
        for place, one in enumerate(bands)
        for other in bands[place + 1 :]
        if any(
            set(a.days) & set(b.days) and a.since < b.until and b.since < a.until
            for a in one.windows
            for b in other.windows
        )
    ]
