"""How much of an item is charged: counted things, areas from sides, lengths round a room, hours; before any rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from handlet.drafting.engine.matching.choosing import Candidate
from handlet.drafting.engine.matching.items import UNSAID, Item
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.measuring import Amount, Places
from handlet.drafting.engine.matching.sizes import Measured, Sizes, distance, unit_of
from handlet.drafting.engine.matching.told_apart import many
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.quoting.rules import Band, Included


class Claims:
    """Which item each figure belongs to: the one whose words it shares most, then the nearest."""

    def __init__(self, chosen: Sequence[Candidate], sizes: Sizes) -> None:
        self.chosen = chosen
        self.owner: dict[tuple[int, int, int], str] = {}
        for one in sizes.all:
            if one.bound.implied or one.bound.role in ("age", "bedrooms"):
                continue
            # Where two fit alike it is of the new one rather than of the old one that is taken away: that follows it (`follows`).
            scored = [
                (score, "remove" not in c.item.acts, c.item.row.code)
                for c in chosen
                if (score := self._fit(one, c)) is not None
            ]
            if scored:
                self.owner[one.key] = max(scored)[2]
        self._share(sizes)

    def _share(self, sizes: Sizes) -> None:
        """“27 m2. Then the ceiling, 12 m2”: an item whose words one area shares leaves the others to what would have none."""
        for unit in ("m2", "m"):
            alike = [c for c in self.chosen if unit_of(c.item.row.unit) == unit]
            for rich in alike:
                code = rich.item.row.code
                held = [one for one in sizes.all if self.owner.get(one.key) == code]
                poor = [c for c in alike if c.item.row.code not in self.owner.values()]
                if not poor or not any(one.words & rich.item.words for one in held):
                    continue
                for one in held:
                    if not one.words & rich.item.words and _behind(rich, one):
                        fitting = [
                            (score, c.item.row.code)
                            for c in poor
                            if not _behind(c, one) and (score := self._fit(one, c)) is not None
                        ]
                        if fitting:
                            self.owner[one.key] = max(fitting)[1]

    def of(self, candidate: Candidate, figures: Sequence[Measured]) -> list[Measured]:
        """The figures among `figures` that are this item's, best first."""
        code = candidate.item.row.code
        mine = [one for one in figures if self.owner.get(one.key) == code]
        return sorted(mine, key=lambda one: -(self._fit(one, candidate) or 0.0))

    def _fit(self, one: Measured, candidate: Candidate) -> float | None:
        item = candidate.item
        unit = unit_of(item.row.unit)
        far = _far(one, candidate)
        if unit == "m2":
            fits = one.square_metres is not None
        elif unit == "m":
            fits = one.metres is not None and one.bound.group < 0 and one.bound.role in ("length", "run", "width")
        elif unit in ("hour", "roll", "week", "month"):
            fits = one.bound.fact.unit == unit
        elif unit == "day":
            fits = False
        else:
            fits = one.bound.role == "count"
        if not fits:
            return None
        shared = len(one.words & item.words) + 2 * bool(one.words & item.head)
        if not shared and one.words & set(item.about):
            # “Wardrobe, bed or desk, per item”: what the description names is counted too.
            shared = 1
        if unit == "each":
            shared += 2 * bool(one.words & nouns_of(item))
            if one.words & _counted_apart(item):
                return None
            counted_by = _per(item)
            if (
                counted_by
                and not counted_by & (item.words | one.words)
                and any(counted_by & other.item.words for other in self.chosen if other is not candidate)
            ):
                # “Keyed alike, per cylinder”: no figure of keys is its number.
                return None
            if not shared and one.words:
                return None
            return shared * 100 - far / 5
        return 60.0 * bool(one.words & item.words) - far / 3


def nouns_of(item: Item) -> frozenset[str]:
    """What an item is counted in: its unit, “per panel”, “one opening”."""
    said = re.findall(r"\b(?:one|per|each|every)\s+([a-z]{3,})", f"{item.row.description} {item.row.name}".lower())
    words = " ".join([*said, item.row.unit.lower() if unit_of(item.row.unit) == "each" else ""])
    return frozenset(term.word for term in terms_of(words) if term.word not in UNSAID)


