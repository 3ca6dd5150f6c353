"""How many square metres or metres an item is charged for: which measured place belongs to which item, and how they add up.

A customer tells sizes place by place. What is told of a place (an area, two sides, a run, how many such there are) is one
`Place`. It belongs to the items named in its own piece, else to those named since the place before it, else to those that the
place before it belongs to: so people list. An item that is left without one takes the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, groupby

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.choosing import PLACES
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.sizes import Measured, Sizes, rounded, unit_of
from handlet.drafting.engine.matching.wanted import Segment, Wanted
from handlet.quoting.rules import Band, Included

WALL, FLOOR, CEILING = stem("wall"), stem("floor"), stem("ceiling")
SURFACES = frozenset({WALL, FLOOR, CEILING})
# What hangs on walls, where a ceiling is not named.
PAPER = frozenset({stem("wallpaper"), stem("woodchip")})
# Their four sides are what is painted or treated.
FOUR_SIDED = frozenset(term.word for term in terms_of("shed summerhouse cabin playhouse kiosk"))
ROUND_THE_ROOM = frozenset(
    stem(word) for word in ("skirting", "coving", "dado", "picture", "cornice", "scotia", "beading")
)
# “Tiling over 600 mm, wall or floor”: which surface it is stands in the customer's words.
_SURFACES_LEFT_OPEN = frozenset({stem("tile"), stem("skim"), stem("board")})
LAST = 1_000_000
NEAR_BY = 20
"""Letters between a thing and the words that tell which one of it."""
LOW, TALL = Decimal("1.8"), Decimal(6)
"""Metres: between which the height of a room lies."""
SHORTEST = Decimal("0.5")
"""Metres: what is shorter is no wall."""
WALL_SIDE = Decimal("2.8")
"""Metres: two sides longer than this are those of a room, not the length and height of a wall."""
_WHOLE_ROOM = re.compile(
    r"\b(?:all|both|four|4|three|3|the|room'?s?)\s+(?:the )?(?:four |4 )?walls\b|\bwalls\b|\bwhole room\b|\broom\b",
    re.I,
)
_ONE_WALL = re.compile(
    r"\b(?:one|1|a|single|feature|just the|end|back|party|chimney|gable)\s+(?:\w+ )?wall\b|\bwall\b(?!s)", re.I
)
_SMALL_ONE = re.compile(r"\bthe (small|big|larg)(?:g?er|est|gest|e|est)? (?:one|room|bedroom)\b", re.I)
_TOTAL = re.compile(r"\s*(?:of \w+ )?(?:in total|in all|altogether|all in all|total|all together|overall)\b", re.I)
_COMES_TO = re.compile(
    r"(?:=|\b(?:so|makes|making|totall?ing|total of|comes to|which is))\s*(?:about |roughly )?$", re.I
)
_AGAIN_ELSEWHERE = re.compile(r"\b(?:and|plus|n|another|then)\b|[&+,]", re.I)
_EVERYTHING = re.compile(
    r"\ball (?:of (?:it|them|that|this)|wants?|needs?|to be|done)\b|\bboth (?:want|need|to be|of them)\b|\beverything\b|\b(?:the|whole) lot\b",
    re.I,
)
_THE_SAME = re.compile(r"\b(?:same|both|all|everything|likewise|too|as well)\b", re.I)
_THE_SAME_MEASURE = re.compile(r"\b(?:the )?same (?:length|run|metres|metreage|area|size|amount|footage)\b", re.I)
_METRES = re.compile(r"\b\d+(?:\.\d+)? ?(?:m|m2|m²|metres?|ft|foot)\b", re.I)
_ACROSS = re.compile(r"\b(?:across|wide|out|deep|down|back|gutter|eaves|depth|width)\b", re.I)


@dataclass(slots=True)
class Place:
    """What was told of one place: an area, two sides (and how high), or one run (and how high).

    Metres and square metres. figures: those it was told by. words: those of its piece. times: how many such there are. off: it is taken off the
    rest (a window in a wall). owners: the codes of the items it belongs to.
    """

    figures: Sequence[Measured]
    segment: Segment
    words: frozenset[str]
    area: Decimal | None = None
    sides: tuple[Decimal, Decimal] | None = None
    run: Decimal | None = None
    high: Decimal | None = None
    owners: set[str] = field(default_factory=set)

    @property
    def times(self) -> Decimal:
        return max(one.times for one in self.figures)

    @property
    def off(self) -> bool:
        return any(one.off for one in self.figures)

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end

    @property
    def surfaces(self) -> frozenset[str]:
        return self.words & SURFACES


@dataclass(frozen=True, slots=True)
class Amount:
    """What is charged, and the key of the question where it is not known. said: the customer's own figure was used.

    sure: no other reading is as good. parts: the sizes that were added up, one for each room or place.
    """

    quantity: Decimal
    missing: str = ""
    said: bool = False
    sure: bool = True
    parts: Sequence[Decimal] = ()


class Places:
    """The measured places of an enquiry in order of reading, each with the items it belongs to."""

    def __init__(self, wanted: Wanted, sizes: Sizes, chosen: Sequence[Candidate]) -> None:
        self.wanted, self.sizes, self.chosen = wanted, sizes, chosen
        self.used: list[Place] = []
        every = _places(wanted, sizes)
        self.surfaces = [place for place in every if place.run is None or place.high is not None]
        self.runs = [place for place in every if place.run is not None and place.high is None]
        self.heights = [
            one for one in sizes.all if one.bound.role == "height" and one.metres is not None and one.bound.group < 0
        ]
        for places in (self.surfaces, self.runs):
            self._settle(places)
            self._part(places)

    def _settle(self, places: Sequence[Place]) -> None:
        """Gives each place its items."""
        before: Place | None = None
        for number, place in enumerate(places):
            after = places[number + 1].segment if number + 1 < len(places) else None
            for pool in self._pools(place.segment, before, after):
                fitting = [c for c in pool if self._fits(c, place)]
                if fitting:
                    place.owners = {c.item.row.code for c in [c for c in fitting if _is_measured(c)] or fitting}
                    break
            before = place

    def _pools(self, here: Segment, before: Place | None, after: Segment | None) -> Iterator[list[Candidate]]:
        """The items that a place may belong to, those likeliest first: in its piece, in its sentence, in other sentences."""
        since = before.segment.place + 1 if before is not None else 0
        listed = [c for c in self.chosen if before is not None and c.item.row.code in before.owners]
        start, end = here.place, here.place
        yield self._named(here, start, end, chiefly=True)
        yield self._named(here, start, end)
        yield self._named(here, since, start - 1, chiefly=True)
        if before is not None and before.segment.sentence == here.sentence:
            yield listed
        if after is not None and after.sentence == here.sentence:
            # What another place follows is told of before that: “boarding, 27 m2, then the ceiling skimmed, 12 m2”.
            yield self._named(here, since, start - 1, anywhere=True)
            end = after.place - 1
            yield self._named(here, start + 1, end)
        yield self._named(here, since, start - 1)
        yield self._named(here, end + 1, LAST)
        yield self._named(here, since, start - 1, anywhere=True)
        yield listed
        yield self._named(here, start + 1, LAST, anywhere=True)

    def _part(self, places: Sequence[Place]) -> None:
        """“14 m at the front in cast iron and 12 m at the back in plastic”: of two of a kind each has its own."""
        for one, other in combinations(self.chosen, 2):
            codes = {one.item.row.code, other.item.row.code}
            shared = [place for place in places if codes <= place.owners]
            if len(shared) < 2 or not one.item.head & other.item.head or ("remove" in one.item.acts ^ other.item.acts):
                continue
            ahead = [self._speaks_for(one, place) - self._speaks_for(other, place) for place in shared]
            if not any(ahead):
                continue
            for place, lead in zip(shared, ahead, strict=True):
                mine = lead > 0 or (lead == 0 and max(ahead) <= 0)
                place.owners -= {(other if mine else one).item.row.code}

    def _speaks_for(self, candidate: Candidate, place: Place) -> int:
        """How much of what is told at a place is of an item: the words that they share, and a height that it is for."""
        high = self._heights_at(place)
        bands = [rule for rule in candidate.item.rules if isinstance(rule, Band) and rule.measure == "height"]
        fits = any(band.holds(one) for one in high for band in bands if band.unit == "m")
        return len(place.words & candidate.item.words) + 5 * fits

    def _named(
        self, here: Segment, first: int, final: int, *, chiefly: bool = False, anywhere: bool = False
    ) -> list[Candidate]:
        """The items named from one piece to another in the same sentence. chiefly: those named there above all. anywhere: measured ones of
        the nearest sentence."""
        found = [
            (abs(segment.sentence - here.sentence), c)
            for c in self.chosen
            for segment in ([c.segment] if chiefly else self._spots(c))
            if first <= segment.place <= final and (_is_measured(c) if anywhere else segment.sentence == here.sentence)
        ]
        nearest = min((far for far, _ in found), default=0)
        return [c for far, c in found if far == nearest]

    @staticmethod
    def _spots(candidate: Candidate) -> list[Segment]:
        """The pieces where an item is named, that which speaks for it most first; a piece that is only a figure names nothing."""
        others = [
            segment
            for segment in candidate.places
            if segment is not candidate.segment and {term.word for term in segment.terms} & candidate.item.words
        ]
        return [candidate.segment, *others]

    def _fits(self, candidate: Candidate, place: Place) -> bool:
        """Whether a place may be one of an item: no size of a floor is one of a wall, and no run an area without a height."""
        unit, mine = unit_of(candidate.item.row.unit), candidate.item.words & SURFACES
        if unit not in ("m", "m2", "each") or (unit == "each" and not _is_told_by_size(candidate)):
            return False
        if mine and place.surfaces and not mine & place.surfaces:
            return False
        if unit == "m":
            return place.area is None and (
                place.figures[0].bound.role != "width" or place.sides is not None or by_width(candidate)
            )
        if unit == "m2" and place.run is not None:
            return self.height_for(place) is not None and not mine & {FLOOR, CEILING}
        return True

    def of(self, candidate: Candidate, places: Sequence[Place]) -> list[Place]:
        """Those that are this item's own; where it has none, the nearest one that fits and whatever belongs with it."""
        fitting = [place for place in places if self._fits(candidate, place)]
        own = [place for place in fitting if candidate.item.row.code in place.owners]
        if len(fitting) > 1 and _EVERYTHING.search(candidate.segment.text):
            # “Walls 11 m2 and floor 4 m2, all wants tanking.”
            return fitting
        if own or not fitting:
            return own
        rooms = {term.word for segment in candidate.places for term in segment.terms} & PLACES
        fitting = [place for place in fitting if place.words & rooms or not place.words & PLACES] or fitting
        nearest = min(fitting, key=lambda place: _apart(place, candidate))
        return [place for place in fitting if place.owners == nearest.owners]

    def _as_the_one_before(self, candidate: Candidate, places: Sequence[Place]) -> list[Place]:
        """“New guttering the same length”: what was told before of something else, and nothing behind it."""
        if not _THE_SAME_MEASURE.search(candidate.segment.text):
            return []
        return [p for p in places if p.segment.place < candidate.segment.place and self._fits(candidate, p)][-1:]

    def height_for(self, place: Place) -> Decimal | None:
        """How high it is at that place: told with it, else in its sentence, else the only height there is."""
        if place.high is not None:
            return place.high
        near = self._heights_at(place)
        with_sides = {place.high for place in self.surfaces if place.high is not None}
        for told in (near, {one.metres for one in self.heights} or with_sides):
            if len(told) == 1:
                return next(iter(told))
        return None

    def _heights_at(self, place: Place) -> set[Decimal]:
        """The heights told with a place or in its sentence, metres."""
        if place.high is not None:
            return {place.high}
        near = (one.metres for one in self.heights if _sentence_of(one, self.wanted) == place.segment.sentence)
        return {metres for metres in near if metres is not None}

    # --- square metres ---

    def area(self, candidate: Candidate) -> Amount:
        """The square metres of an item charged by them."""
        own = self._as_the_one_before(candidate, self.surfaces) or self.of(candidate, self.surfaces)
        code = candidate.item.row.code
        if not any(code in place.owners for place in own) and any(
            code in place.owners and self.height_for(place) for place in self.runs
        ):
            # “Split the back bedroom, 3.6 m long and 2.4 high”, and the sides are of another room.
            own = []
        if not any(place.area or place.sides for place in own):
            runs = self.of(candidate, self.runs)
            own += [
                place
                for place in runs
                if (place.run or 0) >= SHORTEST and (not own or candidate.item.row.code in place.owners)
            ]
        areas = [place for place in own if place.area is not None and not place.off]
        if areas:
            whole = self._in_total(areas)
            if whole is not None and whole.area is not None:
                self.used += own
                # “30 m2 and 80 m2 – no, it’s 30 m2 in total”.
                return _sum([whole.area])
            walls = _is_of_walls(candidate)
            own = [place for place in own if place.area is not None or (not walls and not _is_said_by(place, areas))]
        self.used += own
        own = self._the_one_meant(self._not_said_again(own), candidate)
        parts: list[Decimal] = []
        sure = self._is_told(candidate, own)
        for place in own:
            part = self._square_metres(place, candidate)
            if part is None:
                return Amount(candidate.item.row.min_qty or Decimal(1), "dimensions")
            parts += [-part] if place.off else [part] * int(place.times)
        if parts:
            return _sum(parts, sure=sure)
        pair = self._two_runs(candidate)
        if pair is not None:
            self.used += self.runs
        return _sum([pair]) if pair is not None else Amount(candidate.item.row.min_qty or Decimal(1), "area")

    def _is_told(self, candidate: Candidate, own: Sequence[Place]) -> bool:
        """Whether the places are surely this item's: not the nearest of several that are another's, nor sides that may be of a floor."""
        if len(own) < len(self.surfaces) and not any(candidate.item.row.code in place.owners for place in own):
            return False
        sides = [place for place in own if place.sides and place.high is None and WALL not in place.words]
        return not sides or not _is_of_walls(candidate) or self._is_one_wall(candidate) or bool(self.heights)

    def unused(self) -> list[Place]:
        """The places that no item was measured by."""
        runs = [place for place in self.runs if place.figures[0].bound.role != "width"]
        return [place for place in (*self.surfaces, *runs) if not any(place is one for one in self.used)]

    def _square_metres(self, place: Place, candidate: Candidate) -> Decimal | None:
        """Of one place; None where a height is wanting."""
        if place.area is not None:
            return place.area
        high = self.height_for(place)
        if place.sides is None:
            return (place.run or Decimal(0)) * (high or Decimal(0))
        length, width = place.sides
        if place.off:
            return length * width
        if self._is_all_round(candidate) and high is not None:
            return 2 * (length + width) * high
        if not _is_of_walls(candidate) or self._is_one_wall(candidate):
            return length * width
        room = self._is_room(candidate)
        if place.high is None and (not room or high is None or not LOW <= high <= TALL):
            return None if room and length > WALL_SIDE and width > WALL_SIDE else length * width
        return 2 * (length + width) * (high or Decimal(0))

    def _two_runs(self, candidate: Candidate) -> Decimal | None:
        """“4.2 metres along the house and coming out 3 metres”: two sides told one by one; None where there are not just two."""
        runs = [place for place in self.runs if place.run is not None]
        if (
            len(runs) != 2
            or runs[0].segment.sentence != runs[1].segment.sentence
            or self.heights
            or WALL in runs[0].words | runs[1].words
        ):
            return None
        source = self.wanted.sources[runs[0].segment.message].text
        around = source[max(0, runs[0].start - 25) : runs[1].end + 15]
        if not _ACROSS.search(around):
            return None
        return (runs[0].run or Decimal(0)) * (runs[1].run or Decimal(0))

    def _is_all_round(self, candidate: Candidate) -> bool:
        """“The shed, 8 ft x 6 ft and 6 ft high”: the outside of something that stands free, unless its floor or roof is meant."""
        words = {t.word for s in candidate.places for t in s.terms} | candidate.item.words
        inside = {FLOOR, CEILING, stem("roof"), stem("base"), stem("felt")}
        return bool(words & FOUR_SIDED & (candidate.item.words | candidate.item.head)) and not words & inside

    def _is_room(self, candidate: Candidate) -> bool:
        # Where the sides stand in another sentence, that one tells of the room too.
        if self.sizes.language != "en" and WALL in {t.word for s in candidate.places for t in s.terms}:
            return True
        sides = {place.segment.sentence for place in self.surfaces if place.sides}
        there = " ".join(segment.text for segment in self.wanted.segments if segment.sentence in sides)
        return bool(_WHOLE_ROOM.search(f"{self._around(candidate)} {there}"))

    def _is_one_wall(self, candidate: Candidate) -> bool:
        around = self._around(candidate)
        return bool(_ONE_WALL.search(around)) and not re.search(r"\bwalls\b", around, re.I)

    def _around(self, candidate: Candidate) -> str:
        segment = candidate.segment
        return " ".join(
            s.text for s in self.wanted.segments if s.sentence == segment.sentence or abs(s.place - segment.place) <= 1
        )

    def areas(self, candidate: Candidate) -> list[Decimal]:
        """Square metres of what an item is for, place by place, whatever its own unit; none where they were not said."""
        own = self._not_said_again([place for place in self.of(candidate, self.surfaces) if not place.off])
        told = [place for place in own if place.area is not None] or own
        self.used += own
        found: list[Decimal] = []
        for place in told:
            sides = place.sides or (place.run or Decimal(0), place.high or Decimal(0))
            found += [place.area if place.area is not None else sides[0] * sides[1]] * int(place.times)
        return found

    # --- metres ---

    def length(self, candidate: Candidate) -> Amount:
        """The metres of an item charged by them."""
        own = self._as_the_one_before(candidate, self.runs) or self._own_runs(candidate)
        sides = self._the_one_meant([place for place in self.of(candidate, self.surfaces) if place.sides], candidate)
        if not own and sides and candidate.item.words & ROUND_THE_ROOM:
            self.used += sides
            return _sum([2 * sum(place.sides or ()) * place.times for place in sides])
        if not own and _THE_SAME.search(self._around(candidate)):
            own = [p for p in self.runs if p.segment.place < candidate.segment.place and self._fits(candidate, p)][-1:]
        if not own and len(self.chosen) == 1:
            own = self.of(candidate, self.runs)
        self.used += own or sides
        if own:
            whole = self._in_total(own)
            if whole is not None and whole.run is not None:
                return _sum([whole.run])
            return _sum([(place.run or Decimal(0)) * place.times for place in self._not_said_again(own)])
        told = [place for place in sides if place.segment in candidate.places]
        if told:
            return _sum([max(told[0].sides or (Decimal(0),))])
        return Amount(candidate.item.row.min_qty or Decimal(1), "length")

    def _own_runs(self, candidate: Candidate) -> list[Place]:
        every = [*self.surfaces, *self.runs]
        return [place for place in every if place.run is not None and candidate.item.row.code in place.owners]

    def runs_by_height(self, candidate: Candidate) -> list[tuple[Decimal, Decimal | None]]:
        """The metres of each run of an item, and how high it is there; None where no height, or more than one, was told with it."""
        found = []
        for place in self._not_said_again(self._own_runs(candidate)):
            told = self._heights_at(place)
            found.append(((place.run or Decimal(0)) * place.times, told.pop() if len(told) == 1 else None))
        return found

    # --- what is said twice ---

    @staticmethod
    def _the_one_meant(own: list[Place], candidate: Candidate) -> list[Place]:
        """“Coving round the small one”, of two rooms whose sides were told."""
        segment = candidate.segment
        one_of_them = _SMALL_ONE.search(segment.text)
        if one_of_them is None or len(own) < 2 or not all(place.sides for place in own):
            return own
        said = segment.start + one_of_them.start()
        if not any(0 <= said - end <= NEAR_BY for _, end in candidate.anchors):
            return own
        pick = min if one_of_them.group(1).lower().startswith("sm") else max
        return [pick(own, key=lambda place: place.sides or (Decimal(0), Decimal(0)))]

    def _in_total(self, own: Sequence[Place]) -> Place | None:
        """The one that is called the total; None where none is."""
        for place in own:
            text = self.wanted.sources[place.segment.message].text
            if _TOTAL.match(text, place.end) or _COMES_TO.search(text, max(0, place.start - 14), place.start):
                return place
        return None

    def _not_said_again(self, own: Sequence[Place]) -> list[Place]:
        """Without what repeats one said before; “9 m front and 9 m back”, joined in one sentence, are two."""
        kept: list[Place] = []
        for place in sorted(own, key=lambda one: (one.segment.message, one.start)):
            last = kept[-1] if kept else None
            joined = (
                last is not None
                and last.segment.sentence == place.segment.sentence
                and place.start - last.end < 40
                and _AGAIN_ELSEWHERE.search(self.wanted.sources[place.segment.message].text[last.end : place.start])
            )
            if joined or not any(_is_alike(place, other) for other in kept):
                kept.append(place)
        return kept


