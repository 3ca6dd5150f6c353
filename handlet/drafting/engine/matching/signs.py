"""What speaks for an item at one place of a message, and what against it: each sign a name and a number.

Weighed they are in `weighing.py`. A sign is worth its place only if businesses that the weights have not seen are read better with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from handlet.drafting.engine.matching.headcount import is_by_person
from handlet.drafting.engine.matching.items import (
    ACT_OF,
    LIMITS,
    PLAIN_ACTS,
    UNSAID,
    Item,
    PriceItems,
)
from handlet.drafting.engine.matching.lexicon import Term, stem, terms_of
from handlet.drafting.engine.matching.phrasebook import likelihoods, likelihoods_of_all, nearness
from handlet.drafting.engine.matching.sizes import Measured, Sizes, unit_of
from handlet.drafting.engine.matching.there import is_told_as_now, is_told_as_there
from handlet.drafting.engine.matching.told_apart import figures, is_regular, many, rhythms, says, sides
from handlet.drafting.engine.matching.wanted import Segment, Wanted
from handlet.drafting.engine.matching.weighing import Signs
from handlet.drafting.port import Reading
from handlet.quoting.rules import Band

FAR, ROUNDED = 10, Decimal("0.02")
"""How many times over its limit a size is another thing's; and the share by which feet and metres may differ."""
STRANGE = 0.6
"""How like the items of a list are to jobs of the phrasebook, on the mean, below which its trade is a strange one."""
LIFT, AHEAD = 8.0, 4.0
"""The logarithms at which words speak for an item, or for it before another, as much as they can."""


