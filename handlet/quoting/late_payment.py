"""Interest and a fixed sum when a business pays late. Never offered on a consumer's quote.

Source: Late Payment of Commercial Debts (Interest) Act 1998: 8 % above the Bank of England's reference rate, simple; £40
below £1,000, £70 below £10,000, £100 from there; 30 days where nothing is agreed. Reference rate: that of 31 December for
January to June, that of 30 June for July to December.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlet.quoting.pricing import half_up

ABOVE_REFERENCE = Decimal(8)
DAYS_WHERE_NONE_AGREED = 30
TERM = (
    "If payment is late we may charge interest and a fixed sum under the Late Payment of Commercial Debts (Interest) Act "
    "1998: 8 % a year above the Bank of England’s reference rate."
)


class ForBusinessesOnly(Exception):
    """The Act is about debts between businesses."""


def term_for(customer_kind: str) -> str:
    """The sentence for a quote to a `business` or `contractor`. Raises ForBusinessesOnly for anybody else."""
    if customer_kind not in ("business", "contractor"):
        raise ForBusinessesOnly("Interest on late payment under the 1998 Act is for business customers only.")
    return TERM


def fixed_sum(debt: int) -> int:
    """Pence for a debt in pence."""
    return 40_00 if debt < 1_000_00 else 70_00 if debt < 10_000_00 else 100_00


def reference_day(day: date) -> date:
    """The day whose reference rate counts for interest that starts on `day`."""
    return date(day.year - 1, 12, 31) if day.month <= 6 else date(day.year, 6, 30)


def interest(*, debt: int, days_late: int, reference_percent: Decimal) -> int:
    """Simple interest in pence, half up; `reference_percent` as on `reference_day`."""
    return half_up(Decimal(debt) * (ABOVE_REFERENCE + reference_percent) / 100 * days_late / 365)
