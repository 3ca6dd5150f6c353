"""Reads typed rules out of what owners write: descriptions of their items, and rules on charging in sentences.

What is read is a suggestion. The owner sees it in plain words (`rules.Rule.in_words`) and confirms, changes or deletes it.
A sentence in which nothing is found stays what it is: words for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from handlet.quoting.rules import Adds, Band, Included, Minimum, OnlyIf, Rule
from handlet.quoting.rules_in_words.further import beyond_days, floors, further, included_in, labour, pairs
from handlet.quoting.rules_in_words.naming import Signs
from handlet.quoting.rules_in_words.one_item import bands_of, of_item
from handlet.quoting.rules_in_words.sentences import Reader, per_started, wholes_of
from handlet.quoting.rules_in_words.subjects import ANOTHER_COLOUR
from handlet.quoting.rules_in_words.words import ItemWords, plain_numbers
from handlet.quoting.tiers import limits

__all__ = ["ANOTHER_COLOUR", "ItemWords", "Read", "of_item", "read", "suggest"]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: rules by code, each once, in the order in which they were found; and for each sentence the rules by code that
    it gave. Codes without a rule are left out; a sentence in which nothing was found has an empty mapping."""

    rules: Mapping[str, Sequence[Rule]]
    by_sentence: Sequence[tuple[str, Mapping[str, Sequence[Rule]]]]


def suggest(items: Sequence[ItemWords], sentences: Sequence[str]) -> Mapping[str, Sequence[Rule]]:
    """Rules by code, each once, in the order in which they were found. Codes without a rule are left out."""
    return read(items, sentences).rules


def read(items: Sequence[ItemWords], sentences: Sequence[str]) -> Read:
    """The rules that descriptions and sentences hold, and which sentence gave which. The last lists are remembered, so nobody
    may change what comes back.
    """
    return _read(tuple(items), tuple(sentences))


# A list of 2,000 prices takes more than a second, and its page asks twice.
@lru_cache(maxsize=16)
def _read(items: Sequence[ItemWords], sentences: Sequence[str]) -> Read:
    signs = Signs(items)
    items = [
        replace(signs.item(item), name=plain_numbers(item.name), description=plain_numbers(item.description))
        for item in items
    ]
    found: dict[str, list[Rule]] = {}

    def add(code: str, rule: Rule) -> None:
        rules = found.setdefault(code, [])
        if rule not in rules:
            rules.append(rule)

    for item in items:
        for rule in of_item(item):
            add(item.code, rule)
    for code, rule in (*further(items), *per_started(items), *labour(items), *beyond_days(items), *floors(items)):
        add(code, rule)
    plain = [signs.sentence(plain_numbers(sentence)) for sentence in sentences]
    first = Reader(items)
    # What one sentence puts on top of other work is no work that another sentence means by a noun.
    extras = frozenset(
        rule.item
        for sentence in plain
        for whole in wholes_of(sentence, first.listed.codes)
        for _, rule in first.charges.rules(whole)
        if isinstance(rule, Adds)
    )
    reader = Reader(items, extras)
    told: list[list[tuple[str, Rule]]] = []
    for sentence in plain:
        told.append([])
        for whole in wholes_of(sentence, reader.listed.codes):
            for code, rule in reader.rules(whole):
                if isinstance(rule, Included) and not rule.of:
                    rule = replace(rule, of=_noun_of(rule, reader.items[code], found.get(code, ())))
                if isinstance(rule, Included | OnlyIf | Minimum):
                    # What a sentence says outright counts for more than what was guessed from a description.
                    found[code] = [one for one in found.get(code, []) if not _says_again(rule, one)]
                add(code, rule)
                told[-1].append((code, rule))
    for code, rule in pairs(
        items, {rule.then for rules in found.values() for rule in rules if isinstance(rule, Included)}
    ):
        add(code, rule)
    named = {item.code: item.name for item in items}
    described = {item.code: item.description for item in items}
    for code, band in limits(named, described, [plain_numbers(one) for one in sentences], found, bands_of):
        add(code, band)
    covered = {(rule.then, rule.first) for rules in found.values() for rule in rules if isinstance(rule, Included)}
    for code, rules in found.items():
        # “Per m over 3 m” says where it begins, not how long the pipe must be.
        rules = [rule for rule in rules if not (isinstance(rule, Band) and (code, rule.low) in covered)]
        found[code] = rules
        included = [rule for rule in rules if isinstance(rule, Included)]
        if included:
            # “Up to 5 tiles” with a price for each further tile is no limit.
            found[code] = [
                rule
                for rule in rules
                if not (isinstance(rule, Band) and rule.high in {one.first for one in included} and rule.low is None)
            ]
    read_out = {signs.code_of[sign]: [signs.rule(one) for one in several] for sign, several in found.items() if several}
    return Read(
        read_out, [(sentence, _by_code(signs, one, found)) for sentence, one in zip(sentences, told, strict=True)]
    )


def _by_code(
    signs: Signs, told: Sequence[tuple[str, Rule]], found: Mapping[str, Sequence[Rule]]
) -> Mapping[str, Sequence[Rule]]:
    """What a sentence gave and nothing after it took back."""
    by_code: dict[str, list[Rule]] = {}
    for sign, rule in told:
        if rule in found.get(sign, ()):
            by_code.setdefault(signs.code_of[sign], []).append(signs.rule(rule))
    return by_code


def _noun_of(rule: Included, item: ItemWords, known: Sequence[Rule]) -> str:
    """“LE40 covers 8, each more is LE41”: eight of what stands in the item’s own words."""
    same = [one.of for one in known if isinstance(one, Included) and one.first == rule.first and one.of]
    same += [of for count, of in included_in(item) if count == rule.first]
    return same[0] if same else ""


def _says_again(rule: Rule, before: Rule) -> bool:
    if isinstance(rule, Included) and isinstance(before, Included):
        return rule.then == before.then or rule.of == before.of or not before.of
    return type(rule) is type(before)