def _behind(candidate: Candidate, one: Measured) -> bool:
    """The item is named only after the figure."""
    return all(segment.message == one.message for segment in candidate.places) and all(
        start > one.start for start, _ in candidate.anchors
    )


def _per(item: Item) -> set[str]:
    """The noun that an item is counted by, where it is not its own: “per cylinder in the set”."""
    said = re.search(r"\bper ([a-z]{3,})\b", item.row.description, re.I)
    return {term.word for term in terms_of(said.group(1))} if said else set()


def _counted_apart(item: Item) -> set[str]:
    """Things that are counted for another line: bathrooms beyond the first of a clean."""
    name = {term.word for term in terms_of(item.row.name.split(",")[0])}
    held = re.findall(r"\bup to \d+ ([a-z]{3,})", f"{item.row.name} {item.row.description}".lower())
    return (
        {term.word for word in held for term in terms_of(word) if term.word not in item.head}
        | {
            term.word
            for rule in item.rules
            if isinstance(rule, Included) or (isinstance(rule, Band) and rule.measure == "count")
            for term in terms_of(rule.of)
            if term.word not in item.head and term.word not in name
        }
        | {
            # “Point up chimney, one or two pots”: they tell which price it is, not how many of it.
            term.word
            for word in _RANGE_OF.findall(item.row.name.lower())
            for term in terms_of(word)
            if term.word not in item.head
        }
    )


_RANGE_OF = re.compile(
    r", (?:[a-z]+ )?(?:\d+|one|two|three|four|five|six|seven|eight) (?:or|to|and) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|more|over) ([a-z]{3,}s)\b"
)


def amount_of(candidate: Candidate, wanted: Wanted, sizes: Sizes, claims: Claims, places: Places) -> Amount:
    """The quantity of one item, from the figures that are its own; sides and areas of a room may serve several."""
    unit = unit_of(candidate.item.row.unit)
    if unit == "m2":
        return places.area(candidate)
    if unit == "m":
        return places.length(candidate)
    if unit in ("week", "month"):
        return _hire(candidate, unit, wanted, sizes, claims)
    if unit in ("hour", "day", "roll"):
        return _time(candidate, unit, wanted, sizes, claims)
    return _count(candidate, wanted, sizes, claims)


def _far(one: Measured, candidate: Candidate) -> float:
    best = min(distance(one, segment) for segment in candidate.places) * 10.0
    if best:
        return best
    return float(min((max(start - one.end, one.start - end, 0) for start, end in candidate.anchors), default=0))


def _time(candidate: Candidate, unit: str, wanted: Wanted, sizes: Sizes, claims: Claims) -> Amount:
    if unit == "day":
        found = re.search(
            r"\b(a couple of|couple of|\d+(?:\.5)?|two|three|four|five|a|one|half a) (?:full |whole |solid |straight )?days?\b",
            wanted.words,
            re.I,
        )
        if found and not re.search(r"\bdays? (?:notice|ago|off|time)\b", wanted.words[found.start() :][:25], re.I):
            said = found.group(1).lower()
            number = {
                "a couple of": "2",
                "couple of": "2",
                "a": "1",
                "one": "1",
                "two": "2",
                "three": "3",
                "four": "4",
                "five": "5",
                "half a": "0.5",
            }.get(said, said)
            half = re.match(r"\s*and a half\b", wanted.words[found.end() :], re.I)
            return Amount(Decimal(number) + (Decimal("0.5") if half else 0), said=True)
        return Amount(Decimal(1))
    fitting = [one for one in sizes.all if one.bound.fact.unit == unit]
    mine = claims.of(candidate, fitting)
    if mine:
        return Amount(mine[0].bound.fact.value, said=True)
    if unit == "roll":
        return Amount(candidate.item.row.min_qty or Decimal(1), "quantity")
    return Amount(candidate.item.row.min_qty or Decimal(1), "scope")


_OTHER_TIME = re.compile(r"\b(?:in|within|next|every|each|last|past|previous|another|about)\s*$", re.I)


