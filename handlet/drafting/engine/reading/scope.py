"""Whether what is asked is something the owner does not do: the profile's “not done”, in the words customers use for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from handlet.drafting.engine.reading.clauses import ASKED, DONE, TOLD, Clause
from handlet.drafting.engine.reading.cues import CUES
from handlet.drafting.engine.reading.undone import SAID
from handlet.drafting.engine.words import stems
from handlet.drafting.port import BusinessFacts, QuantityFact

_HIGH = re.compile(
    r"\bscaffold\w*|\b(?:2nd|3rd|[4-9]th|second|third|fourth|fifth|top|upper)[- ]?(?:floor|storey|story)\b|\b(?:three|four|five|3|4|5)[- ]stor(?:e?y|eys|ies)\b|\b(?:dormer|attic|gable) (?:window|end)s?\b",
    re.I,
)
# “Exterior work above the first floor” is no banister of a three storey house.
_OUTSIDE = re.compile(
    r"\b(?:outside|exterior|external\w*|gutter\w*|fascias?|soffits?|render\w*|masonry|windows?|barge ?boards?|downpipes?|sills?|front of|back of|rear|gable|dormer|brickwork|cladding)\b",
    re.I,
)
_HEIGHT_LIMIT = re.compile(
    r"\b(\w+?)s? (?:over|above|taller than|higher than|more than) (\d+(?:\.\d+)?) ?(m|metres?|ft|feet)\b", re.I
)
_TREE = re.compile(
    r"\b(?:trees?|oak|ash|sycamore|beech|birch|willow|poplar|pine|fir|spruce|conifers?|eucalyptus|lime|horse chestnut|chestnut|maple|cherry|leylandii|drzewo|arbore|copac)\b",
    re.I,
)
_TREE_WORK = re.compile(
    r"\btrees?\b|\b(?:fell(?:ing|ed)?|prun\w+|lopp\w+|branch\w*|crown|garden|take(?:n)? down|cut(?:ting)? (?:it |them )?(?:down|back)|(?:want|wants|needs?|come|coming) (?:it |them )?down|chop\w*|stump|hedge)\b",
    re.I,
)
# What belongs to work already done by others, or only says where: “after the plastering”, “the plasterer has finished”.
_ASIDE = re.compile(
    r"\b(?:i|we)(?:'ll| will| can| could| am|'m|'re| are| may| should)? (?!(?:\w+ )?(?:want|need|like|love|require|fancy|after|looking|wish)\w*\b)(?:\w+ ){0,2}$|\b(?:after|before|once|when|next to|beside|behind|near|above|below|under|around|by|opposite|where|since|next door to|over|from)\s+(?:the|my|our|a|his|her|your)?\s*(?:\w+\s+)?$"
    r"|\b(?:fed|runs?|running|works?|working|supplied|plumbed|comes?|coming|heated|powered) (?:straight |directly |just )?(?:off|from|by|through|into) (?:the|my|our|a|an) (?:\w+ )?$"
    r"|\b(?:smooth|flat|ready|prepared|prepped|top) for (?:the )?$|\b(?:has|have|had|been|just|already|no|not|don'?t need|without|never|doesn'?t need|won'?t need|don'?t want|got a|another|different|other|we'?ll do the|i'?ll do the|ready for|other than|instead of|rather than) (?:\w+ ){0,2}$"
    r"|\b(?:chas(?:e|es|ed|ing)|holes?|channels?|cuts?|cut) (?:\w+ ){0,2}(?:for|where|round|around) (?:\w+ ){0,3}$",
    re.I,
)
# Another trade's people are spoken of, not their work: “I’ve told the plumber”, “our electrician says”.
_PEOPLE = re.compile(r"(?:plumb|electric|plaster|paint|decorat|roof|carpet|thatch)\w*?(?:er|or|ian)s?$", re.I)
_WANTS_ONE = re.compile(
    r"\b(?:need|needs|want|wants|looking for|after|find|recommend|know|got|are you|r u|u|you)\b(?: \w+){0,3} $", re.I
)
_VERBS = frozenset(
    stems(
        "fit replace repair supply remove new old small large double single standard visit call hour extra first price each clean service"
    )
)
_ACT = re.compile(r"(?:re-?)?(?:plaster|skim|paint|decorat|spray|plumb|wallpaper|carpet|wir)\w*", re.I)
_ACT_ASKED = re.compile(
    r"\b(?:needs?|wants?|needing|wanting|(?:can|could|would|do|will) (?:you|u)|to be|and|then|plus)(?: then| also)?\s+$",
    re.I,
)
# “Rebuilding chimneys” is one act on a thing: sweeping it is another.
_ONE_ACT = re.compile(r"\b(rebuild|clean|lin)ing\b", re.I)
# What the whole job is made of: to have it is to want it worked on.
_MADE_OF = re.compile(r"\b(?:thatch\w*|knotweed|lpg|oil|safes?)\b", re.I)
_HAVE = re.compile(r"\b(?:has|have|had|got|bought|found|inherited) (?:\w+ ){0,2}$", re.I)
_HAVE_BOUGHT = re.compile(r"\b(?:bought|found|got|inherited|been given|picked up)\b", re.I)
# “Will paint it myself”, “that’s another firm”: not for us.
_NOT_OURS = re.compile(
    r"\b(?:my ?self|her ?self|him ?self|them ?selves|i['’]?ll? do|we['’]?ll do|me ?sen|me ?self|our ?selves|separately|disregard|(?:is|are|['’]s) with (?:my|our) (?!\w+ (?:to|for)\b)\w+|(?:with|by) (?:another|a different|someone|somebody) (?:else|firm|company|trade)?)\b",
    re.I,
)
_IS_SO = re.compile(r"\b(?:all|fully|freshly|newly|nicely|recently) $", re.I)
_MATE = (
    r"(?:(?:my|our|his|her|a) mates?|mates (?=an? )|mate['’]s|electricians?|spark(?:y|ie)?['’]?s?|sparkies|plumbers?|decorators?|painters?|plasterers?|roofers?|builders?|joiners?|tilers?|gas (?:man|engineer|fitter)|brothers?|dad|sons?|husband|friends?|neighbours?|landlord|"
    r"(?:brother|son|father)s?[- ]in[- ]laws?|uncle|cousin|contractors?)"
)
# Done by somebody else: “my electrician does the wiring”, “painting by our decorator”.
_OTHERS = re.compile(
    rf"\b{_MATE}\b[^.?!\n]{{0,45}}(?:\b(?:will|does|doing|do|is|are|to|can|handles?|sorts?|sorting|doing)|['’]ll)\s+(?:\w+ ){{0,3}}$"
    # And what they did: “sparkys moved some sockets and left me three holes”.
    rf"|\b{_MATE} (?:(?:has|have|had|just|only|already|also) )*(?:moved|added|fitted|changed|rewired|swapped|ran|run|put|cut|chased|did|done|left|took|removed|installed|replaced)\b[^.?!,;\n]{{0,25}}$",
    re.I,
)
_BY_OTHERS = re.compile(
    rf"^[^.?!\n]{{0,14}}\b(?:(?:my|our|the|a|his|her) )?(?:{_MATE}|(?:someone|somebody|another (?:firm|chap|man|company)) ?(?:else)?)(?:['’]s| is| are| will| does| do| can|['’]ll)\b|^\W*(?:(?:is|will be|being|to be) )?(?:done )?by (?:our|my|a|the|his|her|an)\b[^.?!\n]{{0,25}}\b{_MATE}\b",
    re.I,
)
_STOREYS = re.compile(r"\b(?:over|above|more than|higher than) (\w+) (?:stor(?:e?ys|ies)|floors)\b", re.I)
_SAID_STOREYS = re.compile(
    r"\b(\w+)[- ](?:stor(?:e?y|eys|ies|ied|eyed)|floors)\b|\b(\d+)(?:st|nd|rd|th)[- ](?:floor|storey)\b", re.I
)
_NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_SUPPLYING = re.compile(r"^supply", re.I)
# “Trees over 15 m without a visit first” are done, only not unseen; “pianos on their own” are taken with the rest.
_ONLY_AFTER = re.compile(r"\b(?:without|unless|until|before|on (?:its|their) own|alone)\b", re.I)
_AND = re.compile(r"\s*(?:,|;|/|&|\band\b|\bor\b|\bnor\b)\s*", re.I)
_REMOVING = r"\b(?:remov\w*|strip\w*|scrap\w*|rip\w*|clear\w*|dispos\w*|chip\w*|dig\w*|get(?:ting)? (?:rid|shot)|tak(?:e|en|ing)\b[^.?!\n]{0,30}\b(?:out|off|away|down|up)|out|off|away|gone)\b"
_MENDING = r"\b(?:repair\w*|mend\w*|fix\w*|broken?|broke|snapped|torn|stopped|won'?t|doesn'?t|isn'?t|fault\w*|packed (?:in|up)|not (?:working|right)|look at)\b"
_MOVING = r"\b(?:mov(?:e|ed|ing)|shift\w*|lift\w*|reloc\w*|carr(?:y|ied|ying))\b"
_FITTING = r"\b(?:install\w*|fit\w*|put(?:ting)? (?:in|up|on)|new|replac\w*|want\w*|need\w*|supply)\b"
# The act in an entry, and how it is asked for.
_ACTS = tuple(
    (re.compile(name, re.I), re.compile(said, re.I))
    for name, said in (
        (r"\b(?:remov|strip|dispos|clear)(?:e|al|ing|ping|ance)\b|\bclearing out\b", _REMOVING),
        (r"\b(?:repairs?|repairing|mending|fixing)\b", _MENDING),
        (r"\b(?:moving|relocating|shifting|lifting)\b", _MOVING),
        (r"\b(?:installing|installations?|fitting)\b", _FITTING),
        (r"\b(?:cleaning|washing)\b", r"\b(?:clean\w*|wash\w*|scrub\w*|shampoo\w*)\b"),
    )
)
_ACT_NAMES = re.compile(
    r"\b(?:remov(?:al|ing)|stripping|disposal|disposing|clear(?:ing|ance)(?: out)?|repairs?|repairing|mending|fixing|moving|relocating|shifting|"
    r"lifting|install(?:ing|ations?)|fitting|cleaning|washing|work|works|jobs?|services?|of|any|all)\b",
    re.I,
)
_FELLED = re.compile(
    r"\btrees?\b|\bfell(?:ed|ing)?\b|\bchop\w*|\b(?:tak(?:e|en|ing)|com(?:e|ing)|cut|cutting|brought|bring)\b[^.?!\n]{0,30}\bdown\b(?! (?:to size|to \w+ (?:feet|foot|ft|metres?)|by|a bit|a foot|\d))|\bstump",
    re.I,
)
_HEDGE = re.compile(r"\bhedg\w*|\bleylandii\b", re.I)


@dataclass(frozen=True, slots=True)
class NotDone:
    """A thing of the owner's list of what they do not do that is asked for, and the clauses that ask; none where it is the
    message as a whole."""

    entry: str
    clauses: Sequence[Clause]


def not_done(
    business: BusinessFacts, clauses: Sequence[Clause], words: str, quantities: Sequence[QuantityFact]
) -> list[NotDone]:
    """What is asked for and not done. What is only told counts where nothing is asked in so many words."""
    wanted = [clause for clause in clauses if clause.role in (ASKED, TOLD)]
    # “I bought a safe at a car boot. Could you get it open?”
    bought = [
        clause
        for place, clause in enumerate(clauses)
        if clause.role == DONE
        and _HAVE_BOUGHT.search(clause.text)
        and any(map(_asks_of_it, clauses[place + 1 : place + NEAR]))
    ]
    rows = [frozenset(stems(row.name)) - _VERBS for row in business.pricelist]
    own = f"{business.name} {business.trade}"
    found = []
    for entry in business.not_done:
        if _SUPPLYING.match(entry) or _ONLY_AFTER.search(entry):
            continue
        heard = [
            _asks_for(part, [*wanted, *bought] if _MADE_OF.search(part) else wanted, words, quantities, rows, own)
            for part in _parts(entry)
        ]
        of_kind = [clause for part in _parts(entry) for clause in _of_that_kind(part, clauses)]
        said = list(dict.fromkeys([*(clause for asking, _ in heard for clause in asking), *of_kind]))
        whole = any(one for _, one in heard)
        if said or whole:
            found.append(NotDone(entry, said))
    return found


def _of_that_kind(entry: str, clauses: Sequence[Clause]) -> list[Clause]:
    """“Could you service our boiler? It's an oil one”, of “oil boilers”: the thing is asked for, and then told to be of that kind."""
    *kind, thing = entry.lower().split() or [""]
    if len(kind) not in (1, 2) or _ACT_NAMES.search(thing) or re.search(r"(?:ing|ure|ion|al)$", thing):
        return []
    name = set(stems(thing))
    of_it = re.compile(
        rf"\b(?:it|that|this|they|these|ours|mine|{re.escape(thing.removesuffix('s'))}s?)(?:['’]?s| is|['’]re| are|(?: is| are|['’]s)? fired by| runs? on| works? on)"
        rf" (?:(?:an?|actually|all|only|just|still|one of those|the old) )*{re.escape(kind[0])}\b",
        re.I,
    )
    asked = [place for place, clause in enumerate(clauses) if clause.role == ASKED and name <= set(stems(clause.text))]
    told = [place for place, clause in enumerate(clauses) if of_it.search(clause.text)]
    near = next(((one, other) for one in asked for other in told if 0 <= other - one <= NEAR), None)
    if near is None:
        return []
    # What is asked of “it” between the two is of the same thing.
    return [clauses[place] for place in range(near[0], near[1] + 1) if place in near or not clauses[place].things]


