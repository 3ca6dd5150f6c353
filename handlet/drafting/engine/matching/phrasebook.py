"""What customers say for a job of a trade: a small book of phrases, by which a piece of a message is near an item of the list.

The words of a customer and those of a list often share nothing: “can you make the walls smooth” is a skim. The book
(`phrasebook.txt`) holds, for the usual jobs of the trades, how lists call them and how customers ask for them. An item is
taken to its jobs by the words of lists, a piece of a message by the words of customers; they are near where both lead to
the same job.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.port import PriceRow

BOOK = "phrasebook.txt"
TRADES, JOBS = 4, 3
"""How many trades a list is taken to be of, and to how many jobs an item may belong."""
ELSEWHERE, CLEARER = 0.6, 0.05
"""The least likeness at which an item belongs to a job of another trade, and by how much it must be liker than those of its own."""
OWN, TOLD, DOUBT = 4.0, 0.4, 2.0
"""What an item's own name counts for, in phrases; what a word of its description counts for beside one of its name; and how
many phrases of anything are put to each voice, so that one missing word rules nothing out."""
LIKE, NEAR_BEST = 0.4, 0.75
"""The least likeness (0 to 1) at which an item is taken to belong to a job, and the least share of its best one."""
HEARD = 0.4
"""Of a whole message, the share of words that are taken to be about the job: the rest is told beside it (who, when, why)."""
COVERED = 0.5
"""The least mean likeness of a list's items at which the book is used: of other trades it would only guess."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a trade. listed: the wordings of lists. said: what customers say, all phrases as one vector of length one.
    heard: by word, in how many of its phrases and wordings it stands. phrases: how many they are."""

    trade: str
    name: str
    listed: Sequence[Vector]
    said: Vector
    heard: Mapping[str, int]
    phrases: int


@dataclass(frozen=True, slots=True)
class Book:
    """The jobs; what a word weighs among lists and among customers; by word, the jobs whose customers say it, and the
    wordings of lists that hold it, each as job and place. usual: by word, the share of all phrases that hold it."""

    jobs: Sequence[Job]
    listed_idf: Mapping[str, float]
    said_idf: Mapping[str, float]
    holders: Mapping[str, Sequence[int]]
    listers: Mapping[str, Sequence[tuple[int, int]]]
    usual: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the book as it stands there. wordings: of lists, the first is its name."""

    trade: str
    wordings: Sequence[str]
    phrases: Sequence[str]

    @property
    def name(self) -> str:
        return self.wordings[0]


@cache
def book() -> Book:
    """The book, read once."""
    return read(entries(text()))


def text() -> str:
    return (resources.files(__package__) / BOOK).read_text("utf-8")


def entries(text: str) -> list[Entry]:
    """Lines of the form `# trade`, then one job a line, `wording = wording, wording: phrase | phrase`."""
    trade, found = "", []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("#"):
            trade = line.lstrip("# ").casefold()
        elif ":" in line:
            left, _, right = line.partition(":")
            name, _, others = left.partition("=")
            wordings = [name.strip(), *(one.strip() for one in others.split(",") if one.strip())]
            found.append(Entry(trade, wordings, [one.strip() for one in right.split("|") if one.strip()]))
    return found


def read(lines: Sequence[Entry]) -> Book:
    """The lines as vectors of words of meaning."""
    raw = [
        (one.trade, one.name, [_words(words) for words in one.wordings], [_words(words) for words in one.phrases])
        for one in lines
    ]
    listed = _idf({word for one in wordings for word in one} for _, _, wordings, _ in raw)
    said = _idf({word for one in phrases for word in one} for _, _, _, phrases in raw)
    jobs: list[Job] = []
    holders, listers = defaultdict(list), defaultdict(list)
    usual: Counter[str] = Counter()
    for number, (trade, name, wordings, phrases) in enumerate(raw):
        many = Counter(word for one in phrases for word in one)
        weights = {word: said[word] * math.sqrt(count / len(phrases)) for word, count in many.items()}
        for word in wordings[0]:
            # What the list calls it may be said by customers too.
            weights.setdefault(word, said.get(word, listed[word]) * 0.5)
        heard = Counter(word for one in (*phrases, *wordings) for word in one)
        usual.update(heard)
        called = [_unit({word: listed[word] for word in one}) for one in wordings]
        jobs.append(Job(trade, name, called, _unit(weights), heard, len(phrases) + len(wordings)))
        for word in weights:
            holders[word].append(number)
        for place, words in enumerate(wordings):
            for word in words:
                listers[word].append((number, place))
    every = sum(job.phrases for job in jobs)
    shares = {word: (count + 0.5) / (every + 10) for word, count in usual.items()}
    return Book(jobs, listed, said, dict(holders), dict(listers), shares)


