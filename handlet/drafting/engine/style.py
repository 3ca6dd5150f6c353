"""How somebody writes, as four numbers of 0 to 4 with the counts behind each. From masked texts of their own, and nothing else.

formality, warmth, length, emoji: levers that the owner sees and sets. No guess is made about the person. A lever of which the
texts say nothing has no reasons, and then it cannot be confirmed.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEVERS = ("formality", "warmth", "length", "emoji")
MOST = 4
# Words that a draft may have at each setting of the length.
WORDS = (30, 55, 80, 105, 130)
REASONS = {
    "opens_dear": "You open with “Dear” or “Good morning” in {count} of {of}.",
    "opens_hi": "You open with “Hi”, “Hiya” or no greeting in {count} of {of}.",
    "closes_regards": "You close with “regards” or “yours” in {count} of {of}.",
    "closes_cheers": "You close with “cheers”, “ta” or just your name in {count} of {of}.",
    "contracts": "You write “I’ll”, “it’s”, “don’t” in {count} of {of}.",
    "writes_out": "You write “I will”, “it is”, “do not” in {count} of {of}.",
    "warm_words": "Warm words (“lovely”, “happy to”, “hope”) or an exclamation mark in {count} of {of}.",
    "no_warm_words": "No warm words and no exclamation mark in {count} of {of}.",
    "middle_length": "Half of your messages have {count} words or fewer.",
    "emoji_used": "An emoji in {count} of {of}.",
    "no_emoji": "No emoji in {count} of {of}.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `REASONS`, and the figures of its sentence."""

    code: str
    count: int
    of: int

    @property
    def words(self) -> str:
        return REASONS[self.code].format(count=self.count, of=self.of)


@dataclass(frozen=True, slots=True)
class Lever:
    """value: 0 to 4. confidence: 0 to 1, by how many texts there are and how much they agree."""

    value: int
    confidence: float
    reasons: Sequence[Reason]


_OPENS_FORMAL = re.compile(r"^\W*(?:dear|good (?:morning|afternoon|evening))\b", re.I)
_OPENS_MIDDLE = re.compile(r"^\W*hello\b", re.I)
_CLOSES_FORMAL = re.compile(r"\b(?:regards|yours (?:sincerely|faithfully)|yours)\b", re.I)
_CLOSES_LOOSE = re.compile(
    r"^\W*(?:cheers|ta|laters|speak soon|x+|\[name\]|\[word\]|[A-Z][a-z]+)\W*(?:[A-Z][a-z]+|\[name\]|\[word\])?\W*$",
    re.I,
)
_CONTRACTED = re.compile(r"\b(?:\w+n['’]t|(?:i|we|you|it|that|there|what|they|he|she)['’](?:ll|m|ve|re|d|s))\b", re.I)
_WRITTEN_OUT = re.compile(
    r"\b(?:i (?:am|will|have|would)|we (?:are|will|have|would)|you (?:are|will|have|would)|(?:it|that|there) (?:is|will|would)|"
    r"(?:do|does|did|can|will|would|could|is|are) ?not)\b",
    re.I,
)
_WARM = re.compile(
    r"!|\b(?:lovely|happy to|pleasure|hope (?:you|that|this|all)|great to|delighted|no (?:problem|worries|bother)|glad|brilliant|"
    r"thanks so much|thank you so much|look forward|looking forward|have a (?:good|great|lovely|nice)|all the best)\b|\bx+\s*$",
    re.I,
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def learned(texts: Sequence[str]) -> dict[str, Lever]:
    """The four levers, from whole messages that the owner wrote (masked beforehand)."""
    return {"formality": _formality(texts), "warmth": _warmth(texts), "length": _length(texts), "emoji": _emoji(texts)}


def register_of(formality: int) -> str:
    """The register of the composer (`tone.REGISTERS`) for this setting of the formality, each setting its own."""
    return ("loose", "casual", "even", "polite", "formal")[formality]


# How letters open, as these words alone; what else stands there (a name) is not kept. The longest is tried first.
_GREETINGS = {
    "good morning": ("good morning", "good afternoon"),
    "good afternoon": ("good morning", "good afternoon"),
    "good evening": ("good morning", "good afternoon"),
    "hi there": ("hi there",),
    "hello": ("hello",),
    "hiya": ("hiya",),
    "dear": ("dear",),
    "hey": ("hey",),
    "hi": ("hi",),
}
_OPENS = re.compile(rf"\W*({'|'.join(_GREETINGS)})\b", re.I)
_CLOSERS = (
    "kind regards|kindest regards|best regards|warm regards|many thanks|best wishes|all the best|yours sincerely|yours faithfully|"
    "thank you|thanks again|speak soon|regards|cheers|thanks|yours|best|ta"
)
_CLOSES = re.compile(rf"\W*({_CLOSERS})\b[\s,.!–-]*(.*)", re.I)


@dataclass(frozen=True, slots=True)
class Habit:
    """Words that letters open or close with, in how many of how many. words: out of a closed list and the owner's own name."""

    words: tuple[str, ...]
    count: int
    of: int


def greeting_of(texts: Sequence[str]) -> Habit | None:
    """How most letters open, if most of those that greet do it alike."""
    found = [_GREETINGS[match.group(1).lower()] for text in texts if (match := _OPENS.match(text.lstrip()))]
    return _most(found, len(texts))


def signoff_of(texts: Sequence[str], *, names: Sequence[str]) -> Habit | None:
    """How most letters close: a usual closing, the owner’s or the business’s name (`names`), or both. No other word is kept."""
    found = [(said,) for text in texts if (said := _closing_words(text, names))]
    return _most(found, len(texts))


def _closing_words(text: str, names: Sequence[str]) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()][1:][-4:]
    known = {name.lower(): name for name in names if name}
    for place, line in enumerate(lines):
        match = _CLOSES.fullmatch(line)
        rest = match.group(2).strip(" ,.!x") if match else line.strip(" ,.!–-x")
        if match is None and rest.lower() not in known:
            continue
        name = known.get(rest.lower(), "")
        if match and not rest and place + 1 < len(lines):
            name = known.get(lines[place + 1].strip(" ,.!x").lower(), "")
        if match and rest and not name:
            continue
        closing = match.group(1).capitalize() if match else ""
        return ", ".join(part for part in (closing, name) if part)
    return ""