def _asks_of_it(clause: Clause) -> bool:
    asks = clause.role == ASKED or CUES["can_you"].search(clause.text)
    return bool(asks) and not clause.things and bool(re.search(r"\b(?:it|them|one)\b", clause.text, re.I))


NEAR = 3
"""How many clauses behind the one that asks for a thing its kind may be told."""


def _parts(entry: str) -> list[str]:
    """“Alarms and cameras” are two things; “dogs over 30 kg and under a year” is one told of twice."""
    if _HEIGHT_LIMIT.search(entry) or _STOREYS.search(entry):
        return [entry]
    return [part for part in _AND.split(entry) if part.strip()] or [entry]


def _is_on_list(text: str, rows: Sequence[frozenset[str]]) -> bool:
    """An item of the price list is named by two of its words: what is on the list is done, whatever else it resembles."""
    said = frozenset(stems(text))
    return any(len(row & said) > 1 and len(row & said) * 2 >= len(row) for row in rows)


def _asks_for(
    entry: str,
    wanted: Sequence[Clause],
    words: str,
    quantities: Sequence[QuantityFact],
    rows: Sequence[frozenset[str]],
    own: str,
) -> tuple[list[Clause], bool]:
    """The clauses that ask for it, and whether the message as a whole does. own: the firm's name and trade."""
    low = entry.lower()
    limit = _HEIGHT_LIMIT.search(low)
    if limit is not None:
        thing = _TREE if limit.group(1).lower() == "tree" else re.compile(rf"\b{re.escape(limit.group(1))}", re.I)
        tall = _is_too_tall(limit, words, _beside(thing, wanted, quantities))
        return [clause for clause in wanted if tall and thing.search(clause.text)], tall
    storeys = _STOREYS.search(low)
    if storeys is not None:
        most = _number(storeys.group(1))
        return [], any(most and _is_higher(clause.text, most) for clause in wanted)
    if re.search(r"\bscaffold\w*|\babove (?:the )?(?:first|ground) floor|\bheights?\b|\bhigh level", low):
        out = "exterior" not in low or bool(_OUTSIDE.search(words))
        high = (
            out
            and bool(_HIGH.search(words))
            and not re.search(
                r"\b(?:no|without|don'?t need|has|have|already|got) (?:\w+ ){0,2}scaffold|scaffold\w* (?:is )?(?:already )?(?:up|there|in place)\b",
                words,
                re.I,
            )
        )
        return [clause for clause in wanted if high and _HIGH.search(clause.text)], high
    pattern = _said(low)
    if pattern is not None and pattern.search(own) and len(set(stems(entry))) > 1:
        # “Moving pianos”, of Airey Pianos: the thing is their daily work, so only what the entry says besides tells.
        return [clause for clause in wanted if _is_named(low, clause.text)], False
    if pattern is not None:
        act = _ONE_ACT.search(low)
        if act is not None and not pattern.pattern.startswith(r"\bbio-?hazard"):
            wanted = [clause for clause in wanted if re.search(rf"\b{act.group(1)}", clause.text, re.I)]
        made_of = bool(_MADE_OF.search(low))
        # “Scraping the artex off the ceiling” is no painting of ceilings, whatever is on the list.
        listed = () if _ACTS[0][0].search(low) and "remov" in pattern.pattern else rows
        said = [part for clause in wanted if (part := _refused(clause, pattern, listed, made_of=made_of)) is not None]
        if pattern.pattern.startswith(r"\b(?:overseas"):
            # Where a move goes is the whole of it.
            return [], any(pattern.search(clause.text) for clause in wanted)
        whole = not wanted and act is None and any(_is_meant(words, m) for m in pattern.finditer(words))
        return said, whole or (pattern.pattern.startswith(r"\bbio-?hazard") and bool(pattern.search(words)))
    return [clause for clause in wanted if _is_named(low, clause.text)], False


