"""Pricing sentences of owners of 25 trades, as people of different temper would write them, with what each of them means.

The lists in `owners/` were written by hand; none is a customer's. A line `CODE | name | description | unit` is a price, `> …` a
sentence, and the lines after it what the owner means: `PRICES +CODE …` (brings), `PRICES inc 5 CODE` (holds five, then CODE),
`min 3`, `need photos`, `guide`, `alone`, `band`, `tog A+B`. `*` is every price (`*-A` but A), `?A` may have it and need not. A
sentence without a line means nothing that a price goes by. `python -m handlet.quoting.tests.test_owners` prints what is misread.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from handlet.quoting.rules import Adds, Alone, Band, Guide, Included, Minimum, NeedsFact, Rule, Together
from handlet.quoting.rules_in_words import ItemWords, read, suggest

OWNERS = Path(__file__).parent / "owners"
CONDITIONS = {
    "built": "built_before", "storeys": "storeys_at_least", "alone": "only_one", "pc": "postcode", "noemerg": "no_emergency",
    "months": "months_since",
}  # fmt: skip
BASES = ("once", "same", "started", "room")
# What a tenth of the prices or more is misread at costs a firm its quotes; what is not read the owner is shown.
MOST_WRONG, LEAST_RIGHT = 4, 105


def _lists() -> Iterator[tuple[str, list[ItemWords], list[tuple[str, list[str]]]]]:
    for file in sorted(OWNERS.glob("*.txt")):
        items: list[ItemWords] = []
        sentences: list[tuple[str, list[str]]] = []
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("> "):
                sentences.append((line[2:], []))
            elif line.startswith(":"):
                sentences[-1][1].append(line[1:].strip())
            elif line.strip():
                code, name, description, unit = (cell.strip() for cell in line.split("|"))
                items.append(ItemWords(code, name, description, unit))
        yield file.stem, items, sentences


def _who(subject: str, rest: Sequence[str], codes: Sequence[str]) -> Mapping[str, bool]:
    """The prices that a line speaks of, and whether each must have the rule."""
    if not subject.lstrip("?").startswith("*"):
        return {one.lstrip("?"): not one.startswith("?") for one in subject.split(",")}
    spared = subject.lstrip("?")[2:].split(",")
    return {code: not subject.startswith("?") and code not in spared for code in codes if f"+{code}" not in rest}


def _means(rule: Rule, rest: Sequence[str]) -> bool:
    kind = rest[0]
    if kind.startswith("+"):
        return isinstance(rule, Adds) and rule.item == kind[1:] and _means_adds(rule, rest[1:])
    match rule:
        case Included(first=first, then=then, step=step):
            steps = [Decimal(one[1:]) for one in rest if one.startswith("/")]
            return kind == "inc" and str(first) in rest[1].split("|") and then == rest[2] and step in (steps or [step])
        case Minimum(quantity=quantity):
            return kind == "min" and quantity == Decimal(rest[1])
        case NeedsFact(fact=fact):
            return kind == "need" and fact in rest[1].split("|")
        case Together(items=items):
            return kind == "tog" and set(items) == set(rest[1].split("+"))
        case Band() | Guide() | Alone():
            return kind == type(rule).__name__.lower()
    return False


def _means_adds(rule: Adds, words: Sequence[str]) -> bool:
    bases, above, allowed = {"once"}, Decimal(0), {"none"}
    for word in words:
        parts = word.split("|")
        if word.startswith(">"):
            above = Decimal(word[1:])
        elif any(part.split("/")[0] in BASES for part in parts):
            bases = {part.split("/")[0] for part in parts}
            per = [Decimal(part.split("/")[1]) for part in parts if "/" in part]
            if per and rule.per not in per:
                return False
        else:
            allowed = {CONDITIONS.get(part, part) for part in parts}
    kinds = {one.kind for one in rule.when} | ({"unless"} if rule.unless else set()) or {"none"}
    return rule.basis in bases and rule.above == above and bool(kinds & allowed)


def _verdict(
    new: Sequence[tuple[str, Rule]], before: Mapping[str, Sequence[Rule]], lines: Sequence[str], codes: Sequence[str]
) -> str:
    """wrong: a rule that the owner does not mean; missing: one that is meant and was not read; right; nothing, and rightly."""
    meant = [(_who(line.split()[0], line.split()[1:], codes), line.split()[1:]) for line in lines]
    if any(not any(code in who and _means(rule, rest) for who, rest in meant) for code, rule in new):
        return "wrong"
    must = 0
    for (who, rest), line in zip(meant, lines, strict=True):
        wanted = [code for code, needed in who.items() if needed]
        has = [
            code for code in wanted
            if any(one == code and _means(rule, rest) for one, rule in new) or any(_means(rule, rest) for rule in before.get(code, ()))
        ]  # fmt: skip
        must += len(wanted)
        # Of “every job” most prices are enough: what is a fee itself carries none.
        if len(has) < len(wanted) * (0.6 if line.startswith("*") else 1):
            return "missing"
    return "right" if must else "nothing"


def _read_all() -> Iterator[tuple[str, str, str, Sequence[tuple[str, Rule]]]]:
    for trade, items, sentences in _lists():
        codes = [item.code for item in items]
        before = suggest(items, [])
        found = read(items, [sentence for sentence, _ in sentences]).by_sentence
        for (sentence, lines), (_, by_code) in zip(sentences, found, strict=True):
            new = [
                (code, rule) for code, rules in by_code.items() for rule in rules if rule not in before.get(code, ())
            ]
            yield trade, sentence, _verdict(new, before, lines, codes), new


def test_of_25_trades_next_to_no_sentence_is_misread() -> None:
    counts = Counter(verdict for _, _, verdict, _ in _read_all())
    assert counts["wrong"] <= MOST_WRONG, counts
    assert counts["right"] >= LEAST_RIGHT, counts


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for trade, sentence, verdict, new in _read_all():
        total[verdict] += 1
        if verdict in ("wrong", "missing"):
            print(
                f"{trade} [{verdict}] {sentence}", *(f"{code}: {rule.in_words()}" for code, rule in new), sep="\n    "
            )
    print(dict(total), file=sys.stderr)