_TROUBLE = r"leak|blocked|broken|problem|issue|quote|dripping|hole|crack|loose|slipped|fault|bed\b|house|flat|bathroom|job|few|couple|damp|nest|mice|rat|wasp|look|price|question|blown|burst|smell"
HAS_IT = re.compile(
    rf"\b(?:i|we|she|he|they)(?:['’]?ve| have|v)? ?(?:already |just |also )?(?:bought|got|have|purchased|ordered|picked up|sourced)\b(?! (?:an?|some|the|\d+|two|three|four|five|six)? ?(?:\w+ )?(?:{_TROUBLE}))"
    rf"|(?:^|[,.!?\n] ?|\b(?:hi|hiya|hello|hey|and|but|as|morning|evening) )got (?:a|an|the|my|me|our|some|all|one|two|three|\d+) (?!(?:\w+ )?(?:{_TROUBLE}))"
    r"|\b(?:got|have|bought|(?<=i )had|(?<=we )had) (?:it|them|one|those|these|['’]?em)\b(?! (?:done|fixed|sorted|fitted|serviced|looked|checked|in\b|on\b|for\b))|\bgot spares?\b"
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
    r"|\b(?:you|u|yous|yourselves)(?:['’](?:d|ll))? (?:to |can |could |would |d |will |ll )?(?:(?:need|have|got) to |be )?(?:supply(?:ing)?|provid(?:e|ing)|get(?:ting)? (?:it|one|them|(?:the |some )?new ones?)|bring(?:ing)?|sort (?:it|one) out|choose)\b|\bsupplied by (?:you|u|yourselves)\b|\b(?:from|by) you\b|\b(?:one|ones|tiles|paint|it|all) of yours\b|\byours (?:please|pls)\b|\bus(?:e|ing) your (?:own )?(?:paint|tiles|parts|materials)\b"
    r"|\b(?:including|inc|incl|with|plus) (?:the |all |your )?(?:parts?|materials?|supply|tap|unit|paint)\b|\b(?:parts?|materials?|everything|tap) (?:included|inc|incl)\b|\bnew one supplied\b|\bsupplied (?:and|&|n) (?:fitted|installed|laid|hung)\b|\b(?:haven['’]?t|have not|not) (?:got|bought|chosen|ordered) (?:one|any|it|them|anything|(?:an?|the|our|my) (?:new|replacement|other)\b)\b|\b(?:so|please|pls|and|just|then|to) bring (?:an?|one|some|two|three|\d+) |\bdon['’]?t have (?:one|any|it|them)\b",
    re.I,
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


@dataclass(frozen=True, slots=True)
class Around:
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
    likely: Mapping[str, float]
    likely_near: Mapping[str, float]
    likely_all: Mapping[str, float]
    source: str
    acts: frozenset[str]


def arounds(said: Wanted, prices: PriceItems, reading: Reading) -> Iterator[Around]:
    """Each segment in which something may be wanted, with what stands round it."""
    open_ = [one for one in said.segments if not one.refused]
    everywhere = frozenset(term.word for one in open_ for term in one.terms)
    plainly = frozenset(word for one in open_ for word in _plainly(one, prices))
    acts = frozenset(act for one in open_ for act in one.acts)
    likely_all = likelihoods_of_all(plainly, prices.places)
    by_sentence: dict[int, list[Segment]] = {}
    for segment in said.segments:
        by_sentence.setdefault(segment.sentence, []).append(segment)
    for sentence in by_sentence.values():
        near = [term.word for one in sentence if not one.refused for term in one.terms]
        text, like_near = " ".join(one.text for one in sentence), nearness(near, prices.places)
        plain_near = [word for one in sentence if not one.refused for word in _plainly(one, prices)]
        likely_near = likelihoods(plain_near, prices.places)
        for segment in sentence:
            if segment.refused or not segment.terms:
                continue
            here = [term.word for term in segment.terms]
            yield Around(
                segment,
                frozenset(here) | segment.implied,
                frozenset(near) | segment.implied,
                everywhere,
                sentence,
                text,
                said.words,
                _roles(segment, said, reading),
                nearness(here, prices.places),
                like_near,
                likelihoods(_plainly(segment, prices), prices.places),
                likely_near,
                likely_all,
                said.sources[segment.message].text,
                acts,
            )


def _plainly(segment: Segment, prices: PriceItems) -> list[str]:
    """The words of a piece. Where the phrasebook knows little of the list, those that it may only stand for do not count beside a
    word that names a thing of the list."""
    own = [term.word for term in segment.terms if term.word not in segment.loose]
    if prices.places.known < STRANGE and any(
        word in prices.names and word not in PLAIN_ACTS and word not in UNSAID and not word.isdigit() for word in own
    ):
        return own
    return [term.word for term in segment.terms]


def signs_of(
    item: Item, around: Around, prices: PriceItems, sizes: Sizes, anchors: frozenset[tuple[int, int]]
) -> tuple[Signs, str] | None:
    """All signs of an item whose thing is named at `anchors`, and the key of what would decide between it and its kin, or empty.

    None where it cannot be meant: a size that was said lies outside, what it takes away is gone, or it says how far it is to it.
    """
    if "remove" in item.acts and _GONE.search(around.segment.text):
        return None
    fits = _band(item, around.segment, sizes)
    if fits is None or _is_far_end(item, around, anchors):
        return None
    supply, undecided = _supply(item, around, prices)
    return {
        **_naming(item, around, prices),
        **_explaining(item, around, prices, anchors),
        **_doing(item, around, prices),
        **_fitting(item, around, sizes),
        "band fits": float(fits > 0),
        **_numbered(item, around, prices, sizes),
        **_figured(item, around, prices),
        **_often(item, around, prices),
        **_placed(item, around, anchors),
        "contrast": _contrast(item, around),
        **supply,
        **_standing(item, around, anchors),
        **_beside_kin(item, around, prices),
        **_likened(item, around),
        **_likely(item, around),
    }, undecided


def _likened(item: Item, around: Around) -> Signs:
    """How near the piece is to what customers say for such a job, by itself and beside the nearest other item."""
    signs: Signs = {}
    for name, like in (("likened", around.like), ("likened near", around.like_near)):
        own = like.get(item.row.code, 0.0)
        other = max((near for code, near in like.items() if code != item.row.code), default=0.0)
        signs[name] = own
        signs |= _beside_best(name, own - other)
    return signs


def _likely(item: Item, around: Around) -> Signs:
    """How much the words speak for this item, and beside the likeliest other one, by how often customers say them for each."""
    signs: Signs = {}
    for name, likely in (
        ("likely", around.likely),
        ("likely near", around.likely_near),
        ("likely in all", around.likely_all),
    ):
        own = likely.get(item.row.code)
        if own is None:
            continue
        other = max((said for code, said in likely.items() if code != item.row.code), default=0.0)
        signs[f"{name} at all"] = max(-1.0, min(1.0, own / LIFT))
        signs[f"{name} share"] = 1 / math.fsum(math.exp(min(50.0, said - own)) for said in likely.values())
        signs |= _beside_best(name, max(-1.0, min(1.0, (own - other) / AHEAD)))
    return signs


def _beside_best(name: str, lead: float) -> Signs:
    """The signs of an item that is so much before, or behind, the best of the others."""
    if lead > 0:
        return {f"{name} most": 1.0, f"{name} ahead": lead}
    return {f"{name} behind": -lead} if lead < 0 else {}


def _naming(item: Item, around: Around, prices: PriceItems) -> Signs:
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


def _alone(item: Item, around: Around, prices: PriceItems) -> Signs:
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


def _explaining(item: Item, around: Around, prices: PriceItems, anchors: frozenset[tuple[int, int]]) -> Signs:
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
    r"|(?<!want the )(?<!want all the )(?<!want )(?<!need the )(?<!need all the )(?<!need )\bold (?:(?!to\b|come|coming|needs?|tak|be\b|wants?|and\b|must|should|off\b)[\w-]+ ){1,3}(?:is |are |has been |have been |been |has |have )?(?:gone|up|off|out|lifted|removed|stripped|taken up|ripped up|ripped out)\b(?! (?:and|n|&|\+|please|pls|first|too|then|also|the\b(?!.{0,30}already)))"
    r"|\b(?:up|off|out|down|gone|lifted|removed|stripped) already\b|\bnothing to (?:lift|remove|strip|take)\b|\b(?:taken|ripped|pulled) (?:up|off|out) (?:already|myself|ourselves|last|and)\b|\bgot rid of\b.{0,20}\balready\b|\balready got rid\b",
    re.I,
)
# What stands behind a thing that is to go: “the felt is cracked, we want it off”.
_TO_GO = re.compile(
    r"^\s*(?:(?:is|are|has|have|needs?|wants?|must|to|all|be|being|that['’]?s|which is|['’]s) |\w+ ){0,3}?(?:come off|taken off|off\b|come up|up and|stripp\w+|remov\w+|ripp\w+|crack\w*|knackered|had it|perished|shot|buggered|past it|rotted|blown|worn|split|leak\w*|gone\b|out\b|rotten|failed|for (?:an?|the|new|some|\d+|one|two|three)\b|into\b|to (?:an?|the) \w+)",
    re.I,
)
_HAD_IT = re.compile(
    r"\s*(?:\w+ ){0,5}?(?:had it|knackered|shot|perished|past it|buggered|rotted|in ribbons|done for)\b", re.I
)
# “Change single socket to double” names what is there by right.
_CHANGES = re.compile(r"\b(?:change|convert|swap|upgrade|replace)\b.*\b(?:to|for|into|with|by)\b", re.I)
_AILING = re.compile(
    r"\b(?:won['’]?t|(?:not|isn['’]?t)(?! (?:one|any)\b)|stopped|keeps?|kept|losing|lost|showing|noisy|banging|gurgling|cold|dead|broken|cracked|gone|(?<!did the )(?<!fixed the )(?<!sorted the )leaks?|leaking|dripping|"
    r"tripping|trips|stuck|stiff|loose|slipped|damaged|rotten|snapped|blocked|slow|smells?|fault\w*|error|problem|issue|playing up|packed up|knackered)\b",
    re.I,
)