def _hire(candidate: Candidate, unit: str, wanted: Wanted, sizes: Sizes, claims: Claims) -> Amount:
    """“Storage for 6 weeks”: how long something is had for. One, where that is not said."""
    for one in claims.of(candidate, [one for one in sizes.all if one.bound.fact.unit == unit]):
        source = wanted.sources.get(one.message)
        if source is not None and not _OTHER_TIME.search(source.text[max(0, one.start - 14) : one.start]):
            return Amount(one.bound.fact.value, said=True)
    return Amount(candidate.item.row.min_qty or Decimal(1))


_SAID = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
}
_SO_MANY = r"(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OF_THEM = re.compile(
    rf"\b(?:all |the )?{_SO_MANY} of (?:them|these|those|em|['’]em)\b"
    # “Five sash ones”, “two o them yins”, “can you cut four more”.
    rf"|\b{_SO_MANY} (?:(?!years?|days?|weeks?|months?|hours?|small|first|last|other)[a-z-]+ ){{0,2}}(?:ones|yins)\b"
    rf"|\b{_SO_MANY} more\b(?! (?:days?|weeks?|months?|years?|hours?|minutes|miles?|metres?|m\b|m2\b|people|times|than|things?|questions?|photos?|pics?))",
    re.I,
)
_BOTH = re.compile(
    r"\b(?:them|these|those|do|ease|fix|sort|swap|change|need|needs|want) both\b|\bboth (?:of (?:them|these|those)|need|want|are|have|[a-z]{3,}ing)\b",
    re.I,
)
_DISTRIBUTED = re.compile(r"\b(?:each|every|per|all of them|all the)\b", re.I)


_PIECE = re.compile(
    r"\b(\d+(?:\.\d+)?) ?m(?:etres?)? (?:lengths?|sections?|pieces?|runs?|strips?|bays?)\b|\b(?:per|each|every|for each) (?:started )?(\d+(?:\.\d+)?) ?m(?:etres?)?\b(?! ?(?:x|by|high|wide))",
    re.I,
)


def _by_the_piece(candidate: Candidate, sizes: Sizes, claims: Claims) -> Decimal | None:
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
    if not mine or claims.of(
        candidate, [one for one in sizes.all if one.bound.role == "count" and not one.bound.implied]
    ):
        return None
    step = Decimal(next(group for group in held.groups() if group))
    return (sum((one.metres or Decimal(0) for one in mine), Decimal(0)) / step).to_integral_value(ROUND_CEILING)


_FIGURES = {"a": 1, "an": 1, "one": 1} | {word: int(said) for word, said in _SAID.items()}


def figure(word: str) -> int:
    """“a”, “two”, “12” as a number. Raises ValueError for any other word."""
    return _FIGURES.get(word) or int(word)


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


