"""Reads typed rules out of what owners write: descriptions of their items, and rules on charging in sentences.

What is read is a suggestion. The owner sees it in plain words (`rules.Rule.in_words`) and confirms, changes or deletes it.
A sentence in which nothing is found stays what it is: words for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlet.quoting.rules import Band, Included, Minimum, OnlyIf, Rule
from handlet.quoting.rules_in_words.further import beyond_days, floors, further, included_in, labour, pairs
from handlet.quoting.rules_in_words.one_item import bands_of, of_item
from handlet.quoting.rules_in_words.sentences import Reader, per_started, wholes_of
from handlet.quoting.rules_in_words.subjects import ANOTHER_COLOUR
from handlet.quoting.rules_in_words.words import ItemWords, plain_numbers
from handlet.quoting.tiers import limits

__all__ = ["ANOTHER_COLOUR", "ItemWords", "of_item", "suggest"]


def suggest(items: Sequence[ItemWords], sentences: Sequence[str]) -> Mapping[str, Sequence[Rule]]:
    """Rules by code, each once, in the order in which they were found. Codes without a rule are left out."""
    items = [
        replace(item, name=plain_numbers(item.name), description=plain_numbers(item.description)) for item in items
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
    reader = Reader(items)
    for sentence in sentences:
        for whole in wholes_of(plain_numbers(sentence), reader.codes):
            for code, rule in reader.rules(whole):
                if isinstance(rule, Included) and not rule.of:
                    rule = replace(rule, of=_noun_of(rule, reader.items[code], found.get(code, ())))
                if isinstance(rule, Included | OnlyIf | Minimum):
                    # What a sentence says outright counts for more than what was guessed from a description.
                    found[code] = [one for one in found.get(code, []) if not _says_again(rule, one)]
                add(code, rule)
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
    return {code: rules for code, rules in found.items() if rules}


def _noun_of(rule: Included, item: ItemWords, known: Sequence[Rule]) -> str:
    """“LE40 covers 8, each more is LE41”: eight of what stands in the item’s own words."""
    same = [one.of for one in known if isinstance(one, Included) and one.first == rule.first and one.of]
    same += [of for count, of in included_in(item) if count == rule.first]
    return same[0] if same else ""


def _says_again(rule: Rule, before: Rule) -> bool:
    if isinstance(rule, Included) and isinstance(before, Included):
        return rule.then == before.then or rule.of == before.of or not before.of
    return type(rule) is type(before)
