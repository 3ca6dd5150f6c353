"""How many of an item are wanted: whose each number is, and how those of one item come together.

Numbers of different places add up. A total that is stated, or that the others add up to, holds; what is there already gives way to
what is wanted of it; what is put right gives way to what puts it right; the same thing said again counts once. “Each” and “every”
multiply by what they speak of. Where that leaves more than one answer the count is not sure, and no sum is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from handlet.drafting.engine.matching.candidate import Candidate
from handlet.drafting.engine.matching.items import ACT_OF, Item
from handlet.drafting.engine.matching.lexicon import stem, terms_of
from handlet.drafting.engine.matching.numbers import (
    DEFINITE,
    LABELLED,
    LEFT_OUT,
    NUMBERED,
    ONE,
    ORDINALS,
    Numbers,
    Said,
)
from handlet.drafting.engine.matching.sizes import Measured, unit_of
from handlet.drafting.engine.matching.things import (
    BY_BEDS,
    PIECES,
    counted_apart,
    either_of,
    is_a_service,
    is_by_room,
    is_told_of_all,
    per_of,
    things_of,
)
from handlet.drafting.engine.reading.nouns import singular
from handlet.drafting.engine.reading.tokens import read_number, tokenise
from handlet.quoting.rules import Included

FAR, CLOSE, NEAR, BESIDE = 160, 70, 40, 8
"""Letters between two numbers from which on they are no longer one list, between two things that are named beside each other, and
between a thing and the number behind it; the last where that number counts something of its own."""
NO_FIT = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Count:
    """How many, whether the customer said so, and whether no other reading is as good. several: more than one, and nobody said how many."""

    value: Decimal
    told: bool = False
    sure: bool = True
    several: bool = False


_TOTAL_BEHIND = re.compile(
    r"\s*(?:of (?:them|these|those) |\w+ )?\(?(?:in total|in all\b|altogether|all together|all told|total\b|all in all)",
    re.I,
)
_TOTAL_BEFORE = re.compile(
    r"(?:\bso that['’]?s|\bso thats|\bthat['’]?s|\bthats|\bthat is|\bthat makes|\bmakes|\bmaking|\btotal(?:ling)?(?: of)?|=|\bcomes? to|\bin total|\baltogether|\bin all|\bcounted|\bcount|\bso)\s*(?:it['’]?s |about |a total of |i think )*$",
    re.I,
)
_IN_PAIRS = re.compile(r"\b([a-z]+?)s? pair\b|\bpairs? of ([a-z]+?)s?\b", re.I)
_FURTHER = re.compile(r"\b(?:extra|additional|further|spare)\b", re.I)
_COMES_WITH = re.compile(
    r"\b(\d|one|two|three|four|five|six) (?:of them |keys? )?(?:will |does |do |that |which )?(?:come|comes|coming|included|supplied)\b"
    r"|\bget (\d|one|two|three|four|five|six) (?:of them |keys? )?(?:with|free|in)\b",
    re.I,
)
_PUT_RIGHT = re.compile(
    r"\b(?:sorry|actually|make (?:that|it)|hang on|hold on|i mean|meant|scrap that|correction|oops|no wait|wait|typo|should (?:be|say|have said)|or rather|miscounted|tell a lie|no it['’]?s|no,? there|\bno,|\bnot \w+\b)",
    re.I,
)
_THERE = re.compile(
    r"\b(?:there(?:['’]?s| are| is| were)?|we have|we['’]?ve|weve|i have|i['’]?ve|ive|has|have|got|had|out of|of)\s*(?:got |about |around |only |just |maybe |some |all )*$",
    re.I,
)
_OF_THEM = re.compile(r"\s*of (?:them|these|those|em|['’]em|the|which)\b", re.I)
# “You give three keys with each, I think?”
_COMES_ANYHOW = re.compile(
    r"\b(?:you|they|u) (?:usually |normally |always )?(?:give|gave|supply|provide|include|send|throw in|do)\s*$", re.I
)
_WITH_EACH = re.compile(r"\s*(?:with|for|per|to) (?:each|every|it|them|that|one|a)\b", re.I)
# “Left a hole in the wall, and there’s one like it in the hall.”
_ONE_LIKE_IT = re.compile(
    r"\b(?:another|one|one more) (?:just |exactly )?(?:like (?:it|that|this)|the same|similar)\b", re.I
)
_FOR_ALL = re.compile(r"\b(?:charge|price|cost|quote|much|total|come to|do)\b[^.?!\n]{0,20}\b(?:the|all)\s*$", re.I)
# “In both of them”, “on each side of the fireplace”.
_IN_EACH_OF_TWO = re.compile(
    r"\b(?:in|on|for|to|at|into|with) (?:both|each|either) of (?:them|these|those)\b|\b(?:each|either|both) sides? of (?:the|our|my|a|his|her) (?P<what>\w+)",
    re.I,
)
_OF_SIDES = re.compile(r"\b(?:both|each|either|one|per) sides?\b", re.I)
_HAVING = re.compile(r"\b(?:we have|we['’]?ve|i have|i['’]?ve|ive|weve|already|got)\s*(?:got |only |about )*$", re.I)
_SHARED_OUT = re.compile(r"\s*(?:in|on|for|at|to|per|of) ?(?:each|every)\b", re.I)
_WANTED = re.compile(
    r"\b(?:need|needs|needing|want|wants|wanting|replac\w+|fit\w*|chang\w+|swap\w*|mend\w*|do|doing|like|after|only|just|new|please|quote for|price for|supply)\s*(?:to |for |about |just |only |the |have |do |get |all )*$",
    re.I,
)
_DONE_TO = re.compile(r"\b(?:on|to|for|need|want|replace|fit|change|do|only|just)\s*$", re.I)
_OTHERS = re.compile(r"\b(?:other|remaining|rest|first|last)\s*$", re.I)
_TELLS_PARTS = re.compile(
    r":|\(|\bof (?:which|them|these|those)\b|\bincluding\b|\bboth\b|\bone of\b|\bthe other\b|\b(?:that|which|who)\b|[–-]\s|\b(?:is|are)\b",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ROOM = r"(?:living[- ]?room|dining[- ]?room|sitting[- ]?room|front[- ]?room|back[- ]?room|box[- ]?room|spare[- ]?room|play[- ]?room|utility(?: room)?|lounge|kitchen|study|hall(?:way)?|landing|bed[- ]?room|master|snug|conservatory|nursery|office|bath[- ]?room|en[- ]?suite|cloakroom|toilet|loo|garage|shed|loft|porch|diner|cellar|basement|attic)"
_SIDE = r"(?:front|back|side|rear|porch|patio|garage|cellar|conservatory|utility|kitchen|main|inner|outer)"
_JOIN = r"(?:\s*(?:,|&|\+|\band\b|\bn\b|\bplus\b|\bthen\b|\ban\b)+\s*)"
_DET = r"(?:in |on |for |at )?(?:the |my |our |your |a |one (?:in |on )?(?:the )?)?"
_MANY_OF = (
    r"(?:(?:both|all|two|three|four|five|six|[2-9]|all (?:three|four|five|six|[3-9])) (?:the |of the )?(?:\w+ )?)?"
)
# “In both bathrooms and in the ensuite”.
_BOTH_ROOMS_AND = re.compile(rf"both (?:of )?(?:the |my |our )?{_ROOM}s(?:{_JOIN}{_DET}{_ROOM}s?\b)+", re.I)
_ONE_ROOM = re.compile(rf"(?P<many>{_MANY_OF})(?:\b(?P<of>\w+) )?\b(?P<room>{_ROOM})(?P<s>s?)\b", re.I)
_SIDES = re.compile(rf"\b{_SIDE}(?: door| window)?(?:{_JOIN}{_DET}{_SIDE}(?: doors?| windows?)?)+\b(?! (?:garden|lawn|hedge|of|wall|room|bedroom|rooms))", re.I)  # fmt: skip
_DOORS = frozenset(stem(word) for word in ("door", "lock", "cylinder", "latch", "mortice", "deadlock", "barrel"))
_FLOORS = re.compile(r"\b(\d|one|two|three|four|five) ?-?(?:storeys?|story|stories|floors?|levels?)\b", re.I)
_ON_A_FLOOR = re.compile(r"\b(?:each|every|per|all) (?:floor|storey|story|level|landing)\b", re.I)
_EACH = re.compile(
    r"\b(?P<word>each|every|either|both)\b(?: of)?(?: (?:the|my|our|these|those|them|em|one))*(?: (?P<first>(?!with|and|has|have|wants?|needs?|is|are|to|please|about|roughly|in|on|at)[a-z]+))?(?: (?P<second>[a-z]+))?",
    re.I,
)
_EACH_HAS = re.compile(r"\b(?:in each|each (?:one |flat |house |room |bedroom )?(?:of (?:them|these) )?(?:wants?|needs?|to have|has|having|gets?|will need)|with)\b", re.I)  # fmt: skip
# “2 wardrobes (3 doors each)”: how many there are of something on each.
_EACH_OF_ITSELF = re.compile(
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:(?!(?:on|in|for|at|to|of|from|per|with)\b)\w+\s+){1,2}$",
    re.I,
)
_IN_BOTH = re.compile(r"[^.;!?\n,]{0,24}\b(?:in|on|for|at|to|from|of|under|round|with) (?:both|either)\b", re.I)
_EACH_NEXT = re.compile(r"[^.;!?\n,]{0,16}\b(?:each|every|both|either|per)\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:some|a few|few|several|a number of|loads of|lots of|various|a bunch of|all (?:of )?(?:the|our|my|me)|many|plenty of|load of)\s+(?:\w+\s+){0,3}?$",
    re.I,
)
_THROUGHOUT = re.compile(r"\b(?:whole|entire) (?:house|flat|home|place|property|downstairs|upstairs)\b|\bthroughout\b|\b(?:every|all) rooms?\b|\ball over\b(?! again)|\b(?:loads|lots|plenty) of (?:them|['’]?em)\b|\ball (?:of )?(?:the|our|my|me) (?:down|up)stairs\b|\b(?:some|all|most|a few|several) of (?:the|our|my|me) [a-z]+s\b|\ball (?:the way )?round(?! the (?:shower|bath|sink|basin|window|door|room)\b)|\bon (?:all )?(?:the|our|my|me) rad(?:iator)?s\b|\b(?:all|right) (?:the way )?thr(?:ough|u) (?:the )?(?:house|flat|home|place|property|(?:down|up)stairs|ground floor)\b|\b(?:on|for|to|in) all (?:of )?(?:the|our|my|me) (?:\w+ ){0,2}(?!walls\b|sides\b|edges\b)[a-z]{2,}[^su\W]s\b|\b(?:how|as) many (?:there are|we have|i have)\b|\bn['’]?o?t counted\b", re.I)  # fmt: skip
_A_FEW = re.compile(r"\b(?:some|a few|few|several|a number of|loads of|lots of|various)\s+$", re.I)
_A_NUMBER = re.compile(r"\b(?:[2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten|dozen)\b", re.I)
# “A small board with two breakers”: what it has in it.
_WITH = re.compile(r"\b(?:with|w/)\s*(?:about |just |only )?$", re.I)
# “The massive one with two ovens.”
_ONE_WITH = re.compile(r"\bone with\s*$", re.I)
_LED_BY_SEVERAL = re.compile(r"[a-z]{2,}[^su\W]s\b")
_ONE_SIDE = re.compile(r"\b(?:per|each|one|a) (?:side|elevation|face)\b", re.I)
_BOTH_SIDES = re.compile(r"\bboth (?:the )?(?:sides?|faces|elevations)\b|\b(?:two|2) sides\b|\b(?:each|either) side\b|\bfront (?:and|&|n|\+) (?:the )?back\b(?! (?:door|garden|lawn))", re.I)  # fmt: skip
_BOTH_OF_IT = re.compile(r"\b(?:them|these|those|do|ease|fix|sort|swap|change|need|needs|want) (?:both|the pair)\b(?! (?:sides|ends|of \w+s))|\bboth (?:of (?:them|these|those)|need|want|are|have|[a-z]{3,}ing)\b", re.I)  # fmt: skip


# One of it is charged, and more may be meant.
_MULTIPLIES = re.compile(
    r"\b(?:each(?! (?:about|roughly|\(|\d))|every(?! (?:day|week|month|year|time|other|now|so|single|body|minute|hour|night|one else))|both(?! (?:sides|ends))|either side|the pair|a pair|the (?:two|three|four) of|the same (?:for|again|in|on)|wants? (?:the )?same|and so (?:is|are|does|do)|as well as the|one in the [a-z]+ and)\b",
    re.I,
)


class Counting:
    """The numbers of an enquiry, parted among the items that are charged by the piece."""

    def __init__(self, chosen: Sequence[Candidate], numbers: Numbers) -> None:
        self.numbers = numbers
        self.every = chosen
        self.chosen = [one for one in chosen if unit_of(one.item.row.unit) == "each"]
        self.owner: dict[tuple[int, int], str] = {}
        self.kind: dict[tuple[int, int], int] = {}
        # Where two fit alike it is of the new one rather than of the old one that is taken away: that follows it (`follows`).
        takes_away = {c.item.row.code: "remove" in c.item.acts for c in self.chosen}
        for one in numbers.all:
            if one.head:
                fits = {c.item.row.code: self._fit(one, c) for c in self.chosen}
                best = max(fits, key=lambda code: (fits[code], not takes_away[code], code), default="")
                if fits.get(best, NO_FIT)[0] > 0:
                    self.owner[one.message, one.start] = best
                    self.kind[one.message, one.start] = int(fits[best][0])
        for place, one in enumerate(numbers.all):
            if (
                one.bare
                and not self._of_others(one)
                and not self._is_of_the_lines(one)
                and (code := self._stands_for(place, one))
            ):
                self.owner[one.message, one.start] = code

    def _fit(self, one: Said, c: Candidate) -> tuple[float, ...]:
        things = things_of(c.item)
        if BY_BEDS.search(c.item.row.name) and one.head not in _HOMES | (things - _ROOM_HEADS - _NO_NUMBER_OF):
            return NO_FIT
        if self._follows_another(c) or one.head in counted_apart(c.item) or one.words & counted_apart(c.item):
            return NO_FIT
        if one.head in _FACES or self._is_told_of_what_follows(one, c):
            return NO_FIT
        with_it = any(one.sentence == s.sentence for s in [c.segment, *c.places])
        if is_by_room(c.item) and one.head in _ROOM_HEADS:
            return 4, len(one.words & c.item.words), with_it, -_far(one, c)
        either = _is_either(c.item)
        if (
            one.head in things
            or (one.words & things and (self.numbers.language != "en" or either))
            or (either and one.head in c.item.words)
        ):
            kind = 4
        elif one.head in _NO_NUMBER_OF:
            return NO_FIT
        elif one.head in c.item.words:
            kind = 3
        elif self._is_loosely(one, things):
            kind = 2
        elif not any(s.message == one.message and s.start <= one.start < s.end for s in [c.segment, *c.places]):
            return NO_FIT
        elif one.head in c.item.about and not is_told_of_all(c.item):
            kind = 2
        elif one.words & things:
            kind = 1
        else:
            return NO_FIT
        if (kind < 4 and (one.article or _WITH.search(one.lead))) or _ONE_WITH.search(one.lead):
            return NO_FIT
        return kind, len(one.words & c.item.words), with_it, -_far(one, c)

    def _is_told_of_what_follows(self, one: Said, c: Candidate) -> bool:
        """“All working off one key”: told of what goes by another's number (“keyed alike, per cylinder”), and counts no keys."""
        mine = len(one.words & c.item.words)
        return any(
            o is not c and len(one.words & o.item.words) > mine and self._follows_another(o) for o in self.chosen
        )

    def _is_loosely(self, one: Said, things: Set[str]) -> bool:
        """“Two of our old sashes”: a word that the list does not have, and which stands for one of its things."""
        segment = self.numbers.wanted.segment_at(one.message, one.start)
        if any(one.head in counted_apart(other.item) for other in self.chosen):
            # The pots of “repoint stack, up to 4 pots”.
            return False
        return segment is not None and any(
            term.word in things and term.word in segment.loose and one.start <= term.start < one.end
            for term in segment.terms
        )

    def _stands_for(self, place: int, one: Said) -> str:
        """Whose number it is that stands without its noun: of what was named last before it, else next behind it."""
        before: list[tuple[tuple[int, int], int, str]] = []
        behind: list[tuple[tuple[int, int], int, str]] = []
        at = (one.message, one.start)
        for c in self.chosen:
            if is_a_service(c.item) and not _holds_some(c.item):
                continue
            nouns = self.numbers.nouns(things_of(c.item))
            spots = [(s.message, s.start) for s in nouns if not _IN_A_PLACE.search(s.lead)] or [
                (s.message, s.start) for s in nouns
            ]
            spots += [key for key, code in self.owner.items() if code == c.item.row.code]
            if not spots:
                spots = [(c.segment.message, start) for start, _ in c.anchors] if c.segment.message >= 0 else []
            code = c.item.row.code
            before += [(spot, self._more_of(c, spot), code) for spot in spots if spot <= at]
            behind += [(spot, -self._more_of(c, spot), code) for spot in spots if spot > at]
        foreign = max(
            ((o.message, o.start) for o in self.numbers.all[:place] if o.head and not o.article and (o.message, o.start) not in self.owner and o.sentence == one.sentence),
            default=(-9999, 0),
        )  # fmt: skip
        if before and (max(before)[0] > foreign or _is_total(one)):
            return max(before)[2]
        # “The other three” are of what was counted before.
        told_before = _is_total(one) or _OTHERS.search(one.lead)
        return min(behind)[2] if behind and not before and not told_before else ""

    def _of_others(self, one: Said) -> bool:
        """“The radiators are cold, there are 13 of them”: of what no line is for."""
        known = self.numbers.counts.get((one.message, one.start))
        if known is None or not known.bound.thing or not _OF_THEM.match(one.tail):
            return False
        thing = {term.word for term in terms_of(known.bound.thing)}
        return bool(thing) and not any(thing & (c.item.words | things_of(c.item)) for c in self.chosen)

    def _is_of_the_lines(self, one: Said) -> bool:
        """“A key safe and a chain. What would you charge for the two?”: as many as there are lines, and so none of one of them."""
        return len(self.every) > 1 and one.value == len(self.every) and _FOR_ALL.search(one.lead) is not None

    def _more_of(self, c: Candidate, spot: tuple[int, int]) -> int:
        """How many other words of the item stand where its thing does: of “smoke alarms” the smoke."""
        segment = self.numbers.wanted.segment_at(*spot)
        return len({t.word for t in segment.terms} & c.item.words) if segment is not None else 0

    def own(self, c: Candidate) -> list[Said]:
        code = c.item.row.code
        return [one for one in self.numbers.all if self.owner.get((one.message, one.start)) == code]

    def figures(self, c: Candidate) -> list[Measured]:
        """The counts that are its own, as they were read; of what is done once for all there is, also those of its thing that no line has."""
        code, service = c.item.row.code, is_a_service(c.item)
        return [
            one
            for at, one in self.numbers.counts.items()
            if self.owner.get(at) == code or (service and at not in self.owner and one.words & c.item.words)
        ]

    def of(self, c: Candidate) -> Count:
        """How many of this item."""
        if self._follows_another(c):
            return Count(ONE)
        count = self._doubted(c, self._plain(c))
        if _ONE_SIDE.search(f"{c.item.row.name} {c.item.row.description}"):
            sentences = {c.segment.sentence} | {one.sentence for one in self.own(c)}
            told = self.numbers.wanted.told_in(sentences)
            if _BOTH_SIDES.search(told):
                return replace(count, value=count.value * 2, told=True)
        return count

    def _doubted(self, c: Candidate, count: Count) -> Count:
        """Not sure where a word that multiplies, or a number that no line has taken, stands beside what was counted."""
        if not count.sure or is_a_service(c.item):
            return count
        own = self.own(c)
        sentences = {one.sentence for one in own} or {c.segment.sentence}
        told = self.numbers.wanted.told_in(sentences)
        if (
            count.value == 1
            and len(self.chosen) == 1
            and not any(one.article for one in own)
            and _MULTIPLIES.search(told)
        ):
            return replace(count, sure=False)
        free = [
            one
            for one in self.numbers.all
            if one.sentence in sentences
            and not one.article
            and (one.value or ONE) > 1
            and one.value != count.value
            and (one.message, one.start) not in self.owner
            and (one.bare or (one.head in _HOMES and not count.told))
            and not self._is_refused(one)
        ]
        return replace(count, sure=False) if free else count

    def _listed(self, c: Candidate) -> Decimal | None:
        """“31 monitors, 28 printers, 4 kettles” for what is priced by the appliance: all that nothing else is counted by."""
        if sum(things_of(one.item) >= PIECES for one in self.chosen) != 1 or not things_of(c.item) >= PIECES:
            return None
        every = [
            o.value
            for o in self.numbers.all
            if o.head
            and not o.article
            and self.owner.get((o.message, o.start), c.item.row.code) == c.item.row.code
            and (o.message, o.start) in self.numbers.counts
            and o.head not in _NO_NUMBER_OF
            and not self._is_refused(o)
        ]
        return sum((value or ONE for value in every), Decimal(0)) if len(every) > 1 else None

    def _plain(self, c: Candidate) -> Count:
        listed = self._listed(c)
        if listed is not None and not any(_is_total(one) for one in self.own(c)):
            return Count(listed, told=True)
        said = [self._in_pairs(c, one) for one in self.own(c) if not self._is_refused(one) or LEFT_OUT.search(one.lead)]
        said = [
            one
            for one in said
            if not (one.bare and re.search(r"\beach (?:has|have|having|with|of)\s*$", one.lead, re.I))
        ]
        said = [one for one in said if not (_COMES_ANYHOW.search(one.lead) and _WITH_EACH.match(one.tail))]
        said = self._shared_out(c, said)
        figures = [one for one in said if not one.article]
        if figures and _is_either(c.item):
            said = self._with_the_other_kind(c, said, figures)
        if figures and is_by_room(c.item) and all(one.head in _ROOM_HEADS for one in figures):
            near = {s.sentence for s in [c.segment, *c.places]}
            sentences = {one.sentence for one in figures} & near or {one.sentence for one in figures}
            in_those = self.numbers.wanted.told_in
            rooms = rooms_in(in_those({c.segment.sentence})) or rooms_in(in_those(sentences))
            if rooms:
                return Count(Decimal(rooms), told=True)
        best = max((self.kind.get((one.message, one.start), 4) for one in figures if one.head), default=4)
        said = [
            one for one in said if not one.head or one.article or self.kind.get((one.message, one.start), 4) == best
        ]
        figures = [one for one in figures if one in said]
        if (
            figures
            and figures[0].bare
            and figures[0].value == 1
            and not any(one.article and one.start < figures[0].start for one in said)
        ):
            # “The mixer in the kitchen and one for the basin”.
            told = [
                o
                for o in self.numbers.nouns(things_of(c.item))
                if o.value == 1
                and o.message == figures[0].message
                and o.sentence == figures[0].sentence
                and o.start < figures[0].start
            ]
            said = [*(replace(o, article=True) for o in told[-1:]), *said]
        if figures:
            return self._each(c, self._together(c, said))
        return self._without_figure(c, said)

    def _shared_out(self, c: Candidate, said: Sequence[Said]) -> list[Said]:
        """“Three for the lounge and one in each bedroom”, of which there are two: five; “three holes, one in each room”: three."""
        made: list[Said] = []
        for one in said:
            each = _EACH.search(one.tail) if made and not one.article and _SHARED_OUT.match(one.tail) else None
            if each is not None:
                base = self._number_of(_spoken_of(each), things_of(c.item), one)
                if base is not None and base * (one.value or ONE) != made[0].value:
                    one = replace(one, value=base * (one.value or ONE), tail="")
            made.append(one)
        return made

    def _follows_another(self, c: Candidate) -> bool:
        """“Keyed alike, per cylinder”: its number is that of the cylinders."""
        per = per_of(c.item)
        return (
            bool(per)
            and not per & c.item.words
            and any(per & other.item.head for other in self.chosen if other is not c)
        )

    def _is_refused(self, one: Said) -> bool:
        segment = self.numbers.wanted.segment_at(one.message, one.start)
        return segment is not None and segment.refused

    def _between(self, a: Said, b: Said) -> str:
        texts = self.numbers.texts
        if a.message == b.message:
            return texts[a.message][a.end : b.start]
        return f"{texts[a.message][a.end :]}\n{texts[b.message][: b.start]}"

    def _together(self, c: Candidate, said: Sequence[Said]) -> tuple[Count, Said]:
        """The numbers of one item as one."""
        figures = [one for one in said if not one.article]
        left_out = [one for one in figures if LEFT_OUT.search(one.lead)]
        figures = [one for one in figures if one not in left_out]
        first = (figures or left_out)[0]
        if not figures:
            return Count(ONE, told=False, sure=False, several=True), first
        total = next((one for one in reversed(figures) if _is_total(one, further=one is not figures[0])), None)
        if total is not None and _THERE.search(total.lead):
            # “It’s four that want doing, there’s five altogether.”
            wanted = [one for one in figures if _TO_BE_DONE.match(one.tail) and (one.value or 0) < (total.value or 0)]
            figures, total = (wanted, None) if wanted else (figures, total)
            first = figures[0]
            said = [one for one in said if one.article or one in figures or one in left_out]
        if total is not None and (total is not figures[0] or len(figures) == 1 or _TOTAL_BEHIND.match(total.tail)):
            return Count(self._beyond_what_comes(c, total.value or ONE), told=True), total
        if left_out and left_out[0].value and first.value and first.value > left_out[0].value:
            return Count(first.value - left_out[0].value, told=True), first
        listed = [one for one in said if one not in left_out]
        kept, sure = self._kept(listed)
        values = [one.value or ONE for one in kept]
        rest = sum(values[1:], Decimal(0))
        if (
            len(values) > 2
            and values[0] == rest
            and (not kept[0].place or all(o.bare and o.value == 1 for o in kept[1:]))
        ):
            return Count(values[0], told=True, sure=sure), first
        if len(values) > 2 and not kept[-1].place and values[-1] == sum(values[:-1], Decimal(0)):
            return Count(values[-1], told=True, sure=sure), first
        return Count(sum(values, Decimal(0)), told=True, sure=sure), kept[0]

    def _in_pairs(self, c: Candidate, one: Said) -> Said:
        """“Two armchairs”, of “sofa, two seat, or armchair pair”: one."""
        paired = next((found.group(1) or found.group(2) for found in _IN_PAIRS.finditer(c.item.row.name)), "")
        if not paired or stem(paired.lower()) not in {one.head, *one.words} or one.value is None:
            return one
        return replace(one, value=(one.value / 2).to_integral_value(ROUND_CEILING))

    def _beyond_what_comes(self, c: Candidate, total: Decimal) -> Decimal:
        """“Six keys altogether, two come with it”, of what is charged as an extra: four."""
        if not _FURTHER.search(c.item.row.name):
            return total
        comes = _COMES_WITH.search(self.numbers.wanted.words)
        with_it = _number_word((comes.group(1) or comes.group(2) or "").lower()) if comes else Decimal(0)
        return total - with_it if with_it < total else total

    def _kept(self, said: Sequence[Said]) -> tuple[list[Said], bool]:
        """Those that add up, and whether nothing speaks against it."""
        sure = True
        kept: list[Said] = []
        first_figure = next(one for one in said if not one.article)
        for one in said:
            if not kept:
                if one.article and not self._adds(one, first_figure):
                    continue
                kept.append(one)
                continue
            last = kept[-1]
            between = self._between(last, one)
            if not one.article and len(between) < FAR and _PUT_RIGHT.search(between) and (one.bare or one.head == last.head):  # fmt: skip
                kept[-1] = one
                continue
            if not one.article and not last.article and _THERE.search(last.lead) and (_WANTED.search(one.lead) or _TELLS_OF_SOME.match(one.tail)) and (one.value or 0) <= (last.value or 0):  # fmt: skip
                kept[-1] = one
                continue
            if one.bare and DEFINITE.search(one.lead) and not one.place:
                continue
            if one.bare and one.value == 1 and (last.value or 0) > 1 and _TELLS_OF_SOME.match(one.tail):
                continue
            if _OF_THEM.match(one.tail) and not one.article and (one.value or 0) < (last.value or 0):
                if _THERE.search(last.lead) or _DONE_TO.search(one.lead):
                    kept[-1] = one
                continue
            if not one.article and any(one.value == other.value for other in kept) and (DEFINITE.search(one.lead) or not (one.place and one.place != last.place and not _HAVING.search(one.lead))):  # fmt: skip
                continue
            if not one.article and (
                (_HAVING.search(one.lead) and not _HAVING.search(last.lead)) or _SHARED_OUT.match(one.tail)
            ):
                continue
            if self._adds(last, one):
                kept.append(one)
                continue
            if one.article or any(one.value == other.value for other in kept) or _tells_parts(between, one):
                continue
            if (one.value or 0) > (last.value or 0) and len(kept) == 1:
                kept[-1] = one
            sure = False
        return kept, sure

    def _adds(self, a: Said, b: Said) -> bool:
        """Whether b is further ones beside a: of another place, in one list with it."""
        between = self._between(a, b)
        if len(between) > FAR:
            return False
        one_list = bool(re.search(r"\b(?:and|an|plus|then|also|another|n)\b|[&+,;\n]", between))
        if b.article or a.article:
            return a.sentence == b.sentence and bool(re.search(r"(?:\band|\bplus|&|\+|,|\bn)\s*(?:the |my |our )?(?:\w+ )?$", between, re.I)) and not _RELATIVE.search(_behind_the_place(between, a))  # fmt: skip
        if (
            _tells_parts(between, b)
            and (a.value or 0) >= (b.value or 0)
            and not (a.place and b.place and ":" not in between)
        ):
            return False
        if DEFINITE.search(b.lead) and not b.place:
            return False
        if a.place and b.place and a.place != b.place:
            return True
        if a.sentence == b.sentence:
            return one_list
        return (b.bare and bool(b.place)) or bool(
            re.search(r"\b(?:another|more|plus|also)\b", b.lead[-25:] + " " + b.tail[:8], re.I)
        )

    # --- no number ---

    def _without_figure(self, c: Candidate, articles: Sequence[Said]) -> Count:
        things = things_of(c.item)
        nouns = self.numbers.nouns(things)
        nouns = [one for one in nouns if not self._is_of_another(c, one)]
        if not nouns and not articles:
            nouns = self.numbers.nouns(c.item.words)
        named = sorted([*articles, *nouns], key=lambda one: (one.message, one.start))
        named = [one for one in named if not self._is_refused(one)]
        if len(self.chosen) == 1 and self._is_in_each_of_two(c):
            return Count(Decimal(2), told=True)
        if not named:
            other = self._beside(c)
            if other is None and (places := self._places(c, [])) > 1:
                return Count(Decimal(places), told=True)
            return self._each(c, (Count(ONE), None)) if other is None else Count(other, told=True, sure=False)
        apart = [named[0]]
        for one in named[1:]:
            if self._is_another(c, apart[-1], one) and (
                one.article or all(one.words != other.words for other in apart)
            ):
                apart.append(one)
        if len(apart) > 1:
            return self._each(
                c, (Count(Decimal(len(apart)), told=True, sure=all(one.article for one in apart)), apart[0])
            )
        on_so_many = self._on_so_many(c, named)
        if on_so_many is not None:
            return Count(on_so_many, told=True)
        several = next((one for one in named if one.value is None), None)
        if several is None:
            several = next((one for one in named if self._leads_with_several(c, one)), None)
        places = self._places(c, named)
        if places > 1:
            return Count(Decimal(places), told=True, sure=several is None or is_by_room(c.item))
        first = several or named[0]
        if several is not None and (other := self._beside(c)) is not None and not any(one.article for one in named):
            return Count(other, told=True, sure=False)
        alone = len(self.chosen) == 1
        words = self.numbers.wanted.words
        joins = _JOINS_TWO.search(c.item.row.name)
        if (
            alone
            and not joins
            and _BOTH_OF_IT.search(words)
            and (not any(o.article for o in named) or _ONE_LIKE_IT.search(words))
        ):
            return Count(Decimal(2), told=True)
        vague = several is not None and self._is_vague(c, named)
        plain = several is None or several.head in c.item.row.name.lower()
        return self._each(c, (Count(ONE, sure=plain and not vague, several=vague), first))

    def _is_in_each_of_two(self, c: Candidate) -> bool:
        """“A cupboard in both of them”, “on each side of the fireplace”; not both sides of the thing itself."""
        if _OF_SIDES.search(f"{c.item.row.name}. {c.item.row.description}"):
            return False
        found = _IN_EACH_OF_TWO.search(self.numbers.wanted.words)
        what = found.group("what") if found is not None else None
        return found is not None and not (what and {term.word for term in terms_of(what)} & things_of(c.item))

    def _leads_with_several(self, c: Candidate, one: Said) -> bool:
        """“Some sockets outside”: a phrase of the lexicon that begins with what the item is named by, where no number is told at all."""
        found = _LED_BY_SEVERAL.match(one.head)
        return (
            found is not None
            and not is_by_room(c.item)
            and _A_FEW.search(one.lead) is not None
            and found.group()[:-1] in c.item.row.name.lower()
            and not any((number.value or ONE) > 1 for number in self.numbers.all)
            and not _A_NUMBER.search(self.numbers.wanted.words)
        )

    def _is_vague(self, c: Candidate, named: Sequence[Said]) -> bool:
        """“Some downlights”, “a few cracked tiles”, “all the radiators”, “sockets throughout”: how many is for them to say."""
        if any(_SEVERAL.search(one.lead) for one in named if one.value is None or self._leads_with_several(c, one)):
            return True
        by_room = c.item.unit_word == "room" and not _ONE_ROOM.search(self.numbers.wanted.words)
        return by_room or bool(_THROUGHOUT.search(self.numbers.wanted.words))

    def _with_the_other_kind(self, c: Candidate, said: Sequence[Said], figures: Sequence[Said]) -> list[Said]:
        """“Two old dishes and the aerial” of an item for either."""
        counted = {one.head for one in said}
        more = [
            replace(o, article=True)
            for o in self.numbers.nouns(c.item.head | either_of(c.item))
            if o.value == 1 and not o.words & counted and any(o.sentence == one.sentence and o.message == one.message and one.end < o.start for one in figures)
            and re.search(r"(?:\band|\bplus|&|\+|,|\bn)\s*(?:the |my |our )?(?:\w+ )?$", o.lead, re.I)
        ]  # fmt: skip
        return sorted([*said, *more], key=lambda one: (one.message, one.start))

    def _is_of_another(self, c: Candidate, noun: Said) -> bool:
        """Of “smoke alarms” and “heat alarms”, each in its own place: another item shares the word, and more of what stands there."""
        spot = (noun.message, noun.start)
        mine = self._more_of(c, spot)
        return any(
            other is not c and noun.words & things_of(other.item) and self._more_of(other, spot) > mine
            for other in self.chosen
        )

    def _on_so_many(self, c: Candidate, named: Sequence[Said]) -> Decimal | None:
        """“Thermostat valves on six of the rads”: the number stands behind the thing, with what it is done to."""
        for one in self.numbers.all:
            if one.article or not re.search(r"\bon (?:the |my |our |all )?$", one.lead, re.I):
                continue
            near = BESIDE if (one.message, one.start) in self.owner else NEAR
            if one.words & counted_apart(c.item) or not one.head:
                continue
            known = (one.message, one.start) in self.numbers.counts or self.numbers.texts[one.message][
                one.start : one.end
            ].islower()
            if (
                known
                and (one.value or 0) > 1
                and any(
                    o.message == one.message and o.sentence == one.sentence and 0 < one.start - o.end < near
                    for o in named
                )
            ):
                return one.value
        return None

    def _beside(self, c: Candidate) -> Decimal | None:
        """The one number of its sentences that counts nothing else we know: “broke 4 of the wee uprights”."""
        if is_a_service(c.item):
            return None
        apart = counted_apart(c.item)
        sentences = {s.sentence for s in [c.segment, *c.places]}
        if len(self.chosen) == 1:
            sentences |= {number + step for number in sentences for step in (-1, 1)}
        free = {
            one.value
            for one in self.numbers.all
            if not one.article and (one.message, one.start) not in self.owner and one.head not in _NO_NUMBER_OF and not one.words & apart
            and not _WITH.search(one.lead)
            and (one.message, one.start) in self.numbers.counts
            and one.sentence in sentences and not self._is_refused(one) and one.value is not None and one.value > 1
        }  # fmt: skip
        return free.pop() if len(free) == 1 else None

    def _is_another(self, c: Candidate, a: Said, b: Said) -> bool:
        """“A washer and a dishwasher”, “one rail by the toilet and another by the shower”."""
        if a.message != b.message or a.sentence != b.sentence or a.value is None or b.value is None:
            return False
        between = self._between(a, b)
        if (
            len(between) > CLOSE
            or not (_AND.search(between) or (self.numbers.language != "en" and _AND_ELSEWHERE.search(between)))
            or _RELATIVE.search(_AND_SO_IS.sub("and", between))
        ):
            return False
        if self._is_where_another_goes(c, a):
            return False
        if b.article and (
            b.bare or a.article or ORDINALS.search(b.lead + self.numbers.texts[b.message][b.start : b.end])
        ):
            return a.article or bool(re.search(r"\bone\b", a.lead)) or b.words != a.words
        kinds = c.item.head | either_of(c.item)
        return len(kinds) > 1 and bool(a.words & kinds and b.words & kinds) and a.words & kinds != b.words & kinds

    def _is_where_another_goes(self, c: Candidate, one: Said) -> bool:
        """“Trim to go round the shower and the bath to be resealed”: only where another line is wanted."""
        here = self.numbers.wanted.segment_at(one.message, one.start)
        return (
            here is not None
            and here is not c.segment
            and bool(_IN_A_PLACE.search(one.lead))
            and any(other.segment is here for other in self.every if other is not c)
        )

    def _places(self, c: Candidate, named: Sequence[Said]) -> int:
        """In how many places it is wanted that are named in a row: rooms, doors, numbered flats."""
        row = c.item.row
        if c.item.unit_word in ("visit", "job") or c.item.head <= frozenset(ACT_OF):
            return 1
        sentences = {one.sentence for one in named} | {s.sentence for s in [c.segment, *c.places]}
        told = self.numbers.wanted.told_in(sentences)
        if labels := labelled(told):
            return labels
        if is_by_room(c.item):
            return rooms_in(told)
        if _DOORS & (c.item.words | {w for one in named for w in one.words}) and not re.search(
            r"\bfront and back\b", f"{row.name} {row.description}", re.I
        ):
            rows = [re.findall(_SIDE, found.group(), re.I) for found in _SIDES.finditer(told)]
            return max((len({word.lower() for word in one}) for one in rows), default=1)
        return 1

    # --- each ---

    def _each(self, c: Candidate, found: tuple[Count, Said | None]) -> Count:
        """Times what “each” and “every” speak of: one in each of three bedrooms, two on every window."""
        count, said = found
        if said is not None and not said.named and _is_total(said):
            return count
        sentences = {said.sentence} if said is not None else {c.segment.sentence}
        told = self.numbers.wanted.told_in(sentences)
        if (
            said is not None
            and said.named
            and said.value is None
            and not re.search(r"\b(?:each|every|both)\b", told, re.I)
        ):
            return count
        things = things_of(c.item)
        if said is not None and not said.named and not said.article and not _EACH_NEXT.match(said.tail):
            told = told[: max(0, said.start - self._begin(said))]
            if not _EACH_HAS.search(told):
                return count
        floor = _ON_A_FLOOR.search(told if said is None or said.value is None else said.tail)
        if floor is not None and not re.search(r"\b(?:and|plus) (?:a|an)\b", told[: floor.start()], re.I):
            floors = _FLOORS.search(self.numbers.wanted.words)
            if floors is None:
                return replace(count, sure=False)
            return Count(count.value * _number_word(floors.group(1)), told=True, sure=count.sure)
        for each in _EACH.finditer(told):
            if said is not None and (said.named or said.article) and not self._is_near(said, each.group()):
                continue
            if _EACH_OF_ITSELF.search(told[: each.start()]) and not (
                said is not None and told[: each.start()].rstrip().endswith(self._text(said))
            ):
                continue
            word = each.group("word").lower()
            folded = _spoken_of(each)
            if folded & things or re.match(
                r"\W*(?:side|end|way|face|time|week|month|day)s?\b", (each.group("first") or ""), re.I
            ):
                continue
            if word in ("both", "either"):
                if (
                    said is not None
                    and (each.group("first") or each.group("second"))
                    and not is_a_service(c.item)
                    and _IN_BOTH.match(said.tail)
                ):
                    rooms = _BOTH_ROOMS_AND.match(told, each.start())
                    times = Decimal(rooms_in(rooms.group())) if rooms is not None else Decimal(2)
                    return Count(count.value * times, told=True, sure=count.sure)
                continue
            base = self._number_of(folded, things, said)
            if base is None:
                continue
            return Count(count.value * base, told=True, sure=count.sure)
        return count

    def _text(self, said: Said) -> str:
        return self.numbers.texts[said.message][said.start : said.end]

    def _is_near(self, said: Said, phrase: str) -> bool:
        text = self.numbers.texts[said.message]
        return phrase in text[max(0, said.start - 60) : said.end + NEAR]

    def _begin(self, said: Said) -> int:
        return min((s.start for s in self.numbers.wanted.segments if s.sentence == said.sentence), default=said.start)

    def _number_of(self, words: Set[str], things: Set[str], said: Said | None) -> Decimal | None:
        """How many there are of what “each” speaks of; None where nobody said."""
        same = [o for o in self.numbers.all if o.head and not o.article and (o.head in words or o.words & words) and o.head not in things]  # fmt: skip
        if same:
            # “One has three pots and the other four.”
            others = [
                one
                for before, one in pairwise(self.numbers.all)
                if before in same and _ONE_HAS.search(before.lead) and one.bare and _OTHERS.search(one.lead)
            ]
            kept, _ = self._kept(same)
            return sum((o.value or ONE for o in [*kept, *others]), Decimal(0))
        if labels := labelled(self.numbers.wanted.words):
            return Decimal(labels)
        free = {
            o.value
            for o in self.numbers.all
            if o.head and not o.article and (o.value or 0) > 1 and self.kind.get((o.message, o.start), 0) < 4
            and ((o.head not in _NO_NUMBER_OF and (o.message, o.start) in self.numbers.counts) or o.head in _HOMES)
        }  # fmt: skip
        if len(free) == 1:
            return free.pop()
        beds = [m.bound.fact.value for m in self.numbers.measures if m.bound.role == "bedrooms"]
        if beds and words & {stem("bedroom"), stem("room")}:
            return beds[0]
        return None