def _standing(item: Item, around: Around, anchors: frozenset[tuple[int, int]]) -> Signs:
    """What the sentence says of the thing: asked for, unwanted, done, there already, denied, ailing."""
    roles = {around.roles.get(anchor, "told") for anchor in anchors}
    role = next((one for one in ("asked", "told", "done", "unwanted") if one in roles), "told")
    signs = {f"role {role}": 1.0}
    before = [around.source[max(0, start - 24) : start] for start, _ in anchors]
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
    first = min(start for start, _ in anchors) - around.segment.start
    if is_told_as_now(
        around.segment.text, around.text, first, ailing=ailing, acts=bool(said), acts_here=bool(around.segment.acts)
    ) or (not ailing and _is_told_as_there(item, around)):
        signs["there now"] = 1.0
    if around.segment.start < _time_that_does_it(around.source):
        signs["time does it"] = 1.0
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


# “Two hours would do it”, “three days to put it on”, “half a day should see to the lot”.
_DOES_IT = re.compile(
    r"\b(?:hours?|hrs?|days?|morning|afternoon)\b[^.?!\n]{0,20}?(?:\b(?:would|should|will|ought to|might|can|could)|['’](?:d|ll)) (?:\w+ )?(?:do|see|cover|crack|sort|break|be (?:enough|plenty|ample)|suffice|finish)\b"
    r"|\b(?:hours?|hrs?|days?|morning|afternoon) (?:is|are|seems?|sounds?) (?:\w+ )?(?:enough|plenty|ample|about right)\b|\b(?:hours?|hrs?|days?) (?:and|to|so|for) (?:(?:we|you|i|us|they) )?(?:can )?(?:to )?(?:work|go|get|put|do) (?:\w+ )?(?:it|them|through|down|that|the lot)\b",
    re.I,
)


