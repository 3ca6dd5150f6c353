"""Which items are meant: every item weighed where its thing is named (`signs.py`), then chosen so that each word is explained once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlet.drafting.engine.matching.candidate import ENOUGH, Candidate
from handlet.drafting.engine.matching.glossary import read_in
from handlet.drafting.engine.matching.items import (
    ACT_OF,
    PLAIN_ACTS,
    SIZES,
    UNSAID,
    Item,
    PriceItems,
    only_if,
    understood,
)
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.matching.signs import EXTRA, USUAL, Around, arounds, front, plain_words, signs_of
from handlet.drafting.engine.matching.sizes import Sizes, unit_of
from handlet.drafting.engine.matching.told_apart import sides
from handlet.drafting.engine.matching.unasked import (
    is_in_another,
    is_in_hours,
    is_only_measured,
    is_only_worked_on,
    is_unasked,
    without_what_is_there,
)
from handlet.drafting.engine.matching.wanted import SURFACES, Wanted, wanted
from handlet.drafting.engine.matching.weighing import Model, Signs, beside_rivals, model, share, weighed
from handlet.drafting.port import Enquiry, Reading
from handlet.quoting.rules import Band, Included

LIKE_ENOUGH = 0.3
"""The least nearness in the phrasebook at which an item is looked at that no word names."""
LIKELY, BESIDE = 1.5, 1.0
"""The same by likelihood, and how little likelier any other may be."""
MEANT, MEANT_BY_MANY = 0.5, 0.75
"""The share of likelihood at which an item may be meant by words that only say of what kind (“two singles for doubles”), and by
words that many items hold."""
SURER = 0.85
"""How sure another line must be for one to give way whose thing nobody names."""
UNLIKELY = -1.0
"""Log odds below which what is said is said of something else."""
LEAD, CLOSE, UNTOLD = 0.12, 0.6, 1.5
SUPPLIER, VARIANT, NAMED = 6.0, 0.5, 1.5
LISTED = 4
"""How many pieces behind a line its kin may be listed."""
KIND, SURE_KIND, GUESS = 0.18, 0.7, 0.1
"""How near a rival must be, in shares and in log odds; and in log odds where only an untold fact parts them."""

# What tells one thing from another and is none itself.
_QUALITIES = frozenset(
    stem(word)
    for word in """internal exterior external outside inside outdoor indoor front back side upstairs downstairs single double
    large big medium tall high first further additional extra second old new whole half full light heavy""".split()
)

# What machines are rated by: their make and model tell it.
GRADES = frozenset(stem(word) for word in "hp bhp cc lph kva gb tb psi".split())
# Where something is done: of “the kitchen tap” the kitchen.
PLACES = frozenset(
    stem(word)
    for word in """kitchen bathroom bedroom lounge hall hallway landing garage shed loft attic garden flat house room studio cellar
    utility porch outbuilding upstairs downstairs office""".split()
)
# “Hall, stairs and landing” is one place.
_STAIRWELL = re.compile(r"\bhall(?:way)?s?\W*(?:and |n )?stairs?(?:case)?\W*(?:and |n )?landings?\b", re.I)
_STAIRS = frozenset((stem("stairs"), stem("staircase")))
_HOMES = frozenset(
    stem(word) for word in "house flat bungalow studio home property apartment semi terrace cottage maisonette".split()
)
_CLEANING = frozenset({stem("clean")})


def candidates(
    said: Wanted, prices: PriceItems, sizes: Sizes, reading: Reading, weights: Model | None = None
) -> list[Candidate]:
    """Every item at every place that names it, weighed by itself and then beside its rivals."""
    found = described(said, prices, sizes, reading)
    weigh(found, weights or model())
    return found


def described(said: Wanted, prices: PriceItems, sizes: Sizes, reading: Reading) -> list[Candidate]:
    """Every item at every place that names it, with its signs."""
    every = ((item, around) for around in arounds(said, prices, reading) for item in prices.items)
    found = [made for item, around in every if (made := _candidate(item, around, prices, sizes)) is not None]
    return [one for one in found if not is_unasked(one, said, found, reading)]


def weigh(found: Sequence[Candidate], weights: Model) -> None:
    """Sets the odds of each by itself, then its share beside whoever explains the same words."""
    for one in found:
        one.odds = weighed(one.signs, weights.alone)
    for one, signs in among(found):
        one.score = share(weighed(signs, weights.among))
    _settle_suppliers(found)
    _settle_removals(found)
    _settle_synonyms(found)
    _settle_variants(found)


def _settle_suppliers(found: Sequence[Candidate]) -> None:
    """Of two of a kind that differ in who brings the thing, what was said of it decides, whatever else speaks for the other."""
    for one in found:
        if "supply disagrees, kin agrees" not in one.signs:
            continue
        agreeing = [
            other
            for other in found
            if other.segment.place == one.segment.place
            and other.item.row.code in one.kin
            and "supply agrees, kin not" in other.signs
            and other.anchors & one.anchors
            and one.odds - other.odds < SUPPLIER
            and not _says_more(one, other)
        ]
        best = max(agreeing, key=lambda other: (other.odds, other.item.row.code), default=None)
        if best is not None:
            best.score, one.score = max(best.score, one.score), min(best.score, one.score)


def _settle_removals(found: Sequence[Candidate]) -> None:
    """“The old wall tiles off”, to a list with “Wall tiling” and “Remove wall tiles”: where things are only to go, none are fitted."""
    for one in found:
        if one.segment.acts != {"remove"} or "remove" in one.item.acts:
            continue
        if any(
            "remove" in other.item.acts
            and other.segment.place == one.segment.place
            and other.anchors & one.anchors
            and other.score >= ENOUGH
            for other in found
        ):
            one.score = min(one.score, GUESS)


def _says_more(one: Candidate, other: Candidate) -> bool:
    """Whether their words say of which kind only the one is: of “a tap on the outside wall” the outside."""
    own = {word for word, _ in one.explained if word in one.item.words}
    return bool((own & _QUALITIES) - other.item.words - set(other.item.about))


def _settle_synonyms(found: Sequence[Candidate]) -> None:
    """“Two slates have slipped”, to a list with slates and with tiles: who says the word of the one does not mean its synonym."""
    words = {one.item.row.code: plain_words(one.item.row.name) for one in found}
    said = {one.segment.place: plain_words(one.segment.text) for one in found}
    everywhere = frozenset(word for each in said.values() for word in each)
    unmeant: set[str] = set()
    for one in found:
        here = said[one.segment.place]
        for other in found:
            if other.segment.place != one.segment.place or not other.anchors & one.anchors or other.score < ENOUGH:
                continue
            mine, its = words[one.item.row.code], words[other.item.row.code]
            if len(mine - its) != 1 or not mine & its or not here & (its - mine) or here & (mine - its):
                continue
            if any(word in ACT_OF for word in mine ^ its):
                # To hang and to strip are no synonyms.
                continue
            if one.score > other.score:
                one.score, other.score = other.score, one.score
            if len(its - mine) == 1 and not everywhere & (mine - its):
                unmeant.add(one.item.row.code)
    for one in found:
        if one.item.row.code in unmeant:
            one.score = min(one.score, GUESS)


def _settle_variants(found: Sequence[Candidate]) -> None:
    """“A hard wired chime”, to a list with “Chime, wired” and “Chime, battery”: the one whose own word stands there is meant."""
    for one in found:
        if not one.signs.get("variant named"):
            continue
        for other in found:
            if (
                other.segment.place == one.segment.place
                and other.score > one.score
                and other.odds - one.odds < NAMED
                and other.signs.get("variant named") == 0.0
                and front(other.item.row.name) == front(one.item.row.name)
                and not other.signs.get("better said than kin")
            ):
                one.score, other.score = other.score, one.score


def among(found: Sequence[Candidate]) -> Iterator[tuple[Candidate, Signs]]:
    """Each candidate with its signs of the second stage."""
    by_place: dict[int, list[Candidate]] = {}
    for one in found:
        by_place.setdefault(one.segment.place, []).append(one)
    best: dict[str, float] = {}
    for one in found:
        if not one.item.is_attendance and not one.extra:
            best[one.item.row.code] = max(one.odds, best.get(one.item.row.code, -99.0))
    for one in found:
        rivals = [
            other.odds
            for other in by_place[one.segment.place]
            if other is not one and not other.extra and other.anchors & one.anchors and not _beside(one, other)
        ]
        others = [odds for code, odds in best.items() if code != one.item.row.code]
        here = [other.odds for other in by_place[one.segment.place] if other.item is not one.item and not other.extra]
        signs = beside_rivals(one.odds, rivals, others, here, one.signs)
        yield one, {**signs, **_beside_alike(one, best)}


def _beside_alike(one: Candidate, best: Mapping[str, float]) -> Signs:
    """Whether another of the same thing is surer anywhere: of two felt and rubber roofs one is meant, as a rule."""
    alike = [best[code] for code in one.kin if code in best]
    if not alike:
        return {}
    lead = max(-4.0, min(4.0, best.get(one.item.row.code, one.odds) - max(alike)))
    return {
        "kin named": 1.0,
        "lead over kin": max(0.0, lead),
        "behind kin": min(0.0, lead),
        "kin surer": float(lead < -0.3),
    }


def _candidate(item: Item, around: Around, prices: PriceItems, sizes: Sizes) -> Candidate | None:
    segment, here = around.segment, around.here
    named = [group for group, _ in item.groups if group & here]
    things = [group for group in named if not group <= PLAIN_ACTS | UNSAID | {EXTRA}]
    if not things:
        # Not named; but its description tells of it: “a wardrobe”, of flat-pack in sizes.
        told = frozenset(word for word in item.about if word in here and word not in ACT_OF and word not in UNSAID)
        things = [told] if told else []
    if not things and (around.here <= UNSAID or not _is_likely(item, around)):
        # “What would you charge?” names nothing.
        return None
    if things and _is_only_where(item, things, around):
        return None
    anchors = frozenset((term.start, term.end) for term in segment.terms if any(term.word in group for group in things))
    if not anchors:
        anchors = frozenset((term.start, term.end) for term in segment.terms)
    made = signs_of(item, around, prices, sizes, anchors)
    if made is None:
        return None
    signs, undecided = made
    explained = frozenset((t.word, t.start) for t in segment.terms if t.word in item.words or t.word in item.about)
    plain = {"fit", "swap", "repair", "supply", "hang", "connect"}
    kin = frozenset(
        other.row.code for other in prices.kin.get(item.row.code, ()) if other.acts - plain == item.acts - plain
    )
    return Candidate(item, segment, anchors, signs, explained, undecided, kin, _is_extra(item, prices))


def _is_only_where(item: Item, things: Sequence[frozenset[str]], around: Around) -> bool:
    """“The kitchen tap drips”, to a list with “Fit kitchen unit”: a place was named, and nothing of what the item does there."""
    places = PLACES | _STAIRS if _STAIRWELL.search(around.text) else PLACES
    said, rest = around.near - around.segment.loose, item.words - places - PLAIN_ACTS
    if not rest or rest & said or not all(group <= places for group in things):
        return False
    if any(word in said for word in item.about if word not in UNSAID and word not in PLAIN_ACTS | places):
        return False
    others = max((log for code, log in around.likely.items() if code != item.row.code), default=0.0)
    return around.likely.get(item.row.code, 0.0) < max(2 * LIKELY, others)


def _is_likely(item: Item, around: Around) -> bool:
    """Whether an item that no word names is looked at, for how customers ask for it."""
    if around.like.get(item.row.code, 0.0) >= LIKE_ENOUGH:
        return True
    own = around.likely.get(item.row.code, 0.0)
    if own >= LIKELY and own >= max(around.likely.values()) - BESIDE:
        return True
    # What the whole message is likeliest about is looked at where its words are.
    of_all = around.likely_all.get(item.row.code)
    return of_all is not None and of_all >= max(around.likely_all.values()) - BESIDE and own > 0


def choose(found: Sequence[Candidate], prices: PriceItems) -> tuple[list[Candidate], list[list[Candidate]]]:
    """The best explanation: from the surest down, each named thing explained once. And the doubts: near twins."""
    joined = _joined(found, prices)
    held = {code for one in joined for side in prices.parts[one.item.row.code] for code in side}
    open_ = [
        one
        for one in [*joined, *found]
        if one.score >= ENOUGH
        and one.item.row.code not in held
        and not _is_extra(one.item, prices)
        and not _is_named_like_many(one, prices)
    ]
    old = _old_ones(found)
    open_.sort(key=lambda one: (one.item.row.code in old, -one.score, one.item.row.code, one.segment.place))
    chosen: list[Candidate] = []
    doubts: list[list[Candidate]] = []
    used: dict[int, list[Candidate]] = {}
    again: dict[int, list[Candidate]] = {}
    repeated: dict[int, list[Candidate]] = {}
    for one in open_:
        same = next((other for other in chosen if other.item.row.code == one.item.row.code), None)
        if same is not None:
            same.places.append(one.segment)
            repeated.setdefault(one.segment.place, []).append(one)
            if _is_told(same.item, found):
                again.setdefault(one.segment.place, []).append(one)
            continue
        rivals = [other for other in used.get(one.segment.place, []) if other.anchors & one.anchors]
        # Where a line is named once more, its kin has nothing to explain but with a word of its own.
        rivals += [
            other
            for other in repeated.get(one.segment.place, [])
            if other.item.row.code in one.kin and other.signs.get("head here") and one.explained <= other.explained
        ]
        if any(not _beside(one, other) for other in rivals):
            continue
        if any(_is_named_again(one, other) or _is_counted_by(one, other) for other in chosen):
            continue
        if one.odds < 0 and one.signs.get("head not") and any(other.score >= SURER for other in chosen):
            # “Skim the walls, 5 m by 4 m and 2.5 high”: a hedge would be so long and so high, but nobody speaks of one.
            continue
        if chosen and one.signs.get("head not") and _is_of_the_home(one):
            continue
        if _is_how_much_of_another(one, chosen, found) or _is_where_each_goes(one, chosen):
            continue
        if any(other.score >= SURER for other in chosen) and _is_named_by_size(one, found):
            continue
        if one.item.row.code in old and any(other.item.row.code in one.kin for other in chosen):
            # The felt is what comes off, and rubber goes on.
            continue
        twins = [
            other
            for other in found
            if other.item is not one.item
            and other.segment.place == one.segment.place
            and other.anchors & one.anchors
            and not _is_extra(other.item, prices)
            and other.item.row.code not in held
            and not _beside(one, other)
            and not _is_told_by_condition(one.item, other.item)
            and _is_near(one, other)
            and all(other.item is not picked.item for picked in chosen)
        ]
        usual = [other for other in [one, *twins] if _is_usual(other, [one, *twins])]
        if twins and len(usual) == 1 and not _fact_between([one, *twins]):
            # Of variants of which none was asked for, the usual one is meant.
            one, twins = usual[0], []
        one.places.append(one.segment)
        used.setdefault(one.segment.place, []).append(one)
        if twins:
            doubts.append([one, *twins])
            if any(_is_untold(one, other) for other in twins):
                # What the customer did not say decides between prices: none is stated before they do.
                continue
        chosen.append(one)
    chosen = without_what_is_there(chosen, found)
    homes = [one for one in chosen if one.signs.get("head not") and _is_only_of_the_home(one, found)]
    chosen = [one for one in chosen if one not in homes] or chosen
    chosen = [one for one in chosen if not is_only_worked_on(one, chosen, found)]
    chosen = [one for one in chosen if not is_in_another(one, chosen) and not is_in_hours(one, chosen)]
    chosen += _listed_kin(found, chosen, prices)
    chosen += _listed_alike(found, chosen, prices)
    chosen += _measured_apart(found, chosen, prices)
    chosen = [one for one in chosen if not is_only_measured(one, chosen, found)]
    doubts += _families(
        found, {place: [*used.get(place, ()), *again.get(place, ())] for place in used.keys() | again.keys()}, prices
    )
    if not chosen and not doubts:
        chosen += _unmeasured(found, prices)
    return chosen, doubts


def by_one_length(chosen: Sequence[Candidate], sizes: Sizes) -> list[Candidate]:
    """“Our cleaner is retiring, we need three hours a week in the office”: of lines that do the same and are sold by the hour only the
    surest is meant, where one length of time is told."""
    told = {one.bound.fact.value for one in sizes.all if one.bound.fact.unit == "hour"}
    timed = [one for one in chosen if unit_of(one.item.row.unit) == "hour" and one.item.acts]
    if len(told) != 1:
        return list(chosen)
    return [
        one
        for one in chosen
        if one not in timed
        or not any(
            other.item.acts == one.item.acts and (other.score, other.item.row.code) > (one.score, one.item.row.code)
            for other in timed
        )
    ]


def _listed_kin(found: Sequence[Candidate], chosen: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """“Two flat-pack bedside tables and a wardrobe”, to a list with small and large flat-pack: what is listed after a line and stands
    in the description of one of its kin, and of no other item, is that one."""
    made: list[Candidate] = []
    for one in found:
        lead = next(
            (
                other
                for other in chosen
                if other.segment.sentence == one.segment.sentence
                and other.segment.place < one.segment.place <= other.segment.place + LISTED
                and one.item.row.code in other.kin
                and "," in one.item.row.name
                and one.item.row.name.split(",")[0] == other.item.row.name.split(",")[0]
            ),
            None,
        )
        told = [
            word for word, _ in one.explained if word in one.item.about and word not in ACT_OF and word not in UNSAID
        ]
        if lead is None or one.segment.acts or not any(prices.holders[word] == 1 for word in told):
            continue
        if any(other.item is one.item for other in (*chosen, *made)) or _is_extra(one.item, prices):
            continue
        if any(one.anchors & other.anchors for other in chosen if other.segment.place == one.segment.place):
            continue
        if _UNLISTED & one.signs.keys():
            continue
        made.append(replace(one, score=max(one.score, ENOUGH), places=[one.segment]))
    return made


def _listed_alike(found: Sequence[Candidate], chosen: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """“Just walls and ceiling”, to a list with “Paint walls” and “Paint ceiling”: what is listed beside a line, and parted from it by just
    the thing that is named, is wanted like it."""
    made: list[Candidate] = []
    codes = {one.item.row.code for one in chosen}
    for one in sorted(found, key=lambda one: (-one.score, one.item.row.code)):
        if not ALIKE <= one.score < ENOUGH or one.item.row.code in codes or one.item.is_attendance:
            continue
        if _is_extra(one.item, prices) or _TELLS.search(one.segment.text) or _UNLISTED & one.signs.keys():
            continue
        said = {word for word, _ in one.explained} - one.segment.loose
        lead = next(
            (
                other
                for other in chosen
                if other.segment.sentence == one.segment.sentence
                and abs(other.segment.place - one.segment.place) <= LISTED
                and (one.item.words & other.item.words) - UNSAID - SURFACES
                and one.item.acts == other.item.acts
                and (own := one.item.words - other.item.words - UNSAID - PLAIN_ACTS)
                and own <= said
                # Felt and rubber are two ways of one roof.
                and (own <= SURFACES or not one.item.head & other.item.head)
                and (not own & SURFACES or other.item.words - one.item.words - UNSAID - PLAIN_ACTS <= SURFACES)
            ),
            None,
        )
        if lead is None or not one.segment.acts <= lead.segment.acts:
            continue
        own = one.item.words - lead.item.words
        rivals = [each for each in found if each.segment.place == one.segment.place and each.item is not one.item]
        if any(own & {word for word, _ in each.explained} and each.score > one.score for each in rivals):
            continue
        codes.add(one.item.row.code)
        made.append(replace(one, score=max(one.score, ENOUGH), places=[one.segment]))
    return made


def _measured_apart(found: Sequence[Candidate], chosen: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """“And 15 metres of new skirting”, behind lines that are surer: a thing that is asked for by its name and so much of it, in a
    piece that no line stands for, nor any other item by its words."""
    made: list[Candidate] = []
    for one in sorted(found, key=lambda one: (-one.score, one.item.row.code)):
        if not ASKED_FOR <= one.score < ENOUGH or one.item.is_attendance or _is_extra(one.item, prices):
            continue
        if not {"head here", "role asked"} <= one.signs.keys() or "measured fits here" not in one.signs:
            continue
        words = {word for word, _ in one.explained}
        if _UNLISTED & one.signs.keys() or one.segment.loose & words or words <= SURFACES:
            continue
        here = [each for each in found if each.segment.place == one.segment.place and each.item is not one.item]
        if any(each.explained and each.score > one.score for each in here):
            continue
        if any(each.item is one.item or each.segment.place == one.segment.place for each in (*chosen, *made)):
            continue
        made.append(replace(one, score=ENOUGH, places=[one.segment]))
    return made if chosen else []


ASKED_FOR = 0.35
ALIKE = 0.2
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|high|tall|fine|ok|done|already)\b", re.I)
_UNLISTED = frozenset(("denied", "there now", "role unwanted", "role done", "in it", "beside it", "stated"))


def _old_ones(found: Sequence[Candidate]) -> frozenset[str]:
    """Items that are named as what is there and is to go: “the felt has had it, a rubber roof instead”."""
    return frozenset(
        one.item.row.code for one in found if one.odds > UNLIKELY and one.signs.get("own word is the old one")
    )


def _is_of_the_home(one: Candidate) -> bool:
    """“A tidy round once a fortnight, it’s a one bed flat”: how large the home is asks for no clean of homes of that size."""
    words = {word for word, _ in one.explained} - PLAIN_ACTS - UNSAID - _CLEANING
    return bool(words) and all(word in _HOMES or (word.endswith("bed") and word[0].isdigit()) for word in words)


def _is_how_much_of_another(one: Candidate, chosen: Sequence[Candidate], found: Sequence[Candidate]) -> bool:
    """“Electric heating mat first (7 square metres)”: a piece of bare figures tells how much of what its sentence named before."""
    if one.explained or not all(term.word[0].isdigit() or term.word in _UNITS for term in one.segment.terms):
        return False

    def before(other: Candidate) -> bool:
        return other.segment.sentence == one.segment.sentence and other.segment.place < one.segment.place

    named = any(other.item is one.item and other.explained and before(other) for other in found)
    return not named and any(other.explained and before(other) for other in chosen)


# “Two taps, one kitchen one bathroom basin”.
_ONE_HERE_ONE_THERE = re.compile(
    r"^\W*(?:(?:and |the other )?(?:one|two|three|1|2|3) (?:(?:is |are )?(?:in|for|on|by|at) )?(?:the |my |our )?(?:\w+ ){1,3}?){1,}(?:one|two|three|1|2|3) (?:(?:is |are )?(?:in|for|on|by|at) )?(?:the |my |our )?\w+(?: \w+)?\W*$",
    re.I,
)


def _is_where_each_goes(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether a piece only shares out what its sentence counted before."""
    return bool(one.signs.get("head not") and _ONE_HERE_ONE_THERE.match(one.segment.text)) and any(
        other.segment.sentence == one.segment.sentence and other.segment.place < one.segment.place for other in chosen
    )


