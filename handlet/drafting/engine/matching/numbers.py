"""Every number of an enquiry with what it counts, and the nouns that stand without one.

A number counts the noun behind it (“six oak doors”), or the one before it (“doors x 6”). Without a noun it stands for what was named
(“four in the hall”). What is a label, a size, a price, a day or the kind of a thing is no number here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from handlet.drafting.engine.matching.items import ACT_OF, SIZES
from handlet.drafting.engine.matching.lexicon import Term, stem, terms_of
from handlet.drafting.engine.matching.sizes import Sizes
from handlet.drafting.engine.matching.wanted import Wanted
from handlet.drafting.engine.reading.nouns import is_plural, singular
from handlet.drafting.engine.reading.tokens import Token, read_number, tokenise

ONE = Decimal(1)
MOST, MOST_BARE, ADULT, LONGEST = 2000, 40, 16, 4
"""The greatest number of things, the greatest written in figures without a noun (more is a model, a year, a size), from which on “is
34” is an age, and of how many words a phrase may be that names a thing: longer ones tell what is wrong with it."""
AROUND, FURTHEST = 60, 8
"""How many letters around a number are looked at, and how many words behind it for its noun."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number as said. value: None for several without a number. words: those of the noun it counts, none where it stands for
    what was named before. head: the noun. named: it is no number but the thing itself (“the sink”). place: where they are. lead and
    tail: what stands around it in its sentence."""

    value: Decimal | None
    message: int
    start: int
    end: int
    sentence: int
    words: frozenset[str] = frozenset()
    head: str = ""
    named: bool = False
    article: bool = False
    place: str = ""
    lead: str = ""
    tail: str = ""

    @property
    def bare(self) -> bool:
        return not self.head


_ARTICLES = frozenset(("a", "an", "another"))
_NO_ARTICLE = frozenset((")", "few", "bunch", "load", "lot", "number", "handful", "bit"))
ORDINALS = re.compile(r"(?:another|one more|1 more|(?:a|the) (?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th))\b(?! (?:floor|hand|storey|day|time|week|visit|opinion|quote|coat))", re.I)  # fmt: skip
# Behind a number these say what kind a thing is, how big or when.
_UNITS = frozenset(
    """m mm cm ft foot feet inch inches in yd yard yards yarder yarders kw kilowatt litre litres l kg kilo kilos tonne tonnes ton year years yr yrs month
    months week weeks wk wks day days nights hour hours hr hrs minute minutes min mins second seconds am pm oclock o'clock percent quid pounds pound p mile
    miles degree degrees volt volts watt watts w v amp amps bed beds bedroomed bdr bdrm storey storeys story stories star stars phase bar sq square sqm m2 metre metres meter meters
    times x by th st nd rd g gb tb k grand people adults kids children attempts goes coat coats""".split()
)
_KINDS = frozenset("gang way lever pin seater seat bulb tier pole zone ring piece pane panel drawer burner lane man men".split())  # fmt: skip
_LABELS = frozenset(
    """flat flats plot plots no nos number numbers unit units block apartment apartments apt room rooms house houses floor level invoice order ref code model page part type class version grade option
    article section since aged age turned i'm im he's she's postcode £ $ € # bs en within""".split()
)
_STOPS = frozenset(
    """in on at by for from to with under over above below near behind beside round around per off up down into onto and or but plus is are was were be been being need needs
    needed want wants wanted have has had please pls that which who where when if so as then because there it its they we i you he she this these those what how can could will would do does did
    got get going come comes all too also only just about before after inside outside upstairs downstairs along across through between next opposite not no my our your his her their the a an
    each every both than until till while cos 'cos look looks says said altogether total each apiece""".split()
)
# “How much 2 swap radiators”: to, and no number.
_DONE = frozenset("swap fit do change replace fix get put have come clean paint sort repair remove install supply take mend lay move add hang see look".split())  # fmt: skip
_BEFORE_TO = frozenset("much able like u you want need cost price looking hoping charge cheap someone somebody anyone anybody chance possible".split())  # fmt: skip
_GENERIC = frozenset(("things", "thing", "bits", "items", "item", "jobs"))
_MORE = frozenset(("more", "extra", "further", "additional"))
_ONES = frozenset(("ones", "yins", "others"))
PEOPLE, EXTRA = stem("people"), stem("extra")
_CLOSES = re.compile(
    r"\s*(?:$|[.,;:!?)\n(–-]|(?:of (?:them|these|those|em|['’]em|which)|ones?|more|extra|new|please|pls|plz|in|on|at|by|for|to|under|over|above|below|near|behind|beside|round|around|along|inside|outside|upstairs|downstairs|upstair|doonstairs|doon|up|down|out|front|back|them|these|those|em|an"
    r"|each|apiece|and|plus|&|altogether|total|is|are|have|has|need|needs|want|wants|broken|missing|gone|dead|cracked|loose|replaced|fitted|fitting|doing|done|changed|changing|either|per|like|that|which|off|thanks|ta|mate|so|with|across|through|inc\w*|wide|high|tall|small|large|big|would|will|should|if)\b)",
    re.I,
)
_ONE_OF_A_LIST = re.compile(
    r"\s*(?:of (?:them|these|those) )?(?:in|on|at|by|for|under|over|above|below|near|behind|beside|round|around|inside|outside|upstairs|downstairs|up|down|out|to|along|per|is|has|needs|wants|with|either)\b|\s*(?:more|extra)\b|\s+(?=\d)",
    re.I,
)
_LISTED = re.compile(
    r"(?:^|[,;:.\n(&+]|\band|\bplus|\bthen|\bjust|\bonly|\bor)\s*(?:also |just |only |maybe |about |then |the )*$", re.I
)
_AT_EITHER_END = re.compile(r"\s*(?:at|on) (?:either|both|each) (?:end|side)s?\b(?! of (?:it|them))", re.I)
_NO_PLACE = re.compile(r"(?:us|me|you|them|him|her|it|a|an|all|now|free|price|quote|please)\b")
_ONE_BEFORE = re.compile(r"\b(?:one|1|two|2) (?:[\w'’]+ ){1,4}$", re.I)
_WHERE = re.compile(
    r"\s*(?:,\s*|\()?(?:please |ones |of (?:them|these|those) |more |needed |wanted |missing |broken )*(?P<all>(?:(?:are |is |up |down |out |over |along |going )?(?:in|on|at|by|for|to|under|over|above|below|near|behind|beside|round|around|inside|outside|along|across|off|next to|from|either side of) )(?:the |my |our |her |his |their |each |every |both )?(?P<place>[\w'’]+(?: [\w'’]+)?)|(?P<adverb>upstairs|downstairs|up stairs|down stairs|upstair|doonstairs|outside|inside|outdoors|indoors|up|down|doon|front|back)\b)",
    re.I,
)
_AGED = re.compile(r"\b(?:is|am|i['’]?m|im|aged?|she['’]?s|he['’]?s|turned|nearly|and)\s*$", re.I)
_NO_LEAD = re.compile(
    r"(?<!make )\b(?:that|it)\s*$|\b(?:by|out of|(?:family|party|household) of|(?:day|week|hour|month|minute|year|time|coat)s? or|at|no|number)\s*$",
    re.I,
)
_LEADS = re.compile(
    r"(?:^|[^\w\s]|['’]s|theres|\b(?:so|meant|mean|say|then|also|we?['’]?ve|need|want|for|about|just|only|get|got|have|do|replace|swap|fit|change|them|those|these|all|other|another|the|last|first|and|plus|are|is|on|in|to|maybe|say|approx|around|roughly|after|with|has|of|n|make|that|actually|sorry|like|had|out|off|up|down))\s*$",
    re.I,
)
# “All of them bar two”, “not counting the one in the hall”.
LEFT_OUT = re.compile(
    r"\b(?:all|every|each|them|those|lot|everything|any)\b[^.?!]{0,25}\b(?:bar|but)\s*(?:the )?$"
    r"|\b(?:except(?:ing)?(?: for)?|apart from|other than|minus|not counting)\s*(?:the )?$",
    re.I,
)
DEFINITE = re.compile(r"\b(?:the|those|these|all|both|them|my|our|said|same)\s*$", re.I)
_LABEL = r"(?:\d{1,3}|[A-H])\b(?! ?(?:m|mm|cm|ft|x|by|bed\w*|metres?)\b)"
# Flats, plots and the like that are named by a list of their numbers, and one that is named by its own.
NUMBERED = re.compile(
    rf"\b(?:(?:flats|plots|units|rooms|houses|numbers|nos\.?|apartments|bays)\s+(?P<list>{_LABEL}(?:\s*(?:,|and|&|to|-|–)+\s*{_LABEL})+)"
    rf"|(?:plots?|flats|units)\s+(?P<row>\d{{1,3}}(?:\s*(?:,|and|&|to|-|–|\s)\s*{_LABEL})+))",
    re.I,
)
LABELLED = re.compile(rf"\b(?:flat|plot|unit|apartment|bay|room)\s+(?P<label>{_LABEL})", re.I)
_ITEM_OF_A_LIST = re.compile(r"(?:(?<=^)|(?<=\s)|(?<=\())(?:\d{1,2}|[a-h])\)(?=\s)|^\s*\d{1,2}\.(?=\s)", re.M)
_FIRST_OF_A_LIST = re.compile(r"(?<!\w)1\. .*(?<!\w)2\. ", re.S)
_POINT_OF_A_LIST = re.compile(r"(?<!\w)\d{1,2}\.(?=\s)")
_ADDRESS = re.compile(
    r"\b\d{1,4}[A-Za-z]? (?:[A-Z][\w'’]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Way|Court|Ct|Terrace|Place|Pl|Gardens|Grove|Crescent|Hill|Row|Square|Walk|Mews|View|Park|Rise|Gate|Green|Parade|Wharf|Quay)\b"
)


