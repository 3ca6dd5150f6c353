"""Which items are meant: every item scored where its thing is named, then chosen so that each word is explained once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from handlet.drafting.engine.matching.items import (
    ACT_OF,
    LIMITS,
    PLAIN_ACTS,
    SIZES,
    UNSAID,
    Item,
    PriceItems,
    understood,
)
from handlet.drafting.engine.matching.lexicon import Term, stem, terms_of
from handlet.drafting.engine.matching.phrasebook import nearness
from handlet.drafting.engine.matching.sizes import Measured, Sizes, unit_of
from handlet.drafting.engine.matching.wanted import Segment, Wanted, wanted
from handlet.drafting.engine.matching.weighing import Model, Signs, beside_rivals, model, share, weighed
from handlet.drafting.port import Enquiry, Reading
from handlet.quoting.rules import Band, Included

ENOUGH = 0.5
"""The least share at which an item is taken for meant."""
LIKE_ENOUGH = 0.3
"""The least nearness in the phrasebook at which an item is looked at that no word names."""
LEAD, CLOSE, UNTOLD = 0.12, 0.6, 1.5
SUPPLIER = 6.0
KIND, SURE_KIND, GUESS = 0.18, 0.7, 0.1
"""How near a rival must be, in shares and in log odds; and in log odds where only an untold fact parts them."""

FAR, ROUNDED = 10, Decimal("0.02")
"""How many times over its limit a size is another thing's; and the share by which feet and metres may differ."""

_TROUBLE = r"leak|blocked|broken|problem|issue|quote|dripping|hole|crack|loose|slipped|fault|bed\b|house|flat|bathroom|job|few|couple|damp|nest|mice|rat|wasp|look|price|question|blown|burst|smell"
HAS_IT = re.compile(
    rf"\b(?:i|we|she|he|they)(?:['’]?ve| have|v)? ?(?:already |just |also )?(?:bought|got|have|purchased|ordered|picked up|sourced)\b(?! (?:an?|some|the|\d+|two|three|four|five|six)? ?(?:\w+ )?(?:{_TROUBLE}))"
    rf"|(?:^|[,.!?\n] ?|\b(?:hi|hiya|hello|hey|and|but|as|morning|evening) )got (?:a|an|the|my|me|our|some|all|one|two|three|\d+) (?!(?:\w+ )?(?:{_TROUBLE}))"
    r"|\b(?:got|have|bought|had) (?:it|them|one|those|these|['’]?em)\b(?! (?:done|fixed|sorted|fitted|serviced|looked|checked|in\b|on\b|for\b))|\bgot spares?\b"
    r"|\balready (?:bought|got|have|purchased|here|own|ordered|delivered)\b|\b(?:our|my|me|your|their|his|her|customers?['’]?) own\b|\bmyself from\b"
    r"|\b(?:off|from) (?:amazon|ebay|b ?(?:&|and|n) ?q|screwfix|wickes|ikea|toolstation|homebase|argos|victorian plumbing|facebook|marketplace|wayfair|john lewis|currys|ao|dunelm|the range|topps(?: tiles)?|howdens|magnet)\b"
    r"|\b(?:i|we|ill|i['’]ll|we['’]ll)(?: will| can| would)? (?:supply|provide|get|buy|bring|sort) (?:the|it|them|my|our|all)\b|\b(?:bought|purchased|delivered|ordered) (?:from|off|at|already|online|myself|ourselves)\b"
    r"|\b(?:supplied|provided|bought) by (?:me|us|myself|ourselves|the (?:customer|landlord|owner))\b|\b(?:tiles?|paper|carpets?|paint|doors?|materials?|taps?|units?|parts?|everything) (?:by|from) (?:me|us|ourselves)\b"
    r"|\bjust need(?:s|ed)? (?:it |them )?(?:fitting|fitted|installing|hanging|laying|putting (?:up|in|on))\b|\bonly the fitting\b|\b(?:fit|fitting|labour) only\b"
    r"|\b(?:is|are|all|it['’]s|they['’]re) (?:already )?here\b|\bhere already\b|\b(?:arrived|turned up|been delivered|being delivered|bought it|bought them|came today|on order)\b"
    r"|\b(?:sat|sitting|waiting|still|ready|stacked)(?: \w+)? (?:in|on|to be fitted)\b|\bin (?:the|its|their|a) box(?:es)?\b|\bin (?:boxes|the garage|the hall|the shed|the loft|the van)(?: ready| waiting| already)?\b"
    r"|\bmam (?:już |swo\w+ )?(?:kupion|wszystk|własn|płytk|materia)|\b(?:am|avem) (?:deja )?(?:cumpărat|cumparat|materiale|tot)|\ble avem\b|\bcump[aă]rate? deja\b|\bya (?:lo|la|los|las)? ?(?:tengo|tenemos|compr)|\bj['’]ai (?:déjà )?(?:achet|le |la |les )|\bdéjà achet|\bjá (?:tenho|temos|comprei)|\bwedi prynu|\bgyda (?:fi|ni)\b|\bho già\b|\bhabe ich schon\b|\bwyn gen i\b",
    re.I | re.M,
)
WANTS_IT = re.compile(
    r"\bsuppl(?:y|ied|ying)(?: it| them| one)? (?:and|&|\+|n|then) ?(?:fit|install|lay|hang|fix|put)|\bsuppl(?:y|ied)/fit|\b(?:can|could|would|will|do|if) (?:you|u|yous) (?:guys )?(?:also |please )?(?:supply|provide|get|source|bring|sort (?:the|a|one))\b"
    r"|\b(?:you|u|yous|yourselves) (?:to |can |could |would |['’]?d |will )?(?:supply|provide|get it|get one|bring|sort (?:it|one) out|choose)\b|\bsupplied by (?:you|u|yourselves)\b|\b(?:from|by) you\b|\b(?:one|ones|tiles|paint|it|all) of yours\b|\byours (?:please|pls)\b|\bus(?:e|ing) your (?:own )?(?:paint|tiles|parts|materials)\b"
    r"|\b(?:including|inc|incl|with|plus) (?:the |all |your )?(?:parts?|materials?|supply|tap|unit|paint)\b|\b(?:parts?|materials?|everything|tap) (?:included|inc|incl)\b|\bnew one supplied\b|\bsupplied (?:and|&|n) (?:fitted|installed|laid|hung)\b|\b(?:haven['’]?t|have not|not) (?:got|bought|chosen|ordered) (?:one|any|it|them|anything)\b|\bdon['’]?t have (?:one|any|it|them)\b",
    re.I,
)
# What tells one thing from another and is none itself.
_QUALITIES = frozenset(
    stem(word)
    for word in """internal exterior external outside inside outdoor indoor front back side upstairs downstairs single double
    large big medium tall high first further additional extra second old new whole half full light heavy""".split()
)
EXTRA = stem("extra")
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
        "new sameplace",
        "sash casement",
    )
]


