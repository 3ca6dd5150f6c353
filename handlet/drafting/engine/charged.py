"""From matched items to the lines that a quote will hold, through the one function that prices a shape.

The draft, the editor and the document show these same lines, so that they agree to the penny.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.visits import moment_wanted
from handlet.drafting.engine.reading.area import nation_of
from handlet.drafting.port import Enquiry, Reading
from handlet.quoting.shapes import ByUnit, Crew, Day, HalfDay, Hourly, Inputs, PricedLine, Unpriced
from handlet.quoting.shapes.time import CallOut

TIMED = (Hourly, CallOut, Day, HalfDay, Crew)
_MINUTES = re.compile(
    r"(?<!within )(?<!in )(?<!every )(?<!last )\b(\d{2,3}) ?min(?:ute)?s?\b"
    r"(?! (?:away|walk|drive|ago|notice|late|from|early|every))",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(\d|two|three|four|five|six) (?:strong )?(?:men|people|persons|lads|blokes|guys|workers|movers|labourers|gardeners"
    r"|cleaners|painters|fitters|of you)\b|\b(\d|two|three|four)[- ](?:man|person) (?:team|crew|job|lift)\b",
    re.I,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Charged:
    """What one matched item makes of the job. open: something of its price is still to be asked (“more than a day”).

    asked: what was known of the job, by the fields of “work it out”.
    """

    match: Match
    lines: Sequence[PricedLine]
    open: bool = False
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Quantity times headline price under the item's own name, whatever the customer asked for."""
        shape, only = self.match.item.shape, self.lines[0]
        if shape is not None and not (isinstance(shape, ByUnit) and not shape.minimum and not shape.tiers):
            return False
        return len(self.lines) == 1 and only.quantity == self.match.quantity


def charged(matches: Sequence[Match], enquiry: Enquiry, reading: Reading) -> list[Charged]:
    """One for each match, in order."""
    return [_charged(one, enquiry, reading) for one in matches]


def _charged(one: Match, enquiry: Enquiry, reading: Reading) -> Charged:
    shape = one.item.shape
    plain = PricedLine(one.item.name, one.quantity, one.item.unit, one.item.list_price)
    if not isinstance(shape, (*TIMED, ByUnit)):
        return Charged(one, [plain])
    inputs = Inputs(
        minutes=_minutes(one, enquiry, reading) if isinstance(shape, TIMED) else None,
        quantity=one.quantity,
        people=_people(enquiry) if isinstance(shape, Crew) else None,
        start=moment_wanted(enquiry, reading, emergency=reading.urgency == "emergency")
        if getattr(shape, "bands", ())
        else None,
        nation=nation_of(enquiry.business.area),
        vat_registered=enquiry.business.vat_registered,
    )
    try:
        # How many people come is the owner's to say, unless the customer has asked for so many.
        lines = shape.lines(one.item.name, inputs)
        return Charged(one, lines, open=isinstance(shape, Crew) and inputs.people is None, asked=_asked(inputs))
    except Unpriced:
        # Longer than the owner has said a price for: what it begins with, and the rest is asked.
        return Charged(one, [plain], open=True)


def _asked(inputs: Inputs) -> dict[str, str]:
    found: dict[str, str] = {}
    if inputs.minutes is not None:
        found["hours"] = f"{(Decimal(inputs.minutes) / 60).quantize(Decimal('0.01')).normalize():f}"
    if inputs.people is not None:
        found["people"] = str(inputs.people)
    return found


def _minutes(one: Match, enquiry: Enquiry, reading: Reading) -> int | None:
    """Time on the job as it was said; None where it was not, or where days were."""
    if isinstance(one.item.shape, Hourly | Crew):
        return int((one.quantity * 60).to_integral_value())
    hours = [fact.value for fact in reading.quantities if fact.unit == "hour"]
    if len(hours) == 1:
        return int((hours[0] * 60).to_integral_value())
    told = _MINUTES.search("\n".join(line.text for line in enquiry.messages))
    return int(told.group(1)) if told and not hours else None


def _people(enquiry: Enquiry) -> int | None:
    found = _PEOPLE.search("\n".join(line.text for line in enquiry.messages))
    if found is None:
        return None
    said = (found.group(1) or found.group(2)).lower()
    return _NUMBERS.get(said) or int(said)


def net_of(line: PricedLine, rate: Decimal, *, includes_vat: bool) -> Decimal:
    """The price of one, without VAT, to four decimals of a pound."""
    if not includes_vat:
        return line.unit_price
    return (line.unit_price * 100 / (100 + rate)).quantize(Decimal("0.0001"))


def people_of(line: PricedLine) -> int:
    """How many people a line of a crew is for; 0 for any other line."""
    found = re.search(r": (\d+) (?:people|person)$", line.text)
    return int(found.group(1)) if found else 0