class Numbers:
    """Every number of an enquiry with what it counts, in reading order, and the nouns that stand without one."""

    def __init__(self, wanted: Wanted, sizes: Sizes) -> None:
        self.wanted = wanted
        self.language = sizes.language
        self.texts = {message: source.text for message, source in wanted.sources.items()}
        self.terms: dict[int, list[Term]] = {}
        for segment in wanted.segments:
            spoken = [t for t in segment.terms if t.word not in segment.loose and not t.word.isdigit()]
            self.terms.setdefault(segment.message, []).extend(spoken)
        for held in self.terms.values():
            held.sort(key=lambda term: (term.start, term.end))
        self.counts = {
            (one.message, one.start): one for one in sizes.all if one.bound.role == "count" and not one.bound.implied
        }
        self.measures = [one for one in sizes.all if one.bound.role != "count"]
        self.taken = [*sizes.taken, *((one.message, one.start, one.end) for one in self.measures)]
        for message, text in self.texts.items():
            self.taken += [(message, *found.span(found.lastgroup or 0)) for found in NUMBERED.finditer(text)]
            self.taken += [(message, *found.span()) for found in _ADDRESS.finditer(text)]
            self.taken += [(message, *found.span()) for found in _ITEM_OF_A_LIST.finditer(text)]
            if _FIRST_OF_A_LIST.search(text):
                self.taken += [(message, *found.span()) for found in _POINT_OF_A_LIST.finditer(text)]
        self.all: list[Said] = []
        for message in sorted(self.texts):
            self.all += self._read(message)

    def _read(self, message: int) -> list[Said]:
        text = self.texts[message]
        tokens = tokenise(text)
        starts = [term.start for term in self.terms.get(message, [])]
        found: list[Said] = []
        at = 0
        while at < len(tokens):
            read = self._number(text, message, tokens, at, starts, found)
            if read is None:
                at += 1
                continue
            found.append(read[0])
            at = max(read[1], at + 1)
        return found

    def _number(
        self, text: str, message: int, tokens: list[Token], at: int, starts: Sequence[int], before: Sequence[Said]
    ) -> tuple[Said, int] | None:
        token, article = tokens[at], False
        if any(back <= at and (read := read_number(tokens, at - back)) is not None and read[1] > at for back in (1, 2)):
            # The three of “eighty-three”.
            return None
        if any(m == message and a <= token.start < b for m, a, b in self.taken):
            return None
        value: Decimal | None
        ordinal = ORDINALS.match(text, token.start)
        if ordinal is not None and token.lower in ("another", "one", "1", "a", "the"):
            value, after, article = ONE, at + 1 + (token.lower != "another"), True
        elif token.lower == "same" and re.match(
            r"same (?:again|in|for|on|at|upstairs|downstairs)\b", text[token.start :], re.I
        ):
            last = next((one for one in reversed(before) if one.value is not None and not one.article), None)
            if last is None:
                return None
            value, after = last.value, at + 1 + (tokens[at + 1].lower == "again")
        elif token.lower == "both":
            if at and tokens[at - 1].lower in ("we", "we've", "you", "they", "us", "have", "were"):
                return None
            value, after = Decimal(2), at + 1
            while after < len(tokens) and tokens[after].lower in (
                "of",
                "the",
                "my",
                "our",
                "these",
                "those",
                "her",
                "his",
                "your",
            ):
                after += 1
        else:
            read = read_number(tokens, at, self.language)
            if (
                read is None
                and token.lower in _ARTICLES
                and _word_after(tokens, at) not in _NO_ARTICLE
                and not (token.lower == "an" and read_number(tokens, at + 1, self.language))
            ):
                read, article = (ONE, at + 1), True
            if read is None or read[0] != int(read[0]) or not 0 < read[0] <= MOST:
                return None
            value, after = read
            if self._is_no_count(tokens, at, after, article=article):
                return None
            value, after = _range(tokens, value, after)
        while (
            after < len(tokens)
            and tokens[after].lower in ("x", "×", "odd", "no", "nr")
            and tokens[after].kind != "break"
        ):
            after += 1
        words, head, last_token = self._noun(message, tokens, after, starts)
        known = self.counts.get((message, token.start))
        generic = last_token > after and not head and tokens[last_token - 1].lower in _ONES | _GENERIC | _MORE
        closed = after < len(tokens) and tokens[after].text in (",", ".", ";", ":", ")")
        if known is not None and known.words and known.end > tokens[after - 1].end and not generic and not closed:
            plain = head and tokens[last_token - 1].lower.endswith("s")
            if not plain:
                words = words | known.words
            if not plain and (not head or known.end > tokens[last_token - 1].end):
                inside = [
                    t.word
                    for t in self.terms.get(message, [])
                    if token.end <= t.start < known.end and t.word not in ACT_OF
                ]
                inside = inside or [t.word for t in terms_of(known.bound.thing)]
                head = inside[-1] if inside else head or sorted(known.words)[0]
            while last_token < len(tokens) and tokens[last_token].start < known.end:
                last_token += 1
        if not head and at >= 2 and (token.kind == "number" or tokens[at - 1].lower == "x"):
            words, head = self._noun_before(message, tokens, at)
        if known is None and head and (value or 0) > MOST_BARE and not tokens[last_token - 1].lower.endswith("s"):
            return None
        end = tokens[last_token - 1].end if last_token > at else token.end
        segment = self.wanted.segment_at(message, token.start)
        begin = max((s for s, e in self._sentences(message) if s <= token.start), default=0)
        said = Said(
            value, message, token.start, end, segment.sentence if segment is not None else -1, frozenset(words), head,
            article=article, place=_place(text, end), lead=text[max(begin, token.start - AROUND) : token.start], tail=text[end : end + AROUND],
        )  # fmt: skip
        if value is not None and _AT_EITHER_END.match(said.tail):
            said = replace(said, value=value * 2)
        if said.bare and not generic and not self._stands_alone(said, token, text):
            return None
        return said, max(last_token, after)

    def _sentences(self, message: int) -> Iterator[tuple[int, int]]:
        seen: dict[int, tuple[int, int]] = {}
        for s in self.wanted.segments:
            if s.message == message:
                a, b = seen.get(s.sentence, (s.start, s.end))
                seen[s.sentence] = (min(a, s.start), max(b, s.end))
        return iter(seen.values())

    def _is_no_count(self, tokens: list[Token], at: int, after: int, *, article: bool) -> bool:
        """A label, a price, a size, a time, part of a code, or which kind a thing is."""
        token = tokens[at]
        before, behind = (tokens[at - 1] if at else None), (tokens[after] if after < len(tokens) else None)
        word = behind.lower if behind is not None else ""
        if word in ("-", "–") and after + 1 < len(tokens) and tokens[after + 1].lower in _UNITS | _KINDS:
            return True
        if (
            word in _UNITS
            and word not in ("x", "in", "by", "beds", "bedrooms")
            and not (article and word in ("p", "k"))
        ):
            return True
        if word in _KINDS and after + 1 < len(tokens) and tokens[after + 1].kind == "word" and tokens[after + 1].lower not in _STOPS:  # fmt: skip
            return not article
        if (
            word == "x"
            and after + 1 < len(tokens)
            and tokens[after + 1].kind == "number"
            and not (after + 2 < len(tokens) and tokens[after + 2].lower in _UNITS - {"x"})
        ):
            return True
        if article or before is None:
            return False
        if token.text in ("2", "4") and word in _DONE and before.lower in _BEFORE_TO:
            return True
        if before.lower in ("£", "$", "€", "#"):
            return True
        glued = before.end == token.start and before.kind in ("word", "number") and before.lower != "x"
        if token.kind == "number" and (glued or (before.lower in _LABELS and not _things_follow(word))):
            return True
        if token.kind == "number" and before.text in (":", ".", "/") and before.end == token.start and at > 1 and tokens[at - 2].kind == "number":  # fmt: skip
            return True
        if behind is not None and behind.start == token.end and (behind.lower in (":", "/", "%") or (behind.kind == "word" and behind.lower not in ("x", "no", "nr", "off"))):  # fmt: skip
            return True
        if (
            before.lower == "the"
            and at > 1
            and tokens[at - 2].lower in ("plus", "and", "bar", "but", "from", "except", "&")
        ):
            return False
        if before.lower == "of" and at > 2 and tokens[at - 2].kind == "number" and tokens[at - 3].lower in _LABELS:
            # “Flat 3 of 6”.
            return True
        return (
            before.lower
            in ("the", "same", "no", "this", "that", "which", "old", "new", "any", "every", "each", "last", "next")
            and token.lower == "one"
        )

    def _noun(self, message: int, tokens: list[Token], at: int, starts: Sequence[int]) -> tuple[set[str], str, int]:
        """The words behind a number up to its noun, that noun, and the token after it. No noun: nothing, and where it would begin."""
        terms = self.terms.get(message, [])
        words: set[str] = set()
        head, end, k = "", at, at
        while k < len(tokens) and k < at + FURTHEST:
            token = tokens[k]
            if token.lower in ("up", "out", "down", "off") and k > at and tokens[k - 1].lower.endswith("ed"):
                k += 1
                continue
            if token.lower == "of" and not head:
                follow = tokens[k + 1].lower if k + 1 < len(tokens) else ""
                if follow in ("us", "you"):
                    return {PEOPLE}, PEOPLE, k + 2
                further = tokens[k + 2].lower if k + 2 < len(tokens) and tokens[k + 2].kind == "word" else "the"
                if follow in ("them", "em", "which") or (follow in ("these", "those") and further in _STOPS):
                    break
                k += 1 + (follow in ("the", "my", "our", "her", "his", "your", "these", "those"))
                continue
            if k > at and token.kind == "number" and _is_several(_word_after(tokens, k)):
                # “Did a runner and left 10 sacks”: they are counted by themselves.
                break
            if token.lower in _ONES:
                return set(), "", k + 1
            if token.lower in _GENERIC:
                if words - SIZES or tokens[k - 1].lower in ("those", "these", "the"):
                    return set(), "", k + 1
                piece = stem(singular(token.lower))
                return words | {piece}, piece, k + 1
            if token.kind == "break" or (token.kind == "sign" and token.text not in "-'’/\"") or token.lower in _STOPS:
                break
            here = [t for t in terms[bisect_left(starts, token.start) :] if t.start == token.start]
            things = [t for t in here if t.word not in ACT_OF]
            if here and not things and head:
                break
            if things and all(t.word == EXTRA for t in things) and not head:
                # “Nine slipped at the back, two more at the front”: of what was named before.
                words |= {EXTRA}
                k += 1
                continue
            if things:
                words |= {t.word for t in things}
                head = things[-1].word
                last = max(t.end for t in things)
                while k < len(tokens) and tokens[k].start < last:
                    k += 1
                end = k
                if is_plural(tokens[k - 1].lower):
                    break
                continue
            if token.kind == "word" and is_plural(token.lower) and len(token.lower) > 3 and not here:
                if token.lower not in (
                    "ones",
                    "others",
                    "yours",
                    "ours",
                    "theirs",
                    "always",
                    "please",
                    "thanks",
                    "needs",
                    "wants",
                ):
                    head = stem(singular(token.lower))
                    words |= {head}
                    end = k + 1
                break
            k += 1
        return (words, head, end) if head else (set(), "", k if EXTRA in words else at)

    def _noun_before(self, message: int, tokens: list[Token], at: int) -> tuple[set[str], str]:
        """“Doors x 5”, “sockets (3)”, “radiators: 4”."""
        sign = tokens[at - 1].lower if tokens[at].kind == "number" else tokens[at].lower
        if sign not in ("x", "×", "(", ":", "=", "qty", "-"):
            return set(), ""
        ends = tokens[at - 2].end
        things = [t for t in self.terms.get(message, []) if t.end == ends and t.word not in ACT_OF]
        return ({t.word for t in things}, things[-1].word) if things else (set(), "")

    def _stands_alone(self, said: Said, token: Token, text: str) -> bool:
        """Whether a number without a noun counts something at all."""
        if token.lower == "both" or (token.lower in ("pair", "couple") and DEFINITE.search(said.lead)):
            return False
        if token.kind == "number" and ((said.value or 0) > MOST_BARE or not _LEADS.search(said.lead)):
            return False
        if _NO_LEAD.search(said.lead):
            return False
        if _AGED.search(said.lead) and (said.value or 0) >= ADULT:
            return False
        if said.article and token.lower in ("a", "an") and not ORDINALS.match(text, token.start):
            return False
        if token.lower in ("one", "1") and not ORDINALS.match(text, token.start):
            return bool(
                _ONE_OF_A_LIST.match(said.tail)
                and (LEFT_OUT.search(said.lead) or _LISTED.search(said.lead) or _ONE_BEFORE.search(said.lead))
            )
        dims = any(
            m == said.message and a - 1 <= said.end <= a + 1
            for m, a, _ in ((o.message, o.start, 0) for o in self.measures)
        )
        return bool(_CLOSES.match(said.tail)) or dims

    def nouns(self, group: Collection[str]) -> list[Said]:
        """Every place where one of these words stands without a number."""
        found = []
        for segment in self.wanted.segments:
            if segment.message not in self.texts:
                continue
            text = self.texts[segment.message]
            for term in segment.terms:
                if term.word not in group or term.word in segment.loose or segment.refused:
                    continue
                if any(one.message == segment.message and one.start <= term.start < one.end for one in self.all):
                    continue
                spoken = text[term.start : term.end].lower()
                if len(spoken.split()) > LONGEST:
                    continue
                if re.fullmatch(r"(?:it|them|these|those|ones?|they|that|this|the lot)", spoken):
                    continue
                if spoken.endswith("s") and any(
                    o.end == term.start - 1 and o.word in group for o in self.terms[segment.message]
                ):
                    # “The door sticks.”
                    continue
                several = bool(re.fullmatch(r"[a-z -]*[a-z]{2}[^su\W]s", spoken)) and stem(spoken) != spoken
                found.append(
                    Said(
                        None if several else ONE, segment.message, term.start, term.end, segment.sentence, frozenset((term.word,)),
                        spoken, named=True, place=_place(text, term.end), lead=text[max(segment.start, term.start - AROUND) : term.start],
                        tail=text[term.end : term.end + AROUND],
                    )
                )  # fmt: skip
        return found


def _range(tokens: list[Token], value: Decimal, after: int) -> tuple[Decimal, int]:
    """“Six or seven”, “2-3”: the greater end."""
    if after < len(tokens) and tokens[after].lower in ("or", "to", "-", "–", "/"):
        more = read_number(tokens, after + 1)
        if more is not None and value < more[0] <= value * 3 and more[0] == int(more[0]):
            return more
    return value, after


def _word_after(tokens: Sequence[Token], at: int) -> str:
    """The word behind token `at`; empty at the end."""
    return tokens[at + 1].lower if at + 1 < len(tokens) else ""


def _is_several(word: str) -> bool:
    """Whether a word behind a figure says that it counts things, and is neither a unit nor what tells the kind of a thing."""
    return len(word) > 3 and is_plural(word) and word not in _UNITS | _KINDS


def _things_follow(word: str) -> bool:
    return len(word) > 3 and is_plural(word) and word not in _UNITS


def _place(text: str, end: int) -> str:
    found = _WHERE.match(text, end)
    if found is None:
        return ""
    place: str = (found.group("place") or found.group("adverb")).lower()
    return "" if _NO_PLACE.match(place) else place
