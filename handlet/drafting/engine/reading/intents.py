"""What a message is for: a small multinomial logistic regression over words, cues and the state of the thread.

The weights stand in `intent_weights.tsv`, made by `python -m handlet.drafting.engine.reading.training` from the corpus
beside it. Nothing here is learnt from a customer. Rules that must never be outvoted (danger, bank details, rights) stand
on top, in `intent_of`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from handlet.drafting.engine.reading.cues import cues_of
from handlet.drafting.engine.reading.threadstate import ThreadState
from handlet.drafting.port import Intent

WEIGHTS = Path(__file__).with_name("intent_weights.tsv")
INTENTS: Sequence[Intent] = tuple(Intent)
BIAS = "(always)"

_MASKS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"https?://\S+|\bwww\.\S+"), " _url "),
    (re.compile(r"\S+@\S+\.\w+"), " _mail "),
    (re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"), " _postcode "),
    (re.compile(r"(?:\+44|\b0)[\d ()-]{8,14}\d"), " _phone "),
    (re.compile(r"[£$€] ?\d[\d,.]*k?|\b\d[\d,.]* ?(?:quid|pounds?)\b"), " _money "),
    (re.compile(r"\d+"), " _n "),
)
_WORD = re.compile(r"_?[^\W\d_]+|[?!]|[👍👌🙏❤😊😀🙂✅]")


def words_of(text: str) -> list[str]:
    """Words in small letters without apostrophes; sums, numbers, places and links masked; question and exclamation marks kept."""
    low = text.lower().replace("’", "'").replace("'", "")
    for pattern, mask in _MASKS:
        low = pattern.sub(mask, low)
    return _WORD.findall(low)


def features_of(text: str, state: ThreadState, found: Mapping[str, int], dangers: Iterable[str] = ()) -> dict[str, float]:
    """Named features with their strength. Words share one length, so that a long letter weighs no more than a short text."""
    words = words_of(text)[:220]
    grams: dict[str, float] = {}
    for word in words:
        grams[word] = 1.0
        if len(word) > 5:
            grams[f"{word[:4]}~"] = 0.6
    for pair in zip(["^", *words], [*words, "$"], strict=True):
        grams[" ".join(pair)] = 0.8
    length = math.sqrt(sum(value * value for value in grams.values())) or 1.0
    scale = 2.2 / length
    features = {name: value * scale for name, value in grams.items()}
    features[BIAS] = 1.0
    letters = state.letters()
    size = "short" if len(words) < 7 else "long" if len(words) > 40 else "middling"
    features[f"(size {size})"] = 0.5
    for letter in letters:
        features[f"(thread {letter})"] = 0.6
        features[f"(thread {letter}, {size})"] = 0.4
    for name, count in found.items():
        features[f"(cue {name})"] = 0.5 if count == 1 else 0.7
    for kind in dangers:
        features[f"(danger {kind})"] = 0.7
    return features


class Model:
    """Weights by feature, one figure an intent, and the temperature that makes its shares honest."""

    def __init__(self, weights: Mapping[str, Sequence[float]], temperature: float = 1.0) -> None:
        self.weights, self.temperature = weights, temperature

    def shares(self, features: Mapping[str, float]) -> dict[Intent, float]:
        """How likely each intent is; they add up to 1."""
        scores = [0.0] * len(INTENTS)
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None:
                for place, weight in enumerate(row):
                    scores[place] += value * weight
        top = max(scores)
        powers = [math.exp((score - top) / self.temperature) for score in scores]
        whole = sum(powers)
        return {intent: power / whole for intent, power in zip(INTENTS, powers, strict=True)}

    def written(self) -> str:
        """The file: a line with the temperature, then a line a feature with the intents it speaks for and against."""
        lines = [f"# temperature {self.temperature:.2f}; made by training.py, not by hand"]
        for name in sorted(self.weights):
            kept = [
                f"{intent.value}={round(weight * 100)}"
                for intent, weight in zip(INTENTS, self.weights[name], strict=True)
                if abs(weight) >= 0.05
            ]
            if kept:
                lines.append(f"{name}\t{' '.join(kept)}")
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Model:
        """From the file. Raises ValueError where it is none."""
        head, *rows = text.splitlines()
        found = re.match(r"# temperature (\d+\.\d+)", head)
        if found is None:
            raise ValueError("The first line names no temperature.")
        places = {intent.value: place for place, intent in enumerate(INTENTS)}
        weights: dict[str, list[float]] = {}
        for row in rows:
            name, _, said = row.partition("\t")
            figures = [0.0] * len(INTENTS)
            for one in said.split():
                intent, _, figure = one.partition("=")
                figures[places[intent]] = int(figure) / 100
            weights[name] = figures
        return cls(weights, float(found.group(1)))


@cache
def model() -> Model:
    """The weights of the repository, read once a process."""
    return Model.read(WEIGHTS.read_text(encoding="utf-8"))


def shares_of(text: str, state: ThreadState, dangers: Iterable[str] = ()) -> dict[Intent, float]:
    """How likely each intent is for a text at this place of a conversation."""
    return model().shares(features_of(text, state, cues_of(text), dangers))