def _count(candidate: Candidate, wanted: Wanted, sizes: Sizes, claims: Claims) -> Amount:
    pieces = _by_the_piece(candidate, sizes, claims)
    if pieces is not None:
        return Amount(pieces, said=True)
    counted = [one for one in sizes.all if one.bound.role == "count" and not one.bound.implied]
    mine = claims.of(candidate, counted)
    named = [one for one in mine if one.words]
    if _holds_them_all(candidate) or _is_one_visit(candidate, mine, claims):
        return Amount(Decimal(1), said=True)
    in_all = _said_in_all(candidate, wanted, claims)
    if in_all is not None:
        return Amount(in_all, said=True)
    if _BY_THE_SEAT.search(f"{candidate.item.row.unit}. {candidate.item.row.description}"):
        seats = _seats(wanted)
        if seats:
            return Amount(Decimal(seats), said=True)
    packed = many(candidate.item.row.name) or _PACKS.get(candidate.item.row.unit.lower().removeprefix("per "))
    if packed is not None and packed > 1 and named and candidate.item.row.min_qty is None:
        # “Business cards, 500” are sold by the five hundred.
        return Amount((named[0].bound.fact.value / packed).to_integral_value(ROUND_CEILING), said=True)
    if named:
        first = named[0]
        if _is_a_pair(first, candidate, wanted):
            return Amount(Decimal(1), said=True)
        if all(one.bound.fact.value == 1 for one in named) and _both_of_it(candidate, wanted):
            return Amount(Decimal(2), said=True)
        apart = _counted_alternatives(candidate, named, wanted)
        if apart is not None:
            return Amount(apart, said=True)
        # “2 in the lounge and 3 upstairs” is added; “three taps: both basin taps and the cold one” says the whole first.
        values = [
            one.bound.fact.value
            for one in named
            if one.words & candidate.item.head and _in_one_sentence(one, first, wanted)
        ]
        values += _one_of_the_other_kind(candidate, named, wanted)
        whole, rest = max(values, default=first.bound.fact.value), sum(values, Decimal(0))
        alike = {one.bound.thing for one in named if one.words & candidate.item.head}
        if len(values) > 1 and len(alike) == 1 and not _tells_apart(named, candidate, wanted):
            return Amount(rest, said=True)
        return Amount(whole if len(values) < 2 or whole >= rest - whole else rest, said=True)
    if mine:
        return Amount(mine[0].bound.fact.value, said=True)
    of_them = _OF_THEM.search(wanted.words)
    each = [c for c in claims.chosen if unit_of(c.item.row.unit) == "each"]
    if of_them and len(each) == 1:
        word = next(group for group in of_them.groups() if group).lower()
        return Amount(Decimal(_SAID.get(word, word)), said=True)
    if len(each) == 1 and _BOTH.search(wanted.words) and not _is_named_as_one(candidate, wanted):
        return Amount(Decimal(2), said=True)
    on_so_many = _on_so_many(candidate, wanted)
    if on_so_many is not None:
        return Amount(on_so_many, said=True)
    listed = _listed(candidate, counted, wanted, claims)
    if listed is not None:
        return Amount(listed, said=True)
    around = " ".join(s.text.strip() for s in wanted.segments if s.sentence == candidate.segment.sentence)
    both = _named_apart(candidate, wanted)
    if both > 1:
        return Amount(Decimal(both), said=True)
    if _both_of_it(candidate, wanted):
        return Amount(Decimal(2), said=True)
    told = _ALL_SO_MANY.search(wanted.words)
    if told and len(each) == 1 and not counted:
        return Amount(Decimal(_SAID.get(told.group(1).lower(), told.group(1))), said=True)
    rooms = _rooms_named(candidate, wanted)
    if rooms > 1:
        return Amount(Decimal(rooms), said=True)
    if _is_counted(candidate) and _is_vague(candidate, wanted):
        return Amount(Decimal(1), "quantity")
    own = f"{candidate.item.row.name} {candidate.item.row.description}"
    doors = _doors_in_a_row(candidate, wanted.words)
    if doors > 2:
        return Amount(Decimal(doors), said=True)
    if (
        _FRONT_AND_BACK.search(around)
        and _DOORS & candidate.item.words | (_DOORS & {t.word for t in candidate.segment.terms})
        and not re.search(r"\bfront and back\b", own, re.I)
    ):
        return Amount(Decimal(2), said=True)
    if _PER_SIDE.search(own) and (_FRONT_AND_BACK.search(around) or _BOTH_SIDES.search(around)):
        return Amount(Decimal(2), said=True)
    spots = _IN_PLACES.search(around)
    if spots and not mine:
        word = spots.group(1).lower()
        return Amount(Decimal(_SAID.get(word, word)), said=True)
    if _DISTRIBUTED.search(around):
        places = [
            one for one in counted if one.words and not any(one.words & other.item.words for other in claims.chosen)
        ]
        if len(places) == 1:
            return Amount(places[0].bound.fact.value, said=True)
    return Amount(Decimal(1))


_ON_SO_MANY = re.compile(
    r"^[^.?!;,]{0,25}?\bon (two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:of )?(?:the |our |my )?[a-z]+s\b|^[^?!;]{0,60}?\bwant (two|three|four|five|six|[2-9]) (?:new |more )?ones\b",
    re.I,
)
_ANY_THING = re.compile(r"\b(?:per|each|every) (?:appliance|item|thing|piece)\b|\bportable appliance", re.I)


