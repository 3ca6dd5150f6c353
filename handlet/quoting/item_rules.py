"""The typed rules of an item: suggested from the owner's words, kept, changed, dropped. Each change makes a new version.

While nobody has decided anything (`PriceItem.rules` is None) the suggestions are in force. The first decision writes down
the rules as they stand; from then on a new suggestion waits for the owner's word.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlet.accounts.models import Membership
from handlet.quoting import pricelist
from handlet.quoting.gaps import codes_in
from handlet.quoting.item_values import words_of
from handlet.quoting.models import PriceItem
from handlet.quoting.refusals import BadValue
from handlet.quoting.rules import Included, Minimum, Rule, from_json, to_json
from handlet.quoting.rules_in_words import ItemWords, Read, of_item, read, suggest

MOST_RULES = 40


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule of an item. words: what it was read from; empty where the owner made it. in_force: the engine goes by it."""

    rule: Rule
    words: str = ""
    confirmed: bool = True
    in_force: bool = True

    @property
    def key(self) -> str:
        """Names the rule in addresses and forms: a digest of what it says."""
        text = json.dumps(to_json(self.rule), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def suggested(items: Sequence[ItemWords], sentences: Sequence[str]) -> Mapping[str, Sequence[KeptRule]]:
    """Rules read out of descriptions and of rules in sentences, by code, each with the words that it was read from."""
    found = read(items, sentences)
    own = {item.code: item for item in items}
    unsaid = suggest(items, []) if sentences else found.rules
    return {
        code: [
            KeptRule(rule, _words(rule, own[code], found, own, unsaid.get(code, ())), confirmed=False)
            for rule in rules
            if not isinstance(rule, Minimum) or own[code].min_qty != rule.quantity
        ]
        for code, rules in found.rules.items()
    }


def _words(
    rule: Rule, item: ItemWords, found: Read, own: Mapping[str, ItemWords], unsaid: Sequence[Rule]
) -> str:  # fmt: skip
    if rule in of_item(replace(item, description="")):
        return item.name
    if rule in of_item(item):
        pieces = [piece.strip() for piece in re.split(r"[;,.](?:\s+|$)", item.description) if piece.strip()]
        alone = [piece for piece in pieces if rule in of_item(replace(item, description=piece))]
        return alone[0] if alone else item.description
    for sentence, rules in found.by_sentence:
        if rule in rules.get(item.code, ()) and rule not in unsaid:
            return sentence
    other = next((own[code].name for code in codes_in(rule) if code in own), "")
    return f"{item.name} · {other}" if other else item.name


def in_force(item: PriceItem) -> list[Rule]:
    """The rules that were written down, and the least quantity of the item. Empty where nobody has decided yet."""
    if item.rules is None:
        return []
    rules = [kept.rule for kept in _stored(item)]
    least = pricelist.least_quantity(item)
    if not least:
        return rules
    return [*(rule for rule in rules if not isinstance(rule, Minimum)), Minimum(least)]


def rules_of(item: PriceItem, suggestions: Sequence[KeptRule]) -> list[KeptRule]:
    """As the owner sees them: what was written down, then what is suggested and not dropped."""
    dropped = [_read(given) for given in item.rules_dropped or []]
    fresh = [one for one in suggestions if one.rule not in dropped]
    if item.rules is None:
        return fresh
    stored = _stored(item)
    known = [kept.rule for kept in stored]
    return [*stored, *(replace(one, in_force=False) for one in fresh if one.rule not in known)]


def confirm(*, item: PriceItem, keys: Sequence[str] | None, by: Membership | None, now: datetime) -> PriceItem:
    """The owner says: yes, that is my rule. None confirms every one shown."""
    rules, fresh, item = _opened(item)
    kept = [replace(one, confirmed=True) if keys is None or one.key in keys else one for one in rules]
    kept += [replace(one, confirmed=True, in_force=True) for one in fresh if keys is None or one.key in keys]
    return _write(item, kept, by, now)


def drop(*, item: PriceItem, key: str, by: Membership | None, now: datetime) -> PriceItem:
    """Away with a rule; one that was suggested is not suggested again."""
    rules, fresh, item = _opened(item)
    gone = [one for one in (*rules, *fresh) if one.key == key]
    known = [_read(given) for given in item.rules_dropped]
    item.rules_dropped = [
        *item.rules_dropped, *(to_json(one.rule) for one in gone if one.words and one.rule not in known)
    ][-MOST_RULES:]  # fmt: skip
    return _write(item, [one for one in rules if one.key != key], by, now)


def put(*, item: PriceItem, rule: Rule, instead_of: str = "", by: Membership | None, now: datetime) -> PriceItem:
    """Add a rule, or set it in the place of another (its key). Raises BadValue: it must name prices that there are."""
    missing = [code for code in codes_in(rule) if not PriceItem.objects.listed().filter(code=code).exists()]
    if missing:
        raise BadValue(f"There is no price with the code {missing[0]} on your list.", "rule")
    if item.code in codes_in(rule) and not isinstance(rule, Included):
        raise BadValue("A price cannot point to itself.", "rule")
    rules, fresh, item = _opened(item)
    new = KeptRule(rule)
    replaced = next((one for one in (*rules, *fresh) if one.key == instead_of), None)
    if replaced is not None and replaced.words and replaced.rule != rule:
        item.rules_dropped = [*item.rules_dropped, to_json(replaced.rule)][-MOST_RULES:]
    kept = [new if one.key == instead_of else one for one in rules if one.rule != rule or one.key == instead_of]
    if new not in kept:
        kept.append(new)
    if len(kept) > MOST_RULES:
        raise BadValue(f"A price can have at most {MOST_RULES} rules.", "rule")
    return _write(item, kept, by, now)


def suggestions_for(item: PriceItem) -> Sequence[KeptRule]:
    """What the words of the list suggest for one item."""
    items = [words_of(one) for one in PriceItem.objects.listed()]
    sentences = PriceItem.objects.rules_in_words(item.business_id)
    return suggested(items, sentences).get(item.code, ())


def _opened(item: PriceItem) -> tuple[list[KeptRule], list[KeptRule], PriceItem]:
    """The rules that are in force, those that wait, and the item locked."""
    locked = PriceItem.objects.select_for_update().get(pk=item.pk)
    shown = rules_of(locked, suggestions_for(locked))
    return [one for one in shown if one.in_force], [one for one in shown if not one.in_force], locked


def _write(item: PriceItem, kept: Sequence[KeptRule], by: Membership | None, now: datetime) -> PriceItem:
    item.rules = [{"rule": to_json(one.rule), "words": one.words, "confirmed": one.confirmed} for one in kept]
    item.version += 1
    item.changed_at, item.changed_by = now, by
    item.save(update_fields=["rules", "rules_dropped", "version", "changed_at", "changed_by"])
    return item


def _stored(item: PriceItem) -> list[KeptRule]:
    return [KeptRule(_read(one["rule"]), one.get("words", ""), bool(one.get("confirmed"))) for one in item.rules or []]


def _read(given: Any) -> Rule:
    return from_json(given)
