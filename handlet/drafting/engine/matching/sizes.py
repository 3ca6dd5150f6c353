"""Sizes and amounts of an enquiry, and which of them belongs to which piece of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from handlet.drafting.engine.matching.headcount import PEOPLE, Party, parties
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.wanted import Segment
from handlet.drafting.engine.reading.contacts import phones, postcodes
from handlet.drafting.engine.reading.dates import dates
from handlet.drafting.engine.reading.quantities import Bound, quantities, told_in
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import tokenise
from handlet.quoting.rules import Band

METRES = {
    "m": Decimal(1), "ft": Decimal("0.3048"), "in": Decimal("0.0254"), "cm": Decimal("0.01"), "mm": Decimal("0.001"),
    "yd": Decimal("0.9144"),
}  # fmt: skip
SQUARE_METRES = {
    "m2": Decimal(1), "ft2": Decimal("0.09290304"), "yd2": Decimal("0.83612736"), "cm2": Decimal("0.0001"),
    "mm2": Decimal("0.000001"),
}  # fmt: skip
_UNIT_IN_METRES = {
    "m": Decimal(1), "mm": Decimal("0.001"), "cm": Decimal("0.01"), "ft": Decimal("0.3048"), "inch": Decimal("0.0254"),
}  # fmt: skip
_SMALL_UNITS = ("mm", "cm", "in")
_WEIGHTS = {"kg": "kg", "litre": "l"}
_WRITTEN = {
    "litre": r"l|lt|ltr|litre|liter",
    "kg": r"kg|kilo",
    "hp": r"hp|bhp|horse|horse ?power",
    "hand": r"hands?|hh",
}
"""Units that are written in several ways, to figures that no noun was read behind."""
_TILED = re.compile(r"\b(?:til(?:e|es|ed|ing)|ceramics?|porcelain|metros?|marble|mosaic|slate)\b", re.I)
UNITS = {
    **dict.fromkeys(("m2", "sqm", "m²", "sq m", "m sq", "square metre", "square meter", "sq metre", "sq meter", "sq mtr"), "m2"),
    **dict.fromkeys(("m", "metre", "meter", "mtr", "lm", "lin m", "linear metre", "linear meter", "running metre", "metre run", "m run"), "m"),
    **dict.fromkeys(("hour", "hr", "man hour"), "hour"), **dict.fromkeys(("day", "half day"), "day"), "roll": "roll",
    **dict.fromkeys(("week", "wk"), "week"), "month": "month",
}  # fmt: skip
PIECES = frozenset(stem(word) for word in ("piece", "item", "thing", "garment", "article", "bit"))
CENT = Decimal("0.01")
WAY = stem("way")
HOLES = frozenset(stem(word) for word in ("patch", "hole"))
_SMALL = frozenset(stem(word) for word in ("small", "tiny", "little"))
BY_HAND = Decimal("0.1")
"""Square metres, at most, of a hole that is as large as a thing one can hold in the hand."""
_AS_LARGE_AS = re.compile(
    r"\b(?:sizes? of|as (?:big|large) as|(?:bigger|larger|smaller) than|no (?:bigger|larger) than|about) (?:an? |your |my |the )?(?:\w+ )?(?:sheet of )?(?:fist|hand|palm|saucer|plate|a4|a5|football|tennis ball|golf ball|orange|grapefruit|apple|brick|mug|cup|postcard|paperback|phone|50p|fifty pence|tea ?plate|beer ?mat|envelope|light switch)\b",
    re.I,
)
_A_METRE = re.compile(r"\b(?:(half) )?an? (?:square )?(?:metre|meter)\b(?! and)", re.I)
ROOM_SIDE, THICKNESS = Decimal("1.3"), Decimal("0.03")
"""Metres: from which on a side is one of a room, and up to which a size is a thickness."""
STRETCH, BESIDE, CLOSE_BY, TALL = 5, 80, 16, 2
"""How many times its limit a size may be before it is another thing's; and how far (letters) a size stands from its thing that
is said of nothing, or of another thing; from how many metres on nobody measures in centimetres."""
HIGHEST = Decimal("4.6")
"""Metres: the highest hedge or fence that anybody measures in feet."""
_STANDING = re.compile(
    r"\b(?:hedg\w+|leylandii\w*|leylands?|conifers?|privet|laurels?|beech|hawthorn|fenc\w+|trellis|trees)\b", re.I
)
_AT = re.compile(r"\bat (?:about |around |roughly |approx\.? |maybe |least )?$", re.I)
_EACH_WAY = re.compile(r"\s*(?:m|metres?|ft|feet|foot)?\s*(?:each|either|both|every) ways?\b", re.I)
_BODY = {"knee": Decimal("0.5"), "waist": Decimal(1), "hip": Decimal(1), "chest": Decimal("1.3"), "shoulder": Decimal("1.5"), "head": Decimal("1.75")}  # fmt: skip
_BY_THE_BODY = re.compile(
    r"\b(knee|waist|hip|chest|shoulder|head)[- ]?(?:high|height)\b"
    r"|\b(?:up to|about|reaches|reach|only|at|comes to|touching) (?:your|my|the|our|yer|ma) (knees?|waist|hips?|chest|shoulders?)\b",
    re.I,
)
_FUSES = re.compile(
    r"\b(\d{1,2})[- ](?:\w+ ){0,2}?(?:fuses|circuits|ways?|breakers|trip switches|switches on it)\b"
    r"|\b(?:fuses|circuits|breakers|switches),? (?:about )?(\d{1,2})(?: of them| in all| in total)?\b(?! ?(?:years|m\b|x\b))",
    re.I,
)
# “The hedge is taller than me, 2.5 m”, “it’s over my head, about 2.5 m”.
_HIGH_BEFORE = re.compile(
    r"\btall(?:er)?\b[^.\n]*$"
    r"|\b(?:over|above|past|up to|reach\w*) (?:my|your|our|his|her|the) (?:head|shoulders?|chest|waist|gutters?|eaves|fence|window ?sills?)\b(?:[ ,(-]|so|about|around|roughly|approx|maybe|probably|say|it['’]?s|i['’]?d say|or|at)*$",
    re.I,
)
_HIGH = re.compile(r"\b(?:de alto|de haut|alto|haut|wysok\w*|înălțime|di altezza)\b", re.I)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity as read, with the words its noun stands for and where it stands in the message that was read.

    times: how many such there are (“three walls, each 3 by 2.4”). off: it is taken off the rest.
    """

    bound: Bound
    message: int
    start: int
    end: int
    words: frozenset[str]
    times: Decimal = Decimal(1)
    off: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        return self.message, self.start, self.end

    @property
    def metres(self) -> Decimal | None:
        factor = METRES.get(self.bound.fact.unit)
        return self.bound.fact.value * factor if factor is not None else None

    @property
    def square_metres(self) -> Decimal | None:
        factor = SQUARE_METRES.get(self.bound.fact.unit)
        return self.bound.fact.value * factor if factor is not None else None


