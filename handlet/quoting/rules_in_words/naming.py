"""Items by one kind of name: whatever an owner calls them (“T-01”, “AE-A”, “FIT”, “110”, “the Sunday supplement”), readers see one sign.

So no reader has to know how codes may look, and none takes the figure of a code for an amount, or “L1” for a piece of “L10”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from handlet.quoting.rules import Adds, Included, OnlyIf, Rule, Together
from handlet.quoting.rules_in_words.words import UNIT, ItemWords

SIGN = r"QZ\d{4}"
"""What stands in the place of a code, for regular expressions."""

_COUNTED = (
    rf"\s*(?:{UNIT}|miles?|minutes|mins|hours?|hrs|days?|weeks?|months?|years?|times|panels?|rooms?|windows?|steps?)\b"
)
_BEFORE_A_FIGURE = r"(?<!than )(?<!over )(?<!under )(?<!before )(?<!after )(?<!first )(?<!up to )(?<!every )(?<!least )(?<!beyond )(?<!x )"
_IS_UNIT = re.compile(r"(?:m|cm|mm|ft|kg|kw|km)\d?", re.I)


class Signs:
    """The signs of the items of a list."""

    def __init__(self, items: Sequence[ItemWords]) -> None:
        self.of_code = {item.code: f"QZ{at:04d}" for at, item in enumerate(items)}
        self.code_of = {sign: code for code, sign in self.of_code.items()}
        patterns = {code: _pattern(code) for code in sorted(self.of_code, key=len, reverse=True)}
        self._codes = re.compile("|".join(f"({one})" for one in patterns.values())) if patterns else None
        self._order = list(patterns)
        self._names = _names_of(items)
        self._longest = max((len(words) for words in self._names), default=0)

    def item(self, item: ItemWords) -> ItemWords:
        return replace(item, code=self.of_code[item.code])

    def sentence(self, text: str) -> str:
        """The sentence with signs in the place of codes; where it holds none, in the place of the names of items."""
        if self._codes is None:
            return text
        coded = self._codes.sub(lambda found: self.of_code[self._order[(found.lastindex or 1) - 1]], text)
        return (
            self._named(text) if coded == text else re.sub(rf"({SIGN}){_TO.pattern}(?=({SIGN}))", self._between, coded)
        )

    def _between(self, found: re.Match[str]) -> str:
        """“R1 to R3” names those between too."""
        order = list(self.code_of)
        first, last = (order.index(found.group(at)) for at in (1, 2))
        alike = re.sub(r"\d", "", self.code_of[found.group(1)]) == re.sub(r"\d", "", self.code_of[found.group(2)])
        if not alike or last <= first:
            return found.group()
        return " to ".join(order[first:last]) + " to "

    def _named(self, text: str) -> str:
        words = list(_WORD.finditer(text))
        plain = [word.group().casefold() for word in words]
        made, end, at = "", 0, 0
        while at < len(words):
            code, size = next(
                (
                    (self._names[key], size)
                    for size in range(min(self._longest, len(words) - at), 1, -1)
                    if (key := tuple(plain[at : at + size])) in self._names
                ),
                ("", 1),
            )
            if code:
                made += text[end : words[at].start()] + self.of_code[code]
                end = words[at + size - 1].end()
            at += size
        return made + text[end:]

    def rule(self, rule: Rule) -> Rule:
        """The rule with the owner’s codes again."""
        if isinstance(rule, Included):
            return replace(rule, then=self.code_of[rule.then])
        if isinstance(rule, Adds):
            return replace(rule, item=self.code_of[rule.item], unless=self._back(rule.unless))
        if isinstance(rule, OnlyIf):
            return replace(rule, otherwise=self.code_of.get(rule.otherwise, ""))
        if isinstance(rule, Together):
            return replace(rule, items=tuple(self.code_of[sign] for sign in rule.items))
        return rule

    def _back(self, text: str) -> str:
        return re.sub(SIGN, lambda found: self.code_of[found.group()], text)


def _pattern(code: str) -> str:
    """How a code may stand in a sentence."""
    plain = re.escape(code)
    if code.isdigit():
        if len(code) < 3:
            # “10” is seldom the item with that number.
            return rf"(?<=\()\s*{plain}(?=\s*\))|(?<=\bitem ){plain}\b|(?<=\bline ){plain}\b|(?<=\bcode ){plain}\b"
        return rf"(?<![\w£.,:/]){_BEFORE_A_FIGURE}{plain}(?![\w%²]|[.,:]\d|{_COUNTED})"
    if len(code) == 1:
        return rf"(?<=\(){plain}(?=\))|(?<=\bitem ){plain}\b|(?<=\bline ){plain}\b|(?<=\bcode ){plain}\b"
    if re.search(r"\d", code) and len(code) > 2 and not _IS_UNIT.fullmatch(code):
        # “sw12” is SW12, and “T01” is T-01.
        loosely = plain.replace("\\-", "-?")
        return rf"(?<!\w)(?i:{loosely})(?!\w)"
    return rf"(?<!\w){plain}(?!\w)"


_TO = re.compile(r"\s*(?:\bto\b|[-–]|\bthrough\b|\bup to\b)\s*", re.I)
_WORD = re.compile(r"[\w’']+")


def _names_of(items: Sequence[ItemWords]) -> dict[tuple[str, ...], str]:
    """Names of two words or more that are those of one item only, whole or up to the first comma, each also as several."""
    named = [(item.code, [item.name, re.split(r"[,(:]| [-–] ", item.name)[0]]) for item in items]
    keys = [(code, {tuple(_WORD.findall(one.casefold())) for one in names}) for code, names in named]
    times = Counter(key for _, several in keys for key in several)
    found = {key: code for code, several in keys for key in several if times[key] == 1 and len(key) > 1}
    return found | {(*key[:-1], f"{key[-1]}s"): code for key, code in found.items()}
