"""What comes on top of what: one sentence taken apart once, and its parts put together.

Who brings it (items by sign or by noun, or whatever is done) / which items it brings / how often / above how many / when /
unless / for whom it is not. A part that is not understood is never dropped: it becomes a condition in the owner’s words, or the
sentence gives no rule. A charge on many items needs words that say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from handlet.quoting.rules import Adds, Condition, Rule
from handlet.quoting.rules_in_words.further import FURTHER
from handlet.quoting.rules_in_words.listed import Listed
from handlet.quoting.rules_in_words.naming import SIGN
from handlet.quoting.rules_in_words.said import (
    ASKED,
    BUILT,
    FIRM,
    ONE_ALONE,
    ONLY_TREATED,
    STOREYS,
    TAKEN_OUT,
    VISIT,
)
from handlet.quoting.rules_in_words.subjects import (
    IF,
    KINDS,
    MENDED,
    ON_ROAD,
    actions_of,
    alternatives_of,
    outwards_in,
    qualifier_of,
    times_in,
    topic_of,
)
from handlet.quoting.rules_in_words.words import GENERAL, NUMBER, UNIT, UNITS, number_of, stems_of

_RUN = re.compile(rf"{SIGN}(?:\s*(?:,|/|,?\s*(?:and|or|to|&)(?: the)?|[-–])\s*{SIGN})*")
_DET = r"(?:(?:an?|one|the|1|another|also|always|then|it(?:s|['’]s)?|their|just|only|line|extra|further|on|top|of)\s+|\(?|x\s*)*"
_FEW = r"(?:(?!(?:so|and|then|when|if|where|with|to|unless|which)\b)[a-z'’-]+\s+){0,5}?"
_BRINGS = (
    r"(?:adds?|needs?|requires?|carr(?:y|ies)|gets?|takes?|wants?|has|have|pays?|attracts?|incurs?|means?|calls? for|comes? with|come with"
    r"|(?:is|are) (?:always )?followed by|must have|pluss?|puts?|(?:is|are) (?:dearer|extra|more) (?:by|at)|(?:is|are) the [a-z ]{3,20} plus)"
)
# “… adds one T”, “put T on”, “T1 + T2”: what stands behind is brought.
_BRINGS_IT = re.compile(
    rf"(?:\b{_BRINGS}\b\s+{_FEW}{_DET}|\+\s*{_DET}|\b(?:go(?:es)?|added) (?:on )?as\s+{_DET}|\b(?:add|plus|put|charge|as well as)\s+{_FEW}{_DET})$",
    re.I,
)
_BRINGING = re.compile(rf"^[\s,)]*(?:(?:then|also|always|usually|often|both|all|each)\s+)*{_BRINGS}\b", re.I)
# “T is added to …”, “T goes on …”: what stands before is brought.
_IS_BROUGHT = re.compile(
    r"^[\s,)]*(?:(?:each|as well|too|once|one|only|always|also|then)\s+)*(?:"
    r"(?:is|are|gets?|will be|must be|be|being|only)\s+(?:(?:only|always|also|just|then|ever|each|never thrown in|all|once)\s+)*"
    r"(?:added|charged|put|due|payable|needed|required|extras?|on top|used|for (?:each|every|any|all|an?)\b)"
    r"|(?:only |just |always |also |ever )*(?:goes|go|applies|apply|comes|come)\b(?! (?:from|in|up|off|out|down|away)\b)(?: on| with| in)?"
    r"|(?:only )?(?:added|extra|on top|in addition|as well|needed|more)\b"
    r"|(?:only )?(?:when|whenever|where|if|on request|as an? (?:extra|option))\b|(?:with|on|for) (?:each|every|any|all|everything|anything)\b)",
    re.I,
)
_ONTO = re.compile(
    r"\b(?:to|with|on|onto|of|for|every|each|per|any|all|behind|after|in|as|is|are|under)\s+(?:(?:an?|one|the|each|every|any|all|of)\s+)*$",
    re.I,
)
_PRICES = re.compile(
    r"\b(?:is|are|it['’]?s|that['’]?s|they are|at|as|be|costs?)\s+(?:charged (?:as|at) )?(?:an? |one |the |for )*$",
    re.I,
)

_EXCEPT = re.compile(
    r"(?:[,–-]\s*|\b)(?:and |but )?\b(?:unless|except(?: for| on| where| when)?|excepting|bar(?=\s)|but not(?: on| for| with| to)?|other than|apart from|save for|excluding"
    r"|(?:never|not)(?: (?:put|charged|added|goes|go))?(?: with| on| onto| to| for)(?! one )|(?<=thing )but|(?<=all )but)\s+(?:the )?([^,;.:]+(?:,? (?:and|or) [^,;.:]+)?)",
    re.I,
)
_WISH = re.compile(
    r"\b(?:unless|if|when|where|for those|only|just|because)\b[^,;.:]{0,60}\b(?:wants?|wanted|asks?|asked|tells? (?:us|me)|say(?:s)? so|requests?(?:ed)?|requires it|would like|insists?|are to bring|choose)\b(?! (?:that|the house|the [a-z]+ (?:is|was)))"
    r"|\b(?:on|by) request\b|\bas an? (?:extra|option)\b|\boptional\b|\bif (?:wanted|liked|desired)\b|\bwith your say[- ]so\b|\bwhen (?:wanted|requested)\b|\bwant shot of\b|\b(?:they|it|that)(?:['’](?:re|s)| are| is) (?:an )?extras?\b|\bonly if (?:you|they) (?:do|like)\b",
    re.I,
)
_NEGATIVE = re.compile(r"\b(?:not|never|no|neither|nor|nothing|cannot|none|free|without)\b|n['’]t\b", re.I)
_NOT_IN = re.compile(
    r"\b(?:is|are) not (?:part of|included in|in|counted in)\s+(?:the )?([^,;:]+?)(?=,| and (?:are|is|go|goes|get)| but|;|:|$)|^\W*no [a-z ]{3,20} in (?:the )?([^,;:]+)",
    re.I,
)

_ANYTHING = re.compile(
    r"\b(?:any|every|each|all|whatever|whichever|other|the)\s+(?:[a-z-]+ )?(?:jobs?|work|visits?|calls?|bookings?|orders?|trips?|appointments?|bill|invoice|customers?|houses?|homes?|propert(?:y|ies)|address(?:es)?)\b"
    r"|\b(?:anything|anywhere|everything|whatever|everyone|everybody)\b|\b(?:per|an?|each) (?:job|visit|day|trip|address|booking)\b|\bonce\b|^\W*(?:\w+ )?(?:jobs|work|visits|calls|bookings|houses|homes|properties|addresses)\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:non-?emergency|non-?urgent|not urgent|planned|scheduled|routine|ordinary|booked(?:-in)?|everyday) (?:\w+ )?(?:work|jobs?|visits?|calls?|bookings?)\b"
    r"|\bnon-?emergency\b|\bnon-?urgent\b",
    re.I,
)
_EVERY_JOB = re.compile(
    r"\b(?:every|each|any|all) (?:job|visit|work|call|booking)s?\b(?! (?:that|which|with|where|when|if|over|under|above|below|on|in|inside|at|outside|beyond|needing|involving|done|for|of|more|we|you|they)\b)",
    re.I,
)
_URGENT = re.compile(r"\bemergency\b|\bentry\b|\block[- ]?out\b|\bcall[- ]?out\b|\bboard", re.I)
_MONTHS = re.compile(
    rf"(?:\b(?:not|nobody|never|no one)\b|n['’]t\b)[^.;]*\b(?:for|in) (?:over |more than |at least )?({NUMBER}) (months|years)\b"
    rf"|\b(?:over|more than|at least) ({NUMBER}) (months|years) (?:since|ago)\b",
    re.I,
)
_GENERIC = frozenset(
    stem for word in """job jobs work visit visits call calls booking bookings order anything everything whatever house home property address
    customer trip appointment evening night weekend saturday sunday day today hour hours holiday bank public after before
    between from half past extra supplement on bill people them those these their your our site place thing things item items
    always usually often never ever also just most mostly then than first again please time times inside outside""".split()
    for stem in stems_of(word)
)  # fmt: skip
_EXTRA = re.compile(
    r"\b(?:supplement|surcharge|on top|travel|mileage|miles?|parking|congestion|permit|suspension|out of hours|same[- ]day|weekend(?: working)?|evening|night (?:rate|work)|access|ladder|scaffold\w*|tower|cherry picker"
    r"|fee|collection|minimum)\b|, extra\b",
    re.I,
)
_PER_STARTED = re.compile(
    rf"\b(?:for (?:each|every)|per|each|every)\s+(?:started |part of |additional )?({NUMBER})\s*(?:({UNIT})\b|([a-z]{{3,}}))?",
    re.I,
)
_MOST_WORDS = 5
# “Unless they do not want it”: then it goes on.
_NO_WISH = re.compile(r"\bunless\b[^,;.]*(?:n['’]t|\bnot)\b[^,;.]*\b(?:want|ask|need)", re.I)
_PEOPLE = re.compile(
    r"\W*(?:the )?(?:landlords?|tenants?|(?:letting |estate )?agents?|pensioners?|students?|shops?|businesses|companies|restaurants?|offices?)\W*$",
    re.I,
)
_FURTHER = re.compile(r"\bfurther\b|\badditional\b|\bbeyond\b|\beach (?:[a-z]+ )?(?:over|past|above|beyond)\b", re.I)
_LOOKS = re.compile(r"\breport|\bsurvey|\bsurcharge|\bsupplement", re.I)
_SO_MANY = re.compile(
    rf"\b(?:for (?:each|every)|per|each|every|or) (?:started |part of )?({NUMBER})\s*(?:({UNIT})\b)?\s*(?:started )?(?:of )?(?!started\b|of\b|or\b|and\b|on\b|only\b)([a-z]{{3,}})",
    re.I,
)
_SAME = re.compile(
    r"\b(?:the )?same (?:area|length|quantity|number|amount|m2|m²|metres|wall area|floor area)\b|\bfor the (?:\w+ )?area\b|\bas many\b|\bapiece\b",
    re.I,
)
_EACH_ROOM = re.compile(r"\b(?:per|each|every|a|for (?:each|every)) room\b", re.I)
_EACH = re.compile(
    rf"\b(?:per|for (?:each|every)|each|every|with (?:each|every)|to (?:each|every)|on (?:each|every|all)(?: of the)?|goes with|with all|a(?=\s+(?:tree|blind|bed|pane|window|door|panel|dog|carpet|socket|radiator)\b))\s+(?:old |new |further |single )?"
    rf"(?!job|visit|day|hour|time|booking|address|trip|order|call|house|property|order|customer|started|square|other|further|half|of\b|it\b|m\b|m2|mm|cm|kg|km|{SIGN})([a-z]{{2,}})",
    re.I,
)
_EACH_SIGN = re.compile(rf"\b(?:each|every|per|with all)\s+{SIGN}", re.I)
_MORE_THAN = re.compile(
    rf"\b(?:more than|over|above|beyond)\s+({NUMBER})\b(?!\s*(?:mm|cm|kg|inch|months?|years?|miles?|weeks?|days?|hours?|stor|minutes))",
    re.I,
)
_OR_MORE = re.compile(rf"\b({NUMBER}) or more\b(?! stor)|\bat least ({NUMBER})\b(?! (?:stor|months))", re.I)
_QUESTION = re.compile(r"^\W*([^?]{3,70})\?\s*")
_COLON = re.compile(r"^\W*([^:;]{3,60}?)\s*:\s*(?=\S)")


_SO = re.compile(
    r"(?:[:,]|\bso|[-–])\W*(?:(?:it(?:s|['’]s)?|which is|that is|i\.e\.|one|an?|the|[a-z]+ of)\s+)*$", re.I
)
_CONDITIONS = re.compile(r"\b(?:only |just )?(?:if|where|when|whenever|for those who|unless)\b[^,;.:]*,?", re.I)
_LISTED = re.compile(r"[a-z]{3,}[^.;:]*(?:,|\band|\bor)\s*(?:the |an? )?$", re.I)
_OF_ANY = re.compile(
    r"\W*(?:(?:any|every|each|all|the)\s+)*(?:jobs?|work|visits?|calls?|bookings?|houses?|homes?|propert(?:y|ies)|address(?:es)?|places?|customers?|anything|everything)\b",
    re.I,
)
_OR_ONE = re.compile(r"\bor (?:one|those|ones) (?:in|on|with|at|under)\b", re.I)
_SAYS = re.compile(r"\b(?:where|when|if) (?:the )?customer says (?:that )?(?:the )?([^,;.]+)", re.I)
_IS_NEEDED = re.compile(
    r"\b(?:needs?|needed|required|requires?|added|add|extra|must|charged|put|pays?|on top|goes? on|gets?|uses?|ha(?:s|ve) to be)\b",
    re.I,
)
_IS_ADDED = re.compile(r"^[\s,)]*(?:only |always |also )*(?:added|on top|extra|more)\b", re.I)
# What comes off a price, or costs nothing, is no charge.
_OFF = re.compile(
    r"\b(?:comes? off (?:the|your) (?:bill|price|total|invoice)|deducted|refund\w*|knocked off|off the (?:bill|price)|discount|costs? nothing|no charge|half price|replaces?|instead of|in place of|rather than|for nothing|waived|(?:bigger|larger|smaller|heavier|longer|taller|wider|less) than (?:an? |the )?(?!\d)[a-z]+)\b",
    re.I,
)
_DOING = frozenset(
    stem
    for stem in stems_of(
        "clean wash fit paint repair replace treat supply install lay cut service done work make put carry charge"
    )
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of items with what stands around it. role: brought, base, priced or bare."""

    codes: Sequence[str]
    role: str
    left: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spared:
    """What brings nothing: items by sign; items by noun, which only counts against “everything”; and words that must not be said."""

    codes: Sequence[str]
    named: Sequence[str]
    unless: str


