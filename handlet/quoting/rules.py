"""Typed rules of a price: what an owner means by “first five included”, as values that code obeys and people can read.

A rule hangs on one item of the list. It is stored as plain JSON (`to_json`, `from_json`) and shown as a sentence
(`in_words`). Who reads rules out of descriptions and sentences is `rules_in_words.suggest`; the owner confirms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "bank holiday")
HOLIDAY = 7
END_OF_DAY = 24 * 60

# What an enquiry can be asked for. The keys are those of `docs/drafting.md`.
FACTS: Mapping[str, str] = {
    "photos": "photos",
    "make_model": "make and model",
    "num_bathrooms": "the number of bathrooms",
    "property_size": "the size of the property",
    "house_age": "the age of the house",
    "area": "the area",
    "length": "the length",
    "dimensions": "the measurements",
    "quantity": "how many",
    "tile_size": "the size of the tiles",
    "hedge_height": "the height of the hedge",
    "customer_age": "the customer’s age",
    "fault_detail": "what exactly is wrong",
    "material_supply": "who supplies the materials",
    "access": "access",
    "dates": "dates",
    "scope": "what exactly is wanted",
}


class BadRule(Exception):
    """This is no rule; `str(error)` says what to write instead."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold. kind: asked (the customer asks for it), said (its `words` are meant), age_at_least (`number`, in
    their own home), built_before (`number`, a year), storeys_at_least, emergency, no_emergency, at (the visit is wanted
    at the times that `words` name: saturday, weekend, evening, holiday, today), months_since (not done for `number` months),
    only_one (one thing alone is wanted in the whole visit),
    postcode (the job is in one of the outward codes or areas that `words` name).
    """

    kind: str
    words: str = ""
    number: int = 0

    def in_words(self) -> str:
        return {
            "asked": "the customer asks for it",
            "said": f"it is about {self.words}",
            "age_at_least": f"the person is {self.number} or over and it is their own home",
            "built_before": f"the house was built before {self.number}",
            "storeys_at_least": f"the house has {self.number} storeys or more",
            "only_one": "nothing else is done at the visit",
            "emergency": "it is an emergency",
            "no_emergency": "it is no emergency",
            "at": f"the visit is wanted at: {self.words}",
            "months_since": f"it was not done for {self.number} months",
            "postcode": f"the job is in {' or '.join(self.words.split())}",
        }[self.kind]


CONDITIONS = frozenset(
    {
        "asked",
        "said",
        "age_at_least",
        "built_before",
        "storeys_at_least",
        "emergency",
        "no_emergency",
        "at",
        "months_since",
        "only_one",
        "postcode",
    }
)


@dataclass(frozen=True, slots=True)
class Included:
    """The first `first` of `of` (a noun, or a unit) are in the price; beyond them each started `step` is one of `then`.

    A step of one counts as it is said: 3.5 m beyond the first 2 are 3.5 of `then`. each: for every one of this item again
    (a week longer for two skips is two weeks). each_place: counted anew in every room (“in each room the first …”).
    """

    first: Decimal
    of: str
    then: str
    step: Decimal = Decimal(1)
    each: bool = False
    each_place: bool = False

    def in_words(self) -> str:
        further = "each further one" if self.step == 1 else f"each started {_number(self.step)} beyond them"
        again = ", for every one of this item" if self.each else ""
        covers = f"{_number(self.first)} {self.of or 'of them'}"
        if self.first == 1 and self.of:
            # “The first hour”, “the first metre of pipe”.
            what, _, rest = self.of.partition(" ")
            covers = f"{what.removesuffix('s')} {rest}".strip()
        anew = ", in each room anew" if self.each_place else ""
        return f"Covers the first {covers}{anew}; {further} is {self.then}{again}."


@dataclass(frozen=True, slots=True)
class Adds:
    """Quoting this item adds the item `item`. basis: once; same (the same quantity); started (one for each started `per`
    of this item's quantity); room (one for each room or place that was measured); above `above` of this item only. All
    of `when` must hold and `unless` must not be said.
    """

    item: str
    basis: str = "once"
    per: Decimal = Decimal(0)
    above: Decimal = Decimal(0)
    when: tuple[Condition, ...] = ()
    unless: str = ""

    def in_words(self) -> str:
        amount = {
            "once": f"one {self.item}",
            "same": f"the same quantity of {self.item}",
            "started": f"one {self.item} for each started {_number(self.per)}",
            "room": f"one {self.item} for each room",
        }[self.basis]
        above = f" above {_number(self.above)}" if self.above else ""
        when = f" when {' and '.join(one.in_words() for one in self.when)}" if self.when else ""
        unless = f", unless {self.unless}" if self.unless else ""
        return f"Adds {amount}{above}{when}{unless}."


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """Quoted only where the condition holds; else `otherwise` is quoted in its place, or nothing."""

    condition: Condition
    otherwise: str = ""

    def in_words(self) -> str:
        other = f"; otherwise {self.otherwise}" if self.otherwise else ""
        return f"Only if {self.condition.in_words()}{other}."


@dataclass(frozen=True, slots=True)
class Together:
    """This item stands in place of all of `items` where all are wanted at once."""

    items: tuple[str, ...]

    def in_words(self) -> str:
        return f"In place of {' and '.join(self.items)} together."


@dataclass(frozen=True, slots=True)
class Alone:
    """A visit to find out: nothing but this line is quoted with it."""

    def in_words(self) -> str:
        return "Quoted alone: what else is needed is charged as used."


@dataclass(frozen=True, slots=True)
class Window:
    """Days (0 Monday to 6 Sunday, 7 a bank holiday) and minutes from midnight, London; `until` is not in it."""

    days: tuple[int, ...]
    since: int = 0
    until: int = END_OF_DAY

    def in_words(self) -> str:
        names = ", ".join(DAYS[day] for day in self.days)
        if (self.since, self.until) == (0, END_OF_DAY):
            return f"{names} all day"
        return f"{names} {self.since // 60:02d}:{self.since % 60:02d}–{self.until // 60:02d}:{self.until % 60:02d}"


@dataclass(frozen=True, slots=True)
class Hours:
    """The price of these hours."""

    windows: tuple[Window, ...]

    def in_words(self) -> str:
        return f"For {'; '.join(window.in_words() for window in self.windows)}."

    def holds(self, moment: datetime, holidays: frozenset[date] = frozenset()) -> bool:
        """moment: in London. A bank holiday is no weekday: it counts as one only where a window names neither."""
        return self.length(moment, holidays) > 0

    def length(self, moment: datetime, holidays: frozenset[date] = frozenset()) -> int:
        """The minutes of the shortest window that holds a moment (in London); 0 where none does."""
        minutes = moment.hour * 60 + moment.minute
        day = HOLIDAY if moment.date() in holidays else moment.weekday()
        holding = [one for one in self.windows if day in one.days and one.since <= minutes < one.until]
        return min((one.until - one.since for one in holding), default=0)


@dataclass(frozen=True, slots=True)
class Band:
    """Only for a size in this range. measure: area, length, height, width, size, bedrooms, count, power. Ends are inclusive.

    `of`: the noun counted, where the measure is count. unit: m2, m, mm, kW or nothing.
    """

    measure: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    of: str = ""
    open_low: bool = False

    def in_words(self) -> str:
        what = self.of or {"size": "size", "bedrooms": "bedrooms"}.get(self.measure, self.measure)
        unit = f" {self.unit}" if self.unit else ""
        if self.low is not None and self.high is not None:
            if self.low == self.high:
                return f"For {_number(self.low)}{unit} {what}."
            return f"For {_number(self.low)} to {_number(self.high)}{unit} {what}."
        if self.low is not None:
            return f"For {'over' if self.open_low else 'at least'} {_number(self.low)}{unit} {what}."
        return f"For up to {_number(self.high or Decimal(0))}{unit} {what}."

    def holds(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        return self.high is None or value <= self.high


@dataclass(frozen=True, slots=True)
class NeedsFact:
    """The price is not firm before this is known, where `when` holds (always, without one). fact: a key of FACTS."""

    fact: str
    when: Condition | None = None

    def in_words(self) -> str:
        when = f", when {self.when.in_words()}" if self.when is not None else ""
        return f"Not firm before you know {FACTS[self.fact]}{when}."


@dataclass(frozen=True, slots=True)
class Guide:
    """Never firm from words alone: the owner measures or sees it first."""

    def in_words(self) -> str:
        return "A guide price until you have seen or measured it."


@dataclass(frozen=True, slots=True)
class Supplied:
    """Who brings the thing itself. by: customer or business."""

    by: str

    def in_words(self) -> str:
        return "The customer supplies it." if self.by == "customer" else "You supply it."


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least quantity charged."""

    quantity: Decimal

    def in_words(self) -> str:
        return f"At least {_number(self.quantity)} is charged."


Rule = Included | Adds | OnlyIf | Together | Alone | Hours | Band | NeedsFact | Guide | Supplied | Minimum

KINDS: Mapping[str, type[Rule]] = {
    "included": Included,
    "adds": Adds,
    "only_if": OnlyIf,
    "together": Together,
    "alone": Alone,
    "hours": Hours,
    "band": Band,
    "needs_fact": NeedsFact,
    "guide": Guide,
    "supplied": Supplied,
    "minimum": Minimum,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
# How the noun of an `Included` ended before `each_place` was a field of its own; rules stored so are read for good.
_OF_EACH_PLACE = " of each place"
BASES = ("once", "same", "started", "room")
MEASURES = frozenset({"area", "length", "height", "width", "size", "bedrooms", "count", "power"})


def to_json(rule: Rule) -> dict[str, Any]:
    """A rule as plain JSON: its kind and its values, numbers as text."""
    return {
        "kind": _NAMES[type(rule)],
        **{field.name: _plain(getattr(rule, field.name)) for field in fields(rule)},
    }


def from_json(given: Any) -> Rule:
    """The rule that `to_json` wrote. Raises BadRule."""
    try:
        return _checked(_rule(given))
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        raise BadRule("This is not a rule that can be read. Choose its kind and fill in every field.") from error


def _rule(given: Mapping[str, Any]) -> Rule:
    values = {name: value for name, value in given.items() if name != "kind"}
    kind = KINDS[given["kind"]]
    if kind is Included:
        of = str(values.get("of", ""))
        return Included(
            _decimal(values["first"]),
            of.removesuffix(_OF_EACH_PLACE),
            str(values["then"]),
            _decimal(values.get("step", 1)),
            bool(values.get("each", False)),
            bool(values.get("each_place", of.endswith(_OF_EACH_PLACE))),
        )
    if kind is Adds:
        return Adds(
            str(values["item"]),
            str(values.get("basis", "once")),
            _decimal(values.get("per", 0)),
            _decimal(values.get("above", 0)),
            tuple(_condition(one) for one in values.get("when", ())),
            str(values.get("unless", "")),
        )
    if kind is OnlyIf:
        return OnlyIf(_condition(values["condition"]), str(values.get("otherwise", "")))
    if kind is Together:
        return Together(tuple(str(code) for code in values["items"]))
    if kind is Alone:
        return Alone()
    if kind is Hours:
        return Hours(
            tuple(
                Window(tuple(int(day) for day in one["days"]), int(one["since"]), int(one["until"]))
                for one in values["windows"]
            )
        )
    if kind is Band:
        return Band(
            str(values["measure"]),
            _decimal(values["low"]) if values.get("low") is not None else None,
            _decimal(values["high"]) if values.get("high") is not None else None,
            str(values.get("unit", "")),
            str(values.get("of", "")),
            bool(values.get("open_low", False)),
        )
    if kind is NeedsFact:
        return NeedsFact(str(values["fact"]), _condition(values["when"]) if values.get("when") else None)
    if kind is Guide:
        return Guide()
    if kind is Supplied:
        return Supplied(str(values["by"]))
    return Minimum(_decimal(values["quantity"]))


def _checked(rule: Rule) -> Rule:
    fault = ""
    match rule:
        case Included(first=first, then=then, step=step) if first < 0 or not then or step <= 0:
            fault = "Say how many are included, and the code of the price for each further one."
        case Adds(item=item, basis=basis, per=per) if (
            not item or basis not in BASES or (basis == "started" and per <= 0)
        ):
            fault = "Say which code is added, and once, for the same quantity, or for each started so many."
        case Band(measure=measure, low=low, high=high) if (
            measure not in MEASURES
            or (low is None and high is None)
            or (low or 0) > (high if high is not None else low or 0)
        ):
            fault = "Say what is measured, and from where to where."
        case NeedsFact(fact=fact) if fact not in FACTS:
            fault = "Choose what must be known from the list."
        case Supplied(by=by) if by not in ("customer", "business"):
            fault = "Say who supplies it: the customer or the business."
        case Together(items=items) if len(items) < 2:
            fault = "Name at least two codes that this price stands in for."
        case Minimum(quantity=quantity) if quantity <= 0:
            fault = "The least quantity is more than nothing."
        case Hours(windows=windows) if not windows or any(window.since >= window.until for window in windows):
            fault = "Say the days, and from when to when."
    if fault:
        raise BadRule(fault)
    return rule


def _condition(given: Any) -> Condition:
    kind = str(given["kind"])
    if kind not in CONDITIONS:
        raise BadRule("Choose the condition from the list.")
    return Condition(kind, str(given.get("words", "")), int(given.get("number", 0)))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Condition | Window):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _decimal(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


def _number(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