@lru_cache(maxsize=8)
def _time_that_does_it(text: str) -> int:
    """Where in a message the last sentence ends that says so much time is to do it all; 0 where none does."""
    last = max((found.end() for found in _DOES_IT.finditer(text)), default=0)
    ends = _SENTENCE_ENDS.search(text, last) if last else None
    return ends.start() if ends else last and len(text)


_SENTENCE_ENDS = re.compile(r"[.?!\n]")


def _is_told_as_there(item: Item, around: Around) -> bool:
    start, end = around.sentence[0].start, around.sentence[-1].end
    own = item.words | set(item.about)
    named = [(term.start - start, term.end - start, term.word) for term in around.segment.terms if term.word in own]
    here = around.segment
    return is_told_as_there(item, named, around.source[start:end], here.start - start, here.end - start)


_TAKING_AWAY = frozenset(word for word, act in ACT_OF.items() if act == "remove")


def _beside_kin(item: Item, around: Around, prices: PriceItems) -> Signs:
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
        instead = other.acts == item.acts and other.head == item.head and other.words - own & around.everywhere
        ours = sum(prices.idf.get(word, 0.0) for word in (own - its) & said)
        best_other = max(best_other, theirs - ours)
        mine_alone = [t for one in around.sentence for t in one.terms if t.word in own - its] if ours > 0 else []
        if mine_alone and theirs > 0:
            old = old or (not _CHANGES.search(item.row.name) and all(_is_old(t, around.source) for t in mine_alone))
        elif mine_alone and instead:
            had_it = all(_HAD_IT.match(around.source[t.end : t.end + 40]) for t in mine_alone)
            # “Old felt needs ripping off”, and rubber is spoken of further up.
            goes = around.segment.acts == {"remove"} and "remove" not in item.acts
            befores = [around.source[max(0, t.start - 24) : t.start] for t in mine_alone]
            old = old or had_it or (goes and all(_OLD.search(words) for words in befores))
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
        "variant said": float(variant_said(item, kin, around.whole)),
        "variant named": float(variant_said(item, kin, around.text, by_name=True)),
        "usual": float(bool(USUAL.search(item.row.name)) and not any(USUAL.search(one.row.name) for one in kin)),
        "kin usual": float(not USUAL.search(item.row.name) and any(USUAL.search(one.row.name) for one in kin)),
    }