def _words(text: str) -> frozenset[str]:
    return frozenset(term.word for term in terms_of(text) if not term.word.isdigit())


def _idf(given: Iterable[set[str]]) -> dict[str, float]:
    every = list(given)
    counts = Counter(word for words in every for word in words)
    return {word: math.log((len(every) + 1) / (count + 0.5)) for word, count in counts.items()}


def _unit(weights: Vector) -> Vector:
    # `fsum` gives the same sum in any order: sets come in another one in each process.
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class Voice:
    """How customers of one item speak, at one of its jobs: by word, how much it speaks for the item (a logarithm of shares), and
    what each word says that they never use. known: how well the item fits the job, as a logarithm."""

    code: str
    words: Mapping[str, float]
    absent: float
    known: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where the items of one list stand in the book: by code, its jobs with a likeness of 0 to 1. voices: of every item, one
    at least. own: the words of the list itself. known: how like its items are to jobs of the book, 0 to 1 on the mean."""

    jobs: Mapping[str, Mapping[int, float]]
    open: frozenset[int]
    voices: Sequence[Voice] = ()
    own: frozenset[str] = frozenset()
    known: float = 0.0


def places_of(rows: Sequence[PriceRow], found: Book | None = None) -> Places:
    """Each item at its jobs, among the trades that the list as a whole is nearest to."""
    pages = found or book()
    likeness = {row.code: _jobs_of(row, pages) for row in rows}
    trades: dict[str, float] = defaultdict(float)
    for near in likeness.values():
        best: dict[str, float] = {}
        for number, like in near.items():
            trade = pages.jobs[number].trade
            best[trade] = max(like, best.get(trade, 0.0))
        for trade, like in best.items():
            trades[trade] += like * like
    kept = set(sorted(trades, key=lambda trade: (-trades[trade], trade))[:TRADES])
    jobs = {code: _kept(near, kept, pages) for code, near in likeness.items()}
    known = math.fsum(max(near.values(), default=0.0) for near in jobs.values()) / (len(rows) or 1)
    if known < COVERED:
        jobs = {}
    rarest = min(pages.usual.values())
    voices = [voice for row in rows for voice in _voices(row, jobs.get(row.code, {}), pages, rarest)]
    own = frozenset(word for voice in voices for word in voice.words)
    return Places(jobs, frozenset(number for near in jobs.values() for number in near), voices, own, known)


def _kept(near: Mapping[int, float], trades: set[str], pages: Book) -> dict[int, float]:
    """The likest jobs of the list's own trades, and of others only what is much liker."""
    own = {number: like for number, like in near.items() if like >= LIKE and pages.jobs[number].trade in trades}
    best = max(own.values(), default=0.0)
    own |= {number: like for number, like in near.items() if like >= ELSEWHERE and like > best + CLEARER}
    best = max(own.values(), default=0.0)
    likest = sorted(own.items(), key=lambda pair: (-pair[1], pair[0]))[:JOBS]
    return {number: like for number, like in likest if like >= NEAR_BEST * best}