def _is_named(entry: str, text: str) -> bool:
    """Of an entry that we have no words for: its things are all named, and where it is about one act, so is that act."""
    acts = [said for name, said in _ACTS if name.search(entry)]
    names = set(stems(_ACT_NAMES.sub(" ", entry))) or set(stems(entry))
    return (
        bool(names)
        and names <= set(stems(text))
        and all(said.search(text) for said in acts)
        and (bool(acts) or _acts_so(entry, text))
    )


# “Catering”, “wedding planning”: the act, which a person of that trade is not.
_LAST_ACT = re.compile(r"\b([a-z]{3,}?)(?:([b-df-hj-np-tv-z])\2)?ing$")


def _acts_so(entry: str, text: str) -> bool:
    """Of an entry that ends with an act of its own, whether the text asks for that act, not only names who does it."""
    act = _LAST_ACT.search(entry)
    if act is None:
        return True
    root = f"{act.group(1)}{act.group(2) or ''}"
    return any(
        not re.match(r"er['’]?s?\b|ers\b", text[m.end() :], re.I) or _WANTS_ONE.search(text[: m.start()])
        for m in re.finditer(rf"\b{re.escape(root)}", text, re.I)
    )


def _beside(thing: re.Pattern[str], wanted: Sequence[Clause], quantities: Sequence[QuantityFact]) -> list[QuantityFact]:
    """The measures told with the thing or in the next two clauses, where anything else is spoken of."""
    named = [place for place, clause in enumerate(wanted) if thing.search(clause.text)]
    near = " ".join(clause.text for place in named for clause in wanted[max(0, place - 1) : place + 3])
    return [fact for fact in quantities if not named or fact.span.text in near]