@dataclass(slots=True)
class Candidate:
    """An item at one place: how likely it is meant, where its thing is named, and the words that speak for it.

    extra: brought by a rule and never by a word, so no rival. score: a share of one. odds: the log odds of the first stage, without a look at the rivals.
    """

    item: Item
    segment: Segment
    anchors: frozenset[tuple[int, int]]
    signs: Signs
    explained: frozenset[tuple[str, int]]
    undecided: str = ""
    kin: frozenset[str] = frozenset()
    extra: bool = False
    odds: float = 0.0
    score: float = 0.0
    places: list[Segment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands round a segment: its words, those of its sentence, those of the whole enquiry."""

    segment: Segment
    here: frozenset[str]
    near: frozenset[str]
    everywhere: frozenset[str]
    sentence: Sequence[Segment]
    text: str
    whole: str
    roles: Mapping[tuple[int, int], str]
    like: Mapping[str, float]
    like_near: Mapping[str, float]
    source: str
    acts: frozenset[str]


def candidates(
    said: Wanted, prices: PriceItems, sizes: Sizes, reading: Reading, weights: Model | None = None
) -> list[Candidate]:
    """Every item at every place that names it, weighed by itself and then beside its rivals."""
    found = described(said, prices, sizes, reading)
    weigh(found, weights or model())
    return found


def described(said: Wanted, prices: PriceItems, sizes: Sizes, reading: Reading) -> list[Candidate]:
    """Every item at every place that names it, with its signs."""
    found = []
    by_sentence: dict[int, list[Segment]] = {}
    for segment in said.segments:
        by_sentence.setdefault(segment.sentence, []).append(segment)
    everywhere = frozenset(t.word for s in said.segments if not s.refused for t in s.terms)
    acts = frozenset(act for s in said.segments if not s.refused for act in s.acts)
    for segment in said.segments:
        if segment.refused or not segment.terms:
            continue
        sentence = by_sentence[segment.sentence]
        around = _Around(
            segment,
            frozenset(term.word for term in segment.terms) | segment.implied,
            frozenset(t.word for other in sentence if not other.refused for t in other.terms) | segment.implied,
            everywhere,
            sentence,
            " ".join(one.text for one in sentence),
            said.words,
            _roles(segment, said, reading),
            nearness((term.word for term in segment.terms), prices.places),
            nearness((t.word for other in sentence if not other.refused for t in other.terms), prices.places),
            said.sources[segment.message].text,
            acts,
        )
        for item in prices.items:
            made = _candidate(item, around, prices, sizes, said)
            if made is not None:
                found.append(made)
    return found


def weigh(found: Sequence[Candidate], weights: Model) -> None:
    """Sets the odds of each by itself, then its share beside whoever explains the same words."""
    for one in found:
        one.odds = weighed(one.signs, weights.alone)
    for one, signs in among(found):
        one.score = share(weighed(signs, weights.among))
    _settle_suppliers(found)


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
        ]
        best = max(agreeing, key=lambda other: (other.odds, other.item.row.code), default=None)
        if best is not None:
            best.score, one.score = max(best.score, one.score), min(best.score, one.score)


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


def _candidate(item: Item, around: _Around, prices: PriceItems, sizes: Sizes, said: Wanted) -> Candidate | None:
    segment, here = around.segment, around.here
    named = [group for group, _ in item.groups if group & here]
    things = [group for group in named if not group <= PLAIN_ACTS | UNSAID | {EXTRA}]
    if not things:
        # Not named; but its description tells of it: “a wardrobe”, of flat-pack in sizes.
        told = frozenset(word for word in item.about if word in here and word not in ACT_OF and word not in UNSAID)
        things = [told] if told else []
    if not things and around.like.get(item.row.code, 0.0) < LIKE_ENOUGH:
        return None
    if "remove" in item.acts and _GONE.search(segment.text):
        return None
    band = _band(item, segment, sizes)
    if band is None:
        return None
    anchors = frozenset((term.start, term.end) for term in segment.terms if any(term.word in group for group in things))
    if not anchors:
        anchors = frozenset((term.start, term.end) for term in segment.terms)
    supply, undecided = _supply(item, around, prices)
    signs = {
        **_naming(item, around, prices),
        **_explaining(item, around, prices, anchors),
        **_doing(item, around, prices),
        **_fitting(item, around, sizes),
        "band fits": float(band > 0),
        **_numbered(item, around, prices, sizes),
        **_placed(item, segment, anchors, said.sources[segment.message].text),
        "contrast": _contrast(item, set(here), set(around.near)),
        **supply,
        **_standing(item, around, anchors, said.sources[segment.message].text),
        **_beside_kin(item, around, prices),
        **_likened(item, around),
    }
    explained = frozenset((t.word, t.start) for t in segment.terms if t.word in item.words or t.word in item.about)
    plain = {"fit", "swap", "repair", "supply", "hang", "connect"}
    kin = frozenset(
        other.row.code for other in prices.kin.get(item.row.code, ()) if other.acts - plain == item.acts - plain
    )
    return Candidate(item, segment, anchors, signs, explained, undecided, kin, _is_extra(item, prices))


def _likened(item: Item, around: _Around) -> Signs:
    """How near the piece is to what customers say for such a job, by itself and beside the nearest other item."""
    signs: Signs = {}
    for name, like in (("likened", around.like), ("likened near", around.like_near)):
        own = like.get(item.row.code, 0.0)
        other = max((near for code, near in like.items() if code != item.row.code), default=0.0)
        signs[name] = own
        if own > other:
            signs[f"{name} most"] = 1.0
            signs[f"{name} ahead"] = own - other
        elif other > own:
            signs[f"{name} behind"] = other - own
    return signs


def _naming(item: Item, around: _Around, prices: PriceItems) -> Signs:
    """How much of the item's name and description is said, and how near."""
    here, near, everywhere = around.here, around.near, around.everywhere
    got = {"here": 0.0, "near": 0.0, "far": 0.0, "not": 0.0}
    for group, weight in item.groups:
        place = "here" if group & here else "near" if group & near else "far" if group & everywhere else "not"
        got[place] += weight
    whole = item.weight
    head = "here" if item.head & here else "near" if item.head & near else "far" if item.head & everywhere else "not"
    heads = sum(1 for other in prices.items if other.head & item.head) / len(prices.items)
    about = [item.about[word] for word in item.about if word in here]
    about_near = [item.about[word] for word in item.about if word in near and word not in here]
    unsaid = sorted((weight for group, weight in item.groups if not group & near), reverse=True)
    return {
        "named here": got["here"] / whole,
        "named near": got["near"] / whole,
        "named far": got["far"] / whole,
        "fully named": float(got["not"] == 0),
        "fully named here": float(got["here"] == whole),
        "weight named": min(2.0, got["here"] / 4),
        "loosely named": sum(
            w for group, w in item.groups if group & here and not group & (here - around.segment.loose)
        )
        / whole,
        "most unsaid": (unsaid[0] / 3 if unsaid else 0.0),
        f"head {head}": 1.0,
        f"common head {head}": heads if head != "here" else 0.0,
        "about here": min(1.0, sum(about) / 5),
        "about near": min(1.0, sum(about_near) / 5),
        **_alone(item, around, prices),
    }


def _alone(item: Item, around: _Around, prices: PriceItems) -> Signs:
    """Whether a word is said that few other items hold: the fewer, the more it speaks for this one."""
    signs: Signs = {}
    named = [word for word in item.words if word in around.here and word not in PLAIN_ACTS and word not in UNSAID]
    told = [word for word in item.about if word in around.here and word not in ACT_OF and word not in UNSAID]
    if named:
        signs["name word of few"] = max(1 / prices.holders[word] for word in named)
    if told:
        signs["told word of few"] = max(1 / prices.holders[word] for word in told)
        if not named:
            signs["only told of"] = 1.0
    return signs


def _explaining(item: Item, around: _Around, prices: PriceItems, anchors: frozenset[tuple[int, int]]) -> Signs:
    """How much of the piece the item explains, and what it leaves to others."""
    total = mine = 0.0
    for term in around.segment.terms:
        worth = prices.idf.get(term.word)
        if worth is None or term.word in PLAIN_ACTS:
            continue
        total += worth
        if term.word in item.words:
            mine += worth
        elif term.word in item.about:
            mine += 0.8 * worth
    words = [term for term in around.segment.terms if term.word not in PLAIN_ACTS]
    return {
        "explains": mine / total if total else 0.0,
        "unexplained": _unexplained(item, around.segment, anchors, prices),
        "long piece": min(1.0, len(words) / 10),
    }


def _roles(segment: Segment, said: Wanted, reading: Reading) -> Mapping[tuple[int, int], str]:
    """The part that each word of a piece plays: asked, unwanted, done or told."""
    source = said.sources[segment.message]
    clauses = [one for one in reading.clauses if one.span.message == segment.message]
    found = {}
    for term in segment.terms:
        at = source.span(term.start, term.end).start
        role = next((one.role for one in clauses if one.span.start <= at < one.span.end), "told")
        found[term.start, term.end] = role
    return found


_OLD = re.compile(r"\b(?:old|existing|current|previous|original|was|were|had)\s+(?:\w+\s+)?$", re.I)
_NOT = re.compile(r"\b(?:not|no|isn['’]?t|without|never|don['’]?t|except|nothing)\s+(?:\w+\s+){0,2}$", re.I)
_ALREADY = re.compile(r"\b(?:already|just been|has been|have been|had been|was|were|been)\s+(?:\w+\s+)?$", re.I)
_NEW = re.compile(
    r"\b(?:an?|another|some|new|more|\d+|one|two|three|four|five|six|seven|eight|few|couple of|pair of)\s+(?:\w+\s+)?$",
    re.I,
)
# What the house has, or what it is: “it’s a three bed semi”, “currently just one strip light”.
_STATES = re.compile(
    r"^\W*(?:it['’]?s|its|it is|they['’]?re|they are|that['’]?s|this is|mine (?:is|are)|there['’]?s|there is|there are|(?:we|i)(?:['’]?ve| have)(?: got)?|have|(?:[\w'’]+ ){0,5}(?:only|just|already) (?:has|have|got|had)|currently|at present|at the moment|the (?:house|flat|room|old one)(?: is|['’]s)?)\b",
    re.I,
)
# What is gone by now: “old lino already lifted”, “I’ve ripped the tiles out”.
_GONE = re.compile(
    r"\b(?:already|all|been|now|i|we|he|she|they|i['’]?ve|we['’]?ve|have|has|had|is|are|was|were) (?:already |just |all |both |been |got |now )*(?:been )?(?:lifted|taken (?:\w+ ){0,4}?(?:up|off|out|down|away)|ripped (?:\w+ ){0,4}?(?:up|off|out)|stripped|removed|pulled (?:up|off|out|down)|hacked off|cleared|skipped|tipped|gone|binned|up\b|off\b)"
    r"|\bold (?:(?!to\b|come|coming|needs?|tak|be\b|wants?|and\b|must|should|off\b)[\w-]+ ){1,3}(?:is |are |has been |have been |been |has |have )?(?:gone|up|off|out|lifted|removed|stripped|taken up|ripped up|ripped out)\b(?! (?:and|n|&|\+|please|pls|first|too|then|also))"
    r"|\b(?:up|off|out|down|gone|lifted|removed|stripped) already\b|\bnothing to (?:lift|remove|strip|take)\b|\b(?:taken|ripped|pulled) (?:up|off|out) (?:already|myself|ourselves|last|and)\b|\bgot rid of\b.{0,20}\balready\b|\balready got rid\b",
    re.I,
)
# What stands behind a thing that is to go: “the felt is cracked, we want it off”.
_TO_GO = re.compile(
    r"^\s*(?:(?:is|are|has|have|needs?|wants?|must|to|all|be|being|that['’]?s|which is|['’]s) |\w+ ){0,3}?(?:come off|taken off|off\b|come up|up and|stripp\w+|remov\w+|ripp\w+|crack\w*|knackered|had it|perished|worn|split|leak\w*|gone\b|out\b|rotten|failed|for (?:an?|the|new|some|\d+|one|two|three)\b|into\b|to (?:an?|the) \w+)",
    re.I,
)
_AILING = re.compile(
    r"\b(?:won['’]?t|not|isn['’]?t|stopped|keeps?|kept|losing|lost|showing|noisy|banging|gurgling|cold|dead|broken|cracked|gone|leaks?|leaking|dripping|"
    r"tripping|trips|stuck|stiff|loose|slipped|damaged|rotten|snapped|blocked|slow|smells?|fault\w*|error|problem|issue|playing up|packed up|knackered)\b",
    re.I,
)


def _standing(item: Item, around: _Around, anchors: frozenset[tuple[int, int]], text: str) -> Signs:
    """What the sentence says of the thing: asked for, unwanted, done, there already, denied, ailing."""
    roles = {around.roles.get(anchor, "told") for anchor in anchors}
    role = next((one for one in ("asked", "told", "done", "unwanted") if one in roles), "told")
    signs = {f"role {role}": 1.0}
    before = [text[max(0, start - 24) : start] for start, _ in anchors]
    if before and all(_OLD.search(words) for words in before) and "remove" not in item.acts:
        signs["old thing"] = 1.0
    if before and all(_NOT.search(words) for words in before):
        signs["denied"] = 1.0
    if before and all(_ALREADY.search(words) for words in before):
        signs["already"] = 1.0
    if any(_NEW.search(words) for words in before):
        signs["new or counted"] = 1.0
    if "remove" in item.acts and _GONE.search(around.text):
        signs["gone already"] = 1.0
    ailing = bool(_AILING.search(around.text))
    said = around.segment.acts or frozenset(act for other in around.sentence for act in other.acts)
    if not said and _STATES.search(around.segment.text):
        signs["stated, ailing" if ailing else "stated"] = 1.0
    if "?" in around.text:
        signs["in a question"] = 1.0
    if ailing:
        kind = (
            "repair"
            if item.acts & {"repair", "unblock", "clean", "service", "seal"}
            else "swap"
            if item.acts & {"swap"}
            else "fit"
            if item.acts & {"fit", "supply"}
            else "other"
        )
        signs[f"ailing, {kind}"] = 1.0
    return signs


_TAKING_AWAY = frozenset(word for word, act in ACT_OF.items() if act == "remove")


def _beside_kin(item: Item, around: _Around, prices: PriceItems) -> Signs:
    """Items of one thing: whether what tells this from its kin was said, or what tells its kin from it."""
    kin = prices.kin.get(item.row.code, ())
    if not kin:
        return {"no kin": 1.0}
    said, own = around.near, item.words | set(item.about)
    far_other, far_mine = 0.0, 99.0
    best_other, mine_unsaid, mine_said = 0.0, 0.0, 99.0
    said_of_mine, mine_whole = item.words & said, all(group & said for group in item.groups_alone)
    held = holds = old = False
    for other in kin:
        said_of_its = other.words & said
        held = held or (said_of_mine < said_of_its and all(group & said for group in other.groups_alone))
        holds = holds or (mine_whole and said_of_its < said_of_mine)
        its = other.words | set(other.about)
        if "remove" in other.acts ^ item.acts:
            # To take one away and to fit one are both wanted as often as not.
            its = its - _TAKING_AWAY
        theirs = sum(prices.idf.get(word, 0.0) for word in (its - own) & said)
        ours = sum(prices.idf.get(word, 0.0) for word in (own - its) & said)
        best_other = max(best_other, theirs - ours)
        if theirs > 0 and ours > 0:
            mine_alone = [t for one in around.sentence for t in one.terms if t.word in own - its]
            old = old or (bool(mine_alone) and all(_is_old(t, around.source) for t in mine_alone))
        gap = sum(prices.idf.get(word, 0.0) for word in (its - own) & around.everywhere)
        gap -= sum(prices.idf.get(word, 0.0) for word in (own - its) & around.everywhere)
        far_other, far_mine = max(far_other, gap), min(far_mine, -gap)
        mine_said = min(mine_said, ours - theirs)
        mine_unsaid = max(mine_unsaid, sum(prices.idf.get(word, 0.0) for word in (item.words - other.words) - said))
    return {
        "kin better said": min(1.5, best_other / 4),
        "better said than kin": max(0.0, min(1.5, mine_said / 4)),
        "own word is the old one": float(old),
        "kin holds all of it": float(held),
        "holds all of its kin": float(holds),
        "kin better said, anywhere": min(1.5, far_other / 4),
        "better said than kin, anywhere": max(0.0, min(1.5, far_mine / 4)),
        "own difference unsaid": min(1.5, mine_unsaid / 6),
        "usual": float(bool(_USUAL.search(item.row.name)) and not any(_USUAL.search(one.row.name) for one in kin)),
        "kin usual": float(not _USUAL.search(item.row.name) and any(_USUAL.search(one.row.name) for one in kin)),
    }


def _is_old(term: Term, text: str) -> bool:
    """Whether a word names what is there now and is to go."""
    before, behind = text[max(0, term.start - 24) : term.start], text[term.end : term.end + 40]
    return bool(_OLD.search(before) or _TO_GO.match(behind))


def _doing(item: Item, around: _Around, prices: PriceItems) -> Signs:
    """What is to be done, said or not: taking a thing away is not fitting one."""
    own = around.segment.acts
    said = own or frozenset(act for other in around.sentence for act in other.acts)
    plain = {"fit", "swap", "repair", "supply", "hang"}
    special = item.acts - plain
    if special:
        if special & own:
            kind = "special act here"
        elif special & said:
            kind = "special act near"
        elif said - plain:
            kind = "another special act"
        elif said:
            kind = "plain act for special"
        else:
            kind = "special act unsaid"
    elif item.acts & said:
        kind = "act agrees"
    elif said - plain:
        kind = "special act for plain"
    elif said:
        kind = "plain act for plain"
    else:
        kind = "no act said"
    signs = {kind: 1.0}
    if (
        item.acts & {"repair"}
        and not item.acts & {"fit", "swap", "supply"}
        and said & {"fit", "swap", "supply", "connect"}
    ):
        signs["new one for a repair"] = 1.0
    if said & {"repair"} and not item.acts & {"repair"} and item.acts & {"fit", "supply"}:
        signs["repair for a new one"] = 1.0
    if special and not special & said:
        # What the whole list does goes without saying; what one item alone does must be said.
        alike = sum(1 for other in prices.items if other.acts & special) / len(prices.items)
        signs["rare act unsaid"] = 1.0 - alike
        if not special & around.acts:
            signs["rare act said nowhere"] = 1.0 - alike
        if own - plain:
            signs["rare act unsaid, another said"] = 1.0 - alike
    if "remove" in item.acts and "remove" not in said:
        signs["removal unsaid"] = 1.0
    if "remove" in own and "remove" not in item.acts:
        signs["removal unmeant"] = 1.0
    return signs


def _fitting(item: Item, around: _Around, sizes: Sizes) -> Signs:
    """Whether what was measured or counted is what the item is priced by."""
    unit = unit_of(item.row.unit)
    within = sizes.within(around.segment)
    near = [one for other in around.sentence for one in sizes.within(other)]

    def fits(found: Sequence[Measured]) -> bool:
        if unit == "m2":
            return any(one.square_metres is not None or one.bound.group >= 0 for one in found)
        if unit == "m":
            return any(one.metres is not None for one in found)
        if unit in ("hour", "day", "roll", "week", "month"):
            return any(one.bound.fact.unit == unit for one in found)
        return any(one.bound.role == "count" and not one.bound.implied and one.words & item.words for one in found)

    kind = "each" if unit == "each" else "measured"
    if fits(within):
        return {f"{kind} fits here": 1.0}
    if fits(near):
        return {f"{kind} fits near": 1.0}
    if kind == "measured" and fits(sizes.all):
        return {"measured fits far": 1.0}
    if kind == "measured" and any(one.bound.role == "count" and not one.bound.implied for one in within):
        return {"counted, not measured": 1.0}
    if kind == "each" and any(one.square_metres is not None or one.bound.group >= 0 for one in within):
        return {"measured, not counted": 1.0}
    return {f"{kind} unsaid": 1.0}


_NUMBERED = re.compile(r"\b(\d+|two|three|four|five|six|eight) ([a-z]{3,})\b", re.I)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}


