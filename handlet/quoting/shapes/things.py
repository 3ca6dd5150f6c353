"""Charged by what it is: by measure or number, as a job, at cost, as a fee, as a guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from handlet.quoting.shapes.types import ZERO, BadShape, Inputs, PricedLine, Unpriced, described, plain, pounds

CENT = Decimal("0.01")
SHARE_OF = {"labour": "labour", "materials": "materials"}


@dataclass(frozen=True, slots=True)
class Tier:
    """Above `above` of the unit, each further one costs `price` pounds."""

    above: Decimal
    price: Decimal


def tier_to_json(tier: Tier) -> dict[str, str]:
    return {"above": str(tier.above), "price": str(tier.price)}


def tier_from_json(given: Any) -> Tier:
    """Raises BadShape."""
    try:
        tier = Tier(Decimal(given["above"]), Decimal(given["price"]))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise BadShape("This step of the price cannot be read.", "tiers") from error
    if not tier.above.is_finite() or not tier.price.is_finite() or tier.above <= 0 or tier.price < 0:
        raise BadShape("Say above how many, and what each further one costs.", "tiers")
    return tier


def _how_many(inputs: Inputs, otherwise: Decimal | None = None) -> Decimal:
    quantity = inputs.quantity if inputs.quantity is not None else otherwise
    if quantity is None:
        raise Unpriced("How much or how many?", "quantity")
    if quantity <= 0:
        raise Unpriced("The quantity is more than nothing.", "quantity")
    return quantity.quantize(Decimal("0.001"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByUnit:
    """By measure or number, with a least quantity, a minimum charge and dearer or cheaper further ones."""

    HEADLINE: ClassVar[str] = "price"
    UNIT: ClassVar[str] = ""
    ASKS: ClassVar[Sequence[str]] = ("quantity",)

    price: Decimal = described("money", "Price of each")
    unit: str = described("text", "Unit", default="each", hint="For example m², m, radiator, window, bag.")
    whole: bool = described("flag", "Only whole ones, part of one counts as one", default=False)
    minimum_quantity: Decimal | None = described("number", "At least this many are charged", default=None)
    minimum: Decimal = described("money", "Minimum price", default=ZERO, hint="Leave empty if there is none.")
    tiers: tuple[Tier, ...] = described("tiers", "Further ones at another price", default=())

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        asked = _how_many(inputs)
        charged = asked.to_integral_value(ROUND_CEILING) if self.whole else asked
        why = f"{plain(asked)} is charged as {plain(charged)}" if charged != asked else ""
        if self.minimum_quantity is not None and charged < self.minimum_quantity:
            charged, why = self.minimum_quantity, f"at least {plain(self.minimum_quantity)} {self.unit} is charged"
        lines = []
        steps = [Tier(ZERO, self.price), *sorted(self.tiers, key=lambda tier: tier.above)]
        for tier, following in zip(steps, [*steps[1:], None], strict=True):
            part = (min(charged, following.above) if following else charged) - tier.above
            if part > 0:
                text = name if len(self.tiers) == 0 or tier.above == 0 else f"{name}, above {plain(tier.above)}"
                lines.append(PricedLine(text, part, self.unit, tier.price, kind="labour", why=why))
        if self.minimum and sum(line.pence for line in lines) < self.minimum * 100:
            less = f"{plain(charged)} {self.unit} comes to less than the minimum"
            return [PricedLine(f"{name}, minimum charge", Decimal(1), "visit", self.minimum, why=less)]
        return lines

    def faults(self) -> Mapping[str, str]:
        found = {}
        if not self.unit.strip():
            found["unit"] = "Say what is counted, for example “each” or “m²”."
        if self.minimum_quantity is not None and self.minimum_quantity <= 0:
            found["minimum_quantity"] = "The least quantity is more than nothing."
        if len({tier.above for tier in self.tiers}) < len(self.tiers):
            found["tiers"] = "Two steps of the price begin at the same number."
        return found

    def in_words(self) -> str:
        whole = ", whole ones only" if self.whole else ""
        least = f"; at least {plain(self.minimum_quantity)} is charged" if self.minimum_quantity is not None else ""
        money = f"; at least {pounds(self.minimum)}" if self.minimum else ""
        further = "".join(f"; above {plain(tier.above)}, {pounds(tier.price)} each further" for tier in self.tiers)
        per = "each" if self.unit == "each" else f"per {self.unit}"
        return f"{pounds(self.price)} {per}{whole}{least}{money}{further}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One price for a job as described: what is in it, and what ends it."""

    HEADLINE: ClassVar[str] = "price"
    UNIT: ClassVar[str] = "job"
    ASKS: ClassVar[Sequence[str]] = ("quantity",)

    price: Decimal = described("money", "Price")
    includes: tuple[str, ...] = described("texts", "What is in it", default=(), hint="One on each line.")
    ends: str = described("text", "When it is done", default="", hint="For example “when it heats and holds pressure”.")

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        number = _how_many(inputs, Decimal(1)).to_integral_value(ROUND_CEILING)
        return [PricedLine(name, number, "job", self.price, why="a fixed price")]

    def faults(self) -> Mapping[str, str]:
        return {}

    def in_words(self) -> str:
        included = f" Included: {', '.join(self.includes)}." if self.includes else ""
        ends = f" Done {self.ends}." if self.ends else ""
        return f"{pounds(self.price)} for the job.{included}{ends}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What materials cost, and a percentage, a fee an order or a fee for finding them on top.

    The cost is taken without VAT by a business that is registered (it gets the VAT back), and with it by one that is not.
    """

    HEADLINE: ClassVar[str] = "handling"
    UNIT: ClassVar[str] = "order"
    ASKS: ClassVar[Sequence[str]] = ("cost",)

    handling: Decimal = described("money", "Handling, for each order", default=ZERO)
    percent: Decimal = described("percent", "On top of the cost, per cent", default=ZERO)
    sourcing: Decimal = described("money", "For finding something special", default=ZERO)

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        cost = basis(inputs)
        if inputs.orders < 1:
            raise Unpriced("How many orders?", "orders")
        price = (cost * (100 + self.percent) / 100).quantize(CENT, ROUND_HALF_UP)
        vat = "without" if inputs.vat_registered else "with"
        why = f"cost {pounds(cost)} {vat} VAT" + (f", and {plain(self.percent)} % on top" if self.percent else "")
        lines = [PricedLine(name, Decimal(1), "lot", price, kind="materials", why=why)]
        if self.handling:
            lines.append(PricedLine(f"{name}, handling", Decimal(inputs.orders), "order", self.handling, kind="fee"))
        if self.sourcing and inputs.sourced:
            lines.append(PricedLine(f"{name}, sourcing", Decimal(1), "job", self.sourcing, kind="fee"))
        return lines

    def faults(self) -> Mapping[str, str]:
        return {} if 0 <= self.percent <= 1000 else {"percent": "Between 0 and 1000 per cent."}

    def in_words(self) -> str:
        parts = [
            f"{plain(self.percent)} %" if self.percent else "",
            f"{pounds(self.handling)} for each order" if self.handling else "",
            f"{pounds(self.sourcing)} for finding something special" if self.sourcing else "",
        ]
        on_top = " and ".join(part for part in parts if part)
        return f"Materials at cost{f', plus {on_top}' if on_top else ''}."


def basis(inputs: Inputs) -> Decimal:
    """What materials cost the business, in pounds to the penny: without VAT where it gets it back. Raises Unpriced."""
    if inputs.cost is None:
        raise Unpriced("What do the materials cost you?", "cost")
    if inputs.cost < 0:
        raise Unpriced("A cost cannot be less than nothing.", "cost")
    rate = (100 + inputs.cost_vat_rate) / 100
    cost = inputs.cost
    if inputs.vat_registered and inputs.cost_includes_vat:
        cost = cost / rate
    if not inputs.vat_registered and not inputs.cost_includes_vat:
        cost = cost * rate
    return cost.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumables:
    """An allowance for screws, sealant and the like: a sum, or a share of labour or of materials."""

    HEADLINE: ClassVar[str] = "amount"
    UNIT: ClassVar[str] = "job"
    ASKS: ClassVar[Sequence[str]] = ()

    amount: Decimal = described("money", "Allowance", default=ZERO, hint="Leave empty where it is a share.")
    percent: Decimal = described("percent", "Or a share, per cent", default=ZERO)
    of: str = described("choice", "A share of", default="labour", choices=SHARE_OF)

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        why = "an allowance, not a count"
        if not self.percent:
            return [PricedLine(f"{name} (allowance)", Decimal(1), "job", self.amount, kind="materials", why=why)]
        whole = inputs.labour if self.of == "labour" else inputs.materials
        if whole is None:
            raise Unpriced(f"What does the {SHARE_OF[self.of]} come to?", self.of)
        share = (whole * self.percent / 100).quantize(CENT, ROUND_HALF_UP)
        why = f"{plain(self.percent)} % of {SHARE_OF[self.of]} of {pounds(whole)}"
        return [PricedLine(f"{name} (allowance)", Decimal(1), "job", share, kind="materials", why=why)]

    def faults(self) -> Mapping[str, str]:
        if self.amount and self.percent:
            return {"percent": "Either a sum or a share, not both."}
        if not 0 <= self.percent <= 100:
            return {"percent": "Between 0 and 100 per cent."}
        return {} if self.of in SHARE_OF else {"of": "Choose of what it is a share."}

    def in_words(self) -> str:
        if self.percent:
            return f"An allowance of {plain(self.percent)} % of {SHARE_OF[self.of]}."
        return f"An allowance of {pounds(self.amount)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PassThrough:
    """Somebody else's charge, passed on at cost. VAT is still due on most of these where the business is registered."""

    HEADLINE: ClassVar[str] = "estimate"
    UNIT: ClassVar[str] = "job"
    ASKS: ClassVar[Sequence[str]] = ("cost",)

    estimate: Decimal = described("money", "Usually about", default=ZERO)
    receipt: bool = described("flag", "The receipt is shown", default=True)

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        shown = ", receipt shown" if self.receipt else ""
        if inputs.cost is not None:
            return [PricedLine(f"{name}, at cost{shown}", Decimal(1), "job", basis(inputs), kind="pass_through")]
        if not self.estimate:
            raise Unpriced(f"What does “{name}” cost?", "cost")
        text = f"{name}, at cost, about{shown}"
        return [
            PricedLine(text, Decimal(1), "job", self.estimate, kind="pass_through", why="your estimate", firm=False)
        ]

    def faults(self) -> Mapping[str, str]:
        return {}

    def in_words(self) -> str:
        about = f", usually about {pounds(self.estimate)}" if self.estimate else ""
        return f"Passed on at cost{about}{'; the receipt is shown' if self.receipt else ''}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """A sum set aside for what is not chosen yet. It settles to what it really costs, up or down."""

    HEADLINE: ClassVar[str] = "amount"
    UNIT: ClassVar[str] = "sum"
    ASKS: ClassVar[Sequence[str]] = ()

    amount: Decimal = described("money", "Sum set aside")
    assumes: str = described("text", "What is assumed", default="", hint="For example “eight units, mid range”.")
    settles: str = described("text", "How it settles", default="to what it really costs, up or down")

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        assumed = f": {self.assumes}" if self.assumes else ""
        text = f"{name} (provisional sum{assumed})"
        why = f"settles {self.settles}"
        return [PricedLine(text, Decimal(1), "sum", self.amount, kind="provisional", why=why, firm=False)]

    def faults(self) -> Mapping[str, str]:
        return {} if self.settles.strip() else {"settles": "Say how it settles, for example “to what it really costs”."}

    def in_words(self) -> str:
        assumed = f" for {self.assumes}" if self.assumes else ""
        return f"{pounds(self.amount)} set aside{assumed}; settles {self.settles}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Paperwork with a fee. What it may be called is a matter of the business's registrations."""

    HEADLINE: ClassVar[str] = "fee"
    UNIT: ClassVar[str] = "each"
    ASKS: ClassVar[Sequence[str]] = ("quantity",)

    fee: Decimal = described("money", "Fee")
    needs: str = described("text", "Registration it needs", default="", hint="For example “Gas Safe Register”.")

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        number = _how_many(inputs, Decimal(1)).to_integral_value(ROUND_CEILING)
        return [PricedLine(name, number, "each", self.fee, kind="certificate")]

    def faults(self) -> Mapping[str, str]:
        return {}

    def in_words(self) -> str:
        return f"{pounds(self.fee)} each{f', needs {self.needs}' if self.needs else ''}."


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow:
    """What a missed or late-changed visit costs: a term of the agreement, never a line."""

    HEADLINE: ClassVar[str] = "fee"
    UNIT: ClassVar[str] = "visit"
    ASKS: ClassVar[Sequence[str]] = ()

    fee: Decimal = described("money", "Fee")
    notice: int = described("whole", "With less notice than, hours", default=24)

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        return []

    def faults(self) -> Mapping[str, str]:
        return {} if 0 <= self.notice <= 24 * 30 else {"notice": "Between no notice and 30 days, in hours."}

    def in_words(self) -> str:
        within = f" with less than {self.notice} hours’ notice" if self.notice else ""
        return f"{pounds(self.fee)} where a visit is changed or cancelled{within}, or nobody is in. A term, not a line."


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """“From £80”, “£80 to £120”: may be said as a guide, and is never a firm price."""

    HEADLINE: ClassVar[str] = "low"
    UNIT: ClassVar[str] = "job"
    ASKS: ClassVar[Sequence[str]] = ()

    low: Decimal = described("money", "From")
    high: Decimal | None = described("money", "To", default=None, hint="Leave empty for “from”.")

    def lines(self, name: str, inputs: Inputs) -> list[PricedLine]:
        why = "a guide: look at the job before you say a firm price"
        return [PricedLine(name, Decimal(1), "job", self.low, why=why, firm=False, up_to=self.high)]

    def faults(self) -> Mapping[str, str]:
        if self.high is not None and self.high < self.low:
            return {"high": "The upper end is more than the lower one."}
        return {}

    def in_words(self) -> str:
        to = f"{pounds(self.low)} to {pounds(self.high)}" if self.high is not None else f"From {pounds(self.low)}"
        return f"{to}, as a guide; never a firm price."