class Sizes:
    """All amounts of an enquiry's own messages."""

    def __init__(self, sources: Collection[Source], language: str) -> None:
        self.language = language
        self.all: list[Measured] = []
        self.taken: list[tuple[int, int, int]] = []
        told = ""
        for source in sources:
            tokens = tokenise(source.text)
            taken = [place for _, place in (*postcodes(source), *phones(source))]
            _, _, days = dates(source, tokens, taken, language)
            # The first letter that leads back to a place is the customer's own, those behind it are lent (`reading.answered`).
            back = {raw: at for at, raw in reversed([*enumerate(source.origin)])}
            found = quantities(source, tokens, [*taken, *days], language, told)
            now = told_in(found)
            told = told if now is None else now
            for bound in found:
                span = bound.fact.span
                start = back.get(span.start, span.start)
                end = back.get(span.end - 1, span.end - 1) + 1
                named = f"{source.text[start:end]} {bound.thing}"
                words = frozenset(term.word for term in terms_of(named) if not term.word.isdigit())
                if (
                    bound.role in ("length", "run")
                    and bound.group < 0
                    and (
                        _HIGH_BEFORE.search(source.text[max(0, start - 40) : start])
                        or _HIGH.search(source.text[max(0, start - 30) : end + 12])
                    )
                ):
                    bound = replace(bound, role="height")
                self.all.append(Measured(bound, source.message, start, end, words))
            counts = [
                one
                for one in self.all
                if one.message == source.message and one.bound.role == "count" and not one.bound.implied
            ]
            self.taken += [
                (source.message, start, end)
                for start, end in [*taken, *days]
                if not any(one.start < end and start < one.end for one in counts)
            ]

        self._texts = [source.text for source in sources]
        self._parties = {source.message: parties(source.text) for source in sources}
        self._tiles(sources)
        self._heights(sources)
        self._squares(sources)
        self._corrected(sources)
        self._repeated(sources)

    def _heights(self, sources: Collection[Source]) -> None:
        """“30 metres of leylandii at 10 foot”, “11 metres of fence, about 6ft”: what stands and runs is measured in feet upwards
        and in metres along."""
        for source in sources:
            if not _STANDING.search(source.text):
                continue
            runs = [
                one
                for one in self.all
                if one.message == source.message
                and one.metres is not None
                and one.bound.group < 0
                and one.bound.role in ("length", "run")
            ]
            along = [one for one in runs if one.bound.fact.unit != "ft"]
            longest = max((one.metres or Decimal(0) for one in runs), default=Decimal(0))
            high = [
                one
                for one in runs
                if (one.metres or Decimal(0)) <= HIGHEST
                and one.metres != longest
                and (
                    (one.bound.fact.unit == "ft" and along)
                    or _AT.search(source.text[max(0, one.start - 22) : one.start])
                )
            ]
            if len({one.metres for one in high}) == 1:
                self.all = [
                    replace(one, bound=replace(one.bound, role="height")) if one in high else one for one in self.all
                ]

    def _squares(self, sources: Collection[Source]) -> None:
        """“About 3.5 m each way” is a square: two sides."""
        groups = max((one.bound.group for one in self.all), default=0)
        for source in sources:
            for one in list(self.all):
                if (
                    one.message == source.message
                    and one.metres is not None
                    and one.bound.group < 0
                    and _EACH_WAY.match(source.text, one.end)
                ):
                    groups += 1
                    side = replace(one, bound=replace(one.bound, role="length", group=groups, each=False))
                    other = replace(side, bound=replace(side.bound, role="width"))
                    at = self.all.index(one)
                    self.all[at : at + 1] = [side, other]

    def _corrected(self, sources: Collection[Source]) -> None:
        """“6 x 4, but actually go only 5 x 4”, “14 m … ignore that, it’s 16”: what is put right later counts no more."""
        texts = {source.message: source.text for source in sources}
        last: dict[str, list[Measured]] = {}
        gone: set[int] = set()
        for mine in self._told():
            kind = _kind(mine[0])
            before = last.get(kind)
            together = mine[0].bound.group >= 0 and before is not None and _group(mine[0]) == _group(before[0])
            if before and not together:
                first, second = before[-1], mine[0]
                between = (
                    texts[first.message][first.end : second.start]
                    if first.message == second.message
                    else f"{texts[first.message][first.end :]}\n{texts[second.message][: second.start]}"
                )
                if _PUT_RIGHT.search(between) and not _AND_MORE.search(between):
                    gone |= {id(one) for one in before}
            last[kind] = mine
        self.all = [one for one in self.all if id(one) not in gone]

    def _told(self) -> list[list[Measured]]:
        """Figures in order of reading, those of one group together; counts and heights left out."""
        told: list[list[Measured]] = []
        for one in sorted(self.all, key=lambda one: one.key):
            if one.bound.implied or one.bound.role in ("count", "height", "size", "age", "bedrooms"):
                continue
            if (
                told
                and one.bound.group >= 0
                and (one.message, one.bound.group) == (told[-1][0].message, told[-1][0].bound.group)
            ):
                told[-1].append(one)
            else:
                told.append([one])
        return told

    def _repeated(self, sources: Collection[Source]) -> None:
        """How many there are of what is measured, and what is taken off: “three walls, each 3 by 2.4, less a window of 2 m2”."""
        texts = {source.message: source.text for source in sources}
        ends, starts, last = self._places()
        for mine in self._told():
            text, first = texts[mine[0].message], mine[0]
            end = max(one.end for one in mine)
            if first.bound.group >= 0:
                end = max(end, last[first.message, first.bound.group])
            so_far = bisect_right(ends[first.message], first.start)
            since = ends[first.message][so_far - 1] if so_far else 0
            behind_it = bisect_left(starts[first.message], end)
            until = starts[first.message][behind_it] if behind_it < len(starts[first.message]) else len(text)
            before, behind = text[since : first.start], text[end:until]
            if not since and len(before) < BESIDE and first.message - 1 in texts:
                # In chat the number of them is often sent just before.
                before = f"{texts[first.message - 1]}\n{before}"
            times = _so_many(before, behind)
            off = bool(_OFF_BEFORE.search(before) or (_OFF_BEHIND.match(behind) and _OPENING.search(before)))
            if times > 1 or off:
                self.all = [
                    replace(one, times=times, off=off) if any(one is other for other in mine) else one
                    for one in self.all
                ]

    def _places(self) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[tuple[int, int], int]]:
        """Where what is measured ends and begins in each message, in order; where each group of figures ends."""
        ends: dict[int, list[int]] = {}
        starts: dict[int, list[int]] = {}
        last: dict[tuple[int, int], int] = {}
        for one in self.all:
            ends.setdefault(one.message, [])
            starts.setdefault(one.message, [])
            group = (one.message, one.bound.group)
            last[group] = max(last.get(group, 0), one.end)
            if one.bound.role != "count":
                ends[one.message].append(one.end)
                starts[one.message].append(one.start)
        for places in (*ends.values(), *starts.values()):
            places.sort()
        return ends, starts, last

    def told_by_the_body(self) -> Decimal | None:
        """Metres of a height told by a body: “only up to your waist”, “head height”. None where none or several were told."""
        told = {
            _BODY[(found.group(1) or found.group(2)).lower().rstrip("s")]
            for text in self._texts
            for found in _BY_THE_BODY.finditer(text)
        }
        return told.pop() if len(told) == 1 else None

    def _ways(self) -> Decimal | None:
        """How many ways a fuse board has: so many fuses, circuits or switches."""
        told = {found.group(1) or found.group(2) for text in self._texts for found in _FUSES.finditer(text)}
        return Decimal(told.pop()) if len(told) == 1 else None

    def _tiles(self, sources: Collection[Source]) -> None:
        """“600 x 300 ceramic” is the size of a tile, not of a room: two sides of less than 1.3 m where tiles are spoken of."""
        if not any(_TILED.search(source.text) for source in sources):
            return
        sides: dict[tuple[int, int], list[Decimal]] = {}
        for one in self.all:
            if one.bound.group >= 0 and one.metres is not None:
                sides.setdefault((one.message, one.bound.group), []).append(one.metres)
        small = {key for key, found in sides.items() if len(found) == 2 and max(found) <= Decimal("1.3")}
        self.all = [
            replace(one, bound=replace(one.bound, role="size")) if (one.message, one.bound.group) in small else one
            for one in self.all
        ]

    def within(self, segment: Segment) -> list[Measured]:
        return [
            one for one in self.all
            if one.message == segment.message and segment.start <= one.start < segment.end
        ]  # fmt: skip

    def of(self, band: Band, segment: Segment, words: frozenset[str]) -> Decimal | None:
        """The size that a band speaks of, in the band's unit; None where it was not said."""
        if band.measure == "bedrooms":
            beds = self._pick([one for one in self.all if one.bound.role == "bedrooms"], segment)
            return beds.bound.fact.value if beds is not None else None
        if band.measure == "size" and band.unit in _WEIGHTS:
            heavy = self._pick([one for one in self.all if one.bound.fact.unit == _WEIGHTS[band.unit]], segment)
            return heavy.bound.fact.value if heavy is not None else self._rated(band.unit)
        if band.measure == "count":
            wanted = {stem(word) for word in band.of.split()}
            if WAY in wanted:
                return self._ways()
            if wanted & PEOPLE:
                people, _ = self.people([segment])
                return people
            counted = [
                one for one in self.all if one.bound.role == "count" and not one.bound.implied and one.words & wanted
            ]
            if not counted and wanted & PIECES:
                # “25 items”, “12 bits of ironing”: of a price for so many pieces.
                near = {*PIECES, *words}
                counted = [
                    one for one in self.all if one.bound.role == "count" and not one.bound.implied and one.words & near
                ]
            found = self._pick(counted, segment)
            return found.bound.fact.value if found is not None else self._rated(band.of)
        if band.measure == "power":
            power = self._pick([one for one in self.all if one.bound.fact.unit == "kw"], segment)
            return power.bound.fact.value if power is not None else None
        if band.measure == "area":
            return self.area(segment, words)
        return self._size(band, segment, words)

    def people(self, segments: Sequence[Segment]) -> tuple[Decimal | None, bool]:
        """How many people are told of in these pieces, else nearest to them, and whether nothing else may be meant."""
        told = [(message, one) for message, found in self._parties.items() for one in found]
        told = [pair for pair in told if pair[1].sure] or told
        here = [
            one for message, one in told if any(s.message == message and s.start <= one.start < s.end for s in segments)
        ]
        values = {one.value for one in here or [one for _, one in told]}
        if len(values) == 1:
            return values.pop(), True
        if not told:
            return None, False

        def far(pair: tuple[int, Party]) -> tuple[int, int]:
            message, one = pair
            return min((abs(s.message - message), abs(s.start - one.start)) for s in segments)

        return min(told, key=far)[1].value, False

    def _rated(self, unit: str) -> Decimal | None:
        """A figure with a unit of the list's own (“15hp”, “16.2 hands”); None where none or several were told."""
        word = unit.split()[0].lower()
        plain = word.removesuffix("s")
        written = _WRITTEN.get(plain) or re.escape(plain)
        pattern = re.compile(rf"(?<![\d.,£$€])(\d[\d,]*(?:\.\d+)?) ?-?(?:{written})s?\b", re.I)
        told = {found.group(1).replace(",", "") for text in self._texts for found in pattern.finditer(text)}
        return Decimal(told.pop()) if len(told) == 1 else None

    def weighed(self, unit: str, segments: Sequence[Segment]) -> Decimal | None:
        """How many tonnes, kilos or litres are told of, nearest to these pieces; None where none are."""
        found = [one for one in self.all if one.bound.fact.unit == unit]
        best = min(found, key=lambda one: min(distance(one, segment) for segment in segments), default=None)
        return best.bound.fact.value if best is not None else None

    def area(self, segment: Segment, words: frozenset[str]) -> Decimal | None:
        """Square metres said of this piece, or of the sides said in it; None where neither was."""
        if words & HOLES:
            return self._hole(segment)
        said = self._pick([one for one in self.all if one.square_metres is not None], segment)
        if said is not None:
            return said.square_metres
        sides = self.shapes(segment)
        groups = {(one.message, one.bound.group) for one in self.all if one.bound.group >= 0}
        if not sides and len(groups) == 1:
            # “three are steamed up. They are 90 by 80”: the only sides there are.
            sides = self._only_shape()
        if sides:
            return sum((a * b for a, b, _ in sides), Decimal(0))
        return None

    def _hole(self, segment: Segment) -> Decimal | None:
        """Square metres of a hole: said in its piece or behind it, for what is measured before is the wall round it."""
        own = self._square_of(self.within(segment))
        if own is not None:
            return own
        if found := _A_METRE.search(segment.text):
            # “About a metre across”, “roughly half a square metre”.
            return Decimal("0.5") if found.group(1) else Decimal(1)
        if any(_AS_LARGE_AS.search(text) for text in self._texts):
            return BY_HAND
        if any(term.word in _SMALL for term in segment.terms):
            return None
        return self._square_of(
            [
                one
                for one in self.all
                if one.message > segment.message
                or (one.message == segment.message and one.start >= segment.end and distance(one, segment) <= BESIDE)
            ]
        )

    def _square_of(self, found: Sequence[Measured]) -> Decimal | None:
        """The square metres, the two sides, or what is measured across, a circle or a square at most."""
        for one in found:
            if one.square_metres is not None:
                return one.square_metres
        for key in sorted({(one.message, one.bound.group) for one in found if one.bound.group >= 0}):
            sides = [one.metres for one in found if (one.message, one.bound.group) == key and one.metres is not None]
            if len(sides) >= 2:
                return sides[0] * sides[1]
        across = [
            one.metres for one in found if one.bound.role in ("width", "size", "length") and one.metres is not None
        ]
        return across[0] * across[0] if across and across[0] < 3 else None

    def _size(self, band: Band, segment: Segment, words: frozenset[str]) -> Decimal | None:
        unit = _UNIT_IN_METRES.get(band.unit)
        if unit is None:
            return None
        roles = {"height": ("height",), "width": ("width",), "length": ("length", "run")}.get(band.measure, ())
        fitting = []
        for one in self.all:
            if one.metres is None:
                continue
            if (
                one.bound.role in roles
                or (band.measure == "size" and one.bound.role == "size")
                or (
                    band.measure == "size"
                    and one.metres < 3
                    and (one.words & words)
                    and one.bound.role in ("width", "height", "length")
                )
                or (
                    band.measure == "width"
                    and one.bound.role in ("size", "length")
                    and one.bound.group < 0
                    and one.words & words
                )
            ):
                fitting.append(one)
        if not fitting and band.measure == "size":
            return self._unnamed(band, unit, segment, words)
        if not fitting and band.measure == "height" and (tall := self.told_by_the_body()) is not None:
            return tall / unit
        if not fitting:
            return None
        if band.measure == "size":
            things = self._of_a_thing(fitting, band, segment, words)
            return max(one.metres or Decimal(0) for one in things) / unit if things else None
        about = [one for one in fitting if one.words & words] or fitting
        found = self._pick(about, segment)
        return found.metres / unit if found is not None and found.metres is not None else None

    def _unnamed(self, band: Band, unit: Decimal, segment: Segment, words: frozenset[str]) -> Decimal | None:
        """“Two hawthorns, about 4 m each”, “stumps in the lawn, each 60 cm wide”: a size beside the thing that is said of no other."""
        most = max((bound for bound in (band.low, band.high) if bound is not None), default=Decimal(0)) * unit
        open_ = []
        for one in self.all:
            if (
                one.metres is None
                or one.bound.group >= 0
                or one.bound.role not in ("height", "length", "width", "size")
            ):
                continue
            own = bool(one.words & words) or not one.bound.thing
            near = distance(one, segment)
            if one.metres <= most * STRETCH and near <= (BESIDE if own else CLOSE_BY):
                open_.append((not own, near, one.metres))
        return min(open_)[2] / unit if open_ else None

    def small_sides(self, band: Band, segment: Segment) -> Decimal | None:
        """“Gresie 30x30 cm”: the longest of sides too small for a room, of a thing called by a word that is not the list's; in the
        band's unit, None where there are none or the band is about what is larger."""
        unit = _UNIT_IN_METRES.get(band.unit, Decimal(1))
        sides = [
            one.metres
            for one in self.all
            if one.metres is not None
            and one.bound.group >= 0
            and one.bound.fact.unit in _SMALL_UNITS
            and distance(one, segment) <= BESIDE
        ]
        return max(sides) / unit if sides and unit < 1 else None

    def _of_a_thing(
        self, fitting: list[Measured], band: Band, segment: Segment, words: frozenset[str]
    ) -> Sequence[Measured]:
        """The sizes of the thing a band is about: sides of the room it goes into are none of it, nor is a thickness that of another thing."""
        unit = _UNIT_IN_METRES[band.unit]
        small = [one for one in fitting if one.bound.fact.unit in _SMALL_UNITS]
        if unit < 1:
            fitting = small or [one for one in fitting if one.metres is not None and one.metres < ROOM_SIDE]
        bounds = [bound for bound in (band.low, band.high) if bound is not None]
        own = [one for one in fitting if one.words & words]
        if bounds and max(bounds) * unit <= THICKNESS:
            return own
        inside = {one.key for one in self.within(segment)}
        about = own or fitting
        return [one for one in about if one.key in inside] or about

    def _pick(self, found: Sequence[Measured], segment: Segment) -> Measured | None:
        """The one in this piece, else the nearest in its message, else the only one there is."""
        if not found:
            return None
        return min(found, key=lambda one: distance(one, segment))

    def shapes(self, segment: Segment) -> list[tuple[Decimal, Decimal, Decimal | None]]:
        """Rectangles of this piece, in metres: two sides, and a height where one was said with them."""
        groups: dict[int, list[Measured]] = {}
        for one in self.all:
            if (
                one.message == segment.message
                and one.bound.group >= 0
                and one.bound.role != "size"
                and one.metres is not None
            ):
                groups.setdefault(one.bound.group, []).append(one)
        found = []
        for members in groups.values():
            if not any(segment.start <= one.start < segment.end for one in members):
                continue
            sides = [one.metres for one in members if one.bound.role != "height" and one.metres is not None]
            high = next((one.metres for one in members if one.bound.role == "height"), None)
            if len(sides) >= 2:
                found.append((sides[0], sides[1], high))
            elif len(sides) == 1 and high is not None:
                found.append((sides[0], high, None))
        return found

    def _only_shape(self) -> list[tuple[Decimal, Decimal, Decimal | None]]:
        metres = [one.metres for one in self.all if one.bound.group >= 0 and one.metres is not None]
        return [(metres[0], metres[1], None)] if len(metres) == 2 else []