def _sum(parts: Sequence[Decimal], *, sure: bool = True) -> Amount:
    return Amount(rounded(sum(parts, Decimal(0))), said=True, parts=[part for part in parts if part > 0], sure=sure)


def _is_alike(one: Place, other: Place) -> bool:
    return (one.area, one.sides, one.run, one.high) == (other.area, other.sides, other.run, other.high)


def _is_said_by(place: Place, areas: Sequence[Place]) -> bool:
    """“20 m2 (5 m by 4 m)”: the sides of an area that was told."""
    if place.sides is None:
        return True
    product = place.sides[0] * place.sides[1]
    return any(
        abs(product - (one.area or Decimal(0))) <= product / 50 or one.segment.sentence == place.segment.sentence
        for one in areas
    )


def _is_measured(candidate: Candidate) -> bool:
    return unit_of(candidate.item.row.unit) in ("m2", "m")


def _is_told_by_size(candidate: Candidate) -> bool:
    """Whether a size tells which price of a thing it is, or what is beyond it: “up to 3 m2”, “small room”."""
    return any(
        (isinstance(rule, Band) and rule.measure in ("area", "length", "width", "height", "size"))
        or (isinstance(rule, Included) and rule.of.split()[:1] in (["m2"], ["m"], ["m²"], ["metres"]))
        for rule in candidate.item.rules
    ) or bool(_METRES.search(f"{candidate.item.row.name} {candidate.item.row.description}"))


