"""Customers' words as the words of price lists: “loo” is a toilet, “rads” are radiators, “keeps tripping” is a fault.

The data is `lexicon.txt`, one line a thing or an act, read once. Texts and price items pass through the same folding, so
a word that the lexicon does not know still meets itself.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import snowballstemmer

from handlet.drafting.engine.matching.spelling import Spelling, everyday

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
LONGEST_PHRASE = 6
_GLUED = re.compile(r"(\d+)([a-z]+)")
_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "single": "1"}
_SIZE_WORDS = {
    **dict.fromkeys(("ft", "foot", "feet"), "ft"), **dict.fromkeys(("bed", "bedroom", "bedroomed", "bedded"), "bed"),
    **dict.fromkeys(("kw",), "kw"), **dict.fromkeys(("seater", "seat", "seaters"), "seat"), **dict.fromkeys(("gang",), "gang"),
    **dict.fromkeys(("inch", "inches"), "inch"), **dict.fromkeys(("lever", "levers"), "lever"), **dict.fromkeys(("star",), "star"),
    **dict.fromkeys(("yard", "yards", "yd", "yarder", "yarders"), "yard"), **dict.fromkeys(("man", "men"), "man"),
    **dict.fromkeys(("storey", "story", "storeys", "stories"), "storey"), **dict.fromkeys(("coat", "coats"), "coat"),
}  # fmt: skip
# Plurals and past forms that no rule of endings knows.
_IRREGULAR = {
    "taken": "take",
    "taking": "take",
    "broken": "break",
    "broke": "break",
    "built": "build",
    "rebuilt": "rebuild",
    "rebuilding": "rebuild",
    "hung": "hang",
    "laid": "lay",
    "dug": "dig",
    "torn": "tear",
    "chosen": "choose",
    "fallen": "fall",
    "fell": "fall",
    "stuck": "stick",
    **{
        past: verb
        for verb, past in (
            pair.split()
            for pair in (
                "burn burnt",
                "bend bent",
                "wear worn",
                "sweep swept",
                "blow blown",
                "draw drawn",
                "shrink shrunk",
                "freeze frozen",
                "weave woven",
                "sew sewn",
                "mow mown",
                "saw sawn",
                "shear shorn",
                "throw thrown",
                "spill spilt",
                "spoil spoilt",
                "bind bound",
                "steal stolen",
                "catch caught",
                "teach taught",
                "unwind unwound",
                "shoe shod",
                "lose lost",
            )
        )
    },
    "children": "child",
    "teeth": "tooth",
    "women": "woman",
    "geese": "goose",
    "hooves": "hoof",
    "scarves": "scarf",
    "mice": "mouse",
    "feet": "foot",
    "leaves": "leaf",
    "shelves": "shelf",
    "knives": "knife",
    "halves": "half",
    "loaves": "loaf",
}
# Words whose stem is that of an everyday word: they count only as they are written.
_AS_WRITTEN = frozenset(
    "recorder recorders chippings conversion cubical detailing paneli piec sinc spots tende haie flags weeding".split()
)
_local = threading.local()

# Plain English words that the stem of another word, or a word of another language, looks like: “cut” is no “cuttings”, a
# “camera” no room in Italian, “water” no French “waters”. They stand for themselves.
_PLAIN_ENGLISH = frozenset(
    """bad lit cut clip sort store point water line level fall engine plane camera trim stick rub jam range unit strip block
    sheet crown panel deck shave usa horn pun pus tor os mur nal bar""".split()
)

# What a foreign word without its marks would be in English: another thing.
_ENGLISH_UNMARKED = frozenset("piece plot revision salon evacuation reparation tele television camera pose".split())
_NO_MARK = str.maketrans("łŁøØß", "lLoOs")

STOP = frozenset(
    """a an and are as at be been being but by can could do does did doing for from get got getting gets had has have having
    hello hi hiya hey how i if in is it its just like me much my of on or our please so some that the their them then
    there these they this to us was we were what when which will with would you your thanks thank cheers ta any about
    also am not no per im ive id ill dont cant wont isnt whats thats theres ya yous u ur r n pls plz plse mate love
    up out off down over into onto one ones two three four five six seven eight nine ten thing things bit bits want
    wants wanted wanna need needs needed needing looking look job jobs work works working done make made price prices
    quote quotes quoted cost costs much many roughly approx around about each every all both same day days week weeks
    month hour hours going go come possible also well still now today tomorrow tonight morning afternoon evening hope
    kind regards best dear sir madam mr mrs ms miss am pm x xx really very quite too lot lots let know free number
    only more than other another again back been first last next where who why while because since before after
    soon asap urgent urgently sorry question ask asking wondering wonder interested able help send sent tell told say
    said see seen got its it's i'm i've i'd we've we're we'd you're they're that's there's can't don't won't isn't
    include includes included including within up existing range position place customer type good ours yours""".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of meaning and where it stands in its text. Words of one phrase share their place."""

    word: str
    start: int
    end: int