def _numbered(item: Item, around: _Around, prices: PriceItems, sizes: Sizes) -> Signs:
    """“System with 4 cameras” beside one with two: whether as many were said as the name holds."""
    number = numbered(item)
    if number is None or not any(numbered(other) for other in prices.kin.get(item.row.code, ())):
        return {}
    noun, count = number
    said = [one for one in sizes.all if one.bound.role == "count" and not one.bound.implied and noun in one.words]
    if not said:
        return {"number unsaid": 1.0}
    return {"number agrees" if any(one.bound.fact.value == count for one in said) else "number differs": 1.0}


def numbered(item: Item) -> tuple[str, int] | None:
    """The noun that an item's name counts, and how many: of “alarm, 4 sensors” the sensor and 4."""
    return _counted(item.row.name)


@lru_cache(maxsize=4096)
def _counted(name: str) -> tuple[str, int] | None:
    for found in _NUMBERED.finditer(LIMITS.sub(" ", name)):
        noun = next((term.word for term in terms_of(found.group(2))), None)
        if noun is not None and unit_of(found.group(2)) == "each":
            word = found.group(1).lower()
            return noun, _NUMBERS.get(word) or int(word)
    return None


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
    r"\b(?:from|near|next to|beside|close to|away from|opposite|behind|above|below|past|against|by|round|around|between|outside)\s+"
    r"(?:the |my |our |your |an? |both |that |all |each |two |three |four |\d+ )?(?:(?!and |or |then |plus )\w+ )?$",
    re.I,
)
_IN = re.compile(
    r"\b(?:in|on|at|under|into|onto|inside|to|for|of)\s+(?:the |my |our |your |an? |both |that |all |each |two |three |four |five |six |\d+ )(?:\w+ )?$",
    re.I,
)