def by_width(candidate: Candidate) -> bool:
    """Whether an item is charged by how wide a thing is."""
    return bool(re.search(r"\bwidth\b|\bwide\b", f"{candidate.item.row.name} {candidate.item.row.description}", re.I))


def _is_of_walls(candidate: Candidate) -> bool:
    words = candidate.item.words
    if (WALL in words or words & PAPER) and FLOOR not in words and CEILING not in words:
        return True
    return bool(candidate.item.head & _SURFACES_LEFT_OPEN) and WALL in {
        t.word for s in candidate.places for t in s.terms
    }


def _places(wanted: Wanted, sizes: Sizes) -> list[Place]:
    """Areas, sides and runs as they were told, in order of reading."""
    found: list[Place] = []
    groups: dict[tuple[int, int], list[Measured]] = {}
    for one in sizes.all:
        if one.bound.group >= 0 and one.bound.role != "size" and one.metres is not None:
            groups.setdefault((one.message, one.bound.group), []).append(one)
    seen: set[tuple[int, int]] = set()
    for one in sizes.all:
        segment = wanted.segment_at(one.message, one.start)
        if segment is None:
            continue
        words = one.words - SURFACES if segment.refused else one.words - SURFACES | {t.word for t in segment.terms}
        if one.square_metres is not None:
            found.append(Place([one], segment, words, area=one.square_metres))
        elif one.bound.group >= 0:
            key = (one.message, one.bound.group)
            if key in seen or key not in groups:
                continue
            seen.add(key)
            sides = [m.metres for m in groups[key] if m.bound.role != "height" and m.metres is not None]
            high = next((m.metres for m in groups[key] if m.bound.role == "height"), None)
            if len(sides) >= 2:
                found.append(Place(groups[key], segment, words, sides=(sides[0], sides[1]), high=high))
            elif len(sides) == 1 and high is not None:
                found.append(Place(groups[key], segment, words, run=sides[0], high=high))
        elif one.metres is not None and one.bound.role in ("length", "run", "width"):
            found.append(Place([one], segment, words, run=one.metres))
    for _, alike in groupby(found, key=lambda place: place.segment.place):
        _tell_surfaces_apart(list(alike))
    return found


def _tell_surfaces_apart(places: Sequence[Place]) -> None:
    """“Walls 42 m2 ceiling 20 m2”, “9 m2 of floor 4 m2 of wall”: of several in one piece each has the surface before it, or behind it."""
    segment = places[0].segment
    told = [(term.start, term.word) for term in segment.terms if term.word in SURFACES]
    if len(places) < 2 or not told:
        return
    leads = told[0][0] < places[0].start
    for number, place in enumerate(places):
        first = (places[number - 1].end if number else segment.start) if leads else place.end
        after = places[number + 1].start if number + 1 < len(places) else segment.end
        own = {word for start, word in told if first <= start < (place.start if leads else after)}
        place.words = place.words - SURFACES | own


def _apart(place: Place, candidate: Candidate) -> tuple[int, int]:
    """How far a place is from where an item is named; what goes before is nearer than what comes behind."""
    return min(
        (
            abs(place.segment.sentence - segment.sentence) * 10 + abs(place.segment.place - segment.place),
            int(place.segment.place > segment.place),
        )
        for segment in candidate.places
    )


def _sentence_of(one: Measured, wanted: Wanted) -> int:
    segment = wanted.segment_at(one.message, one.start)
    return segment.sentence if segment is not None else -1
