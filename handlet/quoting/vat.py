"""VAT rates as dated data. Changing a rate is a row here and a test; nothing else in the house knows a rate.

Sources: VAT Act 1994; HMRC policy papers on energy-saving materials (2022, 2023, 11 January 2024); VAT Notice 708.
Pages on the web disagree about the relief for energy-saving materials; this table is what counts here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from handlet.kit.vat_numbers import is_vat_number


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of one treatment in one nation (`UK`, `GB`, `NI`). `until` is its last day; None has no end. rate in percent."""

    treatment: str
    nation: str
    since: date
    until: date | None
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Treatment:
    """What may be picked. words: as printed. reason: it stands only with a reason of the owner's. evidence: what shows it, or
    empty where none is asked for (then none is needed). installed_only: goods alone are standard-rated.
    """

    words: str
    reason: bool = True
    evidence: str = ""
    installed_only: bool = False


class NoRate(Exception):
    """The table holds no such rate on that day."""


class NotAVatNumber(Exception):
    """What was typed is no VAT number; the sentence says what one looks like."""


STANDARD = "standard"
TREATMENTS: Mapping[str, Treatment] = {
    STANDARD: Treatment("Standard rate", reason=False),
    "empty_home": Treatment(
        "Home empty for two years",
        evidence="A letter of the council’s empty property officer, electoral roll, council tax or utility records",
    ),
    "conversion": Treatment("Conversion of a building", evidence="A statement of the dwellings before and after"),
    "new_build": Treatment("New dwelling", evidence="Plans, planning permission or a certificate"),
    "disabled_adaptation": Treatment(
        "Adaptation for a disabled person", evidence="The declaration signed by the customer"
    ),
    "energy_saving": Treatment(
        "Energy-saving materials, installed",
        evidence="That the address is a home, or the building of a qualifying charity",
        installed_only=True,
    ),
    "exempt": Treatment("Exempt from VAT"),
    "outside": Treatment("Outside the scope of VAT"),
}

_LONG_AGO = date(2011, 1, 4)

TABLE: Sequence[Rate] = (
    Rate(STANDARD, "UK", _LONG_AGO, None, Decimal(20), "VAT Act 1994 s.2; 20 % since 4 January 2011"),
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


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on, a treatment has another rate (percent)."""

    treatment: str
    day: date
    before: Decimal
    after: Decimal


def rate_of(treatment: str, day: date, nation: str = "GB") -> Decimal:
    """The rate in percent on a tax point. Raises NoRate: a missing row is never guessed.

    nation: england, scotland, wales, ni, GB or NI. Empty (not known): only where it makes no difference.
    """
    found = {rate for part in _parts(nation) for rate in (_find(treatment, day, part),)}
    if len(found) == 1 and (rate := found.pop()) is not None:
        return rate
    if not nation and len(found) == 2:
        raise NoRate("Say in which nation the work is: this rate of VAT depends on it.")
    where = nation or "the UK"
    raise NoRate(f"There is no VAT rate for “{treatment}” in {where} on {day.isoformat()}.")


def _parts(nation: str) -> tuple[str, ...]:
    if not nation:
        return ("GB", "NI")
    return ("NI",) if nation.upper() == "NI" else ("GB",)


def _find(treatment: str, day: date, part: str) -> Decimal | None:
    for row in TABLE:
        if row.treatment == treatment and row.nation in ("UK", part) and _on(row, day):
            return row.rate
    return None


def _on(row: Rate, day: date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def rates_on(day: date) -> frozenset[Decimal]:
    """Every rate that the table holds on a day, in any treatment."""
    return frozenset(row.rate for row in TABLE if _on(row, day))


def treatments_on(day: date, nation: str = "GB") -> list[str]:
    """The treatments that have a rate on a day, in the order of `TREATMENTS`: what may be picked."""
    found = []
    for code in TREATMENTS:
        try:
            rate_of(code, day, nation)
        except NoRate:
            continue
        found.append(code)
    return found


def changes(treatments: Iterable[str], first: date, last: date, nation: str = "GB") -> list[Change]:
    """Changes of rate after `first` and up to `last`, for the treatments used, the earliest first."""
    used = set(treatments)
    days = {row.since for row in TABLE if row.treatment in used and first < row.since <= last}
    found = []
    for day in sorted(days):
        for code in sorted(used):
            try:
                before, after = rate_of(code, day - timedelta(days=1), nation), rate_of(code, day, nation)
            except NoRate:
                continue
            if before != after:
                found.append(Change(code, day, before, after))
    return found


def read_vat_number(text: str) -> str:
    """Nine digits from “GB 123 4567 82”, their check made (modulus 97 or 9755). Raises NotAVatNumber."""
    plain = "".join(text.upper().split()).removeprefix("GB").removeprefix("XI")
    if not is_vat_number(plain):
        raise NotAVatNumber("This is not a VAT number: it has nine digits, and their check does not come out.")
    return plain
