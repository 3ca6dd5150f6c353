"""Charged by time: by the hour, call-out or first hour, by the day and half day, by person. More time never costs less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import ClassVar

from handlet.quoting.shapes import bands as time_bands
from handlet.quoting.shapes.bands import TimeBand
from handlet.quoting.shapes.types import HOUR, ZERO, Inputs, PricedLine, Unpriced, described, duration, pounds

ROUNDING = {"up": "up, to the next step", "nearest": "to the nearest step"}
CROSSING = {"start": "all as at the time it begins", "split": "each part as at its own time"}
OVER_RUN = {
    "ask": "ask me each time",
    "pro_rata": "in proportion, by the hour",
    "half_day": "by the next half day",
    "rate": "at an hourly price of its own",
}


def whole_steps(minutes: int, step: int, rounding: str) -> int:
    """How many steps are charged; at least one for any time at all."""
    if minutes <= 0:
        return 0
    how = ROUND_CEILING if rounding == "up" else ROUND_HALF_UP
    return max(1, int((Decimal(minutes) / step).to_integral_value(how)))


def _time_line(text: str, steps: int, step: int, rate: Decimal, why: str) -> PricedLine:
    """Hours where a step is a neat part of one; else steps, so that quantity times price is what is charged."""
    hours = Decimal(step) / HOUR
    if hours == hours.quantize(Decimal("0.001")):
        return PricedLine(text, hours * steps, "hour", rate, why=why)
    return PricedLine(text, Decimal(steps), f"{step} min", (rate * hours).quantize(Decimal("0.0001")), why=why)


def _charged(
    name: str, minutes: int, *, rate: Decimal, step: int, rounding: str, bands: Sequence[TimeBand], crossing: str,
    inputs: Inputs, after: int = 0,
) -> list[PricedLine]:  # fmt: skip
    """Lines for `minutes` of work that begin `after` minutes into the job, each band by itself.

    A cut between bands is rounded as the end of a job there would be; so a longer job never costs less.
    """
    total = whole_steps(minutes, step, rounding)
    why = f"{duration(minutes)} counted as {duration(total * step)}" if total * step != minutes else duration(minutes)
    if not bands or inputs.start is None:
        usual = " in ordinary hours" if bands else ""
        return [_time_line(name, total, step, rate, why + usual)] if total else []
    if crossing == "start":
        band = time_bands.band_at(bands, inputs.start, inputs.nation)
        price = band.rate_of(rate) if band else rate
        text = f"{name}, {band.name}" if band else name
        return [_time_line(text, total, step, price, why)] if total else []
    lines: list[PricedLine] = []
    passed, counted = 0, 0
    for band, length in time_bands.stretches(bands, inputs.start, after + minutes, inputs.nation):
        passed += length
        until = whole_steps(max(0, passed - after), step, rounding)
        if until > counted:
            price = band.rate_of(rate) if band else rate
            text = f"{name}, {band.name}" if band else name
            lines.append(_time_line(text, until - counted, step, price, why))
            counted = until
    return lines


def _of_time(inputs: Inputs) -> int:
    if inputs.minutes is None:
        raise Unpriced("How long will it take?", "minutes")
    if inputs.minutes <= 0:
        raise Unpriced("The time on the job is more than nothing.", "minutes")
    if inputs.minutes > time_bands.MOST_MINUTES:
        raise Unpriced("That is longer than a fortnight without a break. Price it by the day.", "minutes")
    return inputs.minutes


def _step_faults(step: int, rounding: str) -> dict[str, str]:
    found = {}
    if not 1 <= step <= 24 * 60:
        found["step"] = "A step is between 1 minute and a day."
    if rounding not in ROUNDING:
        found["rounding"] = "Choose whether time is rounded up or to the nearest step."
    return found


def _at_least(lines: list[PricedLine], minimum: Decimal, name: str, why: str) -> list[PricedLine]:
    """The minimum price stands where the sum would be less."""
    if minimum and sum(line.pence for line in lines) < minimum * 100:
        return [PricedLine(f"{name}, minimum charge", Decimal(1), "visit", minimum, why=why)]
    return lines


def _steps(step: int, rounding: str) -> str:
    """“in steps of 30 min, rounded up”."""
    return f"in steps of {duration(step)}, rounded {ROUNDING[rounding].partition(',')[0]}"


def _first(minutes: int) -> str:
    return "hour" if minutes == 60 else duration(minutes)


def _bands_in_words(bands: Sequence[TimeBand], crossing: str) -> str:
    if not bands:
        return ""
    return f" {'. '.join(band.in_words() for band in bands)}. A job that runs into other hours is charged {CROSSING[crossing]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hourly:
    """By the hour, in steps, with a minimum price that covers so many minutes."""

    HEADLINE: ClassVar[str] = "rate"
    UNIT: ClassVar[str] = "hour"
    ASKS: ClassVar[Sequence[str]] = ("minutes",)

    rate: Decimal = described("money", "Price an hour")
    step: int = described("minutes", "Charged in steps of", default=30, hint="In minutes: 10, 15, 30 or 60.")
    rounding: str = described("choice", "Time is rounded", default="up", choices=ROUNDING)
    minimum: Decimal = described("money", "Minimum price", default=ZERO, hint="Leave empty if there is none.")
    minimum_minutes: int = described("minutes", "The minimum covers", default=0, hint="In minutes, for example 60.")
    bands: tuple[TimeBand, ...] = described("bands", "Dearer hours", default=())
    crossing: str = described(
        "choice", "A job that runs into other hours is charged", default="start", choices=CROSSING
    )

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        minutes = _of_time(inputs)
        if self.minimum and minutes <= self.minimum_minutes:
            why = f"{duration(minutes)} is within the minimum of {duration(self.minimum_minutes)}"
            return [PricedLine(f"{name}, minimum charge", Decimal(1), "visit", self._least(inputs), why=why)]
        made = _charged(
            name, minutes, rate=self.rate, step=self.step, rounding=self.rounding, bands=self.bands,
            crossing=self.crossing, inputs=inputs,
        )  # fmt: skip
        return _at_least(made, self._least(inputs), name, f"{duration(minutes)} comes to less than the minimum")

    def _least(self, inputs: Inputs) -> Decimal:
        band = time_bands.band_at(self.bands, inputs.start, inputs.nation) if inputs.start and self.bands else None
        return band.first_of(self.minimum) if band and self.minimum else self.minimum

    def faults(self) -> Mapping[str, str]:
        found = _step_faults(self.step, self.rounding)
        if self.minimum_minutes and not self.minimum:
            found["minimum"] = "Say what the minimum price is, or leave out the minutes that it covers."
        return found

    def in_words(self) -> str:
        covers = f" for up to {duration(self.minimum_minutes)}" if self.minimum_minutes else ""
        least = f"; at least {pounds(self.minimum)}{covers}" if self.minimum else ""
        return f"{pounds(self.rate)} an hour, {_steps(self.step, self.rounding)}{least}." + _bands_in_words(
            self.bands, self.crossing
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOut:
    """A first block at its own price, then by the hour. A block of no minutes is a fee on top of the time."""

    HEADLINE: ClassVar[str] = "first"
    UNIT: ClassVar[str] = "visit"
    ASKS: ClassVar[Sequence[str]] = ("minutes",)

    first: Decimal = described("money", "Price for coming out")
    first_minutes: int = described(
        "minutes", "It covers work of", default=60, hint="In minutes. 0 where work comes on top of it."
    )
    travel: bool = described("flag", "Travel is included", default=True)
    rate: Decimal | None = described(
        "money", "Then, an hour", default=None, hint="Leave empty where further time is another price of your list."
    )
    step: int = described("minutes", "Charged in steps of", default=30, hint="In minutes: 10, 15, 30 or 60.")
    rounding: str = described("choice", "Time is rounded", default="up", choices=ROUNDING)
    bands: tuple[TimeBand, ...] = described("bands", "Dearer hours", default=())
    crossing: str = described(
        "choice", "A job that runs into other hours is charged", default="start", choices=CROSSING
    )

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        minutes = _of_time(inputs) if inputs.minutes is not None else self.first_minutes
        band = time_bands.band_at(self.bands, inputs.start, inputs.nation) if inputs.start and self.bands else None
        price = band.first_of(self.first) if band else self.first
        covers = f"covers {duration(self.first_minutes)}" if self.first_minutes else "the time comes on top"
        first = PricedLine(f"{name}, {band.name}" if band else name, Decimal(1), "visit", price, why=covers)
        rest = minutes - self.first_minutes
        if rest <= 0:
            return [first]
        if self.rate is None:
            raise Unpriced(f"“{name}” covers {duration(self.first_minutes)}. More time is another price.", "minutes")
        further = _charged(
            "Further time" if self.first_minutes else "Time", rest, rate=self.rate, step=self.step,
            rounding=self.rounding, bands=self.bands, crossing=self.crossing, inputs=inputs, after=self.first_minutes,
        )  # fmt: skip
        return [first, *further]

    def faults(self) -> Mapping[str, str]:
        found = _step_faults(self.step, self.rounding)
        if not 0 <= self.first_minutes <= 24 * 60:
            found["first_minutes"] = "It covers between nothing and a day."
        return found

    def in_words(self) -> str:
        covers = f"the first {_first(self.first_minutes)}" if self.first_minutes else "coming out"
        travel = ", travel included" if self.travel else ", travel not included"
        then = (
            f"; then {pounds(self.rate)} an hour, {_steps(self.step, self.rounding)}"
            if self.rate is not None
            else "; further time is another price"
        )
        return f"{pounds(self.first)} for {covers}{travel}{then}." + _bands_in_words(self.bands, self.crossing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with its hours, and what an over-run costs. An over-run never costs more than one more day."""

    HEADLINE: ClassVar[str] = "price"
    UNIT: ClassVar[str] = "day"
    ASKS: ClassVar[Sequence[str]] = ("minutes",)

    price: Decimal = described("money", "Price a day")
    minutes: int = described("minutes", "A day has", default=480, hint="In minutes: 7 hours are 420, 8 hours 480.")
    over_run: str = described("choice", "More than that is charged", default="ask", choices=OVER_RUN)
    half_price: Decimal | None = described(
        "money", "Price of a half day", default=None, hint="Needed where an over-run is charged by the half day."
    )
    rate: Decimal | None = described(
        "money", "Over-run, an hour", default=None, hint="Needed where an over-run has an hourly price of its own."
    )

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        if inputs.minutes is None and inputs.quantity is not None:
            if inputs.quantity <= 0:
                raise Unpriced("The number of days is more than nothing.", "quantity")
            whole = inputs.quantity.to_integral_value(ROUND_CEILING)
            return [PricedLine(name, whole, "day", self.price, why="by whole days")]
        minutes = _of_time(inputs)
        days, rest = divmod(minutes, self.minutes)
        if days == 0:
            return [PricedLine(name, Decimal(1), "day", self.price, why=f"{duration(minutes)} is within one day")]
        lines = [PricedLine(name, Decimal(days), "day", self.price, why=f"of {duration(self.minutes)}")]
        if rest:
            over = self._over(name, rest)
            lines = (
                [PricedLine(name, Decimal(days + 1), "day", self.price, why="the over-run comes to another day")]
                if over.pence >= self.price * 100
                else [*lines, over]
            )
        return lines

    def _over(self, name: str, rest: int) -> PricedLine:
        text, why = f"{name}, over-run", f"{duration(rest)} over"
        if self.over_run == "pro_rata":
            share = (self.price * rest / self.minutes).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return PricedLine(text, Decimal(1), "over-run", share, why=f"{why}, in proportion")
        if self.over_run == "half_day" and self.half_price is not None:
            if rest * 2 <= self.minutes:
                return PricedLine(text, Decimal(1), "half day", self.half_price, why=f"{why}, the next half day")
            return PricedLine(text, Decimal(1), "day", self.price, why=f"{why}, more than half a day")
        if self.over_run == "rate" and self.rate is not None:
            return _time_line(text, whole_steps(rest, 30, "up"), 30, self.rate, why)
        raise Unpriced(
            f"A day of “{name}” has {duration(self.minutes)}; you have not said what more than that costs.", "minutes"
        )

    def faults(self) -> Mapping[str, str]:
        found = {}
        if not 60 <= self.minutes <= 24 * 60:
            found["minutes"] = "A day has between 1 and 24 hours."
        if self.over_run not in OVER_RUN:
            found["over_run"] = "Choose how an over-run is charged."
        if self.over_run == "half_day" and self.half_price is None:
            found["half_price"] = "Say what a half day costs: it is often more than half of a day."
        if self.over_run == "rate" and self.rate is None:
            found["rate"] = "Say what an hour of over-run costs."
        return found

    def in_words(self) -> str:
        how = {
            "ask": "what more costs is asked each time",
            "pro_rata": "more is charged in proportion",
            "half_day": f"more is charged by the half day at {pounds(self.half_price or ZERO)}",
            "rate": f"more is charged at {pounds(self.rate or ZERO)} an hour",
        }[self.over_run]
        return f"{pounds(self.price)} a day of {duration(self.minutes)}; {how}."


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """A half day at its own price, which is often more than half of a day."""

    HEADLINE: ClassVar[str] = "price"
    UNIT: ClassVar[str] = "half day"
    ASKS: ClassVar[Sequence[str]] = ("minutes",)

    price: Decimal = described("money", "Price of a half day")
    minutes: int = described("minutes", "It has", default=240, hint="In minutes: 4 hours are 240.")

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        if inputs.minutes is not None and _of_time(inputs) > self.minutes:
            raise Unpriced(f"“{name}” has {duration(self.minutes)}. For more, take the day rate.", "minutes")
        return [PricedLine(name, Decimal(1), "half day", self.price, why=f"up to {duration(self.minutes)}")]

    def faults(self) -> Mapping[str, str]:
        return {} if 30 <= self.minutes <= 12 * 60 else {"minutes": "A half day has between half an hour and 12 hours."}

    def in_words(self) -> str:
        return f"{pounds(self.price)} for up to {duration(self.minutes)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """By the hour and by the person. Both the people and the hours are shown."""

    HEADLINE: ClassVar[str] = "rate"
    UNIT: ClassVar[str] = "hour"
    ASKS: ClassVar[Sequence[str]] = ("people", "minutes")

    rate: Decimal = described("money", "Price an hour for each person")
    least_people: int = described("whole", "At least this many people", default=1)
    when: str = described("text", "When that many are needed", default="", hint="For example “above one storey”.")
    minimum_minutes: int = described("minutes", "At least this long", default=0, hint="In minutes.")
    step: int = described("minutes", "Charged in steps of", default=30, hint="In minutes: 10, 15, 30 or 60.")
    rounding: str = described("choice", "Time is rounded", default="up", choices=ROUNDING)
    bands: tuple[TimeBand, ...] = described("bands", "Dearer hours", default=())
    crossing: str = described(
        "choice", "A job that runs into other hours is charged", default="start", choices=CROSSING
    )

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        minutes = max(_of_time(inputs), self.minimum_minutes)
        if inputs.people is not None and inputs.people < 1:
            raise Unpriced("How many people?", "people")
        people = max(inputs.people or self.least_people, self.least_people)
        each = _charged(
            name, minutes, rate=self.rate, step=self.step, rounding=self.rounding, bands=self.bands,
            crossing=self.crossing, inputs=inputs,
        )  # fmt: skip
        return [
            PricedLine(
                f"{line.text}: {people} {'people' if people != 1 else 'person'}", line.quantity * people, line.unit,
                line.unit_price, why=f"{people} × {line.why}",
            )
            for line in each
        ]  # fmt: skip

    def faults(self) -> Mapping[str, str]:
        found = _step_faults(self.step, self.rounding)
        if not 1 <= self.least_people <= 50:
            found["least_people"] = "Between 1 and 50 people."
        return found

    def in_words(self) -> str:
        when = f" {self.when}" if self.when else ""
        least = f"; at least {self.least_people} people{when}" if self.least_people > 1 else ""
        return (
            f"{pounds(self.rate)} an hour for each person, in steps of {duration(self.step)}{least}."
            + _bands_in_words(self.bands, self.crossing)
        )
