"""The items of a list as sentences speak of them: by their signs, by their nouns, by what is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.quoting.rules_in_words.further import NO_NOUN
from handlet.quoting.rules_in_words.naming import SIGN
from handlet.quoting.rules_in_words.said import BETWEEN_CODES, ONE_OF
from handlet.quoting.rules_in_words.subjects import KINDS, action_of, actions_of
from handlet.quoting.rules_in_words.words import GENERAL, UNITS, ItemWords, stems_of

_DONE = frozenset(stems_of("clean wash service repair"))


class Listed:
    """The items by their signs (`naming.Signs`), in the order of the list."""

    def __init__(self, items: Sequence[ItemWords]) -> None:
        self.items = {item.code: item for item in items}

    def codes(self, text: str) -> list[str]:
        """The items that a text names by their signs, in its order, each once."""
        return [code for code in dict.fromkeys(re.findall(SIGN, text)) if code in self.items]

    def without_codes(self, text: str) -> str:
        return re.sub(SIGN, " ", text)

    def choices(self, sentence: str) -> set[str]:
        """Codes of which one is meant: “add B1, B2 or B3”, “the lock that fits (B1 to B4)”."""
        runs: list[list[re.Match[str]]] = []
        for here in re.finditer(SIGN, sentence):
            if runs and BETWEEN_CODES.fullmatch(sentence[runs[-1][-1].end() : here.start()]):
                runs[-1].append(here)
            else:
                runs.append([here])
        found: set[str] = set()
        for run in runs:
            words = sentence[run[0].start() : run[-1].end()]
            if len(run) > 1 and (ONE_OF.search(sentence) or re.search(r"\bor\b|/|\d\s*(?:to|[-–])\s*[A-Z]", words)):
                found |= set(self.codes(words))
        return found

    def alike(self, code: str) -> list[str]:
        """The items whose names share most with that of a further one: “Second appliance, fault finding”."""
        wanted = set(stems_of(self.items[code].name)) - NO_NOUN - GENERAL
        shared = {
            other: len(wanted & set(stems_of(item.name)))
            for other, item in self.items.items()
            if other != code and wanted & set(stems_of(item.name))
        }
        return [other for other, count in shared.items() if count == max(shared.values())]

    def measured_alike(self, added: str, about: Sequence[str]) -> list[str]:
        """Of the items that a supplement by the metre goes with, those in its own unit: paper by the roll has no area. Where
        there are none, those of its unit that its description names (“per m2 of wall”)."""
        unit = UNITS.get(self.items[added].unit.lower(), "")
        fitting = [code for code in about if UNITS.get(self.items[code].unit.lower(), "") == unit]
        if fitting or not about:
            return fitting
        words = set(stems_of(self.items[added].description)) - GENERAL
        return [
            code
            for code, item in self.items.items()
            if code != added and UNITS.get(item.unit.lower(), "") == unit and words & set(stems_of(item.name)) - GENERAL
        ]

    def meant(self, subject: str) -> str:
        """“Any job that lets the water out (radiator, towel rail)”: the things in brackets are what is meant."""
        inside = re.search(r"\(([^()]{4,})\)", subject)
        return inside.group(1) if inside and self.about(inside.group(1), besides=()) else subject

    def about(self, subject: str, besides: Sequence[str]) -> list[str]:
        """Items that a subject like “ridge, chimney and re-roof work” speaks of, each of its parts by itself.

        The items that share most words with a part are meant; where the part says what is done (“boiler replacement”), an
        item that does something else (“boiler service”) is not.
        """
        found: list[str] = []
        done = action_of(subject)
        shared_noun = re.search(
            r"\b([a-z]+) or (?:[a-z]+ ){1,2}?([a-z]+)\b(?= (?:needs?|adds?|gets?|has|have|wants?|takes?|is|are)\b|\W*$)",
            subject,
            re.I,
        )
        if shared_noun is not None:
            whole = f"{shared_noun.group(1)} {shared_noun.group(2)}"
            both = set(stems_of(whole)) - GENERAL
            if len(both) == 2 and any(both <= set(stems_of(item.name)) for item in self.items.values()):
                subject = f"{subject[: shared_noun.end(1)]} {shared_noun.group(2)}{subject[shared_noun.end(1) :]}"
        for part in re.split(r",|\band\b|\bor\b(?! more\b| over\b| older\b)|/", subject):
            wanted = set(stems_of(part)) - GENERAL
            members = {word for kind in wanted & KINDS.keys() for word in KINDS[kind]}
            shared = {
                code: len(wanted & set(stems_of(item.name)))
                for code, item in self.items.items()
                if code not in besides and wanted & set(stems_of(item.name))
            }
            thing = wanted - _DONE
            strong = {code: count for code, count in shared.items() if thing & set(stems_of(self.items[code].name))}
            # “Tenancy clean”: what is called so, and not whatever is cleaned.
            shared = strong or shared
            units = {self.items[code].unit for code in shared}
            for code, item in self.items.items():
                if (
                    code not in besides
                    and code not in shared
                    and members & set(stems_of(item.name))
                    and (not units or item.unit in units)
                ):
                    shared[code] = 1
            if not shared:
                continue
            most = max(shared.values())
            best = [code for code, count in shared.items() if count == most]
            if done:
                same = [code for code in best if done in actions_of(self.items[code].name)]
                plain = [code for code in best if not actions_of(self.items[code].name)]
                if same:
                    best = same if done in ("remove", "service", "clean") else [*same, *plain]
            found += [code for code in best if code not in found]
        return found