def _is_named_as_one(candidate: Candidate, wanted: Wanted) -> bool:
    """“A mixer tap, and our boiler is due; could you do both?”: of this there is one."""
    for segment in candidate.places:
        source = wanted.sources.get(segment.message)
        for term in segment.terms if source is not None and not segment.refused else ():
            if term.word in candidate.item.head and source is not None:
                before = source.text[max(0, term.start - 30) : term.start]
                if re.search(r"\ban? (?:[a-z-]+ ){0,3}$", before, re.I) and not source.text[: term.end].endswith("s"):
                    return True
    return False


def _on_so_many(candidate: Candidate, wanted: Wanted) -> Decimal | None:
    """“Thermostat valves on six of the rads”, “the light is dead, want 2 new ones”: the number stands behind the thing."""
    for segment in candidate.places:
        source = wanted.sources.get(segment.message)
        for term in segment.terms if source is not None and not segment.refused else ():
            if source is not None and term.word in candidate.item.head:
                found = _ON_SO_MANY.match(source.text[term.end :])
                if found:
                    word = next(group for group in found.groups() if group).lower()
                    return Decimal(_SAID.get(word, word))
    return None


def _listed(candidate: Candidate, counted: Sequence[Measured], wanted: Wanted, claims: Claims) -> Decimal | None:
    """“31 monitors, 28 printers, 4 kettles” for what is priced by the appliance: all that nothing else is counted by."""
    row = candidate.item.row
    if not _ANY_THING.search(f"{row.name} {row.description}") or unit_of(row.unit) != "each":
        return None
    free = [one for one in counted if one.key not in claims.owner and one.bound.thing]
    return sum((one.bound.fact.value for one in free), Decimal(0)) if len(free) > 1 else None


_ALL_SO_MANY = re.compile(
    r"\b(?:all (?:of )?(?:the )?|there(?:['’]s| are| is) |i(?:['’]ve| have)? counted )(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?= (?:of them\b|stripped|done|cleaned|changed|in (?:all|total)|altogether|to do|please|need|want)|[.,!?\n]|$)",
    re.I,
)
_BOTH_THE = re.compile(r"\bboth (?:of )?(?:the |our |my |these |those )?(?:[a-z-]+ ){0,2}$", re.I)
_AND_ANOTHER = re.compile(r"\b(?:one|an?) (?:[a-z]+ ){0,3}?$")
_ANOTHER = re.compile(
    r"^[^.?!;]{0,40}?\b(?:and|plus|,|&) (?:another|one more|a second|the other|a matching one)(?: one)?\b(?! (?:day|time|thing|room|wall|side))",
    re.I,
)


def _both_of_it(candidate: Candidate, wanted: Wanted) -> bool:
    """“Both of the single mattresses”, “one rail by the toilet and another by the shower”."""
    for segment in candidate.places:
        source = wanted.sources.get(segment.message)
        if source is None or segment.refused:
            continue
        for term in segment.terms:
            if term.word not in candidate.item.head:
                continue
            before = source.text[max(0, term.start - 40) : term.start]
            if _BOTH_THE.search(before) and re.search(r"s\b", source.text[term.start : term.end + 1]):
                return True
            if _AND_ANOTHER.search(before) and _ANOTHER.match(source.text[term.end :]):
                return True
    return False


_OF_THE_WHOLE = re.compile(
    r":|\(|\bof (?:which|them|these|those)\b|\bincluding\b|\bboth\b|\bone of\b|\bthe other\b|\b(?:that|which|who)\b|[–-]\s|\b(?:is|are|need|needs|want)\b",
    re.I,
)


def _tells_apart(named: Sequence[Measured], candidate: Candidate, wanted: Wanted) -> bool:
    """Whether a figure behind the first only tells parts of it: “three taps: both basin taps and the cold one”.

    “4 tiles at the back and 3 tiles at the front” tells of seven.
    """
    placed = sorted((one for one in named if one.words & candidate.item.head), key=lambda one: (one.message, one.start))
    source = wanted.sources.get(placed[0].message)
    if source is None or any(one.message != placed[0].message for one in placed):
        return True
    between = " ".join(source.text[a.end : b.start + 5] for a, b in pairwise(placed))
    return bool(_OF_THE_WHOLE.search(between))