def _number(word: str) -> int:
    """Of a numeral or a word for one; 0 where it is none."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 0)


def _is_higher(text: str, most: int) -> bool:
    return any(_number(one.group(1) or one.group(2)) > most for one in _SAID_STOREYS.finditer(text))


def _refused(
    clause: Clause, pattern: re.Pattern[str], rows: Sequence[frozenset[str]], *, made_of: bool = False
) -> Clause | None:
    """The clause, if it asks for the thing. Of “needs skimming and then painting”, where painting is on the list, only the
    one act; other things are on the list as well when the clause names an item of it."""
    before = clause.source.text[max(0, clause.start - 60) : clause.start]
    if _NOT_OURS.search(clause.text):
        return None
    found = [
        m
        for m in pattern.finditer(clause.text)
        if (_is_meant(clause.text, m) or (made_of and _HAVE.search(clause.text[: m.start()])))
        and not _OTHERS.search(f"{before}{clause.text[: m.start()]}")
        and not _BY_OTHERS.match(clause.text[m.end() :])
    ]
    if not found or not _is_on_list(clause.text, rows):
        return clause if found else None
    for m in found:
        if _ACT.fullmatch(m.group()) and _ACT_ASKED.search(clause.text[: m.start()]):
            return replace(clause, start=clause.start + m.start(), end=clause.start + m.end())
    return None


def _is_meant(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    if _PEOPLE.search(found.group()) and not _WANTS_ONE.search(before):
        return False
    return not (_ASIDE.search(before) or (found.group().endswith("ed") and _IS_SO.search(before)))


@cache
def _said(entry: str) -> re.Pattern[str] | None:
    for key, said in SAID:
        if said and re.search(key, entry):
            return re.compile(said, re.I)
    return None


_METRES = {"m": Decimal(1), "ft": Decimal("0.3048"), "yd": Decimal("0.9144"), "cm": Decimal("0.01")}


def _is_too_tall(limit: re.Match[str], words: str, quantities: Sequence[QuantityFact]) -> bool:
    """“trees over 4 m”: the thing is named and a measure beyond the limit stands with it."""
    thing, most = (
        limit.group(1).lower(),
        Decimal(limit.group(2)) * _METRES["ft" if limit.group(3).startswith("f") else "m"],
    )
    named = (
        (_TREE_WORK.search(words) and _TREE.search(words))
        if thing == "tree"
        else re.search(rf"\b{re.escape(thing)}", words, re.I)
    )
    if not named or (thing == "tree" and _HEDGE.search(words) and not _FELLED.search(words)):
        # Of a hedge it is the length that is named first.
        return False
    return any(fact.unit in _METRES and fact.value * _METRES[fact.unit] > most for fact in quantities) or (
        thing == "tree"
        and bool(
            re.search(
                r"\b(?:huge|massive|enormous|taller than|as tall as|higher than) [^.?!]{0,20}(?:tree|oak|house|roof)|\bprotected tree|\btpo\b",
                words,
                re.I,
            )
        )
    )