_NO_NUMBER_OF = frozenset(
    stem(word)
    for word in "thing bit item job room bedroom bathroom kitchen lounge floor storey people person house flat wall week photo picture coat property visit".split()
) | {term.word for term in terms_of("bedroom bathroom room floor house flat wall photo")}
_ROOM_HEADS = frozenset(
    term.word for term in terms_of("bedroom bathroom room lounge kitchen study office conservatory nursery snug")
) | {stem("bedroom"), stem("room")}
_FACES = frozenset((stem("side"), stem("face"), stem("slope"), stem("elevation")))
_HOMES = frozenset((stem("flat"), stem("house"), stem("people")))
_IN_A_PLACE = re.compile(r"\b(?:in|on|at|by|under|into|inside|from|near|behind|above|below|over|next to|beside|round|around|through|opposite)\s+(?:the |my |our |your |an? |each |both )?(?:\w+ )?$", re.I)  # fmt: skip
_TELLS_OF_SOME = re.compile(r"\s*(?:of (?:them|these|those|which|em) )?(?:are|is|have|has|need|needs|want|wants|look|been|broken|cracked|gone|dead|come|comes)\b", re.I)  # fmt: skip
_TO_BE_DONE = re.compile(r"\s*(?:of (?:them|these|those) )?(?:that |which )?(?:want|need)s?\b", re.I)
_ONE_HAS = re.compile(r"\bone (?:\w+ ){0,3}(?:has|have|got|with)\s*$", re.I)
# “Service and landlord record together”: “do both” asks for one of it.
_JOINS_TWO = re.compile(r"\band\b|&|\+", re.I)
_AND = re.compile(r"\band\b|\bplus\b|[&+,\n]|\bn\b|\b\d\)", re.I)
# Polish, Spanish, Portuguese, Italian, French, German, Romanian, Welsh.
_AND_ELSEWHERE = re.compile(r"\b(?:i|oraz|y|e|ed|et|und|și|si|a|ac)\b", re.I)
_AND_SO_IS = re.compile(r"\band so (?:is|are|does|do|has|have)\b", re.I)
_RELATIVE = re.compile(r"\b(?:that|which|who|is|are|was|has|have|because|so|but|when|where|with|for|to)\b", re.I)