@cache
def _looks_plain() -> frozenset[str]:
    return frozenset(stem(word) for word in _PLAIN_ENGLISH)


@cache
def _tables() -> tuple[dict[tuple[str, ...], tuple[str, ...]], list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Phrases (as stems) to words (as stems); and what follows from words that stand together."""
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    follows: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    text = (resources.files(__package__) / "lexicon.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for line in lines:
        left, _, right = line.partition(":")
        words = tuple(_kept(left.removeprefix("+ ")))
        for surface in right.split(","):
            if line.startswith("+"):
                follows.append((tuple(stem(part.strip()) for part in surface.split("&")), words))
                continue
            key = tuple(stem(word) for word in _words(surface))
            if key:
                # “weekly” is no “week”: a word whose stem is a small word counts only as it is written.
                if len(key) == 1 and _words(surface)[0] in _PLAIN_ENGLISH:
                    continue
                # “carpeting” is the fitting of one, and “carpet” is not.
                shorter = len(words) > 1 and key[0] in words and _words(surface)[0] != key[0]
                if shorter and key in phrases:
                    continue
                literal = _words(surface)[0] in _AS_WRITTEN
                small = len(key) == 1 and (key[0] in STOP or key[0] in _looks_plain() or shorter or literal)
                phrases.setdefault((f"={_words(surface)[0]}",) if small else key, words)
    # Phones write “curatenie” and “plytki”: what is written with marks is known without them too.
    for line in lines:
        if not line.startswith("+") and not line.isascii():
            for surface in line.partition(":")[2].split(","):
                bare = [unmarked(word) for word in _words(surface)]
                if bare != _words(surface) and not (
                    len(bare) == 1 and (bare[0] in _ENGLISH_UNMARKED | STOP | _PLAIN_ENGLISH)
                ):
                    phrases.setdefault(tuple(stem(word) for word in bare), tuple(_kept(line.partition(":")[0])))
    # A list's own wording stands for itself, whatever else a shorter surface would make of it.
    for line in lines:
        if not line.startswith("+"):
            words = tuple(_kept(line.partition(":")[0]))
            key = tuple(stem(word) for word in _words(line.partition(":")[0]))
            if len(key) > 1:
                phrases.setdefault(key, words)
    return phrases, follows


@cache
def _openings() -> Mapping[str, int]:
    """By first word of a phrase, how many words the longest has: most words of a message open none."""
    longest: dict[str, int] = {}
    for key in _tables()[0]:
        longest[key[0]] = max(min(len(key), LONGEST_PHRASE), longest.get(key[0], 0))
    return longest


def terms_of(text: str, spelling: Spelling | None = None) -> list[Term]:
    """The words of meaning of a text in order, phrases folded, small words left out; slips put right by `spelling`."""
    phrases, _ = _tables()
    found = [(match.group().casefold().replace("’", "'"), match.start(), match.end()) for match in _iter(text)]
    found = _initials(found, text)
    if spelling is not None:
        found = spelling.put_right(found, text)
    found = _sized(found)
    stems = [f"={_plain(word)}" if (f"={_plain(word)}",) in phrases else stem(_plain(word)) for word, _, _ in found]
    terms: list[Term] = []
    longest = _openings()
    at = 0
    while at < len(found):
        for length in range(min(longest.get(stems[at], 0), len(found) - at), 0, -1):
            words = phrases.get(tuple(stems[at : at + length]))
            if words is not None and _together(text, found, at, length):
                terms += [Term(word, found[at][1], found[at + length - 1][2]) for word in words]
                at += length
                break
        else:
            word = _plain(found[at][0])
            if word not in STOP and (len(word) > 1 or word.isdigit()):
                terms.append(Term(stem(word), found[at][1], found[at][2]))
            at += 1
    return terms


def _initials(found: Sequence[tuple[str, int, int]], text: str) -> list[tuple[str, int, int]]:
    """“W.C.” and “u.P.V.C.” are one word each."""
    made: list[tuple[str, int, int]] = []
    last = False
    for word, start, end in found:
        letter = len(word) == 1 and word.isalpha()
        if last and letter and text[made[-1][2] : start] == ".":
            before, since, _ = made.pop()
            made.append((before + word, since, end))
        else:
            made.append((word, start, end))
        last = letter
    return made


def _sized(found: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """“6 ft” and “6ft”, “two bed” and “2-bed” are one word each: a size is no count."""
    made: list[tuple[str, int, int]] = []
    at = 0
    while at < len(found):
        word, start, end = found[at]
        glued = _GLUED.fullmatch(word)
        if glued and glued.group(2) in _SIZE_WORDS:
            made.append((f"{glued.group(1)}{_SIZE_WORDS[glued.group(2)]}", start, end))
        elif at + 2 < len(found) and found[at + 1][0].startswith("bed") and _is_counted(found[at + 2][0]):
            made.append(found[at])
        elif at + 1 < len(found) and (word.isdigit() or word in _NUMBER_WORDS) and found[at + 1][0] in _SIZE_WORDS:
            made.append((f"{_NUMBER_WORDS.get(word, word)}{_SIZE_WORDS[found[at + 1][0]]}", start, found[at + 1][2]))
            at += 1
        else:
            made.append(found[at])
        at += 1
    return made


def _is_counted(word: str) -> bool:
    """“4 bedroom carpets” counts carpets; “4 bedroom semis” is a house."""
    return (
        word.endswith("s")
        and len(word) > 3
        and word not in ("houses", "semis", "flats", "has", "was", "needs", "plus", "this", "please")
    )


def implied(words: Iterable[str], before: Iterable[str] = ()) -> set[str]:
    """What follows from words that stand in one sentence, with what was named before it: a toilet that runs needs a valve."""
    own = set(words)
    given = own | set(before)
    _, follows = _tables()
    return {word for needed, result in follows if set(needed) <= given and own & set(needed[1:]) for word in result}


@cache
def _surfaces() -> frozenset[str]:
    """Every word that the lexicon and the related words are written with."""
    texts = ((resources.files(__package__) / name).read_text("utf-8") for name in ("lexicon.txt", "related.txt"))
    return frozenset(word for text in texts for line in text.splitlines() if line[:1] != "#" for word in _words(line))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Two words that stand side by side in the lexicon, or in the related words."""
    texts = ((resources.files(__package__) / name).read_text("utf-8") for name in ("lexicon.txt", "related.txt"))
    phrases = (_words(part) for text in texts for line in text.splitlines() for part in re.split(r"[,:>&]", line))
    return frozenset(pair for words in phrases for pair in pairwise(words))


@cache
def _known() -> frozenset[str]:
    return _surfaces() | STOP | everyday()


def spelling_of(texts: Iterable[str], folded: frozenset[str]) -> Spelling:
    """The spelling of a list. texts: its names and descriptions. folded: the words of meaning that it holds."""
    own = frozenset(word for text in texts for word in _words(text) if word.isalpha())
    near = {word for word in _surfaces() if word.isascii() and word.isalpha() and folded & set(_meaning(word))}
    return Spelling(own, _known() | own, frozenset(near | (own - STOP)), _pairs())


@lru_cache(maxsize=20_000)
def _meaning(word: str) -> tuple[str, ...]:
    return tuple(term.word for term in terms_of(word))


@cache
def _related() -> dict[tuple[str, ...], list[tuple[tuple[str, ...], ...]]]:
    """Phrases (folded, as stems) to the groups of phrases that may stand for them."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], ...]]] = {}
    text = (resources.files(__package__) / "related.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        left, way, right = line.partition(">")
        group = tuple(dict.fromkeys(key for word in (right if way else left).split(",") if (key := _folded(word))))
        for key in {_folded(word) for word in left.split(",")} - {()}:
            found.setdefault(key, []).append(group)
    return found


def _folded(words: str) -> tuple[str, ...]:
    return tuple(term.word for term in terms_of(words))


def loosely(terms: Sequence[Term], names: frozenset[str], things: Sequence[frozenset[str]] = ()) -> list[Term]:
    """The list's words that may be meant by words it does not hold, standing where those stand.

    names: the words of the list's item names. things: those of each item: several words that may stand for one must all be of
    one item, for a “bedroom” is no “dining room” where the list has chairs to dine on and rooms.
    """
    groups = _related()
    found: list[Term] = []
    for at in range(len(terms)):
        for length in range(min(3, len(terms) - at), 0, -1):
            part = terms[at : at + length]
            key = tuple(term.word for term in part)
            if key not in groups or set(key) <= names:
                continue
            for group in groups[key]:
                for other in group:
                    if other != key and set(other) <= names and (len(other) < 2 or _is_of_one(other, things)):
                        found += [Term(word, part[0].start, part[-1].end) for word in other]
            break
    return [*{(one.word, one.start): one for one in found}.values()]


def _is_of_one(words: Sequence[str], things: Sequence[frozenset[str]]) -> bool:
    return not things or any(thing.issuperset(words) for thing in things)


def _together(text: str, found: Sequence[tuple[str, int, int]], at: int, length: int) -> bool:
    """No sentence ends within a phrase, and no comma parts it."""
    return not any(
        re.search(r"[.!?\n;,]", text[before[2] : after[1]]) for before, after in pairwise(found[at : at + length])
    )


def _iter(text: str) -> Iterable[re.Match[str]]:
    return WORD.finditer(text)


def _words(text: str) -> list[str]:
    return [_plain(match.group().casefold().replace("’", "'")) for match in _iter(text)]


def _plain(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s'")


def _kept(text: str) -> list[str]:
    return [stem(word) for word in _words(text) if word not in STOP or word in ("two", "three", "one")]


def unmarked(word: str) -> str:
    """The word without accents, hooks and strokes."""
    parts = unicodedata.normalize("NFD", word.translate(_NO_MARK))
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    word = _IRREGULAR.get(word, word)
    if word.startswith("re-"):
        word = word[:2] + word[3:]
    found: str = _local.stemmer.stemWord(word)
    return found