_UNITS = frozenset(stem(word) for word in "sqm m2 m mm cm sq metre meter square foot feet ft by high long wide".split())


def _is_only_of_the_home(one: Candidate, found: Sequence[Candidate]) -> bool:
    likely = [other for other in found if other.item is one.item and other.score >= ENOUGH]
    return all(_is_of_the_home(other) for other in likely)


def _is_named_by_size(one: Candidate, found: Sequence[Candidate]) -> bool:
    """“New turf for our tiny garden” asks for nothing that the list has in small."""
    if not one.signs.get("head not"):
        return False
    words = {word for other in found if other.item is one.item and other.score >= ENOUGH for word, _ in other.explained}
    return bool(words) and words <= SIZES


def _joined(found: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """Lines that join two others and are meant: by name, or because both of these are asked for, each in words of its own: “the
    certificate is due, and service the boiler”. What speaks for the whole in the words of a part speaks for the part as well."""
    made: list[Candidate] = []
    shares: dict[str, dict[int, float]] = {}
    for one in found:
        shares.setdefault(one.item.row.code, {})[one.segment.place] = one.score
    for code, parts in prices.parts.items():
        whole = shares.get(code, {})
        best = max((one for one in found if one.item.row.code == code), key=lambda one: one.score, default=None)
        if best is None:
            continue
        told = [{place: share for part in side for place, share in shares.get(part, {}).items()} for side in parts]
        sure = [max((share + whole.get(place, 0.0), place) for place, share in side.items()) for side in told if side]
        if len({place for _, place in sure}) == len(parts) and min(sure)[0] >= ENOUGH:
            made.append(replace(best, score=min(1.0, min(sure)[0])))
        elif best.score >= max(ENOUGH, *(side.get(best.segment.place, 0.0) for side in told)):
            made.append(best)
    return made


def _is_named_like_many(one: Candidate, prices: PriceItems) -> bool:
    """“Paint the inside” names every third item of a painter's list, and so none."""
    if not one.signs.get("head not"):
        return False
    words = {word for word, _ in one.explained} - PLAIN_ACTS - UNSAID
    said = words - _QUALITIES
    if one.signs.get("likely share", 0.0) > (MEANT_BY_MANY if said else MEANT):
        return False
    # “Garden wall” is said of fewer than “garden” and than “wall”.
    holders = [item for item in prices.items if said <= item.words | item.about.keys()]
    return bool(words) and len(holders) >= max(3, len(prices.items) // 6)


def _unmeasured(found: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """Where nothing is sure: what is priced by its measure and was named without one. Asking for the measure costs nothing."""
    open_ = [
        one
        for one in found
        if "measured unsaid" in one.signs
        # Days and weeks are one where nobody tells more: that would be a price, and no question.
        and unit_of(one.item.row.unit) not in ("day", "week", "month")
        and one.score >= GUESS
        and not _is_extra(one.item, prices)
        and not one.item.is_attendance
    ]
    best = max(open_, key=lambda one: (one.odds, one.item.row.code), default=None)
    if best is None:
        return []
    best.places.append(best.segment)
    return [best]


def _families(
    found: Sequence[Candidate], used: Mapping[int, Sequence[Candidate]], prices: PriceItems
) -> list[list[Candidate]]:
    """What is meant as a kind, each of the kind being unlikely by itself: “how much for windows”, in a list by bedrooms."""
    doubts: list[list[Candidate]] = []
    settled = {one.item.row.code for ones in used.values() for one in ones}
    open_ = [one for one in found if not _is_extra(one.item, prices) and not one.item.is_attendance]
    open_.sort(key=lambda one: (-one.odds, one.item.row.code, one.segment.place))
    for one in open_:
        if one.item.row.code in settled or any(
            other.anchors & one.anchors for other in used.get(one.segment.place, ())
        ):
            continue
        kind = [
            other
            for other in open_
            if other.segment.place == one.segment.place
            and other.anchors & one.anchors
            and one.odds - other.odds < UNTOLD
            and other.item is not one.item
            and _is_untold(one, other)
        ]
        if any(other.item.row.code in settled for other in kind):
            # Which one of the kind they mean was said in another piece.
            continue
        if kind and one.score + sum(other.score for other in kind) >= (SURE_KIND if used else KIND):
            doubts.append([one, *kind])
            settled |= {other.item.row.code for other in (one, *kind)}
    return doubts[:1]


def _is_near(one: Candidate, other: Candidate) -> bool:
    """Whether the other may be meant as well: nearly as likely, or told apart only by what the customer did not say."""
    gap = one.odds - other.odds
    if other.score >= ENOUGH and abs(one.score - other.score) < LEAD and gap < CLOSE:
        return True
    return gap < UNTOLD and _is_untold(one, other)


def _is_untold(one: Candidate, other: Candidate) -> bool:
    """Two of a kind whose sizes, or whose supplier, tell them apart, and neither was said."""
    if one.undecided and other.undecided and one.item.supplied != other.item.supplied:
        return True
    if {word for word, _ in one.explained} & SIZES & (one.item.words - other.item.words):
        # “A small hole”: the word was said, though no figure.
        return False
    own = {word for word, _ in one.explained} - PLAIN_ACTS - UNSAID - one.item.head
    if (own & (one.item.words | set(one.item.about))) - (other.item.words | set(other.item.about)):
        # “A labrador”, “a bedroom”: what it is tells the size, for the list says so.
        return False
    if _measures(one) & _measures(other):
        return not one.signs["band fits"] and not other.signs["band fits"]
    return _is_variant(one, other)


def _is_told(item: Item, found: Sequence[Candidate]) -> bool:
    """Whether somewhere it is told which of its kind is meant: by its size, or by a word of its own."""
    for one in found:
        if one.item is not item or one.score < ENOUGH:
            continue
        kind = [
            other
            for other in found
            if other.item is not item
            and other.segment.place == one.segment.place
            and other.anchors & one.anchors
            and _measures(other) & _measures(one)
        ]
        if one.signs["band fits"] or (kind and not any(_is_untold(one, other) for other in kind)):
            return True
    return not any(isinstance(rule, Band) for rule in item.rules)


def _measures(one: Candidate) -> set[str]:
    return {rule.measure for rule in one.item.rules if isinstance(rule, Band)}


def _is_told_by_condition(one: Item, other: Item) -> bool:
    """Two of a kind of which the owner's own condition says which it is: “aged 60 or over”. The rule decides, and asks where it must."""
    for mine, its in ((one, other), (other, one)):
        rule = only_if(mine)
        if rule is not None and (
            rule.otherwise == its.row.code
            or (not rule.otherwise and mine.head == its.head and mine.groups == its.groups)
        ):
            return True
    return False


def _is_variant(one: Candidate, other: Candidate) -> bool:
    """“Lift out and back” for two lengths of boat, “Marquee 3 m x 6 m” beside a longer one: one name, told apart by what nobody said."""
    shared = front(one.item.row.name)
    if not shared or shared != front(other.item.row.name) or abs(one.odds - other.odds) >= VARIANT:
        return False
    told = {word for each in (one, other) for word, _ in each.explained}
    mine, its = (each.item.words | set(each.item.about) for each in (one, other))
    return not told & (mine ^ its) and not any(each.signs.get(sign) for each in (one, other) for sign in _TOLD_APART)


_TOLD_APART = (
    "figure agrees",
    "number agrees",
    "rhythm agrees",
    "supply agrees, kin not",
    "variant said",
    "better said than kin, anywhere",
)


def _is_usual(one: Candidate, among: Sequence[Candidate]) -> bool:
    """A variant that its name calls the usual one, beside one that is not."""
    mine = bool(USUAL.search(one.item.row.name))
    return mine and any(not USUAL.search(other.item.row.name) for other in among)


def question_between(twins: Sequence[Candidate]) -> str:
    """The key of the question that decides between near twins; empty where it is for them to say which."""
    key = _fact_between(twins)
    if not key and any(_is_variant(twins[0], other) for other in twins[1:]):
        return "dimensions" if all(sides(one.item.row.name) for one in twins) else "scope"
    return key


def _fact_between(twins: Sequence[Candidate]) -> str:
    """The key of the fact that decides between near twins; empty where none would."""
    if len({one.item.supplied for one in twins}) > 1 and all(one.item.supplied for one in twins):
        return "material_supply"
    measures = [{rule.measure for rule in one.item.rules if isinstance(rule, Band)} for one in twins]
    shared = set.intersection(*measures) if measures else set()
    words = {word for one in twins for word in one.item.words}
    for measure in sorted(shared):
        if measure == "height":
            return "hedge_height" if stem("hedge") in words else "dimensions"
        if measure == "size":
            return "tile_size" if stem("tile") in words else "dimensions"
        counted = {stem(rule.of) for one in twins for rule in one.item.rules if isinstance(rule, Band) and rule.of}
        if measure == "count" and counted & GRADES:
            return "make_model"
        return {
            "bedrooms": "property_size",
            "area": "area",
            "power": "make_model",
            "count": "quantity",
            "length": "length",
        }.get(measure, "dimensions")
    return ""


def _is_extra(item: Item, prices: PriceItems) -> bool:
    return item.row.code in prices.further or item.is_further_labour


def _beside(one: Candidate, other: Candidate) -> bool:
    """Two items on one thing that do different things to it: take the old one away, fit the new one."""
    first, second = one.item.acts, other.item.acts
    done = one.segment.acts | other.segment.acts
    if "remove" in (first ^ second) and "remove" in done:
        # “The tiles are to come up and go”: nothing is laid there in the same breath.
        return bool(first | second) and (done != {"remove"} or one.segment.place != other.segment.place)
    own, others = one.explained - other.explained, other.explained - one.explained
    mine = {(word, at) for word, at in own if word in one.item.words and word not in UNSAID | PLAIN_ACTS}
    its = {(word, at) for word, at in others if word in other.item.words and word not in UNSAID | PLAIN_ACTS}
    if mine and {word for word, _ in mine | its} <= one.segment.loose and len({at for _, at in mine | its}) == 1:
        # “A banister” may be a handrail or spindles, and is not both.
        return False
    return bool(mine and its)


def _is_counted_by(one: Candidate, other: Candidate) -> bool:
    """“A power flush, 11 radiators”: what another item is charged by the number of is no item of its own."""
    counted = {stem(word) for rule in other.item.rules if isinstance(rule, Included) for word in rule.of.split()}
    named = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
    return bool(named) and named <= counted and not one.signs["fully named"]


def _is_named_again(one: Candidate, other: Candidate) -> bool:
    """“A new electric cooker, and need a circuit for it”: what is said of a sentence's thing further on names its kin no less."""
    mine = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
    return (
        one.segment.sentence == other.segment.sentence
        and other.item.row.code in one.kin
        and bool(mine)
        and mine <= other.item.words
    )


def vocabulary(prices: PriceItems) -> frozenset[str]:
    return frozenset(prices.idf)


def taken_in(enquiry: Enquiry, reading: Reading) -> tuple[PriceItems, Wanted, Sizes]:
    """The list understood, what they want piece by piece, and the measures that they tell."""
    prices = understood(enquiry.business)
    spelling = prices.spelling if reading.language == "en" else None
    said = wanted(enquiry, vocabulary(prices), prices.names, spelling, prices.things, reading.language)
    return prices, said, Sizes(said.sources.values(), read_in(reading.language))


def prepared(enquiry: Enquiry, reading: Reading) -> tuple[PriceItems, list[Candidate]]:
    """The list understood and every candidate of an enquiry, not yet weighed."""
    prices, said, sizes = taken_in(enquiry, reading)
    return prices, described(said, prices, sizes, reading)


def codes_of(found: Sequence[Candidate], prices: PriceItems, weights: Model) -> frozenset[str]:
    """The codes that would be chosen under other weights."""
    weigh(found, weights)
    chosen, _ = choose(found, prices)
    return frozenset(one.item.row.code for one in chosen if not one.item.is_attendance)
