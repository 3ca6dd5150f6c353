"""What a message asks for, piece by piece: clauses with their place and the part they play.

`asked` wants something done or priced. `unwanted` says what is not to be done. `done` tells of work that lies behind.
`told` is all else (circumstances, contact details, thanks). A clause without a verb of its own keeps the part of the one
before it in the sentence: “don't need the ceiling or the doors doing”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlet.drafting.engine.reading.cues import CUES
from handlet.drafting.engine.reading.nouns import thing_at
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import Token, sentences, tokenise

ASKED, UNWANTED, DONE, TOLD = "asked", "unwanted", "done", "told"


@dataclass(frozen=True, slots=True)
class Clause:
    """Offsets in `source.text`. role: asked, unwanted, done or told. things: our names of what it names."""

    source: Source
    start: int
    end: int
    role: str
    things: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]


_ROOMS = {
    "room",
    "bedroom",
    "bathroom",
    "kitchen",
    "lounge",
    "hall",
    "landing",
    "conservatory",
    "garage",
    "loft",
    "porch",
    "office",
    "flat",
    "house",
    "extension",
}
_PLACES = _ROOMS | {"bungalow", "home", "key", "door", "room"} - {"door"}
_FIGURE = re.compile(
    r"\b\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|couple|pair|fifty|hundred|twenty|thirty|forty)\b",
    re.I,
)
_AGED = re.compile(r"\b(?:years?|yrs?|months?)[- ]?old\b|\bfamily of\b|\b(?:20|19)\d\d\b", re.I)
_VERBS = (
    r"(?:re)?(?:fit|fix|install|replace|repair|supply|hang|lay|skim|plaster|paint|decorate|tile|grout|seal|unblock|clear|service|swap|change|move|remove|wire|clean|"
    r"trim|cut|mow|prune|build|assemble|board|render|strip|wallpaper|point|bed|connect|disconnect|plumb|test|inspect|check|drain|flush|bleed|insulate|convert|upgrade|"
    r"patch|sand|varnish|treat|wash|turf|dispose|take|lift|dump|rip|knock|put|sort|mend|make|cap|box|drop|raise|level|straighten|ease|plane|shorten|adjust|tighten|get|have|do|"
    r"look at|come|price|quote)"
)
_OPENS = (
    rf"(?:(?:also|then|maybe|possibly|perhaps|now|just|please|pls)\s+)*(?:(?:can|could|would|will|do|does|is|are|need|needs|want|wants|i|i'd|i'm|we|we'd|we're|you|u|there|there's|it|its|it's|they|what|how|when|"
    rf"my|our|whether)\b|{_VERBS}\b)"
)
_DETERMINED = r"(?:(?:also|maybe|possibly|perhaps|another|some|any)\s+)*(?:a|an|the|some|new|another|my|our|his|her|their|two|three|four|five|six|seven|eight|nine|ten|both|all|old|one|\d+)\b"
_BREAK = re.compile(
    rf"(?P<hard>\s*;\s*|\s+-\s+|,?\s+(?:but|then|because|cos|so)\s+(?={_OPENS})|\s*\d[).]\s+(?=[A-Za-z])|,?\s+(?=but not\b|no need\b|except\b|apart from\b)"
    rf"|,\s+(?=(?:leave|not|don'?t|do not|no need|keep)\b)|,\s+(?=(?:the |our |my )?\w+ (?:is|are|was|were|has|have|needs?|wants?|gone)\b))"
    rf"|(?P<more>(?<=\w)\s*\+\s*(?=[a-z])|,?\s+(?:as well as|along with|plus|also)\s+)"
    rf"|(?P<verb>,?\s+(?:and|&|or|n)\s+(?={_OPENS})|,\s+(?={_OPENS}))"
    rf"|(?P<noun>,?\s+(?:and|&|n)\s+|,\s+)",
    re.I,
)

_UNWANTED = re.compile(
    r"\bno need (?:to|for)\b|\b(?:don'?t|do not|dont|doesn'?t|does not|didn'?t|won'?t|will not|wouldn'?t|not) (?:need|want|require|bother|worry|include|touch|price|fuss)\w*\b"
    r"|\bnot (?:the|including|bothered|needed|wanted|required|fussed|interested in)\b|\b(?:leave|ignore|forget|skip|keep) (?:the|that|my|our|all|it)\b|\b(?:except|apart from|excluding|other than)\b"
    r"|\b(?:i|we|my \w+|the \w+)(?:'ll| will| can|'m going to|'re going to| am going to| are going to) (?:do|paint|sort|fit|dispose|take|get rid|remove|handle|supply|buy|tile|plaster|decorate|finish|deal)\b"
    r"|\bnie (?:trzeba|potrzeb\w+|chc\w+)\b|\bnu (?:e nevoie|vreau|trebuie)\b|\bno (?:hace falta|necesito)\b|\bpas besoin\b|\bnicht nötig\b|\bnon serve\b|\bnão (?:é preciso|preciso)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:has|have|had|'ve|'s|was|were|is|are|been|just|already|got)\s+(?:\w+\s+){0,3}?(?:been\s+)?(?:already\s+)?(?:fitted|fixed|sorted|installed|replaced|repaired|done|painted|plastered|tiled|removed|serviced|cleaned|"
    r"rewired|boarded|built|changed|cleared|skimmed|laid|bought|ordered|delivered|supplied|taken (?:out|away|down|up))\b"
    r"|\b(?:we|i|he|she|they|you|someone|somebody|builder|landlord|plumber|electrician)(?:'ve| have|'s)? (?:already |just |previously )?(?:had|fitted|installed|replaced|did|bought|ordered|got|changed|painted|repaired|fixed|moved|put)\b"
    r"|\b(?:last (?:year|month|week|summer|winter)|(?:years?|months?|weeks?|days?) ago)\b",
    re.I,
)
_MENDED = re.compile(
    r"\b(?:had|been|was|were|is|got|now)\b.{0,30}\b(?:sorted|fixed|repaired|replaced|mended|cleared)\b", re.I
)
_AGAIN = re.compile(r"\b(?:again|still|back|since|already)\b", re.I)
_STATE = re.compile(
    r"\b(?:is|are|'s|all|still|looks?|seems?) (?:fine|ok|okay|sound|good|alright|in good (?:nick|order|condition)|not (?:too )?bad|there|easy)\b|\b(?:easy|good|side|rear) access\b",
    re.I,
)
_WANTS = re.compile(
    rf"{CUES['can_you'].pattern}|{CUES['need_done'].pattern}|{CUES['price_asked'].pattern}|\b(?:wants?|needs?|wanting|needing) \w+ing\b|\bplease\b|\bpls\b|\bto (?:be )?(?:{_VERBS}|\w+ed|hung|laid|cut|put|built|taken)\b"
    r"|\b(?:doing|sorting|fixing|fitting|replacing|changing|cleaning|painting|swapping|moving|removing|hanging|easing|clearing|skimming|tiling)\b|\bgot a job\b|\bafter a\b",
    re.I,
)
_FAULT = CUES["have_a_job"]
_JOB = CUES["job_verb"]
_EMPTY = re.compile(
    r"\b(?:my|our|the) (?:number|phone|mobile|mob|tel|email|address|postcode|name)\b|\b(?:ring|call|phone|text) (?:me|us|on|him|her)\b|\bthanks?\b|\bregards\b|\bcheers\b|\bhello\b|^hi\b|\bhope (?:you|this)\b|"
    r"\b(?:i|we)(?:'m| am|'re| are) (?:in|at|based|a landlord|the|free|available|around|off|happy|flexible)\b|\bphotos?\b[^.]{0,20}\b(?:attached|below|sent)\b|\battach(?:ed|ing)\b",
    re.I,
)
_GONE = re.compile(
    r"\b(?:gone|blew|blown|come|came|fell|fallen|split|snapped|packed in|on the blink|had it|knackered|buggered|shot|seized|dripping|running|flickering|losing pressure|lost pressure|(?:won'?t|wont|doesn'?t|doesnt|isn'?t|isnt|not|stopped) (?!need|want|mind|know|think|matter|sure|bother|have|be\b|urgent|the\b|a\b)\w+|without (?:heating|hot water|power|electric\w*|water|gas|light)|cutting out|cuts out|going off|trips?|tripping|beeping|blocked|keeps? \w+ing|leaks?|noisy|smells?|smelly|stiff|wobbly|loose|squeak\w*)\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:it|this|that|them|these|those|ones?|same|both|all)\b", re.I)
_ORDER = re.compile(
    rf"\W*(?:(?:and|also|then|please|pls|just|plus)\W+)*(?!(?:get|have|do|come|price)\b){_VERBS}\b(?: (?:\w+ )?(?:the|a|an|my|our|it|them|that|this|those|these|up|down|out|off|away|old|new|all|both|any|some|\d+)\b)",
    re.I,
)
_GOES_ON = re.compile(r"\W*(?:and|also|plus|oh and|&|\+|or)\b", re.I)
_NEEDS_SOME = re.compile(
    r"\b(?:need|want|require|looking for|after|could do with)(?:s|ing)? (?:a |an |some |about |roughly |approx |another |new )*(?:someone|somebody|man|men|new|\d[\d.,]*|two|three|four|five|six|ten|twenty|fifty|[a-z]{3,})\b"
    r"(?! (?:price|quote|quotation|estimate|call|chat|word|date|time|receipt|invoice|idea|reply|answer|minute|number|know|to|by|it|be|help|hand|copy|look|your|you))",
    re.I,
)
_NEEDS = re.compile(r"\b(?:need|needs|want|wants|price|quote|how much)\b", re.I)
_LISTED = re.compile(
    r"\W*(?:and |also |plus |then )?(?:\d+|a|an|the|one|two|three|four|five|six|seven|eight|nine|ten|some|new)\b", re.I
)
_QUESTION_OF_FIRM = CUES["about_firm"]


def clauses_of(sources: Sequence[Source]) -> list[Clause]:
    """Every clause of a run of messages in reading order; together they cover all their words.

    A message of a burst that begins with “and” goes on with what the one before it asked.
    """
    found: list[Clause] = []
    role_before = ""
    for source in sources:
        tokens = tokenise(source.text)
        for start, end in sentences(source.text):
            goes_on = bool(_GOES_ON.match(source.text[start:end]))
            role_before = role_before if goes_on else ""
            first_here = len(found)
            for begin, close, own_verb in _pieces(source.text, start, end, tokens):
                words = source.text[begin:close]
                if not re.search(r"\w", words):
                    continue
                things = _things(tokens, begin, close)
                follows = any(clause.role == ASKED for clause in found[-4:])
                role = _role(words, bool(things), role_before, own_verb and not (goes_on and begin == start), follows)
                found.append(Clause(source, begin, close, role, things))
                role_before = role
            found[first_here:] = _listed_before(found[first_here:])
    return _promoted(found)


def _listed_before(pieces: list[Clause]) -> list[Clause]:
    """“oven, hob and extractor clean”: the verb stands with the last of a list."""
    if not any(piece.role == ASKED for piece in pieces):
        return pieces
    return [
        replace(piece, role=ASKED)
        if piece.role == TOLD
        and set(piece.things) - _PLACES
        and len(piece.text.split()) < 5
        and not _STATE.search(piece.text)
        and not _EMPTY.search(piece.text)
        else piece
        for piece in pieces
    ]


def _promoted(found: list[Clause]) -> list[Clause]:
    """A thing with its measure is what is wanted, said in no more words; and where nothing else asks, so is a bare thing."""
    found = [replace(clause, role=ASKED) if _is_listed(clause) else clause for clause in found]
    if any(clause.role == ASKED for clause in found):
        return found
    return [
        replace(clause, role=ASKED)
        if clause.role == TOLD
        and set(clause.things) - _PLACES
        and not _EMPTY.search(clause.text)
        and not _STATE.search(clause.text)
        else clause
        for clause in found
    ]


def _is_listed(clause: Clause) -> bool:
    if clause.role != TOLD or not set(clause.things) - _PLACES or not _FIGURE.search(clause.text):
        return False
    return not (_EMPTY.search(clause.text) or _STATE.search(clause.text) or _AGED.search(clause.text))


def asked_of(clauses: list[Clause]) -> list[Clause]:
    """The clauses that want something done or priced."""
    return [clause for clause in clauses if clause.role == ASKED]


def _pieces(text: str, start: int, end: int, tokens: list[Token]) -> list[tuple[int, int, bool]]:
    """Start, end and whether the piece opens with a verb of its own (else it only lists a further thing)."""
    pieces: list[tuple[int, int, bool]] = []
    begin, own = start, True
    for m in _BREAK.finditer(text, start, end):
        if m.start() < begin:
            continue
        if m["noun"] is not None and not _lists_things(text, begin, m.start(), m.end(), end, tokens):
            continue
        pieces.append((begin, m.start(), own))
        begin, own = m.end(), m["noun"] is None and m["more"] is None
    pieces.append((begin, end, own))
    return [piece for piece in pieces if piece[1] > piece[0]]


def _lists_things(text: str, begin: int, at: int, after: int, end: int, tokens: list[Token]) -> bool:
    """“skirting and architrave round three doorways”, “two shelves, a blind”: both sides name a thing to be worked on."""
    right = _things(tokens, after, min(end, after + 45))
    # What stands further off is no neighbour in a list; and looked at from every comma, it takes the square of the text.
    left = _things(tokens, max(begin, at - 400), at) if right else ()
    if not left or not set(right) - set(left) - _ROOMS or not set(left) - _ROOMS:
        return False
    if re.match(_DETERMINED, text[after:end], re.I):
        return True
    first = thing_at([t.lower for t in _between(tokens, after, min(end, after + 200))], 0)
    names = [t.lower for t in _between(tokens, max(begin, at - 400), at)]
    ends_with_thing = any(
        (found := thing_at(names, place)) and found[1] == len(names)
        for place in range(max(0, len(names) - 3), len(names))
    )
    return bool(first and ends_with_thing and right[0] not in _ROOMS)


def _between(tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens that begin within these places; they stand in their order."""
    first = bisect_left(tokens, start, key=lambda token: token.start)
    return tokens[first : bisect_left(tokens, end, lo=first, key=lambda token: token.start)]


