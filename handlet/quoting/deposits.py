"""What is paid when: a deposit and stages that hang on milestones, to the penny. We take no payment.

No law sets a limit for deposits; a quarter is the most that guidance for customers calls usual (Citizens Advice; Consumer
Protection Association: 25 %, or £7,500 if that is less). Above it the owner is warned with the reason, and decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from handlet.quoting.pricing import half_up, pence

USUAL_PERCENT = Decimal(25)
MOST_STAGES = 20


class BadStages(Exception):
    """The parts do not make the whole; `where` names the field at fault (`stages[1].percent`, `deposit`)."""

    def __init__(self, sentence: str, where: str) -> None:
        super().__init__(sentence)
        self.where = where


@dataclass(frozen=True, slots=True)
class Stage:
    """One payment. milestone: what has been done then. percent of the total, or pounds; neither: the rest (the last only)."""

    milestone: str
    percent: Decimal | None = None
    pounds: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment in pence, and when it falls due, in words. `deposit`: it is the deposit or first part payment."""

    milestone: str
    amount: int
    deposit: bool = False


def deposit_of(total: int, *, percent: Decimal, pounds: Decimal) -> int:
    """Pence of the deposit; nought where there is none. Raises BadStages where it is more than the total."""
    if percent and pounds:
        raise BadStages("A deposit is a percentage or a sum, not both.", "deposit")
    amount = half_up(Decimal(total) * percent / 100) if percent else pence(pounds)
    if amount < 0 or amount > max(total, 0):
        raise BadStages("A deposit cannot be more than the whole price.", "deposit")
    return amount


def plan(
    total: int, *, deposit: int, stages: Sequence[Stage], on_completion: str = "When the work is done"
) -> list[Payment]:
    """Every payment in order; together they are `total` to the penny, and the last takes what rounding leaves.

    Percentages are of the total. Without stages the rest is due on completion. Raises BadStages where the parts make more
    or less than the whole, or one of them is nothing.
    """
    first = [Payment("Before the work starts", deposit, deposit=True)] if deposit else []
    left = total - deposit
    if not stages:
        return [*first, Payment(on_completion, left)] if left or not first else first
    if len(stages) > MOST_STAGES:
        raise BadStages(f"A quote can have at most {MOST_STAGES} stages.", "stages")
    amounts = [_amount(stage, place, total, last=place == len(stages) - 1) for place, stage in enumerate(stages)]
    before = sum(amount for amount in amounts[:-1] if amount is not None)
    rest = left - before
    last, asked = stages[-1], amounts[-1]
    # Each part is rounded to the penny, so the last may be a penny a part off what its percentage alone would give.
    if asked is not None and abs(asked - rest) > (0 if last.pounds is not None and len(stages) == 1 else len(stages)):
        raise BadStages("The deposit and the stages must make the whole price together.", f"stages[{len(stages) - 1}]")
    paid = [*[amount or 0 for amount in amounts[:-1]], rest]
    for place, amount in enumerate(paid):
        if amount <= 0:
            raise BadStages("Each stage must be more than nothing.", f"stages[{place}]")
    return [*first, *(Payment(stage.milestone, amount) for stage, amount in zip(stages, paid, strict=True))]


def _amount(stage: Stage, place: int, total: int, *, last: bool) -> int | None:
    where = f"stages[{place}]"
    if not stage.milestone.strip():
        raise BadStages("Say what has been done when this stage is due.", f"{where}.milestone")
    if stage.percent is not None and stage.pounds is not None:
        raise BadStages("A stage is a percentage or a sum, not both.", where)
    if stage.percent is not None:
        return half_up(Decimal(total) * stage.percent / 100)
    if stage.pounds is not None:
        return pence(stage.pounds)
    if not last:
        raise BadStages("Only the last stage can be “the rest”.", where)
    return None


def read_stages(value: Sequence[Mapping[str, Any]] | None) -> list[Stage]:
    """Stages as kept in `QuoteVersion.stages`. Raises BadStages."""
    found = []
    for place, row in enumerate(value or []):
        found.append(
            Stage(
                milestone=str(row.get("milestone") or ""),
                percent=_number(row.get("percent"), f"stages[{place}].percent"),
                pounds=_number(row.get("pounds"), f"stages[{place}].pounds"),
            )
        )
    return found


def stages_json(stages: Sequence[Stage]) -> list[dict[str, str]]:
    """As kept in `QuoteVersion.stages`."""
    return [
        {
            "milestone": stage.milestone.strip()[:200],
            "percent": "" if stage.percent is None else f"{stage.percent:f}",
            "pounds": "" if stage.pounds is None else f"{stage.pounds:f}",
        }
        for stage in stages
    ]


def _number(value: Any, where: str) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise BadStages("This is not a number.", where) from error
    if not number.is_finite() or number < 0:
        raise BadStages("This must be a number that is not below nothing.", where)
    return number


def warning(deposit: int, total: int, *, consumer: bool) -> str:
    """A sentence for the owner where a consumer is asked for more than is usual; empty otherwise."""
    if not consumer or not total or Decimal(deposit) * 100 <= USUAL_PERCENT * total:
        return ""
    return (
        "The deposit is more than a quarter of the price. Guidance tells customers to be careful with that, so say what it "
        "pays for, for example materials made to measure."
    )
