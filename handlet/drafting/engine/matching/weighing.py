"""How likely it is that an item is meant by a piece of a message: what speaks for it and against, weighed.

Every candidate is described by a few well-understood signs (`signs_of`): how much of the item is named and where, how
much of the piece the item explains, whether what is to be done agrees, whether sizes and units fit. A logistic regression
weighs them in stages: an item by itself, an item beside its best rival for the same words, and at last all lines together
(`certainty.py`). The weights stand in
`match_weights.tsv` and come from rows with known answers (`training.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

WEIGHTS = "match_weights.tsv"
BIAS = "(always)"
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the stages: `alone` for an item by itself, `among` beside its rivals, `whole` for all lines of an enquiry."""

    alone: Mapping[str, float]
    among: Mapping[str, float]
    whole: Mapping[str, float] = field(default_factory=dict)

    def written(self) -> str:
        """One line a weight: stage, sign, weight."""
        lines = [
            f"{stage}\t{name}\t{value:.4f}"
            for stage, weights in (("alone", self.alone), ("among", self.among), ("whole", self.whole))
            for name, value in sorted(weights.items())
        ]
        return "\n".join(lines) + "\n"


@cache
def model() -> Model:
    """The weights as trained; read once."""
    text = (resources.files(__package__) / WEIGHTS).read_text("utf-8")
    stages: dict[str, dict[str, float]] = {"alone": {}, "among": {}, "whole": {}}
    for line in text.splitlines():
        stage, name, value = line.split("\t")
        stages[stage][name] = float(value)
    return Model(**stages)


def weighed(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log odds."""
    return sum(value * weights.get(name, 0.0) for name, value in signs.items()) + weights.get(BIAS, 0.0)


def share(odds: float) -> float:
    """Log odds as a share of one."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def beside_rivals(
    own: float, rivals: Sequence[float], others: Sequence[float], here: Sequence[float], signs: Signs
) -> Signs:
    """The signs of the second stage: those of the first, and how the item stands to whoever explains the same words
    (`rivals`), to all others of the enquiry (`others`) and to those of the same piece (`here`)."""
    best = max(rivals, default=None)
    lead = max(-4.0, min(4.0, own - best)) if best is not None else 4.0
    surest = max(others, default=-6.0)
    ahead = max(-4.0, min(4.0, own - surest))
    in_piece = max(-4.0, min(4.0, own - max(here, default=-6.0)))
    return {
        **signs,
        "odds": max(-6.0, min(6.0, own)),
        "rival": float(best is not None),
        "lead": lead,
        "behind": float(lead < -0.3),
        "close": float(abs(lead) <= 0.5),
        "far ahead": float(lead >= 1.5),
        "ahead of all": max(0.0, ahead),
        "first of all": float(ahead > 0),
        "behind the surest": min(0.0, ahead),
        "first of its piece": float(in_piece > 0),
        "ahead in its piece": max(0.0, in_piece),
        "nothing sure": float(max(surest, own) < 0),
        "first of all, nothing sure": float(ahead > 0 and own < 0),
    }
