"""How the drafts do: what became of suggestions, by week and by what people wanted, with why. Counts alone; no words of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handlet.drafting.engine import classing
from handlet.drafting.models import Outcome
from handlet.kit.london import LONDON, london_day

WEEKS = 12
KINDS = tuple(Outcome.Kind.values)
"""From the best to the worst: sent as it was … discarded."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many suggestions ended in which way."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def share(self, kind: str) -> float:
        """0 to 1; 0 where there is nothing."""
        return self.counts.get(kind, 0) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Quality:
    """weeks: by their Monday, oldest first, empty ones too. reasons: class and in how many sent drafts, most frequent first.

    distance: the middle one of sent drafts, None where none was sent. right, wrong: answers to “Was this right?”.
    """

    whole: Tally
    weeks: Sequence[tuple[date, Tally]]
    intents: Sequence[tuple[str, Tally]]
    reasons: Sequence[tuple[str, int]]
    engines: Sequence[tuple[str, Tally]]
    distance: float | None
    right: int
    wrong: int


def of_business(*, now: datetime, weeks: int = WEEKS) -> Quality:
    """The last weeks of the business of the running transaction, this one included."""
    this_week = _monday(london_day(now))
    first = this_week - timedelta(weeks=weeks - 1)
    begin = datetime.combine(first, datetime.min.time(), tzinfo=LONDON)
    rows = list(
        Outcome.objects.filter(at__gte=begin).values_list(
            "at", "kind", "intent", "engine", "classes", "distance", "verdict"
        )
    )
    by_week: dict[date, Counter[str]] = {first + timedelta(weeks=place): Counter() for place in range(weeks)}
    by_intent: dict[str, Counter[str]] = {}
    by_engine: dict[str, Counter[str]] = {}
    reasons: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    distances = []
    for at, kind, intent, engine, classes, distance, verdict in rows:
        whole[kind] += 1
        by_week.setdefault(_monday(london_day(at)), Counter())[kind] += 1
        by_intent.setdefault(intent, Counter())[kind] += 1
        by_engine.setdefault(engine, Counter())[kind] += 1
        reasons.update(code for code in classes if code != classing.AS_IS)
        verdicts[verdict] += 1
        if distance is not None:
            distances.append(float(distance))
    distances.sort()
    return Quality(
        whole=Tally(whole),
        weeks=[(monday, Tally(count)) for monday, count in sorted(by_week.items())],
        intents=_largest_first(by_intent),
        reasons=reasons.most_common(),
        engines=_largest_first(by_engine),
        distance=distances[(len(distances) - 1) // 2] if distances else None,
        right=verdicts[Outcome.Verdict.YES],
        wrong=verdicts[Outcome.Verdict.NO],
    )


def rows_of(found: Quality) -> list[list[str]]:
    """As a table to take along: one row a week and a row for each intent and reason, counts only."""
    heading = ["what", "which", *KINDS, "total"]
    table = [heading]
    for what, rows in (
        ("week", [(monday.isoformat(), tally) for monday, tally in found.weeks]),
        ("intent", list(found.intents)),
        ("engine", list(found.engines)),
    ):
        table += [
            [what, which, *(str(tally.counts.get(kind, 0)) for kind in KINDS), str(tally.total)]
            for which, tally in rows
        ]
    table += [["reason", code, *([""] * len(KINDS)), str(count)] for code, count in found.reasons]
    table += [["right", "yes", *([""] * len(KINDS)), str(found.right)]]
    table += [["right", "no", *([""] * len(KINDS)), str(found.wrong)]]
    return table


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _largest_first(found: Mapping[str, Counter[str]]) -> list[tuple[str, Tally]]:
    return sorted(((name, Tally(count)) for name, count in found.items()), key=lambda one: (-one[1].total, one[0]))