_FIGURES = {
    **dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)),
    **dict.fromkeys(("a", "an"), 1),
    **dict.fromkeys(("both", "pair of", "a pair of", "couple of", "a couple of"), 2),
}


def figure(word: str) -> int:
    """“a”, “two”, “both”, “12” as a number. Raises ValueError for any other word."""
    return _FIGURES.get(word) or int(word)


_HOW_MANY = r"(two|both|a pair of|pair of|three|four|five|six|seven|eight|(?<![.\d])[2-8](?![.\d]))"
_ALIKE = (
    r"(?:walls?|runs?|lengths?|pieces?|corners?|rooms?|bedrooms?|en[- ]?suites?|bathrooms?|ceilings?|patches|offices|stretches|sections"
    r"|flats?|gardens?|beds|elevations?|slopes?|edges?|ones|bits|strips?|areas?|alcoves?|panels?|rows?|hedges|lawns?|downpipes?|gutters?|pipes?)"
)
# “Two walls at 4 m”, “three lengths of 2.5”, “two of 0.9”, “both sides, 5 m”.
# “Two coats on the hall walls, 20 m2”: coats are counted there, and no walls.
_NOT_IT = r"(?:and|by|x|coats?|layers?|stor(?:eys?|y|ies)|beds?|bedroom(?:ed)?|people|men|lads|hours?|days?|weeks?)\b"
_JUST_BEFORE = re.compile(
    rf"\b{_HOW_MANY}\b(?: (?!{_NOT_IT})[a-z-]+){{0,4}}?(?: {_ALIKE}| of)\b(?: (?:at|of|are|each|about|roughly|being|measuring|that are|which are|all|by|is|run))*\W{{0,3}}$",
    re.I,
)
# “2 x 5 m sides”.
_TIMES_BEFORE = re.compile(r"(?<![.\d])([2-9]) ?[x×] ?$", re.I)
# Those of a room.
_FOUR_WALLS = re.compile(r"\b(?:four|4) walls\b", re.I)
_SOMEWHERE_BEFORE = re.compile(
    rf"\b{_HOW_MANY}\b(?: (?!{_NOT_IT}|of\b)[a-z-]+){{0,3}}? (?:{_ALIKE}|sides?|faces|ends?)\b", re.I
)
_EACH_BEFORE = re.compile(r"\b(?:each|every one|apiece|identical|same size)\b[^.?!]{0,25}$", re.I)
_EACH_BEHIND = re.compile(
    r"^(?: ?(?:m|metres?|ft|wide|long|high|tall|or so|ish|roughly|about))*[ ,]*(?:each(?! way)|apiece|a ?piece|per (?:side|wall|room|one)|a side|(?:the )?same size|both the same|every one|both\b|the pair)\b",
    re.I,
)
_FRONT_BACK = re.compile(r"\b(?:front|back) (?:and|&|n|\+) (?:the )?(?:back|front)\b", re.I)
# “The opposite one is the same”, “the back exactly the same again”.
_AND_AGAIN = re.compile(
    r"^[^.?!\d]{0,30}\b(?:other|opposite|back|front|second|another|next)\b[^.?!\d]{0,25}\b(?:same|identical|likewise|ditto)\b(?! (?:height|width|colour|tiles?|thing|time|day))",
    re.I,
)
_AT_BOTH = re.compile(r"^ ?(?:at|on|down|along) (?:both|each|either) (?:ends?|sides?)\b", re.I)
_OFF_BEFORE = re.compile(r"\b(?:minus|less|take off|taking off|deduct|knock off|subtract)\b[^.?!\d]{0,45}$", re.I)
_OFF_BEHIND = re.compile(
    r"^[^.?!\d]{0,25}\b(?:take|takes|knock|deduct|minus)(?:ing)? (?:that|it|this|them) (?:off|out|away)\b", re.I
)
_OPENING = re.compile(
    r"\b(?:windows?|doors?|doorway|opening|hatch|hole|beds?|gap|pond|hearth|island|bit)\b[^.?!\d]{0,30}$", re.I
)
_PUT_RIGHT = re.compile(
    r"\b(?:make (?:that|it)|i mean|i meant|scrap that|ignore that|correction|second thoughts|changed (?:my|our) mind|turns out|should (?:say|be)|instead|rather)\b"
    r"|\bactually\b(?!,? (?:could|can|also))|\b(?:no|sorry|wait|oops|nope),? (?:it['’]?s|its|that['’]?s|thats|make|i)\b|\blet['’]?s (?:go|say|call|make)\b|\blets (?:go|say|call|make)\b",
    re.I,
)
_AND_MORE = re.compile(r"\b(?:also|as well|another|too|plus|add|extra|rather than|instead of|rather have)\b", re.I)