def variant_said(item: Item, kin: Sequence[Item], text: str, *, by_name: bool = False) -> bool:
    """Whether words as they stand tell an item from one that shares the front of its name: “hard wired” of alarms, wired or battery.

    by_name: the words of the names alone.
    """

    def own(one: Item) -> frozenset[str]:
        return plain_words(one.row.name if by_name else f"{one.row.name}. {one.row.description}")

    said = plain_words(text)
    return any(said & (own(item) - own(other)) for other in kin if front(other.row.name) == front(item.row.name))


@lru_cache(maxsize=8192)
def plain_words(text: str) -> frozenset[str]:
    """Stems of the words of a text, folded to nothing else."""
    return frozenset(stem(word) for word in re.findall(r"[a-z]{3,}", text.lower()))


@lru_cache(maxsize=4096)
def front(name: str) -> frozenset[str]:
    """The words of a name that variants share: up to its comma, and without units of size."""
    return plain_words(name.split(",")[0]) - _UNITS_OF_SIZE


_UNITS_OF_SIZE = frozenset(
    stem(word) for word in "metre metres inch inches feet foot litre litres minute minutes hour hours".split()
)


def _is_old(term: Term, text: str) -> bool:
    """Whether a word names what is there now and is to go."""
    before, behind = text[max(0, term.start - 24) : term.start], text[term.end : term.end + 40]
    if _EMPTIED.search(before) and _OUT.match(behind):
        return False
    return bool(_OLD.search(before) or _TO_GO.match(behind))


# “Clean the gutters out”: what is emptied stays.
_EMPTIED = re.compile(
    r"\b(?:clean|clear|wash|sweep|suck|empty|hoover|rinse|flush|scoop|dig)(?:ing)?\s+(?:(?:the|my|our|all|those|them)\s+){0,2}$",
    re.I,
)
_OUT = re.compile(r"\s*(?:all )?out\b", re.I)


def _doing(item: Item, around: Around, prices: PriceItems) -> Signs:
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


def _fitting(item: Item, around: Around, sizes: Sizes) -> Signs:
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

    if is_by_person(item) and sizes.people([around.segment])[0] is not None:
        return {"each fits near": 1.0}
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


def _numbered(item: Item, around: Around, prices: PriceItems, sizes: Sizes) -> Signs:
    """“System with 4 cameras” beside one with two: whether as many were said as the name holds."""
    number = numbered(item)
    if number is None or not any(numbered(other) for other in prices.kin.get(item.row.code, ())):
        return {}
    noun, count = number
    said = [one for one in sizes.all if one.bound.role == "count" and not one.bound.implied and noun in one.words]
    if not said:
        return {"number unsaid": 1.0}
    return {"number agrees" if any(one.bound.fact.value == count for one in said) else "number differs": 1.0}


def _figured(item: Item, around: Around, prices: PriceItems) -> Signs:
    """“Wedding cake, three tiers”, “Marquee 6 x 12 m”: whether the figure of the name was said, or another of its kind."""
    signs: Signs = {}
    kin = prices.kin.get(item.row.code, ())
    for kind, mine in figures(item.row.name).items():
        if not any(figures(other.row.name).get(kind, mine) != mine for other in kin):
            continue
        # “An hour and a half” is cut in two.
        texts = (around.text, around.whole) if kind == "hours" else (around.segment.text, around.text, around.whole)
        for words in texts:
            said = figures(words).get(kind)
            if said:
                signs["figure agrees" if said & mine else "figure differs"] = 1.0
                break
        else:
            signs["figure unsaid"] = 1.0
    number, others = many(item.row.name), [many(other.row.name) for other in kin]
    if number is not None and any(other not in (None, number) for other in others):
        if says(number, around.text):
            signs["figure agrees"] = 1.0
        elif any(other is not None and says(other, around.text) for other in others):
            signs["figure differs"] = 1.0
        else:
            signs["figure unsaid"] = 1.0
    own = sides(item.row.name)
    if own and any(sides(other.row.name) - own for other in kin):
        said_sides = sides(around.text) or sides(around.whole)
        if said_sides:
            signs["figure agrees" if said_sides & own else "figure differs"] = 1.0
    return signs


