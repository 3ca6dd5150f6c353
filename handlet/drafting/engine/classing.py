"""What the owner changed in a suggestion: kinds of change and how far it went, from the two texts alone.

The readers are the guard's and the reading's own, so a sum, a day or a promise is the same thing here as there. Deterministic:
the same two texts always give the same classes. Nothing is judged but what was changed; whether it was right is the owner's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.engine.reading.language import language_of
from handlet.drafting.engine.words import stems

AS_IS = "as_is"
ASKED_AGAIN = "asked_again"
LANGUAGE = "language"
REWRITE = "rewrite"
WRONG_FACT = "wrong_fact"
COMMITMENT = "commitment"
MISSING_FACT = "missing_fact"
MISSED_ASK = "missed_ask"
NEEDLESS_QUESTION = "needless_question"
PADDING = "padding"
REGISTER = "register"
WORDING = "wording"

# The weightiest first: what would have embarrassed the owner, then what was missing, then style.
CLASSES: dict[str, str] = {
    LANGUAGE: "Wrong language",
    WRONG_FACT: "A wrong fact put right",
    COMMITMENT: "A promise taken out",
    REWRITE: "Written anew",
    MISSING_FACT: "Something missing added",
    MISSED_ASK: "A question added",
    NEEDLESS_QUESTION: "A question taken out",
    PADDING: "Padding taken out",
    REGISTER: "Tone changed",
    WORDING: "Other words for the same",
    ASKED_AGAIN: "Written again at your wish",
    AS_IS: "Sent as it was",
}
REWRITTEN_FROM = 0.65
MOST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Changes:
    """Short pieces of a change, as they stand in the texts: not masked yet, so not to be kept.

    swaps: words put in place of others of the same part (greeting, sign-off, wording). asked, added: sentences of the owner.
    removed: sentences of ours.
    """

    swaps: Sequence[tuple[str, str]] = ()
    asked: Sequence[str] = ()
    added: Sequence[str] = ()
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Classed:
    """classes: codes of `CLASSES`, the weightiest first. distance: 0 the same, 1 nothing in common."""

    classes: Sequence[str]
    distance: float
    filled_one_gap: bool = False
    changes: Changes = Changes()


def class_edit(proposed: str, sent: str, *, today: date) -> Classed:
    """Compare what was suggested with what was sent. today: the day in London on which it was sent."""
    before, after = _folded(proposed), _folded(sent)
    far = distance(before, after)
    if before.split() == after.split():
        return Classed([AS_IS], 0.0)
    old, new = _Letter.of(before), _Letter.of(after)
    paired, gone, come = _aligned(old.sentences, new.sentences)
    found: set[str] = set()
    if len(after.split()) >= 4 and language_of(before) != language_of(after):
        # Of a text in another language nothing else can be told.
        return Classed([LANGUAGE], far, changes=Changes())
    wrong, missing = _facts(before, after, today)
    if wrong:
        found.add(WRONG_FACT)
    if missing:
        found.add(MISSING_FACT)
    if _promised(before) - _promised(after):
        found.add(COMMITMENT)
    if far >= REWRITTEN_FROM:
        found.add(REWRITE)
        return Classed(_ordered(found - {MISSING_FACT}), far)
    unasked, asked = _questions(old.sentences, new.sentences)
    if unasked:
        found.add(NEEDLESS_QUESTION)
    if asked:
        found.add(MISSED_ASK)
    for sentence in come:
        if not _asks(sentence) and not _is_courtesy(sentence):
            found.add(MISSING_FACT)
    plain_cuts = [sentence for sentence in gone if not _asks(sentence) and not _weighty(sentence, today)]
    if plain_cuts or any(_is_cut(one, other, today) for one, other in paired):
        found.add(PADDING)
    if old.greeting != new.greeting or old.signoff != new.signoff or any(map(_is_courtesy, come)):
        found.add(REGISTER)
    if any(_is_register(one, other) for one, other in paired):
        found.add(REGISTER)
    if not found:
        found.add(WORDING)
    changes = Changes(
        swaps=_swaps(old, new, paired, today),
        asked=[sentence for sentence in new.sentences if any(part in sentence for part in asked)],
        added=[sentence for sentence in come if not _asks(sentence)],
        removed=list(gone),
    )
    touched = [pair for pair in paired if pair[0] != pair[1]]
    filled = found == {MISSING_FACT} and len(come) + len(touched) == 1 and not gone and far <= 0.35
    return Classed(_ordered(found), far, filled, changes)


def distance(before: str, after: str) -> float:
    """Levenshtein distance on words, divided by the longer text; three decimals. Words beyond the 600th are not compared."""
    one, other = _words(before)[:MOST_WORDS], _words(after)[:MOST_WORDS]
    if not one or not other:
        return 0.0 if one == other else 1.0
    row = list(range(len(other) + 1))
    for place, word in enumerate(one, start=1):
        previous, row[0] = row[0], place
        for column, theirs in enumerate(other, start=1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (word != theirs)),
            )
    return round(row[-1] / max(len(one), len(other)), 3)


# --- the parts of a letter --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Letter:
    """greeting: its words without the name. signoff: the closing words."""

    greeting: str
    sentences: Sequence[str]
    signoff: str

    @classmethod
    def of(cls, text: str) -> _Letter:
        lines = [line.strip() for line in text.strip().splitlines()]
        greeting, signoff = "", ""
        if lines and _GREETS.match(lines[0]) and len(lines[0].split()) <= 5:
            opened = _GREETS.match(lines.pop(0))
            greeting = opened.group(1).lower() if opened else ""
        while lines and not lines[0]:
            lines.pop(0)
        closing: list[str] = []
        while len(lines) > 1 and len(closing) < 3 and lines[-1] and len(lines[-1].split()) <= 6:
            if re.search(r"[?!.]$", lines[-1]) and not _CLOSES.match(lines[-1]):
                break
            closing.insert(0, lines.pop())
        if closing:
            signoff = " ".join(closing).lower()
        said = [one.strip() for line in lines for one in re.split(r"(?<=[.!?])\s+", line) if one.strip()]
        return cls(greeting, said, signoff)


_GREETS = re.compile(
    r"^((?:good )?(?:morning|afternoon|evening)|hi(?: there)?|hiya|hello|dear|alright|hey|ey up|now then)\b[^.?]{0,40}[,!:–-]?\s*$",
    re.I,
)
_CLOSES = re.compile(
    r"^(?:(?:kind|best|warm)?\s*regards|cheers|thanks|many thanks|thank you|ta|all the best|best|yours|speak soon)\b",
    re.I,
)
_COURTESY = re.compile(
    r"^\W*(?:thank|thanks|cheers|ta\b|lovely|great|no problem|no worries|speak soon|all the best|hope|have a (?:good|great|lovely)"
    r"|sorry|best wishes|much appreciated|look(?:ing)? forward)",
    re.I,
)


def _folded(text: str) -> str:
    return plain(text.replace("\r\n", "\n").replace("’", "'")).text.strip()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['.,][^\W_]+)*|[£%?]|[\U0001f300-\U0001faff\u2600-\u27bf]", text.lower())


def _aligned(before: Sequence[str], after: Sequence[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Sentences that stand in both, changed or not; those that went; those that came."""
    left, right = list(before), list(after)
    pairs: list[tuple[str, str]] = []
    for sentence in before:
        same = next((one for one in right if _words(one) == _words(sentence)), None)
        if same is not None:
            pairs.append((sentence, same))
            left.remove(sentence)
            right.remove(same)
    alike = sorted(((_likeness(one, other), one, other) for one in left for other in right), key=lambda each: -each[0])
    for score, one, other in alike:
        if score >= 0.45 and one in left and other in right:
            pairs.append((one, other))
            left.remove(one)
            right.remove(other)
    return pairs, left, right