def _placed(item: Item, segment: Segment, anchors: Iterable[tuple[int, int]], text: str) -> Signs:
    """A thing that only says where: six metres from the fuse board, the wall behind the cooker."""
    heads = [(t.start, t.end) for t in segment.terms if t.word in item.head] or list(anchors)
    before = [text[max(0, start - 40) : start] for start, _ in heads]
    if before and all(_FROM.search(words) for words in before):
        return {"beside it": 1.0}
    if before and all(_IN.search(words) for words in before):
        return {"in it": 1.0}
    return {}


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


def _supply(item: Item, around: _Around, prices: PriceItems) -> tuple[Signs, str]:
    """Whether who brings the thing agrees with what the customer says of it, nearest words first."""
    if not item.supplied:
        return {}, ""
    for words in (around.segment.text, around.text, around.whole):
        has, wants = bool(HAS_IT.search(words)), bool(WANTS_IT.search(words))
        if has and wants:
            # “four are in the garage, you supply the other three”: both are meant.
            return {"supply both": 1.0}, ""
        if has != wants:
            agrees = (item.supplied == "customer") == has
            kin = prices.kin.get(item.row.code, ())
            other = any(one.supplied and one.supplied != item.supplied for one in kin)
            signs = {"supply agrees" if agrees else "supply disagrees": 1.0}
            if other:
                signs["supply agrees, kin not" if agrees else "supply disagrees, kin agrees"] = 1.0
            return signs, ""
    said = item.words & around.near
    if any(
        other.supplied and other.supplied != item.supplied and said <= other.words | set(other.about)
        for other in prices.kin.get(item.row.code, ())
    ):
        return {f"supply unsaid, {item.supplied}": 1.0}, "material_supply"
    return {f"only supply, {item.supplied}": 1.0}, ""


