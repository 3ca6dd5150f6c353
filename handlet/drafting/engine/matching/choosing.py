"""Which items are meant: every item scored where its thing is named, then chosen so that each word is explained once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlet.drafting.engine.matching.items import ACT_OF, PLAIN_ACTS, UNSAID, Item, PriceItems
from handlet.drafting.engine.matching.lexicon import stem
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.wanted import Segment, Wanted
from handlet.quoting.rules import Band

ENOUGH = 0.57
LEAD = 0.05
SAME_SENTENCE, ELSEWHERE = 0.85, 0.5
WITHOUT_HEAD = 0.55

HAS_IT = re.compile(
    r"\b(?:i|we)(?:['’]?ve| have|v)? ?(?:already |just |also )?(?:bought|got|have|purchased|ordered|picked up|sourced)\b(?! (?:a|an|some|\d+|two|three|four|five|six) ?(?:leak|blocked|broken|problem|issue|quote|dripping|hole|crack|loose|slipped|fault|bed|house|flat|bathroom))"
    r"|\balready (?:bought|got|have|purchased|here|own)\b|\b(?:our|my|your own|customers?['’]?) own\b|\bgot (?:spares?|the (?:tiles?|paper|door|doors|paint|tap|unit|lock|fitting|shower|toilet))\b|^got \w+"
    r"|\b(?:i|we|ill|i['’]ll|we['’]ll)(?: will| can| would)? (?:supply|provide|get|buy|bring) (?:the|it|them|my|our)\b|\b(?:bought|purchased|delivered) (?:from|off|at|already)\b|\bsupplied by (?:me|us|myself)\b|\bjust need(?:s|ed)? (?:it |them )?(?:fitting|fitted|installing|hanging|laying)\b"
    r"|\b(?:is|are) (?:already )?here\b|\bwaiting (?:in the|to be fitted)\b|\bin (?:the box|boxes|the garage|the hall) (?:ready|waiting)\b|\bfit only\b|\blabour only\b|\bmam kupion|\bam cumpărat|\bya (?:lo |la )?(?:tengo|compr)|\bj['’]ai (?:déjà )?achet|\bjá (?:tenho|comprei)|\bwedi prynu",
    re.I | re.M,
)
WANTS_IT = re.compile(
    r"\bsuppl(?:y|ied|ying)(?: it| them| one)? (?:and|&|\+) ?(?:fit|install|lay|hang|fix)|\bsuppl(?:y|ied)/fit|\b(?:can|could|would|will) you (?:also )?(?:supply|provide|get|source)\b|\byou (?:to )?(?:supply|provide)\b|\bincluding (?:the )?(?:parts?|materials?|tap|supply|unit)\b|\bnew one supplied\b|\bsupplied (?:and|&) (?:fitted|installed|laid)\b|\bwith materials\b",
    re.I,
)
# Of each set only one can be meant at a time.
CONTRASTS: Sequence[Sequence[str]] = [
    [stem(word) for word in words.split()]
    for words in (
        "exterior internal",
        "single double",
        "wall ceiling floor",
        "gas electric",
        "small medium large",
        "porcelain sandstone",
        "laminate engineered",
        "felt rubber",
        "anti-snap standard",
        "mortice cylinder",
        "night mortice",
        "front back side",
        "cooker hob",
        "smoke heat",
        "weekly one-off",
        "flat house",
        "hang strip",
        "concrete lap",
        "sash casement",
    )
]


@dataclass(slots=True)
class Candidate:
    """An item at one place: how well it fits, where its thing is named, and the words that speak for it."""

    item: Item
    segment: Segment
    anchors: frozenset[tuple[int, int]]
    score: float
    explained: frozenset[tuple[str, int]]
    undecided: str = ""
    here: float = 1.0
    places: list[Segment] = field(default_factory=list)


def candidates(wanted: Wanted, prices: PriceItems, sizes: Sizes) -> list[Candidate]:
    """Every item at its best places, one for each segment that names it."""
    found = []
    has, wants = bool(HAS_IT.search(wanted.words)), bool(WANTS_IT.search(wanted.words))
    by_sentence: dict[int, list[Segment]] = {}
    for segment in wanted.segments:
        by_sentence.setdefault(segment.sentence, []).append(segment)
    everywhere = {t.word for s in wanted.segments if not s.refused for t in s.terms}
    for segment in wanted.segments:
        if segment.refused or not segment.terms:
            continue
        here = {term.word for term in segment.terms} | segment.implied
        near = {t.word for other in by_sentence[segment.sentence] if not other.refused for t in other.terms}
        for item in prices.items:
            made = _candidate(
                item, segment, here, near, everywhere, prices, by_sentence[segment.sentence], sizes, has, wants, wanted
            )
            if made is not None:
                found.append(made)
    return found


def _candidate(
    item: Item,
    segment: Segment,
    here: set[str],
    near: set[str],
    everywhere: set[str],
    prices: PriceItems,
    sentence: Sequence[Segment],
    sizes: Sizes,
    has: bool,
    wants: bool,
    wanted: Wanted,
) -> Candidate | None:
    named = [group for group, _ in item.groups if group & here]
    things = [group for group in named if not all(word in PLAIN_ACTS or word in UNSAID for word in group)]
    if not things:
        return None
    got = 0.0
    for group, weight in item.groups:
        if group & here:
            got += weight
        elif group & near:
            got += weight * SAME_SENTENCE
        elif group & everywhere:
            got += weight * ELSEWHERE
    # An item that explains more is surer than one that is explained by a single word.
    score = got / item.weight + min(0.15, 0.03 * got)
    if not item.head & here:
        # A thing that half of the list is about goes without saying.
        rare = item.groups[0][1] / max(weight for _, weight in item.groups) if item.groups else 1.0
        score *= 1 - (0.2 if item.head & near else 1 - WITHOUT_HEAD) * min(1.0, rare)
    anchors = frozenset((term.start, term.end) for term in segment.terms if any(term.word in group for group in things))
    if not anchors:
        anchors = frozenset((term.start, term.end) for term in segment.terms)
    said = set(item.about) & (here | near)
    score += min(0.2, 0.2 * sum(item.about[word] for word in said) / item.weight)
    score -= _unexplained(item, segment, anchors, prices)
    score -= _contrast(item, here, near)
    score -= _only_place(item, segment, anchors, wanted.sources[segment.message].text)
    score += _act(item, segment, sentence)
    supply, undecided = _supply(item, has, wants)
    score += supply
    band = _band(item, segment, sizes)
    if band is None:
        return None
    score += band
    explained = frozenset((t.word, t.start) for t in segment.terms if t.word in item.words or t.word in item.about)
    inside = sum(weight for group, weight in item.groups if group & here)
    return Candidate(item, segment, anchors, score, explained, undecided, inside / got if got else 0.0)


def _unexplained(item: Item, segment: Segment, anchors: Iterable[tuple[int, int]], prices: PriceItems) -> float:
    """Words of the list beside the thing that this item does not hold speak for another item."""
    spots = list(anchors)
    loss = 0.0
    for term in segment.terms:
        if term.word in item.words or term.word in item.about or term.word not in prices.idf or term.word.isdigit():
            continue
        if term.word in ACT_OF and term.word in PLAIN_ACTS:
            continue
        distance = min(max(start - term.end, term.start - end, 0) for start, end in spots)
        if term.word in prices.heads and distance > 2:
            # A thing of its own, that another item is about.
            continue
        if distance <= 14:
            loss += prices.idf[term.word] * (0.35 if distance <= 2 else 0.2)
    return min(0.4, loss / item.weight)


_FROM = re.compile(
    r"\b(?:from|near|next to|beside|close to|away from|opposite|behind|above|past|against)\s+(?:the |my |our |your |an? )?(?:\w+ )?$",
    re.I,
)
_IN = re.compile(r"\b(?:in|on|at|under|into|onto|inside|to)\s+(?:the |my |our |your |an? )(?:\w+ )?$", re.I)


def _only_place(item: Item, segment: Segment, anchors: Iterable[tuple[int, int]], text: str) -> float:
    """A thing that only says where: six metres from the fuse board, the wall behind the cooker."""
    heads = [(t.start, t.end) for t in segment.terms if t.word in item.head] or list(anchors)
    if not heads or segment.acts & item.acts:
        return 0.0
    before = [text[max(0, start - 40) : start] for start, _ in heads]
    if all(_FROM.search(words) for words in before):
        return 0.4
    if all(_IN.search(words) for words in before) and item.acts - {"supply"} and segment.acts:
        return 0.12
    return 0.0


def _contrast(item: Item, here: set[str], near: set[str]) -> float:
    words = item.words | set(item.about)
    loss = 0.0
    for group in CONTRASTS:
        mine = [word for word in group if word in words]
        if not mine or (len(mine) > 1 and "wall" in group):
            continue
        others = [word for word in group if word not in mine]
        if any(word in here for word in mine):
            continue
        if any(word in here for word in others):
            loss += 0.35
        elif any(word in near for word in others) and not any(word in near for word in mine):
            loss += 0.15
    return loss


def _act(item: Item, segment: Segment, sentence: Sequence[Segment]) -> float:
    """What is done, said or not: taking a thing away is not fitting one."""
    said = segment.acts or frozenset(act for other in sentence for act in other.acts)
    plain = {"fit", "swap", "repair", "supply", "hang"}
    special = item.acts - plain
    if special:
        if special & said:
            return 0.05
        if said - plain:
            return -0.05 if special == {"connect"} and said & plain else -0.3
        if special == {"connect"}:
            return 0.0 if said & plain else -0.2
        if special & {"remove", "unblock", "board", "test", "open"}:
            return -0.25
        return -0.05 if said else 0.0
    if item.acts & said:
        return 0.05
    if said and not said & plain:
        return -0.3 if said & {"remove", "clean", "unblock", "paint", "test", "service"} else -0.1
    return 0.0


def _supply(item: Item, has: bool, wants: bool) -> tuple[float, str]:
    if not item.supplied:
        return 0.0, ""
    if has == wants:
        return 0.0, "material_supply"
    customer = has and not wants
    return (0.2 if (item.supplied == "customer") == customer else -0.35), ""


def _band(item: Item, segment: Segment, sizes: Sizes) -> float | None:
    """None where a size that was said lies outside; a little more where it lies inside."""
    gain = 0.0
    for rule in item.rules:
        if isinstance(rule, Band):
            value = sizes.of(rule, segment, item.words)
            if value is None:
                continue
            if not rule.holds(value):
                return None
            gain += 0.12
    return min(gain, 0.2)


def choose(found: Sequence[Candidate], prices: PriceItems) -> tuple[list[Candidate], list[list[Candidate]]]:
    """The best explanation: from the surest down, each named thing explained once. And the doubts: near twins."""
    open_ = [one for one in found if one.score >= ENOUGH and not _is_extra(one.item, prices)]
    open_.sort(key=lambda one: (-one.score, one.item.row.code, one.segment.place))
    chosen: list[Candidate] = []
    doubts: list[list[Candidate]] = []
    used: dict[int, list[Candidate]] = {}
    for one in open_:
        same = next((other for other in chosen if other.item.row.code == one.item.row.code), None)
        if same is not None:
            same.places.append(one.segment)
            continue
        rivals = [other for other in used.get(one.segment.place, []) if other.anchors & one.anchors]
        if any(not _beside(one, other) for other in rivals):
            continue
        if any(_is_twin(one, other) for other in chosen):
            continue
        twins = [
            other
            for other in open_
            if other.item is not one.item
            and other.segment.place == one.segment.place
            and other.anchors & one.anchors
            and other.here >= 0.7
            and one.score - other.score < LEAD
            and not _beside(one, other)
            and all(other.item is not picked.item for picked in chosen)
        ]
        usual = [other for other in [one, *twins] if _is_usual(other, [one, *twins])]
        if twins and len(usual) == 1:
            # Of variants of which none was asked for, the usual one is meant.
            one, twins = usual[0], []
        if twins:
            doubts.append([one, *twins])
        one.places.append(one.segment)
        chosen.append(one)
        used.setdefault(one.segment.place, []).append(one)
    return chosen, doubts


_USUAL = re.compile(r"\b(?:standard|plain|basic|normal|ordinary|regular|single|one|small|weekday|straight)\b", re.I)


def _is_usual(one: Candidate, among: Sequence[Candidate]) -> bool:
    """A variant that its name calls the usual one, beside one that is not."""
    mine = bool(_USUAL.search(one.item.row.name))
    return mine and any(not _USUAL.search(other.item.row.name) for other in among)


def question_between(twins: Sequence[Candidate]) -> str:
    """The key of the question that decides between near twins; empty where no fact would."""
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
    if "remove" in (first ^ second) and "remove" in (one.segment.acts | other.segment.acts):
        return bool(first | second)
    own, others = one.explained - other.explained, other.explained - one.explained
    return bool(
        {word for word, _ in own if word in one.item.words and word not in UNSAID and word not in PLAIN_ACTS}
        and {word for word, _ in others if word in other.item.words and word not in UNSAID and word not in PLAIN_ACTS}
    )


def _is_twin(one: Candidate, other: Candidate) -> bool:
    """The same thing named again, where an item that says more of it was chosen already."""
    if one.segment.place == other.segment.place:
        return False
    if one.item.acts - other.item.acts - {"supply", "fit", "swap", "repair"} and one.item.acts & one.segment.acts:
        return False
    mine = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
    if one.segment.sentence == other.segment.sentence:
        return bool(mine) and mine <= other.item.words
    its = {word for word, _ in other.explained if word in other.item.words}
    return bool(mine) and mine <= its


def vocabulary(prices: PriceItems) -> frozenset[str]:
    return frozenset(prices.idf)