def _things(tokens: list[Token], start: int, end: int) -> tuple[str, ...]:
    words = [t.lower for t in _between(tokens, start, end)]
    found: list[str] = []
    at = 0
    while at < len(words):
        thing = thing_at(words, at)
        if thing is None:
            at += 1
            continue
        if thing[0] not in found:
            found.append(thing[0])
        at = thing[1]
    return tuple(found)


def _role(words: str, has_things: bool, before: str, own_verb: bool, follows: bool) -> str:
    wants = bool(_WANTS.search(words))
    orders = bool(_ORDER.match(words))
    can_you = bool(CUES["can_you"].search(words))
    fault = bool(_FAULT.search(words) or _GONE.search(words))
    if _UNWANTED.search(words):
        # “I don't want to wait, can you fit it”: a question outweighs, unless it is what must not be done.
        return ASKED if can_you and not re.search(r"\b(?:leave|except|apart from)\b", words, re.I) else UNWANTED
    if not own_verb and before in (ASKED, UNWANTED) and not wants and has_things and not (before == UNWANTED and fault):
        return before
    about_it = has_things or (follows and bool(_PRONOUN.search(words)))
    if (wants or orders) and (about_it or _JOB.search(words) or fault):
        if _DONE.search(words) and not can_you and not orders and not _NEEDS.search(words):
            return DONE
        return TOLD if _QUESTION_OF_FIRM.search(words) and not has_things else ASKED
    if _DONE.search(words) and (not fault or (_MENDED.search(words) and not _AGAIN.search(words))):
        return DONE
    if _STATE.search(words):
        return TOLD
    if has_things and (fault or _JOB.search(words)):
        return ASKED
    if has_things and _LISTED.match(words) and not _EMPTY.search(words):
        return ASKED
    if fault and not _EMPTY.search(words):
        return ASKED
    if _NEEDS_SOME.search(words) and not _EMPTY.search(words):
        return ASKED
    if wants and not _EMPTY.search(words) and len(words.split()) > 3 and CUES["price_asked"].search(words):
        return ASKED
    return TOLD