def _likeness(one: str, other: str) -> float:
    mine, theirs = _words(one), _words(other)
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


# --- facts, promises, questions ---------------------------------------------------------------------------------------

_FIRM = frozenset(
    "money percent date time duration phone email link postcode address code quantity part".split()
)  # fmt: skip


def _said(text: str, today: date) -> dict[str, set[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = {}
    for one in saying.literal(text, today):
        if one.kind in _FIRM and one.values:
            found.setdefault(one.kind, set()).add(one.values)
    for one in saying.credentials(text):
        found.setdefault("credential", set()).add(one.values)
    return found


def _facts(before: str, after: str, today: date) -> tuple[bool, bool]:
    """Whether a fact of ours was replaced by another of its kind, and whether one was added."""
    mine, theirs = _said(before, today), _said(after, today)
    wrong = missing = False
    for kind in {*mine, *theirs}:
        gone = {one for one in mine.get(kind, set()) if not any(one & other for other in theirs.get(kind, set()))}
        come = {one for one in theirs.get(kind, set()) if not any(one & other for other in mine.get(kind, set()))}
        wrong = wrong or bool(gone and come)
        missing = missing or len(come) > len(gone)
    return wrong, missing


def _promised(text: str) -> set[str]:
    said = saying.literal(text, date(2000, 1, 1))
    found = {f"{one.kind}:{value}" for one in saying.promises(text) for value in one.values}
    return found | {f"arrival:{text[one.start : one.end].lower()}" for one in saying.arrivals(text, said)}


def _weighty(sentence: str, today: date) -> bool:
    """Holds something that somebody could hold us to: its going is no padding."""
    return bool(_said(sentence, today)) or bool(_promised(sentence))


# What a question is about. One sentence of ours may ask several things.
_TOPICS = {
    "postcode": r"post ?code|address|where (?:is it|are you|abouts)",
    "phone": r"(?:phone|mobile|contact) ?number|number to (?:ring|call)|best number",
    "photos": r"photos?|pictures?|pics?",
    "size": r"how big|measurements?|dimensions|how (?:many|long|high|wide) (?:is|are|metres)|what size|size of",
    "quantity": r"how many",
    "make": r"make and model|what make|which model|make of",
    "access": r"access|parking|keys?\b",
    "dates": r"when (?:would|works|suits|is good|are you)|which days?|what days?|dates?",
    "supply": r"got (?:it|one|them) already|supply|bought",
    "budget": r"budget",
    "fault": r"error code|what exactly|doing when",
    "age": r"how old|roughly when was",
}
_TOPIC = {name: re.compile(rf"\b(?:{words})", re.I) for name, words in _TOPICS.items()}
_ASKS = re.compile(
    r"\?|\b(?:could|can|would) you (?:please )?(?:let|send|tell|give|confirm|say)\b|\blet me (?:know|have)\b", re.I
)
# “Let me know and I’ll check the diary” asks for a decision, not for a fact.
_NO_QUESTION = re.compile(
    r"\blet (?:me|us) know (?:if|and|whether you'd like)\b(?!.*\?)|\bif (?:you'd|you would|that) (?:like|suits?|is)\b(?!.*\?)",
    re.I,
)


def _asks(sentence: str) -> bool:
    return bool(_ASKS.search(sentence)) and not _NO_QUESTION.search(sentence)


def _parts(sentences: Iterable[str]) -> list[str]:
    """Questions, each thing asked for itself."""
    found: list[str] = []
    for sentence in sentences:
        if _asks(sentence):
            pieces = re.split(
                r",?\s+and\s+(?=(?:what|which|when|where|how|could|can|do|does|is|are|have|roughly)\b)|;\s+", sentence
            )
            found += [piece.strip() for piece in pieces if piece.strip()]
    return found


def _questions(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Things we asked that the owner did not, and things the owner asked that we did not."""
    mine, theirs = _parts(before), _parts(after)
    return (
        [one for one in mine if not any(_same_question(one, other) for other in theirs)],
        [one for one in theirs if not any(_same_question(other, one) for other in mine)],
    )


def _same_question(one: str, other: str) -> bool:
    topics = [{name for name, words in _TOPIC.items() if words.search(text)} for text in (one, other)]
    if topics[0] or topics[1]:
        return bool(topics[0] & topics[1])
    mine, theirs = set(stems(one)), set(stems(other))
    return bool(mine) and len(mine & theirs) / max(len(mine | theirs), 1) >= 0.5


# --- style ------------------------------------------------------------------------------------------------------------


def _is_courtesy(sentence: str) -> bool:
    return bool(_COURTESY.match(sentence)) and len(sentence.split()) <= 10


def _is_cut(one: str, other: str, today: date) -> bool:
    """The same sentence with words left out and nothing weighty lost."""
    mine, theirs = _words(one), _words(other)
    if len(theirs) > len(mine) * 0.8 or len(mine) - len(theirs) < 3 or _questions([one], [other])[0]:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks())
    return kept >= len(theirs) - 1 and not any(
        values - _said(other, today).get(kind, set()) for kind, values in _said(one, today).items()
    )


_SHORTENED = re.compile(r"\b\w+(?:n't|'ll|'m|'ve|'re|'d)\b", re.I)
_SIGNS = re.compile("!|[\U0001f300-\U0001faff\u2600-\u27bf]")
_POLITE = re.compile(
    r"\b(?:please|kindly|thank you|thanks|cheers|ta|would you mind|lovely|great|brilliant|mate|folks)\b", re.I
)


def _is_register(one: str, other: str) -> bool:
    """The same said more or less formally: contractions, exclamation marks, smiles, courtesies; the content stands."""
    if one == other:
        return False
    changed = (
        len(_SHORTENED.findall(one)) != len(_SHORTENED.findall(other))
        or len(_SIGNS.findall(one)) != len(_SIGNS.findall(other))
        or sorted(word.lower() for word in _POLITE.findall(one))
        != sorted(word.lower() for word in _POLITE.findall(other))
    )
    mine, theirs = set(stems(one)), set(stems(other))
    return changed and len(mine & theirs) >= 0.6 * max(len(mine), len(theirs), 1)


def _swaps(old: _Letter, new: _Letter, paired: Sequence[tuple[str, str]], today: date) -> list[tuple[str, str]]:
    """Few words for few words: “hello” for “hi”, “cheers” for “kind regards”. Nothing with a figure or a day in it."""
    found: list[tuple[str, str]] = []
    if old.greeting and new.greeting and old.greeting != new.greeting:
        found.append((old.greeting, new.greeting))
    texts = [*paired, (old.signoff, new.signoff)]
    for one, other in texts:
        mine, theirs = _words(one), _words(other)
        for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            gone, come = " ".join(mine[a:b]), " ".join(theirs[c:d])
            short = tag == "replace" and b - a <= 3 and d - c <= 3 and (gone + come).isascii()
            if short and not re.search(r"[\d£%?]", gone + come) and not _said(f"{gone}. {come}", today):
                found.append((gone, come))
    return list(dict.fromkeys(found))


def _ordered(found: Iterable[str]) -> list[str]:
    order = list(CLASSES)
    return sorted(found, key=order.index)
