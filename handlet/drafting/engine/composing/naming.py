"""The lines of a price list as one says them to a customer: “fitting your own tap”, “3 grab rails”, “the cooker circuit”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from handlet.drafting.engine.matching import Match
from handlet.quoting.shapes import PricedLine

_VERBS = frozenset(
    """supply fit paint clean cut trim repair install wire test service plaster overboard regrout grout tile fix build strip hang lay
    replace remove swap unblock reseal connect skim hack dig plant weed clear sand seal prime lag bleed drain flush change move run
    mount assemble adjust ease plane refit renew patch fill board paper line varnish stain treat wash mow turf lop reduce prune erect
    dismantle disconnect cap relocate extend upgrade convert make inspect check empty sweep jet descale relay repoint point render
    reskim rehang refix reroute rewire open rekey gain plumb proof take lift rebuild rebed re-bed resand re-sand restretch re-stretch
    unpack pack wrap deliver collect""".split()
)  # fmt: skip
_DOUBLED = {"fit": "fitting", "cut": "cutting", "trim": "trimming", "swap": "swapping", "strip": "stripping", "dig": "digging", "lag": "lagging",
            "run": "running", "skim": "skimming", "reskim": "reskimming", "lop": "lopping", "cap": "capping", "refit": "refitting",
            "jet": "jetting", "tile": "tiling", "lay": "laying", "relay": "relaying", "supply": "supplying", "rebed": "rebedding", "re-bed": "re-bedding", "wrap": "wrapping"}  # fmt: skip
_UNITS = {
    "m2": "m²",
    "sqm": "m²",
    "m²": "m²",
    "m": "m",
    "hour": "hour",
    "day": "day",
    "roll": "roll",
    "room": "room",
    "bag": "bag",
}
_TIMES = ("hour", "day", "half day", "visit")
_COUNTED = ("hour", "day", "roll", "room", "bag")
_TAIL = r"\s(?:for|with|to|from|on|of|in|out|over|up|like|round|after|at|by|under|per|as|bought|supplied|you|made|taken|left)\b"
_WHOLE = frozenset("ceiling wall floor roof fence hedge driveway patio downpipe gutter lawn".split())
_UNCOUNTABLE = re.compile(
    r"(?:ing|work|labour|waste|removal|replacement|upgrade|clean|change|test|record|service|visit|repair|rate|cover|treatment|opening|ware|paving|covering)$",
    re.I,
)


def gerund(verb: str) -> str:
    if verb in _DOUBLED:
        return _DOUBLED[verb]
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"


def item_words(match: Match) -> str:
    """One line with its quantity, so that it can follow “for”."""
    name, _, aside = _plain(match.item.name).partition(", ")
    amount = amount_words(match.quantity)
    unit = _UNITS.get(match.item.unit.lower(), "")
    verb, rest = _verb(name)
    said = f"{verb} {rest}".strip()
    if unit:
        size = f"{amount} {unit}{'s' if unit in _COUNTED and match.quantity != 1 else ''}"
        note = f" ({aside}, {size})" if aside else f" ({size})"
        return f"{verb} {_measured(rest)}".strip() + note if verb else f"the {name}{note}"
    note = f" ({aside})" if aside else ""
    if match.quantity == 1:
        return f"{verb} {_one(rest)}".strip() + note if verb else f"the {name}{note}"
    rest = re.sub(r"^an? ", "", rest)
    owned = re.match(r"your (?:own )?", rest) if verb else None
    many = plural(rest[owned.end() :] if owned else rest if verb else name)
    if many:
        return f"{verb} {owned.group() if owned else ''}{amount} {many}{note}" if verb else f"{amount} {many}{note}"
    note = f" ({aside}, × {amount})" if aside else f" (× {amount})"
    return f"{said}{note}" if verb else f"the {name}{note}"


def shaped_words(match: Match, line: PricedLine) -> str:
    """A line that a shape made, as it will stand in the quote: “the labour (2.5 hours)”, “the call-out and first hour”."""
    timed = match.item.unit.lower() in _TIMES
    if line.text == match.item.name and not timed:
        return item_words(match)
    if line.text == f"{match.item.name}, minimum charge":
        return f"the {_plain(match.item.name)} (minimum charge)" if timed else f"{item_words(match)} (minimum charge)"
    crew = re.fullmatch(r"(.+): (\d+) (people|person)", line.text)
    if crew:
        hours = line.quantity / int(crew.group(2))
        many = f"{amount_words(hours)} hour{'s' if hours != 1 else ''}" if line.unit == "hour" else ""
        return f"the {_plain(crew.group(1))} ({crew.group(2)} {crew.group(3)}{', ' if many else ''}{many})"
    name = _plain(line.text)
    unit = _UNITS.get(line.unit.lower(), "")
    if unit:
        return (
            f"the {name} ({amount_words(line.quantity)} {unit}{'s' if unit in _COUNTED and line.quantity != 1 else ''})"
        )
    if re.fullmatch(r"\d+ min", line.unit):
        return f"the {name} ({amount_words(line.quantity)} × {line.unit})"
    return f"the {name}" if line.quantity == 1 else f"the {name} (× {amount_words(line.quantity)})"


def amount_words(value: Decimal) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"


def listed(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def cover_words(match: Match) -> str:
    """What the price takes in or where it ends, in the list’s own words: “includes travel”, “up to one hour”."""
    for piece in re.split(r"[,;]\s*|\.\s+", match.item.description):
        piece = piece.strip()
        if 2 <= len(piece.split()) <= 7 and re.search(r"\binclud|\bup to\b", piece, re.I):
            return piece[:1].lower() + piece[1:] if piece[1:2].islower() or piece[1:2] == " " else piece
    return ""


def _plain(name: str) -> str:
    lowered = name[:1].lower() + name[1:] if name[1:2].islower() else name
    lowered = re.sub(r"\bcustomer['’]s\b(?: own)?", "your", lowered)
    lowered = re.sub(r"\b(bought|supplied) by (?:the )?customer\b", r"you \1", lowered)
    lowered = re.sub(
        r"\byour (?=tap|toilet|radiator|shower|door|lock|light|fitting|unit|basin|bath)", "your own ", lowered
    )
    return re.sub(r"\byour own own\b", "your own", lowered)


def _verb(name: str) -> tuple[str, str]:
    """The verb as “-ing” and what follows, or an empty verb where the name begins with a thing."""
    words = name.split()
    if words[0].lower() not in _VERBS:
        return "", name
    if len(words) == 1:
        return gerund(words[0].lower()), ""
    said = [gerund(words[0].lower())]
    rest = words[1:]
    if rest[0] in ("off", "up", "out", "down", "in", "apart", "back", "away"):
        said.append(rest.pop(0))
    while len(rest) > 2 and rest[0] in ("and", "or") and rest[1].lower() in _VERBS:
        said += [rest[0], gerund(rest[1].lower())]
        rest = rest[2:]
    if len(rest) > 1 and rest[0] in ("and", "or"):
        # “Hack off and replaster”: a verb that is not known here.
        said += [rest[0], gerund(rest[1].lower())]
        rest = rest[2:]
    if rest and rest[0] in ("coat",):
        return "", name
    if len(rest) >= 2 and rest[0] == "of":
        if said[-1] != "disposing":
            return "", name
        said.append(rest.pop(0))
    taken = " ".join(said)
    return (taken, " ".join(rest)) if rest else (taken, "")


def _measured(rest: str) -> str:
    """What is measured is one whole thing: “painting the ceiling (12 m²)”."""
    words = rest.split()
    return f"the {rest}" if words and words[0] in _WHOLE else rest


def _one(rest: str) -> str:
    """With an article where the thing can be counted and has none."""
    words = rest.split()
    if words and words[0] in ("old", "existing"):
        return f"the {rest}"
    if not words or words[0] in ("your", "the", "a", "an") or _UNCOUNTABLE.search(rest):
        return rest
    if re.match(r"(?:to|into|for|from|on|in|at|up)\b", rest):
        return rest
    head = re.split(rf"{_TAIL}|\s(?:and|or)\b|[,(]", rest)[0].split()[-1]
    if head.endswith("s") and not head.endswith("ss"):
        return rest
    return f"{'an' if words[0][:1].lower() in 'aeiou' else 'a'} {rest}"


def plural(rest: str) -> str:
    """The thing in the plural, or empty where that cannot be told (“A or B”, “… replacement”)."""
    found = re.match(rf"^(?P<head>.*?)(?P<tail>{_TAIL}.*|\s*[,(].*)?$", rest)
    thing = found["head"] if found else rest
    if (
        re.search(r"\s(?:or|and)\s", thing)
        or _UNCOUNTABLE.search(thing)
        or not thing
        or re.match(r"(?:to|into)\b", rest)
    ):
        return ""
    last = thing.split()[-1]
    if last.endswith("sis"):
        return thing[:-2] + "es" + (found["tail"] or "" if found else "")
    if last.endswith("s") and not last.endswith("ss"):
        return rest
    if last.endswith(("x", "ch", "sh", "ss")):
        ended = last + "es"
    elif last == "shelf":
        ended = "shelves"
    elif re.search(r"[^aeiou]y$", last):
        ended = last[:-1] + "ies"
    else:
        ended = last + "s"
    return thing[: len(thing) - len(last)] + ended + (found["tail"] or "" if found else "")