_BOTH_SIDES = re.compile(
    r"\bboth (?:the )?(?:sides?|faces|slopes|elevations)\b|\b(?:two|2) sides\b|\b(?:each|either) side\b", re.I
)
_PER_SIDE = re.compile(r"\b(?:per|each|one|a) (?:side|elevation|face)\b", re.I)
_IN_PLACES = re.compile(r"\bin (\d{1,2}|two|three|four|five|six) (?:different )?(?:places|spots|areas)\b", re.I)
_PAIR = re.compile(r"\bpairs?\b", re.I)


def _is_a_pair(one: Measured, candidate: Candidate, wanted: Wanted) -> bool:
    """“A pair of gates” of what is sold by the pair is one of it."""
    row = candidate.item.row
    source = wanted.sources.get(one.message)
    if source is None or not _PAIR.search(f"{row.unit} {row.name}"):
        return False
    return bool(re.match(r"\W*(?:a )?pair\b", source.text[one.start : one.end + 6], re.I))


def _one_of_the_other_kind(candidate: Candidate, named: Sequence[Measured], wanted: Wanted) -> list[Decimal]:
    """“Two smoke alarms and a heat one” of an item for either: one more."""
    either = re.search(r"\b([a-z]+)(?: or |/)([a-z]+)\b", candidate.item.row.name, re.I)
    if either is None:
        return []
    counted = " ".join(one.bound.fact.span.text.lower() for one in named)
    others = [word.lower() for word in either.groups() if word.lower() not in counted]
    number = _sentence_of(named[0], wanted)
    told = " ".join(s.text for s in wanted.segments if s.sentence == number and not s.refused)
    led = [word for word in others if re.search(rf"\b(?:and|plus|&)\s+(?:an?|one)\s+{re.escape(word)}\b", told, re.I)]
    return [Decimal(1)] if len(led) == 1 else []


_PER_EITHER = re.compile(r"\b(?:per|each|every) ([a-z]{3,}) (?:or|and) ([a-z]{3,})\b", re.I)


def _counted_alternatives(candidate: Candidate, named: Sequence[Measured], wanted: Wanted) -> Decimal | None:
    """“Six pictures and one mirror” of an item for either: each alternative with its own number. None for one alone."""
    group = candidate.item.head
    by_either = _PER_EITHER.search(f"{candidate.item.row.name}. {candidate.item.row.description}")
    if by_either is not None:
        group = frozenset(term.word for word in by_either.groups() for term in terms_of(word))
    elif len(group) < 2 or not re.search(r"\bor\b|/", candidate.item.row.name):
        return None
    counts: dict[frozenset[str], Decimal] = {}
    for one in named:
        if one.words & group and _in_one_sentence(one, named[0], wanted):
            counts.setdefault(frozenset(one.words & group), one.bound.fact.value)
    return sum(counts.values(), Decimal(0)) if len(counts) > 1 else None


