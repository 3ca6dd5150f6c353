"""What customers say for a job of a trade: a small book of phrases, by which a piece of a message is near an item of the list.

The words of a customer and those of a list often share nothing: “can you make the walls smooth” is a skim. The book
(`phrasebook.txt`) holds, for the usual jobs of the trades, how lists call them and how customers ask for them. An item is
taken to its jobs by the words of lists, a piece of a message by the words of customers; they are near where both lead to
the same job.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.port import PriceRow

BOOK = "phrasebook.txt"
TRADES, JOBS = 3, 3
"""How many trades a list may be of, and to how many jobs an item may belong."""
LIKE, NEAR_BEST = 0.4, 0.75
"""The least likeness (0 to 1) at which an item is taken to belong to a job, and the least share of its best one."""
COVERED = 0.65
"""The least mean likeness of a list's items at which the book is used: of other trades it would only guess."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a trade. listed: the wordings of lists. said: what customers say, all phrases as one vector of length one."""

    trade: str
    name: str
    listed: Sequence[Vector]
    said: Vector


@dataclass(frozen=True, slots=True)
class Book:
    """The jobs; what a word weighs among lists and among customers; by word, the jobs whose customers say it, and the
    wordings of lists that hold it, each as job and place."""

    jobs: Sequence[Job]
    listed_idf: Mapping[str, float]
    said_idf: Mapping[str, float]
    holders: Mapping[str, Sequence[int]]
    listers: Mapping[str, Sequence[tuple[int, int]]]


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
    for number, (trade, name, wordings, phrases) in enumerate(raw):
        many = Counter(word for one in phrases for word in one)
        weights = {word: said[word] * math.sqrt(count / len(phrases)) for word, count in many.items()}
        for word in wordings[0]:
            # What the list calls it may be said by customers too.
            weights.setdefault(word, said.get(word, listed[word]) * 0.5)
        jobs.append(Job(trade, name, [_unit({word: listed[word] for word in one}) for one in wordings], _unit(weights)))
        for word in weights:
            holders[word].append(number)
        for place, words in enumerate(wordings):
            for word in words:
                listers[word].append((number, place))
    return Book(jobs, listed, said, dict(holders), dict(listers))


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
class Places:
    """Where the items of one list stand in the book: by code, its jobs with a likeness of 0 to 1."""

    jobs: Mapping[str, Mapping[int, float]]
    open: frozenset[int]


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
    jobs = {
        code: dict(
            sorted(
                ((number, like) for number, like in near.items() if like >= LIKE and pages.jobs[number].trade in kept),
                key=lambda pair: (-pair[1], pair[0]),
            )[:JOBS]
        )
        for code, near in likeness.items()
    }
    jobs = {
        code: {number: like for number, like in near.items() if like >= NEAR_BEST * max(near.values())}
        for code, near in jobs.items()
    }
    if sum(max(near.values(), default=0.0) for near in jobs.values()) < COVERED * len(rows):
        return Places({}, frozenset())
    return Places(jobs, frozenset(number for number, job in enumerate(pages.jobs) if job.trade in kept))


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