def _band(item: Item, segment: Segment, sizes: Sizes) -> float | None:
    """None where a size that was said lies outside; a little more where it lies inside."""
    gain = 0.0
    for rule in item.rules:
        if isinstance(rule, Band):
            value = sizes.of(rule, segment, item.words)
            if value is None:
                continue
            if rule.measure == "size" and rule.high and value > rule.high * FAR:
                # “2.5 metres of pipe” says nothing of how thick it is.
                continue
            if not rule.holds(value) and not (rule.unit in ("m", "mm", "cm") and _holds_roughly(rule, value)):
                return None
            gain += 0.12
    return min(gain, 0.2)


def _holds_roughly(rule: Band, value: Decimal) -> bool:
    """6 ft is 1.83 m, and everybody's word for 1.8 m."""
    return any(rule.holds(value * slack) for slack in (1 - ROUNDED, 1 + ROUNDED))


def choose(found: Sequence[Candidate], prices: PriceItems) -> tuple[list[Candidate], list[list[Candidate]]]:
    """The best explanation: from the surest down, each named thing explained once. And the doubts: near twins."""
    open_ = [
        one
        for one in found
        if one.score >= ENOUGH and not _is_extra(one.item, prices) and not _is_named_like_many(one, prices)
    ]
    old = {one.item.row.code for one in found if one.signs.get("own word is the old one")}
    open_.sort(key=lambda one: (one.item.row.code in old, -one.score, one.item.row.code, one.segment.place))
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
        if any(_is_twin(one, other) or _is_counted_by(one, other) for other in chosen):
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
            and not _beside(one, other)
            and _is_near(one, other)
            and all(other.item is not picked.item for picked in chosen)
        ]
        usual = [other for other in [one, *twins] if _is_usual(other, [one, *twins])]
        if twins and len(usual) == 1 and not question_between([one, *twins]):
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
    doubts += _families(found, used, prices)
    if not chosen and not doubts:
        chosen += _unmeasured(found, prices)
    return chosen, doubts


