"""Makes `intent_weights.tsv`: `python -m handlet.drafting.engine.reading.training [FOLDER… --split NAME…] [--check]`.

The corpus is written by hand, one utterance a line: intent, state of the thread (letters of `ThreadState`), text. To it come
the rows with known answers of the folders, as in `matching.training`: whole messages, in the mix that a day brings. The same
corpus and rows give the same weights to the byte. `--check` trains on four fifths at a time and prints how the last fifth is
read, of the rows with their businesses left out; the temperature of the file is the one that makes the shares of the corpus honest.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlet.drafting.engine.orders import without_orders
from handlet.drafting.engine.reading import to_tell_intent
from handlet.drafting.engine.reading.cues import cues_of
from handlet.drafting.engine.reading.danger import dangers
from handlet.drafting.engine.reading.intents import BIAS, INTENTS, WEIGHTS, Model, features_of
from handlet.drafting.engine.reading.threadstate import ThreadState
from handlet.drafting.engine.rows import given_rows
from handlet.drafting.evaluation import enquiry_from_json
from handlet.drafting.port import Intent

CORPUS = Path(__file__).with_name("corpus")
FOLDS = 5
EPOCHS = 7
STEP = 0.5
PULL = 0.0004
"""How strongly weights are drawn to nothing at each step."""


EMERGENCIES_WORTH = 3.0
"""How often an emergency of the rows counts: to miss one costs more than to come for nothing."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """business: to whom it was written, where it is a row; empty for a line of the corpus."""

    intent: Intent
    state: ThreadState
    text: str
    business: str = ""


Features = dict[str, float]


def corpus() -> list[Utterance]:
    """Every line of every file, in the order of the files' names. Raises ValueError naming a line that is none."""
    found = []
    for path in sorted(CORPUS.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            parts = line.split("\t")
            if len(parts) != 3 or parts[0] not in set(Intent):
                raise ValueError(f"{path.name}:{number} is no utterance")
            found.append(Utterance(Intent(parts[0]), ThreadState.of_letters(parts[1]), parts[2]))
    return found


def of_rows(folders: Sequence[Path], splits: Sequence[str]) -> list[Utterance]:
    """Every row of the folders as the intent is told of it."""
    found = []
    for given in (one for folder in folders for one in given_rows(folder, splits)):
        enquiry, _ = without_orders(enquiry_from_json(given["enquiry"]))
        text, state = to_tell_intent(enquiry)
        found.append(Utterance(Intent(given["gold"]["intent"]), state, text, given["business"]))
    return found


def _features(utterance: Utterance) -> Features:
    text = utterance.text
    return features_of(text, utterance.state, cues_of(text), {kind for kind, _, _ in dangers(text)})


GREETINGS = ("hi ", "Hello, ", "hiya ", "Good morning, ", "alright mate ", "Hi there. ", "evening, ")
ENDINGS = (
    " thanks",
    " ta",
    ". Cheers",
    ". Kind regards, Helen Ward",
    ". LS6 2AB",
    ". My number is 07700 900123",
    " x",
    ". M14 5RX. Sam",
)


def varied(utterance: Utterance, chance: random.Random) -> Iterator[Utterance]:
    """The utterance as others would type it: without marks, with a slip of the finger, with a greeting or an ending."""
    text = utterance.text
    bare = "".join(sign for sign in text.lower() if sign not in ".,'’!;:")
    yield Utterance(utterance.intent, utterance.state, bare)
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if long:
        place = chance.choice(long)
        at = chance.randrange(1, len(words[place]) - 2)
        word = words[place]
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    yield Utterance(utterance.intent, utterance.state, " ".join(words))
    wrapped = text
    if utterance.intent not in (Intent.NO_REPLY_NEEDED, Intent.SPAM, Intent.PHISHING) and len(words) > 2:
        wrapped = chance.choice(GREETINGS) + wrapped + chance.choice(ENDINGS)
        yield Utterance(utterance.intent, utterance.state, wrapped)


def trained(utterances: Sequence[Utterance]) -> Model:
    """Logistic regression by AdaGrad, one example at a time, in an order that never changes."""
    chance = random.Random(11)  # noqa: S311 - variety that repeats, no secret
    rows = [(INTENTS.index(u.intent), _features(u), _worth(u)) for u in utterances]
    rows += [
        (INTENTS.index(v.intent), _features(v), 1.0) for u in utterances if not u.business for v in varied(u, chance)
    ]
    seen = Counter(name for _, features, _ in rows for name in features)
    # Every utterance comes in about four forms: what stands in one utterance alone teaches little.
    kept = {name for name, count in seen.items() if count > 4 or name.startswith("(")}
    rows = [
        (label, {name: value for name, value in features.items() if name in kept}, worth)
        for label, features, worth in rows
    ]
    many = Counter(label for label, _, _ in rows)
    share = {label: math.sqrt(len(rows) / len(many) / count) for label, count in many.items()}
    weights = {name: [0.0] * len(INTENTS) for name in sorted(kept)}
    moved = {name: [1e-6] * len(INTENTS) for name in sorted(kept)}
    for _ in range(EPOCHS):
        chance.shuffle(rows)
        for label, features, worth in rows:
            _step(weights, moved, features, label, share[label] * worth)
    return Model(weights)


def _worth(utterance: Utterance) -> float:
    return EMERGENCIES_WORTH if utterance.business and utterance.intent is Intent.EMERGENCY else 1.0


def _step(
    weights: dict[str, list[float]], moved: dict[str, list[float]], features: Features, label: int, share: float
) -> None:
    scores = [0.0] * len(INTENTS)
    for name, value in features.items():
        for place, weight in enumerate(weights[name]):
            scores[place] += value * weight
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    wrongs = [share * (power / whole - (place == label)) for place, power in enumerate(powers)]
    for name, value in features.items():
        row, past = weights[name], moved[name]
        pull = 0.0 if name == BIAS else PULL
        for place, wrong in enumerate(wrongs):
            slope = wrong * value + pull * row[place]
            past[place] += slope * slope
            row[place] -= STEP * slope / math.sqrt(past[place] + 0.02)


def held_out(utterances: Sequence[Utterance]) -> list[tuple[Utterance, dict[Intent, float]]]:
    """Each utterance as read by a model that has not seen it, nor any other to that business."""
    names = sorted({u.business for u in utterances if u.business})
    folds = [(names.index(u.business) if u.business else place) % FOLDS for place, u in enumerate(utterances)]
    read = []
    for left in range(FOLDS):
        made = trained([u for u, fold in zip(utterances, folds, strict=True) if fold != left])
        read += [(u, made.shares(_features(u))) for u, fold in zip(utterances, folds, strict=True) if fold == left]
    return read


def temperature_of(read: Sequence[tuple[Utterance, dict[Intent, float]]]) -> float:
    """The temperature at which what is held out is least surprising."""

    def surprise(temperature: float) -> float:
        total = 0.0
        for utterance, shares in read:
            powers = {intent: max(share, 1e-12) ** (1 / temperature) for intent, share in shares.items()}
            total -= math.log(powers[utterance.intent] / sum(powers.values()))
        return total

    return min((step / 20 for step in range(10, 60)), key=surprise)


def main(arguments: Sequence[str]) -> int:
    splits = [arguments[place + 1] for place, one in enumerate(arguments) if one == "--split"]
    folders = [Path(one) for one in arguments if not one.startswith("--") and one not in splits]
    utterances = [*corpus(), *of_rows(folders, splits)]
    read = held_out(utterances)
    lines = [one for one in read if not one[0].business]
    temperature = temperature_of(lines)
    for kind, some in (("utterances", lines), ("rows", [one for one in read if one[0].business])):
        right = sum(max(shares, key=lambda one: shares[one]) is utterance.intent for utterance, shares in some)
        sys.stdout.write(f"{len(some)} {kind}, {right / max(len(some), 1):.3f} right when held out\n")
    sys.stdout.write(f"temperature {temperature}\n")
    if "--check" in arguments:
        for utterance, shares in lines:
            best = max(shares, key=lambda one: shares[one])
            if best is not utterance.intent:
                sys.stdout.write(
                    f"{utterance.intent.value} read as {best.value} ({shares[best]:.2f}): {utterance.text[:100]}\n"
                )
        return 0
    made = trained(utterances)
    WEIGHTS.write_text(Model(made.weights, temperature).written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