def _most(found: Sequence[tuple[str, ...]], total: int) -> Habit | None:
    """The commonest, from three letters on and where it is more than half of them."""
    if not found:
        return None
    words, count = Counter(found).most_common(1)[0]
    return Habit(words, count, total) if count >= 3 and count * 2 > len(found) else None


def _formality(texts: Sequence[str]) -> Lever:
    """By how letters open and close, and whether words are written out."""
    total = len(texts)
    opens = [_opening(text) for text in texts]
    closes = [_closing(text) for text in texts]
    scores: list[float] = [score for score in (*opens, *closes) if score is not None]
    short = sum(bool(_CONTRACTED.search(text)) for text in texts)
    long = sum(bool(_WRITTEN_OUT.search(text)) and not _CONTRACTED.search(text) for text in texts)
    scores += [0.0] * short + [1.0] * long
    if not scores:
        return Lever(2, 0.0, [])
    reasons = [
        Reason("opens_dear", opens.count(1.0), total),
        Reason("opens_hi", opens.count(0.0), total),
        Reason("closes_regards", closes.count(1.0), total),
        Reason("closes_cheers", closes.count(0.0), total),
        Reason("contracts", short, total),
        Reason("writes_out", long, total),
    ]
    told = sorted((one for one in reasons if one.count * 4 >= total), key=lambda one: -one.count)
    value = statistics.fmean(scores)
    return Lever(round(value * MOST), _sure(total, statistics.pstdev(scores)), told[:3])


def _opening(text: str) -> float | None:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if not first:
        return None
    return 1.0 if _OPENS_FORMAL.match(first) else 0.5 if _OPENS_MIDDLE.match(first) else 0.0


def _closing(text: str) -> float | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = " ".join(lines[-2:]) if len(lines) > 2 else ""
    if not last:
        return None
    if _CLOSES_FORMAL.search(last):
        return 1.0
    return 0.0 if _CLOSES_LOOSE.match(lines[-1]) else 0.5


def _warmth(texts: Sequence[str]) -> Lever:
    return _share(texts, lambda text: bool(_WARM.search(text)), "warm_words", "no_warm_words", (0.1, 0.3, 0.55, 0.8))


def _emoji(texts: Sequence[str]) -> Lever:
    return _share(texts, lambda text: bool(_EMOJI.search(text)), "emoji_used", "no_emoji", (0.02, 0.1, 0.3, 0.6))


def _length(texts: Sequence[str]) -> Lever:
    counts = sorted(len(text.split()) for text in texts)
    if not counts:
        return Lever(2, 0.0, [])
    middle = int(statistics.median(counts))
    value = sum(middle > edge for edge in (20, 40, 65, 95))
    spread = statistics.pstdev(counts) / max(statistics.fmean(counts), 1)
    return Lever(value, _sure(len(counts), min(spread, 1) / 2), [Reason("middle_length", middle, len(counts))])


def _share(
    texts: Sequence[str], shows: Callable[[str], bool], there: str, absent: str, edges: Sequence[float]
) -> Lever:
    if not texts:
        return Lever(2, 0.0, [])
    count, total = sum(shows(text) for text in texts), len(texts)
    share = count / total
    value = sum(share > edge for edge in edges)
    reason = Reason(there, count, total) if count * 2 >= total or value else Reason(absent, total - count, total)
    return Lever(value, _sure(total, (share * (1 - share)) ** 0.5), [reason])


def _sure(total: int, spread: float) -> float:
    """Thirty texts that agree are as sure as it gets; a spread of a half (they halve) takes half of it away."""
    return round(min(total / 30, 1.0) * (1 - min(spread, 0.5)), 2)