def _is_named_like_many(one: Candidate, prices: PriceItems) -> bool:
    """“Paint the inside” names every third item of a painter's list, and so none."""
    if not one.signs.get("head not"):
        return False
    words = {word for word, _ in one.explained} - PLAIN_ACTS - UNSAID
    said = words - _QUALITIES
    return bool(words) and all(prices.holders[word] >= max(3, len(prices.items) // 6) for word in said)


def _unmeasured(found: Sequence[Candidate], prices: PriceItems) -> list[Candidate]:
    """Where nothing is sure: what is priced by its measure and was named without one. Asking for the measure costs nothing."""
    open_ = [
        one
        for one in found
        if "measured unsaid" in one.signs
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
    measures = [{rule.measure for rule in each.item.rules if isinstance(rule, Band)} for each in (one, other)]
    return bool(measures[0] & measures[1]) and not one.signs["band fits"] and not other.signs["band fits"]


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


def _is_counted_by(one: Candidate, other: Candidate) -> bool:
    """“A power flush, 11 radiators”: what another item is charged by the number of is no item of its own."""
    counted = {stem(word) for rule in other.item.rules if isinstance(rule, Included) for word in rule.of.split()}
    named = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
    return bool(named) and named <= counted and not one.signs["fully named"]


def _is_twin(one: Candidate, other: Candidate) -> bool:
    """The same thing named again, where an item that says more of it was chosen already."""
    if one.segment.place == other.segment.place:
        return False
    if one.item.acts - other.item.acts - {"supply", "fit", "swap", "repair"} and one.item.acts & one.segment.acts:
        return False
    if "remove" in other.item.acts - one.item.acts and one.item.acts & one.segment.acts - {"remove"}:
        # The old one out, the new one in.
        return False
    if one.signs.get("each fits here") and other.signs.get("each fits here"):
        # “20 boxes and 3 wardrobe boxes”: what is counted twice is two things.
        return False
    mine = {word for word, _ in one.explained if word in one.item.words} - UNSAID - PLAIN_ACTS
    if one.segment.sentence == other.segment.sentence:
        named = other.item.words | (set(other.item.about) - one.item.head)
        return bool(mine) and mine <= named
    its = {word for word, _ in other.explained}
    return bool(mine) and mine <= its


def vocabulary(prices: PriceItems) -> frozenset[str]:
    return frozenset(prices.idf)


def prepared(enquiry: Enquiry, reading: Reading) -> tuple[PriceItems, list[Candidate]]:
    """The list understood and every candidate of an enquiry, not yet weighed."""
    prices = understood(tuple(enquiry.business.pricelist), tuple(enquiry.business.pricing_rules))
    said = wanted(enquiry, vocabulary(prices), prices.names, prices.spelling if reading.language == "en" else None)
    return prices, described(said, prices, Sizes(said.sources.values(), reading.language), reading)


def codes_of(found: Sequence[Candidate], prices: PriceItems, weights: Model) -> frozenset[str]:
    """The codes that would be chosen under other weights."""
    weigh(found, weights)
    chosen, _ = choose(found, prices)
    return frozenset(one.item.row.code for one in chosen if not one.item.is_attendance)
