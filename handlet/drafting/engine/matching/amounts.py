"""How much of an item is charged: counted things, areas from sides, lengths round a room, hours; before any rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.counting import Counting
from handlet.drafting.engine.matching.headcount import is_by_person
from handlet.drafting.engine.matching.items import UNSAID
from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.engine.matching.measuring import Amount, Places
from handlet.drafting.engine.matching.sizes import Measured, Sizes, distance, figure, unit_of
from handlet.drafting.engine.matching.things import per_of
from handlet.drafting.engine.matching.told_apart import many
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.quoting.rules import Band, Included

SHARED = 180
"""How many letters a length of time may stand further off where it is told of the item by name."""


def amount_of(candidate: Candidate, wanted: Wanted, sizes: Sizes, counting: Counting, places: Places) -> Amount:
    """The quantity of one item, from the figures that are its own; sides and areas of a room may serve several."""
    unit = unit_of(candidate.item.row.unit)
    if unit == "m2":
        return places.area(candidate)
    if unit == "m":
        return places.length(candidate)
    if unit in ("week", "month"):
        return _hire(candidate, unit, wanted, sizes, counting)
    if unit in ("hour", "day", "roll"):
        return _time(candidate, unit, wanted, sizes, counting)
    return _count(candidate, wanted, sizes, counting)


def _spans(candidate: Candidate, sizes: Sizes, counting: Counting) -> list[Measured]:
    """The hours, weeks, months or rolls that are this item's rather than another's of that unit, by the words they share and by how near
    they stand; best first."""
    unit = unit_of(candidate.item.row.unit)
    told = [one for one in sizes.all if one.bound.fact.unit == unit and not one.bound.implied]
    rivals = [c for c in counting.every if unit_of(c.item.row.unit) == unit]

    def near(one: Measured, c: Candidate) -> float:
        return SHARED * bool(one.words & c.item.words) - _far(one, c)

    mine = [one for one in told if max(rivals, key=lambda c: near(one, c)) is candidate]
    return sorted(mine, key=lambda one: near(one, candidate), reverse=True)


def _far(one: Measured, candidate: Candidate) -> float:
    best = min(distance(one, segment) for segment in candidate.places) * 10.0
    if best:
        return best
    return float(min((max(start - one.end, one.start - end, 0) for start, end in candidate.anchors), default=0))


def _time(candidate: Candidate, unit: str, wanted: Wanted, sizes: Sizes, counting: Counting) -> Amount:
    if unit == "day":
        found = re.search(
            r"\b(a couple of|couple of|\d+(?:\.5)?|two|three|four|five|a|one|half a) (?:full |whole |solid |straight )?days?\b",
            wanted.words,
            re.I,
        )
        if found and not re.search(r"\bdays? (?:notice|ago|off|time)\b", wanted.words[found.start() :][:25], re.I):
            said = found.group(1).lower()
            days = Decimal(said) if said[0].isdigit() else Decimal("0.5") if said == "half a" else Decimal(figure(said))
            half = re.match(r"\s*and a half\b", wanted.words[found.end() :], re.I)
            return Amount(days + (Decimal("0.5") if half else 0), said=True)
        return Amount(Decimal(1))
    mine = _spans(candidate, sizes, counting)
    if mine:
        return Amount(mine[0].bound.fact.value * (_hands(candidate, wanted) if unit == "hour" else 1), said=True)
    if unit == "roll":
        return Amount(candidate.item.row.min_qty or Decimal(1), "quantity")
    return Amount(candidate.item.row.min_qty or Decimal(1), "scope")


_HANDS = re.compile(
    r"\b(two|three|four|a couple of|[2-4]) (?:of you|(?:\w+ )?(?:cleaners|gardeners|men|lads|people|guys|blokes|workers|painters|electricians|plumbers|joiners))\b",
    re.I,
)
_TEAM = re.compile(r"\b(?:team|crew|pair|both|two|2)\b", re.I)


def _hands(candidate: Candidate, wanted: Wanted) -> int:
    """“Two cleaners for three hours”, “could 2 of you come”: how many work those hours; one, where the price is that of a team."""
    found = _HANDS.search(wanted.words)
    if found is None or _TEAM.search(f"{candidate.item.row.name} {candidate.item.row.description}"):
        return 1
    return figure(found.group(1).lower())


_OTHER_TIME = re.compile(r"\b(?:in|within|next|every|each|last|past|previous|another|about)\s*$", re.I)


def _hire(candidate: Candidate, unit: str, wanted: Wanted, sizes: Sizes, counting: Counting) -> Amount:
    """“Storage for 6 weeks”: how long something is had for. One, where that is not said."""
    for one in _spans(candidate, sizes, counting):
        source = wanted.sources.get(one.message)
        if source is not None and not _OTHER_TIME.search(source.text[max(0, one.start - 14) : one.start]):
            return Amount(one.bound.fact.value, said=True)
    return Amount(candidate.item.row.min_qty or Decimal(1))


_PIECE = re.compile(
    r"\b(\d+(?:\.\d+)?) ?m(?:etres?)? (?:lengths?|sections?|pieces?|runs?|strips?|bays?)\b|\b(?:per|each|every|for each) (?:started )?(\d+(?:\.\d+)?) ?m(?:etres?)?\b(?! ?(?:x|by|high|wide))",
    re.I,
)


def _by_the_piece(candidate: Candidate, sizes: Sizes, counting: Counting) -> Decimal | None:
    """“Gutter, 4 m length” of ten metres: three of them, whole ones; None where no length is told."""
    row = candidate.item.row
    held = _PIECE.search(f"{row.name}. {row.description}")
    if held is None:
        return None
    lengths = [
        one
        for one in sizes.all
        if one.metres is not None and one.bound.group < 0 and one.bound.role in ("length", "run")
    ]
    mine = [one for one in lengths if one.words & candidate.item.words] or (lengths if len(lengths) == 1 else [])
    if not mine or counting.figures(candidate):
        return None
    step = Decimal(next(group for group in held.groups() if group))
    return (sum((one.metres or Decimal(0) for one in mine), Decimal(0)) / step).to_integral_value(ROUND_CEILING)


_WEIGHED = {"tonne": "tonne", "ton": "tonne", "kg": "kg", "kilo": "kg", "litre": "l"}
# Sold by so many: “bulbs, per fifty”.
_PACKS = {"ten": 10, "dozen": 12, "score": 20, "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000}
_BY_THE_SEAT = re.compile(r"^(?:per )?seats?\.|\b(?:per|each|every|by the) seat\b", re.I)
_SEATED = re.compile(
    r"\b(?:(a|an|one|two|three|[1-9]) )?(?:(two|three|four|five|six|[2-6])[- ]?seat(?:er|ers)?\b|(arm ?chairs?|recliners?)\b)",
    re.I,
)


def _seats(wanted: Wanted) -> int:
    """How many seats are told of: “a three seater and two armchairs” are five. None told of: nought."""
    total = 0
    for segment in wanted.segments:
        if segment.refused:
            continue
        for found in _SEATED.finditer(segment.text):
            many_of, seats = (found.group(1) or "a").lower(), (found.group(2) or "one").lower()
            total += figure(many_of) * figure(seats)
    return total


def _count(candidate: Candidate, wanted: Wanted, sizes: Sizes, counting: Counting) -> Amount:
    """So many of what is sold by the piece, the length, the seat, the pair, the fifty or the visit."""
    if is_by_person(candidate.item):
        people, sure = sizes.people(candidate.places)
        if people is not None:
            return Amount(people, said=True, sure=sure)
        return Amount(candidate.item.row.min_qty or Decimal(1), "quantity")
    weight = _WEIGHED.get(candidate.item.unit_word.removesuffix("s"))
    if weight is not None:
        told = sizes.weighed(weight, candidate.places)
        return Amount(told, said=True) if told is not None else Amount(Decimal(1), "quantity")
    pieces = _by_the_piece(candidate, sizes, counting)
    if pieces is not None:
        return Amount(pieces, said=True)
    mine = counting.figures(candidate)
    if _holds_them_all(candidate) or _is_one_visit(candidate, mine):
        return Amount(Decimal(1), said=True)
    if _BY_THE_SEAT.search(f"{candidate.item.row.unit}. {candidate.item.row.description}"):
        seats = _seats(wanted)
        if seats:
            return Amount(Decimal(seats), said=True)
    packed = many(candidate.item.row.name) or _PACKS.get(candidate.item.unit_word)
    if _is_a_pair(candidate, wanted, sizes):
        return Amount(Decimal(1), said=True)
    count = counting.of(candidate)
    if packed is not None and packed > 1 and count.told and candidate.item.row.min_qty is None:
        # “Business cards, 500” are sold by the five hundred.
        return Amount((count.value / packed).to_integral_value(ROUND_CEILING), said=True, sure=count.sure)
    missing = "quantity" if count.several and _is_counted(candidate) else ""
    if not count.told and _is_piece_of_a_run(candidate) and _ALONG.search(candidate.segment.text):
        missing = "length"
    return Amount(count.value, missing, said=count.told, sure=count.sure)


_PIECE_OF_A_RUN = re.compile(r"\b(?:bays?|panels?|sections?|lengths?)\b", re.I)
_ALONG = re.compile(
    r"\b(?:along|down|up|across|round|around|on|for) (?:the |one |my |our |each |both |either |all of |two )?(?:whole |other |back |left |right |far |long |short )*"
    r"(?:sides?|back|front|rear|garden|boundary|boundaries|edge|perimeter|border|drive|driveway|lane|path|field|plot)\b",
    re.I,
)


def _is_piece_of_a_run(candidate: Candidate) -> bool:
    """“New closeboard bay”: of what goes “along one side” nobody knows how many, until its length is told."""
    return bool(_PIECE_OF_A_RUN.search(f"{candidate.item.row.name}. {candidate.item.row.description}"))


_PAIR = re.compile(r"\bpairs?\b", re.I)


def _is_a_pair(candidate: Candidate, wanted: Wanted, sizes: Sizes) -> bool:
    """“A pair of gates” of what is sold by the pair is one of it."""
    row = candidate.item.row
    if not _PAIR.search(f"{row.unit} {row.name}"):
        return False
    counted = (one for one in sizes.all if one.bound.role == "count" and not one.bound.implied)
    first = next((one for one in counted if one.words & candidate.item.words), None)
    source = wanted.sources.get(first.message) if first is not None else None
    return (
        first is not None
        and source is not None
        and bool(re.match(r"\W*(?:a )?pair\b", source.text[first.start : first.end + 6], re.I))
    )


def _holds_them_all(candidate: Candidate) -> bool:
    """“Balance the system, up to 10 radiators”: one price for the lot, however many there are within it."""
    return any(
        isinstance(rule, Band)
        and rule.measure == "count"
        and rule.high is not None
        and rule.high > 3
        and (
            bool({term.word for term in terms_of(rule.of)} & candidate.item.words)
            or rule.of.split()[0] in ("way", "ways", "circuit", "circuits")
        )
        for rule in candidate.item.rules
    )


def _is_one_visit(candidate: Candidate, mine: Sequence[Measured]) -> bool:
    """A visit is one, however many radiators are balanced in it; where it holds so many of something, they are counted."""
    row = candidate.item.row
    if candidate.item.unit_word not in ("visit", "job") or any(
        isinstance(rule, Included) for rule in candidate.item.rules
    ):
        return False
    return bool(mine) and not any(
        re.search(r"\b(?:visits?|times|cleans?|sessions?|treatments?|homes?|houses?|flats?)\b", one.bound.fact.what + " " + one.bound.fact.span.text, re.I) for one in mine
    ) and not re.search(r"\b(?:per|each) [a-z]+\b", f"{row.name} {row.description}", re.I)  # fmt: skip


def _is_counted(candidate: Candidate) -> bool:
    """Sold by the piece or the room, or a visit that holds so many pieces."""
    unit = candidate.item.unit_word
    if unit in ("each", "point", "item", "unit", "room", "panel", "window", "door", "tile"):
        return True
    heads = candidate.item.head
    return unit in ("visit", "job") and any(
        isinstance(rule, Included) and {term.word for term in terms_of(rule.of)} & heads
        for rule in candidate.item.rules
    )


def follows(candidate: Candidate, others: Sequence[Candidate]) -> Candidate | None:
    """The chosen item whose number is this one's number too: “keyed alike, per cylinder in the set”, and the new ones of what is taken away."""
    if unit_of(candidate.item.row.unit) != "each":
        return None
    noun = per_of(candidate.item)
    alike = [one for one in others if one is not candidate and unit_of(one.item.row.unit) == "each"]
    if noun and not noun & candidate.item.words:
        # What the noun names outright (“euro cylinder”) before what is only for it (“extra cylinder key”).
        named = [one for one in alike if noun & one.item.words]
        return max(named, key=lambda one: bool(noun & one.item.head), default=None)
    if candidate.item.acts == {"remove"} and _OLD_ONES.search(candidate.segment.text):
        thing = candidate.item.head - UNSAID
        return next(
            (
                one
                for one in alike
                if "remove" not in one.item.acts and thing & (one.item.words | one.item.about.keys())
            ),
            None,
        )
    return None


# “And the old panels taking away.”
_OLD_ONES = re.compile(r"\b(?:old|existing|broken|rotten|damaged|current) (?:\w+ )?\w+s\b", re.I)
