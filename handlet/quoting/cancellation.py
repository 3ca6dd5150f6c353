"""How long a consumer may cancel, what follows when they do, and the notice and form, word for word.

Source: Consumer Contracts (Information, Cancellation and Additional Charges) Regulations 2013, SI 2013/3134: reg. 29 to 31
(period), 32 (how), 34 (refund), 36 (work begun at their request), Schedule 3 (model notice and form). Whole days in London.
The texts are a versioned file that no template, translation or model touches. **A solicitor must read this before launch.**
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from handlet.quoting.pricing import half_up

DAYS = timedelta(days=14)
NOTICE = "cancellation-2013-3134"
EARLY_START = (
    "Please start the work before the 14 days in which I can cancel are over. If I cancel after it has started, I pay for "
    "what has been done until then."
)
LOSES_RIGHT = "I know that I can no longer cancel once the work is fully done."
BY_EMAIL = "I agree to get the documents of this contract by email."


@dataclass(frozen=True, slots=True)
class Period:
    """The last day on which the customer may cancel, or None while it is open; and why, in words for the owner."""

    last_day: date | None
    because: str

    def is_over(self, today: date) -> bool:
        return self.last_day is not None and today > self.last_day


def period(*, contract_day: date, with_goods: bool, goods_received: date | None, notice_given: date | None) -> Period:
    """The cancellation period of a consumer's contract.

    Services: 14 days after the day of the contract. Goods too: 14 days after the last of them arrived, open until then.
    Notice given later: at least 14 days after it was given. No notice: twelve months longer, unless it is given in them.
    A contract of 3 November with notice the same day ends with 17 November.
    """
    if with_goods and goods_received is None:
        return Period(None, "Open until 14 days after the last goods have arrived.")
    start = max(contract_day, goods_received) if with_goods and goods_received is not None else contract_day
    regular = start + DAYS
    if notice_given is None:
        return Period(_a_year_later(regular), "They were not given the notice, so it lasts up to twelve months longer.")
    if notice_given > _a_year_later(regular):
        return Period(_a_year_later(regular), "The notice was given after the longest period was over.")
    late = notice_given + DAYS
    if notice_given > contract_day and late > regular:
        return Period(late, "14 days after they were given the notice.")
    if with_goods:
        return Period(regular, "14 days after the last goods arrived.")
    return Period(regular, "14 days after the day of the contract.")


def refund_due_by(told_on: date) -> date:
    """The last day for paying back everything, deposit included: 14 days after the day on which we were told (reg. 34)."""
    return told_on + DAYS


def owed_for_work(*, gross: int, part_done: Decimal, asked_to_start_early: bool, notice_given: bool) -> int:
    """Pence owed on cancelling for what was done: in proportion to the whole, and only where they had asked for an early
    start and had been given the notice (reg. 36). part_done between 0 and 1.
    """
    if not asked_to_start_early or not notice_given:
        return 0
    return half_up(gross * min(max(part_done, Decimal(0)), Decimal(1)))


@lru_cache(maxsize=4)
def _text(version: str) -> str:
    return (Path(__file__).parent / "paper" / f"{version}.json").read_text(encoding="utf-8")


def notice_and_form(trader: str, version: str = NOTICE) -> Mapping[str, Any]:
    """The notice (Schedule 3 Part A) and the model form (Part B) with the trader's name and ways of reaching it put in."""
    text = json.loads(_text(version))
    return {
        key: [sentence.replace("{trader}", trader) for sentence in value] if isinstance(value, list) else value
        for key, value in text.items()
    }


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)
