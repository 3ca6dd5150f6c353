"""What a sentence on charging speaks of: kinds of things, what is done to them, times, places, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from handlet.quoting.rules_in_words.naming import SIGN
from handlet.quoting.rules_in_words.words import ItemWords

# What owners call a whole group of their items by.
KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(members.split())
    for kind, members in {
        "furnitur": "wardrob alcov cupboard bookcas shelv desk drawer cabinet",
        "floor": "lamin vinyl engin carpet",
        "applianc": "oven hob cooker washer dishwash fridg freezer dryer",
        "lock": "cylind mortic latch deadlock",
        "rail": "rail", "sanitarywar": "toilet basin bath", "glaze": "window door",
        "circuit": "charger cooker shower",
        "pave": "patio slab path", "flue": "sweep",
    }.items()
}  # fmt: skip

_ACTIONS: Mapping[str, str] = {
    "replace": r"re-?plac|\bexchang|\bswap|\bnew\b|\binstall|\bupgrad|\bconver|\bfit\b|\bfitted\b|\bsupply",
    "service": r"\bservic|\brecord\b|\binspect|\breport\b|\bcheck\b|\bsurvey",
    "repair": r"\brepair|\bmend|\bfix(?:ing)?\b|\bpatch",
    "remove": r"\bremov|\btak(?:e|ing|en) (?:an? |the )?(?:old )?(?:\w+ )?(?:away|up|off|down)\b|\bcome off\b|\bstrip|\blift|\bdispos|\bold [a-z ]{2,20}\b(?:off|out|away|down)\b",
    "clean": r"\bclean",
}


@lru_cache(maxsize=10_000)
def actions_of(name: str) -> frozenset[str]:
    return frozenset(action for action, pattern in _ACTIONS.items() if re.search(pattern, name, re.I))


def action_of(subject: str) -> str:
    """The one thing that a subject does, or nothing where it says several or none."""
    found = actions_of(subject)
    return next(iter(found)) if len(found) == 1 else ""


def times_in(sentence: str) -> str:
    """The times of a supplement: “Jobs on a Saturday”, “after 18:00 or at a weekend”."""
    names = {
        "saturday": r"\bsaturdays?\b",
        "sunday": r"\bsundays?\b",
        "weekend": r"\bweekends?\b|\boutside (?:of )?mon",
        "evening": r"\bevenings?\b|\bafter (?:1[6-9]|[4-9] ?pm)\b|\bafter \d{1,2}:\d\d\b|\bout[- ]of[- ]hours\b|\b(?:from|between) (?:[5-8] ?pm|1[789][:.]\d\d)|\bafter (?:half )?(?:four|five|six|seven|eight)\b(?! [a-z]+s\b)|\boutside (?:of )?(?:mon|office|working|normal)",
        "night": r"\bnights?\b(?! ?latch)|\bovernight\b|\bmidnight\b|\b(?:after|from|between) (?:1[01] ?pm|2[123][:.]\d\d)",
        "holiday": r"\b(?:bank|public) holidays?\b",
        "today": r"\bsame[- ]day\b|\btoday\b",
    }
    return " ".join(name for name, pattern in names.items() if re.search(pattern, sentence, re.I))


def topic_of(subject: str) -> str:
    """“Any textured (Artex) ceiling” → “textured or artex”: what must be meant for the rule to speak."""
    found = re.findall(r"\b(?:textured|artex|asbestos|lead|slate|thatch|listed)\b", subject, re.I)
    if any(word.lower() in ("textured", "artex") for word in found):
        found = ["textured", "artex", *found]
    return " or ".join(dict.fromkeys(word.lower() for word in found))


# What is mended, cleaned or looked at stays in the house: nothing old of it is taken away.
MENDED = re.compile(
    r"\b(?:valves?|washers?|reseal|re-seal|silicone|seals?|unblock|blocked|blockage|waste|drip\w*|leak\w*|repair\w*|clean|service|ease|lag|test|report|re-?align\w*|lined up|adjust\w*|re-?grout\w*|re-?point\w*)\b",
    re.I,
)

ON_ROAD = re.compile(r"\b(?:on|in) (?:the |a |an )?(?:public )?(?:road|street|highway|pavement|kerb|lane)\b", re.I)

_OUTWARD = re.compile(r"(?<![\w-])([A-Z]{1,2}\d[0-9A-Z]?)(?![\w-])")


def _between(sentence: str) -> str:
    """“From LA12 through to LA23” names those between too."""

    def spelt(found: re.Match[str]) -> str:
        area, first, last = found.group(1), int(found.group(2)), int(found.group(3))
        return " ".join(f"{area}{number}" for number in range(first, last + 1)) if first < last else found.group()

    return re.sub(r"\b([A-Z]{1,2})(\d{1,2})\s*(?:[-–]|(?:up |through )?to)\s*\1(\d{1,2})\b", spelt, sentence)


def outwards_in(sentence: str, items: Mapping[str, ItemWords]) -> list[str]:
    """Outward codes that a rule is for: “Delivery to YO60, YO61 or YO62 adds one FAR”."""
    if len(_OUTWARD.findall(sentence)) < 2 and not re.search(
        r"\b(?:deliver\w*|postcodes?|to|in|area|outside|within|jobs?|visits?|work|address(?:es)?|customers?|homes?|houses?|properties|anything|anywhere|trips?|calls?)\b",
        sentence,
        re.I,
    ):
        return []
    found = [code for code in dict.fromkeys(_OUTWARD.findall(_between(sentence))) if code not in items]
    areas = re.search(
        r"\b((?:[A-Z]{1,2}(?:, ?| and | or |/|\+))*[A-Z]{1,2}) (?:postcodes?|areas?|addresses)\b", sentence
    )
    return [*found, *(re.findall(r"[A-Z]{1,2}", areas.group(1)) if areas else ())]


IF = re.compile(
    r"\b(?:where|when|whenever|if|only for|only on)\s+(?!asked|wanted|requested|needed)(?:the |an? |it is |it['’]s |there is |there are |there['’]s )?([^,;.:]+)",
    re.I,
)

_ON = re.compile(
    r"\b(?:on|in|at|under|behind|above|with|without|through|across|up)\s+(?!one\b|each|every|the same|a house\b|a single)(?:the |an? )?((?:[a-z-]+ ?){1,4})$",
    re.I,
)


def qualifier_of(sentence: str, clause: str, plain: Callable[[str], str]) -> str:
    """What must be the case for a charge to be added, where none of the conditions with a name of their own says it.

    A condition that is not understood must not be dropped: the charge would be added to every job.
    """
    found = IF.search(clause) or IF.search(sentence)
    if found is not None:
        # “Where there has been a dog we put T on every room”: only the dog.
        told = re.split(
            rf",|\s(?:(?:we|i|it(?:['’]?s)?|that(?:['’]?s)?|then|you)\s+(?:[a-z]+\s+){{0,3}}|(?:one|an?|the|is)\s+)?{SIGN}",
            found.group(1),
        )[0]
        return alternatives_of(plain(told))
    if found is None:
        says = re.search(r"\badd(?:s|ed)?\b|\bplus\b|\bcarr(?:y|ies)\b|\bis charged\b|\bneeds?\b", sentence, re.I)
        before = plain(sentence[: says.start()]).strip() if says else ""
        found = _ON.search(before)
        if found and re.search(r"\bor (?:one|those|ones) (?:in|on|with|at|under)\b", before):
            # “A preserved tree (TPO) or one in a conservation area”
            return alternatives_of(re.sub(r"\bor (?:one|those|ones)\b", "or", re.sub(r"[()]", ",", before)))
    return alternatives_of(plain(found.group(1))) if found else ""


ANOTHER_COLOUR = "another colour"
"""Words of a condition: a colour is named, and it is neither white nor magnolia."""

_HOLLOW = frozenset(
    """the a an is are was were be been has have says say said wants want that they them it their new old one ones must need
    needs does do there any all of to for in on at with by same and as customer we us our be been within can could would should get gets put puts whatever so such one""".split()
)


def alternatives_of(text: str) -> str:
    """“the boards are rotten or wants new ones” → “boards rotten or boards new”: alternatives without their small words."""
    if re.search(r"\b(?:another|other|different|any other|a special) colours?\b|\bcolours? other than\b", text, re.I):
        return ANOTHER_COLOUR
    parts: list[str] = []
    for part in re.split(r",|\bor\b|/", text.lower()):
        denied = re.search(r"\b(?:no|not|without|cannot|nowhere)\b|n['’]t\b", part)
        part = part[denied.end() :] if denied else part
        words = [word for word in re.findall(r"[a-z][a-z-]+", part) if word not in _HOLLOW]
        if re.search(r"\bones?\b|\bit\b|\bthem\b", part) and parts:
            words = [parts[0].split()[0], *words, *(["new"] if re.search(r"\bnew\b", part) else [])]
        if words:
            parts.append(("no " if denied else "") + " ".join(dict.fromkeys(words)))
    return " or ".join(dict.fromkeys(parts))