class Charges:
    """Reads what a sentence puts on top."""

    def __init__(self, listed: Listed, extras: frozenset[str] = frozenset()) -> None:
        """extras: items that another sentence puts on top; no noun means them."""
        self.listed = listed
        self.extras = extras
        self.items = listed.items

    def rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        if (
            FIRM.search(sentence)
            or re.search(r"%|£", sentence)
            or not self.listed.codes(sentence)
            or _says_which(sentence)
        ):
            return
        yield from dict.fromkeys(self._rules(sentence))

    def _rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        whole, apart, spared, unless = self._without_exceptions(sentence)
        not_in = _NOT_IN.search(whole)
        inside = ""
        if not_in is not None:
            inside = not_in.group(1) or not_in.group(2)
            whole = whole[: not_in.start()] + " " + whole[not_in.end() :]
        pieces = [
            piece
            for piece in re.split(r"\s*;(?!\s*(?:it|they|this|that|but only|only)\b)\s*|\s+but\s+", whole)
            if piece
        ]
        for piece in pieces:
            if not self.listed.codes(piece) or _OFF.search(piece):
                continue
            yield from self._of_piece(piece, whole, _Spared(apart, spared, unless), inside)

    def _without_exceptions(self, sentence: str) -> tuple[str, list[str], list[str], str]:
        """The sentence without what it spares, the items that it spares by sign and by noun, and what must not be so."""
        apart: list[str] = []
        spared: list[str] = []
        unless = ""
        said = re.search(r";\s*([^;]+?)\s+(?:do|does|is|are)(?: not|n['’]t)\b[^;]*$", sentence, re.I)
        if said and not self.listed.codes(sentence[said.start() :]):
            spared += self.listed.about(said.group(1), besides=())
            sentence = sentence[: said.start()]
        for found in reversed(list(_EXCEPT.finditer(sentence))):
            words, lead = found.group(1), found.group().lower()
            if _WISH.search(found.group()):
                continue
            if "unless" in lead or re.search(r"\bwhere|\bwhen", lead):
                if self.listed.codes(sentence[: found.start()]) or re.search(SIGN, sentence[found.end() :]):
                    unless = re.sub(r"^(?:the )?(?:customer says )?", "", words).strip()
            else:
                apart += self.listed.codes(words)
                spared += self.listed.about(self.listed.without_codes(words), besides=())
            sentence = sentence[: found.start()] + sentence[found.end() :]
        return sentence, apart, spared, unless

    def _parts(self, piece: str) -> list[_Part]:
        runs = list(_RUN.finditer(piece))
        made: list[_Part] = []
        for at, run in enumerate(runs):
            left = piece[runs[at - 1].end() if at else 0 : run.start()]
            right = piece[run.end() : runs[at + 1].start() if at + 1 < len(runs) else len(piece)]
            codes = self.listed.codes(run.group())
            role = self._role(codes, left, right, piece, made[-1].role if made else "")
            made.append(_Part(codes, role, left, right, run.start(), run.end()))
        return [part for part in _settled(made) if part.role != "brought" or not _denies(_clause(piece, part))]

    def _role(self, codes: Sequence[str], left: str, right: str, piece: str, before: str) -> str:
        """What items are to a sentence by the words next to them: brought, base, priced, or bare."""
        near = re.sub(r"[()]", " ", re.split(r"[;:?]|\. ", left)[-1])
        if _BRINGS_IT.search(near) and not _denies(near):
            return "brought"
        if _BRINGING.match(right):
            return "base"
        if not before and _IS_NEEDED.search(left) and _SO.search(left):
            # “Valves need the heating emptied: one T a visit.”
            return "brought"
        if _PRICES.search(near) and not _IS_ADDED.match(right):
            return "priced"
        if _IS_BROUGHT.match(right) and not (before == "brought" and _ONTO.search(near)):
            if re.match(r"\W*(?:is|are) charged (?:for|by|per|at)\b", right, re.I) and not (
                _asked_in(piece, piece) or _EXTRA.search(self.items[codes[0]].name)
            ):
                # “A flush is charged for every radiator”: that is its price.
                return "bare"
            # “Underlay, lifting the floor and T are added when asked”: not all of it was understood.
            return "bare" if _LISTED.search(_CONDITIONS.sub(" ", near)) else "brought"
        if re.search(r"\band (?:one |an? |the )?$", near) and re.search(rf"\b{_BRINGS}\b|\badd\b", near, re.I):
            return "brought"
        return "base" if _ONTO.search(near) else "bare"

    def _of_piece(self, piece: str, whole: str, spared: _Spared, inside: str) -> Iterator[tuple[str, Rule]]:
        parts = self._parts(piece)
        brought = [part for part in parts if part.role == "brought"]
        if not brought:
            brought = [part for part in parts if self._is_extra_priced(part, piece, whole)]
            if len(brought) != 1 or any(part.role != "base" for part in parts if part not in brought):
                return
        bases = [
            code
            for part in parts
            if part.role in ("base", "priced", "bare") and part not in brought
            for code in part.codes
        ]
        added_codes = {code for part in brought for code in part.codes}
        ends = [piece.rfind(",", one.end, two.start) for one, two in pairwise(brought)]
        ends = [
            end if end > 0 else max(piece.rfind(" and ", one.end, two.start), one.end)
            for end, (one, two) in zip(ends, pairwise(brought), strict=True)
        ]
        starts = [0, *ends]
        known: list[str] = []
        for part, start, end in zip(brought, starts, [*ends, len(piece)], strict=True):
            segment = piece[start:end] if len(brought) > 1 else piece
            head = piece[: brought[0].start]
            choices = set(part.codes) & self.listed.choices(whole)
            for added in part.codes:
                before = known
                charge = _Charge(
                    self, added, part, segment, head, piece, whole, len(brought) > 1 or len(part.codes) > 1, before
                )
                when = charge.conditions()
                if FURTHER.search(self.items[added].name) or self.items[added].unit.lower() == "half hour":
                    # What is charged beyond the first ones is another kind of rule.
                    continue
                if added in choices and not any(one.kind == "asked" for one in when) and not times_in(whole):
                    continue
                others = [code for code in bases if code not in added_codes]
                if inside and not others:
                    others = self.listed.codes(inside) or self.listed.about(inside, besides=(added,))
                    if not others:
                        continue
                rules = list(charge.rules(others, when, replace(spared, codes=[*spared.codes, *added_codes])))
                known = [code for code, _ in rules] or known
                yield from rules

    def _is_extra_priced(self, part: _Part, piece: str, whole: str) -> bool:
        """“Drilling into tile is T for each blind”, “No way round? T”: the price of something extra, and not of a job."""
        item = self.items[part.codes[0]]
        if (
            len(part.codes) > 1
            or part.role not in ("priced", "bare")
            or _LISTED.search(_CONDITIONS.sub(" ", part.left))
            or _denies(_clause(piece, part))
        ):
            return False
        if part.role == "bare" and item.unit.lower() in ("hour", "half hour", "day") and times_in(piece):
            return False
        if part.role == "priced" and (
            times_in(piece) or re.match(r"\W*(?:it|that)(?:['’]s| is) (?:the |an? )?$", part.left, re.I)
        ):
            # Which line it is at that time, or by default.
            return False
        if _asked_in(piece, whole):
            return True
        if (
            part.role == "bare"
            and _COLON.match(piece)
            and re.search(r"\b(?:one|an?)\s*$", part.left)
            and _EACH.search(part.right)
        ):
            return True
        if IF.search(piece) and _EACH.search(part.right):
            return True
        if part.role == "priced" and not (IF.search(piece) or _EACH.search(part.right)):
            return False
        return bool(_EXTRA.search(f"{item.name} {item.description}")) and bool(
            IF.search(piece)
            or _QUESTION.match(piece)
            or _COLON.match(piece)
            or times_in(piece)
            or _EACH.search(part.right)
            or STOREYS.search(piece)
        )