_IN_ALL = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten) (?:in total|altogether|in all|all together|(?:things|items|appliances|bits) (?:in (?:all|total)|altogether))\b|\b(?:total of|in total|so|that['’]?s) (\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)(?: (?:things|items|in all|altogether|of them))?(?=[.,!?\n]|$)|\bso (\d{1,3}) (?:things|items|in all)\b",
    re.I,
)
_FRONT_AND_BACK = re.compile(
    r"\b(?:front|back) (?:and|&|n|\+) (?:the )?(?:back|front)(?: doors?)?\b(?! (?:garden|lawn|hedge|of))", re.I
)
_WHICH_DOOR = r"(?:front|back|side|rear|porch|kitchen|patio|garage|cellar|conservatory|utility|main|inner|outer)"
_DOORS_IN_A_ROW = re.compile(
    rf"\b{_WHICH_DOOR}(?: door)?(?:,? ?(?:and|&|n|\+|plus)? ?(?:the |our |my )?{_WHICH_DOOR}(?: doors?)?){{1,5}}\b(?! (?:garden|lawn|hedge|of|wall|room|window|bedroom))",
    re.I,
)
_DOORS = frozenset(stem(word) for word in ("door", "lock", "cylinder", "latch", "mortice", "deadlock", "barrel"))


def _doors_in_a_row(candidate: Candidate, told: str) -> int:
    """“Front, back and the side door”, of what is fitted to a door: how many doors are named in a row."""
    if not _DOORS & candidate.item.words | (_DOORS & {term.word for term in candidate.segment.terms}):
        return 0
    rows = [re.findall(_WHICH_DOOR, found.group(), re.I) for found in _DOORS_IN_A_ROW.finditer(told)]
    return max((len({word.lower() for word in row}) for row in rows), default=0)


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


def _is_one_visit(candidate: Candidate, mine: Sequence[Measured], claims: Claims) -> bool:
    """A visit is one, however many radiators are balanced in it; where it holds so many of something, they are counted."""
    row = candidate.item.row
    if row.unit.lower().removeprefix("per ") not in ("visit", "job") or any(
        isinstance(rule, Included) for rule in candidate.item.rules
    ):
        return False
    return bool(mine) and not any(
        re.search(r"\b(?:visits?|times|cleans?|sessions?|treatments?|homes?|houses?|flats?)\b", one.bound.fact.what + " " + one.bound.fact.span.text, re.I) for one in mine
    ) and not re.search(r"\b(?:per|each) [a-z]+\b", f"{row.name} {row.description}", re.I)  # fmt: skip


def _said_in_all(candidate: Candidate, wanted: Wanted, claims: Claims) -> Decimal | None:
    """“1 per floor so 3 in total”: the sum they draw themselves, for the counted thing that stands last before it."""
    each = [c for c in claims.chosen if unit_of(c.item.row.unit) == "each"]
    source = wanted.sources.get(candidate.segment.message)
    found = _IN_ALL.search(source.text) if source is not None else None
    if any(
        isinstance(rule, Included) or (isinstance(rule, Band) and rule.measure == "bedrooms")
        for rule in candidate.item.rules
    ):
        return None
    if found is None or re.match(
        r"\s*(?:m\b|m2|metres?|sq|hours?|years?|rooms?|of us)", source.text[found.end() :] if source else ""
    ):
        return None
    before = [c for c in each if c.segment.message == candidate.segment.message and c.segment.start < found.start()]
    if not before or max(before, key=lambda c: min((start for start, _ in c.anchors), default=0)) is not candidate:
        return None
    word = next(group for group in found.groups() if group).lower()
    return Decimal(_SAID.get(word, word))


_ROOM_NAMES = re.compile(
    r"\b(lounge|living room|dining room|kitchen|study|hall(?:way)?|landing|bedrooms?|box room|master|spare room|front room|back room|sitting room|snug|conservatory|utility|nursery|office|bathroom|en-?suite|playroom)\b",
    re.I,
)


_VAGUE = re.compile(
    r"\b(?:some|a few|few|several|a number of|loads of|lots of|various|a bunch of|all (?:of )?(?:the|our|my))\s+(?:\w+\s+){0,3}?$", re.I
)  # fmt: skip


_ALL_OF_OUR = re.compile(r"\ball (?:of )?(?:the|our|my)\s+(?:\w+\s+){0,2}?$", re.I)


def _is_vague(candidate: Candidate, wanted: Wanted) -> bool:
    """“Some downlights”, “a few cracked tiles”, “all the radiators”: more than one, and how many is not said."""
    text = wanted.sources[candidate.segment.message].text if candidate.segment.message in wanted.sources else ""
    here = [t for s in candidate.places if s.message == candidate.segment.message and not s.refused for t in s.terms]
    heads = [t for t in here if t.word in candidate.item.head]
    many = [t for t in heads if re.fullmatch(r"[a-z]+[^s]s", text[t.start : t.end].lower())]
    throughout = re.search(r"\b(?:whole|entire) (?:house|flat|home|place|property|downstairs|upstairs)\b|\bthroughout\b|\b(?:every|all) rooms?\b", text, re.I)  # fmt: skip
    by_room = candidate.item.row.unit.lower().removeprefix("per ") == "room" and not _ROOM_NAMES.search(text)
    if many and (throughout or by_room):
        return True
    if any(
        _VAGUE.search(text[max(0, t.start - 40) : t.start]) and re.search(r"s\b", text[t.start : t.end + 1])
        for t in heads
    ):
        return True
    # “Locks fitting to all our downstairs windows.”
    return any(
        _ALL_OF_OUR.search(text[max(0, t.start - 40) : t.start]) and re.search(r"s\b", text[t.start : t.end + 1])
        for t in here
        if t.word in candidate.item.words
    )


def _is_counted(candidate: Candidate) -> bool:
    """Sold by the piece or the room, or a visit that holds so many pieces."""
    unit = candidate.item.row.unit.lower().removeprefix("per ")
    if unit in ("each", "point", "item", "unit", "room", "panel", "window", "door", "tile"):
        return True
    heads = candidate.item.head
    return unit in ("visit", "job") and any(
        isinstance(rule, Included) and {term.word for term in terms_of(rule.of)} & heads
        for rule in candidate.item.rules
    )


def _rooms_named(candidate: Candidate, wanted: Wanted) -> int:
    """“Carpets in the lounge, dining room and study” of an item by the room: how many rooms are named with it."""
    row = candidate.item.row
    if row.unit.lower() != "room" and not re.search(r"\bper room\b|\brooms?\b", f"{row.name} {row.description}", re.I):
        return 1
    here = " ".join(s.text for s in wanted.segments if s.sentence == candidate.segment.sentence and not s.refused)
    return len({found.lower() for found in _ROOM_NAMES.findall(here)})


def _named_apart(candidate: Candidate, wanted: Wanted) -> int:
    """“A washer and a dishwasher” of an item for either: how many of its alternatives are named, joined by “and”."""
    group = candidate.item.head
    if len(group) < 2 or not re.search(r"\bor\b|/", candidate.item.row.name):
        return 1
    named: dict[str, tuple[int, int]] = {}
    here = [s for s in wanted.segments if s.sentence == candidate.segment.sentence and not s.refused]
    for segment in here:
        for term in segment.terms:
            if term.word in group:
                named.setdefault(term.word, (term.start, term.end))
    text = wanted.sources[candidate.segment.message].text
    spots = sorted(named.values())
    joined = 1
    for (_, end), (start, _) in pairwise(spots):
        if re.fullmatch(
            r"\s*(?:\w+ing\s*)?(?:,|;|and|&|n|\+|plus|i|oraz|și|si|y|e|et|und|a|ac|\n|(?=\d\)))\s*(?:\d\)\s*)?(?:and |plus )?(?:a |an |the |one |my |our |la |el |le |die |der |das |un |una |une )?(?:\w+ )?",
            text[end:start],
            re.I,
        ):
            joined += 1
    return joined


def follows(candidate: Candidate, others: Sequence[Candidate]) -> Candidate | None:
    """“Keyed alike, per cylinder in the set”: the chosen item whose number is this one's number too."""
    said = re.search(r"\bper ([a-z]{3,})\b", candidate.item.row.description, re.I)
    if said is None or unit_of(candidate.item.row.unit) != "each":
        return None
    noun = {term.word for term in terms_of(said.group(1))}
    return next(
        (
            one for one in others
            if one is not candidate and noun & one.item.words and not noun & candidate.item.words and unit_of(one.item.row.unit) == "each"
        ),
        None,
    )  # fmt: skip


def _in_one_sentence(one: Measured, other: Measured, wanted: Wanted) -> bool:
    return _sentence_of(one, wanted) == _sentence_of(other, wanted)


def _sentence_of(one: Measured, wanted: Wanted) -> int:
    return next((s.sentence for s in wanted.segments if s.message == one.message and s.start <= one.start < s.end), -1)