def _behind_the_place(between: str, one: Said) -> str:
    """The words behind a number without the place where it is wanted: “a pendant over the table and four wall lights”."""
    if not one.place or one.place not in between.lower():
        return between
    return between[between.lower().index(one.place) + len(one.place) :]


def _spoken_of(each: re.Match[str]) -> set[str]:
    """The words of meaning of what “each” speaks of."""
    words = [word for word in (each.group("first"), each.group("second")) if word]
    return {term.word for word in words for term in terms_of(word)} | {stem(singular(word.lower())) for word in words}


def _is_total(one: Said, *, further: bool = False) -> bool:
    """“Seven in all”, “so that’s seven”, “so 30 things”. further: another number of the same thing was told before it."""
    if _TOTAL_BEHIND.match(one.tail):
        return True
    before = _TOTAL_BEFORE.search(one.lead)
    return before is not None and (one.bare or further or one.head in PIECES or before.group().strip().lower() != "so")


def _tells_parts(between: str, one: Said) -> bool:
    return bool(_TELLS_PARTS.search(_IN_BRACKETS.sub("", between)) or _OTHERS.search(one.lead))


def _holds_some(item: Item) -> bool:
    """A visit whose price takes in so many of its thing: “replace slipped tiles, up to 5”."""
    return any(isinstance(rule, Included) and {t.word for t in terms_of(rule.of)} & item.head for rule in item.rules)


