"""From what is asked to items of the owner's list: scored by words, decided by evidence, left open where it is near."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from handlet.drafting.engine.words import sentences, stems
from handlet.drafting.port import Enquiry, PriceRow, QuantityFact, Reading, Span
from handlet.kit.london import LONDON

# A clause must cover this share of an item's name, and lead the next best by this much, or it is asked about.
ENOUGH = 0.45
LEAD = 0.06

OWN = re.compile(r"\b(?:own|supplied by (?:the )?customer|customer'?s|not supplied)\b", re.I)
SUPPLIED = re.compile(r"\bsuppl(?:y|ied) and\b|\bincluded?\b|\bpart included\b", re.I)
HAS_IT = re.compile(
    r"\b(?:i|we|iv|ive|i've|we've)(?: have| already|'ve)* ?(?:bought|got|have|supplied|ordered)\b|\balready (?:bought|got|have)\b"
    r"|\bour own\b|\bmy own\b|\bgot spares\b|\bi(?:'ll| will) supply\b",
    re.I,
)
OUT_OF_HOURS = re.compile(r"out[- ]of[- ]hours|evening|weekend|bank holiday|night|after hours", re.I)
FAULT = re.compile(r"\b(?:call[- ]?out|fault|diagnos|first hour|emergency|attend)", re.I)
# Words that say what is done but not to what.
GENERIC = frozenset(
    stems("fit replace repair supply remove new old small large double single customer own labour per job work")
)


@dataclass(frozen=True, slots=True)
class Match:
    """An item for one clause: the quantity charged, how sure, and the words that caused it."""

    item: PriceRow
    quantity: Decimal
    score: float
    words: str
    span: Span | None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Two items that fit equally well: the owner or the customer decides."""

    clause: str
    items: Sequence[PriceRow]


def match(enquiry: Enquiry, reading: Reading) -> tuple[Sequence[Match], Sequence[Near]]:
    """Items asked for, each once, and clauses that fit two items too equally to choose."""
    rows = enquiry.business.pricelist
    if not rows:
        return [], []
    weights = _weights(rows)
    whole = "\n".join(line.text for line in enquiry.messages)
    emergency = reading.urgency == "emergency"
    matches: dict[str, Match] = {}
    near: list[Near] = []
    used: set[tuple[int, int, int]] = set()
    for place, clause in _clauses(enquiry):
        scored = sorted(
            ((_score(clause, whole, row, weights, enquiry, emergency), row) for row in rows),
            key=lambda pair: (-pair[0], pair[1].code),
        )
        best, row = scored[0]
        if best < ENOUGH:
            continue
        rivals = [other for score, other in scored[1:] if best - score < LEAD]
        if rivals:
            near.append(Near(clause, [row, *rivals[:2]]))
            continue
        if row.code in matches:
            continue
        quantity, missing = _quantity(row, place, clause, reading, used, enquiry)
        matches[row.code] = Match(row, quantity, best, clause[:200], _span(place, clause, enquiry), missing)
    if emergency and not matches:
        attendance = _attendance(rows, enquiry)
        if attendance is not None:
            matches[attendance.code] = Match(attendance, Decimal(1), 1.0, whole[:200], None)
    return list(matches.values()), near


def _clauses(enquiry: Enquiry) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for place, line in enumerate(enquiry.messages):
        for clause in sentences(line.text):
            if len(stems(clause)) >= 1:
                found.append((place, clause))
    # A burst of short messages is one sentence cut up: the whole is a clause too, tried last.
    if len(enquiry.messages) > 1:
        found.append((len(enquiry.messages) - 1, " ".join(line.text for line in enquiry.messages)))
    return found


def _weights(rows: Sequence[PriceRow]) -> Mapping[str, float]:
    """Words that few items hold say more."""
    counts = Counter(stem for row in rows for stem in set(stems(f"{row.name} {row.description}")))
    return {stem: math.log(1 + len(rows) / count) * (0.2 if stem in GENERIC else 1.0) for stem, count in counts.items()}


