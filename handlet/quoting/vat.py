"""VAT rates as dated data. Changing a rate is a row here and a test; nothing else in the house knows a rate.

Sources: VAT Act 1994; HMRC policy papers on energy-saving materials (2022, 2023, 11 January 2024); VAT Notice 708.
Pages on the web disagree about the relief for energy-saving materials; this table is what counts here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of one treatment in one nation. `until` is its last day; None has no end. rate in percent."""

    treatment: str
    nation: str
    since: date
    until: date | None
    rate: Decimal
    source: str


class NoRate(Exception):
    """The table holds no such rate on that day."""


_LONG_AGO = date(2011, 1, 4)

TABLE: Sequence[Rate] = (
    Rate("standard", "UK", _LONG_AGO, None, Decimal(20), "VAT Act 1994 s.2; 20 % since 4 January 2011"),
    Rate("empty_home", "UK", _LONG_AGO, None, Decimal(5), "VAT Notice 708, section 8"),
    Rate("conversion", "UK", _LONG_AGO, None, Decimal(5), "VAT Notice 708, section 7"),
    Rate("new_build", "UK", _LONG_AGO, None, Decimal(0), "VAT Notice 708, section 3"),
    Rate("disabled_adaptation", "UK", _LONG_AGO, None, Decimal(0), "VAT Notice 701/7"),
    Rate("energy_saving", "GB", date(2022, 4, 1), date(2027, 3, 31), Decimal(0), "Spring Statement 2022"),
    Rate("energy_saving", "NI", date(2023, 5, 1), date(2027, 3, 31), Decimal(0), "SI 2023/413"),
    Rate("energy_saving", "UK", date(2027, 4, 1), None, Decimal(5), "Reverts after 31 March 2027"),
    Rate("exempt", "UK", _LONG_AGO, None, Decimal(0), "VAT Act 1994 Sch. 9"),
    Rate("outside", "UK", _LONG_AGO, None, Decimal(0), "Outside the scope of VAT"),
)


def rate_of(treatment: str, day: date, nation: str = "GB") -> Decimal:
    """The rate in percent on a tax point. Raises NoRate: a missing row is never guessed."""
    for row in TABLE:
        fits = row.nation in ("UK", nation) or (row.nation == "GB" and nation in ("England", "Scotland", "Wales"))
        if row.treatment == treatment and fits and row.since <= day and (row.until is None or day <= row.until):
            return row.rate
    raise NoRate(f"There is no VAT rate for “{treatment}” in {nation} on {day.isoformat()}.")


def rates_on(day: date) -> frozenset[Decimal]:
    """Every rate that the table holds on a day, in any treatment."""
    return frozenset(row.rate for row in TABLE if row.since <= day and (row.until is None or day <= row.until))