def _is_either(item: Item) -> bool:
    """An item for either of two things: “reseal bath or shower”."""
    return len(item.head | either_of(item)) > 1 and bool(re.search(r"\bor\b|/", item.row.name))


def rooms_in(told: str) -> int:
    """How many rooms are named: “lounge and both the bedrooms” are three. One where a plural has no number."""
    most: dict[str, int] = {}
    told = re.sub(
        r"\b(?:stairs?|staircase) (?:and|an|&|n|\+) (?:the )?(?:landing|hall)|\bhall,? (?:and |the )?stairs",
        "stairs",
        told,
        flags=re.I,
    )
    for found in _ONE_ROOM.finditer(told):
        many = found.group("many").strip().lower()
        number = (
            _number_word(many.split()[-1] if many.split()[-1:] not in ([], ["the"], ["of"]) else "one") if many else ONE
        )
        kind = (
            f"{found.group('of') or ''} {found.group('room')}".lower() if number == 1 else found.group("room").lower()
        )
        kind = (
            found.group("room").lower()
            if not re.match(r"(?:front|back|main|spare|big|small|second|master|kids|guest)", kind)
            else kind
        )
        most[kind] = max(most.get(kind, 0), int(number))
    return sum(most.values())


def labelled(told: str) -> int:
    """How many flats, plots or rooms are named by their numbers in lists: “2, 5, 7 and 9” are four, “1 to 6” six, “flat 4 and flats 6
    and 9” three. Nought where there is no list."""
    lists = [found.group("list") or found.group("row") for found in NUMBERED.finditer(told)]
    if not lists:
        return 0
    labels = {found.group("label").upper() for found in LABELLED.finditer(told)}
    through = 0
    for listed in lists:
        ends = re.fullmatch(r"(\d+)\s*(?:to|-|–)\s*(\d+)", listed.strip(), re.I)
        if ends is not None:
            labels -= set(ends.groups())
            through += max(1, int(ends.group(2)) - int(ends.group(1)) + 1)
        else:
            labels |= {label.upper() for label in re.findall(r"\d+|\b[A-H]\b", listed)}
    return through + len(labels)


def _number_word(word: str) -> Decimal:
    read = read_number(tokenise(word), 0)
    if read is not None:
        return read[0]
    return Decimal(2) if word == "both" else ONE


def _far(one: Said, c: Candidate) -> float:
    if all(s.message != one.message for s in c.places):
        return 10_000.0
    return float(min((max(start - one.end, one.start - end, 0) for start, end in c.anchors), default=0))