def _score(
    clause: str, whole: str, row: PriceRow, weights: Mapping[str, float], enquiry: Enquiry, emergency: bool
) -> float:
    asked = set(stems(clause))
    name = set(stems(row.name))
    if not (name & asked) - GENERIC:
        # Verbs alone (“fit”, “replace”) are what every trade does; a thing must be named.
        return 0.0
    covered = sum(weights.get(stem, 1.0) for stem in name & asked)
    total = sum(weights.get(stem, 1.0) for stem in name)
    extra = sum(weights.get(stem, 1.0) for stem in set(stems(row.description)) & asked - name)
    score = covered / total + 0.35 * extra / total
    text = f"{row.name} {row.description}"
    has_it = bool(HAS_IT.search(whole))
    if OWN.search(text):
        score += 0.25 if has_it else -0.3
    elif SUPPLIED.search(text) and has_it:
        score -= 0.3
    if OUT_OF_HOURS.search(text):
        score += 0.2 if emergency and _is_out_of_hours(enquiry.received_at) else -0.4
    elif FAULT.search(text) and emergency and _is_out_of_hours(enquiry.received_at):
        score -= 0.2
    return score


def _is_out_of_hours(moment: datetime) -> bool:
    here = moment.astimezone(LONDON)
    return here.weekday() >= 5 or not 8 <= here.hour < 18


def _attendance(rows: Sequence[PriceRow], enquiry: Enquiry) -> PriceRow | None:
    """The line for coming out now, at the time it is; None where the list has none, or two."""
    late = _is_out_of_hours(enquiry.received_at)
    fitting = [
        row
        for row in rows
        if FAULT.search(f"{row.name} {row.description}")
        and bool(OUT_OF_HOURS.search(f"{row.name} {row.description}")) == late
        and row.unit in ("visit", "each", "job")
    ]
    return fitting[0] if len(fitting) == 1 else None


def _quantity(
    row: PriceRow,
    place: int,
    clause: str,
    reading: Reading,
    used: set[tuple[int, int, int]],
    enquiry: Enquiry,
) -> tuple[Decimal, str]:
    """The quantity charged, and the key of the question where it is not known. A figure is used once."""
    free = [fact for fact in reading.quantities if _key(fact) not in used]
    here = [fact for fact in free if fact.span.message == place and fact.span.text in enquiry.messages[place].text]
    unit = {"sqm": "m2", "m²": "m2"}.get(row.unit.lower(), row.unit.lower())
    if unit == "m2":
        return _area(row, here or free, used)
    if unit in ("m", "hour", "roll", "day"):
        fitting = [fact for fact in here or free if fact.unit == unit]
        if not fitting:
            return row.min_qty or Decimal(1), {"m": "length", "hour": "scope"}.get(unit, "quantity")
        used.add(_key(fitting[0]))
        return _least(fitting[0].value, row), ""
    nouns = set(stems(row.name))
    counted = [fact for fact in here or free if fact.unit == "each" and nouns & set(stems(fact.what))]
    in_clause = [fact for fact in counted if fact.span.text in clause]
    for fact in in_clause or counted:
        used.add(_key(fact))
        return _least(fact.value, row), ""
    return _least(Decimal(1), row), ""


def _area(row: PriceRow, facts: Sequence[QuantityFact], used: set[tuple[int, int, int]]) -> tuple[Decimal, str]:
    areas = [fact for fact in facts if fact.unit == "m2"]
    if areas:
        used.add(_key(areas[0]))
        return _least(areas[0].value, row), ""
    sides = [fact for fact in facts if fact.unit in ("m", "ft", "cm", "mm")]
    metres = [_metres(fact) for fact in sides]
    if len(metres) >= 3 and "wall" in stems(row.name):
        length, width, height = metres[:3]
        value = 2 * (length + width) * height
    elif len(metres) >= 2:
        value = metres[0] * metres[1]
    else:
        return row.min_qty or Decimal(1), "area"
    for fact in sides[:3]:
        used.add(_key(fact))
    return _least(value.quantize(Decimal("0.01"), ROUND_HALF_UP), row), ""


def _metres(fact: QuantityFact) -> Decimal:
    return (
        fact.value
        * {"m": Decimal(1), "ft": Decimal("0.3048"), "cm": Decimal("0.01"), "mm": Decimal("0.001")}[fact.unit]
    )


def _least(value: Decimal, row: PriceRow) -> Decimal:
    return max(value, row.min_qty) if row.min_qty is not None else value


def _key(fact: QuantityFact) -> tuple[int, int, int]:
    return fact.span.message, fact.span.start, fact.span.end


def _span(place: int, clause: str, enquiry: Enquiry) -> Span | None:
    start = enquiry.messages[place].text.find(clause)
    return Span(place, start, start + len(clause), clause) if start >= 0 else None