def _group(one: Measured) -> tuple[int, int]:
    """Groups are numbered in each message anew."""
    return one.message, one.bound.group


def _kind(one: Measured) -> str:
    """What may take the place of what: sides of sides, an area of an area, a run of a run."""
    if one.bound.group >= 0:
        return "sides"
    return "area" if one.square_metres is not None else "run" if one.metres is not None else one.bound.fact.unit


def _so_many(before: str, behind: str) -> Decimal:
    """How many there are of a thing, by the words before its measure, back to the measure before it, and by those behind it."""
    again = 2 if _AND_AGAIN.match(behind) or _AT_BOTH.match(behind) else 1
    if _BACK_AND_FRONT_OF_IT.match(behind):
        return Decimal(1)
    just = _JUST_BEFORE.search(_FOUR_WALLS.sub("", before[-90:]))
    each = _EACH_BEHIND.match(behind) or _EACH_BEFORE.search(before[-60:])
    told = just or _TIMES_BEFORE.search(before[-8:])
    if told is None and each:
        told = next(iter(reversed([*_SOMEWHERE_BEFORE.finditer(before[-160:])])), None)
        if told is None:
            behind_it = _SOMEWHERE_BEFORE.search(behind[:60])
            told = behind_it if _EACH_BEHIND.match(behind) else None
        if told is None and _EACH_BEHIND.match(behind) and _FRONT_BACK.search(before[-80:] + " . " + behind[:60]):
            return Decimal(2)
    if told is None:
        return Decimal(again)
    return Decimal(figure(told.group(1).lower()))


_BACK_AND_FRONT_OF_IT = re.compile(r"^[^.?!\d]{0,12}\b(?:in total|in all|total|altogether|all told|all in)\b", re.I)


def distance(one: Measured, segment: Segment) -> int:
    """How far a figure stands from a piece; figures behind it are nearer than those before; other messages are far."""
    if one.message != segment.message:
        return 10_000 * abs(one.message - segment.message)
    if segment.start <= one.start < segment.end:
        return 0
    if one.start >= segment.end:
        return one.start - segment.end + 1
    return int((segment.start - one.end) * 1.3) + 2


def rounded(value: Decimal) -> Decimal:
    """Two places, half up, as an amount is charged."""
    return value.quantize(CENT, ROUND_HALF_UP)


def unit_of(unit: str) -> str:
    """What a price is for: m2, m, hour, day, week, month, roll; each for all else. However it is written."""
    plain = " ".join(unit.lower().replace(".", " ").split()).removeprefix("per ").removeprefix("a ")
    if plain in UNITS:
        return UNITS[plain]
    return UNITS.get(plain.removesuffix("s"), "each")
