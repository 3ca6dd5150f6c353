"""Makes `match_weights.tsv` from rows with known answers: `python -m handlet.drafting.engine.matching.training FOLDER…`.

A folder holds `enquiries.jsonl`, `businesses.jsonl` and `pricelists/` (docs/drafting.md). The same rows give the same
weights to the byte. With `--check` nothing is written: each business is read by weights that have not seen it (eight parts),
and what is printed is the honest estimate for a business nobody has seen. `--split NAME` keeps to rows of a split, and may be given
several times.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from handlet.drafting.engine.matching import choosing, explained
from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import PriceItems
from handlet.drafting.engine.matching.made_up import made_up
from handlet.drafting.engine.matching.weighing import BIAS, WEIGHTS, Model, Signs, share, weighed
from handlet.drafting.engine.proposing import PRICED, read
from handlet.drafting.engine.rows import given_rows
from handlet.drafting.evaluation import enquiry_from_json
from handlet.drafting.port import Enquiry, Reading
from handlet.quoting.rules import Adds, Included

ROUNDS, EPOCHS = 3, 20
PARTS = 8
WRONG_SUM = 3.0
STEP, PULL = 0.15, 0.004
MEASURES = frozenset({"area", "dimensions", "length", "quantity"})
GUESSED = 0.7
"""What an example is worth whose label is a guess; one that is known is worth 1 or 2."""
GIVEN_WORTH = 5.0
"""How often a development row counts: they were given to us, ours we wrote ourselves."""
HARD = "same-hard"
"""The split of rows that are hard on purpose: they teach what is meant, not how often everyday lines are right."""
ALONE, AMONG = "alone", "among"
CENT = Decimal("0.01")


@dataclass(slots=True)
class Row:
    """An enquiry with its candidates. right: the codes that are meant. open: codes that may be or may not. asks: the keys of
    what has to be asked for, postcode and phone left out. worth: how often it counts. usual: of the mix that a day brings, so that it
    tells how often the lines of an enquiry are right."""

    business: str
    enquiry: Enquiry
    reading: Reading
    prices: PriceItems
    found: Sequence[Candidate]
    right: frozenset[str]
    open: frozenset[str]
    quotes: Sequence[Mapping[str, tuple[Decimal, Decimal]]]
    asks: frozenset[str]
    worth: float = 1.0
    usual: bool = True


def rows(folders: Sequence[Path], splits: Sequence[str]) -> list[Row]:
    """Every row that the matcher is asked about, in the order of the folders and files."""
    return [row for folder in folders for given in given_rows(folder, splits) if (row := _row(given)) is not None]


def invented(paths: Sequence[Path] = ()) -> list[Row]:
    """The enquiries of `corpus/`: trades that the weights have not seen, to check by and not to learn from."""
    found = []
    for one in made_up(paths):
        enquiry, reading = read(one.enquiry)
        made = [{code: (quantity, CENT) for code, quantity in quote.items()} for quote in one.quotes]
        found.append(
            _known(one.business, enquiry, reading, made, asks=MEASURES if not all(one.quotes) else frozenset())
        )
    return found


def _row(given: Mapping[str, Any]) -> Row | None:
    gold = given["gold"]
    enquiry, reading = read(enquiry_from_json(given["enquiry"]))
    if reading.intent not in PRICED or gold["action"] != "draft" or {"out_of_scope", "out_of_area"} & {*gold["flags"]}:
        return None
    quotes = [gold["quote"], *gold["quote"]["accept_also"]]
    made = [
        {line["code"]: (Decimal(str(line["qty"])), Decimal(str(line.get("qty_tol", 0)))) for line in quote["lines"]}
        for quote in quotes
    ]
    asks = frozenset(key for keys in gold["missing"]["must_ask"] for key in keys.split("|")) - {"postcode", "phone"}
    found = _known(given["business"], enquiry, reading, made, asks=asks)
    return replace(found, worth=GIVEN_WORTH if given["split"] == "dev" else 1.0, usual=given["split"] != HARD)


def _known(
    business: str,
    enquiry: Enquiry,
    reading: Reading,
    made: Sequence[Mapping[str, tuple[Decimal, Decimal]]],
    *,
    asks: frozenset[str],
) -> Row:
    codes = [frozenset(quote) for quote in made]
    right, prices, found = codes[0], *choosing.prepared(enquiry, reading)
    brought = {
        code
        for item in prices.items
        for rule in item.rules
        if isinstance(rule, Adds | Included)
        for code in [rule.item if isinstance(rule, Adds) else rule.then]
    }
    left_open = frozenset(code for other in codes[1:] for code in other) - right | brought
    return Row(business, enquiry, reading, prices, found, right, left_open, made, asks)


Example = tuple[float, Signs, float]


def trained(given: Sequence[Row]) -> Model:
    """Both stages. Of the places of an item that is meant, the likeliest so far teaches; all places of others do."""
    alone: dict[str, float] = {}
    for _ in range(ROUNDS):
        examples = [
            (label, one.signs, worth * row.worth) for row in given for one, label, worth in _labelled(row, alone)
        ]
        alone = _fitted(examples)
    for row in given:
        for one in row.found:
            one.odds = weighed(one.signs, alone)
    second = []
    for row in given:
        labels = {id(one): (label, worth) for one, label, worth in _labelled(row, alone)}
        for one, signs in choosing.among(row.found):
            if id(one) in labels:
                label, worth = labels[id(one)]
                second.append((label, signs, worth * row.worth))
    return Model(alone, _fitted(second))


def _labelled(row: Row, weights: Mapping[str, float]) -> Iterator[tuple[Candidate, float, float]]:
    if not row.right and row.asks:
        # A price waits for a measure. Which line it is stands nowhere; the likeliest of those that lack theirs teaches a
        # little, and nothing is taught of the others: what is priced with it may be right as well.
        open_ = [one for one in row.found if "measured unsaid" in one.signs and not one.item.is_attendance]
        if weights and open_ and row.asks & MEASURES:
            yield max(open_, key=lambda one: (weighed(one.signs, weights), one.item.row.code)), 1.0, GUESSED
        return
    best: dict[str, tuple[float, Candidate]] = {}
    for one in row.found:
        code = one.item.row.code
        if code in row.right:
            odds = weighed(one.signs, weights) if weights else one.signs["named here"] + one.signs["explains"]
            if code not in best or odds > best[code][0]:
                best[code] = (odds, one)
        elif code not in row.open and not one.item.is_attendance:
            yield one, 0.0, 1.0
    for _, one in best.values():
        if one.item.row.code not in row.open and not one.item.is_attendance:
            yield one, 1.0, 2.0


def _fitted(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by AdaGrad, one example at a time, in an order that never changes."""
    chance = random.Random(11)  # noqa: S311 - variety that repeats, no secret
    names = sorted({name for _, signs, _ in examples for name in signs} | {BIAS})
    place = {name: number for number, name in enumerate(names)}
    bias = place[BIAS]
    order = [
        (label, [(place[name], value) for name, value in signs.items() if value], worth)
        for label, signs, worth in examples
    ]
    weights, moved = [0.0] * len(names), [1e-6] * len(names)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for label, signs, worth in order:
            odds = weights[bias]
            for name, value in signs:
                odds += weights[name] * value
            wrong = worth * (share(odds) - label)
            for name, value in signs:
                slope = wrong * value + PULL * weights[name]
                moved[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(moved[name] + 0.02)
            moved[bias] += wrong * wrong
            weights[bias] -= STEP * wrong / math.sqrt(moved[bias] + 0.02)
    return dict(zip(names, weights, strict=True))


def held_out(given: Sequence[Row]) -> Iterator[tuple[Row, Model]]:
    """Each row with weights that have not seen its business: an eighth of the businesses is left out at a time."""
    businesses = list(dict.fromkeys(row.business for row in given))
    for part in range(PARTS):
        left = frozenset(businesses[part::PARTS])
        made = trained([row for row in given if row.business not in left])
        yield from ((row, made) for row in given if row.business in left)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a business was read by weights that have not seen it. codes, lines: right, missed, extra. whole: all of it right."""

    row: Row
    codes: tuple[int, int, int]
    lines: tuple[int, int, int]
    given: bool
    whole: bool
    signs: Signs


def outcomes(given: Sequence[Row]) -> list[Outcome]:
    """Every row as read by weights that have not seen its business."""
    return [outcome(row, made) for row, made in held_out(given)]


def outcome(row: Row, made: Model) -> Outcome:
    matches, _, signs = explained(row.enquiry, row.reading, made)
    got = {one.item.code: one.quantity for one in matches if not one.missing}
    best = max(row.quotes, key=lambda quote: _right(got, quote)[0] * 2 / ((len(got) + len(quote)) or 1))
    lines, codes = ((n, len(best) - n, len(got) - n) for n in _right(got, best))
    whole = any(_right(got, quote)[0] == len(quote) == len(got) for quote in row.quotes)
    return Outcome(row, codes, lines, bool(got), whole, dict(signs))


def certainty(read: Sequence[Outcome]) -> dict[str, float]:
    """The weights of the last stage: from quotes made for businesses that the other stages had not seen. A wrong one counts
    more than a right one: a wrong sum said costs more than a right one that comes a little later."""
    told = [one for one in read if one.given and one.row.usual]
    return _fitted([(float(one.whole), one.signs, 1.0 if one.whole else WRONG_SUM) for one in told])


def main(arguments: Sequence[str]) -> int:
    splits = [arguments[place + 1] for place, word in enumerate(arguments) if word == "--split"]
    folders = [Path(word) for word in arguments if not word.startswith("--") and word not in splits]
    given = rows(folders, splits)
    read = outcomes(given)
    sys.stdout.write(f"{len(read)} rows, each business held out\n")
    _report([one for one in read if one.row.usual])
    made = replace(trained(given), whole=certainty(read))
    sys.stdout.write("made-up trades\n")
    _figures([outcome(row, made) for row in invented()])
    if "--check" in arguments:
        return 0
    Path(__file__).with_name(WEIGHTS).write_text(made.written(), encoding="utf-8")
    return 0


def _figures(read: Sequence[Outcome]) -> None:
    for name in ("codes", "lines"):
        hits, missed, extra = (sum(getattr(one, name)[place] for one in read) for place in range(3))
        f1 = 2 * hits / (2 * hits + missed + extra)
        sys.stdout.write(f"{name}: {hits} right, {missed} missed, {extra} extra, F1 {f1:.3f}\n")
    quoted = [one for one in read if one.row.quotes[0]]
    whole = sum(one.whole and one.given for one in quoted)
    sys.stdout.write(f"whole quotes: {whole} of {len(quoted)}, {whole / len(quoted):.3f}\n")


def _report(read: Sequence[Outcome]) -> None:
    _figures(read)
    shares = []
    businesses = list(dict.fromkeys(one.row.business for one in read))
    for part in range(PARTS):
        left = frozenset(businesses[part::PARTS])
        weights = certainty([one for one in read if one.row.business not in left])
        shares += [
            (share(weighed(one.signs, weights)), one.whole) for one in read if one.given and one.row.business in left
        ]
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        stated = [right for chance, right in shares if chance >= least]
        sys.stdout.write(f"stated from {least}: {len(stated)} of {len(shares)}, wrong {len(stated) - sum(stated)}\n")


def _right(got: Mapping[str, Decimal], quote: Mapping[str, tuple[Decimal, Decimal]]) -> tuple[int, int]:
    """Lines with the right quantity, and lines with the right code."""
    held = [code for code in quote if code in got]
    return sum(abs(got[code] - quote[code][0]) <= quote[code][1] for code in held), len(held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