def _often(item: Item, around: Around, prices: PriceItems) -> Signs:
    """“Fortnightly clean” beside a weekly one: whether that was said, or how often else."""
    mine = _rhythms(item)
    if not mine:
        return {}
    for words in (around.segment.text, around.text, around.whole):
        said = rhythms(words)
        if said:
            if said & mine:
                return {"rhythm agrees": 1.0}
            return {"rhythm differs" if is_regular(said) == is_regular(mine) else "rhythm of another kind": 1.0}
    if not any(_rhythms(other) - mine for other in prices.items):
        # “Boiler service, annual”: no other rhythm is sold, so nobody says it.
        return {}
    return {"rhythm unsaid, once" if "once" in mine else "rhythm unsaid": 1.0}


def _rhythms(item: Item) -> frozenset[str]:
    return rhythms(item.row.name) or rhythms(item.row.description)


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
_DISTANCE = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:m|metres?|meters?|mtrs?|ft|feet|foot|yards?|yds?|miles?)\b[^.!?\n]{0,16}?\b(?:from|to (?=the|my|our))\s*(?:the |my |our |where the )?(?:\w+ )?$",
    re.I,
)
# “Nothing higher than the bathroom window”: what something is measured by.
_THAN = re.compile(
    r"\b(?:\w+er|more|less|further) than (?:the |my |our |an? )?(?:\w+ )?$|\b(?:as|so) (?:\w+ )as (?:the |my |our |an? )(?:\w+ )?$",
    re.I,
)
_IN = re.compile(
    r"\b(?:in|on|at|under|into|onto|inside|to|for|of)\s+(?:the |my |our |your |an? |both |that |all |each |two |three |four |five |six |\d+ )(?:\w+ )?$",
    re.I,
)


def _is_far_end(item: Item, around: Around, anchors: Iterable[tuple[int, int]]) -> bool:
    """“About 6 metres from the fuse board”, “no higher than the window”: how far it is, and nothing of the board itself."""
    heads = [(t.start, t.end) for t in around.segment.terms if t.word in item.head] or list(anchors)
    before = [around.source[max(0, start - 48) : start] for start, _ in heads]
    return bool(before) and all(_DISTANCE.search(words) or _THAN.search(words) for words in before)


def _placed(item: Item, around: Around, anchors: Iterable[tuple[int, int]]) -> Signs:
    """A thing that only says where: six metres from the fuse board, the wall behind the cooker."""
    heads = [(t.start, t.end) for t in around.segment.terms if t.word in item.head] or list(anchors)
    before = [around.source[max(0, start - 40) : start] for start, _ in heads]
    if before and all(_FROM.search(words) for words in before):
        return {"beside it": 1.0}
    if before and all(_IN.search(words) for words in before):
        return {"in it": 1.0}
    return {}


def _contrast(item: Item, around: Around) -> float:
    words, here, near = item.words | set(item.about), around.here, around.near
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


@lru_cache(maxsize=8)
def _who_has(words: str) -> tuple[bool, bool]:
    """Whether they say that they have the thing, and that they want it brought; the same words are asked about for each item."""
    return bool(HAS_IT.search(words)), bool(WANTS_IT.search(words))


def _supply(item: Item, around: Around, prices: PriceItems) -> tuple[Signs, str]:
    """Whether who brings the thing agrees with what the customer says of it, nearest words first."""
    if not item.supplied:
        return {}, ""
    for words in (around.segment.text, around.text, around.whole):
        has, wants = _who_has(words)
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


USUAL = re.compile(r"\b(?:standard|plain|basic|normal|ordinary|regular|single|one|small|weekday|straight)\b", re.I)