def _says_which(sentence: str) -> bool:
    """“H1 where we come every week, H2 where we come every fortnight”: which of them it is, and not what comes with what."""
    when = rf"{SIGN},? (?:is )?(?:where|when|if|for)\b"
    both = re.search(rf"{when}[^;.]*?(?:,|\band\b|\bor\b|\belse\b) ?(?:and |or )?{when}", sentence, re.I)
    return bool(both) and not re.search(r"\badd(?:s|ed)?\b|\bput\b|\bplus\b|\bon top\b", sentence, re.I)


def _clause(piece: str, part: _Part) -> str:
    """The clause in which items stand."""
    start = max((found.end() for found in re.finditer(r"[,;:–?]|\bso\b", piece[: part.start])), default=0)
    end = re.search(r"[,;:–?]", piece[part.end :])
    return piece[start : part.end + end.start() if end else len(piece)]


def _denies(text: str) -> bool:
    """It says what is not charged; “where there is no parking” only says when it is."""
    plain = re.sub(
        r"\b(?:if|where|when|whenever|unless|with no|without)\b[^,;.:?]*", " ", _QUESTION.sub(" ", text), flags=re.I
    )
    plain = re.sub(
        r"\bno matter\b|\bnot? (?:only|just)\b|\bnever thrown in\b|\bnever otherwise\b|\bnot? been\b[^,;.:]*|\bnot part of\b|^[^:]{3,50}:",
        " ",
        plain,
    )
    return bool(_NEGATIVE.search(plain))