def _voices(row: PriceRow, jobs: Mapping[int, float], pages: Book, rarest: float) -> Iterator[Voice]:
    """The item's own words together with those of each job, each weighed by how seldom customers use it otherwise.

    rarest: the share of the phrases that hold a word that none holds.
    """
    name = _words(". ".join([row.name, *row.synonyms]))
    own = dict.fromkeys(_words(row.description), OWN * TOLD) | dict.fromkeys(name, OWN)
    best = max(jobs.values(), default=1.0)
    for heard, phrases, like in [(pages.jobs[n].heard, pages.jobs[n].phrases, like) for n, like in jobs.items()] or [
        ({}, 0, best)
    ]:
        every = phrases + OWN + DOUBT
        words = {}
        for word in sorted({*heard, *own}):
            share = pages.usual.get(word, rarest)
            words[word] = math.log(((heard.get(word, 0) + own.get(word, 0.0)) / share + DOUBT) / every)
        yield Voice(row.code, words, math.log(DOUBT / every), math.log(like / best))


def _jobs_of(row: PriceRow, pages: Book) -> dict[int, float]:
    name, about = _words(row.name), _words(row.description)
    weights = {word: 0.4 * pages.listed_idf.get(word, 0.0) for word in about}
    weights |= {word: pages.listed_idf.get(word, 3.0) for word in name}
    vector = _unit(weights)
    shared: dict[tuple[int, int], list[float]] = defaultdict(list)
    for word, weight in vector.items():
        for number, place in pages.listers.get(word, ()):
            shared[number, place].append(weight * pages.jobs[number].listed[place][word])
    found: dict[int, float] = {}
    for (number, _), products in shared.items():
        found[number] = max(math.fsum(products), found.get(number, 0.0))
    return {number: found[number] for number in sorted(found) if found[number] > 0.15}


def nearness(words: Iterable[str], places: Places, found: Book | None = None) -> dict[str, float]:
    """How near a piece of a message is to each item of the list, 0 to 1 by code; items that it is not near are left out.

    words: its words of meaning.
    """
    pages = found or book()
    vector = _unit({word: pages.said_idf.get(word, 0.0) for word in set(words) if not word.isdigit()})
    open_: dict[int, float] = defaultdict(float)
    for word, weight in sorted(vector.items()):
        for number in pages.holders.get(word, ()):
            if number in places.open:
                open_[number] += weight * pages.jobs[number].said[word]
    result = {}
    for code, jobs in places.jobs.items():
        best = max(jobs.values(), default=0.0)
        near = max((like / best * open_[number] for number, like in jobs.items() if number in open_), default=0.0)
        if near > 0:
            result[code] = round(min(1.0, near), 6)
    return result


def likelihoods(words: Iterable[str], places: Places, found: Book | None = None) -> dict[str, float]:
    """How much a piece of a message speaks for each item of the list, by code: the logarithm of how many times oftener its words
    are said for this item than for anything. Empty where no word is known.

    words: its words of meaning.
    """
    pages = found or book()
    known = sorted({word for word in words if not word.isdigit() and (word in pages.usual or word in places.own)})
    if not known:
        return {}
    result: dict[str, float] = {}
    for voice in places.voices:
        said = voice.known + math.fsum(voice.words.get(word, voice.absent) for word in known)
        if said > result.get(voice.code, -math.inf):
            result[voice.code] = said
    return {code: round(said, 6) for code, said in result.items()}


def likelihoods_of_all(words: Iterable[str], places: Places, found: Book | None = None) -> dict[str, float]:
    """The same for all words of a message together, of which most are told beside the job: a word that customers of a job never
    use hardly speaks against it. What no piece says alone they often say together (“the pane”, “you can’t see out”).
    """
    pages = found or book()
    known = sorted({word for word in words if not word.isdigit() and (word in pages.usual or word in places.own)})
    if not known:
        return {}
    result: dict[str, float] = {}
    for voice in places.voices:
        silent = math.log(1 - HEARD + HEARD * math.exp(voice.absent))
        heard = math.fsum(
            math.log(1 - HEARD + HEARD * math.exp(voice.words[word])) if word in voice.words else silent
            for word in known
        )
        said = voice.known + heard
        if said > result.get(voice.code, -math.inf):
            result[voice.code] = said
    return {code: round(said, 6) for code, said in result.items()}