def _settled(parts: Sequence[_Part]) -> list[_Part]:
    """What is said of one of several holds for those that follow it: “add A for evenings, B for nights”."""
    made: list[_Part] = []
    for at, part in enumerate(parts):
        before = made[-1] if made else None
        later = any(one.role == "brought" for one in parts[at + 1 :])
        if part.role in ("bare", "priced") and before is not None and before.role == "brought" and not later:
            if re.match(
                r"\W*(?:only |is |are )*(?:for|where|when|if|at|on|each|per|once|a|as well|too)\b|\W*$|\s*\([^()]*\)",
                part.right,
                re.I,
            ):
                part = replace(part, role="brought")
        elif part.role in ("bare", "priced") and later:
            part = replace(part, role="base")
        made.append(part)
    return made


def _asked_in(piece: str, whole: str) -> bool:
    if _NO_WISH.search(whole):
        return False
    return bool(ASKED.search(piece) or _WISH.search(piece) or ASKED.search(whole) or _WISH.search(whole))


@dataclass
class _Charge:
    """One item that is brought, with the words around it. segment: those of this item; head: those before the first one."""

    charges: Charges
    added: str
    part: _Part
    segment: str
    head: str
    piece: str
    whole: str
    several: bool
    before: Sequence[str]

    @property
    def listed(self) -> Listed:
        return self.charges.listed

    # When.

    def conditions(self) -> list[Condition]:
        """The conditions that have a name of their own."""
        here = self.segment if self.several and (IF.search(self.segment) or _WISH.search(self.segment)) else self.whole
        found: list[Condition] = []
        at = self._times()
        item = self.listed.items[self.added]
        says = _SAYS.search(here)
        if says and not TAKEN_OUT.search(f"{item.name} {item.description}"):
            found.append(Condition("said", words=alternatives_of(says.group(1))))
        elif (_WISH.search(here) or ASKED.search(here)) and not _NO_WISH.search(here) and not at:
            found.append(Condition("asked"))
        if built := BUILT.search(here):
            found.append(Condition("built_before", number=int(built.group(1))))
        if storeys := STOREYS.search(here):
            found.append(Condition("storeys_at_least", number=int(number_of(storeys.group(1)))))
        if where := outwards_in(here, self.listed.items):
            found.append(Condition("postcode", words=" ".join(where)))
        if at:
            found.append(Condition("at", words=at))
        if months := _MONTHS.search(here):
            number = int(number_of(months.group(1) or months.group(3)))
            years = (months.group(2) or months.group(4)).lower() == "years"
            found.append(Condition("months_since", number=number * 12 if years else number))
        if ONE_ALONE.search(here) or re.match(r"\W*(?:just|only) (?:an?|one|the)\b", self._heading(), re.I):
            found.append(Condition("only_one"))
        if ON_ROAD.search(here):
            found.append(Condition("said", words="road or street or pavement"))
        return found

    def _times(self) -> str:
        item = self.listed.items[self.added]
        if not self.several:
            return times_in(self.whole) or (times_in(item.name) if _EXTRA.search(item.name) else "")
        return times_in(item.name) or times_in(self.segment) or times_in(self.head)

    # Who.

    def rules(self, others: Sequence[str], when: Sequence[Condition], spared: _Spared) -> Iterator[tuple[str, Rule]]:
        unless = spared.unless if not any(one.kind == "asked" for one in when) else ""
        kinds = {one.kind for one in when}
        basis, per = self._often()
        above = self._above()
        told = ""
        if not kinds - {"at"} and not unless and not above:
            told = qualifier_of(self.piece, self.segment, self.listed.without_codes)
        if "at" in kinds:
            told = ""
        groups = self._started() if basis == "started" else []
        about, left, wide = ([*others], "", False) if others else self._who(kinds, bool(told), basis)
        if groups and not others:
            about = list(dict.fromkeys(code for _, codes in groups for code in codes))
        heading = self._heading()
        if (
            others
            and heading
            and not kinds
            and not told
            and not above
            and not set(self.listed.about(heading, besides=(self.added,))) & set(others)
        ):
            left = alternatives_of(self.listed.without_codes(heading))
        if wide and not left and not told and _PRICES.search(self.part.left):
            # “Vans are T more on any job”: of vans.
            left = alternatives_of(self._plain(self._subject()))
        conditions = [*when]
        if any(one.kind == "said" for one in when):
            told = left = ""
        if not about and self.before and conditions:
            about = [*self.before]
        if self.part.role in ("priced", "bare") and not kinds and not told:
            # “Drilling into steel is T for each blind”: where it is drilled.
            left = left or alternatives_of(self._plain(self._subject()))
        if "built_before" in kinds or "artex" in self.whole.lower():
            words = topic_of(self.head)
            conditions += [Condition("said", words=words)] if words else []
        elif not kinds - {"asked"} and "asked" not in kinds and (told or left) and not unless:
            conditions.append(Condition("said", words=told or left))
        elif left and kinds and not kinds & {"asked", "at"} and not others:
            conditions.append(Condition("said", words=left))
        if wide and kinds == {"at"} and (doing := self._doing()):
            conditions.append(Condition("said", words=doing))
        if wide and not conditions and _PLANNED.search(self.whole):
            conditions.append(Condition("no_emergency"))
        if "only_one" in kinds and any(one.kind == "said" for one in conditions):
            conditions = [one for one in conditions if one.kind != "said"]
        if "asked" in kinds:
            about = [code for code in about if code in others or not MENDED.search(self.listed.items[code].name)] or (
                about if not re.search(r"\bold\b", self.whole, re.I) else []
            )
        if basis == "same" and self._unit() in ("m2", "m") and not others:
            about = self.listed.measured_alike(self.added, about)
        if self.part.role in ("priced", "bare") and not conditions:
            return
        said = [part for one in conditions if one.kind == "said" for part in one.words.split(" or ")]
        if any(len(part.split()) > _MOST_WORDS for part in said):
            # Nobody will say so much: it was no condition, or it was not understood.
            return
        if not self._may_be_on(about, others, conditions, unless or above):
            return
        for code in about:
            if code == self.added or code in spared.codes or (wide and code in spared.named):
                continue
            if any(one.kind == "no_emergency" for one in conditions) and _URGENT.search(self.listed.items[code].name):
                continue
            own, every = basis, per
            unit = UNITS.get(self.listed.items[code].unit.lower(), "")
            if basis == "once" and self._unit() in ("m2", "m") and unit == self._unit():
                own = "same"
            if basis == "started":
                every = next((number for number, codes in groups if code in codes), per)
            yield (
                code,
                Adds(self.added, own, every if own == "started" else Decimal(0), above, tuple(conditions), unless),
            )

    def _may_be_on(
        self, about: Sequence[str], others: Sequence[str], conditions: Sequence[Condition], limited: object
    ) -> bool:
        """A charge that hangs on nothing and goes onto much of a list was most likely misread."""
        if others or conditions or limited or _EVERY_JOB.search(self.whole):
            return bool(about)
        return 0 < len(about) <= max(4, len(self.listed.items) * 2 // 5)

    def _unit(self) -> str:
        return UNITS.get(self.listed.items[self.added].unit.lower(), "")

    def _heading(self) -> str:
        """“Poor signal area: …”, “No way round the back? …”"""
        found = _QUESTION.match(self.piece) or _COLON.match(self.piece)
        return found.group(1) if found and found.end() <= self.part.start else ""

    def _who(self, kinds: set[str], told: bool, basis: str) -> tuple[list[str], str, bool]:
        """The items that bring it; words of the sentence that none of them holds; whether it is everything that is done."""
        item = self.listed.items[self.added]
        named = set(stems_of(f"{item.name} {item.description}"))
        planned = _PLANNED.search(self.whole) or (not told and _EVERY_JOB.search(self.whole))
        if told and _OR_ONE.search(self.piece) and _ANYTHING.search(self.whole):
            # “A preserved tree or one in a conservation area adds C22 once for the address”: whatever is done there.
            return self._everything({"said"}), "", True
        texts = [self._object(), self._subject(), self._heading(), self._each(), self._condition()]
        for at, text in enumerate(texts):
            clean = self._plain(_EVERY_JOB.sub(" ", _PLANNED.sub(" ", text)))
            wanted = set(stems_of(clean)) - GENERAL - _GENERIC
            if at == 3 and (counted := self._counted_by(text)):
                return counted, "", False
            if not wanted and not set(stems_of(clean)) & {"swap", "replac"}:
                continue
            if at == 0 and re.match(r"\s*(?:any|every)thing\b", text, re.I):
                about = [code for code in self._everything(set()) if wanted & set(stems_of(f"{self.listed.items[code].name} {self.listed.items[code].description}"))]  # fmt: skip
                return (about, "", False) if about else (self._everything(set()), alternatives_of(clean), True)
            generic = _OF_ANY.match(clean) if at < 3 else None
            if (
                generic
                and "postcode" not in kinds
                and not self._fitting(clean)
                and (rest := alternatives_of(clean[generic.end() :]))
            ):
                # “Jobs inside the ring road”: whatever is done there.
                return self._everything({"said"}), rest, True
            if "asked" in kinds and at == 1 and wanted <= named and (about := self._fitting(clean)):
                return about, "", False
            if (
                "asked" in kinds
                and self.several
                and re.match(r"\W*(?:is |are )?(?:for|on|with) ", self.part.right)
                and (about := self._by_its_name())
            ):
                # “Only if asked: A for a panel, B for a panel with its post”: each goes with what its own name says.
                return about, "", False
            having = re.match(r"(.+?)\bwith (?:an? )?(.+)", clean, re.I) if at < 3 else None
            if having and wanted <= named and (about := self._fitting(having.group(1))):
                # “A socket with USB”
                return about, alternatives_of(having.group(2)), False
            if (
                (wanted and wanted <= named and at < 3)
                or (at == 4 and (planned or kinds & {"months_since"}))
                or (wanted and wanted <= _DOING)
            ):
                continue
            about = self._fitting(clean)
            if about:
                left = "" if at == 4 else self._left(clean, about)
                return about, left or (self._unread_subject(named) if at == 0 else ""), False
        heading = alternatives_of(self.listed.without_codes(self._heading()))
        if "months_since" in kinds:
            # “If the windows have not been cleaned”: of what is named there, what is cleaned.
            about = self._fitting(re.split(r"\bnot\b", self._condition())[0])
            if not about:
                every = _MONTHS.search(self._condition()) and _ANYTHING.search(self.whole)
                return (self._everything(set()), "", True) if every else ([], "", False)
            whole = set(stems_of(self._condition())) - GENERAL
            shared = {code: len(whole & set(stems_of(self.listed.items[code].name))) for code in about}
            return [code for code, count in shared.items() if count == max(shared.values())], "", False
        if kinds & {"at", "postcode", "months_since", "storeys_at_least", "only_one"} or planned:
            return self._everything(kinds), "", True
        if (told or heading) and (
            _ANYTHING.search(self.whole)
            or _EXTRA.search(f"{item.name} {item.description}")
            or item.unit.lower() in ("job", "visit", "trip")
        ):
            return self._everything({"said"}), "" if told else heading, True
        if "asked" in kinds:
            return self._fitting(self._plain(self._subject())) or self._by_its_name(), "", False
        subject = self._plain(self._subject())
        if basis == "same" and subject:
            # “Herringbone or brick bond adds T6 for the same area”: said of any item that is measured alike.
            words = set(stems_of(item.description))
            about = [
                one.code
                for one in self.listed.items.values()
                if one.code != self.added
                and one.unit == item.unit
                and words & set(stems_of(one.name)) - GENERAL
                and "remove" not in actions_of(one.name)
            ]
            topic = alternatives_of(subject)
            if (
                re.match(r"\s*(?:on |where |if |any |all )?(?:the )?(?:fresh|new)\b", subject, re.I)
                and len(topic.split()) == 1
            ):
                topic = f"new {topic}"
            if topic:
                return about, topic, False
        return [], "", False

    def _fitting(self, text: str) -> list[str]:
        """The items that a noun speaks of, without supplements, further ones, and what is only taken away."""
        away = "remove" in actions_of(text)
        about = [
            code
            for code in self.listed.about(self.listed.meant(text), besides=(self.added,))
            if not _EXTRA.search(self.listed.items[code].name) and (not _FURTHER.search(self.listed.items[code].name) or FURTHER.search(text))
            and code not in self.charges.extras
            and (not VISIT.search(self.listed.items[code].name) or VISIT.search(text) or re.search(r"\bvisit", text, re.I))
            and (not _LOOKS.search(self.listed.items[code].name) or _LOOKS.search(text))
        ]  # fmt: skip
        if not about and (acts := set(stems_of(text)) & {"swap", "replac"}):
            about = [
                code
                for code, item in self.listed.items.items()
                if acts & set(stems_of(item.name)) and code != self.added
            ]
        if away:
            return about
        taken = [code for code in about if "remove" in actions_of(self.listed.items[code].name)]
        if taken and re.search(r"\bold\b", text, re.I):
            return taken
        return [code for code in about if "remove" not in actions_of(self.listed.items[code].name)] or about

    def _doing(self) -> str:
        """“Drilling on a Sunday adds T”: of drilling, and not of everything on a Sunday."""
        found = re.match(r"\W*(?:any |the )?([a-z]+ing(?: [a-z]+)?) (?:on|at|in|after|during)\b", self._subject(), re.I)
        return alternatives_of(found.group(1)) if found and set(stems_of(found.group(1))) - GENERAL - _GENERIC else ""

    def _unread_subject(self, named: set[str]) -> str:
        """“Landlords get T with each sweep”: what the sentence begins with, where it is no item and nothing general."""
        clean = self._plain(self._subject())
        wanted = set(stems_of(clean)) - GENERAL - _GENERIC
        if _PEOPLE.match(clean):
            return alternatives_of(clean)
        return alternatives_of(clean) if wanted and not wanted <= named and not self._fitting(clean) else ""

    def _subject(self) -> str:
        """The words before what brings it."""
        text = self.head if self.several else self.piece[: self.part.start]
        text = re.sub(r"[()]", " ", text) if re.search(r"\(\s*$", text) else text
        for lead in (_QUESTION.match(text), _COLON.match(text)):
            text = text[lead.end() :] if lead else text
        text = self._without_condition(text)
        found = re.search(rf"\b{_BRINGS}\b|\b(?:is|are|goes|go|add|plus|put|charge)\b|\+", text, re.I)
        return text[: found.start()] if found else text

    def _object(self) -> str:
        """The words behind “is added to”."""
        right = self._without_condition(_SAME.sub(" ", self.part.right))
        found = re.match(
            r"[\s,)]*(?:(?:is|are|goes?|go|comes?|only|always|also|ever|be|gets?|applies|apply|added|charged|put|due|needed|required|extras?|once|each|on top)\s+)*(?:to|on|onto|for|with)\s+(?!top\b|request\b|it\b)([^,;.:(–]+)",
            right,
            re.I,
        )
        return re.split(r"\b(?:once|however|whatever|no matter|as well|too)\b", found.group(1))[0] if found else ""

    def _each(self) -> str:
        if _EACH_ROOM.search(self.piece):
            return "room"
        found = _EACH.search(self.piece[max(0, self.part.start - 12) :]) or _EACH.search(
            self._without_condition(self.piece)
        )
        return found.group(1) if found else ""

    def _counted_by(self, noun: str) -> list[str]:
        """The items that a noun counts: those that are named so, else those that are charged by it."""
        stems = set(stems_of(noun))
        items = [
            item for item in self.listed.items.values() if item.code != self.added and not _EXTRA.search(item.name)
        ]
        items = [
            item for item in items if "remove" not in actions_of(item.name) and item.code not in self.charges.extras
        ]
        per = re.compile(rf"\bper {re.escape(noun)}", re.I)
        return [
            item.code for item in items
            if stems & set(stems_of(f"{item.name} {item.unit}")) and not per.search(item.name)
        ]  # fmt: skip

    def _condition(self) -> str:
        found = IF.search(self.segment) or IF.search(self.whole)
        return found.group(1) if found else ""

    def _without_condition(self, text: str) -> str:
        text = re.sub(
            r"\b(?:only |just )?(?:if|where|when|whenever|for those who|unless)\b[^,;.:]*", " ", text, flags=re.I
        )
        return _WISH.sub(" ", text)

    def _plain(self, text: str) -> str:
        text = _MORE_THAN.sub(" ", _OR_MORE.sub(" ", self.listed.without_codes(text)))
        text = BUILT.sub(" ", STOREYS.sub(" ", text))
        return re.sub(rf"\b{NUMBER}\b", " ", text, flags=re.I)

    def _left(self, text: str, about: Sequence[str]) -> str:
        """What stands before or “with” the noun and no item of them holds: “protected trees” of trees."""
        inside = " ".join(re.findall(r"\(([^()]*)\)", text))
        parts = [part for part in re.split(r",|\band\b|\bor\b|/", re.sub(r"\([^()]*\)", " ", text)) if part.strip()]
        if len(parts) != 1 or self.listed.meant(text) != text:
            return ""
        known = {
            stem
            for code in about
            for stem in stems_of(f"{self.listed.items[code].name} {self.listed.items[code].description}")
        }
        known |= {kind for kind, members in KINDS.items() if members & known} | GENERAL | _GENERIC
        words = re.findall(r"[a-z][a-z-]+", parts[0].lower())
        left = " ".join(
            word for at, word in enumerate(words)
            if word not in _PLAIN and len(word) > 2
            and (
                (not set(stems_of(word)) <= known and at + 1 < len(words) and set(stems_of(words[at + 1])) & known)
                or re.search(rf"\bwith (?:an? )?{re.escape(word)}", parts[0], re.I)
            )
        )  # fmt: skip
        return f"{left} or {alternatives_of(inside)}" if left and inside else left

    def _everything(self, kinds: set[str]) -> list[str]:
        visits = kinds & {"at", "postcode"}
        return [
            code for code, item in self.listed.items.items()
            if code != self.added and (visits or not VISIT.search(item.name)) and (visits or not re.search(r"\breport|\bsurvey", item.name, re.I))
        ]  # fmt: skip

    def _by_its_name(self) -> list[str]:
        """What is only added when asked goes with what its own name speaks of, else with what is measured like it."""
        item = self.listed.items[self.added]
        about = self.listed.about(item.name, besides=(self.added,))
        if not about and TAKEN_OUT.search(f"{item.name} {item.description}"):
            about = [
                code for code, one in self.listed.items.items()
                if code != self.added and UNITS.get(one.unit.lower(), "") == UNITS.get(item.unit.lower(), "-") and not ONLY_TREATED.search(one.name)
            ]  # fmt: skip
        if not about and item.description:
            own = set(stems_of(item.description)) - GENERAL
            about = [
                code for code, one in self.listed.items.items()
                if code != self.added and own & set(stems_of(f"{one.name} {one.description}"))
            ]  # fmt: skip
        return [
            code
            for code in about
            if not _EXTRA.search(self.listed.items[code].name) and not _FURTHER.search(self.listed.items[code].name)
        ]

    # How often.

    def _often(self) -> tuple[str, Decimal]:
        near = self.segment[max(0, self.segment.find(self.added) - 14) :]
        if self.several and not (_PER_STARTED.search(near) or _EACH.search(near) or _SAME.search(near)):
            near = self.piece[max(0, self.piece.find(self.added) - 14) :]
        started = (
            _PER_STARTED.search(near)
            if re.search(rf"\b(?:one|an?|1|load|bag)\b[^;]*{self.added}|{self.added}", near)
            else None
        )
        started = started or (
            _PER_STARTED.search(self.whole) if re.search(r"\bstarted\b|\bpart of\b", self.whole) else None
        )
        if started:
            return "started", number_of(started.group(1))
        if _EACH_ROOM.search(near):
            return "room", Decimal(0)
        if re.search(r"\bonce\b(?! it\b)|\bone charge\b", near, re.I):
            return "once", Decimal(0)
        if (
            _SAME.search(near)
            or _EACH.search(near)
            or _EACH_SIGN.search(self.whole)
            or re.search(rf"\bfor each\W*$|{self.added}\W+(?:each|apiece)\b", near)
        ):
            return "same", Decimal(0)
        return ("same" if self._unit() in ("m2", "m") else "once"), Decimal(0)

    def _started(self) -> list[tuple[Decimal, Sequence[str]]]:
        """“One load for every two trees started, or for every 20 m of hedge”: so many, and of which items."""
        found: list[tuple[Decimal, Sequence[str]]] = []
        for number, unit, noun in _SO_MANY.findall(self.whole):
            about = self._fitting(noun) or self.listed.about(noun, besides=(self.added,))
            measured = UNITS.get((unit or "").lower(), "")
            alike = [code for code in about if UNITS.get(self.listed.items[code].unit.lower(), "") == measured]
            if alike or (about and not measured):
                found.append((number_of(number), alike or about))
        return found

    def _above(self) -> Decimal:
        before = self.piece[: self.part.start]
        if more := _MORE_THAN.search(before):
            return number_of(more.group(1))
        if least := _OR_MORE.search(before):
            return number_of(least.group(1) or least.group(2)) - 1
        return Decimal(0)


_PLAIN = frozenset(
    "where when that this which need needs must have with from their they them some most more much into onto over under usually often always only also just every each done work jobs".split()
)
